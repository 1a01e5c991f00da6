//! `calculate`: arithmetic on the results of other rules: `add`, `subtract`, `multiply`, `divide`, `lowest`, `highest`.
//!
//! `lowest` and `highest` also take rules that give ratings of one scale. A part without a result leaves the whole
//! without one: what could not be worked out is never quietly taken for nothing. So does a division by zero; where the
//! divisor may still come near to zero, the result has no bound on that side but the scale of the measure. Bounds take each part for
//! itself: where two parts rest on the same open item they are wider than need be, never narrower.
//!
//! ```yaml
//! calculate: {subtract: [{number: 110}, {sum: {of: {every: requirement, measure: penalty}}}]}
//! ```

mod ends;

use schemars::JsonSchema;
use serde::Deserialize;

use self::ends::Ends;
use super::settle::{Bounds, combine};
use super::{Inputs, Kind, Rule, RuleWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Gap, Outcome, Range, Scenario, Value};
use crate::scale::Scale;
use crate::yaml::list::List;

/// Arithmetic on the results of other rules: the operation is the key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    /// All of them together.
    Add(List<RuleWritten>),
    /// The first less all others.
    Subtract(List<RuleWritten>),
    /// Their product.
    Multiply(List<RuleWritten>),
    /// The first divided by the second.
    Divide(List<RuleWritten>),
    /// The lowest of them.
    Lowest(List<RuleWritten>),
    /// The highest of them.
    Highest(List<RuleWritten>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Lowest,
    Highest,
}

/// A checked calculation.
#[derive(Debug, Clone, PartialEq)]
pub struct Calculate {
    pub(crate) operation: Operation,
    pub(crate) parts: Vec<Rule>,
}

impl Written {
    fn operation(&self) -> (Operation, &[RuleWritten]) {
        match self {
            Written::Add(rules) => (Operation::Add, &rules.0),
            Written::Subtract(rules) => (Operation::Subtract, &rules.0),
            Written::Multiply(rules) => (Operation::Multiply, &rules.0),
            Written::Divide(rules) => (Operation::Divide, &rules.0),
            Written::Lowest(rules) => (Operation::Lowest, &rules.0),
            Written::Highest(rules) => (Operation::Highest, &rules.0),
        }
    }

    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Calculate> {
        let (operation, rules) = self.operation();
        let checked: Vec<_> = rules.iter().map(|rule| rule.check(names, problems)).collect();
        let parts: Vec<Rule> = checked.into_iter().collect::<Option<_>>()?;
        let by_order = matches!(operation, Operation::Lowest | Operation::Highest);
        let mut refuse = |words: &str, help: &str| {
            problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words).help(help));
            None
        };
        if parts.is_empty() || (operation == Operation::Divide && parts.len() != 2) {
            return refuse("the list of rules to calculate with has the wrong length", "`divide` takes two rules, the others one or more");
        }
        if !by_order && parts.iter().any(|part| part.scale().is_some()) {
            return refuse("arithmetic needs numbers, and one of these rules gives ratings", "let `result:` or `values:` say which numbers they stand for");
        }
        if by_order && parts.windows(2).any(|pair| pair[0].scale().map(|s| &s.id) != pair[1].scale().map(|s| &s.id)) {
            return refuse("these rules give results on different scales, which have no common order", "place them on one scale first");
        }
        Some(Calculate { operation, parts })
    }
}

impl Calculate {
    fn bounds(&self, parts: &[(&Value, &Value)]) -> Bounds {
        let mut parts = parts.iter().map(|(low, high)| ((*low).clone(), (*high).clone()));
        let first = parts.next()?;
        parts.try_fold(first, |total, part| self.step(total, part))
    }

    /// One more operand.
    fn step(&self, total: Ends, part: Ends) -> Bounds {
        match self.operation {
            Operation::Add => ends::add(total, part),
            Operation::Subtract => ends::subtract(total, part),
            Operation::Multiply => ends::multiply(&total, &part),
            Operation::Divide => ends::divide(&total, &part),
            Operation::Lowest => Some((total.0.min(part.0), total.1.min(part.1))),
            Operation::Highest => Some((total.0.max(part.0), total.1.max(part.1))),
        }
    }

