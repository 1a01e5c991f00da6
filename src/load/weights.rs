//! Weights that have to add up: what a kind says with `weights-to` holds under every element that has children of it.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::written::framework::KindWritten;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::Element;
use crate::number::Number;
use crate::source::Place;

/// Compares the sums of weights with what the kinds say.
pub(super) fn check(
    problems: &mut Vec<Diagnostic>,
    kinds: &IndexMap<String, (&Place, &KindWritten)>,
    elements: &IndexMap<String, Element>,
) {
    // What a template gives to many elements is wrong in one place.
    let mut told: BTreeSet<&Place> = BTreeSet::new();
    for (name, (_, kind)) in kinds {
        let Some(asked) = &kind.weights_to else { continue };
        for (id, above) in elements {
            let below = above.children.iter().filter_map(|child| elements.get_index(*child)).map(|(_, child)| child);
            let weighed: Vec<&Element> = below.filter(|child| child.kind == *name).collect();
            let sum: Number = weighed.iter().map(|child| child.weight.clone()).sum();
            let Some(first) = weighed.first().filter(|_| sum != asked.value) else { continue };
            if !told.insert(&first.place) {
                continue;
            }
            let what = if weighed.len() == 1 { &kind.title } else { &kind.plural };
            let words = format!(
                "the weights of the {} {what} of `{id}` add up to {sum}, not to {}",
                weighed.len(),
                asked.value
            );
            let problem = Diagnostic::error(codes::WEIGHTS, &first.place, words).label("the first of them");
            let problem = problem.related(&asked.place, "what they have to add up to");
            problems.push(problem.help("mend the weights, or leave `weights-to:` out where any weights will do"));
        }
    }
}
