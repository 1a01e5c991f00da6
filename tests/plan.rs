//! A plan agrees with the explained evaluation, outcome by outcome: for every framework that is shipped, every worked
//! example of a rule and every model pack, on random answers in all states.
//!
//! Nothing is skipped: a folder that cannot be loaded, or of which nothing could be compared, fails the test.

#[path = "common/mod.rs"]
mod common;
#[path = "plan/random.rs"]
mod random;

use gradus::assess::assess;
use gradus::assessment::OutcomeRecord;
use gradus::load::{Loader, Store};
use gradus::model::Framework;
use gradus::outcome::{Outcome, Range, Value};
use gradus::plan::{Plan, Results, Scratch};
use gradus::scale::Scale;

use random::{Random, Scene};

/// Rows beyond what is counted in one go, several blocks after it, and the last block not full.
const ROWS: usize = 330;

/// Elements times rows of each framework that are worked out with an explanation, which takes its time; a longer run is
/// had with a larger number in `GRADUS_PLAN_PATIENCE`.
const PATIENCE: usize = 120;

fn patience() -> usize {
    std::env::var("GRADUS_PLAN_PATIENCE").ok().and_then(|number| number.parse().ok()).unwrap_or(PATIENCE)
}

fn folders(of: &str) -> Vec<String> {
    let found = common::Disk.list(of).into_iter();
    let found: Vec<String> =
        found.filter(|folder| common::Disk.read(&format!("{folder}/framework.yaml")).is_ok()).collect();
    assert!(!found.is_empty(), "`{of}` holds no framework");
    found
}

/// From how many elements on a framework is tried with one set of answers only.
const LARGE: usize = 400;

fn agree_in(of: &str) {
    let folders = folders(of);
    // Two threads, one for every second framework.
    let mut wrong: Vec<String> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|first| {
            let half: Vec<&String> = folders.iter().skip(first).step_by(2).collect();
            scope.spawn(move || half.into_iter().flat_map(|folder| disagreements(folder)).collect::<Vec<String>>())
        });
        halves.into_iter().flat_map(|half| half.join().expect("it ends")).collect()
    });
    let count = wrong.len();
    wrong.truncate(30);
    assert!(wrong.is_empty(), "{count} differences, such as\n{}", wrong.join("\n"));
}

fn disagreements(folder: &str) -> Vec<String> {
    let mut loader = Loader::new();
    let framework = loader.framework(&common::Disk, folder);
    let framework = framework.unwrap_or_else(|| panic!("`{folder}` is not sound: {:?}", loader.problems));
    let seeds = if framework.elements.len() < LARGE { 2 } else { 1 };
    let mut wrong = Vec::new();
    let compared: usize = (0..seeds).map(|seed| agrees(&framework, seed, &mut wrong)).sum();
    assert!(compared > 0, "nothing was compared in `{folder}`");
    wrong
}

/// Scores random answers by plan and row by row with an explanation; gives how many outcomes were compared.
fn agrees(framework: &Framework, seed: u64, wrong: &mut Vec<String>) -> usize {
    let mut random = Random(seed + 1);
    let scene = Scene::new(framework, ROWS, &mut random);
    let columns = scene.columns(framework);
    let plan = Plan::of_all(framework, &scene.used, scene.circumstances()).expect("a sound framework has a plan");
    let (mut scratch, mut results) = (Scratch::default(), Results::default());
    plan.score(&columns, 0..ROWS, &mut scratch, &mut results);
    let wanted = plan.wanted();
    let rows = (patience() / framework.elements.len()).clamp(1, patience() / 80);
    let mut compared = 0;
    for row in (0..rows).map(|_| random.below(ROWS)) {
        let loaded = scene.loaded(framework, row);
        let assessment = assess(&loaded, scene.as_of).expect("nothing is decided here");
        for (place, (element, measure)) in wanted.iter().enumerate() {
            let expected = &assessment.frameworks[0].elements[*element].results[*measure].outcome;
            let outcome = results.outcome(place, row).expect("it was asked for");
            let scale =
                &framework.scales[&framework.kinds[&framework.elements[*element].kind].measures[*measure].scale];
            compared += 1;
            if !same(expected, &outcome, scale) {
                wrong.push(format!(
                    "{} seed {seed} row {row} {element} {measure}: {expected:?}\n  plan: {outcome:?}",
                    framework.id
                ));
            }
        }
    }
    compared
}

