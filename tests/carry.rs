//! Carrying over: expected values worked out by hand on frameworks of a few items, and made-up worlds in which every
//! element is a set of things that are done or not, so that the true degrees are known exactly.

#[path = "carry/build.rs"]
mod build;
mod common;
#[path = "carry/program.rs"]
mod program;
#[path = "carry/worlds.rs"]
mod worlds;

use build::{Case, Scale, framework, groups, relation};
use gradus::carry::{Carried, CarriedElement, LABEL};

fn element<'a>(carried: &'a Carried, id: &str) -> &'a CarriedElement {
    &carried.elements[id]
}

/// The bounds of a degree in full.
fn degree(carried: &Carried, id: &str) -> String {
    let degree = &element(carried, id).degree;
    let (above, below) = (if degree.above { "over " } else { "" }, if degree.below { "under " } else { "" });
    format!("{above}{} to {below}{}", degree.low, degree.high)
}

fn result(carried: &Carried, id: &str) -> String {
    element(carried, id).results["rating"].words.clone()
}

/// Four items, of which two are met, one partly met and one not met: between 2/4 and 3/4.
const FOUR: &str = "{a1: met, a2: met, a3: partly-met, a4: not-met}";

fn case(answers: &str) -> Case {
    Case::new(answers)
        .with(framework("first", Scale::Three, &groups(&[("a", &["a1", "a2", "a3", "a4"])])))
        .with(framework("second", Scale::Three, &groups(&[("b", &["b1", "b2"]), ("c", &["c1", "c2"])])))
}

fn carried(answers: &str, relations: &[String]) -> Carried {
    case(answers).crosswalk("first", "second", relations).carry("second")
}

/// 1 − (1 − 0.5) / 0.8 = 0.375 and 0.75 / 0.8 = 0.9375 of what they share; times 0.6, and 1 − 0.6 (1 − 0.9375).
#[test]
fn an_intersection_carries_what_is_surely_shared() {
    let carried = carried(FOUR, &[relation("a", "b", "intersects", "0.6", "0.8")]);
    assert_eq!(degree(&carried, "b"), "0.225 to 0.9625");
    assert_eq!(degree(&carried, "c"), "0 to 1");
    // Half of the whole is b; of the other half nothing is known.
    assert_eq!(degree(&carried, "whole"), "0.1125 to 0.98125");
    // Neither done nor undone for sure, so nothing is said of the parts.
    assert_eq!(degree(&carried, "b1"), "0 to 1");
}

#[test]
fn an_equal_element_keeps_its_degree_and_a_part_says_little_of_the_whole() {
    let carried = carried(FOUR, &[relation("a", "b", "equal", "", ""), relation("a", "c", "subset", "0.4", "")]);
    assert_eq!(degree(&carried, "b"), "0.5 to 0.75");
    // 0.4 · 0.5 and 1 − 0.4 (1 − 0.75).
    assert_eq!(degree(&carried, "c"), "0.2 to 0.9");
}

/// 1 − (1 − 0.5) / 0.9 = 4/9 and 0.75 / 0.9 = 5/6.
#[test]
fn where_nobody_says_how_much_is_shared_only_all_or_nothing_is_carried() {
    let relations = [relation("a", "b", "superset", "", "0.9"), relation("a", "c", "superset", "", "")];
    let some = carried(FOUR, &relations);
    assert_eq!((degree(&some, "b"), degree(&some, "c")), ("4/9 to 5/6".to_owned(), "0 to 1".to_owned()));
    let all = carried("{a1: met, a2: met, a3: met, a4: met}", &relations);
    assert_eq!((degree(&all, "c"), result(&all, "c1")), ("1 to 1".to_owned(), "met".to_owned()));
    let none = carried("{a1: not-met, a2: not-met, a3: not-met, a4: not-met}", &relations);
    assert_eq!((degree(&none, "c"), result(&none, "whole")), ("0 to 0".to_owned(), "not-met".to_owned()));
}

#[test]
fn an_intersection_alone_never_makes_anything_full() {
    let all = "{a1: met, a2: met, a3: met, a4: met}";
    for strength in ["0.001", "0.5", "0.999"] {
        for back in ["", "0.5"] {
            let carried = carried(all, &[relation("a1", "b1", "intersects", strength, back)]);
            assert_eq!(degree(&carried, "b1"), format!("{strength} to 1"));
            assert_eq!(result(&carried, "b1"), "partly-met to met");
        }
    }
}

