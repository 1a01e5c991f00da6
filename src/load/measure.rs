//! Kinds, measures and rules: every name that one of them uses must be declared, and nothing may rest on itself.

use indexmap::IndexMap;

use super::written::framework::{KindWritten, MeasureWritten, PartWritten, Permission, RestsOn};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::framework::Tag;
use crate::model::{Deciding, Element, Framework, Kind, Measure, RuleEntry};
use crate::rule::{States, Vocabulary};
use crate::scale::Scale;
use crate::source::{Located, Place};

type Written<'a> = IndexMap<String, (&'a Place, &'a KindWritten)>;

/// The kinds, with the names of their scales checked.
pub(super) fn kinds(
    problems: &mut Vec<Diagnostic>,
    written: &Written<'_>,
    scales: &IndexMap<String, Scale>,
) -> IndexMap<String, Kind> {
    let mut kinds = IndexMap::new();
    for (name, (place, kind)) in written {
        let known = |problems: &mut Vec<Diagnostic>, scale: &Located<String>| {
            unknown_unless(problems, scales.contains_key(&scale.value), scale, "scale", scales.keys());
        };
        if let Some(scale) = &kind.rated_on {
            known(problems, scale);
        }
        if let Some(child) = &kind.default_child {
            unknown_unless(problems, written.contains_key(&child.value), child, "kind", written.keys());
        }
        let mut measures = IndexMap::new();
        for (id, measure) in &kind.measures.0 {
            known(problems, &measure.scale);
            if let Some(graded) = &measure.grades {
                unknown_unless(problems, written.contains_key(&graded.value), graded, "kind", written.keys());
            }
            measures.insert(id.value.clone(), checked(id, measure));
        }
        kinds.insert(
            name.clone(),
            Kind {
                title: kind.title.clone(),
                plural: kind.plural.clone(),
                rated_on: kind.rated_on.as_ref().map(|scale| scale.value.clone()),
                measures,
                may_be_not_applicable: kind.not_applicable == Permission::Allowed,
                is_grouping: kind.grouping,
                place: (*place).clone(),
            },
        );
    }
    if !kinds.contains_key(Framework::WHOLE) {
        let (title, plural) = ("framework".to_owned(), "frameworks".to_owned());
        // Nobody has declared it, so no message ever points to its place.
        let (measures, place) = (IndexMap::new(), Place::whole(&"framework.yaml".into()));
        let (may_be_not_applicable, is_grouping) = (false, false);
        let whole = Kind { title, plural, rated_on: None, measures, may_be_not_applicable, is_grouping, place };
        kinds.insert(Framework::WHOLE.to_owned(), whole);
    }
    kinds
}

fn checked(id: &Located<String>, measure: &MeasureWritten) -> Measure {
    let name = |rule: &Option<Located<String>>| rule.as_ref().map(|rule| rule.value.clone());
    Measure {
        title: measure.title.clone(),
        scale: measure.scale.value.clone(),
        stated: name(&measure.stated),
        rule: name(&measure.rule),
        alternatives: measure.alternatives.0.iter().map(|rule| rule.value.clone()).collect(),
        stated_alternatives: measure.stated_alternatives.0.iter().map(|rule| rule.value.clone()).collect(),
        grades: name(&measure.grades),
        firm: measure.rests_on == RestsOn::Evidence,
        judgement: measure.judgement.unwrap_or(match measure.stated {
            Some(_) => Deciding::Any,
            None => Deciding::Refused,
        }),
        place: id.place.clone(),
    }
}

pub(super) fn unknown_unless<'a>(
    problems: &mut Vec<Diagnostic>,
    known: bool,
    name: &Located<String>,
    what: &str,
    names: impl Iterator<Item = &'a String> + Clone,
) {
    if !known {
        let words = format!("the {what} `{}` is not declared", name.value);
        let help = suggestion(name, names.map(String::as_str));
        problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words).help(help));
    }
}

