//! Scoring: columns of answers through the steps of a plan, a block of rows at a time.

use std::cell::RefCell;
use std::ops::Range;

use super::answers::{Columns, DONT_KNOW, OUT_OF_SCOPE, UNANSWERED};
use super::census::BLOCKS;
use super::explained::{Known, Row, write};
use super::fraction::Fractions;
use super::lanes::{Block, Bytes, LANES, NO, Slot, Values, YES, and, any, fold, map, mask, not};
use super::numeric::run as run_numeric;
use super::ranked::run as run_ranked;
use super::reading::OUT;
use super::results::{ResultColumn, Results};
use super::settle::overwrite;
use super::{Cell, Plan, Steps, Work};

/// Room to work in. Kept from one call to the next, nothing in it is allocated anew.
#[derive(Default)]
pub struct Scratch {
    slots: Vec<Slot>,
    pub(super) codes: Vec<Bytes>,
    pub(super) numbers: Vec<Option<Fractions>>,
    /// Why elements do not count, as bits; and whether that is so in any lane.
    pub(super) left: Vec<Bytes>,
    pub(super) is_left: Vec<bool>,
    choices: Vec<[u32; LANES]>,
    /// What has to be read block by block, and elements that something besides their own codes may leave out.
    pub(super) reads: Vec<usize>,
    pub(super) touched: Vec<bool>,
    /// Elements that have a column, and those that were read before.
    pub(super) answered: Vec<bool>,
    pub(super) written: Vec<usize>,
    /// What was counted in a block, and the codes that are counted in some blocks.
    pub(super) counts: Vec<Bytes>,
    pub(super) gathered: Vec<Bytes>,
}

impl Plan<'_> {
    /// Scores the assessments of some rows; results stand in the order of [`Plan::wanted`] and are numbered from 0.
    pub fn score(&self, columns: &Columns<'_>, rows: Range<usize>, scratch: &mut Scratch, results: &mut Results) {
        let rows = rows.start.min(columns.rows())..rows.end.min(columns.rows());
        self.prepare(scratch);
        self.prepare_reading(columns, scratch);
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
            let strip = row..rows.end.min(row + BLOCKS * LANES);
            self.gather(columns, &strip, scratch);
            let plain = self.censuses.elements.len();
            for (number, block) in strip.clone().step_by(LANES).enumerate() {
                let codes = scratch.gathered.get(number * plain..).and_then(|from| from.get(..plain));
                self.censuses.count(codes.unwrap_or_default(), &mut scratch.counts);
                let part = block..strip.end.min(block + LANES);
                self.block(columns, part, rows.start, scratch, results);
            }
            row = strip.end;
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
        if scratch.codes.len() != elements {
            scratch.codes.resize(elements, [UNANSWERED; LANES]);
            scratch.numbers.resize(elements, None);
            scratch.left.resize(elements, NO);
            scratch.is_left.resize(elements, false);
            // As good as written.
            scratch.written = (0..elements).collect();
        }
        for element in scratch.written.drain(..) {
            if let Some(codes) = scratch.codes.get_mut(element) {
                *codes = [UNANSWERED; LANES];
            }
            if let Some(numbers) = scratch.numbers.get_mut(element) {
                *numbers = None;
            }
            if let Some(left) = scratch.is_left.get_mut(element) {
                *left = false;
            }
        }
        scratch.choices.resize(self.choosing, [0; LANES]);
        scratch.counts.resize(self.censuses.width, NO);
        // Of another plan that had results of the same forms.
        for step in &self.steps {
            match scratch.slots.get_mut(*step) {
                Some(Slot::Ranks(block)) => block.asked = NO,
                Some(Slot::Numbers(block)) => block.asked = NO,
                None => {}
            }
        }
    }

    /// One block of rows that was counted; `first` is the row that is the first of the results.
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
        let mut choices = [0; LANES];
        for place in self.steps.iter().copied() {
            let Some(cell) = self.cells.get(place) else { continue };
            let (before, after) = scratch.slots.split_at_mut(place);
            let Some(slot) = after.first_mut() else { break };
            let mut work = Work {
                slots: before,
                codes: &scratch.codes,
                numbers: &scratch.numbers,
                answered: &scratch.answered,
                censuses: Some(&self.censuses),
                counts: &scratch.counts,
                hard: NO,
                slow,
                choices: &mut choices,
                inside: NO,
            };
            if cell.choices.is_some() {
                *work.choices = [0; LANES];
            }
            match slot {
                Slot::Ranks(block) => cell.ranks(&mut work, block),
                Slot::Numbers(block) => cell.numbers(&mut work, block),
            }
            let left = scratch.is_left.get(cell.element).copied().unwrap_or(false);
            if let (true, Some(left)) = (left, scratch.left.get(cell.element)) {
                leave_out(slot, left, &mut work);
            }
            slow = work.slow;
            let hard = work.hard;
            match slot {
                Slot::Ranks(block) => block.look_at_scenarios(),
                Slot::Numbers(block) => block.look_at_scenarios(),
            }
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
            Steps::Ranked(rule) => run_ranked(rule, work, out),
            Steps::Numeric(_) => work.hard = YES,
        };
        self.either(work, out, &mut run);
    }

    fn numbers(&self, work: &mut Work<'_>, out: &mut Block<Fractions>) {
        let mut run = |steps: &Steps, work: &mut Work<'_>, out: &mut Block<Fractions>| match steps {
            Steps::Numeric(rule) => run_numeric(rule, work, out),
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
                if !work.answered.get(self.element).copied().unwrap_or(false) {
                    return;
                }
                let decides = self.stated_counts(work);
                out.asked = decides;
                if any(&decides) != 0 {
                    let mut own = Block::new(V::One::default());
                    let choices = std::mem::replace(work.choices, [0; LANES]);
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
