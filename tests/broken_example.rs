//! `examples/broken` holds the mistakes that people really make, one of a kind. One run has to find them all: whoever
//! corrects ten files does not want to be told of the eleventh mistake after the tenth.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const EXAMPLE: &str = "examples/broken";

/// What has to be found, by the numbers in the comments of the example.
const EXPECTED: [&str; 25] = [
    "unknown-field",
    "dates-reversed",
    "unknown-framework",
    "unknown-element",
    "unknown-rating",
    "unknown-format",
    "unknown-rating",
    "unknown-evidence",
    "exemption-refused",
    "exemption-refused",
    "wrong-value",
    "unknown-rating",
    "duplicate-key",
    "unknown-question",
    "unknown-word",
    "duplicate-answer",
    "wrong-value",
    "unknown-rating",
    "syntax",
    "unknown-name",
    "wrong-value",
    "evidence-changed",
    "missing-evidence",
    "evidence-unhashed",
    "unread-file",
];

fn gradus(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gradus"));
    program.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("the program starts")
}

/// All files of the example, by their path from the root of the repository.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Where the comments of the example say that a mistake is: number → `file:line`.
fn marked() -> BTreeMap<usize, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut marked = BTreeMap::new();
    for path in files(&root.join(EXAMPLE)).iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        for (line, text) in (1..).zip(fs::read_to_string(path).unwrap().lines()) {
            let comment = text.split('#').nth(1).unwrap_or_default();
            let number = comment.split_whitespace().find_map(|word| word.strip_suffix(':')?.parse().ok());
            if let Some(number) = number {
                assert_eq!(marked.insert(number, format!("{name}:{line}")), None, "two mistakes {number}");
            }
        }
    }
    marked
}

/// What was printed: `file:line code` of each diagnostic, sorted. What concerns a whole file has no line of its own.
fn found(stderr: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = None;
    for line in stderr.lines() {
        let title = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["));
        if let Some((name, _)) = title.and_then(|title| title.split_once("]: ")) {
            code = Some(name);
        } else if let Some((place, name)) = line.trim_start().strip_prefix("--> ").zip(code.take()) {
            let mut parts = place.split(':');
            found.push(format!("{}:{} {name}", parts.next().unwrap(), parts.next().unwrap_or("1")));
        }
    }
    found.sort();
    found
}

#[test]
fn one_run_finds_every_mistake_of_the_broken_example_where_it_is() {
    let marked = marked();
    assert_eq!(marked.keys().copied().collect::<Vec<_>>(), (1..=EXPECTED.len()).collect::<Vec<_>>());
    let mut expected: Vec<String> =
        marked.iter().map(|(number, place)| format!("{place} {}", EXPECTED[number - 1])).collect();
    expected.sort();
    let output = gradus(&["check", EXAMPLE]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(found(&stderr), expected, "{stderr}");
    assert!(stderr.ends_with("\n23 errors, 2 warnings\n"), "{stderr}");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty(), "a folder that is not in order is not announced as checked");
}

#[test]
fn files_are_gone_through_one_by_one_from_top_to_bottom() {
    let stderr = String::from_utf8(gradus(&["check", EXAMPLE]).stderr).unwrap();
    let places = stderr.lines().filter_map(|line| line.trim_start().strip_prefix("--> "));
    let places = places.map(|place| {
        let mut parts = place.split(':');
        (parts.next().unwrap(), parts.next().map_or(1, |line| line.parse::<u32>().unwrap()))
    });
    let mut done: Vec<(&str, u32)> = Vec::new();
    for (file, line) in places {
        match done.iter().position(|(known, _)| *known == file) {
            Some(index) => {
                assert_eq!(index, done.len() - 1, "{file} comes back after another file");
                assert!(done[index].1 <= line, "{file}:{line} comes after line {}", done[index].1);
                done[index].1 = line;
            }
            None => done.push((file, line)),
        }
    }
    assert_eq!(done.len(), 10, "{done:?}");
}

#[test]
fn nothing_is_assessed_or_reported_from_input_that_is_not_in_order() {
    let before = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE));
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("report");
    for arguments in [
        vec!["assess", EXAMPLE],
        vec!["explain", EXAMPLE, "8.6.1"],
        vec!["report", EXAMPLE, "--output", out.to_str().unwrap()],
    ] {
        let output = gradus(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().ends_with("23 errors, 2 warnings\n"), "{arguments:?}");
    }
    assert!(!out.exists());
    assert_eq!(files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE)), before);
}
