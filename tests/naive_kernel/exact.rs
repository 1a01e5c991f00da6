//! Where bounds must be reached exactly, and where they need only contain every way in which things may turn out.
//!
//! Bounds are worked out from bounds. That is exact where each thing that is open pulls a result in one direction only,
//! or is looked at once.

use std::collections::BTreeMap;

use super::fraction::Fraction;
use super::model::{Condition, Does, Framework, Method, Of, Operation, Policy, Scale, Test, Values};
use super::score::{Item, Key, Scorer, Tape, View};

/// How a result follows something that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pull {
    Up,
    Down,
    /// One way or the other, decided by whether it passes a limit.
    Either,
    /// Anyhow.
    Any,
}

impl Pull {
    fn turned(self) -> Pull {
        match self {
            Pull::Up => Pull::Down,
            Pull::Down => Pull::Up,
            other => other,
        }
    }

    fn through(self, inner: Pull) -> Pull {
        match (self, inner) {
            (Pull::Up, inner) => inner,
            (Pull::Down, inner) => inner.turned(),
            (_, Pull::Any) | (Pull::Any, _) => Pull::Any,
            (Pull::Either, _) => Pull::Either,
        }
    }
}

#[derive(Clone, Default)]
struct Rests {
    on: BTreeMap<Key, Pull>,
    is_loose: bool,
}

impl Rests {
    fn add(&mut self, scorer: &Scorer<'_>, key: Key, pull: Pull) {
        // Of numbers only some are tried.
        let kind = scorer.framework.elements[key.0].kind;
        self.is_loose |= pull == Pull::Any && key.2 == 0 && !scorer.framework.scale_of(kind, key.1).is_words();
        match self.on.insert(key, pull) {
            Some(before) if before != pull || matches!(pull, Pull::Either | Pull::Any) => self.is_loose = true,
            _ => {}
        }
    }
}

/// What a rule looks at.
#[derive(Default)]
struct Looks {
    at: Vec<(Of, Pull)>,
    /// Ways of looking for which bounds are not always reached.
    loosely: Vec<Of>,
    has_choice: bool,
}

/// For each measure of each element, whether its bounds must be reached.
pub fn measures(scorer: &Scorer<'_>, order: &[(usize, usize)], views: &[View], tapes: &[Tape]) -> Vec<Vec<bool>> {
    let framework = scorer.framework;
    let blank = scorer.blank();
    let mut rests: Vec<Vec<Rests>> = blank.iter().map(|of| vec![Rests::default(); of.len()]).collect();
    let mut exact: Vec<Vec<bool>> = blank.iter().map(|of| vec![true; of.len()]).collect();
    for &(element, measure) in order {
        let kind = framework.elements[element].kind;
        let what = &framework.kinds[kind].measures[measure];
        let Some(rule) = &what.rule else { continue };
        let is_judged = |(of, number, _): &(usize, usize, _)| (*of, *number) == (element, measure);
        if scorer.case.judgements.iter().any(is_judged) {
            continue;
        }
        if what.stated.is_some() && scorer.case.answers.iter().any(|(said, _)| *said == element) {
            continue;
        }
        let mut looks = Looks::default();
        looks.does(framework, &rule.does, Pull::Up);
        let mut found = Rests::default();
        let changes = |element: usize, measure: usize| {
            let first = views[0][element][measure];
            views.iter().any(|view| view[element][measure] != first)
        };
        for (of, pull) in &looks.at {
            for input in framework.selected(of, element) {
                let items = || views.iter().map(|view| view[input][of.measure]);
                let without = items().find_map(|item| match item {
                    Item::Without(state) => Some(state),
                    _ => None,
                });
                found.is_loose |= rests[input][of.measure].is_loose;
                if changes(input, of.measure) {
                    // Bounds in between, or no result in some of the ways.
                    let inner = rests[input][of.measure].clone();
                    found.is_loose |= *pull == Pull::Any || without.is_some();
                    inner.on.iter().for_each(|(key, inner)| found.add(scorer, *key, pull.through(*inner)));
                } else if let Some(state) = without {
                    let stays_open = match rule.states.0[&state] {
                        Policy::Bound => true,
                        Policy::Block => false,
                        _ => state.is_unknown(),
                    };
                    if stays_open {
                        found.add(scorer, (input, of.measure, 0), *pull);
                    }
                }
            }
        }
        for of in &looks.loosely {
            let inputs = framework.selected(of, element).into_iter();
            found.is_loose |= inputs.into_iter().any(|input| {
                rests[input][of.measure].is_loose
                    || changes(input, of.measure)
                    || views.iter().any(|view| {
                        matches!(view[input][of.measure], Item::Without(state)
                        if state.is_unknown() || rule.states.0[&state] == Policy::Bound)
                    })
            });
        }
        if looks.has_choice && tapes.iter().any(|tape| tape.keys().any(|key| key == (element, measure, 1))) {
            found.add(scorer, (element, measure, 1), Pull::Up);
        }
        exact[element][measure] = !found.is_loose;
        rests[element][measure] = found;
    }
    exact
}

