//! `ladder`: levels that must be reached one after the other; the result is the highest level up to which there is no
//! break.
//!
//! A level is a list of items, named by their local codes, or a condition.
//!
//! Lists: level n is reached when every item of level n has a rating in `at` and every item of all lower levels has a
//! rating in `below`. With `at: [L, F]` and `below: [F]` this is the capability level rule of ISO/IEC 33020 (and of
//! ISO/IEC 15504-2); without `below`, or with the same list for both, it is a plain cumulative ladder. Several items may
//! have one code; all of them count. A level none of whose items counts is not reached: nothing shows it.
//!
//! Conditions: level n is reached when the conditions of levels 1 to n hold. What a level asks of lower ones in addition
//! (CMMI: from level 3 on, every process area of level 2 at capability 3 as well) is said in its own condition. Where
//! nothing that the conditions look at counts, and nothing that they compare has a result, there is no level at all.
//!
//! The derivation names what the next level still needs, and the items each of which alone holds the level.
//!
//! ```yaml
//! ladder: {scale: level, of: {every: attribute}, at: [L, F], below: [F], levels: {1: [1.1], 2: [2.1, 2.2]}}
//! ladder:
//!   scale: maturity
//!   levels:
//!     2: {every: {of: {every: area, tagged: ml2}, at-least: 2}}
//!     3: {every: {of: {every: area, tagged: [ml2, ml3]}, is: [3]}}
//! ```

mod idle;
mod written;

pub use written::{LevelWritten, Written};

use super::condition::{Condition, Seen};
use super::settle::{absence_of, counted, gap_of, may_vanish, stop};
use super::{
    Backed, Circumstances, Earlier, Found, Idle, Input, Inputs, Kind, Need, Rule, Selection, Step,
};
use crate::outcome::{Absence, Gap, Outcome, Range, Rank, Scenario, Value, ranks};
use crate::scale::Scale;

/// Inputs beyond which it is not tried out which of them alone hold a level.
const MOST_TRIED: usize = 200;

/// A checked ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    pub(crate) scale: Scale,
    /// The items, and the ratings that do for them; none where every level is a condition.
    pub(crate) items: Option<Items>,
    /// Level 1, 2, …
    pub(crate) levels: Vec<Level>,
}

/// The items of a ladder's lists.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Items {
    pub(crate) of: Selection,
    /// Their scale.
    scale: Scale,
    pub(crate) at: Vec<Rank>,
    pub(crate) below: Vec<Rank>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Level {
    /// Codes of its items.
    Items(Vec<String>),
    When(Box<Condition>),
}

/// What a ladder looked at.
struct Looked {
    /// Items of its lists.
    items: Vec<Input>,
    /// What its conditions saw.
    seen: Seen,
}

impl Ladder {
    fn look(&self, inputs: &dyn Inputs) -> Looked {
        let items = self.items.as_ref().map(|items| inputs.select(&items.of)).unwrap_or_default();
        Looked { items, seen: Seen::default() }
    }

    /// The level that is surely reached in a scenario, and the one that may be.
    fn reached(&self, inputs: &dyn Inputs, scenario: Scenario, looked: &mut Looked) -> (Rank, Rank) {
        let held: Vec<Option<bool>> =
            self.levels.iter().map(|level| self.level_holds(level, inputs, scenario, looked)).collect();
        let climb = |enough: &dyn Fn(Rank) -> bool| (0..self.levels.len()).take_while(|index| enough(*index)).count();
        let lower = |index: Rank, surely: bool| self.lower_hold(index, &looked.items, scenario, surely);
        let sure = climb(&|index| held[index] == Some(true) && lower(index, true));
        let possible = climb(&|index| held[index] != Some(false) && lower(index, false));
        (sure, possible)
    }

    /// Whether a level holds by itself.
    fn level_holds(
        &self,
        level: &Level,
        inputs: &dyn Inputs,
        scenario: Scenario,
        looked: &mut Looked,
    ) -> Option<bool> {
        match (level, &self.items) {
            (Level::When(condition), _) => condition.holds(inputs, scenario, &mut looked.seen),
            (Level::Items(codes), Some(items)) => all(&looked.items, codes, &items.at, scenario),
            (Level::Items(_), None) => Some(false),
        }
    }

    /// Whether the items of all levels below one have the ratings that are asked for there.
    fn lower_hold(&self, index: Rank, items: &[Input], scenario: Scenario, surely: bool) -> bool {
        self.levels[..index].iter().all(|level| match (level, &self.items) {
            (Level::Items(codes), Some(of)) => match all(items, codes, &of.below, scenario) {
                Some(holds) => holds,
                None => !surely,
            },
            _ => true,
        })
    }

