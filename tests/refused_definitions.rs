//! Mistakes of those who write frameworks and questionnaires that would otherwise lose something in silence: a file in
//! order, one change, and what has to be said about it. The gallery of diagnostics shows one example for each code;
//! these are further ways to the same codes.

mod support;

use std::fs;

use support::{ASSESSMENT, Place, assessment};

fn library(name: &str) -> String {
    let path = format!("{}/tests/diagnostics/library/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("the library of the gallery is there")
}

/// The text with one change, which has to hit exactly one place.
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

#[test]
fn a_framework_that_would_lose_something_in_silence_is_refused() {
    let text = library("frameworks/desk-basics/framework.yaml");
    let checked = |text: &str| {
        let place = Place::new();
        place.write("desk-basics/part.yaml", "format: gradus/framework-part/1\n");
        place.write("desk-basics/framework.yaml", text).gradus(&["check", "desk-basics"])
    };
    assert_eq!(checked(&text).code, Some(0));
    for (old, new, code, words) in [
        ("id: desk-basics\n", "id: desk\n", "wrong-value", "stands in a folder named `desk-basics`"),
        (
            "about: What",
            "parts: [part.yaml, ./part.yaml]\nabout: What",
            "duplicate-id",
            "`./part.yaml` is named already",
        ),
        ("about: What", "parts: [../../part.yaml]\nabout: What", "missing-file", "leads out of the folder"),
        ("not-applicable: exclude", "not-applicable: bound", "wrong-value", "what does not count has no bounds"),
        ("{every: requirement}", "{these: [recording, whole]}", "wrong-value", "`whole` is a whole"),
        ("{every: requirement}", "{these: [recordings]}", "unknown-element", "did you mean `recording`?"),
        ("{every: requirement}", "{}", "missing-field", "a rule selects nothing"),
        ("method: lowest", "method: mean", "missing-field", "can fall between two ratings"),
        ("    rated-on: conformity\n", "", "nothing-to-rate", "nothing can be stated of it"),
        ("    default-child: requirement\n", "", "missing-field", "does not say its kind"),
        ("  - id: priority\n", "  - id: recording\n", "duplicate-id", "is declared twice"),
        (
            "  - id: priority\n",
            "  - id: priority\n    under: nowhere\n",
            "unknown-element",
            "is not declared before it",
        ),
        ("  - id: priority\n", "  - id: priority\n    adopts: requirement\n", "wrong-value", "would take in itself"),
        ("  - id: priority\n", "  - id: priority\n    adopts: clauses\n", "unknown-name", "`clauses` is not declared"),
        ("title: Not met}", "title: Not met, up-to: -1 %}", "bands", "below 0 %"),
        ("title: Met}", "title: Met, up-to: 100 %}", "bands", "have a gap"),
        ("id: partly-met", "id: met", "duplicate-id", "has the rating `met` twice"),
    ] {
        checked(&with(&text, old, new)).refused(code, words);
    }
}

/// A rule names elements by their ids; a local code, which many elements share, would select nothing.
#[test]
fn a_local_code_is_no_element_that_a_rule_could_select() {
    let text = library("frameworks/desk-basics/framework.yaml");
    let text = with(
        &text,
        "elements:\n",
        "templates:\n  - for: requirement\n    contains: [{id: a1, kind: whole}]\nelements:\n",
    );
    let place = Place::new();
    place.write("desk-basics/framework.yaml", with(&text, "{every: requirement}", "{these: [a1]}"));
    place.gradus(&["check", "desk-basics"]).refused("unknown-element", "the element `a1` is not in this framework");
}

#[test]
fn a_questionnaire_whose_answers_would_be_lost_is_refused() {
    let text = library("questionnaires/desk-check/questionnaire.yaml");
    let checked = |text: &str| {
        let place = Place::new();
        place.write("desk-check/questionnaire.yaml", text).gradus(&["check", "desk-check"])
    };
    assert_eq!(checked(&text).code, Some(0));
    for (old, new, code, words) in [
        ("id: desk-check\n", "id: check\n", "wrong-value", "stands in a folder named `desk-check`"),
        ("informs: [recording]", "informs: []", "nothing-to-rate", "no answer to `recording` rates anything"),
        ("gives: not-met", "gives: {priority: not-met, prio: met}", "unknown-element", "has the code `prio`"),
        ("gives: not-met", "gives: unmet", "unknown-rating", "this answer gives `unmet`"),
        ("default-answers: practice\n", "", "missing-field", "names no answer set"),
        ("default-answers: practice", "default-answers: practise", "unknown-name", "did you mean `practice`?"),
        ("{id: partly,", "{id: yes,", "duplicate-id", "the answer `yes` stands twice"),
        ("  - id: priority\n", "  - id: recording\n", "duplicate-id", "is asked twice"),
    ] {
        checked(&with(&text, old, new)).refused(code, words);
    }
    // A faulty answer is named once, however many questions share it.
    let run = checked(&with(&text, "gives: not-met", "gives: unmet"));
    assert!(run.stderr.ends_with("\n1 error, 0 warnings\n"), "{}", run.stderr);
}

#[test]
fn an_agreement_that_cannot_be_kept_is_refused() {
    let checked = |old: &str, new: &str| {
        let place = assessment("  recording: yes\n");
        place.write("a/assessment.yaml", with(ASSESSMENT, old, new)).gradus(&["check", "a"])
    };
    let desk = "  - {id: desk-basics, version: 1.0.0}\n";
    for (old, new, code, words) in [
        (
            desk,
            "  - {id: desk-basics, version: 1.0.0, out-of-scope: {recording: ''}}\n",
            "wrong-value",
            "without a reason",
        ),
        (
            desk,
            "  - {id: desk-basics, version: 1.0.0, target: {recording: full}}\n",
            "unknown-rating",
            "`full` is not a rating",
        ),
        (
            desk,
            "  - {id: desk-basics, version: 1.0.0, methods: {clause.conformity: x}}\n",
            "unknown-name",
            "`whole.conformity`",
        ),
        (desk, &desk.repeat(2), "duplicate-id", "is used twice"),
        ("class: 3", "class: 4", "wrong-value", "there is no class 4"),
        (
            "  - {id: lead, name: C. Dahl}\n",
            &"  - {id: lead, name: C. Dahl}\n".repeat(2),
            "duplicate-id",
            "the team has `lead` twice",
        ),
        ("team:\n", "teem:\n", "unknown-field", "did you mean `team`?"),
        (
            "organization: {name: Northwind}",
            "organization: Northwind",
            "wrong-type",
            "expected a mapping, found `Northwind`",
        ),
        ("team:\n  - {id: lead, name: C. Dahl}\n", "team: lead\n", "wrong-type", "expected a list, found `lead`"),
        ("title: Northwind service desk 2026", "title: [Northwind]", "wrong-type", "expected text, found a list"),
    ] {
        checked(old, new).refused(code, words);
    }
}
