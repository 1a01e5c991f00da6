//! Exact fractions in machine words. What does not fit says so, and the assessment that it belongs to is worked out
//! with numbers of any length instead.

use std::cmp::Ordering;

use super::lanes::LANES;
use crate::number::{Number, Rounding};

/// One fraction; what it is divided by is above zero. Not always in its lowest terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    pub over: i64,
    pub under: i64,
}

/// A fraction for each lane.
#[derive(Clone)]
pub(super) struct Fractions {
    pub over: [i64; LANES],
    pub under: [i64; LANES],
}

impl Fractions {
    #[inline(always)]
    pub fn at(&self, lane: usize) -> Fraction {
        Fraction { over: self.over[lane], under: self.under[lane] }
    }

    #[inline(always)]
    pub fn set(&mut self, lane: usize, one: Fraction) {
        (self.over[lane], self.under[lane]) = (one.over, one.under);
    }
}

impl Default for Fraction {
    fn default() -> Fraction {
        Fraction::ZERO
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Fraction {
    #[inline]
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        if self.under == other.under {
            return Some(self.over.cmp(&other.over));
        }
        let (a, b) = (i128::from(self.over) * i128::from(other.under), i128::from(other.over) * i128::from(self.under));
        Some(a.cmp(&b))
    }
}

impl Fraction {
    pub const ZERO: Fraction = Fraction { over: 0, under: 1 };

    /// A number, where it fits.
    pub fn of(number: &Number) -> Option<Fraction> {
        number.to_words().map(|(over, under)| Fraction { over, under })
    }

    pub fn number(self) -> Number {
        Number::ratio(self.over.into(), self.under.into())
    }

    /// In the fewest digits that are needed, where it fits.
    fn fit(over: Option<i128>, under: Option<i128>) -> Option<Fraction> {
        let (mut over, mut under) = (over?, under?);
        if under < 0 {
            (over, under) = (over.checked_neg()?, under.checked_neg()?);
        }
        if under != 1 {
            let common = common_divisor(over.unsigned_abs(), under.unsigned_abs());
            let common = i128::try_from(common).ok()?;
            (over, under) = (over.checked_div(common)?, under.checked_div(common)?);
        }
        Some(Fraction { over: over.try_into().ok()?, under: under.try_into().ok()? })
    }

    #[inline]
    pub fn plus(self, other: Fraction) -> Option<Fraction> {
        if self.under == other.under {
            return Some(Fraction { over: self.over.checked_add(other.over)?, under: self.under });
        }
        let [a, b, c, d] = [self.over, other.under, other.over, self.under].map(i128::from);
        Fraction::fit((a * b).checked_add(c * d), Some(b * d))
    }

    pub fn minus(self, other: Fraction) -> Option<Fraction> {
        self.plus(Fraction { over: other.over.checked_neg()?, ..other })
    }

    pub fn times(self, other: Fraction) -> Option<Fraction> {
        let [a, b, c, d] = [self.over, other.over, self.under, other.under].map(i128::from);
        Fraction::fit(Some(a * b), Some(c * d))
    }

    /// `None` also for a division by zero.
    pub fn divided_by(self, other: Fraction) -> Option<Fraction> {
        if other.over == 0 {
            return None;
        }
        let [a, b, c, d] = [self.over, other.under, self.under, other.over].map(i128::from);
        Fraction::fit(Some(a * b), Some(c * d))
    }

    /// As [`Number::floored`].
    pub fn floored(self, unit: i64) -> Option<Fraction> {
        let over = i128::from(self.over) * i128::from(unit);
        Fraction::fit(Some(over.div_euclid(i128::from(self.under))), Some(i128::from(unit)))
    }

    /// As [`Number::rounded`].
    pub fn rounded(self, unit: i64, rounding: Rounding) -> Option<Fraction> {
        let (over, under) = (i128::from(self.over) * i128::from(unit), i128::from(self.under));
        let (below, rest) = (over.div_euclid(under), over.rem_euclid(under));
        let negative = over < 0;
        let up = match (rounding, (rest * 2).cmp(&under)) {
            (Rounding::Truncate, _) => negative && rest != 0,
            (_, Ordering::Greater) => true,
            (_, Ordering::Less) => false,
            (Rounding::HalfUp, Ordering::Equal) => !negative,
            (Rounding::HalfDown, Ordering::Equal) => negative,
            (Rounding::HalfEven, Ordering::Equal) => below % 2 != 0,
        };
        Fraction::fit(Some(below + i128::from(up)), Some(i128::from(unit)))
    }
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    // Almost everything fits a machine word, where a division costs far less.
    while b != 0 {
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(small), Ok(other)) => (b, u128::from(small % other)),
            _ => (b, a % b),
        };
    }
    a
}
