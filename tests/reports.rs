//! Reports of the large example, made by the program and read back: the same figures in PDF, HTML and JSON, the same
//! bytes twice, and every figure traceable.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

const EXAMPLE: &str = "examples/mid-size-provider";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gradus(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(arguments)
        .current_dir(repository())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

/// The three reports, made once for all tests.
struct Reports {
    _folder: tempfile::TempDir,
    pdf: PathBuf,
    html: PathBuf,
    json: PathBuf,
}

fn make() -> Reports {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_str().expect("a path in UTF-8");
    gradus(&["report", EXAMPLE, "--format", "pdf,html,json", "-o", out]);
    let file = |ending: &str| folder.path().join(format!("lindqvist-2026.{ending}"));
    Reports { pdf: file("pdf"), html: file("html"), json: file("json"), _folder: folder }
}

fn reports() -> &'static Reports {
    static REPORTS: OnceLock<Reports> = OnceLock::new();
    REPORTS.get_or_init(make)
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json() -> &'static Value {
    static JSON: OnceLock<Value> = OnceLock::new();
    JSON.get_or_init(|| serde_json::from_slice(&bytes(&reports().json)).expect("the JSON is JSON"))
}

/// Letters and figures only: line breaks, spaces and hyphenation differ between formats.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The words of every page in reading order, without the running lines at head and foot.
fn pdf_words() -> &'static str {
    static WORDS: OnceLock<String> = OnceLock::new();
    WORDS.get_or_init(|| {
        let document = lopdf::Document::load_mem(&bytes(&reports().pdf)).expect("the PDF can be read");
        let pages = document.get_pages();
        let text = |page: &u32| document.extract_text(&[*page]).unwrap_or_else(|error| panic!("page {page}: {error}"));
        pages.keys().map(|page| squeezed(&text(page))).collect()
    })
}

fn html_words() -> &'static str {
    static WORDS: OnceLock<String> = OnceLock::new();
    WORDS.get_or_init(|| {
        let html = String::from_utf8(bytes(&reports().html)).expect("the HTML is UTF-8");
        let body = html.split_once("<body").expect("a body").1;
        let mut words = String::new();
        let mut in_tag = false;
        for letter in body.chars() {
            match letter {
                '<' => in_tag = true,
                '>' => in_tag = false,
                letter if !in_tag => words.push(letter),
                _ => {}
            }
        }
        for (entity, letter) in [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#x27;", "'"),
            ("&#39;", "'"),
            ("&apos;", "'"),
        ] {
            words = words.replace(entity, letter);
        }
        squeezed(&words)
    })
}

/// A rating as readers see it, put together here from the JSON alone.
fn titled(framework: &Value, scale: &str, word: &str) -> String {
    let ratings = framework["scales"][scale]["ratings"].as_array().expect("ratings");
    let rating = ratings.iter().find(|rating| rating["id"] == word).expect("a rating of the scale");
    let title = rating["title"].as_str().expect("a title");
    if word.chars().count() <= 2 { format!("{word} {title}") } else { title.to_owned() }
}

/// An outcome as readers see it; `None` where nothing counts.
fn outcome(framework: &Value, scale: &str, outcome: &Value) -> Option<String> {
    if let Some(value) = outcome["known"]["value"].as_str() {
        return Some(titled(framework, scale, value));
    }
    let (low, high) = (outcome["open"]["low"].as_str()?, outcome["open"]["high"].as_str()?);
    let ratings = framework["scales"][scale]["ratings"].as_array().expect("ratings");
    if ratings.first().is_some_and(|first| first["id"] == low) && ratings.last().is_some_and(|last| last["id"] == high)
    {
        // Bounds that exclude nothing are said as the reason why nothing is known.
        let words = match outcome["open"]["gap"].as_str()? {
            "unanswered" => "unanswered",
            "dont-know" => "don't know",
            "partly" => "not known yet",
            other => panic!("unexpected gap {other}"),
        };
        return Some(words.to_owned());
    }
    Some(format!("{} to {}", titled(framework, scale, low), titled(framework, scale, high).to_lowercase()))
}

fn framework(id: &str) -> &'static Value {
    let frameworks = json()["frameworks"].as_array().expect("frameworks");
    frameworks.iter().find(|framework| framework["id"] == id).expect("the framework is used")
}

