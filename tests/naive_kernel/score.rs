//! The naive scorer: every way in which what is open may turn out is tried, one by one, and each is scored by the
//! plainest code. Written from the description of the rules alone.

use std::collections::BTreeMap;

use super::exact;
use super::fraction::Fraction;
use super::model::{Case, Consensus, Framework, Method, Of, Reply, State};
use super::numbers::Numbers;
use super::rules::Work;

/// Most ways that are tried one by one. Of what has more only some are tried, by chance, and bounds need only contain
/// these.
const MOST: usize = 400;
const SOME: usize = 100;

/// Why something does not count; several where it is not said which of them is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Reasons(u16);

impl Reasons {
    pub const NONE: Reasons = Reasons(0);

    pub fn of(state: State) -> Reasons {
        Reasons(1 << state as u16)
    }

    pub fn and(self, other: Reasons) -> Reasons {
        Reasons(self.0 | other.0)
    }

    /// Of several reasons the gravest is shown; only where it is not said which there are, several are left.
    pub fn with(self, other: Reasons) -> Reasons {
        match (self.one(), other.one()) {
            _ if self == Reasons::NONE => other,
            _ if other == Reasons::NONE => self,
            (Some(one), Some(two)) => Reasons::of(one.max(two)),
            _ => self.and(other),
        }
    }

    pub fn states(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |state| self.0 & Reasons::of(*state).0 != 0)
    }

    /// The only one.
    pub fn one(self) -> Option<State> {
        let mut states = self.states();
        states.next().filter(|_| states.next().is_none())
    }
}

/// One measure of one element, in one way of how things may turn out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    Value(Fraction),
    /// Unknown, not yet or not rated: a rule may keep it open.
    Without(State),
    Nothing(Reasons),
    /// The description of the rules does not say.
    Unsure,
}

/// Element, measure, and which choice of several it is.
pub type Key = (usize, usize, usize);

/// How each thing that is open turns out: one way out of all.
#[derive(Clone, Default)]
pub struct Tape {
    chosen: Vec<(Key, usize, usize)>,
    /// How what is not on it yet turns out, where that is left to chance.
    chance: Option<u64>,
    /// Nothing may be added any more; what is not on it turns out as the first possibility.
    is_closed: bool,
    pub went_beyond: bool,
    pub was_asked: bool,
}

impl Tape {
    /// Which of so many possibilities it is.
    pub fn choose(&mut self, key: Key, options: usize) -> usize {
        self.was_asked = true;
        if let Some((_, _, chosen)) = self.chosen.iter().find(|(other, _, _)| *other == key) {
            return *chosen;
        }
        if self.is_closed {
            self.went_beyond = true;
        } else {
            let chosen = self.chance.map_or(0, |seed| {
                let place = (key.0 * 31 + key.1) * 31 + key.2;
                Numbers::new(seed.wrapping_mul(0x1_0001).wrapping_add(place as u64)).below(options)
            });
            self.chosen.push((key, options, chosen));
            return chosen;
        }
        0
    }

    /// The next way; none after the last.
    fn next(mut self) -> Option<Tape> {
        while let Some((key, options, chosen)) = self.chosen.pop() {
            if chosen + 1 < options {
                self.chosen.push((key, options, chosen + 1));
                return Some(self);
            }
        }
        None
    }

    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.chosen.iter().map(|(key, _, _)| *key)
    }
}

/// Every measure of every element.
pub type View = Vec<Vec<Item>>;

/// What is expected of one measure of one element.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// Not compared.
    Unsure,
    /// No value, for one of these reasons.
    Nothing(Reasons),
    Range {
        low: Fraction,
        high: Fraction,
        /// What it comes to under policy; `None` where that is open too, or not compared.
        taken: Option<Fraction>,
        is_taken_sure: bool,
        /// Both bounds are reached; else they need only lie inside.
        is_exact: bool,
        /// In some of the ways there is no result.
        may_be_unrated: bool,
    },
}

pub struct Scores {
    pub expected: Vec<Vec<Expected>>,
    /// How many ways were tried.
    pub ways: usize,
    /// Not all of them.
    pub is_partial: bool,
    /// Every way, as results.
    pub views: Vec<View>,
}

