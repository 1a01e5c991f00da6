//! Settings that can never matter: a policy that works in sums only where there is no sum, and a judgement that has no
//! room.

use super::view::{View, rules_over};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Deciding, Framework, Kind};
use crate::rule::{Policy, Rule, States};

pub(super) fn idle(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    imputed(view.framework, found);
    for (name, kind) in view.framework.kinds.iter().filter(|(name, _)| !view.of_kind(name).is_empty()) {
        judged(view, name, kind, found);
    }
}

/// `impute` where there is no sum: everywhere else it leaves out.
fn imputed(framework: &Framework, found: &mut Vec<Diagnostic>) {
    let sums = |rule: &Rule| rule.all().into_iter().any(|rule| matches!(rule, Rule::Sum(_)));
    let imputed = |states: &States| states.each().into_iter().find(|(_, policy)| *policy == Policy::Impute);
    let help = "write `exclude`, which is what it comes to, or another policy";
    for (name, entry) in &framework.rules {
        // What the framework says for all its rules is judged once, below.
        if let Some((state, _)) = imputed(&entry.states).filter(|_| entry.states != framework.states)
            && !sums(&entry.rule)
        {
            let words = format!("`{state}: impute` does nothing in the rule `{name}`: it has no `sum`");
            found.push(Diagnostic::warning(codes::IDLE_SETTING, &entry.place, words).help(help));
        }
    }
    if let Some((state, _)) = imputed(&framework.states)
        && !framework.rules.values().any(|entry| entry.states == framework.states && sums(&entry.rule))
        && let Some(whole) = framework.elements.values().next()
    {
        let words = format!("`{state}: impute` does nothing in this framework: none of its rules has a `sum`");
        found.push(Diagnostic::warning(codes::IDLE_SETTING, &whole.place, words).help(help));
    }
}

/// A judgement in a direction in which there is never any room.
fn judged(view: &View<'_>, name: &str, kind: &Kind, found: &mut Vec<Diagnostic>) {
    for (id, measure) in kind.measures.iter().filter(|(_, measure)| measure.stated.is_none()) {
        let Some(scale) = view.framework.scales.get(&measure.scale) else { continue };
        let given = rules_over(measure).map(|rule| view.framework.rules.get(rule)?.rule.gives());
        let Some(given) = given.collect::<Option<Vec<_>>>().map(|lists| lists.concat()) else { continue };
        let only = |rank: usize| given.iter().all(|given| *given == rank);
        let why = match measure.judgement {
            Deciding::Downward if only(0) => "the rule gives the lowest rating only",
            Deciding::Upward if only(scale.highest()) => "the rule gives the highest rating only",
            Deciding::Within | Deciding::Any | Deciding::Downward | Deciding::Upward if scale.highest() == 0 => {
                "its scale has one rating only"
            }
            _ => continue,
        };
        let words = format!("the judgement over `{id}` of the kind `{name}` can never matter: {why}");
        let help = "leave `judgement:` out, or let it go the other way";
        found.push(Diagnostic::warning(codes::IDLE_SETTING, &measure.place, words).help(help));
    }
}
