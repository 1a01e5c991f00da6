//! Tests of whole files: written, read back and compared with what went in.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId};

use crate::report::document::*;

use super::render;
use super::sample::everything;
use super::specimen::{derivation, heading, paragraph, radar, table, with};

fn written(document: &Document) -> Vec<u8> {
    render(document).expect("the document can be written")
}

/// The file of a document, read back.
pub fn opened(document: &Document) -> lopdf::Document {
    lopdf::Document::load_mem(&written(document)).expect("the file can be read")
}

/// The text of each page without spaces: the reader used here adds some where the font changes.
pub fn texts(document: &Document) -> Vec<String> {
    let file = opened(document);
    let numbers = file.get_pages().into_keys();
    let text = |number| packed(&file.extract_text(&[number]).expect("the text can be read"));
    numbers.map(text).collect()
}

fn packed(words: &str) -> String {
    words.split_whitespace().collect()
}

#[test]
fn equal_documents_give_equal_bytes() {
    let document = everything(60);
    assert_eq!(written(&document), written(&document));
}

#[test]
fn all_scripts_are_read_back() {
    let words = "Zażółć gęślą jaźń, Ελληνικά, Кириллица, 日本語の名前, office fi, AVATAR, ≥ 5 → 6";
    let document = with(vec![paragraph(words)]);
    let text = &texts(&document)[2];
    assert!(text.contains(&packed(words)), "{text}");
    let spaced = opened(&document).extract_text(&[3]).expect("the text can be read");
    assert!(spaced.contains("Zażółć gęślą jaźń, Ελληνικά, Кириллица, "), "{spaced}");
}

#[test]
fn the_header_row_is_on_every_page_of_its_table() {
    let texts = texts(&with(vec![table(120)]));
    assert!(texts.len() > 5);
    for text in &texts[2..] {
        assert_eq!(text.matches("Requirement").count() - text.matches("Requirements").count(), 1, "{text}");
    }
    let all = texts.concat();
    for number in 1..=120 {
        assert!(all.contains(&format!("{number}")));
    }
}

#[test]
fn pages_are_numbered() {
    let texts = texts(&everything(60));
    let total = texts.len();
    for (index, text) in texts.iter().enumerate() {
        assert!(text.contains(&format!("Page{}of{total}", index + 1)), "{text}");
        assert!(text.contains("0123456789ab"), "{text}");
        assert!(text.contains("Confidential."), "{text}");
    }
    assert!(!texts[0].contains("Contents"));
    assert!(texts[1].contains("Contents"));
}

#[test]
fn contents_name_the_pages() {
    let document = everything(60);
    let texts = texts(&document);
    let page = texts.iter().rposition(|text| text.contains("Lastpage.")).expect("the last chapter is there");
    assert!(texts[1].contains(&format!("{}", page + 1)), "{}", texts[1]);
}

fn titles(file: &lopdf::Document, parent: &lopdf::Dictionary) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let item = file.get_dictionary(id).expect("a bookmark");
        let title = lopdf::decode_text_string(item.get(b"Title").expect("a title")).expect("a readable title");
        let below = titles(file, item).into_iter().map(|(title, _)| title).collect();
        assert!(item.get(b"Dest").and_then(Object::as_array).is_ok_and(|dest| dest.len() == 5));
        found.push((title, below));
        next = item.get(b"Next").and_then(Object::as_reference).ok();
    }
    found
}

#[test]
fn bookmarks_are_nested() {
    let file = opened(&everything(5));
    let catalogue = file.catalog().expect("a catalogue");
    let outlines = catalogue.get(b"Outlines").and_then(Object::as_reference).expect("bookmarks");
    let titles = titles(&file, file.get_dictionary(outlines).expect("bookmarks"));
    let sections = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        titles,
        [
            ("Chapter one".to_owned(), sections(&["Summary for the board"])),
            ("Findings".to_owned(), sections(&["All requirements", "Afterwards"])),
            ("Names 日本語 and Ελληνικά".to_owned(), Vec::new()),
        ]
    );
}

/// The links of a page.
fn links(file: &lopdf::Document, page: ObjectId) -> Vec<&lopdf::Dictionary> {
    let page = file.get_dictionary(page).expect("a page");
    let links = page.get(b"Annots").and_then(Object::as_array).expect("a list of links");
    links.iter().map(|link| link.as_dict().expect("a link")).collect()
}

