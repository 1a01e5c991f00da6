//! YAML text as a tree of nodes that know their place and keep every scalar as it was written.
//!
//! The parser infers types, so that the clause `8.10` would become the number 8.1. The tree takes the written text back
//! from the file, so that `8.10` stays `8.10` and `no` stays `no`; what a scalar means is decided by who asks for it.

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Location, Options, Spanned};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Place;

/// A piece of YAML and its place.
#[derive(Debug, Clone)]
pub struct Node {
    pub place: Place,
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing: `key:` with no value, or `~`.
    Nothing,
    /// Text as written, without quotes.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, keys in the order of the file, each once.
    Mapping(Vec<(Node, Node)>),
}

/// Deepest nesting that a file may have: several times what any shape of ours needs.
const DEEPEST: usize = 64;
/// Largest count of nodes after aliases are expanded: some twenty times the largest framework.
const LARGEST: usize = 1_000_000;
/// Largest count of nodes that aliases may add: nothing of ours needs an alias.
const LARGEST_BY_ALIASES: usize = 100_000;

/// Reads YAML text; the first syntax error ends the reading, duplicate keys are all reported.
pub fn parse(file: &Arc<str>, text: &str, problems: &mut Vec<Diagnostic>) -> Option<Node> {
    if text.trim().is_empty() {
        problems.push(empty(file, "the file is empty"));
        return None;
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(Spanned { value: Raw::Nothing, .. }) => {
            problems.push(empty(file, "the file holds nothing but comments"));
            None
        }
        Ok(raw) => Some(node(file, text, raw, problems)),
        Err(error) => {
            problems.push(syntax_error(file, text, &error));
            None
        }
    }
}

fn empty(file: &Arc<str>, words: &str) -> Diagnostic {
    let problem = Diagnostic::error(codes::EMPTY_FILE, &Place::whole(file), words);
    problem.help("start it with its format, such as `format: gradus/responses/1`, or remove the file")
}

fn options() -> Options {
    serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        reject_unsupported_tags: true,
        with_snippet: false,
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: LARGEST_BY_ALIASES },
        budget: serde_yaml::budget! { max_depth: DEEPEST, max_nodes: LARGEST, max_documents: 1 },
    }
}

/// What the parser says, in our words where its own are about its insides.
fn syntax_error(file: &Arc<str>, text: &str, error: &serde_yaml::Error) -> Diagnostic {
    use serde_yaml::Error;
    use serde_yaml::budget::BudgetBreach;
    let error = error.without_snippet();
    let place = match error.location() {
        Some(location) => place(file, text, location),
        None => Place::whole(file),
    };
    let too_large = |words: String, help: &str| Diagnostic::error(codes::TOO_LARGE, &place, words).help(help);
    match error {
        Error::Budget { breach: BudgetBreach::Documents { .. }, .. } | Error::MultipleDocuments { .. } => {
            Diagnostic::error(codes::SYNTAX, &place, "a second document begins here, but a file holds one")
                .help("put what follows into a file of its own, or remove the line `---`")
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            let words = format!("the nesting is deeper than {DEEPEST} levels, which no file of ours needs");
            too_large(words, "look for brackets or indentation that were not meant")
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            too_large("an anchor refers to itself, so that the file would never end".to_owned(), WITHOUT_ANCHORS)
        }
        Error::Budget { .. } => {
            let words = format!("the file holds more than {LARGEST} values, which is more than may be read");
            too_large(words, "split the file into several, or look for a part that repeats without end")
        }
        Error::MergeKeyNotAllowed { .. } => {
            Diagnostic::error(codes::SYNTAX, &place, "the merge key `<<` is not read here")
                .help("write out the entries that it would merge")
        }
        other => {
            let words = other.to_string();
            let words = words.lines().next().unwrap_or_default();
            // The place is shown anyway.
            let words = words.split(" at line ").next().unwrap_or_default();
            if words.contains("recursion limit") {
                let words = format!("the nesting is deeper than {DEEPEST} levels, which no file of ours needs");
                return too_large(words, "look for brackets or indentation that were not meant");
            }
            if words.contains("alias") && words.contains("limit") {
                let words = format!("anchors grow the file by more than {LARGEST_BY_ALIASES} values");
                return too_large(words, WITHOUT_ANCHORS);
            }
            Diagnostic::error(codes::SYNTAX, &place, format!("this is not YAML: {}", plain(words))).help(advice(words))
        }
    }
}

const WITHOUT_ANCHORS: &str = "write out what is meant; no file of ours needs anchors (`&name`) and aliases (`*name`)";

/// The parser's terms in words that its reader knows.
fn plain(words: &str) -> String {
    const TERMS: [(&str, &str); 6] = [
        ("flow mapping", "mapping in `{…}`"),
        ("flow sequence", "list in `[…]`"),
        ("block mapping", "mapping"),
        ("block sequence", "list"),
        ("plain scalar", "text"),
        ("quoted scalar", "quoted text"),
    ];
    TERMS.iter().fold(words.to_owned(), |words, (term, plain)| words.replace(term, plain))
}

