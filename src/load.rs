//! From files to the checked model. Reads through a [`Store`], never the file system itself; collects every problem
//! instead of stopping at the first.

mod cases;
mod crosswalk;
mod element;
mod engagement;
mod framework;
mod library;
mod measure;
mod questionnaire;
mod reply;
mod scale;
mod store;
mod tailoring;
mod variant;
mod weights;
pub mod written;

use std::sync::Arc;

use indexmap::IndexMap;
use serde::de::DeserializeOwned;

pub use library::{Found, Library};
pub use store::{Embedded, ReadError, Store};

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, nearest, suggestion};
use crate::model::{Case, Crosswalk, Framework, InputFile, Loaded, Questionnaire};
use crate::source::{Located, Place};
use crate::yaml::node::{Content, Node};

const MEGABYTE: usize = 1_000_000;
/// Largest file that is read: some hundred times the largest of ours.
const LARGEST_FILE: usize = 16 * MEGABYTE;

/// Everything that one run has read, and what was wrong with it.
#[derive(Default)]
pub struct Loader {
    /// Problems, in the order in which they were met.
    pub problems: Vec<Diagnostic>,
    /// Text of every file read, by its name, for showing problems.
    texts: IndexMap<String, String>,
}

impl Loader {
    /// A loader that has read nothing yet.
    pub fn new() -> Loader {
        Loader::default()
    }

    /// Whether nothing that was read is beyond use.
    pub fn is_sound(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity == Severity::Warning)
    }

    /// The text of a file that was read.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(String::as_str)
    }

    /// Loads a framework from its folder. Where it is another one tailored, that one stands beside it or comes with the
    /// program.
    pub fn framework(&mut self, store: &dyn Store, folder: &str) -> Option<Framework> {
        framework::load(self, store, folder, &Library::new(&Embedded, ""))
    }

    /// Loads a framework from its folder. Where it is another one tailored, that one stands beside it or in the library.
    pub fn framework_of(&mut self, store: &dyn Store, folder: &str, library: &Library<'_>) -> Option<Framework> {
        framework::load(self, store, folder, library)
    }

    /// Loads a questionnaire from its folder, for a framework that has been loaded.
    pub fn questionnaire(&mut self, store: &dyn Store, folder: &str, about: &Framework) -> Option<Questionnaire> {
        questionnaire::load(self, store, folder, about)
    }

    /// The frameworks that a crosswalk leads from and to, before the crosswalk itself is loaded.
    pub fn frameworks_of_crosswalk(
        &mut self,
        store: &dyn Store,
        path: &str,
    ) -> Option<(Located<String>, Located<String>)> {
        crosswalk::frameworks_of(self, store, path)
    }

    /// Loads a crosswalk from its file, between two frameworks that have been loaded.
    pub fn crosswalk(&mut self, store: &dyn Store, path: &str, from: &Framework, to: &Framework) -> Option<Crosswalk> {
        crosswalk::load(self, store, path, from, to)
    }

    /// Loads an engagement from its folder, together with the frameworks and questionnaires that it uses.
    pub fn engagement(&mut self, store: &dyn Store, folder: &str, library: &Library) -> Option<Loaded> {
        engagement::load(self, store, folder, library)
    }

    /// Loads the cases that stand beside a framework: answers with the results that they must have.
    pub fn cases(&mut self, store: &dyn Store, folder: &str, framework: &Framework) -> Option<Vec<Case>> {
        cases::load(self, store, folder, framework)
    }

    /// Reads one file as a written shape. `place` is where the file is named, if it is.
    fn read<T: DeserializeOwned>(
        &mut self,
        store: &dyn Store,
        path: &str,
        named: Option<&Place>,
        format: &str,
    ) -> Option<(T, InputFile)> {
        let (node, input) = self.node(store, path, named, format)?;
        crate::yaml::decode(&node, &mut self.problems).map(|written| (written, input))
    }

    /// Reads one file as YAML of a format.
    fn node(
        &mut self,
        store: &dyn Store,
        path: &str,
        named: Option<&Place>,
        format: &str,
    ) -> Option<(Node, InputFile)> {
        let bytes = self.bytes(store, path, named)?;
        let file: Arc<str> = path.into();
        if bytes.len() > LARGEST_FILE {
            let (size, most) = (bytes.len() / MEGABYTE, LARGEST_FILE / MEGABYTE);
            let words = format!("the file has {size} MB; files of up to {most} MB are read");
            let problem = Diagnostic::error(codes::TOO_LARGE, &Place::whole(&file), words);
            self.problems.push(problem.help("split the file into several; what is not text belongs into `evidence/`"));
            return None;
        }
        let input = InputFile::of(path, &bytes);
        let text = match String::from_utf8(bytes) {
            // A byte order mark is no part of the text; some editors write it.
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => {
                self.problems.push(not_utf8(&file, &error));
                self.texts.insert(path.to_owned(), String::from_utf8_lossy(error.as_bytes()).into_owned());
                return None;
            }
        };
        let node = crate::yaml::node::parse(&file, &text, &mut self.problems);
        self.texts.insert(path.to_owned(), text);
        node.filter(|node| self.has_format(node, format)).map(|node| (node, input))
    }

    /// Reads the bytes of a file, or says why that cannot be done.
    fn bytes(&mut self, store: &dyn Store, path: &str, named: Option<&Place>) -> Option<Vec<u8>> {
        let (words, help) = match store.read(path) {
            Ok(bytes) => return Some(bytes),
            Err(ReadError::Missing) => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let files = store.list(folder);
                let near = nearest(name_of(path), files.iter().map(|file| name_of(file)));
                let help = match (near, named) {
                    (Some(near), _) => format!("did you mean `{near}`, which is in the same folder?"),
                    (None, Some(_)) => "create the file, or remove its name here".to_owned(),
                    (None, None) => "compare the path with the folders on disk".to_owned(),
                };
                (format!("there is no file `{path}`"), help)
            }
            Err(ReadError::Folder) => {
                (format!("`{path}` is a folder, not a file"), "a file of that name belongs here".to_owned())
            }
            Err(ReadError::Outside) => (
                format!("`{path}` leads out of the folder that it belongs to"),
                "copy the file to where it belongs".to_owned(),
            ),
            Err(ReadError::Unreadable(reason)) => {
                (format!("`{path}` cannot be read: {reason}"), "check who may read the file".to_owned())
            }
        };
        let place = named.cloned().unwrap_or_else(|| Place::whole(&path.into()));
        self.problems.push(Diagnostic::error(codes::MISSING_FILE, &place, words).help(help));
        None
    }

    /// Whether a file is of the shape and version that is read here.
    fn has_format(&mut self, node: &Node, format: &str) -> bool {
        let Content::Mapping(entries) = &node.content else {
            let words = "expected `name: value` lines, the first of them `format:`";
            let problem = Diagnostic::error(codes::WRONG_TYPE, &node.place, words);
            self.problems.push(problem.help(format!("start the file with `format: {format}`")));
            return false;
        };
        let written = entries.iter().find_map(|(key, value)| match (&key.content, &value.content) {
            (Content::Scalar(key), Content::Scalar(words)) if key == "format" => Some((words, &value.place)),
            _ => None,
        });
        let help = format!("a file at this place starts with `format: {format}`");
        let problem = match written {
            Some((words, _)) if words == format => return true,
            Some((words, place)) => {
                let newer = newer_version(words, format);
                let message = if newer {
                    format!("the format `{words}` is newer than this program reads, which is `{format}`")
                } else {
                    format!("`{words}` is not the format of a file at this place")
                };
                let help =
                    if newer { "update gradus, or ask for the file in the older format".to_owned() } else { help };
                Diagnostic::error(codes::UNKNOWN_FORMAT, place, message).help(help)
            }
            None => {
                Diagnostic::error(codes::UNKNOWN_FORMAT, &node.place, "the file does not state its format").help(help)
            }
        };
        self.problems.push(problem);
        false
    }

    fn unknown<'a>(
        &mut self,
        code: crate::diagnostic::Code,
        name: &Located<String>,
        what: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let problem = Diagnostic::error(code, &name.place, format!("{what} `{}` is not known", name.value));
        self.problems.push(problem.help(suggestion(name, known)));
    }
}

