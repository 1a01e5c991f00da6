//! Wording: what a reader of a questionnaire or a framework would stumble over. The rules are for English; texts in
//! other languages are left alone.
//!
//! No rule knows grammar. Each looks for a few patterns that stood for a real fault in nearly every question of the
//! questionnaires that come with the program, and passes over what it is not sure of. The words that they rest on stand
//! in [`lists`], the bounds beside the rules that use them.

mod acronym;
mod double;
mod lists;
mod negated;
mod reading;
mod roles;
mod same;
mod text;

use std::collections::BTreeSet;

use super::view::View;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::questionnaire::Yields;
use crate::model::{Element, Framework, Question, Questionnaire};
use crate::source::Place;

pub(super) fn of_framework(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let framework = view.framework;
    if !text::is_english(elements(framework).map(|element| element.text.as_str())) {
        return;
    }
    acronym::in_framework(framework, found);
    let terms = reading::terms(framework);
    for element in elements(framework) {
        if let Some(why) = reading::hard(&[], &[&element.text, &element.purpose], &terms) {
            found.push(hard_reading(&element.id, &element.place, &why));
        }
    }
}

pub(super) fn of_questionnaire(questionnaire: &Questionnaire, view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let asked = questions(questionnaire);
    if !text::is_english(asked.iter().flat_map(|question| [question.ask.as_str(), question.why.as_str()])) {
        return;
    }
    acronym::in_questionnaire(questionnaire, &asked, view.framework, found);
    same::asked(questionnaire, found);
    same::reasons(&asked, found);
    roles::unknown(&asked, found);
    let firm = questionnaire.yields == Yields::Evidence;
    let terms = reading::terms(view.framework);
    for question in &asked {
        if let Some(second) = double::second(&question.ask, firm) {
            let words = format!("`{}` asks a second thing: “{second}”", question.id);
            let help = "ask one thing, and the other in a question of its own; who can say yes to one of them only has \
                        no answer";
            found.push(Diagnostic::warning(codes::DOUBLE_QUESTION, &question.place, words).help(help));
        }
        if let Some(words) = negated::problem(question) {
            let help = "ask whether it is as it should be";
            found.push(Diagnostic::warning(codes::NEGATED_QUESTION, &question.place, words).help(help));
        }
        let counts = question.counts.values().map(String::as_str);
        let others: Vec<&str> = std::iter::once(question.why.as_str()).chain(counts).collect();
        if let Some(why) = reading::hard(&[&question.ask], &others, &terms) {
            found.push(hard_reading(&question.id, &question.place, &why));
        }
    }
    for option in questionnaire.answer_sets.values().flat_map(|set| set.options.iter()) {
        if let Some(why) = reading::hard(&[], &[&option.1.means], &terms) {
            found.push(hard_reading(option.0, &option.1.place, &why));
        }
    }
}

fn hard_reading(what: &str, place: &Place, why: &str) -> Diagnostic {
    let problem = Diagnostic::warning(codes::HARD_READING, place, format!("`{what}` is hard to read: {why}"));
    problem.help("say it in shorter sentences and in words that everybody uses")
}

/// The elements as they are written: of what a template gives to many, the first.
fn elements(framework: &Framework) -> impl Iterator<Item = &Element> {
    let mut told = BTreeSet::new();
    framework.elements.values().filter(move |element| told.insert(&element.place))
}

/// The questions as they are written: of one that is asked of many elements, the first.
fn questions(questionnaire: &Questionnaire) -> Vec<&Question> {
    let mut told = BTreeSet::new();
    questionnaire.questions.values().filter(|question| told.insert(&question.place)).collect()
}
