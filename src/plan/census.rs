//! Censuses: how many of a set of answers are of each rating, and in which states the others are, counted once for all
//! rules that look at the same answers. Sets that are made of smaller ones add up what was counted there.

use std::collections::BTreeMap;

use super::lanes::{Bytes, LANES, NO, mask};
use crate::model::ElementIndex;

/// How many blocks are read in one go: a few neighbouring lines of a column come faster than one of each at a time.
pub(super) const BLOCKS: usize = 4;

/// Most ratings of a scale whose answers are counted; a bit of a byte for each.
pub(super) const MOST: usize = 8;

/// Lanes that are counted at once: as many as stay in registers.
const NARROW: usize = 16;

/// Where the parts of one census stand: which ratings there are as bits, which states, then how many of each rating, then
/// how many in each group of states that somebody asks for.
const STATES: usize = 1;
const FIRST: usize = 2;

/// All sets of answers that rules look at.
#[derive(Default)]
pub(super) struct Censuses {
    all: Vec<Census>,
    by_members: BTreeMap<Vec<usize>, usize>,
    /// Smaller ones first.
    order: Vec<usize>,
    /// The elements whose codes are counted.
    pub elements: Vec<ElementIndex>,
    /// Arrays that the counts of a block need.
    pub width: usize,
}

/// One set of answers.
struct Census {
    ratings: usize,
    /// Groups of states that are counted, as bits.
    roles: Vec<u8>,
    /// Positions of its answers among all that are counted.
    members: Vec<usize>,
    /// Smaller ones that it is made of, and what is in none of them.
    parts: Vec<usize>,
    rest: Vec<usize>,
    /// Where its counts begin.
    at: usize,
}

/// What was counted in one block.
pub(super) struct Counts<'c> {
    /// Ratings that somebody gave, and states that there are, as bits.
    pub ratings: &'c Bytes,
    pub states: &'c Bytes,
    /// How many of each rating, and how many in each group of states; none above 255.
    pub each: &'c [Bytes],
    pub roles: &'c [Bytes],
}

impl Censuses {
    /// A set of answers, by their cells; the same set is counted once.
    pub fn of(&mut self, cells: Vec<usize>, ratings: usize) -> usize {
        if let Some(known) = self.by_members.get(&cells) {
            return *known;
        }
        let census =
            Census { ratings, roles: Vec::new(), members: cells.clone(), parts: Vec::new(), rest: Vec::new(), at: 0 };
        self.all.push(census);
        self.by_members.insert(cells, self.all.len() - 1);
        self.all.len() - 1
    }

    /// Where it is counted how many are in one of these states.
    pub fn role(&mut self, census: usize, states: u8) -> usize {
        let Some(census) = self.all.get_mut(census) else { return 0 };
        let known = census.roles.iter().position(|role| *role == states);
        known.unwrap_or_else(|| {
            census.roles.push(states);
            census.roles.len() - 1
        })
    }

    /// Once all sets are known: what each is made of. `element` of a cell.
    pub fn close(&mut self, element: impl Fn(usize) -> Option<ElementIndex>) {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for census in &mut self.all {
            for member in &mut census.members {
                let next = numbers.len();
                *member = *numbers.entry(*member).or_insert(next);
            }
        }
        self.elements = vec![0; numbers.len()];
        for (cell, number) in &numbers {
            if let (Some(slot), Some(element)) = (self.elements.get_mut(*number), element(*cell)) {
                *slot = element;
            }
        }
        self.order = (0..self.all.len()).collect();
        self.order.sort_by_key(|census| self.all.get(*census).map_or(0, |census| census.members.len()));
        self.divide();
        self.hand_down();
        for index in &self.order {
            if let Some(census) = self.all.get_mut(*index) {
                census.at = self.width;
                self.width += census.width();
            }
        }
    }

    /// Makes larger sets of whole smaller ones, the largest that there are.
    fn divide(&mut self) {
        let mut owners: Vec<Option<usize>> = vec![None; self.elements.len()];
        for index in &self.order {
            let Some(census) = self.all.get(*index) else { continue };
            let mut met: BTreeMap<usize, usize> = BTreeMap::new();
            let owner = |member: &usize| owners.get(*member).copied().flatten();
            census.members.iter().filter_map(owner).for_each(|owner| *met.entry(owner).or_insert(0) += 1);
            let size = |owner: usize| self.all.get(owner).map_or(0, |census| census.members.len());
            let (parts, broken): (Vec<_>, Vec<_>) = met.iter().partition(|(owner, count)| size(**owner) == **count);
            let parts: Vec<usize> = parts.into_iter().map(|(owner, _)| *owner).collect();
            let inside = |member: &usize| owner(member).is_some_and(|owner| parts.contains(&owner));
            let rest: Vec<usize> = census.members.iter().copied().filter(|member| !inside(member)).collect();
            if broken.is_empty() {
                for member in &census.members {
                    if let Some(owner) = owners.get_mut(*member) {
                        *owner = Some(*index);
                    }
                }
            }
            if let Some(census) = self.all.get_mut(*index) {
                (census.parts, census.rest) = (parts, rest);
            }
        }
    }

    /// What a set counts, what it is made of has to count too.
    fn hand_down(&mut self) {
        for index in self.order.iter().rev() {
            let Some((parts, roles)) = self.all.get(*index).map(|all| (all.parts.clone(), all.roles.clone())) else {
                continue;
            };
            for part in parts {
                let Some(part) = self.all.get_mut(part).map(|census| &mut census.roles) else { continue };
                let new: Vec<u8> = roles.iter().copied().filter(|role| !part.contains(role)).collect();
                part.extend(new);
            }
        }
    }

