//! Rules that give ratings, in lanes.

use super::Work;
use super::condition::{Condition, Held, Tally, Test, Testable};
use super::fraction::Fraction;
use super::group::{Group, View};
use super::lanes::{
    Block, Bytes, LANES, NO, Seen, Values, YES, and, any, common_gap, fold, gap_bit, mask, not, or, zip,
};
use super::numeric::{Numeric, run as run_numeric};
use super::ordinal::Ordinal;
use super::settle::{Bounds, Parts, cap, over, require, settle};
use crate::outcome::Gap;

/// A rule that gives ratings, resolved.
pub(super) enum Ranked {
    /// What was said in a column, on a scale with this highest rank.
    Stated(usize, u8),
    /// The lowest of a group, or the highest.
    Extreme(Group<Bytes>, End),
    Ordinal(Group<Bytes>, Ordinal),
    /// The band of a number: bounds, and whether a bound belongs to its band.
    Band(Box<Numeric>, Vec<(Fraction, bool)>, u8),
    Ladder(Box<Ladder>),
    Decide(Box<Decide>),
    Cap(Box<Ranked>, Box<Ranked>),
    Require(Box<Condition>, Box<Ranked>),
    /// The lowest of results, or the highest.
    Pick(Vec<Ranked>, End),
    /// Worked out lane by lane with the explained rule.
    Explained,
}

/// Which end is looked for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    Lowest,
    Highest,
}

/// The outcome of a rule in every lane; gives what its own step looked at.
pub(super) fn run(rule: &Ranked, work: &mut Work<'_>, out: &mut Block<Bytes>) -> Seen {
    let mut seen = Seen::new();
    match rule {
        Ranked::Stated(column, top) => stated(work.codes.get(*column), *top, out, &mut seen),
        Ranked::Extreme(group, end) => extreme(group, *end, work, out, &mut seen),
        Ranked::Ordinal(group, ordinal) => {
            let (mut bounds, mut taken) = (ordinal.start(), group.takes.then(|| ordinal.start()));
            for source in &group.sources {
                let Some(view) = group.view(source, work, &mut seen) else { continue };
                ordinal.add(&mut bounds, &view.counts, &view.low, &view.high);
                if let Some(taken) = &mut taken {
                    let (counts, low, high) = view.in_taken();
                    ordinal.add(taken, counts, low, high);
                }
            }
            settle(out, &seen, ordinal.bounds(&bounds), taken.map(|taken| ordinal.bounds(&taken)));
        }
        Ranked::Band(of, bounds, top) => {
            let mut number = Block::new(Fraction::ZERO);
            run_numeric(of, work, &mut number);
            band(&number, bounds, *top, out);
        }
        Ranked::Ladder(ladder) => ladder.run(work, out, &mut seen),
        Ranked::Decide(decide) => decide.run(work, out, &mut seen),
        Ranked::Cap(value, at) => {
            let (mut first, mut second) = (Block::new(0), Block::new(0));
            run(value, work, &mut first);
            run(at, work, &mut second);
            cap(&first, &second, &mut work.hard, out);
        }
        Ranked::Require(that, value) => {
            let held = that.held(work, &mut seen);
            let mut part = Block::new(0);
            run(value, work, &mut part);
            require(&part, &held, &seen, out);
            fold(&mut work.hard, &seen.may_stop, |hard, may| hard | may);
        }
        Ranked::Pick(parts, end) => pick(parts, *end, work, out),
        Ranked::Explained => work.hard = YES,
    }
    fold(&mut work.inside, &seen.stops, |inside, stops| inside | stops);
    seen
}

/// What one respondent said.
pub(super) fn stated(codes: Option<&Bytes>, top: u8, out: &mut Block<Bytes>, seen: &mut Seen) {
    let Some(codes) = codes else { return };
    let dont_know = gap_bit(Gap::DontKnow);
    for lane in 0..LANES {
        let code = codes[lane];
        let state = mask(code >= 0x80);
        let gap = code & 0b11 & state;
        let void = (code & 0b111_1100 & state) >> 1;
        let open = mask(gap != 0);
        let known = !state;
        out.voids[lane] = void;
        out.gaps[lane] = gap & mask(top != 0);
        out.low[lane] = code & known;
        out.high[lane] = (code & known) | (top & open);
        seen.voids[lane] = void;
        let said = known | mask(gap == dont_know);
        seen.counts[lane] = said;
        let doubt = mask(gap == dont_know && top != 0);
        seen.gaps[lane] = gap & doubt;
        seen.known[lane] = said & !doubt;
        seen.taken[lane] = said;
    }
    (out.may, out.set, out.nothing) = (NO, NO, NO);
}

