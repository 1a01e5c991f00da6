//! Reading answers: codes of a block of rows, what is left out of it, and strips of some blocks that are counted.

use std::ops::Range;

use super::answers::{Column, Columns, OUT_OF_SCOPE, UNANSWERED};
use super::census::BLOCKS;
use super::fraction::{Fraction, Fractions};
use super::lanes::{Bytes, LANES, NO, Values, absence_bit, any, fold, mask};
use super::score::Scratch;
use super::{Plan, Read};
use crate::outcome::Absence;

pub(super) const OUT: u8 = absence_bit(Absence::OutOfScope);

impl Plan<'_> {
    /// Which elements have to be read block by block: those whose answers are looked at by themselves, and those that
    /// something else may leave out. The others are only counted.
    pub(super) fn prepare_reading(&self, columns: &Columns<'_>, scratch: &mut Scratch) {
        scratch.reads.clear();
        scratch.answered.clear();
        scratch.answered.resize(self.framework.elements.len(), false);
        scratch.touched.clear();
        scratch.touched.resize(self.framework.elements.len(), false);
        for (place, read) in self.reads.iter().enumerate() {
            let column = columns.of(read.element).is_some();
            let above = read.parent.is_some_and(|parent| {
                scratch.touched.get(parent).copied().unwrap_or(false)
                    || (read.exempting && columns.of(parent).is_some())
            });
            let touched = read.left_out || above || (column && !read.plain);
            if let (Some(slot), Some(answered)) =
                (scratch.touched.get_mut(read.element), scratch.answered.get_mut(read.element))
            {
                (*slot, *answered) = (touched, column);
            }
            let copied = || read.copied || read.under.iter().any(|above| columns.of(*above).is_some());
            if touched || (column && copied()) {
                scratch.reads.push(place);
                scratch.written.push(read.element);
            }
        }
    }

    /// The answers of a block, and what is left out.
    pub(super) fn read(&self, columns: &Columns<'_>, rows: &Range<usize>, scratch: &mut Scratch) {
        for place in 0..scratch.reads.len() {
            if let Some(read) = scratch.reads.get(place).and_then(|read| self.reads.get(*read)) {
                read.block(columns, rows, scratch);
            }
        }
    }

    /// Copies the codes of all plain answers that are counted, block after block, so that a block of all of them lies
    /// together: columns lie so far apart that lines of their memory push each other out of the processor's cache.
    pub(super) fn gather(&self, columns: &Columns<'_>, rows: &Range<usize>, scratch: &mut Scratch) {
        let elements = &self.censuses.elements;
        let mut gathered = std::mem::take(&mut scratch.gathered);
        gathered.resize(BLOCKS * elements.len(), [UNANSWERED; LANES]);
        let mut rest = false;
        for (position, element) in elements.iter().enumerate() {
            let touched = scratch.touched.get(*element).copied().unwrap_or(false);
            let whole = || columns.of(*element)?.codes().get(rows.clone())?.first_chunk::<{ BLOCKS * LANES }>();
            match whole().filter(|_| !touched) {
                Some(strip) => {
                    for (block, codes) in strip.as_chunks::<LANES>().0.iter().enumerate() {
                        if let Some(into) = gathered.get_mut(block * elements.len() + position) {
                            *into = *codes;
                        }
                    }
                }
                None => rest = true,
            }
        }
        if rest {
            self.gather_rest(columns, rows, scratch, &mut gathered);
        }
        scratch.gathered = gathered;
    }

    /// The codes of what has no whole strip of its own, or may be left out by something else.
    #[cold]
    fn gather_rest(&self, columns: &Columns<'_>, rows: &Range<usize>, scratch: &mut Scratch, gathered: &mut [Bytes]) {
        let elements = &self.censuses.elements;
        for (from, block) in rows.clone().step_by(LANES).zip(gathered.chunks_mut(elements.len().max(1))) {
            self.read(columns, &(from..rows.end.min(from + LANES)), scratch);
            for (codes, element) in block.iter_mut().zip(elements) {
                scratch.effective(columns, *element, from, codes);
            }
        }
    }
}

impl Scratch {
    /// The codes of an element in a block that was read, with those of what leaves it out.
    fn effective(&self, columns: &Columns<'_>, element: usize, from: usize, codes: &mut Bytes) {
        if !self.touched.get(element).copied().unwrap_or(false) {
            *codes = [UNANSWERED; LANES];
            if let Some(column) = columns.of(element) {
                column.block(from, codes);
            }
            return;
        }
        if let (Some(own), Some(left)) = (self.codes.get(element), self.left.get(element)) {
            *codes = *own;
            // Reasons stand one bit higher in codes.
            fold(codes, left, |code, left| if left == 0 { code } else { 0x80 | (left << 1) });
        }
    }
}

impl Read {
    fn block(&self, columns: &Columns<'_>, rows: &Range<usize>, scratch: &mut Scratch) {
        let (column, element) = (columns.of(self.element), self.element);
        if let (Some(column), Some(codes)) = (column, scratch.codes.get_mut(element)) {
            column.block(rows.start, codes);
            if let (Column::Numbers { .. }, Some(numbers)) = (column, scratch.numbers.get_mut(element)) {
                let numbers = numbers.get_or_insert_with(|| Fractions::full(Fraction::ZERO));
                (0..LANES).for_each(|lane| numbers.set(lane, column.number(rows.start + lane)));
            }
        }
        if !scratch.touched.get(element).copied().unwrap_or(true) {
            return;
        }
        let exempts = self.exempting;
        let parent = self
            .parent
            .filter(|parent| columns.of(*parent).is_some() || scratch.is_left.get(*parent).copied().unwrap_or(false));
        // Of a plain element its own code says it, unless something above says otherwise.
        let own = column.is_some() && (!self.plain || parent.is_some());
        let mut left = if self.left_out { [OUT; LANES] } else { NO };
        if own {
            fold(&mut left, &scratch.codes[element], |left, code| left | (OUT & mask(code == OUT_OF_SCOPE)));
        }
        if let Some(parent) = parent {
            // What the parent belongs to comes first, then what was said of the parent.
            let codes = &scratch.codes[parent];
            let above = if scratch.is_left[parent] { scratch.left[parent] } else { NO };
            for lane in 0..LANES {
                let exempt = ((codes[lane] & 0b111_1100) >> 1) & mask(codes[lane] >= 0x80 && exempts);
                let above = above[lane] | (exempt & mask(above[lane] == 0));
                left[lane] |= above & mask(left[lane] == 0);
            }
        }
        scratch.is_left[element] = any(&left) != 0;
        scratch.left[element] = left;
    }
}
