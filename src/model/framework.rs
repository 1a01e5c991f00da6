//! A framework: what is assessed against, on which scales and by which rules.

use indexmap::IndexMap;

use super::{Certainty, InputFile};
use crate::number::Number;
use crate::outcome::{Exemption, Gap};
use crate::rule::{Policy, Rule};
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
    /// Elements in the order of the framework; the first is the framework as a whole.
    pub elements: IndexMap<String, Element>,
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
    /// Whether it asks for more than first impressions: what rests on those alone is then not known yet.
    pub firm: bool,
    /// The kind of element directly below whose shortfalls this measure grades: each of them is a finding.
    pub grades: Option<String>,
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
    /// The rule.
    pub rule: Rule,
}

/// What is done with inputs that are not rated, for every rule of the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States {
    /// With what does not apply.
    pub not_applicable: Policy,
    /// With what was not triggered.
    pub not_triggered: Policy,
    /// With what is out of scope.
    pub out_of_scope: Policy,
    /// With what nobody asked knows.
    pub dont_know: Policy,
    /// With what nobody answered.
    pub unanswered: Policy,
}

impl States {
    /// The policy for something that does not count.
    pub fn for_exemption(&self, exemption: Exemption) -> Policy {
        match exemption {
            Exemption::NotApplicable => self.not_applicable,
            Exemption::NotTriggered => self.not_triggered,
            Exemption::OutOfScope => self.out_of_scope,
            // What holds nothing to rate has nothing to say, whatever the policy for the rest.
            Exemption::Empty => Policy::Exclude,
        }
    }

    /// The policy for something that is not known. What is open only in part keeps its bounds.
    pub fn for_gap(&self, gap: Gap) -> Policy {
        match gap {
            Gap::Unanswered => self.unanswered,
            Gap::DontKnow => self.dont_know,
            Gap::Partly | Gap::FirstImpression => Policy::Bound,
        }
    }
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
        self.kind_of(element)
            .is_some_and(|kind| kind.rated_on.is_some() && kind.measures.values().all(|measure| measure.rule.is_none()))
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
            selection.every.as_ref().is_none_or(|kind| *kind == element.kind)
                && selection.tagged.as_ref().is_none_or(|tag| element.tags.contains(tag))
        };
        if selection.direct {
            return self.elements[from].children.iter().copied().filter(fits).collect();
        }
        if selection.every.is_some() {
            return self.below(from).into_iter().filter(fits).collect();
        }
        let mut named: Vec<_> = selection.these.iter().filter_map(|id| self.elements.get_index_of(id)).collect();
        named.sort_unstable();
        named.into_iter().filter(fits).collect()
    }
}
