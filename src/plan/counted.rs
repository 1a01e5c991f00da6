//! Groups of plain answers, looked at by what was answered and not one by one: what each possible answer contributes
//! under the policies is known beforehand, and [`super::census`] says in which assessments it was given, and how often.

use super::Work;
use super::census::{Censuses, Counts, MOST};
use super::condition::{Ask, Held, Test, Testable};
use super::group::{Group, Source};
use super::lanes::{
    Block, Bytes, EMPTY, LANES, NO, NOT_RATED, Slot, YES, common, fold, highest, highest_bit, map, mask, not, zip,
};
use super::ordinal::{Ordinal, Totals};
use super::ranked::End;
use super::seen::Seen;
use super::settle::{Bounds, settle};

/// Bits of states that are reasons, in codes; a reason stands one bit lower in results.
const REASONS: u8 = 0b0111_1100;

/// A group of plain answers with its policies.
#[derive(Clone, PartialEq)]
pub(super) struct Counted {
    /// Where its answers are counted.
    pub census: usize,
    ratings: u8,
    /// What counts, what counts under policy, and what counts and is known: all ratings, and these states.
    counts: u8,
    taken: u8,
    known: u8,
    /// States that leave a result open for the gap of the same bit, and of the one below.
    gaps: u8,
    gaps_below: u8,
    /// States that stop a result for their own reason, and for not being rated.
    stops: u8,
    blocks: u8,
    /// States that count, with what they count as; the same under policy.
    plain: Vec<State>,
    policy: Vec<State>,
    /// Whether the scenario of policy may differ from that of bounds.
    pub takes: bool,
}

/// States that count as something between two ranks.
#[derive(Clone, PartialEq)]
struct State {
    bits: u8,
    low: u8,
    high: u8,
    /// Where it is counted how many there are; only for rules that ask.
    role: usize,
}

/// Possible answers.
#[derive(Clone, Copy, Default)]
struct Set {
    ratings: u8,
    states: u8,
}

/// What is asked of a group, in one scenario.
enum Demand {
    /// That every one that counts passes: what fails, what does not surely pass, what counts; and where none counts.
    Every(Set, Set, u8, bool),
    /// That one passes: what surely does and what may.
    Some(Set, Set),
    /// That so many pass: what surely does and what may, and where its states are counted.
    Many([(Set, Option<usize>); 2], u8),
}

/// A condition on a group of plain answers.
pub(super) struct Asked {
    pub of: Counted,
    plain: Demand,
    policy: Option<Demand>,
    /// Whether what it looks at was looked at already.
    pub again: bool,
}

impl Counted {
    /// What a group of answers counts as, where each is one of `ratings` ratings or a state.
    pub fn of(group: &Group<Bytes>, ratings: u8) -> Option<Counted> {
        let top = ratings.checked_sub(1).filter(|_| usize::from(ratings) <= MOST)?;
        let states = super::STATES;
        // Every possible answer in a lane of its own, looked at just as it would be among others.
        let mut codes = [super::UNANSWERED; LANES];
        let possible = (0..ratings).chain(states);
        codes.iter_mut().zip(possible).for_each(|(code, answer)| *code = answer);
        let (mut block, mut own) = (Block::new(0), Seen::new());
        super::ranked::stated(Some(&codes), top, &mut block, &mut own);
        block.asked = YES;
        let one: Group<Bytes> = Group { sources: Vec::new(), policies: group.policies, takes: group.takes };
        let source = Source { cell: 0, target: None, ends: (0, top) };
        let slots = [Slot::Ranks(Box::new(block))];
        let mut choices = [0; LANES];
        let mut work = Work::of(&slots, &mut choices);
        let mut seen = Seen::new();
        let view = one.view(&source, &mut work, &mut seen)?;
        let (taken, taken_low, taken_high) = view.in_taken();
        let usual = |lane: usize| {
            let values = [view.low[lane], view.high[lane], taken_low[lane], taken_high[lane]];
            let there = [view.counts[lane], taken[lane], seen.known[lane]] == [255; 3];
            let silent = [seen.gaps[lane], seen.voids[lane], seen.stops[lane], seen.may_stop[lane]] == [0; 4];
            there && silent && { values }.iter().all(|value| usize::from(*value) == lane)
        };
        (0..usize::from(ratings)).all(usual).then_some(())?;
        let mut counted = Counted {
            census: 0,
            ratings,
            counts: 0,
            taken: 0,
            known: 0,
            gaps: 0,
            gaps_below: 0,
            stops: 0,
            blocks: 0,
            plain: Vec::new(),
            policy: Vec::new(),
            takes: group.takes,
        };
        for (position, state) in states.into_iter().enumerate() {
            let (lane, bit) = (usize::from(ratings) + position, state & 0x7F);
            counted.counts |= bit & view.counts[lane];
            counted.taken |= bit & taken[lane];
            counted.known |= bit & seen.known[lane];
            match seen.gaps[lane] {
                0 => {}
                gap if gap == bit => counted.gaps |= bit,
                gap if gap == bit >> 1 => counted.gaps_below |= bit,
                _ => return None,
            }
            let reason = (bit & REASONS) >> 1;
            match seen.stops[lane] {
                0 => {}
                stop if stop == reason => counted.stops |= bit,
                stop if stop == NOT_RATED => counted.blocks |= bit,
                _ => return None,
            }
            (seen.voids[lane] == reason && seen.may_stop[lane] == 0).then_some(())?;
            if view.counts[lane] != 0 {
                place(&mut counted.plain, bit, (view.low[lane], view.high[lane]));
            }
            if taken[lane] != 0 {
                place(&mut counted.policy, bit, (taken_low[lane], taken_high[lane]));
            }
        }
        Some(counted)
    }

