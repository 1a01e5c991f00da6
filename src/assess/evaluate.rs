//! Evaluation of measures: each is worked out once, when it is first needed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use super::inputs::Seen;
use super::statements::{Said, Statements};
use crate::diagnostic::Diagnostic;
use crate::model::questionnaire::Yields;
use crate::model::{Element, ElementIndex, Engagement, Evidence, Framework, Judgement, Measure, Reply, Use};
use crate::outcome::{Absence, Gap, Outcome, Value};
use crate::rule::{Circumstances, Step};
use crate::scale::Scale;

/// A measure of an element, worked out.
#[derive(Debug, Clone)]
pub(crate) struct Evaluated {
    /// The rule that made it.
    pub rule: Option<String>,
    pub step: Step,
}

/// Judgements by element and measure.
type Judgements<'a> = BTreeMap<(&'a str, &'a str), &'a Judgement>;

pub(super) struct Evaluator<'a> {
    pub framework: &'a Framework,
    pub used: &'a Use,
    pub statements: &'a Statements<'a>,
    pub judgements: Judgements<'a>,
    /// Evidence that there was on the day of the assessment.
    pub evidence: BTreeMap<&'a str, &'a Evidence>,
    /// How the assessment is made, without the methods of any element.
    pub circumstances: Circumstances,
    memo: RefCell<BTreeMap<(ElementIndex, String), Rc<Evaluated>>>,
    refused: RefCell<Vec<Diagnostic>>,
}

