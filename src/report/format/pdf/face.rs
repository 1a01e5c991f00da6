//! The fonts that come with the program, and which of them has a character.

use std::collections::BTreeMap;

use harfrust::Font;

use super::PdfError;
use super::code::Codes;

/// A font of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceId {
    /// Text.
    Regular,
    /// Strong text.
    Bold,
    /// Fixed width, with arrows and signs.
    Mono,
    /// Japanese.
    Japanese,
}

/// How words are set; the fonts follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// As usual.
    Regular,
    /// Strong.
    Bold,
    /// Fixed width.
    Mono,
}

/// A font with what has been used of it.
pub struct Face {
    /// Name in the file.
    pub name: &'static str,
    /// The whole font file.
    pub bytes: &'static [u8],
    /// The font, ready for shaping.
    pub font: Font,
    /// The glyphs used so far.
    pub codes: Codes,
}

/// All fonts.
pub struct Faces {
    faces: [Face; 4],
    known: BTreeMap<(char, Weight), Option<FaceId>>,
}

const REGULAR: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/reports/fonts/NotoSans-Regular.ttf"));
const BOLD: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/reports/fonts/NotoSans-Bold.ttf"));
const MONO: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/reports/fonts/NotoSansMono-Regular.ttf"));
const JAPANESE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/reports/fonts/NotoSansJP-Regular.ttf"));

/// Shown for a character that no font has; the fixed-width font has it.
pub const MISSING: &str = "\u{25A1}";

impl Face {
    fn load(name: &'static str, bytes: &'static [u8]) -> Result<Face, PdfError> {
        let font = Font::new(bytes, 0).ok_or(PdfError::Font(name))?;
        Ok(Face { name, bytes, font, codes: Codes::default() })
    }
}

impl Faces {
    /// Reads the fonts.
    pub fn load() -> Result<Faces, PdfError> {
        let faces = [
            Face::load("NotoSans-Regular", REGULAR)?,
            Face::load("NotoSans-Bold", BOLD)?,
            Face::load("NotoSansMono-Regular", MONO)?,
            Face::load("NotoSansJP-Regular", JAPANESE)?,
        ];
        Ok(Faces { faces, known: BTreeMap::new() })
    }

    /// A font.
    pub fn get(&self, id: FaceId) -> &Face {
        let [regular, bold, mono, japanese] = &self.faces;
        match id {
            FaceId::Regular => regular,
            FaceId::Bold => bold,
            FaceId::Mono => mono,
            FaceId::Japanese => japanese,
        }
    }

    /// A font, to note what is used of it.
    pub fn get_mut(&mut self, id: FaceId) -> &mut Face {
        let [regular, bold, mono, japanese] = &mut self.faces;
        match id {
            FaceId::Regular => regular,
            FaceId::Bold => bold,
            FaceId::Mono => mono,
            FaceId::Japanese => japanese,
        }
    }

    /// The first font that has a character, or none.
    pub fn find(&mut self, character: char, weight: Weight) -> Option<FaceId> {
        if let Some(found) = self.known.get(&(character, weight)) {
            return *found;
        }
        let order = match weight {
            Weight::Regular => [FaceId::Regular, FaceId::Mono, FaceId::Japanese],
            Weight::Bold => [FaceId::Bold, FaceId::Mono, FaceId::Japanese],
            Weight::Mono => [FaceId::Mono, FaceId::Regular, FaceId::Japanese],
        };
        let found = order.into_iter().find(|id| self.has(*id, character));
        self.known.insert((character, weight), found);
        found
    }

    /// Whether a font has a character.
    pub fn has(&self, id: FaceId, character: char) -> bool {
        self.get(id).font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// All fonts with their ids.
    pub fn each(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        [FaceId::Regular, FaceId::Bold, FaceId::Mono, FaceId::Japanese].into_iter().zip(&self.faces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_of_a_report_has_a_font() {
        let mut faces = Faces::load().expect("the built-in fonts can be read");
        for character in "Az09 ąćęłńóśźż Ωέώ Жюё ≥→±–— 日本語の名前カナ髙﨑、。「」".chars()
        {
            let found = faces.find(character, Weight::Regular);
            assert!(found.is_some(), "no font has {character:?}");
            assert!(faces.find(character, Weight::Bold).is_some(), "no font has a strong {character:?}");
        }
        assert_eq!(faces.find('日', Weight::Regular), Some(FaceId::Japanese));
        assert_eq!(faces.find('ł', Weight::Bold), Some(FaceId::Bold));
        assert_eq!(faces.find('→', Weight::Regular), Some(FaceId::Mono));
        assert_eq!(faces.find('\u{1F600}', Weight::Regular), None);
    }

    #[test]
    fn the_sign_for_a_missing_character_is_in_the_fixed_width_font() {
        let faces = Faces::load().expect("the built-in fonts can be read");
        assert!(MISSING.chars().all(|sign| faces.has(FaceId::Mono, sign)));
    }
}
