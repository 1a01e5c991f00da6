//! Shapes and places as printpdf takes them: points from the bottom left, numbers rounded.

use printpdf::{
    Actions, BorderArray, Color, ColorArray, Destination, HighlightingMode, LinePoint, LinkAnnotation, Op, PaintMode,
    Point, Polygon, PolygonRing, Pt, Rect, Rgb, WindingOrder,
};

use crate::report::document::{self, Ink};
use crate::report::theme;

use super::geometry::PAGE_HEIGHT;
use super::mark::Knot;
use super::pages::Place;

/// A length on the page; hundredths of a point are finer than any printer and keep files small.
pub fn pt(value: f64) -> Pt {
    Pt(((value * 100.0).round() / 100.0) as f32)
}

/// A point of the page.
pub fn point((x, y): document::Point) -> Point {
    Point { x: pt(x), y: pt(PAGE_HEIGHT - y) }
}

/// A colour of the theme.
pub fn colour(ink: Ink) -> Color {
    let (r, g, b) = theme::colour(ink);
    let share = |value: u8| ((f64::from(value) / 255.0 * 1000.0).round() / 1000.0) as f32;
    Color::Rgb(Rgb { r: share(r), g: share(g), b: share(b), icc_profile: None })
}

/// The points of an outline, `top` further down.
pub fn points(knots: &[Knot], top: f64) -> Vec<LinePoint> {
    let placed = |knot: &Knot| LinePoint { p: point((knot.at.0, knot.at.1 + top)), bezier: knot.control };
    knots.iter().map(placed).collect()
}

/// The area inside an outline.
pub fn polygon(knots: &[Knot], top: f64, mode: PaintMode) -> Op {
    let rings = vec![PolygonRing { points: points(knots, top) }];
    Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } }
}

/// A rectangle with rounded corners, clockwise from the end of its top left corner.
pub fn rounded((x, y): document::Point, (width, height): (f64, f64), radius: f64) -> Vec<Knot> {
    let (right, bottom) = (x + width, y + height);
    let far = radius * (1.0 - 0.552_284_75);
    let corner = |knots: &mut Vec<Knot>, from: document::Point, pulls: [document::Point; 2], to: document::Point| {
        knots.push(Knot { at: from, control: false });
        knots.extend(pulls.map(|at| Knot { at, control: true }));
        knots.push(Knot { at: to, control: false });
    };
    let mut knots = Vec::new();
    let k = &mut knots;
    corner(k, (right - radius, y), [(right - far, y), (right, y + far)], (right, y + radius));
    corner(k, (right, bottom - radius), [(right, bottom - far), (right - far, bottom)], (right - radius, bottom));
    corner(k, (x + radius, bottom), [(x + far, bottom), (x, bottom - far)], (x, bottom - radius));
    corner(k, (x, y + radius), [(x, y + far), (x + far, y)], (x + radius, y));
    knots
}

/// An area that leads to a place.
pub fn link(lower_left: document::Point, (width, height): (f64, f64), place: Place) -> Op {
    let Point { x, y } = point(lower_left);
    let rect = Rect::from_xywh(x, y, pt(width), pt(height));
    // A little above the place, so that it does not stick to the edge of the window.
    let top = Some(pt(PAGE_HEIGHT - (place.y - 12.0).max(0.0)).0);
    let target = Destination::Xyz { page: place.page + 1, left: None, top, zoom: None };
    let link = LinkAnnotation::new(
        rect,
        Actions::go_to(target),
        Some(BorderArray::Solid([0.0; 3])),
        Some(ColorArray::Transparent),
        Some(HighlightingMode::None),
    );
    Op::LinkAnnotation { link }
}
