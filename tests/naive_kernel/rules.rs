//! One rule for one element, in one way of how things may turn out.

use super::fraction::Fraction;
use super::model::{Bound, Condition, Does, Of, Operation, Policy, Reach, Rule, Scale, State, Test, Values};
use super::score::{Item, Reasons, Scorer, Tape, View, together};

/// What a rule gives.
#[derive(Clone, Copy)]
enum Out {
    Value(Fraction),
    Nothing(Reasons),
}

/// An element that counts.
struct Counted {
    weight: Fraction,
    /// `None`: it is to earn what the others earn.
    value: Option<Fraction>,
}

pub struct Work<'a> {
    scorer: &'a Scorer<'a>,
    view: &'a View,
    element: usize,
    measure: usize,
    rule: &'a Rule,
    by_policy: bool,
    tape: &'a mut Tape,
    /// Something that a condition looks at counts.
    counted: bool,
    /// A condition looks at something else than elements, or holds also when nothing counts.
    is_free: bool,
    /// A condition looks at elements.
    looked: bool,
    dropped: Reasons,
    /// Why items have no value that count nonetheless, with what policy says.
    replaced: Reasons,
    /// Why there is no result whatever the rest says.
    stopped: Reasons,
    /// A part has no result for such a reason.
    stopped_inside: bool,
    unsure: bool,
}

