//! Lanes: what is known of one result for [`LANES`] assessments at once. All loops run over whole arrays without
//! branches, so that the compiler makes them into vector instructions.

use super::fraction::{Fraction, Fractions};
use crate::outcome::{Absence, Gap, Value};

/// How many assessments are scored at once.
pub(super) const LANES: usize = 64;

/// One byte for each lane: a rank, bits, or a mask of 0 and 255.
pub(super) type Bytes = [u8; LANES];

pub(super) const NO: Bytes = [0; LANES];
pub(super) const YES: Bytes = [255; LANES];

/// The bit of a gap.
pub(super) const fn gap_bit(gap: Gap) -> u8 {
    1 << gap as u8
}

/// The bit of an absence.
pub(super) const fn absence_bit(absence: Absence) -> u8 {
    1 << absence as u8
}

pub(super) const PARTLY: u8 = gap_bit(Gap::Partly);
/// What waits for a person to decide.
const FOR_A_PERSON: u8 = gap_bit(Gap::Undecided) | gap_bit(Gap::Disputed);
pub(super) const EMPTY: u8 = absence_bit(Absence::Empty);
pub(super) const NOT_RATED: u8 = absence_bit(Absence::NotRated);

/// 255 for true.
#[inline(always)]
pub(super) fn mask(holds: bool) -> u8 {
    0_u8.wrapping_sub(u8::from(holds))
}

#[inline(always)]
pub(super) fn map(a: &Bytes, f: impl Fn(u8) -> u8) -> Bytes {
    let mut out = NO;
    for lane in 0..LANES {
        out[lane] = f(a[lane]);
    }
    out
}

#[inline(always)]
pub(super) fn zip(a: &Bytes, b: &Bytes, f: impl Fn(u8, u8) -> u8) -> Bytes {
    let mut out = NO;
    for lane in 0..LANES {
        out[lane] = f(a[lane], b[lane]);
    }
    out
}

#[inline(always)]
pub(super) fn fold(into: &mut Bytes, other: &Bytes, f: impl Fn(u8, u8) -> u8) {
    for lane in 0..LANES {
        into[lane] = f(into[lane], other[lane]);
    }
}

#[inline(always)]
pub(super) fn and(a: &Bytes, b: &Bytes) -> Bytes {
    zip(a, b, |a, b| a & b)
}

#[inline(always)]
pub(super) fn or(a: &Bytes, b: &Bytes) -> Bytes {
    zip(a, b, |a, b| a | b)
}

#[inline(always)]
pub(super) fn not(a: &Bytes) -> Bytes {
    map(a, |a| !a)
}

/// 255 where a byte is not zero.
#[inline(always)]
pub(super) fn filled(a: &Bytes) -> Bytes {
    map(a, |a| mask(a != 0))
}

/// All bits that stand in any lane.
#[inline(always)]
pub(super) fn any(a: &Bytes) -> u8 {
    let mut bits = 0;
    for byte in a {
        bits |= byte;
    }
    bits
}

/// The one bit of each lane; partly where there is none or more than one.
#[inline(always)]
pub(super) fn common_gap(bits: &Bytes) -> Bytes {
    map(bits, |bits| {
        let one = mask(bits & bits.wrapping_sub(1) == 0 && bits != 0);
        (bits & one) | (PARTLY & !one)
    })
}

/// Why something is open that counts for these reasons, beside something known or not.
#[inline(always)]
pub(super) fn common(gaps: u8, known: u8) -> u8 {
    let one = mask(gaps & gaps.wrapping_sub(1) == 0) & mask(gaps != 0);
    let alone = one & (!known | mask(gaps & FOR_A_PERSON != 0));
    (gaps & alone) | (PARTLY & !alone)
}

/// The highest bit.
#[inline(always)]
pub(super) fn highest(bits: u8) -> u8 {
    let bits = bits | (bits >> 1);
    let bits = bits | (bits >> 2);
    let bits = bits | (bits >> 4);
    bits ^ (bits >> 1)
}

