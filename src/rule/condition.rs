//! Conditions: the closed language in which a rule says when something holds. Comparisons over selected elements, over
//! numbers and over how the assessment is made; and, or, not. No loops and no way to run code.
//!
//! A condition on open items may itself be open; it is then neither true nor false (Kleene's three values).

mod among;
mod facts;
mod test;
mod written;

pub use among::Among;
pub use facts::{Cited, Period, Sustained};
pub(crate) use test::{Comparison, Passes};
pub use test::{Test, TestWritten};
pub use written::*;

pub(super) use among::among;
pub(super) use test::rank;
pub(super) use written::{period, test_of};

use std::collections::BTreeSet;

use super::input::Quiet;
use super::settle::{absence_among, absence_of, stop};
use super::{Input, Inputs, Need, Rule, Selection, Step};
use crate::conduct::{Independence, Method};
use crate::number::Number;
use crate::outcome::{Absence, Outcome, Rank, Scenario};

/// How many elements have to pass a test.
#[derive(Debug, Clone, PartialEq)]
pub enum Quota {
    /// So many.
    Count(usize),
    /// Such a share of those that count; by weight where the second says so.
    Share(Number, bool),
}

/// A checked condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// At least so many of the elements pass.
    AtLeast(Quota, Among),
    /// Every element that counts passes; where none counts, as the second says.
    Every(Among, bool),
    /// The result of a rule passes.
    Compare(Box<Rule>, Test),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// The class of the assessment is one of these.
    Class(Vec<u8>),
    /// The category of independence is one of these.
    Independence(Vec<Independence>),
    /// Something that was said of the element was collected in one of these ways.
    CollectedBy(Vec<Method>),
    /// Evidence was cited.
    Cited(Cited),
    /// It holds now and held in earlier assessments.
    Sustained(Sustained),
}

/// What a condition looked at.
#[derive(Default)]
pub(super) struct Seen {
    pub inputs: Vec<Input>,
    known: BTreeSet<(String, String)>,
    /// Results of rules that were compared, each worked out once; both scenarios read the same one.
    pub parts: Vec<Step>,
    /// Which rules those are.
    compared: Vec<*const Rule>,
    /// What went into those, at any depth.
    inside: Vec<Input>,
}

impl Seen {
    /// The result of a rule that is compared.
    fn compare(&mut self, rule: &Rule, inputs: &dyn Inputs) -> &Outcome {
        let rule_itself: *const Rule = rule;
        let known = self.compared.iter().position(|known| std::ptr::eq(*known, rule_itself));
        let index = known.unwrap_or_else(|| {
            let step = rule.evaluate(&Quiet(inputs));
            self.note_inside(&step);
            self.parts.push(step);
            self.compared.push(rule_itself);
            self.parts.len() - 1
        });
        &self.parts[index].outcome
    }

    /// Notes what went into a step and into all that it is made of.
    fn note_inside(&mut self, step: &Step) {
        self.inside.extend(step.inputs.iter().cloned());
        step.parts.iter().for_each(|part| self.note_inside(part));
    }

    /// The gravest reason for which something that was looked at has no value.
    pub(super) fn absence(&self) -> Option<Absence> {
        absence_of(&self.inputs).max(absence_among(&self.parts))
    }

    /// Why there is no result whatever else went in, if something that was looked at stops it.
    pub(super) fn stop(&self) -> Option<Absence> {
        stop(&self.inputs).max(stop(&self.inside))
    }

    fn note(&mut self, inputs: &[Input]) {
        for input in inputs {
            if self.known.insert((input.source.clone(), input.measure.clone())) {
                self.inputs.push(input.clone());
            }
        }
    }
}

