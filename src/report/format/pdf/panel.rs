//! Tiles and callouts: words on coloured ground.

use std::rc::Rc;

use crate::report::document::{Align, Ink, Text, Tile, Tone};

use super::geometry::{BODY, LEFT, TINY, WIDTH};
use super::line::Paragraph;
use super::look::Look;
use super::mark::Mark;
use super::setter::Setter;
use super::slab::Slab;

/// Room between tiles.
const GAP: f64 = 8.0;
/// Room inside a tile.
const INSIDE: f64 = 9.0;
/// Tiles in a row; more go into further rows.
const IN_A_ROW: usize = 6;
/// Size of a tile's figure where there is room.
const FIGURE: f64 = 19.0;
/// Size of a tile's value when it is words: several of them must fit.
const WORDS: f64 = 11.5;

/// The ground for a tone; without a tone, a light grey that shows there is a box.
fn ground(tone: Tone) -> Ink {
    Ink::Soft(if tone == Tone::Plain { Tone::Open } else { tone })
}

/// Sets tiles in a row.
pub fn set_tiles(tiles: &[Tile], setter: &mut Setter) -> Vec<Slab> {
    // Rows of equal length where there are several.
    let rows = tiles.len().div_ceil(IN_A_ROW).max(1);
    let columns = tiles.len().div_ceil(rows).max(1);
    let set = tiles.chunks(columns).enumerate().map(|(index, row)| {
        let before = if index == 0 { 8.0 } else { GAP };
        Slab { before, after: if index + 1 == rows { 12.0 } else { GAP }, ..row_of_tiles(row, columns, setter) }
    });
    set.collect()
}

fn row_of_tiles(tiles: &[Tile], columns: usize, setter: &mut Setter) -> Slab {
    let width = (WIDTH - GAP * (columns - 1) as f64) / columns as f64;
    let room = width - 2.0 * INSIDE;
    let mut words = Vec::new();
    let mut height: f64 = 0.0;
    for (index, tile) in tiles.iter().enumerate() {
        let x = LEFT + index as f64 * (width + GAP) + INSIDE;
        let label = setter.words(&tile.label, &Look::new(TINY).ink(Ink::Text));
        let value = figure(tile, room, setter);
        let note = setter.words(&tile.note, &Look::new(TINY).ink(Ink::Text));
        let mut y = INSIDE - 1.0;
        y += label.set(x, y, room, Align::Start, &mut words) + 2.0;
        y += value.set(x, y, room, Align::Start, &mut words) + 2.0;
        y += note.set(x, y, room, Align::Start, &mut words);
        height = height.max(y + INSIDE);
    }
    let mut marks = Vec::new();
    for (index, tile) in tiles.iter().enumerate() {
        let x = LEFT + index as f64 * (width + GAP);
        marks.push(Mark::Panel { x, y: 0.0, width, height, radius: 4.0, ink: ground(tile.tone) });
        if let Some(anchor) = &tile.link {
            marks.push(Mark::Link { x, y: 0.0, width, height, to: Rc::from(anchor.as_str()) });
        }
    }
    marks.append(&mut words);
    Slab { height, marks, ..Slab::default() }
}

/// The large figure of a tile, smaller where its widest word has no room.
fn figure(tile: &Tile, room: f64, setter: &mut Setter) -> Paragraph {
    let ink = if tile.tone == Tone::Plain { Ink::Tone(Tone::Accent) } else { Ink::Tone(tile.tone) };
    let look = |size: f64| Look::new(size).bold().ink(ink);
    let in_words = tile.value.chars().filter(|letter| letter.is_alphabetic()).count() > 3;
    let wanted = if in_words { WORDS } else { FIGURE };
    let mut value = setter.words(&tile.value, &look(wanted));
    let widest = value.widest_word();
    let mut size = wanted;
    if widest > room {
        size = (wanted * room / widest - 0.05).max(7.5);
        value = setter.words(&tile.value, &look(size));
    }
    value.line_height = size * 1.2;
    value
}

/// Sets a boxed remark.
pub fn set_callout(tone: Tone, title: &str, body: &[Text], setter: &mut Setter) -> Slab {
    let bar = 3.5;
    let (x, room) = (LEFT + bar + 10.0, WIDTH - bar - 20.0);
    let mut words = Vec::new();
    let mut y = 8.0;
    if !title.is_empty() {
        let strong = setter.words(title, &Look::new(BODY + 0.5).bold().ink(Ink::Tone(tone)));
        y += strong.set(x, y, room, Align::Start, &mut words) + 1.5;
    }
    for text in body {
        y += setter.text(text, &Look::new(BODY)).set(x, y, room, Align::Start, &mut words) + 3.0;
    }
    let height = y + if body.is_empty() { 7.0 } else { 5.0 };
    let ink = ground(tone);
    let bar_ink = Ink::Tone(if tone == Tone::Plain { Tone::Open } else { tone });
    let mut marks = vec![
        Mark::Panel { x: LEFT, y: 0.0, width: WIDTH, height, radius: 0.0, ink },
        Mark::Panel { x: LEFT, y: 0.0, width: bar, height, radius: 0.0, ink: bar_ink },
    ];
    marks.append(&mut words);
    Slab { height, before: 9.0, after: 11.0, marks, ..Slab::default() }
}