/// Asserts that both documents say something; letters are compared without regard to case.
fn both_say(words: &str) {
    let wanted = squeezed(words).to_lowercase();
    for (format, text) in [("PDF", pdf_words()), ("HTML", html_words())] {
        static LOWER: OnceLock<[String; 2]> = OnceLock::new();
        let lower = LOWER.get_or_init(|| [pdf_words().to_lowercase(), html_words().to_lowercase()]);
        let text_lower = if std::ptr::eq(text, pdf_words()) { &lower[0] } else { &lower[1] };
        assert!(text_lower.contains(&wanted), "the {format} does not say `{words}`");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (first, second) = (reports(), make());
    for (one, other) in [(&first.pdf, &second.pdf), (&first.html, &second.html), (&first.json, &second.json)] {
        assert!(bytes(one) == bytes(other), "{} differs between two runs", one.display());
    }
}

#[test]
fn every_level_is_the_same_in_pdf_html_and_json() {
    let capability = framework("service-process-capability-2019");
    let mut levels = 0;
    for (id, element) in capability["elements"].as_object().expect("elements") {
        if element["kind"] != "process" {
            continue;
        }
        let title = element["title"].as_str().expect("a title");
        let Some(level) = outcome(capability, "capability-level", &element["results"]["level"]["outcome"]) else {
            continue;
        };
        let target = titled(capability, "capability-level", element["target"].as_str().expect("a target"));
        both_say(&format!("{id} {title} {level} {target}"));
        levels += 1;
    }
    assert_eq!(levels, 32, "32 of the 33 processes are in scope");
}

#[test]
fn every_attribute_rating_is_the_same_in_pdf_html_and_json() {
    let capability = framework("service-process-capability-2019");
    let elements = capability["elements"].as_object().expect("elements");
    let mut ratings = 0;
    for element in elements.values().filter(|element| element["kind"] == "attribute") {
        let Some(rating) = outcome(capability, "achievement", &element["results"]["rating"]["outcome"]) else {
            continue;
        };
        let coverage = &element["coverage"];
        let rated: u64 = coverage["rated"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
        let open = coverage["dont-know"].as_u64().expect("a count") + coverage["unanswered"].as_u64().expect("a count");
        let (code, title) = (element["code"].as_str().expect("a code"), element["title"].as_str().expect("a title"));
        both_say(&format!("{code} {title} {rating} {rated} of {}", rated + open));
        ratings += 1;
    }
    assert_eq!(ratings, 320, "ten attributes of 32 processes");
}

#[test]
fn every_requirement_has_the_same_rating_in_pdf_html_and_json() {
    let iso = framework("iso-20000-1-2018");
    let elements = iso["elements"].as_object().expect("elements");
    let mut seen = 0;
    for (id, element) in elements.iter().filter(|(_, element)| element["kind"] == "requirement") {
        let text = element["text"].as_str().expect("a text");
        let mut tags: Vec<&str> = element["tags"]
            .as_array()
            .expect("tags")
            .iter()
            .filter_map(|tag| iso["tags"][tag.as_str()?]["title"].as_str())
            .collect();
        // What is not sure says so where it is read.
        tags.extend(element["certainty"].as_str().filter(|certainty| ["likely", "weak"].contains(certainty)));
        let result = &element["results"]["conformity"]["outcome"];
        let rating = outcome(iso, "conformity", result).unwrap_or_else(|| "Not triggered".to_owned());
        both_say(&format!("{id} {text} {} {rating}", tags.join(" ")));
        seen += 1;
    }
    assert_eq!(seen, 382);
}

#[test]
fn findings_evidence_and_people_are_in_every_format() {
    for finding in framework("iso-20000-1-2018")["findings"].as_array().expect("findings") {
        for seen in finding["seen"].as_array().expect("what was seen") {
            both_say(seen.as_str().expect("words"));
        }
    }
    for (id, item) in json()["evidence"].as_object().expect("evidence") {
        both_say(&format!("{id} {}", item["title"].as_str().expect("a title")));
    }
    for occasion in json()["occasions"].as_array().expect("occasions") {
        both_say(occasion["name"].as_str().expect("a name"));
    }
}

/// Processes with attributes that were rated directly must not get a cell of their own among those of attributes: the
/// columns would then no longer be the same in every row.
#[test]
fn the_cells_of_each_heat_map_are_of_one_kind() {
    both_say("Each cell: attribute rating. Letters say");
    both_say("Each cell: lowest conformity found. Letters say");
}

#[test]
fn names_in_four_scripts_can_be_read_back_from_the_pdf() {
    for name in ["Łódź", "Νικόλαος Παπαδάκης", "Оксана Левченко", "東京", "中村 美咲"]
    {
        assert!(pdf_words().contains(&squeezed(name)), "{name}");
    }
}

#[test]
fn the_pdf_has_bookmarks_page_numbers_and_embedded_subset_fonts() {
    let document = lopdf::Document::load_mem(&bytes(&reports().pdf)).expect("the PDF can be read");
    let pages = document.get_pages().len();
    let last = document.extract_text(&[u32::try_from(pages).expect("a page number")]).expect("text");
    assert!(squeezed(&last).contains(&squeezed(&format!("Page {pages} of {pages}"))));
    let catalog = document.catalog().expect("a catalog");
    assert!(catalog.has(b"Outlines"), "bookmarks");
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary.has_type(b"FontDescriptor") {
            let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| dictionary.has(key));
            assert!(embedded, "a font is not embedded: {dictionary:?}");
            fonts += 1;
        }
    }
    assert!(fonts >= 4, "text, strong, fixed-width and Japanese faces, found {fonts}");
    assert!(bytes(&reports().pdf).len() < 4_000_000, "fonts are subset, or the file would be larger");
}

