//! Drawings as inline SVG.

use std::collections::BTreeSet;

use serde::Serialize;

use super::anchors::Anchors;
use super::palette;
use crate::report::document::{Align, Drawing, Fill, Ink, Point, Shape, Stroke};

/// CSS pixels per point: 96 of the former and 72 of the latter make an inch.
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;
/// Drawings up to this width shrink to any screen; wider ones scroll before their letters get too small.
const SHRINKING_WIDTH: f64 = 560.0;
/// How far wider drawings shrink before they scroll.
const SMALLEST_SCALE: f64 = 0.75;
/// No coordinate is larger: beyond it there is nothing to see, and numbers stay short.
const FARTHEST: f64 = 1e6;

/// A drawing, ready for the template.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Coordinates shown.
    pub view_box: String,
    /// Width in CSS pixels when there is room.
    pub width: String,
    /// Height in CSS pixels when there is room.
    pub height: String,
    /// Width in CSS pixels below which the picture scrolls instead of shrinking; 0 if it always shrinks.
    pub min_width: String,
    /// Hatchings that its areas use.
    pub hatchings: Vec<Hatching>,
    /// Its shapes.
    pub marks: Vec<Mark>,
    /// Whether any label is a link.
    pub has_links: bool,
}

/// A pattern of slanted lines.
#[derive(Debug, Serialize)]
pub struct Hatching {
    /// Id, unique in the page.
    pub id: String,
    /// Name of its ink.
    pub ink: String,
}

/// A shape of a picture.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Mark {
    /// A line or an area.
    Path {
        /// Path data.
        d: String,
        /// How it is painted.
        look: Look,
    },
    /// A disc.
    Circle {
        /// Centre.
        cx: String,
        /// Centre.
        cy: String,
        /// Radius.
        r: String,
        /// How it is painted.
        look: Look,
    },
    /// Words.
    Label {
        /// Start, middle or end of the baseline.
        x: String,
        /// Baseline.
        y: String,
        /// Font size.
        size: String,
        /// Class names for colour, alignment and weight.
        class: String,
        /// The words.
        words: String,
        /// Where it leads.
        href: Option<String>,
    },
}

/// How a shape is painted.
#[derive(Debug, Serialize)]
pub struct Look {
    /// Class names for the colours.
    pub class: String,
    /// Id of the hatching that fills it.
    pub hatching: Option<String>,
    /// Line width.
    pub width: Option<String>,
    /// Dashes.
    pub dashes: Option<String>,
}

/// Turns a drawing into a picture; none if it has no area. `scope` begins the ids that the picture needs.
pub fn picture(drawing: &Drawing, scope: &str, anchors: &Anchors) -> Option<Picture> {
    let has_area = |length: f64| length.is_finite() && length > 0.0;
    if !has_area(drawing.width) || !has_area(drawing.height) {
        return None;
    }
    let mut painter = Painter { scope, anchors, hatchings: BTreeSet::new(), has_links: false };
    let marks = drawing.shapes.iter().map(|shape| painter.mark(shape)).collect();
    let width = drawing.width * PIXELS_PER_POINT;
    let min_width = if width > SHRINKING_WIDTH { width * SMALLEST_SCALE } else { 0.0 };
    Some(Picture {
        view_box: format!("0 0 {} {}", number(drawing.width), number(drawing.height)),
        width: number(width),
        height: number(drawing.height * PIXELS_PER_POINT),
        min_width: number(min_width),
        hatchings: painter.hatchings.iter().map(|ink| hatching(scope, ink)).collect(),
        marks,
        has_links: painter.has_links,
    })
}

struct Painter<'a> {
    scope: &'a str,
    anchors: &'a Anchors,
    hatchings: BTreeSet<String>,
    has_links: bool,
}

impl Painter<'_> {
    fn mark(&mut self, shape: &Shape) -> Mark {
        match shape {
            Shape::Path { points, closed, fill, stroke } => {
                Mark::Path { d: path(points, *closed), look: self.look(*fill, *stroke) }
            }
            Shape::Circle { centre, radius, fill, stroke } => Mark::Circle {
                cx: number(centre.0),
                cy: number(centre.1),
                r: number(radius.max(0.0)),
                look: self.look(*fill, *stroke),
            },
            Shape::Label { at, text, size, align, strong, ink, link } => {
                let href = link.as_deref().and_then(|anchor| self.anchors.href(anchor));
                self.has_links |= href.is_some();
                Mark::Label {
                    x: number(at.0),
                    y: number(at.1),
                    size: number(size.max(0.0)),
                    class: label_class(*ink, *align, *strong),
                    words: text.clone(),
                    href,
                }
            }
        }
    }

    fn look(&mut self, fill: Option<Fill>, stroke: Option<Stroke>) -> Look {
        let mut classes = Vec::new();
        let mut hatched = None;
        match fill {
            Some(Fill { ink, hatched: true }) => {
                let ink = palette::name(ink);
                hatched = Some(hatching(self.scope, &ink).id);
                self.hatchings.insert(ink);
            }
            Some(Fill { ink, hatched: false }) => classes.push(format!("f-{}", palette::name(ink))),
            None => classes.push("f-none".to_owned()),
        }
        if let Some(stroke) = stroke {
            classes.push(format!("s-{}", palette::name(stroke.ink)));
        }
        let dashes = stroke.filter(|stroke| stroke.dashed).map(|stroke| {
            let unit = stroke.width.clamp(0.5, 2.0);
            format!("{} {}", number(4.0 * unit), number(3.0 * unit))
        });
        Look {
            class: classes.join(" "),
            hatching: hatched,
            width: stroke.map(|stroke| number(stroke.width.max(0.0))),
            dashes,
        }
    }
}

