//! The engine's results in the words of the naive scorer.

use std::collections::BTreeMap;

use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::cases::{Case, Ran, run};
use gradus::diagnostic::render;
use gradus::load::{Loader, ReadError, Store};

use super::fraction::Fraction;
use super::model::{Framework, Scale};
use super::score::{Expected, Reasons};
use super::write::word;

/// Files in memory.
#[derive(Clone, Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Store for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
        let mut found: Vec<String> =
            inside.filter_map(|rest| Some(format!("{folder}/{}", rest.split('/').next()?))).collect();
        found.dedup();
        found
    }
}

/// A framework and its cases, loaded.
pub struct Loaded {
    pub framework: gradus::model::Framework,
    pub cases: Vec<Case>,
}

const FOLDER: &str = "frameworks/small";

impl Memory {
    pub fn new(framework: String, cases: String) -> Memory {
        let files = [("framework.yaml", framework), ("cases.yaml", cases)];
        Memory(files.into_iter().map(|(name, text)| (format!("{FOLDER}/{name}"), text)).collect())
    }

    pub fn add(&mut self, name: &str, text: String) {
        self.0.insert(format!("{FOLDER}/{name}"), text);
    }

    pub fn text(&self) -> String {
        self.0.iter().map(|(path, text)| format!("--- {path}\n{text}\n")).collect()
    }

    /// What the loader makes of it, or what it says against it.
    pub fn load(&self) -> Result<Loaded, String> {
        let mut loader = Loader::new();
        let framework = loader.framework(self, FOLDER);
        let cases = framework.as_ref().and_then(|framework| loader.cases(self, FOLDER, framework));
        match (framework, cases) {
            (Some(framework), Some(cases)) if loader.problems.is_empty() => Ok(Loaded { framework, cases }),
            _ => {
                let problems = loader.problems.iter();
                Err(problems.map(|problem| render(problem, |file| loader.text(file), false)).collect())
            }
        }
    }
}

impl Loaded {
    pub fn run(&self, case: usize) -> Ran {
        run(&self.framework, &self.cases[case])
    }
}

/// What the engine found about one measure of one element.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Nothing(String),
    Range {
        low: Fraction,
        high: Fraction,
        /// As it is shown.
        shown: (String, String),
        taken: Option<String>,
        may_be_unrated: bool,
        choices: Vec<Fraction>,
    },
}

pub type Results = BTreeMap<(usize, usize), Found>;

pub fn results(framework: &Framework, assessment: &Assessment) -> Results {
    let mut results = Results::new();
    for (index, element) in framework.elements.iter().enumerate() {
        for (number, measure) in framework.kinds[element.kind].measures.iter().enumerate() {
            let result = &assessment.frameworks[0].elements[&element.id].results[&measure.name];
            results.insert((index, number), found(measure.scale, &result.outcome));
        }
    }
    results
}

fn found(scale: usize, outcome: &OutcomeRecord) -> Found {
    match outcome {
        OutcomeRecord::Known { value, exact } => Found::Range {
            low: number(scale, exact.as_ref().unwrap_or(value)),
            high: number(scale, exact.as_ref().unwrap_or(value)),
            shown: (value.clone(), value.clone()),
            taken: None,
            may_be_unrated: false,
            choices: Vec::new(),
        },
        OutcomeRecord::Open { low, high, taken, choices, may_be_unrated, exact, .. } => {
            let [from, to] = exact.clone().unwrap_or([low.clone(), high.clone()]);
            Found::Range {
                low: number(scale, &from),
                high: number(scale, &to),
                shown: (low.clone(), high.clone()),
                taken: taken.clone(),
                may_be_unrated: *may_be_unrated,
                choices: choices.iter().map(|choice| number(scale, choice)).collect(),
            }
        }
        OutcomeRecord::Void { why, .. } => Found::Nothing(why.words().to_owned()),
    }
}