pub struct Scorer<'a> {
    pub framework: &'a Framework,
    pub case: &'a Case,
    said: BTreeMap<usize, &'a [Reply]>,
}

impl<'a> Scorer<'a> {
    pub fn new(framework: &'a Framework, case: &'a Case) -> Scorer<'a> {
        let said = case.answers.iter().map(|(element, replies)| (*element, replies.as_slice())).collect();
        Scorer { framework, case, said }
    }

    /// All measures in an order in which each rests on earlier ones only.
    pub fn order(&self) -> Vec<(usize, usize)> {
        let mut order = Vec::new();
        for kind in (0..self.framework.kinds.len()).rev() {
            for measure in 0..self.framework.kinds[kind].measures.len() {
                let all = self.framework.elements.iter().enumerate();
                let of_kind = all.filter(|(_, element)| element.kind == kind);
                order.extend(of_kind.map(|(element, _)| (element, measure)));
            }
        }
        order
    }

    pub fn blank(&self) -> View {
        let measures = |kind: usize| self.framework.kinds[kind].measures.len();
        self.framework.elements.iter().map(|element| vec![Item::Unsure; measures(element.kind)]).collect()
    }

    pub fn score(&self) -> Scores {
        let order = self.order();
        let (mut tapes, mut views) = (Vec::new(), Vec::new());
        let mut next = Some(Tape::default());
        let mut is_partial = false;
        while let Some(mut tape) = next {
            if tapes.len() == MOST && !is_partial {
                is_partial = true;
                tapes.clear();
                views.clear();
                tape = Tape { chance: Some(0), ..Tape::default() };
            }
            let mut view = self.blank();
            for (element, measure) in &order {
                view[*element][*measure] = self.measure(&view, *element, *measure, &mut tape, false);
            }
            views.push(view);
            let count = views.len();
            next = match is_partial {
                true => (count < SOME).then(|| Tape { chance: Some(count as u64), ..Tape::default() }),
                false => tape.clone().next(),
            };
            tapes.push(tape);
        }
        let taken = self.taken(&order, &mut tapes, &views);
        let exact = exact::measures(self, &order, &views, &tapes);
        let mut expected: Vec<Vec<Expected>> = self.blank().iter().map(|of| vec![Expected::Unsure; of.len()]).collect();
        for (element, measure) in order {
            let is_exact = exact[element][measure] && !is_partial;
            let (taken, is_taken_sure) = taken[element][measure];
            let found = self.summary(&views, (element, measure), is_exact, taken, is_taken_sure && is_exact);
            expected[element][measure] = match found {
                // It may have a value in a way that was not tried, or seem to where bounds are not exact.
                Expected::Nothing(_) if !is_exact && !self.is_stated(element, measure) => Expected::Unsure,
                found => found,
            };
        }
        Scores { expected, ways: views.len(), is_partial, views }
    }

    fn is_stated(&self, element: usize, measure: usize) -> bool {
        self.framework.kinds[self.framework.elements[element].kind].measures[measure].rule.is_none()
    }

    /// What each measure comes to under policy, if that is one value, and whether that is sure.
    fn taken(
        &self,
        order: &[(usize, usize)],
        tapes: &mut [Tape],
        views: &[View],
    ) -> Vec<Vec<(Option<Fraction>, bool)>> {
        let mut found: Vec<Vec<(Option<Fraction>, bool)>> =
            self.blank().iter().map(|of| vec![(None, true); of.len()]).collect();
        // Where policy leaves a value open the next rule takes what it turns out to be.
        let mut under_policy: Vec<View> = views.to_vec();
        let mut is_unsure: Vec<Vec<bool>> = self.blank().iter().map(|of| vec![false; of.len()]).collect();
        let mut was_emptied = is_unsure.clone();
        tapes.iter_mut().for_each(|tape| tape.is_closed = true);
        for &(element, measure) in order {
            let mut items = Vec::new();
            let mut is_sure = true;
            let mut asked = false;
            for (tape, view) in tapes.iter_mut().zip(&under_policy) {
                (tape.went_beyond, tape.was_asked) = (false, false);
                items.push(self.measure(view, element, measure, tape, true));
                is_sure &= !tape.went_beyond;
                asked |= tape.was_asked;
            }
            // Where policy settles some of the inputs only, what comes of it need not be said.
            let kind = self.framework.elements[element].kind;
            if let Some(rule) = &self.framework.kinds[kind].measures[measure].rule {
                let settled = |input: usize, of: usize| {
                    under_policy.iter().all(|view| view[input][of] == under_policy[0][input][of])
                };
                let mut looks = exact::looks(self.framework, &rule.does).into_iter();
                is_sure &= looks.all(|of| {
                    let inputs = self.framework.selected(&of, element);
                    inputs.into_iter().all(|input| settled(input, of.measure) && !is_unsure[input][of.measure])
                });
                is_sure &= !asked;
            }
            // Where policy leaves nothing in it, it is as if it were empty for the next.
            let rests_on_empty = is_empty_below(self, element, measure, &was_emptied);
            let left_nothing = items.iter().all(|item| matches!(item, Item::Nothing(_)));
            if left_nothing && views.iter().any(|view| matches!(view[element][measure], Item::Value(_))) {
                let empty = Item::Nothing(Reasons::of(State::Empty));
                under_policy.iter_mut().for_each(|view| view[element][measure] = empty);
            }
            was_emptied[element][measure] = left_nothing || rests_on_empty;
            let one = match items[0] {
                Item::Value(value) if items.iter().all(|item| *item == items[0]) => Some(value),
                _ => None,
            };
            // Without a value in some of the ways, what is taken is not said.
            is_sure &= items.iter().all(|item| matches!(item, Item::Value(_)));
            // What its policy says of an empty one may lie outside of the bounds.
            found[element][measure] = if rests_on_empty { (None, false) } else { (one, is_sure) };
            let is_open = views.iter().any(|view| view[element][measure] != views[0][element][measure]);
            is_unsure[element][measure] = is_open && !is_sure;
            if let Some(value) = one {
                under_policy.iter_mut().for_each(|view| view[element][measure] = Item::Value(value));
            }
        }
        found
    }

    fn summary(
        &self,
        views: &[View],
        (element, measure): (usize, usize),
        is_exact: bool,
        taken: Option<Fraction>,
        is_taken_sure: bool,
    ) -> Expected {
        let items: Vec<Item> = views.iter().map(|view| view[element][measure]).collect();
        if items.contains(&Item::Unsure) {
            return Expected::Unsure;
        }
        let scale = self.framework.scale_of(self.framework.elements[element].kind, measure);
        if items.iter().all(|item| *item == items[0]) {
            match items[0] {
                Item::Without(state) if state.is_unknown() => {
                    let (low, high) = (scale.lowest(), scale.highest());
                    let (taken, is_taken_sure) = (None, true);
                    return Expected::Range { low, high, taken, is_taken_sure, is_exact: true, may_be_unrated: false };
                }
                Item::Without(state) => return Expected::Nothing(Reasons::of(state)),
                Item::Nothing(reasons) => return Expected::Nothing(reasons),
                _ => {}
            }
        }
        let values = items.iter().filter_map(|item| match item {
            Item::Value(value) => Some(*value),
            _ => None,
        });
        let (Some(low), Some(high)) = (values.clone().min(), values.clone().max()) else { return Expected::Unsure };
        let may_be_unrated = values.count() < items.len();
        let is_exact = is_exact && !may_be_unrated;
        let taken = taken.filter(|_| low < high);
        Expected::Range { low, high, taken, is_taken_sure, is_exact, may_be_unrated }
    }

    /// One measure of one element, the measures that it rests on being known.
    pub fn measure(&self, view: &View, element: usize, measure: usize, tape: &mut Tape, by_policy: bool) -> Item {
        if self.framework.is_out(self.case, element) {
            return Item::Nothing(Reasons::of(State::OutOfScope));
        }
        let kind = self.framework.elements[element].kind;
        let what = &self.framework.kinds[kind].measures[measure];
        let judged = self.case.judgements.iter().find(|(of, number, _)| (*of, *number) == (element, measure));
        if let Some((_, _, value)) = judged {
            return Item::Value(*value);
        }
        let replies = self.said.get(&element).copied().unwrap_or_default();
        if let Some(consensus) = what.stated {
            let all = self.case.all.filter(|_| what.rule.is_none() && replies.is_empty()).map(Reply::Value);
            if what.rule.is_none() || !replies.is_empty() {
                let replies = if replies.is_empty() { all.as_slice() } else { replies };
                return stated(replies, consensus, self.framework.scales[what.scale].is_words());
            }
        }
        match &what.rule {
            Some(rule) => Work::new(self, view, element, measure, rule, by_policy, tape).result(),
            None => Item::Unsure,
        }
    }
}

