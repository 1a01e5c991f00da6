//! From checked rules to rules in lanes: names become positions, what ratings stand for becomes tables of whole numbers
//! over a common divisor.

use std::cell::Cell as Mutable;

use super::Steps;
use super::answers::rated_on;
use super::compile::{Compiler, target};
use super::condition::{Ask, Condition, Test};
use super::counted::Asked;
use super::decide::{Decide, Decision};
use super::fraction::{Fraction, Fractions};
use super::lanes::{Bytes, Values};
use super::numeric::Numeric;
use super::ordinal::Ordinal;
use super::ranked::{End, Ladder, Level, Ranked};
use super::totals::Total;
use crate::model::ElementIndex;
use crate::number::Number;
use crate::outcome::Rank;
use crate::rule::calculate::Operation;
use crate::rule::condition::{Condition as Written, Passes, Quota, Test as WrittenTest};
use crate::rule::{Kind, Rule, decide, ladder, ordinal};
use crate::scale::Scale;

/// Highest rank that choices of a person can be kept for.
const MOST_CHOICES: Rank = 31;

/// Resolves the rules of one element. Every step gives `None` for what only the explained rule works out.
pub(super) struct Lower<'l, 'f, 'c> {
    pub all: &'l Compiler<'f, 'c>,
    pub element: ElementIndex,
    pub takes: Mutable<bool>,
    chooses: Mutable<bool>,
    asks_below: Mutable<bool>,
}

