//! Level inversions: a better answer that lowers a result, where the rule does not say `monotone: false`. Most rules
//! cannot do that, which their parameters show; the others are tried, one answer raised at a time, and what is reported
//! comes with the answers that show it. A result that falls only because another one fell is that other one's matter.

use std::collections::BTreeMap;

use super::trial::{Budget, Trial, possible};
use super::view::{Made, View};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{ElementIndex, RuleEntry};
use crate::outcome::{Outcome, Value};
use crate::scale::Scale;

/// Inputs that may be looked at for all rules, and for one.
const WORK: usize = 200_000;
const WORK_FOR_ONE: usize = 50_000;
/// Elements that are tried for one measure: those that rest on the fewest answers, among the first of their kind.
const ELEMENTS: usize = 3;
const AMONG: usize = 12;
/// Ways from all answers at their lowest to all at their highest that are tried for each element, and results looked at
/// on each way.
const WAYS: usize = 60;
const STATIONS: usize = 48;

pub(super) fn of_levels(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut left = WORK;
    for (name, entry) in view.rules().filter(|(_, entry)| entry.monotone && !entry.rule.is_rising()) {
        if left == 0 {
            return;
        }
        let budget = Budget::of(WORK_FOR_ONE.min(left));
        left = left.saturating_sub(WORK_FOR_ONE);
        let shown = view.made_by(name).iter().find_map(|made| witness(view, entry, *made, &budget));
        if let Some(shown) = shown {
            let words = format!("the rule `{name}` gives less for a better answer: {shown}");
            let help = "mend its values, cases or order; where the model is like that, say `monotone: false`";
            found.push(Diagnostic::warning(codes::LEVEL_INVERSION, &entry.place, words).help(help));
        }
    }
}

/// Answers of which one, raised, lowers a result; in words.
fn witness(view: &View<'_>, entry: &RuleEntry, made: Made<'_>, budget: &Budget) -> Option<String> {
    let lowest = |_: ElementIndex, scale: &Scale| first(scale);
    let mut candidates = Vec::new();
    for index in view.of_kind(made.kind).iter().take(AMONG) {
        let trial = Trial::new(view, &lowest, budget);
        trial.outcome(&entry.rule, *index, made.measure)?;
        let heard: Vec<ElementIndex> = trial.heard().into_iter().collect();
        candidates.push((heard.len(), *index, heard));
    }
    candidates.retain(|(count, ..)| *count > 0);
    candidates.sort();
    candidates.into_iter().take(ELEMENTS).find_map(|(_, index, heard)| {
        let attempt = Attempt { view, entry, made, index, heard, budget };
        attempt.witness()
    })
}

fn first(scale: &Scale) -> Outcome {
    super::trial::end(scale, false)
}

/// One element with the answers that its result rests on.
struct Attempt<'s, 'v> {
    view: &'s View<'v>,
    entry: &'s RuleEntry,
    made: Made<'s>,
    index: ElementIndex,
    heard: Vec<ElementIndex>,
    budget: &'s Budget,
}

/// Which of the possible answers is given, by element.
type Given = BTreeMap<ElementIndex, usize>;

/// One answer, one step better.
fn raise(given: &mut Given, index: ElementIndex) {
    given.entry(index).and_modify(|at| *at += 1);
}

fn fell(before: &Option<Value>, after: &Option<Value>) -> bool {
    matches!((before, after), (Some(before), Some(after)) if after < before)
}

impl Attempt<'_, '_> {
    /// Answers only get better on each way, so a result that falls on it is an inversion.
    fn witness(&self) -> Option<String> {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let raises = |index: &ElementIndex| std::iter::repeat_n(*index, self.possible(*index).len().saturating_sub(1));
        let mut way: Vec<ElementIndex> = self.heard.iter().flat_map(raises).collect();
        for _ in 0..WAYS {
            random.shuffle(&mut way);
            let mut given: Given = self.heard.iter().map(|index| (*index, 0)).collect();
            let mut before = self.value(&given)?;
            for stretch in way.chunks(way.len().div_ceil(STATIONS).max(1)) {
                let start = given.clone();
                stretch.iter().for_each(|index| raise(&mut given, *index));
                let after = self.value(&given)?;
                if fell(&before, &after)
                    && let Some(words) = self.one_by_one(start, stretch)
                {
                    return Some(words);
                }
                before = after;
            }
        }
        None
    }

    /// The one answer among several that lowers the result.
    fn one_by_one(&self, mut given: Given, stretch: &[ElementIndex]) -> Option<String> {
        let mut before = self.value(&given)?;
        for index in stretch {
            let worse = given.clone();
            raise(&mut given, *index);
            let after = self.value(&given)?;
            if let (true, Some(before), Some(after)) = (fell(&before, &after), &before, &after) {
                return Some(self.words(*index, &worse, &given, before, after));
            }
            before = after;
        }
        None
    }

    fn possible(&self, index: ElementIndex) -> Vec<Value> {
        self.scale(index).map(possible).unwrap_or_default()
    }

    fn scale(&self, index: ElementIndex) -> Option<&Scale> {
        let framework = self.view.framework;
        let kind = framework.kind_of(&framework.elements[index])?;
        framework.scales.get(kind.rated_on.as_ref()?)
    }

    /// The result for some answers; `None` for no time left, and inside for no value.
    fn value(&self, given: &Given) -> Option<Option<Value>> {
        let answers = |index: ElementIndex, scale: &Scale| {
            let at = given.get(&index).copied().unwrap_or(0);
            possible(scale).get(at).map_or_else(|| first(scale), |value| Outcome::Known(value.clone()))
        };
        let trial = Trial::new(self.view, &answers, self.budget);
        let outcome = trial.outcome(&self.entry.rule, self.index, self.made.measure)?;
        Some(if let Outcome::Known(value) = outcome { Some(value) } else { None })
    }

    fn words(&self, raised: ElementIndex, given: &Given, better: &Given, before: &Value, after: &Value) -> String {
        let id = |index: ElementIndex| &self.view.framework.elements[index].id;
        let answer = |given: &Given, index: ElementIndex| {
            let value = given.get(&index).and_then(|at| self.possible(index).get(*at).cloned());
            let shown = self.scale(index).zip(value).map(|(scale, value)| scale.show(&value));
            shown.unwrap_or_default()
        };
        let scale = self.view.framework.scales.get(&self.made.measure.scale);
        let result = |value: &Value| scale.map_or(String::new(), |scale| scale.show(value));
        let mut words = format!(
            "with {} for `{}` instead of {}, `{}` is {} instead of {}",
            answer(better, raised),
            id(raised),
            answer(given, raised),
            id(self.index),
            result(after),
            result(before)
        );
        const FEW: usize = 3;
        let others: Vec<ElementIndex> = self.heard.iter().copied().filter(|index| *index != raised).collect();
        let same = others.first().map(|first| answer(given, *first));
        if let Some(same) = same.filter(|same| others.len() > 1 && others.iter().all(|it| answer(given, *it) == *same))
        {
            words.push_str(&format!(" (all others {same})"));
        } else if !others.is_empty() && others.len() <= FEW {
            let others: Vec<String> = others.iter().map(|it| format!("`{}` {}", id(*it), answer(given, *it))).collect();
            words.push_str(&format!(" ({})", others.join(", ")));
        }
        words
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count.max(1)
    }

    fn shuffle(&mut self, list: &mut [ElementIndex]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}
