//! Roles that are not in the list: who filters by role would not find their questions.

use std::collections::BTreeSet;

use super::lists::ROLES;
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::Question;

pub(super) fn unknown(questions: &[&Question], found: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for question in questions {
        for role in question.roles.iter().filter(|role| !ROLES.contains(&role.as_str())) {
            if told.insert(role) {
                let words = format!("`{}` is asked of the role `{role}`, which is not in the list", question.id);
                let help = suggestion(role, ROLES.iter().copied());
                found.push(Diagnostic::warning(codes::ROLE_UNKNOWN, &question.place, words).help(help));
            }
        }
    }
}
