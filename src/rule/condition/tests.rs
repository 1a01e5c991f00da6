//! Conditions on known and open items.

use super::*;
use crate::rule::testing::{achievement, all, inputs};

fn among(ranks: &[usize]) -> Among {
    Among { of: all(), test: Test::ranks(ranks, achievement()) }
}

fn held(condition: &Condition, words: &str) -> Option<bool> {
    condition.holds(&inputs(words), Scenario::Bounds, &mut Seen::default())
}

fn at_least(count: usize, words: &str) -> Option<bool> {
    held(&Condition::AtLeast(Quota::Count(count), among(&[0])), words)
}

fn every(words: &str) -> Option<bool> {
    held(&Condition::Every(among(&[0]), false), words)
}

#[test]
fn open_items_leave_a_condition_open_only_when_they_matter() {
    assert_eq!(at_least(1, "N ?"), Some(true));
    assert_eq!(at_least(2, "N ?"), None);
    assert_eq!(at_least(2, "L ?"), Some(false));
    assert_eq!(every("N ?"), None);
    assert_eq!(every("L ?"), Some(false));
}

#[test]
fn nothing_that_counts_is_not_every() {
    assert_eq!(every("- -"), Some(false));
    assert_eq!(every("N -"), Some(true));
    assert_eq!(held(&Condition::Every(among(&[0]), true), "- -"), Some(true));
}

/// Shares of those that count: one of two is half; one of two with one open lies between a third and two thirds.
#[test]
fn shares_have_bounds() {
    let share = |share: &str, words: &str| {
        held(&Condition::AtLeast(Quota::Share(share.parse().unwrap(), false), among(&[3])), words)
    };
    assert_eq!(share("50 %", "F N -"), Some(true));
    assert_eq!(share("51 %", "F N -"), Some(false));
    assert_eq!(share("1/3", "F N ?"), Some(true));
    assert_eq!(share("2/3", "F N ?"), None);
    assert_eq!(share("67 %", "F N ?"), Some(false));
    assert_eq!(share("0", "- -"), Some(false));
}

#[test]
fn three_values_combine_as_kleene_says() {
    let some = |rank: usize| Condition::AtLeast(Quota::Count(1), among(&[rank]));
    assert_eq!(held(&Condition::Not(Box::new(some(0))), "?"), None);
    assert_eq!(held(&Condition::All(vec![some(0), some(1)]), "L"), Some(false));
    assert_eq!(held(&Condition::Any(vec![some(0), some(2)]), "L ?"), Some(true));
}

#[test]
fn the_direction_of_a_condition_is_that_of_its_ratings() {
    let some = |ranks: &[usize]| Condition::AtLeast(Quota::Count(1), among(ranks));
    assert_eq!(some(&[2, 3]).direction(), Some(true));
    assert_eq!(some(&[0, 1]).direction(), Some(false));
    assert_eq!(some(&[1]).direction(), None);
    assert_eq!(Condition::Not(Box::new(some(&[0]))).direction(), Some(true));
}