    fn read<'c>(&self, work: &Work<'c>) -> Option<Counts<'c>> {
        work.censuses?.read(self.census, work.counts)
    }

    /// Whether what stands for it is what it counts as, whatever policy says, and nothing stops the result.
    fn is_simple(&self) -> bool {
        !self.takes && self.stops | self.blocks == 0
    }

    /// The lowest rating, or the highest.
    pub fn run_extreme(&self, end: End, work: &mut Work<'_>, out: &mut Block<Bytes>) {
        let (plain, taken) = self.extreme(end, work);
        if self.is_simple() {
            (out.low, out.high) = (plain.low, plain.high);
            self.finish(work, out);
        } else {
            self.settle(work, out, plain, taken);
        }
    }

    /// A rating in the middle; after [`Counted::with_roles`].
    pub fn run_middle(&self, ordinal: &Ordinal, work: &mut Work<'_>, out: &mut Block<Bytes>) {
        if self.is_simple()
            && let [State { low: 0, high, role, .. }] = self.plain.as_slice()
            && high + 1 == self.ratings
            && let Some(counts) = self.read(work)
            && ordinal.few(counts.each, counts.roles.get(*role), [&mut out.low, &mut out.high])
        {
            return self.finish(work, out);
        }
        let (plain, taken) = self.middle(ordinal, work);
        self.settle(work, out, plain, taken);
    }

    fn settle(&self, work: &mut Work<'_>, out: &mut Block<Bytes>, plain: Bounds<Bytes>, taken: Option<Bounds<Bytes>>) {
        let mut seen = Seen::new();
        self.look(work, &mut seen);
        settle(out, &seen, plain, taken);
        fold(&mut work.inside, &seen.stops, |inside, stops| inside | stops);
    }

    /// The same at once, where it is simple and the bounds are known.
    fn finish(&self, work: &Work<'_>, out: &mut Block<Bytes>) {
        let Some(Counts { ratings, states, .. }) = self.read(work) else { return };
        for lane in 0..LANES {
            let (rated, state) = (ratings[lane], states[lane]);
            let there = mask(rated | (state & self.counts) != 0);
            let why = highest((state & REASONS) >> 1);
            out.voids[lane] = (why | (EMPTY & mask(why == 0))) & !there;
            let known = mask(rated | (state & self.known) != 0);
            let gap = common((state & self.gaps) | ((state & self.gaps_below) >> 1), known);
            out.gaps[lane] = gap & there & mask(out.low[lane] != out.high[lane]);
        }
        out.in_one_scenario();
    }

    /// What the group says of the rule as a whole.
    pub fn look(&self, work: &Work<'_>, seen: &mut Seen) {
        let Some(Counts { ratings, states, .. }) = self.read(work) else { return };
        for lane in 0..LANES {
            let (rated, state) = (ratings[lane], states[lane]);
            seen.counts[lane] |= mask(rated | (state & self.counts) != 0);
            seen.taken[lane] |= mask(rated | (state & self.taken) != 0);
            seen.known[lane] |= mask(rated | (state & self.known) != 0);
            seen.gaps[lane] |= (state & self.gaps) | ((state & self.gaps_below) >> 1);
            seen.voids[lane] |= (state & REASONS) >> 1;
        }
        if self.stops | self.blocks != 0 {
            for lane in 0..LANES {
                let state = states[lane];
                seen.stops[lane] |= ((state & self.stops) >> 1) | (NOT_RATED & mask(state & self.blocks != 0));
            }
        }
    }

    /// The lowest rating, or the highest, in both scenarios.
    fn extreme(&self, end: End, work: &Work<'_>) -> (Bounds<Bytes>, Option<Bounds<Bytes>>) {
        let nothing = || Bounds { low: NO, high: NO, there: YES };
        let Some(counts) = self.read(work) else { return (nothing(), None) };
        let of = |those: &[State], counted: u8| {
            let (mut lows, mut highs) = (*counts.ratings, *counts.ratings);
            for State { bits, low, high, .. } in those {
                for lane in 0..LANES {
                    let here = mask(counts.states[lane] & bits != 0);
                    lows[lane] |= here & (1 << low);
                    highs[lane] |= here & (1 << high);
                }
            }
            let there = zip(counts.ratings, counts.states, |rated, state| mask(rated | (state & counted) != 0));
            Bounds { low: rank(end, &lows), high: rank(end, &highs), there }
        };
        let plain = of(&self.plain, self.counts);
        let taken = self.takes.then(|| of(&self.policy, self.taken));
        (Bounds { there: YES, ..plain }, taken)
    }

    /// Lets the census count how many are in states that count: needed by rules that ask how many there are.
    pub fn with_roles(mut self, censuses: &mut Censuses) -> Counted {
        for state in self.plain.iter_mut().chain(&mut self.policy) {
            state.role = censuses.role(self.census, state.bits);
        }
        self
    }

    /// Ratings in the middle, in both scenarios; after [`Counted::with_roles`].
    fn middle(&self, ordinal: &Ordinal, work: &Work<'_>) -> (Bounds<Bytes>, Option<Bounds<Bytes>>) {
        let Some(counts) = self.read(work) else { return (Bounds { low: NO, high: NO, there: NO }, None) };
        let of = |those: &[State]| {
            let mut totals: Totals = ordinal.start();
            for (rank, count) in (0_u8..).zip(counts.each) {
                ordinal.add_many(&mut totals, count, rank, rank);
            }
            for State { low, high, role, .. } in those {
                if let Some(count) = counts.roles.get(*role) {
                    ordinal.add_many(&mut totals, count, *low, *high);
                }
            }
            ordinal.bounds(&totals)
        };
        (of(&self.plain), self.takes.then(|| of(&self.policy)))
    }

    /// What surely passes, and what may, of what counts.
    fn passing(&self, test: &Test, those: &[State]) -> (Set, Set) {
        let passes = |low: u8, high: u8| {
            let (all, some) = Bytes::passes(test, &[low; LANES], &[high; LANES]);
            (all[0], some[0])
        };
        let (mut sure, mut possible) = (Set::default(), Set::default());
        for rank in 0..self.ratings {
            let (all, some) = passes(rank, rank);
            sure.ratings |= all & (1 << rank);
            possible.ratings |= some & (1 << rank);
        }
        for State { bits, low, high, .. } in those {
            let (all, some) = passes(*low, *high);
            sure.states |= all & bits;
            possible.states |= some & bits;
        }
        (sure, possible)
    }
}

