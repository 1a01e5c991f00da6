//! Lints: what a framework or questionnaire says that can be used but can hardly be meant. `gradus check` prints them
//! as warnings; what can never be right is an error of [`crate::load`].
//!
//! A lint is one file below `lint/` and one line in a list below, a pure function of the checked model. Where nothing
//! can be read off a rule, it is tried on made-up answers with the real evaluation ([`trial`]): what is reported then
//! comes with answers that show it. What cannot be shown is not reported, and what takes too long is not tried.

mod answers;
mod beyond;
mod cases;
mod choice;
mod duplicate;
mod elements;
mod inversion;
mod mirrors;
mod precondition;
mod ratings;
mod selections;
mod settings;
mod trial;
mod unused;
mod view;
mod wording;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Framework, Questionnaire};
use view::View;

/// What looks at a framework.
const OF_FRAMEWORKS: &[fn(&View<'_>, &mut Vec<Diagnostic>)] = &[
    unused::names,
    selections::empty,
    cases::unreachable,
    ratings::unreachable,
    elements::idle,
    duplicate::in_framework,
    choice::closed,
    settings::idle,
    precondition::optional,
    beyond::scale,
    inversion::of_levels,
    wording::of_framework,
];

/// What looks at a questionnaire.
const OF_QUESTIONNAIRES: &[fn(&Questionnaire, &View<'_>, &mut Vec<Diagnostic>)] =
    &[answers::unused, answers::idle, duplicate::in_questionnaire, wording::of_questionnaire];

/// What a framework says that can hardly be meant.
pub fn framework(framework: &Framework) -> Vec<Diagnostic> {
    let view = View::new(framework);
    let mut found = Vec::new();
    OF_FRAMEWORKS.iter().for_each(|lint| lint(&view, &mut found));
    found
}

/// What a questionnaire says that can hardly be meant.
pub fn questionnaire(questionnaire: &Questionnaire, about: &Framework) -> Vec<Diagnostic> {
    let view = View::new(about);
    let mut found = Vec::new();
    OF_QUESTIONNAIRES.iter().for_each(|lint| lint(questionnaire, &view, &mut found));
    found
}

/// The other frameworks of which a framework mirrors elements.
pub fn mirrored(framework: &Framework) -> BTreeSet<&str> {
    mirrors::named(framework).map(|(_, other, _)| other).collect()
}

/// Elements that mirror what another framework does not have.
pub fn mirrors(framework: &Framework, other: &Framework) -> Vec<Diagnostic> {
    mirrors::unknown(framework, other)
}
