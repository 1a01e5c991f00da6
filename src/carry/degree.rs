//! Degrees: how much of what an element asks is done, as an exact share of which two bounds are known; and what a
//! relation lets one say of another element.
//!
//! An element asks for things, each with its weight; its degree is the share of them that is done. Of two related
//! elements, `covers` is the share of what the second asks that the first asks too, `covered` the share of what the first
//! asks that the second asks too. Whatever the first lacks may all lie in what they have in common, or none of it:
//! the share done of what they have in common lies between `1 − (1 − low) / covered` and `high / covered`; of the rest of
//! the second nothing is known.

use crate::number::Number;

/// Between which bounds a share lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degree {
    /// The lower bound.
    pub low: Number,
    /// Whether it lies above that bound and not on it, as in a band of a scale, which begins above where the last ended.
    pub above: bool,
    /// The upper bound.
    pub high: Number,
    /// Whether it lies below that bound and not on it, as what is short of all on a scale of yes and no.
    pub below: bool,
}

impl Degree {
    /// Between two bounds, both of which are possible.
    pub fn between(low: Number, high: Number) -> Degree {
        Degree { low, above: false, high, below: false }
    }

    /// Nothing is known.
    pub fn open() -> Degree {
        Degree::between(Number::zero(), Number::one())
    }

    /// All of it is done.
    pub fn full() -> Degree {
        Degree::between(Number::one(), Number::one())
    }

    /// Nothing of it is done.
    pub fn none() -> Degree {
        Degree::between(Number::zero(), Number::zero())
    }

    /// Not all of it is done.
    pub fn short() -> Degree {
        Degree { below: true, ..Degree::open() }
    }

    /// Whether it says nothing.
    pub fn is_open(&self) -> bool {
        !self.has_some() && !self.lacks_some()
    }

    /// Whether some of it is done for sure.
    pub fn has_some(&self) -> bool {
        !self.low.is_zero() || self.above
    }

    /// Whether some of it is lacking for sure.
    pub fn lacks_some(&self) -> bool {
        self.high < Number::one() || self.below
    }

    /// Whether all of it is done for sure.
    pub fn is_full(&self) -> bool {
        self.low >= Number::one()
    }

    /// Whether nothing of it is done for sure.
    pub fn is_none(&self) -> bool {
        self.high.is_zero()
    }

    /// Whether a share may be the one.
    pub fn holds(&self, share: &Number) -> bool {
        let over = if self.above { *share > self.low } else { *share >= self.low };
        let under = if self.below { *share < self.high } else { *share <= self.high };
        over && under
    }

    /// What both say; `None` where they cannot both hold.
    pub fn and(&self, other: &Degree) -> Option<Degree> {
        let lower = if self.starts_below(other) { other } else { self };
        let upper = if self.ends_above(other) { other } else { self };
        let both = Degree { low: lower.low.clone(), above: lower.above, high: upper.high.clone(), below: upper.below };
        let open_end = both.above || both.below;
        let possible = if open_end { both.low < both.high } else { both.low <= both.high };
        possible.then_some(both)
    }

    /// What either says.
    #[must_use]
    pub fn or(&self, other: &Degree) -> Degree {
        let lower = if self.starts_below(other) { self } else { other };
        let upper = if self.ends_above(other) { self } else { other };
        Degree { low: lower.low.clone(), above: lower.above, high: upper.high.clone(), below: upper.below }
    }

    fn starts_below(&self, other: &Degree) -> bool {
        (&self.low, self.above) <= (&other.low, other.above)
    }

    fn ends_above(&self, other: &Degree) -> bool {
        (&self.high, !self.below) >= (&other.high, !other.below)
    }

