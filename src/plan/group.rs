//! Groups: the results that a rule looks at, under its policies for what has no value. The same as `Inputs::select` of
//! the explained evaluation, for all lanes at once.

use super::Work;
use super::lanes::{
    Block, Bytes, LANES, NO, NOT_RATED, Slot, Values, YES, absence_bit, and, any, filled, fold, gap_bit, map, mask,
    not, or, zip,
};
use super::seen::Seen;
use crate::assess::if_unrated;
use crate::outcome::{Absence, Gap};
use crate::rule::{Policy, States};

/// Results that a rule looks at, all on scales of one form.
pub(super) struct Group<V: Values> {
    pub sources: Vec<Source<V::One>>,
    pub policies: Policies,
    /// Whether the scenario of policy may differ from that of bounds.
    pub takes: bool,
}

/// One of the results.
pub(super) struct Source<One> {
    /// Where it stands among the cells of the plan.
    pub cell: usize,
    /// The target that was agreed for it.
    pub target: Option<One>,
    /// Lowest and highest value of its scale.
    pub ends: (One, One),
}

/// Policies as bits of absences and gaps.
#[derive(Clone, Copy)]
pub(super) struct Policies {
    low: u8,
    high: u8,
    target: u8,
    bound: u8,
    impute: u8,
    propagate: u8,
    block: u8,
    gap_low: u8,
    gap_high: u8,
    gap_target: u8,
    gap_aside: u8,
    gap_block: u8,
    /// Of a group of which nothing is left under policy.
    empty: Policy,
    /// What may turn out not to be rated is widened by what it would then count as.
    widened: Policy,
    /// Else it may be left out, or stop the result.
    if_unrated: Policy,
}

impl Policies {
    pub fn of(states: &States) -> Policies {
        let bits = |policy: Policy| {
            let those = Absence::ALL.iter().filter(|absence| states.for_absence(**absence) == policy);
            those.fold(0, |bits, absence| bits | absence_bit(*absence))
        };
        let gaps = |policies: &[Policy]| {
            let those =
                [Gap::Unanswered, Gap::DontKnow].into_iter().filter(|gap| policies.contains(&states.for_gap(*gap)));
            those.fold(0, |bits, gap| bits | gap_bit(gap))
        };
        Policies {
            low: bits(Policy::Lowest),
            high: bits(Policy::Highest),
            target: bits(Policy::Target),
            bound: bits(Policy::Bound),
            impute: bits(Policy::Impute),
            propagate: bits(Policy::Propagate),
            block: bits(Policy::Block),
            gap_low: gaps(&[Policy::Lowest]),
            gap_high: gaps(&[Policy::Highest]),
            gap_target: gaps(&[Policy::Target]),
            gap_aside: gaps(&[Policy::Exclude, Policy::Impute]),
            gap_block: gaps(&[Policy::Block]),
            empty: states.empty,
            widened: states.not_rated,
            if_unrated: if_unrated(states),
        }
    }

    /// Whether a target that was agreed counts for something.
    pub fn look_at_targets(&self) -> bool {
        self.target | self.gap_target != 0
    }

    /// Whether some policy takes what is unknown for something.
    pub fn take(&self) -> bool {
        self.gap_low | self.gap_high | self.gap_target | self.gap_aside != 0
    }
}

/// What one result contributes.
pub(super) struct View<V> {
    /// Where it counts, and what with.
    pub counts: Bytes,
    pub low: V,
    pub high: V,
    /// The same in the scenario of policy; only where the group says that it differs.
    pub taken: Option<Taken<V>>,
}

pub(super) struct Taken<V> {
    pub counts: Bytes,
    pub low: V,
    pub high: V,
}

impl<V> View<V> {
    /// Where it counts in the scenario of policy, and what with.
    pub fn in_taken(&self) -> (&Bytes, &V, &V) {
        match &self.taken {
            Some(taken) => (&taken.counts, &taken.low, &taken.high),
            None => (&self.counts, &self.low, &self.high),
        }
    }
}

/// The bits in any of these lanes.
#[inline(always)]
fn among(a: &Bytes, bits: u8) -> Bytes {
    map(a, |a| mask(a & bits != 0))
}

