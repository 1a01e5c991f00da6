//! Conditions in lanes: where they hold surely, and where they surely do not; as `Condition::holds` of the explained
//! evaluation.

use super::Work;
use super::counted::{Asked, Counted};
use super::fraction::{Fraction, Fractions};
use super::group::Group;
use super::lanes::{Block, Bytes, LANES, NO, PARTLY, Values, YES, and, any, fold, map, mask, not};
use super::numeric::{Numeric, run as run_numeric};
use super::ranked::{Ranked, run as run_ranked};
use super::seen::Seen;
use super::tally::{Shares, Tally};
use crate::outcome::Rank;
use crate::rule::condition::Comparison;

/// Where a condition surely holds and where it surely does not, in both scenarios.
pub(super) struct Held {
    pub yes: Bytes,
    pub no: Bytes,
    pub taken_yes: Bytes,
    pub taken_no: Bytes,
}

impl Held {
    pub fn same(yes: Bytes, no: Bytes) -> Held {
        Held { yes, no, taken_yes: yes, taken_no: no }
    }

    fn fixed(holds: bool) -> Held {
        let holds = [mask(holds); LANES];
        Held::same(holds, not(&holds))
    }
}

/// A condition, resolved.
pub(super) enum Condition {
    Ranks(Group<Bytes>, Test, Ask),
    Numbers(Group<Fractions>, Test, Ask),
    Counted(Box<Asked>),
    Compare(Box<Ranked>, Test),
    CompareNumber(Box<Numeric>, Test),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Fixed(bool),
    /// Something was said in these columns; where nothing was, it may still be. The second: whether it would hold.
    Said(Vec<usize>, bool),
    /// While nothing was said in these columns it is open, under policy too if the second says so; else it does not hold.
    Silent(Vec<usize>, bool),
}

/// What passes.
pub(super) enum Test {
    /// Ranks from one to another, in runs without a break.
    Runs(Vec<(u8, u8)>),
    Number(Comparison, Fraction),
}

/// What is asked of a group.
pub(super) enum Ask {
    /// That every one that counts passes; where none counts, this.
    Every(bool),
    /// That so many pass.
    Count(u8),
    /// That such a share passes, of such weights.
    Share(Fraction, Vec<i64>),
}

/// Values that can be tested.
pub(super) trait Testable: Values {
    /// Where everything between two values passes, and where anything does.
    fn passes(test: &Test, low: &Self, high: &Self) -> (Bytes, Bytes);
}

impl Test {
    /// Ranks from one to another, if it is no more.
    pub fn run(&self) -> Option<(u8, u8)> {
        match self {
            Test::Runs(runs) if runs.len() == 1 => runs.first().copied(),
            _ => None,
        }
    }

    /// Ranks, as runs.
    pub fn ranks(ranks: &[Rank]) -> Option<Test> {
        let mut ranks: Vec<u8> = ranks.iter().map(|rank| u8::try_from(*rank).ok()).collect::<Option<_>>()?;
        ranks.sort_unstable();
        let mut runs: Vec<(u8, u8)> = Vec::new();
        for rank in ranks {
            match runs.last_mut() {
                Some((_, to)) if rank <= to.saturating_add(1) => *to = rank,
                _ => runs.push((rank, rank)),
            }
        }
        Some(Test::Runs(runs))
    }
}

impl Testable for Bytes {
    #[inline(always)]
    fn passes(test: &Test, low: &Bytes, high: &Bytes) -> (Bytes, Bytes) {
        let (mut all, mut some) = (NO, NO);
        let Test::Runs(runs) = test else { return (all, some) };
        for (from, to) in runs {
            for lane in 0..LANES {
                let (low, high) = (low[lane], high[lane]);
                all[lane] |= mask(low >= *from) & mask(high <= *to);
                some[lane] |= mask(high >= *from) & mask(low <= *to);
            }
        }
        (all, some)
    }
}

impl Testable for Fractions {
    fn passes(test: &Test, low: &Fractions, high: &Fractions) -> (Bytes, Bytes) {
        let (mut all, mut some) = (NO, NO);
        let Test::Number(comparison, bound) = test else { return (all, some) };
        for lane in 0..LANES {
            let (low, high) = (low.at(lane), high.at(lane));
            let (every, any) = match comparison {
                Comparison::AtLeast => (low >= *bound, high >= *bound),
                Comparison::Above => (low > *bound, high > *bound),
                Comparison::AtMost => (high <= *bound, low <= *bound),
                Comparison::Below => (high < *bound, low < *bound),
                Comparison::Equals => (low == *bound && high == *bound, low <= *bound && *bound <= high),
            };
            (all[lane], some[lane]) = (mask(every), mask(any));
        }
        (all, some)
    }
}

