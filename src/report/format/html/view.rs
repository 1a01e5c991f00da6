//! The values that the templates show: a document with its anchors resolved and its trees made flat.

use serde::Serialize;

use super::anchors::Anchors;
use super::palette::tone_name;
use super::svg::{self, Picture};
use super::table::{self, TableView};
use crate::report::document::{Block, Branch, Derivation, Document, Fact, Figure, Run, Style, Text, Tile, Tone};

/// Characters of the fingerprint that are shown.
const FINGERPRINT_LENGTH: usize = 12;
/// A stretch without spaces longer than this may be broken anywhere.
const LONGEST_UNBROKEN: usize = 24;
/// A tile's value longer than this is set smaller.
const LONGEST_LARGE_VALUE: usize = 7;
/// What stands where a heading or title has no words.
const NO_WORDS: &str = "—";

/// The page.
#[derive(Serialize)]
pub struct Page {
    title: String,
    subtitle: String,
    author: String,
    language: String,
    date: String,
    fingerprint: String,
    notice: String,
    cover: Vec<BlockView>,
    chapters: Vec<ChapterView>,
    contents: Vec<Entry>,
    has_derivations: bool,
}

#[derive(Serialize)]
struct ChapterView {
    id: Option<String>,
    title: String,
    blocks: Vec<BlockView>,
}

/// An entry of the list of contents.
#[derive(Serialize)]
struct Entry {
    href: Option<String>,
    title: String,
    parts: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum BlockView {
    Heading { level: u8, id: Option<String>, title: String },
    Paragraph { text: Vec<RunView> },
    List { items: Vec<Vec<RunView>> },
    Facts { facts: Vec<FactView> },
    Table { table: TableView },
    Figure { figure: FigureView },
    Tiles { tiles: Vec<TileView> },
    Callout { tone: &'static str, title: String, body: Vec<Vec<RunView>> },
    Derivation { derivation: DerivationView },
    PageBreak,
}

/// A run of a text.
#[derive(Serialize)]
pub struct RunView {
    words: String,
    element: Element,
    badge: Option<&'static str>,
    href: Option<String>,
    is_long: bool,
}

/// What element a run is.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Element {
    None,
    Strong,
    Code,
    Muted,
}

#[derive(Serialize)]
struct FactView {
    term: String,
    text: Vec<RunView>,
}

#[derive(Serialize)]
struct FigureView {
    id: Option<String>,
    scope: String,
    caption: String,
    description: String,
    picture: Option<Picture>,
}

#[derive(Serialize)]
struct TileView {
    label: String,
    value: String,
    note: String,
    tone: &'static str,
    href: Option<String>,
    is_long: bool,
}

#[derive(Serialize)]
struct DerivationView {
    id: Option<String>,
    title: Vec<RunView>,
    lines: Vec<Line>,
}

/// A line of a tree of nested lists.
#[derive(Serialize)]
struct Line {
    text: Vec<RunView>,
    place: String,
    /// Whether it begins a list inside the item of the line before it.
    begins_list: bool,
    /// Whether its item ends here, because no line hangs at it.
    ends_item: bool,
    /// How many lists end after its item, each with the item that it is in.
    ends_lists: usize,
}

/// Turns a document into the values of its page.
pub fn page(document: &Document) -> Page {
    let mut composer = Composer { anchors: Anchors::of(document), figures: 0, tables: 0, derivations: 0 };
    let cover = composer.blocks(&document.cover);
    let mut chapters = Vec::with_capacity(document.chapters.len());
    let mut contents = Vec::with_capacity(document.chapters.len());
    for chapter in &document.chapters {
        let id = composer.anchors.place(&chapter.anchor);
        let title = or_dash(&chapter.title);
        let blocks = composer.blocks(&chapter.blocks);
        contents.push(Entry { href: href(id.as_deref()), title: title.clone(), parts: parts(&blocks) });
        chapters.push(ChapterView { id, title, blocks });
    }
    Page {
        title: or_dash(&document.title),
        subtitle: document.subtitle.clone(),
        author: document.author.clone(),
        language: document.language.trim().to_owned(),
        date: document.date.clone(),
        fingerprint: document.fingerprint.chars().take(FINGERPRINT_LENGTH).collect(),
        notice: document.footer.clone(),
        cover,
        chapters,
        contents,
        has_derivations: composer.derivations > 0,
    }
}

/// The sections of a chapter as entries of the list of contents.
fn parts(blocks: &[BlockView]) -> Vec<Entry> {
    let entry = |block: &BlockView| match block {
        BlockView::Heading { level: 2, id, title } => {
            Some(Entry { href: href(id.as_deref()), title: title.clone(), parts: Vec::new() })
        }
        _ => None,
    };
    blocks.iter().filter_map(entry).collect()
}

fn href(id: Option<&str>) -> Option<String> {
    id.map(|id| format!("#{id}"))
}

fn or_dash(words: &str) -> String {
    if words.trim().is_empty() { NO_WORDS.to_owned() } else { words.to_owned() }
}

/// What turns blocks into views, one after the other in reading order.
pub struct Composer {
    anchors: Anchors,
    figures: usize,
    tables: usize,
    derivations: usize,
}

impl Composer {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<BlockView> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> BlockView {
        match block {
            Block::Heading { level, anchor, title } => BlockView::Heading {
                level: (*level).clamp(2, 3),
                id: self.anchors.place(anchor),
                title: or_dash(title),
            },
            Block::Paragraph(text) => BlockView::Paragraph { text: self.text(text) },
            Block::List(items) => BlockView::List { items: self.texts(items) },
            Block::Facts(facts) => BlockView::Facts { facts: facts.iter().map(|fact| self.fact(fact)).collect() },
            Block::Table(table) => {
                self.tables += 1;
                BlockView::Table { table: table::view(table, self.tables, self) }
            }
            Block::Figure(figure) => BlockView::Figure { figure: self.figure(figure) },
            Block::Tiles(tiles) => BlockView::Tiles { tiles: tiles.iter().map(|tile| self.tile(tile)).collect() },
            Block::Callout { tone, title, body } => {
                BlockView::Callout { tone: tone_name(*tone), title: title.clone(), body: self.texts(body) }
            }
            Block::Derivation(derivation) => {
                self.derivations += 1;
                BlockView::Derivation { derivation: self.derivation(derivation) }
            }
            Block::PageBreak => BlockView::PageBreak,
        }
    }