    /// The mean of several by weight; `None` where nothing has weight.
    pub fn mean<'d>(parts: impl IntoIterator<Item = (Number, &'d Degree)>) -> Option<Degree> {
        let mut weights = Number::zero();
        let mut sum = Degree::none();
        for (weight, degree) in parts.into_iter().filter(|(weight, _)| !weight.is_zero()) {
            sum.above |= degree.above;
            sum.below |= degree.below;
            sum.low = sum.low + weight.clone() * degree.low.clone();
            sum.high = sum.high + weight.clone() * degree.high.clone();
            weights = weights + weight;
        }
        let weights = Some(weights).filter(|weights| !weights.is_zero())?;
        Some(Degree { low: sum.low / weights.clone(), high: sum.high / weights, ..sum })
    }

    /// What a relation lets one say of the second element when this is the degree of the first.
    ///
    /// `covers` is the share of the second that the first covers, `covered` the share of the first that the second
    /// covers; both lie above 0 and up to 1, and `None` says that nobody has said it.
    #[must_use]
    pub fn through(&self, covers: Option<&Number>, covered: Option<&Number>) -> Degree {
        let common = self.in_common(covered);
        let one = Number::one();
        match covers {
            Some(covers) => Degree {
                low: covers.clone() * common.low,
                high: one.clone() - covers.clone() * (one - common.high),
                ..common
            },
            // Some of it is common, however little: what is done or lacking of that is done or lacking of the second.
            None => Degree { above: common.has_some(), below: common.lacks_some(), ..Degree::open() },
        }
    }

    /// The degree of what the first has in common with the second.
    fn in_common(&self, covered: Option<&Number>) -> Degree {
        let (zero, one) = (Number::zero(), Number::one());
        let Some(covered) = covered else {
            let low = if self.is_full() { one.clone() } else { zero.clone() };
            return Degree::between(low, if self.is_none() { zero } else { one });
        };
        let least = one.clone() - (one.clone() - self.low.clone()) / covered.clone();
        let most = self.high.clone() / covered.clone();
        // A bound beyond nothing or all bounds nothing, so that these are possible.
        let (low, above) = if least.is_negative() { (zero, false) } else { (least, self.above) };
        let (high, below) = if most > one { (one, false) } else { (most, self.below) };
        Degree { low, above, high, below }
    }

    /// In words: `62.5 to 100 %`, `over 85 to 100 %`. Bounds are rounded outwards, so that nothing is promised.
    pub fn words(&self) -> String {
        if self.is_open() {
            return "not known".to_owned();
        }
        if self.low == self.high {
            return format!("{} %", hundredths(&self.low, false));
        }
        let (low, high) = (hundredths(&self.low, false), hundredths(&self.high, true));
        let over = if self.above && !low.starts_with("over") { "over " } else { "" };
        let under = if self.below && !high.starts_with("under") { "under " } else { "" };
        format!("{over}{low} to {under}{high} %")
    }
}

/// A share in hundredths with one decimal at most, rounded up or down, and never to nothing or to all of it.
fn hundredths(share: &Number, up: bool) -> String {
    let hundred = Number::from(100);
    let shown = share.clone() * hundred.clone();
    let rounded = if up { -(-shown.clone()).floored(1) } else { shown.floored(1) };
    if up && rounded >= hundred && *share < Number::one() {
        return "under 100".to_owned();
    }
    if !up && rounded.is_zero() && !share.is_zero() {
        return "over 0".to_owned();
    }
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::Degree;
    use crate::number::Number;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn degree(low: &str, high: &str) -> Degree {
        Degree::between(number(low), number(high))
    }

    fn band(low: &str, high: &str) -> Degree {
        Degree { above: true, ..degree(low, high) }
    }

    #[test]
    fn bounds_are_shown_outwards_and_never_as_nothing_or_all() {
        assert_eq!(degree("1/3", "2/3").words(), "33.3 to 66.7 %");
        assert_eq!(degree("0", "0.9999").words(), "0 to under 100 %");
        assert_eq!(degree("0.0001", "1").words(), "over 0 to 100 %");
        assert_eq!(band("0.85", "1").words(), "over 85 to 100 %");
        assert_eq!(Degree::short().words(), "0 to under 100 %");
        assert_eq!(Degree::open().words(), "not known");
        assert_eq!(Degree::full().words(), "100 %");
    }

    /// 0.7 of the second is covered, and 0.9 of the first is covered. Of a first that is 0.8 done, at least
    /// 1 − 0.2 / 0.9 = 7/9 of what they have in common is done, which is 49/90 of the second.
    #[test]
    fn what_is_lacking_may_all_lie_in_what_they_have_in_common() {
        let found = degree("0.8", "0.8").through(Some(&number("0.7")), Some(&number("0.9")));
        assert_eq!(found, degree("49/90", "83/90"));
    }

    #[test]
    fn an_excluded_bound_stays_excluded_and_a_bound_of_nothing_is_included() {
        let half = number("0.5");
        assert_eq!(band("0.85", "1").through(Some(&half), Some(&Number::one())), band("0.425", "1"));
        assert_eq!(band("0.3", "0.5").through(Some(&half), Some(&half)), degree("0", "1"));
        assert_eq!(Degree::short().through(Some(&half), Some(&Number::one())), Degree::short());
        assert_eq!(Degree::short().through(Some(&Number::one()), Some(&half)), Degree::open());
        assert_eq!(Degree::short().and(&Degree::full()), None);
        assert_eq!(band("0.5", "0.6").and(&degree("0.1", "0.5")), None);
        assert_eq!(degree("0.5", "0.6").and(&degree("0.1", "0.5")), Some(degree("0.5", "0.5")));
    }
}
