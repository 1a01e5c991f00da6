//! Questionnaires: questions, answer sets, and what each answer says of which elements.

mod answers;
mod asking;
mod when;

use self::answers::AnswerSets;
use self::asking::{Asked, Asking};
use super::framework::part_path;
use super::written::format;
use super::written::questionnaire::{QuestionWritten, QuestionnairePartWritten, QuestionnaireWritten};
use super::{Loader, Store};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Framework, Questionnaire};
use crate::source::Located;

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, about: &Framework) -> Option<Questionnaire> {
    let before = loader.problems.len();
    let path = format!("{folder}/questionnaire.yaml");
    let (main, file) = loader.read::<QuestionnaireWritten>(store, &path, None, format::QUESTIONNAIRE)?;
    let expected = folder.rsplit('/').next().unwrap_or(folder);
    if main.id.value != expected {
        let words = format!("the questionnaire `{}` stands in a folder named `{expected}`", main.id.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &main.id.place, words);
        let help = "give the folder and the id one name, by which responses find the questionnaire";
        loader.problems.push(problem.help(help));
    }
    if !about.answers_to(&main.framework.value) {
        let words = format!("the questionnaire asks about `{}`, not `{}`", main.framework.value, about.id);
        let problem = Diagnostic::error(codes::QUESTIONNAIRE_MISMATCH, &main.framework.place, words);
        loader.problems.push(problem.help(format!("use it in an assessment under `{}`", main.framework.value)));
        return None;
    }
    let mut files = vec![file];
    let mut written = with_roles(main.questions.0.clone(), &[]);
    let mut answer_sets = AnswerSets::default();
    answer_sets.add(&mut loader.problems, &main.answer_sets, about);
    for name in &main.parts.0 {
        let Some(path) = part_path(loader, folder, name) else { continue };
        if files.iter().any(|file| file.path == path) {
            let words = format!("the part `{}` is named already", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words);
            loader.problems.push(problem.help("remove this line; every part is read once"));
            continue;
        }
        let read = loader.read::<QuestionnairePartWritten>(store, &path, Some(&name.place), format::QUESTIONNAIRE_PART);
        if let Some((part, file)) = read {
            answer_sets.add(&mut loader.problems, &part.answer_sets, about);
            written.extend(with_roles(part.questions.0, &part.default_roles));
            files.push(file);
        }
    }
    let problems = &mut loader.problems;
    let written = with_roles(written, &main.default_roles);
    let mut asked = Asked::default();
    for question in &written {
        let asking = Asking { main: &main, about, answer_sets: &answer_sets, written: question };
        asking.add(problems, &mut asked);
    }
    let sound = problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    sound.then(|| Questionnaire {
        id: main.id.value,
        title: main.title,
        version: main.version,
        // A framework that was tailored is asked about with the questions of the one that it was made of.
        framework: about.id.clone(),
        yields: main.yields,
        minutes: main.minutes,
        about: main.about,
        files,
        answer_sets: answer_sets.checked,
        questions: asked.questions,
        dropped: asked.dropped.into_keys().collect(),
    })
}

/// The same questions, asked of these roles where they name none.
fn with_roles(mut questions: Vec<QuestionWritten>, roles: &[String]) -> Vec<QuestionWritten> {
    for question in questions.iter_mut().filter(|question| question.roles.is_empty()) {
        question.roles = roles.to_vec();
    }
    questions
}

/// The framework that a questionnaire asks about; `None` when its main file is not in order, which is then reported.
pub(super) fn framework_of(loader: &mut Loader, store: &dyn Store, folder: &str) -> Option<Located<String>> {
    let before = loader.problems.len();
    let path = format!("{folder}/questionnaire.yaml");
    let (main, _) = loader.read::<QuestionnaireWritten>(store, &path, None, format::QUESTIONNAIRE)?;
    // What is wrong with the main file has been reported now and is not reported again.
    (loader.problems.len() == before).then_some(main.framework)
}
