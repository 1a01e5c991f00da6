//! Cover and contents.

use std::rc::Rc;

use crate::report::document::{Align, Block, Document, Ink, Tone};

use super::blocks::page_title;
use super::geometry::{BASELINE, BODY, LEFT, PAGE_WIDTH, TOP, WIDTH};
use super::line::Paragraph;
use super::look::Look;
use super::mark::Mark;
use super::setter::Setter;
use super::slab::Slab;

/// Where the band of the cover ends when title and subtitle are short.
const BAND: f64 = 300.0;
/// A title that takes more height than this ends in an ellipsis, or nothing else would fit on the cover.
const TALLEST: f64 = 260.0;

/// Heading of the contents.
pub const CONTENTS: &str = "Contents";

/// Sets the band of the cover with title, subtitle and date.
pub fn cover(document: &Document, setter: &mut Setter) -> Vec<Slab> {
    let room = WIDTH - 20.0;
    let title = short(&document.title, 32.0, true, room, setter);
    let subtitle = short(&document.subtitle, 14.0, false, room, setter);
    let date = setter.fitted(&document.date, &Look::new(10.5).ink(Ink::Soft(Tone::Accent)), room);
    let heights = title.height(room) + 10.0 + subtitle.height(room);
    // Distances from the top of the page; the band reaches over all margins.
    let bottom = (heights + 150.0).max(BAND);
    let mut y = bottom - 62.0 - heights;
    let mut marks = vec![
        Mark::Panel { x: 0.0, y: -TOP, width: PAGE_WIDTH, height: bottom, radius: 0.0, ink: Ink::Tone(Tone::Accent) },
        Mark::Panel {
            x: 0.0,
            y: bottom - TOP,
            width: PAGE_WIDTH,
            height: 5.0,
            radius: 0.0,
            ink: Ink::Tone(Tone::Good),
        },
    ];
    y -= TOP;
    y += title.set(LEFT, y, room, Align::Start, &mut marks) + 10.0;
    subtitle.set(LEFT, y, room, Align::Start, &mut marks);
    date.set(LEFT, bottom - TOP - 36.0, room, Align::Start, &mut marks);
    vec![Slab { height: bottom + 5.0 - TOP, after: 26.0, marks, ..Slab::default() }]
}

/// Words on the band, cut where they would push everything else off the cover.
fn short(words: &str, size: f64, strong: bool, room: f64, setter: &mut Setter) -> Paragraph {
    let look = Look::new(size).ink(if strong { Ink::Paper } else { Ink::Soft(Tone::Accent) });
    let look = if strong { look.bold() } else { look };
    let height = size * if strong { 1.16 } else { 1.35 };
    let mut set = setter.words(words, &look);
    set.line_height = height;
    if set.height(room) > TALLEST {
        // Lines do not fill their width, so somewhat less than the lines that fit.
        let lines = (TALLEST / height).floor() - 1.0;
        set = setter.fitted(words, &look, lines * room);
        set.line_height = height;
    }
    set
}

/// Sets the contents with the chapters and their sections.
pub fn contents(document: &Document, setter: &mut Setter) -> Vec<Slab> {
    let mut slabs = vec![page_title(CONTENTS, setter)];
    for chapter in &document.chapters {
        let sections = chapter.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, anchor, title } if *level <= 2 => Some((anchor, title)),
            _ => None,
        });
        let mut sections = sections.peekable();
        let keep = sections.peek().is_some();
        slabs.push(Slab { keep, ..entry(&chapter.anchor, &chapter.title, true, setter) });
        slabs.extend(sections.map(|(anchor, title)| entry(anchor, title, false, setter)));
    }
    slabs
}

fn entry(anchor: &str, title: &str, chapter: bool, setter: &mut Setter) -> Slab {
    let look = if chapter { Look::new(BODY + 0.5).bold() } else { Look::new(BODY - 0.5) };
    let indent = if chapter { 0.0 } else { 14.0 };
    let words = setter.words(title, &look);
    let mut marks = Vec::new();
    let height = words.set(LEFT + indent, 0.0, WIDTH - indent - 40.0, Align::Start, &mut marks);
    let height = height.max(words.line_height) + 1.0;
    let to: Rc<str> = anchor.into();
    // The number stands beside the last line of its title.
    let baseline = height - 1.0 - words.line_height * (1.0 - BASELINE);
    let right = LEFT + WIDTH;
    marks.push(Mark::PageOf { right, baseline, size: look.size, strong: chapter, to: Rc::clone(&to) });
    if chapter {
        let (from, to) = ((LEFT, height + 1.0), (right, height + 1.0));
        marks.push(Mark::Rule { from, to, width: 0.5, ink: Ink::Grid });
    }
    marks.push(Mark::Link { x: LEFT, y: 0.0, width: WIDTH, height, to });
    let (before, after) = if chapter { (9.0, 3.0) } else { (0.8, 0.0) };
    Slab { height, before, after, marks, ..Slab::default() }
}