    /// Whether it turns out to be no number if a divisor that is still open turns out to be zero.
    fn may_be_nothing(&self, parts: &[Step]) -> bool {
        let may_be_zero = |part: &Step| part.outcome.values(Scenario::Bounds).is_some_and(ends::may_be_zero);
        self.operation == Operation::Divide && parts.iter().skip(1).any(may_be_zero)
    }
}

impl Kind for Calculate {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let parts: Vec<Step> = self.parts.iter().map(|part| part.evaluate(inputs)).collect();
        let says = match self.operation {
            Operation::Add => "all of them together",
            Operation::Subtract => "the first less the others",
            Operation::Multiply => "their product",
            Operation::Divide => "the first divided by the second",
            Operation::Lowest => "the lowest of them",
            Operation::Highest => "the highest of them",
        };
        let may_be_nothing = self.may_be_nothing(&parts);
        let mut step = combine("calculate", says.to_owned(), parts, |values| self.bounds(values));
        if may_be_nothing {
            let gap = step.parts.iter().rev().find_map(|part| part.outcome.gap()).unwrap_or(Gap::Partly);
            step.outcome = match step.outcome {
                Outcome::Known(value) => Outcome::from(Range { may_be_unrated: true, ..Range::new(value.clone(), value, gap) }),
                Outcome::Open(range) => Outcome::Open(Range { may_be_unrated: true, ..range }),
                void => void,
            };
            if step.outcome.gap().is_some() {
                step.says.push_str(", which may still turn out to be zero");
            }
        }
        step.on(self.scale())
    }

    fn scale(&self) -> Option<&Scale> {
        self.parts.first().and_then(Rule::scale)
    }

    fn parts(&self) -> Vec<&Rule> {
        self.parts.iter().collect()
    }

    fn span(&self) -> Option<(Number, Number)> {
        let spans: Option<Vec<_>> = self.parts.iter().map(Rule::span).collect();
        let spans: Vec<_> = spans?.into_iter().map(|(low, high)| (Value::Number(low), Value::Number(high))).collect();
        match self.bounds(&spans.iter().map(|(low, high)| (low, high)).collect::<Vec<_>>())? {
            (Value::Number(low), Value::Number(high)) => Some((low, high)),
            _ => None,
        }
    }

    fn is_rising(&self) -> bool {
        match self.operation {
            Operation::Add | Operation::Lowest | Operation::Highest => true,
            Operation::Multiply => self.parts.iter().all(|part| part.span().is_some_and(|(low, _)| !low.is_negative())),
            // What is taken away, or divided by, counts the other way round unless it is fixed.
            Operation::Subtract => self.parts.iter().skip(1).all(is_fixed),
            Operation::Divide => {
                self.parts.iter().skip(1).all(|part| is_fixed(part) && part.span().is_none_or(|(low, _)| !low.is_negative()))
            }
        }
    }
}

/// Whether answers do not change it.
fn is_fixed(rule: &Rule) -> bool {
    rule.all().into_iter().all(|rule| matches!(rule, Rule::Number(_) | Rule::Target(_) | Rule::Calculate(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Absence;
    use crate::rule::testing::{constant, inputs, number};

    fn of(operation: Operation, numbers: &[&str]) -> Outcome {
        let parts = numbers.iter().map(|text| constant(text)).collect();
        Calculate { operation, parts }.evaluate(&inputs("")).outcome
    }

    /// `domain/scoring-rules.md` §3 row 17: 110 - 5 - 3 - 1 - 1 = 100.
    #[test]
    fn arithmetic_is_that_of_school() {
        let known = |text: &str| Outcome::Known(number(text));
        assert_eq!(of(Operation::Subtract, &["110", "5", "3", "1", "1"]), known("100"));
        assert_eq!(of(Operation::Add, &["1", "1/3", "2/3"]), known("2"));
        assert_eq!(of(Operation::Multiply, &["-2", "3/4"]), known("-1.5"));
        assert_eq!(of(Operation::Divide, &["23", "5000"]), known("0.0046"));
        assert_eq!(of(Operation::Lowest, &["2", "-1", "3"]), known("-1"));
        assert_eq!(of(Operation::Highest, &["2", "-1", "3"]), known("3"));
    }

    #[test]
    fn nothing_divided_by_nothing_is_no_number() {
        assert_eq!(of(Operation::Divide, &["0", "0"]), Outcome::Void(Absence::Empty));
        assert_eq!(of(Operation::Divide, &["1", "0"]), Outcome::Void(Absence::Empty));
    }
}
