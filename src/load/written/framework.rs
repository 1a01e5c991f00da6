//! What may stand in a framework's files.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Certainty;
use crate::model::framework::Deciding;
use crate::number::{Number, Rounding};
use crate::rule::{RuleWritten, StatesWritten};
use crate::source::Located;
use crate::yaml::list::{List, Map};

/// The main file of a framework: `framework.yaml` in a folder named like its id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct FrameworkWritten {
    /// `gradus/framework/1`.
    pub format: String,
    /// Name of the framework; the same as its folder's.
    pub id: Located<String>,
    /// Title for readers.
    pub title: String,
    /// Which edition of which publication it reflects.
    pub edition: String,
    /// Version of this set of files, such as `1.0.0`.
    pub version: String,
    /// What it is for.
    pub about: String,
    /// Whose rights and marks are touched, and what may be done with the texts.
    pub rights: String,
    /// Further files, relative to this one, in the order in which they are read.
    #[serde(default)]
    pub parts: List<Located<String>>,
    /// Tags that elements may carry.
    #[serde(default)]
    pub tags: Map<TagWritten>,
    /// Rating scales.
    #[serde(default)]
    pub scales: Map<ScaleWritten>,
    /// Kinds of element.
    #[serde(default)]
    pub kinds: Map<KindWritten>,
    /// Rules by name.
    #[serde(default)]
    pub rules: Map<RuleEntryWritten>,
    /// Other readings of the model, which `gradus sensitivity` tries.
    #[serde(default)]
    pub variants: Map<VariantWritten>,
    /// What is done with inputs that are not rated.
    pub states: Option<Located<StatesWritten>>,
    /// Elements that every element of a kind contains.
    #[serde(default)]
    pub templates: List<TemplateWritten>,
    /// Elements.
    #[serde(default)]
    pub elements: List<ElementWritten>,
}

/// A further file of a framework.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct PartWritten {
    /// `gradus/framework-part/1`.
    pub format: String,
    /// Tags that elements may carry.
    #[serde(default)]
    pub tags: Map<TagWritten>,
    /// Rating scales.
    #[serde(default)]
    pub scales: Map<ScaleWritten>,
    /// Kinds of element.
    #[serde(default)]
    pub kinds: Map<KindWritten>,
    /// Rules by name.
    #[serde(default)]
    pub rules: Map<RuleEntryWritten>,
    /// Other readings of the model, which `gradus sensitivity` tries.
    #[serde(default)]
    pub variants: Map<VariantWritten>,
    /// What is done with inputs that are not rated.
    pub states: Option<Located<StatesWritten>>,
    /// Elements that every element of a kind contains.
    #[serde(default)]
    pub templates: List<TemplateWritten>,
    /// Elements.
    #[serde(default)]
    pub elements: List<ElementWritten>,
}

/// A tag.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct TagWritten {
    /// Title.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

/// A scale: of ratings, or of numbers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct ScaleWritten {
    /// Title.
    pub title: String,
    /// Ratings, lowest first.
    #[serde(default)]
    pub ratings: List<RatingWritten>,
    /// Instead of ratings: what the numbers are like.
    pub number: Option<Located<NumbersWritten>>,
}

/// What the numbers of a scale are like.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct NumbersWritten {
    /// Lowest number that is possible.
    pub from: Number,
    /// Highest number that is possible.
    pub to: Number,
    /// Decimals that are shown; numbers are shown in full if left out.
    pub decimals: Option<u8>,
    /// How numbers are rounded when they are shown, where `decimals` are given; there is no other rounding.
    pub rounding: Option<Rounding>,
    /// What stands behind the number; with `%` a share is shown in hundredths.
    #[serde(default)]
    pub unit: String,
    /// Whether a number below `to` is never shown as `to`.
    #[serde(default)]
    pub never_full_early: bool,
    /// What every answer is a multiple of.
    pub step: Option<Number>,
    /// Ranges in which answers lie, each `[from, to]`, where not every number may be given.
    #[serde(default)]
    pub ranges: List<[Number; 2]>,
}

/// One rating of a scale.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RatingWritten {
    /// The word or letter.
    pub id: Located<String>,
    /// What it is called.
    pub title: String,
    /// What it means.
    #[serde(default)]
    pub meaning: String,
    /// Largest share that still belongs to it; the bound itself belongs to it.
    pub up_to: Option<Located<Number>>,
    /// Finer ratings inside this one, lowest first.
    #[serde(default)]
    pub refined: List<RefinedWritten>,
}

/// A finer rating inside a rating.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RefinedWritten {
    /// The word or letter.
    pub id: Located<String>,
    /// Largest share that still belongs to it.
    pub up_to: Located<Number>,
}