fn extreme(group: &Group<Bytes>, end: End, work: &mut Work<'_>, out: &mut Block<Bytes>, seen: &mut Seen) {
    let start = match end {
        End::Lowest => [255; LANES],
        End::Highest => NO,
    };
    let add = |low: &mut Bytes, high: &mut Bytes, counts: &Bytes, from: &Bytes, to: &Bytes| match end {
        End::Lowest => {
            low.lower(counts, from);
            high.lower(counts, to);
        }
        End::Highest => {
            low.raise(counts, from);
            high.raise(counts, to);
        }
    };
    let (mut low, mut high) = (start, start);
    let (mut taken_low, mut taken_high, mut taken_there) = (start, start, NO);
    for source in &group.sources {
        let Some(view) = group.view(source, work, seen) else { continue };
        add(&mut low, &mut high, &view.counts, &view.low, &view.high);
        if group.takes {
            let (counts, from, to) = view.in_taken();
            add(&mut taken_low, &mut taken_high, counts, from, to);
            fold(&mut taken_there, counts, |a, b| a | b);
        }
    }
    let taken = group.takes.then_some(Bounds { low: taken_low, high: taken_high, there: taken_there });
    settle(out, seen, Bounds { low, high, there: YES }, taken);
}

/// The band of a number in both scenarios.
fn band(number: &Block<super::fraction::Fractions>, bounds: &[(Fraction, bool)], top: u8, out: &mut Block<Bytes>) {
    let rank = |value: Fraction| {
        let inside = bounds.iter().position(|(bound, closed)| value < *bound || (*closed && value == *bound));
        inside.and_then(|rank| u8::try_from(rank).ok()).unwrap_or(top)
    };
    let mut parts = Parts::new();
    parts.add(number);
    let mut placed = Bounds { low: NO, high: NO, there: YES };
    let mut taken = Bounds { low: NO, high: NO, there: YES };
    for lane in 0..LANES {
        if number.voids[lane] != 0 {
            continue;
        }
        placed.low[lane] = rank(number.low.at(lane));
        placed.high[lane] = if number.gaps[lane] == 0 { placed.low[lane] } else { rank(number.high.at(lane)) };
        (taken.low[lane], taken.high[lane]) = (placed.low[lane], placed.high[lane]);
        if number.set[lane] != 0 {
            taken.low[lane] = rank(number.taken.at(lane));
            taken.high[lane] = taken.low[lane];
        }
    }
    let takes = parts.takes();
    over(out, &parts, &parts.voids.clone(), placed, takes.then_some(taken));
}

fn pick(rules: &[Ranked], end: End, work: &mut Work<'_>, out: &mut Block<Bytes>) {
    let start = if end == End::Lowest { [255; LANES] } else { NO };
    let mut parts = Parts::new();
    let (mut plain, mut taken) = ((start, start), (start, start));
    for rule in rules {
        let mut block = Block::new(0);
        run(rule, work, &mut block);
        parts.add(&block);
        let (low, high) = block.taken_bounds();
        let pairs =
            [(&mut plain.0, &block.low), (&mut plain.1, &block.high), (&mut taken.0, &low), (&mut taken.1, &high)];
        for (into, from) in pairs {
            if end == End::Lowest { into.lower(&YES, from) } else { into.raise(&YES, from) }
        }
    }
    let bounds = |(low, high): (Bytes, Bytes)| Bounds { low, high, there: YES };
    let takes = parts.takes();
    over(out, &parts, &parts.voids.clone(), bounds(plain), takes.then(|| bounds(taken)));
}

/// Levels that must be reached one after the other.
pub(super) struct Ladder {
    /// The items of its lists, with what is asked of those that have the level itself, and of those below it.
    pub items: Option<(Group<Bytes>, Test, Test)>,
    pub levels: Vec<Level>,
    /// Positions of items that stand in no level.
    pub others: Vec<usize>,
    /// Whether it looks at anything, and whether some level may hold although nothing counts.
    pub looks: bool,
    pub speaks: bool,
}

/// One level.
pub(super) enum Level {
    /// Positions of its items.
    Items(Vec<usize>),
    When(Condition),
}

/// How far a ladder is climbed in one scenario.
struct Climb {
    alive: Bytes,
    lower: Bytes,
    reached: Bytes,
}

impl Climb {
    const START: Climb = Climb { alive: YES, lower: YES, reached: NO };

    fn step(&mut self, holds: &Bytes, lower_holds: &Bytes) {
        for lane in 0..LANES {
            self.alive[lane] &= holds[lane] & self.lower[lane];
            self.reached[lane] += self.alive[lane] & 1;
            self.lower[lane] &= lower_holds[lane];
        }
    }
}

