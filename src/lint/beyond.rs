//! Results outside the scale of their measure: bounds of what is not known yet come from the scale, so they would be
//! wrong. Tried with every answer at its lowest and with every answer at its highest.

use super::trial::{Budget, Trial, end};
use super::view::{View, rules_over};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::Measure;
use crate::number::Number;
use crate::outcome::{Outcome, Value};

/// Inputs that may be looked at.
const WORK: usize = 20_000;

pub(super) fn scale(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let budget = Budget::of(WORK);
    for (name, kind) in &view.framework.kinds {
        for (id, measure) in &kind.measures {
            let beyond =
                [false, true].into_iter().find_map(|highest| first_beyond(view, name, measure, highest, &budget));
            let Some(Beyond { words, rule }) = beyond else { continue };
            let words = format!("`{id}` of {words}");
            let problem = Diagnostic::warning(codes::BEYOND_SCALE, &measure.place, words);
            let place = view.framework.rules.get(&rule).map(|entry| &entry.place);
            let problem = place.into_iter().fold(problem, |problem, place| problem.related(place, "this rule"));
            let help = "widen the scale, or mend the rule: the bounds of what is not answered yet come from the scale";
            found.push(problem.help(help));
        }
    }
}

/// A result outside its scale, and the rule that gives it.
struct Beyond {
    words: String,
    rule: String,
}

fn first_beyond(view: &View<'_>, kind: &str, measure: &Measure, highest: bool, budget: &Budget) -> Option<Beyond> {
    let scale = view.framework.scales.get(&measure.scale)?;
    let numbers = scale.number.as_ref()?;
    let answers = |_: usize, scale: &crate::scale::Scale| end(scale, highest);
    let trial = Trial::new(view, &answers, budget);
    let at = if highest { "highest" } else { "lowest" };
    for rule in rules_over(measure) {
        let entry = view.framework.rules.get(rule)?;
        for index in view.of_kind(kind) {
            let Outcome::Known(Value::Number(number)) = trial.outcome(&entry.rule, *index, measure)? else { continue };
            let bound: (&str, &Number) = match number {
                _ if number < numbers.from => ("below `from:", &numbers.from),
                _ if number > numbers.to => ("above `to:", &numbers.to),
                _ => continue,
            };
            let element = &view.framework.elements[*index].id;
            let words = format!(
                "`{element}` leaves its scale: with every answer at its {at} it is {number}, {} {}` of `{}`",
                bound.0, bound.1, scale.id
            );
            return Some(Beyond { words, rule: rule.clone() });
        }
    }
    None
}
