//! Diagnostics: what is wrong with a file given to the tool, and what to do about it.
//!
//! A diagnostic is never about the organization under assessment: that is a finding.

mod render;

pub use render::render;

use crate::source::Place;

/// A kind of problem, with a name that stays the same from release to release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// What is observed, in kebab case.
    pub name: &'static str,
    /// What it means, one sentence.
    pub meaning: &'static str,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; its author should look.
    Warning,
}

/// One problem in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kind of problem.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line of lower case.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words at the place itself.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places that belong to it, with a few words each.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, place: &Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: one_line(&message.into()),
            place: place.clone(),
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, place: &Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, place, message) }
    }

    /// Adds words at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: &Place, words: impl Into<String>) -> Diagnostic {
        self.related.push((place.clone(), words.into()));
        self
    }
}

/// A message on one line that can be read: a quoted name may be a whole book where a file is broken.
fn one_line(message: &str) -> String {
    const LONGEST_NAME: usize = 80;
    let parts = message.split('`').enumerate().map(|(index, part)| {
        let part = part.replace(['\r', '\n'], " ");
        // Every other part stands between back quotes.
        match part.char_indices().nth(LONGEST_NAME) {
            Some((end, _)) if index % 2 == 1 => format!("{}…", &part[..end]),
            _ => part,
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The known name nearest to an unknown one, if it is near enough to be meant.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = unknown.to_lowercase();
    let length = lower.chars().count();
    // Of one or two letters every word is near: only their case may differ.
    let far = length / 3;
    known
        .into_iter()
        // Names whose lengths differ by more than that are no nearer, and measuring a very long one takes very long.
        .filter(|name| name.chars().count().abs_diff(length) <= far && length <= LONGEST_MEANT)
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= far)
        .map(|(_, name)| name)
}

/// Longest word that is taken for a misspelt name.
const LONGEST_MEANT: usize = 200;

/// "did you mean …", or the list of what is known when it is short, or how many there are.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const FEW: usize = 20;
    if let Some(name) = nearest(unknown, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let names: Vec<_> = known.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "nothing of this kind is declared".to_owned(),
        [only] => format!("the only one known is {only}"),
        few if few.len() <= FEW => format!("known are {}", few.join(", ")),
        [first, .., last] => format!("none of the {} known names is near; they go from {first} to {last}", names.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, one_line, suggestion};

    #[test]
    fn the_nearest_name_wins_and_a_far_one_is_no_suggestion() {
        let known = ["8.6.1", "8.6.2", "9.1"];
        assert_eq!(nearest("8.6.l", known), Some("8.6.1"));
        assert_eq!(nearest("incident", known), None);
        assert_eq!(nearest("unmet", ["met", "partly-met"]), None);
        assert_eq!(nearest("6", ["0", "1"]), None);
        assert_eq!(nearest("f", ["N", "F"]), Some("F"));
        assert_eq!(suggestion("incident", known), "known are `8.6.1`, `8.6.2`, `9.1`");
        assert_eq!(suggestion("incident", []), "nothing of this kind is declared");
    }

    #[test]
    fn a_name_as_long_as_a_book_is_measured_against_nothing_and_shown_in_part() {
        let book = "é".repeat(10_000_000);
        assert_eq!(nearest(&book, ["8.6.1", &book[2..]]), None);
        let message = one_line(&format!("the element `{book}` is not\nknown in `desk`"));
        assert_eq!(message, format!("the element `{}…` is not known in `desk`", "é".repeat(80)));
    }
}
