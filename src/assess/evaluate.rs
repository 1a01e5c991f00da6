//! Evaluation of measures: each is worked out once, when it is first needed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::statements::{Said, Statements, outcome};
use crate::model::questionnaire::Yields;
use crate::model::{Element, ElementIndex, Framework, Judgement, Measure, Use};
use crate::outcome::{Exemption, Gap, Outcome, Value};
use crate::rule::{Input, Inputs, Policy, Selection, Step};

/// A measure of an element, worked out.
#[derive(Debug, Clone)]
pub(super) struct Evaluated {
    /// The rule that made it.
    pub rule: Option<String>,
    pub step: Step,
}

pub(super) struct Evaluator<'a> {
    pub framework: &'a Framework,
    pub used: &'a Use,
    pub statements: &'a Statements<'a>,
    pub judgements: BTreeMap<&'a str, &'a Judgement>,
    /// Evidence that there was on the day of the assessment.
    pub evidence: BTreeSet<&'a str>,
    memo: RefCell<BTreeMap<(ElementIndex, String), Rc<Evaluated>>>,
}

impl<'a> Evaluator<'a> {
    pub fn new(
        framework: &'a Framework,
        used: &'a Use,
        statements: &'a Statements<'a>,
        judgements: BTreeMap<&'a str, &'a Judgement>,
        evidence: BTreeSet<&'a str>,
    ) -> Evaluator<'a> {
        Evaluator { framework, used, statements, judgements, evidence, memo: RefCell::new(BTreeMap::new()) }
    }

    pub fn element(&self, index: ElementIndex) -> &'a Element {
        &self.framework.elements[index]
    }

    /// A measure of an element.
    pub fn measure(&self, index: ElementIndex, name: &str) -> Rc<Evaluated> {
        let key = (index, name.to_owned());
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone();
        }
        let evaluated = Rc::new(self.evaluate(index, name));
        self.memo.borrow_mut().insert(key, evaluated.clone());
        evaluated
    }

    fn evaluate(&self, index: ElementIndex, name: &str) -> Evaluated {
        let element = self.element(index);
        if let Some((id, reason)) = self.left_out(index) {
            let says = if id == element.id { reason.to_owned() } else { format!("`{id}` is out of scope: {reason}") };
            let step = bare("scope", says, Outcome::Void(Exemption::OutOfScope));
            return Evaluated { rule: None, step };
        }
        let measure = self.framework.kind_of(element).and_then(|kind| kind.measures.get(name));
        let Some(measure) = measure else {
            // INVARIANT: the loader refuses rules that select a measure which the kind does not have.
            let step = bare("scope", "nothing is determined here".to_owned(), Outcome::Void(Exemption::OutOfScope));
            return Evaluated { rule: None, step };
        };
        match self.judgements.get(element.id.as_str()) {
            Some(judgement) if measure.stated.is_some() => self.judged(index, name, measure, judgement),
            _ => self.by_rule(index, name, measure),
        }
    }

    /// The element or what it belongs to, if that is out of scope, and the reason.
    pub fn left_out(&self, index: ElementIndex) -> Option<(&str, &str)> {
        let element = self.element(index);
        if let Some((id, reason)) = self.used.out_of_scope.get_key_value(&element.id) {
            return Some((id, reason));
        }
        element.parent.and_then(|parent| self.left_out(parent))
    }

    fn judged(&self, index: ElementIndex, name: &str, measure: &Measure, judgement: &Judgement) -> Evaluated {
        let decided = outcome(self.framework, &judgement.element, &judgement.reply, None);
        let before = self.by_rule(index, name, measure);
        let says = format!("decided by {} on {}: {}", judgement.by, judgement.date, judgement.because);
        let mut step = bare("judgement", says, decided);
        step.parts = vec![before.step];
        Evaluated { rule: before.rule, step }
    }

    fn by_rule(&self, index: ElementIndex, name: &str, measure: &Measure) -> Evaluated {
        let chosen = self.chosen(index, name, measure);
        let name = if self.stated_counts(index, measure) {
            measure.stated.as_ref()
        } else {
            chosen.or(measure.stated.as_ref())
        };
        let rule = name.and_then(|name| self.framework.rules.get(name));
        let step = match rule {
            Some(entry) => entry.rule.evaluate(&From { evaluator: self, index, firm: measure.firm }),
            // INVARIANT: the loader refuses measures without a rule.
            None => bare("scope", "no rule".to_owned(), Outcome::Void(Exemption::OutOfScope)),
        };
        Evaluated { rule: name.cloned(), step }
    }

    /// The rule over other elements: the one that the assessment chose, else the one that the framework proposes.
    pub fn chosen<'m>(&'m self, index: ElementIndex, name: &str, measure: &'m Measure) -> Option<&'m String> {
        let key = (self.element(index).kind.clone(), name.to_owned());
        self.used.methods.get(&key).or(measure.rule.as_ref())
    }

    /// Whether what was said of the element itself decides: always where there is no other rule; else when it is more
    /// than a first impression, or when nothing was said of what lies below.
    pub fn stated_counts(&self, index: ElementIndex, measure: &Measure) -> bool {
        if measure.stated.is_none() {
            return false;
        }
        if measure.rule.is_none() {
            return true;
        }
        let said = self.said(index);
        let firm = said.iter().any(is_firm);
        let below = || {
            self.framework.below(index).into_iter().any(|below| {
                let id = self.element(below).id.as_str();
                self.statements.contains_key(id) || self.judgements.contains_key(id)
            })
        };
        firm || (!said.is_empty() && !below())
    }

    /// All that was said of the element itself.
    pub fn said(&self, index: ElementIndex) -> &[Said<'a>] {
        self.statements.get(&self.element(index).id).map_or(&[], Vec::as_slice)
    }

    /// Whether a statement is set aside, because somebody said more than a first impression.
    pub fn set_aside(&self, index: ElementIndex, said: &Said<'_>) -> bool {
        said.yields == Yields::Indication && self.said(index).iter().any(is_firm)
    }

    /// Whether what is known of an element rests on a first impression only.
    pub fn is_first_impression(&self, index: ElementIndex) -> bool {
        let said = self.said(index);
        let judged = self.judgements.contains_key(self.element(index).id.as_str());
        !judged && !said.is_empty() && said.iter().all(|said| said.yields == Yields::Indication)
    }

    /// What an element contributes; for a measure that must be `firm`, a first impression is not known yet.
    fn input(&self, index: ElementIndex, measure: &str, firm: bool) -> Input {
        let element = self.element(index);
        let mut outcome = self.measure(index, measure).step.outcome.clone();
        let scale = self.framework.kind_of(element).and_then(|kind| kind.measures.get(measure));
        let scale = scale.and_then(|measure| self.framework.scales.get(&measure.scale));
        let highest = scale.map_or(0, crate::scale::Scale::highest);
        if firm && !matches!(outcome, Outcome::Void(_)) && self.is_first_impression(index) {
            let (low, high) = (Value::Rank(0), Value::Rank(highest));
            outcome = Outcome::Open { low, high, gap: Gap::FirstImpression };
        }
        let policy = match &outcome {
            Outcome::Known(_) => Policy::Bound,
            Outcome::Open { gap, .. } => self.framework.states.for_gap(*gap),
            Outcome::Void(exemption) => self.framework.states.for_exemption(*exemption),
        };
        let counts_as = match (policy, &outcome) {
            (Policy::Exclude, _) | (Policy::Bound, Outcome::Void(_)) => None,
            (Policy::Bound, outcome) => Some(outcome.clone()),
            (Policy::Lowest, _) => Some(Outcome::Known(Value::Rank(0))),
            (Policy::Highest, _) => Some(Outcome::Known(Value::Rank(highest))),
        };
        Input {
            source: element.id.clone(),
            measure: measure.to_owned(),
            code: element.code.clone(),
            outcome,
            counts_as,
            weight: element.weight.clone(),
        }
    }
}

