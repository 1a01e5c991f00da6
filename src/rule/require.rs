//! `require`: a precondition. Where it fails there is no result at all, which is not the lowest result: without a system
//! security plan a DoD 800-171 assessment has no score (3.12.4). While open items leave the precondition open, the result
//! has its bounds, and with them that there may be none.
//!
//! ```yaml
//! require:
//!   that: {every: {of: {these: [3.12.4]}, is: [implemented]}}
//!   value: {calculate: {subtract: [{number: 110}, {sum: {of: {every: requirement, measure: penalty}}}]}}
//!   because: without a system security plan there is nothing to assess against
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::{Condition, ConditionWritten, Seen};
use super::{Inputs, Kind, Rule, RuleWritten, Selection, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Absence, Gap, Outcome, Range, Rank, Scenario};
use crate::scale::Scale;

/// Without a precondition there is no result at all.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The precondition.
    pub that: ConditionWritten,
    /// The rule that gives the result.
    pub value: Box<RuleWritten>,
    /// Why there is no result without it, in words.
    pub because: String,
}

/// A checked precondition.
#[derive(Debug, Clone, PartialEq)]
pub struct Require {
    pub(crate) that: Condition,
    pub(crate) value: Box<Rule>,
    because: String,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Require> {
        let that = self.that.check(names, problems);
        let value = self.value.check(names, problems);
        Some(Require { that: that?, value: Box::new(value?), because: self.because.clone() })
    }
}

/// The same outcome, with that there may be none.
pub(super) fn open_outcome(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Known(value) => {
            let range = Range::new(value.clone(), value.clone(), Gap::Partly);
            Outcome::from(Range { may_be_unrated: true, taken: Some(value), ..range })
        }
        Outcome::Open(range) => Outcome::from(Range { may_be_unrated: true, ..range }),
        void @ Outcome::Void(_) => void,
    }
}

impl Kind for Require {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let mut seen = Seen::default();
        let held = self.that.holds(inputs, Scenario::Bounds, &mut seen);
        let part = self.value.evaluate(inputs);
        // The value under policy stands where the precondition holds under policy too.
        let under_policy = self.that.holds(inputs, Scenario::Taken, &mut seen);
        let open = |range: Range| {
            let taken = range.taken.clone().filter(|_| under_policy == Some(true));
            // Where it fails under policy, nothing is left of the result under policy.
            let nothing_taken = range.nothing_taken || under_policy == Some(false);
            Outcome::from(Range { may_be_unrated: true, taken, nothing_taken, ..range })
        };
        let (says, outcome) = match (seen.stop(), held, &part.outcome) {
            (Some(absence), ..) => ("what the precondition looks at has no value", Outcome::Void(absence)),
            (None, Some(true), outcome) => ("the precondition holds", outcome.clone()),
            (None, Some(false), _) => ("the precondition does not hold, so there is no result", Outcome::Void(Absence::NotRated)),
            (None, None, outcome) => (
                "the precondition depends on open items",
                match outcome {
                    Outcome::Known(value) => {
                        let range = Range::new(value.clone(), value.clone(), Gap::Partly);
                        open(Range { taken: Some(value.clone()), ..range })
                    }
                    Outcome::Open(range) => open(range.clone()),
                    Outcome::Void(absence) => Outcome::Void(*absence),
                },
            ),
        };
        let outcome = if seen.inputs.iter().any(|input| input.may_stop()) { open_outcome(outcome) } else { outcome };
        let because = if held == Some(true) { String::new() } else { self.because.clone() };
        let (needs, holds, due) = (part.needs.clone(), part.holds.clone(), part.due);
        let mut parts = vec![part];
        parts.append(&mut seen.parts);
        let step = Step::new("require", says.to_owned(), outcome, seen.inputs);
        let step = Step { because, parts, needs, holds, due, ..step };
        step.on(self.scale())
    }

    fn scale(&self) -> Option<&Scale> {
        self.value.scale()
    }

    fn selections(&self) -> Vec<&Selection> {
        self.that.selections()
    }

    fn gives(&self) -> Option<Vec<Rank>> {
        self.value.gives()
    }

    fn parts(&self) -> Vec<&Rule> {
        let mut parts = self.that.parts();
        parts.push(&self.value);
        parts
    }

    fn span(&self) -> Option<(Number, Number)> {
        self.value.span()
    }

    fn is_rising(&self) -> bool {
        self.that.direction() == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::condition::{Among, Quota, Test};
    use crate::rule::testing::{achievement, all, constant, inputs, number};

    fn outcome(words: &str) -> Outcome {
        let that = Condition::AtLeast(Quota::Count(1), Among { of: all(), test: Test::ranks(&[3], achievement()) });
        Require { that, value: Box::new(constant("98")), because: "so".to_owned() }.evaluate(&inputs(words)).outcome
    }

    /// `domain/scoring-rules.md` §3 row 15: without the plan there is no result, which is not 0.
    #[test]
    fn without_the_precondition_there_is_no_result() {
        assert_eq!(outcome("F"), Outcome::Known(number("98")));
        assert_eq!(outcome("N"), Outcome::Void(Absence::NotRated));
        assert!(outcome("?").may_be_unrated());
    }
}
