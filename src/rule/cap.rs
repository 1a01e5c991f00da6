//! `cap`: a result is never better than another one. The soundness of an approach caps what EFQM lets it earn; the
//! strength of the evidence caps what an answer may claim.
//!
//! Where what caps has no result, nothing is capped; where it could not be rated, neither can the whole.
//!
//! ```yaml
//! cap:
//!   value: {consensus: {scale: implementation, method: lowest}}
//!   at:
//!     decide:
//!       scale: implementation
//!       cases: [{when: {evidence: {kind: [record]}}, then: FI, because: a record shows it}]
//!       otherwise: {then: PI, because: only words show it}
//!   because: what only somebody's words show is at most partly implemented
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::over;
use super::{Inputs, Kind, Rule, RuleWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Absence, Gap, Outcome, Range, Scenario};
use crate::scale::Scale;

/// A result is never better than another one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The result.
    pub value: Box<RuleWritten>,
    /// What it cannot be better than; on the same scale.
    pub at: Box<RuleWritten>,
    /// Why, in words.
    #[serde(default)]
    pub because: String,
}

/// A checked cap.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    pub(crate) value: Box<Rule>,
    pub(crate) at: Box<Rule>,
    because: String,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Cap> {
        let value = self.value.check(names, problems);
        let at = self.at.check(names, problems);
        let (value, at) = (value?, at?);
        if value.scale().map(|scale| &scale.id) != at.scale().map(|scale| &scale.id) {
            let words = "a result can be capped only by one on the same scale";
            let problem = Diagnostic::error(codes::WRONG_VALUE, names.place, words);
            problems.push(problem.help("let both rules under `cap` give ratings of one scale, or both numbers"));
            return None;
        }
        Some(Cap { value: Box::new(value), at: Box::new(at), because: self.because.clone() })
    }
}

impl Kind for Cap {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let (value, at) = (self.value.evaluate(inputs), self.at.evaluate(inputs));
        let outcome = match (&value.outcome, &at.outcome) {
            (_, Outcome::Void(Absence::NotRated)) => Outcome::Void(Absence::NotRated),
            (Outcome::Void(absence), _) => Outcome::Void(*absence),
            (outcome, Outcome::Void(_)) => outcome.clone(),
            (outcome, cap) => over(&[outcome, cap], true, |values| {
                let (lows, highs): (Vec<_>, Vec<_>) = values.iter().copied().unzip();
                Some((lows.into_iter().min()?.clone(), highs.into_iter().min()?.clone()))
            }),
        };
        let outcome = match (outcome, &at.outcome, value.outcome.values(Scenario::Bounds)) {
            // If it turns out that there is nothing to cap with, nothing is capped.
            (Outcome::Known(known), cap, Some((_, high))) if cap.may_be_unrated() && known < *high => {
                Outcome::from(Range::new(known, high.clone(), Gap::Partly))
            }
            (Outcome::Open(range), cap, Some((_, high))) if cap.may_be_unrated() => {
                Outcome::from(Range { high: high.clone().max(range.high), ..range })
            }
            (outcome, ..) => outcome,
        };
        let bites = outcome != value.outcome;
        let says = if bites { "the second caps the first" } else { "the second does not cap the first" };
        let because = if bites { self.because.clone() } else { String::new() };
        let step = Step { because, parts: vec![value, at], ..Step::new("cap", says.to_owned(), outcome, Vec::new()) };
        step.on(self.scale())
    }

    fn scale(&self) -> Option<&Scale> {
        self.value.scale()
    }

    fn parts(&self) -> Vec<&Rule> {
        vec![&self.value, &self.at]
    }

    fn span(&self) -> Option<(Number, Number)> {
        // Where there is nothing to cap with, nothing is capped.
        let ((low, high), (from, _)) = (self.value.span()?, self.at.span()?);
        Some((low.min(from), high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{constant, inputs, number};

    fn capped(value: &str, at: &str) -> Step {
        let (value, at) = (Box::new(constant(value)), Box::new(constant(at)));
        Cap { value, at, because: "so".to_owned() }.evaluate(&inputs(""))
    }

    /// `domain/scoring-rules.md` §3 row 16: judged 70, sound 40, gives 40.
    #[test]
    fn the_worked_example_comes_out_and_only_a_cap_that_bites_gives_its_reason() {
        assert_eq!(capped("70", "40").outcome, Outcome::Known(number("40")));
        assert_eq!(capped("70", "40").because, "so");
        assert_eq!(capped("30", "40").outcome, Outcome::Known(number("30")));
        assert_eq!(capped("30", "40").because, "");
    }
}
