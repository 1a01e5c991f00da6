//! The degrees of elements that were assessed.

use super::claim::Claim;
use super::degree::Degree;
use super::place;
use super::spread::item;
use crate::assessment::{Assessment, ElementResult, FrameworkResult, OutcomeRecord, Yields};
use crate::model::{ElementIndex, Framework};
use crate::number::Number;
use crate::outcome::{Absence, Gap, Outcome, Range, Value};
use crate::scale::Scale;
use crate::words;

/// A framework that was assessed, with its results.
pub(super) struct Source<'a> {
    pub assessment: &'a Assessment,
    pub framework: &'a Framework,
    /// The framework that it was made of, where it was tailored and that is known.
    pub base: Option<&'a Framework>,
    pub result: &'a FrameworkResult,
}

/// What an assessment says of one element.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// How much of it is done.
    pub claim: Claim,
    /// How that came about.
    pub how: String,
}

/// An item that was rated, or could have been.
struct Part {
    weight: Number,
    /// None where it does not count, for this reason.
    degree: Result<Degree, Absence>,
    /// Whether it was rated, but on a first impression that no evidence backs.
    impression: bool,
    /// The result in words.
    words: String,
}

impl Source<'_> {
    /// The degree of an element; in words why there is none.
    pub fn degree(&self, index: ElementIndex) -> Result<Found, String> {
        let mut parts = Vec::new();
        self.parts(index, &mut parts);
        // What was removed stays part of what a relation means; nothing is known of it.
        let removed = self.removed(index);
        let count = removed.len();
        if !parts.is_empty() {
            parts.extend(removed);
        }
        if parts.is_empty() {
            return Err("nothing in it is rated from what was said of it".to_owned());
        }
        let counting = parts.iter().filter_map(|part| Some((part.weight.clone(), part.degree.as_ref().ok()?)));
        let counting: Vec<_> = counting.collect();
        if counting.is_empty() {
            return Err(format!("nothing in it counts: {}", absent(&parts)));
        }
        let open = Degree::open();
        let all = parts.iter().map(|part| (part.weight.clone(), part.degree.as_ref().unwrap_or(&open)));
        let mut how = how(&parts, counting.len());
        if count > 0 {
            how.push_str(&format!("; {} removed by tailoring", words::count(count, "item", "items")));
        }
        let nothing = || "nothing in it that counts has weight".to_owned();
        let counting = Degree::mean(counting).ok_or_else(nothing)?;
        Ok(Found { claim: Claim::assessed(counting, Degree::mean(all).ok_or_else(nothing)?), how })
    }

    /// The items at and below an element. A whole that was rated directly stands for all that lies below it.
    fn parts(&self, index: ElementIndex, parts: &mut Vec<Part>) {
        let Some((id, element)) = self.framework.elements.get_index(index) else { return };
        let Some(result) = self.result.elements.get(id) else { return };
        // What tailoring added is no part of what a relation means.
        if self.base.is_some_and(|base| !base.elements.contains_key(id)) {
            return;
        }
        if let Some(measure) = &result.item {
            let stands_for_all = item(self.framework, index).is_none();
            let weight = if stands_for_all { self.weight_below(index) } else { element.weight.clone() };
            parts.extend(self.part(index, result, measure, weight));
            if stands_for_all {
                return;
            }
        }
        for child in &element.children {
            self.parts(*child, parts);
        }
    }

    /// The items below an element that are no longer there, since the framework was tailored: nothing is known of them.
    fn removed(&self, index: ElementIndex) -> Vec<Part> {
        let Some(base) = self.base else { return Vec::new() };
        let id = &self.framework.elements[index].id;
        let below = base.elements.get_index_of(id).map(|index| base.below(index)).unwrap_or_default();
        let gone = |index: &ElementIndex| self.framework.has_removed(&base.elements[*index].id);
        let gone = below.into_iter().filter(|index| gone(index) && item(base, *index).is_some());
        let part = |index: ElementIndex| Part {
            weight: base.elements[index].weight.clone(),
            degree: Ok(Degree::open()),
            impression: false,
            words: "removed by tailoring".to_owned(),
        };
        gone.map(part).collect()
    }

    /// What the items below an element weigh together; its own weight where there are none.
    fn weight_below(&self, index: ElementIndex) -> Number {
        let below = self.framework.below(index).into_iter().filter(|below| item(self.framework, *below).is_some());
        let below: Vec<Number> = below.map(|below| self.framework.elements[below].weight.clone()).collect();
        if below.is_empty() { self.framework.elements[index].weight.clone() } else { below.into_iter().sum() }
    }

    fn part(&self, index: ElementIndex, result: &ElementResult, measure: &str, weight: Number) -> Option<Part> {
        let outcome = &result.results.get(measure)?.outcome;
        let kind = self.framework.kind_of(&self.framework.elements[index])?;
        let scale = self.framework.scales.get(&kind.measures.get(measure)?.scale)?;
        let impression = self.is_bare_impression(result) && !matches!(outcome, OutcomeRecord::Void { .. });
        let degree = match outcome {
            // What could not be rated on the evidence, or cannot be seen yet, is asked all the same and not known; everything
            // else without a value does not count.
            OutcomeRecord::Void { why: Absence::NotRated | Absence::NotYet, .. } => Ok(Degree::open()),
            OutcomeRecord::Void { why, .. } => Err(*why),
            _ if impression => Ok(Degree::open()),
            outcome => Ok(place::degree(scale, &read(scale, outcome)?)?),
        };
        let result_scale = words::scale(self.result, result, measure);
        Some(Part { weight, degree, impression, words: words::titled(result_scale, outcome) })
    }

    /// Whether all that is known of an element is a first impression, and no evidence backs it.
    fn is_bare_impression(&self, result: &ElementResult) -> bool {
        let mut counted = result.statements.iter().filter(|statement| !statement.set_aside).peekable();
        let evidence = &self.assessment.evidence;
        let backed = |id: &String| evidence.get(id).is_some_and(|item| !item.later);
        result.judgement.is_none()
            && counted.peek().is_some()
            && counted.all(|said| said.yields == Yields::Indication && !said.evidence.iter().any(backed))
    }
}

