//! Arithmetic with what lies between two ends, where an end may be missing: a quotient has none while its divisor may
//! still come as near to zero as it likes.

use std::cmp::Ordering;

use crate::number::Number;
use crate::outcome::Value;

/// The lowest and the highest value that is possible.
pub(super) type Ends = (Value, Value);

/// The sum of two.
pub(super) fn add((low, high): Ends, (from, to): Ends) -> Option<Ends> {
    Some((plus(low, from)?, plus(high, to)?))
}

/// The first less the second.
pub(super) fn subtract(first: Ends, (from, to): Ends) -> Option<Ends> {
    add(first, (negative(to)?, negative(from)?))
}

/// The product of two.
pub(super) fn multiply(first: &Ends, second: &Ends) -> Option<Ends> {
    corners(first, second, times)
}

/// The first divided by the second, where that is not zero; `None` if it is zero for sure.
pub(super) fn divide(first: &Ends, second: &Ends) -> Option<Ends> {
    let (from, to) = (sign(&second.0)?, sign(&second.1)?);
    match (from, to) {
        (Ordering::Equal, Ordering::Equal) => None,
        (Ordering::Less, Ordering::Greater) => Some((Value::Below, Value::Above)),
        (Ordering::Equal, _) => {
            // The nearer to zero the divisor comes, the farther away lies the quotient, on the side of the dividend.
            let low = if sign(&first.0)?.is_lt() { Value::Below } else { over(&first.0, &second.1)? };
            let high = if sign(&first.1)?.is_gt() { Value::Above } else { over(&first.1, &second.1)? };
            Some((low, high))
        }
        (_, Ordering::Equal) => {
            let mirrored = |(low, high): &Ends| Some((negative(high.clone())?, negative(low.clone())?));
            divide(&mirrored(first)?, &mirrored(second)?)
        }
        _ => corners(first, second, over),
    }
}

/// Whether something that lies between these ends may be zero.
pub(super) fn may_be_zero((low, high): (&Value, &Value)) -> bool {
    sign(low).is_some_and(Ordering::is_le) && sign(high).is_some_and(Ordering::is_ge)
}

/// Lowest and highest of what an operation gives at the ends of both.
fn corners(a: &Ends, b: &Ends, f: impl Fn(&Value, &Value) -> Option<Value>) -> Option<Ends> {
    let all = [f(&a.0, &b.0)?, f(&a.0, &b.1)?, f(&a.1, &b.0)?, f(&a.1, &b.1)?];
    let [mut low, mut high] = [all[0].clone(), all[0].clone()];
    for value in all {
        low = low.min(value.clone());
        high = high.max(value);
    }
    Some((low, high))
}

/// Whether it lies below, at or above zero; `None` for a rating.
fn sign(value: &Value) -> Option<Ordering> {
    match value {
        Value::Below => Some(Ordering::Less),
        Value::Above => Some(Ordering::Greater),
        Value::Number(number) => Some(number.cmp(&Number::from(0))),
        Value::Rank(_) => None,
    }
}

fn plus(a: Value, b: Value) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Value::Number(a + b)),
        (Value::Rank(_), _) | (_, Value::Rank(_)) => None,
        (Value::Number(_), missing) | (missing, _) => Some(missing),
    }
}

fn negative(value: Value) -> Option<Value> {
    match value {
        Value::Below => Some(Value::Above),
        Value::Above => Some(Value::Below),
        Value::Number(number) => Some(Value::Number(Number::from(0) - number)),
        Value::Rank(_) => None,
    }
}

fn times(a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Value::Number(a.clone() * b.clone())),
        _ => Some(missing(sign(a)?, sign(b)?)),
    }
}

/// The divisor is not zero.
fn over(a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Value::Number(a.clone() / b.clone())),
        // The larger the divisor, the nearer to zero; of two missing ends, their other ends decide.
        (_, Value::Below | Value::Above) => Some(Value::Number(Number::from(0))),
        _ => Some(missing(sign(a)?, sign(b)?)),
    }
}

/// Where a product or quotient with a missing end goes. Every value is finite, so zero times it stays zero.
fn missing(a: Ordering, b: Ordering) -> Value {
    match (a, b) {
        (Ordering::Equal, _) | (_, Ordering::Equal) => Value::Number(Number::from(0)),
        (a, b) if a == b => Value::Above,
        _ => Value::Below,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> Value {
        match text {
            "<" => Value::Below,
            ">" => Value::Above,
            number => Value::Number(number.parse().unwrap()),
        }
    }

    fn ends(low: &str, high: &str) -> Ends {
        (end(low), end(high))
    }

    /// -2 to 3 times -1 to 4 lies between -8 and 12; divided by 1 to 4, between -2 and 3.
    #[test]
    fn ends_are_those_of_the_worst_and_the_best_corner() {
        assert_eq!(multiply(&ends("-2", "3"), &ends("-1", "4")), Some(ends("-8", "12")));
        assert_eq!(divide(&ends("-2", "3"), &ends("1", "4")), Some(ends("-2", "3")));
        assert_eq!(subtract(ends("-2", "3"), ends("1", "4")), Some(ends("-6", "2")));
    }

    /// By reasoning: 3/d for d from nearly 0 to 4 is at least 3/4 and may be as large as one likes.
    #[test]
    fn a_divisor_that_comes_near_zero_leaves_the_side_of_the_dividend_open() {
        assert_eq!(divide(&ends("3", "3"), &ends("0", "4")), Some(ends("0.75", ">")));
        assert_eq!(divide(&ends("-3", "3"), &ends("0", "4")), Some(ends("<", ">")));
        assert_eq!(divide(&ends("-3", "-1"), &ends("0", "4")), Some(ends("<", "-0.25")));
        assert_eq!(divide(&ends("0", "0"), &ends("0", "4")), Some(ends("0", "0")));
        assert_eq!(divide(&ends("1", "2"), &ends("-4", "0")), Some(ends("<", "-0.25")));
        assert_eq!(divide(&ends("1", "2"), &ends("-1", "1")), Some(ends("<", ">")));
        assert_eq!(divide(&ends("1", "2"), &ends("0", "0")), None);
    }

    #[test]
    fn a_missing_end_stays_missing_until_something_bounds_it() {
        let open = ends("0.75", ">");
        assert_eq!(add(open.clone(), ends("1", "2")), Some(ends("1.75", ">")));
        assert_eq!(subtract(ends("1", "2"), open.clone()), Some(ends("<", "1.25")));
        assert_eq!(multiply(&open, &ends("-2", "2")), Some(ends("<", ">")));
        assert_eq!(multiply(&open, &ends("0", "2")), Some(ends("0", ">")));
        assert_eq!(divide(&ends("3", "3"), &open), Some(ends("0", "4")));
    }
}
