//! What must hold of every framework and every set of answers, whatever rules it has; tried on random small ones.
//!
//! `GRADUS_CASES` is how many frameworks each property is tried on. A failure prints the files that it needs.

#![allow(dead_code, reason = "each file of tests uses its own part")]

#[path = "naive_kernel/mod.rs"]
mod naive;

use std::collections::BTreeSet;

use gradus::assessment::Assessment;
use naive::draw::{self, Flavour};
use naive::engine::{self, Found, Memory, Results};
use naive::fraction::Fraction;
use naive::model::{Case, Does, Framework, Policy, Reply, State, States};
use naive::numbers::Numbers;
use naive::write::{Layout, Writer};
use naive::{answers, shrink};

fn frameworks(otherwise: usize) -> usize {
    std::env::var("GRADUS_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn files(framework: &Framework, cases: &[&Case], layout: Layout) -> Memory {
    let writer = Writer { framework, layout };
    let cases: Vec<(&Case, Vec<String>)> = cases.iter().map(|case| (*case, Vec::new())).collect();
    Memory::new(writer.framework(), writer.cases(&cases))
}

/// The results of each case.
fn run(files: &Memory, framework: &Framework, cases: usize) -> Vec<Results> {
    let loaded = files.load().unwrap_or_else(|problems| panic!("{problems}\n{}", files.text()));
    let assessment = |index: usize| {
        let ran = loaded.run(index);
        ran.assessment.unwrap_or_else(|| panic!("{:?}\n{}", ran.refused, files.text()))
    };
    (0..cases).map(|index| engine::results(framework, &assessment(index))).collect()
}

fn name(framework: &Framework, (element, measure): (usize, usize)) -> String {
    let of = &framework.elements[element];
    format!("{} of {}", framework.kinds[of.kind].measures[measure].name, of.id)
}

fn same(framework: &Framework, before: &Results, after: &Results, what: &str, files: &Memory) {
    for (key, found) in before {
        let other = &after[key];
        let name = name(framework, *key);
        assert!(found == other, "{name} {what}: {found:?} before, {other:?} after\n{}", files.text());
    }
}

/// A case in which one answer is better, and of which element.
fn raised(numbers: &mut Numbers, framework: &Framework, case: &Case) -> Option<Case> {
    let scale = |element: usize| framework.scale_of(framework.elements[element].kind, 0);
    let mut places = Vec::new();
    for (index, (element, replies)) in case.answers.iter().enumerate() {
        for (number, reply) in replies.iter().enumerate() {
            if matches!(reply, Reply::Value(value) if *value < scale(*element).highest()) {
                places.push((index, number));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let (index, number) = numbers.pick(&places);
    let mut better = case.clone();
    let (element, replies) = &mut better.answers[index];
    let Reply::Value(value) = replies[number] else { return None };
    let one_up = if scale(*element).is_words() { value + Fraction::ONE } else { scale(*element).highest() };
    replies[number] = Reply::Value(if numbers.once_in(2) { one_up } else { scale(*element).highest() });
    Some(better)
}

#[test]
fn a_better_answer_never_lowers_a_result() {
    let (mut moved, mut tried) = (0, 0);
    for seed in 0..frameworks(100) {
        let mut numbers = Numbers::new(10_000 + seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Rising);
        let cases: Vec<Case> = (0..6).map(|_| answers::case(&mut numbers, &framework)).collect();
        let pairs: Vec<(&Case, Case)> =
            cases.iter().filter_map(|case| Some((case, raised(&mut numbers, &framework, case)?))).collect();
        let all: Vec<&Case> = pairs.iter().flat_map(|(case, better)| [*case, better]).collect();
        let results = run(&files(&framework, &all, Layout::default()), &framework, all.len());
        for (index, pair) in results.chunks(2).enumerate() {
            for (key, found) in &pair[0] {
                if !shrink::rises(&framework, framework.elements[key.0].kind, key.1) {
                    continue;
                }
                tried += 1;
                let other = &pair[1][key];
                moved += usize::from(found != other);
                let is_worse = match (found, other) {
                    (Found::Range { low, high, .. }, Found::Range { low: from, high: to, .. }) => {
                        from < low || to < high
                    }
                    (found, other) => found != other,
                };
                if is_worse {
                    let shown = files(&framework, &[pairs[index].0, &pairs[index].1], Layout::default());
                    panic!("{} falls from {found:?} to {other:?}\n{}", name(&framework, *key), shown.text());
                }
            }
        }
    }
    assert!(moved * 30 > tried && moved > 100, "{moved} of {tried} moved");
}

#[test]
fn the_order_of_files_elements_answers_and_respondents_means_nothing() {
    for seed in 0..frameworks(60) {
        let mut numbers = Numbers::new(20_000 + seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let cases: Vec<Case> = (0..4).map(|_| answers::case(&mut numbers, &framework)).collect();
        let cases: Vec<&Case> = cases.iter().collect();
        let straight = files(&framework, &cases, Layout::default());
        let before = run(&straight, &framework, cases.len());
        for reversed in [false, true] {
            // Elements in two files, named in one order or the other.
            let layout = Layout { reversed, ..Layout::default() };
            let other = if reversed { files(&framework, &cases, layout) } else { straight.clone() };
            let other = in_parts(other, reversed);
            for (before, after) in before.iter().zip(run(&other, &framework, cases.len())) {
                same(&framework, before, &after, "in another order", &straight);
            }
        }
    }
}

/// The top elements in two files of their own.
fn in_parts(mut files: Memory, reversed: bool) -> Memory {
    let main = files.0.remove("frameworks/small/framework.yaml").expect("there is one");
    let (head, elements) = main.split_once("elements:\n").expect("it has elements");
    let starts: Vec<usize> = elements.match_indices("  - id: ").map(|(at, _)| at).collect();
    let tops: Vec<usize> = starts.into_iter().filter(|at| *at == 0 || elements.as_bytes()[at - 1] == b'\n').collect();
    let middle = tops[tops.len() / 2];
    let part = |elements: &str| format!("format: gradus/framework-part/1\nelements:\n{elements}");
    let names = if reversed { "b.yaml, a.yaml" } else { "a.yaml, b.yaml" };
    if middle == 0 {
        files.add("framework.yaml", main);
        return files;
    }
    files.add("a.yaml", part(&elements[..middle]));
    files.add("b.yaml", part(&elements[middle..]));
    let head = head.replacen("tags:\n", &format!("parts: [{names}]\ntags:\n"), 1);
    files.add("framework.yaml", head);
    files
}

/// What is unknown stays possible under these policies.
fn keeps_bounds(states: &States) -> bool {
    let keeps = |state| matches!(states.0[&state], Policy::Bound | Policy::Lowest | Policy::Highest);
    keeps(State::DontKnow) && keeps(State::Unanswered)
}

#[test]
fn bounds_contain_every_completion_and_narrow_with_each_answer() {
    let mut tried = 0;
    for seed in 0..frameworks(150) {
        let mut numbers = Numbers::new(30_000 + seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let measures = || framework.kinds.iter().flat_map(|kind| &kind.measures);
        if !measures().filter_map(|measure| measure.rule.as_ref()).all(|rule| keeps_bounds(&rule.states)) {
            continue;
        }
        let case = answers::case(&mut numbers, &framework);
        let leaf = framework.kinds.len() - 1;
        let is_open = |element: usize| match case.answers.iter().find(|(of, _)| *of == element) {
            Some((_, replies)) => {
                replies.contains(&Reply::DontKnow) && !replies.iter().any(|reply| matches!(reply, Reply::Value(_)))
            }
            None => case.all.is_none(),
        };
        let leaves = (0..framework.elements.len()).filter(|index| framework.elements[*index].kind == leaf);
        let open: Vec<usize> = leaves.filter(|index| is_open(*index)).collect();
        if open.is_empty() {
            continue;
        }
        // Some answers more, then all of them.
        let mut cases = vec![case.clone()];
        for _ in 0..5 {
            let possible = framework.scale_of(leaf, 0).possible();
            let mut fuller = case.clone();
            let some = numbers.some(&open);
            for at in [some, open.clone()] {
                for element in at {
                    let answered = |(of, replies): &(usize, Vec<Reply>)| {
                        *of == element && replies.iter().any(|reply| matches!(reply, Reply::Value(_)))
                    };
                    if !fuller.answers.iter().any(answered) {
                        fuller.answers.retain(|(of, _)| *of != element);
                        // Anything between steps cannot be answered.
                        let value = [possible[0], possible[possible.len() - 1]];
                        let value = if framework.scale_of(leaf, 0).is_words() { &possible } else { value.as_slice() };
                        fuller.answers.push((element, vec![Reply::Value(numbers.pick(value))]));
                    }
                }
                cases.push(fuller.clone());
            }
        }
        let all: Vec<&Case> = cases.iter().collect();
        let results = run(&files(&framework, &all, Layout::default()), &framework, all.len());
        for (number, pair) in results[1..].chunks(2).enumerate() {
            for (outer, inner, first) in [(&results[0], &pair[0], 0), (&pair[0], &pair[1], 1 + 2 * number)] {
                let second = 1 + 2 * number + usize::from(first > 0);
                for (key, found) in outer {
                    tried += 1;
                    if let Some(problem) = outside(found, &inner[key]) {
                        let shown = files(&framework, &[&cases[first], &cases[second]], Layout::default());
                        let (name, inner) = (name(&framework, *key), &inner[key]);
                        panic!("{name}: {problem}: {inner:?} in {found:?}\n{}", shown.text());
                    }
                }
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

fn outside(outer: &Found, inner: &Found) -> Option<&'static str> {
    match (outer, inner) {
        (
            Found::Range { low, high, may_be_unrated, .. },
            Found::Range { low: from, high: to, may_be_unrated: may, .. },
        ) => {
            let lies_outside = from < low || to > high;
            (lies_outside || (*may && !may_be_unrated)).then_some("outside of the bounds")
        }
        (Found::Range { may_be_unrated: false, .. }, Found::Nothing(_)) => Some("the value is gone"),
        (Found::Range { .. }, Found::Nothing(_)) => None,
        (Found::Nothing(words), Found::Nothing(other)) => (words != other).then_some("for another reason"),
        // Not rated, because of something open.
        (Found::Nothing(words), Found::Range { .. }) => (words != "not rated").then_some("there was no value"),
    }
}

/// Whether a measure follows the size of weights: a weighted sum or a weighted extreme is in it, however far down.
fn follows_weights(framework: &Framework, kind: usize, measure: usize) -> bool {
    let Some(rule) = &framework.kinds[kind].measures[measure].rule else { return false };
    let mut below = BTreeSet::new();
    shrink::selections(&mut rule.does.clone(), &mut |of| _ = below.insert((of.kind, of.measure)));
    let text = Writer { framework, layout: Layout::default() }.does(&rule.does);
    let is_mean_only = !["sum: ", "lowest: ", "highest: "].iter().any(|kind| text.contains(kind));
    // A centroid takes weights for levels.
    let is_weighted = text.contains("centroid: ") || (text.contains("weighted: true") && !is_mean_only);
    is_weighted || below.into_iter().any(|(kind, measure)| follows_weights(framework, kind, measure))
}

#[test]
fn multiplying_all_weights_changes_no_mean_share_or_rating() {
    let mut tried = 0;
    for seed in 0..frameworks(80) {
        let mut numbers = Numbers::new(40_000 + seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let cases: Vec<Case> = (0..4).map(|_| answers::case(&mut numbers, &framework)).collect();
        let cases: Vec<&Case> = cases.iter().collect();
        let straight = files(&framework, &cases, Layout::default());
        let before = run(&straight, &framework, cases.len());
        let times = numbers.pick(&[Fraction::whole(3), Fraction::new(1, 7), Fraction::new(100, 3)]);
        let other = files(&framework, &cases, Layout { weights_times: times, ..Layout::default() });
        let after = run(&other, &framework, cases.len());
        for (before, after) in before.iter().zip(&after) {
            let keep = |results: &Results| -> Results {
                let all = results.clone().into_iter();
                all.filter(|((element, measure), _)| {
                    !follows_weights(&framework, framework.elements[*element].kind, *measure)
                })
                .collect()
            };
            let before = keep(before);
            tried += before.len();
            same(&framework, &before, &keep(after), "with other weights", &straight);
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn what_is_left_out_is_as_if_it_were_not_there() {
    let mut tried = 0;
    for seed in 0..frameworks(150) {
        let mut numbers = Numbers::new(50_000 + seed as u64);
        let mut framework = draw::framework(&mut numbers, Flavour::Any);
        let usual = States(State::ALL.into_iter().map(|state| (state, state.usual())).collect());
        framework.states = usual.clone();
        for rule in framework.kinds.iter_mut().flat_map(|kind| &mut kind.measures).filter_map(|of| of.rule.as_mut()) {
            rule.states = usual.clone();
        }
        let mut case = answers::case(&mut numbers, &framework);
        let leaf = framework.kinds.len() - 1;
        let leaves = (0..framework.elements.len()).filter(|index| framework.elements[*index].kind == leaf);
        let gone = numbers.pick(&leaves.collect::<Vec<_>>());
        case.answers.retain(|(element, _)| *element != gone);
        case.answers.push((gone, vec![Reply::NotApplicable]));
        let Some((fewer, left)) = shrink::without_element(&(framework.clone(), case.clone()), gone) else { continue };
        let (first, second) =
            (files(&framework, &[&case], Layout::default()), files(&fewer, &[&left], Layout::default()));
        let before = run(&first, &framework, 1).remove(0);
        // Other measures of it may come from elsewhere, or may not be rated and so be kept open.
        let is_void = |(key, found): (&(usize, usize), &Found)| {
            key.0 != gone
                || matches!(found, Found::Nothing(words) if words == "not applicable" || words == "nothing to rate")
        };
        if !before.iter().all(is_void) {
            continue;
        }
        let after = run(&second, &fewer, 1).remove(0);
        for ((element, measure), found) in &before {
            if *element == gone {
                continue;
            }
            let other = &after[&(*element - usize::from(*element > gone), *measure)];
            let alike = match (found, other) {
                // Where nothing else is there, the reason is another one.
                (Found::Nothing(_), Found::Nothing(_)) => true,
                (found, other) => found == other,
            };
            tried += 1;
            let name = name(&framework, (*element, *measure));
            assert!(alike, "{name}: {found:?}, and without it {other:?}\n{}", first.text());
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn the_same_input_gives_the_same_bytes_and_json_reads_back_as_what_it_was() {
    for seed in 0..frameworks(50) {
        let mut numbers = Numbers::new(60_000 + seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let cases: Vec<Case> = (0..3).map(|_| answers::case(&mut numbers, &framework)).collect();
        let cases: Vec<&Case> = cases.iter().collect();
        let files = files(&framework, &cases, Layout::default());
        let (one, other) = (files.load(), files.load());
        let (Ok(one), Ok(other)) = (one, other) else { panic!("it does not load\n{}", files.text()) };
        for index in 0..cases.len() {
            let text = |loaded: &engine::Loaded| {
                let assessment = loaded.run(index).assessment.expect("an assessment");
                (serde_json::to_string(&assessment).expect("it can be written"), assessment)
            };
            let ((text, assessment), (again, _)) = (text(&one), text(&other));
            assert_eq!(text, again, "{}", files.text());
            let back: Assessment = serde_json::from_str(&text).expect("it can be read");
            assert!(back == assessment, "read back, another assessment\n{}", files.text());
        }
    }
}

/// Rules without which a run of these properties says little.
#[test]
fn every_kind_of_rule_is_drawn() {
    let mut met = BTreeSet::new();
    for seed in 0..400 {
        let framework = draw::framework(&mut Numbers::new(seed), Flavour::Any);
        for rule in framework.kinds.iter().flat_map(|kind| &kind.measures).filter_map(|measure| measure.rule.as_ref()) {
            met.insert(shrink::kind(&rule.does));
            if let Does::Calculate(operation, _) = &rule.does {
                met.insert(match operation {
                    naive::model::Operation::Divide => "divide",
                    _ => "calculate",
                });
            }
        }
    }
    assert!(met.len() >= 18, "{met:?}");
}