impl<'l, 'f, 'c> Lower<'l, 'f, 'c> {
    pub fn new(all: &'l Compiler<'f, 'c>, element: ElementIndex) -> Lower<'l, 'f, 'c> {
        let (takes, chooses, asks_below) = (Mutable::new(false), Mutable::new(false), Mutable::new(false));
        Lower { all, element, takes, chooses, asks_below }
    }

    /// Whether the scenario of policy may differ from that of bounds.
    pub fn takes(&self) -> bool {
        self.takes.get()
    }

    /// Whether a choice may be left to a person.
    pub fn chooses(&self) -> bool {
        self.chooses.get()
    }

    /// Whether it matters if something was said of what is below.
    pub fn asks_what_is_below(&self) -> bool {
        self.asks_below.get()
    }

    /// A rule on a measure of ratings, or of numbers.
    pub fn steps(&self, rule: &Rule, ranked: bool) -> Steps {
        let steps =
            if ranked { self.ranked(rule, true).map(Steps::Ranked) } else { self.numeric(rule).map(Steps::Numeric) };
        steps.unwrap_or_else(|| {
            // What the explained rule gives is not known beforehand.
            self.takes.set(true);
            self.chooses.set(ranked);
            self.asks_below.set(true);
            if ranked { Steps::Ranked(Ranked::Explained) } else { Steps::Numeric(Numeric::Explained) }
        })
    }

    fn inner(&self, rule: &Rule) -> Option<Box<Ranked>> {
        self.ranked(rule, false).map(Box::new)
    }

    fn ranked(&self, rule: &Rule, outermost: bool) -> Option<Ranked> {
        Some(match rule {
            Rule::Consensus(_) => {
                let scale = self.own_scale().filter(|scale| scale.number.is_none())?;
                Ranked::Stated(self.element, u8::try_from(scale.highest()).ok()?)
            }
            Rule::Lowest(rule) if rule.0.worth.is_none() => self.extreme_rating(&rule.0.of, End::Lowest)?,
            Rule::Highest(rule) if rule.0.worth.is_none() => self.extreme_rating(&rule.0.of, End::Highest)?,
            Rule::Ordinal(rule) => {
                match rule.method {
                    ordinal::Method::Lowest => return self.extreme_rating(&rule.of, End::Lowest),
                    ordinal::Method::Highest => return self.extreme_rating(&rule.of, End::Highest),
                    _ => {}
                }
                let count = self.all.framework.selected(self.element, &rule.of).len();
                let ordinal = Ordinal::of(rule.method, rule.tie, rule.scale.highest(), count)?;
                match self.counted(&rule.of) {
                    Some(group) => {
                        Ranked::CountedOrdinal(group.with_roles(&mut self.all.censuses.borrow_mut()), ordinal)
                    }
                    None => Ranked::Ordinal(self.group(&rule.of)?, ordinal),
                }
            }
            Rule::Band(rule) => {
                let bounds = rule.bounds.iter().map(|(bound, closed)| Some((Fraction::of(bound)?, *closed)));
                let bounds = bounds.collect::<Option<Vec<_>>>()?;
                Ranked::Band(Box::new(self.numeric(&rule.of)?), bounds, u8::try_from(rule.scale.highest()).ok()?)
            }
            Rule::Ladder(rule) => Ranked::Ladder(Box::new(self.ladder(rule)?)),
            Rule::Decide(rule) => {
                let decide = self.decide(rule)?;
                if decide.chooses() {
                    // A choice inside of another rule is looked through by some rules and not by others.
                    let few = rule.scale()?.highest() <= MOST_CHOICES;
                    (outermost && few).then_some(())?;
                    self.chooses.set(true);
                }
                Ranked::Decide(Box::new(decide))
            }
            Rule::Cap(rule) => Ranked::Cap(self.inner(&rule.value)?, self.inner(&rule.at)?),
            Rule::Require(rule) => {
                self.takes.set(true);
                Ranked::Require(Box::new(self.condition(&rule.that)?), self.inner(&rule.value)?)
            }
            Rule::Calculate(rule) => {
                let end = match rule.operation {
                    Operation::Lowest => End::Lowest,
                    Operation::Highest => End::Highest,
                    _ => return None,
                };
                let parts = rule.parts.iter().map(|part| self.ranked(part, false)).collect::<Option<Vec<_>>>()?;
                Ranked::Pick(parts, end)
            }
            _ => return None,
        })
    }

    fn numeric(&self, rule: &Rule) -> Option<Numeric> {
        let boxed = |rule: &Rule| self.numeric(rule).map(Box::new);
        Some(match rule {
            Rule::Consensus(_) => {
                let (low, high) = self.own_scale()?.ends();
                Numeric::Stated(self.element, Fractions::one(&low)?, Fractions::one(&high)?)
            }
            Rule::Number(rule) => Numeric::Constant(Fraction::of(&rule.0)?),
            Rule::Target(rule) => {
                let selected = self.all.framework.selected(self.element, &rule.of);
                let agreed = selected
                    .first()
                    .and_then(|element| target(self.all.framework, self.all.used, *element, &rule.of.measure));
                match agreed.and_then(|agreed| rule.worth.of((agreed, agreed))) {
                    Some((number, _)) => Numeric::Constant(Fraction::of(&number)?),
                    None => Numeric::Nothing,
                }
            }
            Rule::Result(rule) => self.total(&rule.of, &rule.worth.values, rule.worth.weighted, Total::One)?,
            Rule::Sum(rule) => self.total(&rule.of, &rule.worth.values, rule.worth.weighted, Total::Sum)?,
            Rule::Mean(rule) => self.total(&rule.of, &rule.worth.values, rule.worth.weighted, Total::Mean)?,
            Rule::Lowest(rule) => self.extreme(&rule.0, End::Lowest)?,
            Rule::Highest(rule) => self.extreme(&rule.0, End::Highest)?,
            Rule::Count(rule) => {
                let test = test(&rule.among.test)?;
                let numbers = matches!(test, Test::Number(..));
                if numbers {
                    let group = self.group::<Fractions>(&rule.among.of)?;
                    let (weights, under) = whole(&self.weights(&rule.among.of, rule.weighted))?;
                    Numeric::CountNumbers(group, test, positive(weights)?, under, rule.share)
                } else {
                    let group = self.group::<Bytes>(&rule.among.of)?;
                    let (weights, under) = whole(&self.weights(&rule.among.of, rule.weighted))?;
                    Numeric::Count(group, test, positive(weights)?, under, rule.share)
                }
            }
            Rule::Calculate(rule) => {
                if rule.operation == Operation::Divide {
                    self.takes.set(true);
                }
                let parts = rule.parts.iter().map(|part| self.numeric(part)).collect::<Option<Vec<_>>>()?;
                Numeric::Calculate(rule.operation, parts)
            }
            Rule::Cap(rule) => Numeric::Cap(boxed(&rule.value)?, boxed(&rule.at)?),
            Rule::Require(rule) => {
                self.takes.set(true);
                Numeric::Require(Box::new(self.condition(&rule.that)?), boxed(&rule.value)?)
            }
            Rule::Round(rule) => {
                let unit = 10_i64.checked_pow(u32::try_from(rule.decimals).ok()?)?;
                let complete = match &rule.below_complete {
                    Some(complete) => Some(Fraction::of(complete)?),
                    None => None,
                };
                Numeric::Round(boxed(&rule.value)?, unit, rule.mode, complete)
            }
            _ => return None,
        })
    }

    fn own_scale(&self) -> Option<&'f Scale> {
        rated_on(self.all.framework, self.element)
    }

