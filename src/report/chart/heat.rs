//! A heat map: one row for each part of the whole, one cell for each result in it.

use super::{WIDTH, fitted, hatched, label, legend, linked, rectangle, soft, stroke, strong};
use crate::report::document::{Align, Drawing, Fill, Ink, Tone};

/// One row.
pub struct Row {
    /// What it is about.
    pub name: String,
    /// Where its details stand.
    pub link: String,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// One result.
#[derive(Clone)]
pub struct Cell {
    /// Code of what it is the result of.
    pub code: String,
    /// The result in a letter or two.
    pub letters: String,
    /// Its colour; what is open is hatched.
    pub tone: Tone,
    /// Where its derivation stands.
    pub link: String,
}

const NAMES: f64 = 180.0;

/// The heat map, with its legend of (tone, words).
pub fn map(rows: &[Row], tones: &[(Tone, String)]) -> Drawing {
    let entries: Vec<_> =
        tones.iter().map(|(tone, words)| (fill(*tone), stroke(Ink::Grid, 0.5), words.clone())).collect();
    let (mut shapes, mut y) = legend(&entries, 0.0);
    y += 4.0;
    // Where every row has the same codes, they head the columns; else each cell carries its own.
    let shared = rows.first().map(|first| codes(first)).filter(|first| rows.iter().all(|row| codes(row) == *first));
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let across = if shared.is_some() { widest.max(1) } else { 8 };
    let width = ((WIDTH - NAMES) / across as f64).min(38.0);
    let height = if shared.is_some() { 14.0 } else { 21.0 };
    if let Some(codes) = &shared {
        for (column, code) in codes.iter().enumerate() {
            let x = NAMES + width * (column as f64 + 0.5);
            shapes.push(label((x, y + 8.0), *code, 7.5, Align::Middle, Ink::Muted));
        }
        y += 12.0;
    }
    for row in rows {
        let baseline = y + height / 2.0 + 3.0;
        let name = label((0.0, baseline), fitted(&row.name, NAMES - 6.0, 8.0), 8.0, Align::Start, Ink::Text);
        shapes.push(linked(name, &row.link));
        for (index, cell) in row.cells.iter().enumerate() {
            let x = NAMES + width * (index % across) as f64;
            if index > 0 && index % across == 0 {
                y += height;
            }
            shapes.push(rectangle((x, y), width, height, fill(cell.tone), stroke(Ink::Paper, 1.0)));
            let middle = x + width / 2.0;
            if shared.is_none() {
                shapes.push(label((middle, y + 8.0), cell.code.as_str(), 6.0, Align::Middle, Ink::Text));
            }
            let letters = label((middle, y + height - 4.0), cell.letters.as_str(), 7.5, Align::Middle, Ink::Text);
            shapes.push(linked(strong(letters), &cell.link));
        }
        y += height + if shared.is_some() { 0.0 } else { 2.0 };
    }
    Drawing { width: WIDTH, height: y + 2.0, shapes }
}

fn codes(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.code.as_str()).collect()
}

fn fill(tone: Tone) -> Option<Fill> {
    match tone {
        Tone::Open => hatched(Ink::Grid),
        tone => soft(tone),
    }
}