/// The last part of a path.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether both name the same shape, and `written` a later version of it.
fn newer_version(written: &str, known: &str) -> bool {
    let split = |words: &str| {
        let (shape, version) = words.rsplit_once('/')?;
        Some((shape.to_owned(), version.parse::<u32>().ok()?))
    };
    matches!((split(written), split(known)), (Some((a, new)), Some((b, old))) if a == b && new > old)
}

fn not_utf8(file: &Arc<str>, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
    // Where the text is shown, the replacement character stands at the first byte that is no text.
    let (start, length) = (valid.len(), '\u{fffd}'.len_utf8());
    let last_line = valid.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let column = 1 + String::from_utf8_lossy(last_line).chars().count();
    let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
    let place = Place { file: file.clone(), line: narrow(line), column: narrow(column), start, length };
    Diagnostic::error(codes::NOT_UTF8, &place, format!("line {line} is not UTF-8 text"))
        .label("this byte is no character")
        .help("save the file as UTF-8; programs for the desktop call it `Unicode (UTF-8)`")
}

impl Loader {
    /// The framework that a questionnaire asks about, before the questionnaire itself is loaded.
    pub fn framework_of_questionnaire(&mut self, store: &dyn Store, folder: &str) -> Option<Located<String>> {
        questionnaire::framework_of(self, store, folder)
    }

    /// Reports judgements that a result does not allow, in the folder that the engagement was loaded from.
    pub fn refuse(&mut self, mut judgements: Vec<Diagnostic>, folder: &str) {
        engagement::from_home(&mut judgements, folder);
        self.problems.append(&mut judgements);
    }

    /// Reports a framework that is not in the library.
    pub fn unknown_framework(&mut self, name: &Located<String>, known: &[String]) {
        self.unknown(codes::UNKNOWN_FRAMEWORK, name, "the framework", known.iter().map(String::as_str));
    }
}
