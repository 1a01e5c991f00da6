//! From the result to the report, beside the mere words of the same report.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gradus::report::document::Document;
use gradus::report::format::{html, pdf};
use gradus::report::section;
use printpdf::{BuiltinFont, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem};

use crate::{EXAMPLE, common, words};

fn document() -> Document {
    section::document(&common::assess(EXAMPLE))
}

#[divan::bench]
fn a_write_sections(bencher: Bencher<'_, '_>) {
    let assessment = common::assess(EXAMPLE);
    bencher.bench(|| section::document(black_box(&assessment)));
}

#[divan::bench]
fn b_concatenate_the_words(bencher: Bencher<'_, '_>) {
    let document = document();
    let bytes = words::of(&document).len();
    bencher.counter(BytesCount::new(bytes)).bench(|| words::of(black_box(&document)));
}

#[divan::bench]
fn c_html(bencher: Bencher<'_, '_>) {
    let document = document();
    let bytes = words::of(&document).len();
    bencher.counter(BytesCount::new(bytes)).bench(|| html::render(black_box(&document)));
}

#[divan::bench]
fn d_pdf(bencher: Bencher<'_, '_>) {
    let document = document();
    let bytes = words::of(&document).len();
    bencher.counter(BytesCount::new(bytes)).bench(|| pdf::render(black_box(&document)));
}

/// The same words by the crate below ours: lines of equal length in a font that every reader has; nothing measured,
/// shaped, embedded, drawn or linked.
#[divan::bench]
fn e_pdf_of_plain_lines(bencher: Bencher<'_, '_>) {
    let words = words::of(&document());
    bencher.counter(BytesCount::new(words.len())).bench(|| plain_pdf(black_box(&words)));
}

fn plain_pdf(words: &str) -> Vec<u8> {
    const LETTERS: usize = 95;
    const LINES: usize = 60;
    let letters: Vec<char> = words.chars().collect();
    let lines: Vec<&[char]> = letters.chunks(LETTERS).collect();
    let page = |lines: &[&[char]]| {
        let mut ops = vec![
            Op::StartTextSection,
            Op::SetTextCursor { pos: Point { x: Pt(50.0), y: Pt(790.0) } },
            Op::SetFont { font: PdfFontHandle::Builtin(BuiltinFont::Helvetica), size: Pt(9.0) },
            Op::SetLineHeight { lh: Pt(12.0) },
        ];
        for line in lines {
            ops.push(Op::ShowText { items: vec![TextItem::Text(line.iter().collect())] });
            ops.push(Op::AddLineBreak);
        }
        ops.push(Op::EndTextSection);
        PdfPage::new(Mm(210.0), Mm(297.0), ops)
    };
    let mut file = PdfDocument::new("Plain");
    file.pages = lines.chunks(LINES).map(page).collect();
    file.save(&PdfSaveOptions::default(), &mut Vec::new())
}
