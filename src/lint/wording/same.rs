//! Questions that ask the same words, and reasons that stand under too many questions to be theirs.

use std::collections::BTreeMap;

use super::text::words;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Question, Questionnaire};

/// A reason may serve two questions; one under three says nothing of any of them.
const SHARED: usize = 3;

pub(super) fn asked(questionnaire: &Questionnaire, found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<Vec<String>, &Question> = BTreeMap::new();
    let mut told = Vec::new();
    for question in questionnaire.questions.values() {
        let Some(first) = known.insert(plain(&question.ask), question) else { continue };
        // What a template asks of many elements stands in one place.
        if !told.contains(&&question.place) {
            told.push(&question.place);
            let words = format!("`{}` asks the same words as `{}`", question.id, first.id);
            let problem = Diagnostic::warning(codes::SAME_WORDS, &question.place, words);
            let problem = if first.place == question.place {
                problem.help("let the words name what they ask about: its kind in braces stands for its title")
            } else {
                problem.related(&first.place, "first here").help("say what tells them apart, or remove one")
            };
            found.push(problem);
        }
    }
}

/// `questions`: each as it is written, once.
pub(super) fn reasons(questions: &[&Question], found: &mut Vec<Diagnostic>) {
    let mut shared: BTreeMap<Vec<String>, Vec<&Question>> = BTreeMap::new();
    for question in questions {
        shared.entry(plain(&question.why)).or_default().push(question);
    }
    for (_, group) in shared.into_iter().filter(|(reason, group)| group.len() >= SHARED && !reason.is_empty()) {
        let [first, .., last] = group.as_slice() else { continue };
        let words = format!("{} questions give the same reason, from `{}` to `{}`", group.len(), first.id, last.id);
        let problem = Diagnostic::warning(codes::SAME_WORDS, &first.place, words);
        found.push(problem.related(&last.place, "last here").help("say for each why it is asked"));
    }
}

/// The words that matter, in their order: no articles, no case, one number.
fn plain(text: &str) -> Vec<String> {
    let lower = words(text).map(str::to_lowercase);
    let matter = lower.filter(|word| !matches!(word.as_str(), "a" | "an" | "the" | "any" | "every" | "each" | "all"));
    matter.map(|word| word.trim_end_matches('s').to_owned()).collect()
}
