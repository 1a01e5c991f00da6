//! Rules that give numbers, in lanes. Sums of what ratings stand for run over whole numbers with a common divisor; the
//! rest goes lane by lane through exact fractions.

use super::Work;
use super::condition::{Condition, Test, Testable};
use super::fraction::{Fraction, Fractions};
use super::group::{Group, View};
use super::lanes::{Block, Bytes, EMPTY, LANES, Values, YES, filled, fold, map, mask};
use super::ranked::End;
use super::seen::Seen;
use super::settle::{Bounds, Parts, cap, over, require, settle};
use super::tally::Shares;
use super::totals::{Exact, Farthest, Table, Total, Whole, scaled};
use crate::number::Rounding;
use crate::rule::calculate::Operation;

/// A rule that gives numbers, resolved.
pub(super) enum Numeric {
    /// What was said in a column, between these ends.
    Stated(usize, Fraction, Fraction),
    Constant(Fraction),
    /// No target was agreed.
    Nothing,
    /// One result, a sum or a mean.
    Total(Box<Worths>, Total),
    /// The lowest or highest number of a group.
    Extreme(Box<Worths>, End),
    /// How many ratings pass, or which share: of these weights over a common divisor.
    Count(Group<Bytes>, Test, Vec<i64>, i64, bool),
    /// The same of numbers.
    CountNumbers(Group<Fractions>, Test, Vec<i64>, i64, bool),
    Calculate(Operation, Vec<Numeric>),
    Cap(Box<Numeric>, Box<Numeric>),
    Require(Box<Condition>, Box<Numeric>),
    /// Rounded to a part of one; and the number that stands for completeness.
    Round(Box<Numeric>, i64, Rounding, Option<Fraction>),
    /// Worked out lane by lane with the explained rule.
    Explained,
}

/// A group with what its results are worth, weighted.
pub(super) enum Worths {
    /// For each rating of each source a whole number; all over a common divisor. With the weights, over another.
    Ratings {
        group: Group<Bytes>,
        top: usize,
        tables: Vec<Table>,
        under: i64,
        weights: Vec<i64>,
        weigh: i64,
    },
    Numbers {
        group: Group<Fractions>,
        weights: Vec<Fraction>,
    },
}

/// The outcome of a rule in every lane.
pub(super) fn run(rule: &Numeric, work: &mut Work<'_>, out: &mut Block<Fractions>) {
    let mut seen = Seen::new();
    match rule {
        Numeric::Stated(column, low, high) => stated(*column, *low, *high, work, out, &mut seen),
        Numeric::Constant(number) => out.known(*number),
        Numeric::Nothing => out.void(EMPTY),
        Numeric::Total(worths, total) => worths.total(*total, work, out, &mut seen),
        Numeric::Extreme(worths, end) => worths.extreme(*end, work, out, &mut seen),
        Numeric::Count(group, test, weights, under, share) => {
            count(group, (test, weights, *under, *share), work, out, &mut seen);
        }
        Numeric::CountNumbers(group, test, weights, under, share) => {
            count(group, (test, weights, *under, *share), work, out, &mut seen);
        }
        Numeric::Calculate(operation, parts) => super::calculate::run(*operation, parts, work, out),
        Numeric::Cap(value, at) => {
            let (mut first, mut second) = (Block::new(Fraction::ZERO), Block::new(Fraction::ZERO));
            run(value, work, &mut first);
            run(at, work, &mut second);
            cap(&first, &second, &mut work.hard, out);
        }
        Numeric::Require(that, value) => {
            let held = that.held(work, &mut seen);
            let mut part = Block::new(Fraction::ZERO);
            run(value, work, &mut part);
            require(&part, &held, &seen, out);
            fold(&mut work.hard, &seen.may_stop, |hard, may| hard | may);
        }
        Numeric::Round(value, unit, mode, complete) => {
            let mut part = Block::new(Fraction::ZERO);
            run(value, work, &mut part);
            round(&part, (*unit, *mode, *complete), work, out);
        }
        Numeric::Explained => work.hard = YES,
    }
    fold(&mut work.inside, &seen.stops, |inside, stops| inside | stops);
}

fn stated(column: usize, low: Fraction, high: Fraction, work: &Work<'_>, out: &mut Block<Fractions>, seen: &mut Seen) {
    let mut states = Block::new(0);
    // The states are the same as those of ratings; a number that was given has the code 0.
    super::ranked::stated(work.codes.get(column), 1, &mut states, seen);
    out.voids = states.voids;
    out.in_one_scenario();
    let spread = mask(low != high);
    out.gaps = map(&states.gaps, |gap| gap & spread);
    let open = filled(&states.gaps);
    if let Some(numbers) = work.numbers.get(column).and_then(Option::as_ref) {
        (out.low, out.high) = (numbers.clone(), numbers.clone());
    }
    out.low.put(&open, low);
    out.high.put(&open, high);
    out.taken = out.low.clone();
}

