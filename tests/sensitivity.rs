//! Sensitivity: what other declared readings change, and how completions of what is open are distributed.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use common::{Memory, assess, case, load, load_from, problems};
use gradus::assessment::Standing;
use gradus::model::Loaded;
use gradus::sensitivity::{Asked, FrameworkSensitivity, Origin, Portion, Reading, Sensitivity, Shares, sensitivity};
use gradus::words;

const SMALL: &str = include_str!("sensitivity/small.yaml");

/// Both items of A are open; B has an item on which three respondents differ, and a high one; of C one item is not known
/// and the other does not apply.
fn small(framework: &str) -> Memory {
    let target = "    target: {b: high}\n";
    let said = "framework: small\nratings: {b1: low, b2: high, c1: don't know, c2: {not-applicable: none here}}\n";
    let mut memory = case("small", target, said);
    let other = |id: &str| {
        format!(
            "format: gradus/responses/1\nrespondent: {{id: {id}, role: auditor}}\nmethod: interview\n\
             date: 2026-01-01\nframework: small\nratings: {{b1: high}}\n"
        )
    };
    memory.0.insert("case/responses/second.yaml".to_owned(), other("second"));
    memory.0.insert("case/responses/third.yaml".to_owned(), other("third"));
    memory.0.insert("case/frameworks/small/framework.yaml".to_owned(), framework.to_owned());
    memory
}

fn try_all(loaded: &Loaded, asked: &Asked) -> Sensitivity {
    sensitivity(loaded, loaded.engagement.agreement.report, asked).expect("nothing is decided that may not be")
}

fn without_simulation() -> Asked {
    Asked { completions: 0, ..Asked::default() }
}

fn of_small() -> FrameworkSensitivity {
    let mut found = try_all(&load_from(&small(SMALL), "case"), &without_simulation());
    found.frameworks.remove(0)
}

fn reading<'a>(found: &'a FrameworkSensitivity, id: &str) -> &'a Reading {
    found.readings.iter().find(|reading| reading.id == id).unwrap_or_else(|| panic!("no reading is named {id}"))
}

/// What a reading changes: element, before and after.
fn changes(reading: &Reading) -> Vec<(&str, String, String)> {
    let change =
        |change: &'_ gradus::sensitivity::Change| (words::outcome(&change.before), words::outcome(&change.after));
    reading.changed.iter().map(|changed| (changed.element.as_str(), change(changed).0, change(changed).1)).collect()
}

fn change<'a>(element: &'a str, before: &str, after: &str) -> (&'a str, String, String) {
    (element, before.to_owned(), after.to_owned())
}

/// The processes whose level changes under each method, and by how much: `domain/iso20000.md` §4.1, worked out apart
/// from this engine.
const METHODS: [(&str, &[(&str, i32)]); 7] = [
    ("mean-half-up", &[("ENG.5", 1), ("ENG.7", 1), ("ENG.8", 1)]),
    ("median-half-down", &[("SUP.8", -1)]),
    ("median-half-up", &[("ENG.5", 1), ("SUP.1", 1)]),
    ("lowest-rating", &[("ENG.6", -1), ("MAN.3", -1), ("SUP.1", -1), ("SUP.8", -2), ("SUP.9", -1)]),
    ("band-points", &[]),
    ("band-thirds", &[]),
    ("band-centres", &[("SUP.8", -1)]),
];

#[test]
fn in_the_published_case_each_method_changes_the_levels_that_it_changes_by_hand() {
    let found = try_all(&load("examples/published-case"), &Asked::default());
    let framework = &found.frameworks[0];
    assert_eq!(framework.readings.len(), METHODS.len());
    for (method, misses) in METHODS {
        let reading = reading(framework, &format!("attribute.rating={method}"));
        assert_eq!(reading.origin, Origin::Method);
        let level = |outcome| words::outcome(outcome).parse::<i32>().expect("a level");
        let changed = reading.changed.iter().map(|change| {
            assert_eq!(change.measure, "level");
            (change.element.as_str(), level(&change.after) - level(&change.before))
        });
        assert_eq!(changed.collect::<Vec<_>>(), misses, "{method}");
    }
    // ENG.5, ENG.6, ENG.7, ENG.8, MAN.3, SUP.1, SUP.8 and SUP.9 change under some method; the other six under none.
    let holding = &framework.holding[0];
    assert_eq!((holding.kind.as_str(), holding.of, holding.same), ("process", 14, 6));
    assert_eq!(framework.simulation, None, "nothing is open");
}

