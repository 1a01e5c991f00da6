//! The gallery of diagnostics: every code there is, reached by a small believable input and shown as the user sees it.
//!
//! `tests/diagnostics/<code>/` holds the input and, as `stderr.txt`, what `gradus check` prints about it. The texts are
//! read and corrected by hand: a message that does not help is a defect even where the code is right. What several
//! examples need stands in `tests/diagnostics/library/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gradus::codes;

const GALLERY: &str = "tests/diagnostics";
const LIBRARY: &str = "library";
/// Codes of what can be used all the same, so that `gradus check` does not fail on them alone.
const WARNINGS: [&str; 21] = [
    "beyond-scale",
    "closed-choice",
    "double-question",
    "duplicate-mapping",
    "empty-selection",
    "evidence-unhashed",
    "hard-reading",
    "idle-element",
    "idle-question",
    "idle-setting",
    "level-inversion",
    "negated-question",
    "optional-precondition",
    "role-unknown",
    "same-words",
    "undefined-acronym",
    "unknown-mirror",
    "unreachable-case",
    "unreachable-rating",
    "unread-file",
    "unused-name",
];

fn check(code: &str) -> Output {
    let arguments = ["check", &format!("{GALLERY}/{code}"), "--library", &format!("{GALLERY}/{LIBRARY}")];
    let mut program = Command::new(env!("CARGO_BIN_EXE_gradus"));
    program.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("the program starts")
}

fn gallery() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics"))
}

/// The first line of each diagnostic: severity, code and message.
fn titles(stderr: &str) -> Vec<(&str, &str, &str)> {
    let title = |line: &'_ str| -> Option<(usize, usize)> {
        let start = ["error[", "warning["].into_iter().find(|start| line.starts_with(start))?.len();
        Some((start, line.find("]: ")?))
    };
    let lines = stderr.lines().filter_map(|line| title(line).map(|(start, end)| (line, start, end)));
    lines.map(|(line, start, end)| (&line[..start - 1], &line[start..end], &line[end + 3..])).collect()
}

#[test]
fn every_code_is_reached_by_its_example_alone_and_prints_what_the_gallery_shows() {
    let mut wrong = Vec::new();
    for code in codes::ALL {
        let expected = fs::read_to_string(gallery().join(code.name).join("stderr.txt")).unwrap_or_default();
        let output = check(code.name);
        let printed = String::from_utf8(output.stderr).expect("diagnostics are text");
        if printed != expected {
            wrong.push(format!("--- {}: the gallery shows\n{expected}\n--- but this is printed\n{printed}", code.name));
        }
        let codes: BTreeSet<&str> = titles(&printed).into_iter().map(|(_, code, _)| code).collect();
        if codes != BTreeSet::from([code.name]) {
            wrong.push(format!("--- the example of {} reaches {codes:?}", code.name));
        }
        let exit = if WARNINGS.contains(&code.name) { 0 } else { 2 };
        if output.status.code() != Some(exit) {
            wrong.push(format!("--- {} ends with {}, not with {exit}", code.name, output.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_gallery_belongs_to_a_code() {
    let folders = fs::read_dir(gallery()).expect("the gallery is there");
    let folders: BTreeSet<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let codes = codes::ALL.iter().map(|code| code.name).chain([LIBRARY]);
    assert_eq!(folders, codes.map(str::to_owned).collect());
}

#[test]
fn names_of_codes_are_unique_and_in_kebab_case_and_their_meanings_are_sentences() {
    let names: BTreeSet<&str> = codes::ALL.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), codes::ALL.len(), "two codes share a name");
    for code in codes::ALL {
        let part_is_plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(code.name.split('-').all(part_is_plain), "{}", code.name);
        let meaning = code.meaning.trim();
        assert!(meaning.starts_with(char::is_uppercase) && meaning.ends_with('.'), "{}: {meaning}", code.name);
    }
}

/// The house style of messages, as far as a program can judge it.
#[test]
fn every_message_is_one_line_of_lower_case_and_says_what_to_do() {
    for code in codes::ALL {
        let printed = String::from_utf8(check(code.name).stderr).unwrap();
        let titles = titles(&printed);
        assert!(!titles.is_empty(), "{} prints no diagnostic", code.name);
        for (severity, _, message) in &titles {
            let expected = if WARNINGS.contains(&code.name) { "warning" } else { "error" };
            assert_eq!(*severity, expected, "{}", code.name);
            assert!(!message.starts_with(char::is_uppercase), "{}: {message}", code.name);
            assert!(!message.ends_with('.'), "{}: {message}", code.name);
            // What a program would say of itself has no place in a message for its user.
            for word in ["struct ", "enum ", "::", "Option", "serde", "invalid type"] {
                assert!(!message.contains(word), "{}: {message}", code.name);
            }
        }
        assert_eq!(printed.matches("= help: ").count(), titles.len(), "{} leaves its reader alone", code.name);
    }
}