impl Group<Bytes> {
    /// As [`Group::view`] in one go, where policy changes nothing: tells `each` for every lane whether the result counts,
    /// and what with. Says whether that was so; else nothing is done.
    #[inline(always)]
    pub fn glance(
        &self,
        source: &Source<u8>,
        work: &Work<'_>,
        seen: &mut Seen,
        mut each: impl FnMut(usize, u8, u8, u8),
    ) -> bool {
        let Some(Slot::Ranks(block)) = work.slots.get(source.cell) else { return false };
        let Policies { low, high, bound, propagate, block: blocks, .. } = self.policies;
        let targeted = source.target.is_some() && self.policies.look_at_targets();
        if !block.single || self.takes || targeted || self.policies.gap_block != 0 {
            return false;
        }
        let ((lowest, highest), counted) = (source.ends, low | high | bound);
        if any(&block.voids) & (counted | propagate | blocks) == 0 {
            for lane in 0..LANES {
                let (void, gap) = (block.voids[lane], block.gaps[lane]);
                let (counts, open) = (mask(void == 0), mask(gap != 0));
                seen.counts[lane] |= counts;
                seen.taken[lane] |= counts;
                seen.gaps[lane] |= gap;
                seen.known[lane] |= counts & !open;
                seen.voids[lane] |= void;
                each(lane, counts, block.low[lane], block.high[lane]);
            }
            return true;
        }
        let spread = mask(lowest != highest);
        let (late, not_yet, not_rated) = (absence_bit(Absence::NotYet), gap_bit(Gap::NotYet), gap_bit(Gap::NotRated));
        for lane in 0..LANES {
            let (void, gap) = (block.voids[lane], block.gaps[lane]);
            let (at_low, at_high, open) = (mask(void & low != 0), mask(void & high != 0), mask(void & bound != 0));
            let counts = mask(void == 0) | mask(void & counted != 0);
            let from =
                (block.low[lane] & !(at_low | at_high | open)) | (lowest & (at_low | open)) | (highest & at_high);
            let to = (block.high[lane] & !(at_low | at_high | open)) | (lowest & at_low) | (highest & (at_high | open));
            let late = mask(void & late != 0);
            let gap = gap | (open & ((not_yet & late) | (not_rated & !late)));
            let open = (mask(gap != 0) & !open) | (open & spread);
            seen.counts[lane] |= counts;
            seen.taken[lane] |= counts;
            seen.gaps[lane] |= gap & open & counts;
            seen.known[lane] |= counts & !open;
            seen.voids[lane] |= void;
            seen.stops[lane] |= (void & propagate) | (NOT_RATED & mask(void & blocks != 0));
            each(lane, counts, from, to);
        }
        true
    }
}

impl<V: Values> Group<V> {
    /// What a result contributes; what it says of the rule as a whole goes to `seen`.
    #[inline]
    pub fn view(&self, source: &Source<V::One>, work: &mut Work<'_>, seen: &mut Seen) -> Option<View<V>> {
        let block = V::block(work.slots.get(source.cell)?)?;
        let (lowest, highest) = source.ends;
        let mut view = View { counts: YES, low: block.low.clone(), high: block.high.clone(), taken: None };
        let (mut open, mut gaps) = (filled(&block.gaps), block.gaps);
        if any(&block.may) != 0 {
            let (may, hard) = self.widen(source, block, &mut view, seen);
            fold(&mut work.hard, &hard, |old, new| old | new);
            let spread = or(&not(&view.low.equal(&view.high)), &may);
            open = and(&open, &spread);
        }
        if any(&block.voids) != 0 {
            let policies = &self.policies;
            fold(&mut seen.voids, &block.voids, |old, new| old | new);
            let counted = policies.low | policies.high | policies.bound;
            let counted = counted | if source.target.is_some() { policies.target } else { 0 };
            view.counts = map(&block.voids, |void| mask(void == 0 || void & counted != 0));
            if policies.low | policies.high | policies.bound != 0 {
                let low = among(&block.voids, policies.low | policies.bound);
                let high = among(&block.voids, policies.high | policies.bound);
                view.low.put(&or(&low, &high), lowest);
                view.high.put(&or(&low, &high), highest);
                view.high.put(&among(&block.voids, policies.low), lowest);
                view.low.put(&among(&block.voids, policies.high), highest);
            }
            if let (Some(target), true) = (source.target, policies.target != 0) {
                let there = among(&block.voids, policies.target);
                view.low.put(&there, target);
                view.high.put(&there, target);
            }
            if policies.bound != 0 {
                let (not_yet, not_rated) = (gap_bit(Gap::NotYet), gap_bit(Gap::NotRated));
                for lane in 0..LANES {
                    let bound = mask(block.voids[lane] & policies.bound != 0);
                    let late = mask(block.voids[lane] == absence_bit(Absence::NotYet));
                    gaps[lane] |= bound & ((not_yet & late) | (not_rated & !late));
                    // A scale with one value leaves nothing open.
                    open[lane] |= bound & mask(lowest != highest);
                }
            }
            if policies.propagate | policies.block != 0 {
                for lane in 0..LANES {
                    let void = block.voids[lane];
                    seen.stops[lane] |= (void & policies.propagate) | (NOT_RATED & mask(void & policies.block != 0));
                }
            }
        }
        if self.policies.gap_block != 0 {
            let blocked = zip(&among(&block.gaps, self.policies.gap_block), &block.set, |gap, set| gap & !set);
            let blocked = and(&blocked, &block.asked);
            fold(&mut seen.stops, &blocked, |stops, blocked| stops | (NOT_RATED & blocked));
            view.counts = and(&view.counts, &not(&blocked));
        }
        for lane in 0..LANES {
            let (counts, open) = (view.counts[lane], open[lane] & view.counts[lane]);
            seen.counts[lane] |= counts;
            seen.gaps[lane] |= gaps[lane] & open;
            seen.known[lane] |= counts & !open;
        }
        if self.takes {
            view.taken = Some(self.taken(source, block, &view));
        }
        fold(&mut seen.taken, view.in_taken().0, |old, new| old | new);
        Some(view)
    }