/// The rules, checked against all that the framework declares.
pub(super) fn rules(
    problems: &mut Vec<Diagnostic>,
    parts: &[PartWritten],
    scales: &IndexMap<String, Scale>,
    kinds: &IndexMap<String, Kind>,
    tags: &IndexMap<String, Tag>,
    elements: &IndexMap<String, Element>,
    states: States,
) -> IndexMap<String, RuleEntry> {
    let mut users: IndexMap<&str, Vec<String>> = IndexMap::new();
    for (name, kind) in kinds {
        for measure in kind.measures.values() {
            for rule in measure.rules() {
                let instead = parts.iter().flat_map(|part| super::variant::instead_of(part, rule));
                for rule in std::iter::once(rule).chain(instead) {
                    users.entry(rule).or_default().push(name.clone());
                }
            }
        }
    }
    let names_of_kinds: IndexMap<String, IndexMap<String, String>> = kinds
        .iter()
        .map(|(name, kind)| {
            let measures = kind.measures.iter().map(|(id, measure)| (id.clone(), measure.scale.clone()));
            (name.clone(), measures.collect())
        })
        .collect();
    let tags: Vec<String> = tags.keys().cloned().collect();
    let mut names = IndexMap::new();
    let mut codes: Vec<String> = Vec::new();
    for element in elements.values() {
        names.insert(element.id.clone(), element.kind.clone());
        codes.push(element.code.clone());
    }
    codes.sort();
    codes.dedup();
    let mut rules: IndexMap<String, RuleEntry> = IndexMap::new();
    for (name, written) in parts.iter().flat_map(|part| &part.rules.0) {
        if let Some(first) = rules.get(&name.value) {
            let words = format!("the rule `{}` is declared twice", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words).label("again here");
            let problem = problem.related(&first.place, "first here");
            problems.push(problem.help("keep one of the two, or give one another name"));
            continue;
        }
        let own = written.states.as_ref();
        if let Some(own) = own {
            super::framework::bounded(problems, &own.value, &own.place);
        }
        let states = own.map_or(states, |own| states.with(&own.value));
        let users = users.get(name.value.as_str()).map_or(&[][..], Vec::as_slice);
        let vocabulary = Vocabulary {
            scales,
            kinds: &names_of_kinds,
            users,
            tags: &tags,
            elements: &names,
            codes: &codes,
            states,
            place: &name.place,
        };
        if let Some(rule) = written.does.check(&vocabulary, problems) {
            rules.insert(
                name.value.clone(),
                RuleEntry {
                    title: written.title.clone(),
                    text: written.text.trim().to_owned(),
                    source: written.source.clone(),
                    certainty: written.certainty,
                    place: name.place.clone(),
                    states,
                    monotone: written.monotone,
                    rule,
                },
            );
        }
    }
    rules
}

