//! Replies: what a written answer or decision means for one element or question.

use super::written::engagement::AnswerWritten;
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::{Element, Framework, Question, Questionnaire, Reply};
use crate::number::Number;
use crate::outcome::{Absence, Value};
use crate::scale::{Numbers, Scale};
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
    /// The measure that is decided on, instead of the scale that the elements are rated on.
    pub measure: Option<&'a str>,
}

impl Context<'_> {
    /// The reply that an answer means, or what is wrong with it.
    pub fn reply(&self, problems: &mut Vec<Diagnostic>, place: &Place, written: &AnswerWritten) -> Option<Reply> {
        let exempt = [
            (&written.not_applicable, Absence::NotApplicable),
            (&written.not_triggered, Absence::NotTriggered),
            (&written.not_yet, Absence::NotYet),
            (&written.not_rated, Absence::NotRated),
        ];
        let mut exempt = exempt.into_iter().filter_map(|(reason, absence)| Some((reason.as_ref()?, absence)));
        let first = exempt.next();
        if let (Some(_), Some(_)) = (first, exempt.next()) {
            let help = "keep the one that is meant";
            return refuse(
                problems,
                place,
                "only one of `not-applicable`, `not-triggered`, `not-yet` and `not-rated` can be meant",
                help,
            );
        }
        match (&written.answer, first) {
            (Some(word), None) => self.said(problems, &word.place, &word.value),
            (None, Some((reason, absence))) => {
                self.exempt(problems, place, reason, absence, written.approved_by.as_ref())
            }
            (Some(_), Some(_)) => {
                let words = "an answer and a reason why it does not count cannot both be meant";
                refuse(problems, place, words, "keep the one that is meant; a remark belongs into `note:`")
            }
            (None, None) => {
                let help = "add `answer:`, or why there is none, such as `not-applicable:`; in a judgement, `rating:`";
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
            // A number is given as it is, and so is a rating where the question offers no answers of its own.
            let is_number = self.scale().is_some_and(|scale| scale.number.is_some());
            if !word.ends_with('%') && !is_number && !options.is_empty() {
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
        if scale.number.is_some() {
            let value = value_on(problems, scale, place, word)?;
            return Some(Reply::Rating { word: scale.show(&value), value, share: None });
        }
        if word.ends_with('%') {
            let share = Number::written(word).ok();
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
            return Some(Reply::Rating { value: Value::Rank(rank), word, share: Some(share) });
        }
        let value = value_on(problems, scale, place, word)?;
        Some(Reply::Rating { value, word: word.to_owned(), share: None })
    }

    /// The scale of the elements concerned; a question informs elements of one scale.
    fn scale(&self) -> Option<&Scale> {
        let element = self.elements.first()?;
        let kind = self.framework.kind_of(element)?;
        let name = match self.measure {
            Some(measure) => &kind.measures.get(measure)?.scale,
            None => kind.rated_on.as_ref()?,
        };
        self.framework.scales.get(name)
    }

    fn exempt(
        &self,
        problems: &mut Vec<Diagnostic>,
        place: &Place,
        reason: &str,
        absence: Absence,
        approved_by: Option<&Located<String>>,
    ) -> Option<Reply> {
        if reason.trim().is_empty() {
            let words = format!("{} is said without a reason", absence.words());
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
            if let Some((words, help)) = self.refusal(element, absence) {
                let problem = Diagnostic::error(codes::EXEMPTION_REFUSED, place, words).help(help);
                problems.push(problem.related(&element.place, "the element"));
                return None;
            }
        }
        let approved_by = approved_by.map(|by| by.value.clone());
        Some(Reply::Exempt { absence, reason: reason.trim().to_owned(), approved_by })
    }

    /// Why an absence cannot be claimed, and what can be said instead.
    fn refusal(&self, element: &Element, absence: Absence) -> Option<(String, &'static str)> {
        let kind = self.framework.kind_of(element)?;
        match absence {
            Absence::NotApplicable if !kind.may_be_not_applicable => {
                let words = format!(
                    "`{}` cannot be said not to apply: `{}` allows no exclusion",
                    element.id, self.framework.id
                );
                let help = match element.trigger {
                    Some(_) => "say `not-triggered:` with the reason if what it is about did not happen in the period",
                    None => {
                        "answer how far it is met; what was left out by agreement is `out-of-scope:` in `assessment.yaml`, \
                         and a framework allows it with `not-applicable: allowed` on the kind"
                    }
                };
                Some((words, help))
            }
            Absence::NotTriggered if element.trigger.is_none() => {
                let words = format!("`{}` always applies, so it cannot be said not to have been triggered", element.id);
                Some((words, "answer how far it is met"))
            }
            _ => None,
        }
    }
}

/// The value that a word or number means on a scale, or a diagnostic.
pub(super) fn value_on(problems: &mut Vec<Diagnostic>, scale: &Scale, place: &Place, word: &str) -> Option<Value> {
    let Some(numbers) = &scale.number else {
        let rank = scale.rank(word);
        if rank.is_none() {
            let words = format!("`{word}` is not a rating of the scale `{}`", scale.id);
            let help = suggestion(word, scale.words());
            problems.push(Diagnostic::error(codes::UNKNOWN_RATING, place, words).help(help));
        }
        return rank.map(Value::Rank);
    };
    match Number::written(word) {
        Ok(number) => {
            if let Some(why) = numbers.refusal(&number) {
                let words = format!("`{word}` cannot be given on the scale `{}`: {why}", scale.id);
                problems.push(Diagnostic::error(codes::WRONG_VALUE, place, words).help(allowed(numbers)));
                return None;
            }
            Some(Value::Number(number))
        }
        Err(error) => {
            let problem = Diagnostic::error(codes::WRONG_VALUE, place, error);
            problems.push(problem.help(format!("the scale `{}` takes numbers", scale.id)));
            None
        }
    }
}

/// What can be given on a scale of numbers, in words.
fn allowed(numbers: &Numbers) -> String {
    let range = |(from, to): &(Number, Number)| format!("{} to {}", numbers.show(from), numbers.show(to));
    let whole = (numbers.from.clone(), numbers.to.clone());
    let ranges: Vec<String> =
        if numbers.ranges.is_empty() { vec![range(&whole)] } else { numbers.ranges.iter().map(range).collect() };
    let step = numbers.step.as_ref().map_or(String::new(), |step| format!(", in steps of {}", numbers.show(step)));
    format!("give a number in {}{step}", ranges.join(", "))
}

fn refuse(problems: &mut Vec<Diagnostic>, place: &Place, words: &str, help: &str) -> Option<Reply> {
    problems.push(Diagnostic::error(codes::WRONG_VALUE, place, words).help(help));
    None
}
