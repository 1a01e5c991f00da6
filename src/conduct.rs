//! How an assessment is conducted: how independent, by which ways of asking, on which kinds of evidence. Rules may ask for
//! it, and every report states it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Category of independence of body and team, ISO/IEC 33002 annex A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Independence {
    /// The body is independent of the assessed organization, and so is the team.
    A,
    /// The body belongs to the organization but not to the assessed unit; the lead assessor is independent.
    B,
    /// Body and assessors are inside, with duties separated.
    C,
    /// Inside, without separation: a self-assessment.
    D,
}

impl Independence {
    /// What the category means, in words.
    pub fn words(self) -> &'static str {
        match self {
            Independence::A => "body and team independent of the assessed organization",
            Independence::B => "body of the organization but outside the assessed unit, lead assessor independent",
            Independence::C => "body and assessors inside the organization, duties separated",
            Independence::D => "self-assessment without separation of duties",
        }
    }
}

/// How answers were collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// One person asked in person.
    Interview,
    /// Several people together.
    Workshop,
    /// A form filled in alone.
    Survey,
    /// Documents and records read by an assessor.
    #[serde(rename = "document review")]
    DocumentReview,
    /// Work watched by an assessor.
    Observation,
}

/// What kind of evidence something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// Says what is to be done.
    Document,
    /// Shows what was done.
    Record,
    /// Somebody's words.
    Interview,
    /// Seen by an assessor.
    Observation,
    /// A figure taken from a system.
    Measurement,
}
