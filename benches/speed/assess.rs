//! The example from disk to the result, beside a scorer that knows nothing but integers.

use divan::{Bencher, black_box};
use gradus::assessment::{Assessment, FrameworkResult};
use gradus::report::format::json;

use crate::{EXAMPLE, common};

#[divan::bench]
fn a_load_from_disk() {
    black_box(common::load(EXAMPLE));
}

#[divan::bench]
fn b_assess(bencher: Bencher<'_, '_>) {
    let loaded = common::load(EXAMPLE);
    bencher.bench(|| common::assess_loaded(black_box(&loaded)));
}

/// The lower bound: levels and the lowest conformity of each clause from ranks, no reasons, no bounds, no places.
#[divan::bench]
fn c_naive_levels_from_integers(bencher: Bencher<'_, '_>) {
    let naive = Naive::of(&common::assess(EXAMPLE));
    assert_eq!(naive.levels(), naive.expected_levels, "the naive scorer agrees on levels");
    assert_eq!(naive.lowest(), naive.expected_lowest, "the naive scorer agrees on clauses");
    assert!(naive.levels().len() >= 30 && naive.lowest().len() >= 30, "there is something to score");
    bencher.bench(|| (black_box(&naive).levels(), black_box(&naive).lowest()));
}

#[divan::bench]
fn d_write_json(bencher: Bencher<'_, '_>) {
    let assessment = common::assess(EXAMPLE);
    bencher.bench(|| json::render(black_box(&assessment)));
}

/// Ranks as they would stand in a spreadsheet, what is open at its lowest.
#[derive(Default)]
struct Naive {
    /// For each process, its attributes in the order of the levels.
    processes: Vec<Vec<usize>>,
    expected_levels: Vec<usize>,
    /// For each clause, the requirements in it that count.
    clauses: Vec<Vec<usize>>,
    expected_lowest: Vec<usize>,
}

/// Up to which attribute each level reaches.
const LEVELS: [usize; 5] = [1, 3, 6, 8, 10];
const LARGELY: usize = 2;
const FULLY: usize = 3;

impl Naive {
    fn of(assessment: &Assessment) -> Naive {
        let mut naive = Naive::default();
        for framework in &assessment.frameworks {
            for id in framework.elements.keys() {
                naive.add(framework, id);
            }
        }
        naive
    }

    fn add(&mut self, framework: &FrameworkResult, id: &str) {
        let Some(expected) = lowest_rank(framework, id) else { return };
        match framework.elements[id].kind.as_str() {
            "process" => {
                self.processes.push(ranks(framework, id, "attribute"));
                self.expected_levels.push(expected);
            }
            "clause" => {
                self.clauses.push(ranks(framework, id, "requirement"));
                self.expected_lowest.push(expected);
            }
            _ => {}
        }
    }

    fn levels(&self) -> Vec<usize> {
        let reached = |attributes: &[usize], level: usize| {
            let below = if level == 0 { 0 } else { LEVELS[level - 1] };
            let (below, at) = attributes[..LEVELS[level]].split_at(below);
            below.iter().all(|rank| *rank == FULLY) && at.iter().all(|rank| *rank >= LARGELY)
        };
        let level = |attributes: &Vec<usize>| (0..LEVELS.len()).take_while(|level| reached(attributes, *level)).count();
        self.processes.iter().map(level).collect()
    }

    fn lowest(&self) -> Vec<usize> {
        self.clauses.iter().filter_map(|requirements| requirements.iter().min().copied()).collect()
    }
}

/// Ranks of all elements of a kind below one.
fn ranks(framework: &FrameworkResult, id: &str, kind: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for child in &framework.elements[id].children {
        if framework.elements[child].kind == kind {
            found.extend(lowest_rank(framework, child));
        }
        found.extend(ranks(framework, child, kind));
    }
    found
}

/// The rank of the lowest possible value of the first measure of an element.
fn lowest_rank(framework: &FrameworkResult, id: &str) -> Option<usize> {
    let element = &framework.elements[id];
    let (name, result) = element.results.first()?;
    let scale = &framework.scales[&framework.kinds[&element.kind].measures[name].scale];
    let word = result.outcome.low()?;
    scale.ratings.iter().position(|rating| rating.id == word)
}
