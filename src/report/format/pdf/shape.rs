//! Shaping: from words to glyphs with positions.

use std::ops::Range;

use harfrust::{Buffer, Direction, Feature, GlyphId, ShapeOptions, ShapePlan, ShaperFont, Tag};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::face::{Face, FaceId, Faces, MISSING};
use super::look::{Look, Span};
use super::stretch::{Kind, Stretch, stretches};

/// A glyph at its place; lengths in shares of the size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its code in its font.
    pub code: u16,
    /// How far the next glyph stands.
    pub advance: f32,
    /// How far the next glyph would stand by the width in the font alone.
    pub natural: f32,
    /// Shift to the right.
    pub x: f32,
    /// Shift upwards.
    pub y: f32,
}

/// The smallest part of a text that is never divided.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its font.
    pub face: FaceId,
    /// Its look, as a position in [`Shaped::looks`].
    pub look: usize,
    /// Its glyphs in [`Shaped::glyphs`].
    pub glyphs: Range<usize>,
    /// Room before it in points.
    pub lead: f64,
    /// Its width in points.
    pub width: f64,
    /// Room after it in points.
    pub trail: f64,
    /// Whether it is a space, which may hang over the end of a line.
    pub space: bool,
    /// Whether a line may end after it.
    pub breakable: bool,
}

/// Text turned into glyphs, not yet into lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shaped {
    /// The looks of its spans.
    pub looks: Vec<Look>,
    /// All glyphs in order.
    pub glyphs: Vec<Glyph>,
    /// All clusters in order.
    pub clusters: Vec<Cluster>,
}

/// Shapes words with the fonts; keeps the shaping buffer and plans between calls.
pub struct Shaper {
    buffer: Buffer,
    features: [Feature; 2],
    /// What a font does to a script, for each pair met so far; making a plan takes longer than shaping a word with it.
    plans: Vec<(FaceId, ShapePlan)>,
}

impl Shaper {
    /// A shaper. Ligatures stay off: text copied from the file is then letter by letter what went in.
    pub fn new() -> Shaper {
        let off = |tag| Feature::new(Tag::new(tag), 0, ..);
        Shaper { buffer: Buffer::new(), features: [off(b"liga"), off(b"clig")], plans: Vec::new() }
    }

    /// Turns words into glyphs.
    pub fn shape(&mut self, faces: &mut Faces, spans: &[Span]) -> Shaped {
        let mut draft = Draft::default();
        for span in spans {
            let first = draft.shaped.clusters.len();
            draft.shaped.looks.push(span.look.clone());
            for stretch in stretches(&span.text, span.look.weight, faces) {
                let text = span.text.get(stretch.range.clone()).unwrap_or_default();
                if stretch.kind == Kind::Invisible {
                    draft.cluster(stretch.face, draft.shaped.glyphs.len(), 0.0, text);
                } else {
                    self.stretch(faces.get_mut(stretch.face), &stretch, text, &mut draft);
                }
            }
            if span.look.badge.is_some() {
                pad(draft.shaped.clusters.get_mut(first..).unwrap_or_default(), span.look.size * 0.42);
            }
        }
        draft.mark_breaks();
        draft.shaped
    }

    fn stretch(&mut self, face: &mut Face, stretch: &Stretch, text: &str, draft: &mut Draft) {
        let units = f32::from(face.font.units_per_em().max(1));
        self.buffer.clear();
        // A character without a glyph is shown as a box, but text copied from the file still has the character.
        self.buffer.push_str(if stretch.kind == Kind::Missing { MISSING } else { text });
        self.buffer.guess_segment_properties();
        self.buffer.set_direction(Direction::LeftToRight);
        let plan = self.plan(stretch.face, face);
        let font = ShaperFont::new(&face.font);
        let plan = self.plans.get(plan).map(|(_, plan)| plan);
        let options = ShapeOptions::new().features(&self.features).plan(plan);
        // Shaping fails only for a buffer without direction or one that holds glyphs already.
        let shaping = harfrust::shape(&font, &mut self.buffer, options);
        debug_assert!(shaping.is_ok(), "{shaping:?}");
        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let mut next = 0;
        while let Some(info) = infos.get(next) {
            let count = infos.iter().skip(next).take_while(|other| other.cluster == info.cluster).count();
            let end = infos.get(next + count).map_or(text.len(), |other| other.cluster as usize);
            let part = text.get(info.cluster as usize..end).unwrap_or_default();
            let from = draft.shaped.glyphs.len();
            let mut advances = 0.0;
            let group = infos.iter().zip(positions).skip(next).take(count);
            for ((info, position), words) in group.zip(parts(part, count)) {
                let width = font.glyph_h_advance(GlyphId::new(info.glyph_id));
                let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
                let advance = position.x_advance as f32 / units;
                advances += f64::from(advance);
                draft.shaped.glyphs.push(Glyph {
                    code: face.codes.code(glyph, words, u16::try_from(width).unwrap_or(0)),
                    advance,
                    natural: width as f32 / units,
                    x: position.x_offset as f32 / units,
                    y: position.y_offset as f32 / units,
                });
            }
            draft.cluster(stretch.face, from, advances, part);
            next += count;
        }
    }

    /// Position of the plan for what is in the buffer, made when it is first needed.
    fn plan(&mut self, id: FaceId, face: &Face) -> usize {
        let script = self.buffer.script();
        let known = self.plans.iter().position(|(known, plan)| *known == id && plan.script() == script);
        known.unwrap_or_else(|| {
            let plan = ShapePlan::new(&face.font, Direction::LeftToRight, script, None, &self.features);
            self.plans.push((id, plan));
            self.plans.len() - 1
        })
    }
}

