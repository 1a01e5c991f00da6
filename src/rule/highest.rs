//! `highest`: the highest result decides. Of ratings it gives a rating; with `values` or `weighted`, or of numbers, a
//! number: with levels as weights it is a high-water mark.
//!
//! ```yaml
//! highest: {of: {every: activity, direct: true}, values: {not: 0, observed: 1}, weighted: true}   # BSIMM
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::extreme::{End, Extreme};
use super::{Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::scale::Scale;
use crate::yaml::list::Map;

/// The highest result decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// What is looked at.
    pub of: SelectionWritten,
    /// The number that each rating stands for, where a number is wanted.
    #[serde(default)]
    pub values: Map<Number>,
    /// Whether numbers are multiplied with the elements' weights.
    #[serde(default)]
    pub weighted: bool,
}

/// A checked `highest`.
#[derive(Debug, Clone, PartialEq)]
pub struct Highest(pub(crate) Extreme);

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Highest> {
        Extreme::check(End::Highest, &self.of, &self.values, self.weighted, names, problems).map(Highest)
    }
}

impl Kind for Highest {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        self.0.evaluate("highest", inputs)
    }

    fn scale(&self) -> Option<&Scale> {
        self.0.scale.as_ref()
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.0.of]
    }

    fn span(&self) -> Option<(Number, Number)> {
        self.0.span()
    }

    fn is_rising(&self) -> bool {
        self.0.is_rising()
    }
}
