//! Mirrors: elements that say which elements of other frameworks they mirror. Frameworks that are not at hand cannot be
//! compared with, so nothing is said of them.

use std::collections::BTreeSet;

use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::{Element, Framework};

/// What each element mirrors: the other framework and the element of it.
pub(super) fn named(framework: &Framework) -> impl Iterator<Item = (&Element, &str, &str)> {
    let elements = framework.elements.values();
    elements.flat_map(|it| it.mirrors.iter().filter_map(move |name| name.split_once(':').map(|(a, b)| (it, a, b))))
}

pub(super) fn unknown(framework: &Framework, other: &Framework) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let missing = named(framework).filter(|(_, id, element)| *id == other.id && !other.elements.contains_key(*element));
    // What a template says stands in one place for many elements.
    let missing = missing.filter(|(element, _, mirrored)| told.insert((&element.place, mirrored.to_owned())));
    let problem = |(element, id, mirrored): (&Element, &str, &str)| {
        let words = format!("`{}` mirrors `{mirrored}`, which `{id}` does not have", element.id);
        let help = suggestion(mirrored, other.elements.keys().map(String::as_str));
        Diagnostic::warning(codes::UNKNOWN_MIRROR, &element.place, words).help(help)
    };
    missing.map(problem).collect()
}
