//! How a command ends when it does not end well.

use std::io;
use std::process::ExitCode;

use crate::diagnostic::{self, Severity};
use crate::load::Loader;

/// Why a command did not do what it was asked.
pub(super) enum Failure {
    /// A condition that the user set was not met; exit code 1.
    Gate(String),
    /// The files given are not in order; exit code 2. The problems have been collected.
    Input(Box<Loader>),
    /// The arguments cannot be meant; exit code 2.
    Usage(String),
    /// The computer does not do its part; exit code 3.
    Environment(String),
}

impl Failure {
    /// A failure of the computer, with what was being done.
    pub fn environment(doing: &str, error: &io::Error) -> Failure {
        Failure::Environment(format!("{doing}: {error}"))
    }

    /// Says what went wrong and gives the exit code.
    pub fn report(&self, colour: bool) -> ExitCode {
        match self {
            Failure::Gate(words) => {
                say(&format!("gradus: {words}"));
                ExitCode::from(1)
            }
            Failure::Input(loader) => {
                problems(loader, colour);
                ExitCode::from(2)
            }
            Failure::Usage(words) => {
                say(&format!("gradus: {words}"));
                ExitCode::from(2)
            }
            Failure::Environment(words) => {
                say(&format!("gradus: {words}"));
                ExitCode::from(3)
            }
        }
    }
}

/// Prints a line on standard error. Where even that cannot be written, the exit code still says how it went.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints every problem on standard error, with a count.
pub(super) fn problems(loader: &Loader, colour: bool) {
    // File by file in the order in which they were read, and from top to bottom in each, as they will be corrected.
    let mut files: Vec<&str> = Vec::new();
    for problem in &loader.problems {
        if !files.contains(&&*problem.place.file) {
            files.push(&problem.place.file);
        }
    }
    let mut sorted: Vec<_> = loader.problems.iter().collect();
    sorted.sort_by_key(|problem| {
        (files.iter().position(|file| **file == *problem.place.file), problem.place.start, problem.place.line)
    });
    for problem in sorted {
        say(&format!("{}\n", diagnostic::render(problem, |file| loader.text(file), colour)));
    }
    let count = |severity| loader.problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        say(&format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")));
    }
}

/// "1 error", "2 errors".
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
