//! Painting: pages of marks as PDF operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, DictItem, FontId, Line, LineDashPattern, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point, Pt, Rect,
    TextItem, TextMatrix, TextRenderingMode,
};

use crate::report::document::{self, Document, Fill, Ink, Stroke};

use super::face::{FaceId, Faces, Weight};
use super::geometry::{PAGE_HEIGHT, PAGE_WIDTH};
use super::look::Look;
use super::mark::{Knot, Mark, Words};
use super::pages::Pages;
use super::path::{colour, link, point, points, polygon, pt, rounded};
use super::setter::Setter;
use super::{hatch, running};

/// Paints all pages.
pub fn paint(document: &Document, pages: &Pages, setter: &mut Setter) -> Vec<PdfPage> {
    let total = pages.pages.len();
    let painted = pages.pages.iter().enumerate().map(|(index, page)| {
        let mut brush = Brush::new(pages);
        for mark in running::marks(document, &page.kind, index + 1, total, setter) {
            brush.mark(&mark, 0.0, setter);
        }
        for (top, slab) in &page.slabs {
            for mark in &slab.marks {
                brush.mark(mark, *top, setter);
            }
        }
        let mut painted = PdfPage::new(Mm(210.0), Mm(297.0), brush.ops);
        let frame = || Rect::from_wh(Pt(PAGE_WIDTH as f32), Pt(PAGE_HEIGHT as f32));
        (painted.media_box, painted.trim_box, painted.crop_box) = (frame(), frame(), frame());
        painted
    });
    painted.collect()
}

/// Name of a font inside the file.
pub fn resource(face: FaceId) -> FontId {
    let name = match face {
        FaceId::Regular => "Text",
        FaceId::Bold => "Strong",
        FaceId::Mono => "Fixed",
        FaceId::Japanese => "Japanese",
    };
    FontId(name.to_owned())
}

/// Writes marks as operations and remembers what is set, so as not to set it again.
struct Brush<'a> {
    pages: &'a Pages,
    ops: Vec<Op>,
    fill: Option<Ink>,
    line: Option<Ink>,
    font: Option<(FaceId, f64)>,
    heavy: bool,
}

impl<'a> Brush<'a> {
    fn new(pages: &'a Pages) -> Brush<'a> {
        Brush { pages, ops: Vec::new(), fill: None, line: None, font: None, heavy: false }
    }

    fn mark(&mut self, mark: &Mark, top: f64, setter: &mut Setter) {
        match mark {
            Mark::Words(words) => self.words(words, top, &setter.faces),
            Mark::Panel { x, y, width, height, radius, ink } => {
                self.panel((*x, y + top), (*width, *height), *radius, *ink);
            }
            Mark::Rule { from, to, width, ink } => {
                let knots = [from, to].map(|at| Knot { at: *at, control: false });
                self.stroke(&knots, false, top, Stroke { ink: *ink, width: *width, dashed: false });
            }
            Mark::Outline { knots, closed, fill, stroke } => {
                if let Some(fill) = fill {
                    self.area(knots, *fill, top);
                }
                if let Some(stroke) = stroke {
                    self.stroke(knots, *closed, top, *stroke);
                }
            }
            Mark::Picture { description, marks } => {
                let words = utf16(description);
                let alt = ("Alt".to_owned(), DictItem::String { data: words, literal: false });
                let properties = DictItem::Dict { map: BTreeMap::from([alt]) };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
                for mark in marks {
                    self.mark(mark, top, setter);
                }
                self.ops.push(Op::EndMarkedContent);
            }
            Mark::Link { x, y, width, height, to } => {
                if let Some(place) = self.pages.anchors.get(to) {
                    let corner = (*x, y + top + height);
                    self.ops.push(link(corner, (*width, *height), *place));
                }
            }
            Mark::PageOf { right, baseline, size, strong, to } => {
                let Some(place) = self.pages.anchors.get(to) else {
                    return;
                };
                let look = Look::new(*size);
                let look = if *strong { look.bold() } else { look };
                let number = setter.words(&(place.page + 1).to_string(), &look);
                let mut marks = Vec::new();
                number.set_on_baseline(right - number.natural_width(), *baseline, &mut marks);
                for mark in marks {
                    self.mark(&mark, top, setter);
                }
            }
        }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.ops.push(Op::SetFillColor { col: colour(ink) });
        }
    }