/// A kind of element.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct KindWritten {
    /// Name of one.
    pub title: String,
    /// Name of several.
    pub plural: String,
    /// Kind of what it contains where nothing else is said.
    pub default_child: Option<Located<String>>,
    /// The scale on which answers may rate it directly.
    pub rated_on: Option<Located<String>>,
    /// Whether it may be said not to apply, with a reason.
    #[serde(default)]
    pub not_applicable: Permission,
    /// Whether it only groups what it contains, as a lifecycle stage groups processes: reports then have a chapter, a
    /// level and a line for each of those, and show the group's own results beside them.
    #[serde(default)]
    pub grouping: bool,
    /// What the weights of all elements of the kind that belong to one element add up to, such as 100.
    pub weights_to: Option<Located<Number>>,
    /// What is determined about each, the main one first.
    #[serde(default)]
    pub measures: Map<MeasureWritten>,
}

/// Whether something may be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// It may.
    Allowed,
    /// It may not.
    #[default]
    Refused,
}

/// Something that is determined about every element of a kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct MeasureWritten {
    /// Title.
    pub title: String,
    /// The scale that it is on.
    pub scale: Located<String>,
    /// The rule that makes it from what was said of the element itself.
    pub stated: Option<Located<String>>,
    /// The rule that makes it from other elements.
    pub rule: Option<Located<String>>,
    /// Rules that an assessment may choose instead.
    #[serde(default)]
    pub alternatives: List<Located<String>>,
    /// Other rules on what was said of the element itself, which `gradus sensitivity` tries.
    #[serde(default)]
    pub stated_alternatives: List<Located<String>>,
    /// Whether first impressions do: `evidence` keeps open what rests on them alone.
    #[serde(default)]
    pub rests_on: RestsOn,
    /// The kind of element directly below whose shortfalls it grades; each of them becomes a finding.
    pub grades: Option<Located<String>>,
    /// What an assessor may decide over the rule: `any` where `stated:` is given, else `refused`, if left out.
    pub judgement: Option<Deciding>,
}

/// What a measure may rest on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RestsOn {
    /// On whatever was said, first impressions included.
    #[default]
    AnyAnswer,
    /// On answers that evidence can back; first impressions leave it open.
    Evidence,
}

/// A named rule with its reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RuleEntryWritten {
    /// Title.
    pub title: String,
    /// What it does and why.
    #[serde(default)]
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What this rule does with inputs that have no value, where that is not what the framework says.
    pub states: Option<Located<StatesWritten>>,
    /// Whether a better answer never lowers the result; `false` where the model is like that.
    #[serde(default = "yes")]
    pub monotone: bool,
    /// The rule itself.
    pub does: RuleWritten,
}

fn yes() -> bool {
    true
}

/// Another reading of the model: what is done otherwise, and why one may read it like that.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct VariantWritten {
    /// Title.
    pub title: String,
    /// What it does otherwise and why one may read the model like that.
    #[serde(default)]
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What is done with inputs that have no value, where that is not what the framework says. What a rule says for
    /// itself stands.
    pub states: Option<Located<StatesWritten>>,
    /// Rules used instead: the name of a rule that measures use, and that of the one used in its place.
    #[serde(default)]
    pub rules: Map<Located<String>>,
}

/// Elements that every element of a kind contains.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct TemplateWritten {
    /// The kind of element that contains them.
    #[serde(rename = "for")]
    pub for_kind: Located<String>,
    /// What each of them contains; `{process}` (the kind's name in braces) stands for its title.
    pub contains: List<ElementWritten>,
}

/// An element: a clause, a requirement, a process, an attribute, an outcome …
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct ElementWritten {
    /// Its id, in the source's own numbering where it has one.
    pub id: Located<String>,
    /// Its kind, where it is not the usual one at this place.
    pub kind: Option<Located<String>>,
    /// The element of another file that it belongs to.
    pub under: Option<Located<String>>,
    /// Title.
    #[serde(default)]
    pub title: String,
    /// What it asks for, in one full sentence of our own.
    #[serde(default)]
    pub text: String,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// Weight; 1 if left out.
    pub weight: Option<Located<Number>>,
    /// Tags.
    #[serde(default)]
    pub tags: List<Located<String>>,
    /// Typical evidence.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What must happen before it applies.
    pub trigger: Option<String>,
    /// How sure it is that the publication has it; that of what contains it if left out.
    pub certainty: Option<Certainty>,
    /// Where it comes from; that of what contains it if left out.
    pub source: Option<String>,
    /// Elements of other frameworks that it mirrors, as `framework:element`.
    #[serde(default)]
    pub mirrors: Vec<String>,
    /// Typical evidence for elements that a template adds, by their code.
    #[serde(default)]
    pub evidence_for: Map<Vec<String>>,
    /// In a template: children of this kind, which the element has already, belong here.
    pub adopts: Option<Located<String>>,
    /// What belongs to it.
    #[serde(default)]
    pub contains: List<ElementWritten>,
}

impl From<FrameworkWritten> for PartWritten {
    /// The content of the main file, without its head.
    fn from(written: FrameworkWritten) -> PartWritten {
        PartWritten {
            format: written.format,
            tags: written.tags,
            scales: written.scales,
            kinds: written.kinds,
            rules: written.rules,
            variants: written.variants,
            states: written.states,
            templates: written.templates,
            elements: written.elements,
        }
    }
}
