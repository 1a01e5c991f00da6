//! Answer sets that no question uses, and questions and answers that move no result.

use std::collections::BTreeSet;

use super::elements::without_effect;
use super::view::View;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::Questionnaire;

pub(super) fn unused(questionnaire: &Questionnaire, _: &View<'_>, found: &mut Vec<Diagnostic>) {
    let asked: BTreeSet<&str> = questionnaire.questions.values().map(|question| question.answers.as_str()).collect();
    for (name, set) in questionnaire.answer_sets.iter().filter(|(name, _)| !asked.contains(name.as_str())) {
        let words = format!("no question uses the answer set `{name}`");
        let help = "name it under `answers:` of a question, or remove it";
        found.push(Diagnostic::warning(codes::UNUSED_NAME, &set.place, words).help(help));
    }
}

pub(super) fn idle(questionnaire: &Questionnaire, view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let idle = without_effect(view);
    let idle: BTreeSet<&str> = idle.iter().map(|index| view.framework.elements[*index].id.as_str()).collect();
    // One written question may be asked of many elements.
    let mut told = BTreeSet::new();
    for (id, question) in &questionnaire.questions {
        let mut rated = question.rates.iter().map(String::as_str);
        let mut answers = question.informs.values();
        let first = answers.next();
        let why = if question.informs.len() > 1 && answers.all(|answer| Some(answer) == first) {
            "all answers to it say the same"
        } else if rated.all(|element| idle.contains(element)) {
            "no result rests on what it rates"
        } else {
            continue;
        };
        if told.insert(&question.place) {
            let words = format!("the question `{id}` moves no result: {why}");
            let help = "let it inform elements that results rest on, with answers that differ, or remove it";
            found.push(Diagnostic::warning(codes::IDLE_QUESTION, &question.place, words).help(help));
        }
    }
    silent(questionnaire, found);
}

/// Answers that rate nothing in any question that offers them.
fn silent(questionnaire: &Questionnaire, found: &mut Vec<Diagnostic>) {
    let mut heard: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    for question in questionnaire.questions.values() {
        asked.insert(&question.answers);
        let says = question.informs.iter().filter(|(_, ratings)| !ratings.is_empty());
        heard.extend(says.map(|(option, _)| (question.answers.as_str(), option.as_str())));
    }
    for (name, set) in questionnaire.answer_sets.iter().filter(|(name, _)| asked.contains(name.as_str())) {
        for (id, option) in set.options.iter().filter(|(id, _)| !heard.contains(&(name.as_str(), id.as_str()))) {
            let words = format!("the answer `{id}` rates nothing in any question that offers it");
            let help = "let it give a rating to an element that its questions inform, or remove it";
            found.push(Diagnostic::warning(codes::IDLE_QUESTION, &option.place, words).help(help));
        }
    }
}
