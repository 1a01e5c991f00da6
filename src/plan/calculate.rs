//! Arithmetic on results, in lanes.

use super::Work;
use super::fraction::{Fraction, Fractions};
use super::lanes::{Block, EMPTY, LANES, NO, Values, YES, mask};
use super::numeric::{Numeric, run as run_numeric};
use super::settle::{Bounds, Parts, over};
use crate::rule::calculate::Operation;

type Range = (Fraction, Fraction);

/// Why there is no number.
enum Missing {
    /// The operation gives none.
    Nothing,
    /// It does not fit.
    TooLong,
}

pub(super) fn run(operation: Operation, rules: &[Numeric], work: &mut Work<'_>, out: &mut Block<Fractions>) {
    let zero = Fractions::full(Fraction::ZERO);
    let mut parts = Parts::new();
    let fresh = || Bounds { low: zero.clone(), high: zero.clone(), there: YES };
    let (mut plain, mut taken) = (fresh(), fresh());
    let mut last_open = NO;
    for (index, rule) in rules.iter().enumerate() {
        let mut block = Block::new(Fraction::ZERO);
        run_numeric(rule, work, &mut block);
        parts.add(&block);
        last_open = block.gaps;
        let (low, high) = block.taken_bounds();
        for (so_far, low, high) in [(&mut plain, &block.low, &block.high), (&mut taken, &low, &high)] {
            for lane in 0..LANES {
                let new = (low.at(lane), high.at(lane));
                if parts.voids[lane] != 0 || so_far.there[lane] == 0 {
                    continue;
                }
                let old = (so_far.low.at(lane), so_far.high.at(lane));
                match if index == 0 { Ok(new) } else { step(operation, old, new) } {
                    Ok((low, high)) => {
                        so_far.low.set(lane, low);
                        so_far.high.set(lane, high);
                    }
                    Err(Missing::Nothing) => so_far.there[lane] = 0,
                    Err(Missing::TooLong) => work.slow[lane] = 255,
                }
            }
        }
    }
    let takes = parts.takes();
    over(out, &parts, &parts.voids.clone(), plain, takes.then_some(taken));
    if operation == Operation::Divide {
        // The divisor may still turn out to be zero: what bounds the result then is for the explained rule to say.
        for lane in 0..LANES {
            work.hard[lane] |= mask(last_open[lane] != 0 && parts.voids[lane] == 0 && out.voids[lane] == EMPTY);
        }
    }
}

/// One more operand.
fn step(operation: Operation, (low, high): Range, (from, to): Range) -> Result<Range, Missing> {
    let both = |low: Option<Fraction>, high: Option<Fraction>| low.zip(high).ok_or(Missing::TooLong);
    match operation {
        Operation::Add => both(low.plus(from), high.plus(to)),
        Operation::Subtract => both(low.minus(to), high.minus(from)),
        Operation::Multiply => corners([low, high], [from, to], Fraction::times),
        Operation::Divide if from.over > 0 || to.over < 0 => corners([low, high], [from, to], Fraction::divided_by),
        Operation::Divide => Err(Missing::Nothing),
        Operation::Lowest => Ok((if from < low { from } else { low }, if to < high { to } else { high })),
        Operation::Highest => Ok((if from > low { from } else { low }, if to > high { to } else { high })),
    }
}

/// Lowest and highest of what an operation gives at the ends of two ranges.
fn corners(
    a: [Fraction; 2],
    b: [Fraction; 2],
    f: fn(Fraction, Fraction) -> Option<Fraction>,
) -> Result<Range, Missing> {
    let mut found: Option<Range> = None;
    for (a, b) in a.into_iter().flat_map(|a| b.map(|b| (a, b))) {
        let value = f(a, b).ok_or(Missing::TooLong)?;
        found = Some(match found {
            None => (value, value),
            Some((low, high)) => (if value < low { value } else { low }, if value > high { value } else { high }),
        });
    }
    found.ok_or(Missing::Nothing)
}
