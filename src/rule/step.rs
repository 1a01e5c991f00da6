//! What comes out of a rule, with how it came about.

use jiff::civil::Date;

use super::Input;
use crate::outcome::{Outcome, Rank};
use crate::scale::Scale;

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Kind of rule.
    pub kind: &'static str,
    /// What was done, in words.
    pub says: String,
    /// Why, where the framework gives a reason of its own.
    pub because: String,
    /// What came out.
    pub outcome: Outcome,
    /// The scale that it is on; `None` for numbers without a scale of their own, and where there is none.
    pub scale: Option<String>,
    /// What went in.
    pub inputs: Vec<Input>,
    /// Steps that went before.
    pub parts: Vec<Step>,
    /// What the next higher outcome still needs, where the rule can say it.
    pub needs: Vec<Need>,
    /// Elements each of which alone holds the outcome up: were it at the lowest value, the outcome would be lower.
    pub holds: Vec<String>,
    /// The day by which something has to be done for the outcome to stand.
    pub due: Option<Date>,
}

/// Something that the next higher outcome needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Element that falls short; empty where a number falls short that no single element makes.
    pub source: String,
    /// What it is now, at least, in words.
    pub has: Option<String>,
    /// In words what would do.
    pub accepted: Vec<String>,
    /// How many of the needs that belong together have to be met; `None` for all.
    pub any: Option<usize>,
    /// The outcome that needs it.
    pub to_reach: Rank,
}

impl Step {
    pub(super) fn new(kind: &'static str, says: String, outcome: Outcome, inputs: Vec<Input>) -> Step {
        Step {
            kind,
            says,
            because: String::new(),
            outcome,
            scale: None,
            inputs,
            parts: Vec::new(),
            needs: Vec::new(),
            holds: Vec::new(),
            due: None,
        }
    }

    /// A step that no rule makes.
    pub(crate) fn bare(kind: &'static str, says: String, outcome: Outcome) -> Step {
        Step::new(kind, says, outcome, Vec::new())
    }

    pub(super) fn on(mut self, scale: Option<&Scale>) -> Step {
        self.scale = scale.map(|scale| scale.id.clone());
        self
    }
}
