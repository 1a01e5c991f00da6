//! What changed from one framework to another: by ids between versions, by a crosswalk between editions.

mod common;

use common::Memory;
use gradus::difference::{Difference, difference};
use gradus::load::Loader;
use gradus::model::{Crosswalk, Framework};

fn text(id: &str, version: &str, rule: &str, elements: &str) -> String {
    format!(
        "format: gradus/framework/1
id: {id}
title: Desk
edition: made up
version: {version}
about: nothing
rights: none
scales: {{answer: {{title: Answer, ratings: [{{id: no, title: No}}, {{id: yes, title: Yes}}]}}}}
kinds:
  whole:
    title: whole
    plural: wholes
    default-child: item
    measures: {{all: {{title: All, scale: answer, rule: all}}}}
  item:
    title: item
    plural: items
    rated-on: answer
    measures: {{met: {{title: Met, scale: answer, stated: said}}}}
states: {{not-applicable: exclude, not-triggered: exclude, out-of-scope: exclude, dont-know: bound, unanswered: bound}}
rules:
  said: {{title: Said, source: made up, certainty: ours, does: {{consensus: {{scale: answer, method: lowest}}}}}}
  all: {{title: All, source: made up, certainty: ours, does: {{{rule}: {{of: {{every: item}}}}}}}}
elements:
{elements}"
    )
}

fn framework(id: &str, version: &str, rule: &str, elements: &str) -> Framework {
    let text = text(id, version, rule, elements);
    load(&Memory([(format!("frameworks/{id}/framework.yaml"), text)].into()), id)
}

fn load(files: &Memory, id: &str) -> Framework {
    let mut loader = Loader::new();
    let found = loader.framework(files, &format!("frameworks/{id}"));
    found.unwrap_or_else(|| panic!("{:?}", loader.problems))
}

fn crosswalk(from: &Framework, to: &Framework, relations: &str) -> Crosswalk {
    let id = format!("{}--{}", from.id, to.id);
    let text = format!(
        "format: gradus/crosswalk/1\nid: {id}\ntitle: One to the other\nversion: 1.0.0\nfrom: {}\nto: {}\nstanding: ours\n\
         source: made up\ncertainty: ours\nabout: nothing\n{relations}",
        from.id, to.id
    );
    let path = format!("frameworks/crosswalks/{id}.yaml");
    let files = Memory([(path.clone(), text)].into());
    let mut loader = Loader::new();
    loader.crosswalk(&files, &path, from, to).unwrap_or_else(|| panic!("{:?}", loader.problems))
}

fn ids(unmatched: &[gradus::difference::Unmatched]) -> Vec<&str> {
    unmatched.iter().map(|unmatched| unmatched.element.as_str()).collect()
}

fn altered(found: &Difference) -> Vec<(&str, Vec<&str>)> {
    found.altered.iter().map(|one| (one.element.as_str(), one.how.iter().map(String::as_str).collect())).collect()
}

const FIRST: &str = "  - {id: a, text: Calls are recorded.}
  - {id: b, text: Calls are classified.}
  - {id: c, text: People are trained.}
";

#[test]
fn versions_are_compared_element_by_element_and_rule_by_rule() {
    let second = "  - {id: a, text: Calls are recorded.}
  - {id: b, text: Calls are classified., weight: 2}
  - {id: d, text: Callers are thanked.}
";
    let (before, now) = (framework("desk", "1.0.0", "lowest", FIRST), framework("desk", "2.0.0", "highest", second));
    let found = difference(&before, &now, None);
    assert_eq!((found.from.as_str(), found.to.as_str(), found.same), ("desk 1.0.0", "desk 2.0.0", 1));
    assert_eq!(altered(&found), [("b", vec!["weight: 2 (was: 1)"])]);
    assert_eq!((ids(&found.new), ids(&found.gone)), (vec!["d"], vec!["c"]));
    assert_eq!(found.rules.unwrap(), ["all: altered"]);
}

#[test]
fn a_framework_does_not_differ_from_itself_wherever_it_is_written() {
    let (one, other) = (framework("desk", "1.0.0", "lowest", FIRST), framework("desk", "1.0.0", "lowest", FIRST));
    let moved = framework("desk", "1.0.0", "lowest", &format!("# a comment more\n\n{FIRST}"));
    for found in [difference(&one, &other, None), difference(&one, &moved, None)] {
        assert_eq!((found.same, found.altered.len(), found.rules.unwrap().len()), (3, 0, 0));
        assert!(found.new.is_empty() && found.gone.is_empty());
    }
}

