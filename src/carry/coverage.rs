//! What a crosswalk covers: which elements of its frameworks have no relation, nor anything around or in them.

use std::collections::BTreeSet;

use crate::model::crosswalk::Unmatched;
use crate::model::{Crosswalk, ElementIndex, Framework};

/// One side of a crosswalk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Elements of the framework, but for the whole.
    pub elements: usize,
    /// Elements without a relation of their own, of what they belong to or of what belongs to them.
    pub unrelated: Vec<ElementIndex>,
    /// How many of those are said to have no counterpart, by themselves or by what they belong to.
    pub said: usize,
}

/// What a crosswalk covers of the framework that its relations start from, and of the one that they lead to.
pub fn coverage(crosswalk: &Crosswalk, from: &Framework, to: &Framework) -> [Coverage; 2] {
    let ends = crosswalk.relations.iter().map(|relation| (relation.from.as_str(), relation.to.as_str()));
    let (first, second): (BTreeSet<&str>, BTreeSet<&str>) = ends.unzip();
    [side(from, &first, &crosswalk.lost), side(to, &second, &crosswalk.new)]
}

fn side(framework: &Framework, ends: &BTreeSet<&str>, unmatched: &[Unmatched]) -> Coverage {
    let count = framework.elements.len();
    let (mut related, mut said) = (vec![false; count], vec![false; count]);
    for (index, element) in framework.elements.values().enumerate() {
        let above = |of: &[bool]| element.parent.is_some_and(|parent| of[parent]);
        related[index] = above(&related) || ends.contains(element.id.as_str());
        said[index] = above(&said) || unmatched.iter().any(|unmatched| unmatched.element == element.id);
    }
    // Elements stand in document order, so that walking backwards meets every part before its whole.
    let mut with_parts = related;
    for index in (0..count).rev() {
        let parts = &framework.elements[index].children;
        with_parts[index] |= parts.iter().any(|part| with_parts[*part]);
    }
    let unrelated: Vec<ElementIndex> = (1..count).filter(|index| !with_parts[*index]).collect();
    let said = unrelated.iter().filter(|index| said[**index]).count();
    Coverage { elements: count.saturating_sub(1), unrelated, said }
}