impl Condition {
    /// Every selection that it makes.
    pub(super) fn selections(&self) -> Vec<&Selection> {
        match self {
            Condition::AtLeast(_, among) | Condition::Every(among, _) => vec![&among.of],
            Condition::Sustained(sustained) => vec![&sustained.among.of],
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().flat_map(Condition::selections).collect()
            }
            Condition::Not(condition) => condition.selections(),
            Condition::Cited(cited) => cited.of.iter().collect(),
            Condition::Compare(..) | Condition::Class(_) | Condition::Independence(_) | Condition::CollectedBy(_) => {
                Vec::new()
            }
        }
    }

    /// The rules whose results it compares.
    pub(super) fn parts(&self) -> Vec<&Rule> {
        match self {
            Condition::Compare(rule, _) => vec![rule],
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().flat_map(Condition::parts).collect()
            }
            Condition::Not(condition) => condition.parts(),
            _ => Vec::new(),
        }
    }

    /// Whether better inputs can only make it hold (`Some(true)`), can only make it fail (`Some(false)`), or may do
    /// either (`None`).
    pub(super) fn direction(&self) -> Option<bool> {
        match self {
            Condition::AtLeast(_, among) | Condition::Every(among, _) => among.test.direction(),
            Condition::Compare(rule, test) => test.direction().filter(|_| rule.is_rising()),
            Condition::Sustained(sustained) => sustained.among.test.direction(),
            Condition::Not(condition) => condition.direction().map(|up| !up),
            Condition::All(conditions) | Condition::Any(conditions) => {
                let mut all = conditions.iter().filter(|condition| !condition.is_fact()).map(Condition::direction);
                let first = all.next().unwrap_or(Some(true))?;
                all.all(|other| other == Some(first)).then_some(first)
            }
            _ => Some(true),
        }
    }

    /// Whether it asks how the assessment is made, and of no result.
    pub(super) fn is_fact(&self) -> bool {
        matches!(
            self,
            Condition::Class(_) | Condition::Independence(_) | Condition::CollectedBy(_) | Condition::Cited(_)
        )
    }

    /// Whether it may hold although no result counts.
    pub(crate) fn speaks_of_nothing(&self) -> bool {
        match self {
            Condition::Every(_, or_none) => *or_none,
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().any(Condition::speaks_of_nothing)
            }
            Condition::Not(condition) => condition.speaks_of_nothing(),
            other => other.is_fact(),
        }
    }

    /// Whether it holds in a scenario; `None` while open items leave it undecided. What it looked at is added to `seen`.
    pub(super) fn holds(&self, inputs: &dyn Inputs, scenario: Scenario, seen: &mut Seen) -> Option<bool> {
        let each = |conditions: &[Condition], seen: &mut Seen| {
            conditions.iter().map(|condition| condition.holds(inputs, scenario, seen)).collect::<Vec<_>>()
        };
        match self {
            Condition::AtLeast(quota, among) => {
                let selected = look(inputs, &among.of, seen);
                among.reach(&selected, quota, scenario)
            }
            Condition::Every(among, or_none) => {
                let selected = look(inputs, &among.of, seen);
                among.every(&selected, *or_none, scenario)
            }
            Condition::Compare(rule, test) => test.of_outcome(seen.compare(rule, inputs), scenario),
            Condition::All(conditions) => {
                let held = each(conditions, seen);
                if held.contains(&Some(false)) { Some(false) } else { (!held.contains(&None)).then_some(true) }
            }
            Condition::Any(conditions) => {
                let held = each(conditions, seen);
                if held.contains(&Some(true)) { Some(true) } else { (!held.contains(&None)).then_some(false) }
            }
            Condition::Not(condition) => condition.holds(inputs, scenario, seen).map(|held| !held),
            Condition::Class(classes) => Some(classes.contains(&inputs.circumstances().class)),
            Condition::Independence(categories) => Some(categories.contains(&inputs.circumstances().independence)),
            Condition::CollectedBy(methods) => {
                let used = inputs.circumstances().methods;
                let held = used.iter().any(|method| methods.contains(method));
                // Where nobody has said anything yet, it may still be collected so.
                if used.is_empty() && scenario == Scenario::Bounds { None } else { Some(held) }
            }
            Condition::Cited(cited) => cited.holds(inputs, scenario),
            Condition::Sustained(sustained) => sustained.holds(inputs, scenario, seen),
        }
    }

    /// What is missing for it to hold surely, for the outcome `to_reach`.
    pub(super) fn lacks(&self, inputs: &dyn Inputs, to_reach: Rank, needs: &mut Vec<Need>) {
        if self.holds(inputs, Scenario::Bounds, &mut Seen::default()) == Some(true) {
            return;
        }
        match self {
            Condition::AtLeast(quota, among) => {
                let selected = inputs.select(&among.of);
                needs.extend(among.lacking(&selected, among.short_of(&selected, quota), to_reach));
            }
            Condition::Every(among, _) => needs.extend(among.lacking(&inputs.select(&among.of), None, to_reach)),
            Condition::Compare(rule, test) => {
                let has =
                    rule.evaluate(&Quiet(inputs)).outcome.values(Scenario::Bounds).map(|values| test.range(values));
                let accepted = vec![test.words()];
                needs.push(Need { source: String::new(), has, accepted, any: None, to_reach });
            }
            Condition::All(conditions) => conditions.iter().for_each(|other| other.lacks(inputs, to_reach, needs)),
            Condition::Any(conditions) => {
                // The way that lacks least.
                let ways = conditions.iter().map(|condition| {
                    let mut way = Vec::new();
                    condition.lacks(inputs, to_reach, &mut way);
                    way
                });
                needs.extend(ways.filter(|way| !way.is_empty()).min_by_key(Vec::len).unwrap_or_default());
            }
            Condition::Sustained(sustained) => {
                let accepted = vec![sustained.words()];
                needs.push(Need { source: String::new(), has: None, accepted, any: None, to_reach });
            }
            Condition::Not(_)
            | Condition::Class(_)
            | Condition::Independence(_)
            | Condition::CollectedBy(_)
            | Condition::Cited(_) => {}
        }
    }
}

fn look(inputs: &dyn Inputs, selection: &Selection, seen: &mut Seen) -> Vec<Input> {
    let selected = inputs.select(selection);
    seen.note(&selected);
    selected
}

#[cfg(test)]
mod tests;