#[test]
fn the_html_needs_nothing_from_outside_and_every_link_arrives() {
    let html = String::from_utf8(bytes(&reports().html)).expect("the HTML is UTF-8");
    for outside in ["src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!html.contains(outside), "the page asks for something outside: {outside}");
    }
    let values = |attribute: &str| -> BTreeSet<String> {
        let start = format!(" {attribute}=\"");
        let pieces = html.split(&start).skip(1);
        pieces.filter_map(|piece| piece.split('"').next()).map(str::to_owned).collect()
    };
    let ids = values("id");
    let links: Vec<String> =
        values("href").into_iter().filter_map(|link| Some(link.strip_prefix('#')?.to_owned())).collect();
    assert!(links.len() > 400, "drill-down links: {}", links.len());
    for link in links {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
}

/// Every figure can be followed back: each place that an explanation names is a line that is there and says it.
#[test]
fn explanations_point_to_lines_that_say_so() {
    for (element, wanted) in [
        ("8.7.2", vec!["rule grade-of-the-clause", "8.7.2-k", "judgement", "evidence E-"]),
        ("RES-INC", vec!["rule capability-level", "RES-INC/2.1", "to reach 4 Predictable", "answered “Fully”"]),
        ("RES-INC/2.1", vec!["rule mean-half-down", "RES-INC/2.1-a"]),
        ("8.6.1-c", vec!["rule lowest-answer", "decided by lead", "hash checked"]),
        ("SUP-FIN", vec!["out of scope"]),
        ("8.6.1-i", vec!["not triggered"]),
    ] {
        let text = gradus(&["explain", EXAMPLE, element]);
        for words in wanted {
            assert!(text.to_lowercase().contains(&words.to_lowercase()), "{element}: `{words}` is missing in\n{text}");
        }
        let mut places = 0;
        for line in text.lines() {
            let Some(place) = line.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')) else { continue };
            let Some((file, number)) = place.rsplit_once(':') else { continue };
            let Ok(number) = number.parse::<usize>() else { continue };
            // Files of the assessment are named from its own folder, others from where they come with the program.
            let homes = [repository().join(EXAMPLE), repository().to_owned()];
            let mut texts = homes.iter().filter_map(|home| std::fs::read_to_string(home.join(file)).ok());
            let written = texts.next().unwrap_or_else(|| panic!("{file} is named and is not there"));
            let there = written.lines().nth(number - 1).unwrap_or_else(|| panic!("{place} is beyond the end"));
            // The line names what the explanation says of it: an element, a rule, a question or an item of evidence.
            let names: Vec<&str> = there.split([' ', ':', '{', '"']).filter(|word| word.len() > 2).collect();
            let local =
                |word: &&str| line.contains(*word) || line.contains(&format!("/{word}")) || element.contains(*word);
            assert!(names.iter().any(local), "{place} says `{there}`, which is not what is explained: {line}");
            places += 1;
        }
        assert!(places > 0, "{element} names no place");
    }
}
