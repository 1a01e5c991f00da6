//! The program as its users meet it: help that teaches, exit codes, gates, dates, schemas.

use std::path::Path;
use std::process::{Command, Output};

fn gradus(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const EXAMPLE: &str = "examples/mid-size-provider";

#[test]
fn help_teaches_and_goes_to_standard_output() {
    let output = gradus(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    for words in ["check", "assess", "report", "explain", "framework", "schema", "completions", "Exit codes"] {
        assert!(said(&output).contains(words), "{words}");
    }
    for command in ["check", "assess", "report", "explain", "map", "crosswalk", "framework", "schema", "completions"] {
        let output = gradus(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
        assert!(said(&output).len() > 200, "{command} explains itself");
    }
}

#[test]
fn arguments_that_cannot_be_meant_end_with_2() {
    for arguments in [vec!["asess", EXAMPLE], vec!["assess"], vec!["assess", EXAMPLE, "--as-of", "2026-02-30"]] {
        let output = gradus(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).is_empty() && !complained(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_unknown_element_is_answered_with_the_nearest_known_one() {
    let output = gradus(&["explain", EXAMPLE, "RES-INK"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("RES-INC"), "{}", complained(&output));
}

#[test]
fn a_gate_that_is_not_met_ends_with_1_after_the_summary() {
    let output = gradus(&["assess", EXAMPLE, "-o", "-", "--require-targets"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("Not conforming"));
    assert!(complained(&output).contains("ASR-CON"), "the gate names what is missed");
}

/// The lead auditor's judgement on 8.7.2-k is of 2026-09-21: the day before, the respondents' word stands.
#[test]
fn what_was_said_or_decided_later_is_left_out() {
    let before = said(&gradus(&["explain", EXAMPLE, "8.7.2-k", "--as-of", "2026-09-20"]));
    let after = said(&gradus(&["explain", EXAMPLE, "8.7.2-k", "--as-of", "2026-09-21"]));
    assert!(!before.contains("judgement"), "{before}");
    assert!(after.contains("judgement"), "{after}");
    let early = said(&gradus(&["assess", EXAMPLE, "-o", "-", "--as-of", "2026-08-01"]));
    assert!(early.contains("left out as later"));
    assert!(early.contains("0 of 382 items that count are rated"), "{early}");
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let plain = gradus(&["assess", EXAMPLE, "-o", "-"]);
    assert!(!said(&plain).contains('\u{1b}'));
    let coloured = gradus(&["assess", EXAMPLE, "-o", "-", "--colour", "always"]);
    assert!(said(&coloured).contains('\u{1b}'));
}

#[test]
fn frameworks_are_listed_with_counts_and_certainty() {
    let list = said(&gradus(&["framework", "list"]));
    for words in
        ["iso-20000-1-2018", "382 requirements", "service-process-capability-2015", "33 processes", "well known"]
    {
        assert!(list.contains(words), "{words} in\n{list}");
    }
    let show = said(&gradus(&["framework", "show", "iso-20000-1-2018"]));
    assert!(show.contains("8.6.1 Incident management") && show.contains("lowest-answer"));
    let unknown = gradus(&["framework", "show", "iso-20000-1-20188"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complained(&unknown).contains("iso-20000-1-2018"));
}

#[test]
fn every_schema_is_json_schema_and_closed() {
    let help = said(&gradus(&["schema", "--help"]));
    let shapes: Vec<&str> = help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()).collect();
    assert!(shapes.len() >= 14, "{shapes:?}");
    for shape in shapes {
        let output = gradus(&["schema", shape]);
        let schema: serde_json::Value = serde_json::from_str(&said(&output)).expect(shape);
        assert!(schema["$schema"].as_str().is_some_and(|name| name.contains("json-schema.org")), "{shape}");
        assert!(schema["properties"]["format"].is_object(), "{shape} has a format");
        if !["result", "carried", "sensitivity"].contains(&shape) {
            assert_eq!(schema["additionalProperties"], false, "{shape} refuses unknown fields");
        }
    }
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&gradus(&["completions", shell]));
        assert!(script.contains("assess") && script.contains("explain"), "{shell}");
    }
}

#[test]
fn everything_that_comes_with_the_program_is_in_order() {
    let output = gradus(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    assert!(complained(&output).is_empty(), "not even a warning: {}", complained(&output));
    assert!(said(&output).contains("framework iso-20000-1-2018 1.0.0: 468 elements"), "{}", said(&output));
}

#[test]
fn assess_writes_the_contract_beside_the_assessment_or_where_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("deep/result.json");
    let output = gradus(&["assess", EXAMPLE, "-o", file.to_str().expect("a path in UTF-8")]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let text = std::fs::read_to_string(&file).expect("the result is written");
    let result: gradus::assessment::Assessment = serde_json::from_str(&text).expect("the contract can be read back");
    assert_eq!(result.format, gradus::assessment::FORMAT);
    assert_eq!(
        gradus::report::format::json::render(&result).expect("JSON"),
        text,
        "reading and writing change nothing"
    );
    let left: Vec<_> = std::fs::read_dir(file.parent().expect("a folder")).expect("readable").collect();
    assert_eq!(left.len(), 1, "nothing unfinished stays behind");
}

/// A framework is named like its folder, which `.` does not say.
#[test]
fn a_folder_can_be_checked_from_inside_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(["check", "."])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks/service-process-capability-2019"))
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    assert!(said(&output).contains("service-process-capability-2019"), "{}", said(&output));
}

/// What `gradus framework new` makes can be used as it is: it is in order, its cases come out, and nothing is overwritten.
#[test]
fn a_new_framework_is_in_order_from_the_start() {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a-new-framework");
    let _ = std::fs::remove_dir_all(&home);
    let folder = home.to_str().expect("a path of text");
    let made = gradus(&["framework", "new", "acme-desk", "--in", folder]);
    assert_eq!(made.status.code(), Some(0), "{}", complained(&made));
    let checked = gradus(&["check", folder, "--library", folder]);
    assert_eq!((checked.status.code(), complained(&checked).as_str()), (Some(0), ""));
    let tested = gradus(&["framework", "test", "acme-desk", "--library", folder]);
    assert_eq!(tested.status.code(), Some(0));
    assert!(said(&tested).contains("3 cases, all as expected"), "{}", said(&tested));
    let again = gradus(&["framework", "new", "acme-desk", "--in", folder]);
    assert_eq!(again.status.code(), Some(2));
    let tailored = gradus(&["framework", "new", "ours", "--in", folder, "--tailor", "iso-20000-1-2018"]);
    assert_eq!(tailored.status.code(), Some(0));
    let still_empty = gradus(&["check", &format!("{folder}/frameworks/ours")]);
    assert!(complained(&still_empty).contains("error[idle-change]"), "{}", complained(&still_empty));
    for (arguments, words) in [
        (["framework", "new", "Not An Id"].as_slice(), "cannot be the id"),
        (&["framework", "new", "x", "--tailor", "iso-2000"], "no framework is named"),
        (&["framework", "test", "iso-2000"], "no framework is named"),
    ] {
        let refused = gradus(arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(complained(&refused).contains(words), "{}", complained(&refused));
    }
}

/// Whatever may stand in the way is found before anything is written, and what was written is taken back.
#[test]
fn a_new_framework_is_made_whole_or_not_at_all() {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-or-not-at-all");
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home).expect("a folder");
    let folder = home.to_str().expect("a path of text");
    let new = |more: &[&str]| gradus(&[&["framework", "new", "--in", folder], more].concat());
    // Where the folder of its questionnaire should be stands a file.
    std::fs::write(home.join("questionnaires"), "").expect("a file");
    let failed = new(&["acme-desk"]);
    assert_ne!(failed.status.code(), Some(0));
    assert!(complained(&failed).contains("questionnaires"), "{}", complained(&failed));
    assert!(!home.join("frameworks").exists(), "nothing stays behind");
    std::fs::remove_file(home.join("questionnaires")).expect("it is there");

    assert_eq!(new(&["null", "--tailor", "iso-20000-1-2018"]).status.code(), Some(0));
    let written = std::fs::read_to_string(home.join("frameworks/null/tailoring.yaml")).expect("it is there");
    let head = "id: \"null\"\ntitle: My framework\nversion: 0.1.0\ntailors: iso-20000-1-2018\ntailors-version: 1.0.0\n";
    assert!(written.contains(head), "{written}");
    let taken = new(&["null"]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(complained(&taken).contains("tailoring.yaml` is there already"), "{}", complained(&taken));
    assert!(!home.join("questionnaires").exists());

    assert_eq!(new(&["2026"]).status.code(), Some(0));
    let checked = gradus(&["check", &format!("{folder}/frameworks/2026"), "--library", folder]);
    assert_eq!((checked.status.code(), complained(&checked).as_str()), (Some(0), ""));
    assert_eq!(new(&["2026", "--tailor", "iso-20000-1-2018"]).status.code(), Some(2));
    let itself = new(&["iso-20000-1-2018", "--tailor", "iso-20000-1-2018"]);
    assert!(complained(&itself).contains("of what is tailored and of what comes out"), "{}", complained(&itself));
}

#[test]
fn a_response_file_can_be_for_one_role() {
    let blank = |more: &[&str]| gradus(&[&["questionnaire", "blank", "iso-20000-1-2018-quick-scan"], more].concat());
    let asked = |output: &Output| said(output).matches(": always | ").count();
    assert_eq!(asked(&blank(&[])), 40);
    let top = blank(&["--role", "top management"]);
    assert!(said(&top).contains("\n  role: top management\n"));
    let two = blank(&["--role", "top management", "--role", "customer"]);
    assert!(0 < asked(&top) && asked(&top) < asked(&two) && asked(&two) < 40);
    let unknown = blank(&["--role", "top managment"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complained(&unknown).contains("did you mean `top management`?"), "{}", complained(&unknown));
}

#[test]
fn the_coverage_of_a_framework_by_questionnaires_is_told() {
    let coverage = |more: &[&str]| gradus(&[&["questionnaire", "coverage", "iso-20000-1-2018"], more].concat());
    let all = said(&coverage(&[]));
    for words in [
        "382 (100 %) of 382 elements",
        "382 (100 %) by iso-20000-1-2018-audit, 382 questions",
        "A question reaches every element.",
        "Questions for a role",
        "Questions that inform another framework as well",
        "service-process-capability-2019, 33 elements",
    ] {
        assert!(all.contains(words), "{words} in\n{all}");
    }
    let scan = ["--questionnaire", "service-process-capability-2019-quick-scan"];
    let scan = said(&gradus(&[&["questionnaire", "coverage", "service-process-capability-2019"], &scan[..]].concat()));
    assert!(scan.contains("33 questions, as part of what is asked about as a whole"), "{scan}");
    let json = said(&coverage(&["--questionnaire", "iso-20000-1-2018-audit", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["format"], "gradus/question-coverage/1");
    assert_eq!((json["elements"].as_u64(), json["reached"].as_u64()), (Some(382), Some(382)));
    assert_eq!(json["questions"].as_array().map(Vec::len), Some(382));
    assert_eq!(json["shared"][0]["informs"]["service-process-capability-2015"][0], "SMS-PLN");
    let unknown = coverage(&["--questionnaire", "iso-20000-1-2018-audits"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complained(&unknown).contains("did you mean `iso-20000-1-2018-audit`?"), "{}", complained(&unknown));
}

#[test]
fn elements_that_no_question_reaches_are_named_by_what_contains_them() {
    let library = ["--library", "tests/diagnostics/library"];
    let desk = ["questionnaire", "coverage", "desk-basics", "--questionnaire", "desk-interview"];
    let desk = said(&gradus(&[&desk[..], &library[..]].concat()));
    assert!(desk.contains("2 (66 %) by desk-interview, 2 questions"), "{desk}");
    assert!(desk.contains("No question reaches\n  whole Basics of a service desk: priority\n"), "{desk}");
    let customers = ["questionnaire", "coverage", "itil-4", "--questionnaire", "itil-4-customer"];
    let customers = said(&gradus(&customers));
    assert!(customers.contains("\n  risk-management Risk management: all 19\n"), "{customers}");
    assert!(customers.contains("\n  service-desk Service desk: service-desk-2.2, "), "{customers}");
}
