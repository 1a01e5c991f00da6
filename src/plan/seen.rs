//! What a rule looked at, in lanes: what follows for why its result is void or open.

use super::lanes::{Bytes, EMPTY, LANES, NO, common, highest_bit, map, mask, zip};

/// What a rule looked at: bits of all of it, by lane.
#[derive(Clone)]
pub(super) struct Seen {
    /// Where something counts.
    pub counts: Bytes,
    /// Where something counts under policy.
    pub taken: Bytes,
    /// Where something known counts, and the gaps of what is open.
    pub known: Bytes,
    pub gaps: Bytes,
    /// Reasons of what has no value.
    pub voids: Bytes,
    /// Reasons that stop the result.
    pub stops: Bytes,
    /// Where something may turn out to stop the result.
    pub may_stop: Bytes,
    /// Where a compared rule has a result.
    pub parts: Bytes,
    /// Where one surely has.
    pub sure_parts: Bytes,
    /// Gaps of compared rules; what is not open counts as partly.
    pub part_gaps: Bytes,
}

impl Seen {
    pub fn new() -> Seen {
        Seen {
            counts: NO,
            taken: NO,
            known: NO,
            gaps: NO,
            voids: NO,
            stops: NO,
            may_stop: NO,
            parts: NO,
            sure_parts: NO,
            part_gaps: NO,
        }
    }

    /// Why there is no result where nothing counts: the gravest reason.
    pub fn absence(&self) -> Bytes {
        map(&highest_bit(&self.voids), |bit| bit | (EMPTY & mask(bit == 0)))
    }

    /// Why it is open: for the common reason of what counts; else, if all that is open waits for a person, for that; else
    /// partly.
    pub fn gap(&self) -> Bytes {
        zip(&self.gaps, &self.known, common)
    }

    /// Where it may turn out that there is no result: something may stop it, or, where `vanishes`, nothing counts and
    /// every compared rule may turn out to have no result. What counts is never left out here: such lanes are hard.
    pub fn may_vanish(&self, vanishes: bool) -> Bytes {
        let vanishes = mask(vanishes);
        let mut may = self.may_stop;
        for lane in 0..LANES {
            may[lane] |= vanishes & !self.counts[lane] & !self.sure_parts[lane];
        }
        may
    }

    /// Where something counts, but nothing under policy.
    pub fn nothing(&self) -> Bytes {
        zip(&self.counts, &self.taken, |counts, taken| counts & !taken)
    }

    /// The reason that stops the result, where one does; else `otherwise`.
    pub fn stopped_or(&self, otherwise: &Bytes) -> Bytes {
        let stop = highest_bit(&self.stops);
        zip(&stop, otherwise, |stop, otherwise| stop | (otherwise & !mask(stop != 0)))
    }
}
