//! What runs along on every page: the header line and the footer.

use crate::report::document::{Align, Document, Ink};

use super::geometry::{BASELINE, FOOTER_BASELINE, HEADER_BASELINE, LEFT, WIDTH};
use super::line::Paragraph;
use super::look::Look;
use super::mark::Mark;
use super::pages::Kind;
use super::setter::Setter;

/// Size of running words.
const SIZE: f64 = 7.3;
/// How much of the fingerprint stands in the footer.
const FINGERPRINT: usize = 12;

/// The marks around the text of a page; `number` counts from 1.
pub fn marks(document: &Document, kind: &Kind, number: usize, total: usize, setter: &mut Setter) -> Vec<Mark> {
    let mut marks = Vec::new();
    let look = Look::new(SIZE).ink(Ink::Muted);
    let mut put = |words: &Paragraph, baseline: f64, align: Align| {
        let top = baseline - words.line_height * BASELINE;
        words.set(LEFT, top, WIDTH, align, &mut marks);
    };
    if let Kind::Inside(title) = kind {
        let half = WIDTH / 2.0 - 10.0;
        put(&setter.fitted(&document.title, &look, half), HEADER_BASELINE, Align::Start);
        put(&setter.fitted(title, &look.clone().bold(), half), HEADER_BASELINE, Align::End);
    }
    let fingerprint: String = document.fingerprint.chars().take(FINGERPRINT).collect();
    let small = Look::new(SIZE - 0.7).ink(Ink::Muted);
    put(&setter.fitted(&document.footer, &small, WIDTH * 0.72), FOOTER_BASELINE, Align::Start);
    let page = setter.words(&format!("Page {number} of {total}"), &look);
    put(&page, FOOTER_BASELINE, Align::End);
    if !fingerprint.is_empty() {
        let spans = [look.clone().mono().span(&fingerprint)];
        let print = setter.spans(&spans, &look);
        let before = LEFT + WIDTH - 66.0 - print.natural_width();
        print.set_on_baseline(before, FOOTER_BASELINE, &mut marks);
    }
    let line = |y: f64| Mark::Rule { from: (LEFT, y), to: (LEFT + WIDTH, y), width: 0.5, ink: Ink::Grid };
    if matches!(kind, Kind::Inside(_)) {
        marks.push(line(HEADER_BASELINE + 7.0));
    }
    marks.push(line(FOOTER_BASELINE - 13.0));
    marks
}