    fn ladder(&self, rule: &ladder::Ladder) -> Option<Ladder> {
        let codes = |level: &ladder::Level| match level {
            ladder::Level::Items(codes) => codes.clone(),
            ladder::Level::When(_) => Vec::new(),
        };
        let all_codes: Vec<Vec<String>> = rule.levels.iter().map(codes).collect();
        let (mut items, mut named) = (None, Vec::new());
        if let Some(of) = &rule.items {
            let group = self.group::<Bytes>(&of.of)?;
            let selected = self.all.framework.selected(self.element, &of.of);
            let code = |element: &ElementIndex| {
                self.all.framework.elements.get_index(*element).map(|(_, found)| found.code.clone())
            };
            named = selected.iter().filter_map(code).collect();
            items = Some((group, Test::ranks(&of.at)?, Test::ranks(&of.below)?));
        }
        let positions = |codes: &[String]| {
            let all = named.iter().enumerate().filter(|(_, code)| codes.contains(code));
            all.map(|(position, _)| position).collect::<Vec<_>>()
        };
        let level = |(level, codes): (&ladder::Level, &Vec<String>)| match level {
            ladder::Level::When(condition) => self.condition(condition).map(Level::When),
            ladder::Level::Items(_) => Some(Level::Items(positions(codes))),
        };
        let levels = rule.levels.iter().zip(&all_codes).map(level).collect::<Option<Vec<_>>>()?;
        let placed = |position: &usize| {
            all_codes.iter().any(|codes| named.get(*position).is_some_and(|code| codes.contains(code)))
        };
        let others = (0..named.len()).filter(|position| !placed(position)).collect();
        let looks = !rule.selections().is_empty() || !rule.parts().is_empty();
        let speaks = |level: &ladder::Level| matches!(level, ladder::Level::When(when) if when.speaks_of_nothing());
        let speaks = rule.levels.iter().any(speaks);
        let single = |level: &Level| match level {
            Level::Items(_) => items.as_ref().is_none_or(|(group, ..)| !group.takes),
            Level::When(condition) => condition.is_single(),
        };
        let single = looks && !speaks && levels.iter().all(single);
        Some(Ladder { items, levels, others, looks, speaks, single })
    }

    fn decide(&self, rule: &decide::Decide) -> Option<Decide> {
        let case = |(condition, decision): &(Written, decide::Decision)| {
            Some((self.condition(condition)?, decided(decision)?))
        };
        let looks = !rule.selections().is_empty() || !rule.parts().is_empty();
        let speaks = rule.cases.iter().any(|(condition, _)| condition.speaks_of_nothing());
        let mut cases = rule.cases.iter().map(case).collect::<Option<Vec<_>>>()?;
        let mut looked = Vec::new();
        cases.iter_mut().for_each(|(condition, _)| condition.look_once(&mut looked));
        let element = self.element;
        let mut decide = Decide { element, cases, otherwise: decided(&rule.otherwise)?, looks, speaks, single: false };
        let single = decide.cases.iter().all(|(condition, _)| condition.is_single());
        decide.single = single && looks && !speaks && !decide.chooses();
        Some(decide)
    }

