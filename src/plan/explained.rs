//! The explained rule for single lanes: for kinds that have no lanes of their own, for inputs that may turn out to be left
//! out, and, where a number does not fit a machine word, for a whole assessment.

use std::cell::RefCell;

use super::answers::{Column, DONT_KNOW, GIVEN, OUT_OF_SCOPE, UNANSWERED, rated_on};
use super::lanes::{Block, LANES, Slot, absence_bit, gap_bit, mask};
use super::results::Bits;
use super::{Cell, Plan};
use crate::assess::{counts, if_unrated};
use crate::model::ElementIndex;
use crate::number::Number;
use crate::outcome::{Absence, Gap, Outcome, Value};
use crate::rule::{Backed, Circumstances, Counts, Earlier, Input, Inputs, Policy, Rule, Selection};

/// One assessment, as a rule sees it.
pub(super) struct Row<'r> {
    pub plan: &'r Plan<'r>,
    pub columns: &'r super::Columns<'r>,
    /// Which of all rows.
    pub row: usize,
    /// Results so far: of a whole block, or of this assessment alone.
    pub known: Known<'r>,
}

/// Where results stand.
pub(super) enum Known<'r> {
    Block { slots: &'r [Slot], choices: &'r [[u32; LANES]], lane: usize },
    Alone(RefCell<Vec<Option<Outcome>>>),
}

impl Row<'_> {
    fn code(&self, element: ElementIndex) -> u8 {
        let code = match self.columns.of(element) {
            Some(Column::Ratings(codes) | Column::Numbers { states: codes, .. }) => codes.get(self.row).copied(),
            None => None,
        };
        code.unwrap_or(UNANSWERED)
    }

    fn said(&self, element: ElementIndex) -> bool {
        !matches!(self.code(element), UNANSWERED | OUT_OF_SCOPE)
    }

    /// Whether somebody who knows has spoken of an element.
    fn knows(&self, element: ElementIndex) -> bool {
        self.said(element) && self.code(element) != DONT_KNOW
    }

    /// What was said of an element itself.
    fn statement(&self, element: ElementIndex) -> Option<Outcome> {
        let scale = rated_on(self.plan.framework, element)?;
        match self.code(element) {
            UNANSWERED | OUT_OF_SCOPE => None,
            DONT_KNOW => {
                let (low, high) = scale.ends();
                Some(Outcome::between(low, high, Gap::DontKnow))
            }
            code if code > 0x80 => {
                ABSENCES.iter().find(|(known, _)| *known == code).map(|(_, why)| Outcome::Void(*why))
            }
            code => Some(Outcome::Known(match self.columns.of(element) {
                Some(column @ Column::Numbers { .. }) if code == GIVEN => {
                    Value::Number(column.number(self.row).number())
                }
                _ => Value::Rank(usize::from(code)),
            })),
        }
    }

    /// Why an element does not count, whatever its rule says.
    fn left_out(&self, element: ElementIndex) -> Option<Absence> {
        if self.code(element) == OUT_OF_SCOPE || self.plan.is_left_out(element) {
            return Some(Absence::OutOfScope);
        }
        let parent = self.plan.framework.elements.get_index(element)?.1.parent?;
        let above = self.plan.framework.elements.get_index(parent)?.1;
        let exempts = super::compile::exempts(self.plan.framework, above);
        self.left_out(parent).or_else(|| match self.statement(parent) {
            Some(Outcome::Void(absence)) if exempts => Some(absence),
            _ => None,
        })
    }

    fn outcome(&self, cell: usize) -> Outcome {
        let found = match &self.known {
            // What is only counted has no result of its own.
            Known::Block { .. } if self.plan.cells.get(cell).is_some_and(|cell| !cell.steps) => {
                self.plan.cells.get(cell).map(|cell| self.evaluate(cell))
            }
            Known::Block { slots, choices, lane } => {
                let choices =
                    self.plan.cells.get(cell).and_then(|cell| choices.get(cell.choices?)).map(|all| all[*lane]);
                slots.get(cell).map(|slot| read(slot, *lane, choices.unwrap_or(0)))
            }
            Known::Alone(outcomes) => outcomes.borrow().get(cell).cloned().flatten(),
        };
        found.unwrap_or(Outcome::Void(Absence::OutOfScope))
    }

    /// Whether what was said of the element itself decides.
    fn asked(&self, cell: &Cell<'_>) -> bool {
        let said = self.said(cell.element);
        let firm = said && self.code(cell.element) != DONT_KNOW;
        let below = || cell.below.iter().any(|element| self.said(*element));
        cell.stated.is_some() && (cell.rule.is_none() || firm || (said && !below()))
    }

    /// A cell, worked out with the explained rule.
    pub fn evaluate(&self, cell: &Cell<'_>) -> Outcome {
        if let Some(absence) = self.left_out(cell.element) {
            return Outcome::Void(absence);
        }
        let rule: Option<&Rule> = if self.asked(cell) { cell.stated } else { cell.rule };
        let seat = Seat { row: self, cell };
        let outcome = rule.map_or(Outcome::Void(Absence::OutOfScope), |rule| rule.evaluate(&seat).outcome);
        match cell.scale {
            Some(scale) => scale.bound(outcome),
            None => outcome,
        }
    }
}

