//! What people read in frameworks, questionnaires and the Markdown beside them, as passages that know their place.

use std::fs;
use std::sync::Arc;

use gradus::yaml::node::{Content, Node, parse};

use crate::common::repository;

/// Stands for what is no prose within a passage: code and placeholders.
pub const LEFT_OUT: char = '\u{fffc}';

const FOLDERS: [&str; 2] = ["frameworks", "questionnaires"];
const MARKDOWN: [&str; 3] = ["README.md", "frameworks/README.md", "CHANGELOG.md"];

/// Keys whose text is not ours: names of publications and of what is tagged with them.
const NOT_OURS: [&str; 1] = ["source"];
/// Keys whose text is prose even when it is a single word; every other is if it holds a blank.
const PROSE: [&str; 4] = ["title", "plural", "evidence", "look-for"];

/// A text that somebody reads.
pub struct Passage {
    pub file: Arc<str>,
    /// The key it stands under, or under whose list; nothing for Markdown.
    pub key: String,
    pub text: String,
    line: usize,
    /// The file from the start of the passage.
    written: Arc<str>,
    start: usize,
}

impl Passage {
    /// A passage that stands in no file, to try the rules on.
    pub fn made_up(key: &str, text: &str) -> Passage {
        let file = "frameworks/made-up/framework.yaml".into();
        Passage { file, key: key.into(), text: prose(text), line: 1, written: text.into(), start: 0 }
    }

    /// The file and the line on which `words` stand.
    pub fn place(&self, words: &str) -> String {
        let first = words.split_whitespace().next().unwrap_or_default();
        let written = self.written.get(self.start..).unwrap_or_default();
        let below = written.find(first).map_or(0, |at| written[..at].matches('\n').count());
        // Further down it is another passage that holds the same word.
        let below = if below > self.text.len() / 40 + 2 { 0 } else { below };
        format!("{}:{}", self.file, self.line + below)
    }

    /// Letters with apostrophes and `&`: what a dictionary can know. Nothing with a digit in it is a word.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let pieces = self.text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '&')));
        let words = pieces.map(|piece| piece.trim_matches('\''));
        words.filter(|word| word.chars().count() > 1 && !word.chars().any(|c| c.is_ascii_digit()))
    }
}

/// Every passage of the library and of the Markdown that explains it.
pub fn passages() -> Vec<Passage> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for file in files(folder) {
            of_yaml(&file, &mut found);
        }
    }
    for file in MARKDOWN {
        of_markdown(file, &mut found);
    }
    found
}

fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(repository().join(folder)).unwrap().map(Result::unwrap);
    let mut paths: Vec<String> = entries
        .flat_map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() { files(&path) } else { vec![path] }
        })
        .filter(|path| path.ends_with(".yaml"))
        .collect();
    paths.sort();
    paths
}

fn read(file: &str) -> Arc<str> {
    fs::read_to_string(repository().join(file)).unwrap().into()
}

fn of_yaml(file: &str, found: &mut Vec<Passage>) {
    let (file, written): (Arc<str>, _) = (file.into(), read(file));
    let mut problems = Vec::new();
    let node = parse(&file, &written, &mut problems);
    assert!(problems.is_empty(), "{file} is not in order: `gradus check` says why");
    walk(&node.expect("it holds something"), "", &written, found);
}

fn walk(node: &Node, key: &str, written: &Arc<str>, found: &mut Vec<Passage>) {
    match &node.content {
        Content::Nothing => {}
        Content::List(items) => items.iter().for_each(|item| walk(item, key, written, found)),
        Content::Mapping(entries) => {
            for (name, value) in entries {
                let Content::Scalar(name) = &name.content else { continue };
                walk(value, name, written, found);
            }
        }
        Content::Scalar(text) => {
            if NOT_OURS.contains(&key) || !(PROSE.contains(&key) || text.contains(' ')) {
                return;
            }
            found.push(Passage {
                file: node.place.file.clone(),
                key: key.to_owned(),
                text: prose(text),
                line: node.place.line as usize,
                written: written.clone(),
                start: node.place.start,
            });
        }
    }
}

/// Paragraphs, headings and rows of tables, without code and without the addresses of links.
fn of_markdown(file: &str, found: &mut Vec<Passage>) {
    let written = read(file);
    let mut fenced = false;
    let mut open: Option<Passage> = None;
    for (number, line) in written.lines().enumerate() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        let row = line.starts_with('|');
        if fence || fenced || row || line.trim().is_empty() || line.trim_start().starts_with("- ") {
            found.extend(open.take());
        }
        if fence || fenced || line.trim().is_empty() {
            continue;
        }
        let start = line.as_ptr() as usize - written.as_ptr() as usize;
        let passage = open.get_or_insert_with(|| Passage {
            file: file.into(),
            key: String::new(),
            text: String::new(),
            line: number + 1,
            written: written.clone(),
            start,
        });
        let gap = if passage.text.is_empty() { "" } else { " " };
        passage.text = format!("{}{gap}{}", passage.text, line.trim());
        if row {
            found.extend(open.take());
        }
    }
    found.extend(open);
    for passage in found.iter_mut().filter(|passage| passage.file.as_ref() == file) {
        passage.text = prose(&passage.text);
    }
}

/// The text with [`LEFT_OUT`] for each piece of code, each placeholder and each address of a link.
fn prose(text: &str) -> String {
    let text = without(text, "`", "`");
    let text = without(&text, "{", "}");
    without(&text, "](", ")")
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        let Some((_, after)) = inside.split_once(close) else { break };
        kept.push_str(before);
        kept.push(LEFT_OUT);
        rest = after;
    }
    kept + rest
}