fn hatching(scope: &str, ink: &str) -> Hatching {
    Hatching { id: format!("{scope}-hatching-{ink}"), ink: ink.to_owned() }
}

fn label_class(ink: Ink, align: Align, strong: bool) -> String {
    let align = match align {
        Align::Start => "",
        Align::Middle => " middle",
        Align::End => " end",
    };
    let strong = if strong { " bold" } else { "" };
    format!("f-{}{align}{strong}", palette::name(ink))
}

fn path(points: &[Point], closed: bool) -> String {
    let mut data = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        data.push(if index == 0 { 'M' } else { 'L' });
        data.push_str(&number(*x));
        data.push(' ');
        data.push_str(&number(*y));
    }
    if closed && !points.is_empty() {
        data.push('Z');
    }
    data
}

/// A number with at most two decimals; what is not a number is 0.
fn number(value: f64) -> String {
    let value = if value.is_nan() { 0.0 } else { value.clamp(-FARTHEST, FARTHEST) };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Chapter, Document, Tone};

    fn anchors(anchor: &str) -> Anchors {
        Anchors::of(&Document {
            title: String::new(),
            subtitle: String::new(),
            author: String::new(),
            language: String::new(),
            date: String::new(),
            fingerprint: String::new(),
            footer: String::new(),
            cover: Vec::new(),
            chapters: vec![Chapter { anchor: anchor.to_owned(), title: String::new(), blocks: Vec::new() }],
        })
    }

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let pairs = [
            (1.0, "1"),
            (1.005_1, "1.01"),
            (-0.001, "0"),
            (10.0, "10"),
            (2.5, "2.5"),
            (f64::NAN, "0"),
            (f64::INFINITY, "1000000"),
        ];
        for (value, text) in pairs {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn paths_are_closed_only_if_they_have_points() {
        assert_eq!(path(&[(0.0, 1.0), (2.0, 3.333)], true), "M0 1L2 3.33Z");
        assert_eq!(path(&[(0.0, 1.0), (2.0, 3.333)], false), "M0 1L2 3.33");
        assert_eq!(path(&[], true), "");
    }

    #[test]
    fn each_hatching_is_defined_once_and_belongs_to_its_figure() {
        let fill = Some(Fill { ink: Ink::Tone(Tone::Open), hatched: true });
        let shape = Shape::Circle { centre: (1.0, 1.0), radius: 1.0, fill, stroke: None };
        let drawing = Drawing { width: 10.0, height: 10.0, shapes: vec![shape.clone(), shape] };
        let one = picture(&drawing, "figure-1", &anchors("a")).map(|picture| picture.hatchings);
        let ids: Vec<String> = one.into_iter().flatten().map(|hatching| hatching.id).collect();
        assert_eq!(ids, ["figure-1-hatching-open"]);
    }

    #[test]
    fn only_links_that_lead_somewhere_are_links() {
        let label = |anchor: &str| Shape::Label {
            at: (0.0, 0.0),
            text: "x".to_owned(),
            size: 9.0,
            align: Align::Start,
            strong: false,
            ink: Ink::Text,
            link: Some(anchor.to_owned()),
        };
        let has_links = |anchor: &str| {
            let drawing = Drawing { width: 10.0, height: 10.0, shapes: vec![label(anchor)] };
            picture(&drawing, "figure-1", &anchors("known")).is_some_and(|picture| picture.has_links)
        };
        assert!(has_links("known"));
        assert!(!has_links("unknown"));
    }

    #[test]
    fn a_drawing_without_area_is_no_picture() {
        for (width, height) in [(0.0, 10.0), (10.0, -1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            let drawing = Drawing { width, height, shapes: Vec::new() };
            assert!(picture(&drawing, "figure-1", &anchors("a")).is_none());
        }
    }
}
