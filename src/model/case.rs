//! A case: answers to a framework with the results that they must have, kept beside the framework as its own test.

use jiff::civil::Date;

use super::Engagement;
use crate::source::Place;

/// A checked case.
pub struct Case {
    /// Its name.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Where the expected results come from.
    pub source: String,
    /// The answers, as an engagement under the one framework.
    pub engagement: Engagement,
    /// The day whose state of knowledge counts.
    pub as_of: Date,
    /// What must come out.
    pub expected: Vec<Expected>,
    /// Codes of the diagnostics that the case must end with instead of results.
    pub refused: Vec<String>,
    /// What was refused already when the case was read, where that is expected.
    pub problems: Vec<crate::diagnostic::Diagnostic>,
    /// Where it is written.
    pub place: Place,
}

/// A result that must come out.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The element.
    pub element: String,
    /// Which of its measures.
    pub measure: String,
    /// The result in words: `2`, `1 to 3`, `1 (0 to 3)`, `not rated`.
    pub outcome: String,
    /// Where it is written.
    pub place: Place,
}
