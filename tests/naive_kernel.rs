//! The engine and a second, naive scorer, compared on thousands of random frameworks and answers of every kind.
//!
//! The naive scorer tries every way in which what is open may turn out, one by one. Where bounds must be reached
//! exactly, and where they need only contain every way, `naive_kernel/exact.rs` says. `GRADUS_CASES` is how many cases
//! are tried, `GRADUS_SEED` where to start, `GRADUS_FAILURES` after how many kinds of failure to stop; a failure prints
//! the smallest framework that still fails, or with `GRADUS_WHOLE` the whole one.

#![allow(dead_code, reason = "each file of tests uses its own part")]

#[path = "naive_kernel/mod.rs"]
mod naive;

use std::collections::BTreeMap;
use std::fmt::Write;

use naive::draw::Flavour;
use naive::engine::{self, Memory};
use naive::fraction::{Fraction, Mode};
use naive::model::{Case, Consensus, Framework, Method};
use naive::numbers::Numbers;
use naive::score::{Expected, Scorer, Scores, together};
use naive::write::{Layout, Writer};
use naive::{answers, draw, shrink};

/// Cases of each framework.
const CASES: usize = 16;

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What the naive scorer is sure of, as a case says it, in full or as it is shown.
fn expectations(framework: &Framework, scores: &Scores, index: usize) -> Vec<String> {
    let each = framework.elements.iter().enumerate();
    let lines = each.map(|(element, of)| {
        let measures = framework.kinds[of.kind].measures.iter().enumerate();
        let expected = measures.filter_map(|(number, measure)| {
            let expected = &scores.expected[element][number];
            // A choice that a person has to make is shown as what can be chosen.
            let is_choice = measure.rule.as_ref().is_some_and(|rule| shrink::kind(&rule.does) == "decide with a set");
            if is_choice && !matches!(expected, Expected::Range { low, high, .. } if low == high) {
                return None;
            }
            let text = engine::written(framework, measure.scale, expected, (index + number).is_multiple_of(2))?;
            Some(format!("{}: \"{text}\"", measure.name))
        });
        let expected: Vec<String> = expected.collect();
        (!expected.is_empty()).then(|| format!("{}: {{{}}}", of.id, expected.join(", ")))
    });
    lines.flatten().collect()
}

fn files(framework: &Framework, cases: &[(&Case, &Scores)]) -> Memory {
    let writer = Writer { framework, layout: Layout::default() };
    let each = cases.iter().enumerate();
    let cases: Vec<(&Case, Vec<String>)> =
        each.map(|(index, (case, scores))| (*case, expectations(framework, scores, index))).collect();
    Memory::new(writer.framework(), writer.cases(&cases))
}

fn refusal(ran: &gradus::cases::Ran) -> String {
    ran.refused.iter().map(|problem| format!("{} ", problem.message)).collect()
}

/// What the engine and the naive scorer do not agree on in one case.
fn disagreement(framework: &Framework, case: &Case, scores: &Scores, ran: &gradus::cases::Ran) -> Option<String> {
    let Some(assessment) = &ran.assessment else { return Some(format!("it was refused: {}", refusal(ran))) };
    let results = engine::results(framework, assessment);
    // The first in the order in which results rest on one another.
    for (element, measure) in Scorer::new(framework, case).order() {
        let (element, measure, found) = (&element, &measure, &results[&(element, measure)]);
        let of = &framework.kinds[framework.elements[*element].kind].measures[*measure];
        let expected = &scores.expected[*element][*measure];
        if let Some(problem) = engine::difference(framework, of.scale, expected, found) {
            let id = &framework.elements[*element].id;
            let rule = of.rule.as_ref().map_or("consensus", |rule| shrink::kind(&rule.does));
            return Some(format!("[{rule}] {id} {}: {problem}\n  expected {expected:?}\n  found {found:?}", of.name));
        }
    }
    if expectations(framework, scores, 0).is_empty() {
        return None;
    }
    let wrong = ran.checks.iter().find(|check| !check.holds)?;
    Some(format!("a check fails: {} {}: {} is {}", wrong.element, wrong.measure, wrong.expected, wrong.obtained))
}

