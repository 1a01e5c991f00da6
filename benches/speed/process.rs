//! Whole runs of the program as its users start it, beside processes that do nothing.

use std::process::{Command, Stdio};

use divan::Bencher;
use tempfile::TempDir;

use crate::EXAMPLE;

const GRADUS: &str = env!("CARGO_BIN_EXE_gradus");

/// Says what will be left out, and why.
pub fn announce() {
    for (program, arguments) in [NOTHING, PYTHON] {
        if !is_there(program, arguments) {
            eprintln!("SKIPPED: `{program}` cannot be started here, so nothing is compared with it");
        }
    }
}

/// A process that ends at once.
const NOTHING: (&str, &[&str]) = if cfg!(windows) { ("cmd", &["/c", "exit"]) } else { ("true", &[]) };
const PYTHON: (&str, &[&str]) = ("python3", &["-c", "pass"]);

fn is_there(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn run(program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let command = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{program} {arguments:?}");
}

/// Runs the program with a folder that may be written to as the last argument.
fn run_into(bencher: Bencher<'_, '_>, arguments: &[&str], file: &str) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = folder.path().join(file);
    let path = path.to_str().expect("temporary folders have names of letters");
    let arguments = [arguments, &["-o", path]].concat();
    bencher.bench(|| run(GRADUS, &arguments));
}

#[divan::bench]
fn a_assess(bencher: Bencher<'_, '_>) {
    run_into(bencher, &["assess", EXAMPLE], "assessment.json");
}

#[divan::bench(sample_count = 30)]
fn b_report_pdf(bencher: Bencher<'_, '_>) {
    run_into(bencher, &["report", EXAMPLE, "--format", "pdf"], "report");
}

#[divan::bench]
fn c_explain() {
    run(GRADUS, &["explain", EXAMPLE, "8.7.2"]);
}

#[divan::bench]
fn d_say_the_version() {
    run(GRADUS, &["--version"]);
}

#[divan::bench(ignore = !is_there(NOTHING.0, NOTHING.1))]
fn e_nothing() {
    run(NOTHING.0, NOTHING.1);
}

#[divan::bench(ignore = !is_there(PYTHON.0, PYTHON.1))]
fn f_python_pass() {
    run(PYTHON.0, PYTHON.1);
}
