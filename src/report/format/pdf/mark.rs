//! Marks: the things that stand on a page.

use std::rc::Rc;

use crate::report::document::{Fill, Ink, Point, Stroke};

use super::face::{FaceId, Weight};
use super::geometry::{BASELINE, LEADING};
use super::shape::Glyph;

/// Words of one font and colour at their place.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Where they begin.
    pub x: f64,
    /// Where they stand.
    pub baseline: f64,
    /// Their font.
    pub face: FaceId,
    /// The weight that was asked for, which the font may lack.
    pub weight: Weight,
    /// Their size.
    pub size: f64,
    /// Their colour.
    pub ink: Ink,
    /// Their glyphs.
    pub glyphs: Rc<[Glyph]>,
}

/// One thing on a page; y grows downwards from the top of its slab.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Words.
    Words(Words),
    /// A rectangle, its corners rounded by a radius.
    Panel {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Radius of the corners.
        radius: f64,
        /// Colour.
        ink: Ink,
    },
    /// A straight line.
    Rule {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// Its width.
        width: f64,
        /// Its colour.
        ink: Ink,
    },
    /// An outline of a drawing.
    Outline {
        /// Its points.
        knots: Rc<[Knot]>,
        /// Whether the last point is joined to the first.
        closed: bool,
        /// How it is filled.
        fill: Option<Fill>,
        /// How its line is drawn.
        stroke: Option<Stroke>,
    },
    /// A drawing as a whole, with words for those who cannot see it.
    Picture {
        /// What a reader who cannot see it must know.
        description: Rc<str>,
        /// What is drawn.
        marks: Vec<Mark>,
    },
    /// An area that leads to an anchor.
    Link {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// The anchor.
        to: Rc<str>,
    },
    /// The number of the page where an anchor stands, ending at a point.
    PageOf {
        /// Where the number ends.
        right: f64,
        /// Where it stands.
        baseline: f64,
        /// Its size.
        size: f64,
        /// Whether it is strong.
        strong: bool,
        /// The anchor.
        to: Rc<str>,
    },
}

/// A point of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knot {
    /// Where it is.
    pub at: Point,
    /// Whether it only pulls the line between the points before and after it.
    pub control: bool,
}

impl Mark {
    /// Top and bottom of a line of text.
    pub fn text_extent(&self) -> Option<(f64, f64)> {
        let extent = |baseline: f64, size: f64| {
            let height = size * LEADING;
            (baseline - height * BASELINE, baseline + height * (1.0 - BASELINE))
        };
        match self {
            Mark::Words(words) => Some(extent(words.baseline, words.size)),
            Mark::PageOf { baseline, size, .. } => Some(extent(*baseline, *size)),
            _ => None,
        }
    }

    /// Hands the mark to the part of its slab where it belongs; areas and upright lines are divided. What stands in
    /// the lower part begins `room` below its top.
    pub fn divide(self, cut: f64, room: f64, upper: &mut Vec<Mark>, lower: &mut Vec<Mark>) {
        match self {
            Mark::Panel { x, y, width, height, radius, ink } if y < cut && y + height > cut => {
                upper.push(Mark::Panel { x, y, width, height: cut - y, radius, ink });
                let height = y + height - cut + room;
                lower.push(Mark::Panel { x, y: 0.0, width, height, radius, ink });
            }
            Mark::Rule { from, to, width, ink } if from.1.min(to.1) < cut && from.1.max(to.1) > cut => {
                let (top, bottom) = if from.1 < to.1 { (from, to) } else { (to, from) };
                upper.push(Mark::Rule { from: top, to: (bottom.0, cut), width, ink });
                let to = (bottom.0, bottom.1 - cut + room);
                lower.push(Mark::Rule { from: (top.0, 0.0), to, width, ink });
            }
            mark if mark.top() < cut => upper.push(mark),
            mark => lower.push(mark.moved(0.0, room - cut)),
        }
    }

    fn top(&self) -> f64 {
        match self {
            Mark::Words(_) | Mark::PageOf { .. } => self.text_extent().map_or(0.0, |(top, _)| top),
            Mark::Panel { y, .. } | Mark::Link { y, .. } => *y,
            Mark::Rule { from, to, .. } => from.1.min(to.1),
            Mark::Picture { marks, .. } => marks.iter().map(Mark::top).reduce(f64::min).unwrap_or(0.0),
            Mark::Outline { knots, .. } => knots.iter().map(|knot| knot.at.1).reduce(f64::min).unwrap_or(0.0),
        }
    }

    /// The same elsewhere.
    pub fn moved(self, dx: f64, dy: f64) -> Mark {
        let shift = |(x, y): Point| (x + dx, y + dy);
        match self {
            Mark::Words(words) => Mark::Words(Words { x: words.x + dx, baseline: words.baseline + dy, ..words }),
            Mark::Panel { x, y, width, height, radius, ink } => {
                Mark::Panel { x: x + dx, y: y + dy, width, height, radius, ink }
            }
            Mark::Rule { from, to, width, ink } => Mark::Rule { from: shift(from), to: shift(to), width, ink },
            Mark::Outline { knots, closed, fill, stroke } => {
                let knots = knots.iter().map(|knot| Knot { at: shift(knot.at), control: knot.control });
                Mark::Outline { knots: knots.collect(), closed, fill, stroke }
            }
            Mark::Picture { description, marks } => {
                let marks = marks.into_iter().map(|mark| mark.moved(dx, dy)).collect();
                Mark::Picture { description, marks }
            }
            Mark::Link { x, y, width, height, to } => Mark::Link { x: x + dx, y: y + dy, width, height, to },
            Mark::PageOf { right, baseline, size, strong, to } => {
                Mark::PageOf { right: right + dx, baseline: baseline + dy, size, strong, to }
            }
        }
    }
}
