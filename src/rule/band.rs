//! `band`: a number is placed in the bands of a scale. The number is compared exactly; it is never rounded first.
//!
//! Bands are the `up-to` of the scale's ratings, shares of the whole whose upper bounds are closed (ISO/IEC 33020: 15 %
//! is still N, 50 % is still P, 85 % is still L), or the rule's own `bounds`: for each rating of the scale, lowest first,
//! `up-to` (the bound belongs to it) or `below` (it does not); the highest rating takes the rest. There is no room
//! between bands, and none above the last.
//!
//! ```yaml
//! band: {of: {mean: {of: {every: outcome}, values: {N: 0, P: 1/3, L: 2/3, F: 1}}}, scale: achievement}
//! band: {of: {sum: {of: {every: item}}}, scale: band, bounds: {1: {up-to: 150}, 2: {up-to: 200}, 3: {}}}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::round::number_rule;
use super::settle::combine;
use super::{Inputs, Kind, Rule, RuleWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::number::Number;
use crate::outcome::{Rank, Scenario, Value};
use crate::scale::Scale;
use crate::source::Located;
use crate::yaml::list::Map;

/// A number is placed in the bands of a scale.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The rule that gives the number, such as a `mean`.
    pub of: Box<RuleWritten>,
    /// The scale whose ratings it becomes.
    pub scale: Located<String>,
    /// Where each rating's band ends; as the scale says with `up-to`, if left out.
    #[serde(default)]
    pub bounds: Map<BoundWritten>,
}

/// Where a band ends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BoundWritten {
    /// It ends here, and the bound itself belongs to it.
    pub up_to: Option<Number>,
    /// It ends here, and the bound itself belongs to the next.
    pub below: Option<Number>,
}

/// A checked band rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub(crate) of: Box<Rule>,
    pub(crate) scale: Scale,
    /// Upper bounds of all ratings but the highest, lowest first, and whether the bound itself belongs to the rating.
    pub(crate) bounds: Vec<(Number, bool)>,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Band> {
        let of = number_rule(&self.of, names, problems);
        let scale = names.scale(&self.scale, problems);
        let (of, scale) = (of?, scale?);
        let bounds = if self.bounds.0.is_empty() {
            self.bands_of_scale(scale, &of, problems)?
        } else {
            self.within_reach(&of, problems)?;
            self.own_bounds(scale, problems)?
        };
        Some(Band { of: Box::new(of), scale: scale.clone(), bounds })
    }

    fn bands_of_scale(
        &self,
        scale: &Scale,
        of: &Rule,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Vec<(Number, bool)>> {
        if !scale.has_bands() {
            let words = format!("the scale `{}` has no bands: its ratings do not all say `up-to`", scale.id);
            let problem = Diagnostic::error(codes::BANDS, &self.scale.place, words);
            let problem = problem.related(&scale.place, "this scale");
            problems.push(problem.help("add `up-to:` to each of its ratings, or say the bands here with `bounds:`"));
            return None;
        }
        let share = of.span().is_some_and(|(low, high)| !low.is_negative() && high <= Number::one());
        if !share {
            let words = "it is not certain that this number lies between 0 and 100 %, so the scale's bands may not hold it";
            let problem = Diagnostic::error(codes::WRONG_VALUE, &self.scale.place, words);
            problems.push(problem.help("let `values:` say shares of the whole, or say the bands here with `bounds:`"));
            return None;
        }
        let bounds = scale.ratings.iter().filter_map(|rating| Some((rating.up_to.clone()?, true)));
        Some(bounds.take(scale.highest()).collect())
    }

    /// Every bound lies where the number can lie, if that is known: `80` is no bound of a share.
    fn within_reach(&self, of: &Rule, problems: &mut Vec<Diagnostic>) -> Option<()> {
        let Some((low, high)) = of.span() else { return Some(()) };
        let before = problems.len();
        for (word, bound) in &self.bounds.0 {
            let Some(number) = bound.up_to.as_ref().or(bound.below.as_ref()) else { continue };
            if *number < low || *number > high {
                let words = format!("the band of `{}` ends at {number}, where the number cannot lie", word.value);
                let problem = Diagnostic::error(codes::BANDS, &word.place, words);
                problems.push(problem.help(format!("it lies between {low} and {high}; a share is written `80 %`")));
            }
        }
        (problems.len() == before).then_some(())
    }

    /// A bound for every rating but the highest, in order, each above the one before.
    fn own_bounds(&self, scale: &Scale, problems: &mut Vec<Diagnostic>) -> Option<Vec<(Number, bool)>> {
        let before = problems.len();
        let mut bounds: Vec<(Number, bool)> = Vec::new();
        for (rank, (word, bound)) in self.bounds.0.iter().enumerate() {
            if scale.rank(word) != Some(rank) || scale.word(rank) != word.value {
                let words = format!("`{}` is not the next rating of the scale `{}`", word.value, scale.id);
                let help = match scale.ratings.get(rank) {
                    Some(next) => format!("let every rating stand once, lowest first; next is `{}`", next.id),
                    None => suggestion(word, scale.words()),
                };
                problems.push(Diagnostic::error(codes::BANDS, &word.place, words).help(help));
                continue;
            }
            let last = rank == scale.highest();
            let bound = match (&bound.up_to, &bound.below) {
                (Some(number), None) => Some((number.clone(), true)),
                (None, Some(number)) => Some((number.clone(), false)),
                _ => None,
            };
            match (bound, last) {
                (None, true) => {}
                (Some(bound), false) => {
                    if bounds.last().is_some_and(|lower| *lower >= bound) {
                        let lower = bounds.last().map_or_else(String::new, |(lower, _)| lower.to_string());
                        let words = format!("the band of `{}` ends at {}, not above the one before it", word.value, bound.0);
                        let problem = Diagnostic::error(codes::BANDS, &word.place, words);
                        problems.push(problem.help(format!("the band before it ends at {lower}; let bounds climb")));
                    }
                    bounds.push(bound);
                }
                (_, last) => {
                    let words = if last {
                        format!("`{}` is the highest rating and takes the rest", word.value)
                    } else {
                        format!("the band of `{}` ends nowhere: one of `up-to` and `below` says where", word.value)
                    };
                    let help = if last { "write `{}` for it" } else { "write `{up-to: <number>}` or `{below: <number>}`" };
                    problems.push(Diagnostic::error(codes::BANDS, &word.place, words).help(help));
                }
            }
        }
        if self.bounds.0.len() < scale.ratings.len() {
            let words = format!("`bounds` leaves out `{}`", scale.word(self.bounds.0.len()));
            let problem = Diagnostic::error(codes::BANDS, &self.scale.place, words);
            problems.push(problem.help("give every rating of the scale a band, lowest first"));
        }
        (problems.len() == before).then_some(bounds)
    }
}