/// The same for a framework with one case, from text to result.
fn disagreement_of(framework: &Framework, case: &Case) -> Option<String> {
    let scores = Scorer::new(framework, case).score();
    match files(framework, &[(case, &scores)]).load() {
        Ok(loaded) => disagreement(framework, case, &scores, &loaded.run(0)),
        Err(problems) => Some(format!("the loader refuses it: {problems}")),
    }
}

/// A failing case, as small as it gets, with its files.
fn report(seed: usize, framework: &Framework, case: &Case, problem: &str) -> String {
    let head = |text: &str| text.split(['\n', '[', ']', ':']).find(|part| !part.trim().is_empty()).map(str::to_owned);
    let Some(first) = disagreement_of(framework, case) else {
        return format!("seed {seed}, one case of several: {problem}\n{}", files(framework, &[]).text());
    };
    let fails = |framework: &Framework, case: &Case| {
        disagreement_of(framework, case).is_some_and(|problem| head(&problem) == head(&first))
    };
    if std::env::var("GRADUS_WHOLE").is_ok() {
        return format!(
            "seed {seed}: {first}\n{}",
            files(framework, &[(case, &Scorer::new(framework, case).score())]).text()
        );
    }
    let (framework, case) = shrink::shrink(framework, case, fails);
    let scores = Scorer::new(&framework, &case).score();
    let files = files(&framework, &[(&case, &scores)]).text();
    let problem = disagreement_of(&framework, &case).unwrap_or(first);
    format!("seed {seed}: {problem}\n{files}")
}

/// What was met, so that a run that tried nothing is no success.
#[derive(Default)]
struct Met(BTreeMap<String, usize>);

impl Met {
    fn add(&mut self, framework: &Framework, scores: &Scores) {
        for (element, of) in framework.elements.iter().enumerate() {
            for (number, measure) in framework.kinds[of.kind].measures.iter().enumerate() {
                let kind = measure.rule.as_ref().map_or("consensus", |rule| shrink::kind(&rule.does));
                let how = match &scores.expected[element][number] {
                    Expected::Unsure => "unsure",
                    Expected::Nothing(_) => "nothing",
                    Expected::Range { low, high, .. } if low == high => "known",
                    Expected::Range { taken: Some(_), is_taken_sure: true, .. } => "taken",
                    Expected::Range { is_exact: true, .. } => "open",
                    Expected::Range { .. } => "contained",
                };
                *self.0.entry(format!("{kind}: {how}")).or_default() += 1;
            }
        }
    }
}

/// Cases, and what the naive scorer makes of each; assessors decide in some of them.
fn cases_of(numbers: &mut Numbers, framework: &Framework) -> (Vec<Case>, Vec<Scores>) {
    let case = |_| {
        let mut case = answers::case(numbers, framework);
        let mut scores = Scorer::new(framework, &case).score();
        if numbers.once_in(8) {
            answers::judge(numbers, framework, &mut case);
            scores = Scorer::new(framework, &case).score();
        }
        (case, scores)
    };
    (0..CASES).map(case).unzip()
}

/// What one thread met, and the failures by their kind.
type Tried = (Met, BTreeMap<String, String>);

