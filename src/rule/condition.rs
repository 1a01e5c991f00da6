//! Conditions: the closed language in which a `decide` rule says when a case holds. Comparisons over selected
//! elements, and, or, not; no loops and no way to run code.
//!
//! A condition on open items may itself be open; it is then neither true nor false (Kleene's three values).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Input, Inputs, Selection, SelectionWritten, Vocabulary, counted};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::scale::{Rank, Scale};
use crate::source::Located;
use crate::yaml::list::List;

/// A condition as it is written: the kind is the key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionWritten {
    /// At least one of the selected elements has one of the ratings.
    Some(AmongWritten),
    /// Every selected element that counts has one of the ratings, and at least one counts.
    Every(AmongWritten),
    /// At least so many of the selected elements have one of the ratings.
    AtLeast(AtLeastWritten),
    /// All of these hold.
    All(List<ConditionWritten>),
    /// At least one of these holds.
    Any(List<ConditionWritten>),
    /// This does not hold.
    Not(Box<ConditionWritten>),
}

/// Elements, and the ratings that are asked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AmongWritten {
    /// Which elements.
    pub of: SelectionWritten,
    /// Which ratings.
    pub is: List<Located<String>>,
}

/// A count of elements, and the ratings that are asked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AtLeastWritten {
    /// How many.
    pub count: u32,
    /// Which elements.
    pub of: SelectionWritten,
    /// Which ratings.
    pub is: List<Located<String>>,
}

/// A checked condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// At least `count` of the selected elements have one of the ratings.
    AtLeast {
        /// How many.
        count: usize,
        /// Which elements.
        of: Selection,
        /// Which ratings.
        is: Vec<Rank>,
    },
    /// Every selected element that counts has one of the ratings, and at least one counts.
    Every {
        /// Which elements.
        of: Selection,
        /// Which ratings.
        is: Vec<Rank>,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

impl ConditionWritten {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
        match self {
            ConditionWritten::Some(among) => {
                let (of, is) = among_checked(&among.of, &among.is, names, problems)?;
                Some(Condition::AtLeast { count: 1, of, is })
            }
            ConditionWritten::Every(among) => {
                let (of, is) = among_checked(&among.of, &among.is, names, problems)?;
                Some(Condition::Every { of, is })
            }
            ConditionWritten::AtLeast(written) => {
                let (of, is) = among_checked(&written.of, &written.is, names, problems)?;
                Some(Condition::AtLeast { count: written.count as usize, of, is })
            }
            ConditionWritten::All(conditions) => list(conditions, names, problems).map(Condition::All),
            ConditionWritten::Any(conditions) => list(conditions, names, problems).map(Condition::Any),
            ConditionWritten::Not(condition) => Some(Condition::Not(Box::new(condition.check(names, problems)?))),
        }
    }
}

fn list(
    conditions: &List<ConditionWritten>,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Condition>> {
    let checked: Vec<_> = conditions.0.iter().map(|condition| condition.check(names, problems)).collect();
    checked.into_iter().collect()
}

fn among_checked(
    of: &SelectionWritten,
    is: &List<Located<String>>,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Selection, Vec<Rank>)> {
    let (selection, scale) = of.check(names, problems)?;
    let ranks: Option<Vec<Rank>> = is.0.iter().map(|word| rank(word, scale, problems)).collect();
    Some((selection, ranks?))
}

/// The rank of a word on a scale, or a diagnostic.
pub(super) fn rank(word: &Located<String>, scale: &Scale, problems: &mut Vec<Diagnostic>) -> Option<Rank> {
    let rank = scale.rank(word);
    if rank.is_none() {
        let message = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
        let help = suggestion(word, scale.words());
        problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, message).help(help));
    }
    rank
}

