//! Tests of one value: which ratings or numbers pass.

use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::number::Number;
use crate::outcome::{Outcome, Rank, Scenario, Value};
use crate::scale::Scale;
use crate::source::{Located, Place};

/// What passes: exactly one of these is given.
#[derive(Debug, Clone, Default)]
pub struct TestWritten<'a> {
    /// One of these ratings, or exactly this number.
    pub is: &'a [Located<String>],
    /// This or better.
    pub at_least: Option<&'a Located<String>>,
    /// Better than this.
    pub above: Option<&'a Located<String>>,
    /// This or worse.
    pub at_most: Option<&'a Located<String>>,
    /// Worse than this.
    pub below: Option<&'a Located<String>>,
}

/// A checked test of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    pub(crate) passes: Passes,
    /// The scale of ratings or numbers; `None` for numbers without one.
    scale: Option<Scale>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Passes {
    Ranks(Vec<Rank>),
    Number(Comparison, Number),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Comparison {
    AtLeast,
    Above,
    AtMost,
    Below,
    Equals,
}

impl TestWritten<'_> {
    /// Checks the words against a scale; without one, numbers are compared.
    pub fn check(&self, scale: Option<&Scale>, place: &Place, problems: &mut Vec<Diagnostic>) -> Option<Test> {
        let bounds = [
            (Comparison::AtLeast, self.at_least),
            (Comparison::Above, self.above),
            (Comparison::AtMost, self.at_most),
            (Comparison::Below, self.below),
        ];
        let bounds: Vec<_> = bounds.into_iter().filter_map(|(kind, word)| Some((kind, word?))).collect();
        let (comparison, words) = match (bounds.as_slice(), self.is) {
            ([], is) if !is.is_empty() => (Comparison::Equals, is),
            ([(kind, word)], []) => (*kind, std::slice::from_ref(*word)),
            _ => {
                let words = "exactly one of `is`, `at-least`, `above`, `at-most` and `below` says what passes";
                let problem = Diagnostic::error(codes::MISSING_FIELD, place, words);
                problems
                    .push(problem.help("write `is: [<rating>, …]`, or a bound such as `at-least: <rating or number>`"));
                return None;
            }
        };
        let passes = match scale.filter(|scale| scale.number.is_none()) {
            Some(scale) => Passes::Ranks(ranks(comparison, words, scale, problems)?),
            None => number(comparison, words, scale, problems)?,
        };
        Some(Test { passes, scale: scale.cloned() })
    }
}

fn ranks(
    comparison: Comparison,
    words: &[Located<String>],
    scale: &Scale,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Rank>> {
    let given: Option<Vec<Rank>> = words.iter().map(|word| rank(word, scale, problems)).collect();
    let given = given?;
    let bound = *given.first()?;
    Some(match comparison {
        Comparison::Equals => given,
        Comparison::AtLeast => (bound..=scale.highest()).collect(),
        Comparison::Above => (bound + 1..=scale.highest()).collect(),
        Comparison::AtMost => (0..=bound).collect(),
        Comparison::Below => (0..bound).collect(),
    })
}

fn number(
    comparison: Comparison,
    words: &[Located<String>],
    scale: Option<&Scale>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Passes> {
    let word = words.first()?;
    match Number::written(word) {
        Ok(number) if scale.is_some_and(|scale| outside(&number, scale)) => {
            let scale = scale?;
            let (low, high) = scale.ends();
            let message = format!("no number on the scale `{}` comes near {}", scale.id, word.value);
            let help = format!("it goes from {} to {}; a share is written `40 %`", scale.show(&low), scale.show(&high));
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &word.place, message).help(help));
            None
        }
        Ok(number) if words.len() == 1 => Some(Passes::Number(comparison, number)),
        Ok(_) => {
            let problem = Diagnostic::error(codes::WRONG_VALUE, &word.place, "a number is one number only");
            problems.push(problem.help("use `at-least`, `above`, `at-most` or `below`"));
            None
        }
        Err(error) => {
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &word.place, error));
            None
        }
    }
}

/// Whether a number lies beyond both ends of a scale's numbers.
fn outside(number: &Number, scale: &Scale) -> bool {
    scale.number.as_ref().is_some_and(|numbers| *number < numbers.from || *number > numbers.to)
}

/// The rank of a word on a scale, or a diagnostic.
pub(in crate::rule) fn rank(word: &Located<String>, scale: &Scale, problems: &mut Vec<Diagnostic>) -> Option<Rank> {
    let rank = scale.rank(word);
    if rank.is_none() {
        let message = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
        let help = suggestion(word, scale.words());
        problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, message).help(help));
    }
    rank
}

impl Test {
    /// A test for ratings, by rank.
    #[cfg(test)]
    pub(in crate::rule) fn ranks(ranks: &[Rank], scale: Scale) -> Test {
        Test { passes: Passes::Ranks(ranks.to_vec()), scale: Some(scale) }
    }

    /// Whether everything between two values passes, and whether anything does.
    pub(in crate::rule) fn passes(&self, (low, high): (&Value, &Value)) -> (bool, bool) {
        match (&self.passes, low, high) {
            (Passes::Ranks(ranks), Value::Rank(low), Value::Rank(high)) => {
                ((*low..=*high).all(|rank| ranks.contains(&rank)), (*low..=*high).any(|rank| ranks.contains(&rank)))
            }
            (Passes::Number(comparison, bound), low, high) => {
                let bound = &Value::Number(bound.clone());
                match comparison {
                    Comparison::AtLeast => (low >= bound, high >= bound),
                    Comparison::Above => (low > bound, high > bound),
                    Comparison::AtMost => (high <= bound, low <= bound),
                    Comparison::Below => (high < bound, low < bound),
                    Comparison::Equals => (low == bound && high == bound, low <= bound && bound <= high),
                }
            }
            // INVARIANT: a test is checked against the scale of what it looks at.
            _ => (false, true),
        }
    }

