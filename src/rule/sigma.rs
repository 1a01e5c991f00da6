//! `sigma`: defects per million opportunities become a six-sigma level: the point of the standard normal distribution
//! above which that share of it lies, plus a shift (1.5 by custom). 4600 per million are 4.10, 3.4 are 6.0.
//!
//! The point is no fraction; it is worked out to the declared number of decimals with whole numbers only, so that it is
//! the same on every machine. Nothing at all, or everything, being a defect has no level.
//!
//! ```yaml
//! sigma:
//!   defects-per-million: {calculate: {divide: [{result: {of: {these: [defects]}}}, {result: {of: {these: [millions]}}}]}}
//!   shift: 1.5
//!   decimals: 2
//! ```

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use schemars::JsonSchema;
use serde::Deserialize;

use super::round::{few_decimals, number_rule};
use super::settle::combine;
use super::{Inputs, Kind, Rule, RuleWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Outcome, Scenario, Value};

/// Defects per million opportunities become a six-sigma level.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The rule that gives the defects per million opportunities.
    pub defects_per_million: Box<RuleWritten>,
    /// What is added to the point of the normal distribution; 1.5 by custom.
    pub shift: Number,
    /// Decimals of the level.
    pub decimals: u8,
}

/// A checked six-sigma level.
#[derive(Debug, Clone, PartialEq)]
pub struct Sigma {
    of: Box<Rule>,
    shift: Number,
    decimals: usize,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Sigma> {
        let of = Box::new(number_rule(&self.defects_per_million, names, problems)?);
        let decimals = few_decimals(self.decimals, names, problems)?;
        Some(Sigma { of, shift: self.shift.clone(), decimals })
    }
}

impl Sigma {
    fn level(&self, value: &Value) -> Option<Value> {
        let Value::Number(defects) = value else { return None };
        let share = defects.clone() / Number::from(1_000_000);
        if share.is_negative() || share.is_zero() || share >= Number::one() {
            return None;
        }
        Some(Value::Number(upper_point(&share, self.decimals) + self.shift.clone()))
    }
}

/// Binary digits behind the point that are worked with beyond those of the decimals that are asked for: at ten standard
/// deviations the first seventy-seven are noughts.
const MORE_DIGITS: u32 = 110;
/// Binary digits of a decimal, rounded up.
const DIGITS_OF_A_DECIMAL: u32 = 4;
/// Beyond ten standard deviations there is less than any count of defects could show.
const FARTHEST: i64 = 10;

/// The point above which a share of the standard normal distribution lies, to so many decimals.
fn upper_point(share: &Number, decimals: usize) -> Number {
    let steps = BigInt::from(10).pow(decimals as u32 + 1);
    let normal = Normal::new((decimals as u32 + 1) * DIGITS_OF_A_DECIMAL + MORE_DIGITS);
    let share = share.times_whole(&(BigInt::one() << normal.digits));
    let (mut low, mut high) = (-BigInt::from(FARTHEST) * &steps, BigInt::from(FARTHEST) * &steps);
    // Halving: what lies above a point only gets less as the point moves up.
    while &high - &low > BigInt::one() {
        let middle: BigInt = (&low + &high) >> 1;
        if normal.above(&((&middle << normal.digits) / &steps)) > share { low = middle } else { high = middle }
    }
    Number::ratio(low + high, steps * 2).rounded(decimals, crate::number::Rounding::HalfEven)
}

/// The standard normal distribution in whole numbers: everything is a multiple of a power of two, so that dividing by
/// what is one is only a shift.
struct Normal {
    /// Binary digits behind the point.
    digits: u32,
    /// The square root of 2π.
    root: BigInt,
}