    /// The id of the element that an anchor stands at.
    pub fn place(&mut self, anchor: &str) -> Option<String> {
        self.anchors.place(anchor)
    }

    /// A text without its empty runs.
    pub fn text(&self, text: &Text) -> Vec<RunView> {
        text.0.iter().filter(|run| !run.text.is_empty()).map(|run| self.run(run)).collect()
    }

    fn texts(&self, texts: &[Text]) -> Vec<Vec<RunView>> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn run(&self, run: &Run) -> RunView {
        RunView {
            words: run.text.clone(),
            element: match run.style {
                Style::Plain => Element::None,
                Style::Strong => Element::Strong,
                Style::Mono => Element::Code,
                Style::Muted => Element::Muted,
            },
            badge: (run.tone != Tone::Plain).then(|| tone_name(run.tone)),
            href: self.href(run.link.as_deref()),
            is_long: is_long(&run.text),
        }
    }

    fn href(&self, anchor: Option<&str>) -> Option<String> {
        anchor.and_then(|anchor| self.anchors.href(anchor))
    }

    fn fact(&self, fact: &Fact) -> FactView {
        FactView { term: fact.term.clone(), text: self.text(&fact.text) }
    }

    fn figure(&mut self, figure: &Figure) -> FigureView {
        self.figures += 1;
        let scope = format!("figure-{}", self.figures);
        FigureView {
            id: self.anchors.place(&figure.anchor),
            caption: figure.caption.clone(),
            description: figure.description.clone(),
            picture: svg::picture(&figure.drawing, &scope, &self.anchors),
            scope,
        }
    }

    fn tile(&self, tile: &Tile) -> TileView {
        TileView {
            label: tile.label.clone(),
            value: tile.value.clone(),
            note: tile.note.clone(),
            tone: tone_name(tile.tone),
            href: self.href(tile.link.as_deref()),
            is_long: tile.value.chars().count() > LONGEST_LARGE_VALUE,
        }
    }

    fn derivation(&mut self, derivation: &Derivation) -> DerivationView {
        let id = self.anchors.place(&derivation.anchor);
        let depths = depths(&derivation.lines);
        let lines = derivation.lines.iter().enumerate().map(|(index, branch)| {
            let depth = depths[index];
            let next = depths.get(index + 1).copied().unwrap_or_default();
            Line {
                text: self.text(&branch.text),
                place: branch.place.clone(),
                begins_list: index > 0 && depth > depths[index - 1],
                ends_item: next <= depth,
                ends_lists: depth.saturating_sub(next),
            }
        });
        DerivationView { id, title: self.text(&derivation.title), lines: lines.collect() }
    }
}

/// The depths of a tree's lines, none more than one below the line before it.
fn depths(lines: &[Branch]) -> Vec<usize> {
    let mut deepest = 0;
    let mut depths = Vec::with_capacity(lines.len());
    for line in lines {
        let depth = usize::from(line.depth).min(deepest);
        depths.push(depth);
        deepest = depth + 1;
    }
    depths
}

/// Whether words hold a stretch without spaces that is too long for a narrow column.
fn is_long(words: &str) -> bool {
    words.split_whitespace().any(|word| word.chars().count() > LONGEST_UNBROKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(depth: u8) -> Branch {
        Branch { depth, text: Text::plain("x"), place: String::new() }
    }

    #[test]
    fn depths_grow_by_one_at_most() {
        assert_eq!(depths(&[3, 5, 1, 255, 0, 1].map(branch)), [0, 1, 1, 2, 0, 1]);
        assert_eq!(depths(&[]), [0; 0]);
    }

    #[test]
    fn only_long_stretches_are_long() {
        assert!(is_long(&"x".repeat(25)));
        assert!(!is_long("a text of many words none of which is long"));
    }
}