    /// The same of an outcome: whether it passes, `None` while it may or may not. What has no result does not pass.
    pub(in crate::rule) fn of_outcome(&self, outcome: &Outcome, scenario: Scenario) -> Option<bool> {
        let Some(values) = outcome.values(scenario) else { return Some(false) };
        match self.passes(values) {
            (_, false) => Some(false),
            (true, _) => (!outcome.may_be_unrated() || scenario == Scenario::Taken).then_some(true),
            (false, true) => None,
        }
    }

    /// Whether some value of its scale passes.
    pub(in crate::rule) fn is_possible(&self) -> bool {
        let numbers = self.scale.as_ref().and_then(|scale| scale.number.as_ref());
        match (&self.passes, numbers) {
            (Passes::Ranks(ranks), _) => !ranks.is_empty(),
            (Passes::Number(..), None) => true,
            (Passes::Number(comparison, bound), Some(numbers)) => match comparison {
                Comparison::AtLeast => numbers.to >= *bound,
                Comparison::Above => numbers.to > *bound,
                Comparison::AtMost => numbers.from <= *bound,
                Comparison::Below => numbers.from < *bound,
                Comparison::Equals => numbers.from <= *bound && *bound <= numbers.to,
            },
        }
    }

    /// Whether some number between two passes; of ratings nothing is said.
    pub(in crate::rule) fn meets(&self, low: &Number, high: &Number) -> bool {
        !matches!(self.passes, Passes::Number(..))
            || self.passes((&Value::Number(low.clone()), &Value::Number(high.clone()))).1
    }

    /// Whether what passes this test surely passes another one of the same values.
    pub(in crate::rule) fn implies(&self, other: &Test) -> bool {
        match (&self.passes, &other.passes) {
            (Passes::Ranks(these), Passes::Ranks(those)) => these.iter().all(|rank| those.contains(rank)),
            (Passes::Number(this, here), Passes::Number(that, there)) => match (this, that) {
                (Comparison::Equals, _) => {
                    let value = Value::Number(here.clone());
                    other.passes((&value, &value)).0
                }
                (Comparison::AtLeast | Comparison::Above, Comparison::AtLeast) => here >= there,
                (Comparison::Above, Comparison::Above) => here >= there,
                (Comparison::AtLeast, Comparison::Above) => here > there,
                (Comparison::AtMost | Comparison::Below, Comparison::AtMost) => here <= there,
                (Comparison::Below, Comparison::Below) => here <= there,
                (Comparison::AtMost, Comparison::Below) => here < there,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether better values can only come to pass (`Some(true)`), can only come to fail, or may do either.
    pub(in crate::rule) fn direction(&self) -> Option<bool> {
        match &self.passes {
            Passes::Number(Comparison::AtLeast | Comparison::Above, _) => Some(true),
            Passes::Number(Comparison::AtMost | Comparison::Below, _) => Some(false),
            Passes::Number(Comparison::Equals, _) => None,
            Passes::Ranks(ranks) => {
                let highest = self.scale.as_ref().map_or(0, Scale::highest);
                let (least, most) = (ranks.iter().min().copied(), ranks.iter().max().copied());
                let whole = |from: Rank, to: Rank| (from..=to).all(|rank| ranks.contains(&rank));
                match (least, most) {
                    (Some(least), Some(most)) if most == highest && whole(least, most) => Some(true),
                    (Some(0), Some(most)) if whole(0, most) => Some(false),
                    (None, None) => Some(true),
                    _ => None,
                }
            }
        }
    }

    /// A value in the words of the scale.
    pub(in crate::rule) fn show(&self, value: &Value) -> String {
        match (&self.scale, value) {
            (Some(scale), value) => scale.show(value),
            (None, Value::Number(number)) => number.to_string(),
            (None, Value::Rank(rank)) => rank.to_string(),
            (None, Value::Below | Value::Above) => "unbounded".to_owned(),
        }
    }

    /// What lies between two values, in words.
    pub(in crate::rule) fn range(&self, (low, high): (&Value, &Value)) -> String {
        if low == high { self.show(low) } else { format!("{} to {}", self.show(low), self.show(high)) }
    }

    /// Everything that passes, in words.
    pub(in crate::rule) fn accepted(&self) -> Vec<String> {
        match (&self.passes, &self.scale) {
            (Passes::Ranks(ranks), Some(scale)) => ranks.iter().map(|rank| scale.word(*rank).to_owned()).collect(),
            _ => vec![self.words()],
        }
    }

    /// What passes, in one phrase.
    pub(in crate::rule) fn words(&self) -> String {
        match &self.passes {
            Passes::Ranks(_) => self.accepted().join(" or "),
            Passes::Number(comparison, bound) => {
                let words = match comparison {
                    Comparison::AtLeast => "at least ",
                    Comparison::Above => "above ",
                    Comparison::AtMost => "at most ",
                    Comparison::Below => "below ",
                    Comparison::Equals => "",
                };
                format!("{words}{}", self.show(&Value::Number(bound.clone())))
            }
        }
    }
}
