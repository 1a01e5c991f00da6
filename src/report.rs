//! Presentation: an assessment becomes a neutral document, and a document becomes bytes. Nothing here rates anything;
//! every word and figure is read from the assessment.

pub mod chart;
pub mod document;
pub mod format;
pub mod section;
pub mod theme;
pub mod tone;
