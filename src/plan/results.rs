//! Results in columns: what came out for every measure that was asked for, in every assessment.

use std::collections::BTreeMap;

use super::fraction::{Fraction, Fractions};
use super::lanes::{Block, Bytes, LANES, Slot};
use crate::outcome::{Absence, Gap, Outcome, Range, Value};

/// Results of the rows that were scored last. Kept from one call to the next, nothing in it is allocated anew.
#[derive(Debug, Clone, Default)]
pub struct Results {
    pub(super) rows: usize,
    pub(super) columns: Vec<ResultColumn>,
    /// What does not fit the columns: numbers of more than 64 bits.
    pub(super) long: BTreeMap<(usize, usize), Outcome>,
}

/// Results of one measure.
#[derive(Debug, Clone)]
pub(super) enum ResultColumn {
    Ratings(Table<u8>),
    Numbers(Table<Fraction>),
}

/// Results of one measure, by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Table<T> {
    pub voids: Vec<u8>,
    pub gaps: Vec<u8>,
    pub may: Vec<u8>,
    pub set: Vec<u8>,
    pub nothing: Vec<u8>,
    pub low: Vec<T>,
    pub high: Vec<T>,
    pub taken: Vec<T>,
    /// Ratings among which a person has to choose, as bits; empty where that never happens.
    pub choices: Vec<u32>,
    /// Whether anything was ever written but zeros to what only other scenarios need.
    pub scenarios: bool,
}

/// Results of a measure on a scale of ratings, by row.
#[derive(Debug, Clone, Copy)]
pub struct Ratings<'a> {
    /// 0 where there is a result; else the bit of an [`Absence`], in their order.
    pub voids: &'a [u8],
    /// 0 where it is known or void; else the bit of a [`Gap`], in their order.
    pub gaps: &'a [u8],
    /// Lowest rank that is possible; of no meaning where there is no result.
    pub low: &'a [u8],
    /// Highest rank that is possible.
    pub high: &'a [u8],
    /// Rank under the framework's policy for what is unknown; of no meaning where there is none.
    pub taken: &'a [u8],
    /// 255 where what is open has such a rank.
    pub has_taken: &'a [u8],
}

impl Results {
    /// How many assessments were scored.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The results of a measure on a scale of ratings, by its position among those asked for.
    pub fn ratings(&self, wanted: usize) -> Option<Ratings<'_>> {
        let ResultColumn::Ratings(table) = self.columns.get(wanted)? else { return None };
        Some(Ratings {
            voids: table.voids.get(..self.rows)?,
            gaps: table.gaps.get(..self.rows)?,
            low: table.low.get(..self.rows)?,
            high: table.high.get(..self.rows)?,
            taken: table.taken.get(..self.rows)?,
            has_taken: table.set.get(..self.rows)?,
        })
    }

    /// The whole outcome of one measure in one assessment, exactly as the explained evaluation gives it.
    pub fn outcome(&self, wanted: usize, row: usize) -> Option<Outcome> {
        if row >= self.rows {
            return None;
        }
        if let Some(long) = self.long.get(&(wanted, row)) {
            return Some(long.clone());
        }
        match self.columns.get(wanted)? {
            ResultColumn::Ratings(table) => table.outcome(row, |rank| Value::Rank(usize::from(rank))),
            ResultColumn::Numbers(table) => table.outcome(row, |number| Value::Number(number.number())),
        }
    }
}

const GAPS: [Gap; 8] = [
    Gap::Unanswered,
    Gap::DontKnow,
    Gap::Partly,
    Gap::FirstImpression,
    Gap::NotYet,
    Gap::NotRated,
    Gap::Disputed,
    Gap::Undecided,
];

/// Bits of one outcome.
pub(super) struct Bits {
    pub void: u8,
    pub gap: u8,
    pub may: u8,
    pub nothing: u8,
    pub choices: u32,
}

