//! `gradus framework new`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Context, Failure, Outcome, load, output};
use crate::load::Loader;

/// A framework with one practice, its cases and its questionnaire: small, sound, and using what most frameworks use.
const FRAMEWORK: &str = include_str!("new/framework.yaml");
const CASES: &str = include_str!("new/cases.yaml");
const QUESTIONNAIRE: &str = include_str!("new/questionnaire.yaml");
/// Changes to another framework, all still to be made.
const TAILORING: &str = include_str!("new/tailoring.yaml");
/// What `gradus framework new` may make in the folder of a framework.
const MAIN_FILES: &[&str] = &["framework.yaml", "cases.yaml", "tailoring.yaml"];

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
        if self.tailor.as_ref() == Some(&self.id) {
            let words = format!("`{}` cannot be the name of what is tailored and of what comes out", self.id);
            return Err(Failure::Usage(words));
        }
        let files = self.files(context)?;
        // A framework and a tailoring do not stand in one folder, so whatever is there already is in the way.
        let taken = MAIN_FILES.iter().map(|name| self.framework().join(name)).chain([self.questions()]);
        if let Some(taken) = taken.into_iter().find(|path| path.exists()) {
            return Err(Failure::Usage(format!("`{}` is there already, and nothing was written", taken.display())));
        }
        let mut made = Made::default();
        for (path, text) in &files {
            if let Err(failure) = made.write(path, text) {
                made.take_back();
                return Err(failure);
            }
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

    fn framework(&self) -> PathBuf {
        self.folder.join("frameworks").join(&self.id)
    }

    fn questions(&self) -> PathBuf {
        self.folder.join("questionnaires").join(self.all_questions()).join("questionnaire.yaml")
    }

    fn all_questions(&self) -> String {
        format!("{}-full", self.id)
    }

    /// What is written where.
    fn files(&self, context: &Context) -> Result<Vec<(PathBuf, String)>, Failure> {
        let folder = self.framework();
        let (base, version) = match &self.tailor {
            Some(base) => (base.as_str(), version(context, base)?),
            None => ("", String::new()),
        };
        let all = self.all_questions();
        let named = |text: &str| {
            filled(text, &[("ID", &self.id), ("QUESTIONNAIRE", &all), ("BASE", base), ("VERSION", &version)])
        };
        if self.tailor.is_some() {
            return Ok(vec![(folder.join("tailoring.yaml"), named(TAILORING))]);
        }
        Ok(vec![
            (folder.join("framework.yaml"), named(FRAMEWORK)),
            (folder.join("cases.yaml"), named(CASES)),
            (self.questions(), named(QUESTIONNAIRE)),
        ])
    }
}

/// A text with values in the place of markers such as `@ID@`. What a value holds is never taken for a marker.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let fill = |(index, piece): (usize, &str)| match values.iter().find(|(name, _)| *name == piece) {
        Some((_, value)) if index % 2 == 1 => scalar(value),
        _ => piece.to_owned(),
    };
    text.split('@').enumerate().map(fill).collect()
}

/// A text as a value in YAML: in quotes where it would be read as something else.
fn scalar(text: &str) -> String {
    let word = text.to_ascii_lowercase();
    let other = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&word.as_str());
    let version = text.matches('.').count() > 1 && text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic()) || version;
    if starts && !other && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Files and folders as they are made, to be taken back if one cannot be: half a framework is in the way of a whole one.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn write(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        let above = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        let missing: Vec<&Path> = above.take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev() {
            let doing = || format!("cannot make the folder `{}`", folder.display());
            fs::create_dir(folder).map_err(|error| Failure::environment(&doing(), &error))?;
            self.folders.push(folder.to_owned());
        }
        output::write(path, text.as_bytes())?;
        self.files.push(path.to_owned());
        Ok(())
    }

    /// What cannot be taken back stays; the failure that led here says more.
    fn take_back(self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
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

#[cfg(test)]
mod tests {
    use super::{filled, scalar};

    #[test]
    fn what_yaml_reads_as_something_else_is_quoted() {
        for plain in ["acme-desk", "iso-20000-1-2018", "1.0.0", "nobody"] {
            assert_eq!(scalar(plain), plain);
        }
        for text in ["null", "Yes", "no", "12", "1.0", "1e3", "2026-01-01", "", "a: b"] {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn a_value_is_not_taken_for_a_marker() {
        let values = [("ID", "base"), ("BASE", "@ID@"), ("VERSION", "1.0")];
        assert_eq!(filled("a: @ID@, b: @BASE@, c: @VERSION@", &values), "a: base, b: \"@ID@\", c: \"1.0\"");
    }
}