impl Vocabulary<'_> {
    /// A scale of ratings by its name.
    pub(super) fn scale(&self, name: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<&Scale> {
        let scale = self.any_scale(name, problems)?;
        if scale.number.is_some() {
            let words = format!("`{}` is a scale of numbers, and ratings are asked for here", name.value);
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &name.place, words).help("name a scale with `ratings:`"));
            return None;
        }
        Some(scale)
    }

    /// A scale by its name.
    pub(super) fn any_scale(&self, name: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<&Scale> {
        let scale = self.scales.get(&name.value);
        if scale.is_none() {
            let words = format!("the scale `{}` is not declared", name.value);
            let help = suggestion(name, self.scales.keys().map(String::as_str));
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words).help(help));
        }
        scale
    }
}

impl Band {
    fn rank(&self, value: &Value) -> Option<Rank> {
        let number = match value {
            Value::Number(number) => number,
            Value::Below => return Some(0),
            Value::Above => return Some(self.scale.highest()),
            // INVARIANT: the loader refuses bands over rules that give ratings.
            Value::Rank(_) => return None,
        };
        let inside = |(bound, closed): &(Number, bool)| number < bound || (*closed && number == bound);
        Some(self.bounds.iter().position(inside).unwrap_or(self.scale.highest()))
    }
}

impl Kind for Band {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let part = self.of.evaluate(inputs);
        let says = match part.outcome.values(Scenario::Bounds) {
            Some((Value::Number(low), Value::Number(high))) if low == high => {
                format!("the band of {low} on the scale `{}`", self.scale.id)
            }
            Some((Value::Number(low), Value::Number(high))) => {
                format!("the bands of {low} to {high} on the scale `{}`", self.scale.id)
            }
            _ => format!("no number to place on the scale `{}`", self.scale.id),
        };
        let step = combine("band", says, vec![part], |values| {
            let (low, high) = values.first()?;
            Some((Value::Rank(self.rank(low)?), Value::Rank(self.rank(high)?)))
        });
        step.on(Some(&self.scale))
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    fn parts(&self) -> Vec<&Rule> {
        vec![&self.of]
    }

    fn gives(&self) -> Option<Vec<Rank>> {
        let ends = self.of.span().map(|(low, high)| (self.rank(&Value::Number(low)), self.rank(&Value::Number(high))));
        match ends {
            Some((Some(low), Some(high))) => Some((low..=high).collect()),
            _ => Some((0..=self.scale.highest()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::achievement;

    /// `domain/scoring-rules.md` §3 row 2: 15 is N, 15.0001 is P, 50 is P, 85 is L, 85.01 is F.
    #[test]
    fn upper_bounds_are_closed_and_lower_bounds_open() {
        let scale = achievement();
        let vectors = [("0", "N"), ("15", "N"), ("15.0001", "P"), ("32.4", "P"), ("50", "P"), ("50.0001", "L")];
        for (share, rating) in vectors.into_iter().chain([("85", "L"), ("85.01", "F"), ("100", "F")]) {
            let rank = scale.band(&format!("{share} %").parse().unwrap()).unwrap();
            assert_eq!(scale.word(rank), rating, "{share} %");
        }
    }

    #[test]
    fn a_bound_of_its_own_belongs_to_the_band_or_not() {
        let of = Box::new(Rule::Number(crate::rule::number::Number::of("1")));
        let number = |text: &str| text.parse::<Number>().unwrap();
        let bounds = vec![(number("10"), true), (number("20"), false), (number("30"), true)];
        let band = Band { of, scale: achievement(), bounds };
        let rank = |text: &str| band.rank(&Value::Number(number(text)));
        let vectors = [("-5", 0), ("10", 0), ("10.1", 1), ("19.9", 1), ("20", 2), ("30", 2), ("31", 3), ("900", 3)];
        for (text, expected) in vectors {
            assert_eq!(rank(text), Some(expected), "{text}");
        }
    }
}
