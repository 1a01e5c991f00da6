//! Running totals of what passes in a group, in lanes.

use super::fraction::Fraction;
use super::lanes::{Bytes, LANES, NO, YES, map, mask};

/// Running totals over a group in one scenario.
pub(super) struct Tally {
    /// Where something counts.
    pub counts: Bytes,
    /// Where something surely fails, and where something does not surely pass.
    pub fails: Bytes,
    pub unsure: Bytes,
    /// How many surely pass, and how many may; no more than 255.
    pub sure: Bytes,
    pub possible: Bytes,
}

impl Tally {
    pub const NEW: Tally = Tally { counts: NO, fails: NO, unsure: NO, sure: NO, possible: NO };

    #[inline(always)]
    pub fn every(&mut self, counts: &Bytes, (all, some): &(Bytes, Bytes)) {
        for lane in 0..LANES {
            self.counts[lane] |= counts[lane];
            self.fails[lane] |= !some[lane] & counts[lane];
            self.unsure[lane] |= !all[lane] & counts[lane];
        }
    }

    #[inline(always)]
    pub fn count(&mut self, counts: &Bytes, (all, some): &(Bytes, Bytes)) {
        for lane in 0..LANES {
            self.sure[lane] = self.sure[lane].saturating_add(all[lane] & counts[lane] & 1);
            self.possible[lane] = self.possible[lane].saturating_add(some[lane] & counts[lane] & 1);
        }
    }

    /// As [`Tally::every`], of one lane and ranks from one to another.
    #[inline(always)]
    pub fn one(&mut self, (from, to): (u8, u8), lane: usize, counts: u8, (low, high): (u8, u8)) {
        self.counts[lane] |= counts;
        self.fails[lane] |= !(mask(high >= from) & mask(low <= to)) & counts;
        self.unsure[lane] |= !(mask(low >= from) & mask(high <= to)) & counts;
    }

    /// Whether every one passes.
    #[inline(always)]
    pub fn all(&self, or_none: bool) -> (Bytes, Bytes) {
        let none = mask(or_none);
        let (mut yes, mut no) = (NO, NO);
        for lane in 0..LANES {
            let counts = self.counts[lane];
            yes[lane] = (counts & !self.unsure[lane] & !self.fails[lane]) | (!counts & none);
            no[lane] = (counts & self.fails[lane]) | (!counts & !none);
        }
        (yes, no)
    }

    pub fn enough(&self, count: u8) -> (Bytes, Bytes) {
        (map(&self.sure, |sure| mask(sure >= count)), map(&self.possible, |possible| mask(possible < count)))
    }
}

/// How much of a group passes, by weight. Nothing here may turn out to be left out: such lanes are hard.
#[derive(Clone)]
pub(super) struct Shares {
    pub counts: Bytes,
    pub sure: [i64; LANES],
    pub possible: [i64; LANES],
    pub total: [i64; LANES],
}

impl Shares {
    pub const NEW: Shares = Shares { counts: NO, sure: [0; LANES], possible: [0; LANES], total: [0; LANES] };

    pub fn add(&mut self, counts: &Bytes, (all, some): &(Bytes, Bytes), weight: i64) {
        let weigh = |mask: u8| weight & -i64::from(mask & 1);
        for lane in 0..LANES {
            self.counts[lane] |= counts[lane];
            self.sure[lane] += weigh(all[lane] & counts[lane]);
            self.possible[lane] += weigh(some[lane] & counts[lane]);
            self.total[lane] += weigh(counts[lane]);
        }
    }

    pub fn reach(&self, share: Fraction) -> (Bytes, Bytes) {
        let (mut yes, mut no) = (NO, YES);
        for lane in 0..LANES {
            if self.counts[lane] != 0 && self.total[lane] > 0 {
                let part = |over: i64| Fraction { over, under: self.total[lane] };
                yes[lane] = mask(part(self.sure[lane]) >= share);
                no[lane] = mask(part(self.possible[lane]) < share);
            }
        }
        (yes, no)
    }
}
