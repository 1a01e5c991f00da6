//! Outcomes: what is known of a result. Unknown is not zero, and not applicable is not full marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::scale::Rank;

/// A value that a rule works with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A rating, by its rank on the scale of the measure.
    Rank(Rank),
    /// An exact number.
    Number(Number),
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
}

/// Why something does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// It does not apply to this organization, with a reason.
    NotApplicable,
    /// It applies only when something happens that did not happen in the period, with a reason.
    NotTriggered,
    /// It was left out of this assessment, with a reason.
    OutOfScope,
    /// There is nothing in it that could be rated.
    Empty,
}

/// What is known of one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One value, whatever the open items turn out to be.
    Known(Value),
    /// A value between two bounds, both of which are still possible.
    Open {
        /// Lowest value that is still possible.
        low: Value,
        /// Highest value that is still possible.
        high: Value,
        /// Why it is open.
        gap: Gap,
    },
    /// No value at all, because nothing here counts.
    Void(Exemption),
}

impl Outcome {
    /// Between two bounds, or known when they meet.
    pub fn between(low: Value, high: Value, gap: Gap) -> Outcome {
        if low == high { Outcome::Known(low) } else { Outcome::Open { low, high, gap } }
    }

    /// Lowest and highest possible rank; `None` when void or not a rating.
    pub fn ranks(&self) -> Option<(Rank, Rank)> {
        match self {
            Outcome::Known(Value::Rank(rank)) => Some((*rank, *rank)),
            Outcome::Open { low: Value::Rank(low), high: Value::Rank(high), .. } => Some((*low, *high)),
            _ => None,
        }
    }

    /// Lowest and highest possible number; `None` when void or a rating.
    pub fn numbers(&self) -> Option<(Number, Number)> {
        match self {
            Outcome::Known(Value::Number(number)) => Some((number.clone(), number.clone())),
            Outcome::Open { low: Value::Number(low), high: Value::Number(high), .. } => {
                Some((low.clone(), high.clone()))
            }
            _ => None,
        }
    }
}

impl Exemption {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Exemption::NotApplicable => "not applicable",
            Exemption::NotTriggered => "not triggered",
            Exemption::OutOfScope => "out of scope",
            Exemption::Empty => "nothing to rate",
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
        }
    }
}
