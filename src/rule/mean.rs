//! `mean`: the arithmetic mean of numbers that stand for ratings, or of numbers.
//!
//! A mean of ratings says something only when the framework says what number each rating stands for; `values` does
//! that, and where it is left out the ranks 0, 1, 2 … are used. With `weighted`, the elements' weights count; weights
//! of what is left out leave the divisor too. A weight of 0 stays 0; when all weights are 0 nothing counts.
//!
//! ```yaml
//! mean: {of: {every: stream, direct: true}}                                  # of numbers
//! mean: {of: {every: check}, values: {no: 0, yes: 10}, weighted: true}       # of ratings, by weight
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::{counted, settle};
use super::worth::Worth;
use super::{Input, Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::yaml::list::Map;

/// The arithmetic mean of numbers that stand for ratings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is averaged.
    pub of: SelectionWritten,
    /// The number that each rating stands for; its rank if left out.
    #[serde(default)]
    pub values: Map<Number>,
    /// Whether the elements' weights count.
    #[serde(default)]
    pub weighted: bool,
}

/// A checked mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    pub(crate) of: Selection,
    pub(crate) worth: Worth,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Mean> {
        let (of, scale) = self.of.check(names, problems)?;
        let worth = Worth::check(scale, &self.values, self.weighted, names, problems)?;
        Some(Mean { of, worth })
    }
}

impl Mean {
    fn bounds(&self, counted: &[&Input], scenario: Scenario) -> Option<(Value, Value)> {
        let (mut low, mut high, mut weights) = (Number::zero(), Number::zero(), Number::zero());
        for input in counted {
            let (least, most) = self.worth.of_input(input, scenario)?;
            let weight = self.worth.weight(input);
            low = low + least * weight.clone();
            high = high + most * weight.clone();
            weights = weights + weight;
        }
        if weights.is_zero() {
            return None;
        }
        Some((Value::Number(low / weights.clone()), Value::Number(high / weights)))
    }
}

impl Kind for Mean {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let kind = if self.worth.weighted { "weighted mean" } else { "mean" };
        let count = counted(&inputs, Scenario::Bounds).len();
        let says = format!("{kind} over {count} inputs ({}) as numbers", self.of);
        settle("mean", says, inputs, |counted, scenario| self.bounds(counted, scenario))
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    fn span(&self) -> Option<(Number, Number)> {
        Some(self.worth.span.clone())
    }

    fn is_rising(&self) -> bool {
        self.worth.is_rising()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::testing::{all, inputs};

    fn mean(weighted: bool) -> Mean {
        let values = ["0", "0.325", "0.675", "1"].map(|text| text.parse().unwrap()).to_vec();
        Mean { of: all(), worth: Worth::of_ratings(values, weighted) }
    }

    fn known(text: &str) -> Outcome {
        Outcome::Known(Value::Number(text.parse().unwrap()))
    }

    #[test]
    fn what_does_not_apply_leaves_the_divisor() {
        assert_eq!(mean(false).evaluate(&inputs("F P -")).outcome, known("0.6625"));
    }

    #[test]
    fn open_inputs_give_bounds() {
        let outcome = mean(false).evaluate(&inputs("F ?")).outcome;
        assert_eq!(outcome.numbers(), Some(("0.5".parse().unwrap(), "1".parse().unwrap())));
    }

    /// `domain/scoring-rules.md` §3 row 5: values 4, 2, NA with weights 3, 1, 2 give (12 + 2) / 4 = 3.5.
    #[test]
    fn weights_are_renormalized_over_what_counts() {
        let mut given = inputs("F P -");
        for (input, weight) in given.0.iter_mut().zip([3, 1, 2]) {
            input.weight = Number::from(weight);
        }
        let mut mean = mean(true);
        mean.worth.values = [0, 2, 3, 4].map(Number::from).to_vec();
        assert_eq!(mean.evaluate(&given).outcome, known("3.5"));
    }

    #[test]
    fn nothing_that_counts_gives_no_number() {
        assert!(matches!(mean(false).evaluate(&inputs("- -")).outcome, Outcome::Void(_)));
        let mut given = inputs("F L");
        given.0.iter_mut().for_each(|input| input.weight = Number::zero());
        assert!(matches!(mean(true).evaluate(&given).outcome, Outcome::Void(_)));
    }
}
