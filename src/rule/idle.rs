//! What of a rule can never come about: conditions that never hold, and conditions that hold only where an earlier one
//! does. Both are proven from parameters and from how many elements there are; what cannot be proven is not said.

use std::cell::Cell;

use super::Selection;
use super::condition::{Among, Condition, Quota};
use crate::number::Number;

/// How many elements a selection of the rule finds at most, seen from any of the elements that use the rule.
pub type Found<'a> = dyn Fn(&Selection) -> usize + 'a;

/// A part of a rule that can never come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// Which part, in words.
    pub what: String,
    /// Why it never comes about.
    pub why: String,
    /// What to do.
    pub help: String,
}

/// Conditions beyond which one is too large to be compared with others.
const LARGEST: usize = 64;

/// How many comparisons of conditions may still be made.
pub(super) struct Fuel(Cell<usize>);

impl Fuel {
    pub fn full() -> Fuel {
        Fuel(Cell::new(20_000))
    }

    fn burn(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

impl Condition {
    /// Whether there is anything for which it holds. A selection that finds nothing is no reason here: it is a fault of
    /// its own.
    pub(super) fn can_hold(&self, found: &Found<'_>) -> bool {
        match self {
            Condition::AtLeast(Quota::Count(0), _) => true,
            Condition::AtLeast(quota, among) => {
                let there = found(&among.of);
                let enough = match quota {
                    Quota::Count(count) => there == 0 || *count <= there,
                    Quota::Share(share, _) => *share <= Number::one(),
                };
                let asks = !matches!(quota, Quota::Share(share, _) if share.is_zero() || share.is_negative());
                enough && (among.test.is_possible() || !asks)
            }
            Condition::Every(among, or_none) => *or_none || among.test.is_possible(),
            Condition::Sustained(sustained) => sustained.among.test.is_possible(),
            Condition::All(conditions) => conditions.iter().all(|condition| condition.can_hold(found)),
            Condition::Any(conditions) => conditions.iter().any(|condition| condition.can_hold(found)),
            Condition::Compare(rule, test) => {
                let numbers = rule.span().is_none_or(|(low, high)| test.meets(&low, &high));
                test.is_possible() && numbers
            }
            _ => true,
        }
    }

    /// Whether another condition surely holds wherever this one does. Large conditions are not compared, and nothing is
    /// once the fuel is spent: conditions inside conditions can be compared in more ways than there is time for.
    pub(super) fn implies(&self, other: &Condition, fuel: &Fuel) -> bool {
        self.size() <= LARGEST && other.size() <= LARGEST && self.leads_to(other, fuel)
    }

    /// How many conditions it is made of.
    fn size(&self) -> usize {
        match self {
            Condition::All(parts) | Condition::Any(parts) => 1 + parts.iter().map(Condition::size).sum::<usize>(),
            Condition::Not(part) => 1 + part.size(),
            _ => 1,
        }
    }

    fn leads_to(&self, other: &Condition, fuel: &Fuel) -> bool {
        if !fuel.burn() {
            return false;
        }
        if self == other {
            return true;
        }
        match (self, other) {
            (Condition::Any(these), _) => !these.is_empty() && these.iter().all(|this| this.leads_to(other, fuel)),
            (_, Condition::All(those)) => those.iter().all(|that| self.leads_to(that, fuel)),
            (Condition::All(these), _) if these.iter().any(|this| this.leads_to(other, fuel)) => true,
            (_, Condition::Any(those)) => those.iter().any(|that| self.leads_to(that, fuel)),
            (Condition::Not(this), Condition::Not(that)) => that.leads_to(this, fuel),
            (Condition::AtLeast(quota, among), Condition::AtLeast(less, others)) => {
                narrower(among, others) && asks_less(less, quota)
            }
            (Condition::Every(among, or_none), Condition::Every(others, also)) => {
                narrower(among, others) && (!or_none || *also)
            }
            // At least one counts and all that count pass.
            (Condition::Every(among, false), Condition::AtLeast(Quota::Count(count), others)) => {
                narrower(among, others) && *count <= 1
            }
            (Condition::Every(among, false), Condition::AtLeast(Quota::Share(share, false), others)) => {
                narrower(among, others) && *share <= Number::one()
            }
            (Condition::Compare(rule, test), Condition::Compare(same, wider)) => rule == same && test.implies(wider),
            (Condition::Class(these), Condition::Class(those)) => these.iter().all(|class| those.contains(class)),
            (Condition::Independence(these), Condition::Independence(those)) => {
                these.iter().all(|category| those.contains(category))
            }
            (Condition::CollectedBy(these), Condition::CollectedBy(those)) => {
                these.iter().all(|method| those.contains(method))
            }
            _ => false,
        }
    }
}

/// Whether the same elements are looked at, and what passes here passes there.
fn narrower(these: &Among, those: &Among) -> bool {
    these.of == those.of && these.test.implies(&those.test)
}

/// Whether a quota is met wherever another one is.
fn asks_less(less: &Quota, quota: &Quota) -> bool {
    match (less, quota) {
        (Quota::Count(less), Quota::Count(count)) => less <= count,
        (Quota::Share(less, weighted), Quota::Share(share, also)) => weighted == also && less <= share,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::condition::Test;
    use crate::rule::testing::{achievement, all};

    fn among(ranks: &[usize]) -> Among {
        Among { of: all(), test: Test::ranks(ranks, achievement()) }
    }

    fn at_least(count: usize, ranks: &[usize]) -> Condition {
        Condition::AtLeast(Quota::Count(count), among(ranks))
    }

    #[test]
    fn more_of_the_better_implies_fewer_of_the_worse_and_never_the_other_way_round() {
        assert!(at_least(3, &[3]).implies(&at_least(2, &[2, 3]), &Fuel::full()));
        assert!(!at_least(2, &[3]).implies(&at_least(3, &[3]), &Fuel::full()));
        assert!(!at_least(2, &[2, 3]).implies(&at_least(2, &[3]), &Fuel::full()));
        assert!(Condition::Every(among(&[3]), false).implies(&at_least(1, &[2, 3]), &Fuel::full()));
        assert!(!Condition::Every(among(&[3]), true).implies(&at_least(1, &[2, 3]), &Fuel::full()));
        assert!(!Condition::Every(among(&[3]), false).implies(&at_least(2, &[3]), &Fuel::full()));
    }

    #[test]
    fn and_or_and_not_are_looked_into() {
        let (three, one) = (at_least(3, &[3]), at_least(1, &[3]));
        let class = Condition::Class(vec![1]);
        assert!(Condition::All(vec![class.clone(), three.clone()]).implies(&one, &Fuel::full()));
        assert!(three.implies(&Condition::Any(vec![class.clone(), one.clone()]), &Fuel::full()));
        assert!(!Condition::Any(vec![class, three.clone()]).implies(&one, &Fuel::full()));
        let not = |condition: &Condition| Condition::Not(Box::new(condition.clone()));
        assert!(not(&one).implies(&not(&three), &Fuel::full()));
        assert!(!not(&three).implies(&not(&one), &Fuel::full()));
    }

    #[test]
    fn nothing_passes_an_empty_test_and_five_of_three_are_never_there() {
        let three: &Found<'_> = &|_| 3;
        assert!(!at_least(1, &[]).can_hold(three));
        assert!(!at_least(5, &[3]).can_hold(three));
        assert!(at_least(3, &[3]).can_hold(three));
        assert!(!Condition::Every(among(&[]), false).can_hold(three));
        assert!(Condition::Every(among(&[]), true).can_hold(three));
    }
}
