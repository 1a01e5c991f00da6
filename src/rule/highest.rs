//! `highest`: the highest rating decides.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ordinal::{Method, Ordinal};
use super::{Inputs, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::scale::Scale;

/// The highest rating decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is looked at.
    pub of: SelectionWritten,
}

/// A checked `highest`: an aggregation by order without ties.
#[derive(Debug, Clone, PartialEq)]
pub struct Highest(Ordinal);

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Highest> {
        let (of, scale) = self.of.check(names, problems)?;
        Some(Highest(Ordinal::new(of, Method::Highest, None, scale.clone())))
    }
}

impl Highest {
    pub(super) fn selections(&self) -> Vec<&super::Selection> {
        self.0.selections()
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        self.0.scale()
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        Step { kind: "highest", ..self.0.evaluate(inputs) }
    }
}
