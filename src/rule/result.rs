//! `result`: the result of one element, as a number. A rating becomes a number through `values`; left out, its rank
//! counts (0 for the lowest).
//!
//! ```yaml
//! result: {of: {own: rating}, values: {no: 0, some: 0.25, half: 0.5, most: 1}}   # a value map
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::settle;
use super::worth::Worth;
use super::{Input, Inputs, Kind, Origin, Selection, SelectionWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::yaml::list::Map;

/// The result of one element, as a number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The element: `{these: [<id>]}`, or `{own: <measure>}`.
    pub of: SelectionWritten,
    /// The number that each rating stands for; its rank if left out.
    #[serde(default)]
    pub values: Map<Number>,
}

/// A checked single result.
#[derive(Debug, Clone, PartialEq)]
pub struct Result {
    pub(crate) of: Selection,
    pub(crate) worth: Worth,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Result> {
        let (of, scale) = self.of.check(names, problems)?;
        one_element(&of, names, problems)?;
        let worth = Worth::check(scale, &self.values, false, names, problems)?;
        Some(Result { of, worth })
    }
}

/// Refuses a selection that may give more than one element.
pub(super) fn one_element(of: &Selection, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<()> {
    let one = match &of.from {
        Origin::Own => true,
        Origin::These(ids) => ids.len() == 1,
        Origin::Every { .. } => false,
    };
    if !one {
        let words = "one element is asked for here, and the selection may give several";
        let problem = Diagnostic::error(codes::WRONG_VALUE, names.place, words);
        problems.push(problem.help("write `of: {these: [<id>]}` or `of: {own: <measure>}`, or use `sum` or `mean`"));
    }
    one.then_some(())
}

impl Kind for Result {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let bounds = |counted: &[&Input], scenario: Scenario| {
            let (low, high) = self.worth.of_input(counted.first()?, scenario)?;
            Some((Value::Number(low), Value::Number(high)))
        };
        settle("result", format!("{} as a number", self.of), inputs, bounds)
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
    use crate::rule::testing::{all, inputs, number};

    /// `domain/scoring-rules.md` §3 row 1: no 0, some 0.25, half 0.5, most 1.
    #[test]
    fn a_rating_stands_for_the_number_that_the_framework_gives_it() {
        let values = ["0", "0.25", "0.5", "1"].map(|text| text.parse().unwrap()).to_vec();
        let rule = Result { of: all(), worth: Worth::of_ratings(values, false) };
        assert_eq!(rule.evaluate(&inputs("L")).outcome, Outcome::Known(number("0.5")));
        assert_eq!(rule.evaluate(&inputs("?")).outcome.numbers(), Some(("0".parse().unwrap(), "1".parse().unwrap())));
        assert!(matches!(rule.evaluate(&inputs("-")).outcome, Outcome::Void(_)));
    }
}
