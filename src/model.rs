//! The checked model: what an assessment is made against and what it is made from. Plain immutable data; everything in
//! here has been checked by [`crate::load`], and the engine sees nothing else.

pub mod case;
pub mod crosswalk;
pub mod engagement;
pub mod framework;
pub mod questionnaire;
pub mod variant;

pub use case::{Case, Expected};
pub use crosswalk::Crosswalk;
pub use engagement::{Answer, Engagement, Evidence, Judgement, Reply, Response, Use};
pub use framework::{Deciding, Element, ElementIndex, Framework, Kind, Measure, RuleEntry, Variant};
pub use questionnaire::{Gives, Question, Questionnaire};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An engagement with all that it uses.
pub struct Loaded {
    /// The engagement.
    pub engagement: Engagement,
    /// The frameworks that it uses, in its order.
    pub frameworks: Vec<Framework>,
    /// The questionnaires that its responses answer.
    pub questionnaires: IndexMap<String, Questionnaire>,
}

/// How sure a statement about a standard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Seen in a public source.
    Seen,
    /// Well known, and consistent with everything seen.
    WellKnown,
    /// Probably so; not checked against a text.
    Likely,
    /// A lead only.
    Weak,
    /// Computed from data that was seen.
    Computed,
    /// Our own, with no claim that a standard says it.
    Ours,
}

impl Certainty {
    /// Every certainty, surest first.
    pub const ALL: [Certainty; 6] = [
        Certainty::Seen,
        Certainty::WellKnown,
        Certainty::Computed,
        Certainty::Likely,
        Certainty::Weak,
        Certainty::Ours,
    ];

    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Certainty::Seen => "seen in a public source",
            Certainty::WellKnown => "well known",
            Certainty::Likely => "likely",
            Certainty::Weak => "weak",
            Certainty::Computed => "computed",
            Certainty::Ours => "our own",
        }
    }
}

/// An input file by its content, so that a result can be tied to exactly what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// Path as the user named it.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

impl InputFile {
    /// An input file from its bytes.
    pub fn of(path: impl Into<String>, bytes: &[u8]) -> InputFile {
        InputFile { path: path.into(), sha256: sha256(bytes) }
    }

    /// SHA-256 over the hashes of several files, in their order: equal exactly when all their contents are equal.
    pub fn digest<'a>(files: impl IntoIterator<Item = &'a InputFile>) -> String {
        let hashes: Vec<&str> = files.into_iter().map(|file| file.sha256.as_str()).collect();
        sha256(hashes.join("\n").as_bytes())
    }
}

/// SHA-256 of bytes, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
