//! Exact numbers: what a rule computes with. Never rounded on the way; rounding is a declared step.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact fraction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

/// Largest denominator of a fraction in a file.
const LARGEST_DENOMINATOR: u32 = 1000;

/// Longest number that a file may hold: far beyond any weight or share, and short enough to be read at a glance.
const LONGEST: usize = 40;

impl Number {
    /// Nothing.
    pub fn zero() -> Number {
        Number(BigRational::zero())
    }

    /// One whole number over another, which is not zero.
    pub(crate) fn ratio(over: BigInt, under: BigInt) -> Number {
        Number(BigRational::new(over, under))
    }

    /// What it is over what, in lowest terms, where both fit a machine word.
    pub(crate) fn to_words(&self) -> Option<(i64, i64)> {
        self.0.numer().to_i64().zip(self.0.denom().to_i64())
    }

    /// The whole part of its product with a whole number.
    pub(crate) fn times_whole(&self, whole: &BigInt) -> BigInt {
        (&self.0 * BigRational::from(whole.clone())).to_integer()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// A number as it is written in a file; in words why it is none.
    pub(crate) fn written(text: &str) -> Result<Number, String> {
        let number: Number = text.parse().map_err(|error: NotANumber| error.to_string())?;
        // Sums over many different long denominators would grow without end; decimals share theirs.
        if number.0.denom() > &BigInt::from(LARGEST_DENOMINATOR) && !number.is_decimal() {
            return Err(format!(
                "a fraction has a denominator of up to {LARGEST_DENOMINATOR}; write a decimal such as `0.3333`"
            ));
        }
        Ok(number)
    }

    /// Whether it can be written as a decimal that ends.
    fn is_decimal(&self) -> bool {
        let mut rest = self.0.denom().clone();
        for prime in [2, 5] {
            let prime = BigInt::from(prime);
            while rest.is_multiple_of(&prime) {
                rest /= &prime;
            }
        }
        rest.is_one()
    }

    /// The nearest whole number at or below it.
    pub fn floor(&self) -> Number {
        Number(self.0.floor())
    }

    /// One.
    pub fn one() -> Number {
        Number::from(1)
    }

    /// The nearest number with so many decimals; what a number half-way becomes is declared.
    #[must_use]
    pub fn rounded(&self, decimals: usize, rounding: Rounding) -> Number {
        let unit = BigRational::from(BigInt::from(10).pow(decimals as u32));
        let scaled = &self.0 * &unit;
        let (below, half) = (scaled.floor(), BigRational::new(1.into(), 2.into()));
        let rest = &scaled - &below;
        let negative = scaled.is_negative();
        let up = match rounding {
            Rounding::Truncate => negative && !rest.is_zero(),
            _ if rest != half => rest > half,
            Rounding::HalfUp => !negative,
            Rounding::HalfDown => negative,
            Rounding::HalfEven => below.to_integer().is_odd(),
        };
        let whole = if up { below + BigRational::one() } else { below };
        Number(whole / unit)
    }

    /// The nearest number with so many decimals at or below it.
    #[must_use]
    pub fn floored(&self, decimals: usize) -> Number {
        let unit = BigRational::from(BigInt::from(10).pow(decimals as u32));
        Number((&self.0 * &unit).floor() / unit)
    }

    /// As a whole number that fits an index, if it is one.
    pub fn to_index(&self) -> Option<usize> {
        self.0.is_integer().then(|| self.0.to_integer().to_usize()).flatten()
    }

    /// With a fixed count of decimals, half away from zero; for display only.
    pub fn display(&self, decimals: usize) -> String {
        self.shown(decimals, Rounding::HalfUp)
    }

    /// With a fixed count of decimals; for display only.
    pub fn shown(&self, decimals: usize, rounding: Rounding) -> String {
        let scale = BigRational::from(BigInt::from(10).pow(decimals as u32));
        let units = (self.rounded(decimals, rounding).0 * scale).to_integer();
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

/// What becomes of a number between two that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the nearest; half-way away from zero.
    HalfUp,
    /// To the nearest; half-way towards zero.
    HalfDown,
    /// To the nearest; half-way to the one with an even last digit.
    HalfEven,
    /// Towards zero.
    Truncate,
}

impl Rounding {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half up",
            Rounding::HalfDown => "half down",
            Rounding::HalfEven => "half to even",
            Rounding::Truncate => "cut off",
        }
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
        Number::written(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
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

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-self.0)
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

    /// Half-way cases as IEEE 754 and java.math name them; `-2.5` shows which side of zero "up" is.
    #[test]
    fn rounding_says_what_becomes_of_half() {
        use super::Rounding::{HalfDown, HalfEven, HalfUp, Truncate};
        let modes = [HalfUp, HalfDown, HalfEven, Truncate];
        let vectors =
            [("2.5", ["3", "2", "2", "2"]), ("3.5", ["4", "3", "4", "3"]), ("-2.5", ["-3", "-2", "-2", "-2"])];
        for (text, expected) in
            vectors.into_iter().chain([("2.51", ["3", "3", "3", "2"]), ("-2.9", ["-3", "-3", "-3", "-2"])])
        {
            assert_eq!(modes.map(|mode| number(text).shown(0, mode)), expected, "{text}");
        }
        assert_eq!(number("2/3").rounded(2, HalfEven), number("0.67"));
    }

    #[test]
    fn a_file_holds_no_fraction_that_would_make_sums_grow_without_end() {
        let read = |text: &str| serde_json::from_str::<Number>(&format!("\"{text}\""));
        for text in ["1/3", "999/1000", "0.12345678901234567", "1/1024", "62.5 %"] {
            assert!(read(text).is_ok(), "{text}");
        }
        assert!(read("1/1001").is_err());
        assert!(read("1/3333333333333333333333333").is_err());
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
