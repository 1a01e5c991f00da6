//! Runs of the program that are cut off in time, and small folders to run it on.

#![allow(dead_code, reason = "each file of tests uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longest that any input may keep the program busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a run ended.
pub struct Run {
    /// Exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A folder that is gone when the test ends.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("a folder can be made") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Place {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Makes a folder.
    pub fn folder(&self, name: &str) -> &Place {
        fs::create_dir_all(self.path(name)).unwrap();
        self
    }

    /// Names of all files and folders in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![self.folder.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let is_folder = path.symlink_metadata().unwrap().is_dir();
                found.push(path.strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned());
                if is_folder {
                    open.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// Runs the program in it, with the small library of the gallery of diagnostics.
    pub fn gradus(&self, arguments: &[&str]) -> Run {
        let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/library");
        let mut program = Command::new(env!("CARGO_BIN_EXE_gradus"));
        program.arg("--library").arg(library).args(arguments);
        self.run(&mut program)
    }

    /// Runs a command in it; one that takes too long, or panics, fails the test.
    pub fn run(&self, command: &mut Command) -> Run {
        // Files instead of pipes: a full pipe nobody reads would make the program wait for us while we wait for it.
        let outputs = tempfile::tempdir().unwrap();
        let file = |name: &str| fs::File::create(outputs.path().join(name)).unwrap();
        let command = command.current_dir(self.folder.path()).stdin(Stdio::null());
        let mut child = command.stdout(file("out")).stderr(file("err")).spawn().expect("the program starts");
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{command:?} was still running after {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let text = |name: &str| String::from_utf8_lossy(&fs::read(outputs.path().join(name)).unwrap()).into_owned();
        let run = Run { code: status.code(), stdout: text("out"), stderr: text("err") };
        assert!(!run.stderr.contains("panicked"), "{command:?}: {}", run.stderr);
        assert!(run.code.is_some_and(|code| (0..=3).contains(&code)), "{command:?}: {status}, {}", run.stderr);
        run
    }
}

impl Run {
    /// The run found the input not to be in order, and said so with this code and these words.
    pub fn refused(&self, code: &str, words: &str) {
        assert_eq!(self.code, Some(2), "{}", self.stderr);
        assert!(self.stderr.contains(&format!("error[{code}]: ")), "{code}: {}", self.stderr);
        assert!(self.stderr.contains(words), "{words}: {}", self.stderr);
    }
}

/// An assessment under the small framework of the gallery of diagnostics, in order as it stands.
pub const ASSESSMENT: &str = "\
format: gradus/assessment/1
id: northwind-2026
title: Northwind service desk 2026
organization: {name: Northwind}
scope: {statement: The service desk}
sponsor: {name: A. Berg}
team:
  - {id: lead, name: C. Dahl}
class: 3
independence: D
dates: {from: 2026-03-02, to: 2026-03-06, report: 2026-03-20}
frameworks:
  - {id: desk-basics, version: 1.0.0}
";

/// The head of a file of responses; the answers follow, each line indented by two spaces.
pub const RESPONSES: &str = "\
format: gradus/responses/1
respondent: {id: desk-manager, role: process owner}
method: interview
date: 2026-03-03
questionnaire: desk-check
answers:
";

/// A folder with that assessment and one file of responses with these answers.
pub fn assessment(answers: &str) -> Place {
    let place = Place::new();
    place.write("a/assessment.yaml", ASSESSMENT).write("a/responses/desk.yaml", format!("{RESPONSES}{answers}"));
    place
}
