//! Selections that find nothing, whichever element they are made from: the rule then has nothing to say, or a condition
//! is decided by nothing.

use std::collections::BTreeSet;

use super::view::View;
use crate::codes;
use crate::diagnostic::Diagnostic;

pub(super) fn empty(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (name, entry) in view.rules() {
        let users = view.users(name);
        let mut told = BTreeSet::new();
        for selection in entry.rule.selections() {
            if view.found(&users, selection) > 0 {
                continue;
            }
            let words = format!("the rule `{name}` looks at {selection}, and no element that it rates has any");
            if !told.insert(words.clone()) {
                continue;
            }
            let help =
                "compare its kind, tags and codes with those of the elements; `direct: true` looks one level down";
            found.push(Diagnostic::warning(codes::EMPTY_SELECTION, &entry.place, words).help(help));
        }
    }
}
