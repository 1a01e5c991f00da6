//! `gradus framework new`.

use std::path::{Path, PathBuf};

use super::{Context, Failure, Outcome, load, output};
use crate::load::Loader;

/// A framework with one practice, its cases and its questionnaire: small, sound, and using what most frameworks use.
const FRAMEWORK: &str = include_str!("new/framework.yaml");
const CASES: &str = include_str!("new/cases.yaml");
const QUESTIONNAIRE: &str = include_str!("new/questionnaire.yaml");
/// Changes to another framework, all still to be made.
const TAILORING: &str = include_str!("new/tailoring.yaml");
/// The name that the new framework has in them.
const PLACEHOLDER: &str = "my-framework";

/// Make a new framework with its cases and its questionnaire, ready to be filled in.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// Its id, in small letters, digits, `-` and `.`; the folder is named so.
    id: String,
    /// Where to make `frameworks/ID` and `questionnaires/ID-full`: an assessment folder, or a library.
    #[arg(long = "in", value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Make it of this framework, as named changes to it.
    #[arg(long, value_name = "FRAMEWORK")]
    tailor: Option<String>,
}

impl New {
    pub fn run(&self, context: &Context) -> Outcome {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter);
        if self.id.is_empty() || !self.id.chars().all(plain) || self.id.starts_with(['-', '.']) {
            let words = format!("`{}` cannot be the id of a framework: small letters, digits, `-` and `.`", self.id);
            return Err(Failure::Usage(words));
        }
        let files = self.files(context)?;
        if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
            return Err(Failure::Usage(format!("`{}` is there already, and nothing was written", taken.display())));
        }
        for (path, text) in &files {
            output::write(path, text.as_bytes())?;
        }
        let made: Vec<String> = files.iter().map(|(path, _)| format!("made {}\n", path.display())).collect();
        let folder = files.first().and_then(|(path, _)| path.parent()).unwrap_or(Path::new("."));
        let folder = folder.display();
        let next = match self.tailor {
            Some(_) => format!("\nnext: write the changes, then `gradus check {folder}`\n"),
            None => format!("\nnext: edit it, then `gradus check {folder}` and `gradus framework try {folder}`\n"),
        };
        output::print(&format!("{}{next}", made.concat()))
    }

    /// What is written where.
    fn files(&self, context: &Context) -> Result<Vec<(PathBuf, String)>, Failure> {
        let folder = self.folder.join("frameworks").join(&self.id);
        let named = |text: &str| text.replace(PLACEHOLDER, &self.id);
        if let Some(base) = &self.tailor {
            let version = version(context, base)?;
            let text = named(TAILORING).replace("base-framework", base).replace("base-version", &version);
            return Ok(vec![(folder.join("tailoring.yaml"), text)]);
        }
        let questions = self.folder.join("questionnaires").join(format!("{}-full", self.id));
        Ok(vec![
            (folder.join("framework.yaml"), named(FRAMEWORK)),
            (folder.join("cases.yaml"), named(CASES)),
            (questions.join("questionnaire.yaml"), named(QUESTIONNAIRE)),
        ])
    }
}

/// The version of a framework in the library.
fn version(context: &Context, id: &str) -> Result<String, Failure> {
    let library = load::library(context);
    let (store, folder) = library.framework(id).ok_or_else(|| super::framework::unknown(&library, id))?;
    let mut loader = Loader::new();
    match loader.framework_of(store, &folder, &library) {
        Some(framework) => Ok(framework.version),
        None => Err(Failure::Input(Box::new(loader))),
    }
}