#[test]
fn a_crosswalk_says_what_became_of_what_in_both_directions() {
    let second = "  - {id: x1, text: Calls are recorded.}
  - {id: x2, text: Calls are classified and given a priority.}
  - {id: x3, text: Callers are thanked.}
  - {id: x4, text: Rooms are clean.}
";
    let (old, new) = (framework("old", "1.0.0", "lowest", FIRST), framework("new", "1.0.0", "lowest", second));
    let relations = "relations:
  - {from: a, to: x1, relation: equal, because: Both ask it.}
  - {from: b, to: x2, relation: subset, strength: 0.5, because: Priorities are new.}
lost: [{from: c, because: It is asked elsewhere.}]
new: [{to: x3, because: It is a promise now.}]
";
    let crosswalk = crosswalk(&old, &new, relations);
    let found = difference(&old, &new, Some(&crosswalk));
    assert_eq!((found.same, &found.rules), (1, &None));
    assert_eq!(altered(&found), [("x2", vec!["b lies inside it: Priorities are new."])]);
    assert_eq!((ids(&found.gone), ids(&found.new)), (vec!["c"], vec!["x3"]));
    assert_eq!(found.gone[0].because, "It is asked elsewhere.");
    assert_eq!(found.unsaid, [Vec::<String>::new(), vec!["x4".to_owned()]]);
    let back = difference(&new, &old, Some(&crosswalk));
    assert_eq!(altered(&back), [("b", vec!["x2 holds all of it: Priorities are new."])]);
    assert_eq!((ids(&back.gone), ids(&back.new)), (vec!["x3"], vec!["c"]));
}

/// The framework `desk` with changes to its text.
fn with(changes: &[(&str, &str)]) -> Framework {
    let mut text = text("desk", "1.0.0", "lowest", FIRST);
    for (before, now) in changes {
        assert!(text.contains(before), "{before}");
        text = text.replace(before, now);
    }
    load(&Memory([("frameworks/desk/framework.yaml".to_owned(), text)].into()), "desk")
}

#[test]
fn kinds_measures_and_scales_are_compared() {
    let now = with(&[
        ("rated-on: answer\n", "rated-on: answer\n    not-applicable: allowed\n"),
        ("{title: Met, scale: answer, stated: said}", "{title: Meets, scale: answer, stated: said}"),
        ("{id: yes, title: Yes}", "{id: yes, title: Yes, meaning: Always.}"),
    ]);
    let found = difference(&with(&[]), &now, None);
    let expected = [
        "kind item: not applicable: allowed (was: refused)",
        "kind item: title of met: Meets (was: Met)",
        "scale answer: meanings: altered",
    ];
    assert_eq!(found.rules.unwrap(), expected);
}

#[test]
fn a_rule_is_not_altered_by_what_its_framework_does_with_what_has_no_value() {
    let elsewhere = [("states: {not-applicable: exclude", "states: {not-applicable: lowest")];
    let found = difference(&with(&[]), &with(&elsewhere), None);
    assert_eq!(found.rules.unwrap(), ["what is done with what has no value: altered"]);
    let own = [("does: {lowest:", "states: {not-applicable: lowest}, does: {lowest:")];
    assert_eq!(difference(&with(&[]), &with(&own), None).rules.unwrap(), ["all: altered"]);
}

#[test]
fn a_tailoring_says_what_it_changes_and_why() {
    let tailoring = "format: gradus/tailoring/1\nid: ours\ntitle: Ours\nversion: 1.0.0\ntailors: desk\n\
                     tailors-version: 1.0.0\nabout: Made up.\nchanges:\n  - {remove: c, because: Nobody needs it.}\n";
    let base = text("desk", "1.0.0", "lowest", FIRST);
    let files = [("frameworks/desk/framework.yaml", base.as_str()), ("frameworks/ours/tailoring.yaml", tailoring)];
    let files = Memory(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    let (base, ours) = (load(&files, "desk"), load(&files, "ours"));
    let found = difference(&base, &ours, None);
    assert_eq!((ids(&found.gone), found.rules), (vec!["c"], Some(Vec::new())));
    assert_eq!((found.changes.len(), found.changes[0].because.as_str()), (1, "Nobody needs it."));
    assert!(difference(&ours, &base, None).changes.is_empty());
}

#[test]
fn a_relation_that_leads_forward_is_not_read_backwards() {
    let (old, new) = (framework("old", "1.0.0", "lowest", FIRST), framework("new", "1.0.0", "lowest", FIRST));
    let relations = "relations:\n  - {from: a, to: a, relation: equal, direction: forward, because: Both ask it.}\n";
    let crosswalk = crosswalk(&old, &new, relations);
    let (forward, back) = (difference(&old, &new, Some(&crosswalk)), difference(&new, &old, Some(&crosswalk)));
    assert_eq!((forward.same, forward.unsaid[1].len()), (1, 2));
    assert_eq!((back.same, back.unsaid[1].len()), (0, 3));
}
