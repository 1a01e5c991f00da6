//! Tests of selected elements: how many pass surely, and how many may.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Quota;
use super::test::{Test, TestWritten};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Rank, Scenario};
use crate::rule::{Input, Need, Selection, SelectionWritten, Vocabulary};
use crate::source::Located;
use crate::yaml::list::Few;

/// Elements, and what is asked of them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AmongWritten {
    /// Which elements.
    pub of: SelectionWritten,
    /// Passes: one of these ratings, or exactly this number.
    #[serde(default)]
    pub is: Few<Located<String>>,
    /// Passes: this rating or number, or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
}

impl AmongWritten {
    pub(in crate::rule) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Among> {
        let test = TestWritten {
            is: &self.is.0,
            at_least: self.at_least.as_ref(),
            above: self.above.as_ref(),
            at_most: self.at_most.as_ref(),
            below: self.below.as_ref(),
        };
        among(&self.of, &test, names, problems)
    }
}

/// Checks elements and what is asked of them.
pub(in crate::rule) fn among(
    of: &SelectionWritten,
    test: &TestWritten<'_>,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Among> {
    let (of, scale) = of.check(names, problems)?;
    let test = test.check(Some(scale), names.place, problems)?;
    Some(Among { of, test })
}

/// Checked elements and what is asked of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Among {
    /// Which elements.
    pub of: Selection,
    /// What is asked of each.
    pub test: Test,
}

/// How many inputs there are, or how much they weigh.
#[derive(Default)]
pub(in crate::rule) struct Tally {
    /// Pass whatever the open items turn out to be.
    pub sure: Number,
    /// Fail whatever the open items turn out to be.
    pub failing: Number,
    /// May pass, but need not.
    pub can_pass: Number,
    /// May fail, but need not.
    pub can_fail: Number,
}

impl Default for Number {
    fn default() -> Number {
        Number::zero()
    }
}

impl Among {
    /// How many of the inputs pass; by weight, where that counts.
    pub(in crate::rule) fn tally(&self, inputs: &[Input], weighted: bool, scenario: Scenario) -> Tally {
        let mut tally = Tally::default();
        for input in inputs {
            let Some(values) = input.values(scenario) else { continue };
            let (all, any) = self.test.passes(values);
            let weight = if weighted { input.weight.clone() } else { Number::one() };
            let add = |sum: &mut Number| *sum = sum.clone() + weight.clone();
            // What may turn out to be left out neither passes nor fails surely.
            match (all, any, input.is_optional() && scenario == Scenario::Bounds) {
                (true, _, false) => add(&mut tally.sure),
                (_, false, false) => add(&mut tally.failing),
                (true, _, true) => add(&mut tally.can_pass),
                (_, false, true) => add(&mut tally.can_fail),
                (false, true, _) => {
                    add(&mut tally.can_pass);
                    add(&mut tally.can_fail);
                }
            }
        }
        tally
    }

    /// Whether enough of them pass.
    pub(super) fn reach(&self, inputs: &[Input], quota: &Quota, scenario: Scenario) -> Option<bool> {
        match quota {
            Quota::Count(count) => {
                let tally = self.tally(inputs, false, scenario);
                let wanted = Number::from(*count);
                let possible = tally.sure.clone() + tally.can_pass;
                if tally.sure >= wanted { Some(true) } else { (possible < wanted).then_some(false) }
            }
            Quota::Share(share, weighted) => match self.share(inputs, *weighted, scenario) {
                // Where all may turn out to be left out, nothing is sure.
                Some((low, _)) if low >= *share && self.is_anchored(inputs, scenario) => Some(true),
                Some((_, high)) if high >= *share => None,
                _ => Some(false),
            },
        }
    }

    /// Lowest and highest share of those that count; `None` where nothing counts.
    pub(in crate::rule) fn share(
        &self,
        inputs: &[Input],
        weighted: bool,
        scenario: Scenario,
    ) -> Option<(Number, Number)> {
        let tally = self.tally(inputs, weighted, scenario);
        if self.nothing_counts(inputs, scenario) {
            return None;
        }
        let part = |over: Number, others: Number| {
            let under = over.clone() + others;
            if under.is_zero() { None } else { Some(over / under) }
        };
        // At the lowest all that may fail does; at the highest all that may pass does.
        let low = part(tally.sure.clone(), tally.failing.clone() + tally.can_fail);
        let high = part(tally.sure + tally.can_pass, tally.failing);
        Some((low.clone().or(high.clone())?, high.or(low)?))
    }

    /// Whether something counts that will not be left out.
    fn is_anchored(&self, inputs: &[Input], scenario: Scenario) -> bool {
        let stays = |input: &Input| scenario == Scenario::Taken || !input.is_optional();
        inputs.iter().any(|input| input.values(scenario).is_some() && stays(input))
    }

    fn nothing_counts(&self, inputs: &[Input], scenario: Scenario) -> bool {
        inputs.iter().all(|input| input.values(scenario).is_none())
    }

    /// Whether every one that counts passes; where none counts, as `or_none` says.
    pub(super) fn every(&self, inputs: &[Input], or_none: bool, scenario: Scenario) -> Option<bool> {
        if self.nothing_counts(inputs, scenario) {
            return Some(or_none);
        }
        let (mut all_sure, mut fails, mut anchored) = (true, false, false);
        for input in inputs {
            let Some(values) = input.values(scenario) else { continue };
            let (all, any) = self.test.passes(values);
            all_sure &= all;
            let optional = input.is_optional() && scenario == Scenario::Bounds;
            fails |= !any && !optional;
            anchored |= !optional;
        }
        if fails {
            Some(false)
        } else if all_sure && (anchored || or_none) {
            Some(true)
        } else {
            None
        }
    }

    /// The elements that do not surely pass; `any` says how many of them would do, where not all are needed.
    pub(super) fn lacking(&self, inputs: &[Input], any: Option<usize>, to_reach: Rank) -> Vec<Need> {
        let none_counts = self.nothing_counts(inputs, Scenario::Bounds);
        let need = |input: &Input| {
            let values = input.values(Scenario::Bounds);
            // What does not count is no obstacle, unless nothing else shows it.
            let missing = values.map_or(none_counts, |values| !self.test.passes(values).0);
            let has = values.map(|values| self.test.range(values));
            let accepted = self.test.accepted();
            missing.then(|| Need { source: input.source.clone(), has, accepted, any, to_reach })
        };
        inputs.iter().filter_map(need).collect()
    }

    /// How many more have to pass.
    pub(super) fn short_of(&self, inputs: &[Input], quota: &Quota) -> Option<usize> {
        let tally = self.tally(inputs, false, Scenario::Bounds);
        let wanted = match quota {
            Quota::Count(count) => Number::from(*count),
            Quota::Share(share, false) => {
                let counting = inputs.iter().filter(|input| input.values(Scenario::Bounds).is_some()).count();
                Number::from(counting) * share.clone()
            }
            Quota::Share(_, true) => return None,
        };
        let missing = wanted - tally.sure;
        let whole = missing.floor();
        let whole = if whole == missing { whole } else { whole + Number::one() };
        whole.to_index()
    }
}
