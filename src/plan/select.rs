//! From selections to groups: which results are meant, under which policies, and what they are worth.

use super::Cell;
use super::compile::target;
use super::counted::Counted;
use super::fraction::Fraction;
use super::group::{Group, Policies, Source};
use super::lanes::{Bytes, Values};
use super::lower::{Lower, positive, whole};
use super::numeric::{Numeric, Worths};
use super::ranked::{End, Ranked};
use super::totals::{Table, Total};
use crate::model::ElementIndex;
use crate::number::Number;
use crate::rule::Selection;

impl Lower<'_, '_, '_> {
    pub fn extreme_rating(&self, of: &Selection, end: End) -> Option<Ranked> {
        match self.counted(of) {
            Some(group) => Some(Ranked::CountedExtreme(group, end)),
            None => Some(Ranked::Extreme(self.group(of)?, end)),
        }
    }

    /// What a selection means where it means plain answers only, which can be counted.
    pub fn counted(&self, selection: &Selection) -> Option<Counted> {
        let group: Group<Bytes> = self.sources(selection)?;
        let ends = group.sources.first()?.ends;
        let plain = |source: &Source<u8>| {
            let cell = self.all.cells.get(source.cell);
            let free = source.target.is_none() || !group.policies.look_at_targets();
            free && source.ends == ends && cell.is_some_and(Cell::is_plain)
        };
        group.sources.iter().all(plain).then_some(())?;
        let ratings = ends.1.checked_add(1)?;
        let mut cells: Vec<usize> = group.sources.iter().map(|source| source.cell).collect();
        cells.sort_unstable();
        let mut counted = Counted::of(&group, ratings)?;
        counted.census = self.all.censuses.borrow_mut().of(cells, usize::from(ratings));
        Some(counted)
    }

    /// What a selection means, with its policies; its results are looked at one by one.
    pub fn group<V: Values>(&self, selection: &Selection) -> Option<Group<V>> {
        let group = self.sources(selection)?;
        self.all.looked_at.borrow_mut().extend(group.sources.iter().map(|source| source.cell));
        Some(group)
    }

    pub fn sources<V: Values>(&self, selection: &Selection) -> Option<Group<V>> {
        let framework = self.all.framework;
        let mut takes = false;
        let source = |element: ElementIndex| {
            let (_, found) = framework.elements.get_index(element)?;
            let (measure, _) = framework.kind_of(found)?.measures.get_key_value(&selection.measure)?;
            let place = *self.all.places.get(&(element, measure.as_str()))?;
            let cell = self.all.cells.get(place)?;
            V::block(&cell.blank)?;
            takes |= cell.takes;
            let (low, high) = cell.scale?.ends();
            let target = match target(framework, self.all.used, element, measure) {
                Some(target) => Some(V::one(target)?),
                None => None,
            };
            Some(Source { cell: place, target, ends: (V::one(&low)?, V::one(&high)?) })
        };
        let sources =
            framework.selected(self.element, selection).into_iter().map(source).collect::<Option<Vec<_>>>()?;
        let policies = Policies::of(&selection.states);
        let takes = takes || policies.take();
        self.takes.set(self.takes.get() || takes);
        Some(Group { sources, policies, takes })
    }

    /// The weights of what a selection means.
    pub fn weights(&self, selection: &Selection, weighted: bool) -> Vec<Number> {
        let framework = self.all.framework;
        let selected = framework.selected(self.element, selection).into_iter();
        let weight =
            |element: ElementIndex| framework.elements.get_index(element).map(|(_, found)| found.weight.clone());
        selected.map(|element| weight(element).filter(|_| weighted).unwrap_or_else(Number::one)).collect()
    }

    pub fn total(&self, of: &Selection, values: &[Number], weighted: bool, total: Total) -> Option<Numeric> {
        Some(Numeric::Total(Box::new(self.worths(of, values, weighted)?), total))
    }

    pub fn extreme(&self, rule: &crate::rule::Extreme, end: End) -> Option<Numeric> {
        let worth = rule.worth.as_ref()?;
        Some(Numeric::Extreme(Box::new(self.worths(&rule.of, &worth.values, worth.weighted)?), end))
    }

    pub fn worths(&self, of: &Selection, values: &[Number], weighted: bool) -> Option<Worths> {
        let weights = self.weights(of, weighted);
        if values.is_empty() {
            let weights = weights.iter().map(Fraction::of).collect::<Option<Vec<_>>>()?;
            return Some(Worths::Numbers { group: self.group(of)?, weights });
        }
        let products = |weight: &Number| values.iter().map(|value| value.clone() * weight.clone()).collect::<Vec<_>>();
        let all: Vec<Number> = weights.iter().flat_map(products).collect();
        let (all, under) = whole(&all)?;
        // No sum of them leaves the machine word.
        let most = |some: &[i64]| some.iter().map(|one| i128::from(*one).abs()).sum::<i128>() < i128::from(i64::MAX);
        most(&all).then_some(())?;
        let top = values.len().checked_sub(1)?;
        let tables = all.chunks(values.len()).map(Table::of).collect();
        let (weights, weigh) = whole(&weights)?;
        most(&weights).then_some(())?;
        Some(Worths::Ratings { group: self.group(of)?, top, tables, under, weights: positive(weights)?, weigh })
    }
}