#[test]
fn ratings_are_kept_that_a_degree_leaves_possible() {
    let carried = carried(
        "{a1: met, a2: not-met, a3: partly-met}",
        &[
            relation("a1", "b1", "equal", "", ""),
            relation("a2", "b2", "equal", "", ""),
            relation("a3", "c1", "equal", "", ""),
            relation("a2", "c2", "intersects", "0.3", "0.5"),
        ],
    );
    let results = ["b1", "b2", "c1", "c2", "b", "whole"].map(|id| result(&carried, id));
    let expected = ["met", "not-met", "not-met to met", "not-met to partly-met", "not-met", "not-met"];
    assert_eq!(results, expected);
    assert_eq!((element(&carried, "b").settled, element(&carried, "whole").settled), (2, 2));
}

/// The framework counts what is unanswered as the lowest rating; what was carried is not under that policy.
#[test]
fn bounds_are_shown_without_a_value_under_policy() {
    let carried = carried(FOUR, &[relation("a1", "b1", "equal", "", "")]);
    assert_eq!(result(&carried, "b"), "not-met to met");
    assert_eq!(result(&carried, "b1"), "met");
}

/// On a scale with bands a rating is its band: L lies above 50 % and up to 85 %.
#[test]
fn bands_are_carried_as_bands_and_come_back_as_the_same_rating() {
    let frameworks = |scale| {
        Case::new("{a1: N, a2: P, a3: L, a4: F}")
            .with(framework("first", Scale::Bands, &groups(&[("a", &["a1", "a2", "a3", "a4"])])))
            .with(framework("second", scale, &groups(&[("b", &["b1", "b2", "b3", "b4"])])))
    };
    let relations: Vec<String> =
        (1..=4).map(|item| relation(&format!("a{item}"), &format!("b{item}"), "equal", "", "")).collect();
    let same = frameworks(Scale::Bands).crosswalk("first", "second", &relations).carry("second");
    assert_eq!(["b1", "b2", "b3", "b4"].map(|id| result(&same, id)), ["N", "P", "L", "F"]);
    assert_eq!(degree(&same, "b3"), "over 0.5 to 0.85");
    // (0 + 0.15 + 0.5 + 0.85) / 4 and (0.15 + 0.5 + 0.85 + 1) / 4.
    assert_eq!(degree(&same, "b"), "over 0.375 to 0.625");
    let other = frameworks(Scale::Three).crosswalk("first", "second", &relations).carry("second");
    let expected = ["not-met to partly-met", "partly-met", "partly-met", "partly-met to met"];
    assert_eq!(["b1", "b2", "b3", "b4"].map(|id| result(&other, id)), expected);
    let two = frameworks(Scale::Two).crosswalk("first", "second", &relations).carry("second");
    assert_eq!(["b1", "b2", "b3", "b4"].map(|id| result(&two, id)), ["no", "no", "no", "no to yes"]);
}

/// Somebody said no: not all of it is done. That is all that carries over, and not through a part of it.
#[test]
fn a_no_is_short_of_all_and_not_nothing() {
    let relations = [
        relation("a1", "b1", "equal", "", ""),
        relation("a1", "b2", "superset", "", "0.5"),
        relation("a1", "b3", "subset", "0.3", ""),
        relation("a2", "b4", "equal", "", ""),
    ];
    let carried = Case::new("{a1: no, a2: yes}")
        .with(framework("first", Scale::Two, &groups(&[("a", &["a1", "a2"])])))
        .with(framework("second", Scale::Two, &groups(&[("b", &["b1", "b2", "b3", "b4"])])))
        .crosswalk("first", "second", &relations)
        .carry("second");
    assert_eq!(["b1", "b2", "b3", "b4"].map(|id| result(&carried, id)), ["no", "no to yes", "no", "yes"]);
    assert_eq!(degree(&carried, "b1"), "0 to under 1");
}

#[test]
fn weights_count_in_the_mean() {
    let items = [("a1", "3"), ("a2", "1")].map(|(id, weight)| (id.to_owned(), weight.to_owned()));
    let carried = Case::new("{a1: met, a2: not-met}")
        .with(framework("first", Scale::Three, &[("a".to_owned(), items.to_vec())]))
        .with(framework("second", Scale::Three, &groups(&[("b", &["b1"])])))
        .crosswalk("first", "second", &[relation("a", "b", "equal", "", "")])
        .carry("second");
    assert_eq!(degree(&carried, "b"), "0.75 to 0.75");
}