fn ask<V: Testable>(group: &Group<V>, test: &Test, ask: &Ask, work: &mut Work<'_>, seen: &mut Seen) -> Held {
    let (mut tally, mut taken) = (Tally::NEW, Tally::NEW);
    let (mut shares, mut shares_taken) = (Shares::NEW, Shares::NEW);
    for (index, source) in group.sources.iter().enumerate() {
        let Some(view) = group.view(source, work, seen) else { continue };
        let passes = V::passes(test, &view.low, &view.high);
        match ask {
            Ask::Every(_) => tally.every(&view.counts, &passes),
            Ask::Count(_) => tally.count(&view.counts, &passes),
            Ask::Share(_, weights) => shares.add(&view.counts, &passes, weights.get(index).copied().unwrap_or(0)),
        }
        if let Some(under) = &view.taken {
            let passes = V::passes(test, &under.low, &under.high);
            match ask {
                Ask::Every(_) => taken.every(&under.counts, &passes),
                Ask::Count(_) => taken.count(&under.counts, &passes),
                Ask::Share(_, weights) => {
                    shares_taken.add(&under.counts, &passes, weights.get(index).copied().unwrap_or(0));
                }
            }
        }
    }
    let result = |tally: &Tally, shares: &Shares| match ask {
        Ask::Every(or_none) => tally.all(*or_none),
        Ask::Count(count) => tally.enough(*count),
        Ask::Share(share, _) => shares.reach(*share),
    };
    let (yes, no) = result(&tally, &shares);
    if !group.takes {
        return Held::same(yes, no);
    }
    let (taken_yes, taken_no) = result(&taken, &shares_taken);
    Held { yes, no, taken_yes, taken_no }
}

/// The same of ratings, where policy changes nothing.
fn ask_at_a_glance(
    group: &Group<Bytes>,
    (test, asked): (&Test, &Ask),
    work: &mut Work<'_>,
    seen: &mut Seen,
) -> Option<(Bytes, Bytes)> {
    let run @ (from, to) = test.run().filter(|_| !group.takes)?;
    let mut tally = Tally::NEW;
    for source in &group.sources {
        let done = match asked {
            Ask::Every(_) => group.glance(source, work, seen, |lane, counts, low, high| {
                tally.one(run, lane, counts, (low, high));
            }),
            Ask::Count(_) => group.glance(source, work, seen, |lane, counts, low, high| {
                let (all, some) = (mask(low >= from) & mask(high <= to), mask(high >= from) & mask(low <= to));
                tally.sure[lane] = tally.sure[lane].saturating_add(all & counts & 1);
                tally.possible[lane] = tally.possible[lane].saturating_add(some & counts & 1);
            }),
            Ask::Share(..) => return None,
        };
        if !done && let Some(view) = group.view(source, work, seen) {
            let passes = Bytes::passes(test, &view.low, &view.high);
            match asked {
                Ask::Every(_) => tally.every(&view.counts, &passes),
                _ => tally.count(&view.counts, &passes),
            }
        }
    }
    match asked {
        Ask::Every(or_none) => Some(tally.all(*or_none)),
        Ask::Count(count) => Some(tally.enough(*count)),
        Ask::Share(..) => None,
    }
}

/// Whether the result of a rule passes; what has none does not.
fn compare<V: Testable>(block: &Block<V>, test: &Test, seen: &mut Seen) -> Held {
    let there = map(&block.voids, |void| mask(void == 0));
    fold(&mut seen.parts, &there, |old, new| old | new);
    fold(&mut seen.voids, &block.voids, |old, new| old | new);
    fold(&mut seen.part_gaps, &block.gaps, |old, gap| old | gap | (PARTLY & mask(gap == 0)));
    fold(&mut seen.sure_parts, &and(&there, &not(&block.may)), |old, new| old | new);
    let (all, some) = V::passes(test, &block.low, &block.high);
    let (yes, no) = (and(&all, &there), not(&and(&some, &there)));
    let sure = and(&yes, &not(&block.may));
    if any(&block.set) == 0 {
        return Held { yes: sure, no, taken_yes: yes, taken_no: no };
    }
    let (low, high) = block.taken_bounds();
    let (all, some) = V::passes(test, &low, &high);
    Held { yes: sure, no, taken_yes: and(&all, &there), taken_no: not(&and(&some, &there)) }
}

