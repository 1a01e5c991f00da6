//! What results are worth in numbers: ratings through `values`, numbers as they are, with or without the weights of
//! their elements.

use indexmap::IndexMap;

use super::{Input, Vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::number::Number;
use crate::outcome::{Rank, Scenario, Value};
use crate::scale::Scale;
use crate::yaml::list::Map;

/// How results become numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Worth {
    /// The number that each rating stands for, by rank; empty where results are numbers themselves.
    pub values: Vec<Number>,
    /// Whether the elements' weights count.
    pub weighted: bool,
    /// Lowest and highest number that may be met.
    pub span: (Number, Number),
}

impl Worth {
    /// The ranks 0, 1, 2 … where nothing else is said; else a number for every rating of the scale.
    pub fn check(
        scale: &Scale,
        values: &Map<Number>,
        weighted: bool,
        names: &Vocabulary<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Worth> {
        if let Some(numbers) = &scale.number {
            if let Some((word, _)) = values.0.first() {
                let words = format!("`values` says what ratings stand for, but `{}` is a scale of numbers", scale.id);
                let problem = Diagnostic::error(codes::WRONG_VALUE, &word.place, words);
                problems.push(problem.help("leave `values:` out; the numbers count as they are"));
                return None;
            }
            return Some(Worth { values: Vec::new(), weighted, span: (numbers.from.clone(), numbers.to.clone()) });
        }
        if values.0.is_empty() {
            return Some(Worth::of_ratings((0..scale.ratings.len()).map(Number::from).collect(), weighted));
        }
        let mut given: IndexMap<Rank, Number> = IndexMap::new();
        for (word, value) in &values.0 {
            match scale.rank(word) {
                Some(rank) => drop(given.insert(rank, value.clone())),
                None => {
                    let words = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
                    let help = suggestion(word, scale.words());
                    problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, words).help(help));
                }
            }
        }
        if let Some(rank) = (0..scale.ratings.len()).find(|rank| !given.contains_key(rank)) {
            let words = format!("`values` does not say what `{}` stands for", scale.word(rank));
            let problem = Diagnostic::error(codes::MISSING_FIELD, names.place, words);
            problems.push(problem.help("give a number for every rating of the scale, or leave `values:` out"));
            return None;
        }
        let values = (0..scale.ratings.len()).filter_map(|rank| given.get(&rank).cloned()).collect();
        Some(Worth::of_ratings(values, weighted))
    }

    /// What ratings are worth, by rank; there is at least one.
    pub fn of_ratings(values: Vec<Number>, weighted: bool) -> Worth {
        let least = values.iter().min().cloned().unwrap_or_default();
        let most = values.iter().max().cloned().unwrap_or_default();
        Worth { values, weighted, span: (least, most) }
    }

    /// Lowest and highest number that stands for what lies between two values.
    pub fn of(&self, (low, high): (&Value, &Value)) -> Option<(Number, Number)> {
        match (low, high) {
            (Value::Number(low), Value::Number(high)) => Some((low.clone(), high.clone())),
            (Value::Rank(low), Value::Rank(high)) => {
                let possible = self.values.get(*low..=*high)?;
                Some((possible.iter().min()?.clone(), possible.iter().max()?.clone()))
            }
            _ => None,
        }
    }

    /// The same for an input in a scenario, not weighted.
    pub fn of_input(&self, input: &Input, scenario: Scenario) -> Option<(Number, Number)> {
        self.of(input.values(scenario)?)
    }

    /// What an input weighs.
    pub fn weight(&self, input: &Input) -> Number {
        if self.weighted { input.weight.clone() } else { Number::one() }
    }

    /// Whether a better rating never stands for a lower number.
    pub fn is_rising(&self) -> bool {
        self.values.is_sorted()
    }
}