/// Every rule that a measure names must be there and must give what the measure is about.
pub(super) fn link(
    problems: &mut Vec<Diagnostic>,
    written: &Written<'_>,
    kinds: &IndexMap<String, Kind>,
    rules: &IndexMap<String, RuleEntry>,
    scales: &IndexMap<String, Scale>,
    parts: &[PartWritten],
) {
    let declared: Vec<&String> = parts.iter().flat_map(|part| &part.rules.0).map(|(name, _)| &name.value).collect();
    for (kind, (_, kind_written)) in written {
        for (id, measure) in &kind_written.measures.0 {
            if measure.stated.is_none() && measure.rule.is_none() {
                let words = format!("the measure `{}` has no rule: neither `stated` nor `rule`", id.value);
                let problem = Diagnostic::error(codes::NOTHING_TO_RATE, &id.place, words);
                let help =
                    "add `rule:` with the rule that makes it from other elements, or `stated:` with one on answers";
                problems.push(problem.help(help));
            }
            if let Some(stated) = &measure.stated
                && kinds.get(kind).is_some_and(|kind| kind.rated_on.is_none())
            {
                let words = format!("`{kind}` is not rated directly, so nothing can be stated of it");
                let problem = Diagnostic::error(codes::NOTHING_TO_RATE, &stated.place, words);
                problems.push(
                    problem.help("add `rated-on:` with a scale to the kind, or write `rule:` instead of `stated:`"),
                );
            }
            if let (Some(_), Some(on)) = (&measure.stated, kinds.get(kind).and_then(|kind| kind.rated_on.as_ref()))
                && *on != measure.scale.value
            {
                let words =
                    format!("a {kind} is rated on `{on}`, so what is said of it is no `{}`", measure.scale.value);
                let problem = Diagnostic::error(codes::WRONG_VALUE, &measure.scale.place, words);
                problems.push(problem.help(format!("name the scale `{on}` here, or leave `stated:` out")));
            }
            if let (None, Some(first)) = (&measure.rule, measure.alternatives.0.first()) {
                let words = format!("the measure `{}` has alternatives to no rule", id.value);
                let problem = Diagnostic::error(codes::WRONG_VALUE, &first.place, words);
                problems.push(problem.help("say with `rule:` which one is used when nothing is chosen"));
            }
            if let (None, Some(first)) = (&measure.stated, measure.stated_alternatives.0.first()) {
                let words = format!("the measure `{}` has `stated-alternatives` to no `stated`", id.value);
                let problem = Diagnostic::error(codes::WRONG_VALUE, &first.place, words);
                problems.push(problem.help("say with `stated:` which rule is used when nothing else is tried"));
            }
            let known = Known { rules, scales, declared: &declared };
            for name in measure.stated.iter().chain(&measure.stated_alternatives.0) {
                known.fits(problems, name, &measure.scale.value, true);
            }
            for name in measure.rule.iter().chain(&measure.alternatives.0) {
                known.fits(problems, name, &measure.scale.value, false);
            }
        }
    }
}

/// The rules that may be named, and the scales that they may be on.
pub(super) struct Known<'a> {
    /// Rules that are in order.
    pub rules: &'a IndexMap<String, RuleEntry>,
    /// Scales.
    pub scales: &'a IndexMap<String, Scale>,
    /// The names of all rules that are written, in order or not.
    pub declared: &'a [&'a String],
}

impl Known<'_> {
    /// A rule that is named for a measure must be there, look at what it may look at there, and give what the measure
    /// is about.
    pub fn fits(&self, problems: &mut Vec<Diagnostic>, name: &Located<String>, on: &str, of_statements: bool) {
        let Some(entry) = self.rules.get(&name.value) else {
            // A rule that is declared but faulty has been reported already.
            unknown_unless(problems, self.declared.contains(&&name.value), name, "rule", self.declared.iter().copied());
            return;
        };
        let fits = if of_statements { entry.rule.hears() } else { !entry.rule.hears() };
        if !fits || (of_statements && !entry.rule.selections().is_empty()) {
            let (words, help) = if entry.rule.hears() && of_statements {
                (
                    "what is said of an element cannot rest on other elements",
                    "look at other elements in a rule under `rule:`",
                )
            } else if of_statements {
                ("this rule does not look at what was said of the element", "name a `consensus` rule here")
            } else {
                ("a `consensus` rule looks at no other element", "name it under `stated:`, or another rule here")
            };
            let problem = Diagnostic::error(codes::WRONG_VALUE, &name.place, words);
            problems.push(problem.related(&entry.place, "this rule").help(help));
        }
        let numbers = self.scales.get(on).is_some_and(|scale| scale.number.is_some());
        let fits = match entry.rule.scale() {
            Some(scale) => scale.id == on,
            None => numbers,
        };
        if !fits && self.scales.contains_key(on) {
            let words = format!("the rule `{}` does not give results on the scale `{}`", name.value, on);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &name.place, words);
            let help = match entry.rule.scale() {
                Some(scale) => format!("it gives ratings on `{}`: name that scale, or another rule", scale.id),
                None => {
                    "it gives a number: place that on a scale with a rule of kind `band`, or name a scale of numbers"
                        .to_owned()
                }
            };
            problems.push(problem.related(&entry.place, "this rule").help(help));
        }
    }
}

