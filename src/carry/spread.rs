//! What is known of every element of a framework, from what was carried to some of them: several routes to one element,
//! what a whole says of its parts, and what parts say of a whole.

use super::claim::Claim;
use super::degree::Degree;
use crate::model::{ElementIndex, Framework};
use crate::number::Number;

/// What is known of one element.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// All that is said of it together.
    pub claim: Claim,
    /// The nearest whole that is done, or undone, in all its parts.
    pub from_above: Option<ElementIndex>,
    /// What the parts say of it.
    pub from_below: Option<Degree>,
    /// Whether what is said of it cannot all hold; the bounds then hold all that was said.
    pub contradictory: bool,
}

/// The items that are rated from what is said of them, by the measure on which they are: the first that rests on nothing
/// else.
pub(super) fn item(framework: &Framework, index: ElementIndex) -> Option<&str> {
    let (_, element) = framework.elements.get_index(index)?;
    let kind = framework.kind_of(element).filter(|kind| kind.rated_on.is_some())?;
    let (name, measure) = kind.measures.iter().find(|(_, measure)| measure.stated.is_some())?;
    measure.rule.is_none().then_some(name)
}

/// Spreads what was carried to elements, by their routes, over the framework.
pub(super) fn spread(framework: &Framework, routes: &dyn Fn(ElementIndex) -> Vec<Claim>) -> Vec<Known> {
    let count = framework.elements.len();
    let mut said: Vec<Vec<Claim>> = (0..count).map(routes).collect();
    let mut known: Vec<Known> = said.iter().map(|said| together(said)).collect();
    let above = from_above(framework, &known);
    let mut weights = vec![Number::zero(); count];
    // Elements stand in document order, so that walking backwards meets every part before its whole.
    for index in (0..count).rev() {
        let children = &framework.elements[index].children;
        weights[index] = children.iter().map(|child| weights[*child].clone()).sum();
        if item(framework, index).is_some() {
            said[index].extend(above[index].iter().map(|(_, claim)| claim.clone()));
            known[index] =
                Known { from_above: above[index].as_ref().map(|(whole, _)| *whole), ..together(&said[index]) };
            weights[index] = weights[index].clone() + framework.elements[index].weight.clone();
        } else if let Some(parts) = Claim::mean(&parts(framework, index, &known, &weights)) {
            let from_below = Some(parts.degree.clone());
            said[index].push(parts);
            known[index] = Known { from_below, ..together(&said[index]) };
        }
    }
    known
}

/// All that is said of one element.
fn together(said: &[Claim]) -> Known {
    let (claim, contradictory) = Claim::together(said);
    Known { claim, from_above: None, from_below: None, contradictory }
}

/// For every item with weight, the nearest whole around it that is done or undone in all its parts.
fn from_above(framework: &Framework, known: &[Known]) -> Vec<Option<(ElementIndex, Claim)>> {
    let mut found: Vec<Option<(ElementIndex, Claim)>> = vec![None; known.len()];
    for (index, element) in framework.elements.values().enumerate() {
        let inherited = element.parent.and_then(|parent| found[parent].clone());
        let own = known[index].claim.of_parts().filter(|_| item(framework, index).is_none());
        found[index] = own.map(|claim| (index, claim)).or(inherited);
    }
    for (index, element) in framework.elements.values().enumerate() {
        // What has no weight may be done or not: the whole does not say.
        if element.weight.is_zero() || item(framework, index).is_none() {
            found[index] = None;
        }
    }
    found
}

/// What directly belongs to an element, with weights: items by their own, groups by those of the items in them.
fn parts<'k>(
    framework: &Framework,
    index: ElementIndex,
    known: &'k [Known],
    weights: &[Number],
) -> Vec<(Number, &'k Claim)> {
    let mut parts = Vec::new();
    for child in &framework.elements[index].children {
        if item(framework, *child).is_some() {
            parts.push((framework.elements[*child].weight.clone(), &known[*child].claim));
            parts.extend(self::parts(framework, *child, known, weights));
        } else {
            parts.push((weights[*child].clone(), &known[*child].claim));
        }
    }
    parts
}
