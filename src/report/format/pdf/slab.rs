//! Slabs: strips of a page as wide as the text, which are stacked into pages and never divided unless taller than a
//! page.

use std::rc::Rc;

use super::mark::Mark;

/// A part is never smaller than this, or dividing would not end.
const LEAST: f64 = 12.0;
/// Room above the first line of the lower part of a divided slab.
const ROOM: f64 = 3.0;

/// An entry of the bookmarks.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// 1 for a chapter, 2 for a section.
    pub level: u8,
    /// The words.
    pub title: String,
}

/// A strip of the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slab {
    /// Its height.
    pub height: f64,
    /// Room wanted above it.
    pub before: f64,
    /// Room wanted below it.
    pub after: f64,
    /// What is on it.
    pub marks: Vec<Mark>,
    /// Whether it stands on the page of the next slab.
    pub keep: bool,
    /// Whether it begins a page.
    pub fresh: bool,
    /// What is repeated above it when it comes first on a page: the header row of its table.
    pub head: Option<Rc<Slab>>,
    /// Anchors and how far down they are.
    pub anchors: Vec<(Rc<str>, f64)>,
    /// Its entry in the bookmarks.
    pub entry: Option<Entry>,
}

impl Slab {
    /// Gives the slab an anchor at its top.
    pub fn anchored(mut self, anchor: &str) -> Slab {
        if !anchor.is_empty() {
            self.anchors.push((anchor.into(), 0.0));
        }
        self
    }

    /// Divides the slab at a height or, so as not to cut a line of text, above it.
    pub fn split(self, height: f64) -> (Slab, Slab) {
        let cut = self.cut(height);
        let mut upper = Slab { height: cut, after: 0.0, marks: Vec::new(), anchors: Vec::new(), ..self.clone() };
        let mut lower = Slab {
            height: (self.height - cut).max(0.0) + ROOM,
            before: 0.0,
            marks: Vec::new(),
            anchors: Vec::new(),
            fresh: false,
            entry: None,
            ..self.clone()
        };
        for mark in self.marks {
            mark.divide(cut, ROOM, &mut upper.marks, &mut lower.marks);
        }
        for (anchor, y) in self.anchors {
            if y < cut {
                upper.anchors.push((anchor, y));
            } else {
                lower.anchors.push((anchor, y - cut + ROOM));
            }
        }
        (upper, lower)
    }

    /// The lowest height at or above the one asked for that cuts no line of text.
    fn cut(&self, height: f64) -> f64 {
        let mut cut = height;
        loop {
            let crossed = self.marks.iter().filter_map(Mark::text_extent);
            let crossed = crossed.filter(|(top, bottom)| *top < cut && *bottom > cut);
            match crossed.map(|(top, _)| top).reduce(f64::min) {
                // Text taller than the page is cut after all.
                Some(top) if top < LEAST => return height,
                Some(top) => cut = top,
                None => return cut,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::document::Ink;

    use super::super::face::{FaceId, Weight};
    use super::super::mark::Words;
    use super::*;

    fn words(baseline: f64) -> Mark {
        Mark::Words(Words {
            x: 0.0,
            baseline,
            face: FaceId::Regular,
            weight: Weight::Regular,
            size: 10.0,
            ink: Ink::Text,
            glyphs: Rc::from([]),
        })
    }

    #[test]
    fn a_cut_goes_between_lines() {
        let panel = Mark::Panel { x: 0.0, y: 0.0, width: 9.0, height: 60.0, radius: 0.0, ink: Ink::Grid };
        let marks = vec![panel, words(12.0), words(32.0), words(52.0)];
        let slab = Slab { height: 60.0, marks, anchors: vec![("a".into(), 50.0)], ..Slab::default() };
        let (upper, lower) = slab.split(33.0);
        assert_eq!((upper.marks.len(), lower.marks.len()), (2, 3));
        assert!((15.0..24.0).contains(&upper.height), "{}", upper.height);
        assert!((upper.height + lower.height - 60.0 - ROOM).abs() < 1e-9);
        assert_eq!(lower.marks[1], words(32.0 - upper.height + ROOM));
        assert_eq!(lower.anchors, [("a".into(), 50.0 - upper.height + ROOM)]);
        for part in [&upper, &lower] {
            assert!(matches!(part.marks[0], Mark::Panel { height, .. } if (height - part.height).abs() < 1e-9));
        }
    }

    #[test]
    fn text_taller_than_the_page_is_cut_after_all() {
        let slab = Slab { height: 14.0, marks: vec![words(10.0)], ..Slab::default() };
        assert_eq!(slab.split(5.0).0.height, 5.0);
    }
}
