//! Coverage: how much of the picture is there, counted over the items that are rated.

use super::evaluate::Evaluator;
use crate::assessment::Coverage;
use crate::model::ElementIndex;
use crate::outcome::{Absence, Gap, Outcome, Range, Scenario};

/// Coverage of every element, from the leaves up.
///
/// An item is an element that is rated from what was said of it; where a whole such as an attribute was rated directly,
/// that is one item and what lies below it is none. With each goes, where the element is an item itself, the measure that
/// is rated from what was said of it.
pub(super) fn coverage(evaluator: &Evaluator<'_>) -> Vec<(Coverage, Option<String>)> {
    let mut all = vec![Coverage::default(); evaluator.framework.elements.len()];
    let mut items: Vec<Option<String>> = vec![None; all.len()];
    // Elements stand in document order, so that walking backwards meets every child before its parent.
    for index in (0..all.len()).rev() {
        let own = match item(evaluator, index) {
            Some((own, measure, whole)) => {
                items[index] = Some(measure);
                if whole {
                    for below in evaluator.framework.below(index) {
                        all[below] = Coverage::default();
                        items[below] = None;
                    }
                    own
                } else {
                    let mut sum = own;
                    for child in &evaluator.element(index).children {
                        add(&mut sum, &all[*child]);
                    }
                    sum
                }
            }
            None => {
                let mut sum = Coverage::default();
                for child in &evaluator.element(index).children {
                    add(&mut sum, &all[*child]);
                }
                sum
            }
        };
        all[index] = own;
    }
    // Ratings in the order of their scale, not in that of the first item that has one.
    let ratings = evaluator.framework.scales.values().flat_map(|scale| &scale.ratings);
    let order: Vec<&str> = ratings.map(|rating| rating.id.as_str()).collect();
    for coverage in &mut all {
        coverage.rated.sort_by_cached_key(|word, _| order.iter().position(|known| known == word));
    }
    all.into_iter().zip(items).collect()
}

/// The coverage of an item, the measure that is rated from what was said of it, and whether that stands for all that lies
/// below it: it does where it would else be made from that.
fn item(evaluator: &Evaluator<'_>, index: ElementIndex) -> Option<(Coverage, String, bool)> {
    let element = evaluator.element(index);
    let kind = evaluator.framework.kind_of(element)?;
    let (name, measure) = kind.measures.iter().find(|(_, measure)| measure.stated.is_some())?;
    if !evaluator.stated_counts(index, measure) && evaluator.judgement(index, name).is_none() {
        return None;
    }
    let scale = evaluator.framework.scales.get(&measure.scale)?;
    let mut own = Coverage { items: 1, ..Coverage::default() };
    match &evaluator.measure(index, name).step.outcome {
        outcome @ (Outcome::Known(_)
        | Outcome::Open(Range { gap: Gap::Partly | Gap::Disputed | Gap::Undecided, .. })) => {
            let (low, _) = outcome.values(Scenario::Bounds)?;
            own.rated.insert(scale.show(low), 1);
            own.evidenced = usize::from(is_evidenced(evaluator, index));
            own.indicated = usize::from(evaluator.is_first_impression(index));
        }
        Outcome::Open(Range { gap: Gap::DontKnow, .. }) => own.dont_know = 1,
        Outcome::Open(Range { gap: Gap::NotRated, .. }) | Outcome::Void(Absence::NotRated) => own.not_rated = 1,
        Outcome::Open(Range { gap: Gap::NotYet, .. }) | Outcome::Void(Absence::NotYet) => own.not_yet = 1,
        Outcome::Open(_) => own.unanswered = 1,
        Outcome::Void(Absence::NotApplicable) => own.not_applicable = 1,
        Outcome::Void(Absence::NotTriggered) => own.not_triggered = 1,
        Outcome::Void(Absence::OutOfScope | Absence::Empty) => own.out_of_scope = 1,
    }
    own.disputed = usize::from(disputed(evaluator, index));
    Some((own, name.clone(), measure.rule.is_some()))
}

/// Whether evidence that there was on the day is registered for what counts of an item.
fn is_evidenced(evaluator: &Evaluator<'_>, index: ElementIndex) -> bool {
    let there = |ids: &[String]| ids.iter().any(|id| evaluator.evidence.contains_key(id.as_str()));
    let judged = evaluator.any_judgement(index);
    let mut counted = evaluator.said(index).iter().filter(|said| !evaluator.set_aside(index, said));
    judged.is_some_and(|judgement| there(&judgement.evidence)) || counted.any(|said| there(&said.answer.evidence))
}

/// Whether two respondents cannot both be right: different ratings, or a rating against "does not count".
pub(super) fn disputed(evaluator: &Evaluator<'_>, index: ElementIndex) -> bool {
    let counted = evaluator.said(index).iter().filter(|said| !evaluator.set_aside(index, said));
    let mut firm = counted.map(|said| &said.outcome).filter(|outcome| !matches!(outcome, Outcome::Open(_)));
    firm.next().is_some_and(|first| firm.any(|other| other != first))
}

fn add(sum: &mut Coverage, other: &Coverage) {
    sum.items += other.items;
    for (rating, count) in &other.rated {
        *sum.rated.entry(rating.clone()).or_default() += count;
    }
    sum.dont_know += other.dont_know;
    sum.unanswered += other.unanswered;
    sum.not_applicable += other.not_applicable;
    sum.not_triggered += other.not_triggered;
    sum.not_yet += other.not_yet;
    sum.not_rated += other.not_rated;
    sum.out_of_scope += other.out_of_scope;
    sum.evidenced += other.evidenced;
    sum.indicated += other.indicated;
    sum.disputed += other.disputed;
}
