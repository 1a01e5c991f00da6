//! Frameworks by chance.

use super::fraction::{Fraction, Mode};
use super::model::{
    Consensus, Does, Element, Framework, Kind, Measure, Method, Policy, Range, Reach, Rule, Scale, State, States,
};
use super::numbers::Numbers;

/// Which rules are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Any,
    /// Rules of which a better input never makes a worse result, and policies that do so neither.
    Rising,
}

pub const TAGS: [&str; 2] = ["red", "blue"];
const LEVELS: [&[&str]; 3] = [&["whole", "leaf"], &["whole", "group", "leaf"], &["whole", "area", "group", "leaf"]];

/// What is being drawn.
pub struct Draw<'a> {
    pub numbers: &'a mut Numbers,
    pub framework: Framework,
    pub flavour: Flavour,
    /// The kind whose rules are drawn.
    pub kind: usize,
    /// Codes of the elements that are rated directly.
    pub codes: Vec<String>,
}

pub fn framework(numbers: &mut Numbers, flavour: Flavour) -> Framework {
    let names = LEVELS[[0, 1, 1, 1, 2][numbers.below(5)]];
    let kind = |name: &&'static str| Kind { name, measures: Vec::new(), is_rated: *name == "leaf" };
    let states = States(State::ALL.into_iter().map(|state| (state, state.usual())).collect());
    let kinds = names.iter().map(kind).collect();
    let framework = Framework { scales: Vec::new(), kinds, elements: Vec::new(), states };
    let mut draw = Draw { numbers, framework, flavour, kind: names.len() - 1, codes: Vec::new() };
    draw.states();
    draw.elements();
    draw.leaf();
    for kind in (0..names.len()).rev() {
        draw.kind = kind;
        let most = if kind == names.len() - 1 { draw.numbers.below(2) } else { draw.numbers.between(1, 3) };
        for _ in 0..most {
            draw.measure();
        }
    }
    draw.framework
}

