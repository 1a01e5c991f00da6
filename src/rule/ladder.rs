//! `ladder`: levels that must be reached one after the other.
//!
//! Level n is reached when every item of level n has a rating in `at` and every item of all lower levels has a rating
//! in `below`; the result is the highest level up to which this holds without a break. With `at: [L, F]` and
//! `below: [F]` this is the capability level rule of ISO/IEC 33020 (and of ISO/IEC 15504-2); with the same list for
//! both it is a plain cumulative ladder.
//!
//! Several items may have one code; all of them count. A level none of whose items counts is not reached: nothing shows
//! it.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Input, Inputs, Need, Selection, SelectionWritten, Step, Vocabulary, counted, gap_of, nothing_counts};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::outcome::{Outcome, Value};
use crate::scale::{Rank, Scale};
use crate::source::{Located, Place};
use crate::yaml::list::{List, Map};

/// Levels that must be reached one after the other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The items that the levels are made of.
    pub of: SelectionWritten,
    /// The scale of levels; its lowest rating is what is left when no level is reached.
    pub scale: Located<String>,
    /// Ratings that do for the items of the level itself.
    pub at: List<Located<String>>,
    /// Ratings that do for the items of all lower levels.
    pub below: List<Located<String>>,
    /// The items of each level, by their local code.
    pub levels: Map<List<Located<String>>>,
}

/// A checked ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    of: Selection,
    scale: Scale,
    /// Scale of the items.
    items: Scale,
    at: Vec<Rank>,
    below: Vec<Rank>,
    /// Codes of the items of level 1, 2, …
    levels: Vec<Vec<String>>,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Ladder> {
        let before = problems.len();
        let of = self.of.check(names, problems);
        let scale = names.scale(&self.scale, problems);
        let (of, items) = of?;
        let at = accepted(&self.at, items, problems);
        let below = accepted(&self.below, items, problems);
        for word in self.below.0.iter().filter(|word| items.rank(word).is_some_and(|rank| !at.contains(&rank))) {
            let words = format!("`below` accepts `{}`, which `at` does not: that level itself is then not reached", word.value);
            problems.push(Diagnostic::error(codes::LADDER, &word.place, words));
        }
        let scale = scale?;
        let levels = self.levels(scale, names, problems);
        (problems.len() == before).then(|| Ladder { of, scale: scale.clone(), items: items.clone(), at, below, levels })
    }

    fn levels(&self, scale: &Scale, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
        let mut named: Vec<(&str, &Place)> = Vec::new();
        let mut levels = Vec::new();
        for (expected, (level, items)) in (1..).zip(&self.levels.0) {
            if scale.rank(level) != Some(expected) {
                let words = format!("`{}` is not the next level of the scale `{}`", level.value, scale.id);
                let help = match scale.ratings.get(expected) {
                    Some(next) => format!("let levels stand in order and leave none out; next is `{}`", next.id),
                    None => format!("remove it: the scale ends with `{}`", scale.word(scale.highest())),
                };
                problems.push(Diagnostic::error(codes::LADDER, &level.place, words).help(help));
            }
            for item in &items.0 {
                if let Some((_, first)) = named.iter().find(|(code, _)| *code == item.value) {
                    let words = format!("the ladder names `{}` twice", item.value);
                    let problem = Diagnostic::error(codes::LADDER, &item.place, words).label("again here");
                    problems.push(problem.related(first, "first here").help("let each item stand in one level only"));
                }
                if names.codes.binary_search(&item.value).is_err() {
                    let words = format!("the ladder names `{}`, which no element has as its code", item.value);
                    let help = suggestion(item, names.codes.iter().map(String::as_str));
                    problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &item.place, words).help(help));
                }
                named.push((&item.value, &item.place));
            }
            levels.push(items.0.iter().map(|item| item.value.clone()).collect());
        }
        levels
    }
}

