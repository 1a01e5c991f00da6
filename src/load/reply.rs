//! Replies: what a written answer or decision means for one element or question.

use super::written::engagement::AnswerWritten;
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::{Element, Framework, Question, Questionnaire, Reply};
use crate::number::Number;
use crate::outcome::Exemption;
use crate::scale::Scale;
use crate::source::{Located, Place};

/// The words that say that somebody does not know.
const DONT_KNOW: [&str; 4] = ["don't know", "dont know", "don’t know", "do not know"];

/// What may be said here.
pub(super) struct Context<'a> {
    pub framework: &'a Framework,
    /// Elements that are concerned.
    pub elements: Vec<&'a Element>,
    /// The question, when one is answered.
    pub question: Option<(&'a Questionnaire, &'a Question)>,
    pub team: &'a [String],
}

impl Context<'_> {
    /// The reply that an answer means, or what is wrong with it.
    pub fn reply(&self, problems: &mut Vec<Diagnostic>, place: &Place, written: &AnswerWritten) -> Option<Reply> {
        let exempt =
            [(&written.not_applicable, Exemption::NotApplicable), (&written.not_triggered, Exemption::NotTriggered)];
        let mut exempt = exempt.into_iter().filter_map(|(reason, exemption)| Some((reason.as_ref()?, exemption)));
        let first = exempt.next();
        if let (Some(_), Some(_)) = (first, exempt.next()) {
            let help = "keep the one that is meant";
            return refuse(problems, place, "`not-applicable` and `not-triggered` cannot both be meant", help);
        }
        match (&written.answer, first) {
            (Some(word), None) => self.said(problems, &word.place, &word.value),
            (None, Some((reason, exemption))) => {
                self.exempt(problems, place, reason, exemption, written.approved_by.as_ref())
            }
            (Some(_), Some(_)) => {
                let words = "an answer and a reason why it does not count cannot both be meant";
                refuse(problems, place, words, "keep the one that is meant; a remark belongs into `note:`")
            }
            (None, None) => {
                let help = "add `answer:`, `not-applicable:` or `not-triggered:`; in a judgement, `rating:`";
                refuse(problems, place, "nothing is said about how far it is so", help)
            }
        }
    }

    fn said(&self, problems: &mut Vec<Diagnostic>, place: &Place, word: &str) -> Option<Reply> {
        if DONT_KNOW.contains(&word.to_lowercase().as_str()) {
            return Some(Reply::DontKnow);
        }
        if let Some((questionnaire, question)) = self.question {
            let options = questionnaire.answer_sets.get(&question.answers).map(|set| &set.options)?;
            if options.contains_key(word) {
                return Some(Reply::Option(word.to_owned()));
            }
            if !word.ends_with('%') {
                let known = options.keys().map(String::as_str).chain(["don't know"]);
                let words = format!("`{word}` is not an answer to this question");
                let problem = Diagnostic::error(codes::UNKNOWN_RATING, place, words).help(suggestion(word, known));
                problems.push(problem.related(&question.place, "the question"));
                return None;
            }
        }
        self.rating(problems, place, word)
    }

    fn rating(&self, problems: &mut Vec<Diagnostic>, place: &Place, word: &str) -> Option<Reply> {
        let scale = self.scale()?;
        if word.ends_with('%') {
            let share = word.parse::<Number>().ok();
            let share = share.filter(|share| !share.is_negative() && *share <= Number::from(1));
            let Some(share) = share else {
                let help = "write a share such as `62 %` or `62.5 %`";
                return refuse(problems, place, &format!("`{word}` is not a share between 0 % and 100 %"), help);
            };
            let placed = scale.band(&share).zip(scale.fine_word(&share).map(str::to_owned));
            let Some((rank, word)) = placed else {
                let words: Vec<_> = scale.words().map(|word| format!("`{word}`")).collect();
                let help = format!("choose one of {}", words.join(", "));
                return refuse(
                    problems,
                    place,
                    &format!("the scale `{}` takes no shares such as `{word}`", scale.id),
                    &help,
                );
            };
            return Some(Reply::Rating { rank, word, share: Some(share) });
        }
        match scale.rank(word) {
            Some(rank) => Some(Reply::Rating { rank, word: word.to_owned(), share: None }),
            None => {
                let words = format!("`{word}` is not a rating of the scale `{}`", scale.id);
                let help = suggestion(word, scale.words());
                problems.push(Diagnostic::error(codes::UNKNOWN_RATING, place, words).help(help));
                None
            }
        }
    }

    /// The scale of the elements concerned; a question informs elements of one scale.
    fn scale(&self) -> Option<&Scale> {
        let element = self.elements.first()?;
        let name = self.framework.kind_of(element)?.rated_on.as_ref()?;
        self.framework.scales.get(name)
    }

    fn exempt(
        &self,
        problems: &mut Vec<Diagnostic>,
        place: &Place,
        reason: &str,
        exemption: Exemption,
        approved_by: Option<&Located<String>>,
    ) -> Option<Reply> {
        if reason.trim().is_empty() {
            let words = format!("{} is said without a reason", exemption.words());
            return refuse(problems, place, &words, "say what makes it so; the report prints the reason");
        }
        if let Some(by) = approved_by
            && !self.team.contains(&by.value)
        {
            let help = suggestion(by, self.team.iter().map(String::as_str));
            let words = format!("`{}` is not in the team", by.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &by.place, words).help(help));
        }
        for element in &self.elements {
            if let Some((words, help)) = self.refusal(element, exemption) {
                let problem = Diagnostic::error(codes::EXEMPTION_REFUSED, place, words).help(help);
                problems.push(problem.related(&element.place, "the element"));
                return None;
            }
        }
        let approved_by = approved_by.map(|by| by.value.clone());
        Some(Reply::Exempt { exemption, reason: reason.trim().to_owned(), approved_by })
    }

    /// Why an exemption cannot be claimed, and what can be said instead.
    fn refusal(&self, element: &Element, exemption: Exemption) -> Option<(String, &'static str)> {
        let kind = self.framework.kind_of(element)?;
        match exemption {
            Exemption::NotApplicable if !kind.may_be_not_applicable => {
                let words = format!(
                    "`{}` cannot be said not to apply: `{}` allows no exclusion",
                    element.id, self.framework.id
                );
                let help = match element.trigger {
                    Some(_) => "say `not-triggered:` with the reason if what it is about did not happen in the period",
                    None => {
                        "answer how far it is met; what was left out by agreement is `out-of-scope:` in `assessment.yaml`"
                    }
                };
                Some((words, help))
            }
            Exemption::NotTriggered if element.trigger.is_none() => {
                let words = format!("`{}` always applies, so it cannot be said not to have been triggered", element.id);
                Some((words, "answer how far it is met"))
            }
            _ => None,
        }
    }
}

fn refuse(problems: &mut Vec<Diagnostic>, place: &Place, words: &str, help: &str) -> Option<Reply> {
    problems.push(Diagnostic::error(codes::WRONG_VALUE, place, words).help(help));
    None
}
