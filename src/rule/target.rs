//! `target`: the target that was agreed for an element, as a number. Where none was agreed there is no result.
//!
//! ```yaml
//! calculate: {divide: [{result: {of: {own: score}}}, {target: {of: {own: score}}}]}   # per cent to target
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::result::one_element;
use super::worth::Worth;
use super::{Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Absence, Outcome, Value};
use crate::yaml::list::Map;

/// The target that was agreed for an element.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The element: `{own: <measure>}`, or `{these: [<id>]}`. Targets are agreed for main measures.
    pub of: SelectionWritten,
    /// The number that each rating stands for; its rank if left out.
    #[serde(default)]
    pub values: Map<Number>,
}

/// A checked target.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub(crate) of: Selection,
    pub(crate) worth: Worth,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Target> {
        let (of, scale) = self.of.check(names, problems)?;
        one_element(&of, names, problems)?;
        let worth = Worth::check(scale, &self.values, false, names, problems)?;
        Some(Target { of, worth })
    }
}

impl Kind for Target {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let target = inputs.targets(&self.of).into_iter().next().flatten();
        let number = target.and_then(|target| self.worth.of((&target, &target))).map(|(number, _)| number);
        let (says, outcome) = match number {
            Some(number) => (format!("the target agreed for {}", self.of), Outcome::Known(Value::Number(number))),
            None => (format!("no target was agreed for {}", self.of), Outcome::Void(Absence::Empty)),
        };
        Step::new("target", says, outcome, Vec::new())
    }

    fn selections(&self) -> Vec<&Selection> {
        // A target does not rest on any result, so nothing is looked at.
        Vec::new()
    }

    fn span(&self) -> Option<(Number, Number)> {
        Some(self.worth.span.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{all, inputs, number};

    #[test]
    fn where_no_target_was_agreed_there_is_none() {
        let values = (0..4).map(Number::from).collect();
        let rule = Target { of: all(), worth: Worth::of_ratings(values, false) };
        let mut given = inputs("P");
        assert_eq!(rule.evaluate(&given).outcome, Outcome::Void(Absence::Empty));
        given.0[0].target = Some(Value::Rank(3));
        assert_eq!(rule.evaluate(&given).outcome, Outcome::Known(number("3")));
    }
}
