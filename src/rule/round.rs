//! `round`: a number is rounded as a step of its own, where a published rule does that. What is only shown is rounded by
//! its scale and needs no rule.
//!
//! With `below-complete`, a number below that one never becomes it: 99.6 % is 99 %, not 100 %.
//!
//! ```yaml
//! round: {value: {result: {of: {own: percentage}}}, decimals: 0, mode: half-up, below-complete: 100}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::settle::combine;
use super::{Inputs, Kind, Rule, RuleWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::{Number, Rounding};
use crate::outcome::Value;

/// Most decimals that anybody could mean.
const MOST_DECIMALS: u8 = 12;

/// A number is rounded.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The number.
    pub value: Box<RuleWritten>,
    /// How many decimals are left.
    pub decimals: u8,
    /// What becomes of a number half-way.
    pub mode: Rounding,
    /// The number that stands for completeness: what is below it stays below it.
    pub below_complete: Option<Number>,
}

/// A checked rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    pub(crate) value: Box<Rule>,
    pub(crate) decimals: usize,
    pub(crate) mode: Rounding,
    pub(crate) below_complete: Option<Number>,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Round> {
        let value = number_rule(&self.value, names, problems)?;
        let decimals = few_decimals(self.decimals, names, problems)?;
        let below_complete = self.below_complete.clone();
        Some(Round { value: Box::new(value), decimals, mode: self.mode, below_complete })
    }
}

/// A rule that gives a number, not a rating.
pub(super) fn number_rule(
    written: &RuleWritten,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Rule> {
    let rule = written.check(names, problems)?;
    if rule.scale().is_some() {
        let words = "a rule that gives a number is asked for here, and this one gives ratings";
        let problem = Diagnostic::error(codes::WRONG_VALUE, names.place, words);
        problems.push(problem.help("let `result:` with `values:` say which numbers the ratings stand for"));
        return None;
    }
    Some(rule)
}

pub(super) fn few_decimals(
    decimals: u8,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    if decimals > MOST_DECIMALS {
        let words = format!("{decimals} decimals are more than any result has; {MOST_DECIMALS} are possible");
        problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words));
        return None;
    }
    Some(usize::from(decimals))
}

impl Round {
    fn round(&self, value: &Value) -> Option<Value> {
        // A missing bound stays missing.
        let Value::Number(number) = value else { return Some(value.clone()) };
        let rounded = number.rounded(self.decimals, self.mode);
        let early = self.below_complete.as_ref().is_some_and(|complete| number < complete && rounded >= *complete);
        Some(Value::Number(if early { number.floored(self.decimals) } else { rounded }))
    }
}

impl Kind for Round {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let part = self.value.evaluate(inputs);
        let says = format!("rounded to {} decimals, {}", self.decimals, self.mode.words());
        combine("round", says, vec![part], |values| {
            let (low, high) = values.first()?;
            Some((self.round(low)?, self.round(high)?))
        })
    }

    fn parts(&self) -> Vec<&Rule> {
        vec![&self.value]
    }

    fn span(&self) -> Option<(Number, Number)> {
        let (low, high) = self.value.span()?;
        Some((low.rounded(self.decimals, self.mode), high.rounded(self.decimals, self.mode)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::testing::{constant, inputs, number};

    fn rounded(value: &str, below_complete: Option<&str>) -> Outcome {
        let below_complete = below_complete.map(|text| text.parse().unwrap());
        let value = Box::new(constant(value));
        Round { value, decimals: 0, mode: Rounding::HalfUp, below_complete }.evaluate(&inputs("")).outcome
    }

    /// The badge's rule: 66 of 67 are 98.5 and 99; 99.6 of 100 is not complete.
    #[test]
    fn what_is_not_complete_does_not_become_complete() {
        assert_eq!(rounded("98.5", Some("100")), Outcome::Known(number("99")));
        assert_eq!(rounded("99.6", Some("100")), Outcome::Known(number("99")));
        assert_eq!(rounded("100", Some("100")), Outcome::Known(number("100")));
        assert_eq!(rounded("99.6", None), Outcome::Known(number("100")));
    }
}