/// Three of four items count and are met. All that counts of an equal or contained element is then done; of one that has
/// only a part in common, the part may be just the item that does not count: 0.5 · (1 − (1 − 3/4) / 0.5) = 1/4.
#[test]
fn what_does_not_count_is_left_open_where_shares_matter() {
    let answers = "{a1: met, a2: met, a3: met, a4: {not-applicable: nothing of that kind}}";
    let relations = [relation("a", "b", "equal", "", ""), relation("a", "c", "intersects", "0.5", "0.5")];
    let carried = carried(answers, &relations);
    assert_eq!((degree(&carried, "b"), result(&carried, "b2")), ("1 to 1".to_owned(), "met".to_owned()));
    assert_eq!(degree(&carried, "c"), "0.25 to 1");
    assert!(
        element(&carried, "b").routes[0].source.how.contains("3 assessed items that count of 4 (1 not applicable)")
    );
}

/// Three of four are met; of the fourth nobody can know yet: between 3/4 and 4/4.
#[test]
fn what_cannot_be_seen_yet_is_open() {
    let carried =
        carried("{a1: met, a2: met, a3: met, a4: {not-yet: too early}}", &[relation("a", "b", "equal", "", "")]);
    assert_eq!((degree(&carried, "b"), result(&carried, "b")), ("0.75 to 1".to_owned(), "not-met to met".to_owned()));
}

const TAILORING: &str = "\
format: gradus/tailoring/1
id: first
title: Ours
version: 1.0.0
tailors: base
tailors-version: 1.0.0
about: Made up.
changes:
  - {remove: a4, because: We have none.}
";

/// What was removed stays part of what the crosswalk means by a: of it nothing is known.
#[test]
fn crosswalks_of_the_framework_that_was_tailored_hold_for_what_is_left() {
    let relations = [relation("a", "b", "equal", "", ""), relation("a1", "c1", "equal", "", "")];
    let carried = Case::new("{a1: met, a2: met, a3: met}")
        .with(framework("base", Scale::Three, &groups(&[("a", &["a1", "a2", "a3", "a4"])])))
        .with(framework("second", Scale::Three, &groups(&[("b", &["b1", "b2"]), ("c", &["c1", "c2"])])))
        .file("frameworks/first/tailoring.yaml", TAILORING)
        .crosswalk("base", "second", &relations)
        .carry("second");
    assert_eq!((degree(&carried, "b"), degree(&carried, "c1")), ("0.75 to 1".to_owned(), "1 to 1".to_owned()));
    assert!(element(&carried, "b").routes[0].source.how.contains("1 item removed by tailoring"));
    assert_eq!(carried.from[0].tailors.as_deref(), Some("base 1.0.0"));
}

#[test]
fn where_nothing_counts_nothing_is_carried_and_the_reason_is_said() {
    let answers =
        "{a1: {not-applicable: no}, a2: {not-applicable: no}, a3: {not-applicable: no}, a4: {not-applicable: no}}";
    let carried = carried(answers, &[relation("a", "b", "equal", "", "")]);
    assert_eq!(degree(&carried, "b"), "0 to 1");
    assert!(element(&carried, "b").routes.is_empty());
    assert_eq!(carried.not_carried[0].because, "nothing in it counts: 4 not applicable");
}

#[test]
fn a_relation_read_backwards_is_the_swapped_one() {
    let swapped = [
        (relation("a", "b", "subset", "0.4", ""), relation("b", "a", "superset", "", "0.4")),
        (relation("a", "b", "superset", "", "0.7"), relation("b", "a", "subset", "0.7", "")),
        (relation("a", "b", "intersects", "0.6", "0.8"), relation("b", "a", "intersects", "0.8", "0.6")),
        (relation("a", "b", "equal", "", ""), relation("b", "a", "equal", "", "")),
    ];
    for (forward, backwards) in swapped {
        let forward = case(FOUR).crosswalk("first", "second", &[forward]).carry("second");
        let backwards = case(FOUR).crosswalk("second", "first", &[backwards]).carry("second");
        assert_eq!(degree(&forward, "b"), degree(&backwards, "b"));
        let (one, other) = (&element(&forward, "b").routes[0], &element(&backwards, "b").routes[0]);
        assert_eq!(one.relation.relation, other.relation.relation);
        assert!(!one.relation.backwards && other.relation.backwards);
    }
    let only = relation("b", "a", "equal", "", "").replace("because", "direction: forward, because");
    let carried = case(FOUR).crosswalk("second", "first", &[only]).carry("second");
    assert_eq!((degree(&carried, "b"), element(&carried, "b").routes.len()), ("0 to 1".to_owned(), 0));
}

