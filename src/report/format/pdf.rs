//! A document as PDF: A4 pages with contents, links, bookmarks and embedded fonts.
//!
//! Blocks are set into slabs (`slab`), slabs are stacked into pages (`stack`), pages are painted as PDF operations
//! (`paint`) and the file is finished so that equal documents give equal bytes (`finish`).

mod anchors;
mod blocks;
mod code;
mod columns;
mod embed;
mod face;
mod figure;
mod finish;
mod front;
mod geometry;
mod hatch;
mod line;
mod look;
mod mark;
mod outline;
mod pages;
mod paint;
mod panel;
mod path;
mod running;
mod setter;
mod setting;
mod shape;
mod slab;
mod stack;
mod stretch;
mod table;
mod tree;

#[cfg(test)]
mod odd;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod specimen;
#[cfg(test)]
mod tests;

use crate::report::document::Document;

/// Why a document could not be written as PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font inside the program cannot be read.
    #[error("the built-in font {0} cannot be read")]
    Font(&'static str),
    /// A font inside the program cannot be cut down to the characters used.
    #[error("the built-in font {name} cannot be cut down: {source}")]
    Subset {
        /// Name of the font.
        name: &'static str,
        /// What the subsetter says.
        source: subsetter::Error,
    },
    /// The finished parts cannot be written.
    #[error("the PDF file cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The parts do not fit together.
    #[error("the PDF file cannot be put together: {0}")]
    Structure(#[from] lopdf::Error),
}

/// Writes a document as PDF. Equal documents give equal bytes.
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut setter = setter::Setter::new(anchors::collect(document))?;
    let pages = pages::lay_out(document, &mut setter);
    let painted = paint::paint(document, &pages, &mut setter);
    let fonts = embed::embed(setter)?;
    finish::finish(document, &pages, painted, fonts)
}