    fn set_line(&mut self, ink: Ink) {
        if self.line.replace(ink) != Some(ink) {
            self.ops.push(Op::SetOutlineColor { col: colour(ink) });
        }
    }

    fn words(&mut self, words: &Words, top: f64, faces: &Faces) {
        self.set_fill(words.ink);
        // There is no strong Japanese font; its letters are made stronger by a thin line around them.
        let heavy = words.weight == Weight::Bold && matches!(words.face, FaceId::Japanese | FaceId::Mono);
        if heavy {
            self.set_line(words.ink);
            self.ops.push(Op::SetOutlineThickness { pt: pt(words.size * 0.035) });
        }
        self.ops.push(Op::StartTextSection);
        if self.heavy != heavy {
            self.heavy = heavy;
            let mode = if heavy { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
            self.ops.push(Op::SetTextRenderingMode { mode });
        }
        if self.font.replace((words.face, words.size)) != Some((words.face, words.size)) {
            let font = PdfFontHandle::External(resource(words.face));
            self.ops.push(Op::SetFont { font, size: pt(words.size) });
        }
        let codes = &faces.get(words.face).codes;
        let mut pen = words.x;
        let mut start = pen;
        let mut glyphs: Vec<Codepoint> = Vec::new();
        for glyph in words.glyphs.iter() {
            let shown = |offset: f32| Codepoint::with_cid(glyph.code, offset, codes.text(glyph.code).to_owned());
            if glyph.x == 0.0 && glyph.y == 0.0 {
                glyphs.push(shown(thousandths(glyph.natural - glyph.advance)));
            } else {
                // An accent placed by the font stands off the line, so it gets a place of its own.
                self.show(start, words.baseline + top, std::mem::take(&mut glyphs));
                let x = pen + f64::from(glyph.x) * words.size;
                let baseline = words.baseline + top - f64::from(glyph.y) * words.size;
                self.show(x, baseline, vec![shown(0.0)]);
                start = pen + f64::from(glyph.advance) * words.size;
            }
            pen += f64::from(glyph.advance) * words.size;
        }
        self.show(start, words.baseline + top, glyphs);
        self.ops.push(Op::EndTextSection);
    }

    fn show(&mut self, x: f64, baseline: f64, glyphs: Vec<Codepoint>) {
        if !glyphs.is_empty() {
            let Point { x, y } = point((x, baseline));
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
    }

    fn panel(&mut self, (x, y): document::Point, (width, height): (f64, f64), radius: f64, ink: Ink) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        self.set_fill(ink);
        let radius = radius.min(width / 2.0).min(height / 2.0);
        if radius <= 0.0 {
            let mut rectangle = Rect::from_wh(pt(width), pt(height));
            Point { x: rectangle.x, y: rectangle.y } = point((x, y + height));
            rectangle.mode = Some(PaintMode::Fill);
            self.ops.push(Op::DrawRectangle { rectangle });
            return;
        }
        let knots = rounded((x, y), (width, height), radius);
        self.ops.push(polygon(&knots, 0.0, PaintMode::Fill));
    }

    fn area(&mut self, knots: &[Knot], fill: Fill, top: f64) {
        if !fill.hatched {
            self.set_fill(fill.ink);
            self.ops.push(polygon(knots, top, PaintMode::Fill));
            return;
        }
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(polygon(knots, top, PaintMode::Clip));
        let corners = knots.iter().map(|knot| knot.at);
        for (from, to) in hatch::lines(corners) {
            let ends = [from, to].map(|at| Knot { at, control: false });
            self.stroke(&ends, false, top, Stroke { ink: fill.ink, width: 0.6, dashed: false });
        }
        self.ops.push(Op::RestoreGraphicsState);
        (self.fill, self.line, self.font, self.heavy) = (None, None, None, false);
    }

    fn stroke(&mut self, knots: &[Knot], closed: bool, top: f64, stroke: Stroke) {
        self.set_line(stroke.ink);
        self.ops.push(Op::SetOutlineThickness { pt: pt(stroke.width) });
        if stroke.dashed {
            let dash = (stroke.width * 3.0).max(2.0) as f32;
            self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[dash, dash * 0.8]) });
        }
        let line = Line { points: points(knots, top), is_closed: closed };
        self.ops.push(Op::DrawLine { line });
        if stroke.dashed {
            self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::solid() });
        }
    }
}

/// Words as PDF writes them where any letter may occur.
fn utf16(words: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(words.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

fn thousandths(share: f32) -> f32 {
    (share * 1000.0).round()
}
