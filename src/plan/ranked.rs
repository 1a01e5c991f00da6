//! Rules that give ratings, in lanes.

use super::Work;
use super::condition::{Condition, Held, Test, Testable};
use super::counted::Counted;
use super::decide::Decide;
use super::fraction::Fraction;
use super::group::{Group, View};
use super::lanes::{Block, Bytes, LANES, NO, Values, YES, and, fold, gap_bit, mask, not};
use super::numeric::{Numeric, run as run_numeric};
use super::ordinal::Ordinal;
use super::seen::Seen;
use super::settle::{Bounds, Parts, cap, over, require, settle};
use super::tally::Tally;
use crate::outcome::Gap;

/// A rule that gives ratings, resolved.
pub(super) enum Ranked {
    /// What was said in a column, on a scale with this highest rank.
    Stated(usize, u8),
    /// The lowest of a group, or the highest.
    Extreme(Group<Bytes>, End),
    Ordinal(Group<Bytes>, Ordinal),
    /// The same of plain answers.
    CountedExtreme(Counted, End),
    CountedOrdinal(Counted, Ordinal),
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

/// The outcome of a rule in every lane.
pub(super) fn run(rule: &Ranked, work: &mut Work<'_>, out: &mut Block<Bytes>) {
    match rule {
        Ranked::CountedExtreme(group, end) => group.run_extreme(*end, work, out),
        Ranked::CountedOrdinal(group, ordinal) => group.run_middle(ordinal, work, out),
        _ => run_and_look(rule, work, out),
    }
}

fn run_and_look(rule: &Ranked, work: &mut Work<'_>, out: &mut Block<Bytes>) {
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
        Ranked::CountedExtreme(..) | Ranked::CountedOrdinal(..) => {}
        Ranked::Explained => work.hard = YES,
    }
    fold(&mut work.inside, &seen.stops, |inside, stops| inside | stops);
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
    out.in_one_scenario();
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
    /// Whether policy changes nothing about it, and it looks at results of elements only.
    pub single: bool,
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
    /// A level of items where policy changes nothing, in one go; else it says so.
    fn climb_at_a_glance(
        &self,
        level: &Level,
        work: &mut Work<'_>,
        seen: &mut Seen,
        [sure, possible, ..]: &mut [Climb; 4],
    ) -> bool {
        let (Level::Items(items), Some((group, at, below))) = (level, &self.items) else { return false };
        let Some(((from, to), (least, most))) = at.run().zip(below.run()) else { return false };
        let mut there = NO;
        // What fails and what does not surely pass, on this level and below it.
        let (mut fails, mut unsure, mut fails_below, mut unsure_below) = (NO, NO, NO, NO);
        for source in items.iter().filter_map(|item| group.sources.get(*item)) {
            let done = group.glance(source, work, seen, |lane, counts, low, high| {
                there[lane] |= counts;
                fails[lane] |= !(mask(high >= from) & mask(low <= to)) & counts;
                unsure[lane] |= !(mask(low >= from) & mask(high <= to)) & counts;
                fails_below[lane] |= !(mask(high >= least) & mask(low <= most)) & counts;
                unsure_below[lane] |= !(mask(low >= least) & mask(high <= most)) & counts;
            });
            if !done {
                return false;
            }
        }
        for lane in 0..LANES {
            let there = there[lane];
            for (climb, fails, fails_below) in
                [(&mut *sure, unsure[lane], unsure_below[lane]), (&mut *possible, fails[lane], fails_below[lane])]
            {
                climb.alive[lane] &= there & !fails & climb.lower[lane];
                climb.reached[lane] = climb.reached[lane].wrapping_add(climb.alive[lane] & 1);
                climb.lower[lane] &= there & !fails_below;
            }
        }
        true
    }

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
            if self.single && self.climb_at_a_glance(level, work, seen, &mut climbs) {
                continue;
            }
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
            if self.single {
                continue;
            }
            climbs[2].step(&holds.taken_yes, &below.taken_yes);
            climbs[3].step(&not(&holds.taken_no), &not(&below.taken_no));
        }
        let [low, high, taken_low, taken_high] = climbs.map(|climb| climb.reached);
        if self.single {
            return settle(out, seen, Bounds { low, high, there: YES }, None);
        }
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
