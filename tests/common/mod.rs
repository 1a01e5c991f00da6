//! What the tests share: files of the repository or of memory as a store, and loading that has to succeed.

#![allow(dead_code, reason = "each test file takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::diagnostic::{Diagnostic, render};
use gradus::load::{Library, Loader, ReadError, Store};
use gradus::model::Loaded;
use gradus::model::{Framework, Questionnaire};

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the repository, by paths relative to it.
pub struct Disk;

impl Store for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let path = repository().join(path);
        if path.is_dir() {
            return Err(ReadError::Folder);
        }
        fs::read(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => ReadError::Missing,
            _ => ReadError::Unreadable(error.to_string()),
        })
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(repository().join(folder)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<String> =
            names.map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }).collect();
        paths.sort();
        paths
    }
}

/// Files in memory, by path.
#[derive(Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Store for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = format!("{folder}/");
        let directly = |path: &String| {
            let name = path.strip_prefix(&inside)?.split('/').next()?;
            Some(format!("{inside}{name}"))
        };
        let mut paths: Vec<String> = self.0.keys().filter_map(directly).collect();
        paths.dedup();
        paths
    }
}

/// An assessment folder `case` in memory with one framework and one file of responses. `used` is what the assessment
/// says of the framework beyond its version; `said` is what the file of responses holds behind its date.
pub fn case(framework: &str, used: &str, said: &str) -> Memory {
    let main = format!(
        "format: gradus/assessment/1
id: case
title: Case
organization: {{name: Nobody}}
scope: {{statement: Nothing}}
sponsor: {{name: Nobody}}
team: [{{id: lead, name: Nobody}}]
class: 3
independence: D
dates: {{from: 2026-01-01, to: 2026-01-01, report: 2026-01-01}}
frameworks:
  - id: {framework}
    version: 1.0.0
{used}"
    );
    let responses = format!(
        "format: gradus/responses/1
respondent: {{id: lead, role: auditor}}
method: document review
date: 2026-01-01
{said}"
    );
    let files = [("case/assessment.yaml", main), ("case/responses/lead.yaml", responses)];
    Memory(files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect())
}

/// Frameworks and questionnaires as they stand in the repository.
pub fn library() -> Library<'static> {
    Library::new(&Disk, "")
}

/// Loads an assessment folder of the repository; a problem of any severity ends the test.
pub fn load(folder: &str) -> Loaded {
    load_from(&Disk, folder)
}

/// Loads an assessment folder of a store; a problem of any severity ends the test.
pub fn load_from(store: &dyn Store, folder: &str) -> Loaded {
    let mut loader = Loader::new();
    let loaded = loader.engagement(store, folder, &library());
    without_problems(&loader, folder, loaded)
}

/// The problems of an assessment folder of a store.
pub fn problems(store: &dyn Store, folder: &str) -> Vec<Diagnostic> {
    let mut loader = Loader::new();
    loader.engagement(store, folder, &library());
    loader.problems
}

/// Loads and assesses an assessment folder of the repository with the knowledge of its report's date.
pub fn assess(folder: &str) -> Assessment {
    assess_loaded(&load(folder))
}

/// Assesses with the knowledge of the report's date.
pub fn assess_loaded(loaded: &Loaded) -> Assessment {
    gradus::assess::assess(loaded, loaded.engagement.agreement.report).expect("nothing is decided that may not be")
}

/// A framework of the repository.
pub fn framework(id: &str) -> Framework {
    let mut loader = Loader::new();
    let framework = loader.framework(&Disk, &format!("frameworks/{id}"));
    without_problems(&loader, id, framework)
}

/// A questionnaire of the repository.
pub fn questionnaire(id: &str, about: &Framework) -> Questionnaire {
    let mut loader = Loader::new();
    let questionnaire = loader.questionnaire(&Disk, &format!("questionnaires/{id}"), about);
    without_problems(&loader, id, questionnaire)
}

fn without_problems<T>(loader: &Loader, name: &str, loaded: Option<T>) -> T {
    let rendered = loader.problems.iter().map(|problem| render(problem, |file| loader.text(file), false));
    let rendered: Vec<String> = rendered.collect();
    assert!(rendered.is_empty(), "{name}:\n{}", rendered.join("\n\n"));
    loaded.unwrap_or_else(|| panic!("`{name}` was not loaded, and nothing says why"))
}

/// What is known of a measure of an element, under the one framework that an assessment uses.
pub fn outcome<'a>(assessment: &'a Assessment, element: &str, measure: &str) -> &'a OutcomeRecord {
    assert_eq!(assessment.frameworks.len(), 1, "one framework is meant");
    &assessment.frameworks[0].elements[element].results[measure].outcome
}

/// The value of a measure that has to be known.
pub fn known<'a>(assessment: &'a Assessment, element: &str, measure: &str) -> &'a str {
    let outcome = outcome(assessment, element, measure);
    outcome.known().unwrap_or_else(|| panic!("{measure} of `{element}` is {outcome:?}"))
}