    fn outcome(&self, inputs: &dyn Inputs, looked: &mut Looked) -> Outcome {
        let (low, high) = self.reached(inputs, Scenario::Bounds, looked);
        let (taken, most) = self.reached(inputs, Scenario::Taken, looked);
        let all: Vec<Input> = looked.items.iter().chain(&looked.seen.inputs).cloned().collect();
        if let Some(absence) = stop(&all).max(looked.seen.stop()) {
            return Outcome::Void(absence);
        }
        let counting = counted(&all, Scenario::Bounds);
        let parts = &looked.seen.parts;
        let nothing = counting.is_empty() && parts.iter().all(|part| matches!(part.outcome, Outcome::Void(_)));
        let looks = !self.selections().is_empty() || !self.parts().is_empty();
        let speaks = self.levels.iter().any(|level| matches!(level, Level::When(condition) if condition.speaks_of_nothing()));
        if nothing && looks && !speaks {
            return Outcome::Void(absence_of(&all).max(looked.seen.absence()).unwrap_or(Absence::Empty));
        }
        let nothing_taken = !counting.is_empty() && counted(&all, Scenario::Taken).is_empty() && !speaks;
        Outcome::from(Range {
            low: Value::Rank(low),
            high: Value::Rank(high),
            gap: if counting.is_empty() { Gap::Partly } else { gap_of(&counting) },
            taken: (taken == most && !nothing_taken).then_some(Value::Rank(taken)),
            choices: Vec::new(),
            may_be_unrated: counting.iter().any(|input| input.may_stop()) || (looks && !speaks && may_vanish(&counting, parts)),
            nothing_taken,
        })
    }

    /// What the level above `level` needs: what it asks for itself, and of all lower ones what is asked for there.
    /// Nothing above the highest.
    fn needs(&self, inputs: &dyn Inputs, items: &[Input], level: Rank) -> Vec<Need> {
        let mut needs = Vec::new();
        if level >= self.levels.len() {
            return needs;
        }
        for (index, asked) in self.levels.iter().enumerate().take(level + 1) {
            match (asked, &self.items) {
                (Level::When(condition), _) => condition.lacks(inputs, level + 1, &mut needs),
                (Level::Items(codes), Some(of)) => {
                    let accepted = if index < level { &of.below } else { &of.at };
                    if !codes.iter().any(|code| items.iter().any(|input| input.code == *code)) {
                        // The element has no item of this level, so there is nothing to be done about it.
                        return Vec::new();
                    }
                    needs.extend(of.lacking(items, codes, accepted, level + 1));
                }
                (Level::Items(_), None) => {}
            }
        }
        needs
    }

    /// The inputs each of which alone holds the level: at the lowest value of its scale it would draw the level down.
    fn holds(&self, inputs: &dyn Inputs, looked: &Looked, level: Rank) -> Vec<String> {
        let all: Vec<&Input> = looked.items.iter().chain(&looked.seen.inputs).collect();
        if level == 0 || all.len() > MOST_TRIED {
            return Vec::new();
        }
        let drops = |input: &&&Input| {
            let (low, _) = input.values(Scenario::Bounds)?;
            if *low == input.ends.0 {
                return None;
            }
            let lowered = Lowered { inputs, source: &input.source, measure: &input.measure };
            let (sure, _) = self.reached(&lowered, Scenario::Bounds, &mut self.look(&lowered));
            (sure < level).then_some(())
        };
        let mut found: Vec<String> = all.iter().filter(|input| drops(input).is_some()).map(|input| input.source.clone()).collect();
        found.dedup();
        found
    }

    fn says(&self) -> String {
        match &self.items {
            Some(of) => {
                let words = |ranks: &[Rank]| {
                    ranks.iter().map(|rank| of.scale.word(*rank)).collect::<Vec<_>>().join(" or ")
                };
                format!(
                    "highest level whose items are {} while all items of lower levels are {}",
                    words(&of.at),
                    words(&of.below)
                )
            }
            None => "highest level up to which the conditions of all levels hold".to_owned(),
        }
    }
}

