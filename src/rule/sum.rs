//! `sum`: the sum of numbers that stand for ratings, or of numbers. With `weighted`, each is multiplied with the weight
//! of its element.
//!
//! Under the policy `impute`, what has no value earns the share of its maximum that the others earned of theirs: one
//! point that does not apply, in a group that earned 10 of 20, counts as half a point.
//!
//! ```yaml
//! sum: {of: {every: activity, direct: true}, values: {no: 0, some: 0.25, half: 0.5, most: 1}}   # a SAMM stream
//! sum: {of: {every: requirement}, values: {met: 0, not-met: 1}, weighted: true}                 # penalties
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::settle;
use super::worth::Worth;
use super::{Counts, Input, Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::yaml::list::Map;

/// The sum of numbers that stand for ratings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is added up.
    pub of: SelectionWritten,
    /// The number that each rating stands for; its rank if left out.
    #[serde(default)]
    pub values: Map<Number>,
    /// Whether the elements' weights count.
    #[serde(default)]
    pub weighted: bool,
}

/// A checked sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    pub(crate) of: Selection,
    pub(crate) worth: Worth,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Sum> {
        let (of, scale) = self.of.check(names, problems)?;
        let worth = Worth::check(scale, &self.values, self.weighted, names, problems)?;
        Some(Sum { of, worth })
    }
}

impl Sum {
    /// Lowest and highest sum of what counts, with what the imputed ones earn in proportion.
    fn bounds(&self, counted: &[&Input], imputed: &[Number], scenario: Scenario) -> Option<(Value, Value)> {
        let (mut low, mut high, mut most) = (Number::zero(), Number::zero(), Number::zero());
        for input in counted {
            let (least, best) = self.worth.of_input(input, scenario)?;
            let weight = self.worth.weight(input);
            low = low + least * weight.clone();
            high = high + best * weight;
            most = most + self.maximum(input)?;
        }
        if imputed.is_empty() {
            return Some((Value::Number(low), Value::Number(high)));
        }
        if most.is_zero() {
            // Nothing to take the share from.
            return None;
        }
        let extra: Number = imputed.iter().cloned().sum();
        let with = |sum: Number| Value::Number(sum.clone() + extra.clone() * sum / most.clone());
        Some((with(low), with(high)))
    }

    /// The most that an input can earn.
    fn maximum(&self, input: &Input) -> Option<Number> {
        let (_, most) = self.worth.of((&input.ends.0, &input.ends.1))?;
        Some(most * self.worth.weight(input))
    }
}

impl Kind for Sum {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let imputed = inputs.iter().filter(|input| input.counts == Counts::Imputed);
        let imputed: Vec<Number> = imputed.filter_map(|input| self.maximum(input)).collect();
        let kind = if self.worth.weighted { "weighted sum" } else { "sum" };
        let count = super::settle::counted(&inputs, Scenario::Bounds).len();
        let says = format!("{kind} over {count} inputs ({})", self.of);
        settle("sum", says, inputs, |counted, scenario| self.bounds(counted, &imputed, scenario))
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    fn is_rising(&self) -> bool {
        self.worth.is_rising()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::testing::{all, inputs, number};

    fn sum(weighted: bool) -> Sum {
        let values = ["0", "0.25", "0.5", "1"].map(|text| text.parse().unwrap()).to_vec();
        Sum { of: all(), worth: Worth::of_ratings(values, weighted) }
    }

    /// `domain/scoring-rules.md` §3 row 3: 1 + 0.5 + 0.25 = 1.75.
    #[test]
    fn the_worked_example_comes_out() {
        assert_eq!(sum(false).evaluate(&inputs("F L P")).outcome, Outcome::Known(number("1.75")));
    }

    #[test]
    fn open_inputs_give_bounds() {
        let outcome = sum(false).evaluate(&inputs("F ?")).outcome;
        assert_eq!(outcome.numbers(), Some(("1".parse().unwrap(), "2".parse().unwrap())));
    }

    /// Row 22: one point that does not apply, where the others earned 1.5 of 3, counts as half a point.
    #[test]
    fn what_is_imputed_earns_what_the_others_earned_in_proportion() {
        let mut given = inputs("F L N -");
        given.0[3].counts = Counts::Imputed;
        assert_eq!(sum(false).evaluate(&given).outcome, Outcome::Known(number("2")));
        let mut alone = inputs("-");
        alone.0[0].counts = Counts::Imputed;
        assert!(matches!(sum(false).evaluate(&alone).outcome, Outcome::Void(_)));
    }
}
