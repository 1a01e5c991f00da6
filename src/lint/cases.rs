//! Cases of lists and levels of ladders that can never come about.

use super::view::View;
use crate::codes;
use crate::diagnostic::Diagnostic;

pub(super) fn unreachable(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (name, entry) in view.rules() {
        let users = view.users(name);
        for idle in entry.rule.idle(&|selection| view.found(&users, selection)) {
            let words = format!("{} of the rule `{name}` can never come about: {}", idle.what, idle.why);
            found.push(Diagnostic::warning(codes::UNREACHABLE_CASE, &entry.place, words).help(idle.help));
        }
    }
}
