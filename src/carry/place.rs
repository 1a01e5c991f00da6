//! Between ratings and degrees: where a rating lies as a share, and which ratings a share leaves possible.
//!
//! On a scale with bands a rating is its band. On any other scale the highest rating is all of it, the lowest is nothing,
//! and one between says nothing of a share; of two ratings, the lower one is whatever is short of all. Of numbers nobody
//! knows whether more is better, so that they say nothing at all unless they are shares. The way back is the exact
//! inverse, so that nothing is gained on the way.

use super::degree::Degree;
use crate::number::Number;
use crate::outcome::{Outcome, Rank, Value};
use crate::scale::{Numbers, Scale};

/// The degree that an outcome on a scale leaves possible; `None` when it has no value.
pub(super) fn degree(scale: &Scale, outcome: &Outcome) -> Option<Degree> {
    match outcome {
        Outcome::Known(value) => Some(of_value(scale, value)),
        // Where there may turn out to be no result, its bounds bound nothing.
        Outcome::Open(range) if range.may_be_unrated => Some(Degree::open()),
        Outcome::Open(range) => Some(of_value(scale, &range.low).or(&of_value(scale, &range.high))),
        Outcome::Void(_) => None,
    }
}

fn of_value(scale: &Scale, value: &Value) -> Degree {
    let (lowest, highest) = scale.ends();
    if lowest == highest || !has_ends(scale) {
        return Degree::open();
    }
    if let (Value::Rank(rank), true) = (value, scale.has_bands()) {
        return band(scale, *rank);
    }
    if *value == highest {
        Degree::full()
    } else if *value != lowest {
        Degree::open()
    } else if scale.ratings.len() == 2 {
        Degree::short()
    } else {
        Degree::none()
    }
}

/// Whether the highest value is all of it and the lowest nothing: on every scale of ratings, and on one of shares.
fn has_ends(scale: &Scale) -> bool {
    let share = |numbers: &Numbers| numbers.unit == "%" && numbers.from.is_zero() && numbers.to == Number::one();
    scale.number.as_ref().is_none_or(share)
}

/// The band of a rating: above the end of the one before it, up to its own end.
fn band(scale: &Scale, rank: Rank) -> Degree {
    let end = |rank: Rank| scale.ratings.get(rank).and_then(|rating| rating.up_to.clone());
    let high = end(rank).unwrap_or_else(Number::one);
    match rank.checked_sub(1).and_then(end) {
        Some(low) => Degree { low, above: true, high, below: false },
        None => Degree::between(Number::zero(), high),
    }
}

/// The values on a scale that a degree leaves possible, lowest and highest.
pub(super) fn values(scale: &Scale, degree: &Degree) -> (Value, Value) {
    let (lowest, highest) = scale.ends();
    if scale.has_bands() {
        let (low, high) = (first(scale, degree), scale.band(&degree.high).unwrap_or(scale.highest()));
        return (Value::Rank(low.min(high)), Value::Rank(high));
    }
    if !has_ends(scale) {
        return (lowest, highest);
    }
    if degree.is_full() {
        return (highest.clone(), highest);
    }
    if degree.is_none() {
        return (lowest.clone(), lowest);
    }
    let last = scale.highest();
    if last == 0 {
        return (lowest, highest);
    }
    // What is neither nothing nor all is a rating between, or the lower one of two; of numbers, no first one is known.
    let low = if degree.has_some() { 1.min(last - 1) } else { 0 };
    let high = if degree.lacks_some() { last - 1 } else { last };
    (Value::Rank(low), Value::Rank(high))
}

/// The lowest band that a degree reaches into.
fn first(scale: &Scale, degree: &Degree) -> Rank {
    let reaches = |end: &Number| if degree.above { *end > degree.low } else { *end >= degree.low };
    let found = scale.ratings.iter().position(|rating| rating.up_to.as_ref().is_some_and(reaches));
    found.unwrap_or(scale.highest())
}

#[cfg(test)]
mod tests {
    use super::{degree, values};
    use crate::carry::degree::Degree;
    use crate::number::Number;
    use crate::outcome::{Outcome, Value};
    use crate::scale::{Numbers, Scale};
    use crate::source::Place;

    fn scale(to: usize, unit: &str) -> Scale {
        let (from, to, unit) = (Number::zero(), Number::from(to), unit.to_owned());
        let number = Numbers { from, to, shown: None, unit, never_full_early: false, step: None, ranges: Vec::new() };
        let place = Place::whole(&"test.yaml".into());
        Scale { id: "n".to_owned(), title: "N".to_owned(), ratings: Vec::new(), number: Some(number), place }
    }

    /// Of defects fewer are better; nobody says which way a scale of numbers goes.
    #[test]
    fn numbers_say_nothing_of_a_share_unless_they_are_shares() {
        let of = |scale: &Scale, number: usize| degree(scale, &Outcome::Known(Value::Number(Number::from(number))));
        for counted in [scale(10, ""), scale(1, ""), scale(10, "%")] {
            let (low, high) = counted.ends();
            assert_eq!(of(&counted, 0), Some(Degree::open()));
            assert_eq!(values(&counted, &Degree::full()), (low, high));
        }
        let shares = scale(1, "%");
        assert_eq!((of(&shares, 0), of(&shares, 1)), (Some(Degree::none()), Some(Degree::full())));
        assert_eq!(values(&shares, &Degree::full()).0, Value::Number(Number::one()));
    }
}
