//! Rules that could be read but would not do what they seem to say are refused.

use std::collections::BTreeMap;

use gradus::load::{Loader, ReadError, Store};

struct Files(BTreeMap<String, String>);

impl Store for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: small
title: Small
edition: Made up
version: 1.0.0
about: For a test.
rights: None.
scales:
  grade: {title: Grade, ratings: [{id: low, title: Low}, {id: middle, title: Middle}, {id: high, title: High}]}
  other: {title: Other, ratings: [{id: no, title: No}, {id: yes, title: Yes}]}
kinds:
  whole:
    title: whole
    plural: wholes
    measures:
      result: {title: Result, scale: grade, rule: over-groups}
  group:
    title: group
    plural: groups
    default-child: leaf
    rated-on: grade
    measures:
      rating: {title: Rating, scale: grade, stated: said, rule: over-leaves}
  leaf:
    title: leaf
    plural: leaves
    rated-on: grade
    measures:
      rating: {title: Rating, scale: grade, stated: said}
states: {not-applicable: exclude, not-triggered: exclude, out-of-scope: exclude, dont-know: bound, unanswered: bound}
rules:
  said: {title: t, source: s, certainty: ours, does: {consensus: {scale: grade, method: lowest}}}
  said-otherwise: {title: t, source: s, certainty: ours, does: {consensus: {scale: other, method: lowest}}}
  over-groups: {title: t, source: s, certainty: ours, does: {lowest: {of: {every: group}}}}
  over-leaves: {title: t, source: s, certainty: ours, does: {lowest: {of: {every: leaf}}}}
elements:
  - {id: one, kind: group, title: One, contains: [{id: one/a, text: A}, {id: one/b, text: B}]}
  - {id: two, kind: group, title: Two, contains: [{id: two/a, text: A}]}
";

/// The codes of what is wrong with the framework once one text is replaced by another.
fn codes(from: &str, to: &str) -> Vec<&'static str> {
    assert!(from.is_empty() || FRAMEWORK.contains(from), "`{from}` is in the framework");
    let text = if from.is_empty() { FRAMEWORK.to_owned() } else { FRAMEWORK.replacen(from, to, 1) };
    let files = Files([("small/framework.yaml".to_owned(), text)].into());
    let mut loader = Loader::new();
    let framework = loader.framework(&files, "small");
    assert_eq!(framework.is_some(), loader.problems.is_empty());
    loader.problems.into_iter().map(|problem| problem.code.name).collect()
}

/// The codes for another selection of leaves.
fn selecting(selection: &str) -> Vec<&'static str> {
    codes("{every: leaf}", selection)
}

#[test]
fn the_framework_itself_is_sound() {
    assert!(codes("", "").is_empty());
    assert!(selecting("{these: [one/a, two/a]}").is_empty());
    assert!(selecting("{every: leaf, direct: true}").is_empty());
}

/// It would never end: cycles are looked for along `rule` only.
#[test]
fn what_is_said_of_an_element_rests_on_no_other() {
    let group = codes("scale: grade, stated: said, rule: over-leaves", "scale: grade, stated: over-groups");
    assert_eq!(group, ["wrong-value"]);
    let leaf = codes("scale: grade, stated: said}", "scale: grade, stated: over-leaves}");
    assert_eq!(leaf, ["wrong-value"]);
}

/// It would never be answered: a consensus looks at what was said of the element itself.
#[test]
fn a_rule_over_others_is_no_consensus() {
    assert_eq!(codes("rule: over-groups", "rule: said"), ["wrong-value"]);
}

/// The rank of `high` would be read as a rank of a scale that has only two.
#[test]
fn what_is_said_is_on_the_scale_that_the_kind_is_rated_on() {
    let rating = "measures:\n      rating: {title: Rating, scale: grade, stated: said}";
    let otherwise = "measures:\n      rating: {title: Rating, scale: other, stated: said-otherwise}";
    let over_others = codes(rating, otherwise);
    // The second is the rule over leaves, which now gives what the group is not about.
    assert_eq!(over_others, ["wrong-value", "wrong-value"]);
}

/// A code belongs to several elements, so it names none; nothing would be selected.
#[test]
fn elements_are_named_by_their_ids_and_not_by_their_codes() {
    assert_eq!(selecting("{these: [a]}"), ["unknown-element"]);
}

/// The second would be looked up under the first one's measure.
#[test]
fn elements_named_one_by_one_are_of_one_kind() {
    assert_eq!(selecting("{these: [one/a, two]}"), ["wrong-value"]);
}

/// One of the two would be passed over in silence.
#[test]
fn a_selection_says_one_thing() {
    assert_eq!(selecting("{every: leaf, these: [one/a]}"), ["wrong-value"]);
    assert_eq!(selecting("{these: [one/a], direct: true}"), ["wrong-value"]);
}

/// Level 1 would not be reached with the rating that level 2 wants of it.
#[test]
fn a_ladder_accepts_of_lower_levels_only_what_it_accepts_of_the_level_itself() {
    let ladder = |below: &str| {
        let levels = "levels: {middle: [a], high: [b]}";
        let does = format!("{{ladder: {{of: {{every: leaf}}, scale: grade, at: [high], below: {below}, {levels}}}}}");
        codes("{lowest: {of: {every: leaf}}}", &does)
    };
    assert!(ladder("[high]").is_empty());
    assert_eq!(ladder("[middle, high]"), ["ladder"]);
}
