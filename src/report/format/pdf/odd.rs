//! Tests of odd documents: none of them may stop the report.

use proptest::prelude::*;

use crate::report::document::*;

use super::specimen::{heading, paragraph, with};
use super::tests::{opened, texts};

#[test]
fn an_empty_document_is_a_page() {
    let document = Document { chapters: Vec::new(), ..with(Vec::new()) };
    assert_eq!(opened(&document).get_pages().len(), 1);
    let bare = Document {
        title: String::new(),
        subtitle: String::new(),
        author: String::new(),
        language: String::new(),
        date: String::new(),
        fingerprint: String::new(),
        footer: String::new(),
        cover: Vec::new(),
        chapters: Vec::new(),
    };
    assert_eq!(opened(&bare).get_pages().len(), 1);
}

#[test]
fn empty_blocks_are_set() {
    let empty = Block::Table(Table { caption: String::new(), columns: Vec::new(), rows: Vec::new() });
    let uneven = Row { anchor: None, strong: true, cells: vec!["more".into(), "cells".into(), "than".into()] };
    let column = Column { title: "One".into(), align: Align::End, share: 0 };
    let uneven = Block::Table(Table { caption: "Uneven".into(), columns: vec![column], rows: vec![uneven] });
    let callout = Block::Callout { tone: Tone::Bad, title: String::new(), body: Vec::new() };
    let derivation = Derivation { anchor: String::new(), title: Text::default(), lines: Vec::new() };
    let document = with(vec![
        empty,
        uneven,
        callout,
        Block::Derivation(derivation),
        Block::Paragraph(Text::default()),
        Block::List(Vec::new()),
        Block::List(vec![Text::default()]),
        Block::Facts(Vec::new()),
        Block::Tiles(Vec::new()),
        heading("", ""),
        Block::PageBreak,
    ]);
    assert!(texts(&document)[2].contains("than"));
}

#[test]
fn a_word_without_spaces_is_kept_whole() {
    let word = "abcdefghij".repeat(1000);
    for block in [
        paragraph(&word),
        Block::Callout { tone: Tone::Good, title: word.clone(), body: vec![word.clone().into()] },
        Block::Tiles(vec![Tile {
            label: word.clone(),
            value: word.clone(),
            note: word.clone(),
            tone: Tone::Good,
            link: None,
        }]),
        Block::Facts(vec![Fact { term: word.clone(), text: word.clone().into() }]),
        heading("long", &word),
    ] {
        let all = texts(&with(vec![block])).concat();
        assert!(all.matches("abcdefghij").count() >= 900);
    }
}

#[test]
fn a_cell_taller_than_a_page_goes_on_on_the_next() {
    let words: Vec<String> = (0..4000).map(|number| format!("word{number:04}")).collect();
    let row = Row { anchor: None, strong: false, cells: vec!["left".into(), words.join(" ").into()] };
    let column = |title: &str, share| Column { title: title.into(), align: Align::Start, share };
    let columns = vec![column("Narrow", 1), column("Wide", 2)];
    let table = Table { caption: "Tall".into(), columns, rows: vec![row.clone(), row] };
    let texts = texts(&with(vec![Block::Table(table)]));
    assert!(texts.len() > 6);
    let all = texts.concat();
    for word in &words {
        assert_eq!(all.matches(word.as_str()).count(), 2, "{word}");
    }
}

#[test]
fn a_header_row_taller_than_a_page_ends() {
    let column = Column { title: "x".repeat(10_000), align: Align::Start, share: 1 };
    let row = Row { anchor: None, strong: false, cells: vec!["cell".into()] };
    let columns = vec![column.clone(), column.clone(), column];
    let table = Table { caption: "c".repeat(5_000), columns, rows: vec![row.clone(), row] };
    assert!(texts(&with(vec![Block::Table(table)])).concat().contains("cell"));
}

#[test]
fn odd_characters_are_shown() {
    let odd = "a\u{0}b\u{7}c\u{202e}d\u{1F600}e\u{fffe}f\u{10ffff}g\u{5d0}h\u{627}i\u{200b}j\u{ad}k\r\n\tl\u{e0041}m";
    let mut document = with(vec![paragraph(odd), heading(odd, odd)]);
    for text in [&mut document.title, &mut document.footer, &mut document.fingerprint, &mut document.date] {
        *text = odd.to_owned();
    }
    let text = texts(&document)[2].clone();
    assert!(text.contains("a\u{fffd}b\u{fffd}c\u{fffd}d\u{1F600}e"), "{text}");
    assert!(text.contains("g\u{5d0}h\u{627}i"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn whatever_the_words_a_report_is_made(words in any::<String>(), more in "\\PC{0,200}", depth in any::<u8>()) {
        let branch = Branch { depth, text: more.as_str().into(), place: words.clone() };
        let derivation = Derivation { anchor: words.clone(), title: more.as_str().into(), lines: vec![branch] };
        let blocks = vec![paragraph(&more), heading(&words, &words), Block::Derivation(derivation)];
        let document = Document { title: more.clone(), date: words.clone(), language: words, ..with(blocks) };
        prop_assert!(opened(&document).get_pages().len() >= 3);
    }
}

#[test]
fn odd_drawings_are_survived() {
    let fill = Some(Fill { ink: Ink::Text, hatched: true });
    let stroke = Some(Stroke { ink: Ink::Grid, width: f64::NAN, dashed: true });
    let label = |at, size| Shape::Label {
        at,
        text: "label".into(),
        size,
        align: Align::Middle,
        strong: false,
        ink: Ink::Text,
        link: None,
    };
    let shapes = vec![
        Shape::Path { points: Vec::new(), closed: true, fill, stroke },
        Shape::Path { points: vec![(1.0, 1.0)], closed: true, fill, stroke },
        Shape::Path { points: vec![(f64::NAN, 1.0), (1e300, 2.0)], closed: false, fill, stroke },
        Shape::Path { points: vec![(0.0, 0.0), (9000.0, 9000.0), (0.0, 9000.0)], closed: true, fill, stroke },
        Shape::Circle { centre: (5.0, 5.0), radius: -1.0, fill, stroke },
        Shape::Circle { centre: (f64::INFINITY, 5.0), radius: 1.0, fill, stroke },
        label((1.0, 1.0), 0.0),
        label((1.0, f64::NEG_INFINITY), 9.0),
        label((1.0, 1.0), f64::NAN),
    ];
    for (width, height) in [(0.0, 0.0), (-1.0, 5.0), (f64::NAN, 1.0), (1e-9, 1e9), (1e9, 10.0), (100.0, 100.0)] {
        let drawing = Drawing { width, height, shapes: shapes.clone() };
        let figure = Figure { anchor: "f".into(), caption: "Caption".into(), description: String::new(), drawing };
        let text = &texts(&with(vec![Block::Figure(figure)]))[2];
        assert!(text.contains("Caption"), "{width} x {height}: {text}");
    }
}
