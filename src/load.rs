//! From files to the checked model. Reads through a [`Store`], never the file system itself; collects every problem
//! instead of stopping at the first.

mod element;
mod engagement;
mod framework;
mod library;
mod measure;
mod questionnaire;
mod reply;
mod store;
pub mod written;

use std::sync::Arc;

use indexmap::IndexMap;
use serde::de::DeserializeOwned;

pub use library::Library;
pub use store::{Embedded, ReadError, Store};

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, suggestion};
use crate::model::{Engagement, Framework, InputFile, Questionnaire};
use crate::source::{Located, Place};

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
    pub fn text(&self, file: &str) -> Option<String> {
        self.texts.get(file).cloned()
    }

    /// Loads a framework from its folder.
    pub fn framework(&mut self, store: &dyn Store, folder: &str) -> Option<Framework> {
        framework::load(self, store, folder)
    }

    /// Loads a questionnaire from its folder, for a framework that has been loaded.
    pub fn questionnaire(&mut self, store: &dyn Store, folder: &str, about: &Framework) -> Option<Questionnaire> {
        questionnaire::load(self, store, folder, about)
    }

    /// Loads an engagement from its folder, together with the frameworks and questionnaires that it uses.
    pub fn engagement(&mut self, store: &dyn Store, folder: &str, library: &Library) -> Option<Loaded> {
        engagement::load(self, store, folder, library)
    }

    /// Reads one file as a written shape. `place` is where the file is named, if it is.
    fn read<T: DeserializeOwned>(
        &mut self,
        store: &dyn Store,
        path: &str,
        named: Option<&Place>,
        format: &str,
    ) -> Option<(T, InputFile)> {
        let bytes = self.bytes(store, path, named)?;
        let file: Arc<str> = path.into();
        let input = InputFile::of(path, &bytes);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.problems.push(not_utf8(&file, &error));
                return None;
            }
        };
        self.texts.insert(path.to_owned(), text.clone());
        let node = crate::yaml::node::parse(&file, &text, &mut self.problems)?;
        if !self.has_format(&node, format) {
            return None;
        }
        crate::yaml::decode(&node, &mut self.problems).map(|written| (written, input))
    }

    /// Reads the bytes of a file, or says why that cannot be done.
    fn bytes(&mut self, store: &dyn Store, path: &str, named: Option<&Place>) -> Option<Vec<u8>> {
        let problem = match store.read(path) {
            Ok(bytes) => return Some(bytes),
            Err(ReadError::Missing) => format!("there is no file `{path}`"),
            Err(ReadError::Folder) => format!("`{path}` is a folder, not a file"),
            Err(ReadError::Outside) => format!("`{path}` leads out of the folder that it belongs to"),
            Err(ReadError::Unreadable(reason)) => format!("`{path}` cannot be read: {reason}"),
        };
        let place = named.cloned().unwrap_or_else(|| Place::whole(&path.into()));
        self.problems.push(Diagnostic::error(codes::MISSING_FILE, &place, problem));
        None
    }

    /// Whether a file is of the shape and version that is read here.
    fn has_format(&mut self, node: &crate::yaml::node::Node, format: &str) -> bool {
        use crate::yaml::node::Content;
        let Content::Mapping(entries) = &node.content else {
            let words = "a file of ours is a mapping that starts with `format:`";
            self.problems.push(Diagnostic::error(codes::WRONG_TYPE, &node.place, words));
            return false;
        };
        let written = entries.iter().find_map(|(key, value)| match (&key.content, &value.content) {
            (Content::Scalar(key), Content::Scalar(words)) if key == "format" => Some((words, &value.place)),
            _ => None,
        });
        let help = format!("this place takes `format: {format}`");
        let problem = match written {
            Some((words, _)) if words == format => return true,
            Some((words, place)) => {
                let newer = newer_version(words, format);
                let message = if newer {
                    format!("`{words}` is newer than this program reads")
                } else {
                    format!("`{words}` is not the format expected here")
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
    let place = Place { line: u32::try_from(line).unwrap_or(u32::MAX), ..Place::whole(file) };
    Diagnostic::error(codes::NOT_UTF8, &place, format!("line {line} is not UTF-8 text"))
        .help("save the file as UTF-8; programs for the desktop call it `Unicode (UTF-8)`")
}

/// An engagement with all that it uses.
pub struct Loaded {
    /// The engagement.
    pub engagement: Engagement,
    /// The frameworks that it uses, in its order.
    pub frameworks: Vec<Framework>,
    /// The questionnaires that its responses answer.
    pub questionnaires: IndexMap<String, Questionnaire>,
}

impl Loader {
    /// The framework that a questionnaire asks about, before the questionnaire itself is loaded.
    pub fn framework_of_questionnaire(&mut self, store: &dyn Store, folder: &str) -> Option<Located<String>> {
        questionnaire::framework_of(self, store, folder)
    }

    /// Reports a framework that is not in the library.
    pub fn unknown_framework(&mut self, name: &Located<String>, known: &[String]) {
        self.unknown(codes::UNKNOWN_FRAMEWORK, name, "the framework", known.iter().map(String::as_str));
    }
}