/// Shaped words in the making.
#[derive(Default)]
struct Draft {
    shaped: Shaped,
    /// All words so far.
    whole: String,
    /// Where in all words each cluster ends, to find the places for line breaks.
    ends: Vec<usize>,
}

impl Draft {
    /// Adds a cluster of the last look with the glyphs from a place on; its width is given as a share of the size.
    fn cluster(&mut self, face: FaceId, from: usize, width: f64, text: &str) {
        let size = self.shaped.looks.last().map_or(0.0, |look| look.size);
        self.whole.push_str(text);
        self.ends.push(self.whole.len());
        self.shaped.clusters.push(Cluster {
            face,
            look: self.shaped.looks.len().saturating_sub(1),
            glyphs: from..self.shaped.glyphs.len(),
            lead: 0.0,
            width: width * size,
            trail: 0.0,
            space: text.chars().all(|character| character.is_whitespace() && !is_fixed(character)),
            breakable: false,
        });
    }

    fn mark_breaks(&mut self) {
        let places = linebreaks(&self.whole).filter(|(_, kind)| *kind == BreakOpportunity::Allowed);
        let mut places = places.peekable();
        for (end, cluster) in self.ends.iter().zip(&mut self.shaped.clusters) {
            while places.next_if(|(place, _)| place < end).is_some() {}
            cluster.breakable = places.peek().is_some_and(|(place, _)| place == end);
        }
    }
}

/// Whether a space holds its neighbours together, so that it never hangs over the end of a line.
fn is_fixed(space: char) -> bool {
    matches!(space, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// The text that each glyph of a cluster shows: letter by letter where the numbers agree, else all at the first.
fn parts(text: &str, glyphs: usize) -> Vec<&str> {
    let one_each = text.chars().count() == glyphs;
    let mut rest = text;
    let take = |index: usize| {
        let length = if one_each {
            rest.chars().next().map_or(0, char::len_utf8)
        } else if index == 0 {
            rest.len()
        } else {
            0
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        word
    };
    (0..glyphs).map(take).collect()
}

/// Gives a badge room on both sides.
fn pad(clusters: &mut [Cluster], room: f64) {
    if let Some(first) = clusters.first_mut() {
        first.lead = room;
    }
    if let Some(last) = clusters.last_mut() {
        last.trail = room;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::look::is_invisible;
    use super::*;

    fn shape(words: &str) -> (Faces, Shaped) {
        let mut faces = Faces::load().expect("the built-in fonts can be read");
        let shaped = Shaper::new().shape(&mut faces, &[Look::new(10.0).span(words)]);
        (faces, shaped)
    }

    fn read_back(faces: &Faces, shaped: &Shaped) -> String {
        let clusters = shaped.clusters.iter();
        let glyphs = clusters.flat_map(|c| shaped.glyphs[c.glyphs.clone()].iter().map(move |g| (c.face, g.code)));
        glyphs.map(|(face, code)| faces.get(face).codes.text(code)).collect()
    }

    #[test]
    fn every_letter_can_be_read_back() {
        let words = "Zażółć office fi ffl — Ελληνικά Кириллица 日本語の名前 ≥ → e\u{301} i\u{307} \u{1F600}";
        let (faces, shaped) = shape(words);
        assert_eq!(read_back(&faces, &shaped), words);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

        #[test]
        fn any_words_can_be_read_back(words in "\\PC{0,60}") {
            let span = Look::new(10.0).span(&words);
            let visible: String = span.text.chars().filter(|character| !is_invisible(*character)).collect();
            let (faces, shaped) = shape(&words);
            prop_assert_eq!(read_back(&faces, &shaped), visible);
        }
    }

    #[test]
    fn each_font_and_script_is_planned_once() {
        let mut faces = Faces::load().expect("the built-in fonts can be read");
        let mut shaper = Shaper::new();
        let look = || Look::new(10.0);
        let spans = [look().span("AV To"), look().span("Άυ"), look().bold().span("AV To"), look().mono().span("AV To")];
        for _ in 0..2 {
            shaper.shape(&mut faces, &spans);
            assert_eq!(shaper.plans.len(), 4);
        }
        let mut anew = |span: &Span| Shaper::new().shape(&mut faces, std::slice::from_ref(span));
        let expected: Vec<Shaped> = spans.iter().map(&mut anew).collect();
        for (span, expected) in spans.iter().zip(expected) {
            assert_eq!(shaper.shape(&mut faces, std::slice::from_ref(span)), expected);
        }
    }

    #[test]
    fn pairs_are_kerned() {
        let (_, pair) = shape("AV");
        let (_, first) = shape("A");
        let (_, second) = shape("V");
        let apart = first.clusters[0].width + second.clusters[0].width;
        assert!(pair.clusters[0].width + pair.clusters[1].width < apart);
    }

    #[test]
    fn a_missing_character_takes_room() {
        let (_, shaped) = shape("\u{1F600}");
        assert_eq!(shaped.clusters.len(), 1);
        assert!(shaped.clusters[0].width > 3.0);
    }

    #[test]
    fn lines_may_end_after_spaces_and_between_japanese_letters() {
        let (_, shaped) = shape("ab cd 日本");
        let breaks: Vec<bool> = shaped.clusters.iter().map(|cluster| cluster.breakable).collect();
        assert_eq!(breaks, [false, false, true, false, false, true, true, false]);
    }
}
