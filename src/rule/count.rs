//! `count`: how many elements pass a test, or, with `share: true`, which share of those that count. A share over nothing
//! is no result; a count over nothing that counts is none either.
//!
//! ```yaml
//! count: {of: {every: activity}, is: [observed]}                 # BSIMM: activities observed
//! count: {of: {every: requirement}, at-least: L, share: true}    # share that is L or better
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::{Among, TestWritten, among, test_of};
use super::settle::settle;
use super::{Input, Inputs, Kind, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::source::Located;
use crate::yaml::list::Few;

/// How many elements pass a test.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// Which elements.
    pub of: SelectionWritten,
    /// Passes: one of these ratings, or exactly this number.
    #[serde(default)]
    pub is: Few<Located<String>>,
    /// Passes: this rating or number, or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
    /// Whether the share of those that count is asked for, not the number.
    #[serde(default)]
    pub share: bool,
    /// Whether the elements' weights are added up instead of the elements.
    #[serde(default)]
    pub weighted: bool,
}

/// A checked count.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    pub(crate) among: Among,
    pub(crate) share: bool,
    pub(crate) weighted: bool,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Count> {
        let among = among(&self.of, &test_of!(self), names, problems)?;
        Some(Count { among, share: self.share, weighted: self.weighted })
    }
}

impl Kind for Count {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.among.of);
        let bounds = |counted: &[&Input], scenario: Scenario| {
            let counted: Vec<Input> = counted.iter().map(|input| (*input).clone()).collect();
            let (low, high) = if self.share {
                self.among.share(&counted, self.weighted, scenario)?
            } else {
                let tally = self.among.tally(&counted, self.weighted, scenario);
                (tally.sure.clone(), tally.sure + tally.can_pass)
            };
            Some((Value::Number(low), Value::Number(high)))
        };
        let what = if self.share { "share" } else { "number" };
        let what = if self.weighted { format!("{what} by weight") } else { what.to_owned() };
        settle("count", format!("{what} of {} that is {}", self.among.of, self.among.test.words()), inputs, bounds)
    }

    fn selections(&self) -> Vec<&Selection> {
        vec![&self.among.of]
    }

    fn span(&self) -> Option<(Number, Number)> {
        self.share.then(|| (Number::zero(), Number::one()))
    }

    fn is_rising(&self) -> bool {
        self.among.test.direction() == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::condition::Test;
    use crate::rule::testing::{achievement, all, inputs, number};

    fn count(share: bool) -> Count {
        let among = Among { of: all(), test: Test::ranks(&[2, 3], achievement()) };
        Count { among, share, weighted: false }
    }

    #[test]
    fn what_passes_is_counted_and_what_may_pass_gives_bounds() {
        assert_eq!(count(false).evaluate(&inputs("F L P -")).outcome, Outcome::Known(number("2")));
        let open = count(false).evaluate(&inputs("F P ? ?")).outcome;
        assert_eq!(open.numbers(), Some(("1".parse().unwrap(), "3".parse().unwrap())));
    }

    /// Two of three that count; of nothing there is no share.
    #[test]
    fn a_share_is_one_of_those_that_count() {
        assert_eq!(count(true).evaluate(&inputs("F L P -")).outcome, Outcome::Known(number("2/3")));
        assert!(matches!(count(true).evaluate(&inputs("- -")).outcome, Outcome::Void(_)));
    }
}
