//! From bounds to an outcome, the same for every kind of rule; `settle`, `combine` and `over` of the explained
//! evaluation for all lanes at once.

use super::condition::Held;
use super::lanes::{
    Block, Bytes, EMPTY, LANES, NO, NOT_RATED, PARTLY, Values, YES, and, any, common, common_gap, filled, fold,
    highest, highest_bit, map, mask, not, or, zip,
};
use super::seen::Seen;

/// Lowest and highest value in a scenario, and where there is one.
pub(super) struct Bounds<V> {
    pub low: V,
    pub high: V,
    pub there: Bytes,
}

/// The outcome of a rule over a group: its bounds in both scenarios and what it looked at.
pub(super) fn settle<V: Values>(out: &mut Block<V>, seen: &Seen, bounds: Bounds<V>, taken: Option<Bounds<V>>) {
    if taken.is_none() && any(&seen.may_stop) == 0 {
        return settle_in_one_scenario(out, seen, bounds);
    }
    let nothing = seen.absence();
    let there = and(&seen.counts, &bounds.there);
    let nothing = zip(&nothing, &there, |nothing, there| nothing & !there);
    let set = match &taken {
        Some(taken) => and(&taken.there, &taken.low.equal(&taken.high)),
        None => bounds.low.equal(&bounds.high),
    };
    out.set = and(&set, &seen.taken);
    out.nothing = seen.nothing();
    out.taken = taken.map_or_else(|| bounds.low.clone(), |taken| taken.low);
    (out.low, out.high) = (bounds.low, bounds.high);
    out.settle(seen.stopped_or(&nothing), &seen.gap(), &seen.may_stop);
}

/// The same where policy changes nothing and nothing may stop the result.
fn settle_in_one_scenario<V: Values>(out: &mut Block<V>, seen: &Seen, bounds: Bounds<V>) {
    let same = bounds.low.equal(&bounds.high);
    for lane in 0..LANES {
        let (why, stop) = (highest(seen.voids[lane]), highest(seen.stops[lane]));
        let none = why | (EMPTY & mask(why == 0));
        let nothing = none & !(seen.counts[lane] & bounds.there[lane]);
        let void = stop | (nothing & mask(stop == 0));
        out.voids[lane] = void;
        out.gaps[lane] = common(seen.gaps[lane], seen.known[lane]) & !same[lane] & mask(void == 0);
    }
    out.in_one_scenario();
    (out.low, out.high) = (bounds.low, bounds.high);
}

/// What a function of outcomes comes to; `voids` is why there is nothing, where a part has none.
pub(super) fn over<V: Values>(
    out: &mut Block<V>,
    parts: &Parts,
    voids: &Bytes,
    bounds: Bounds<V>,
    taken: Option<Bounds<V>>,
) {
    let voids = zip(voids, &bounds.there, |void, there| void | (EMPTY & !there & mask(void == 0)));
    out.set = match &taken {
        Some(taken) => and(&taken.there, &taken.low.equal(&taken.high)),
        None => bounds.low.equal(&bounds.high),
    };
    out.taken = taken.map_or_else(|| bounds.low.clone(), |taken| taken.low);
    out.nothing = parts.nothing;
    (out.low, out.high) = (bounds.low, bounds.high);
    out.settle(voids, &common_gap(&parts.gaps), &parts.may);
}

/// What a function of outcomes takes over from its parts.
pub(super) struct Parts {
    /// The highest reason for which a part has no value.
    pub voids: Bytes,
    pub gaps: Bytes,
    pub may: Bytes,
    /// Where a part has a value under policy.
    pub set: Bytes,
    /// Where nothing is left of a part under policy.
    pub nothing: Bytes,
}

impl Parts {
    pub fn new() -> Parts {
        Parts { voids: NO, gaps: NO, may: NO, set: NO, nothing: NO }
    }

    pub fn add<V>(&mut self, block: &Block<V>) {
        fold(&mut self.voids, &block.voids, u8::max);
        fold(&mut self.gaps, &block.gaps, |a, b| a | b);
        fold(&mut self.may, &block.may, |a, b| a | b);
        fold(&mut self.set, &block.set, |a, b| a | b);
        fold(&mut self.nothing, &block.nothing, |a, b| a | b);
    }

