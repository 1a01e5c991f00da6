//! Drawings as marks.

use std::rc::Rc;

use crate::report::document::{Align, Drawing, Figure, Point, Shape, Stroke};

use super::blocks::caption_look;
use super::geometry::{FARTHEST, HEIGHT, LEFT, WIDTH};
use super::look::Look;
use super::mark::{Knot, Mark};
use super::setter::Setter;
use super::slab::Slab;

/// No drawing is taller than this share of the page, so that a heading can stand above it.
const TALLEST: f64 = 0.8;

/// Where a drawing stands on its slab and how much smaller it is there.
struct Frame {
    left: f64,
    scale: f64,
}

/// Sets a drawing with its caption; a drawing too large for the page is made smaller.
pub fn set_figure(figure: &Figure, setter: &mut Setter) -> Slab {
    let mut marks = Vec::new();
    let caption = setter.words(&figure.caption, &caption_look());
    let most = HEIGHT * TALLEST - caption.height(WIDTH).min(HEIGHT * 0.3);
    let mut height = 0.0;
    let drawing = &figure.drawing;
    let sized = drawing.width.is_finite() && drawing.height.is_finite();
    if sized && drawing.width > 0.0 && drawing.height > 0.0 {
        let scale = (WIDTH / drawing.width).min(most / drawing.height).min(1.0);
        let frame = Frame { left: LEFT + (WIDTH - drawing.width * scale) / 2.0, scale };
        let mut drawn = Vec::new();
        frame.draw(drawing, setter, &mut drawn);
        marks.push(Mark::Picture { description: figure.description.as_str().into(), marks: drawn });
        height = drawing.height * scale + 6.0;
    }
    height += caption.set(LEFT, height, WIDTH, Align::Middle, &mut marks);
    Slab { height, before: 10.0, after: 12.0, marks, ..Slab::default() }.anchored(&figure.anchor)
}

impl Frame {
    fn draw(&self, drawing: &Drawing, setter: &mut Setter, marks: &mut Vec<Mark>) {
        for shape in &drawing.shapes {
            match shape {
                Shape::Path { points, closed, fill, stroke } => {
                    let knots: Option<Vec<Knot>> = points.iter().map(|point| self.knot(*point, false)).collect();
                    let Some(knots) = knots.filter(|knots| !knots.is_empty()) else {
                        continue;
                    };
                    let stroke = stroke.and_then(|stroke| self.stroke(stroke));
                    marks.push(Mark::Outline { knots: knots.into(), closed: *closed, fill: *fill, stroke });
                }
                Shape::Circle { centre, radius, fill, stroke } => {
                    let Some(knots) = self.circle(*centre, *radius) else {
                        continue;
                    };
                    let stroke = stroke.and_then(|stroke| self.stroke(stroke));
                    marks.push(Mark::Outline { knots: knots.into(), closed: true, fill: *fill, stroke });
                }
                Shape::Label { .. } => self.label(shape, setter, marks),
            }
        }
    }

    fn label(&self, shape: &Shape, setter: &mut Setter, marks: &mut Vec<Mark>) {
        let Shape::Label { at, text, size, align, strong, ink, link } = shape else {
            return;
        };
        let Some(Knot { at: (x, baseline), .. }) = self.knot(*at, false) else {
            return;
        };
        let size = size * self.scale;
        if !(0.1..=500.0).contains(&size) {
            return;
        }
        let look = Look::new(size).ink(*ink);
        let words = setter.words(text, &if *strong { look.bold() } else { look });
        let width = words.natural_width();
        let x = match align {
            Align::Start => x,
            Align::Middle => x - width / 2.0,
            Align::End => x - width,
        };
        words.set_on_baseline(x, baseline, marks);
        if let Some(anchor) = link {
            let to = Rc::from(anchor.as_str());
            marks.push(Mark::Link { x, y: baseline - size, width, height: size * 1.3, to });
        }
    }

    /// A point of the drawing on the slab; none where it is not a number or far off every page.
    fn knot(&self, (x, y): Point, control: bool) -> Option<Knot> {
        let at = (self.left + x * self.scale, y * self.scale);
        let near = |value: f64| value.abs() <= FARTHEST;
        (near(at.0) && near(at.1)).then_some(Knot { at, control })
    }

    fn stroke(&self, stroke: Stroke) -> Option<Stroke> {
        let width = stroke.width * self.scale;
        (width > 0.0 && width <= FARTHEST).then_some(Stroke { width, ..stroke })
    }

    /// A circle as four curves.
    fn circle(&self, (x, y): Point, radius: f64) -> Option<Vec<Knot>> {
        // How far a control point stands off for a curve that is nearly a quarter of a circle.
        let pull = radius * 0.552_284_75;
        let quarters = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)];
        let mut knots = vec![self.knot((x + radius, y), false)?];
        for ((ax, ay), (bx, by)) in quarters.into_iter().zip(quarters.into_iter().skip(1)) {
            let one = (x + ax * radius + bx * pull, y + ay * radius + by * pull);
            let two = (x + bx * radius + ax * pull, y + by * radius + ay * pull);
            knots.push(self.knot(one, true)?);
            knots.push(self.knot(two, true)?);
            knots.push(self.knot((x + bx * radius, y + by * radius), false)?);
        }
        Some(knots)
    }
}