/// Whether a measure looks at one in which policy left nothing.
fn is_empty_below(scorer: &Scorer<'_>, element: usize, measure: usize, was_emptied: &[Vec<bool>]) -> bool {
    let framework = scorer.framework;
    let Some(rule) = &framework.kinds[framework.elements[element].kind].measures[measure].rule else { return false };
    let inputs = |of: &Of| framework.selected(of, element).into_iter().any(|input| was_emptied[input][of.measure]);
    exact::looks(framework, &rule.does).iter().any(inputs)
}

/// What several people said of one thing.
fn stated(replies: &[Reply], by: Consensus, is_words: bool) -> Item {
    let mut values = Vec::new();
    let mut reasons = Reasons::NONE;
    for reply in replies {
        let state = match reply {
            Reply::Value(value) => {
                values.push(*value);
                continue;
            }
            Reply::DontKnow => State::DontKnow,
            Reply::NotApplicable => State::NotApplicable,
            Reply::NotTriggered => State::NotTriggered,
            Reply::NotYet => State::NotYet,
            Reply::NotRated => State::NotRated,
        };
        reasons = reasons.and(Reasons::of(state));
    }
    if !values.is_empty() {
        return Item::Value(together(values, by, is_words));
    }
    if replies.is_empty() {
        return Item::Without(State::Unanswered);
    }
    if replies.contains(&Reply::DontKnow) {
        return Item::Without(State::DontKnow);
    }
    match reasons.one() {
        Some(state @ (State::NotYet | State::NotRated)) => Item::Without(state),
        Some(state) => Item::Nothing(Reasons::of(state)),
        None => Item::Unsure,
    }
}