fn same(expected: &OutcomeRecord, outcome: &Outcome, scale: &Scale) -> bool {
    let shown = |value: &Value| scale.show(value);
    let exact = |value: &Value| match value {
        Value::Number(number) => Some(number.to_string()).filter(|exact| *exact != shown(value)),
        _ => None,
    };
    match (expected, outcome) {
        (OutcomeRecord::Known { value, exact: full }, Outcome::Known(known)) => {
            *value == shown(known) && *full == exact(known)
        }
        (OutcomeRecord::Void { why, .. }, Outcome::Void(absence)) => why == absence,
        (OutcomeRecord::Open { low, high, gap, taken, choices, may_be_unrated, exact: full }, Outcome::Open(range)) => {
            let Range { low: from, high: to, .. } = range;
            let ends = [exact(from), exact(to)].map(|exact| exact.unwrap_or_default());
            let full = full.as_ref();
            let long =
                |end: usize, value: &Value| full.is_none_or(|full| full[end] == ends[end] || full[end] == shown(value));
            let choosing: Vec<String> = range.choices.iter().map(|rank| shown(&Value::Rank(*rank))).collect();
            *low == shown(from)
                && *high == shown(to)
                && long(0, from)
                && long(1, to)
                && (full.is_some() || ends.iter().all(String::is_empty))
                && *gap == range.gap
                && *taken == range.taken.as_ref().map(shown)
                && *choices == choosing
                && *may_be_unrated == range.may_be_unrated
        }
        _ => false,
    }
}

#[test]
fn plans_agree_on_every_shipped_framework() {
    agree_in("frameworks");
}

#[test]
fn plans_agree_on_every_worked_example_of_a_rule() {
    agree_in("examples/rules");
}

#[test]
fn plans_agree_on_every_model_pack() {
    agree_in("tests/models");
}

/// Answers that are only counted, and not asked for themselves, lead to the same results.
#[test]
fn results_above_the_answers_are_the_same_without_them() {
    for id in ["service-process-capability-2019", "iso-20000-1-2018"] {
        let framework = common::framework(id);
        for seed in 0..1 {
            let mut random = Random(seed);
            let scene = Scene::new(&framework, ROWS, &mut random);
            let columns = scene.columns(&framework);
            let all = Plan::of_all(&framework, &scene.used, scene.circumstances()).unwrap();
            let rated = |element: &str| framework.kinds[&framework.elements[element].kind].rated_on.is_some();
            let above: Vec<usize> = (0..all.wanted().len()).filter(|place| !rated(all.wanted()[*place].0)).collect();
            let wanted: Vec<(&str, &str)> = above.iter().map(|place| all.wanted()[*place]).collect();
            let few = Plan::of(&framework, &scene.used, scene.circumstances(), &wanted).unwrap();
            let (mut scratch, mut results, mut alone) = (Scratch::default(), Results::default(), Results::default());
            all.score(&columns, 0..ROWS, &mut scratch, &mut results);
            few.score(&columns, 3..ROWS, &mut scratch, &mut alone);
            for row in 3..ROWS {
                for (place, in_all) in above.iter().enumerate() {
                    let (expected, found) = (results.outcome(*in_all, row), alone.outcome(place, row - 3));
                    assert_eq!(expected, found, "{id} seed {seed} row {row} {:?}", wanted[place]);
                }
            }
        }
    }
}

/// What nothing asked for rests on is left out, and what is asked for stays the same.
#[test]
fn only_what_is_asked_for_is_worked_out() {
    let framework = common::framework("service-process-capability-2019");
    let mut random = Random(7);
    let scene = Scene::new(&framework, ROWS, &mut random);
    let columns = scene.columns(&framework);
    let all = Plan::of_all(&framework, &scene.used, scene.circumstances()).unwrap();
    let process = framework.elements.values().find(|element| element.kind == "process").unwrap();
    let one = Plan::of(&framework, &scene.used, scene.circumstances(), &[(&process.id, "level")]).unwrap();
    assert!(one.size() < all.size() / 10, "{} of {}", one.size(), all.size());
    let (mut scratch, mut results, mut alone) = (Scratch::default(), Results::default(), Results::default());
    all.score(&columns, 0..ROWS, &mut scratch, &mut results);
    let place = all.wanted().iter().position(|wanted| *wanted == (process.id.as_str(), "level")).unwrap();
    // Other rows, another plan, the same scratch.
    one.score(&columns, 70..ROWS, &mut scratch, &mut alone);
    for row in 70..ROWS {
        assert_eq!(results.outcome(place, row), alone.outcome(0, row - 70), "row {row}");
    }
}
