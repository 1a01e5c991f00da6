//! From a framework to a plan: which measures are needed, and in which order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::answers::Refused;
use super::census::Censuses;
use super::lanes::{Block, Slot};
use super::lower::Lower;
use super::numeric::Numeric;
use super::ranked::Ranked;
use super::{Cell, Plan, Read, Steps};
use crate::model::{Element, ElementIndex, Framework, Use};
use crate::outcome::Value;
use crate::rule::{Circumstances, Rule, Selection};

/// Most ratings that a scale may have: codes above stand for states.
const MOST_RATINGS: usize = 0x80;

impl<'f> Plan<'f> {
    /// A plan for all measures of all elements.
    ///
    /// # Errors
    ///
    /// As [`Plan::of`].
    pub fn of_all(framework: &'f Framework, used: &'f Use, circumstances: Circumstances) -> Result<Plan<'f>, Refused> {
        let measures = |(id, element): (&'f String, &'f crate::model::Element)| {
            let kind = framework.kind_of(element);
            kind.into_iter().flat_map(|kind| kind.measures.keys()).map(move |measure| (id.as_str(), measure.as_str()))
        };
        let wanted: Vec<(&str, &str)> = framework.elements.iter().flat_map(measures).collect();
        Plan::of(framework, used, circumstances, &wanted)
    }

    /// A plan for some measures, each an element with the name of its measure; what none of them rests on is left out.
    ///
    /// # Errors
    ///
    /// A measure that there is not; a scale with more ratings than there are codes.
    pub fn of(
        framework: &'f Framework,
        used: &'f Use,
        circumstances: Circumstances,
        wanted: &[(&str, &str)],
    ) -> Result<Plan<'f>, Refused> {
        if let Some(scale) = framework.scales.values().find(|scale| scale.ratings.len() >= MOST_RATINGS) {
            return Err(Refused::TooManyRatings(scale.id.clone()));
        }
        let mut compiler = Compiler {
            framework,
            used,
            circumstances: &circumstances,
            cells: Vec::new(),
            places: BTreeMap::new(),
            open: BTreeSet::new(),
            choosing: 0,
            censuses: RefCell::default(),
            looked_at: RefCell::default(),
        };
        let mut places = Vec::new();
        for (id, measure) in wanted {
            let element = framework.elements.get_index_of(*id);
            let element = element.ok_or_else(|| Refused::UnknownElement((*id).to_owned()))?;
            let cell = compiler.cell(element, measure)?;
            places.push(cell.ok_or_else(|| Refused::UnknownMeasure((*id).to_owned(), (*measure).to_owned()))?);
        }
        compiler.looked_at.borrow_mut().extend(&places);
        compiler.steps();
        let reads = compiler.reads();
        let Compiler { cells, places: all, choosing, censuses, .. } = compiler;
        let mut censuses = censuses.into_inner();
        censuses.close(|cell| cells.get(cell).map(|cell| cell.element));
        let steps = (0..cells.len()).filter(|cell| cells.get(*cell).is_some_and(|cell| cell.steps)).collect();
        Ok(Plan {
            framework,
            used,
            circumstances,
            cells,
            places: all,
            wanted: places,
            reads,
            choosing,
            censuses,
            steps,
        })
    }
}

/// Everything that a rule has to know of others.
fn all_selections(rule: &Rule) -> Vec<&Selection> {
    let mut all = rule.selections();
    all.extend(super::cited::selections(rule));
    all
}

/// Whether what is said of an element as a whole holds for all that belongs to it: where it is rated from what was said.
pub(super) fn exempts(framework: &Framework, element: &Element) -> bool {
    framework.kind_of(element).is_some_and(|kind| kind.measures.values().any(|measure| measure.stated.is_some()))
}

/// The target that was agreed for a measure; targets are agreed for main measures.
pub(super) fn target<'u>(
    framework: &Framework,
    used: &'u Use,
    element: ElementIndex,
    measure: &str,
) -> Option<&'u Value> {
    let (id, element) = framework.elements.get_index(element)?;
    let (main, _) = framework.kind_of(element)?.measures.first()?;
    used.target.get(id).filter(|_| main == measure)
}

