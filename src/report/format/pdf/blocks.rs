//! Blocks of a document as slabs.

use crate::report::document::{Align, Block, Fact, Ink, Text, Tone};

use super::face::Weight;
use super::geometry::{BASELINE, BODY, LEFT, SMALL, WIDTH};
use super::line::Paragraph;
use super::look::Look;
use super::mark::Mark;
use super::setter::Setter;
use super::slab::{Entry, Slab};
use super::{figure, panel, table, tree};

/// Sets blocks one after the other.
pub fn set_blocks(blocks: &[Block], setter: &mut Setter) -> Vec<Slab> {
    let mut slabs = Vec::new();
    let mut fresh = false;
    for block in blocks {
        if *block == Block::PageBreak {
            fresh = true;
            continue;
        }
        let first = slabs.len();
        set_block(block, setter, &mut slabs);
        if let Some(slab) = slabs.get_mut(first) {
            slab.fresh = std::mem::take(&mut fresh);
        }
    }
    slabs
}

fn set_block(block: &Block, setter: &mut Setter, slabs: &mut Vec<Slab>) {
    match block {
        Block::Heading { level, anchor, title } => slabs.push(heading(*level, anchor, title, setter)),
        Block::Paragraph(text) => slabs.extend(paragraph(text, setter)),
        Block::List(items) => slabs.extend(items.iter().enumerate().flat_map(|(index, item)| {
            let before = if index == 0 { 5.0 } else { 2.5 };
            list_item(item, before, setter)
        })),
        Block::Facts(facts) => slabs.extend(set_facts(facts, setter)),
        Block::Table(content) => slabs.extend(table::set_table(content, setter)),
        Block::Figure(content) => slabs.push(figure::set_figure(content, setter)),
        Block::Tiles(tiles) => slabs.extend(panel::set_tiles(tiles, setter)),
        Block::Callout { tone, title, body } => slabs.push(panel::set_callout(*tone, title, body, setter)),
        Block::Derivation(content) => slabs.extend(tree::set_derivation(content, setter)),
        Block::PageBreak => {}
    }
}

/// The heading of a chapter.
pub fn chapter_heading(anchor: &str, title: &str, setter: &mut Setter) -> Slab {
    let entry = Some(Entry { level: 1, title: title.to_owned() });
    Slab { entry, ..page_title(title, setter) }.anchored(anchor)
}

/// A title at the top of a page, with a short line in the house colour above it.
pub fn page_title(title: &str, setter: &mut Setter) -> Slab {
    let look = Look::new(21.0).bold().ink(Ink::Tone(Tone::Accent));
    let mut words = setter.words(title, &look);
    words.line_height = look.size * 1.22;
    let bar = Mark::Panel { x: LEFT, y: 0.0, width: 38.0, height: 3.0, radius: 0.0, ink: look.ink };
    let mut marks = vec![bar];
    let height = 12.0 + words.set(LEFT, 12.0, WIDTH, Align::Start, &mut marks);
    Slab { height, after: 13.0, marks, keep: true, ..Slab::default() }
}

fn heading(level: u8, anchor: &str, title: &str, setter: &mut Setter) -> Slab {
    let section = level <= 2;
    let look = Look::new(if section { 13.5 } else { 10.8 }).bold();
    let look = look.ink(if section { Ink::Tone(Tone::Accent) } else { Ink::Text });
    let mut words = setter.words(title, &look);
    words.line_height = look.size * 1.28;
    let mut marks = Vec::new();
    let height = words.set(LEFT, 0.0, WIDTH, Align::Start, &mut marks);
    let (before, after) = if section { (20.0, 6.0) } else { (14.0, 4.0) };
    let entry = section.then(|| Entry { level: 2, title: title.to_owned() });
    Slab { height, before, after, marks, keep: true, entry, ..Slab::default() }.anchored(anchor)
}

fn paragraph(text: &Text, setter: &mut Setter) -> Vec<Slab> {
    let words = setter.text(text, &Look::new(BODY));
    flow(&words, LEFT, WIDTH, 6.5)
}

/// The lines of a text as slabs of their own; no line of a paragraph stands alone on a page.
fn flow(words: &Paragraph, x: f64, width: f64, around: f64) -> Vec<Slab> {
    let lines = words.lines(width);
    let count = lines.len();
    let slabs = lines.iter().enumerate().map(|(index, line)| {
        let mut marks = Vec::new();
        words.set_line(line, x, 0.0, width, Align::Start, &mut marks);
        Slab {
            height: words.line_height,
            before: if index == 0 { around } else { 0.0 },
            after: if index + 1 == count { around } else { 0.0 },
            marks,
            keep: index + 1 < count && (index == 0 || index + 2 == count),
            ..Slab::default()
        }
    });
    slabs.collect()
}

fn list_item(item: &Text, before: f64, setter: &mut Setter) -> Vec<Slab> {
    let indent = 13.0;
    let words = setter.text(item, &Look::new(BODY));
    let mut slabs = flow(&words, LEFT + indent, WIDTH - indent, 2.5);
    if let Some(first) = slabs.first_mut() {
        first.before = before;
        let bullet = setter.words("•", &Look::new(BODY).ink(Ink::Tone(Tone::Accent)));
        bullet.set_on_baseline(LEFT + 3.0, bullet.line_height * BASELINE, &mut first.marks);
    }
    slabs
}

fn set_facts(facts: &[Fact], setter: &mut Setter) -> Vec<Slab> {
    let terms = WIDTH * 0.27;
    let left = LEFT + terms + 12.0;
    let term_look = Look::new(BODY).ink(Ink::Muted);
    let count = facts.len();
    let set = facts.iter().enumerate().map(|(index, fact)| {
        let mut marks = Vec::new();
        let term = setter.words(&fact.term, &term_look);
        let text = setter.text(&fact.text, &Look::new(BODY));
        let term_height = term.set(LEFT, 3.2, terms, Align::Start, &mut marks);
        let text_height = text.set(left, 3.2, LEFT + WIDTH - left, Align::Start, &mut marks);
        let height = term_height.max(text_height) + 6.4;
        if index + 1 < count {
            let ends = ((LEFT, height), (LEFT + WIDTH, height));
            marks.push(Mark::Rule { from: ends.0, to: ends.1, width: 0.4, ink: Ink::Grid });
        }
        Slab {
            height,
            before: if index == 0 { 5.0 } else { 0.0 },
            after: if index + 1 == count { 8.0 } else { 0.0 },
            marks,
            ..Slab::default()
        }
    });
    set.collect()
}

/// The look of a caption.
pub fn caption_look() -> Look {
    Look { weight: Weight::Bold, ..Look::new(SMALL) }.ink(Ink::Muted)
}