    /// Counts everything in one block.
    pub fn count(&self, codes: &[Bytes], counts: &mut [Bytes]) {
        for census in self.order.iter().filter_map(|index| self.all.get(*index)) {
            let (before, own) = counts.split_at_mut(census.at.min(counts.len()));
            let Some(own) = own.get_mut(..census.width()) else { continue };
            own.fill(NO);
            census.count(codes, own);
            for part in census.parts.iter().filter_map(|part| self.all.get(*part)) {
                let Some(part_counts) = before.get(part.at..part.at + part.width()) else { continue };
                census.add(part, part_counts, own);
            }
            census.mark(own);
        }
    }

    /// What was counted of one set.
    pub fn read<'c>(&self, census: usize, counts: &'c [Bytes]) -> Option<Counts<'c>> {
        let census = self.all.get(census)?;
        let own = counts.get(census.at..census.at + census.width())?;
        let ([ratings, states], rest) = own.split_first_chunk::<FIRST>()?;
        let (each, roles) = rest.split_at_checked(census.ratings)?;
        Some(Counts { ratings, states, each, roles })
    }
}

impl Census {
    fn width(&self) -> usize {
        FIRST + self.ratings + self.roles.len()
    }

    fn count(&self, codes: &[Bytes], own: &mut [Bytes]) {
        for some in self.rest.chunks(usize::from(u8::MAX)) {
            let role = self.roles.first().copied().unwrap_or(0);
            match self.ratings {
                0..=2 => tally::<2>(some, codes, role, self.ratings, own),
                3 => tally::<3>(some, codes, role, self.ratings, own),
                4 => tally::<4>(some, codes, role, self.ratings, own),
                5 => tally::<5>(some, codes, role, self.ratings, own),
                6 => tally::<6>(some, codes, role, self.ratings, own),
                _ => tally::<MOST>(some, codes, role, self.ratings, own),
            }
            for (position, role) in self.roles.iter().enumerate().skip(1) {
                if let Some(into) = own.get_mut(FIRST + self.ratings + position) {
                    count_states(some, codes, *role, into);
                }
            }
        }
    }

    /// Adds what was counted of a part.
    fn add(&self, part: &Census, counts: &[Bytes], own: &mut [Bytes]) {
        let add = |into: Option<&mut Bytes>, from: Option<&Bytes>| {
            if let (Some(into), Some(from)) = (into, from) {
                super::lanes::fold(into, from, u8::saturating_add);
            }
        };
        for at in FIRST..FIRST + self.ratings {
            add(own.get_mut(at), counts.get(at));
        }
        if let (Some(into), Some(from)) = (own.get_mut(STATES), counts.get(STATES)) {
            super::lanes::fold(into, from, |a, b| a | b);
        }
        for (position, role) in self.roles.iter().enumerate() {
            let Some(there) = part.roles.iter().position(|other| other == role) else { continue };
            add(own.get_mut(FIRST + self.ratings + position), counts.get(FIRST + self.ratings + there));
        }
    }

    /// Marks the ratings that somebody gave.
    fn mark(&self, own: &mut [Bytes]) {
        let Some((ratings, rest)) = own.split_first_mut() else { return };
        let each = rest.get(FIRST - 1..).unwrap_or_default().iter().take(self.ratings);
        for (rank, count) in each.enumerate() {
            super::lanes::fold(ratings, count, |bits, count| bits | (mask(count != 0) & (1 << rank)));
        }
    }
}

/// Counts ratings, states, and the first group of states, of no more answers than a byte can count.
#[inline(never)]
fn tally<const R: usize>(some: &[usize], codes: &[Bytes], role: u8, ratings: usize, own: &mut [Bytes]) {
    for part in 0..LANES / NARROW {
        let (mut each, mut states, mut in_role) = ([[0_u8; NARROW]; R], [0_u8; NARROW], [0_u8; NARROW]);
        for codes in some.iter().filter_map(|member| codes.get(*member)) {
            let codes = &codes.as_chunks::<NARROW>().0[part];
            for lane in 0..NARROW {
                let code = codes[lane];
                let state = code & mask(code >= 0x80);
                states[lane] |= state;
                in_role[lane] = in_role[lane].wrapping_add(u8::from(state & role != 0));
                for rank in 0..R {
                    each[rank][lane] = each[rank][lane].wrapping_add(u8::from(code == rank as u8));
                }
            }
        }
        let mut add = |at: usize, more: &[u8; NARROW], f: fn(u8, u8) -> u8| {
            let into = own.get_mut(at).and_then(|into| into.as_chunks_mut::<NARROW>().0.get_mut(part));
            let Some(into) = into else { return };
            into.iter_mut().zip(more).for_each(|(into, more)| *into = f(*into, *more));
        };
        add(STATES, &states, |a, b| a | b);
        for (rank, count) in each.iter().enumerate().take(ratings) {
            add(FIRST + rank, count, u8::saturating_add);
        }
        add(FIRST + ratings, &in_role, u8::saturating_add);
    }
}

/// Counts one more group of states.
fn count_states(some: &[usize], codes: &[Bytes], role: u8, into: &mut Bytes) {
    for codes in some.iter().filter_map(|member| codes.get(*member)) {
        for lane in 0..LANES {
            into[lane] = into[lane].saturating_add(u8::from(codes[lane] >= 0x80 && codes[lane] & role != 0));
        }
    }
}