const ABSENCES: [(u8, Absence); 5] = [
    (super::answers::NOT_APPLICABLE, Absence::NotApplicable),
    (super::answers::NOT_TRIGGERED, Absence::NotTriggered),
    (OUT_OF_SCOPE, Absence::OutOfScope),
    (super::answers::NOT_YET, Absence::NotYet),
    (super::answers::NOT_RATED, Absence::NotRated),
];

/// The place of one cell in one assessment.
struct Seat<'s> {
    row: &'s Row<'s>,
    cell: &'s Cell<'s>,
}

impl Inputs for Seat<'_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        let plan = self.row.plan;
        let input = |index: ElementIndex| {
            let (id, element) = plan.framework.elements.get_index(index)?;
            let cell = plan.cell(index, &selection.measure);
            let outcome = cell.map_or(Outcome::Void(Absence::OutOfScope), |cell| self.row.outcome(cell));
            let asked = cell.and_then(|cell| plan.cells.get(cell)).is_some_and(|cell| self.row.asked(cell));
            let kind = plan.framework.kind_of(element);
            let measure = kind.and_then(|kind| kind.measures.get(&selection.measure));
            let scale = measure.and_then(|measure| plan.framework.scales.get(&measure.scale));
            let ends = scale.map_or((Value::Rank(0), Value::Rank(0)), crate::scale::Scale::ends);
            let target = plan.target(index, &selection.measure).cloned();
            Some(Input {
                source: id.clone(),
                measure: selection.measure.clone(),
                code: element.code.clone(),
                counts: counts(&outcome, &selection.states, target.as_ref(), &ends, asked),
                if_unrated: if_unrated(&selection.states),
                outcome,
                weight: element.weight.clone(),
                target,
                ends,
            })
        };
        plan.framework.selected(self.cell.element, selection).into_iter().filter_map(input).collect()
    }

    fn statements(&self) -> Vec<Input> {
        let input = |outcome: Outcome| Input {
            source: "answer".to_owned(),
            measure: String::new(),
            code: String::new(),
            counts: Counts::As(outcome.clone()),
            if_unrated: Policy::Exclude,
            outcome,
            weight: Number::one(),
            target: None,
            ends: (Value::Rank(0), Value::Rank(0)),
        };
        self.row.statement(self.cell.element).map(input).into_iter().collect()
    }

    fn backing(&self, of: Option<&Selection>) -> Vec<Backed> {
        let backed = |index: ElementIndex| Backed { spoken: self.row.knows(index), items: Vec::new() };
        match of {
            None => vec![backed(self.cell.element)],
            Some(of) => self.row.plan.framework.selected(self.cell.element, of).into_iter().map(backed).collect(),
        }
    }

    fn earlier(&self, selection: &Selection) -> Vec<Vec<Earlier>> {
        let plan = self.row.plan;
        let results = |index: ElementIndex| {
            let id = plan.framework.elements.get_index(index).map(|(id, _)| id.as_str());
            let own = plan.used.earlier.iter().filter(|result| Some(result.element.as_str()) == id);
            let own = own.filter(|result| result.measure == selection.measure);
            let before = own.filter(|result| result.date < plan.circumstances.as_of);
            before.map(|result| Earlier { date: result.date, value: result.value.clone() }).collect()
        };
        plan.framework.selected(self.cell.element, selection).into_iter().map(results).collect()
    }

    fn targets(&self, selection: &Selection) -> Vec<Option<Value>> {
        let plan = self.row.plan;
        let selected = plan.framework.selected(self.cell.element, selection).into_iter();
        selected.map(|index| plan.target(index, &selection.measure).cloned()).collect()
    }

    fn is_quiet(&self) -> bool {
        true
    }

    fn circumstances(&self) -> Circumstances {
        let circumstances = self.row.plan.circumstances.clone();
        let said = self.row.said(self.cell.element) || self.cell.below.iter().any(|element| self.row.said(*element));
        if said { circumstances } else { Circumstances { methods: Vec::new(), ..circumstances } }
    }
}