/// The highest bit of each lane.
#[inline(always)]
pub(super) fn highest_bit(bits: &Bytes) -> Bytes {
    map(bits, highest)
}

/// Values of all lanes: ranks or fractions.
pub(super) trait Values: Clone {
    /// One value.
    type One: Copy + PartialOrd + Default;

    /// The same value in every lane.
    fn full(one: Self::One) -> Self;

    /// A value in the lanes of a mask.
    fn put(&mut self, mask: &Bytes, one: Self::One);

    /// Another's values in the lanes of a mask.
    fn copy(&mut self, mask: &Bytes, other: &Self);

    /// Another's values in the lanes of a mask where they are lower.
    fn lower(&mut self, mask: &Bytes, other: &Self);

    /// Another's values in the lanes of a mask where they are higher.
    fn raise(&mut self, mask: &Bytes, other: &Self);

    /// Where both have the same value.
    fn equal(&self, other: &Self) -> Bytes;

    /// A value of a rule, where it is one of these and fits.
    fn one(value: &Value) -> Option<Self::One>;

    /// The lanes of a result with such values, where it has them.
    fn block(slot: &Slot) -> Option<&Block<Self>>;
}

impl Values for Bytes {
    type One = u8;

    fn full(one: u8) -> Bytes {
        [one; LANES]
    }

    #[inline(always)]
    fn put(&mut self, mask: &Bytes, one: u8) {
        fold(self, mask, |old, mask| (old & !mask) | (one & mask));
    }

    #[inline(always)]
    fn copy(&mut self, mask: &Bytes, other: &Bytes) {
        for lane in 0..LANES {
            self[lane] = (self[lane] & !mask[lane]) | (other[lane] & mask[lane]);
        }
    }

    #[inline(always)]
    fn lower(&mut self, mask: &Bytes, other: &Bytes) {
        for lane in 0..LANES {
            self[lane] = self[lane].min(other[lane] | !mask[lane]);
        }
    }

    #[inline(always)]
    fn raise(&mut self, mask: &Bytes, other: &Bytes) {
        for lane in 0..LANES {
            self[lane] = self[lane].max(other[lane] & mask[lane]);
        }
    }

    #[inline(always)]
    fn equal(&self, other: &Bytes) -> Bytes {
        zip(self, other, |a, b| mask(a == b))
    }

    fn one(value: &Value) -> Option<u8> {
        match value {
            Value::Rank(rank) => u8::try_from(*rank).ok(),
            _ => None,
        }
    }

    fn block(slot: &Slot) -> Option<&Block<Bytes>> {
        match slot {
            Slot::Ranks(block) => Some(block),
            Slot::Numbers(_) => None,
        }
    }
}

impl Values for Fractions {
    type One = Fraction;

    fn full(one: Fraction) -> Fractions {
        Fractions { over: [one.over; LANES], under: [one.under; LANES] }
    }

    fn put(&mut self, mask: &Bytes, one: Fraction) {
        self.copy(mask, &Fractions::full(one));
    }

    fn copy(&mut self, mask: &Bytes, other: &Fractions) {
        for lane in 0..LANES {
            let here = mask[lane] != 0;
            self.over[lane] = if here { other.over[lane] } else { self.over[lane] };
            self.under[lane] = if here { other.under[lane] } else { self.under[lane] };
        }
    }

    fn lower(&mut self, mask: &Bytes, other: &Fractions) {
        for lane in 0..LANES {
            if mask[lane] != 0 && other.at(lane) < self.at(lane) {
                self.set(lane, other.at(lane));
            }
        }
    }

    fn raise(&mut self, mask: &Bytes, other: &Fractions) {
        for lane in 0..LANES {
            if mask[lane] != 0 && other.at(lane) > self.at(lane) {
                self.set(lane, other.at(lane));
            }
        }
    }

