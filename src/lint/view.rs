//! A framework as lints see it: who uses which rule, and what each rule looks at.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ElementIndex, Framework, Measure, RuleEntry};
use crate::rule::{Origin, Selection};
use crate::source::Place;

/// A framework with what follows from it.
pub(super) struct View<'a> {
    pub framework: &'a Framework,
    /// The elements of each kind.
    by_kind: BTreeMap<&'a str, Vec<ElementIndex>>,
    /// The measures that each rule may make, by the rule's name.
    made: BTreeMap<&'a str, Vec<Made<'a>>>,
    /// How many elements lie below each.
    below: Vec<usize>,
}

/// A measure that a rule may make.
#[derive(Clone, Copy)]
pub(super) struct Made<'a> {
    pub kind: &'a str,
    pub measure: &'a Measure,
}

impl<'a> View<'a> {
    pub fn new(framework: &'a Framework) -> View<'a> {
        let mut by_kind: BTreeMap<&str, Vec<ElementIndex>> = BTreeMap::new();
        for (index, element) in framework.elements.values().enumerate() {
            by_kind.entry(&element.kind).or_default().push(index);
        }
        let mut made: BTreeMap<&str, Vec<Made<'_>>> = BTreeMap::new();
        for (kind, is) in &framework.kinds {
            for measure in is.measures.values() {
                // Other readings may make it by other rules.
                let instead = |rule| framework.variants.values().filter_map(move |variant| variant.instead.get(rule));
                let in_variants = measure.rules().flat_map(instead).map(String::as_str);
                for rule in measure.rules().chain(in_variants).collect::<BTreeSet<&str>>() {
                    made.entry(rule).or_default().push(Made { kind, measure });
                }
            }
        }
        View { framework, by_kind, made, below: below(framework) }
    }

    /// How many elements lie below one.
    pub fn below(&self, index: ElementIndex) -> usize {
        self.below.get(index).copied().unwrap_or(0)
    }

    /// The elements of a kind.
    pub fn of_kind(&self, kind: &str) -> &[ElementIndex] {
        self.by_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The measures that a rule may make.
    pub fn made_by(&self, rule: &str) -> &[Made<'a>] {
        self.made.get(rule).map_or(&[], Vec::as_slice)
    }

    /// The elements whose measures a rule may make, each once.
    pub fn users(&self, rule: &str) -> BTreeSet<ElementIndex> {
        self.made_by(rule).iter().flat_map(|made| self.of_kind(made.kind)).copied().collect()
    }

    /// How many elements a selection of a rule finds at most, seen from any element that the rule rates.
    pub fn found(&self, users: &BTreeSet<ElementIndex>, selection: &Selection) -> usize {
        if let Origin::These(_) = selection.from {
            return users.first().map_or(0, |user| self.framework.selected(*user, selection).len());
        }
        users.iter().map(|user| self.framework.selected(*user, selection).len()).max().unwrap_or(0)
    }

    /// Whether something is declared in a folder of the framework's own, and not in a part that others share.
    pub fn is_own(&self, place: &Place) -> bool {
        let folder = |path: &'a str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.framework.files.first().is_none_or(|main| {
            let home = folder(&main.path);
            place.file.strip_prefix(home).is_some_and(|rest| home.is_empty() || rest.starts_with('/'))
        })
    }

    /// The rules that rate something; of the others there is no more to say than that nothing uses them.
    pub fn rules(&self) -> impl Iterator<Item = (&'a str, &'a RuleEntry)> {
        let is_used = |name: &str| self.made_by(name).iter().any(|made| !self.of_kind(made.kind).is_empty());
        let used = self.framework.rules.iter().filter(move |(name, _)| is_used(name));
        used.map(|(name, entry)| (name.as_str(), entry))
    }
}

fn below(framework: &Framework) -> Vec<usize> {
    let mut below = vec![0; framework.elements.len()];
    // Elements stand in the order of the tree: what belongs to one comes after it.
    for (index, element) in framework.elements.values().enumerate().rev() {
        if let Some(parent) = element.parent {
            below[parent] += below[index] + 1;
        }
    }
    below
}

/// The rules by which a measure may be made from others.
pub(super) fn rules_over(measure: &Measure) -> impl Iterator<Item = &String> {
    measure.rule.iter().chain(&measure.alternatives)
}

/// Names in a sentence: the first few, and how many more there are.
pub(super) fn some<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const FEW: usize = 4;
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.len().checked_sub(FEW) {
        Some(more) if more > 1 => format!("{} and {more} more", names[..FEW].join(", ")),
        _ => names.join(", "),
    }
}