fn accepted(words: &List<Located<String>>, scale: &Scale, problems: &mut Vec<Diagnostic>) -> Vec<Rank> {
    let rank = |word: &Located<String>| {
        let rank = scale.rank(word);
        if rank.is_none() {
            let message = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
            let help = suggestion(word, scale.words());
            problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, message).help(help));
        }
        rank
    };
    words.0.iter().filter_map(rank).collect()
}

impl Ladder {
    pub(super) fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let low = self.reached(&inputs, |mut possible, accepted| possible.all(|rank| accepted.contains(&rank)));
        let high = self.reached(&inputs, |mut possible, accepted| possible.any(|rank| accepted.contains(&rank)));
        let outcome = if counted(&inputs).next().is_none() {
            nothing_counts(&inputs, Value::Rank(0), Value::Rank(self.levels.len()))
        } else {
            Outcome::between(Value::Rank(low), Value::Rank(high), gap_of(&inputs))
        };
        let words = |ranks: &[Rank]| ranks.iter().map(|rank| self.items.word(*rank)).collect::<Vec<_>>().join(" or ");
        let says = format!(
            "highest level whose items are {} while all items of lower levels are {}",
            words(&self.at),
            words(&self.below)
        );
        let needs = self.needs(&inputs, low);
        Step { needs, ..Step::new("ladder", says, outcome, inputs) }
    }

    /// The highest level reached when an item does for its level as `does` says of its possible ratings.
    fn reached(&self, inputs: &[Input], does: impl Fn(RangeInclusive<Rank>, &[Rank]) -> bool) -> Rank {
        let all = |codes: &[String], accepted: &[Rank]| {
            let mut items = items(inputs, codes).filter_map(|(_, possible)| possible).peekable();
            items.peek().is_some() && items.all(|possible| does(possible, accepted))
        };
        let mut level = 0;
        for (index, codes) in self.levels.iter().enumerate() {
            let lower_are_full = self.levels[..index].iter().all(|codes| all(codes, &self.below));
            if !lower_are_full || !all(codes, &self.at) {
                break;
            }
            level = index + 1;
        }
        level
    }

    /// What the level above `level` needs: its own items in `at`, all lower ones in `below`. Nothing above the highest.
    fn needs(&self, inputs: &[Input], level: Rank) -> Vec<Need> {
        let words = |ranks: &[Rank]| ranks.iter().map(|rank| self.items.word(*rank).to_owned()).collect::<Vec<_>>();
        let mut needs = Vec::new();
        if level >= self.levels.len() {
            return needs;
        }
        for (index, codes) in self.levels.iter().enumerate().take(level + 1) {
            let accepted = if index < level { &self.below } else { &self.at };
            if items(inputs, codes).next().is_none() {
                // The element has no item of this level, so there is nothing to be done about it.
                return Vec::new();
            }
            let something_counts = items(inputs, codes).any(|(_, possible)| possible.is_some());
            for (input, possible) in items(inputs, codes) {
                let missing = match &possible {
                    Some(possible) => !possible.clone().all(|rank| accepted.contains(&rank)),
                    // What does not count is no obstacle, unless nothing else shows the level.
                    None => !something_counts,
                };
                if missing {
                    let (source, has) = (input.source.clone(), possible.map(|possible| *possible.start()));
                    needs.push(Need { source, has, accepted: words(accepted), to_reach: level + 1 });
                }
            }
        }
        needs
    }
}

