//! `consensus`: what several respondents said of one element becomes one rating of it.
//!
//! Every answer stays on the record; this rule only says what follows from them together. A rating stands over "don't
//! know" and over a claim that the element does not count: one who knows outweighs one who does not. Where nobody
//! rated it, "don't know" outweighs an exemption, because a doubt must not end as "does not apply".

use schemars::JsonSchema;
use serde::Deserialize;

use super::arithmetic::{Method, Tie, aggregate};
use super::{Inputs, Step, Vocabulary, exemption_of};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::outcome::{Gap, Outcome, Value};
use crate::scale::{Rank, Scale};
use crate::source::Located;

/// What respondents said of one element becomes one rating of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The scale that the element is rated on.
    pub scale: Located<String>,
    /// How differing ratings are combined.
    pub method: Method,
    /// What becomes of a value half-way between two ratings; needed for mean and median.
    pub tie: Option<Tie>,
}

/// A checked consensus rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Consensus {
    scale: Scale,
    method: Method,
    tie: Option<Tie>,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Consensus> {
        let scale = names.scale(&self.scale, problems)?;
        if self.method.has_ties() && self.tie.is_none() {
            let words = "mean and median can fall between two ratings, and nothing says what then";
            let problem = Diagnostic::error(codes::MISSING_FIELD, &self.scale.place, words);
            problems.push(problem.help("add `tie: down` for the lower rating or `tie: up` for the higher one"));
            return None;
        }
        if !self.method.has_ties() && self.tie.is_some() {
            let words = "`tie` says nothing here: this method never falls between two ratings";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &self.scale.place, words).help("leave `tie` out"));
        }
        Some(Consensus { scale: scale.clone(), method: self.method, tie: self.tie })
    }
}

impl Consensus {
    pub(super) fn selections(&self) -> Vec<&super::Selection> {
        Vec::new()
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let statements = inputs.statements();
        let ranks: Vec<Rank> = statements
            .iter()
            .filter_map(|statement| match statement.outcome {
                Outcome::Known(Value::Rank(rank)) => Some(rank),
                _ => None,
            })
            .collect();
        let unknown = |gap| {
            Outcome::between(Value::Rank(0), Value::Rank(self.scale.highest()), gap)
        };
        let exemption = exemption_of(&statements);
        let doubted = statements.iter().any(|statement| matches!(statement.outcome, Outcome::Open { .. }));
        let (says, outcome) = match (aggregate(&ranks, self.method, self.tie.unwrap_or(Tie::Down)), exemption) {
            (Some(rank), _) if ranks.len() == 1 => ("the one rating given".to_owned(), Outcome::Known(Value::Rank(rank))),
            (Some(rank), _) => {
                (format!("{} given ({})", self.method.words(self.tie), ranks.len()), Outcome::Known(Value::Rank(rank)))
            }
            (None, _) if doubted => ("nobody who was asked knows".to_owned(), unknown(Gap::DontKnow)),
            (None, Some(reason)) => (format!("said to be {}", reason.words()), Outcome::Void(reason)),
            (None, None) => ("nobody has answered".to_owned(), unknown(Gap::Unanswered)),
        };
        Step::new("consensus", says, outcome, statements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Exemption;
    use crate::rule::testing::{achievement, inputs};

    fn outcome(words: &str) -> Outcome {
        let rule = Consensus { scale: achievement(), method: Method::Lowest, tie: None };
        rule.evaluate(&inputs(words)).outcome
    }

    #[test]
    fn one_who_knows_outweighs_one_who_does_not() {
        assert_eq!(outcome("L ? -"), Outcome::Known(Value::Rank(2)));
        assert_eq!(outcome("F L"), Outcome::Known(Value::Rank(2)));
    }

    #[test]
    fn a_doubt_never_ends_as_not_applicable() {
        assert!(matches!(outcome("? -"), Outcome::Open { gap: Gap::DontKnow, .. }));
        assert_eq!(outcome("-"), Outcome::Void(Exemption::NotApplicable));
        assert!(matches!(outcome(""), Outcome::Open { gap: Gap::Unanswered, .. }));
    }

    #[test]
    fn which_of_two_exemptions_is_said_first_means_nothing() {
        let mut given = inputs("- -");
        given.0[1].outcome = Outcome::Void(Exemption::NotTriggered);
        let rule = Consensus { scale: achievement(), method: Method::Lowest, tie: None };
        let before = rule.evaluate(&given).outcome;
        given.0.reverse();
        assert_eq!(rule.evaluate(&given).outcome, before);
    }
}