/// First a to b (0.5 to 0.75 stays), then b to c: 1 − 0.5 / 0.8 = 0.375 and 0.9375 of what they share, times 0.6.
/// Directly: 0.4 · 0.5 and 1 − 0.4 · 0.25. Together the higher lower bound and the lower upper bound.
#[test]
fn routes_over_a_third_framework_are_kept_beside_direct_ones() {
    let carried = Case::new(FOUR)
        .with(framework("first", Scale::Three, &groups(&[("a", &["a1", "a2", "a3", "a4"])])))
        .with(framework("between", Scale::Three, &groups(&[("b", &["b1", "b2"])])))
        .with(framework("last", Scale::Three, &groups(&[("c", &["c1"])])))
        .crosswalk("first", "between", &[relation("a", "b", "equal", "", "")])
        .crosswalk("between", "last", &[relation("b", "c", "intersects", "0.6", "0.8")])
        .crosswalk("first", "last", &[relation("a", "c", "subset", "0.4", "")])
        .carry("last");
    let routes = &element(&carried, "c").routes;
    let intervals: Vec<(&str, &str)> =
        routes.iter().map(|route| (route.interval.low.as_str(), route.interval.high.as_str())).collect();
    assert_eq!(intervals, [("0.2", "0.9"), ("0.225", "0.9625")]);
    assert_eq!(degree(&carried, "c"), "0.225 to 0.9");
    assert!(!routes[1].source.assessed);
    assert_eq!(routes[1].source.routes[0].source.element, "a");
    assert_eq!(carried.over.iter().map(|framework| framework.id.as_str()).collect::<Vec<_>>(), ["between"]);
}

/// All of a is done, so all of b is: each of its parts, from which c follows in turn.
#[test]
fn a_whole_that_is_done_is_done_in_its_parts() {
    let carried = Case::new("{a1: met}")
        .with(framework("first", Scale::Three, &groups(&[("a", &["a1"])])))
        .with(framework("between", Scale::Three, &groups(&[("b", &["b1", "b2"])])))
        .with(framework("last", Scale::Three, &groups(&[("c", &["c1"])])))
        .crosswalk("first", "between", &[relation("a", "b", "equal", "", "")])
        .crosswalk("between", "last", &[relation("b2", "c1", "equal", "", "")])
        .carry("last");
    assert_eq!((degree(&carried, "c1"), result(&carried, "whole")), ("1 to 1".to_owned(), "met".to_owned()));
    let route = &element(&carried, "c1").routes[0];
    assert_eq!(route.source.how, "carried over, as part of `b`");
}

#[test]
fn routes_that_cannot_all_hold_are_reported_and_their_hull_is_kept() {
    let relations = [relation("a1", "b1", "equal", "", ""), relation("a4", "b1", "superset", "", "0.5")];
    let carried = carried(FOUR, &relations);
    let found = &carried.contradictions[0];
    assert_eq!((found.element.as_str(), found.said.len(), degree(&carried, "b1").as_str()), ("b1", 2, "0 to 1"));
    assert!(found.said.iter().all(|saying| saying.place.starts_with("frameworks/crosswalks/first--second.yaml:")));
}

/// The whole is all done by its own relation, and its part undone by another.
#[test]
fn parts_that_contradict_their_whole_are_reported() {
    let relations = [relation("a1", "b", "equal", "", ""), relation("a4", "b1", "equal", "", "")];
    let carried = carried(FOUR, &relations);
    let elements: Vec<&str> = carried.contradictions.iter().map(|found| found.element.as_str()).collect();
    assert_eq!(elements, ["b1"], "the part is told what the whole says of it");
    assert!(carried.contradictions[0].said.iter().any(|saying| saying.by == "as part of Group b"));
}

const ASKING: &str = "\
format: gradus/questionnaire/1
id: ask
title: Questions
framework: FRAMEWORK
version: 1.0.0
yields: YIELDS
minutes: 5
about: Questions.
default-answers: is-it
answer-sets:
  is-it:
    title: Is it?
    options:
      - {id: yes, title: Yes, means: Always., gives: met}
      - {id: no, title: No, means: Never., gives: not-met}
