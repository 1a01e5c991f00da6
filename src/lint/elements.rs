//! Elements that are rated and move no result: answers about them change nothing but their own line in a report.

use std::collections::BTreeSet;

use super::view::{View, rules_over, some};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Element, ElementIndex};
use crate::rule::Origin;

pub(super) fn idle(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let idle = without_effect(view);
    for (name, kind) in &view.framework.kinds {
        let all = view.of_kind(name);
        let of_kind: Vec<&Element> =
            all.iter().filter(|index| idle.contains(index)).map(|index| &view.framework.elements[*index]).collect();
        let Some(first) = of_kind.first() else { continue };
        let words = if of_kind.len() == all.len() && all.len() > 1 {
            format!("the elements of the kind `{name}` are rated, and no result rests on any of them")
        } else {
            let names = some(of_kind.iter().map(|element| element.id.as_str()));
            let (is, rests) =
                if of_kind.len() == 1 { ("is", "no result rests on it") } else { ("are", "no result rests on them") };
            format!("{names} {is} rated, and {rests}")
        };
        let help = "let the rule of something above select it, or place it below what it belongs to";
        let problem = Diagnostic::warning(codes::IDLE_ELEMENT, &first.place, words);
        found.push(problem.related(&kind.place, "their kind").help(help));
    }
}

/// Elements rated from answers alone on which nothing else rests, although something above them is worked out.
pub(super) fn without_effect(view: &View<'_>) -> BTreeSet<ElementIndex> {
    let framework = view.framework;
    let moving = looked_at(view);
    let worked_out = |index: &ElementIndex| {
        let element = &framework.elements[*index];
        framework.kind_of(element).is_some_and(|kind| kind.measures.values().any(|it| rules_over(it).next().is_some()))
    };
    let above = |index: ElementIndex| {
        std::iter::successors(framework.elements[index].parent, |above| framework.elements[*above].parent)
    };
    // What is graded becomes a finding.
    let measures = framework.kinds.values().flat_map(|kind| kind.measures.values());
    let graded: BTreeSet<&String> = measures.filter_map(|measure| measure.grades.as_ref()).collect();
    let all = 0..framework.elements.len();
    all.filter(|index| framework.is_leaf(&framework.elements[*index]) && !moving.contains(index))
        .filter(|index| !graded.contains(&framework.elements[*index].kind))
        .filter(|index| above(*index).any(|above| worked_out(&above)))
        .collect()
}

/// Elements of which some rule of another element looks at a measure.
fn looked_at(view: &View<'_>) -> BTreeSet<ElementIndex> {
    let mut looked_at = BTreeSet::new();
    for (name, entry) in view.rules() {
        let users = view.users(name);
        for selection in entry.rule.selections() {
            let from: Vec<ElementIndex> = match selection.from {
                Origin::Own => continue,
                // The same elements wherever they are looked at from.
                Origin::These(_) => users.first().copied().into_iter().collect(),
                Origin::Every { .. } => users.iter().copied().collect(),
            };
            for user in from {
                looked_at.extend(view.framework.selected(user, selection));
            }
        }
    }
    looked_at
}