/// Whether a statement is more than a first impression, and says something: who does not know outweighs nobody.
fn is_firm(said: &Said<'_>) -> bool {
    said.yields == Yields::Evidence && !matches!(said.outcome, Outcome::Open { .. })
}

/// Inputs as seen from one element.
struct From<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    index: ElementIndex,
    /// Whether first impressions do not count as known.
    firm: bool,
}

impl Inputs for From<'_, '_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        let selected = self.evaluator.framework.selected(self.index, selection);
        selected.into_iter().map(|index| self.evaluator.input(index, &selection.measure, self.firm)).collect()
    }

    fn statements(&self) -> Vec<Input> {
        let evaluator = self.evaluator;
        let input = |said: &Said<'_>| Input {
            source: said.answer.place.to_string(),
            measure: String::new(),
            code: said.response.respondent.clone(),
            outcome: said.outcome.clone(),
            counts_as: Some(said.outcome.clone()),
            weight: crate::number::Number::from(1),
        };
        let said = evaluator.said(self.index).iter();
        said.filter(|said| !evaluator.set_aside(self.index, said)).map(input).collect()
    }
}

fn bare(kind: &'static str, says: String, outcome: Outcome) -> Step {
    Step { kind, says, because: String::new(), outcome, inputs: Vec::new(), parts: Vec::new(), needs: Vec::new() }
}