/// Tries every `step`-th framework from `from` on.
fn try_some(seeds: std::ops::Range<usize>, step: usize, most_failures: usize) -> Tried {
    let (mut met, mut failures) = Tried::default();
    for seed in seeds.step_by(step) {
        let mut numbers = Numbers::new(seed as u64);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let (cases, scores) = cases_of(&mut numbers, &framework);
        let both: Vec<(&Case, &Scores)> = cases.iter().zip(&scores).collect();
        match files(&framework, &both).load() {
            Ok(loaded) => {
                for (index, (case, scores)) in both.into_iter().enumerate() {
                    met.add(&framework, scores);
                    if let Some(problem) = disagreement(&framework, case, scores, &loaded.run(index)) {
                        let kind = problem.split([']', ':']).next().unwrap_or_default().to_owned();
                        let what = problem.lines().next().unwrap_or_default().rsplit(": ").next().unwrap_or_default();
                        let report = || report(seed, &framework, case, &problem);
                        failures.entry(format!("{kind}{what}")).or_insert_with(report);
                    }
                }
            }
            Err(problems) => {
                let first = problems.lines().next().unwrap_or_default().to_owned();
                failures.entry(first).or_insert_with(|| report(seed, &framework, &cases[0], &problems));
            }
        }
        if failures.len() >= most_failures {
            break;
        }
    }
    (met, failures)
}

fn compare(from: usize, cases: usize) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (to, most) = (from + cases.div_ceil(CASES), setting("GRADUS_FAILURES", 1));
    let tried: Vec<Tried> = std::thread::scope(|scope| {
        let each = (0..threads).map(|thread| scope.spawn(move || try_some(from + thread..to, threads, most)));
        let running: Vec<_> = each.collect();
        running.into_iter().map(|thread| thread.join().expect("it ends")).collect()
    });
    let mut met = Met::default();
    let mut failures = BTreeMap::new();
    for (part, failed) in tried {
        part.0.into_iter().for_each(|(what, count)| *met.0.entry(what).or_default() += count);
        failures.extend(failed);
    }
    let all = failures.values().fold(String::new(), |mut text, failure| {
        writeln!(text, "{failure}\n====").unwrap();
        text
    });
    assert!(failures.is_empty(), "{} kinds of failures\n{all}", failures.len());
    if cases >= 2000 {
        met.suffices(cases);
    }
}

impl Met {
    /// Every kind of rule came up in every way, in proportion to the number of cases.
    fn suffices(&self, cases: usize) {
        const KINDS: [&str; 19] = [
            "consensus",
            "number",
            "result",
            "target",
            "sum",
            "mean",
            "count",
            "lowest",
            "highest",
            "calculate",
            "centroid",
            "cap",
            "round",
            "band",
            "ordinal",
            "ladder of codes",
            "ladder",
            "decide",
            "decide with a set",
        ];
        for kind in KINDS {
            for how in ["known", "open", "taken"] {
                let rare = matches!(
                    (kind, how),
                    ("number" | "target" | "consensus", "open" | "taken")
                        | ("decide" | "decide with a set" | "highest", "taken")
                );
                let count = self.0.get(&format!("{kind}: {how}")).copied().unwrap_or_default();
                assert!(rare || count > 0 || cases < 2000, "`{kind}: {how}` was met {count} times only: {:?}", self.0);
            }
        }
    }
}

#[test]
fn the_engine_and_a_naive_scorer_agree() {
    compare(setting("GRADUS_SEED", 0), setting("GRADUS_CASES", 3_200));
}

/// A wrong expectation is told from a right one, so that checks which hold mean something.
#[test]
fn an_expectation_that_is_wrong_does_not_hold() {
    let mut tried = 0;
    for seed in 0..100 {
        let mut numbers = Numbers::new(seed);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let case = answers::case(&mut numbers, &framework);
        let mut scores = Scorer::new(&framework, &case).score();
        let Some(changed) = scores.expected[0].iter_mut().take(1).find_map(|expected| match expected {
            Expected::Range { low, high, taken: None, is_exact: true, is_taken_sure: true, may_be_unrated: false }
                if low.is_zero() || *low >= Fraction::ONE =>
            {
                Some((low, high))
            }
            _ => None,
        }) else {
            continue;
        };
        let (low, high) = changed;
        let is_words = framework.scale_of(0, 0).is_words();
        *low = match low.is_zero() {
            // Far enough off not to be shown alike.
            true if is_words => Fraction::ONE,
            true => Fraction::whole(7),
            false => Fraction::ZERO,
        };
        *high = *low;
        let Ok(loaded) = files(&framework, &[(&case, &scores)]).load() else { continue };
        assert!(!loaded.run(0).holds, "seed {seed}");
        tried += 1;
    }
    assert!(tried >= 20, "{tried} times only");
}

