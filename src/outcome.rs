//! Outcomes: what is known of a result. Unknown is not zero, and not applicable is not full marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number::Number;

/// Position of a rating on its scale, 0 for the lowest.
pub type Rank = usize;

/// A value that a rule works with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Lower than anything: the lower bound of a quotient whose divisor may still be zero, or of a sigma level that may
    /// not exist. It stands between rules only;
    /// what a measure comes to is bounded by its scale.
    Below,
    /// A rating, by its rank on the scale of the measure.
    Rank(Rank),
    /// An exact number.
    Number(Number),
    /// Higher than anything, likewise.
    Above,
}

/// Why something is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nobody has answered.
    Unanswered,
    /// Everybody who was asked said that they do not know.
    DontKnow,
    /// Some of what it rests on is not known.
    Partly,
    /// All that is known is a first impression, and this result asks for more.
    FirstImpression,
    /// The work has not reached the point at which it could be seen.
    NotYet,
    /// The evidence does not suffice to rate it.
    NotRated,
    /// Those who were asked differ too much for one value to stand for them.
    Disputed,
    /// The rule leaves a choice that a person has to make, with a reason.
    Undecided,
}

/// Why there is no value, the least grave reason first: where several meet, the gravest is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// There is nothing in it that could be rated.
    Empty,
    /// It does not apply to this organization, with a reason.
    NotApplicable,
    /// It applies only when something happens that did not happen in the period, with a reason.
    NotTriggered,
    /// It was left out of this assessment, with a reason.
    OutOfScope,
    /// The work has not reached the point at which it could be seen, with a reason.
    NotYet,
    /// It cannot be rated: the evidence does not suffice, or what a result presupposes is missing.
    NotRated,
}

/// What is known of one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One value, whatever the open items turn out to be.
    Known(Value),
    /// A value between two bounds, both of which are still possible.
    Open(Range),
    /// No value at all.
    Void(Absence),
}

/// A value that is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Lowest value that is still possible.
    pub low: Value,
    /// Highest value that is still possible.
    pub high: Value,
    /// Why it is open.
    pub gap: Gap,
    /// What it comes to when what is unknown is taken for what the framework's policy says; `None` where the policy
    /// leaves it open.
    pub taken: Option<Value>,
    /// The ratings among which a person has to choose, lowest first; empty where every value between the bounds is
    /// possible.
    pub choices: Vec<Rank>,
    /// Whether it may also turn out that there is no result at all.
    pub may_be_unrated: bool,
    /// Whether nothing is left of it once the policy leaves out what is unknown.
    pub nothing_taken: bool,
}

/// Which of the possible values of open inputs a rule is worked out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// Everything that is still possible.
    Bounds,
    /// What the framework's policy takes for what is unknown; where it takes nothing, everything possible.
    Taken,
}

impl Range {
    /// A plain range.
    pub fn new(low: Value, high: Value, gap: Gap) -> Range {
        Range { low, high, gap, taken: None, choices: Vec::new(), may_be_unrated: false, nothing_taken: false }
    }

    /// Whether only one value is possible, and certainly one.
    fn is_settled(&self) -> bool {
        self.low == self.high && !self.may_be_unrated
    }
}

impl Outcome {
    /// Between two bounds, or known when they meet.
    pub fn between(low: Value, high: Value, gap: Gap) -> Outcome {
        Outcome::from(Range::new(low, high, gap))
    }

    /// Why it is open, if it is.
    pub fn gap(&self) -> Option<Gap> {
        match self {
            Outcome::Open(range) => Some(range.gap),
            _ => None,
        }
    }

    /// Whether it may turn out that there is no result at all.
    pub fn may_be_unrated(&self) -> bool {
        matches!(self, Outcome::Open(range) if range.may_be_unrated)
    }

    /// Lowest and highest value in a scenario; `None` when void.
    pub fn values(&self, scenario: Scenario) -> Option<(&Value, &Value)> {
        match (self, scenario) {
            (Outcome::Known(value), _) => Some((value, value)),
            (Outcome::Open(Range { taken: Some(taken), .. }), Scenario::Taken) => Some((taken, taken)),
            (Outcome::Open(range), _) => Some((&range.low, &range.high)),
            (Outcome::Void(_), _) => None,
        }
    }

    /// Lowest and highest possible rank; `None` when void or not a rating.
    pub fn ranks(&self) -> Option<(Rank, Rank)> {
        self.values(Scenario::Bounds).and_then(ranks)
    }

    /// Lowest and highest possible number; `None` when void or a rating.
    pub fn numbers(&self) -> Option<(Number, Number)> {
        match self.values(Scenario::Bounds)? {
            (Value::Number(low), Value::Number(high)) => Some((low.clone(), high.clone())),
            _ => None,
        }
    }
}

/// Two values as ranks, if they are ratings.
pub fn ranks((low, high): (&Value, &Value)) -> Option<(Rank, Rank)> {
    match (low, high) {
        (Value::Rank(low), Value::Rank(high)) => Some((*low, *high)),
        _ => None,
    }
}

impl From<Range> for Outcome {
    fn from(range: Range) -> Outcome {
        if range.is_settled() { Outcome::Known(range.low) } else { Outcome::Open(range) }
    }
}

impl Absence {
    /// Every reason, the least grave first.
    pub const ALL: [Absence; 6] = [
        Absence::Empty,
        Absence::NotApplicable,
        Absence::NotTriggered,
        Absence::OutOfScope,
        Absence::NotYet,
        Absence::NotRated,
    ];

    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Absence::NotApplicable => "not applicable",
            Absence::NotTriggered => "not triggered",
            Absence::OutOfScope => "out of scope",
            Absence::NotYet => "not yet",
            Absence::NotRated => "not rated",
            Absence::Empty => "nothing to rate",
        }
    }
}

impl Gap {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Gap::Unanswered => "unanswered",
            Gap::DontKnow => "don't know",
            Gap::Partly => "partly open",
            Gap::FirstImpression => "first impression only",
            Gap::NotYet => "not yet",
            Gap::NotRated => "not rated",
            Gap::Disputed => "disputed",
            Gap::Undecided => "to be decided by a person",
        }
    }
}
