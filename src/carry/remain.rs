//! What remains to be asked once results have been carried over.

use std::collections::BTreeSet;

use super::record::Remaining;
use crate::model::questionnaire::{Question, Yields};
use crate::model::{Framework, Questionnaire};

/// The questions that inform items of which more than one rating is possible, of the questionnaire that yields evidence
/// and reaches most items.
pub(super) fn remaining(framework: &Framework, questionnaires: &[Questionnaire], items: Vec<String>) -> Remaining {
    let fit = |questionnaire: &&Questionnaire| {
        framework.answers_to(&questionnaire.framework) && questionnaire.yields == Yields::Evidence
    };
    let reach = |questionnaire: &Questionnaire| {
        let informed = questionnaire.questions.values().flat_map(informed);
        informed.collect::<BTreeSet<&str>>().len()
    };
    let mut fitting: Vec<_> = questionnaires.iter().filter(fit).map(|found| (reach(found), found)).collect();
    fitting.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.id.cmp(&second.id)));
    let Some((_, questionnaire)) = fitting.first() else {
        return Remaining { without_question: items.clone(), items, ..Remaining::default() };
    };
    let open: BTreeSet<&str> = items.iter().map(String::as_str).collect();
    let asked = questionnaire.questions.values().filter(|question| informed(question).any(|id| open.contains(id)));
    let asked: Vec<&Question> = asked.collect();
    let reached: BTreeSet<&str> = asked.iter().flat_map(|question| informed(question)).collect();
    let without_question = items.iter().filter(|id| !reached.contains(id.as_str())).cloned().collect();
    let wanted = with_earlier(questionnaire, &asked);
    let questions = questionnaire.questions.keys().filter(|id| wanted.contains(id.as_str())).cloned().collect();
    Remaining { questionnaire: Some(questionnaire.id.clone()), questions, without_question, items }
}

/// The elements that a question rates.
fn informed(question: &Question) -> impl Iterator<Item = &str> {
    question.rates.iter().map(String::as_str)
}

/// The questions and the earlier ones on whose answers they wait.
fn with_earlier<'q>(questionnaire: &'q Questionnaire, asked: &[&'q Question]) -> BTreeSet<&'q str> {
    let mut wanted = BTreeSet::new();
    let mut open: Vec<&Question> = asked.to_vec();
    while let Some(question) = open.pop() {
        if wanted.insert(question.id.as_str()) {
            let earlier = question.when.as_ref().and_then(|when| questionnaire.questions.get(&when.question));
            open.extend(earlier);
        }
    }
    wanted
}
