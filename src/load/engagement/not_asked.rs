//! Questions that were not asked because of an earlier answer: what that answer means for them is said in their place.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::questionnaire::{Otherwise, Question, When};
use crate::model::{Answer, Questionnaire, Reply};
use crate::outcome::Absence;

/// Answers the questions that a respondent was not asked, in the order of the questionnaire, so that one of them can
/// decide about the next.
pub(super) fn not_asked(problems: &mut Vec<Diagnostic>, questionnaire: &Questionnaire, answers: &mut Vec<Answer>) {
    for question in questionnaire.questions.values() {
        let Some(when) = &question.when else { continue };
        let Some(earlier) = answers.iter().find(|answer| answer.to == when.question) else { continue };
        if !is_closed(when, &earlier.reply) {
            continue;
        }
        match answers.iter().find(|answer| answer.to == question.id) {
            Some(answer) => {
                let words = format!("`{}` is not asked after this answer to `{}`", question.id, when.question);
                let problem = Diagnostic::error(codes::NOT_ASKED, &answer.place, words).label("answered all the same");
                let problem = problem.related(&earlier.place, "the earlier answer");
                let help = "correct the earlier answer or take this one away: they cannot both be so";
                problems.push(problem.help(help));
            }
            None => {
                let implied = implied(questionnaire, question, when, earlier);
                answers.push(implied);
            }
        }
    }
}

/// Whether an answer closes the way to a question. Who does not know the one may well know the other, so that question
/// stays open; and so it does where the earlier one is not settled yet, or does not count and the question would be
/// answered instead.
fn is_closed(when: &When, reply: &Reply) -> bool {
    match reply {
        Reply::Option(option) => !when.answers.contains(option),
        Reply::Exempt { absence: Absence::NotApplicable | Absence::NotTriggered, .. } => {
            matches!(when.otherwise, Otherwise::Absent(_))
        }
        Reply::Exempt { .. } => false,
        Reply::DontKnow | Reply::Rating { .. } => false,
    }
}

fn implied(questionnaire: &Questionnaire, question: &Question, when: &When, earlier: &Answer) -> Answer {
    let because = reason(questionnaire, when, earlier);
    let reply = match &when.otherwise {
        Otherwise::Option(option) => Reply::Option(option.clone()),
        Otherwise::Absent(absence) => {
            Reply::Exempt { absence: *absence, reason: because.clone(), approved_by: approved_by(&earlier.reply) }
        }
    };
    Answer {
        to: question.id.clone(),
        reply,
        note: format!("not asked: {because}"),
        evidence: Vec::new(),
        place: earlier.place.clone(),
    }
}

fn approved_by(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Exempt { approved_by, .. } => approved_by.clone(),
        _ => None,
    }
}

/// The earlier question with its answer.
fn reason(questionnaire: &Questionnaire, when: &When, earlier: &Answer) -> String {
    let Some(question) = questionnaire.questions.get(&when.question) else { return when.question.clone() };
    let answer = match &earlier.reply {
        Reply::Option(option) => {
            let set = questionnaire.answer_sets.get(&question.answers);
            set.and_then(|set| set.options.get(option)).map_or(option.as_str(), |option| &option.title)
        }
        Reply::Exempt { absence, .. } => absence.words(),
        Reply::Rating { word, .. } => word,
        Reply::DontKnow => "don't know",
    };
    format!("\"{}\" was answered \"{answer}\"", question.ask)
}
