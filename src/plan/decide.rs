//! Decisions in lanes: the first case whose condition holds.

use super::Work;
use super::condition::Condition;
use super::lanes::{Block, Bytes, LANES, NO, Values, YES, and, any, common_gap, fold, gap_bit, mask, not, zip};
use super::seen::Seen;
use super::settle::{Bounds, settle};
use crate::outcome::Gap;

/// The first case whose condition holds decides.
pub(super) struct Decide {
    /// The element that is decided on.
    pub element: usize,
    pub cases: Vec<(Condition, Decision)>,
    pub otherwise: Decision,
    /// Whether it looks at anything, and whether some case may hold although nothing counts.
    pub looks: bool,
    pub speaks: bool,
    /// Whether policy changes nothing about it, and it looks at results of elements only.
    pub single: bool,
}

/// What is decided: lowest and highest of the ratings, and all of them as bits.
pub(super) struct Decision {
    pub low: u8,
    pub high: u8,
    pub ranks: u32,
}

/// What the cases come to in one scenario.
struct Decided {
    free: Bytes,
    possible: Bytes,
    low: Bytes,
    high: Bytes,
    choices: [u32; LANES],
}

impl Decided {
    const NEW: Decided = Decided { free: YES, possible: NO, low: [255; LANES], high: NO, choices: [0; LANES] };

    fn case(&mut self, yes: &Bytes, no: &Bytes, decision: &Decision, chooses: bool) {
        if chooses {
            for lane in 0..LANES {
                let here = (yes[lane] | !no[lane]) & self.free[lane];
                self.choices[lane] |= decision.ranks & 0_u32.wrapping_sub(u32::from(here & 1));
            }
        }
        for lane in 0..LANES {
            let (yes, no, free) = (yes[lane], no[lane], self.free[lane]);
            let here = (yes | !no) & free;
            self.low[lane] = self.low[lane].min(decision.low | !here);
            self.high[lane] = self.high[lane].max(decision.high & here);
            self.possible[lane] |= !yes & !no & free;
            self.free[lane] = free & !yes;
        }
    }
}

impl Decide {
    /// Whether some case leaves a choice to a person.
    pub fn chooses(&self) -> bool {
        let mut all = self.cases.iter().map(|(_, decision)| decision).chain([&self.otherwise]);
        all.any(|decision| decision.low != decision.high)
    }

    pub fn run(&self, work: &mut Work<'_>, out: &mut Block<Bytes>, seen: &mut Seen) {
        if self.single {
            let mut bounds = Decided::NEW;
            for (condition, decision) in &self.cases {
                let (yes, no) = condition.sure(work, seen);
                bounds.case(&yes, &no, decision, false);
            }
            bounds.case(&YES, &NO, &self.otherwise, false);
            return settle(out, seen, Bounds { low: bounds.low, high: bounds.high, there: YES }, None);
        }
        let chooses = self.chooses();
        let (mut bounds, mut taken) = (Decided::NEW, Decided::NEW);
        for (condition, decision) in &self.cases {
            let held = condition.held(work, seen);
            bounds.case(&held.yes, &held.no, decision, chooses);
            taken.case(&held.taken_yes, &held.taken_no, decision, chooses);
        }
        bounds.case(&YES, &NO, &self.otherwise, chooses);
        taken.case(&YES, &NO, &self.otherwise, chooses);
        let mut nothing = NO;
        if self.looks && !self.speaks {
            let absence = seen.absence();
            for lane in 0..LANES {
                nothing[lane] = absence[lane] & !(seen.counts[lane] | seen.parts[lane]);
            }
        }
        // Looking at no element, it is open for the reason for which what it compares is, else the element itself.
        let compares = any(&seen.part_gaps) != 0;
        let silence = if compares { common_gap(&seen.part_gaps) } else { work.silence(self.element) };
        let mut gaps = zip(&seen.gap(), &seen.counts, |gap, counts| gap & counts);
        fold(&mut gaps, &zip(&silence, &seen.counts, |gap, counts| gap & !counts), |gap, silence| gap | silence);
        (out.low, out.high, out.taken) = (bounds.low, bounds.high, taken.low);
        out.nothing = if self.speaks { NO } else { seen.nothing() };
        out.set = and(&taken.low.equal(&taken.high), &not(&out.nothing));
        if chooses {
            for lane in 0..LANES {
                let choice = mask(bounds.possible[lane] == 0 && bounds.low[lane] != bounds.high[lane]);
                gaps[lane] = (gaps[lane] & !choice) | (gap_bit(Gap::Undecided) & choice);
                work.choices[lane] = bounds.choices[lane] & 0_u32.wrapping_sub(u32::from(choice & 1));
            }
        }
        let may = seen.may_vanish(self.looks && !self.speaks);
        out.settle(seen.stopped_or(&nothing), &gaps, &may);
    }
}
