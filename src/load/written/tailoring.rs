//! What may stand in a tailoring: named changes to a framework, each with its reason.

use schemars::JsonSchema;
use serde::Deserialize;

use super::framework::{ElementWritten, RuleEntryWritten};
use crate::number::Number;
use crate::rule::StatesWritten;
use crate::source::Located;
use crate::yaml::list::List;

/// A tailored framework: `tailoring.yaml` in a folder named like its id. It is used like any other framework.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct TailoringWritten {
    /// `gradus/tailoring/1`.
    pub format: String,
    /// Name of the tailored framework; the same as its folder's.
    pub id: Located<String>,
    /// Title for readers.
    pub title: String,
    /// Version of the tailoring, such as `1.0.0`.
    pub version: String,
    /// The framework that is tailored: one in a folder beside this one, or one that comes with the program.
    pub tailors: Located<String>,
    /// The version of that framework for which the changes were made.
    pub tailors_version: Located<String>,
    /// Who decided on it and what it is for.
    pub about: String,
    /// The changes, made in this order.
    pub changes: List<Located<ChangeWritten>>,
}

/// One change: exactly one of `remove`, `add`, `element`, `rule`, `states` and `measure`, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct ChangeWritten {
    /// Why it is made; printed in every report.
    pub because: Located<String>,
    /// Takes out this element and all that belongs to it.
    pub remove: Option<Located<String>>,
    /// Adds an element; `under:` says where it belongs.
    pub add: Option<Located<ElementWritten>>,
    /// Alters what this element says of itself.
    pub element: Option<Located<String>>,
    /// With `element`: what it says instead.
    pub to: Option<Located<AlterWritten>>,
    /// Puts another rule in the place of this one, or adds one of a new name.
    pub rule: Option<Located<String>>,
    /// With `rule`: the rule.
    pub with: Option<RuleEntryWritten>,
    /// Other policies for what has no value; those that are not named stay.
    pub states: Option<Located<StatesWritten>>,
    /// Lets another rule make a measure.
    pub measure: Option<Located<MeasureChangeWritten>>,
}

/// What an element says of itself instead; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct AlterWritten {
    /// Title.
    pub title: Option<String>,
    /// What it asks for.
    pub text: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Weight.
    pub weight: Option<Located<Number>>,
    /// Tags, all of them.
    pub tags: Option<List<Located<String>>>,
    /// Typical evidence, all of it.
    pub evidence: Option<Vec<String>>,
    /// What must happen before it applies.
    pub trigger: Option<String>,
}

/// Another rule for a measure.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct MeasureChangeWritten {
    /// The kind of element.
    pub kind: Located<String>,
    /// The measure.
    pub measure: Located<String>,
    /// The rule that makes it now.
    pub rule: Located<String>,
}