/// A word of the scale by its rank, or a number.
fn number(scale: usize, text: &str) -> Fraction {
    if let Some(rank) = (0..9).find(|rank| word(scale, *rank) == text) {
        return Fraction::whole(rank);
    }
    Fraction::parse(text).unwrap_or_else(|| panic!("`{text}` is no value of scale {scale}"))
}

/// A value as a reader is to see it.
pub fn shown(framework: &Framework, scale: usize, value: Fraction) -> String {
    let Scale::Numbers(range) = &framework.scales[scale] else { return word(scale, value.rank()) };
    let times = if range.percent { Fraction::whole(100) } else { Fraction::ONE };
    let rounded = |value: Fraction, mode| {
        (value * times).rounded(range.decimals, mode).decimal(range.decimals).expect("it is rounded")
    };
    let mut text = rounded(value, range.mode);
    if range.never_full_early && value < range.to && text == rounded(range.to, range.mode) {
        text = rounded(value, super::fraction::Mode::Truncate);
    }
    if range.percent { format!("{text} %") } else { text }
}

/// What is wrong with what was found, if anything is.
pub fn difference(framework: &Framework, scale: usize, expected: &Expected, found: &Found) -> Option<String> {
    match (expected, found) {
        (Expected::Unsure, _) => None,
        (Expected::Nothing(reasons), Found::Nothing(words)) => {
            (!fits(*reasons, words)).then(|| format!("`{words}` is none of the reasons"))
        }
        (Expected::Nothing(_), Found::Range { .. }) => Some("there should be no value".to_owned()),
        (Expected::Range { may_be_unrated: true, .. }, Found::Nothing(_)) => Some("it may have a value".to_owned()),
        (Expected::Range { .. }, Found::Nothing(_)) => Some("there should be a value".to_owned()),
        (
            Expected::Range { low, high, taken, is_taken_sure, is_exact, may_be_unrated },
            Found::Range {
                low: from,
                high: to,
                shown: (first, last),
                taken: found_taken,
                may_be_unrated: found_may,
                ..
            },
        ) => {
            if from > low || to < high {
                return Some("a value that is possible lies outside".to_owned());
            }
            if *is_exact && (from, to) != (low, high) {
                return Some("the bounds are too wide".to_owned());
            }
            if (first, last) != (&shown(framework, scale, *from), &shown(framework, scale, *to)) {
                return Some(format!("{from} to {to} is shown as {first} to {last}"));
            }
            if *may_be_unrated && !found_may {
                return Some("it may have no result".to_owned());
            }
            if *is_exact && *found_may {
                return Some("it has a result in any case".to_owned());
            }
            if !*is_exact || (!*is_taken_sure && (taken.is_none() || found_taken.is_none())) {
                return None;
            }
            let taken = taken.map(|taken| shown(framework, scale, taken));
            (taken != *found_taken).then(|| format!("under policy it is {taken:?}, not {found_taken:?}"))
        }
    }
}

fn fits(reasons: Reasons, words: &str) -> bool {
    reasons.states().any(|state| state.words() == words)
}

/// What a case is to expect, as it is written; `None` where it is not sure.
pub fn written(framework: &Framework, scale: usize, expected: &Expected, as_shown: bool) -> Option<String> {
    // What stands under policy beside its bounds is compared as it is shown.
    let is_exact = !as_shown && !matches!(expected, Expected::Range { taken: Some(_), .. });
    let text = |value: Fraction| match &framework.scales[scale] {
        Scale::Numbers(_) if is_exact => value.to_string(),
        _ => shown(framework, scale, value),
    };
    match expected {
        Expected::Nothing(reasons) => reasons.one().map(|state| state.words().to_owned()),
        Expected::Range { low, high, taken, is_taken_sure: true, is_exact: true, may_be_unrated: false } => {
            Some(match taken {
                _ if low == high => text(*low),
                // Rounded to the same, it is shown in full as well.
                _ if text(*low) == text(*high) => return None,
                Some(taken) => format!("{} ({} to {})", text(*taken), text(*low), text(*high)),
                None => format!("{} to {}", text(*low), text(*high)),
            })
        }
        _ => None,
    }
}