#[test]
fn why_a_level_changes_is_the_rule_at_the_attribute_that_decides_it() {
    let found = try_all(&load("examples/published-case"), &Asked::default());
    let reading = reading(&found.frameworks[0], "attribute.rating=median-half-down");
    // 2.2 becomes F as well; without that the level would be the same, so that it is no reason.
    let why = "rule median-half-down instead of mean-half-down makes SUP.8/2.1 P instead of L";
    assert_eq!(reading.changed[0].why, [why]);
}

#[test]
fn conclusions_are_those_of_the_assessment() {
    for folder in ["examples/mid-size-provider", "examples/published-case"] {
        let (found, assessment) = (try_all(&load(folder), &without_simulation()), assess(folder));
        assert_eq!(found.fingerprint, assessment.fingerprint);
        for (sensitivity, framework) in found.frameworks.iter().zip(&assessment.frameworks) {
            let main = sensitivity.conclusions.iter().filter(|conclusion| conclusion.element != "whole");
            assert!(main.count() >= 7, "{}", framework.id);
            for conclusion in &sensitivity.conclusions {
                let element = &framework.elements[&conclusion.element];
                assert_eq!(conclusion.outcome, element.results[&conclusion.measure].outcome, "{}", conclusion.element);
                // No shipped framework takes what is open for anything, so that both stand alike to targets.
                assert_eq!(conclusion.standing, element.standing, "{}", conclusion.element);
            }
        }
    }
}

/// Worked out by hand: A is open from low to high. B has the answers low, high and high, and a high item: with the lowest
/// answer its mean is middle. C is open, because what does not apply is left out.
#[test]
fn each_reading_of_the_small_case_changes_what_it_changes_by_hand() {
    let found = of_small();
    let before: Vec<_> = found.conclusions.iter().map(|conclusion| words::outcome(&conclusion.outcome)).collect();
    let elements: Vec<_> = found.conclusions.iter().map(|conclusion| conclusion.element.as_str()).collect();
    assert_eq!(elements, ["whole", "b", "a", "c"], "the whole, what has a target, the others");
    assert_eq!(before, ["low to middle", "middle", "low to high", "low to high"]);

    let na = reading(&found, "not-applicable-as-low");
    assert_eq!(changes(na), [change("c", "low to high", "low to middle")]);
    assert_eq!(na.changed[0].why, ["not applicable counts as the lowest value instead of being left out: c2"]);
    assert_eq!(na.otherwise, ["what is not applicable counts as the lowest value instead of being left out"]);

    let unanswered = reading(&found, "unanswered-as-low");
    let expected =
        [change("whole", "low to middle", "low (low to middle)"), change("a", "low to high", "low (low to high)")];
    assert_eq!(changes(unanswered), expected);
    assert_eq!(unanswered.changed[1].why, ["unanswered counts as the lowest value instead of staying open: a1, a2"]);

    let highest = reading(&found, "item.rating=highest-answer");
    assert_eq!(highest.origin, Origin::Consensus);
    let expected = [change("whole", "low to middle", "low to high"), change("b", "middle", "high")];
    assert_eq!(changes(highest), expected);
    let turn = highest.changed[1].standing.expect("the target of B is met now");
    assert_eq!((turn.before, turn.after), (Standing::Missed, Standing::Met));
    let why = "rule highest-answer instead of lowest-answer makes b1 high instead of low";
    assert_eq!(highest.changed[1].why, [why]);
    assert_eq!(highest.others.iter().map(|others| (others.changed, others.of)).collect::<Vec<_>>(), [(1, 6)]);

    let lowest = reading(&found, "group.rating=lowest-item");
    assert_eq!(changes(lowest), [change("whole", "low to middle", "low"), change("b", "middle", "low")]);
}

