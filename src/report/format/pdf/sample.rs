//! A document for the tests with every kind of block.

use crate::report::document::*;

use super::specimen::{derivation, heading, paragraph, radar, table, with};

/// A document with every kind of block, names in all scripts and a long table.
pub fn everything(rows: usize) -> Document {
    let tile = |label: &str, value: &str, note: &str, tone| Tile {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        tone,
        link: Some("radar".into()),
    };
    let tiles = Block::Tiles(vec![
        tile("Conformity", "87 %", "of 142 requirements met", Tone::Good),
        tile("Capability", "2.4", "median of 18 practices", Tone::Plain),
        tile("Major findings", "3", "one of them repeated", Tone::Bad),
        tile("Not answered", "11", "questions", Tone::Open),
    ]);
    let fact = |term: &str, text: Text| Fact { term: term.into(), text };
    let facts = Block::Facts(vec![
        fact("Organisation", "Nordlicht Services, a made-up company".into()),
        fact("Scope", "Hosting and support of payment services for banks in Poland, Greece, Ukraine and Japan".into()),
        fact("Assessors", "Zażółć Gęślą-Jaźń, Ελληνικά Ονόματα, Кириллица Імʼя, 日本語の名前（山田太郎）".into()),
        fact(
            "Result",
            Text::plain("Certification is ").badge(Tone::Good, "recommended").then(Style::Plain, " with conditions"),
        ),
    ]);
    let callout = |tone, title: &str| Block::Callout {
        tone,
        title: title.into(),
        body: vec![
            Text::plain("Three findings must be closed before the next audit; they are listed in ")
                .link("findings", "Findings")
                .then(
                    Style::Plain,
                    ". Nothing else stands in the way of a recommendation, as far as answers were given.",
                ),
        ],
    };
    let long = "The assessment followed the plan agreed with the sponsor. Interviews, documents and records of the last \
                twelve months were looked at; where an answer could not be supported by evidence it was rated as if the \
                practice were absent. The ratings below are therefore a lower bound of what the organisation can do.";
    let mut document = with(vec![
        paragraph(long),
        heading("summary", "Summary for the board"),
        Block::Paragraph(
            Text::plain("Overall ")
                .then(Style::Strong, "level 2")
                .then(Style::Plain, " is reached, with ")
                .badge(Tone::Good, "fully")
                .then(Style::Plain, " and ")
                .badge(Tone::Weak, "partly")
                .then(Style::Plain, " rated practices in ")
                .then(Style::Mono, "answers/2025.yaml")
                .then(Style::Muted, " (fingerprint on every page)")
                .then(Style::Plain, ". See ")
                .link("radar", "the radar chart")
                .then(Style::Plain, " and ")
                .link("nowhere", "an anchor that does not exist")
                .then(Style::Plain, "."),
        ),
        tiles.clone(),
        callout(Tone::Weak, "What stands in the way"),
        Block::List(vec![
            "Suppliers are not reviewed as often as the contracts say.".into(),
            Text::plain("The list of services is ").then(Style::Strong, "not kept current").then(
                Style::Plain,
                "; two of nine services in operation are missing from it, which was found by comparing it with invoices.",
            ),
            "日本語の箇条書き：サービスの一覧は最新ではありません。契約書に記載されている頻度で供給者の評価が行われていません。".into(),
        ]),
        Block::Heading { level: 3, anchor: "detail".into(), title: "How the figures were made".into() },
        paragraph(long),
        facts.clone(),
        radar(),
        derivation(),
        callout(Tone::Plain, "A remark without a tone"),
        callout(Tone::Good, "Good news"),
    ]);
    document.title = "ISO/IEC 20000-1 conformity and capability assessment".into();
    document.subtitle = "Nordlicht Services: report for the board".into();
    document.footer = "Confidential. Made-up example data.".into();
    document.cover = vec![facts, callout(Tone::Fair, "In one sentence"), tiles];
    let chapter = |anchor: &str, title: &str, blocks| Chapter { anchor: anchor.into(), title: title.into(), blocks };
    document.chapters.push(chapter(
        "findings",
        "Findings",
        vec![
            paragraph(long),
            heading("all", "All requirements"),
            table(rows),
            heading("after", "Afterwards"),
            paragraph(long),
        ],
    ));
    document.chapters.push(chapter("names", "Names 日本語 and Ελληνικά", vec![paragraph("Last page.")]));
    document
}
