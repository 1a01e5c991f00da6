//! Preconditions and named conditions that rest on something which may be said not to apply and is then left out.
//! Whoever says so may get around them, or lose the result: the message says which, as tried with every other answer at
//! its highest. A rule that says what shall happen, with a policy of its own, is not asked again.

use std::collections::BTreeMap;

use super::trial::{Budget, Trial, end};
use super::view::{Made, View};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{ElementIndex, RuleEntry};
use crate::outcome::{Absence, Outcome};
use crate::rule::{Origin, Policy, Rule};
use crate::scale::Scale;

/// Inputs that may be looked at.
const WORK: usize = 20_000;
/// Elements that are tried for one rule.
const TRIED: usize = 8;

pub(super) fn optional(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let budget = Budget::of(WORK);
    for (name, entry) in view.rules() {
        let told = view.made_by(name).iter().find_map(|made| of_measure(view, name, entry, *made, &budget));
        found.extend(told);
    }
}

fn of_measure(view: &View<'_>, name: &str, entry: &RuleEntry, made: Made<'_>, budget: &Budget) -> Option<Diagnostic> {
    let (index, needed) = view.of_kind(made.kind).iter().find_map(|index| {
        let needed = needed(view, &entry.rule, *index);
        (!needed.is_empty()).then_some((*index, needed))
    })?;
    let made_with = |what: ElementIndex, said: &dyn Fn(&Scale) -> Outcome| {
        let answers = |index: usize, scale: &Scale| if index == what { said(scale) } else { end(scale, true) };
        Trial::new(view, &answers, budget).outcome(&entry.rule, index, made.measure)
    };
    needed.into_iter().take(TRIED).find_map(|(what, named)| {
        let without = made_with(what, &|_| Outcome::Void(Absence::NotApplicable))?;
        let failed = made_with(what, &|scale| end(scale, false))?;
        let matters = match (&without, &failed) {
            // A precondition that fails leaves no result, and one that is got around leaves one; or the other way round.
            (Outcome::Void(_), Outcome::Known(_)) | (Outcome::Known(_), Outcome::Void(_)) => true,
            // What a case names one by one is got around where leaving it out is better than failing it.
            (Outcome::Known(without), Outcome::Known(failed)) => named && without > failed,
            _ => false,
        };
        matters.then(|| told(view, (name, entry), made, what, (&without, &failed)))
    })
}

fn told(
    view: &View<'_>,
    (name, entry): (&str, &RuleEntry),
    made: Made<'_>,
    what: ElementIndex,
    (without, failed): (&Outcome, &Outcome),
) -> Diagnostic {
    let element = &view.framework.elements[what];
    let becomes = match without {
        Outcome::Void(_) => "there is no result then".to_owned(),
        _ => format!(
            "the result can then be {}, and {} where it is rated lowest",
            show(view, made, without),
            show(view, made, failed)
        ),
    };
    let id = &element.id;
    let words = format!("the rule `{name}` depends on `{id}`, which may be said not to apply: {becomes}");
    let problem = Diagnostic::warning(codes::OPTIONAL_PRECONDITION, &entry.place, words);
    let kind = view.framework.kind_of(element).into_iter();
    let problem = kind.fold(problem, |problem, kind| problem.related(&kind.place, "`not-applicable` allows it here"));
    let help = "give it a kind that always applies, or say in the rule what shall happen: \
                `states: {not-applicable: lowest}` counts it as not met, `highest` as met";
    problem.help(help)
}

fn show(view: &View<'_>, made: Made<'_>, outcome: &Outcome) -> String {
    let scale = view.framework.scales.get(&made.measure.scale);
    match (outcome, scale) {
        (Outcome::Known(value), Some(scale)) => format!("`{}`", scale.show(value)),
        (Outcome::Void(_), _) => "none at all".to_owned(),
        _ => "open".to_owned(),
    }
}

/// What has to be there, and may be said not to apply: elements that a precondition looks at, and elements that a case
/// or a level names one by one (which the second says).
fn needed(view: &View<'_>, rule: &Rule, index: ElementIndex) -> BTreeMap<ElementIndex, bool> {
    let mut needed = BTreeMap::new();
    for part in rule.all() {
        let every = match part {
            Rule::Require(_) => true,
            Rule::Decide(_) | Rule::Ladder(_) => false,
            _ => continue,
        };
        let meant = |from: &Origin| if every { *from != Origin::Own } else { matches!(from, Origin::These(_)) };
        for selection in part.looks_at().into_iter().filter(|selection| meant(&selection.from)) {
            if selection.states.not_applicable == Policy::Exclude {
                let selected = view.framework.selected(index, selection).into_iter();
                needed.extend(selected.map(|selected| (selected, !every)));
            }
        }
    }
    needed.retain(|index, _| {
        let element = &view.framework.elements[*index];
        let optional = view.framework.kind_of(element).is_some_and(|kind| kind.may_be_not_applicable);
        optional && view.framework.is_leaf(element)
    });
    needed
}
