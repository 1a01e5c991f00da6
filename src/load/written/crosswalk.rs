//! What may stand in a crosswalk: `crosswalks/<id>.yaml` in the folder that holds the frameworks.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Certainty;
use crate::model::crosswalk::{Direction, Relating, Standing};
use crate::number::Number;
use crate::source::Located;
use crate::yaml::list::List;

/// How the elements of one framework lie to those of another: `frameworks/crosswalks/<id>.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct CrosswalkWritten {
    /// `gradus/crosswalk/1`.
    pub format: String,
    /// Name of the crosswalk; the same as its file's.
    pub id: Located<String>,
    /// Title for readers.
    pub title: String,
    /// Version of this file.
    pub version: String,
    /// The framework that relations start from.
    pub from: Located<String>,
    /// The framework that they lead to.
    pub to: Located<String>,
    /// Whose table it is.
    pub standing: Standing,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
    /// How sure relations are that say nothing of it.
    pub certainty: Certainty,
    /// What it is good for and what not.
    pub about: String,
    /// The relations; no pair of elements stands twice.
    #[serde(default)]
    pub relations: List<Located<RelationWritten>>,
    /// Elements of `from` without a counterpart.
    #[serde(default)]
    pub lost: List<LostWritten>,
    /// Elements of `to` without a counterpart.
    #[serde(default)]
    pub new: List<NewWritten>,
}

/// How one element lies to another.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RelationWritten {
    /// An element of the first framework, of any kind.
    pub from: Located<String>,
    /// An element of the second framework, of any kind.
    pub to: Located<String>,
    /// What the first is to the second.
    pub relation: Located<Relating>,
    /// The share of what `to` asks that `from` covers, between 0 and 1. Needed for `subset` and `intersects`; it is 1 for
    /// the others, which do not say it.
    pub strength: Option<Located<Number>>,
    /// The share of what `from` asks that `to` covers, between 0 and 1. May be said for `superset` and `intersects`; it is
    /// 1 for the others, which do not say it.
    pub strength_back: Option<Located<Number>>,
    /// How sure it is, where that is not as the crosswalk says.
    pub certainty: Option<Certainty>,
    /// Why, in one sentence.
    pub because: String,
    /// In which directions it may be read; both if left out.
    pub direction: Option<Direction>,
}

/// An element of the first framework without a counterpart.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct LostWritten {
    /// The element.
    pub from: Located<String>,
    /// Why it has none.
    pub because: String,
}

/// An element of the second framework without a counterpart.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct NewWritten {
    /// The element.
    pub to: Located<String>,
    /// Why it has none.
    pub because: String,
}
