//! A second scorer for process capability, slow and plain: letters and whole numbers, every possibility tried one by
//! one. It shares nothing with the crate and was written from the rules as published, not from the crate's code.

use std::collections::{BTreeMap, BTreeSet};

/// How an attribute follows from its outcomes.
#[derive(Clone, Copy, Debug)]
pub enum Method {
    MeanDown,
    MeanUp,
    MedianDown,
    MedianUp,
    Minimum,
}

const LETTERS: &str = "NPLF";

fn points(letter: char) -> i64 {
    LETTERS.find(letter).expect("one of N, P, L, F") as i64
}

/// One letter from the answers to one outcome: the worst that anybody gave. `?` where nobody knows, `-` where all say
/// that it does not apply.
pub fn outcome(answers: &str) -> char {
    match answers.chars().filter(|answer| LETTERS.contains(*answer)).min_by_key(|letter| points(*letter)) {
        Some(letter) => letter,
        None if answers.is_empty() || answers.contains('?') => '?',
        None => '-',
    }
}

/// The letter nearest to `sum / count`; of two equally near ones the lower or the higher.
fn nearest(sum: i64, count: i64, up: bool) -> char {
    let distance = |letter: &char| (points(*letter) * count - sum).abs();
    let best = LETTERS.chars().map(|letter| distance(&letter)).min().expect("four letters");
    let mut equal = LETTERS.chars().filter(|letter| distance(letter) == best);
    if up { equal.next_back() } else { equal.next() }.expect("one is nearest")
}

fn aggregate(letters: &[char], method: Method) -> char {
    let mut all: Vec<i64> = letters.iter().map(|letter| points(*letter)).collect();
    all.sort_unstable();
    let count = all.len();
    let middle = all[(count - 1) / 2] + all[count / 2];
    match method {
        Method::MeanDown => nearest(all.iter().sum(), count as i64, false),
        Method::MeanUp => nearest(all.iter().sum(), count as i64, true),
        Method::MedianDown => nearest(middle, 2, false),
        Method::MedianUp => nearest(middle, 2, true),
        Method::Minimum => nearest(all[0], 1, false),
    }
}

/// Every letter that an attribute may turn out to have; none if nothing in it applies.
pub fn attribute(outcomes: &str, method: Method) -> BTreeSet<char> {
    let counting: Vec<char> = outcomes.chars().filter(|letter| *letter != '-').collect();
    if counting.is_empty() {
        return BTreeSet::new();
    }
    // Where nothing is known all outcomes may be alike, so that any letter is possible.
    if counting.iter().all(|letter| *letter == '?') {
        return LETTERS.chars().collect();
    }
    let mut possible = BTreeSet::new();
    let mut left = vec![counting];
    while let Some(letters) = left.pop() {
        match letters.iter().position(|letter| *letter == '?') {
            None => drop(possible.insert(aggregate(&letters, method))),
            Some(open) => left.extend(LETTERS.chars().map(|letter| {
                let mut letters = letters.clone();
                letters[open] = letter;
                letters
            })),
        }
    }
    possible
}

/// The highest level whose attributes are L or F while those of every lower level are F. An attribute that does not
/// apply is passed over; a level without any attribute that applies is not reached.
fn level(attributes: &BTreeMap<&str, char>) -> usize {
    let of = |level: usize| -> Vec<char> {
        let start = format!("{level}.");
        attributes.iter().filter(|(code, _)| code.starts_with(&start)).map(|(_, letter)| *letter).collect()
    };
    let are = |level: usize, good: &str| !of(level).is_empty() && of(level).iter().all(|letter| good.contains(*letter));
    (1..=5).rev().find(|top| are(*top, "LF") && (1..*top).all(|lower| are(lower, "F"))).unwrap_or(0)
}

/// Every level that a process may turn out to have; none if no attribute applies.
pub fn levels(attributes: &[(&str, BTreeSet<char>)]) -> BTreeSet<usize> {
    let counting: Vec<_> = attributes.iter().filter(|(_, possible)| !possible.is_empty()).collect();
    if counting.is_empty() {
        return BTreeSet::new();
    }
    let mut choices: Vec<BTreeMap<&str, char>> = vec![BTreeMap::new()];
    for (code, possible) in counting {
        let longer = choices.iter().flat_map(|choice| {
            possible.iter().map(|letter| {
                let mut choice = choice.clone();
                choice.insert(*code, *letter);
                choice
            })
        });
        choices = longer.collect();
    }
    choices.iter().map(level).collect()
}