/// A variant with other policies gives what a framework gives that has these policies as its own.
#[test]
fn a_reading_is_the_assessment_under_a_framework_written_like_that() {
    let found = of_small();
    for (id, written, instead) in [
        ("not-applicable-as-low", "not-applicable: exclude", "not-applicable: lowest"),
        ("unanswered-as-low", "unanswered: bound", "unanswered: lowest"),
        ("half-way-up", "rule: mean-down, alternatives: [mean-up,", "rule: mean-up, alternatives: [mean-down,"),
        ("item.rating=highest-answer", "stated: lowest-answer", "stated: highest-answer"),
    ] {
        assert_eq!(SMALL.matches(written).count(), 1, "{written}");
        let loaded = load_from(&small(&SMALL.replace(written, instead)), "case");
        let assessment = common::assess_loaded(&loaded);
        let reading = reading(&found, id);
        for conclusion in &found.conclusions {
            let (element, measure) = (&conclusion.element, &conclusion.measure);
            let changed =
                reading.changed.iter().find(|change| change.element == *element && change.measure == *measure);
            let outcome = changed.map_or(&conclusion.outcome, |change| &change.after);
            let expected = common::outcome(&assessment, element, measure);
            assert_eq!(words::outcome(outcome), words::outcome(expected), "{id}: {element}");
        }
    }
}

/// Two items from 0 to 2 add up to 0, 1, 2, 3, 4 in 1, 2, 3, 2, 1 of nine cases.
#[test]
fn numbers_come_with_how_they_lie() {
    let points = "  points: {title: Points, number: {from: 0, to: 4, step: 1}}\n  quality:\n";
    let text = SMALL
        .replace("  quality:\n    title: Quality\n    ratings:", &format!("{points}    title: Quality\n    ratings:"));
    let sum = "rules:\n  total:\n    title: T\n    source: S\n    certainty: ours\n    \
               does: {sum: {of: {these: [a1, a2]}}}\n";
    let text = text.replace("rules:\n  lowest-group:", &format!("{sum}  lowest-group:"));
    let text = text.replace(
        "      quality: {title: Quality of the whole, scale: quality, rule: lowest-group}\n",
        "      total: {title: Total, scale: points, rule: total}\n",
    );
    let asked = Asked { seed: 1, completions: 900, kinds: Vec::new() };
    let found = try_all(&load_from(&small(&text), "case"), &asked).frameworks.remove(0);
    let spread = shares(&found, "whole").numbers.as_ref().expect("it is a number");
    assert_eq!([&spread.lowest, &spread.median, &spread.highest].map(String::as_str), ["0", "2", "4"]);
    assert!(shares(&found, "whole").ratings.is_empty());
}

#[test]
fn a_variant_that_changes_nothing_is_said_to_change_nothing() {
    let found = of_small();
    let nothing = reading(&found, "out-of-scope-as-low");
    assert!(nothing.changed.is_empty() && nothing.others.is_empty());
    assert_eq!(nothing.otherwise.len(), 1, "it does something otherwise, only not to these answers");
    // The mean of low and high is middle whatever becomes of a half.
    assert!(reading(&found, "half-way-up").changed.is_empty());
    // Where the assessment has chosen another rule, a variant of the usual one is not about it.
    let mut loaded = load_from(&small(SMALL), "case");
    let key = ("group".to_owned(), "rating".to_owned());
    loaded.engagement.uses[0].methods.insert(key, "lowest-item".to_owned());
    let found = try_all(&loaded, &without_simulation()).frameworks.remove(0);
    let unused = reading(&found, "half-way-up");
    assert!(unused.otherwise.is_empty() && unused.changed.is_empty());
    let ids: Vec<&str> = found.readings.iter().map(|reading| reading.id.as_str()).collect();
    assert!(ids.contains(&"group.rating=mean-down"), "the rule that the framework proposes is another reading now");
}

#[test]
fn what_holds_under_every_reading_is_counted() {
    let found = of_small();
    // A, B and C change under some reading, the whole as well.
    let counts =
        found.holding.iter().map(|held| (held.kind.as_str(), held.of, held.same, held.targets, held.same_standing));
    assert_eq!(counts.collect::<Vec<_>>(), [("whole", 1, 0, 0, 0), ("group", 3, 0, 1, 0)]);
    let b = found.conclusions.iter().find(|conclusion| conclusion.element == "b").unwrap();
    assert_eq!(b.other_under, ["group.rating=lowest-item", "item.rating=highest-answer"]);
    assert_eq!(b.standing_other_under, ["item.rating=highest-answer"]);
}

