//! Plans: a framework, with the methods that an assessment chose, made once into a flat list of steps, and many
//! assessments scored with it from columns of answers.
//!
//! [`crate::assess`] explains one assessment: every result comes with its derivation. A [`Plan`] gives the same outcomes,
//! lowest and highest value, the value under policy, why it is open or void, and nothing else. Names are resolved and
//! elements selected once; measures stand in the order in which they need each other; what no result that is asked for
//! rests on is left out. Rows are scored in blocks of 64, a byte for each rank, and nothing is allocated for a row.
//!
//! # What goes in
//!
//! One answer for each element and assessment, as evidence and not as a first impression: what one respondent says, or
//! what several agreed on. Several respondents for one element, judgements, and evidence that is cited are for
//! [`crate::assess::assess`]. How answers were collected is the same for all of them: the methods in [`Circumstances`]
//! count wherever something was said.
//!
//! # Which rules have lanes
//!
//! Ratings and conditions run in lanes of bytes, sums and means of what ratings stand for in lanes of whole numbers over a
//! common divisor, other arithmetic in exact fractions of machine words. Worked out lane by lane with the explained rule,
//! and therefore slower, are:
//!
//! - the kinds `centroid` and `sigma`, `ordinal` by mode, and `decide` with choices inside of another rule;
//! - rules with a `sustained` condition, with evidence asked of other elements, or with a quota above 255;
//! - single lanes in which an input may turn out to be left out, a sum imputes, or a divisor may turn out to be zero.
//!
//! Where a number does not fit a machine word, that one assessment is worked out with numbers of any length.

// Lanes of several arrays are walked by position side by side; chains of iterators hide that and are not made into vectors.
#![allow(clippy::needless_range_loop)]

mod answers;
mod calculate;
mod census;
mod cited;
mod compile;
mod condition;
mod counted;
mod decide;
mod explained;
mod fraction;
mod group;
mod lanes;
mod lower;
mod numeric;
mod ordinal;
mod ranked;
mod reading;
mod results;
mod score;
mod seen;
mod select;
mod settle;
mod tally;
mod totals;

use std::collections::BTreeMap;

pub use answers::{
    Column, Columns, DONT_KNOW, GIVEN, NOT_APPLICABLE, NOT_RATED, NOT_TRIGGERED, NOT_YET, OUT_OF_SCOPE, Refused,
    STATES, UNANSWERED, code_of, over,
};
pub use results::{Ratings, Results};
pub use score::Scratch;

use crate::model::{ElementIndex, Framework, Use};
use crate::outcome::{Gap, Value};
use crate::rule::{Circumstances, Rule};
use crate::scale::Scale;
use fraction::Fractions;
use lanes::{Bytes, LANES, Slot};

/// A framework, ready to be scored with.
pub struct Plan<'f> {
    framework: &'f Framework,
    used: &'f Use,
    circumstances: Circumstances,
    cells: Vec<Cell<'f>>,
    /// Cells by element and measure.
    places: BTreeMap<(ElementIndex, &'f str), usize>,
    /// The cells that are asked for.
    wanted: Vec<usize>,
    /// Elements whose answers matter, in the order of the framework.
    reads: Vec<Read>,
    /// How many cells may leave a choice to a person.
    choosing: usize,
    /// Plain answers that are counted once for all rules that look at them.
    censuses: census::Censuses,
    /// Cells that are worked out one by one.
    steps: Vec<usize>,
}

/// An element whose answers matter.
struct Read {
    element: ElementIndex,
    parent: Option<ElementIndex>,
    /// Whether it is left out of every assessment.
    left_out: bool,
    /// Whether its own answers say all that there is to it.
    plain: bool,
    /// Whether its answers are looked at by themselves, and not only counted.
    copied: bool,
    /// Above it, rated from below and by what was said of themselves: where doubt was said of these, it matters whether
    /// something was said of it.
    under: Vec<ElementIndex>,
    /// Whether what is said as a whole of what it belongs to holds for it.
    exempting: bool,
}

/// One measure of one element.
struct Cell<'f> {
    element: ElementIndex,
    /// The scale of the measure.
    scale: Option<&'f Scale>,
    /// The rule for what was said of the element itself, and the one over others.
    stated: Option<&'f Rule>,
    rule: Option<&'f Rule>,
    /// The same, resolved.
    stated_steps: Option<Steps>,
    rule_steps: Option<Steps>,
    /// Everything below the element, where it matters whether something was said of it.
    below: Vec<ElementIndex>,
    /// Whether that always matters, and not only where doubt was said of the element itself.
    asks_below: bool,
    /// Where choices of a person stand, if there can be any.
    choices: Option<usize>,
    /// Whether the scenario of policy may differ from that of bounds.
    takes: bool,
    /// What it starts from in every block.
    blank: Slot,
    /// Whether it is worked out by itself; plain answers may be counted only.
    steps: bool,
}

