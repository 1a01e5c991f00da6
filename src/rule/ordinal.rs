//! `ordinal`: ratings are aggregated by their order, as in the one-dimensional aggregations of ISO/IEC 33020. Mean and
//! median can fall between two ratings; what then happens is declared as `tie` and printed in every report.

use schemars::JsonSchema;
use serde::Deserialize;

pub use super::arithmetic::{Method, Tie};
use super::arithmetic::aggregate;
use super::{Inputs, Selection, SelectionWritten, Step, Vocabulary, counted, gap_of, nothing_counts};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::outcome::{Outcome, Value};
use crate::scale::{Rank, Scale};

/// Ratings are aggregated by their order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is aggregated.
    pub of: SelectionWritten,
    /// How.
    pub method: Method,
    /// What becomes of a value half-way between two ratings; needed for mean and median.
    pub tie: Option<Tie>,
}

/// A checked aggregation.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    of: Selection,
    method: Method,
    tie: Option<Tie>,
    scale: Scale,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Ordinal> {
        let (of, scale) = self.of.check(names, problems)?;
        if self.method.has_ties() && self.tie.is_none() {
            let words = "mean and median can fall between two ratings, and nothing says what then";
            let problem = Diagnostic::error(codes::MISSING_FIELD, names.place, words);
            problems.push(problem.help("add `tie: down` for the lower rating or `tie: up` for the higher one"));
            return None;
        }
        if !self.method.has_ties() && self.tie.is_some() {
            let words = "`tie` says nothing here: this method never falls between two ratings";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words).help("leave `tie` out"));
        }
        Some(Ordinal { of, method: self.method, tie: self.tie, scale: scale.clone() })
    }
}

impl Ordinal {
    /// An aggregation of what is selected, on its own scale.
    pub(super) fn new(of: Selection, method: Method, tie: Option<Tie>, scale: Scale) -> Ordinal {
        Ordinal { of, method, tie, scale }
    }

    pub(super) fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let (lows, highs): (Vec<Rank>, Vec<Rank>) =
            counted(&inputs).filter_map(|(_, outcome)| outcome.ranks()).unzip();
        let tie = self.tie.unwrap_or(Tie::Down);
        let bounds = aggregate(&lows, self.method, tie).zip(aggregate(&highs, self.method, tie));
        let outcome = match bounds {
            Some((low, high)) => Outcome::between(Value::Rank(low), Value::Rank(high), gap_of(&inputs)),
            None => nothing_counts(&inputs, Value::Rank(0), Value::Rank(self.scale.highest())),
        };
        let mut says = format!("{} over {} inputs ({})", self.method.words(self.tie), lows.len(), self.of);
        if self.method == Method::Mean && !lows.is_empty() {
            says.push_str(&format!(": {}", sum_in_words(&lows)));
            if highs != lows {
                says.push_str(&format!(" at the lowest, {} at the highest", sum_in_words(&highs)));
            }
        }
        Step::new("ordinal", says, outcome, inputs)
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