impl<'a> Evaluator<'a> {
    /// With what was decided, and what evidence there was, on a day.
    pub fn new(
        engagement: &'a Engagement,
        framework: &'a Framework,
        used: &'a Use,
        statements: &'a Statements<'a>,
        as_of: Date,
    ) -> Evaluator<'a> {
        let judgements = engagement.judgements.iter();
        let judgements = judgements
            .filter(|judgement| judgement.framework == framework.id && judgement.date <= as_of)
            .map(|judgement| ((judgement.element.as_str(), judgement.measure.as_str()), judgement))
            .collect();
        let evidence = engagement.evidence.values().filter(|item| item.date <= as_of);
        let evidence = evidence.map(|item| (item.id.as_str(), item)).collect();
        let agreement = &engagement.agreement;
        let (class, independence) = (agreement.class, agreement.independence);
        let circumstances = Circumstances { class, independence, as_of, methods: Vec::new() };
        let (memo, refused) = (RefCell::default(), RefCell::default());
        Evaluator { framework, used, statements, judgements, evidence, circumstances, memo, refused }
    }

    pub fn element(&self, index: ElementIndex) -> &'a Element {
        &self.framework.elements[index]
    }

    /// Judgements that the rules do not allow, once everything has been worked out.
    pub fn refused(&self) -> Vec<Diagnostic> {
        self.refused.take()
    }

    /// Starts anew with these measures taken as worked out.
    pub fn restart(&self, known: impl IntoIterator<Item = ((ElementIndex, String), Rc<Evaluated>)>) {
        let mut memo = self.memo.borrow_mut();
        memo.clear();
        memo.extend(known);
    }

    /// Every measure that has been worked out.
    pub fn worked_out(&self) -> BTreeMap<(ElementIndex, String), Rc<Evaluated>> {
        self.memo.borrow().clone()
    }

    /// What a measure would come to if one of those that it rests on had another result.
    pub fn supposing(
        &self,
        index: ElementIndex,
        name: &str,
        key: (ElementIndex, String),
        result: Rc<Evaluated>,
    ) -> Outcome {
        let refused = self.refused.borrow().len();
        let before = self.memo.borrow_mut().insert(key.clone(), result);
        let outcome = self.evaluate(index, name).step.outcome;
        match before {
            Some(before) => drop(self.memo.borrow_mut().insert(key, before)),
            None => drop(self.memo.borrow_mut().remove(&key)),
        }
        self.refused.borrow_mut().truncate(refused);
        outcome
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
        if let Some((id, absence, reason)) = self.left_out(index) {
            let says =
                if id == element.id { reason.to_owned() } else { format!("`{id}` is {}: {reason}", absence.words()) };
            return Evaluated { rule: None, step: Step::bare("scope", says, Outcome::Void(absence)) };
        }
        let measure = self.framework.kind_of(element).and_then(|kind| kind.measures.get(name));
        let Some(measure) = measure else {
            // INVARIANT: the loader refuses rules that select a measure which the kind does not have.
            let step = Step::bare("scope", "nothing is determined here".to_owned(), Outcome::Void(Absence::OutOfScope));
            return Evaluated { rule: None, step };
        };
        match self.judgement(index, name) {
            Some(judgement) => self.judged(index, name, measure, judgement),
            None => self.by_rule(index, name, measure),
        }
    }

    /// The element or what it belongs to, if that is out of scope or was said not to count as a whole, and the reason.
    pub fn left_out(&self, index: ElementIndex) -> Option<(&str, Absence, &str)> {
        let element = self.element(index);
        if let Some((id, reason)) = self.used.out_of_scope.get_key_value(&element.id) {
            return Some((id, Absence::OutOfScope, reason));
        }
        let parent = element.parent?;
        self.left_out(parent).or_else(|| self.exempted(parent))
    }

    /// Why an element does not count, where the assessors or all who were asked of it say so.
    fn exempted(&self, index: ElementIndex) -> Option<(&str, Absence, &str)> {
        let replies: Vec<&Reply> = match self.any_judgement(index) {
            Some(judgement) => vec![&judgement.reply],
            None => {
                // A first impression says nothing over what was found below.
                let kind = self.framework.kind_of(self.element(index))?;
                let measure = kind.measures.values().find(|measure| measure.stated.is_some())?;
                if !self.stated_counts(index, measure) {
                    return None;
                }
                let said = self.said(index).iter().filter(|said| !self.set_aside(index, said));
                said.map(|said| &said.answer.reply).collect()
            }
        };
        let mut reasons = replies.iter().map(|reply| match reply {
            Reply::Exempt { absence, reason, .. } => Some((*absence, reason.as_str())),
            _ => None,
        });
        let (absence, reason) = reasons.next()??;
        reasons.all(|other| other.is_some()).then_some((self.element(index).id.as_str(), absence, reason))
    }

    /// What the assessors decided on a measure of an element.
    pub fn judgement(&self, index: ElementIndex, measure: &str) -> Option<&'a Judgement> {
        self.judgements.get(&(self.element(index).id.as_str(), measure)).copied()
    }

    /// What the assessors decided on any measure of an element.
    pub fn any_judgement(&self, index: ElementIndex) -> Option<&'a Judgement> {
        let kind = self.framework.kind_of(self.element(index))?;
        kind.measures.keys().find_map(|measure| self.judgement(index, measure))
    }

    fn judged(&self, index: ElementIndex, name: &str, measure: &Measure, judgement: &Judgement) -> Evaluated {
        let scale = self.framework.scales.get(&measure.scale);
        let decided = decided(&judgement.reply, scale);
        let before = self.by_rule(index, name, measure);
        if let Some(problem) = super::judgement::refusal(judgement, measure, scale, &decided, &before.step.outcome) {
            self.refused.borrow_mut().push(problem);
        }
        let says = format!("decided by {} on {}: {}", judgement.by, judgement.date, judgement.because);
        let mut step = Step::bare("judgement", says, decided);
        step.scale = Some(measure.scale.clone());
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
        let mut step = match rule {
            Some(entry) => {
                let mut step = entry.rule.evaluate(&Seen { evaluator: self, index, firm: measure.firm });
                if let Some(scale) = self.framework.scales.get(&measure.scale) {
                    step.outcome = scale.bound(step.outcome);
                }
                step
            }
            // INVARIANT: the loader refuses measures without a rule.
            None => Step::bare("scope", "no rule".to_owned(), Outcome::Void(Absence::OutOfScope)),
        };
        step.scale = Some(measure.scale.clone());
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
            let judged: BTreeSet<&str> = self.judgements.keys().map(|(element, _)| *element).collect();
            self.framework.below(index).into_iter().any(|below| {
                let id = self.element(below).id.as_str();
                self.statements.contains_key(id) || judged.contains(id)
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
        self.any_judgement(index).is_none()
            && !said.is_empty()
            && said.iter().all(|said| said.yields == Yields::Indication)
    }
}

/// Whether a statement is more than a first impression, and says something: who does not know outweighs nobody.
fn is_firm(said: &Said<'_>) -> bool {
    said.yields == Yields::Evidence && !matches!(said.outcome, Outcome::Open(_))
}

/// What a reply comes to on a scale.
pub(super) fn decided(reply: &Reply, scale: Option<&Scale>) -> Outcome {
    match reply {
        Reply::Rating { value, .. } => Outcome::Known(value.clone()),
        Reply::Exempt { absence, .. } => Outcome::Void(*absence),
        Reply::DontKnow | Reply::Option(_) => unknown(scale, Gap::DontKnow),
    }
}

/// Everything that a scale holds is possible.
pub(super) fn unknown(scale: Option<&Scale>, gap: Gap) -> Outcome {
    let (low, high) = scale.map_or((Value::Rank(0), Value::Rank(0)), Scale::ends);
    Outcome::between(low, high, gap)
}
