//! Answers in columns: what one element was rated in every assessment.

use super::fraction::Fraction;
use super::lanes::{Bytes, LANES};
use crate::model::{ElementIndex, Framework};
use crate::number::Number;
use crate::outcome::Absence;
use crate::scale::Scale;

/// Code of an answer that nobody has given.
pub const UNANSWERED: u8 = 0x81;
/// Code of "don't know".
pub const DONT_KNOW: u8 = 0x82;
/// Code of what does not apply.
pub const NOT_APPLICABLE: u8 = 0x84;
/// Code of what was not triggered.
pub const NOT_TRIGGERED: u8 = 0x88;
/// Code of an element that is left out of the assessment, with all that belongs to it.
pub const OUT_OF_SCOPE: u8 = 0x90;
/// Code of what the work has not reached yet.
pub const NOT_YET: u8 = 0xA0;
/// Code of what could not be rated.
pub const NOT_RATED: u8 = 0xC0;
/// Code of a number that was given, in the states of a column of numbers.
pub const GIVEN: u8 = 0;

/// Every state that is no rating.
pub const STATES: [u8; 7] = [UNANSWERED, DONT_KNOW, NOT_APPLICABLE, NOT_TRIGGERED, OUT_OF_SCOPE, NOT_YET, NOT_RATED];

/// The code of an absence; `None` for an empty group, which nobody can answer with.
pub fn code_of(absence: Absence) -> Option<u8> {
    match absence {
        Absence::NotApplicable => Some(NOT_APPLICABLE),
        Absence::NotTriggered => Some(NOT_TRIGGERED),
        Absence::OutOfScope => Some(OUT_OF_SCOPE),
        Absence::NotYet => Some(NOT_YET),
        Absence::NotRated => Some(NOT_RATED),
        Absence::Empty => None,
    }
}

/// What one element was rated, one code for each assessment.
#[derive(Debug, Clone, Copy)]
pub enum Column<'a> {
    /// On a scale of ratings: the rank, or a state. Of an element that cannot be rated directly: [`UNANSWERED`] or
    /// [`OUT_OF_SCOPE`].
    Ratings(&'a [u8]),
    /// On a scale of numbers: [`GIVEN`] or a state; and the numbers, all over the same whole number.
    Numbers {
        /// [`GIVEN`] or a state.
        states: &'a [u8],
        /// Numerators.
        over: &'a [i64],
        /// What all are divided by.
        under: i64,
    },
}

/// Why columns cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// An element is not in the framework.
    #[error("`{0}` is not an element of this framework")]
    UnknownElement(String),
    /// A measure is not determined about an element.
    #[error("`{0}` has no measure `{1}`")]
    UnknownMeasure(String, String),
    /// A column is shorter or longer than the others.
    #[error("the column of `{0}` has not one code for each assessment")]
    WrongLength(String),
    /// A column of ratings was given for numbers, or the other way round.
    #[error("the column of `{0}` does not fit its scale")]
    WrongForm(String),
    /// A code is neither a rank of the scale nor a state.
    #[error("the column of `{0}` holds {1} in row {2}, which is neither a rating nor a state")]
    WrongCode(String, u8, usize),
    /// A scale has more ratings than codes.
    #[error("`{0}` has more ratings than a plan has codes for")]
    TooManyRatings(String),
    /// Measures rest on each other.
    #[error("`{0}` rests on itself")]
    Circle(String),
}

/// The answers of many assessments. Elements without a column are unanswered.
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    rows: usize,
    columns: Vec<Option<Column<'a>>>,
}

impl<'a> Columns<'a> {
    /// No answers yet.
    pub fn new(framework: &Framework, rows: usize) -> Columns<'a> {
        Columns { rows, columns: vec![None; framework.elements.len()] }
    }

    /// How many assessments.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds the column of an element; its codes are checked once, here.
    ///
    /// # Errors
    ///
    /// An element that there is not, a column of another length or form, a code that says nothing.
    pub fn set(&mut self, framework: &Framework, element: &str, column: Column<'a>) -> Result<(), Refused> {
        let index = framework.elements.get_index_of(element);
        let index = index.ok_or_else(|| Refused::UnknownElement(element.to_owned()))?;
        let (rows, name) = (self.rows, || element.to_owned());
        let scale = rated_on(framework, index);
        let numbers = scale.is_some_and(|scale| scale.number.is_some());
        let (codes, ranks) = match (column, numbers) {
            (Column::Ratings(codes), false) => (codes, scale.map_or(0, |scale| scale.ratings.len())),
            (Column::Numbers { states, over, under }, true) if under > 0 => {
                if over.len() != rows {
                    return Err(Refused::WrongLength(name()));
                }
                (states, 1)
            }
            _ => return Err(Refused::WrongForm(name())),
        };
        if codes.len() != rows {
            return Err(Refused::WrongLength(name()));
        }
        let free = |state: u8| if scale.is_some() { true } else { state == UNANSWERED || state == OUT_OF_SCOPE };
        let fits = |code: u8| usize::from(code) < ranks || (code > 0x80 && STATES.contains(&code) && free(code));
        // All codes at once, in 256 marks, before any of them is looked for.
        let mut met = [false; 256];
        codes.iter().for_each(|code| met[usize::from(*code)] = true);
        let wrong = (0..=u8::MAX).find(|code| met[usize::from(*code)] && !fits(*code));
        if let Some(wrong) = wrong {
            let row = codes.iter().position(|code| *code == wrong).unwrap_or_default();
            return Err(Refused::WrongCode(name(), wrong, row));
        }
        if let Some(slot) = self.columns.get_mut(index) {
            *slot = Some(column);
        }
        Ok(())
    }

    pub(super) fn of(&self, element: ElementIndex) -> Option<Column<'a>> {
        self.columns.get(element).copied().flatten()
    }
}

/// The scale on which an element may be rated directly.
pub(super) fn rated_on(framework: &Framework, element: ElementIndex) -> Option<&Scale> {
    let (_, element) = framework.elements.get_index(element)?;
    framework.scales.get(framework.kind_of(element)?.rated_on.as_ref()?)
}

impl<'a> Column<'a> {
    /// All codes.
    pub(super) fn codes(self) -> &'a [u8] {
        let (Column::Ratings(all) | Column::Numbers { states: all, .. }) = self;
        all
    }

    /// The codes of a block of rows; rows beyond the last are unanswered.
    pub(super) fn block(&self, row: usize, codes: &mut Bytes) {
        let (Column::Ratings(all) | Column::Numbers { states: all, .. }) = self;
        let rest = all.get(row..).unwrap_or_default();
        match rest.first_chunk::<LANES>() {
            Some(full) => *codes = *full,
            None => {
                *codes = [UNANSWERED; LANES];
                codes.iter_mut().zip(rest).for_each(|(code, given)| *code = *given);
            }
        }
    }

    /// The number of one row.
    pub(super) fn number(&self, row: usize) -> Fraction {
        match self {
            Column::Ratings(_) => Fraction::ZERO,
            Column::Numbers { over, under, .. } => {
                Fraction { over: over.get(row).copied().unwrap_or_default(), under: *under }
            }
        }
    }
}

/// A number as a numerator over a given whole number, where it is one: for filling columns.
pub fn over(number: &Number, under: i64) -> Option<i64> {
    let (over, own) = number.to_words()?;
    (under % own == 0).then(|| over.checked_mul(under / own)).flatten()
}
