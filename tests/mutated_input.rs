//! Files with a few bytes changed: loading ends without a panic, and whatever it reports can be printed. A poor man's
//! fuzzing that needs no tools; `PROPTEST_CASES` makes it run longer.

use std::collections::BTreeMap;

use gradus::diagnostic::{Severity, render};
use gradus::load::{Library, Loader, ReadError, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

/// Files in memory.
struct Memory(BTreeMap<String, Vec<u8>>);

impl Store for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = |path: &String| {
            let rest = if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
            let name = rest.split('/').next()?;
            Some(path[..path.len() - rest.len() + name.len()].to_owned())
        };
        let mut paths: Vec<String> = self.0.keys().filter_map(inside).collect();
        paths.dedup();
        paths
    }
}

const FRAMEWORK: &str = "frameworks/desk-basics/framework.yaml";
const QUESTIONNAIRE: &str = "questionnaires/desk-check/questionnaire.yaml";
const FILES: [(&str, &str); 6] = [
    (FRAMEWORK, include_str!("diagnostics/library/frameworks/desk-basics/framework.yaml")),
    (QUESTIONNAIRE, include_str!("diagnostics/library/questionnaires/desk-check/questionnaire.yaml")),
    ("a/assessment.yaml", include_str!("diagnostics/duplicate-answer/assessment.yaml")),
    ("a/responses/desk.yaml", include_str!("diagnostics/unknown-evidence/responses/desk-manager.yaml")),
    ("a/judgements.yaml", include_str!("diagnostics/unread-file/judgments.yaml")),
    ("a/evidence/register.yaml", include_str!("diagnostics/unknown-evidence/evidence/register.yaml")),
];

const CAPABILITY: &str = "frameworks/service-process-capability-2019/framework.yaml";
const PROCESSES: &str = "frameworks/parts/service-processes/resolution.yaml";
/// Files of the real library, which use what the small ones do not: bands, ladders, templates, parts, wide characters.
const SHIPPED: [(&str, &str); 4] = [
    (CAPABILITY, include_str!("../frameworks/service-process-capability-2019/framework.yaml")),
    ("frameworks/parts/measurement-33020.yaml", include_str!("../frameworks/parts/measurement-33020.yaml")),
    ("frameworks/parts/attributes-33020-2019.yaml", include_str!("../frameworks/parts/attributes-33020-2019.yaml")),
    (PROCESSES, include_str!("../frameworks/parts/service-processes/resolution.yaml")),
];

