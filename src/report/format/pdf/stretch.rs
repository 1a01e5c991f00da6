//! Which font sets which part of a text.

use std::ops::Range;

use super::face::{FaceId, Faces, Weight};
use super::look::is_invisible;

/// A stretch of one font.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The font.
    pub face: FaceId,
    /// Where it is in the text.
    pub range: Range<usize>,
    /// How it is set.
    pub kind: Kind,
}

/// How the characters of a stretch are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// With their glyphs.
    Plain,
    /// As a box, because no font has the character.
    Missing,
    /// Not at all, because the character shows nothing by its nature.
    Invisible,
}

/// Divides words into stretches of one font.
pub fn stretches(text: &str, weight: Weight, faces: &mut Faces) -> Vec<Stretch> {
    let mut made: Vec<Stretch> = Vec::new();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let found = |faces: &mut Faces| match faces.find(character, weight) {
            Some(face) => (face, Kind::Plain),
            None => (FaceId::Mono, Kind::Missing),
        };
        let last = made.last_mut();
        let (face, kind) = match &last {
            _ if is_invisible(character) => (FaceId::Regular, Kind::Invisible),
            // Accents and spaces stay in the font of what they follow where it has them.
            Some(last)
                if last.kind == Kind::Plain
                    && (('\u{300}'..='\u{36f}').contains(&character) || character == ' ')
                    && faces.has(last.face, character) =>
            {
                (last.face, Kind::Plain)
            }
            _ => found(faces),
        };
        match last {
            Some(last) if last.face == face && last.kind == Kind::Plain && kind == Kind::Plain => {
                last.range.end = end;
            }
            _ => made.push(Stretch { face, range: start..end, kind }),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_goes_to_its_font() {
        let mut faces = Faces::load().expect("the built-in fonts can be read");
        let made = stretches("Anna 日本 b\u{301}\u{200b}\u{1F600}", Weight::Bold, &mut faces);
        let kinds: Vec<_> = made.iter().map(|stretch| (stretch.face, stretch.range.clone(), stretch.kind)).collect();
        assert_eq!(
            kinds,
            [
                (FaceId::Bold, 0..5, Kind::Plain),
                (FaceId::Japanese, 5..11, Kind::Plain),
                (FaceId::Bold, 11..15, Kind::Plain),
                (FaceId::Regular, 15..18, Kind::Invisible),
                (FaceId::Mono, 18..22, Kind::Missing),
            ]
        );
    }
}