/// The items with these codes, each with the ratings that it may still have; `None` where it does not count.
fn items<'a>(
    inputs: &'a [Input],
    codes: &'a [String],
) -> impl Iterator<Item = (&'a Input, Option<RangeInclusive<Rank>>)> {
    let named = codes.iter().flat_map(|code| inputs.iter().filter(move |input| input.code == *code));
    named.map(|input| {
        let ranks = input.counts_as.as_ref().and_then(Outcome::ranks);
        (input, ranks.map(|(low, high)| low..=high))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{achievement, inputs};
    use crate::scale::Rating;

    fn ladder() -> Ladder {
        let rating = |id: usize| Rating {
            id: id.to_string(),
            title: String::new(),
            meaning: String::new(),
            up_to: None,
            refined: Vec::new(),
        };
        let items = achievement();
        let scale = Scale { id: "level".to_owned(), ratings: (0..=5).map(rating).collect(), ..items.clone() };
        let levels = [vec!["1.1"], vec!["2.1", "2.2"], vec!["3.1", "3.2"], vec!["4.1", "4.2"], vec!["5.1", "5.2"]];
        let levels = levels.map(|codes| codes.into_iter().map(str::to_owned).collect()).to_vec();
        let of = Selection { every: None, direct: false, tagged: None, these: Vec::new(), measure: "rating".to_owned() };
        Ladder { of, scale, items, at: vec![2, 3], below: vec![3], levels }
    }

    fn level(ratings: &str) -> (Rank, Rank) {
        let codes = ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2"];
        let words: Vec<_> = codes.iter().zip(ratings.split(' ')).map(|(code, word)| format!("{code}:{word}")).collect();
        ladder().evaluate(&inputs(&words.join(" "))).outcome.ranks().unwrap()
    }

    /// `domain/iso20000.md` §4.3; the second row is the published table's known error, right by its own rule.
    #[test]
    fn the_rule_vectors_come_out() {
        let vectors = [
            ("F F F L L N N N N", 3),
            ("F L F F F N N N N", 2),
            ("F F F F F L F N N", 4),
            ("P N N N N N N N N", 0),
            ("L N N", 1),
            ("F L L", 2),
            ("P", 0),
            ("F L F N N", 2),
            ("F F F L P", 2),
        ];
        for (ratings, expected) in vectors {
            assert_eq!(level(ratings), (expected, expected), "{ratings}");
        }
    }

    #[test]
    fn open_items_give_a_lowest_and_a_highest_level() {
        assert_eq!(level("F ? L"), (1, 2));
        assert_eq!(level("F F F ? F"), (2, 3));
        assert_eq!(level("P ? ?"), (0, 0));
    }

    #[test]
    fn the_next_level_says_what_it_needs() {
        let needs = ladder().evaluate(&inputs("1.1:L 2.1:P 2.2:L")).needs;
        let words: Vec<_> = needs.iter().map(|need| (need.source.as_str(), need.accepted.join("/"))).collect();
        assert_eq!(words, [("1.1", "F".to_owned()), ("2.1", "L/F".to_owned())]);
    }

    #[test]
    fn a_level_that_nothing_shows_is_not_reached() {
        assert_eq!(level("F - -"), (1, 1));
        let needs = ladder().evaluate(&inputs("1.1:F 2.1:- 2.2:-")).needs;
        assert_eq!(needs.len(), 2, "an item of level 2 has to count");
    }

    #[test]
    fn what_does_not_count_is_not_needed_and_nothing_is_above_the_highest_level() {
        let needs = |words| ladder().evaluate(&inputs(words)).needs.into_iter().map(|need| need.source);
        assert_eq!(needs("1.1:F 2.1:P 2.2:-").collect::<Vec<_>>(), ["2.1"]);
        assert_eq!(needs("1.1:F 2.1:F 2.2:F 3.1:F 3.2:F 4.1:F 4.2:F 5.1:L 5.2:L").count(), 0);
    }

    #[test]
    fn every_item_of_a_code_counts() {
        let level = |words| ladder().evaluate(&inputs(words)).outcome.ranks();
        assert_eq!(level("1.1:F 1.1:P"), Some((0, 0)));
        assert_eq!(level("1.1:P 1.1:F"), Some((0, 0)));
        assert_eq!(level("1.1:L 1.1:?"), Some((0, 1)));
    }

    #[test]
    fn a_rating_in_the_middle_of_what_is_possible_may_reach_a_level() {
        let mut ladder = ladder();
        (ladder.at, ladder.below) = (vec![1], vec![1]);
        assert_eq!(ladder.evaluate(&inputs("1.1:?")).outcome.ranks(), Some((0, 1)));
    }
}
