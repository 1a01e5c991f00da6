//! Charts: drawings from figures that an assessment already holds. Every chart has a table beside it that says the
//! same, and every colour has a word or letter with it.

pub mod bars;
pub mod heat;
pub mod levels;
pub mod radar;

use super::document::{Align, Fill, Ink, Point, Shape, Stroke, Tone};

/// Width of a chart in points: that of the text on an A4 page.
const WIDTH: f64 = 480.0;

/// A flat area in the light shade of a tone.
fn soft(tone: Tone) -> Option<Fill> {
    Some(Fill { ink: Ink::Soft(tone), hatched: false })
}

/// Slanted lines: what is still open. Light enough for letters on top.
fn hatched(ink: Ink) -> Option<Fill> {
    Some(Fill { ink, hatched: true })
}

fn stroke(ink: Ink, width: f64) -> Option<Stroke> {
    Some(Stroke { ink, width, dashed: false })
}

fn dashed(ink: Ink, width: f64) -> Option<Stroke> {
    Some(Stroke { ink, width, dashed: true })
}

fn rectangle((x, y): Point, width: f64, height: f64, fill: Option<Fill>, stroke: Option<Stroke>) -> Shape {
    let points = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
    Shape::Path { points, closed: true, fill, stroke }
}

fn line(from: Point, to: Point, stroke: Option<Stroke>) -> Shape {
    Shape::Path { points: vec![from, to], closed: false, fill: None, stroke }
}

fn label(at: Point, text: impl Into<String>, size: f64, align: Align, ink: Ink) -> Shape {
    Shape::Label { at, text: text.into(), size, align, strong: false, ink, link: None }
}

fn strong(shape: Shape) -> Shape {
    match shape {
        Shape::Label { at, text, size, align, ink, link, .. } => {
            Shape::Label { at, text, size, align, strong: true, ink, link }
        }
        other => other,
    }
}

fn linked(shape: Shape, anchor: &str) -> Shape {
    match shape {
        Shape::Label { at, text, size, align, strong, ink, .. } => {
            Shape::Label { at, text, size, align, strong, ink, link: Some(anchor.to_owned()) }
        }
        other => other,
    }
}

/// Text cut to what fits, by an average width of letters; the whole text stands in the table beside the chart.
fn fitted(text: &str, width: f64, size: f64) -> String {
    let letters = (width / (size * 0.54)) as usize;
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A legend: small areas with their words, in one line that wraps.
fn legend(entries: &[(Option<Fill>, Option<Stroke>, String)], top: f64) -> (Vec<Shape>, f64) {
    const SIZE: f64 = 7.5;
    let (mut x, mut y) = (0.0, top);
    let mut shapes = Vec::new();
    for (fill, stroke, words) in entries {
        let width = 14.0 + words.chars().count() as f64 * SIZE * 0.56 + 12.0;
        if x + width > WIDTH && x > 0.0 {
            x = 0.0;
            y += 13.0;
        }
        shapes.push(rectangle((x, y), 10.0, 8.0, *fill, *stroke));
        shapes.push(label((x + 14.0, y + 7.0), words, SIZE, Align::Start, Ink::Muted));
        x += width;
    }
    (shapes, y + 13.0)
}
