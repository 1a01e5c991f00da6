//! Golden texts: what the program says of the examples, read and approved as documents. A change of one of them is a
//! change of what users read; look at the difference, then replace the file by what the program prints.

use std::path::Path;
use std::process::Command;

fn says(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

fn golden(name: &str, arguments: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let approved = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let said = says(arguments);
    let differs = approved.lines().zip(said.lines()).position(|(approved, said)| approved != said);
    if let Some(line) = differs {
        let (approved, said) = (approved.lines().nth(line), said.lines().nth(line));
        panic!(
            "{name}, line {}:\n  approved: {}\n  now:      {}",
            line + 1,
            approved.unwrap_or(""),
            said.unwrap_or("")
        );
    }
    assert_eq!(approved.lines().count(), said.lines().count(), "{name} has another length");
}

#[test]
fn the_summary_of_the_published_case() {
    golden("published-case-assess.txt", &["assess", "examples/published-case", "-o", "-"]);
}

#[test]
fn the_derivation_of_a_level_in_the_published_case() {
    golden("published-case-explain-SUP.8.txt", &["explain", "examples/published-case", "SUP.8"]);
}

#[test]
fn the_summary_of_the_mid_size_provider() {
    golden("mid-size-provider-assess.txt", &["assess", "examples/mid-size-provider", "-o", "-"]);
}

#[test]
fn the_derivation_of_a_clause_with_judgement_evidence_and_open_items() {
    golden("mid-size-provider-explain-8.7.2.txt", &["explain", "examples/mid-size-provider", "8.7.2"]);
}

#[test]
fn what_a_framework_holds() {
    golden("framework-list.txt", &["framework", "list"]);
}

#[test]
fn what_other_readings_change_in_the_published_case() {
    golden("published-case-sensitivity.txt", &["sensitivity", "examples/published-case"]);
}

#[test]
fn what_other_readings_and_completions_change_for_the_mid_size_provider() {
    let arguments = ["sensitivity", "examples/mid-size-provider", "--seed", "2026", "--completions", "100"];
    golden("mid-size-provider-sensitivity.txt", &arguments);
}
