//! Running totals of numbers, in lanes.

use super::Work;
use super::fraction::{Fraction, Fractions};
use super::lanes::{Bytes, LANES, NO, Values, fold, mask};
use super::ranked::End;
use super::settle::Bounds;

/// How a total is made.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Total {
    /// Of one result only.
    One,
    Sum,
    Mean,
}

/// Lowest and highest worth of what lies between two ranks, by `low * (top + 1) + high`.
pub(super) struct Table {
    pub lows: Vec<i64>,
    pub highs: Vec<i64>,
}

impl Table {
    /// From what each rating is worth. Weights are not below zero, so that the lowest product is that of the lowest value.
    pub fn of(products: &[i64]) -> Table {
        let (mut lows, mut highs) = (Vec::new(), Vec::new());
        for low in 0..products.len() {
            for high in 0..products.len() {
                let between = products.get(low..=high).unwrap_or_default().iter();
                lows.push(between.clone().min().copied().unwrap_or(0));
                highs.push(between.max().copied().unwrap_or(0));
            }
        }
        Table { lows, highs }
    }

    #[inline(always)]
    pub fn at(&self, low: u8, high: u8, top: usize) -> (i64, i64) {
        let at = usize::from(low) * (top + 1) + usize::from(high);
        (self.lows.get(at).copied().unwrap_or(0), self.highs.get(at).copied().unwrap_or(0))
    }

    pub fn worth(&self, low: &Bytes, high: &Bytes, top: usize, under: i64) -> (Fractions, Fractions) {
        let (mut lows, mut highs) = (Fractions::full(Fraction::ZERO), Fractions::full(Fraction::ZERO));
        for lane in 0..LANES {
            let (least, most) = self.at(low[lane], high[lane], top);
            lows.set(lane, Fraction { over: least, under });
            highs.set(lane, Fraction { over: most, under });
        }
        (lows, highs)
    }
}

/// Running totals in whole numbers.
pub(super) struct Whole {
    low: [i64; LANES],
    high: [i64; LANES],
    weights: [i64; LANES],
    counts: Bytes,
}

impl Whole {
    pub const NEW: Whole = Whole { low: [0; LANES], high: [0; LANES], weights: [0; LANES], counts: NO };

    pub fn add(&mut self, counts: &Bytes, (low, high): (&Bytes, &Bytes), top: usize, table: &Table, weight: i64) {
        for lane in 0..LANES {
            let here = -i64::from(counts[lane] & 1);
            let (least, most) = table.at(low[lane], high[lane], top);
            self.low[lane] += least & here;
            self.high[lane] += most & here;
            self.weights[lane] += weight & here;
            self.counts[lane] |= counts[lane];
        }
    }

    pub fn sum(&self, under: i64) -> Bounds<Fractions> {
        let all = |over: [i64; LANES]| Fractions { over, under: [under; LANES] };
        Bounds { low: all(self.low), high: all(self.high), there: self.counts }
    }

    /// Sum over `under`, divided by weights over `weigh`.
    pub fn mean(&self, under: i64, weigh: i64, work: &mut Work<'_>) -> Bounds<Fractions> {
        let mut bounds = self.sum(1);
        for lane in 0..LANES {
            let weight = self.weights[lane];
            bounds.there[lane] &= mask(weight != 0);
            let divide = |over: i64| {
                if weight > 0 && weigh == 1 {
                    return Some(Fraction { over, under: weight.checked_mul(under)? });
                }
                Fraction { over, under }.divided_by(Fraction { over: weight, under: weigh })
            };
            match (divide(self.low[lane]), divide(self.high[lane])) {
                (Some(low), Some(high)) => {
                    bounds.low.set(lane, low);
                    bounds.high.set(lane, high);
                }
                _ => work.slow[lane] |= mask(weight != 0),
            }
        }
        bounds
    }
}

/// Running totals in fractions.
pub(super) struct Exact {
    low: Fractions,
    high: Fractions,
    weights: Fractions,
    counts: Bytes,
}

impl Exact {
    pub fn new() -> Exact {
        let zero = Fractions::full(Fraction::ZERO);
        Exact { low: zero.clone(), high: zero.clone(), weights: zero, counts: NO }
    }

    pub fn add(&mut self, counts: &Bytes, low: &Fractions, high: &Fractions, weight: Fraction, work: &mut Work<'_>) {
        let (low, high) = (scaled(low, weight, work), scaled(high, weight, work));
        let weight = Fractions::full(weight);
        for (sum, more) in [(&mut self.low, &low), (&mut self.high, &high), (&mut self.weights, &weight)] {
            for lane in 0..LANES {
                if counts[lane] != 0 {
                    match sum.at(lane).plus(more.at(lane)) {
                        Some(total) => sum.set(lane, total),
                        None => work.slow[lane] = 255,
                    }
                }
            }
        }
        fold(&mut self.counts, counts, |a, b| a | b);
    }

    pub fn bounds(mut self, total: Total, work: &mut Work<'_>) -> Bounds<Fractions> {
        if total == Total::Mean {
            for lane in 0..LANES {
                let weight = self.weights.at(lane);
                self.counts[lane] &= mask(weight.over != 0);
                match (self.low.at(lane).divided_by(weight), self.high.at(lane).divided_by(weight)) {
                    (Some(low), Some(high)) => {
                        self.low.set(lane, low);
                        self.high.set(lane, high);
                    }
                    _ => work.slow[lane] |= mask(weight.over != 0),
                }
            }
        }
        Bounds { low: self.low, high: self.high, there: self.counts }
    }
}

/// The lowest or highest so far.
pub(super) struct Farthest {
    end: End,
    low: Fractions,
    high: Fractions,
    there: Bytes,
}

impl Farthest {
    pub fn new(end: End) -> Farthest {
        let zero = Fractions::full(Fraction::ZERO);
        Farthest { end, low: zero.clone(), high: zero, there: NO }
    }

    pub fn add(&mut self, counts: &Bytes, low: &Fractions, high: &Fractions) {
        for (so_far, new) in [(&mut self.low, low), (&mut self.high, high)] {
            for lane in (0..LANES).filter(|lane| counts[*lane] != 0) {
                let (old, new) = (so_far.at(lane), new.at(lane));
                let farther = if self.end == End::Lowest { new < old } else { new > old };
                if farther || self.there[lane] == 0 {
                    so_far.set(lane, new);
                }
            }
        }
        fold(&mut self.there, counts, |a, b| a | b);
    }

    pub fn bounds(self) -> Bounds<Fractions> {
        Bounds { low: self.low, high: self.high, there: self.there }
    }
}

/// Numbers times a weight.
pub(super) fn scaled(values: &Fractions, weight: Fraction, work: &mut Work<'_>) -> Fractions {
    if weight == (Fraction { over: 1, under: 1 }) {
        return values.clone();
    }
    let mut out = values.clone();
    for lane in 0..LANES {
        match values.at(lane).times(weight) {
            Some(product) => out.set(lane, product),
            None => work.slow[lane] = 255,
        }
    }
    out
}
