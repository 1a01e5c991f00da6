//! Whole pages read back: what a reader, a browser or an attacker would find in them.

use std::collections::BTreeSet;

use super::*;
use crate::report::document::{
    Align, Block, Branch, Cell, Chapter, Column, Derivation, Drawing, Fact, Figure, Fill, Ink, Row, Run, Shape, Stroke,
    Style, Table, Text, Tile, Tone,
};

/// Words that would do harm if they became markup, and that look odd in any case.
const EVIL: &str = "</script></style>\"'><img src=x onerror=alert(1)>\u{0}\u{1b}\u{202e}{{ 7 * 7 }}{% raw %}";
/// Elements without an end tag.
const VOID: [&str; 3] = ["meta", "col", "!DOCTYPE"];

fn document(title: &str, chapters: Vec<Chapter>) -> Document {
    Document {
        title: title.to_owned(),
        subtitle: String::new(),
        author: String::new(),
        language: "en".to_owned(),
        date: "2026-03-31".to_owned(),
        fingerprint: "0123456789abcdef".to_owned(),
        footer: String::new(),
        cover: Vec::new(),
        chapters,
    }
}

fn with_blocks(blocks: Vec<Block>) -> Document {
    document("Report", vec![Chapter { anchor: "one".to_owned(), title: "One".to_owned(), blocks }])
}

/// A document with all kinds of blocks, all of whose words and anchors are the given ones.
fn full(words: &str) -> Document {
    let owned = || words.to_owned();
    let text = || {
        let run = |style, tone, link| Run { text: words.to_owned(), style, tone, link };
        Text(vec![
            run(Style::Plain, Tone::Plain, None),
            run(Style::Strong, Tone::Bad, Some(words.to_owned())),
            run(Style::Mono, Tone::Plain, Some("no such anchor".to_owned())),
            run(Style::Muted, Tone::Void, None),
        ])
    };
    let fill = Some(Fill { ink: Ink::Tone(Tone::Open), hatched: true });
    let stroke = Some(Stroke { ink: Ink::Text, width: f64::NAN, dashed: true });
    let drawing = Drawing {
        width: 300.0,
        height: 200.0,
        shapes: vec![
            Shape::Path { points: vec![(0.0, 1.0 / 3.0), (f64::INFINITY, -1.0)], closed: true, fill, stroke },
            Shape::Circle { centre: (1.0, 2.0), radius: -3.0, fill, stroke },
            Shape::Label {
                at: (5.0, 5.0),
                text: owned(),
                size: 9.0,
                align: Align::Middle,
                strong: true,
                ink: Ink::Soft(Tone::Good),
                link: Some(owned()),
            },
        ],
    };
    let branch = |depth| Branch { depth, text: text(), place: owned() };
    let figure = |anchor: &str| {
        Block::Figure(Figure {
            anchor: anchor.to_owned(),
            caption: owned(),
            description: owned(),
            drawing: drawing.clone(),
        })
    };
    let blocks = vec![
        Block::Heading { level: 2, anchor: format!("{words}/heading"), title: owned() },
        Block::Heading { level: 9, anchor: "deep".to_owned(), title: owned() },
        Block::Paragraph(text()),
        Block::List(vec![text(), text()]),
        Block::Facts(vec![Fact { term: owned(), text: text() }]),
        Block::Table(Table {
            caption: owned(),
            columns: vec![Column { title: owned(), align: Align::End, share: 0 }; 4],
            rows: vec![
                Row { anchor: Some(format!("{words}/row")), strong: true, cells: vec![text().into()] },
                Row { anchor: None, strong: false, cells: vec![Cell { text: text(), tone: Tone::Weak }; 6] },
                Row { anchor: None, strong: false, cells: Vec::new() },
            ],
        }),
        figure("figure a"),
        figure("figure b"),
        Block::Tiles(vec![Tile {
            label: owned(),
            value: owned(),
            note: owned(),
            tone: Tone::Accent,
            link: Some(owned()),
        }]),
        Block::Callout { tone: Tone::Fair, title: owned(), body: vec![text()] },
        Block::Derivation(Derivation {
            anchor: format!("{words}/derivation"),
            title: text(),
            lines: [7, 0, 1, 255, 255, 2, 0].map(branch).to_vec(),
        }),
        Block::PageBreak,
    ];
    Document {
        title: owned(),
        subtitle: owned(),
        author: owned(),
        language: owned(),
        date: owned(),
        fingerprint: owned(),
        footer: owned(),
        cover: blocks.clone(),
        chapters: vec![Chapter { anchor: owned(), title: owned(), blocks }],
    }
}

