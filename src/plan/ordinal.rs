//! Aggregation of ratings by their order, in lanes.

use super::lanes::{Bytes, LANES, NO, filled, mask};
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
        (fits && known).then_some(Ordinal { method, up: tie == Some(Tie::Up), top })
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