    fn condition(&self, condition: &Written) -> Option<Condition> {
        let each =
            |conditions: &[Written]| conditions.iter().map(|other| self.condition(other)).collect::<Option<Vec<_>>>();
        Some(match condition {
            Written::AtLeast(quota, among) => {
                let ask = match quota {
                    Quota::Count(count) => Ask::Count(u8::try_from(*count).ok()?),
                    Quota::Share(share, weighted) => {
                        let (weights, _) = whole(&self.weights(&among.of, *weighted))?;
                        Ask::Share(Fraction::of(share)?, positive(weights)?)
                    }
                };
                self.among(among, ask)?
            }
            Written::Every(among, or_none) => self.among(among, Ask::Every(*or_none))?,
            Written::Compare(rule, asked) => match test(asked)? {
                asked @ Test::Runs(_) => Condition::Compare(self.inner(rule)?, asked),
                asked @ Test::Number(..) => Condition::CompareNumber(Box::new(self.numeric(rule)?), asked),
            },
            Written::All(conditions) => Condition::All(each(conditions)?),
            Written::Any(conditions) => Condition::Any(each(conditions)?),
            Written::Not(condition) => Condition::Not(Box::new(self.condition(condition)?)),
            Written::Class(classes) => Condition::Fixed(classes.contains(&self.all.circumstances.class)),
            Written::Independence(categories) => {
                Condition::Fixed(categories.contains(&self.all.circumstances.independence))
            }
            Written::CollectedBy(methods) => {
                self.takes.set(true);
                self.asks_below.set(true);
                let mut own = vec![self.element];
                own.extend(self.all.framework.below(self.element));
                let held = self.all.circumstances.methods.iter().any(|method| methods.contains(method));
                Condition::Said(own, held)
            }
            // No evidence is cited in columns, but what nobody has spoken of may still be shown.
            Written::Cited(cited) => {
                if cited.of.is_some() {
                    // Which of them count is not known beforehand.
                    return None;
                }
                if cited.at_least == 0 {
                    return Some(Condition::Fixed(true));
                }
                self.takes.set(true);
                Condition::Silent(vec![self.element], cited.silence_is_open)
            }
            Written::Sustained(_) => return None,
        })
    }

    fn among(&self, among: &crate::rule::condition::Among, ask: Ask) -> Option<Condition> {
        Some(match test(&among.test)? {
            asked @ Test::Runs(_) => match (self.counted(&among.of), &ask) {
                (Some(group), Ask::Every(_) | Ask::Count(_)) => {
                    let asked = Asked::of(group, &asked, &ask, &mut self.all.censuses.borrow_mut())?;
                    Condition::Counted(Box::new(asked))
                }
                _ => Condition::Ranks(self.group(&among.of)?, asked, ask),
            },
            asked @ Test::Number(..) => Condition::Numbers(self.group(&among.of)?, asked, ask),
        })
    }
}

fn decided(decision: &decide::Decision) -> Option<Decision> {
    let (low, high) = (u8::try_from(*decision.then.first()?).ok()?, u8::try_from(*decision.then.last()?).ok()?);
    let ranks = decision.then.iter().map(|rank| 1_u32.checked_shl(u32::try_from(*rank).ok()?).or(Some(0)));
    let ranks = ranks.collect::<Option<Vec<_>>>()?.into_iter().fold(0, |bits, bit| bits | bit);
    Some(Decision { low, high, ranks })
}

fn test(test: &WrittenTest) -> Option<Test> {
    match &test.passes {
        Passes::Ranks(ranks) => Test::ranks(ranks),
        Passes::Number(comparison, bound) => Some(Test::Number(*comparison, Fraction::of(bound)?)),
    }
}

/// Numbers as whole numbers over a common divisor.
pub(super) fn whole(numbers: &[Number]) -> Option<(Vec<i64>, i64)> {
    let words = numbers.iter().map(Number::to_words).collect::<Option<Vec<_>>>()?;
    let under = words.iter().try_fold(1_i64, |common, (_, under)| {
        let divisor = num_integer::gcd(common, *under);
        common.checked_mul(under / divisor)
    })?;
    let over = words.iter().map(|(over, own)| over.checked_mul(under / own)).collect::<Option<Vec<_>>>()?;
    Some((over, under))
}

/// Weights, of which none is below zero.
pub(super) fn positive(weights: Vec<i64>) -> Option<Vec<i64>> {
    weights.iter().all(|weight| *weight >= 0).then_some(weights)
}
