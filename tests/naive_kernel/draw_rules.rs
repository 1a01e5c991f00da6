//! Rules by chance.

use super::draw::{Draw, Flavour};
use super::fraction::{Fraction, Mode};
use super::model::{Bound, Condition, Does, Of, Operation, Reach, Scale, Test};

impl Draw<'_> {
    /// A selection whose scale fits; none where there is no such measure.
    fn of(&mut self, fits: impl Fn(&Scale) -> bool) -> Option<(Of, usize)> {
        let candidates = self.candidates(fits);
        if candidates.is_empty() {
            return None;
        }
        let (kind, measure) = self.numbers.pick(&candidates);
        let reach = match self.numbers.below(8) {
            _ if kind == self.kind => Reach::Own,
            0 => Reach::These(self.numbers.some(&self.ids_of(kind))),
            _ => self.every(kind),
        };
        Some((Of { reach, kind, measure }, self.framework.kinds[kind].measures[measure].scale))
    }

    fn any(&mut self) -> (Of, usize) {
        self.of(|_| true).expect("leaves have a rating")
    }

    /// One element.
    fn one(&mut self) -> (Of, usize) {
        let (mut of, scale) = self.any();
        if of.reach != Reach::Own {
            of.reach = Reach::These(vec![self.numbers.pick(&self.ids_of(of.kind))]);
        }
        (of, scale)
    }

    fn literal(&mut self) -> Fraction {
        let (over, under) =
            self.numbers.pick(&[(0, 1), (1, 1), (2, 1), (3, 1), (-1, 4), (1, 3), (5, 2), (7, 1), (110, 1)]);
        Fraction::new(over, under)
    }

    /// A rule that gives a number.
    pub fn number(&mut self, depth: usize) -> Does {
        let kinds = if depth == 0 { 8 } else { 12 + usize::from(self.flavour == Flavour::Any) };
        match self.numbers.below(kinds) {
            0 if depth == 0 => Does::Number(self.literal()),
            0 | 1 => {
                let (of, scale) = self.one();
                Does::Result { of, values: self.values(scale, false) }
            }
            2 if depth == 0 || self.numbers.once_in(2) => self.target(),
            2 | 3 => {
                let (of, scale) = self.any();
                Does::Sum { of, values: self.values(scale, false), weighted: self.numbers.once_in(2) }
            }
            4 | 5 => {
                let (of, scale) = self.any();
                Does::Mean { of, values: self.values(scale, false), weighted: self.numbers.once_in(2) }
            }
            6 => {
                let (of, scale) = self.any();
                let test = self.test(scale);
                Does::Count { of, test, share: self.numbers.once_in(2) }
            }
            7 => {
                let (of, scale) = self.any();
                let values = self.values(scale, false);
                let is_rating = self.framework.scales[scale].is_words() && values.is_none();
                let weighted = is_rating || self.numbers.once_in(2);
                Does::Extreme { highest: self.numbers.once_in(2), of, values, weighted }
            }
            8 | 9 => self.calculate(depth),
            10 => Does::Cap { value: Box::new(self.number(depth - 1)), at: Box::new(self.number(depth - 1)) },
            12 => {
                let none_below = |scale: &Scale| !scale.lowest().is_negative();
                let Some((of, scale)) = self.of(none_below) else { return self.number(depth - 1) };
                Does::Centroid { of, values: self.values(scale, false) }
            }
            _ => {
                let below_complete =
                    self.numbers.once_in(3).then(|| self.numbers.pick(&[Fraction::ONE, Fraction::whole(3)]));
                let value = Box::new(self.number(depth - 1));
                let (decimals, mode) = (self.numbers.below(3) as u32, self.numbers.pick(&Mode::ALL));
                Does::Round { value, decimals, mode, below_complete }
            }
        }
    }

    fn target(&mut self) -> Does {
        let kinds = self.kind + 1..self.framework.kinds.len();
        let ids: Vec<usize> = kinds.flat_map(|kind| self.ids_of(kind)).collect();
        if ids.is_empty() {
            return Does::Number(self.literal());
        }
        let id = self.numbers.pick(&ids);
        let kind = self.framework.elements[id].kind;
        Does::Target(Of { reach: Reach::These(vec![id]), kind, measure: 0 })
    }

    fn calculate(&mut self, depth: usize) -> Does {
        use Operation::{Add, Divide, Highest, Lowest, Multiply, Subtract};
        let rises = self.flavour == Flavour::Rising;
        let operation = self.numbers.pick(&[Add, Lowest, Highest, Subtract, Multiply, Divide]);
        let small = |draw: &mut Self| Does::Number(draw.numbers.pick(&[2, 3, 4].map(Fraction::whole)));
        let mut of = vec![self.number(depth - 1)];
        match operation {
            Subtract if rises => of.push(Does::Number(self.literal())),
            Subtract if self.numbers.once_in(2) => of.insert(0, Does::Number(self.literal())),
            Multiply => of.push(if self.numbers.once_in(2) || rises { small(self) } else { self.share(0) }),
            Divide => of.push(if self.numbers.once_in(2) || rises { small(self) } else { self.number(0) }),
            _ => of.extend((0..self.numbers.between(1, 2)).map(|_| self.number(depth - 1))),
        }
        Does::Calculate(operation, of)
    }

    /// A rule that gives a number between 0 and 1.
    pub fn share(&mut self, depth: usize) -> Does {
        let Some((of, scale)) = self.of(Scale::is_words) else {
            let (of, scale) = self.any();
            let test = self.test(scale);
            return Does::Count { of, test, share: true };
        };
        match self.numbers.below(if depth == 0 { 4 } else { 6 }) {
            0 => {
                let test = self.test(scale);
                Does::Count { of, test, share: true }
            }
            1..4 => Does::Mean { of, values: self.values(scale, true), weighted: self.numbers.once_in(2) },
            4 => {
                let operation = self.numbers.pick(&[Operation::Lowest, Operation::Highest]);
                Does::Calculate(operation, vec![self.share(depth - 1), self.share(depth - 1)])
            }
            _ => Does::Cap { value: Box::new(self.share(depth - 1)), at: Box::new(self.share(depth - 1)) },
        }
    }

    /// A rule that gives a rating, and its scale.
    pub fn rating(&mut self, depth: usize) -> (Does, usize) {
        match self.numbers.below(12) {
            0 | 1 => {
                let scale = self.banded();
                let of = Box::new(self.share(1));
                let scale = self.scale(scale);
                (Does::Band { of, scale, bounds: None }, scale)
            }
            2 => self.band(depth),
            3 | 4 => match self.of(Scale::is_words) {
                Some((of, scale)) => (Does::Ordinal { of, by: self.ordinal() }, scale),
                None => self.band(depth),
            },
            5 => self.extreme().unwrap_or_else(|| self.band(depth)),
            6 => self.ladder_of_codes().unwrap_or_else(|| self.ladder()),
            7 | 8 => self.ladder(),
            9 => self.on_one_scale().unwrap_or_else(|| self.band(depth)),
            _ => self.decide(),
        }
    }

    fn ordinal(&mut self) -> super::model::Consensus {
        use super::model::Method::{LowerMedian, Mean, Median, Mode, UpperMedian};
        let methods = [Mean, Median, LowerMedian, UpperMedian, Mode];
        let count = if self.flavour == Flavour::Rising { 4 } else { 5 };
        super::model::Consensus { method: self.numbers.pick(&methods[..count]), tie_up: self.numbers.once_in(2) }
    }

    fn extreme(&mut self) -> Option<(Does, usize)> {
        let (of, scale) = self.of(Scale::is_words)?;
        Some((Does::Extreme { highest: self.numbers.once_in(2), of, values: None, weighted: false }, scale))
    }

    /// A cap of one rating by another one, or the lowest or highest of two.
    fn on_one_scale(&mut self) -> Option<(Does, usize)> {
        let (of, scale) = self.of(Scale::is_words)?;
        let ordinal = Does::Ordinal { of: of.clone(), by: self.ordinal() };
        let (kind, measure) = (of.kind, of.measure);
        let reach = if kind == self.kind { Reach::Own } else { self.every(kind) };
        let other = Of { reach, kind, measure };
        let extreme = Does::Extreme { highest: self.numbers.once_in(2), of: other, values: None, weighted: false };
        let both = match self.numbers.below(3) {
            0 => Does::Calculate(Operation::Lowest, vec![ordinal, extreme]),
            1 => Does::Calculate(Operation::Highest, vec![ordinal, extreme]),
            _ => Does::Cap { value: Box::new(ordinal), at: Box::new(extreme) },
        };
        Some((both, scale))
    }

    /// Bands with bounds of their own.
    fn band(&mut self, depth: usize) -> (Does, usize) {
        let of = Box::new(self.number(depth.saturating_sub(1)));
        let scale = self.words();
        let count = scale.ratings();
        let mut ends: Vec<usize> = Vec::new();
        while ends.len() + 1 < count {
            let end = self.numbers.below(12);
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends.sort_unstable();
        let span = self.span(&of);
        if span.is_some_and(|(low, high)| low == high) {
            // Bands of what is always the same are refused.
            return self.decide();
        }
        let bound = |end: usize, numbers: &mut super::numbers::Numbers| {
            let end = limit_within(span, end, 12);
            if numbers.once_in(2) { Bound::UpTo(end) } else { Bound::Below(end) }
        };
        let mut bounds: Vec<Bound> = ends.into_iter().map(|end| bound(end, self.numbers)).collect();
        bounds.push(Bound::None);
        let scale = self.scale(scale);
        (Does::Band { of, scale, bounds: Some(bounds) }, scale)
    }

    /// Between what a number lies for certain; `None` where that is not known beforehand.
    fn span(&self, does: &Does) -> Option<(Fraction, Fraction)> {
        match does {
            Does::Number(number) => Some((*number, *number)),
            Does::Target(of) => Some(self.span_of(of, &None)),
            Does::Result { of, values } | Does::Mean { of, values, .. } => Some(self.span_of(of, values)),
            Does::Extreme { of, values, weighted: false, .. } => Some(self.span_of(of, values)),
            Does::Count { share: true, .. } => Some((Fraction::ZERO, Fraction::ONE)),
            Does::Cap { value, at } => {
                let ((low, high), (from, to)) = (self.span(value)?, self.span(at)?);
                Some((low.min(from), high.min(to)))
            }
            Does::Round { value, decimals, mode, .. } => {
                let (low, high) = self.span(value)?;
                Some((low.rounded(*decimals, *mode), high.rounded(*decimals, *mode)))
            }
            Does::Calculate(operation, of) => {
                let spans: Option<Vec<(Fraction, Fraction)>> = of.iter().map(|does| self.span(does)).collect();
                let mut spans = spans?.into_iter();
                let first = spans.next()?;
                spans.try_fold(first, |(low, high), (from, to)| {
                    let corners = |pair: [Fraction; 4]| Some((*pair.iter().min()?, *pair.iter().max()?));
                    match operation {
                        Operation::Add => Some((low + from, high + to)),
                        Operation::Subtract => Some((low - to, high - from)),
                        Operation::Lowest => Some((low.min(from), high.min(to))),
                        Operation::Highest => Some((low.max(from), high.max(to))),
                        Operation::Multiply => corners([low * from, low * to, high * from, high * to]),
                        Operation::Divide if from.is_negative() || from.is_zero() => None,
                        Operation::Divide => corners([low / from, low / to, high / from, high / to]),
                    }
                })
            }
            _ => None,
        }
    }

    fn span_of(&self, of: &Of, values: &Option<Vec<Fraction>>) -> (Fraction, Fraction) {
        let scale = self.framework.scale_of(of.kind, of.measure);
        let found = values.as_ref().and_then(|values| Some((*values.iter().min()?, *values.iter().max()?)));
        found.unwrap_or((scale.lowest(), scale.highest()))
    }

    fn ladder_of_codes(&mut self) -> Option<(Does, usize)> {
        let leaf = self.framework.kinds.len() - 1;
        let input = &self.framework.scales[self.framework.kinds[leaf].measures[0].scale];
        if !input.is_words() || self.kind == leaf || self.codes.len() < 2 {
            return None;
        }
        let ratings = input.ratings();
        let (at, below) = if self.flavour == Flavour::Rising || !self.numbers.once_in(3) {
            let least = self.numbers.between(1, ratings - 1);
            ((least..ratings).collect(), (self.numbers.between(least, ratings - 1)..ratings).collect())
        } else {
            let ranks: Vec<usize> = (0..ratings).collect();
            let at = self.numbers.some(&ranks);
            let below = self.numbers.some(&at);
            (at, below)
        };
        let count = self.numbers.between(1, self.codes.len().min(3));
        let mut levels: Vec<(usize, Vec<String>)> = (1..=count).map(|rank| (rank, Vec::new())).collect();
        for (index, code) in self.codes.iter().enumerate() {
            levels[index % count].1.push(code.clone());
        }
        let extra = self.numbers.below(2);
        let scale = self.scale(Scale::Words { ratings: count + 1 + extra, up_to: None });
        let reach = Reach::Every { direct: false, tagged: Vec::new(), not_tagged: Vec::new(), codes: Vec::new() };
        let of = Of { reach, kind: leaf, measure: 0 };
        Some((Does::LadderOfCodes { scale, of, at, below, levels }, scale))
    }

    fn ladder(&mut self) -> (Does, usize) {
        let count = self.numbers.between(1, 3);
        let levels = (1..=count).map(|rank| (rank, self.condition(1))).collect();
        let scale = self.scale(Scale::Words { ratings: count + 1, up_to: None });
        (Does::Ladder { scale, levels }, scale)
    }

    fn decide(&mut self) -> (Does, usize) {
        let scale = self.words();
        let ratings = scale.ratings();
        let count = self.numbers.between(1, 3);
        let mut then: Vec<Vec<usize>> = (0..=count).map(|_| vec![self.numbers.below(ratings)]).collect();
        if self.flavour == Flavour::Rising || self.numbers.once_in(2) {
            then.sort();
            then.reverse();
        }
        if self.numbers.once_in(4) {
            let case = self.numbers.below(count);
            let other = (then[case][0] + 1) % ratings;
            then[case].push(other);
            then[case].sort_unstable();
        }
        let otherwise = then.pop().expect("one more than cases");
        let cases = then.into_iter().map(|then| (self.condition(1), then)).collect();
        let scale = self.scale(scale);
        (Does::Decide { scale, cases, otherwise }, scale)
    }

    /// A test of ratings or numbers of a scale.
    pub fn test(&mut self, scale: usize) -> Test {
        let (ratings, rises) = (self.framework.scales[scale].ratings(), self.flavour == Flavour::Rising);
        let end = if ratings == 0 {
            let scale = &self.framework.scales[scale];
            limit_within(Some((scale.lowest(), scale.highest())), self.numbers.below(25), 24)
        } else {
            Fraction::whole(self.numbers.below(ratings))
        };
        match self.numbers.below(8) {
            0..=2 if ratings > 0 => {
                let ranks: Vec<Fraction> = (0..ratings).map(Fraction::whole).collect();
                let least = self.numbers.below(ratings);
                Test::Is(if rises || self.numbers.once_in(2) {
                    ranks[least..].to_vec()
                } else {
                    self.numbers.some(&ranks)
                })
            }
            3 | 4 => Test::Above(end),
            5 if !rises => Test::AtMost(end),
            6 if !rises => Test::Below(end),
            _ => Test::AtLeast(end),
        }
    }

    pub fn condition(&mut self, depth: usize) -> Condition {
        match self.numbers.below(if depth == 0 { 9 } else { 13 }) {
            0 | 1 => self.among(|of, test, _| Condition::Some { of, test }),
            2 | 3 => self.among(|of, test, draw| Condition::Every { of, test, or_none: draw.numbers.once_in(4) }),
            4 | 5 => self.among(|of, test, draw| Condition::Count { count: draw.numbers.between(1, 3), of, test }),
            6 => self.among(|of, test, draw| {
                let share = draw.numbers.pick(&[(1, 3), (1, 2), (3, 4), (1, 1)]);
                let weighted = draw.numbers.once_in(2);
                Condition::Share { share: Fraction::new(share.0, share.1), of, test, weighted }
            }),
            7 => self.compare(),
            8 if self.numbers.once_in(2) => Condition::Class(self.numbers.some(&[1, 2, 3])),
            8 => Condition::Independence(self.numbers.some(&['A', 'B', 'C', 'D'])),
            9 | 10 => Condition::All(vec![self.condition(depth - 1), self.condition(depth - 1)]),
            12 if self.flavour == Flavour::Any => Condition::Not(Box::new(self.condition(depth - 1))),
            _ => Condition::Any(vec![self.condition(depth - 1), self.condition(depth - 1)]),
        }
    }

    fn among(&mut self, make: impl Fn(Of, Test, &mut Self) -> Condition) -> Condition {
        let (of, scale) = self.any();
        let test = self.test(scale);
        make(of, test, self)
    }

    fn compare(&mut self) -> Condition {
        if self.numbers.once_in(3)
            && let Some((value, scale)) = self.extreme()
        {
            return Condition::Compare { value: Box::new(value), scale: Some(scale), test: self.limit(scale) };
        }
        let value = Box::new(self.number(0));
        let end = Fraction::new(self.numbers.below(24) as i128 - 4, 2);
        let test = match self.numbers.below(5) {
            0 => Test::Above(end),
            1 if self.flavour == Flavour::Any => Test::AtMost(end),
            2 if self.flavour == Flavour::Any => Test::Below(end),
            3 if self.flavour == Flavour::Any => Test::Equals(end),
            _ => Test::AtLeast(end),
        };
        Condition::Compare { value, scale: None, test }
    }

    /// A test as `compare` has it, of a rating.
    fn limit(&mut self, scale: usize) -> Test {
        match self.test(scale) {
            Test::Is(accepted) if self.flavour == Flavour::Any => Test::Equals(accepted[0]),
            Test::Is(accepted) => Test::AtLeast(accepted[0]),
            test => test,
        }
    }
}

/// One of so many limits, evenly within a span, or around small numbers where that is wide or not known.
fn limit_within(span: Option<(Fraction, Fraction)>, step: usize, of: usize) -> Fraction {
    match span {
        Some((low, high)) if high - low <= Fraction::whole(1000) => {
            low + (high - low) * Fraction::whole(step) / Fraction::whole(of)
        }
        Some((low, high)) if high < Fraction::whole(30) && low < -Fraction::whole(30) => {
            high - Fraction::whole(of - step)
        }
        Some((low, _)) if low > -Fraction::whole(2) => low + Fraction::whole(step),
        _ => Fraction::new(step as i128 * 2 - 3, 2),
    }
}