/// More states that count as something between two ranks.
fn place(those: &mut Vec<State>, bit: u8, (low, high): (u8, u8)) {
    match those.iter_mut().find(|state| (state.low, state.high) == (low, high)) {
        Some(state) => state.bits |= bit,
        None => those.push(State { bits: bit, low, high, role: 0 }),
    }
}

/// The position of the lowest bit or of the highest one; as from a group in which nothing counts where there is none.
fn rank(end: End, bits: &Bytes) -> Bytes {
    let (one, none) = match end {
        End::Lowest => (map(bits, |bits| bits & bits.wrapping_neg()), 255),
        End::Highest => (highest_bit(bits), 0),
    };
    map(&one, |bit| {
        let place = (4 & mask(bit & 0xF0 != 0)) | (2 & mask(bit & 0xCC != 0)) | (1 & mask(bit & 0xAA != 0));
        place | (none & mask(bit == 0))
    })
}

impl Set {
    fn but(self, ratings: u8, states: u8) -> Set {
        Set { ratings: ratings & !self.ratings, states: states & !self.states }
    }

    #[inline(always)]
    fn met(self, rated: u8, state: u8) -> u8 {
        mask((rated & self.ratings) | (state & self.states) != 0)
    }
}

impl Asked {
    pub fn of(counted: Counted, test: &Test, ask: &Ask, censuses: &mut Censuses) -> Option<Asked> {
        let mut demand = |those: &[State], counts: u8| {
            let (sure, possible) = counted.passing(test, those);
            let all = u8::MAX >> (8 - counted.ratings);
            Some(match ask {
                Ask::Every(or_none) => {
                    Demand::Every(possible.but(all, counts), sure.but(all, counts), counts, *or_none)
                }
                Ask::Count(1) => Demand::Some(sure, possible),
                Ask::Count(least) => {
                    let mut role =
                        |set: Set| (set, (set.states != 0).then(|| censuses.role(counted.census, set.states)));
                    Demand::Many([role(sure), role(possible)], *least)
                }
                Ask::Share(..) => return None,
            })
        };
        let plain = demand(&counted.plain, counted.counts)?;
        let policy = if counted.takes { Some(demand(&counted.policy, counted.taken)?) } else { None };
        Some(Asked { of: counted, plain, policy, again: false })
    }

