//! What changed from one framework to another: between two versions of its files, by tailoring, or between two editions
//! of a publication.
//!
//! Versions and tailorings keep the ids of their elements, so elements are compared by id. Editions of a publication give
//! the same number to other things; what became of what is said there by a crosswalk, and without one nothing is guessed.

mod kinds;

use indexmap::{IndexMap, IndexSet};
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::crosswalk::{Crosswalk, Direction, Relating, Relation};
use crate::model::{Element, Framework, RuleEntry};

/// What changed between two frameworks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Difference {
    /// The first framework and its version.
    pub from: String,
    /// The second framework and its version.
    pub to: String,
    /// The crosswalk that says what became of what; `None` where elements were compared by id.
    pub crosswalk: Option<String>,
    /// How many elements ask the same as before.
    pub same: usize,
    /// Elements of the second framework that are not as they were.
    pub altered: Vec<Altered>,
    /// Elements of the first framework that have no counterpart any more.
    pub gone: Vec<Unmatched>,
    /// Elements of the second framework that have no counterpart in the first.
    pub new: Vec<Unmatched>,
    /// Changes that the tailoring makes, with their reasons, where the second framework was made of the first.
    pub changes: Vec<Reasoned>,
    /// Rules, kinds with their measures, and scales that were altered, removed or added; `None` where a crosswalk says what
    /// became of what: it says nothing of them.
    pub rules: Option<Vec<String>>,
    /// Elements of which the crosswalk says nothing, of the first framework and of the second.
    pub unsaid: [Vec<String>; 2],
}

/// A change with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reasoned {
    /// What was changed.
    pub words: String,
    /// Why.
    pub because: String,
}

/// An element that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Altered {
    /// The element of the second framework.
    pub element: String,
    /// What it is called or asks for.
    pub words: String,
    /// In what, or how it lies to which elements of the first framework.
    pub how: Vec<String>,
}

/// An element without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Unmatched {
    /// The element.
    pub element: String,
    /// What it is called or asks for.
    pub words: String,
    /// Why there is none, where that is said.
    pub because: String,
}

/// What changed from one framework to another; a crosswalk between the two may lead either way.
pub fn difference(from: &Framework, to: &Framework, crosswalk: Option<&Crosswalk>) -> Difference {
    let mut found = Difference {
        from: format!("{} {}", from.id, from.version),
        to: format!("{} {}", to.id, to.version),
        crosswalk: crosswalk.map(|crosswalk| crosswalk.id.clone()),
        same: 0,
        altered: Vec::new(),
        gone: Vec::new(),
        new: Vec::new(),
        changes: changes(from, to),
        rules: None,
        unsaid: [Vec::new(), Vec::new()],
    };
    match crosswalk {
        Some(crosswalk) => by_crosswalk(&mut found, from, to, crosswalk),
        None => by_id(&mut found, from, to),
    }
    found
}

/// What the tailoring says that it does, where the second framework was made of the first.
fn changes(from: &Framework, to: &Framework) -> Vec<Reasoned> {
    let tailoring = to.tailoring.iter().filter(|tailoring| tailoring.of == from.id);
    let changes = tailoring.flat_map(|tailoring| &tailoring.changes);
    changes.map(|change| Reasoned { words: change.words.clone(), because: change.because.clone() }).collect()
}

/// What an element is called, or else asks for.
fn words(element: &Element) -> String {
    let words = if element.title.is_empty() { &element.text } else { &element.title };
    words.trim().to_owned()
}

fn unmatched(element: &Element, because: &str) -> Unmatched {
    Unmatched { element: element.id.clone(), words: words(element), because: because.trim().to_owned() }
}

fn by_id(found: &mut Difference, from: &Framework, to: &Framework) {
    for (id, element) in to.elements.iter().skip(1) {
        let Some(before) = from.elements.get(id) else {
            found.new.push(unmatched(element, ""));
            continue;
        };
        let how = alterations(from, before, to, element);
        if how.is_empty() {
            found.same += 1;
        } else {
            found.altered.push(Altered { element: id.clone(), words: words(element), how });
        }
    }
    let gone = from.elements.iter().skip(1).filter(|(id, _)| !to.elements.contains_key(*id));
    found.gone = gone.map(|(_, element)| unmatched(element, "")).collect();
    found.rules = Some([rules(from, to), kinds::kinds(from, to), kinds::scales(from, to)].concat());
}

/// In what an element differs from the one of the same id.
fn alterations(from: &Framework, before: &Element, to: &Framework, now: &Element) -> Vec<String> {
    let above = |framework: &Framework, element: &Element| {
        element.parent.and_then(|parent| framework.elements.get_index(parent)).map(|(id, _)| id.clone())
    };
    let mut how = Vec::new();
    let mut differs = |name: &str, before: String, now: String| {
        if before != now {
            let said = |words: String| if words.is_empty() { "nothing".to_owned() } else { words };
            how.push(format!("{name}: {} (was: {})", said(now), said(before)));
        }
    };
    differs("title", before.title.clone(), now.title.clone());
    differs("text", before.text.trim().to_owned(), now.text.trim().to_owned());
    differs("purpose", before.purpose.trim().to_owned(), now.purpose.trim().to_owned());
    differs("kind", before.kind.clone(), now.kind.clone());
    differs("weight", before.weight.to_string(), now.weight.to_string());
    differs("tags", before.tags.join(", "), now.tags.join(", "));
    differs("applies when", before.trigger.clone().unwrap_or_default(), now.trigger.clone().unwrap_or_default());
    differs("typical evidence", before.evidence.join("; "), now.evidence.join("; "));
    let top = || Framework::WHOLE.to_owned();
    differs("belongs to", above(from, before).unwrap_or_else(top), above(to, now).unwrap_or_else(top));
    how
}

