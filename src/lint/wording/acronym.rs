//! Abbreviations that are spelled out nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::EVERYDAY;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Framework, Question, Questionnaire};
use crate::source::Place;

/// Abbreviations have two to six letters: one is a name such as “plan B”, and longer ones are read as words.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

pub(super) fn in_framework(framework: &Framework, found: &mut Vec<Diagnostic>) {
    let mut read = of_framework(framework);
    read.titles(framework);
    read.report(&framework.id, found);
}

pub(super) fn in_questionnaire(
    questionnaire: &Questionnaire,
    questions: &[&Question],
    about: &Framework,
    found: &mut Vec<Diagnostic>,
) {
    let mut read = Read::default();
    read.titles(about);
    read.known.extend(abbreviations(&questionnaire.title));
    read.known.extend(of_framework(about).known);
    for question in questions {
        let counts = question.counts.values();
        for text in [&question.ask, &question.why, &question.look_for].into_iter().chain(counts) {
            read.text(text, &question.place);
        }
    }
    for set in questionnaire.answer_sets.values() {
        read.text(&set.title, &set.place);
        for option in set.options.values() {
            read.text(&option.title, &option.place);
            read.text(&option.means, &option.place);
        }
    }
    if let Some(first) = questions.first() {
        read.text(&questionnaire.about, &first.place);
    }
    read.report(&questionnaire.id, found);
}

/// What a framework's own texts use and spell out.
fn of_framework(framework: &Framework) -> Read<'_> {
    let mut read = Read::default();
    for element in super::elements(framework) {
        let evidence = element.evidence.iter().chain(&element.trigger);
        for text in [&element.title, &element.text, &element.purpose].into_iter().chain(evidence) {
            read.text(text, &element.place);
        }
    }
    for entry in framework.rules.values() {
        read.text(&entry.title, &entry.place);
        read.text(&entry.text, &entry.place);
    }
    for tag in framework.tags.values() {
        read.text(&tag.title, &tag.place);
        read.text(&tag.meaning, &tag.place);
    }
    for scale in framework.scales.values() {
        for rating in &scale.ratings {
            read.text(&rating.title, &scale.place);
            read.text(&rating.meaning, &scale.place);
        }
    }
    read.spelled_out(&framework.about);
    read
}

/// Abbreviations that were read, where each stands first, and those that a reader can know.
#[derive(Default)]
struct Read<'a> {
    used: BTreeMap<&'a str, &'a Place>,
    known: BTreeSet<&'a str>,
}

impl<'a> Read<'a> {
    fn text(&mut self, text: &'a str, place: &'a Place) {
        for word in abbreviations(text) {
            self.used.entry(word).or_insert(place);
        }
        self.spelled_out(text);
    }

    /// “service level agreement (SLA)”, “SLA (service level agreement)”.
    fn spelled_out(&mut self, text: &'a str) {
        for (before, after) in text.match_indices('(').map(|(at, mark)| (&text[..at], &text[at + mark.len()..])) {
            let inside = after.split([')', ',', ';', ':']).next().unwrap_or_default();
            self.known.extend(whole(inside.trim()));
            if inside.split_whitespace().count() > 1 {
                self.known.extend(before.split_whitespace().next_back().and_then(whole));
            }
        }
    }

    /// What its titles, publishers, codes and ratings name needs no spelling out.
    fn titles(&mut self, framework: &'a Framework) {
        for text in [&framework.title, &framework.edition, &framework.rights] {
            self.known.extend(abbreviations(text));
        }
        for element in framework.elements.values().filter(|element| !element.title.is_empty()) {
            self.known.extend(element.id.split(|letter: char| !letter.is_alphabetic()).filter_map(whole));
        }
        let ratings = framework.scales.values().flat_map(|scale| &scale.ratings);
        self.known.extend(ratings.map(|rating| rating.id.as_str()));
        self.known.extend(framework.tags.keys().map(String::as_str));
    }

    fn report(self, of: &str, found: &mut Vec<Diagnostic>) {
        for (word, place) in self.used.iter().filter(|(word, _)| !self.known.contains(*word)) {
            let words = format!("`{word}` is spelled out nowhere in `{of}`");
            let help = format!("write the words once with `({word})` behind them, or the words instead of it");
            found.push(Diagnostic::warning(codes::UNDEFINED_ACRONYM, place, words).help(help));
        }
    }
}

/// Every abbreviation of a text that not everybody knows.
fn abbreviations(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| letter.is_whitespace() || ",;:.?!()[]\"“”‘’/".contains(letter));
    parts.filter_map(whole)
}

/// The word if it is an abbreviation, in the singular.
fn whole(word: &str) -> Option<&str> {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let word = word.strip_suffix('s').unwrap_or(word);
    let capital = |letter: char| letter.is_ascii_uppercase() || letter == '&';
    let is = LETTERS.contains(&word.len()) && word.chars().all(capital) && word.starts_with(|it| it != '&');
    (is && !EVERYDAY.contains(&word) && !word.chars().all(|letter| "IVX".contains(letter))).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{Read, abbreviations};

    #[test]
    fn abbreviations_are_words_in_capitals_that_not_everybody_knows() {
        let text = "The OLA's and SLAs of IT (ISO 20000, part II) say I&T or CAP/s1-1, never ISO-20000 or A B-C.";
        assert_eq!(abbreviations(text).collect::<Vec<_>>(), ["OLA", "SLA", "I&T", "CAP"]);
    }

    #[test]
    fn what_is_spelled_out_before_or_behind_is_known() {
        let mut read = Read::default();
        read.spelled_out("a service level agreement (SLA), an OLA (operational level agreement), a UC (so)");
        assert_eq!(read.known.into_iter().collect::<Vec<_>>(), ["OLA", "SLA"]);
    }
}