fn small() -> Memory {
    Memory(FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
}

/// A shipped framework with one of its files of processes only, so that a hundred changes of it take no minute.
fn shipped() -> Memory {
    let mut files: BTreeMap<String, Vec<u8>> =
        SHIPPED.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    files.entry(CAPABILITY.to_owned()).and_modify(|text| {
        let lines = std::str::from_utf8(text).unwrap().lines();
        let kept = lines.filter(|line| !line.contains("/service-processes/") || line.ends_with("/resolution.yaml"));
        *text = kept.collect::<Vec<_>>().join("\n").into_bytes();
    });
    Memory(files)
}

/// Changes bytes of a text: what a cat on the keyboard, a broken disk and a hasty editor do.
#[derive(Debug, Clone)]
enum Change {
    Byte(u8),
    Insert(&'static str),
    Remove(u8),
    Repeat(u8),
    Cut,
}

fn change() -> impl Strategy<Value = Change> {
    const SNIPPETS: [&str; 26] = [
        "\n",
        " ",
        "\t",
        "\0",
        ": ",
        "- ",
        "#",
        "'",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!int ",
        "%",
        "~",
        "日",
        ": é",
        "[👩‍👩‍👧, ",
        "\u{feff}",
        "\r",
        "\u{2028}",
        "---\n",
        "|\n",
    ];
    prop_oneof![
        any::<u8>().prop_map(Change::Byte),
        prop::sample::select(&SNIPPETS[..]).prop_map(Change::Insert),
        (1u8..40).prop_map(Change::Remove),
        (1u8..80).prop_map(Change::Repeat),
        Just(Change::Cut),
    ]
}

fn changed(mut text: Vec<u8>, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    for (at, change) in changes {
        if text.is_empty() {
            break;
        }
        let at = at.index(text.len());
        let behind = |count: u8| (at + usize::from(count)).min(text.len());
        match change {
            Change::Byte(byte) => text[at] = *byte,
            Change::Insert(words) => drop(text.splice(at..at, words.bytes())),
            Change::Remove(count) => drop(text.drain(at..behind(*count))),
            Change::Repeat(count) => {
                let again = text[at..behind(*count)].to_vec();
                drop(text.splice(at..at, again));
            }
            Change::Cut => text.truncate(at),
        }
    }
    text
}

/// Loads everything; what is reported can be printed, and something that came out unsound has a reason.
fn load(store: &Memory, framework: &str) {
    let library = Library::new(store, "");
    let mut loader = Loader::new();
    let loaded_framework = loader.framework(store, framework);
    assert!(loaded_framework.is_some() || !loader.is_sound(), "nothing was loaded, and nothing says why");
    if store.0.contains_key("a/assessment.yaml") {
        let mut loader = Loader::new();
        let loaded = loader.engagement(store, "a", &library);
        assert_eq!(loaded.is_some(), loader.is_sound());
        if let Some(loaded) = loaded {
            let as_of = loaded.engagement.agreement.report;
            // Whatever is refused then is refused with its place; only a panic would be wrong.
            drop(gradus::assess::assess(&loaded, as_of));
        }
        printed(&loader);
    }
    printed(&loader);
}

fn printed(loader: &Loader) {
    for problem in &loader.problems {
        let words = render(problem, |file| loader.text(file), false);
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        assert!(words.starts_with(&format!("{severity}[{}]: ", problem.code.name)), "{words}");
        assert!(!problem.message.contains('\n'), "{words}");
    }
}

fn config(cases: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    Config { cases, failure_persistence: Some(Box::new(FileFailurePersistence::Off)), ..Config::default() }
}

#[test]
fn the_files_are_in_order_before_they_are_changed() {
    let store = small();
    let mut loader = Loader::new();
    assert!(loader.framework(&store, "frameworks/desk-basics").is_some(), "{:?}", loader.problems);
    // The answer refers to evidence that its register does not hold; the rest is in order.
    assert!(loader.engagement(&store, "a", &Library::new(&store, "")).is_none());
    assert_eq!(loader.problems.len(), 1, "{:?}", loader.problems);
    assert!(loader.problems[0].message.contains("E-2"));
    let mut loader = Loader::new();
    assert!(
        loader.framework(&shipped(), "frameworks/service-process-capability-2019").is_some(),
        "{:?}",
        loader.problems
    );
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn a_small_assessment_with_changed_bytes_is_loaded_or_refused_in_good_order(
        file in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..6),
    ) {
        let mut store = small();
        // In order as it stands, so that what the changes lead to goes all the way to a result.
        store.0.entry("a/responses/desk.yaml".to_owned()).and_modify(|text| {
            *text = String::from_utf8(text.clone()).unwrap().replace("E-2", "E-1").into_bytes();
        });
        store.0.entry(FILES[file].0.to_owned()).and_modify(|text| *text = changed(std::mem::take(text), &changes));
        load(&store, "frameworks/desk-basics");
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn a_shipped_framework_with_changed_bytes_is_loaded_or_refused_in_good_order(
        file in 0..SHIPPED.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..6),
    ) {
        let mut store = shipped();
        store.0.entry(SHIPPED[file].0.to_owned()).and_modify(|text| *text = changed(std::mem::take(text), &changes));
        load(&store, "frameworks/service-process-capability-2019");
    }
}
