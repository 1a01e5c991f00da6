//! What goes into a rule: other results, statements, evidence, earlier results, and how the assessment is made.

use jiff::civil::Date;

use super::{Policy, Selection};
use crate::conduct::{EvidenceKind, Independence, Method};
use crate::number::Number;
use crate::outcome::{Absence, Outcome, Scenario, Value};

/// What one element contributes to a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Element or statement that it comes from.
    pub source: String,
    /// Measure of the element; empty for a statement.
    pub measure: String,
    /// Local code, by which a ladder names it.
    pub code: String,
    /// What is known of it.
    pub outcome: Outcome,
    /// Whether and how it counts, under the policy of the rule.
    pub counts: Counts,
    /// What becomes of it if it turns out that it cannot be rated.
    pub if_unrated: Policy,
    /// Its weight.
    pub weight: Number,
    /// The target that was agreed for it.
    pub target: Option<Value>,
    /// Lowest and highest value of its scale.
    pub ends: (Value, Value),
}

/// Whether and how an input counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counts {
    /// Not at all.
    LeftOut,
    /// As this.
    As(Outcome),
    /// Open, but left out where the policy has to take it for something.
    Aside(Outcome),
    /// In a sum, with the share that the others earned.
    Imputed,
    /// The result takes over why it has no value.
    Propagates(Absence),
    /// There is no result.
    Blocks,
}

impl Input {
    /// What it contributes in a scenario; `None` if it does not count.
    pub fn values(&self, scenario: Scenario) -> Option<(&Value, &Value)> {
        match (&self.counts, scenario) {
            (Counts::As(outcome), _) | (Counts::Aside(outcome), Scenario::Bounds) => outcome.values(scenario),
            _ => None,
        }
    }

    /// The same as if it had the lowest value of its scale.
    pub(super) fn lowered(&self) -> Input {
        Input { counts: Counts::As(Outcome::Known(self.ends.0.clone())), ..self.clone() }
    }
}

/// One earlier result of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// When it was found.
    pub date: Date,
    /// What it was.
    pub value: Value,
}

/// An item of evidence that was cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backing {
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Its date.
    pub date: Date,
}

/// What was cited for one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backed {
    /// Whether anybody has said anything of it.
    pub spoken: bool,
    /// The evidence.
    pub items: Vec<Backing>,
}

/// How an assessment is made, as far as rules may ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Circumstances {
    /// Class of the assessment.
    pub class: u8,
    /// Category of independence.
    pub independence: Independence,
    /// The day whose state of knowledge counts.
    pub as_of: Date,
    /// How what was said of the element, or of anything below it, was collected.
    pub methods: Vec<Method>,
}

/// Inputs of a rule of which only the outcome is asked for.
pub(super) struct Quiet<'a>(pub &'a dyn Inputs);

impl Inputs for Quiet<'_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        self.0.select(selection)
    }

    fn statements(&self) -> Vec<Input> {
        self.0.statements()
    }

    fn backing(&self, of: Option<&Selection>) -> Vec<Backed> {
        self.0.backing(of)
    }

    fn earlier(&self, selection: &Selection) -> Vec<Vec<Earlier>> {
        self.0.earlier(selection)
    }

    fn targets(&self, selection: &Selection) -> Vec<Option<Value>> {
        self.0.targets(selection)
    }

    fn is_quiet(&self) -> bool {
        true
    }

    fn circumstances(&self) -> Circumstances {
        self.0.circumstances()
    }
}

/// Where a rule gets its inputs from.
pub trait Inputs {
    /// What the selected elements contribute, in the order of the framework.
    fn select(&self, selection: &Selection) -> Vec<Input>;

    /// What respondents said of the element itself.
    fn statements(&self) -> Vec<Input>;

    /// The evidence that was cited for each of the selected elements; for the element itself if none are selected.
    fn backing(&self, of: Option<&Selection>) -> Vec<Backed>;

    /// Earlier results of the selected elements, oldest first, one list for each.
    fn earlier(&self, selection: &Selection) -> Vec<Vec<Earlier>>;

    /// The target that was agreed for each of the selected elements; nothing is worked out for it.
    fn targets(&self, selection: &Selection) -> Vec<Option<Value>>;

    /// Whether only the outcome is asked for, and not what the next one needs or what holds this one.
    fn is_quiet(&self) -> bool {
        false
    }

    /// How the assessment is made.
    fn circumstances(&self) -> Circumstances;
}
