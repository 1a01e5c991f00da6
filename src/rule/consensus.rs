//! `consensus`: what several respondents said of one element becomes one value of it.
//!
//! Every answer stays on the record; this rule only says what follows from them together. A rating stands over "don't
//! know" and over a claim that the element does not count: one who knows outweighs one who does not. Where nobody
//! rated it, "don't know" outweighs such a claim, because a doubt must not end as "does not apply".
//!
//! With `agreement`, respondents who differ too much have no common value: the element is disputed and stays open
//! between the lowest and the highest answer until somebody decides. `r-wg` is one less the variance of the answers over
//! the variance that answers at random would have, (A² − 1) / 12 for A possible answers (James, Demaree and Wolf, 1984);
//! 0.70 is the usual bound.
//!
//! ```yaml
//! consensus: {scale: achievement, method: median, tie: down}
//! consensus: {scale: points, method: mean, agreement: {index: r-wg, at-least: 0.7}}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::arithmetic::{Method, Tie, aggregate, aggregate_numbers};
use super::ordinal::tie_fits;
use super::settle::absence_of;
use super::{Inputs, Kind, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Gap, Outcome, Value};
use crate::outcome::Rank;
use crate::scale::Scale;
use crate::source::Located;

/// What respondents said of one element becomes one value of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The scale that the element is rated on.
    pub scale: Located<String>,
    /// How differing answers are combined.
    pub method: Method,
    /// What becomes of a value half-way between two ratings; needed for mean, median and mode of ratings.
    pub tie: Option<Tie>,
    /// How far respondents have to agree for one value to stand for them.
    pub agreement: Option<AgreementWritten>,
}

/// How far respondents have to agree.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AgreementWritten {
    /// What measures agreement.
    pub index: Index,
    /// The lowest value that is enough, at most 1.
    pub at_least: Located<Number>,
}

/// What measures agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Index {
    /// One less the variance over the variance of answers at random; 0 where that is negative.
    RWg,
}

/// A checked consensus rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Consensus {
    scale: Scale,
    method: Method,
    tie: Option<Tie>,
    agreement: Option<Number>,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Consensus> {
        let scale = names.any_scale(&self.scale, problems)?;
        if scale.number.is_none() {
            tie_fits(self.method, self.tie, &self.scale.place, problems)?;
        }
        let agreement = self.agreement.as_ref().map(|agreement| &agreement.at_least);
        if let Some(bound) = agreement
            && (bound.value.is_negative() || bound.value > Number::one())
        {
            let problem = Diagnostic::error(codes::WRONG_VALUE, &bound.place, "agreement lies between 0 and 1");
            problems.push(problem.help("0.7 is usual"));
            return None;
        }
        if agreement.is_some() && steps(scale).is_none() {
            let words = format!("agreement needs a scale with a count of possible answers, and `{}` has none", scale.id);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &self.scale.place, words);
            problems.push(problem.help("give the scale of numbers a `step:`"));
            return None;
        }
        let agreement = agreement.map(|bound| bound.value.clone());
        Some(Consensus { scale: scale.clone(), method: self.method, tie: self.tie, agreement })
    }
}

/// How many answers are possible, and how far they lie apart.
fn steps(scale: &Scale) -> Option<(Number, Number)> {
    match &scale.number {
        None => Some((Number::from(scale.ratings.len()), Number::one())),
        Some(numbers) => {
            let step = numbers.step.clone().filter(|step| !step.is_zero() && !step.is_negative())?;
            let span = numbers.to.clone() - numbers.from.clone();
            Some((span / step.clone() + Number::one(), step))
        }
    }
}

/// The index r_wg of answers; one answer agrees with itself.
fn r_wg(answers: &[Number], scale: &Scale) -> Option<Number> {
    let (count, step) = steps(scale)?;
    if answers.len() < 2 {
        return Some(Number::one());
    }
    let answers: Vec<Number> = answers.iter().map(|answer| answer.clone() / step.clone()).collect();
    let n = Number::from(answers.len());
    let mean = answers.iter().cloned().sum::<Number>() / n.clone();
    let squares = answers.into_iter().map(|answer| {
        let off = answer - mean.clone();
        off.clone() * off
    });
    let variance = squares.sum::<Number>() / (n - Number::one());
    let expected = (count.clone() * count - Number::one()) / Number::from(12);
    if expected.is_zero() {
        return Some(Number::one());
    }
    Some((Number::one() - variance / expected).max(Number::zero()))
}