fn rules(from: &Framework, to: &Framework) -> Vec<String> {
    let names: IndexSet<&String> = from.rules.keys().chain(to.rules.keys()).collect();
    let told = names.into_iter().filter_map(|name| match (from.rules.get(name), to.rules.get(name)) {
        (Some(before), Some(now)) if does_else(before, from, now, to) || is_otherwise(before, from, now, to) => {
            Some(format!("{name}: altered"))
        }
        (Some(_), None) => Some(format!("{name}: removed")),
        (None, Some(_)) => Some(format!("{name}: added")),
        _ => None,
    });
    let mut told: Vec<String> = told.collect();
    if from.states != to.states {
        told.push("what is done with what has no value: altered".to_owned());
    }
    told
}

/// Whether a rule is another one, whatever has become of the scales and policies that it takes over.
fn does_else(before: &RuleEntry, from: &Framework, now: &RuleEntry, to: &Framework) -> bool {
    // A checked rule holds copies of them, so that a change there is told of every rule; what is left without is compared.
    let own = |entry: &RuleEntry, framework: &Framework| {
        let text = format!("{:?}", entry.rule).replace(&format!("{:?}", entry.states), "states");
        framework.scales.iter().fold(text, |text, (id, scale)| text.replace(&format!("{scale:?}"), id))
    };
    before.rule != now.rule && own(before, from) != own(now, to)
}

/// Whether a rule does something else with what has no value than before, but for what it takes over from its framework.
fn is_otherwise(before: &RuleEntry, from: &Framework, now: &RuleEntry, to: &Framework) -> bool {
    let all = [before.states, from.states, now.states, to.states];
    let each = [
        all.map(|states| states.not_applicable),
        all.map(|states| states.not_triggered),
        all.map(|states| states.out_of_scope),
        all.map(|states| states.not_yet),
        all.map(|states| states.not_rated),
        all.map(|states| states.empty),
        all.map(|states| states.dont_know),
        all.map(|states| states.unanswered),
    ];
    each.iter().any(|[before, from, now, to]| before != now && (before != from || now != to))
}

fn by_crosswalk(found: &mut Difference, from: &Framework, to: &Framework, crosswalk: &Crosswalk) {
    let forward = crosswalk.from == from.id;
    let mut related: IndexMap<&str, Vec<(&str, Relating, &str)>> = IndexMap::new();
    let mut said: [IndexSet<&str>; 2] = [IndexSet::new(), IndexSet::new()];
    let readable = |relation: &&Relation| forward || relation.direction == Direction::Both;
    for relation in crosswalk.relations.iter().filter(readable) {
        let (first, second, relating) = if forward {
            (relation.from.as_str(), relation.to.as_str(), relation.relating)
        } else {
            (relation.to.as_str(), relation.from.as_str(), relation.relating.backwards())
        };
        related.entry(second).or_default().push((first, relating, &relation.because));
        said[0].insert(first);
        said[1].insert(second);
    }
    // In the order of the framework, not of the crosswalk.
    for (id, element) in &to.elements {
        let Some(relations) = related.get(id.as_str()) else { continue };
        if let [(_, Relating::Equal, _)] = relations.as_slice() {
            found.same += 1;
            continue;
        }
        let how =
            relations.iter().map(|(first, relating, because)| format!("{first} {} it: {because}", relating.words()));
        found.altered.push(Altered { element: id.clone(), words: words(element), how: how.collect() });
    }
    let (gone, new) = if forward { (&crosswalk.lost, &crosswalk.new) } else { (&crosswalk.new, &crosswalk.lost) };
    let listed = |framework: &Framework, list: &[crate::model::crosswalk::Unmatched]| {
        let elements = list.iter().filter_map(|entry| Some((framework.elements.get(&entry.element)?, &entry.because)));
        elements.map(|(element, because)| unmatched(element, because)).collect()
    };
    found.gone = listed(from, gone);
    found.new = listed(to, new);
    said[0].extend(gone.iter().map(|entry| entry.element.as_str()));
    said[1].extend(new.iter().map(|entry| entry.element.as_str()));
    let [first, second] = said;
    found.unsaid = [unsaid(from, &first), unsaid(to, &second)];
}

/// Leaves of which nothing is said, neither of themselves nor of anything that they belong to.
fn unsaid(framework: &Framework, said: &IndexSet<&str>) -> Vec<String> {
    let told = |element: &Element| {
        let mut here = Some(element);
        while let Some(element) = here {
            if said.contains(element.id.as_str()) {
                return true;
            }
            here = element.parent.and_then(|parent| framework.elements.get_index(parent)).map(|(_, above)| above);
        }
        false
    };
    let leaves = framework.elements.values().filter(|element| framework.is_leaf(element) && !told(element));
    leaves.map(|element| element.id.clone()).collect()
}