/// An outcome from its bits and values.
pub(super) fn outcome(bits: &Bits, [low, high]: [Value; 2], taken: Option<Value>) -> Outcome {
    if let Some(absence) = Absence::ALL.get(bits.void.trailing_zeros() as usize) {
        return Outcome::Void(*absence);
    }
    match GAPS.get(bits.gap.trailing_zeros() as usize) {
        None => Outcome::Known(low),
        Some(gap) => {
            let choices = (0..32).filter(|rank| bits.choices & (1 << rank) != 0).collect();
            let (may_be_unrated, nothing_taken) = (bits.may != 0, bits.nothing != 0);
            Outcome::Open(Range { low, high, gap: *gap, taken, choices, may_be_unrated, nothing_taken })
        }
    }
}

impl<T: Copy> Table<T> {
    fn outcome(&self, row: usize, value: impl Fn(T) -> Value) -> Option<Outcome> {
        let values = [value(*self.low.get(row)?), value(*self.high.get(row)?)];
        let taken = (*self.set.get(row)? != 0).then_some(value(*self.taken.get(row)?));
        let bits = Bits {
            void: *self.voids.get(row)?,
            gap: *self.gaps.get(row)?,
            may: *self.may.get(row)?,
            nothing: *self.nothing.get(row)?,
            choices: self.choices.get(row).copied().unwrap_or(0),
        };
        Some(outcome(&bits, values, taken))
    }

    /// Writes what kinds of outcomes there are; gives whether some have a value under policy.
    fn bits<V>(&mut self, row: usize, block: &Block<V>) -> bool {
        write(&mut self.voids, row, &block.voids);
        write(&mut self.gaps, row, &block.gaps);
        self.scenarios |= !block.single;
        if self.scenarios {
            write(&mut self.may, row, &block.may);
            write(&mut self.set, row, &block.set);
            write(&mut self.nothing, row, &block.nothing);
        }
        !block.single
    }

    fn resize(&mut self, rows: usize, one: T, chooses: bool) {
        for bytes in [&mut self.voids, &mut self.gaps, &mut self.may, &mut self.set, &mut self.nothing] {
            bytes.resize(rows, 0);
        }
        for values in [&mut self.low, &mut self.high, &mut self.taken] {
            values.resize(rows, one);
        }
        self.choices.resize(if chooses { rows } else { 0 }, 0);
    }
}

fn write(into: &mut [u8], row: usize, from: &Bytes) {
    if let Some(into) = into.get_mut(row..).and_then(<[u8]>::first_chunk_mut::<LANES>) {
        *into = *from;
    }
}

fn write_fractions(into: &mut [Fraction], row: usize, from: &Fractions) {
    for (lane, into) in into.iter_mut().skip(row).take(LANES).enumerate() {
        *into = from.at(lane);
    }
}

impl ResultColumn {
    pub fn of(slot: &Slot) -> ResultColumn {
        match slot {
            Slot::Ranks(_) => ResultColumn::Ratings(Table::default()),
            Slot::Numbers(_) => ResultColumn::Numbers(Table::default()),
        }
    }

    /// Room for so many rows, in whole blocks.
    pub fn resize(&mut self, rows: usize, chooses: bool) {
        let rows = rows.next_multiple_of(LANES);
        match self {
            ResultColumn::Ratings(table) => table.resize(rows, 0, chooses),
            ResultColumn::Numbers(table) => table.resize(rows, Fraction::ZERO, chooses),
        }
    }

    /// The results of a block of rows.
    pub fn write(&mut self, row: usize, slot: &Slot, choices: Option<&[u32; LANES]>) {
        match (self, slot) {
            (ResultColumn::Ratings(table), Slot::Ranks(block)) => {
                if table.bits(row, block) {
                    write(&mut table.taken, row, &block.taken);
                }
                write(&mut table.low, row, &block.low);
                write(&mut table.high, row, &block.high);
                if let Some(choices) = choices {
                    table.choices.iter_mut().skip(row).zip(choices).for_each(|(into, from)| *into = *from);
                }
            }
            (ResultColumn::Numbers(table), Slot::Numbers(block)) => {
                if table.bits(row, block) {
                    write_fractions(&mut table.taken, row, &block.taken);
                }
                write_fractions(&mut table.low, row, &block.low);
                write_fractions(&mut table.high, row, &block.high);
            }
            _ => {}
        }
    }
}
