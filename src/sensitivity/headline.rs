//! Conclusions: the results that a reader goes away with. Those of the whole, those with a target, and those of the
//! elements directly below the whole or of the kinds that were asked for.

use crate::assess::Lens;
use crate::assessment::Standing;
use crate::model::framework::Kind;
use crate::model::{Element, ElementIndex, Framework, Use};
use crate::outcome::{Outcome, Scenario, Value};

/// A measure of an element that is a conclusion.
pub(super) type Headline = (ElementIndex, String);

/// The conclusions under a framework: of the whole, then of elements with targets, then the others, each in the order of
/// the framework.
pub(super) fn headlines(framework: &Framework, used: &Use, kinds: &[String]) -> Vec<Headline> {
    let mut found: Vec<Headline> = Vec::new();
    let mut add = |headline: Headline| {
        if !found.contains(&headline) {
            found.push(headline);
        }
    };
    let whole = framework.elements.get_index(0).map(|(_, element)| element);
    for name in whole.and_then(|whole| framework.kind_of(whole)).into_iter().flat_map(|kind| kind.measures.keys()) {
        add((0, name.clone()));
    }
    let main = |index: ElementIndex, element: &Element| {
        let (name, measure) = framework.kind_of(element)?.measures.first()?;
        Some(((index, name.clone()), measure))
    };
    let all = || framework.elements.values().enumerate();
    for (index, element) in all().filter(|(_, element)| used.target.contains_key(&element.id)) {
        main(index, element).into_iter().for_each(|(headline, _)| add(headline));
    }
    for (index, element) in all() {
        let Some((headline, measure)) = main(index, element) else { continue };
        // Without a wish, what is directly below the whole and is concluded from other results.
        let below = kinds.is_empty() && element.parent == Some(0) && measure.rule.is_some();
        if below || kinds.contains(&element.kind) {
            add(headline);
        }
    }
    found
}

/// The kind of an element of a conclusion.
pub(super) fn kind_of(framework: &Framework, index: ElementIndex) -> Option<(&Element, &Kind)> {
    let element = &framework.elements[index];
    framework.kind_of(element).map(|kind| (element, kind))
}

/// The target of a conclusion; targets are agreed for main measures.
pub(super) fn target<'a>(lens: &Lens<'a>, (index, measure): &Headline) -> Option<&'a Value> {
    let (element, kind) = kind_of(lens.framework(), *index)?;
    let is_main = kind.measures.first().is_some_and(|(name, _)| name == measure);
    lens.used().target.get(&element.id).filter(|_| is_main)
}

/// How an outcome stands to a target, by the value that is taken for what is open where one is taken.
pub(super) fn standing(outcome: &Outcome, wanted: &Value) -> Standing {
    match outcome.values(Scenario::Taken) {
        None => Standing::Exempt,
        Some((low, _)) if low >= wanted => Standing::Met,
        Some((_, high)) if high >= wanted => Standing::Open,
        Some(_) => Standing::Missed,
    }
}