impl Draw<'_> {
    fn elements(&mut self) {
        let last = self.framework.kinds.len() - 1;
        self.element(0, 0, "whole".to_owned(), "whole".to_owned());
        let mut left = self.numbers.between(2, 12);
        let mut groups = vec![0];
        for kind in 1..last {
            let mut inside = Vec::new();
            for above in groups {
                for number in 1..=self.numbers.between(1, 3 - kind.min(2) + 1) {
                    let (above_id, letter) =
                        (&self.framework.elements[above].id, &self.framework.kinds[kind].name[..1]);
                    let code = format!("{letter}{number}");
                    let id = if above == 0 { code.clone() } else { format!("{above_id}/{code}") };
                    inside.push(self.framework.elements.len());
                    self.element(above, kind, id, code);
                }
            }
            groups = inside;
        }
        let count = groups.len();
        for (index, group) in groups.into_iter().enumerate() {
            let here = if index + 1 == count { left } else { self.numbers.between(0, left.min(5)) };
            left -= here;
            for number in 0..here {
                let code = format!("{}.{}", 1 + number / 2, 1 + number % 2);
                let above = &self.framework.elements[group].id;
                let id = if group == 0 { code.clone() } else { format!("{above}/{code}") };
                self.element(group, last, id, code);
            }
        }
        if last > 1 && self.numbers.once_in(4) {
            self.element(0, last, "9.9".to_owned(), "9.9".to_owned());
        }
        let leaves = self.framework.elements.iter().filter(|element| element.kind == last);
        self.codes = leaves.map(|leaf| leaf.code.clone()).collect();
        self.codes.sort();
        self.codes.dedup();
    }

    fn element(&mut self, parent: usize, kind: usize, id: String, code: String) {
        let weights = [(1, 1), (1, 1), (2, 1), (0, 1), (3, 1), (1, 2), (5, 3)];
        // The whole is given none.
        let (over, under) = if kind == 0 { (1, 1) } else { self.numbers.pick(&weights) };
        let tags = TAGS.into_iter().filter(|_| self.numbers.once_in(3)).collect();
        self.framework.elements.push(Element { id, code, kind, parent, weight: Fraction::new(over, under), tags });
    }

    fn leaf(&mut self) {
        let scale = if self.numbers.once_in(4) { self.range_of_answers() } else { self.words() };
        let scale = self.scale(scale);
        let stated = Some(self.consensus());
        let measure = Measure { name: "rating".to_owned(), scale, stated, rule: None, judgement: None };
        let leaf = self.framework.kinds.len() - 1;
        self.framework.kinds[leaf].measures.push(measure);
    }

    pub fn consensus(&mut self) -> Consensus {
        // The most frequent rating may fall when one rating rises.
        let methods = if self.flavour == Flavour::Rising { &Method::ALL[..6] } else { &Method::ALL };
        Consensus { method: self.numbers.pick(methods), tie_up: self.numbers.once_in(2) }
    }

    pub fn scale(&mut self, scale: Scale) -> usize {
        self.framework.scales.push(scale);
        self.framework.scales.len() - 1
    }

    pub fn words(&mut self) -> Scale {
        Scale::Words { ratings: self.numbers.between(2, 5), up_to: None }
    }

    pub fn banded(&mut self) -> Scale {
        let mut ends: Vec<usize> = (1..100).step_by(7).filter(|_| self.numbers.once_in(4)).take(4).collect();
        ends.push(100);
        let up_to: Vec<Fraction> = ends.iter().map(|end| Fraction::new(*end as i128, 100)).collect();
        if up_to.len() == 1 {
            return Scale::Words { ratings: 2, up_to: Some(vec![Fraction::new(1, 2), Fraction::ONE]) };
        }
        Scale::Words { ratings: up_to.len(), up_to: Some(up_to) }
    }

    fn range_of_answers(&mut self) -> Scale {
        let (from, to) = self.numbers.pick(&[(0, 10), (-3, 4), (0, 100), (1, 5)]);
        let step = self.numbers.pick(&[None, Some(Fraction::ONE), Some(Fraction::new(1, 2))]);
        let (from, to) = (Fraction::new(from, 1), Fraction::new(to, 1));
        Scale::Numbers(Range {
            from,
            to,
            decimals: self.numbers.below(4) as u32,
            mode: self.numbers.pick(&Mode::ALL),
            percent: false,
            never_full_early: self.numbers.once_in(6),
            step,
        })
    }

    fn range_of_results(&mut self, is_share: bool) -> Scale {
        let (from, to) = if is_share { (0, 1) } else { (-10_000_000, 10_000_000) };
        Scale::Numbers(Range {
            from: Fraction::new(from, 1),
            to: Fraction::new(to, 1),
            decimals: self.numbers.below(4) as u32,
            mode: self.numbers.pick(&Mode::ALL),
            percent: is_share && self.numbers.once_in(2),
            never_full_early: self.numbers.once_in(4),
            step: None,
        })
    }

    fn states(&mut self) {
        for state in State::ALL {
            if self.numbers.once_in(4) {
                let policy = self.policy(state);
                self.framework.states.0.insert(state, policy);
            }
        }
    }

    fn policy(&mut self, state: State) -> Policy {
        use Policy::{Block, Bound, Exclude, Highest, Lowest, Propagate, Target};
        let any = match state {
            State::DontKnow | State::Unanswered => {
                [Bound, Lowest, Highest, Lowest, Highest, Target, Exclude, Propagate, Block].as_slice()
            }
            State::NotYet | State::NotRated => &[Exclude, Bound, Lowest, Highest, Target, Propagate, Block],
            State::Empty => &[Exclude, Lowest, Highest, Propagate, Block],
            _ => &[Exclude, Lowest, Highest, Target, Propagate, Block],
        };
        self.numbers.pick(any)
    }

    fn measure(&mut self) {
        let index = self.framework.kinds[self.kind].measures.len();
        let name = format!("{}-{index}", self.framework.kinds[self.kind].name);
        let (does, scale) = match self.numbers.below(5) {
            0 | 1 => {
                let is_share = self.numbers.once_in(3);
                let does = if is_share { self.share(1) } else { self.number(2) };
                let scale = self.range_of_results(is_share);
                (does, self.scale(scale))
            }
            _ => self.rating(2),
        };
        let (does, scale) = if self.flavour == Flavour::Any && self.numbers.once_in(15) {
            (Does::Require { that: self.condition(1), value: Box::new(does) }, scale)
        } else {
            (does, scale)
        };
        let states = self.states_of(&does);
        let rule = Some(Rule { does, states });
        // A group that is rated directly now and then, on the scale that its rule gives.
        let is_group = self.kind > 0 && self.kind + 1 < self.framework.kinds.len();
        let is_rated = is_group && index == 0 && self.framework.scales[scale].is_words() && self.numbers.once_in(6);
        self.framework.kinds[self.kind].is_rated |= is_rated;
        let stated = is_rated.then(|| self.consensus());
        let judgement = self.numbers.once_in(5).then(|| self.numbers.pick(&["any", "downward", "upward", "within"]));
        self.framework.kinds[self.kind].measures.push(Measure { name, scale, stated, rule, judgement });
    }

    fn states_of(&mut self, does: &Does) -> States {
        let mut states = self.framework.states.clone();
        if self.numbers.once_in(3) {
            let changed = self.numbers.pick(&State::ALL);
            let policy = self.policy(changed);
            states.0.insert(changed, policy);
        }
        if matches!(does, Does::Sum { .. }) && self.numbers.once_in(3) {
            let exempt = [State::NotApplicable, State::NotTriggered, State::OutOfScope];
            states.0.insert(self.numbers.pick(&exempt), Policy::Impute);
        }
        states
    }

    /// Numbers for the ratings of a scale.
    pub fn values(&mut self, scale: usize, shares: bool) -> Option<Vec<Fraction>> {
        let ratings = self.framework.scales[scale].ratings();
        if ratings == 0 || (!shares && self.numbers.once_in(3)) {
            return None;
        }
        let pool: Vec<Fraction> = if shares {
            [(0, 1), (1, 10), (1, 3), (1, 2), (65, 100), (85, 100), (1, 1)].map(|(o, u)| Fraction::new(o, u)).to_vec()
        } else {
            [(0, 1), (1, 4), (1, 1), (2, 1), (5, 2), (5, 1), (10, 3)].map(|(o, u)| Fraction::new(o, u)).to_vec()
        };
        let mut values: Vec<Fraction> = (0..ratings).map(|_| self.numbers.pick(&pool)).collect();
        if self.flavour == Flavour::Rising || !self.numbers.once_in(4) {
            values.sort();
        }
        Some(values)
    }

    /// All elements of a kind.
    pub fn ids_of(&self, kind: usize) -> Vec<usize> {
        let all = self.framework.elements.iter().enumerate();
        all.filter(|(_, element)| element.kind == kind).map(|(index, _)| index).collect()
    }

    /// Measures that a rule may look at, as kind and measure; the own ones are those that were drawn before.
    pub fn candidates(&self, fits: impl Fn(&Scale) -> bool) -> Vec<(usize, usize)> {
        let kinds = self.kind..self.framework.kinds.len();
        let all = kinds.flat_map(|kind| (0..self.framework.kinds[kind].measures.len()).map(move |of| (kind, of)));
        let all = all.filter(|(kind, of)| fits(self.framework.scale_of(*kind, *of)));
        all.filter(|(kind, _)| *kind == self.kind || !self.ids_of(*kind).is_empty()).collect()
    }

    /// Tags, codes, or nothing, to choose by.
    pub fn every(&mut self, kind: usize) -> Reach {
        let (mut tagged, mut not_tagged, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        match self.numbers.below(8) {
            0 => tagged = self.numbers.some(&TAGS),
            1 => not_tagged = self.numbers.some(&TAGS),
            2 if kind + 1 == self.framework.kinds.len() => codes = self.numbers.some(&self.codes),
            _ => {}
        }
        Reach::Every { direct: self.numbers.once_in(5), tagged, not_tagged, codes }
    }
}
