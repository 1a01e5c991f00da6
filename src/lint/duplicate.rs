//! Things named twice where once is enough. In a questionnaire the second time counts: one answer then stands as two
//! statements about an element.

use std::collections::BTreeSet;

use super::view::{View, rules_over};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{ElementIndex, Framework, Question, Questionnaire};
use crate::rule::{Origin, Selection};
use crate::source::Place;

const REMOVE: &str = "remove the second; it changes nothing";

pub(super) fn in_framework(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut twice = |place: &Place, words: String| {
        found.push(Diagnostic::warning(codes::DUPLICATE_MAPPING, place, words).help(REMOVE));
    };
    for (name, entry) in &view.framework.rules {
        for selection in entry.rule.selections() {
            for word in named(selection) {
                twice(&entry.place, format!("a selection of the rule `{name}` names `{word}` twice"));
            }
        }
    }
    for (name, kind) in &view.framework.kinds {
        for (id, measure) in &kind.measures {
            for rule in repeated(rules_over(measure)) {
                twice(
                    &measure.place,
                    format!("an assessment can choose the rule `{rule}` twice for `{id}` of the kind `{name}`"),
                );
            }
        }
    }
    // What a template says stands in one place for many elements.
    let mut told = BTreeSet::new();
    for (id, element) in &view.framework.elements {
        for word in repeated(&element.mirrors).into_iter().filter(|_| told.insert(&element.place)) {
            twice(&element.place, format!("`{id}` says twice that it mirrors `{word}`"));
        }
        for word in repeated(&element.tags).into_iter().filter(|_| told.insert(&element.place)) {
            twice(&element.place, format!("`{id}` carries the tag `{word}` twice"));
        }
    }
}

/// Everything that a selection names twice.
fn named(selection: &Selection) -> Vec<&String> {
    let these = match &selection.from {
        Origin::These(ids) => ids.as_slice(),
        _ => &[],
    };
    let lists = [these, &selection.tagged, &selection.not_tagged, &selection.codes];
    lists.into_iter().flat_map(repeated).collect()
}

pub(super) fn in_questionnaire(questionnaire: &Questionnaire, view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for question in questionnaire.questions.values() {
        let Some(element) = rated_twice(question).or_else(|| named_twice(question, view.framework)) else { continue };
        // One written question may be asked of many elements.
        if !told.insert(&question.place) {
            continue;
        }
        let words = format!("one answer to `{}` rates `{element}` twice", question.id);
        let help = "name each element once under `informs:`, and not what contains it as well";
        found.push(Diagnostic::warning(codes::DUPLICATE_MAPPING, &question.place, words).help(help));
    }
}

fn rated_twice(question: &Question) -> Option<&String> {
    question.informs.values().find_map(|ratings| repeated(ratings.iter().map(|(element, _)| element)).first().copied())
}

/// An element that is meant twice by a question whose answers are the words of its scale.
fn named_twice<'q>(question: &'q Question, framework: &Framework) -> Option<&'q String> {
    if !question.informs.is_empty() {
        return None;
    }
    let meant = question.about.iter().filter_map(|id| framework.elements.get_index_of(id)).flat_map(|index| {
        let rated = |index: &ElementIndex| question.rates.iter().find(|id| **id == framework.elements[*index].id);
        // What is rated itself does not mean what it contains.
        let parts = if rated(&index).is_some() { Vec::new() } else { framework.below(index) };
        std::iter::once(index).chain(parts).filter_map(|index| rated(&index)).collect::<Vec<_>>()
    });
    repeated(meant).first().copied()
}

/// What stands in a list more than once.
fn repeated<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<&'a String> {
    let mut known = BTreeSet::new();
    words.into_iter().filter(|word| !known.insert(*word)).collect()
}