#[test]
fn in_which_order_variants_stand_means_nothing() {
    let (head, rest) = SMALL.split_once("variants:\n").unwrap();
    let (variants, elements) = rest.split_once("elements:\n").unwrap();
    let mut blocks: Vec<String> = Vec::new();
    for line in variants.lines() {
        match blocks.last_mut() {
            Some(block) if line.starts_with("    ") => block.push_str(&format!("{line}\n")),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks.reverse();
    let turned = format!("{head}variants:\n{}elements:\n{elements}", blocks.concat());
    assert_ne!(turned, SMALL);
    let by_id = |framework: &str| -> BTreeMap<String, Reading> {
        let found = try_all(&load_from(&small(framework), "case"), &without_simulation());
        let readings = found.frameworks.into_iter().flat_map(|framework| framework.readings);
        readings.map(|reading| (reading.id.clone(), reading)).collect()
    };
    assert_eq!(by_id(SMALL), by_id(&turned));
}

/// The share of completions that reach each rating exactly, in 81st parts, by enumeration: A has nine equally likely
/// pairs, whose means come down to low 3, middle 5, high 1 times; one of three answers is drawn for B, whose mean with
/// high is middle 1, high 2 times of 3; C is drawn from three ratings. The whole is the lowest of the three groups: at
/// least middle in 6/9 · 1 · 2/3 = 36/81, high in 1/9 · 2/3 · 1/3 = 2/81.
const SHARES: [(&str, [usize; 3]); 4] =
    [("whole", [45, 34, 2]), ("a", [27, 45, 9]), ("b", [0, 27, 54]), ("c", [27, 27, 27])];

/// Per cent as tenths.
fn tenths(text: &str) -> usize {
    text.trim_end_matches(" %").replace('.', "").parse().expect("a share with one decimal")
}

fn contains(portion: &Portion, of_81: usize) -> bool {
    tenths(&portion.from) * 81 <= of_81 * 1000 && of_81 * 1000 <= tenths(&portion.to) * 81
}

fn shares<'a>(found: &'a FrameworkSensitivity, element: &str) -> &'a Shares {
    let simulation = found.simulation.as_ref().expect("something is open");
    simulation.results.iter().find(|shares| shares.element == element).expect("it depends on open items")
}

#[test]
fn the_intervals_hold_the_shares_that_enumeration_gives_about_as_often_as_they_say() {
    let loaded = load_from(&small(SMALL), "case");
    let (mut inside, mut all) = (0, 0);
    for seed in 0..40 {
        let asked = Asked { seed, completions: 400, kinds: Vec::new() };
        let found = try_all(&loaded, &asked).frameworks.remove(0);
        let simulation = found.simulation.as_ref().unwrap();
        assert_eq!((simulation.open, simulation.disputed, simulation.settled), (3, 1, 0));
        for (element, expected) in SHARES {
            let shares = shares(&found, element);
            let counts = shares.ratings.iter().map(|reached| reached.exactly.count);
            assert_eq!(counts.sum::<usize>(), 400, "every completion reaches one rating");
            for (rank, reached) in shares.ratings.iter().enumerate() {
                let at_least = expected[rank..].iter().sum();
                assert!(expected[rank] > 0 || reached.exactly.count == 0, "{element} cannot be {}", reached.value);
                inside += usize::from(contains(&reached.exactly, expected[rank]));
                inside += usize::from(contains(&reached.at_least, at_least));
                all += 2;
            }
        }
        let met = &shares(&found, "b").target.as_ref().expect("B has a target").met;
        assert_eq!(met.count, shares(&found, "b").ratings[2].exactly.count);
    }
    assert!(inside * 100 >= all * 94, "{inside} of {all}");
}

