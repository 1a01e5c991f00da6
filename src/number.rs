//! Exact numbers: what a rule computes with. Never rounded on the way; rounding is a declared step.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact fraction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

/// Longest number that a file may hold: far beyond any weight or share, and short enough to be read at a glance.
const LONGEST: usize = 40;

impl Number {
    /// Nothing.
    pub fn zero() -> Number {
        Number(BigRational::zero())
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The nearest whole number at or below it.
    pub fn floor(&self) -> Number {
        Number(self.0.floor())
    }

    /// As a whole number that fits an index, if it is one.
    pub fn to_index(&self) -> Option<usize> {
        self.0.is_integer().then(|| self.0.to_integer().to_usize()).flatten()
    }

    /// With a fixed count of decimals, half away from zero; for display only.
    pub fn display(&self, decimals: usize) -> String {
        let scale = BigRational::from(BigInt::from(10).pow(decimals as u32));
        let units = (&self.0 * scale).round().to_integer();
        let digits = format!("{:0>width$}", units.abs().to_string(), width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        let sign = if units.is_negative() { "-" } else { "" };
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// As a floating-point number, for drawing only.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Number {
        Number(BigRational::from(BigInt::from(value)))
    }
}

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number such as `3`, `0.25` or `62.5 %`")]
pub struct NotANumber(String);

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads `3`, `-1.5`, `1/3` or `62.5 %`.
    fn from_str(text: &str) -> Result<Number, NotANumber> {
        let wrong = || NotANumber(text.chars().take(LONGEST).collect());
        let trimmed = text.trim();
        if trimmed.len() > LONGEST {
            return Err(wrong());
        }
        if let Some(share) = trimmed.strip_suffix('%') {
            return Ok(decimal(share.trim_end()).ok_or_else(wrong)? / Number::from(100));
        }
        if let Some((over, under)) = trimmed.split_once('/') {
            let (over, under) = decimal(over.trim()).zip(decimal(under.trim())).ok_or_else(wrong)?;
            return if under.is_zero() { Err(wrong()) } else { Ok(over / under) };
        }
        decimal(trimmed).ok_or_else(wrong)
    }
}

/// Digits with a sign and a point at most.
fn decimal(text: &str) -> Option<Number> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !all_digits(digits) || !all_digits(part) || text.ends_with('.') {
        return None;
    }
    let units = BigInt::from_str(&format!("{whole}{part}")).ok()?;
    Some(Number(BigRational::new(units, BigInt::from(10).pow(part.len() as u32))))
}

impl fmt::Display for Number {
    /// Exact: a decimal where it ends, else a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_integer() {
            return write!(f, "{}", self.0.numer());
        }
        for decimals in 0..=8 {
            let text = self.display(decimals);
            if text.parse::<Number>().as_ref() == Ok(self) {
                return f.write_str(&text);
            }
        }
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact number: `3`, `0.25`, `1/3` or `62.5 %`.",
            "type": ["number", "string"],
        })
    }
}

impl Add for Number {
    type Output = Number;
    fn add(self, other: Number) -> Number {
        Number(self.0 + other.0)
    }
}

impl Sub for Number {
    type Output = Number;
    fn sub(self, other: Number) -> Number {
        Number(self.0 - other.0)
    }
}

impl Mul for Number {
    type Output = Number;
    fn mul(self, other: Number) -> Number {
        Number(self.0 * other.0)
    }
}

impl Div for Number {
    type Output = Number;
    /// INVARIANT: callers divide by counts and weights that they know not to be zero.
    fn div(self, other: Number) -> Number {
        Number(self.0 / other.0)
    }
}

impl Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        numbers.fold(Number::zero(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_shares_and_fractions_are_exact() {
        assert_eq!(number("32.5 %"), number("0.325"));
        assert_eq!(number("1/3") * number("3"), number("1"));
        assert_eq!(number("-1.50"), number("-3/2"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".5", "5.", "1e9", "1,5", "0x10", "1/0", "NaN", "5 %%", "1/2/3", "1 %/2", "١"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
        assert!("9".repeat(41).parse::<Number>().is_err());
    }

    #[test]
    fn display_rounds_once_and_half_away_from_zero() {
        assert_eq!(number("2.345").display(2), "2.35");
        assert_eq!(number("-0.5").display(0), "-1");
        assert_eq!(number("0.04").display(1), "0.0");
        assert_eq!(number("1/3").to_string(), "1/3");
        assert_eq!(number("2.50").to_string(), "2.5");
        assert_eq!(number("-30.0").to_string(), "-30");
    }
}
