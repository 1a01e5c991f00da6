//! Scoring: columns of answers through the steps of a plan, a block of rows at a time.

use std::cell::RefCell;
use std::ops::Range;

use super::answers::{Column, Columns, DONT_KNOW, OUT_OF_SCOPE, UNANSWERED};
use super::explained::{Known, Row, write};
use super::fraction::{Fraction, Fractions};
use super::lanes::{Block, Bytes, LANES, NO, Slot, Values, YES, absence_bit, and, any, fold, map, mask, not};
use super::numeric::run as run_numeric;
use super::ranked::run as run_ranked;
use super::results::{ResultColumn, Results};
use super::settle::overwrite;
use super::{Cell, Plan, Steps, Work};
use crate::outcome::Absence;

/// Room to work in. Kept from one call to the next, nothing in it is allocated anew.
#[derive(Default)]
pub struct Scratch {
    slots: Vec<Slot>,
    codes: Vec<Bytes>,
    numbers: Vec<Option<Fractions>>,
    /// Why elements do not count, as bits; and whether that is so in any lane.
    left: Vec<Bytes>,
    is_left: Vec<bool>,
    choices: Vec<[u32; LANES]>,
}

const OUT: u8 = absence_bit(Absence::OutOfScope);

impl Plan<'_> {
    /// Scores the assessments of some rows; results stand in the order of [`Plan::wanted`] and are numbered from 0.
    pub fn score(&self, columns: &Columns<'_>, rows: Range<usize>, scratch: &mut Scratch, results: &mut Results) {
        let rows = rows.start.min(columns.rows())..rows.end.min(columns.rows());
        self.prepare(scratch);
        results.rows = rows.len();
        results.long.clear();
        results.columns.resize_with(self.wanted.len(), || ResultColumn::Ratings(super::results::Table::default()));
        for (column, wanted) in results.columns.iter_mut().zip(&self.wanted) {
            let Some(cell) = self.cells.get(*wanted) else { continue };
            if matches!(
                (&cell.blank, &*column),
                (Slot::Ranks(_), ResultColumn::Numbers(_)) | (Slot::Numbers(_), ResultColumn::Ratings(_))
            ) {
                *column = ResultColumn::of(&cell.blank);
            }
            column.resize(rows.len(), cell.choices.is_some());
        }
        let mut row = rows.start;
        while row < rows.end {
            self.block(columns, row..rows.end.min(row + LANES), rows.start, scratch, results);
            row += LANES;
        }
    }

    fn prepare(&self, scratch: &mut Scratch) {
        let elements = self.framework.elements.len();
        let fits = scratch.slots.len() == self.cells.len()
            && scratch.slots.iter().zip(&self.cells).all(|(slot, cell)| {
                matches!((slot, &cell.blank), (Slot::Ranks(_), Slot::Ranks(_)) | (Slot::Numbers(_), Slot::Numbers(_)))
            });
        if !fits {
            scratch.slots = self.cells.iter().map(|cell| cell.blank.clone()).collect();
        }
        scratch.codes.resize(elements, [UNANSWERED; LANES]);
        scratch.codes.fill([UNANSWERED; LANES]);
        scratch.numbers.resize(elements, None);
        scratch.numbers.fill(None);
        scratch.left.resize(elements, NO);
        scratch.is_left.resize(elements, false);
        scratch.choices.resize(self.choosing, [0; LANES]);
    }

    /// One block of rows; `first` is the row that is the first of the results.
    fn block(
        &self,
        columns: &Columns<'_>,
        rows: Range<usize>,
        first: usize,
        scratch: &mut Scratch,
        results: &mut Results,
    ) {
        self.read(columns, &rows, scratch);
        let mut slow = NO;
        for (place, cell) in self.cells.iter().enumerate() {
            let (before, after) = scratch.slots.split_at_mut(place);
            let Some(slot) = after.first_mut() else { break };
            let mut work = Work {
                slots: before,
                codes: &scratch.codes,
                numbers: &scratch.numbers,
                hard: NO,
                slow,
                choices: [0; LANES],
                inside: NO,
            };
            match slot {
                Slot::Ranks(block) => cell.ranks(&mut work, block),
                Slot::Numbers(block) => cell.numbers(&mut work, block),
            }
            let left = scratch.is_left.get(cell.element).copied().unwrap_or(false);
            if let (true, Some(left)) = (left, scratch.left.get(cell.element)) {
                leave_out(slot, left, &mut work);
            }
            slow = work.slow;
            let (hard, choices) = (work.hard, work.choices);
            if let Some(kept) = cell.choices.and_then(|place| scratch.choices.get_mut(place)) {
                *kept = choices;
            }
            if any(&hard) != 0 {
                self.by_explained_rule(cell, place, &hard, columns, &rows, scratch, &mut slow);
            }
        }
        for (column, wanted) in results.columns.iter_mut().zip(&self.wanted) {
            let Some((slot, cell)) = scratch.slots.get(*wanted).zip(self.cells.get(*wanted)) else { continue };
            column.write(rows.start - first, slot, cell.choices.and_then(|place| scratch.choices.get(place)));
        }
        for row in rows.clone().filter(|row| slow[row - rows.start] != 0) {
            self.in_long_numbers(columns, row, row - first, results);
        }
    }

    /// The answers of a block, and what is left out.
    fn read(&self, columns: &Columns<'_>, rows: &Range<usize>, scratch: &mut Scratch) {
        for read in &self.reads {
            let (column, element) = (columns.of(read.element), read.element);
            if let (Some(column), Some(codes)) = (column, scratch.codes.get_mut(element)) {
                column.block(rows.start, codes);
                if let (Column::Numbers { .. }, Some(numbers)) = (column, scratch.numbers.get_mut(element)) {
                    let numbers = numbers.get_or_insert_with(|| Fractions::full(Fraction::ZERO));
                    (0..LANES).for_each(|lane| numbers.set(lane, column.number(rows.start + lane)));
                }
            }
            let exempts = read.exempting;
            let parent = read.parent.filter(|parent| {
                columns.of(*parent).is_some() || scratch.is_left.get(*parent).copied().unwrap_or(false)
            });
            // Of a plain element its own code says it, unless something above says otherwise.
            let own = column.is_some() && (!read.plain || parent.is_some());
            let mut left = if read.left_out { [OUT; LANES] } else { NO };
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

    /// Lanes of a cell that only the explained rule can work out.
    #[allow(clippy::too_many_arguments, reason = "one call, and what it works on has no name of its own")]
    fn by_explained_rule(
        &self,
        cell: &Cell<'_>,
        place: usize,
        hard: &Bytes,
        columns: &Columns<'_>,
        rows: &Range<usize>,
        scratch: &mut Scratch,
        slow: &mut Bytes,
    ) {
        for lane in (0..rows.len()).filter(|lane| hard[*lane] != 0) {
            let known = Known::Block { slots: &scratch.slots, choices: &scratch.choices, lane };
            let outcome = Row { plan: self, columns, row: rows.start + lane, known }.evaluate(cell);
            let Some(slot) = scratch.slots.get_mut(place) else { continue };
            match write(slot, lane, &outcome) {
                Some(bits) => {
                    if let Some(kept) = cell.choices.and_then(|place| scratch.choices.get_mut(place)) {
                        kept[lane] = bits;
                    }
                }
                None => slow[lane] = 255,
            }
        }
    }

    /// One assessment with numbers of any length.
    #[cold]
    fn in_long_numbers(&self, columns: &Columns<'_>, row: usize, result: usize, results: &mut Results) {
        let alone = Row { plan: self, columns, row, known: Known::Alone(RefCell::new(Vec::new())) };
        for cell in &self.cells {
            let outcome = alone.evaluate(cell);
            if let Known::Alone(outcomes) = &alone.known {
                outcomes.borrow_mut().push(Some(outcome));
            }
        }
        if let Known::Alone(outcomes) = alone.known {
            let outcomes = outcomes.into_inner();
            for (wanted, cell) in self.wanted.iter().enumerate() {
                if let Some(Some(outcome)) = outcomes.get(*cell) {
                    results.long.insert((wanted, result), outcome.clone());
                }
            }
        }
    }
}

/// What is left out has no result, whatever its rule gives.
fn leave_out(slot: &mut Slot, left: &Bytes, work: &mut Work<'_>) {
    let stays = map(left, |left| mask(left == 0));
    fold(&mut work.hard, &stays, |hard, stays| hard & stays);
    fn bits<V>(block: &mut Block<V>, left: &Bytes, stays: &Bytes) {
        for bytes in [&mut block.voids, &mut block.gaps, &mut block.may, &mut block.set, &mut block.nothing] {
            fold(bytes, stays, |old, stays| old & stays);
        }
        fold(&mut block.voids, left, |old, left| old | left);
    }
    match slot {
        Slot::Ranks(block) => bits(block, left, &stays),
        Slot::Numbers(block) => bits(block, left, &stays),
    }
}

impl Cell<'_> {
    /// Where what was said of the element itself decides, although there is a rule over others.
    fn stated_counts(&self, work: &Work<'_>) -> Bytes {
        let Some(codes) = work.codes.get(self.element) else { return NO };
        let firm = map(codes, |code| mask(code != UNANSWERED && code != OUT_OF_SCOPE && code != DONT_KNOW));
        let doubt = map(codes, |code| mask(code == DONT_KNOW));
        if any(&doubt) == 0 {
            return firm;
        }
        let silent = not(&work.said(&self.below));
        super::lanes::or(&firm, &and(&doubt, &silent))
    }

    fn ranks(&self, work: &mut Work<'_>, out: &mut Block<Bytes>) {
        let mut run = |steps: &Steps, work: &mut Work<'_>, out: &mut Block<Bytes>| match steps {
            Steps::Ranked(rule) => drop(run_ranked(rule, work, out)),
            Steps::Numeric(_) => work.hard = YES,
        };
        self.either(work, out, &mut run);
    }

    fn numbers(&self, work: &mut Work<'_>, out: &mut Block<Fractions>) {
        let mut run = |steps: &Steps, work: &mut Work<'_>, out: &mut Block<Fractions>| match steps {
            Steps::Numeric(rule) => drop(run_numeric(rule, work, out)),
            Steps::Ranked(_) => work.hard = YES,
        };
        self.either(work, out, &mut run);
    }

    /// By what was said of the element, or by the rule over others.
    fn either<V: Values>(
        &self,
        work: &mut Work<'_>,
        out: &mut Block<V>,
        run: &mut impl FnMut(&Steps, &mut Work<'_>, &mut Block<V>),
    ) {
        match (&self.stated_steps, &self.rule_steps) {
            (Some(steps), None) => {
                run(steps, work, out);
                out.asked = YES;
            }
            (None, Some(steps)) => run(steps, work, out),
            (Some(stated), Some(rule)) => {
                run(rule, work, out);
                let decides = self.stated_counts(work);
                out.asked = decides;
                if any(&decides) != 0 {
                    let mut own = Block::new(V::One::default());
                    let choices = std::mem::replace(&mut work.choices, [0; LANES]);
                    run(stated, work, &mut own);
                    overwrite(out, &decides, &own);
                    for lane in (0..LANES).filter(|lane| decides[*lane] == 0) {
                        work.choices[lane] = choices[lane];
                    }
                }
            }
            (None, None) => out.void(OUT),
        }
    }
}