#[test]
fn many_completions_come_close_to_enumeration() {
    let asked = Asked { seed: 7, completions: 6000, kinds: Vec::new() };
    let found = try_all(&load_from(&small(SMALL), "case"), &asked).frameworks.remove(0);
    for (element, expected) in SHARES {
        for (reached, expected) in shares(&found, element).ratings.iter().zip(expected) {
            let off = (reached.exactly.count * 81).abs_diff(expected * 6000);
            // Two in a hundred are three standard deviations where the share is a half.
            assert!(
                off <= 81 * 120,
                "{element} {}: {} of 6000, not {expected}/81",
                reached.value,
                reached.exactly.count
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let loaded = load_from(&small(SMALL), "case");
    let json = |seed| {
        let asked = Asked { seed, completions: 50, kinds: Vec::new() };
        serde_json::to_string(&try_all(&loaded, &asked)).unwrap()
    };
    assert_eq!(json(3), json(3));
    assert_ne!(json(3), json(4));
}

#[test]
fn kinds_that_are_asked_for_are_conclusions() {
    let asked = Asked { completions: 20, kinds: vec!["item".to_owned()], ..Asked::default() };
    let found = try_all(&load_from(&small(SMALL), "case"), &asked).frameworks.remove(0);
    let elements: Vec<_> = found.conclusions.iter().map(|conclusion| conclusion.element.as_str()).collect();
    assert_eq!(elements, ["whole", "b", "a1", "a2", "b1", "b2", "c1", "c2"]);
    // B2 is known and C2 does not apply; what is drawn for B1 differs from run to run, although its result is known.
    assert_eq!(found.simulation.as_ref().unwrap().settled, 1);
    assert_eq!(shares(&found, "c2").none.as_ref().map(|none| none.count), Some(20));
}

/// What is wrong with the small framework once it has this variant, and this rule with it.
fn with_variant(rule: &str, variant: &str) -> Vec<(&'static str, String)> {
    let wrong = format!("{rule}variants:\n  wrong: {{title: W, source: S, certainty: ours{variant}}}\n");
    let found = problems(&small(&SMALL.replace("variants:\n", &wrong)), "case");
    found.into_iter().map(|problem| (problem.code.name, problem.message)).collect()
}

#[test]
fn a_variant_names_only_what_there_is_and_what_fits() {
    let rule = |does: &str| format!("  another: {{title: T, source: S, certainty: ours, does: {does}}}\n");
    let (of_itself, of_items) = (rule("{lowest: {of: {own: quality}}}"), rule("{lowest: {of: {every: item}}}"));
    assert_eq!(with_variant("", ", states: {empty: block}"), []);
    for (rule, written, code, words) in [
        ("", "", "missing-field", "the variant `wrong` does not say what it does otherwise"),
        ("", ", rules: {mean-dwon: mean-up}", "unknown-name", "the rule `mean-dwon` is not declared"),
        ("", ", rules: {mean-down: mean-upp}", "unknown-name", "the rule `mean-upp` is not declared"),
        ("", ", rules: {mean-down: highest-answer}", "wrong-value", "a `consensus` rule looks at no other element"),
        ("", ", rules: {lowest-answer: mean-up}", "wrong-value", "does not look at what was said of the element"),
        ("", ", states: {not-applicable: bound}", "wrong-value", "what does not count has no bounds"),
        (&of_itself, ", rules: {lowest-group: another}", "cycle", "a result rests on itself"),
        (&of_items, ", rules: {another: mean-up}", "wrong-value", "no measure is made by the rule `another`"),
    ] {
        let found = with_variant(rule, written);
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!((found[0].0, found[0].1.contains(words)), (code, true), "{written}: {found:?}");
    }
}

/// `gradus check` finds nothing to warn of: rules of other readings are used.
#[test]
fn rules_of_other_readings_are_used() {
    let loaded = load_from(&small(SMALL), "case");
    for framework in loaded.frameworks.iter().chain([&common::framework("iso-20000-1-2018")]) {
        let found: Vec<String> = gradus::lint::framework(framework).into_iter().map(|lint| lint.message).collect();
        let unused: Vec<&String> = found.iter().filter(|words| words.contains("no measure uses the rule")).collect();
        assert_eq!(unused, Vec::<&String>::new(), "{}", framework.id);
    }
}

#[test]
fn rules_for_what_was_said_are_alternatives_to_one_that_is_used() {
    let text = SMALL.replace(
        "rule: mean-down, alternatives: [mean-up, lowest-item]",
        "rule: mean-down, stated-alternatives: [highest-answer]",
    );
    let found = problems(&small(&text), "case");
    assert!(found.iter().any(|problem| problem.message.contains("`stated-alternatives` to no `stated`")), "{found:?}");
}

#[test]
fn the_json_is_read_back_as_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sensitivity.json");
    let output = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(["sensitivity", "examples/published-case", "--completions", "10", "-o"])
        .arg(&file)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Sensitivity = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let asked = Asked { completions: 10, ..Asked::default() };
    let worked_out = try_all(&load("examples/published-case"), &asked);
    assert_eq!(Sensitivity { fingerprint: worked_out.fingerprint.clone(), ..read }, worked_out);
}