impl Normal {
    fn new(digits: u32) -> Normal {
        // Machin: π/4 = 4 arctan 1/5 − arctan 1/239.
        let arctan = |whole: i64| {
            let (mut power, mut sum, mut odd, mut sign) = ((BigInt::one() << digits) / whole, BigInt::zero(), 1, 1);
            while !power.is_zero() {
                sum += &power / odd * sign;
                power /= whole * whole;
                odd += 2;
                sign = -sign;
            }
            sum
        };
        let two_pi: BigInt = (arctan(5) * 4 - arctan(239)) * 8;
        Normal { digits, root: (two_pi << digits).sqrt() }
    }

    /// The share above a point: one half less the density times x + x³/3 + x⁵/15 + …; below nought what it is not above
    /// the same point on the other side.
    fn above(&self, point: &BigInt) -> BigInt {
        let whole = BigInt::one() << self.digits;
        let x = point.abs();
        let square: BigInt = (&x * &x) >> self.digits;
        let (mut term, mut sum, mut odd) = (x.clone(), x, 1_u32);
        while !term.is_zero() {
            odd += 2;
            term = ((&term * &square) >> self.digits) / odd;
            sum += &term;
        }
        let scaled: BigInt = (self.exponential(&(square >> 1)) * &self.root) >> self.digits;
        let share = (&whole >> 1) - (sum << self.digits) / scaled;
        if point.is_negative() { whole - share } else { share }
    }

    /// e to a power that is not below nought: 1 + x + x²/2 + …
    fn exponential(&self, power: &BigInt) -> BigInt {
        let one = BigInt::one() << self.digits;
        let (mut term, mut sum, mut count) = (one.clone(), one, 0_u32);
        while !term.is_zero() {
            count += 1;
            term = ((term * power) >> self.digits) / count;
            sum += &term;
        }
        sum
    }
}

impl Kind for Sigma {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let part = self.of.evaluate(inputs);
        let says = format!("six-sigma level, shifted by {}", self.shift);
        let beyond = part.outcome.values(Scenario::Bounds).is_some_and(|(low, high)| {
            part.outcome.gap().is_some() && (self.level(low).is_none() || self.level(high).is_none())
        });
        let mut step = combine("sigma", says, vec![part], |values| match values {
            // One count of defects has a level or none.
            [(low, high)] if low == high => self.level(low).map(|level| (level.clone(), level)),
            // An end that has no level bounds nothing.
            [(low, high)] => Some((self.level(high).unwrap_or(Value::Below), self.level(low).unwrap_or(Value::Above))),
            _ => None,
        });
        if let Outcome::Open(range) = &mut step.outcome {
            range.may_be_unrated |= beyond;
        }
        step
    }

    fn parts(&self) -> Vec<&Rule> {
        vec![&self.of]
    }

    /// More defects are worse; whether a better answer means fewer of them is for the rule inside to say.
    fn is_rising(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `domain/scoring-rules.md` §2.15, both ways; quantiles of the normal distribution as tabulated everywhere.
    #[test]
    fn the_published_levels_come_out() {
        let level = |defects: &str, decimals| {
            let share = defects.parse::<Number>().unwrap() / Number::from(1_000_000);
            (upper_point(&share, decimals) + "1.5".parse().unwrap()).to_string()
        };
        assert_eq!(level("4600", 2), "4.1");
        assert_eq!(level("4600", 4), "4.1045");
        for (defects, sigma) in [("308538", "2"), ("66807", "3"), ("6210", "4"), ("233", "5"), ("3.4", "6")] {
            assert_eq!(level(defects, 2), sigma);
        }
        assert_eq!(upper_point(&"0.025".parse().unwrap(), 6).to_string(), "1.959964");
        assert_eq!(upper_point(&"0.025".parse().unwrap(), 11), "1.95996398454".parse().unwrap());
        let sixth: Number = "9865876450377/10000000000000000000000".parse().unwrap();
        assert_eq!(upper_point(&sixth, 8).to_string(), "6");
        assert_eq!(upper_point(&"0.5".parse().unwrap(), 6).to_string(), "0");
        assert_eq!(upper_point(&"0.975".parse().unwrap(), 6).to_string(), "-1.959964");
    }
}
