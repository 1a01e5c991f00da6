//! Levels as bars: what is reached, what open items could still add, and what is wanted.

use super::{WIDTH, dashed, fitted, hatched, label, legend, line, linked, rectangle, soft, stroke};
use crate::report::document::{Align, Drawing, Ink, Tone};

/// One bar.
pub struct Level {
    /// What it is about.
    pub name: String,
    /// Where its derivation stands.
    pub link: String,
    /// Lowest and highest possible rank; nothing where it does not count.
    pub reached: Option<(usize, usize)>,
    /// Wanted rank.
    pub target: Option<usize>,
    /// The result in words.
    pub words: String,
}

const NAMES: f64 = 190.0;
const WORDS: f64 = 62.0;
const ROW: f64 = 14.0;

/// The bars over a scale of ratings, lowest first.
pub fn bars(ratings: &[String], levels: &[Level]) -> Drawing {
    let entries = [
        (soft(Tone::Accent), stroke(Ink::Tone(Tone::Accent), 0.6), "reached".to_owned()),
        (
            hatched(Ink::Tone(Tone::Accent)),
            stroke(Ink::Tone(Tone::Accent), 0.6),
            "possible, depending on open items".to_owned(),
        ),
        (None, dashed(Ink::Tone(Tone::Bad), 1.2), "wanted".to_owned()),
    ];
    let (mut shapes, mut y) = legend(&entries, 0.0);
    let steps = ratings.len().saturating_sub(1).max(1) as f64;
    let width = WIDTH - NAMES - WORDS;
    let at = |rank: usize| NAMES + width * rank as f64 / steps;
    let top = y + 14.0;
    let bottom = top + ROW * levels.len() as f64;
    for (rank, rating) in ratings.iter().enumerate() {
        shapes.push(label((at(rank), y + 8.0), rating.as_str(), 8.0, Align::Middle, Ink::Muted));
        shapes.push(line((at(rank), top), (at(rank), bottom), stroke(Ink::Grid, 0.6)));
    }
    y = top;
    for level in levels {
        let name = label((0.0, y + 10.0), fitted(&level.name, NAMES - 8.0, 8.0), 8.0, Align::Start, Ink::Text);
        shapes.push(linked(name, &level.link));
        if let Some((low, high)) = level.reached {
            let rim = stroke(Ink::Tone(Tone::Accent), 0.6);
            // A level of nothing is still something that was found: it gets a sliver.
            let reached = (at(low) - NAMES).max(2.0);
            shapes.push(rectangle((NAMES, y + 2.5), reached, ROW - 5.0, soft(Tone::Accent), rim));
            if high > low {
                let open = (NAMES + reached, y + 2.5);
                shapes.push(rectangle(
                    open,
                    at(high) - NAMES - reached,
                    ROW - 5.0,
                    hatched(Ink::Tone(Tone::Accent)),
                    rim,
                ));
            }
        }
        if let Some(target) = level.target {
            let wanted = dashed(Ink::Tone(Tone::Bad), 1.4);
            shapes.push(line((at(target), y + 0.5), (at(target), y + ROW - 0.5), wanted));
        }
        let words = label((WIDTH, y + 10.0), level.words.as_str(), 7.5, Align::End, Ink::Text);
        shapes.push(words);
        y += ROW;
    }
    Drawing { width: WIDTH, height: y + 2.0, shapes }
}
