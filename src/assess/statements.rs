//! Statements: what every answer says of every element that its question informs.

use indexmap::IndexMap;

use super::evaluate::decided;
use crate::model::Loaded;
use crate::model::questionnaire::Yields;
use crate::model::{Answer, Framework, Reply, Response};
use crate::outcome::{Outcome, Value};

/// What one answer says of one element.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub response: &'a Response,
    pub answer: &'a Answer,
    /// The question, if one was answered, and its words.
    pub ask: &'a str,
    /// The answer in words.
    pub words: String,
    pub outcome: Outcome,
    pub yields: Yields,
}

/// Statements by element, in the order of the files.
pub(super) type Statements<'a> = IndexMap<String, Vec<Said<'a>>>;

/// All that was said of a framework's elements.
pub(super) fn statements<'a>(loaded: &'a Loaded, framework: &Framework, responses: &[&'a Response]) -> Statements<'a> {
    let mut statements: Statements<'a> = IndexMap::new();
    for response in responses.iter().filter(|response| response.framework == framework.id) {
        for answer in &response.answers {
            for (element, said) in said(loaded, framework, response, answer) {
                statements.entry(element).or_default().push(said);
            }
        }
    }
    statements
}

fn said<'a>(
    loaded: &'a Loaded,
    framework: &Framework,
    response: &'a Response,
    answer: &'a Answer,
) -> Vec<(String, Said<'a>)> {
    let questionnaire = response.questionnaire.as_ref().and_then(|id| loaded.questionnaires.get(id));
    let Some(questionnaire) = questionnaire else {
        let outcome = outcome(framework, &answer.to, &answer.reply, None);
        let said =
            Said { response, answer, ask: "", words: words(&answer.reply, ""), outcome, yields: Yields::Evidence };
        return vec![(answer.to.clone(), said)];
    };
    let Some(question) = questionnaire.questions.get(&answer.to) else { return Vec::new() };
    let said = |element: &str, value: Option<&Value>| {
        let option = match &answer.reply {
            Reply::Option(option) => questionnaire.answer_sets[&question.answers].options.get(option),
            _ => None,
        };
        let said = Said {
            response,
            answer,
            ask: &question.ask,
            words: words(&answer.reply, option.map_or("", |option| &option.title)),
            outcome: outcome(framework, element, &answer.reply, value),
            yields: questionnaire.yields,
        };
        (element.to_owned(), said)
    };
    match &answer.reply {
        Reply::Option(option) => {
            let informed = question.informs.get(option).into_iter().flatten();
            informed.map(|(element, value)| said(element, Some(value))).collect()
        }
        _ => question.rates.iter().map(|element| said(element, None)).collect(),
    }
}

/// What a reply says of an element; `value` is what a chosen option gives it.
fn outcome(framework: &Framework, element: &str, reply: &Reply, value: Option<&Value>) -> Outcome {
    let kind = framework.elements.get(element).and_then(|element| framework.kind_of(element));
    let scale = kind.and_then(|kind| kind.rated_on.as_ref()).and_then(|scale| framework.scales.get(scale));
    match (reply, value) {
        (Reply::Option(_), Some(value)) => Outcome::Known(value.clone()),
        _ => decided(reply, scale),
    }
}

fn words(reply: &Reply, title: &str) -> String {
    match reply {
        Reply::Option(option) if title.is_empty() => option.clone(),
        Reply::Option(_) => title.to_owned(),
        Reply::Rating { word, share: Some(share), .. } => {
            let percent = share.clone() * crate::number::Number::from(100);
            format!("{percent} % ({word})")
        }
        Reply::Rating { word, .. } => word.clone(),
        Reply::DontKnow => "don't know".to_owned(),
        Reply::Exempt { absence, reason, approved_by } => {
            let by = approved_by.as_ref().map_or(String::new(), |by| format!(" (agreed by {by})"));
            format!("{}: {reason}{by}", absence.words())
        }
    }
}