impl Condition {
    /// Every selection that it makes.
    pub(super) fn selections(&self) -> Vec<&Selection> {
        match self {
            Condition::AtLeast { of, .. } | Condition::Every { of, .. } => vec![of],
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().flat_map(Condition::selections).collect()
            }
            Condition::Not(condition) => condition.selections(),
        }
    }

    /// Whether it holds; `None` while open items leave it undecided. What it looked at is added to `seen`.
    pub(super) fn holds(&self, inputs: &dyn Inputs, seen: &mut Vec<Input>) -> Option<bool> {
        match self {
            Condition::AtLeast { count, of, is } => {
                let selected = look(inputs, of, seen);
                let (sure, possible, _) = tally(&selected, is);
                if sure >= *count {
                    Some(true)
                } else if possible < *count {
                    Some(false)
                } else {
                    None
                }
            }
            Condition::Every { of, is } => {
                let selected = look(inputs, of, seen);
                let (sure, possible, total) = tally(&selected, is);
                if total == 0 || possible < total {
                    Some(false)
                } else if sure == total {
                    Some(true)
                } else {
                    None
                }
            }
            Condition::All(conditions) => {
                let held: Vec<_> = conditions.iter().map(|condition| condition.holds(inputs, seen)).collect();
                if held.contains(&Some(false)) { Some(false) } else { (!held.contains(&None)).then_some(true) }
            }
            Condition::Any(conditions) => {
                let held: Vec<_> = conditions.iter().map(|condition| condition.holds(inputs, seen)).collect();
                if held.contains(&Some(true)) { Some(true) } else { (!held.contains(&None)).then_some(false) }
            }
            Condition::Not(condition) => condition.holds(inputs, seen).map(|held| !held),
        }
    }
}

fn look(inputs: &dyn Inputs, selection: &Selection, seen: &mut Vec<Input>) -> Vec<Input> {
    let selected = inputs.select(selection);
    for input in &selected {
        if !seen.iter().any(|known| known.source == input.source && known.measure == input.measure) {
            seen.push(input.clone());
        }
    }
    selected
}

/// How many surely have one of the ratings, how many may have one, and how many count at all.
fn tally(inputs: &[Input], is: &[Rank]) -> (usize, usize, usize) {
    let (mut sure, mut possible, mut total) = (0, 0, 0);
    for (low, high) in counted(inputs).filter_map(|(_, outcome)| outcome.ranks()) {
        total += 1;
        sure += usize::from((low..=high).all(|rank| is.contains(&rank)));
        possible += usize::from((low..=high).any(|rank| is.contains(&rank)));
    }
    (sure, possible, total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::inputs;

    fn of() -> Selection {
        Selection { every: None, direct: false, tagged: None, these: Vec::new(), measure: "rating".to_owned() }
    }

    fn at_least(count: usize, words: &str) -> Option<bool> {
        Condition::AtLeast { count, of: of(), is: vec![0] }.holds(&inputs(words), &mut Vec::new())
    }

    fn every(words: &str) -> Option<bool> {
        Condition::Every { of: of(), is: vec![0] }.holds(&inputs(words), &mut Vec::new())
    }

    #[test]
    fn open_items_leave_a_condition_open_only_when_they_matter() {
        assert_eq!(at_least(1, "N ?"), Some(true));
        assert_eq!(at_least(2, "N ?"), None);
        assert_eq!(at_least(2, "L ?"), Some(false));
        assert_eq!(every("N ?"), None);
        assert_eq!(every("L ?"), Some(false));
    }

    #[test]
    fn nothing_that_counts_is_not_every() {
        assert_eq!(every("- -"), Some(false));
        assert_eq!(every("N -"), Some(true));
    }

    #[test]
    fn three_values_combine_as_kleene_says() {
        let held = |words: &str| Condition::AtLeast { count: 1, of: of(), is: vec![words.len()] };
        let not = Condition::Not(Box::new(held("")));
        assert_eq!(not.holds(&inputs("?"), &mut Vec::new()), None);
        let both = Condition::All(vec![held(""), held("x")]);
        assert_eq!(both.holds(&inputs("L"), &mut Vec::new()), Some(false));
        let either = Condition::Any(vec![held(""), held("xx")]);
        assert_eq!(either.holds(&inputs("L ?"), &mut Vec::new()), Some(true));
    }
}
