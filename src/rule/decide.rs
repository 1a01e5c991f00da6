//! `decide`: a list of cases; the first whose condition holds decides, else `otherwise`.
//!
//! Where open items leave a condition undecided, the case is possible and the next one is looked at too; the outcome
//! then lies between the lowest and the highest possible decision. Each case says in words why it leads where it does;
//! those words stand in the derivation.

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::{Condition, ConditionWritten, rank};
use super::{Inputs, Step, Vocabulary, counted, gap_of, nothing_counts};
use crate::diagnostic::Diagnostic;
use crate::outcome::{Outcome, Value};
use crate::scale::{Rank, Scale};
use crate::source::Located;
use crate::yaml::list::List;

/// The first case whose condition holds decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The scale that the decisions are on.
    pub scale: Located<String>,
    /// The cases, in order.
    pub cases: List<CaseWritten>,
    /// The decision when no case holds.
    pub otherwise: CaseElseWritten,
}

/// One case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CaseWritten {
    /// When it holds.
    pub when: ConditionWritten,
    /// The decision.
    pub then: Located<String>,
    /// Why, in words.
    pub because: String,
}

/// What is decided when no case holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CaseElseWritten {
    /// The decision.
    pub then: Located<String>,
    /// Why, in words.
    pub because: String,
}

/// A checked list of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    scale: Scale,
    cases: Vec<(Condition, Rank, String)>,
    otherwise: (Rank, String),
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Decide> {
        let scale = names.scale(&self.scale, problems)?.clone();
        let cases: Vec<_> = self
            .cases
            .0
            .iter()
            .map(|case| {
                let condition = case.when.check(names, problems);
                let then = rank(&case.then, &scale, problems);
                Some((condition?, then?, case.because.clone()))
            })
            .collect();
        let otherwise = rank(&self.otherwise.then, &scale, problems)?;
        let cases = cases.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Decide { scale, cases, otherwise: (otherwise, self.otherwise.because.clone()) })
    }
}

impl Decide {
    pub(super) fn selections(&self) -> Vec<&super::Selection> {
        self.cases.iter().flat_map(|(condition, ..)| condition.selections()).collect()
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let mut seen = Vec::new();
        let mut possible: Vec<(Rank, &str)> = Vec::new();
        let mut decided: Option<(Rank, Vec<&str>)> = None;
        for (condition, then, because) in &self.cases {
            match (condition.holds(inputs, &mut seen), &mut decided) {
                (Some(true), None) => decided = Some((*then, vec![because])),
                // Further cases that lead to the same decision are further reasons for it.
                (Some(true), Some((rank, reasons))) if rank == then => reasons.push(because),
                (None, None) => possible.push((*then, because)),
                _ => {}
            }
        }
        let (sure, reasons) = decided.unwrap_or((self.otherwise.0, vec![&self.otherwise.1]));
        let says = self.words(sure, &reasons, &possible);
        let because = if possible.is_empty() { reasons.join("; also, ") } else { says.clone() };
        possible.push((sure, ""));
        let ranks = possible.iter().map(|(rank, _)| *rank);
        let bounds = ranks.clone().min().zip(ranks.max());
        let outcome = match bounds {
            Some((low, high)) if counted(&seen).next().is_some() => {
                Outcome::between(Value::Rank(low), Value::Rank(high), gap_of(&seen))
            }
            // Over nothing there is nothing to decide, and no reason may be given.
            _ => {
                let all = || self.cases.iter().map(|(_, then, _)| *then).chain([self.otherwise.0]);
                let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
                nothing_counts(&seen, Value::Rank(low), Value::Rank(high))
            }
        };
        let says = if matches!(outcome, Outcome::Void(_)) { "nothing here to decide on".to_owned() } else { says };
        Step { because, ..Step::new("decide", says, outcome, seen) }
    }

    /// The decision with its reasons, or what it would be if open items turn out so.
    fn words(&self, sure: Rank, reasons: &[&str], possible: &[(Rank, &str)]) -> String {
        let sure = format!("{}: {}", self.scale.word(sure), reasons.join("; also, "));
        if possible.is_empty() {
            return sure;
        }
        if possible.len() == self.cases.len() {
            return "depends on open items: every outcome is still possible".to_owned();
        }
        let mut cases: Vec<String> = Vec::new();
        for (rank, because) in possible {
            cases.push(format!("{} if it turns out that {because}", self.scale.word(*rank)));
        }
        format!("depends on open items: {}; otherwise {sure}", cases.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Selection;
    use crate::rule::testing::{achievement, inputs};

    /// Major (0) if three are N, minor (1) if any is N or P, else none (3).
    fn grade(words: &str) -> Option<(Rank, Rank)> {
        let of = Selection { every: None, direct: false, tagged: None, these: Vec::new(), measure: "rating".to_owned() };
        let at_least = |count, is: &[Rank]| Condition::AtLeast { count, of: of.clone(), is: is.to_vec() };
        let cases = vec![
            (at_least(3, &[0]), 0, "three".to_owned()),
            (at_least(1, &[0, 1]), 1, "any".to_owned()),
        ];
        let rule = Decide { scale: achievement(), cases, otherwise: (3, "none".to_owned()) };
        rule.evaluate(&inputs(words)).outcome.ranks()
    }

    #[test]
    fn the_first_case_that_holds_decides() {
        assert_eq!(grade("N N N F"), Some((0, 0)));
        assert_eq!(grade("N P F"), Some((1, 1)));
        assert_eq!(grade("F L"), Some((3, 3)));
        assert_eq!(grade("- -"), None);
    }

    #[test]
    fn open_items_keep_every_decision_possible_that_they_could_lead_to() {
        assert_eq!(grade("N N ?"), Some((0, 1)));
        assert_eq!(grade("F ? ?"), Some((1, 3)));
        assert_eq!(grade("? ? ?"), Some((0, 3)));
    }
}