/// The pages that links of a page lead to, counted from 1.
fn targets(file: &lopdf::Document, page: ObjectId) -> Vec<u32> {
    let numbers: BTreeMap<ObjectId, u32> = file.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
    let target = |link: &lopdf::Dictionary| {
        let action = link.get(b"A").and_then(Object::as_dict).expect("an action");
        let target = action.get(b"D").and_then(Object::as_array).expect("a target");
        numbers[&target[0].as_reference().expect("a page")]
    };
    links(file, page).into_iter().map(target).collect()
}

#[test]
fn links_lead_to_their_anchors_and_unknown_ones_nowhere() {
    let linked = Text::plain("to ").link("there", "there").link("nowhere", " and nowhere");
    let blocks = vec![Block::Paragraph(linked), Block::PageBreak, heading("there", "There"), paragraph("x")];
    let file = opened(&with(blocks));
    let pages = file.get_pages();
    assert_eq!(targets(&file, pages[&3]), [4]);
    assert_eq!(targets(&file, pages[&2]), [3, 4]);
}

#[test]
fn rows_figures_and_derivations_are_anchors() {
    for (anchor, block) in [("row-3", table(5)), ("radar", radar()), ("why", derivation())] {
        let link = Block::Paragraph(Text::default().link(anchor, "go"));
        let file = opened(&with(vec![link, Block::PageBreak, block]));
        assert_eq!(targets(&file, file.get_pages()[&3]), [4], "{anchor}");
    }
}

#[test]
fn a_figure_carries_its_description() {
    let file = opened(&with(vec![radar()]));
    let content = file.get_and_decode_page_content(file.get_pages()[&3]).expect("a page");
    let begin = content.operations.iter().find(|operation| operation.operator == "BDC").expect("a marked figure");
    let properties = begin.operands[1].as_dict().expect("properties");
    let words = lopdf::decode_text_string(properties.get(b"Alt").expect("a description")).expect("readable");
    assert_eq!(words, "Nine practices between level 2 and level 4.");
}

#[test]
fn metadata_come_from_the_document_alone() {
    let file = opened(&with(Vec::new()));
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).expect("metadata");
    let info = file.get_dictionary(info).expect("metadata");
    let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).expect("an entry")).expect("readable");
    assert_eq!(text(b"Title"), "Assessment report");
    assert_eq!(text(b"Author"), "Gradus");
    assert_eq!(text(b"Subject"), "Made-up example");
    assert_eq!(text(b"CreationDate"), "D:20250630000000Z");
    let catalogue = file.catalog().expect("a catalogue");
    assert_eq!(lopdf::decode_text_string(catalogue.get(b"Lang").expect("a language")).expect("readable"), "en");
}

#[test]
fn a_wide_drawing_is_made_smaller() {
    let label = Shape::Label {
        at: (1900.0, 50.0),
        text: "far right".into(),
        size: 30.0,
        align: Align::End,
        strong: false,
        ink: Ink::Text,
        link: Some("one".into()),
    };
    let drawing = Drawing { width: 2000.0, height: 100.0, shapes: vec![label] };
    let figure = Figure { anchor: "f".into(), caption: String::new(), description: String::new(), drawing };
    let file = opened(&with(vec![Block::Figure(figure)]));
    let links = links(&file, file.get_pages()[&3]);
    let rect = links[0].get(b"Rect").and_then(Object::as_array).expect("a rectangle");
    let edges: Vec<f32> = rect.iter().map(|edge| edge.as_float().expect("a number")).collect();
    assert!(edges[2] < 540.0 && edges[0] > 400.0, "{edges:?}");
}

#[test]
fn streams_are_compressed() {
    let file = opened(&everything(40));
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    // The reader unpacks streams of objects while loading.
    let streams = streams.filter(|stream| !stream.dict.has_type(b"ObjStm") && !stream.dict.has_type(b"XRef"));
    for stream in streams.filter(|stream| stream.content.len() > 2000) {
        assert!(stream.dict.has(b"Filter"), "{:?}", stream.dict);
    }
}
