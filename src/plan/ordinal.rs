//! Aggregation of ratings by their order, in lanes.

use super::lanes::{Bytes, LANES, NO, filled, fold, mask};
use super::settle::Bounds;
use crate::outcome::Rank;
use crate::rule::ordinal::{Method, Tie};

/// Highest rank of a scale that can be aggregated in lanes.
const TOP: usize = 12;

/// How ratings are aggregated.
pub(super) struct Ordinal {
    method: Method,
    up: bool,
    top: usize,
    /// How many ratings there may be.
    most: usize,
}

/// Running totals of one scenario; on the stack, whichever they are.
#[allow(clippy::large_enum_variant)]
pub(super) enum Totals {
    /// Count, and sums of the lowest and the highest ranks.
    Mean([u16; LANES], [u16; LANES], [u16; LANES]),
    /// Count, and for each rank how many stand below it, at the lowest and at the highest.
    Median(Bytes, [Bytes; TOP], [Bytes; TOP]),
}

impl Ordinal {
    /// `None` for what only the explained rule works out.
    pub fn of(method: Method, tie: Option<Tie>, top: Rank, count: usize) -> Option<Ordinal> {
        let fits = top <= TOP && count <= 255;
        let known = matches!(method, Method::Mean | Method::Median | Method::LowerMedian | Method::UpperMedian);
        (fits && known).then_some(Ordinal { method, up: tie == Some(Tie::Up), top, most: count })
    }

    pub fn start(&self) -> Totals {
        match self.method {
            Method::Mean => Totals::Mean([0; LANES], [0; LANES], [0; LANES]),
            _ => Totals::Median(NO, [NO; TOP], [NO; TOP]),
        }
    }

    #[inline(always)]
    pub fn add(&self, totals: &mut Totals, counts: &Bytes, low: &Bytes, high: &Bytes) {
        match totals {
            Totals::Mean(count, lows, highs) => {
                for lane in 0..LANES {
                    count[lane] += u16::from(counts[lane] & 1);
                    lows[lane] += u16::from(low[lane] & counts[lane]);
                    highs[lane] += u16::from(high[lane] & counts[lane]);
                }
            }
            Totals::Median(count, lows, highs) => {
                for lane in 0..LANES {
                    count[lane] += counts[lane] & 1;
                }
                for (rank, (lows, highs)) in lows.iter_mut().zip(highs).enumerate().take(self.top) {
                    // How many stand below the next rank: ranks fit a byte, as TOP does.
                    let next = rank as u8 + 1;
                    for lane in 0..LANES {
                        lows[lane] += mask(low[lane] < next) & counts[lane] & 1;
                        highs[lane] += mask(high[lane] < next) & counts[lane] & 1;
                    }
                }
            }
        }
    }

    /// The same rating, or the same two ends, so many times.
    pub fn add_many(&self, totals: &mut Totals, many: &Bytes, low: u8, high: u8) {
        match totals {
            Totals::Mean(count, lows, highs) => {
                for lane in 0..LANES {
                    let many = u16::from(many[lane]);
                    count[lane] += many;
                    lows[lane] += many * u16::from(low);
                    highs[lane] += many * u16::from(high);
                }
            }
            Totals::Median(count, lows, highs) => {
                fold(count, many, |count, many| count + many);
                for (rank, (lows, highs)) in (0_u8..).zip(lows.iter_mut().zip(highs)).take(self.top) {
                    if low <= rank {
                        fold(lows, many, |lows, many| lows + many);
                    }
                    if high <= rank {
                        fold(highs, many, |highs, many| highs + many);
                    }
                }
            }
        }
    }

