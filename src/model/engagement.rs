//! An engagement: one assessment job at one organization, as the consultant keeps it in a folder. Facts only: what was
//! agreed, said and seen; nothing here is a result.

use indexmap::IndexMap;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::InputFile;
pub use crate::conduct::{EvidenceKind, Independence, Method};
use crate::number::Number;
use crate::outcome::{Absence, Value};
use crate::source::Place;

/// A checked engagement.
#[derive(Debug, Clone)]
pub struct Engagement {
    /// Its name.
    pub id: String,
    /// What was agreed.
    pub agreement: Agreement,
    /// Frameworks used, in order.
    pub uses: Vec<Use>,
    /// What respondents and assessors said.
    pub responses: Vec<Response>,
    /// What the assessors decided.
    pub judgements: Vec<Judgement>,
    /// Evidence by id.
    pub evidence: IndexMap<String, Evidence>,
    /// Files it was made from.
    pub files: Vec<InputFile>,
}

/// What sponsor and assessors agreed beforehand (ISO/IEC 33002 calls it the assessment input).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Agreement {
    /// Title of the report.
    pub title: String,
    /// Printed on every page, such as that it is a made-up example.
    pub notice: String,
    /// Who may read it.
    pub confidentiality: String,
    /// The organization.
    pub organization: Organization,
    /// The scope, by the parameters of ISO/IEC 20000-3.
    pub scope: Scope,
    /// Who asked for it.
    pub sponsor: Person,
    /// Who assesses.
    pub team: Vec<Member>,
    /// Class of assessment, ISO/IEC 33002: 1 is the most rigorous.
    pub class: u8,
    /// Category of independence, ISO/IEC 33002 annex A.
    pub independence: Independence,
    /// What it is for.
    pub purpose: String,
    /// First day of the fieldwork.
    pub from: Date,
    /// Last day of the fieldwork.
    pub to: Date,
    /// First and last day of the period whose records were looked at; "in the period" means this one.
    pub reviewed: Option<(Date, Date)>,
    /// Date of the report.
    pub report: Date,
    /// What the board is asked to decide.
    pub decisions_asked: Vec<String>,
}

/// The organization under assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Organization {
    /// Name.
    pub name: String,
    /// What it does.
    #[serde(default)]
    pub about: String,
    /// Sector.
    #[serde(default)]
    pub sector: String,
    /// People working in scope.
    pub people: Option<u32>,
}

/// The scope of the service management system, by the parameters of ISO/IEC 20000-3.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scope {
    /// The scope in one statement.
    pub statement: String,
    /// Services.
    #[serde(default)]
    pub services: Vec<String>,
    /// Organizational units.
    #[serde(default)]
    pub units: Vec<String>,
    /// Locations.
    #[serde(default)]
    pub locations: Vec<String>,
    /// Customers.
    #[serde(default)]
    pub customers: Vec<String>,
    /// Technology.
    #[serde(default)]
    pub technology: Vec<String>,
    /// Other parties in the service lifecycle.
    #[serde(default)]
    pub other_parties: Vec<String>,
}

/// A person with a role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Role.
    #[serde(default)]
    pub role: String,
}

/// A member of the assessment team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Member {
    /// Short name that judgements refer to.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role in the team.
    #[serde(default)]
    pub role: String,
    /// Organization.
    #[serde(default)]
    pub organization: String,
}

/// How one framework is used.
#[derive(Debug, Clone)]
pub struct Use {
    /// The framework's id.
    pub framework: String,
    /// Rules chosen instead of the default ones, by kind and measure.
    pub methods: IndexMap<(String, String), String>,
    /// Wanted ratings of main measures, by element.
    pub target: IndexMap<String, Value>,
    /// Elements left out, with the reason.
    pub out_of_scope: IndexMap<String, String>,
    /// Results of earlier assessments, oldest first.
    pub earlier: Vec<EarlierResult>,
}

/// A result of an earlier assessment, as it was reported then.
#[derive(Debug, Clone)]
pub struct EarlierResult {
    /// When it was found.
    pub date: Date,
    /// The element.
    pub element: String,
    /// Its measure.
    pub measure: String,
    /// The result.
    pub value: Value,
    /// Where it is written.
    pub place: Place,
}

/// What one respondent said on one occasion.
#[derive(Debug, Clone)]
pub struct Response {
    /// Short name of the respondent.
    pub respondent: String,
    /// Name, if it may be shown.
    pub name: String,
    /// Role.
    pub role: String,
    /// What he or she speaks for.
    pub covers: String,
    /// How it was collected.
    pub method: Method,
    /// When.
    pub date: Date,
    /// The framework that it is about.
    pub framework: String,
    /// The questionnaire; `None` when elements were rated directly.
    pub questionnaire: Option<String>,
    /// Answers in the order of the file.
    pub answers: Vec<Answer>,
    /// Where it is written.
    pub place: Place,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The question, or the element when it was rated directly.
    pub to: String,
    /// What was said.
    pub reply: Reply,
    /// Remarks.
    pub note: String,
    /// Evidence shown, by id.
    pub evidence: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

/// What was said.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// An option of the question's answer set.
    Option(String),
    /// A rating or number given directly, with the word or share as written.
    Rating {
        /// The value on the element's scale.
        value: Value,
        /// The word as written, which may be finer than the rating.
        word: String,
        /// The share, when a share was given.
        share: Option<Number>,
    },
    /// The person does not know.
    DontKnow,
    /// It does not count, for this reason.
    Exempt {
        /// Why it does not count.
        absence: Absence,
        /// The reason in words.
        reason: String,
        /// Who of the team agreed.
        approved_by: Option<String>,
    },
}

/// A rating that the assessors decided, over what respondents said.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Framework.
    pub framework: String,
    /// Element.
    pub element: String,
    /// Which of its measures.
    pub measure: String,
    /// The rating, or why it does not count.
    pub reply: Reply,
    /// Why.
    pub because: String,
    /// Who, by team member id.
    pub by: String,
    /// When.
    pub date: Date,
    /// On which evidence.
    pub evidence: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

/// One item of evidence.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Its date.
    pub date: Date,
    /// Who holds it.
    pub held_by: String,
    /// The file below `evidence/`, or where it is kept.
    pub kept: Kept,
    /// What it shows.
    pub shows: String,
    /// Where it is registered.
    pub place: Place,
}

/// Where evidence is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In the engagement's folder, with its hash checked.
    File {
        /// Path below `evidence/`.
        path: String,
        /// SHA-256, checked; `None` if none was registered.
        sha256: Option<String>,
    },
    /// Elsewhere.
    Elsewhere(String),
}