    /// Where it surely holds and where it surely does not; what it looked at goes to `seen`.
    pub fn sure(&self, work: &Work<'_>, seen: &mut Seen) -> (Bytes, Bytes) {
        if !self.again {
            self.of.look(work, seen);
        }
        self.of.read(work).map_or((NO, YES), |counts| self.plain.held(&counts))
    }

    /// Where it holds; what it looked at goes to `seen`.
    pub fn held(&self, work: &Work<'_>, seen: &mut Seen) -> Held {
        let (yes, no) = self.sure(work, seen);
        match self.policy.as_ref().zip(self.of.read(work)) {
            None => Held::same(yes, no),
            Some((policy, counts)) => {
                let (taken_yes, taken_no) = policy.held(&counts);
                Held { yes, no, taken_yes, taken_no }
            }
        }
    }
}

impl Demand {
    fn held(&self, Counts { ratings, states, each, roles }: &Counts<'_>) -> (Bytes, Bytes) {
        let (mut yes, mut no) = (NO, NO);
        match self {
            Demand::Every(fails, unsure, counts, or_none) => {
                let none = mask(*or_none);
                for lane in 0..LANES {
                    let (rated, state) = (ratings[lane], states[lane]);
                    let there = mask(rated | (state & counts) != 0);
                    yes[lane] = (there & !unsure.met(rated, state)) | (!there & none);
                    no[lane] = (there & fails.met(rated, state)) | (!there & !none);
                }
            }
            Demand::Some(sure, possible) => {
                for lane in 0..LANES {
                    yes[lane] = sure.met(ratings[lane], states[lane]);
                    no[lane] = !possible.met(ratings[lane], states[lane]);
                }
            }
            Demand::Many([sure, possible], least) => {
                let total = |(set, role): &(Set, Option<usize>)| {
                    let mut total = role.and_then(|role| roles.get(role)).copied().unwrap_or(NO);
                    for (_, count) in each.iter().enumerate().filter(|(rank, _)| set.ratings & (1 << rank) != 0) {
                        fold(&mut total, count, u8::saturating_add);
                    }
                    map(&total, |total| mask(total >= *least))
                };
                (yes, no) = (total(sure), not(&total(possible)));
            }
        }
        (yes, no)
    }
}