impl Consensus {
    /// One value from several; `None` for none.
    fn value(&self, given: &[Value]) -> Option<Value> {
        let tie = self.tie.unwrap_or(Tie::Down);
        let ranks: Vec<Rank> = given.iter().filter_map(Value::rank).collect();
        let numbers: Vec<Number> = given.iter().filter_map(Value::number).cloned().collect();
        aggregate(&ranks, self.method, tie)
            .map(Value::Rank)
            .or_else(|| aggregate_numbers(&numbers, self.method, tie).map(Value::Number))
    }

    /// How far those who answered agree, where that is asked for and too little.
    fn disagreement(&self, given: &[Value]) -> Option<Number> {
        let bound = self.agreement.as_ref()?;
        let numbers = given.iter().filter_map(|value| value.rank().map(Number::from).or_else(|| value.number().cloned()));
        r_wg(&numbers.collect::<Vec<_>>(), &self.scale).filter(|agreement| agreement < bound)
    }

    fn known(&self, given: &[Value]) -> Option<(String, Outcome)> {
        let value = self.value(given)?;
        if let Some(agreement) = self.disagreement(given) {
            let says = format!("respondents agree too little (r_wg {})", agreement.display(2));
            let (low, high) = (given.iter().min()?.clone(), given.iter().max()?.clone());
            return Some((says, Outcome::between(low, high, Gap::Disputed)));
        }
        let says = match given.len() {
            1 => "the one rating given".to_owned(),
            count => format!("{} given ({count})", self.method.words(self.tie)),
        };
        Some((says, Outcome::Known(value)))
    }
}

impl Value {
    fn rank(&self) -> Option<Rank> {
        match self {
            Value::Rank(rank) => Some(*rank),
            _ => None,
        }
    }

    fn number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Kind for Consensus {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let statements = inputs.statements();
        let given: Vec<Value> = statements
            .iter()
            .filter_map(|statement| match &statement.outcome {
                Outcome::Known(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let unknown = |gap| {
            let (low, high) = self.scale.ends();
            Outcome::between(low, high, gap)
        };
        let doubted = statements.iter().any(|statement| matches!(statement.outcome, Outcome::Open(_)));
        let (says, outcome) = match (self.known(&given), absence_of(&statements)) {
            (Some(known), _) => known,
            (None, _) if doubted => ("nobody who was asked knows".to_owned(), unknown(Gap::DontKnow)),
            (None, Some(reason)) => (format!("said to be {}", reason.words()), Outcome::Void(reason)),
            (None, None) => ("nobody has answered".to_owned(), unknown(Gap::Unanswered)),
        };
        Step::new("consensus", says, outcome, statements).on(Some(&self.scale))
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale).filter(|scale| scale.number.is_none())
    }

    fn span(&self) -> Option<(Number, Number)> {
        self.scale.number.as_ref().map(|numbers| (numbers.from.clone(), numbers.to.clone()))
    }

    fn is_rising(&self) -> bool {
        self.method != Method::Mode && self.agreement.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Absence;
    use crate::rule::testing::{achievement, inputs};

    fn rule() -> Consensus {
        Consensus { scale: achievement(), method: Method::Lowest, tie: None, agreement: None }
    }

    fn outcome(words: &str) -> Outcome {
        rule().evaluate(&inputs(words)).outcome
    }

    #[test]
    fn one_who_knows_outweighs_one_who_does_not() {
        assert_eq!(outcome("L ? -"), Outcome::Known(Value::Rank(2)));
        assert_eq!(outcome("F L"), Outcome::Known(Value::Rank(2)));
    }

    #[test]
    fn a_doubt_never_ends_as_not_applicable() {
        assert_eq!(outcome("? -").gap(), Some(Gap::DontKnow));
        assert_eq!(outcome("-"), Outcome::Void(Absence::NotApplicable));
        assert_eq!(outcome("").gap(), Some(Gap::Unanswered));
    }

    #[test]
    fn which_of_two_absences_is_said_first_means_nothing() {
        let mut given = inputs("- -");
        given.0[1].outcome = Outcome::Void(Absence::NotTriggered);
        let before = rule().evaluate(&given).outcome;
        given.0.reverse();
        assert_eq!(rule().evaluate(&given).outcome, before);
    }

    /// `domain/scoring-rules.md` §4.4: (3,3,4,3,4) of five possible answers gives 0.85, (1,5,2,5,1) gives 0.
    #[test]
    fn agreement_is_that_of_the_published_vectors() {
        let mut scale = achievement();
        scale.ratings.push(scale.ratings[3].clone());
        let of = |answers: [usize; 5]| r_wg(&answers.map(Number::from), &scale).unwrap().display(2);
        assert_eq!(of([3, 3, 4, 3, 4]), "0.85");
        assert_eq!(of([1, 5, 2, 5, 1]), "0.00");
    }
}