/// Several values as one; ratings as the nearest rating.
pub fn together(mut values: Vec<Fraction>, by: Consensus, is_words: bool) -> Fraction {
    values.sort();
    let count = values.len();
    let (lower, upper) = (values[(count - 1) / 2], values[count / 2]);
    let exact = match by.method {
        Method::Lowest => values[0],
        Method::Highest => values[count - 1],
        Method::LowerMedian => lower,
        Method::UpperMedian => upper,
        Method::Median => (lower + upper) / Fraction::whole(2),
        Method::Mean => values.iter().fold(Fraction::ZERO, |sum, value| sum + *value) / Fraction::whole(count),
        Method::Mode => {
            let times = |value: &Fraction| values.iter().filter(|other| *other == value).count();
            let most = values.iter().map(times).max().unwrap_or_default();
            let mut frequent = values.iter().filter(|value| times(value) == most);
            return *if by.tie_up { frequent.next_back() } else { frequent.next() }.expect("one is the most frequent");
        }
    };
    if !is_words {
        return exact;
    }
    // The nearest rank; of two equally near ones the lower or the higher.
    let distance = |rank: usize| (Fraction::whole(rank) - exact).max(exact - Fraction::whole(rank));
    let highest = values[count - 1].rank();
    let nearest = (0..=highest).map(distance).min().expect("rank 0 at least");
    let mut equal = (0..=highest).filter(|rank| distance(*rank) == nearest);
    Fraction::whole(if by.tie_up { equal.next_back() } else { equal.next() }.expect("one is nearest"))
}
