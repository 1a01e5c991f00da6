//! A framework: what is assessed against, on which scales and by which rules.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::variant::Variant;
use super::{Certainty, InputFile};
use crate::number::Number;
use crate::rule::{Origin, Rule, States};
use crate::scale::Scale;
use crate::source::Place;

/// A checked framework.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Its name; also the name of its folder.
    pub id: String,
    /// Title.
    pub title: String,
    /// Which edition of which publication it reflects.
    pub edition: String,
    /// Version of this set of files.
    pub version: String,
    /// What it is for.
    pub about: String,
    /// Whose rights and marks are touched, and what may be done with the texts.
    pub rights: String,
    /// Files it was made from.
    pub files: Vec<InputFile>,
    /// Tags with their titles.
    pub tags: IndexMap<String, Tag>,
    /// Scales.
    pub scales: IndexMap<String, Scale>,
    /// Kinds of element.
    pub kinds: IndexMap<String, Kind>,
    /// Rules by name.
    pub rules: IndexMap<String, RuleEntry>,
    /// What is done with inputs that are not rated.
    pub states: States,
    /// Other readings that it declares.
    pub variants: IndexMap<String, Variant>,
    /// Elements in the order of the framework; the first is the framework as a whole.
    pub elements: IndexMap<String, Element>,
    /// What was changed, and why, where it is another framework tailored.
    pub tailoring: Option<Tailoring>,
}

/// The changes that make one framework out of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tailoring {
    /// The framework that was tailored.
    pub of: String,
    /// Its version.
    pub version: String,
    /// The changes in order.
    pub changes: Vec<Change>,
    /// The elements that are no longer there, with those that templates had added to them.
    pub removed: Vec<String>,
    /// The elements that are still there and contained some of those.
    pub lessened: Vec<String>,
}

/// One change with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed, in words.
    pub words: String,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub place: Place,
}

/// Position of an element in its framework.
pub type ElementIndex = usize;

/// A tag that elements carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Title.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Where it is declared.
    pub place: Place,
}

/// A kind of element, such as clause, requirement, process or attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// Name of one.
    pub title: String,
    /// Name of several.
    pub plural: String,
    /// The scale on which answers and assessors may rate it directly, if they may.
    pub rated_on: Option<String>,
    /// What is determined about each element of the kind, the main one first.
    pub measures: IndexMap<String, Measure>,
    /// Whether an element may be said not to apply.
    pub may_be_not_applicable: bool,
    /// Whether it only groups what it contains.
    pub is_grouping: bool,
    /// Where it is declared.
    pub place: Place,
}

/// Something that is determined about every element of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Title.
    pub title: String,
    /// The scale that it is on.
    pub scale: String,
    /// The rule that makes it from what respondents and assessors said of the element itself.
    pub stated: Option<String>,
    /// The rule that makes it from other elements.
    pub rule: Option<String>,
    /// Rules that an assessment may choose instead.
    pub alternatives: Vec<String>,
    /// Other rules on what was said of the element itself.
    pub stated_alternatives: Vec<String>,
    /// Whether it asks for more than first impressions: what rests on those alone is then not known yet.
    pub firm: bool,
    /// The kind of element directly below whose shortfalls this measure grades: each of them is a finding.
    pub grades: Option<String>,
    /// What an assessor may decide over the rule.
    pub judgement: Deciding,
    /// Where it is declared.
    pub place: Place,
}

impl Measure {
    /// The names of all rules that may make it.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let over_others = self.rule.iter().chain(&self.alternatives);
        self.stated.iter().chain(&self.stated_alternatives).chain(over_others).map(String::as_str)
    }
}

/// What an assessor may decide over what a rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Deciding {
    /// Anything that the scale holds.
    Any,
    /// What the rule gives, or worse.
    Downward,
    /// What the rule gives, or better.
    Upward,
    /// Only what the rule leaves open.
    Within,
    /// Nothing.
    Refused,
}

impl Deciding {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Deciding::Any => "anything",
            Deciding::Downward => "the same or worse",
            Deciding::Upward => "the same or better",
            Deciding::Within => "what the rule leaves open",
            Deciding::Refused => "nothing",
        }
    }
}

/// A named rule with its reason.
#[derive(Debug, Clone)]
pub struct RuleEntry {
    /// Title.
    pub title: String,
    /// What it does and why, for a reader.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Where it is written.
    pub place: Place,
    /// What it does with inputs that have no value.
    pub states: States,
    /// Whether its author says that a better answer never lowers the result.
    pub monotone: bool,
    /// The rule.
    pub rule: Rule,
}

