//! The earlier answers after which a question is asked.

use super::asking::{Asked, Asking};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::load::written::questionnaire::WhenWritten;
use crate::model::ElementIndex;
use crate::model::questionnaire::{Otherwise, When};
use crate::outcome::Absence;
use crate::source::Located;

impl Asking<'_> {
    /// The checked condition; it looks at earlier questions only, so that no two wait for each other.
    pub(super) fn when(
        &self,
        problems: &mut Vec<Diagnostic>,
        asked: &Asked,
        set: &Located<String>,
        owner: Option<&str>,
        targets: &[ElementIndex],
        written: &Located<WhenWritten>,
    ) -> Option<When> {
        let named = &written.value.question;
        let own = owner.map(|owner| format!("{owner}/{}", named.value));
        let earlier = &asked.questions;
        let names = || own.iter().chain([&named.value]);
        // A name that an element makes its own comes first, asked or dropped.
        let name = names().find(|name| earlier.contains_key(*name) || asked.dropped.contains_key(*name));
        if let Some(dropped) = name.filter(|name| !earlier.contains_key(*name)).and_then(|name| asked.dropped.get(name))
        {
            return self.instead(problems, set, targets, written, dropped.as_ref());
        }
        let Some(first) = name.and_then(|name| earlier.get(name)) else {
            let words = format!("no question above this one is named `{}`", named.value);
            let help = suggestion(named, earlier.keys().map(String::as_str));
            let problem = Diagnostic::error(codes::UNKNOWN_QUESTION, &named.place, words);
            problems.push(problem.help(format!("{help}; a question waits for answers to earlier ones only")));
            return None;
        };
        let answers = Located { value: first.answers.clone(), place: named.place.clone() };
        let options = self.options(&answers).count();
        let named_all = written.value.is.0.len() >= options;
        if written.value.is.0.is_empty() || named_all {
            let words = match (options, named_all) {
                (0, _) => format!("`{}` has no answers to choose from, so nothing can wait for them", first.id),
                (_, false) => "no answer is named, so the question would never be asked".to_owned(),
                (_, true) => format!("every answer to `{}` is named, so the question never waits", first.id),
            };
            let problem = Diagnostic::error(codes::WRONG_VALUE, &written.place, words);
            problems.push(problem.help("name under `is:` the answers after which the question is asked, and not all"));
            return None;
        }
        for word in &written.value.is.0 {
            self.refuse_unknown(problems, &answers, word, &[]);
        }
        let otherwise = self.otherwise(problems, set, targets, &written.value.otherwise)?;
        let answers = written.value.is.0.iter().map(|word| word.value.clone()).collect();
        Some(When { question: first.id.clone(), answers, otherwise })
    }

    /// What a question waits for whose earlier question nobody asks any more: for what that one waited for, unless the
    /// answer that it then had was one of those awaited; else for nothing, and it is always asked.
    fn instead(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        targets: &[ElementIndex],
        written: &Located<WhenWritten>,
        dropped: Option<&When>,
    ) -> Option<When> {
        let dropped = dropped?;
        let awaited = |word: &String| written.value.is.0.iter().any(|is| is.value == *word);
        if matches!(&dropped.otherwise, Otherwise::Option(word) if awaited(word)) {
            return None;
        }
        let otherwise = self.otherwise(problems, set, targets, &written.value.otherwise)?;
        Some(When { question: dropped.question.clone(), answers: dropped.answers.clone(), otherwise })
    }

    fn otherwise(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        targets: &[ElementIndex],
        word: &Located<String>,
    ) -> Option<Otherwise> {
        let absence = match word.value.as_str() {
            "not-applicable" => Absence::NotApplicable,
            "not-triggered" => Absence::NotTriggered,
            _ => {
                let known = self.refuse_unknown(problems, set, word, &["not-applicable", "not-triggered"]);
                return known.then(|| Otherwise::Option(word.value.clone()));
            }
        };
        let rated = targets.iter().flat_map(|target| self.rated_from(*target));
        for element in rated.map(|index| &self.about.elements[index]) {
            let may = match absence {
                Absence::NotApplicable => self.about.kind_of(element).is_some_and(|kind| kind.may_be_not_applicable),
                _ => element.trigger.is_some(),
            };
            if !may {
                let words = format!("`{}` can never be {}", element.id, absence.words());
                let problem = Diagnostic::error(codes::EXEMPTION_REFUSED, &word.place, words);
                let help = "name one of the question's own answers, or let the framework allow it";
                problems.push(problem.related(&element.place, "the element").help(help));
                return None;
            }
        }
        Some(Otherwise::Absent(absence))
    }

    /// Whether a word is an answer of the set; if not, that is reported with the words that are possible.
    fn refuse_unknown(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        word: &Located<String>,
        further: &[&str],
    ) -> bool {
        let known: Vec<&str> = self.options(set).map(|(option, _)| option.as_str()).collect();
        let found = known.contains(&word.value.as_str());
        if !found {
            let words = format!("`{}` is not an answer of the set `{}`", word.value, set.value);
            let help = suggestion(word, known.into_iter().chain(further.iter().copied()));
            problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, words).help(help));
        }
        found
    }
}