impl<'a> Work<'a> {
    pub fn new(
        scorer: &'a Scorer<'a>,
        view: &'a View,
        element: usize,
        measure: usize,
        rule: &'a Rule,
        by_policy: bool,
        tape: &'a mut Tape,
    ) -> Work<'a> {
        let (dropped, replaced, stopped) = (Reasons::NONE, Reasons::NONE, Reasons::NONE);
        let (counted, is_free, looked, unsure) = (false, false, false, false);
        Work {
            scorer,
            view,
            element,
            measure,
            rule,
            by_policy,
            tape,
            counted,
            is_free,
            looked,
            dropped,
            replaced,
            stopped,
            stopped_inside: false,
            unsure,
        }
    }

    pub fn result(mut self) -> Item {
        let out = self.does(&self.rule.does);
        if self.unsure {
            return Item::Unsure;
        }
        let reasons = match out {
            Out::Value(value) => return Item::Value(value),
            Out::Nothing(reasons) => reasons,
        };
        match reasons.one() {
            Some(state @ (State::NotYet | State::NotRated)) => Item::Without(state),
            _ => Item::Nothing(reasons),
        }
    }

    /// The elements that count, for a rule; or why it has nothing.
    fn counted(&mut self, of: &Of, values: &Values) -> Result<Vec<Counted>, Out> {
        let before = std::mem::replace(&mut self.stopped, Reasons::NONE);
        let (counted, why) = self.select(of, values);
        let stopped = std::mem::replace(&mut self.stopped, before);
        match () {
            () if stopped != Reasons::NONE => {
                self.stopped_inside = true;
                Err(Out::Nothing(stopped))
            }
            () if counted.is_empty() => Err(Out::Nothing(why)),
            () => Ok(counted),
        }
    }

    /// The elements that count, and why others do not.
    fn select(&mut self, of: &Of, values: &Values) -> (Vec<Counted>, Reasons) {
        let framework = self.scorer.framework;
        let scale = framework.scale_of(of.kind, of.measure);
        let (mut found, mut dropped) = (Vec::new(), Reasons::NONE);
        for element in framework.selected(of, self.element) {
            let (state, policy) = match self.view[element][of.measure] {
                Item::Value(value) => {
                    found.push((element, Some(value)));
                    continue;
                }
                Item::Unsure => {
                    self.unsure = true;
                    continue;
                }
                Item::Without(state) => (Reasons::of(state), self.rule.states.0[&state]),
                Item::Nothing(reasons) => {
                    let mut policies = reasons.states().map(|state| self.rule.states.0[&state]);
                    let first = policies.next().expect("there is a reason");
                    self.unsure |= policies.any(|policy| policy != first);
                    (reasons, first)
                }
            };
            // Where policy takes a value for what is unknown, what it may turn out to be stays possible.
            let unknown = state.states().all(State::is_unknown);
            let stays_open = unknown && !self.by_policy;
            let target = self.target(element, of.measure);
            let value = match policy {
                Policy::Bound => None,
                Policy::Lowest | Policy::Highest | Policy::Target if stays_open => None,
                Policy::Lowest => Some(scale.lowest()),
                Policy::Highest => Some(scale.highest()),
                Policy::Target if target.is_some() => target,
                // Left out of the value under policy only.
                Policy::Exclude if stays_open => None,
                Policy::Propagate if unknown => None,
                Policy::Exclude | Policy::Target => {
                    dropped = dropped.with(state);
                    continue;
                }
                Policy::Impute => {
                    found.push((element, None));
                    continue;
                }
                Policy::Propagate => {
                    self.stopped = self.stopped.with(state);
                    continue;
                }
                Policy::Block => {
                    self.stopped = self.stopped.with(Reasons::of(State::NotRated));
                    continue;
                }
            };
            self.replaced = self.replaced.and(state);
            let possible = scale.possible();
            let turned_out = value.unwrap_or_else(|| {
                let chosen = self.tape.choose((element, of.measure, 0), possible.len());
                possible[chosen]
            });
            found.push((element, Some(turned_out)));
        }
        let worth = |value: Fraction| values.as_ref().map_or(value, |values| values[value.rank()]);
        let counted = |(element, value): (usize, Option<Fraction>)| Counted {
            weight: framework.elements[element].weight,
            value: value.map(worth),
        };
        self.looked = true;
        self.counted |= !found.is_empty();
        self.dropped = self.dropped.with(dropped);
        let why = if dropped == Reasons::NONE { Reasons::of(State::Empty) } else { dropped };
        (found.into_iter().map(counted).collect(), why)
    }

    fn target(&self, element: usize, measure: usize) -> Option<Fraction> {
        let found = self.scorer.case.targets.iter().find(|(other, _)| *other == element && measure == 0);
        found.map(|(_, target)| *target)
    }

    fn does(&mut self, does: &Does) -> Out {
        match does {
            Does::Number(number) => Out::Value(*number),
            Does::Target(of) => match self.target(self.only(of), of.measure) {
                Some(target) => Out::Value(target),
                None => Out::Nothing(Reasons::of(State::Empty)),
            },
            Does::Result { of, values } => match self.counted(of, values) {
                Ok(counted) => Out::Value(counted[0].worth(false)),
                Err(nothing) => nothing,
            },
            Does::Sum { of, values, weighted } => self.sum(of, values, *weighted),
            Does::Mean { of, values, weighted } => self.mean(of, values, *weighted),
            Does::Count { of, test, share } => {
                let counted = match self.counted(of, &None) {
                    Ok(counted) => counted,
                    Err(nothing) => return nothing,
                };
                let passed = Fraction::whole(counted.iter().filter(|item| item.passes(test)).count());
                Out::Value(if *share { passed / Fraction::whole(counted.len()) } else { passed })
            }
            Does::Extreme { highest, of, values, weighted } => {
                let counted = match self.counted(of, values) {
                    Ok(counted) => counted,
                    Err(nothing) => return nothing,
                };
                let all = counted.iter().map(|item| item.worth(*weighted));
                Out::Value(if *highest { all.max() } else { all.min() }.expect("one at least"))
            }
            Does::Centroid { of, values } => self.centroid(of, values),
            Does::Calculate(operation, of) => self.calculate(*operation, of),
            Does::Cap { value, at } => match (self.does(value), self.does(at)) {
                (Out::Value(value), Out::Value(at)) => Out::Value(value.min(at)),
                // What has no result caps nothing, unless it could not be rated.
                (Out::Value(_), Out::Nothing(why)) if why == Reasons::of(State::NotRated) => Out::Nothing(why),
                (Out::Value(value), Out::Nothing(why)) => {
                    self.unsure |= why.one().is_none();
                    Out::Value(value)
                }
                (Out::Nothing(why), Out::Nothing(other)) if other.states().any(|state| state == State::NotRated) => {
                    Out::Nothing(why.with(other))
                }
                (nothing, _) => nothing,
            },
            Does::Round { value, decimals, mode, below_complete } => self.map(value, |value| {
                let rounded = value.rounded(*decimals, *mode);
                match below_complete {
                    Some(complete) if value < *complete && rounded >= *complete => {
                        *complete - Fraction::new(1, 10_i128.pow(*decimals))
                    }
                    _ => rounded,
                }
            }),
            Does::Band { of, scale, bounds } => {
                let bounds = bounds.clone().unwrap_or_else(|| self.bands(*scale));
                self.map(of, |value| {
                    let fits = |bound: &Bound| match bound {
                        Bound::UpTo(end) => value <= *end,
                        Bound::Below(end) => value < *end,
                        Bound::None => true,
                    };
                    Fraction::whole(bounds.iter().position(fits).unwrap_or(bounds.len() - 1))
                })
            }
            Does::Ordinal { of, by } => {
                let counted = match self.counted(of, &None) {
                    Ok(counted) => counted,
                    Err(nothing) => return nothing,
                };
                Out::Value(together(counted.iter().map(|item| item.worth(false)).collect(), *by, true))
            }
            Does::LadderOfCodes { of, at, below, levels, .. } => self.ladder_of_codes(of, at, below, levels),
            Does::Ladder { levels, .. } => {
                let holds: Vec<bool> = levels.iter().map(|(_, condition)| self.holds(condition)).collect();
                let reached = holds.iter().take_while(|holds| **holds).count();
                let rank = if reached == 0 { 0 } else { levels[reached - 1].0 };
                self.unless_nothing_counts(rank)
            }
            Does::Decide { cases, otherwise, .. } => {
                let mut then = None;
                for (when, outcome) in cases {
                    if self.holds(when) && then.is_none() {
                        then = Some(outcome);
                    }
                }
                let outcome = then.unwrap_or(otherwise);
                let chosen = if outcome.len() > 1 {
                    self.tape.choose((self.element, self.measure, 1), outcome.len())
                } else {
                    0
                };
                // One choice for whichever set it is: sets have one size in one rule.
                self.unless_nothing_counts(outcome[chosen % outcome.len()])
            }
            Does::Require { that, value } => {
                let (counted, dropped) = (std::mem::take(&mut self.counted), std::mem::take(&mut self.dropped));
                let stopped = std::mem::replace(&mut self.stopped, Reasons::NONE);
                let holds = self.holds(that);
                // A precondition about nothing that counts is not described.
                self.unsure |= !self.counted;
                (self.counted, self.dropped) = (counted, dropped);
                let mut why = std::mem::replace(&mut self.stopped, stopped);
                if !holds && why == Reasons::NONE {
                    why = Reasons::of(State::NotRated);
                }
                match self.does(value) {
                    Out::Value(value) if why == Reasons::NONE => Out::Value(value),
                    Out::Value(_) => Out::Nothing(why),
                    // Which of two is shown is not described.
                    Out::Nothing(other) => {
                        self.unsure |= why != Reasons::NONE && why != other;
                        Out::Nothing(why.with(other))
                    }
                }
            }
        }
    }

    fn only(&self, of: &Of) -> usize {
        match &of.reach {
            Reach::These(ids) => ids[0],
            _ => self.element,
        }
    }

    fn map(&mut self, of: &Does, change: impl Fn(Fraction) -> Fraction) -> Out {
        match self.does(of) {
            Out::Value(value) => Out::Value(change(value)),
            nothing => nothing,
        }
    }

    fn bands(&self, scale: usize) -> Vec<Bound> {
        match &self.scorer.framework.scales[scale] {
            Scale::Words { up_to: Some(ends), .. } => ends.iter().map(|end| Bound::UpTo(*end)).collect(),
            _ => panic!("a scale without bands"),
        }
    }

    fn sum(&mut self, of: &Of, values: &Values, weighted: bool) -> Out {
        let counted = match self.counted(of, values) {
            Ok(counted) => counted,
            Err(nothing) => return nothing,
        };
        let best = match values {
            Some(values) => *values.iter().max().expect("a value"),
            None => self.scorer.framework.scale_of(of.kind, of.measure).highest(),
        };
        let weight = |item: &Counted| if weighted { item.weight } else { Fraction::ONE };
        let (mut earned, mut possible, mut imputed) = (Fraction::ZERO, Fraction::ZERO, Fraction::ZERO);
        for item in &counted {
            match item.value {
                Some(value) => {
                    earned = earned + value * weight(item);
                    possible = possible + best * weight(item);
                }
                None => imputed = imputed + best * weight(item),
            }
        }
        if counted.iter().all(|item| item.value.is_some()) {
            return Out::Value(earned);
        }
        if possible.is_zero() {
            self.unsure = true;
            return Out::Value(earned);
        }
        Out::Value(earned + imputed * earned / possible)
    }

    fn mean(&mut self, of: &Of, values: &Values, weighted: bool) -> Out {
        let counted = match self.counted(of, values) {
            Ok(counted) => counted,
            Err(nothing) => return nothing,
        };
        let weight = |item: &Counted| if weighted { item.weight } else { Fraction::ONE };
        let weights = counted.iter().fold(Fraction::ZERO, |sum, item| sum + weight(item));
        if weights.is_zero() {
            // Why those do not count that would have a weight, or that there is nothing.
            return Out::Nothing(Reasons::of(State::Empty).and(self.dropped).and(self.replaced));
        }
        let sum = counted.iter().fold(Fraction::ZERO, |sum, item| sum + item.worth(false) * weight(item));
        Out::Value(sum / weights)
    }

    /// The mean of the weights, each weighted with what was earned there.
    fn centroid(&mut self, of: &Of, values: &Values) -> Out {
        let counted = match self.counted(of, values) {
            Ok(counted) => counted,
            Err(nothing) => return nothing,
        };
        let sum =
            |worth: &dyn Fn(&Counted) -> Fraction| counted.iter().fold(Fraction::ZERO, |sum, item| sum + worth(item));
        let (earned, weighted) = (sum(&|item| item.worth(false)), sum(&|item| item.worth(true)));
        match () {
            () if earned.is_zero() => Out::Nothing(Reasons::of(State::Empty).and(self.dropped).and(self.replaced)),
            () => Out::Value(weighted / earned),
        }
    }

    fn calculate(&mut self, operation: Operation, of: &[Does]) -> Out {
        let (mut values, mut reasons) = (Vec::new(), Reasons::NONE);
        for does in of {
            match self.does(does) {
                Out::Value(value) => values.push(value),
                Out::Nothing(why) => reasons = reasons.with(why),
            }
        }
        if values.len() < of.len() {
            return Out::Nothing(reasons);
        }
        let mut result = values[0];
        for value in &values[1..] {
            result = match operation {
                Operation::Add => result + *value,
                Operation::Subtract => result - *value,
                Operation::Multiply => result * *value,
                Operation::Divide if value.is_zero() => return Out::Nothing(Reasons::of(State::Empty)),
                Operation::Divide => result / *value,
                Operation::Lowest => result.min(*value),
                Operation::Highest => result.max(*value),
            };
        }
        Out::Value(result)
    }

    fn ladder_of_codes(&mut self, of: &Of, at: &[usize], below: &[usize], levels: &[(usize, Vec<String>)]) -> Out {
        if let Err(nothing) = self.counted(of, &None) {
            return nothing;
        }
        let mut ratings = Vec::new();
        for (_, codes) in levels {
            let mut narrower = of.clone();
            if let Reach::Every { codes: only, .. } = &mut narrower.reach {
                only.clone_from(codes);
            }
            let (counted, _) = self.select(&narrower, &None);
            ratings.push(counted.iter().map(|item| item.worth(false).rank()).collect::<Vec<usize>>());
        }
        let are = |index: usize, good: &[usize]| {
            !ratings[index].is_empty() && ratings[index].iter().all(|rank| good.contains(rank))
        };
        let is_reached = |top: usize| are(top, at) && (0..top).all(|lower| are(lower, below));
        let top = (0..levels.len()).rev().find(|top| is_reached(*top));
        Out::Value(Fraction::whole(top.map_or(0, |top| levels[top].0)))
    }

    fn unless_nothing_counts(&mut self, rank: usize) -> Out {
        let stopped = std::mem::replace(&mut self.stopped, Reasons::NONE);
        if stopped != Reasons::NONE {
            self.stopped_inside = true;
            return Out::Nothing(stopped);
        }
        if self.counted || self.is_free {
            return Out::Value(Fraction::whole(rank));
        }
        Out::Nothing(if self.dropped == Reasons::NONE { Reasons::of(State::Empty) } else { self.dropped })
    }

    fn each(&mut self, of: &[Condition]) -> Vec<bool> {
        of.iter().map(|condition| self.holds(condition)).collect()
    }

    /// Every part is looked at, whatever the others say.
    fn holds(&mut self, condition: &Condition) -> bool {
        match condition {
            Condition::Some { of, test } => self.select(of, &None).0.iter().any(|item| item.passes(test)),
            Condition::Every { of, test, or_none } => {
                let (counted, _) = self.select(of, &None);
                self.is_free |= counted.is_empty() && *or_none;
                (*or_none || !counted.is_empty()) && counted.iter().all(|item| item.passes(test))
            }
            Condition::Count { count, of, test } => {
                self.select(of, &None).0.iter().filter(|item| item.passes(test)).count() >= *count
            }
            Condition::Share { share, of, test, weighted } => {
                let (counted, _) = self.select(of, &None);
                let weight = |item: &Counted| if *weighted { item.weight } else { Fraction::ONE };
                let sum = |passed: bool| {
                    let items = counted.iter().filter(|item| !passed || item.passes(test));
                    items.fold(Fraction::ZERO, |sum, item| sum + weight(item))
                };
                !sum(false).is_zero() && sum(true) / sum(false) >= *share
            }
            Condition::Compare { value, test, .. } => {
                let before = (std::mem::take(&mut self.looked), std::mem::take(&mut self.stopped_inside));
                let counted = self.counted;
                let found = self.does(value);
                // What is compared has no result, so nothing is shown by what it looked at: a mean of weights that are 0.
                self.counted = counted || matches!(found, Out::Value(_)) && self.counted;
                // Numbers and targets are there in any case; what a target is that was not agreed is not described.
                self.is_free |= !self.looked;
                self.unsure |= !self.looked && matches!(found, Out::Nothing(_));
                let is_stopped = std::mem::replace(&mut self.stopped_inside, before.1);
                self.looked |= before.0;
                match found {
                    Out::Value(value) => passes(value, test),
                    Out::Nothing(why) => {
                        self.dropped = self.dropped.with(why);
                        if is_stopped {
                            self.stopped = self.stopped.with(why);
                        }
                        false
                    }
                }
            }
            Condition::All(of) => !self.each(of).contains(&false),
            Condition::Any(of) => self.each(of).contains(&true),
            Condition::Not(of) => !self.holds(of),
            Condition::Class(classes) => {
                self.is_free = true;
                classes.contains(&self.scorer.case.class)
            }
            Condition::Independence(categories) => {
                self.is_free = true;
                categories.contains(&self.scorer.case.independence)
            }
        }
    }
}

impl Counted {
    fn worth(&self, weighted: bool) -> Fraction {
        let value = self.value.expect("only sums impute");
        if weighted { value * self.weight } else { value }
    }

    fn passes(&self, test: &Test) -> bool {
        passes(self.worth(false), test)
    }
}

pub fn passes(value: Fraction, test: &Test) -> bool {
    match test {
        Test::Is(accepted) => accepted.contains(&value),
        Test::AtLeast(end) => value >= *end,
        Test::Above(end) => value > *end,
        Test::AtMost(end) => value <= *end,
        Test::Below(end) => value < *end,
        Test::Equals(other) => value == *other,
    }
}
