//! A look at results without the records around them: for whoever asks for many results of the same answers.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use super::coverage::disputed;
use super::evaluate::{Evaluated, Evaluator};
use super::record::outcome_record;
use super::statements::{Said, statements};
use crate::assessment::OutcomeRecord;
use crate::diagnostic::Diagnostic;
use crate::model::{ElementIndex, Framework, Loaded, Use};
use crate::outcome::{Absence, Gap, Outcome, Range, Value};
use crate::rule::{Policy, Step};

/// Results of one framework, each worked out when it is asked for.
pub(crate) struct Lens<'a> {
    evaluator: Evaluator<'a>,
}

/// An item on which more than one value is still possible.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Open {
    /// The element.
    pub index: ElementIndex,
    /// Its measure that is made from what is said of it.
    pub measure: String,
    /// What respondents who differ have said; empty where nobody knows.
    pub said: Vec<Outcome>,
}

/// Results that hold whatever the open items turn out to be, from which every completion starts.
pub(crate) struct Completion {
    settled: BTreeMap<(ElementIndex, String), Rc<Evaluated>>,
}

/// Looks at a framework as an assessment uses it, with the knowledge of a day. The framework and its use may differ from
/// those of the assessment, as long as the elements are the same.
pub(crate) fn look<T>(
    loaded: &Loaded,
    framework: &Framework,
    used: &Use,
    as_of: Date,
    with: impl FnOnce(&Lens<'_>) -> T,
) -> T {
    let responses = loaded.engagement.responses.iter().filter(|response| response.date <= as_of);
    let said = statements(loaded, framework, &responses.collect::<Vec<_>>());
    let evaluator = Evaluator::new(&loaded.engagement, framework, used, &said, as_of);
    with(&Lens { evaluator })
}

impl Completion {
    /// Whether a result is the same in every completion.
    pub fn settles(&self, result: &(ElementIndex, String)) -> bool {
        self.settled.contains_key(result)
    }
}

impl<'a> Lens<'a> {
    /// The framework that is looked at.
    pub fn framework(&self) -> &'a Framework {
        self.evaluator.framework
    }

    /// How it is used.
    pub fn used(&self) -> &'a Use {
        self.evaluator.used
    }

    /// Whether an element, or what it belongs to, was left out or does not count as a whole.
    pub fn is_left_out(&self, index: ElementIndex) -> bool {
        self.evaluator.left_out(index).is_some()
    }

    /// A measure of an element with its derivation.
    pub fn measure(&self, index: ElementIndex, measure: &str) -> Rc<Evaluated> {
        self.evaluator.measure(index, measure)
    }

    /// What a measure would come to if one of those that it rests on came out as in another look.
    pub fn supposing(&self, result: (ElementIndex, &str), input: (ElementIndex, String), other: &Lens<'_>) -> Outcome {
        // The others must have been worked out with the result that they have here.
        self.evaluator.measure(result.0, result.1);
        let of_other = other.measure(input.0, &input.1);
        self.evaluator.supposing(result.0, result.1, input, of_other)
    }

    /// An outcome of a measure in the words of its scale.
    pub fn record(&self, index: ElementIndex, measure: &str, outcome: &Outcome) -> OutcomeRecord {
        outcome_record(&self.evaluator, index, measure, outcome)
    }

    /// Starts anew with these outcomes of measures taken for granted, whatever was said.
    pub fn suppose(&self, outcomes: impl IntoIterator<Item = ((ElementIndex, String), Outcome)>) {
        let given = |outcome| Rc::new(Evaluated { rule: None, step: Step::bare("supposed", String::new(), outcome) });
        self.evaluator.restart(outcomes.into_iter().map(|(result, outcome)| (result, given(outcome))));
    }

    /// Works out every result.
    pub fn work_out_all(&self) {
        for (index, element) in self.framework().elements.values().enumerate() {
            let kind = self.framework().kind_of(element);
            for name in kind.into_iter().flat_map(|kind| kind.measures.keys()) {
                self.evaluator.measure(index, name);
            }
        }
    }

    /// Judgements that the rules do not allow, of all that has been worked out so far.
    pub fn refused(&self) -> Vec<Diagnostic> {
        self.evaluator.refused()
    }

    /// Every item on which more than one value is still possible, in the order of the framework: unanswered, not known,
    /// not to be rated on the evidence where that is kept open, or disputed and not decided by an assessor. As in coverage,
    /// what lies below a whole that was rated directly is no item.
    pub fn open(&self) -> Vec<Open> {
        let mut below_rated = BTreeSet::new();
        let indices = 0..self.framework().elements.len();
        let open = indices.flat_map(|index| {
            if self.is_rated_directly(index) {
                below_rated.extend(self.framework().below(index));
            }
            if below_rated.contains(&index) { Vec::new() } else { self.open_at(index) }
        });
        open.collect()
    }

    fn is_rated_directly(&self, index: ElementIndex) -> bool {
        let evaluator = &self.evaluator;
        let kind = evaluator.framework.kind_of(evaluator.element(index));
        kind.and_then(|kind| kind.measures.first()).is_some_and(|(name, measure)| {
            let said = evaluator.stated_counts(index, measure) || evaluator.judgement(index, name).is_some();
            measure.stated.is_some() && said
        })
    }

    fn open_at(&self, index: ElementIndex) -> Vec<Open> {
        let evaluator = &self.evaluator;
        let Some(kind) = evaluator.framework.kind_of(evaluator.element(index)) else { return Vec::new() };
        if evaluator.left_out(index).is_some() || evaluator.any_judgement(index).is_some() {
            return Vec::new();
        }
        let stated = kind.measures.iter().filter(|(_, measure)| evaluator.stated_counts(index, measure));
        let open = stated.filter_map(|(name, _)| {
            let item = |said| Some(Open { index, measure: name.clone(), said });
            if disputed(evaluator, index) {
                return item(self.firm(index));
            }
            match &evaluator.measure(index, name).step.outcome {
                Outcome::Open(Range { gap: Gap::Unanswered | Gap::DontKnow, .. }) => item(Vec::new()),
                Outcome::Void(Absence::NotRated) if evaluator.framework.states.not_rated == Policy::Bound => {
                    item(Vec::new())
                }
                _ => None,
            }
        });
        open.collect()
    }

    /// What was said of an element by those who say something, in an order that is not that of the files.
    fn firm(&self, index: ElementIndex) -> Vec<Outcome> {
        let said = self.evaluator.said(index).iter();
        let counted = said.filter(|said: &&Said<'_>| !self.evaluator.set_aside(index, said));
        let firm = counted.map(|said| said.outcome.clone()).filter(|outcome| !matches!(outcome, Outcome::Open(_)));
        let mut firm: Vec<Outcome> = firm.collect();
        firm.sort_by_key(|outcome| match outcome {
            Outcome::Known(value) => (Some(value.clone()), None),
            Outcome::Open(_) => (None, None),
            Outcome::Void(absence) => (None, Some(*absence)),
        });
        firm
    }

    /// Works out what holds whatever the open items turn out to be, once for many completions.
    pub fn settled(&self, open: &[Open], asked: &[(ElementIndex, String)]) -> Completion {
        // A claim that a disputed item does not count lies outside of all bounds.
        let all_rated = open.iter().all(|item| !item.said.iter().any(|said| matches!(said, Outcome::Void(_))));
        let disputed = open.iter().filter(|item| !item.said.is_empty());
        self.evaluator.restart(disputed.filter_map(|item| {
            let values = || item.said.iter().filter_map(known);
            let range = Range::new(values().min()?.clone(), values().max()?.clone(), Gap::Disputed);
            Some(completed(item, Outcome::from(range)))
        }));
        for (index, measure) in asked {
            self.evaluator.measure(*index, measure);
        }
        let items: Vec<(ElementIndex, &str)> = open.iter().map(|item| (item.index, item.measure.as_str())).collect();
        let mut settled = if all_rated { self.evaluator.worked_out() } else { BTreeMap::new() };
        settled.retain(|(index, measure), evaluated| {
            let left_out = evaluated.step.kind == "scope";
            let holds = known(&evaluated.step.outcome).is_some() && !items.contains(&(*index, measure));
            left_out || holds
        });
        Completion { settled }
    }

    /// Starts anew with these values of the open items, in their order.
    pub fn complete(&self, from: &Completion, open: &[Open], values: impl IntoIterator<Item = Outcome>) {
        let settled = from.settled.iter().map(|(key, evaluated)| (key.clone(), evaluated.clone()));
        let completed = open.iter().zip(values).map(|(item, value)| completed(item, value));
        self.evaluator.restart(settled.chain(completed));
    }
}

fn known(outcome: &Outcome) -> Option<&Value> {
    match outcome {
        Outcome::Known(value) => Some(value),
        _ => None,
    }
}

/// An open item as if it were worked out.
fn completed(item: &Open, outcome: Outcome) -> ((ElementIndex, String), Rc<Evaluated>) {
    let step = Step::bare("completion", String::new(), outcome);
    ((item.index, item.measure.clone()), Rc::new(Evaluated { rule: None, step }))
}
