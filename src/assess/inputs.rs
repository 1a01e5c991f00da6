//! What a rule sees from one element: other results under the policy for special states, statements, evidence, earlier
//! results.

use std::collections::BTreeSet;

use super::evaluate::{Evaluator, unknown};
use super::statements::Said;
use crate::model::ElementIndex;
use crate::number::Number;
use crate::outcome::{Absence, Gap, Outcome, Range, Value};
use crate::rule::{Backed, Backing, Circumstances, Counts, Earlier, Input, Inputs, Policy, Selection, States};

/// Inputs as seen from one element.
pub(super) struct Seen<'e, 'a> {
    pub evaluator: &'e Evaluator<'a>,
    pub index: ElementIndex,
    /// Whether first impressions do not count as known.
    pub firm: bool,
}

impl Seen<'_, '_> {
    /// Whether a measure rests on what was said of the element itself.
    fn is_asked(&self, index: ElementIndex, measure: &str) -> bool {
        let evaluator = self.evaluator;
        let kind = evaluator.framework.kind_of(evaluator.element(index));
        let declared = kind.and_then(|kind| kind.measures.get(measure));
        declared.is_some_and(|declared| evaluator.stated_counts(index, declared))
            || evaluator.judgement(index, measure).is_some()
    }

    /// The target that was agreed for a measure of an element; targets are agreed for main measures.
    fn target(&self, index: ElementIndex, measure: &str) -> Option<Value> {
        let element = self.evaluator.element(index);
        let kind = self.evaluator.framework.kind_of(element)?;
        let main = kind.measures.first().is_some_and(|(name, _)| name == measure);
        self.evaluator.used.target.get(&element.id).filter(|_| main).cloned()
    }

    /// The evidence that was cited for an element.
    fn backed(&self, index: ElementIndex) -> Backed {
        let evaluator = self.evaluator;
        let said = evaluator.said(index).iter().filter(|said| !evaluator.set_aside(index, said));
        let judged = evaluator.any_judgement(index);
        // Who does not know has not spoken.
        let spoken = judged.is_some() || said.clone().any(|said| !matches!(said.outcome, Outcome::Open(_)));
        let cited = said.flat_map(|said| &said.answer.evidence);
        let cited = cited.chain(judged.into_iter().flat_map(|judged| &judged.evidence));
        // One item cited twice is one item.
        let cited: BTreeSet<&str> = cited.map(String::as_str).collect();
        let items = cited.into_iter().filter_map(|id| evaluator.evidence.get(id));
        Backed { spoken, items: items.map(|item| Backing { kind: item.kind, date: item.date }).collect() }
    }

    /// What an element contributes; for a measure that must be `firm`, a first impression is not known yet.
    fn input(&self, index: ElementIndex, selection: &Selection) -> Input {
        let evaluator = self.evaluator;
        let element = evaluator.element(index);
        let kind = evaluator.framework.kind_of(element);
        let scale = kind.and_then(|kind| kind.measures.get(&selection.measure));
        let scale = scale.and_then(|measure| evaluator.framework.scales.get(&measure.scale));
        let ends = scale.map_or((Value::Rank(0), Value::Rank(0)), crate::scale::Scale::ends);
        let mut outcome = evaluator.measure(index, &selection.measure).step.outcome.clone();
        if self.firm && !matches!(outcome, Outcome::Void(_)) && evaluator.is_first_impression(index) {
            outcome = unknown(scale, Gap::FirstImpression);
        }
        let target = self.target(index, &selection.measure);
        Input {
            source: element.id.clone(),
            measure: selection.measure.clone(),
            code: element.code.clone(),
            counts: counts(
                &outcome,
                &selection.states,
                target.as_ref(),
                &ends,
                self.is_asked(index, &selection.measure),
            ),
            if_unrated: if_unrated(&selection.states),
            outcome,
            weight: element.weight.clone(),
            target,
            ends,
        }
    }
}

/// What becomes of a result that may turn out not to be there. Where not being rated counts as something, it may also turn
/// out that there is nothing in it, such as a division by zero, and an empty group is left out.
pub(crate) fn if_unrated(states: &States) -> Policy {
    match states.not_rated {
        Policy::Bound | Policy::Lowest | Policy::Highest => states.empty,
        other => other,
    }
}

/// Whether and how something counts under the policies for special states.
pub(crate) fn counts(
    outcome: &Outcome,
    states: &States,
    target: Option<&Value>,
    ends: &(Value, Value),
    asked: bool,
) -> Counts {
    match outcome {
        Outcome::Known(_) => Counts::As(outcome.clone()),
        Outcome::Open(range) => open(range, states, target, ends, asked),
        Outcome::Void(absence) => match states.for_absence(*absence) {
            Policy::Exclude => Counts::LeftOut,
            Policy::Lowest => Counts::As(Outcome::Known(ends.0.clone())),
            Policy::Highest => Counts::As(Outcome::Known(ends.1.clone())),
            Policy::Target => target.map_or(Counts::LeftOut, |target| Counts::As(Outcome::Known(target.clone()))),
            Policy::Impute => Counts::Imputed,
            Policy::Propagate => Counts::Propagates(*absence),
            Policy::Block => Counts::Blocks,
            Policy::Bound => {
                let gap = if *absence == Absence::NotYet { Gap::NotYet } else { Gap::NotRated };
                Counts::As(Outcome::between(ends.0.clone(), ends.1.clone(), gap))
            }
        },
    }
}