impl Items {
    /// What these items lack of the ratings that are accepted.
    fn lacking(&self, items: &[Input], codes: &[String], accepted: &[Rank], to_reach: Rank) -> Vec<Need> {
        let named = || codes.iter().flat_map(|code| items.iter().filter(move |input| input.code == *code));
        let something_counts = named().any(|input| input.values(Scenario::Bounds).is_some());
        let words: Vec<String> = accepted.iter().map(|rank| self.scale.word(*rank).to_owned()).collect();
        let need = |input: &Input| {
            let range = input.values(Scenario::Bounds).and_then(ranks);
            let missing = match range {
                Some((low, high)) => !(low..=high).all(|rank| accepted.contains(&rank)),
                // What does not count is no obstacle, unless nothing else shows the level.
                None => !something_counts,
            };
            let has = range.map(|(low, high)| match (self.scale.word(low), self.scale.word(high)) {
                (low, high) if low == high => low.to_owned(),
                (low, high) => format!("{low} to {high}"),
            });
            missing.then(|| Need { source: input.source.clone(), has, accepted: words.clone(), any: None, to_reach })
        };
        named().filter_map(need).collect()
    }
}

/// Whether every item with one of these codes has an accepted rating; where none counts they do not.
fn all(items: &[Input], codes: &[String], accepted: &[Rank], scenario: Scenario) -> Option<bool> {
    let named = codes.iter().flat_map(|code| items.iter().filter(move |input| input.code == *code));
    let (mut surely, mut possibly, mut any) = (true, true, false);
    for input in named {
        let Some((low, high)) = input.values(scenario).and_then(ranks) else { continue };
        any = true;
        let fits = |rank: Rank| accepted.contains(&rank);
        let optional = input.is_optional() && scenario == Scenario::Bounds;
        surely &= (low..=high).all(fits) && !optional;
        possibly &= (low..=high).any(fits) || optional;
    }
    match (any && surely, any && possibly) {
        (true, _) => Some(true),
        (_, false) => Some(false),
        _ => None,
    }
}

/// Inputs of which one has the lowest value of its scale.
struct Lowered<'a> {
    inputs: &'a dyn Inputs,
    source: &'a str,
    measure: &'a str,
}

impl Inputs for Lowered<'_> {
    fn select(&self, selection: &Selection) -> Vec<Input> {
        let lower = |input: Input| {
            if input.source == self.source && input.measure == self.measure { input.lowered() } else { input }
        };
        self.inputs.select(selection).into_iter().map(lower).collect()
    }

    fn statements(&self) -> Vec<Input> {
        self.inputs.statements()
    }

    fn backing(&self, of: Option<&Selection>) -> Vec<Backed> {
        self.inputs.backing(of)
    }

    fn earlier(&self, selection: &Selection) -> Vec<Vec<Earlier>> {
        self.inputs.earlier(selection)
    }

    fn targets(&self, selection: &Selection) -> Vec<Option<Value>> {
        self.inputs.targets(selection)
    }

    fn is_quiet(&self) -> bool {
        true
    }

    fn circumstances(&self) -> Circumstances {
        self.inputs.circumstances()
    }
}

impl Kind for Ladder {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let mut looked = self.look(inputs);
        let outcome = self.outcome(inputs, &mut looked);
        let level = outcome.ranks().map(|(low, _)| low);
        let asked = level.filter(|_| !inputs.is_quiet());
        let needs = asked.map(|level| self.needs(inputs, &looked.items, level)).unwrap_or_default();
        let holds = asked.map(|level| self.holds(inputs, &looked, level)).unwrap_or_default();
        let mut all = looked.items;
        all.extend(looked.seen.inputs);
        let step = Step::new("ladder", self.says(), outcome, all);
        Step { needs, holds, parts: looked.seen.parts, ..step }.on(Some(&self.scale))
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    fn selections(&self) -> Vec<&Selection> {
        let conditions = self.levels.iter().flat_map(|level| match level {
            Level::When(condition) => condition.selections(),
            Level::Items(_) => Vec::new(),
        });
        self.items.iter().map(|items| &items.of).chain(conditions).collect()
    }

    fn parts(&self) -> Vec<&Rule> {
        let conditions = self.levels.iter().map(|level| match level {
            Level::When(condition) => condition.parts(),
            Level::Items(_) => Vec::new(),
        });
        conditions.flatten().collect()
    }

    fn gives(&self) -> Option<Vec<Rank>> {
        Some((0..=self.levels.len()).collect())
    }

    fn idle(&self, found: &Found<'_>) -> Vec<Idle> {
        self.never(found)
    }

    fn is_rising(&self) -> bool {
        let items = self.items.iter().all(|of| {
            let top = |ranks: &[Rank]| {
                let least = ranks.iter().min().copied().unwrap_or(0);
                (least..=of.scale.highest()).all(|rank| ranks.contains(&rank))
            };
            top(&of.at) && top(&of.below)
        });
        let up = |level: &Level| match level {
            Level::When(condition) => condition.is_fact() || condition.direction() == Some(true),
            Level::Items(_) => true,
        };
        items && self.levels.iter().all(up)
    }
}

#[cfg(test)]
mod tests;