/// Works out a rule that is compared; what stops a result at any depth of it stops this one.
fn inside<T>(work: &mut Work<'_>, seen: &mut Seen, run: impl FnOnce(&mut Work<'_>) -> T) -> T {
    let before = std::mem::replace(&mut work.inside, NO);
    let result = run(work);
    fold(&mut seen.stops, &work.inside, |old, new| old | new);
    fold(&mut work.inside, &before, |old, new| old | new);
    result
}

impl Condition {
    /// Whether policy changes nothing about it, and it looks at results of elements only.
    pub fn is_single(&self) -> bool {
        match self {
            Condition::Ranks(group, ..) => !group.takes,
            Condition::Counted(asked) => !asked.of.takes,
            Condition::Fixed(_) => true,
            Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().all(Condition::is_single),
            Condition::Not(condition) => condition.is_single(),
            _ => false,
        }
    }

    /// Where it surely holds, and where it surely does not, by bounds.
    pub fn sure(&self, work: &mut Work<'_>, seen: &mut Seen) -> (Bytes, Bytes) {
        match self {
            Condition::Counted(asked) => asked.sure(work, seen),
            Condition::Ranks(group, test, asked) => {
                ask_at_a_glance(group, (test, asked), work, seen).unwrap_or_else(|| {
                    let held = ask(group, test, asked, work, seen);
                    (held.yes, held.no)
                })
            }
            _ => {
                let held = self.held(work, seen);
                (held.yes, held.no)
            }
        }
    }

    /// Leaves out looking twice at what another condition of the same rule looks at.
    pub fn look_once(&mut self, looked: &mut Vec<Counted>) {
        match self {
            Condition::Counted(asked) => {
                asked.again = looked.contains(&asked.of);
                looked.push(asked.of.clone());
            }
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter_mut().for_each(|condition| condition.look_once(looked));
            }
            Condition::Not(condition) => condition.look_once(looked),
            _ => {}
        }
    }

    /// Where it holds; what it looked at goes to `seen`.
    pub fn held(&self, work: &mut Work<'_>, seen: &mut Seen) -> Held {
        match self {
            Condition::Ranks(group, test, asked) => ask(group, test, asked, work, seen),
            Condition::Numbers(group, test, asked) => ask(group, test, asked, work, seen),
            Condition::Counted(asked) => asked.held(work, seen),
            Condition::Compare(rule, test) => {
                let mut block = Block::new(0);
                inside(work, seen, |work| run_ranked(rule, work, &mut block));
                compare(&block, test, seen)
            }
            Condition::CompareNumber(rule, test) => {
                let mut block = Block::new(Fraction::ZERO);
                inside(work, seen, |work| run_numeric(rule, work, &mut block));
                compare(&block, test, seen)
            }
            Condition::All(conditions) => {
                let mut all = Held::fixed(true);
                for condition in conditions {
                    let held = condition.held(work, seen);
                    fold(&mut all.yes, &held.yes, |a, b| a & b);
                    fold(&mut all.no, &held.no, |a, b| a | b);
                    fold(&mut all.taken_yes, &held.taken_yes, |a, b| a & b);
                    fold(&mut all.taken_no, &held.taken_no, |a, b| a | b);
                }
                all
            }
            Condition::Any(conditions) => {
                let mut some = Held::fixed(false);
                for condition in conditions {
                    let held = condition.held(work, seen);
                    fold(&mut some.yes, &held.yes, |a, b| a | b);
                    fold(&mut some.no, &held.no, |a, b| a & b);
                    fold(&mut some.taken_yes, &held.taken_yes, |a, b| a | b);
                    fold(&mut some.taken_no, &held.taken_no, |a, b| a & b);
                }
                some
            }
            Condition::Not(condition) => {
                let Held { yes, no, taken_yes, taken_no } = condition.held(work, seen);
                Held { yes: no, no: yes, taken_yes: taken_no, taken_no: taken_yes }
            }
            Condition::Fixed(holds) => Held::fixed(*holds),
            Condition::Said(columns, held) => {
                let said = work.said(columns);
                let yes = map(&said, |said| said & mask(*held));
                let no = map(&said, |said| said & mask(!*held));
                Held { yes, no, taken_yes: yes, taken_no: not(&yes) }
            }
            Condition::Silent(columns, open) => {
                let said = work.spoken(columns);
                let taken_no = if *open { said } else { YES };
                Held { yes: NO, no: said, taken_yes: NO, taken_no }
            }
        }
    }
}