impl Ladder {
    fn run(&self, work: &mut Work<'_>, out: &mut Block<Bytes>, seen: &mut Seen) {
        // Sure and possible, by bounds and under policy.
        let mut climbs = [Climb::START, Climb::START, Climb::START, Climb::START];
        if let Some((group, ..)) = &self.items {
            // They decide nothing, but were looked at.
            for source in self.others.iter().filter_map(|item| group.sources.get(*item)) {
                group.view(source, work, seen);
            }
        }
        for level in &self.levels {
            let (holds, below) = match (level, &self.items) {
                (Level::When(condition), _) => (condition.held(work, seen), None),
                (Level::Items(items), Some((group, at, below))) => {
                    let (mut sure, mut under) = (Every::NEW, Every::NEW);
                    for source in items.iter().filter_map(|item| group.sources.get(*item)) {
                        let Some(view) = group.view(source, work, seen) else { continue };
                        sure.add(&view, at);
                        under.add(&view, below);
                    }
                    (sure.held(), Some(under.held()))
                }
                (Level::Items(_), None) => (Held { yes: NO, no: YES, taken_yes: NO, taken_no: YES }, None),
            };
            let below = below.unwrap_or(Held { yes: YES, no: NO, taken_yes: YES, taken_no: NO });
            climbs[0].step(&holds.yes, &below.yes);
            climbs[1].step(&not(&holds.no), &not(&below.no));
            climbs[2].step(&holds.taken_yes, &below.taken_yes);
            climbs[3].step(&not(&holds.taken_no), &not(&below.taken_no));
        }
        let [low, high, taken_low, taken_high] = climbs.map(|climb| climb.reached);
        let mut nothing = NO;
        if self.looks && !self.speaks {
            let absence = seen.absence();
            for lane in 0..LANES {
                nothing[lane] = absence[lane] & !(seen.counts[lane] | seen.parts[lane]);
            }
        }
        (out.low, out.high, out.taken) = (low, high, taken_low);
        out.nothing = if self.speaks { NO } else { seen.nothing() };
        out.set = and(&taken_low.equal(&taken_high), &not(&out.nothing));
        let may = seen.may_vanish(self.looks && !self.speaks);
        out.settle(seen.stopped_or(&nothing), &seen.gap(), &may);
    }
}

/// Whether every one of some items has an accepted rating; where none counts they have not.
struct Every {
    bounds: Tally,
    taken: Option<Tally>,
}

impl Every {
    const NEW: Every = Every { bounds: Tally::NEW, taken: None };

    #[inline(always)]
    fn add(&mut self, view: &View<Bytes>, test: &Test) {
        self.bounds.every(&view.counts, &Bytes::passes(test, &view.low, &view.high));
        if let Some(taken) = &view.taken {
            let passes = Bytes::passes(test, &taken.low, &taken.high);
            self.taken.get_or_insert(Tally::NEW).every(&taken.counts, &passes);
        }
    }

    fn held(&self) -> Held {
        let (yes, no) = self.bounds.all(false);
        let (taken_yes, taken_no) = self.taken.as_ref().map_or((yes, no), |taken| taken.all(false));
        Held { yes, no, taken_yes, taken_no }
    }
}

/// The first case whose condition holds decides.
pub(super) struct Decide {
    /// The element that is decided on.
    pub element: usize,
    pub cases: Vec<(Condition, Decision)>,
    pub otherwise: Decision,
    /// Whether it looks at anything, and whether some case may hold although nothing counts.
    pub looks: bool,
    pub speaks: bool,
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
        let sure = and(yes, &self.free);
        let possible = zip(&not(&or(yes, no)), &self.free, |open, free| open & free);
        let here = or(&sure, &possible);
        self.low.lower(&here, &[decision.low; LANES]);
        self.high.raise(&here, &[decision.high; LANES]);
        fold(&mut self.possible, &possible, |a, b| a | b);
        fold(&mut self.free, yes, |free, yes| free & !yes);
        if chooses {
            for lane in 0..LANES {
                self.choices[lane] |= decision.ranks & 0_u32.wrapping_sub(u32::from(here[lane] & 1));
            }
        }
    }
}

impl Decide {
    /// Whether some case leaves a choice to a person.
    pub fn chooses(&self) -> bool {
        let mut all = self.cases.iter().map(|(_, decision)| decision).chain([&self.otherwise]);
        all.any(|decision| decision.low != decision.high)
    }

    fn run(&self, work: &mut Work<'_>, out: &mut Block<Bytes>, seen: &mut Seen) {
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