/// The page, or what went wrong in its place.
fn rendered(document: &Document) -> String {
    render(document).unwrap_or_else(|error| format!("{error}: {:?}", std::error::Error::source(&error)))
}

/// The tags of a page with their attributes, without its style sheet and script.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let Some(end) = rest.find('>') else { break };
        tags.push(&rest[..end]);
        let name = name(&rest[..end]);
        if name == "style" || name == "script" {
            let close = format!("</{name}>");
            rest = &rest[rest.find(&close).unwrap_or(rest.len())..];
        } else {
            rest = &rest[end + 1..];
        }
    }
    tags
}

fn name(tag: &str) -> &str {
    tag.split_whitespace().next().unwrap_or_default()
}

/// The values of an attribute in reading order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    tags(page).into_iter().filter_map(|tag| tag.split_once(&start)?.1.split_once('"')).map(|(value, _)| value).collect()
}

/// What is wrong with the nesting of a page's tags.
fn nesting_faults(page: &str) -> Vec<String> {
    let mut open = Vec::new();
    let mut faults = Vec::new();
    for tag in tags(page) {
        if let Some(closed) = tag.strip_prefix('/') {
            let last = open.pop();
            if last != Some(closed) {
                faults.push(format!("</{closed}> closes {last:?}"));
            }
        } else if !tag.ends_with('/') && !VOID.contains(&name(tag)) {
            open.push(name(tag));
        }
    }
    faults.extend(open.into_iter().map(|name| format!("<{name}> stays open")));
    faults
}

#[test]
fn words_never_become_markup() {
    let (evil, tame) = (rendered(&full(EVIL)), rendered(&full("tame words, one-of-which-is-very-long")));
    let names = |page: &str| tags(page).into_iter().map(|tag| name(tag).to_owned()).collect::<BTreeSet<_>>();
    assert!(names(&tame).contains("svg") && !names(&tame).contains("img"));
    assert_eq!(names(&evil), names(&tame));
    assert!(tags(&evil).iter().all(|tag| !tag.contains("onerror=alert(1)>")));
    assert!(evil.contains("onerror=alert(1)&gt;") && evil.contains("{{ 7 * 7 }}"));
    assert!(!evil.contains(['\u{0}', '\u{1b}', '\u{202e}']));
    assert_eq!(evil.matches("</script").count(), 1);
    assert_eq!(evil.matches("</style").count(), 1);
}

#[test]
fn attributes_hold_no_raw_markup() {
    let page = rendered(&full(EVIL));
    for tag in tags(&page) {
        assert!(tag.matches('"').count() % 2 == 0, "odd number of quotes: {tag}");
    }
    assert!(values(&page, "data-label").iter().all(|label| label.starts_with("&lt;/script&gt;")));
    assert!(!values(&page, "data-label").is_empty());
}

#[test]
fn every_link_leads_to_one_element() {
    for words in ["words", EVIL, "clause/8.1: a b", ""] {
        let page = rendered(&full(words));
        let ids = values(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "ids of {words:?} repeat: {ids:?}");
        let links = values(&page, "href");
        assert!(links.len() > 5, "{links:?}");
        for link in links {
            let id = link.strip_prefix('#');
            assert!(id.is_some_and(|id| unique.contains(id)), "{link} leads nowhere in {words:?}");
        }
        for attribute in ["aria-labelledby", "aria-describedby"] {
            assert!(values(&page, attribute).iter().all(|id| unique.contains(id)), "{attribute} in {words:?}");
        }
    }
}

