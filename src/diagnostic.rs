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
            message: message.into(),
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

/// The known name nearest to an unknown one, if it is near enough to be meant.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = unknown.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + unknown.chars().count() / 3)
        .map(|(_, name)| name)
}

/// "did you mean …", or the list of what is known when it is short, or nothing.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const FEW: usize = 12;
    match nearest(unknown, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<_> = known.into_iter().take(FEW + 1).map(|name| format!("`{name}`")).collect();
            match names.len() {
                0 => "nothing of this kind is defined".to_owned(),
                count if count <= FEW => format!("known are {}", names.join(", ")),
                _ => "no known name is near".to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, suggestion};

    #[test]
    fn the_nearest_name_wins_and_a_far_one_is_no_suggestion() {
        let known = ["8.6.1", "8.6.2", "9.1"];
        assert_eq!(nearest("8.6.l", known), Some("8.6.1"));
        assert_eq!(nearest("incident", known), None);
        assert_eq!(suggestion("incident", known), "known are `8.6.1`, `8.6.2`, `9.1`");
        assert_eq!(suggestion("incident", []), "nothing of this kind is defined");
    }
}