    fn equal(&self, other: &Fractions) -> Bytes {
        std::array::from_fn(|lane| mask(self.at(lane) == other.at(lane)))
    }

    fn one(value: &Value) -> Option<Fraction> {
        match value {
            Value::Number(number) => Fraction::of(number),
            _ => None,
        }
    }

    fn block(slot: &Slot) -> Option<&Block<Fractions>> {
        match slot {
            Slot::Numbers(block) => Some(block),
            Slot::Ranks(_) => None,
        }
    }
}

/// What is known of one result in every lane.
#[derive(Clone)]
pub(super) struct Block<V> {
    /// The bit of the reason where there is no value; 0 where there is one.
    pub voids: Bytes,
    /// The bit of the gap where it is open; 0 where it is known or void.
    pub gaps: Bytes,
    /// Where it may turn out that there is no result.
    pub may: Bytes,
    /// Where what is open has a value under policy.
    pub set: Bytes,
    /// Where nothing is left of what is open once the policy leaves out what is unknown.
    pub nothing: Bytes,
    /// Where it rests on what was said of the element itself.
    pub asked: Bytes,
    /// Whether it is known that the last three but this one are zero in every lane: that policy changes nothing, and that
    /// there certainly is a result.
    pub single: bool,
    /// Lowest and highest possible value, and the one under policy.
    pub low: V,
    pub high: V,
    pub taken: V,
}

impl<V: Values> Block<V> {
    /// Void for having nothing in it.
    pub fn new(one: V::One) -> Block<V> {
        let value = V::full(one);
        let (voids, low, high) = ([EMPTY; LANES], value.clone(), value.clone());
        Block { voids, gaps: NO, may: NO, set: NO, nothing: NO, asked: NO, single: true, low, high, taken: value }
    }

    /// The same known value in every lane.
    pub fn known(&mut self, one: V::One) {
        (self.voids, self.gaps) = (NO, NO);
        self.in_one_scenario();
        (self.low, self.high, self.taken) = (V::full(one), V::full(one), V::full(one));
    }

    /// The same absence in every lane.
    pub fn void(&mut self, bit: u8) {
        (self.voids, self.gaps) = ([bit; LANES], NO);
        self.in_one_scenario();
    }

    /// Policy changes nothing, and there certainly is a result where there is one.
    #[inline(always)]
    pub fn in_one_scenario(&mut self) {
        if !self.single {
            (self.may, self.set, self.nothing) = (NO, NO, NO);
            self.single = true;
        }
    }

    /// Finds out whether that is so.
    pub fn look_at_scenarios(&mut self) {
        self.single = self.single || any(&self.may) | any(&self.set) | any(&self.nothing) == 0;
    }

    /// From bounds to an outcome: known where they meet. `gaps` is why it is open, `voids` where there is nothing.
    pub fn settle(&mut self, voids: Bytes, gaps: &Bytes, may: &Bytes) {
        let there = map(&voids, |void| mask(void == 0));
        let open = zip(&not(&self.low.equal(&self.high)), may, |differ, may| differ | may);
        let open = and(&open, &there);
        self.single = false;
        self.voids = voids;
        self.gaps = and(gaps, &open);
        self.may = and(may, &open);
        self.set = and(&self.set, &open);
        self.nothing = and(&self.nothing, &open);
    }

    /// Values in the scenario of policy: the one taken where there is one, else the bounds.
    pub fn taken_bounds(&self) -> (V, V) {
        let (mut low, mut high) = (self.low.clone(), self.high.clone());
        if any(&self.set) != 0 {
            low.copy(&self.set, &self.taken);
            high.copy(&self.set, &self.taken);
        }
        (low, high)
    }
}

/// The result of one measure in every lane.
#[derive(Clone)]
pub(super) enum Slot {
    Ranks(Box<Block<Bytes>>),
    Numbers(Box<Block<Fractions>>),
}
