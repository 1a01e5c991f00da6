//! Trials: the rules of a framework worked out for made-up answers, one for each element that is rated from answers,
//! with the same evaluation that an assessment uses. Evidence of every kind is at hand, and the assessment is as strict
//! as it can be, so that nothing but the answers matters.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::view::View;
use crate::assess::counts;
use crate::conduct::{EvidenceKind, Independence, Method};
use crate::model::{ElementIndex, Framework, Measure};
use crate::number::Number;
use crate::outcome::{Absence, Outcome, Value};
use crate::rule::{Backed, Backing, Circumstances, Counts, Earlier, Input, Inputs, Policy, Rule, Selection};
use crate::scale::Scale;

/// The day of all trials; any day would do.
const DAY: Date = Date::constant(2026, 1, 1);

/// What is said of an element that is rated from answers.
pub(super) type Answers<'t> = dyn Fn(ElementIndex, &Scale) -> Outcome + 't;

/// How much work trials may be, in inputs looked at: a second and less, and far more than any shipped framework takes.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub fn of(inputs: usize) -> Budget {
        Budget(Cell::new(inputs))
    }

    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// Whether so much may still be done; else nothing may any more.
    fn spend(&self, inputs: usize) -> bool {
        let left = self.0.get().saturating_sub(inputs);
        self.0.set(left);
        left > 0
    }
}

/// A framework with answers.
pub(super) struct Trial<'t> {
    view: &'t View<'t>,
    framework: &'t Framework,
    answers: &'t Answers<'t>,
    budget: &'t Budget,
    memo: RefCell<BTreeMap<(ElementIndex, String), Outcome>>,
    heard: RefCell<BTreeSet<ElementIndex>>,
}

impl<'t> Trial<'t> {
    pub fn new(view: &'t View<'t>, answers: &'t Answers<'t>, budget: &'t Budget) -> Trial<'t> {
        Trial { view, framework: view.framework, answers, budget, memo: RefCell::default(), heard: RefCell::default() }
    }

    /// What a rule makes of the answers for an element, on the scale of a measure; `None` when it takes too long.
    pub fn outcome(&self, rule: &Rule, index: ElementIndex, measure: &Measure) -> Option<Outcome> {
        let outcome = self.by(rule, index, measure);
        (!self.budget.is_spent()).then_some(outcome)
    }

    /// The elements whose answers were asked for.
    pub fn heard(&self) -> BTreeSet<ElementIndex> {
        self.heard.borrow().clone()
    }

    /// A measure of an element, by the rule that the framework proposes; by what is stated where that gives nothing.
    fn measure(&self, index: ElementIndex, name: &str) -> Outcome {
        let key = (index, name.to_owned());
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone();
        }
        let kind = self.framework.kind_of(&self.framework.elements[index]);
        let outcome = kind.and_then(|kind| kind.measures.get(name)).and_then(|measure| self.made(index, measure));
        let outcome = outcome.unwrap_or(Outcome::Void(Absence::OutOfScope));
        self.memo.borrow_mut().insert(key, outcome.clone());
        outcome
    }

    fn by(&self, rule: &Rule, index: ElementIndex, measure: &Measure) -> Outcome {
        let outcome = rule.evaluate(&Seen { trial: self, index }).outcome;
        match self.framework.scales.get(&measure.scale) {
            Some(scale) => scale.bound(outcome),
            None => outcome,
        }
    }

    fn made(&self, index: ElementIndex, measure: &Measure) -> Option<Outcome> {
        let by = |rule: &Option<String>| {
            let entry = self.framework.rules.get(rule.as_ref()?)?;
            Some(self.by(&entry.rule, index, measure))
        };
        let over = by(&measure.rule);
        over.filter(|outcome| !matches!(outcome, Outcome::Void(_)) || measure.stated.is_none())
            .or_else(|| by(&measure.stated))
    }

