//! The carried result as data: what other programs read, and what the table and the explanation are made from.

use indexmap::IndexMap;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::degree::Degree;
pub use crate::assessment::{Certainty, OutcomeRecord};
pub use crate::model::InputFile;
pub use crate::model::crosswalk::{Relating, Standing};

/// `format` of a carried result in JSON.
pub const FORMAT: &str = "gradus/carried-result/1";

/// What stands with every carried result.
pub const LABEL: &str = "carried over, not assessed";

/// The results of an assessment carried over to a framework under which nobody has assessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Carried {
    /// `gradus/carried-result/1`.
    pub format: String,
    /// `carried over, not assessed`: none of this is a rating.
    pub label: String,
    /// Program and version that made it.
    pub engine: String,
    /// Short name of the assessment whose results are carried.
    pub id: String,
    /// The day whose state of knowledge this is.
    pub as_of: Date,
    /// SHA-256 over the assessment, the frameworks and the crosswalks: the same fingerprint means the same result.
    pub fingerprint: String,
    /// Fingerprint of the assessment whose results are carried.
    pub assessment: String,
    /// Title of the assessment.
    pub title: String,
    /// The organization.
    pub organization: String,
    /// What is printed on every page, such as that it is a made-up example.
    pub notice: String,
    /// The framework that results are carried to.
    pub to: FrameworkRecord,
    /// The frameworks that were assessed and from which results are carried.
    pub from: Vec<FrameworkRecord>,
    /// The frameworks between, over which results are carried.
    pub over: Vec<FrameworkRecord>,
    /// The crosswalks that were used.
    pub crosswalks: Vec<CrosswalkRecord>,
    /// Elements in order, the whole first.
    pub elements: IndexMap<String, CarriedElement>,
    /// Elements of which the routes contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Related elements from which nothing is carried, and why.
    pub not_carried: Vec<NotCarried>,
    /// What remains to be asked.
    pub remaining: Remaining,
}

/// A framework by its edition and the hash of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FrameworkRecord {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Edition of the publication that it reflects.
    pub edition: String,
    /// Version of its files.
    pub version: String,
    /// SHA-256 over its files.
    pub digest: String,
    /// The framework that it was made of and its version, where it was tailored.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tailors: Option<String>,
}

/// A crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CrosswalkRecord {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// The framework that its relations start from.
    pub from: String,
    /// The framework that they lead to.
    pub to: String,
    /// Whose table it is.
    pub standing: Standing,
    /// Where it comes from.
    pub source: String,
    /// Its file.
    pub file: InputFile,
}

/// Between which bounds a share of what an element asks lies; exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Interval {
    /// The lower bound, such as `0.7` or `7/9`.
    pub low: String,
    /// Whether the lower bound itself is excluded.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub above: bool,
    /// The upper bound.
    pub high: String,
    /// Whether the upper bound itself is excluded.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub below: bool,
    /// For a reader: `70 to 100 %`, rounded outwards.
    pub words: String,
}

impl From<&Degree> for Interval {
    fn from(degree: &Degree) -> Interval {
        let (low, high) = (degree.low.to_string(), degree.high.to_string());
        Interval { low, above: degree.above, high, below: degree.below, words: degree.words() }
    }
}

/// What was carried to one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CarriedElement {
    /// `carried over, not assessed`.
    pub label: String,
    /// Its kind.
    pub kind: String,
    /// Title; empty where the text says all.
    pub title: String,
    /// What it asks for or is.
    pub text: String,
    /// What it belongs to.
    pub parent: Option<String>,
    /// What belongs to it.
    pub children: Vec<String>,
    /// The share of what it asks that is done.
    pub degree: Interval,
    /// The routes to the element itself.
    pub routes: Vec<Route>,
    /// The whole around it that is done or undone in all its parts, where that says something of it.
    pub from_above: Option<String>,
    /// What its parts say of it together.
    pub from_below: Option<Interval>,
    /// The measure on which it is rated from answers, where it is itself one of the items that are counted.
    pub item: Option<String>,
    /// Items at and below it.
    pub items: usize,
    /// Items at and below it of which only one rating is possible.
    pub settled: usize,
    /// What its framework's own rules make of it, the main measure first.
    pub results: IndexMap<String, CarriedMeasure>,
}

/// Between which bounds one measure of an element lies, by the rules of its framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CarriedMeasure {
    /// Title of the measure.
    pub title: String,
    /// What is still possible.
    pub outcome: OutcomeRecord,
    /// For a reader.
    pub words: String,
}

/// One way from what was assessed to an element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Route {
    /// What it says of the element.
    pub interval: Interval,
    /// Where it comes from.
    pub source: RouteSource,
    /// The relation that it ends with.
    pub relation: RouteRelation,
}

/// The element from which a relation leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RouteSource {
    /// Its framework.
    pub framework: String,
    /// The element.
    pub element: String,
    /// Its title.
    pub title: String,
    /// Whether it was assessed; else it has been carried over itself.
    pub assessed: bool,
    /// The share of it that is done.
    pub degree: Interval,
    /// How that came about, in words.
    pub how: String,
    /// Where it was carried over itself, the routes to it, or to the whole that says something of it.
    pub routes: Vec<Route>,
}

/// A relation as it was read on a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RouteRelation {
    /// The crosswalk.
    pub crosswalk: String,
    /// Whether it was read from its `to` to its `from`.
    pub backwards: bool,
    /// How the source lies to the element.
    pub relation: Relating,
    /// The share of what the element asks that the source covers; none where nobody says.
    pub strength: Option<String>,
    /// The share of what the source asks that the element covers; none where nobody says.
    pub strength_back: Option<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub place: String,
}

/// An element of which what is said cannot all hold: a fault of the mapping or of the assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contradiction {
    /// Its framework.
    pub framework: String,
    /// The element.
    pub element: String,
    /// Its title.
    pub title: String,
    /// What is said of it, each with where it comes from.
    pub said: Vec<Saying>,
    /// The bounds that were kept: those that hold all that was said.
    pub kept: Interval,
}

/// One thing said of an element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Saying {
    /// Where it comes from, in words.
    pub by: String,
    /// What it says.
    pub interval: Interval,
    /// Where the relation is written; empty where there is none.
    pub place: String,
}

/// A related element from which nothing is carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NotCarried {
    /// Its framework.
    pub framework: String,
    /// The element.
    pub element: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub because: String,
}

/// What remains to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Remaining {
    /// Items of which more than one rating is possible.
    pub items: Vec<String>,
    /// The questionnaire that yields evidence and reaches most items; none where there is none.
    pub questionnaire: Option<String>,
    /// Its questions that inform those items, and the earlier ones on which these wait.
    pub questions: Vec<String>,
    /// Items that none of its questions informs.
    pub without_question: Vec<String>,
}