impl Looks {
    fn values(&mut self, of: &Of, values: &Values, pull: Pull) {
        self.at.push((of.clone(), pull.through(direction(values))));
    }

    fn loose(&mut self, framework: &Framework, does: &Does) {
        let mut inner = Looks::default();
        inner.does(framework, does, Pull::Any);
        self.loosely.extend(inner.at.iter().map(|(of, _)| of.clone()).chain(inner.loosely));
        self.at.extend(inner.at);
    }

    fn does(&mut self, framework: &Framework, does: &Does, pull: Pull) {
        match does {
            Does::Number(_) | Does::Target(_) => {}
            Does::Result { of, values }
            | Does::Sum { of, values, .. }
            | Does::Mean { of, values, .. }
            | Does::Extreme { of, values, .. } => self.values(of, values, pull),
            Does::Centroid { of, values } => self.values(of, values, Pull::Any),
            Does::Count { of, test, .. } => self.test(framework, of, test, pull),
            Does::Calculate(operation, of) => match operation {
                Operation::Add | Operation::Lowest | Operation::Highest => {
                    of.iter().for_each(|does| self.does(framework, does, pull));
                }
                Operation::Subtract => {
                    self.does(framework, &of[0], pull);
                    of[1..].iter().for_each(|does| self.does(framework, does, pull.turned()));
                }
                Operation::Multiply => {
                    let pull = if of.iter().all(|does| never_negative(framework, does)) { pull } else { Pull::Any };
                    of.iter().for_each(|does| self.does(framework, does, pull));
                }
                Operation::Divide => match of[1..].iter().all(|does| matches!(does, Does::Number(_))) {
                    true => {
                        let negative =
                            of[1..].iter().filter(|does| matches!(does, Does::Number(number) if number.is_negative()));
                        let pull = if negative.count() % 2 == 1 { pull.turned() } else { pull };
                        self.does(framework, &of[0], pull);
                    }
                    false => of.iter().for_each(|does| self.loose(framework, does)),
                },
            },
            Does::Cap { value, at } => {
                self.does(framework, value, pull);
                self.does(framework, at, pull);
            }
            Does::Round { value, .. } => self.does(framework, value, pull),
            Does::Band { of, .. } => self.does(framework, of, pull),
            Does::Ordinal { of, by } => {
                self.at.push((of.clone(), pull));
                // A better rating may make another one the most frequent.
                if by.method == Method::Mode {
                    self.loosely.push(of.clone());
                }
            }
            Does::LadderOfCodes { of, at, below, .. } => {
                self.at.push((of.clone(), pull));
                let rises = |ranks: &[usize]| {
                    let scale = framework.scale_of(of.kind, of.measure);
                    (1..scale.ratings()).all(|rank| ranks.contains(&rank) || !ranks.contains(&(rank - 1)))
                };
                if !rises(at) || !rises(below) || below.iter().any(|rank| !at.contains(rank)) {
                    self.loosely.push(of.clone());
                }
            }
            Does::Ladder { levels, .. } => {
                let conditions: Vec<&Condition> = levels.iter().map(|(_, condition)| condition).collect();
                self.conditions(framework, &conditions, true, pull);
            }
            Does::Decide { cases, otherwise, .. } => {
                let conditions: Vec<&Condition> = cases.iter().map(|(condition, _)| condition).collect();
                self.has_choice |= cases.iter().map(|(_, then)| then).chain([otherwise]).any(|then| then.len() > 1);
                self.conditions(framework, &conditions, descends(cases, otherwise), pull);
            }
            Does::Require { that, value } => {
                let mut inner = Looks::default();
                inner.condition(framework, that, Pull::Any);
                self.loosely.extend(inner.at.into_iter().map(|(of, _)| of).chain(inner.loosely));
                self.does(framework, value, pull);
            }
        }
    }