impl Cell<'_> {
    /// Whether it is what was said of the element, and nothing else.
    fn is_plain(&self) -> bool {
        let said = matches!(&self.stated_steps, Some(Steps::Ranked(ranked::Ranked::Stated(..))));
        said && self.rule_steps.is_none()
    }
}

/// A rule, resolved.
enum Steps {
    Ranked(ranked::Ranked),
    Numeric(numeric::Numeric),
}

/// What a step works on in one block.
struct Work<'w> {
    /// Cells that come before.
    slots: &'w [Slot],
    /// Codes of answers, by element.
    codes: &'w [Bytes],
    /// Numbers that were answered, by element.
    numbers: &'w [Option<Fractions>],
    /// Elements of which anything was answered anywhere.
    answered: &'w [bool],
    /// Answers that were counted.
    censuses: Option<&'w census::Censuses>,
    counts: &'w [Bytes],
    /// Lanes of this cell that only the explained rule can work out.
    hard: Bytes,
    /// Assessments in which a number did not fit.
    slow: Bytes,
    /// Ratings among which a person has to choose, as bits.
    choices: &'w mut [u32; LANES],
    /// Reasons that stop a result, of all that was looked at so far at any depth.
    inside: Bytes,
}

impl<'w> Work<'w> {
    /// With nothing but results.
    fn of(slots: &'w [Slot], choices: &'w mut [u32; LANES]) -> Work<'w> {
        let (hard, slow, inside) = (lanes::NO, lanes::NO, lanes::NO);
        Work {
            slots,
            codes: &[],
            numbers: &[],
            answered: &[],
            censuses: None,
            counts: &[],
            hard,
            slow,
            choices,
            inside,
        }
    }

    /// Where something was said of any of these elements.
    fn said(&self, elements: &[ElementIndex]) -> Bytes {
        let mut said = lanes::NO;
        for codes in elements.iter().filter_map(|element| self.codes.get(*element)) {
            lanes::fold(&mut said, codes, |said, code| said | lanes::mask(code != UNANSWERED && code != OUT_OF_SCOPE));
        }
        said
    }

    /// Why an element is open of which nothing else is known.
    fn silence(&self, element: ElementIndex) -> Bytes {
        let (unanswered, dont_know) = (lanes::gap_bit(Gap::Unanswered), lanes::gap_bit(Gap::DontKnow));
        let gap = |code| match code {
            UNANSWERED | OUT_OF_SCOPE => unanswered,
            DONT_KNOW => dont_know,
            _ => lanes::PARTLY,
        };
        self.codes.get(element).map_or([unanswered; LANES], |codes| lanes::map(codes, gap))
    }

    /// Where somebody who knows has spoken of any of these elements.
    fn spoken(&self, elements: &[ElementIndex]) -> Bytes {
        let mut spoken = lanes::NO;
        for codes in elements.iter().filter_map(|element| self.codes.get(*element)) {
            let knows = |code| lanes::mask(code != UNANSWERED && code != OUT_OF_SCOPE && code != DONT_KNOW);
            lanes::fold(&mut spoken, codes, |spoken, code| spoken | knows(code));
        }
        spoken
    }
}

impl Plan<'_> {
    /// The measures that are asked for, each an element with the name of its measure.
    pub fn wanted(&self) -> Vec<(&str, &str)> {
        let name = |cell: &usize| {
            let place = self.places.iter().find(|(_, place)| *place == cell);
            place.and_then(|((element, measure), _)| Some((self.id(*element)?, *measure)))
        };
        self.wanted.iter().filter_map(name).collect()
    }

    /// How many measures are worked out.
    pub fn size(&self) -> usize {
        self.cells.len()
    }

    /// How many of them have no lanes at all.
    pub fn without_lanes(&self) -> usize {
        let explained = |steps: &Option<Steps>| {
            matches!(
                steps,
                Some(Steps::Ranked(ranked::Ranked::Explained) | Steps::Numeric(numeric::Numeric::Explained))
            )
        };
        self.cells.iter().filter(|cell| explained(&cell.stated_steps) || explained(&cell.rule_steps)).count()
    }

    fn id(&self, element: ElementIndex) -> Option<&str> {
        self.framework.elements.get_index(element).map(|(id, _)| id.as_str())
    }

    fn cell(&self, element: ElementIndex, measure: &str) -> Option<usize> {
        self.places.get(&(element, measure)).copied()
    }

    fn is_left_out(&self, element: ElementIndex) -> bool {
        self.id(element).is_some_and(|id| self.used.out_of_scope.contains_key(id))
    }

    fn target(&self, element: ElementIndex, measure: &str) -> Option<&Value> {
        compile::target(self.framework, self.used, element, measure)
    }
}