/// The outcome of one lane.
fn read(slot: &Slot, lane: usize, choices: u32) -> Outcome {
    fn of<V>(block: &Block<V>, lane: usize, choices: u32, value: impl Fn(&V) -> Value) -> Outcome {
        let (void, gap, may, nothing) = (block.voids[lane], block.gaps[lane], block.may[lane], block.nothing[lane]);
        let taken = (block.set[lane] != 0).then(|| value(&block.taken));
        super::results::outcome(
            &Bits { void, gap, may, nothing, choices },
            [value(&block.low), value(&block.high)],
            taken,
        )
    }
    match slot {
        Slot::Ranks(block) => of(block, lane, choices, |ranks| Value::Rank(usize::from(ranks[lane]))),
        Slot::Numbers(block) => of(block, lane, choices, |numbers| Value::Number(numbers.at(lane).number())),
    }
}

/// Writes the outcome of one lane; `None` where it does not fit.
pub(super) fn write(slot: &mut Slot, lane: usize, outcome: &Outcome) -> Option<u32> {
    match slot {
        Slot::Ranks(block) => {
            let [low, high, taken] = bits(block, lane, outcome)?;
            (block.low[lane], block.high[lane], block.taken[lane]) = (low, high, taken);
        }
        Slot::Numbers(block) => {
            let [low, high, taken] = bits(block, lane, outcome)?;
            block.low.set(lane, low);
            block.high.set(lane, high);
            block.taken.set(lane, taken);
        }
    }
    match outcome {
        Outcome::Open(range) => range.choices.iter().try_fold(0, |bits, rank| {
            let bit = 1_u32.checked_shl(u32::try_from(*rank).ok()?)?;
            Some(bits | bit)
        }),
        _ => Some(0),
    }
}

/// Writes what kind of outcome it is; gives its lowest, highest and taken value.
fn bits<V: super::lanes::Values>(block: &mut Block<V>, lane: usize, outcome: &Outcome) -> Option<[V::One; 3]> {
    let (void, gap, [may, set, nothing], values) = match outcome {
        Outcome::Known(value) => (0, 0, [0; 3], [V::one(value)?; 3]),
        Outcome::Void(absence) => (absence_bit(*absence), 0, [0; 3], [V::One::default(); 3]),
        Outcome::Open(range) => {
            let taken = range.taken.as_ref();
            let (low, high) = (V::one(&range.low)?, V::one(&range.high)?);
            let values = [low, high, taken.map_or(Some(low), V::one)?];
            (0, gap_bit(range.gap), [range.may_be_unrated, taken.is_some(), range.nothing_taken].map(mask), values)
        }
    };
    (block.voids[lane], block.gaps[lane], block.single) = (void, gap, false);
    (block.may[lane], block.set[lane], block.nothing[lane]) = (may, set, nothing);
    Some(values)
}