    /// The mean of few ratings, of which so many each were given and some are unsure: in bytes, which is faster.
    /// Says whether that does.
    pub fn few(&self, each: &[Bytes], unsure: Option<&Bytes>, bounds: [&mut Bytes; 2]) -> bool {
        let fits = self.method == Method::Mean && 2 * self.top * self.most < usize::from(u8::MAX);
        let Some(unsure) = unsure.filter(|_| fits) else { return false };
        match each {
            [a, b] => self.few_of([a, b], unsure, bounds),
            [a, b, c] => self.few_of([a, b, c], unsure, bounds),
            [a, b, c, d] => self.few_of([a, b, c, d], unsure, bounds),
            [a, b, c, d, e] => self.few_of([a, b, c, d, e], unsure, bounds),
            [a, b, c, d, e, f] => self.few_of([a, b, c, d, e, f], unsure, bounds),
            _ => return false,
        }
        true
    }

    fn few_of<const R: usize>(&self, each: [&Bytes; R], unsure: &Bytes, [lows, highs]: [&mut Bytes; 2]) {
        let up = u8::from(self.up);
        for lane in 0..LANES {
            // A rating of three is counted three times: with the threes, with what is two or more, and with what is one
            // or more.
            let (mut above, mut sum) = (0_u8, 0_u8);
            for rank in (1..R).rev() {
                above = above.wrapping_add(each[rank][lane]);
                sum = sum.wrapping_add(above);
            }
            let mut count = above.wrapping_add(each[0][lane]);
            let (mut most, unsure) = (sum, unsure[lane]);
            count = count.wrapping_add(unsure);
            for _ in 1..R {
                most = most.wrapping_add(unsure);
            }
            // Twice the sum reaches the mark, where half-way counts as up; else it lies above.
            let (low, high) = (sum.wrapping_add(sum).wrapping_add(up), most.wrapping_add(most).wrapping_add(up));
            let (mut mark, mut at_low, mut at_high) = (count, 0_u8, 0_u8);
            for _ in 1..R {
                at_low = at_low.wrapping_sub(mask(low > mark));
                at_high = at_high.wrapping_sub(mask(high > mark));
                mark = mark.wrapping_add(count).wrapping_add(count);
            }
            (lows[lane], highs[lane]) = (at_low, at_high);
        }
    }

    /// Lowest and highest rank; only meaningful where something counts.
    pub fn bounds(&self, totals: &Totals) -> Bounds<Bytes> {
        let (low, high, there) = match totals {
            Totals::Mean(count, lows, highs) => {
                let mut there = NO;
                for lane in 0..LANES {
                    there[lane] = mask(count[lane] != 0);
                }
                (self.nearest(count, lows), self.nearest(count, highs), there)
            }
            Totals::Median(count, lows, highs) => (self.middle(count, lows), self.middle(count, highs), filled(count)),
        };
        Bounds { low, high, there }
    }

    /// The rank nearest to a mean: how many half-way marks it lies above.
    fn nearest(&self, count: &[u16; LANES], sums: &[u16; LANES]) -> Bytes {
        let mut out = NO;
        for rank in 1..=self.top as u16 {
            for lane in 0..LANES {
                let (twice, mark) = (sums[lane] * 2, (2 * rank - 1) * count[lane]);
                out[lane] += u8::from(twice > mark) | (u8::from(twice == mark) & u8::from(self.up));
            }
        }
        out
    }

    /// The middle rank: how many ranks have not more than half of all below them.
    fn middle(&self, count: &Bytes, below: &[Bytes; TOP]) -> Bytes {
        let (mut lower, mut upper) = (NO, NO);
        for below in below.iter().take(self.top) {
            for lane in 0..LANES {
                lower[lane] += u8::from(below[lane] <= count[lane].saturating_sub(1) / 2);
                upper[lane] += u8::from(below[lane] <= count[lane] / 2);
            }
        }
        match self.method {
            Method::LowerMedian => lower,
            Method::UpperMedian => upper,
            _ => {
                for lane in 0..LANES {
                    lower[lane] = (lower[lane] + upper[lane] + u8::from(self.up)) / 2;
                }
                lower
            }
        }
    }
}