    fn scale(&self, index: ElementIndex, measure: &str) -> Option<&'t Scale> {
        let kind = self.framework.kind_of(&self.framework.elements[index])?;
        self.framework.scales.get(&kind.measures.get(measure)?.scale)
    }

    fn input(&self, index: ElementIndex, selection: &Selection) -> Input {
        let element = &self.framework.elements[index];
        let outcome = self.measure(index, &selection.measure);
        let measure = self.framework.kind_of(element).and_then(|kind| kind.measures.get(&selection.measure));
        let is_asked = measure.is_some_and(|measure| measure.rule.is_none());
        let ends = self.scale(index, &selection.measure).map_or((Value::Rank(0), Value::Rank(0)), Scale::ends);
        Input {
            source: element.id.clone(),
            measure: selection.measure.clone(),
            code: element.code.clone(),
            counts: counts(&outcome, &selection.states, None, &ends, is_asked),
            if_unrated: selection.states.not_rated,
            outcome,
            weight: element.weight.clone(),
            target: None,
            ends,
        }
    }
}

/// What a rule sees of a trial from one element.
struct Seen<'s, 't> {
    trial: &'s Trial<'t>,
    index: ElementIndex,
}

impl Inputs for Seen<'_, '_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        // Finding them is work as well, though less than looking at them.
        if !self.trial.budget.spend(1 + self.trial.view.below(self.index) / 8) {
            return Vec::new();
        }
        let selected = self.trial.framework.selected(self.index, selection);
        if !self.trial.budget.spend(selected.len()) {
            return Vec::new();
        }
        selected.into_iter().map(|index| self.trial.input(index, selection)).collect()
    }

    fn statements(&self) -> Vec<Input> {
        let framework = self.trial.framework;
        let kind = framework.kind_of(&framework.elements[self.index]);
        let scale = kind.and_then(|kind| framework.scales.get(kind.rated_on.as_ref()?));
        let Some(scale) = scale else { return Vec::new() };
        self.trial.heard.borrow_mut().insert(self.index);
        let outcome = (self.trial.answers)(self.index, scale);
        vec![Input {
            source: String::new(),
            measure: String::new(),
            code: String::new(),
            counts: Counts::As(outcome.clone()),
            outcome,
            if_unrated: Policy::Exclude,
            weight: Number::one(),
            target: None,
            ends: scale.ends(),
        }]
    }

    fn backing(&self, of: Option<&Selection>) -> Vec<Backed> {
        let kinds = [
            EvidenceKind::Document,
            EvidenceKind::Record,
            EvidenceKind::Interview,
            EvidenceKind::Observation,
            EvidenceKind::Measurement,
        ];
        // Several of each kind, so that no count of items falls short.
        let items = kinds.into_iter().flat_map(|kind| std::iter::repeat_n(Backing { kind, date: DAY }, 5)).collect();
        let count = of.map_or(1, |of| self.trial.framework.selected(self.index, of).len());
        vec![Backed { spoken: true, items }; count]
    }

    fn earlier(&self, _: &Selection) -> Vec<Vec<Earlier>> {
        Vec::new()
    }

    fn targets(&self, of: &Selection) -> Vec<Option<Value>> {
        vec![None; self.trial.framework.selected(self.index, of).len()]
    }

    fn circumstances(&self) -> Circumstances {
        let methods =
            [Method::Interview, Method::Workshop, Method::Survey, Method::DocumentReview, Method::Observation];
        Circumstances { class: 1, independence: Independence::A, as_of: DAY, methods: methods.to_vec() }
    }
}

/// Answers that can be given on a scale, lowest first: all ratings, and of numbers those where something may change.
pub(super) fn possible(scale: &Scale) -> Vec<Value> {
    let Some(numbers) = &scale.number else { return (0..scale.ratings.len()).map(Value::Rank).collect() };
    let middle = (numbers.from.clone() + numbers.to.clone()) / Number::from(2);
    let mut all = vec![numbers.from.clone(), middle, numbers.to.clone()];
    all.extend(numbers.step.iter().map(|step| numbers.from.clone() + step.clone()));
    all.extend(numbers.ranges.iter().flat_map(|(from, to)| [from.clone(), to.clone()]));
    all.retain(|number| numbers.refusal(number).is_none());
    all.sort();
    all.dedup();
    all.into_iter().map(Value::Number).collect()
}

/// The lowest or the highest answer that can be given on a scale.
pub(super) fn end(scale: &Scale, highest: bool) -> Outcome {
    let all = possible(scale);
    let end = if highest { all.last() } else { all.first() };
    end.map_or(Outcome::Void(Absence::NotRated), |value| Outcome::Known(value.clone()))
}