#[test]
fn links_to_unknown_anchors_are_words() {
    let text = Text::plain("see ").link("known row", "here").link("unknown", "or there");
    let row = Row { anchor: Some("known row".to_owned()), strong: false, cells: Vec::new() };
    let table = Table { caption: String::new(), columns: Vec::new(), rows: vec![row] };
    let page = rendered(&with_blocks(vec![Block::Paragraph(text), Block::Table(table)]));
    assert!(page.contains("<p>see <a href=\"#a-known_20_row\">here</a>or there</p>"), "{page}");
    assert!(page.contains("<tr id=\"a-known_20_row\""), "{page}");
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = rendered(&full("words"));
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("@import"));
    assert_eq!(page.matches("url(").count(), page.matches("url(#").count());
    assert!(page.contains("fill=\"url(#figure-1-hatching-open)\""), "the check above found a hatching");
    let names: BTreeSet<&str> = tags(&page).into_iter().map(name).collect();
    for loading in ["img", "link", "iframe", "object", "embed", "audio", "video", "source", "base", "form", "use"] {
        assert!(!names.contains(loading), "<{loading}>");
    }
    for attribute in ["src", "srcset", "action", "poster", "xlink:href", "onclick", "onload"] {
        assert_eq!(values(&page, attribute), [""; 0], "{attribute}");
    }
}

#[test]
fn the_policy_allows_the_one_script() {
    let page = rendered(&full(EVIL));
    let script = page.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>"));
    let script = script.map(|(script, _)| script).unwrap_or_default();
    assert!(script.len() > 100);
    let policy = policy::of(script).replace('\'', "&#39;");
    assert!(page.contains(&format!("content=\"{policy}\"")), "the hash is that of the script as it stands");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for words in ["words", EVIL] {
        assert_eq!(rendered(&full(words)), rendered(&full(words)));
    }
    assert_ne!(rendered(&full("one")), rendered(&full("two")));
}

#[test]
fn odd_documents_give_well_formed_pages() {
    let table = |columns, rows| {
        let column = Column { title: String::new(), align: Align::Start, share: 1 };
        Block::Table(Table { caption: String::new(), columns: vec![column; columns], rows })
    };
    let row = Row { anchor: None, strong: false, cells: vec!["one".into(), "two".into()] };
    let documents = [
        document("", Vec::new()),
        full(""),
        full(" "),
        full(EVIL),
        full(&"W".repeat(20_000)),
        with_blocks(vec![table(0, Vec::new()), table(3, Vec::new()), table(0, vec![row.clone()]), table(5, vec![row])]),
        with_blocks(vec![
            Block::List(Vec::new()),
            Block::Facts(Vec::new()),
            Block::Tiles(Vec::new()),
            Block::Paragraph(Text::default()),
            Block::Callout { tone: Tone::Plain, title: String::new(), body: Vec::new() },
            Block::Derivation(Derivation { anchor: String::new(), title: Text::default(), lines: Vec::new() }),
        ]),
    ];
    for document in &documents {
        let page = rendered(document);
        assert!(page.starts_with("<!DOCTYPE html>\n<html") && page.ends_with("</html>\n"), "{page:.300}");
        assert_eq!(nesting_faults(&page), [""; 0], "{:.40}", document.title);
        for empty in ["<ul>\n</ul>", "<ol>\n</ol>", "<dl class=\"facts\">\n</dl>", "<title></title>", "<h2></h2>"] {
            assert!(!page.contains(empty), "{empty} in {:.40}", document.title);
        }
    }
}

#[test]
fn all_rows_and_cells_arrive() {
    let column = |title: &str| Column { title: title.to_owned(), align: Align::Start, share: 1 };
    let row = |number: usize, cells: usize| Row {
        anchor: None,
        strong: number.is_multiple_of(10),
        cells: (0..cells).map(|cell| format!("cell {number}/{cell}").into()).collect(),
    };
    let mut rows: Vec<Row> = (0..100).map(|number| row(number, 3)).collect();
    rows.push(row(100, 1));
    rows.push(row(101, 4));
    let table = Table { caption: "Numbers".to_owned(), columns: vec![column("A"), column("B"), column("C")], rows };
    let page = rendered(&with_blocks(vec![Block::Table(table)]));
    let body = page.split_once("</thead>").map(|(_, rest)| rest).unwrap_or_default();
    let count = |wanted: &str| tags(body).into_iter().filter(|tag| name(tag) == wanted).count();
    assert_eq!(count("tr"), 102);
    assert_eq!(count("tbody"), 11, "one for each strong row");
    assert_eq!(count("td") + count("th"), 102 * 4, "as wide as the widest row");
    assert_eq!(body.matches("cell ").count(), 100 * 3 + 1 + 4);
    assert_eq!(values(&page, "scope").iter().filter(|scope| **scope == "col").count(), 3);
    assert!(page.contains("Numbers</span></caption>"));
}

