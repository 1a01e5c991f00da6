//! The neutral document: what a report says, before it is HTML or PDF.
//!
//! Sections turn an assessment into a [`Document`]; formats turn a `Document` into bytes. A format knows these blocks
//! and nothing of clauses, processes or ratings, so a further format is one file, and every format says the same.

/// A whole report.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title on the cover and in the file's metadata.
    pub title: String,
    /// Line below the title on the cover.
    pub subtitle: String,
    /// Who made it, for the metadata.
    pub author: String,
    /// Language of the text, as in BCP 47 (`en`).
    pub language: String,
    /// The report's date, `YYYY-MM-DD`: the only date that may enter the bytes.
    pub date: String,
    /// Fingerprint of everything that went in (hexadecimal): the only identifier that may enter the bytes.
    pub fingerprint: String,
    /// Short running words at the foot of every page, such as the confidentiality or "made-up example".
    pub footer: String,
    /// What stands on the cover below the title.
    pub cover: Vec<Block>,
    /// The chapters, in order; each starts on a new page where there are pages.
    pub chapters: Vec<Chapter>,
}

/// A chapter with its heading (level 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Unique name inside the document that links point to.
    pub anchor: String,
    /// Heading.
    pub title: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading inside a chapter, `level` 2 or 3.
    Heading {
        /// 2 for a section, 3 for a part of one.
        level: u8,
        /// Unique name inside the document that links point to.
        anchor: String,
        /// The words.
        title: String,
    },
    /// Running text.
    Paragraph(Text),
    /// A list with bullets.
    List(Vec<Text>),
    /// Terms with what is to be said of each, such as "Sponsor: …".
    Facts(Vec<Fact>),
    /// A table; the header row is repeated on every page that it reaches.
    Table(Table),
    /// A drawing; the same facts always stand in a table nearby.
    Figure(Figure),
    /// A row of large figures, two to six of them.
    Tiles(Vec<Tile>),
    /// A boxed remark.
    Callout {
        /// Colour of the box.
        tone: Tone,
        /// First line, strong.
        title: String,
        /// The rest.
        body: Vec<Text>,
    },
    /// How a result came about, as an indented tree.
    Derivation(Derivation),
    /// What follows starts on a new page where there are pages.
    PageBreak,
}

/// A term and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What is said of it.
    pub text: Text,
}

/// A table of text cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows; also its accessible name.
    pub caption: String,
    /// Columns, at least one.
    pub columns: Vec<Column>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Header.
    pub title: String,
    /// Where the text of its cells stands.
    pub align: Align,
    /// Share of the width relative to the other columns' shares.
    pub share: u16,
}

/// Where text stands in its cell or at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line.
    Start,
    /// In the middle.
    Middle,
    /// At the end of the line, as for numbers.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Anchor that links may point to.
    pub anchor: Option<String>,
    /// A row that heads those below it.
    pub strong: bool,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The words.
    pub text: Text,
    /// Colour behind the words; the words alone must suffice.
    pub tone: Tone,
}

/// A drawing with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Unique name inside the document.
    pub anchor: String,
    /// What it shows; stands below it.
    pub caption: String,
    /// What a reader who cannot see it must know.
    pub description: String,
    /// The picture.
    pub drawing: Drawing,
}

/// A large figure with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// The figure or word.
    pub value: String,
    /// How to read it.
    pub note: String,
    /// Colour.
    pub tone: Tone,
    /// Anchor of what it rests on.
    pub link: Option<String>,
}

/// A derivation as an indented tree, folded away where a format can fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// Unique name inside the document that links point to.
    pub anchor: String,
    /// The result it explains.
    pub title: Text,
    /// Lines in reading order.
    pub lines: Vec<Branch>,
}

/// A line of a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// 0 for what hangs at the result itself.
    pub depth: u8,
    /// The words.
    pub text: Text,
    /// Where it is written (`file:line`), or empty.
    pub place: String,
}

/// Words with emphasis, colours and links.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text(pub Vec<Run>);

/// A stretch of text of one look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The words; no line breaks.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// Coloured as a badge when not [`Tone::Plain`].
    pub tone: Tone,
    /// Anchor inside the document, if it is a link.
    pub link: Option<String>,
}

/// How a run is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As usual.
    #[default]
    Plain,
    /// Stronger.
    Strong,
    /// Fixed width, for ids and file places.
    Mono,
    /// Lighter, for asides.
    Muted,
}

/// What a colour stands for. Colour never carries a meaning alone: words or letters say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// Best.
    Good,
    /// Nearly there.
    Fair,
    /// Far from it.
    Weak,
    /// Not there.
    Bad,
    /// Not known yet: unanswered or don't know.
    Open,
    /// Does not count: not applicable, not triggered, out of scope.
    Void,
    /// The house colour, for the actual result in charts.
    Accent,
}

/// A picture in points (1/72 inch), origin top left, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Shapes, later ones above earlier ones.
    pub shapes: Vec<Shape>,
}

/// A point of a drawing.
pub type Point = (f64, f64);

/// A shape of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line through points, closed to an area or not.
    Path {
        /// Its corners.
        points: Vec<Point>,
        /// Whether the last point is joined to the first.
        closed: bool,
        /// How the area is filled.
        fill: Option<Fill>,
        /// How the line is drawn.
        stroke: Option<Stroke>,
    },
    /// A disc.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: f64,
        /// How it is filled.
        fill: Option<Fill>,
        /// How its rim is drawn.
        stroke: Option<Stroke>,
    },
    /// One line of text at a point on its baseline.
    Label {
        /// The point.
        at: Point,
        /// The words.
        text: String,
        /// Size in points.
        size: f64,
        /// Which part of the text stands at the point.
        align: Align,
        /// Whether it is strong.
        strong: bool,
        /// Its colour.
        ink: Ink,
        /// Anchor inside the document, if it is a link.
        link: Option<String>,
    },
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Colour.
    pub ink: Ink,
    /// Drawn as slanted lines instead of flat: for what is still open.
    pub hatched: bool,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Width in points.
    pub width: f64,
    /// Drawn in dashes.
    pub dashed: bool,
}

/// A colour by its use; [`crate::report::theme`] says which colour it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Text and firm lines.
    Text,
    /// Lighter text.
    Muted,
    /// Grid lines.
    Grid,
    /// The page.
    Paper,
    /// A tone at full strength, for lines and letters.
    Tone(Tone),
    /// A tone as a light background.
    Soft(Tone),
}

impl Text {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Text {
        Text(vec![Run { text: text.into(), ..Run::default() }])
    }

    /// Appends words of a style.
    #[must_use]
    pub fn then(mut self, style: Style, text: impl Into<String>) -> Text {
        self.0.push(Run { text: text.into(), style, ..Run::default() });
        self
    }

    /// Appends a coloured badge.
    #[must_use]
    pub fn badge(mut self, tone: Tone, text: impl Into<String>) -> Text {
        self.0.push(Run { text: text.into(), style: Style::Strong, tone, link: None });
        self
    }

    /// Appends a link to an anchor of the same document.
    #[must_use]
    pub fn link(mut self, anchor: impl Into<String>, text: impl Into<String>) -> Text {
        self.0.push(Run { text: text.into(), link: Some(anchor.into()), ..Run::default() });
        self
    }

    /// The words without their look.
    pub fn words(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::plain(text)
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Cell {
        Cell { text, tone: Tone::Plain }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Text::plain(text).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Text::plain(text).into()
    }
}
