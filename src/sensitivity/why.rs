//! Why a result comes out otherwise: followed down through what it rests on to the rules and policies that differ.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::headline::Headline;
use crate::assess::Lens;
use crate::model::ElementIndex;
use crate::outcome::{Outcome, Scenario};
use crate::rule::{Policy, Step};
use crate::words;

/// How many elements a reason names before it counts the others.
const NAMED: usize = 4;

/// What makes a difference.
#[derive(PartialEq, Eq, Hash)]
enum Cause {
    /// Another rule, and what comes out before and after.
    Rule { before: String, after: String, was: String, is: String },
    /// Another policy for a state.
    Policy { state: &'static str, was: Policy, is: Policy },
}

/// Whether two outcomes say the same, whatever the reason for which they are open.
pub(super) fn same(a: &Outcome, b: &Outcome) -> bool {
    let details = |outcome: &Outcome| match outcome {
        Outcome::Known(_) => (None, Vec::new(), false),
        Outcome::Open(range) => (None, range.choices.clone(), range.may_be_unrated),
        Outcome::Void(absence) => (Some(*absence), Vec::new(), false),
    };
    let values = |scenario| a.values(scenario) == b.values(scenario);
    values(Scenario::Bounds) && values(Scenario::Taken) && details(a) == details(b)
}

/// Why a result comes out otherwise after than before, in words.
pub(super) fn why(before: &Lens<'_>, after: &Lens<'_>, index: ElementIndex, measure: &str) -> Vec<String> {
    let mut search = Search { before, after, seen: BTreeSet::new(), causes: IndexMap::new() };
    search.follow(index, measure);
    let mut reasons: Vec<String> = search.causes.iter().map(|(cause, elements)| words(cause, elements)).collect();
    let because = |lens: &Lens<'_>| lens.measure(index, measure).step.because.clone();
    let (was, is) = (because(before), because(after));
    if was != is && !is.is_empty() {
        reasons.push(format!("so that now: {is}"));
    }
    reasons
}

struct Search<'s, 'a> {
    before: &'s Lens<'a>,
    after: &'s Lens<'a>,
    seen: BTreeSet<(ElementIndex, String)>,
    causes: IndexMap<Cause, Vec<String>>,
}

impl Search<'_, '_> {
    fn follow(&mut self, index: ElementIndex, measure: &str) {
        if !self.seen.insert((index, measure.to_owned())) {
            return;
        }
        let (before, after) = (self.before.measure(index, measure), self.after.measure(index, measure));
        if before.rule != after.rule {
            let word = |lens: &Lens<'_>, outcome| words::outcome(&lens.record(index, measure, outcome));
            let cause = Cause::Rule {
                before: before.rule.clone().unwrap_or_default(),
                after: after.rule.clone().unwrap_or_default(),
                was: word(self.before, &before.step.outcome),
                is: word(self.after, &after.step.outcome),
            };
            self.found(cause, index);
            return;
        }
        let mut inputs: Vec<(String, String)> = Vec::new();
        gather(&before.step, &mut inputs);
        gather(&after.step, &mut inputs);
        let elements = &self.before.framework().elements;
        let inputs =
            inputs.into_iter().filter_map(|(source, measure)| Some((elements.get_index_of(&source)?, measure)));
        let (differing, alike): (Vec<Headline>, Vec<Headline>) = inputs.partition(|(source, measure)| {
            let outcome = |lens: &Lens<'_>| lens.measure(*source, measure).step.outcome.clone();
            !same(&outcome(self.before), &outcome(self.after))
        });
        for (source, measure) in self.decisive((index, measure), differing) {
            self.follow(source, &measure);
        }
        for (source, measure) in alike {
            self.policy(before.rule.as_deref(), source, &measure);
        }
    }

    /// Those of the inputs without whose change the result would be another; all of them where each alone changes nothing.
    fn decisive(&self, result: (ElementIndex, &str), inputs: Vec<Headline>) -> Vec<Headline> {
        let now = self.after.measure(result.0, result.1);
        let decides = |input: &&Headline| {
            let without = self.after.supposing(result, (*input).clone(), self.before);
            !same(&without, &now.step.outcome)
        };
        let decisive: Vec<Headline> = inputs.iter().filter(decides).cloned().collect();
        if decisive.is_empty() { inputs } else { decisive }
    }

    /// Whether the rule that looks at an input has another policy for the state that it is in.
    fn policy(&mut self, rule: Option<&str>, index: ElementIndex, measure: &str) {
        let was = self.before.measure(index, measure);
        let policy = |lens: &Lens<'_>| {
            let states = rule.and_then(|rule| lens.framework().rules.get(rule)).map(|entry| entry.states)?;
            Some(match &was.step.outcome {
                Outcome::Void(absence) => (absence.words(), states.for_absence(*absence)),
                Outcome::Open(range) => (range.gap.words(), states.for_gap(range.gap)),
                Outcome::Known(_) => return None,
            })
        };
        if let (Some((state, was)), Some((_, is))) = (policy(self.before), policy(self.after))
            && was != is
        {
            self.found(Cause::Policy { state, was, is }, index);
        }
    }

    fn found(&mut self, cause: Cause, index: ElementIndex) {
        let id = &self.before.framework().elements[index].id;
        let elements = self.causes.entry(cause).or_default();
        if !elements.contains(id) {
            elements.push(id.clone());
        }
    }
}

/// Every input of a step and of those before it, each once.
fn gather(step: &Step, inputs: &mut Vec<(String, String)>) {
    for input in step.inputs.iter().filter(|input| !input.measure.is_empty()) {
        let key = (input.source.clone(), input.measure.clone());
        if !inputs.contains(&key) {
            inputs.push(key);
        }
    }
    step.parts.iter().for_each(|part| gather(part, inputs));
}

fn words(cause: &Cause, elements: &[String]) -> String {
    let named = named(elements);
    match cause {
        Cause::Rule { before, after, was, is } => {
            format!("rule {after} instead of {before} makes {named} {is} instead of {was}")
        }
        Cause::Policy { state, was, is } => format!("{state} {} instead of {}: {named}", is.does(), was.doing()),
    }
}

/// Some elements by name, the others by count.
fn named(elements: &[String]) -> String {
    if elements.len() <= NAMED + 1 {
        return elements.join(", ");
    }
    format!("{} and {} more", elements[..NAMED].join(", "), elements.len() - NAMED)
}