/// What is usually behind a message of the parser.
fn advice(words: &str) -> &'static str {
    const ADVICE: [(&str, &str); 8] = [
        ("mapping values", "put quotation marks around a text that holds `: `, or correct the indentation"),
        ("flow", "put quotation marks around a text that holds `: `, or close the bracket"),
        ("tab", "indent with spaces; YAML takes no tabs"),
        ("unclosed quote", "add the quotation mark that closes this text"),
        ("simple key", "write `name: value` here, or indent the line further to continue the one above"),
        ("unexpected character", "remove the character that no text has, or save the file again as plain text"),
        ("tag", "write the value without `!`, or put quotation marks around it"),
        ("binary", "write the value without `!!binary`"),
    ];
    let known = ADVICE.iter().find(|(part, _)| words.to_lowercase().contains(part));
    known.map_or("compare indentation, colons, brackets and quotation marks with the lines around it", |(_, help)| help)
}

/// A node as the parser hands it over.
enum Raw {
    Nothing,
    /// Text that the parser read as text.
    Text(String),
    /// A plain scalar that the parser took for a number or a truth value; its text stands in the file.
    Inferred,
    List(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

fn node(file: &Arc<str>, text: &str, raw: Spanned<Raw>, problems: &mut Vec<Diagnostic>) -> Node {
    let place = place(file, text, raw.referenced);
    let content = match raw.value {
        Raw::Nothing => Content::Nothing,
        Raw::Text(words) => Content::Scalar(words),
        Raw::Inferred => Content::Scalar(written(text, raw.defined)),
        Raw::List(items) => Content::List(items.into_iter().map(|item| node(file, text, item, problems)).collect()),
        Raw::Mapping(entries) => Content::Mapping(mapping(file, text, entries, problems)),
    };
    Node { place, content }
}

fn mapping(
    file: &Arc<str>,
    text: &str,
    entries: Vec<(Spanned<Raw>, Spanned<Raw>)>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Node, Node)> {
    let mut known: indexmap::IndexMap<String, (Node, Node)> = indexmap::IndexMap::new();
    for (key, value) in entries {
        let key = node(file, text, key, problems);
        let value = node(file, text, value, problems);
        let Content::Scalar(name) = &key.content else {
            problems.push(Diagnostic::error(codes::WRONG_TYPE, &key.place, "a key must be a single word or text"));
            continue;
        };
        match known.get(name) {
            Some((first, _)) => problems.push(
                Diagnostic::error(codes::DUPLICATE_KEY, &key.place, format!("the key `{name}` stands here twice"))
                    .label("again here")
                    .related(&first.place, "first here")
                    .help("keep one of the two; which one was meant cannot be guessed"),
            ),
            None => {
                known.insert(name.clone(), (key, value));
            }
        }
    }
    known.into_values().collect()
}

fn place(file: &Arc<str>, text: &str, location: Location) -> Place {
    let span = location.span();
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).max(1);
    let (line, column) = (narrow(location.line()), narrow(location.column()));
    let start = match span.byte_offset() {
        Some(offset) => usize::try_from(offset).unwrap_or(usize::MAX).min(text.len()),
        // Some errors of the parser know their line and column only.
        None => offset_of(text, line, column),
    };
    let length = usize::try_from(span.byte_len().unwrap_or(0)).unwrap_or(0).min(text.len() - start);
    // A mapping or list reaches over many lines; pointing at its first line is enough.
    let first_line = text.get(start..start + length).and_then(|words| words.lines().next()).map_or(length, str::len);
    let one_character = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Place { file: file.clone(), line, column, start, length: first_line.max(one_character) }
}

/// The byte at which a column of a line starts; the end of the line where it is shorter.
fn offset_of(text: &str, line: u32, column: u32) -> usize {
    let before = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum::<usize>();
    let line = text[before..].lines().next().unwrap_or_default();
    before + line.chars().take(column as usize - 1).map(char::len_utf8).sum::<usize>()
}

fn written(text: &str, location: Location) -> String {
    let span = location.span();
    let range = span.byte_offset().zip(span.byte_len()).and_then(|(start, length)| {
        let start = usize::try_from(start).ok()?;
        text.get(start..start + usize::try_from(length).ok()?)
    });
    range.unwrap_or_default().trim().to_owned()
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Raw;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("YAML")
            }

            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Nothing)
            }

            fn visit_none<E>(self) -> Result<Raw, E> {
                Ok(Raw::Nothing)
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
                deserializer.deserialize_any(self)
            }

            fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
                Ok(Raw::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Raw, E> {
                Ok(Raw::Text(text))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Inferred)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(Raw::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Mapping(entries))
            }
        }

        deserializer.deserialize_any(Any)
    }
}