/// A judgement beyond what the framework lets an assessor decide over the rule is refused.
#[test]
fn a_judgement_out_of_bounds_is_refused() {
    let mut tried = 0;
    for seed in 0..150 {
        let mut numbers = Numbers::new(seed);
        let framework = draw::framework(&mut numbers, Flavour::Any);
        let mut case = answers::case(&mut numbers, &framework);
        let scores = Scorer::new(&framework, &case).score();
        let beyond = Scorer::new(&framework, &case).order().into_iter().find_map(|(element, number)| {
            let measure = &framework.kinds[framework.elements[element].kind].measures[number];
            let Expected::Range { low, high, is_exact: true, .. } = scores.expected[element][number] else {
                return None;
            };
            let highest = framework.scales[measure.scale].highest();
            let is_words = framework.scales[measure.scale].is_words();
            let (above, below) = ((high < highest).then_some(highest), (!low.is_zero()).then_some(Fraction::ZERO));
            let rating = match measure.judgement {
                Some("downward") => above,
                Some("upward") => below,
                Some("within") => above.or(below),
                _ => None,
            };
            Some((element, number, rating.filter(|_| is_words)?))
        });
        let Some(beyond) = beyond else { continue };
        case.judgements.push(beyond);
        let files = files(&framework, &[(&case, &scores)]);
        let loaded = files.load().unwrap_or_else(|problems| panic!("{problems}\n{}", files.text()));
        let ran = loaded.run(0);
        let codes: Vec<&str> = ran.refused.iter().map(|problem| problem.code.name).collect();
        assert_eq!(codes, ["judgement-out-of-bounds"], "seed {seed}, {beyond:?}\n{}", files.text());
        tried += 1;
    }
    assert!(tried >= 10, "{tried} times only");
}

/// The naive scorer itself, on vectors worked out by hand.
#[test]
fn the_naive_scorer_gives_what_a_person_would() {
    let one = |values: &[usize], method, tie_up| {
        let by = Consensus { method, tie_up };
        together(values.iter().map(|value| Fraction::whole(*value)).collect(), by, true).rank()
    };
    assert_eq!(one(&[3, 3, 2, 1], Method::Mean, false), 2, "9 / 4");
    assert_eq!((one(&[3, 3, 2, 1], Method::Median, false), one(&[3, 3, 2, 1], Method::Median, true)), (2, 3));
    assert_eq!((one(&[0, 3], Method::Mean, false), one(&[0, 3], Method::Mean, true)), (1, 2));
    assert_eq!((one(&[0, 3], Method::LowerMedian, true), one(&[0, 3], Method::UpperMedian, false)), (0, 3));
    assert_eq!((one(&[0, 0, 2, 2, 1], Method::Mode, false), one(&[0, 0, 2, 2, 1], Method::Mode, true)), (0, 2));
    let number = |text: &str| Fraction::parse(text).expect("a number");
    assert_eq!((number("62.5 %"), number("-0.25")), (Fraction::new(5, 8), Fraction::new(-1, 4)));
    let rounded = |text: &str, mode| number(text).rounded(0, mode).to_string();
    assert_eq!(Mode::ALL.map(|mode| rounded("2.5", mode)), ["3", "2", "2", "2"]);
    assert_eq!(Mode::ALL.map(|mode| rounded("-3.5", mode)), ["-4", "-3", "-4", "-3"]);
    assert_eq!(number("-2.345").rounded(2, Mode::HalfUp).decimal(2).as_deref(), Some("-2.35"));
}