questions:
";

fn questionnaire(id: &str, framework: &str, yields: &str, questions: &[(&str, &str, &str)]) -> (String, String) {
    let mut text = ASKING.replace("id: ask", &format!("id: {id}"));
    text = text.replace("FRAMEWORK", framework).replace("YIELDS", yields);
    for (question, informs, more) in questions {
        text.push_str(&format!(
            "  - {{id: {question}, ask: Is it so?, why: To know., look-for: records, informs: [{informs}]{more}}}\n"
        ));
    }
    (format!("questionnaires/{id}/questionnaire.yaml"), text)
}

#[test]
fn a_first_impression_is_open_unless_evidence_backs_it() {
    let said = "questionnaire: scan\nanswers: {q1: yes, q2: {answer: yes, evidence: [E-001]}}\n";
    let files = common::case("first", "", said);
    let register = "format: gradus/evidence/1\nevidence:\n  - {id: E-001, title: A record, kind: record, \
                    date: 2026-01-01, held-by: somebody, at: the office, shows: that it is so}\n";
    let (path, text) = questionnaire("scan", "first", "indication", &[("q1", "a1", ""), ("q2", "a2", "")]);
    let carried = case("{}")
        .file("case/responses/lead.yaml", &files.0["case/responses/lead.yaml"])
        .file("case/evidence/register.yaml", register)
        .file(&path, &text)
        .crosswalk("first", "second", &[relation("a1", "b1", "equal", "", ""), relation("a2", "b2", "equal", "", "")])
        .carry("second");
    assert_eq!((degree(&carried, "b1").as_str(), degree(&carried, "b2").as_str()), ("0 to 1", "1 to 1"));
    assert!(element(&carried, "b1").routes[0].source.how.contains("first impression"));
}

#[test]
fn what_remains_is_asked_by_the_questionnaire_that_reaches_most() {
    let small = questionnaire("small", "second", "evidence", &[("s1", "b1", "")]);
    let scan = questionnaire("scan", "second", "indication", &[("i1", "b", ""), ("i2", "c", "")]);
    let waits = ", when: {question: q1, is: [yes], otherwise: not-applicable}";
    let large =
        questionnaire("large", "second", "evidence", &[("q1", "b1", ""), ("q2", "b2", ""), ("q3", "c1", waits)]);
    let mut case = case(FOUR);
    for (path, text) in [&small, &scan, &large] {
        case = case.file(path, text);
    }
    let relations = [relation("a1", "b1", "equal", "", ""), relation("a2", "b2", "equal", "", "")];
    let carried = case.crosswalk("first", "second", &relations).carry("second");
    let remaining = &carried.remaining;
    assert_eq!(remaining.items, ["c1", "c2"]);
    assert_eq!(remaining.questionnaire.as_deref(), Some("large"));
    // The question on which the other waits comes along.
    assert_eq!(remaining.questions, ["q1", "q3"]);
    assert_eq!(remaining.without_question, ["c2"]);
}

/// Answers in words of the scale itself, without options.
#[test]
fn questions_without_options_are_asked_as_well() {
    let (path, text) = questionnaire("plain", "second", "evidence", &[("q1", "b1", ""), ("q2", "c", "")]);
    let at = text.find("    options:").expect("it has options");
    let text = format!("{}{}", &text[..at], &text[text.find("questions:").expect("it has questions")..]);
    let carried = case(FOUR).file(&path, &text);
    let carried = carried.crosswalk("first", "second", &[relation("a1", "b1", "equal", "", "")]).carry("second");
    assert_eq!(carried.remaining.questions, ["q2"]);
    assert_eq!(carried.remaining.without_question, ["b2"]);
}

#[test]
fn every_carried_element_says_that_it_was_not_assessed_and_json_reads_back() {
    let carried = carried(FOUR, &[relation("a", "b", "intersects", "1/3", "1/7")]);
    assert!(carried.elements.values().all(|element| element.label == LABEL) && carried.label == LABEL);
    let json = serde_json::to_string(&carried).expect("it can be written");
    assert_eq!(serde_json::from_str::<Carried>(&json).expect("it can be read"), carried);
    assert_eq!(json.matches("carried over, not assessed").count(), 1 + carried.elements.len());
}