/// One element: a clause, a requirement, a process, an attribute, an outcome …
#[derive(Debug, Clone)]
pub struct Element {
    /// Its id, unique in the framework.
    pub id: String,
    /// Its code inside what it belongs to; the id where there is no shorter one.
    pub code: String,
    /// Its kind.
    pub kind: String,
    /// Title; empty where the text says all.
    pub title: String,
    /// What it asks for or is, in our own words.
    pub text: String,
    /// What it is for.
    pub purpose: String,
    /// Weight, for ordering and for rules that say so.
    pub weight: Number,
    /// Tags.
    pub tags: Vec<String>,
    /// Typical evidence.
    pub evidence: Vec<String>,
    /// What must happen before it applies.
    pub trigger: Option<String>,
    /// How sure it is that the publication has it.
    pub certainty: Certainty,
    /// Where it comes from.
    pub source: String,
    /// Elements of other frameworks that it mirrors, by our own reading.
    pub mirrors: Vec<String>,
    /// What it belongs to; `None` for the framework as a whole.
    pub parent: Option<ElementIndex>,
    /// What belongs to it, in order.
    pub children: Vec<ElementIndex>,
    /// Where it is written.
    pub place: Place,
}

impl Framework {
    /// Id of the element that stands for the framework as a whole.
    pub const WHOLE: &'static str = "whole";

    /// The kind of an element.
    pub fn kind_of(&self, element: &Element) -> Option<&Kind> {
        self.kinds.get(&element.kind)
    }

    /// All elements below one, in order, not itself.
    pub fn below(&self, index: ElementIndex) -> Vec<ElementIndex> {
        let mut found = Vec::new();
        let mut open: Vec<ElementIndex> =
            self.elements.get_index(index).map(|(_, element)| element.children.clone()).unwrap_or_default();
        open.reverse();
        while let Some(next) = open.pop() {
            found.push(next);
            if let Some((_, element)) = self.elements.get_index(next) {
                open.extend(element.children.iter().rev());
            }
        }
        found
    }

    /// Whether an element is rated by what is said of it alone.
    pub fn is_leaf(&self, element: &Element) -> bool {
        self.kind_of(element).is_some_and(|kind| {
            kind.rated_on.is_some()
                && (element.children.is_empty() || kind.measures.values().all(|measure| measure.rule.is_none()))
        })
    }

    /// Whether what asks about a framework of that name asks about this one: it is, or was made of, that framework.
    pub fn answers_to(&self, id: &str) -> bool {
        self.id == id || self.tailoring.as_ref().is_some_and(|tailoring| tailoring.of == id)
    }

    /// Whether the tailoring took out an element of that name.
    pub fn has_removed(&self, element: &str) -> bool {
        self.tailoring.iter().any(|tailoring| tailoring.removed.iter().any(|removed| removed == element))
    }

    /// Whether the tailoring took out something that belonged to an element.
    pub fn has_lessened(&self, element: &str) -> bool {
        self.tailoring.iter().any(|tailoring| tailoring.lessened.iter().any(|lessened| lessened == element))
    }

    /// SHA-256 over the hashes of all its files: two frameworks with the same digest rate alike.
    pub fn digest(&self) -> String {
        InputFile::digest(&self.files)
    }
}

impl Framework {
    /// The elements that a rule's selection means, seen from one element, in the order of the framework.
    pub fn selected(&self, from: ElementIndex, selection: &crate::rule::Selection) -> Vec<ElementIndex> {
        let fits = |index: &ElementIndex| {
            let element = &self.elements[*index];
            let any = |tags: &[String]| tags.iter().any(|tag| element.tags.contains(tag));
            (selection.tagged.is_empty() || any(&selection.tagged))
                && !any(&selection.not_tagged)
                && (selection.codes.is_empty() || selection.codes.contains(&element.code))
        };
        let found = match &selection.from {
            Origin::Own => vec![from],
            Origin::Every { kind, direct } => {
                let below = if *direct { self.elements[from].children.clone() } else { self.below(from) };
                below.into_iter().filter(|index| self.elements[*index].kind == *kind).collect()
            }
            Origin::These(ids) => {
                let mut named: Vec<_> = ids.iter().filter_map(|id| self.elements.get_index_of(id)).collect();
                named.sort_unstable();
                named.dedup();
                named
            }
        };
        found.into_iter().filter(fits).collect()
    }
}
