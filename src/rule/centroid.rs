//! `centroid`: the mean of the elements' weights, each weighted with how far the element is met. With the levels as
//! weights it is the centre of gravity of level compliance: Pederiva's reading of COBIT 4.1 (ISACA, 2003).
//!
//! Where nothing at all is met there is no centre, and no result.
//!
//! ```yaml
//! centroid: {of: {every: level-compliance, direct: true}}      # weights 0, 1, 2 … are the levels
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::{counted, settle};
use super::worth::Worth;
use super::{Input, Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::yaml::list::Map;

/// The mean of weights, each weighted with how far the element is met.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The elements; their weights are what is averaged.
    pub of: SelectionWritten,
    /// The number that each rating stands for; its rank if left out.
    #[serde(default)]
    pub values: Map<Number>,
}

/// A checked centroid.
#[derive(Debug, Clone, PartialEq)]
pub struct Centroid {
    of: Selection,
    worth: Worth,
}

/// Weight, and how far it is met at least and at most.
type Item = (Number, Number, Number);

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Centroid> {
        let (of, scale) = self.of.check(names, problems)?;
        let worth = Worth::check(scale, &self.values, false, names, problems)?;
        if worth.span.0.is_negative() {
            let words = "how far something is met cannot be below nothing, and here it can";
            let problem = Diagnostic::error(codes::WRONG_VALUE, names.place, words);
            problems.push(problem.help("let `values:` say shares of the whole, or look at a scale that starts at 0"));
            return None;
        }
        Some(Centroid { of, worth })
    }
}

/// The centres that come about when all lighter items are met as `light` says and all heavier ones as `heavy` says, for
/// every place where the two may meet: the extreme is among them.
fn centres(items: &[Item], light: fn(&Item) -> &Number, heavy: fn(&Item) -> &Number) -> Vec<Number> {
    let moment = |weight: &Number, met: &Number| weight.clone() * met.clone();
    let mut over: Number = items.iter().map(|item| moment(&item.0, heavy(item))).sum();
    let mut under: Number = items.iter().map(|item| heavy(item).clone()).sum();
    let mut found = Vec::new();
    let open = items.iter().filter(|item| item.1 != item.2);
    for item in std::iter::once(None).chain(open.map(Some)) {
        if let Some(item) = item {
            over = over - moment(&item.0, heavy(item)) + moment(&item.0, light(item));
            under = under - heavy(item).clone() + light(item).clone();
        }
        if !under.is_zero() {
            found.push(over.clone() / under.clone());
        }
    }
    found
}

impl Centroid {
    fn bounds(&self, counted: &[&Input], scenario: Scenario) -> Option<(Value, Value)> {
        let item = |input: &&Input| {
            let (low, high) = self.worth.of_input(input, scenario)?;
            Some((input.weight.clone(), low, high))
        };
        let mut items: Vec<Item> = counted.iter().map(item).collect::<Option<_>>()?;
        items.sort();
        let low = centres(&items, |item| &item.2, |item| &item.1).into_iter().min()?;
        let high = centres(&items, |item| &item.1, |item| &item.2).into_iter().max()?;
        Some((Value::Number(low), Value::Number(high)))
    }
}

impl Centroid {
    /// Whether it may turn out that nothing is met at all.
    fn may_be_nowhere(&self, inputs: &[Input]) -> bool {
        let met = |input: &&Input| self.worth.of_input(input, Scenario::Bounds).is_some_and(|(low, _)| !low.is_zero());
        !counted(inputs, Scenario::Bounds).iter().any(met)
    }
}

impl Kind for Centroid {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let says = format!("centre of the weights of {}, each weighted with how far it is met", self.of);
        let mut step = settle("centroid", says, inputs, |counted, scenario| self.bounds(counted, scenario));
        if self.may_be_nowhere(&step.inputs) {
            step.outcome = super::require::open_outcome(step.outcome);
        }
        step
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.of]
    }

    /// Meeting a low level better draws the centre down.
    fn is_rising(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::testing::{all, inputs};

    /// `domain/scoring-rules.md` §2.8: levels 0 to 5 met to 0, 0.66, 0.55, 0.33, 0.10 and 0 have their centre at 3.15 / 1.64.
    #[test]
    fn the_published_centre_comes_out() {
        let values = ["0", "0.66", "0.55", "0.33", "0.1"].map(|text| text.parse().unwrap()).to_vec();
        let rule = Centroid { of: all(), worth: Worth::of_ratings(values, false) };
        let mut given = inputs("N N N N N N");
        for (level, (input, met)) in given.0.iter_mut().zip([0, 1, 2, 3, 4, 0]).enumerate() {
            input.weight = Number::from(level);
            input.outcome = Outcome::Known(Value::Rank(met));
            input.counts = crate::rule::Counts::As(input.outcome.clone());
        }
        let (centre, _) = rule.evaluate(&given).outcome.numbers().unwrap();
        assert_eq!(centre, "315/164".parse().unwrap());
        assert_eq!(centre.display(2), "1.92");
    }

    #[test]
    fn where_nothing_is_met_there_is_no_centre_and_where_nothing_may_be_met_there_may_be_none() {
        let values = ["0", "0.5", "0.7", "1"].map(|text| text.parse().unwrap()).to_vec();
        let rule = Centroid { of: all(), worth: Worth::of_ratings(values, false) };
        assert!(matches!(rule.evaluate(&inputs("N N")).outcome, Outcome::Void(_)));
        assert!(rule.evaluate(&inputs("N ?")).outcome.may_be_unrated());
        assert!(!rule.evaluate(&inputs("P ?")).outcome.may_be_unrated());
    }
}
