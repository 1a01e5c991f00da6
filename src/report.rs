//! Presentation: an assessment becomes a neutral document, and a document becomes bytes.

pub mod document;
pub mod format;
pub mod theme;
