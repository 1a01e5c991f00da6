//! `number`: a number that the framework gives, such as the 110 points that a deduction starts from.
//!
//! ```yaml
//! calculate: {subtract: [{number: 110}, {sum: {of: {every: requirement, measure: penalty}}}]}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Inputs, Kind, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number as Exact;
use crate::outcome::{Outcome, Value};

/// The number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Written(Exact);

/// A checked constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Number(pub(crate) Exact);

impl Written {
    pub(super) fn check(&self, _: &Vocabulary<'_>, _: &mut Vec<Diagnostic>) -> Option<Number> {
        Some(Number(self.0.clone()))
    }
}

impl Kind for Number {
    fn evaluate(&self, _: &dyn Inputs) -> Step {
        Step::new("number", self.0.to_string(), Outcome::Known(Value::Number(self.0.clone())), Vec::new())
    }

    fn span(&self) -> Option<(Exact, Exact)> {
        Some((self.0.clone(), self.0.clone()))
    }
}

#[cfg(test)]
impl Number {
    /// A constant from its text.
    pub(super) fn of(text: &str) -> Number {
        Number(text.parse().unwrap())
    }
}
