//! The written shapes: what may stand in a file, before anything of it is checked. The JSON Schemas that editors use
//! are made from these types, so a doc comment here is what an author reads while writing.

pub mod cases;
pub mod crosswalk;
pub mod engagement;
pub mod framework;
pub mod questionnaire;
pub mod tailoring;

/// `format:` of each shape.
pub mod format {
    /// A framework's main file.
    pub const FRAMEWORK: &str = "gradus/framework/1";
    /// Changes to a framework.
    pub const TAILORING: &str = "gradus/tailoring/1";
    /// A further file of a framework.
    pub const FRAMEWORK_PART: &str = "gradus/framework-part/1";
    /// A questionnaire's main file.
    pub const QUESTIONNAIRE: &str = "gradus/questionnaire/1";
    /// A further file of a questionnaire.
    pub const QUESTIONNAIRE_PART: &str = "gradus/questionnaire-part/1";
    /// Relations between the elements of two frameworks.
    pub const CROSSWALK: &str = "gradus/crosswalk/1";
    /// The main file of an assessment.
    pub const ASSESSMENT: &str = "gradus/assessment/1";
    /// What one respondent said.
    pub const RESPONSES: &str = "gradus/responses/1";
    /// Cases beside a framework.
    pub const CASES: &str = "gradus/cases/1";
    /// What the assessors decided.
    pub const JUDGEMENTS: &str = "gradus/judgements/1";
    /// The evidence register.
    pub const EVIDENCE: &str = "gradus/evidence/1";
}