pub(super) struct Compiler<'f, 'c> {
    pub framework: &'f Framework,
    pub used: &'f Use,
    pub circumstances: &'c Circumstances,
    pub cells: Vec<Cell<'f>>,
    pub places: BTreeMap<(ElementIndex, &'f str), usize>,
    /// Measures that wait for others.
    open: BTreeSet<(ElementIndex, &'f str)>,
    choosing: usize,
    /// Sets of plain answers that are counted.
    pub censuses: RefCell<Censuses>,
    /// Cells that rules look at one by one.
    pub looked_at: RefCell<BTreeSet<usize>>,
}

impl<'f> Compiler<'f, '_> {
    /// The cell of a measure, after all that it rests on; `None` where the element has no such measure.
    fn cell(&mut self, element: ElementIndex, measure: &str) -> Result<Option<usize>, Refused> {
        let framework = self.framework;
        let Some((id, found)) = framework.elements.get_index(element) else { return Ok(None) };
        let kind = framework.kind_of(found);
        let Some((name, measure)) = kind.and_then(|kind| kind.measures.get_key_value(measure)) else { return Ok(None) };
        let key = (element, name.as_str());
        if let Some(known) = self.places.get(&key) {
            return Ok(Some(*known));
        }
        if !self.open.insert(key) {
            return Err(Refused::Circle(id.clone()));
        }
        let named = |name: &String| framework.rules.get(name).map(|entry| &entry.rule);
        let chosen = self.used.methods.get(&(found.kind.clone(), name.clone())).or(measure.rule.as_ref());
        let (stated, rule) = (measure.stated.as_ref().and_then(named), chosen.and_then(named));
        for selection in [stated, rule].into_iter().flatten().flat_map(all_selections) {
            for other in framework.selected(element, selection) {
                self.cell(other, &selection.measure)?;
            }
        }
        let scale = framework.scales.get(&measure.scale);
        let ranked = scale.is_none_or(|scale| scale.number.is_none());
        let lower = Lower::new(self, element);
        let (stated_steps, rule_steps) =
            (stated.map(|rule| lower.steps(rule, ranked)), rule.map(|rule| lower.steps(rule, ranked)));
        let (takes, chooses) = (lower.takes(), lower.chooses());
        let asks_below = lower.asks_what_is_below();
        let below =
            if asks_below || (stated.is_some() && rule.is_some()) { framework.below(element) } else { Vec::new() };
        let choices = chooses.then_some(self.choosing);
        self.choosing += usize::from(chooses);
        let blank = if ranked {
            Slot::Ranks(Box::new(Block::new(0)))
        } else {
            Slot::Numbers(Box::new(Block::new(super::fraction::Fraction::ZERO)))
        };
        self.cells.push(Cell {
            element,
            scale,
            stated,
            rule,
            stated_steps,
            rule_steps,
            below,
            asks_below,
            choices,
            takes,
            blank,
            steps: true,
        });
        let place = self.cells.len() - 1;
        self.places.insert(key, place);
        self.open.remove(&key);
        Ok(Some(place))
    }

    /// Plain answers that are counted, and are looked at nowhere else, need no step of their own.
    fn steps(&mut self) {
        let looked_at = self.looked_at.borrow();
        for (place, cell) in self.cells.iter_mut().enumerate() {
            cell.steps = !cell.is_plain() || looked_at.contains(&place);
        }
    }

    /// The elements whose answers matter: of every cell, what it belongs to, and what is below where that matters.
    fn reads(&self) -> Vec<Read> {
        let mut all = BTreeSet::new();
        let mut parents = BTreeSet::new();
        for cell in &self.cells {
            all.extend(cell.below.iter().copied());
            let mut next = Some(cell.element);
            while let Some(element) = next {
                all.insert(element);
                next = self.framework.elements.get_index(element).and_then(|(_, element)| element.parent);
                parents.extend(next);
            }
        }
        let asking = self.cells.iter().filter(|cell| cell.asks_below);
        let below: BTreeSet<ElementIndex> = asking.flat_map(|cell| cell.below.iter().copied()).collect();
        let mut under: BTreeMap<ElementIndex, BTreeSet<ElementIndex>> = BTreeMap::new();
        for cell in &self.cells {
            for below in &cell.below {
                under.entry(*below).or_default().insert(cell.element);
            }
        }
        let with_steps: BTreeSet<ElementIndex> =
            self.cells.iter().filter(|cell| cell.steps).map(|cell| cell.element).collect();
        let plain = |element: ElementIndex| {
            let own = self.cells.iter().filter(|cell| cell.element == element);
            let stated = |steps: &Option<Steps>| {
                matches!(steps, Some(Steps::Ranked(Ranked::Stated(..)) | Steps::Numeric(Numeric::Stated(..))))
            };
            !parents.contains(&element) && { own }.all(|cell| cell.rule.is_none() && stated(&cell.stated_steps))
        };
        let exempting = |parent: ElementIndex| {
            let parent = self.framework.elements.get_index(parent);
            parent.is_some_and(|(_, parent)| exempts(self.framework, parent))
        };
        let read = |element: ElementIndex| {
            let found = self.framework.elements.get_index(element);
            Read {
                element,
                parent: found.and_then(|(_, element)| element.parent),
                left_out: found.is_some_and(|(id, _)| self.used.out_of_scope.contains_key(id)),
                plain: plain(element),
                under: under.get(&element).into_iter().flatten().copied().collect(),
                copied: with_steps.contains(&element) || below.contains(&element) || parents.contains(&element),
                exempting: found.and_then(|(_, element)| element.parent).is_some_and(exempting),
            }
        };
        all.into_iter().map(read).collect()
    }
}