impl Worths {
    fn total(&self, total: Total, work: &mut Work<'_>, out: &mut Block<Fractions>, seen: &mut Seen) {
        match self {
            Worths::Ratings { group, top, tables, under, weights, weigh } => {
                let (mut plain, mut taken) = (Whole::NEW, Whole::NEW);
                for ((source, table), weight) in group.sources.iter().zip(tables).zip(weights) {
                    impute(group, source, work, total);
                    let Some(view) = group.view(source, work, seen) else { continue };
                    plain.add(&view.counts, (&view.low, &view.high), *top, table, *weight);
                    if group.takes {
                        let (counts, low, high) = view.in_taken();
                        taken.add(counts, (low, high), *top, table, *weight);
                    }
                }
                let bounds = |whole: &Whole, work: &mut Work<'_>| match total {
                    Total::One | Total::Sum => whole.sum(*under),
                    Total::Mean => whole.mean(*under, *weigh, work),
                };
                let plain = bounds(&plain, work);
                let taken = group.takes.then(|| bounds(&taken, work));
                settle(out, seen, plain, taken);
            }
            Worths::Numbers { group, weights } => {
                let (mut plain, mut taken) = (Exact::new(), Exact::new());
                for (source, weight) in group.sources.iter().zip(weights) {
                    impute(group, source, work, total);
                    let Some(view) = group.view(source, work, seen) else { continue };
                    plain.add(&view.counts, &view.low, &view.high, *weight, work);
                    if group.takes {
                        let (counts, low, high) = view.in_taken();
                        taken.add(counts, low, high, *weight, work);
                    }
                }
                let plain = plain.bounds(total, work);
                let taken = group.takes.then(|| taken.bounds(total, work));
                settle(out, seen, plain, taken);
            }
        }
    }

    fn extreme(&self, end: End, work: &mut Work<'_>, out: &mut Block<Fractions>, seen: &mut Seen) {
        let (mut plain, mut taken) = (Farthest::new(end), Farthest::new(end));
        let takes = match self {
            Worths::Ratings { group, top, tables, under, .. } => {
                for (source, table) in group.sources.iter().zip(tables) {
                    let Some(view) = group.view(source, work, seen) else { continue };
                    let worth = |low: &Bytes, high: &Bytes| table.worth(low, high, *top, *under);
                    add_both(
                        &view,
                        &mut plain,
                        group.takes.then_some(&mut taken),
                        |low, high, _| worth(low, high),
                        work,
                    );
                }
                group.takes
            }
            Worths::Numbers { group, weights } => {
                for (source, weight) in group.sources.iter().zip(weights) {
                    let Some(view) = group.view(source, work, seen) else { continue };
                    let worth = |low: &Fractions, high: &Fractions, work: &mut Work<'_>| {
                        (scaled(low, *weight, work), scaled(high, *weight, work))
                    };
                    add_both(&view, &mut plain, group.takes.then_some(&mut taken), worth, work);
                }
                group.takes
            }
        };
        settle(out, seen, plain.bounds(), takes.then(|| taken.bounds()));
    }
}

/// In a sum, what has to earn what the others earned is left to the explained rule.
fn impute<V: Values>(group: &Group<V>, source: &super::group::Source<V::One>, work: &mut Work<'_>, total: Total) {
    if let (Total::Sum, Some(imputed)) = (total, group.imputed(source, work)) {
        fold(&mut work.hard, &imputed, |old, new| old | new);
    }
}

fn add_both<V: Values>(
    view: &View<V>,
    plain: &mut Farthest,
    taken: Option<&mut Farthest>,
    worth: impl Fn(&V, &V, &mut Work<'_>) -> (Fractions, Fractions),
    work: &mut Work<'_>,
) {
    let (low, high) = worth(&view.low, &view.high, work);
    plain.add(&view.counts, &low, &high);
    if let Some(taken) = taken {
        let (counts, low, high) = view.in_taken();
        let (low, high) = worth(low, high, work);
        taken.add(counts, &low, &high);
    }
}

/// How many pass, or which share.
fn count<V: Testable>(
    group: &Group<V>,
    (test, weights, under, share): (&Test, &[i64], i64, bool),
    work: &mut Work<'_>,
    out: &mut Block<Fractions>,
    seen: &mut Seen,
) {
    let (mut plain, mut taken) = (Shares::NEW, Shares::NEW);
    for (source, weight) in group.sources.iter().zip(weights) {
        let Some(view) = group.view(source, work, seen) else { continue };
        plain.add(&view.counts, &V::passes(test, &view.low, &view.high), *weight);
        if group.takes {
            let (counts, low, high) = view.in_taken();
            taken.add(counts, &V::passes(test, low, high), *weight);
        }
    }
    let taken = group.takes.then(|| taken.bounds(under, share));
    settle(out, seen, plain.bounds(under, share), taken);
}

impl Shares {
    fn bounds(&self, under: i64, share: bool) -> Bounds<Fractions> {
        let all = |over: [i64; LANES]| Fractions { over, under: [under; LANES] };
        let mut bounds = Bounds { low: all(self.sure), high: all(self.possible), there: self.counts };
        if share {
            for lane in 0..LANES {
                let there = self.total[lane] > 0;
                bounds.there[lane] &= mask(there);
                let under = if there { self.total[lane] } else { 1 };
                (bounds.low.under[lane], bounds.high.under[lane]) = (under, under);
            }
        }
        bounds
    }
}

/// Rounded, as a step of its own.
fn round(
    part: &Block<Fractions>,
    (unit, mode, complete): (i64, Rounding, Option<Fraction>),
    work: &mut Work<'_>,
    out: &mut Block<Fractions>,
) {
    let one = |value: Fraction| {
        let rounded = value.rounded(unit, mode)?;
        let early = complete.is_some_and(|complete| value < complete && rounded >= complete);
        if early { value.floored(unit) } else { Some(rounded) }
    };
    let mut all = |values: &Fractions| {
        let mut out = values.clone();
        for lane in (0..LANES).filter(|lane| part.voids[*lane] == 0) {
            match one(values.at(lane)) {
                Some(rounded) => out.set(lane, rounded),
                None => work.slow[lane] = 255,
            }
        }
        out
    };
    let mut parts = Parts::new();
    parts.add(part);
    let plain = Bounds { low: all(&part.low), high: all(&part.high), there: YES };
    let (low, high) = part.taken_bounds();
    let taken = parts.takes().then(|| Bounds { low: all(&low), high: all(&high), there: YES });
    over(out, &parts, &parts.voids.clone(), plain, taken);
}
