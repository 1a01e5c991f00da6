//! The setter: fonts and shaping together, and the few questions layout asks of them.

use std::collections::BTreeSet;

use crate::report::document::Text;

use super::PdfError;
use super::face::Faces;
use super::line::Paragraph;
use super::look::{Look, Span, spans};
use super::shape::Shaper;

/// Sets words with the fonts of the program.
pub struct Setter {
    /// The fonts.
    pub faces: Faces,
    shaper: Shaper,
    anchors: BTreeSet<String>,
}

impl Setter {
    /// Reads the fonts. Links to other anchors than those given are set as plain words.
    pub fn new(anchors: BTreeSet<String>) -> Result<Setter, PdfError> {
        Ok(Setter { faces: Faces::load()?, shaper: Shaper::new(), anchors })
    }

    /// Words of different looks, with the line height of the first look given.
    pub fn spans(&mut self, spans: &[Span], base: &Look) -> Paragraph {
        Paragraph::new(self.shaper.shape(&mut self.faces, spans), base.line_height())
    }

    /// Words of a document as pieces of one look.
    pub fn pieces(&self, text: &Text, base: &Look) -> Vec<Span> {
        spans(text, base, |anchor| self.anchors.contains(anchor))
    }

    /// Words of a document.
    pub fn text(&mut self, text: &Text, base: &Look) -> Paragraph {
        self.spans(&self.pieces(text, base), base)
    }

    /// Words of one look.
    pub fn words(&mut self, words: &str, look: &Look) -> Paragraph {
        self.spans(&[look.clone().span(words)], look)
    }

    /// Words of one look in one line, cut with an ellipsis where they are wider than `width`.
    pub fn fitted(&mut self, words: &str, look: &Look, width: f64) -> Paragraph {
        let whole = self.words(words, look);
        if whole.natural_width() <= width {
            return whole;
        }
        let ellipsis = self.words("…", look);
        whole.cut(width - ellipsis.natural_width(), &ellipsis)
    }
}