/// The same for what is not known. What may be unrated is widened by what it would then count as.
///
/// The policies for what is unknown speak of what was asked. A result that was made from others has its own value under
/// policy already; where nothing is left of it under policy, it is an empty group.
fn open(range: &Range, states: &States, target: Option<&Value>, ends: &(Value, Value), asked: bool) -> Counts {
    let mut range = range.clone();
    if range.may_be_unrated {
        let as_unrated = match states.not_rated {
            Policy::Bound => Some((&ends.0, &ends.1)),
            Policy::Lowest => Some((&ends.0, &ends.0)),
            Policy::Highest => Some((&ends.1, &ends.1)),
            Policy::Target => target.map(|target| (target, target)),
            Policy::Exclude | Policy::Impute | Policy::Propagate | Policy::Block => None,
        };
        if let Some((low, high)) = as_unrated {
            range.low = range.low.min(low.clone());
            range.high = range.high.max(high.clone());
            range.may_be_unrated = states.not_rated != Policy::Target;
        }
    }
    if range.taken.is_some() || !(asked || range.nothing_taken) {
        return Counts::As(Outcome::from(range));
    }
    let (low, high) = (range.low.clone(), range.high.clone());
    let policy = if asked { states.for_gap(range.gap) } else { states.empty };
    let taken = match policy {
        Policy::Block if asked => return Counts::Blocks,
        Policy::Exclude | Policy::Impute => return Counts::Aside(Outcome::from(range)),
        Policy::Target if target.is_none() => return Counts::Aside(Outcome::from(range)),
        Policy::Target => target.map(|target| target.clone().clamp(low, high)),
        Policy::Lowest => Some(low),
        Policy::Highest => Some(high),
        // To propagate what is not known is to leave the result open.
        Policy::Bound | Policy::Propagate | Policy::Block => None,
    };
    Counts::As(Outcome::from(Range { taken, ..range }))
}

impl Inputs for Seen<'_, '_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        let selected = self.evaluator.framework.selected(self.index, selection);
        selected.into_iter().map(|index| self.input(index, selection)).collect()
    }

    fn statements(&self) -> Vec<Input> {
        let evaluator = self.evaluator;
        let input = |said: &Said<'_>| Input {
            source: said.answer.place.to_string(),
            measure: String::new(),
            code: said.response.respondent.clone(),
            outcome: said.outcome.clone(),
            counts: Counts::As(said.outcome.clone()),
            if_unrated: Policy::Exclude,
            weight: Number::one(),
            target: None,
            ends: (Value::Rank(0), Value::Rank(0)),
        };
        let said = evaluator.said(self.index).iter();
        said.filter(|said| !evaluator.set_aside(self.index, said)).map(input).collect()
    }

    fn backing(&self, of: Option<&Selection>) -> Vec<Backed> {
        match of {
            None => vec![self.backed(self.index)],
            Some(of) => {
                let selected = self.evaluator.framework.selected(self.index, of);
                selected.into_iter().map(|index| self.backed(index)).collect()
            }
        }
    }

    fn earlier(&self, selection: &Selection) -> Vec<Vec<Earlier>> {
        let evaluator = self.evaluator;
        let selected = evaluator.framework.selected(self.index, selection);
        let results = |index: ElementIndex| {
            let id = &evaluator.element(index).id;
            let all = evaluator.used.earlier.iter();
            let own = all.filter(|result| result.element == *id && result.measure == selection.measure);
            let before = own.filter(|result| result.date < evaluator.circumstances.as_of);
            before.map(|result| Earlier { date: result.date, value: result.value.clone() }).collect()
        };
        selected.into_iter().map(results).collect()
    }

    fn targets(&self, selection: &Selection) -> Vec<Option<Value>> {
        let selected = self.evaluator.framework.selected(self.index, selection);
        selected.into_iter().map(|index| self.target(index, &selection.measure)).collect()
    }

    fn circumstances(&self) -> Circumstances {
        let evaluator = self.evaluator;
        let below = evaluator.framework.below(self.index);
        let said = std::iter::once(self.index).chain(below).flat_map(|index| evaluator.said(index));
        let mut methods = Vec::new();
        for said in said {
            if !methods.contains(&said.response.method) {
                methods.push(said.response.method);
            }
        }
        Circumstances { methods, ..evaluator.circumstances.clone() }
    }
}