/// A result as values of its scale again.
fn read(scale: &Scale, outcome: &OutcomeRecord) -> Option<Outcome> {
    let value = |shown: &str, exact: Option<&String>| match &scale.number {
        Some(_) => exact.map_or(shown, String::as_str).parse().ok().map(Value::Number),
        None => scale.rank(shown).map(Value::Rank),
    };
    match outcome {
        OutcomeRecord::Known { value: shown, exact } => Some(Outcome::Known(value(shown, exact.as_ref())?)),
        OutcomeRecord::Open { low, high, may_be_unrated, exact, .. } => {
            let ends = exact.as_ref();
            let (low, high) = (value(low, ends.map(|ends| &ends[0]))?, value(high, ends.map(|ends| &ends[1]))?);
            let range = Range { may_be_unrated: *may_be_unrated, ..Range::new(low, high, Gap::Partly) };
            Some(Outcome::Open(range))
        }
        OutcomeRecord::Void { why, .. } => Some(Outcome::Void(*why)),
    }
}

/// Why parts do not count, with how many for each reason.
fn absent(parts: &[Part]) -> String {
    let mut reasons: Vec<(Absence, usize)> = Vec::new();
    for absence in parts.iter().filter_map(|part| part.degree.as_ref().err()) {
        match reasons.iter_mut().find(|(known, _)| known == absence) {
            Some((_, count)) => *count += 1,
            None => reasons.push((*absence, 1)),
        }
    }
    let reasons: Vec<String> = reasons.iter().map(|(absence, count)| format!("{count} {}", absence.words())).collect();
    reasons.join(", ")
}

/// How a degree came about, in words.
fn how(parts: &[Part], counting: usize) -> String {
    let impressions = parts.iter().filter(|part| part.impression).count();
    if let [part] = parts {
        let open = if part.impression { ", on a first impression without evidence: counted as open" } else { "" };
        return format!("assessed: {}{open}", words::lower(&part.words));
    }
    let mut how = format!("mean of {}", words::count(counting, "assessed item", "assessed items"));
    if counting < parts.len() {
        how.push_str(&format!(" that count of {} ({})", parts.len(), absent(parts)));
    }
    let open = parts.iter().filter(|part| part.degree.as_ref().is_ok_and(Degree::is_open)).count() - impressions;
    if open > 0 {
        how.push_str(&format!(", {open} of them open or rated in between"));
    }
    if impressions > 0 {
        how.push_str(&format!(", {impressions} of them open because a first impression is not carried over"));
    }
    how
}
