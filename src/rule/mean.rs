//! `mean`: the arithmetic mean of numbers that stand for ratings.
//!
//! A mean of ratings says something only when the framework says what number each rating stands for; `values` does
//! that, and where it is left out the ranks 0, 1, 2 … are used. With `weighted`, the elements' weights count; weights
//! of what is left out leave the divisor too. A weight of 0 stays 0; when all weights are 0 nothing counts.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Input, Inputs, Selection, SelectionWritten, Step, Vocabulary, counted, gap_of, nothing_counts};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::number::Number;
use crate::outcome::{Outcome, Value};
use crate::scale::{Rank, Scale};
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
    of: Selection,
    /// By rank.
    values: Vec<Number>,
    weighted: bool,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Mean> {
        let (of, scale) = self.of.check(names, problems)?;
        if self.values.0.is_empty() {
            let values = (0..scale.ratings.len()).map(Number::from).collect();
            return Some(Mean { of, values, weighted: self.weighted });
        }
        let mut given: IndexMap<Rank, Number> = IndexMap::new();
        for (word, value) in &self.values.0 {
            match scale.rank(word) {
                Some(rank) => drop(given.insert(rank, value.clone())),
                None => {
                    let words = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
                    let help = suggestion(word, scale.words());
                    problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, words).help(help));
                }
            }
        }
        let missing: Vec<_> = (0..scale.ratings.len()).filter(|rank| !given.contains_key(rank)).collect();
        if let Some(rank) = missing.first() {
            let words = format!("`values` does not say what `{}` stands for", scale.word(*rank));
            let problem = Diagnostic::error(codes::MISSING_FIELD, names.place, words);
            problems.push(problem.help("give a number for every rating of the scale, or leave `values:` out"));
            return None;
        }
        let values = (0..scale.ratings.len()).filter_map(|rank| given.get(&rank).cloned()).collect();
        Some(Mean { of, values, weighted: self.weighted })
    }
}

impl Mean {
    /// Whether whatever it gives is a share of the whole.
    pub(super) fn gives_shares(&self) -> bool {
        self.values.iter().all(|value| !value.is_negative() && *value <= Number::from(1))
    }

    pub(super) fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        None
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let outcome = self.outcome(&inputs);
        let kind = if self.weighted { "weighted mean" } else { "mean" };
        let count = counted(&inputs).count();
        Step::new("mean", format!("{kind} of {count} ratings ({}) as numbers", self.of), outcome, inputs)
    }

    fn outcome(&self, inputs: &[Input]) -> Outcome {
        let (mut low, mut high, mut weights) = (Number::zero(), Number::zero(), Number::zero());
        for (input, outcome) in counted(inputs) {
            let Some((from, to)) = outcome.ranks() else { continue };
            let weight = if self.weighted { input.weight.clone() } else { Number::from(1) };
            let possible = self.values.get(from..=to).unwrap_or_default();
            let (Some(least), Some(most)) = (possible.iter().min(), possible.iter().max()) else { continue };
            low = low + least.clone() * weight.clone();
            high = high + most.clone() * weight.clone();
            weights = weights + weight;
        }
        if weights.is_zero() {
            let weighs = |input: &&Input| !self.weighted || !input.weight.is_zero();
            let weighing: Vec<Input> = inputs.iter().filter(weighs).cloned().collect();
            let number = |found: Option<&Number>| Value::Number(found.cloned().unwrap_or_else(Number::zero));
            return nothing_counts(&weighing, number(self.values.iter().min()), number(self.values.iter().max()));
        }
        let (low, high) = (low / weights.clone(), high / weights);
        Outcome::between(Value::Number(low), Value::Number(high), gap_of(inputs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::inputs;

    fn mean(weighted: bool) -> Mean {
        let of = Selection { every: None, direct: false, tagged: None, these: Vec::new(), measure: "rating".to_owned() };
        let values = ["0", "0.325", "0.675", "1"].map(|text| text.parse().unwrap()).to_vec();
        Mean { of, values, weighted }
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
        mean.values = [0, 2, 3, 4].map(Number::from).to_vec();
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
