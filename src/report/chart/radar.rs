//! A radar: the shape of a profile at a glance. Lengths along the axes are ranks of an ordinal scale; areas mean
//! nothing, which the caption says.

use std::f64::consts::TAU;

use super::levels::Level;
use super::{WIDTH, dashed, hatched, label, legend, line, linked, soft, stroke};
use crate::report::document::{Align, Drawing, Ink, Point, Shape, Tone};

const RADIUS: f64 = 150.0;

/// The radar of three or more levels over a scale of ratings, lowest first; nothing for fewer.
pub fn radar(ratings: &[String], levels: &[Level]) -> Option<Drawing> {
    let counted: Vec<&Level> = levels.iter().filter(|level| level.reached.is_some()).collect();
    if counted.len() < 3 {
        return None;
    }
    let entries = [
        (soft(Tone::Accent), stroke(Ink::Tone(Tone::Accent), 1.0), "reached".to_owned()),
        (
            hatched(Ink::Tone(Tone::Accent)),
            stroke(Ink::Tone(Tone::Accent), 0.4),
            "possible, depending on open items".to_owned(),
        ),
        (None, dashed(Ink::Tone(Tone::Bad), 1.2), "wanted".to_owned()),
    ];
    let (mut shapes, top) = legend(&entries, 0.0);
    let centre = (WIDTH / 2.0, top + RADIUS + 26.0);
    let steps = ratings.len().saturating_sub(1).max(1);
    let spoke = |index: usize, rank: usize| {
        let angle = TAU * index as f64 / counted.len() as f64;
        let length = RADIUS * rank as f64 / steps as f64;
        (centre.0 + length * angle.sin(), centre.1 - length * angle.cos())
    };
    for rank in 1..=steps {
        let ring = (0..counted.len()).map(|index| spoke(index, rank)).collect();
        shapes.push(outline(ring, stroke(Ink::Grid, 0.6)));
    }
    for index in 0..counted.len() {
        shapes.push(line(centre, spoke(index, steps), stroke(Ink::Grid, 0.4)));
    }
    let low: Vec<Point> = ranks(&counted, |level| level.reached.map_or(0, |(low, _)| low), &spoke);
    let high: Vec<Point> = ranks(&counted, |level| level.reached.map_or(0, |(_, high)| high), &spoke);
    shapes.push(area(high, hatched(Ink::Tone(Tone::Accent)), stroke(Ink::Tone(Tone::Accent), 0.4)));
    shapes.push(area(low, soft(Tone::Accent), stroke(Ink::Tone(Tone::Accent), 1.2)));
    if counted.iter().any(|level| level.target.is_some()) {
        let reached = |level: &Level| level.reached.map_or(0, |(low, _)| low);
        let wanted = ranks(&counted, |level| level.target.unwrap_or_else(|| reached(level)), &spoke);
        shapes.push(outline(wanted, dashed(Ink::Tone(Tone::Bad), 1.2)));
    }
    for (rank, rating) in ratings.iter().enumerate() {
        let (x, y) = spoke(0, rank);
        shapes.push(label((x + 3.0, y + 2.5), rating.as_str(), 6.5, Align::Start, Ink::Muted));
    }
    for (index, level) in counted.iter().enumerate() {
        let angle = TAU * index as f64 / counted.len() as f64;
        let (x, y) = (centre.0 + (RADIUS + 8.0) * angle.sin(), centre.1 - (RADIUS + 8.0) * angle.cos());
        let align = match angle.sin() {
            sine if sine > 0.02 => Align::Start,
            sine if sine < -0.02 => Align::End,
            _ => Align::Middle,
        };
        let id = level.name.split(' ').next().unwrap_or_default();
        shapes.push(linked(label((x, y + 2.5), id, 7.0, align, Ink::Text), &level.link));
    }
    Some(Drawing { width: WIDTH, height: centre.1 + RADIUS + 22.0, shapes })
}

fn ranks(levels: &[&Level], rank: impl Fn(&Level) -> usize, spoke: &impl Fn(usize, usize) -> Point) -> Vec<Point> {
    levels.iter().enumerate().map(|(index, level)| spoke(index, rank(level))).collect()
}

fn outline(points: Vec<Point>, stroke: Option<crate::report::document::Stroke>) -> Shape {
    Shape::Path { points, closed: true, fill: None, stroke }
}

fn area(
    points: Vec<Point>,
    fill: Option<crate::report::document::Fill>,
    stroke: Option<crate::report::document::Stroke>,
) -> Shape {
    Shape::Path { points, closed: true, fill, stroke }
}
