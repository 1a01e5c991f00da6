//! The codes by which a page names glyphs.
//!
//! A code stands for a glyph together with the text it shows. The same outline can show different text (a box for any
//! character without a glyph, one outline for a hyphen and a soft hyphen), and text read back from the file must be
//! the text that went in; so codes are numbered by glyph and text, and the file maps them to glyphs.

use std::collections::BTreeMap;

/// A glyph together with the text it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Glyph of the whole font.
    pub glyph: u16,
    /// Text that a reader gets when copying it; empty for a further part of the text before it.
    pub text: Box<str>,
    /// Width in units of the font.
    pub width: u16,
}

/// The codes of one font, numbered from 1; 0 is the glyph for a missing character.
#[derive(Debug, Default)]
pub struct Codes {
    list: Vec<Shown>,
    by_glyph: BTreeMap<u16, Vec<u16>>,
}

impl Codes {
    /// The code for a glyph that shows a text.
    pub fn code(&mut self, glyph: u16, text: &str, width: u16) -> u16 {
        let known = self.by_glyph.entry(glyph).or_default();
        let found = known.iter().copied().find(|code| {
            let shown = self.list.get(usize::from(*code).wrapping_sub(1));
            shown.is_some_and(|shown| &*shown.text == text)
        });
        if let Some(code) = found {
            return code;
        }
        self.list.push(Shown { glyph, text: text.into(), width });
        match u16::try_from(self.list.len()) {
            Ok(code) => {
                known.push(code);
                code
            }
            Err(_) => {
                // 65,535 different characters in one font cannot happen with the fonts at hand; the code 0 shows the
                // box for a missing character instead of a wrong one.
                self.list.pop();
                0
            }
        }
    }

    /// All codes in order, beginning with code 1.
    pub fn list(&self) -> &[Shown] {
        &self.list
    }

    /// The text that a code shows.
    pub fn text(&self, code: u16) -> &str {
        self.list.get(usize::from(code).wrapping_sub(1)).map_or("", |shown| &shown.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_glyph_can_show_different_texts() {
        let mut codes = Codes::default();
        let hyphen = codes.code(7, "-", 300);
        assert_eq!(codes.code(7, "-", 300), hyphen);
        let other = codes.code(7, "\u{2010}", 300);
        assert_ne!(other, hyphen);
        assert_eq!(codes.text(hyphen), "-");
        assert_eq!(codes.text(other), "\u{2010}");
        assert_eq!(codes.list().len(), 2);
        assert_eq!(codes.text(0), "");
    }
}