    /// Conditions of which the first (or last) that holds decides.
    fn conditions(&mut self, framework: &Framework, of: &[&Condition], in_order: bool, pull: Pull) {
        let mut inner = Looks::default();
        of.iter().for_each(|condition| inner.condition(framework, condition, Pull::Up));
        let rises = in_order && inner.at.iter().all(|(_, pull)| *pull == Pull::Up);
        let outer = if rises { pull } else { Pull::Either };
        self.at.extend(inner.at.into_iter().map(|(of, pull)| (of, outer.through(pull))));
        self.loosely.extend(inner.loosely);
    }

    fn test(&mut self, framework: &Framework, of: &Of, test: &Test, pull: Pull) {
        let scale = framework.scale_of(of.kind, of.measure);
        self.at.push((of.clone(), pull.through(way(test, scale))));
    }

    fn condition(&mut self, framework: &Framework, condition: &Condition, pull: Pull) {
        match condition {
            Condition::Some { of, test }
            | Condition::Every { of, test, .. }
            | Condition::Count { of, test, .. }
            | Condition::Share { of, test, .. } => self.test(framework, of, test, pull),
            Condition::Compare { value, test, .. } => match test {
                // What lies between bounds need not be possible.
                Test::Equals(_) | Test::Is(_) => self.loose(framework, value),
                Test::AtLeast(_) | Test::Above(_) => self.does(framework, value, pull),
                Test::AtMost(_) | Test::Below(_) => self.does(framework, value, pull.turned()),
            },
            Condition::All(of) | Condition::Any(of) => {
                of.iter().for_each(|condition| self.condition(framework, condition, pull));
            }
            Condition::Not(of) => self.condition(framework, of, pull.turned()),
            Condition::Class(_) | Condition::Independence(_) => {}
        }
    }
}

/// Everything that a rule looks at.
pub fn looks(framework: &Framework, does: &Does) -> Vec<Of> {
    let mut looks = Looks::default();
    looks.does(framework, does, Pull::Up);
    looks.at.into_iter().map(|(of, _)| of).chain(looks.loosely).collect()
}

/// A better input never makes the result of this rule worse.
pub fn is_monotone(framework: &Framework, does: &Does) -> bool {
    let mut looks = Looks::default();
    looks.does(framework, does, Pull::Up);
    looks.loosely.is_empty() && looks.at.iter().all(|(_, pull)| *pull == Pull::Up)
}

/// Earlier cases are better than later ones.
fn descends(cases: &[(Condition, Vec<usize>)], otherwise: &[usize]) -> bool {
    let outcomes: Vec<&[usize]> = cases.iter().map(|(_, then)| then.as_slice()).chain([otherwise]).collect();
    outcomes.windows(2).all(|pair| pair[0].iter().min() >= pair[1].iter().max())
}

fn direction(values: &Values) -> Pull {
    match values {
        Some(values) if !values.is_sorted() && values.iter().rev().is_sorted() => Pull::Down,
        Some(values) if !values.is_sorted() => Pull::Any,
        _ => Pull::Up,
    }
}

fn way(test: &Test, scale: &Scale) -> Pull {
    match test {
        Test::AtLeast(_) | Test::Above(_) => Pull::Up,
        Test::AtMost(_) | Test::Below(_) => Pull::Down,
        Test::Equals(_) => Pull::Any,
        Test::Is(accepted) => {
            let fits: Vec<bool> = (0..scale.ratings()).map(|rank| accepted.contains(&Fraction::whole(rank))).collect();
            match () {
                () if fits.is_sorted() => Pull::Up,
                () if fits.iter().rev().is_sorted() => Pull::Down,
                () => Pull::Any,
            }
        }
    }
}

fn never_negative(framework: &Framework, does: &Does) -> bool {
    match does {
        Does::Number(number) => !number.is_negative(),
        Does::Count { .. } => true,
        Does::Result { of, values } | Does::Sum { of, values, .. } | Does::Mean { of, values, .. } => match values {
            Some(values) => values.iter().all(|value| !value.is_negative()),
            None => !framework.scale_of(of.kind, of.measure).lowest().is_negative(),
        },
        Does::Round { value, .. } => never_negative(framework, value),
        _ => false,
    }
}
