//! Lints: what they must say beyond the gallery in `tests/diagnostics/`, and where they must be silent. Most texts are
//! those of the gallery with a few words changed.

use std::collections::BTreeMap;
use std::fs;

use gradus::lint;
use gradus::load::{Embedded, Loader, ReadError, Store};
use gradus::model::Framework;

/// Files in memory.
struct Files(BTreeMap<String, String>);

impl Store for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.0.keys().filter(|path| path.rsplit_once('/').is_some_and(|(home, _)| home == folder)).cloned().collect()
    }
}

fn framework(text: &str) -> Framework {
    let path = "frameworks/change-basics".to_owned();
    let files = Files(BTreeMap::from([(format!("{path}/framework.yaml"), text.to_owned())]));
    let mut loader = Loader::new();
    let framework = loader.framework(&files, &path);
    framework.unwrap_or_else(|| panic!("it does not load: {:#?}\n{text}", loader.problems))
}

fn gallery(code: &str, file: &str) -> String {
    let path = format!("{}/tests/diagnostics/{code}/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The framework of a code's example with words replaced, each of which must be there.
fn changed(code: &str, replaced: &[(&str, &str)]) -> String {
    let text = gallery(code, "change-basics/framework.yaml");
    replaced.iter().fold(text, |text, (old, new)| {
        assert!(text.contains(old), "the example of {code} has no `{old}`");
        text.replace(old, new)
    })
}

fn said(framework: &Framework) -> Vec<String> {
    let found = lint::framework(framework);
    found.into_iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect()
}

/// Frameworks and questionnaires are linted in `tests/library.rs`.
#[test]
fn the_examples_of_the_rules_are_clean() {
    let mut loader = Loader::new();
    for folder in Embedded.list("rule-examples") {
        if let Some(example) = loader.framework(&Embedded, &folder) {
            assert_eq!(said(&example), Vec::<String>::new(), "{folder}");
        }
    }
}

#[test]
fn what_is_mended_or_meant_is_not_reported() {
    let deduction = "calculate: {subtract: [{number: 6}, {sum: {of: {every: requirement}, \
                     values: {not-met: 2, partly-met: 1, met: 0}}}]}";
    let sum = "sum: {of: {every: requirement}, values: {not-met: 0, partly-met: 2, met: 1}}";
    let two_cases = [("{some: {of: {every: requirement}, is: [not-met]}}, then: minor", "{class: [1]}, then: minor")];
    for (code, replaced) in [
        ("level-inversion", vec![("partly-met: 2, met: 1", "partly-met: 1, met: 2")]),
        (
            "level-inversion",
            vec![("    certainty: ours\n    does: {sum", "    certainty: ours\n    monotone: false\n    does: {sum")],
        ),
        ("level-inversion", vec![(sum, deduction)]),
        ("unreachable-case", two_cases.to_vec()),
        ("unreachable-rating", vec![("rule: all-met}", "rule: all-met, judgement: any}")]),
        ("unreachable-rating", vec![("{id: conditional, title: Conditional pass}, ", "")]),
        (
            "optional-precondition",
            vec![("    does:\n      decide", "    states: {not-applicable: lowest}\n    does:\n      decide")],
        ),
        ("optional-precondition", vec![("not-applicable: allowed", "not-applicable: refused")]),
        ("closed-choice", vec![("rule: by-judgement}", "rule: by-judgement, judgement: within}")]),
        ("beyond-scale", vec![("to: 5", "to: 6")]),
        ("idle-setting", vec![("impute", "exclude")]),
        ("weights", vec![("weight: 20", "weight: 25")]),
        ("duplicate-mapping", vec![(", recorded]}", "]}")]),
    ] {
        let text = changed(code, &replaced);
        assert_eq!(said(&framework(&text)), Vec::<String>::new(), "{code} with {replaced:?}");
    }
}

#[test]
fn every_kind_of_name_that_nothing_uses_is_named() {
    let unused = changed(
        "unused-name",
        &[
            ("scales:\n", "scales:\n  depth: {title: Depth, ratings: [{id: shallow, title: Shallow}]}\n"),
            (
                "rules:\n",
                "rules:\n  spare:\n    title: Spare\n    source: made up\n    certainty: ours\n    does: {lowest: {of: {every: requirement}}}\n",
            ),
            ("kinds:\n", "kinds:\n  topic: {title: topic, plural: topics}\n"),
        ],
    );
    let expected = [
        "unused-name: no element carries the tag `after`",
        "unused-name: nothing is rated on the scale `depth`",
        "unused-name: there is no element of the kind `topic`",
        "unused-name: no measure uses the rule `spare`",
    ];
    assert_eq!(said(&framework(&unused)), expected);
}

#[test]
fn a_case_that_asks_for_more_than_there_is_and_a_test_that_nothing_passes_are_named() {
    let too_many = changed("unreachable-case", &[("count: 2", "count: 4"), ("{some: {of", "{every: {of")]);
    let found = said(&framework(&too_many));
    let expected =
        "unreachable-case: case 2 (`major`) of the rule `graded` can never come about: its condition can never hold";
    assert_eq!(found, [expected]);
    let no_rating = changed(
        "unreachable-case",
        &[("count: 2, of: {every: requirement}, is: [not-met]", "count: 2, of: {every: requirement}, below: not-met")],
    );
    assert_eq!(said(&framework(&no_rating)), [expected]);
}

/// A later case with the same decision is a further reason for it.
#[test]
fn a_case_behind_one_with_the_same_decision_is_none_too_many() {
    let same = changed("unreachable-case", &[("then: minor", "then: major")]);
    let expected = "unreachable-rating: `finding` of the kind `whole` can never be `minor` on the scale `finding`: no rule gives it";
    assert_eq!(said(&framework(&same)), [expected]);
}

#[test]
fn a_level_whose_items_no_element_has_is_named() {
    let ladder = "does:\n      ladder:\n        scale: verdict\n        of: {every: requirement}\n        at: [met]\n        levels: {conditional: [recorded, approved], pass: [whole]}\n";
    let text = changed("unreachable-rating", &[]);
    let (head, tail) = text.split_once("does:\n      decide").unwrap();
    let (_, elements) = tail.split_once("elements:").unwrap();
    let found = said(&framework(&format!("{head}{ladder}elements:{elements}")));
    let expected = "unreachable-case: level `pass` of the rule `all-met` can never come about: no element that is rated by it has an item whole";
    assert_eq!(found, [expected]);
}

#[test]
fn what_is_said_twice_is_named_wherever_it_stands() {
    let text = changed(
        "duplicate-mapping",
        &[
            (", recorded]}", "]}"),
            ("rule: lowest-of-all}", "rule: lowest-of-all, alternatives: [lowest-of-all]}"),
            ("{id: approved, text", "{id: approved, mirrors: [\"x:1\", \"x:1\"], text"),
        ],
    );
    let expected = [
        "duplicate-mapping: an assessment can choose the rule `lowest-of-all` twice for `conformity` of the kind `whole`",
        "duplicate-mapping: `approved` says twice that it mirrors `x:1`",
    ];
    assert_eq!(said(&framework(&text)), expected);
}

/// What does not stand in the framework's own folder may be for other frameworks.
#[test]
fn what_a_shared_part_declares_may_be_for_others() {
    let part = "format: gradus/framework-part/1\ntags:\n  shared: {title: Shared, meaning: For others as well.}\n";
    let main = changed("unused-name", &[("  after:", "  before-2:"), ("tags: [before]", "tags: [before, before-2]")]);
    let main = main.replacen("tags:\n", "parts: [../parts/tags.yaml]\ntags:\n", 1);
    let files = Files(BTreeMap::from([
        ("frameworks/change-basics/framework.yaml".to_owned(), main),
        ("frameworks/parts/tags.yaml".to_owned(), part.to_owned()),
    ]));
    let mut loader = Loader::new();
    let framework = loader.framework(&files, "frameworks/change-basics").expect("it is sound");
    assert_eq!(said(&framework), Vec::<String>::new());
}

fn of_questionnaire(replaced: &[(&str, &str)]) -> Vec<String> {
    let text = replaced.iter().fold(gallery("idle-question", "desk-pulse/questionnaire.yaml"), |text, (old, new)| {
        assert!(text.contains(old), "the example has no `{old}`");
        text.replace(old, new)
    });
    let basics = gallery("library", "frameworks/desk-basics/framework.yaml");
    let files = Files(BTreeMap::from([
        ("questionnaires/desk-pulse/questionnaire.yaml".to_owned(), text),
        ("frameworks/desk-basics/framework.yaml".to_owned(), basics),
    ]));
    let mut loader = Loader::new();
    let about = loader.framework(&files, "frameworks/desk-basics").expect("it is sound");
    let questionnaire = loader.questionnaire(&files, "questionnaires/desk-pulse", &about);
    let questionnaire = questionnaire.unwrap_or_else(|| panic!("{:#?}", loader.problems));
    let found = lint::questionnaire(&questionnaire, &about);
    found.into_iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect()
}

#[test]
fn questions_and_answers_that_move_nothing_are_named() {
    let mended = ("It could go better., gives: met", "It could go better., gives: not-met");
    assert_eq!(of_questionnaire(&[mended]), Vec::<String>::new());
    assert_eq!(
        of_questionnaire(&[mended, ("    answers: mood\n", "    answers: practice\n")]),
        ["unused-name: no question uses the answer set `mood`"]
    );
    assert_eq!(
        of_questionnaire(&[("It could go better., gives: met", "It could go better., gives: {recording: not-met}")]),
        ["idle-question: the answer `fair` rates nothing in any question that offers it"]
    );
    assert_eq!(
        of_questionnaire(&[mended, ("informs: [priority]", "informs: [priority, priority]")]),
        ["duplicate-mapping: one answer to `priority` rates `priority` twice"]
    );
}

#[test]
fn wording_is_judged_by_what_a_yes_means_and_only_in_english() {
    let mended = ("It could go better., gives: met", "It could go better., gives: not-met");
    let ask = |words| of_questionnaire(&[mended, ("ask: Is every call recorded?", words)]);
    assert_eq!(ask("ask: Is every call recorded, and is the caller told so?").len(), 1);
    // A first impression may speak for several steps; evidence is about one.
    assert_eq!(ask("ask: Is every call noted, sorted and reported to its owner?"), Vec::<String>::new());
    let firm = ("yields: indication", "yields: evidence");
    let steps = ("ask: Is every call recorded?", "ask: Is every call noted, sorted and reported to its owner?");
    assert_eq!(
        of_questionnaire(&[mended, firm, steps]),
        ["double-question: `recording` asks a second thing: “and reported to its owner”"]
    );
    let reversed = [
        mended,
        ("means: Always., gives: met", "means: Always., gives: not-met"),
        ("means: Not always., gives: not-met", "means: Not always., gives: met"),
    ];
    assert_eq!(of_questionnaire(&reversed), ["negated-question: a yes to `recording` rates worse than a no"]);
    let in_german = [
        mended,
        ("ask: Is every call recorded?", "ask: Wird kein Anruf vergessen, und wird nicht auch jeder ABCD gemeldet?"),
        ("ask: How do you find the priorities of incidents?", "ask: Wie steht es um Dringlichkeit und Wirkung?"),
        ("why: What is not recorded is forgotten.", "why: Was niemand aufschreibt, vergessen alle."),
        ("why: Without one, the loudest caller comes first.", "why: Sonst kommt zuerst, wer am lautesten ruft."),
    ];
    assert_eq!(of_questionnaire(&in_german), Vec::<String>::new());
}