#[test]
fn trees_nest_as_deep_as_their_lines() {
    let lines = [0, 1, 2, 1, 0].map(|depth| Branch { depth, text: format!("at {depth}").into(), place: "f:1".into() });
    let derivation = Derivation { anchor: "d".to_owned(), title: Text::plain("why"), lines: lines.to_vec() };
    let page = rendered(&with_blocks(vec![Block::Derivation(derivation)]));
    let tree = page.split_once("<ul class=\"tree\">").and_then(|(_, rest)| rest.split_once("</details>"));
    let (mut depth, mut seen) = (0, Vec::new());
    for tag in tags(tree.map(|(tree, _)| tree).unwrap_or_default()) {
        match name(tag) {
            "ul" => depth += 1,
            "/ul" => depth -= 1,
            "li" => seen.push(depth),
            _ => {}
        }
    }
    assert_eq!(seen, [0, 1, 2, 1, 0]);
    assert_eq!(page.matches("<code class=\"place\">f:1</code>").count(), 5);
}

#[test]
fn contents_list_chapters_and_their_sections() {
    let heading = |level, anchor: &str| Block::Heading { level, anchor: anchor.to_owned(), title: anchor.to_owned() };
    let page = rendered(&with_blocks(vec![heading(2, "section"), heading(3, "part"), heading(2, "section-2")]));
    let contents = page.split_once("<nav").and_then(|(_, rest)| rest.split_once("</nav>"));
    let links = values(contents.map(|(contents, _)| contents).unwrap_or_default(), "href");
    assert_eq!(links, ["#a-one", "#a-section", "#a-section-2"]);
}

#[test]
fn the_foot_says_what_the_page_is() {
    let mut document = document("Report", Vec::new());
    document.footer = "Made-up <example>".to_owned();
    let page = rendered(&document);
    let footer = page.split_once("<footer>").map(|(_, rest)| rest).unwrap_or_default();
    assert!(footer.contains("Made-up &lt;example&gt;"), "{footer}");
    assert!(footer.contains("<code>0123456789ab</code>"), "{footer}");
    assert!(footer.contains("2026-03-31"), "{footer}");
    assert!(page.contains("@bottom-left { content: \"Made\\2d up \\3c example\\3e \" }"), "{page:.6000}");
}

#[test]
fn figures_have_a_name_and_a_description() {
    let drawing = Drawing { width: 10.0, height: 10.0, shapes: Vec::new() };
    let figure = Figure {
        anchor: "f".to_owned(),
        caption: "Name & more".to_owned(),
        description: "What it shows".to_owned(),
        drawing: drawing.clone(),
    };
    let flat = Figure { drawing: Drawing { height: 0.0, ..drawing }, anchor: "g".to_owned(), ..figure.clone() };
    let page = rendered(&with_blocks(vec![Block::Figure(figure), Block::Figure(flat)]));
    assert_eq!(page.matches("<svg role=\"img\"").count(), 1, "a drawing without area is words");
    assert!(page.contains("<title id=\"figure-1-title\">Name &amp; more</title>"));
    assert!(page.contains("<desc id=\"figure-1-description\">What it shows</desc>"));
    assert!(page.contains("<p>What it shows</p>"));
}

#[test]
fn the_style_sheet_uses_theme_colours_only() {
    let names: BTreeSet<String> = palette::colours().into_iter().map(|colour| colour.name).collect();
    let own = ["ink", "ground", "sans", "mono", "gap", "round", "columns"];
    for used in STYLE.split("var(--").skip(1) {
        let used = used.split(')').next().unwrap_or_default();
        assert!(names.contains(used) || own.contains(&used), "--{used} is not defined");
    }
    let hexadecimal = STYLE.split('#').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()));
    assert!(!hexadecimal && !STYLE.contains("rgb("), "a colour of its own");
}