    /// Whether the scenario of policy differs from that of bounds in some lane.
    pub fn takes(&self) -> bool {
        any(&self.set) != 0
    }
}

/// A value that is never better than another one.
pub(super) fn cap<V: Values>(value: &Block<V>, at: &Block<V>, hard: &mut Bytes, out: &mut Block<V>) {
    let mut parts = Parts::new();
    parts.add(value);
    parts.add(at);
    let least = |(mut low, mut high): (V, V), (from, to): (V, V)| {
        low.lower(&YES, &from);
        high.lower(&YES, &to);
        Bounds { low, high, there: YES }
    };
    let plain = |block: &Block<V>| (block.low.clone(), block.high.clone());
    let bounds = least(plain(value), plain(at));
    let taken = (parts.takes() || any(&parts.nothing) != 0).then(|| {
        let (first, second) = (value.taken_bounds(), at.taken_bounds());
        let mut taken = least(first.clone(), second.clone());
        // What is nothing under policy caps nothing and is not capped.
        for (gone, (low, high)) in [(&value.nothing, second), (&at.nothing, first)] {
            taken.low.copy(gone, &low);
            taken.high.copy(gone, &high);
        }
        taken.there = not(&and(&value.nothing, &at.nothing));
        taken
    });
    let nothing = and(&value.nothing, &at.nothing);
    over(out, &Parts { nothing, ..parts }, &NO, bounds, taken);
    // Whether there is something to cap with may still be open; the explained rule knows what follows.
    fold(hard, &at.may, |hard, may| hard | may);
    out.single = false;
    // Where what caps has no result nothing is capped, unless it could not be rated.
    let free = filled(&at.voids);
    overwrite(out, &free, value);
    let unrated = map(&at.voids, |at| mask(at == NOT_RATED));
    for lane in 0..LANES {
        let own = value.voids[lane];
        let voids = (own & !unrated[lane]) | (NOT_RATED & unrated[lane]);
        let here = mask(own != 0) | unrated[lane];
        out.voids[lane] = (out.voids[lane] & !here) | (voids & here);
        out.gaps[lane] &= !here;
        out.may[lane] &= !here;
        out.set[lane] &= !here;
        out.nothing[lane] &= !here;
    }
}

/// Another outcome in the lanes of a mask.
pub(super) fn overwrite<V: Values>(out: &mut Block<V>, mask: &Bytes, from: &Block<V>) {
    out.single = false;
    out.voids.copy(mask, &from.voids);
    out.gaps.copy(mask, &from.gaps);
    out.may.copy(mask, &from.may);
    out.set.copy(mask, &from.set);
    out.nothing.copy(mask, &from.nothing);
    out.low.copy(mask, &from.low);
    out.high.copy(mask, &from.high);
    out.taken.copy(mask, &from.taken);
}

/// A value with a precondition: where it fails there is none, where it is open there may be none.
pub(super) fn require<V: Values>(value: &Block<V>, held: &Held, seen: &Seen, out: &mut Block<V>) {
    *out = value.clone();
    out.single = false;
    let open = not(&or(&held.yes, &held.no));
    let there = zip(&value.voids, &open, |void, open| mask(void == 0) & open);
    let known = zip(&value.gaps, &there, |gap, there| mask(gap == 0) & there);
    // The value under policy stands where the precondition holds under policy too.
    out.taken.copy(&known, &value.low);
    out.set = zip(&or(&out.set, &known), &and(&there, &not(&held.taken_yes)), |set, falls| set & !falls);
    fold(&mut out.gaps, &known, |gap, known| gap | (PARTLY & known));
    fold(&mut out.may, &there, |may, there| may | there);
    // Where it fails under policy, nothing is left of the result under policy.
    let gone = and(&there, &held.taken_no);
    fold(&mut out.nothing, &gone, |nothing, gone| nothing | gone);
    let stop = highest_bit(&seen.stops);
    for lane in 0..LANES {
        let stopped = mask(stop[lane] != 0);
        let fails = held.no[lane] | stopped;
        let why = stop[lane] | (NOT_RATED & !stopped);
        out.voids[lane] = (out.voids[lane] & !fails) | (why & fails);
        out.nothing[lane] &= !fails;
        out.gaps[lane] &= !fails;
        out.may[lane] &= !fails;
        out.set[lane] &= !fails;
    }
}
