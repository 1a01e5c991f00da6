//! Choices that a rule leaves to a person and that the measure lets nobody make: the result would stay open for ever.

use super::view::{View, rules_over};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::Deciding;
use crate::rule::Rule;

pub(super) fn closed(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (name, kind) in view.framework.kinds.iter().filter(|(name, _)| !view.of_kind(name).is_empty()) {
        for (id, measure) in &kind.measures {
            if matches!(measure.judgement, Deciding::Any | Deciding::Within) {
                continue;
            }
            let entries = rules_over(measure).filter_map(|rule| view.framework.rules.get_key_value(rule));
            for (rule, entry) in entries {
                let Rule::Decide(decide) = &entry.rule else { continue };
                let Some(choice) = decide.choice() else { continue };
                let words = format!(
                    "the rule `{rule}` leaves {choice} to a person, and over `{id}` of the kind `{name}` {} may be decided",
                    measure.judgement.words()
                );
                let problem = Diagnostic::warning(codes::CLOSED_CHOICE, &measure.place, words);
                let problem = problem.related(&entry.place, "this rule");
                found.push(problem.help("add `judgement: within` to the measure"));
            }
        }
    }
}