/// A measure of an element: what depends on what.
type Node = (usize, usize);

/// Longest chain of results each of which rests on the next; every level of a tree is one.
const LONGEST_CHAIN: usize = 150;

/// Refuses frameworks in which a result would rest on itself, or on a chain of others without end, and shows the path.
pub(super) fn refuse_cycles(problems: &mut Vec<Diagnostic>, framework: &Framework) {
    let mut done: std::collections::BTreeMap<Node, usize> = std::collections::BTreeMap::new();
    for (index, element) in framework.elements.values().enumerate() {
        let count = framework.kind_of(element).map_or(0, |kind| kind.measures.len());
        for measure in 0..count {
            let mut path = Vec::new();
            let Err(found) = chain(framework, (index, measure), &mut path, &mut done) else { continue };
            let names: Vec<_> = found.iter().map(|node| name(framework, *node)).collect();
            let circle = found.len() > 1 && found.first() == found.last();
            let words = if circle {
                format!("a result rests on itself: {}", names.join(" → "))
            } else {
                let first = names.first().map_or("", String::as_str);
                format!("{first} rests on a chain of more than {LONGEST_CHAIN} other results")
            };
            let mut problem = Diagnostic::error(codes::CYCLE, &element.place, words);
            for entry in found.iter().take(1).flat_map(|node| rules_of(framework, *node)) {
                problem = problem.related(&entry.place, "by this rule");
            }
            problems.push(problem.help("let one of the rules on this way look at elements further down only"));
            return;
        }
    }
}

/// How long the chain of results is that a result rests on; the path that is a circle, or too long.
fn chain(
    framework: &Framework,
    node: Node,
    path: &mut Vec<Node>,
    done: &mut std::collections::BTreeMap<Node, usize>,
) -> Result<usize, Vec<Node>> {
    if let Some(known) = done.get(&node) {
        return Ok(*known);
    }
    if let Some(start) = path.iter().position(|known| *known == node) {
        return Err(path[start..].iter().copied().chain([node]).collect());
    }
    path.push(node);
    let mut longest = 0;
    for next in rests_on(framework, node) {
        longest = longest.max(1 + chain(framework, next, path, done)?);
        if longest > LONGEST_CHAIN || path.len() > LONGEST_CHAIN {
            return Err(path.clone());
        }
    }
    path.pop();
    done.insert(node, longest);
    Ok(longest)
}

/// The rules that may make a result from others.
fn rules_of(framework: &Framework, (index, measure): Node) -> Vec<&RuleEntry> {
    let kind = framework.elements.get_index(index).and_then(|(_, element)| framework.kind_of(element));
    let measure = kind.and_then(|kind| kind.measures.get_index(measure)).map(|(_, measure)| measure);
    let names = measure.into_iter().flat_map(|measure| measure.rule.iter().chain(&measure.alternatives));
    names.filter_map(|name| framework.rules.get(name)).collect()
}

fn rests_on(framework: &Framework, (index, measure): Node) -> Vec<Node> {
    let mut nodes = Vec::new();
    for selection in rules_of(framework, (index, measure)).into_iter().flat_map(|entry| entry.rule.selections()) {
        for selected in framework.selected(index, selection) {
            let kind = framework.elements.get_index(selected).and_then(|(_, element)| framework.kind_of(element));
            nodes.extend(
                kind.and_then(|kind| kind.measures.get_index_of(&selection.measure)).map(|measure| (selected, measure)),
            );
        }
    }
    nodes
}

fn name(framework: &Framework, (index, measure): Node) -> String {
    let element = framework.elements.get_index(index).map(|(id, element)| (id, framework.kind_of(element)));
    match element {
        Some((id, kind)) => {
            let measure = kind.and_then(|kind| kind.measures.get_index(measure)).map_or("", |(name, _)| name);
            format!("`{id}` {measure}")
        }
        None => String::new(),
    }
}
