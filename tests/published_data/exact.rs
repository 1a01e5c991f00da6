//! Exact numbers of the tests' own, apart from those of the engine.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// A number as it is printed: `12`, `-0.25`, `2.0`.
pub fn number(text: &str) -> Option<BigRational> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) {
        return None;
    }
    let numerator: BigInt = format!("{sign}{whole}{fraction}").parse().ok()?;
    Some(BigRational::new(numerator, BigInt::from(10).pow(u32::try_from(fraction.len()).ok()?)))
}

/// A number as a framework or a case writes it: `3`, or `1/3`.
pub fn written(number: &BigRational) -> String {
    number.to_string()
}

/// Whether a number lies exactly half-way between two numbers of so many decimals, and has no exact counterpart among
/// binary numbers. Programs that calculate with those round it to either side, as the last bit happens to fall.
pub fn half_way_in_decimals_only(number: &BigRational, decimals: usize) -> bool {
    let scaled = number * BigRational::from_integer(BigInt::from(10).pow(u32::try_from(decimals).expect("few")));
    let doubled = &scaled + &scaled;
    let half_way = doubled.is_integer() && !scaled.is_integer();
    let mut odd = number.denom().clone();
    while (&odd % 2u8).is_zero() {
        odd /= 2u8;
    }
    half_way && odd != BigInt::from(1)
}

/// Whether two numbers are neighbours with so many decimals, or the same.
pub fn within_one_step(a: &BigRational, b: &BigRational, decimals: usize) -> bool {
    let step = BigRational::new(BigInt::from(1), BigInt::from(10).pow(u32::try_from(decimals).expect("few")));
    (a - b).abs() <= step
}

#[test]
fn half_way_is_seen() {
    let at = |text: &str, decimals| half_way_in_decimals_only(&number(text).unwrap(), decimals);
    assert!(at("4.35", 1) && at("-0.15", 1) && at("98.34615", 4));
    assert!(!at("4.25", 1) && !at("4.349", 1) && !at("4.3", 1) && !at("69.84375", 4));
    assert!(number("1e3").is_none() && number("").is_none() && number(".5").is_none() && number("N/A").is_none());
}
