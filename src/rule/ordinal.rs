//! `ordinal`: ratings are aggregated by their order, as in the one-dimensional aggregations of ISO/IEC 33020. Mean and
//! median can fall between two ratings, and the mode can be several; what then happens is declared as `tie` and
//! printed in every report.
//!
//! ```yaml
//! ordinal: {of: {every: outcome}, method: median, tie: down}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::arithmetic::aggregate;
pub use super::arithmetic::{Method, Tie};
use super::settle::{counted, settle};
use super::{Input, Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::outcome::{Rank, Scenario, Value, ranks};
use crate::scale::Scale;
use crate::source::Place;

/// Ratings are aggregated by their order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is aggregated.
    pub of: SelectionWritten,
    /// How.
    pub method: Method,
    /// What becomes of a value half-way between two ratings; needed for mean, median and mode.
    pub tie: Option<Tie>,
}

/// A checked aggregation.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    pub(crate) of: Selection,
    pub(crate) method: Method,
    pub(crate) tie: Option<Tie>,
    pub(crate) scale: Scale,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Ordinal> {
        let (of, scale) = self.of.check(names, problems)?;
        tie_fits(self.method, self.tie, names.place, problems)?;
        if scale.number.is_some() {
            let words = format!("`{}` is a scale of numbers, which have a `mean`, `lowest` and `highest`", scale.id);
            problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words));
            return None;
        }
        Some(Ordinal { of, method: self.method, tie: self.tie, scale: scale.clone() })
    }
}

/// Whether a method says what becomes of a tie exactly when it can have one.
pub(super) fn tie_fits(
    method: Method,
    tie: Option<Tie>,
    place: &Place,
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    if method.has_ties() && tie.is_none() {
        let words = "this method can fall between two ratings, and nothing says what then";
        let problem = Diagnostic::error(codes::MISSING_FIELD, place, words);
        problems.push(problem.help("add `tie: down` for the lower rating or `tie: up` for the higher one"));
        return None;
    }
    if !method.has_ties() && tie.is_some() {
        let words = "`tie` says nothing here: this method never falls between two ratings";
        problems.push(Diagnostic::error(codes::WRONG_VALUE, place, words).help("leave `tie` out"));
    }
    Some(())
}

/// Lowest and highest rank that an aggregation of ranges may come to.
pub(super) fn range(ranges: &[(Rank, Rank)], method: Method, tie: Tie) -> Option<(Rank, Rank)> {
    let (lows, highs): (Vec<Rank>, Vec<Rank>) = ranges.iter().copied().unzip();
    if method == Method::Mode && lows != highs {
        return mode(ranges, tie);
    }
    Some((aggregate(&lows, method, tie)?, aggregate(&highs, method, tie)?))
}

/// The mode is not monotone: a rank may become the mode where the open ranges that hold it all take it.
fn mode(ranges: &[(Rank, Rank)], tie: Tie) -> Option<(Rank, Rank)> {
    let top = ranges.iter().map(|(_, high)| *high).max()?;
    let may_be = |rank: Rank| {
        let given: Vec<Rank> = ranges
            .iter()
            .filter(|(low, high)| low == high || (*low..=*high).contains(&rank))
            .map(|(low, high)| if low == high { *low } else { rank })
            .collect();
        // What cannot take the rank is left out, as if it never stood against it; that can only widen the bounds.
        aggregate(&given, Method::Mode, tie) == Some(rank)
    };
    let possible: Vec<Rank> = (0..=top).filter(|rank| may_be(*rank)).collect();
    Some((*possible.first()?, *possible.last()?))
}

impl Kind for Ordinal {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let of = |counted: &[&Input], scenario| {
            counted.iter().filter_map(|input| input.values(scenario).and_then(ranks)).collect::<Vec<_>>()
        };
        let ranges = of(&counted(&inputs, Scenario::Bounds), Scenario::Bounds);
        let mut says = format!("{} over {} inputs ({})", self.method.words(self.tie), ranges.len(), self.of);
        if self.method == Method::Mean && !ranges.is_empty() {
            let (lows, highs): (Vec<Rank>, Vec<Rank>) = ranges.into_iter().unzip();
            says.push_str(&format!(": {}", sum_in_words(&lows)));
            if highs != lows {
                says.push_str(&format!(" at the lowest, {} at the highest", sum_in_words(&highs)));
            }
        }
        let tie = self.tie.unwrap_or(Tie::Down);
        let bounds = |counted: &[&Input], scenario: Scenario| {
            let (low, high) = range(&of(counted, scenario), self.method, tie)?;
            Some((Value::Rank(low), Value::Rank(high)))
        };
        settle("ordinal", says, inputs, bounds).on(Some(&self.scale))
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    fn is_rising(&self) -> bool {
        self.method != Method::Mode
    }
}

/// The arithmetic of a mean, so that a reader can do it again: `15 / 6 = 2.5`.
fn sum_in_words(ranks: &[Rank]) -> String {
    let sum: usize = ranks.iter().sum();
    let mean = crate::number::Number::from(sum) / crate::number::Number::from(ranks.len());
    let exact = mean.to_string();
    let shown = if exact.contains('/') { format!("about {}", mean.display(2)) } else { exact };
    format!("{sum} / {} = {shown}", ranks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{achievement, all, inputs};

    fn outcome(method: Method, words: &str) -> Option<(Rank, Rank)> {
        let rule = Ordinal { of: all(), method, tie: Some(Tie::Down), scale: achievement() };
        rule.evaluate(&inputs(words)).outcome.ranks()
    }

    /// Three N stay the most frequent whatever one open item becomes; with two N and one F it may become either, or P or
    /// L of which there would be one only.
    #[test]
    fn an_open_item_may_change_the_mode() {
        assert_eq!(outcome(Method::Mode, "N N N ?"), Some((0, 0)));
        assert_eq!(outcome(Method::Mode, "N F ?"), Some((0, 3)));
        assert_eq!(outcome(Method::Mode, "- -"), None);
    }

    #[test]
    fn an_open_item_moves_the_median_between_its_neighbours() {
        assert_eq!(outcome(Method::Median, "P L ?"), Some((1, 2)));
    }
}
