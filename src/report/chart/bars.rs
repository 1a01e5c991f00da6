//! Counts as stacked bars: how many items have which rating, are open, or do not count.

use super::{WIDTH, fitted, hatched, label, legend, linked, rectangle, soft, stroke};
use crate::report::document::{Align, Drawing, Fill, Ink, Tone};

/// One bar.
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// Where its details stand.
    pub link: String,
    /// How many items of each part, in the order of the legend.
    pub counts: Vec<usize>,
}

/// A part of every bar.
pub struct Part {
    /// What it is.
    pub name: String,
    /// Its colour.
    pub tone: Tone,
}

const ROW: f64 = 15.0;
const NAMES: f64 = 190.0;

/// Bars of equal length, each divided by its counts.
pub fn stacked(parts: &[Part], bars: &[Bar]) -> Drawing {
    let fills: Vec<Option<Fill>> = parts.iter().map(fill).collect();
    let entries: Vec<_> =
        parts.iter().zip(&fills).map(|(part, fill)| (*fill, stroke(Ink::Grid, 0.5), part.name.clone())).collect();
    let (mut shapes, mut y) = legend(&entries, 0.0);
    y += 4.0;
    let width = WIDTH - NAMES - 30.0;
    for bar in bars {
        let total: usize = bar.counts.iter().sum();
        let name = label((0.0, y + 10.0), fitted(&bar.name, NAMES - 6.0, 8.0), 8.0, Align::Start, Ink::Text);
        shapes.push(linked(name, &bar.link));
        let mut x = NAMES;
        for (count, fill) in bar.counts.iter().zip(&fills) {
            if *count == 0 {
                continue;
            }
            let part = width * *count as f64 / total as f64;
            shapes.push(rectangle((x, y + 1.0), part, ROW - 4.0, *fill, stroke(Ink::Muted, 0.4)));
            if part > 12.0 {
                shapes.push(label((x + part / 2.0, y + 9.5), count.to_string(), 7.0, Align::Middle, Ink::Text));
            }
            x += part;
        }
        shapes.push(label((WIDTH, y + 10.0), total.to_string(), 8.0, Align::End, Ink::Muted));
        y += ROW;
    }
    Drawing { width: WIDTH, height: y, shapes }
}

fn fill(part: &Part) -> Option<Fill> {
    match part.tone {
        Tone::Open => hatched(Ink::Grid),
        tone => soft(tone),
    }
}
