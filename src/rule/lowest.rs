//! `lowest`: the lowest result decides. Of ratings it gives a rating; with `values` or `weighted`, or of numbers, a number.
//!
//! ```yaml
//! lowest: {of: {every: perspective, direct: true}}     # P3M3: the weakest perspective is the overall level
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::extreme::{End, Extreme};
use super::{Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::scale::Scale;
use crate::yaml::list::Map;

/// The lowest result decides.
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

/// A checked `lowest`.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowest(pub(crate) Extreme);

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Lowest> {
        Extreme::check(End::Lowest, &self.of, &self.values, self.weighted, names, problems).map(Lowest)
    }
}

impl Kind for Lowest {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        self.0.evaluate("lowest", inputs)
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
