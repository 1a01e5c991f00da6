//! Bounded judgement: what an assessor decides must lie where the framework lets it lie. A choice outside is refused with
//! its place; it is never quietly dropped or taken over.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Deciding, Judgement, Measure};
use crate::outcome::{Outcome, Rank, Scenario, Value};
use crate::scale::Scale;

/// Why a decision is not allowed over what the rule gives, if it is not.
pub(super) fn refusal(
    judgement: &Judgement,
    measure: &Measure,
    scale: Option<&Scale>,
    decided: &Outcome,
    by_rule: &Outcome,
) -> Option<Diagnostic> {
    let show = |value: &Value| scale.map_or_else(String::new, |scale| scale.show(value));
    let refuse = |words: String, help: String| {
        Some(Diagnostic::error(codes::JUDGEMENT_OUT_OF_BOUNDS, &judgement.place, words).help(help))
    };
    if let (Outcome::Open(range), Outcome::Known(value)) = (by_rule, decided)
        && !range.choices.is_empty()
        && !matches!(value, Value::Rank(rank) if range.choices.contains(rank))
    {
        let choices: Vec<String> = range.choices.iter().map(|rank: &Rank| show(&Value::Rank(*rank))).collect();
        let words =
            format!("{} is not among what the rule leaves to judgement for `{}`", show(value), judgement.element);
        return refuse(words, format!("choose one of {}", choices.join(", ")));
    }
    if measure.judgement == Deciding::Any {
        return None;
    }
    let Some((low, high)) = by_rule.values(Scenario::Bounds) else {
        let words = format!("the rule gives no result for `{}`, so there is nothing to decide on", judgement.element);
        return refuse(words, "put right what keeps the rule from giving a result".to_owned());
    };
    let sure = !by_rule.may_be_unrated();
    let fits = |value: &Value| {
        sure && match measure.judgement {
            Deciding::Any => true,
            // What is open does not let more be decided than is sure already.
            Deciding::Downward => value <= low,
            Deciding::Upward => value >= high,
            Deciding::Within => low <= value && value <= high,
            Deciding::Refused => false,
        }
    };
    let gives = if low == high { show(low) } else { format!("{} to {}", show(low), show(high)) };
    match decided {
        Outcome::Known(value) if fits(value) => None,
        Outcome::Known(value) => {
            let words = format!(
                "the rule gives {gives} for `{}`, and {} cannot be decided over it",
                judgement.element,
                show(value)
            );
            refuse(words, format!("the framework allows {} here", measure.judgement.words()))
        }
        _ => {
            let words = format!(
                "`{}` has a result by its rule, which a judgement without a value cannot replace",
                judgement.element
            );
            refuse(words, format!("the framework allows {} here", measure.judgement.words()))
        }
    }
}
