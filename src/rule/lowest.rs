//! `lowest`: the lowest rating decides.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ordinal::{Method, Ordinal};
use super::{Inputs, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::scale::Scale;

/// The lowest rating decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is looked at.
    pub of: SelectionWritten,
}

/// A checked `lowest`: an aggregation by order without ties.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowest(Ordinal);

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Lowest> {
        let (of, scale) = self.of.check(names, problems)?;
        Some(Lowest(Ordinal::new(of, Method::Lowest, None, scale.clone())))
    }
}

impl Lowest {
    pub(super) fn selections(&self) -> Vec<&super::Selection> {
        self.0.selections()
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        self.0.scale()
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        Step { kind: "lowest", ..self.0.evaluate(inputs) }
    }
}