    /// What may turn out not to be rated is widened by what it would then count as. Gives where it still may, and where
    /// it may then be left out, which only the explained rule knows how to count.
    #[cold]
    fn widen(&self, source: &Source<V::One>, block: &Block<V>, view: &mut View<V>, seen: &mut Seen) -> (Bytes, Bytes) {
        let (lowest, highest) = source.ends;
        let as_unrated = match self.policies.widened {
            Policy::Bound => Some((lowest, highest)),
            Policy::Lowest => Some((lowest, lowest)),
            Policy::Highest => Some((highest, highest)),
            Policy::Target => source.target.map(|target| (target, target)),
            Policy::Exclude | Policy::Impute | Policy::Propagate | Policy::Block => None,
        };
        if let Some((low, high)) = as_unrated {
            view.low.lower(&block.may, &V::full(low));
            view.high.raise(&block.may, &V::full(high));
            if self.policies.widened != Policy::Bound {
                return (NO, NO);
            }
        }
        match self.policies.if_unrated {
            Policy::Propagate | Policy::Block => {
                fold(&mut seen.may_stop, &block.may, |old, new| old | new);
                (block.may, NO)
            }
            Policy::Exclude | Policy::Impute | Policy::Target => (block.may, block.may),
            Policy::Bound | Policy::Lowest | Policy::Highest => (block.may, NO),
        }
    }

    /// What a result contributes when what is unknown is taken for what the policies say.
    fn taken(&self, source: &Source<V::One>, block: &Block<V>, view: &View<V>) -> Taken<V> {
        let (policies, mut taken) =
            (&self.policies, Taken { counts: view.counts, low: view.low.clone(), high: view.high.clone() });
        taken.low.copy(&block.set, &block.taken);
        taken.high.copy(&block.set, &block.taken);
        // The policies for what is unknown speak of what was asked; of what was made from others nothing may be left.
        let asked = and(&block.asked, &not(&block.set));
        let nothing = zip(&block.nothing, &asked, |nothing, asked| nothing & !asked);
        let nothing = zip(&nothing, &block.set, |nothing, set| nothing & !set);
        let there = |bits: u8, policy: &[Policy]| {
            let empty = mask(policy.contains(&policies.empty));
            zip(&and(&among(&block.gaps, bits), &asked), &nothing, |asked, nothing| asked | (nothing & empty))
        };
        taken.high.copy(&there(policies.gap_low, &[Policy::Lowest]), &view.low);
        taken.low.copy(&there(policies.gap_high, &[Policy::Highest]), &view.high);
        let targeted = there(policies.gap_target, &[Policy::Target]);
        let mut aside = there(policies.gap_aside, &[Policy::Exclude, Policy::Impute]);
        match source.target {
            Some(target) => {
                let (mut low, mut high) = (V::full(target), V::full(target));
                for end in [&mut low, &mut high] {
                    end.raise(&YES, &view.low);
                    end.lower(&YES, &view.high);
                }
                taken.low.copy(&targeted, &low);
                taken.high.copy(&targeted, &high);
            }
            None => fold(&mut aside, &targeted, |aside, more| aside | more),
        }
        taken.counts = and(&taken.counts, &not(&aside));
        taken
    }

    /// Where something has to earn what the others earned, which only the explained rule knows how to count.
    pub fn imputed(&self, source: &Source<V::One>, work: &Work<'_>) -> Option<Bytes> {
        let block = V::block(work.slots.get(source.cell)?)?;
        Some(among(&block.voids, self.policies.impute))
    }
}
