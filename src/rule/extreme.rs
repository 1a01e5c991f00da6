//! What `lowest` and `highest` share: of ratings on one scale a rating; with `values` or `weighted`, or of numbers, a
//! number.

use super::settle::settle;
use super::worth::Worth;
use super::{Input, Inputs, Selection, SelectionWritten, Step, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Scenario, Value};
use crate::scale::Scale;
use crate::yaml::list::Map;

/// Which end is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum End {
    Lowest,
    Highest,
}

/// A checked extreme.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Extreme {
    pub of: Selection,
    end: End,
    /// How results become numbers; `None` where the rating itself is looked for.
    pub worth: Option<Worth>,
    /// The scale of the rating that comes out.
    pub scale: Option<Scale>,
}

impl Extreme {
    pub(super) fn check(
        end: End,
        of: &SelectionWritten,
        values: &Map<Number>,
        weighted: bool,
        names: &Vocabulary<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Extreme> {
        let (of, scale) = of.check(names, problems)?;
        if scale.number.is_none() && values.0.is_empty() && !weighted {
            return Some(Extreme { of, end, worth: None, scale: Some(scale.clone()) });
        }
        let worth = Worth::check(scale, values, weighted, names, problems)?;
        Some(Extreme { of, end, worth: Some(worth), scale: None })
    }

    pub fn evaluate(&self, kind: &'static str, inputs: &dyn Inputs) -> Step {
        let inputs = inputs.select(&self.of);
        let count = super::settle::counted(&inputs, Scenario::Bounds).len();
        let says = format!("{kind} of {count} results ({})", self.of);
        settle(kind, says, inputs, |counted, scenario| self.bounds(counted, scenario)).on(self.scale.as_ref())
    }

    fn bounds(&self, counted: &[&Input], scenario: Scenario) -> Option<(Value, Value)> {
        let values: Option<Vec<(Value, Value)>> = counted.iter().map(|input| self.value(input, scenario)).collect();
        let (lows, highs): (Vec<Value>, Vec<Value>) = values?.into_iter().unzip();
        match self.end {
            End::Lowest => Some((lows.into_iter().min()?, highs.into_iter().min()?)),
            End::Highest => Some((lows.into_iter().max()?, highs.into_iter().max()?)),
        }
    }

    fn value(&self, input: &Input, scenario: Scenario) -> Option<(Value, Value)> {
        let (low, high) = input.values(scenario)?;
        let Some(worth) = &self.worth else { return Some((low.clone(), high.clone())) };
        let (low, high) = worth.of((low, high))?;
        let weight = worth.weight(input);
        Some((Value::Number(low * weight.clone()), Value::Number(high * weight)))
    }

    pub fn span(&self) -> Option<(Number, Number)> {
        self.worth.as_ref().filter(|worth| !worth.weighted).map(|worth| worth.span.clone())
    }

    pub fn is_rising(&self) -> bool {
        self.worth.as_ref().is_none_or(Worth::is_rising)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;
    use crate::rule::testing::{achievement, all, inputs, number};

    fn extreme(end: End, values: Option<&[&str]>) -> Extreme {
        let worth =
            values.map(|values| Worth::of_ratings(values.iter().map(|text| text.parse().unwrap()).collect(), true));
        let scale = if worth.is_none() { Some(achievement()) } else { None };
        Extreme { of: all(), end, worth, scale }
    }

    /// `domain/scoring-rules.md` §3 row 6, with N to F for 0 to 3.
    #[test]
    fn the_lowest_and_the_highest_are_ratings_that_were_given() {
        let lowest = |words| extreme(End::Lowest, None).evaluate("lowest", &inputs(words)).outcome;
        assert_eq!(lowest("F L P F F"), Outcome::Known(Value::Rank(1)));
        assert_eq!(lowest("F L ?").ranks(), Some((0, 2)));
        let highest = extreme(End::Highest, None).evaluate("highest", &inputs("N P ?")).outcome;
        assert_eq!(highest.ranks(), Some((1, 3)));
    }

    /// Row 7: activities observed at levels 1, 1 and 3, and one at level 2 that was not.
    #[test]
    fn with_levels_as_weights_the_highest_is_a_high_water_mark() {
        let mut given = inputs("F F F N");
        for (input, level) in given.0.iter_mut().zip([1, 1, 3, 2]) {
            input.weight = Number::from(level);
        }
        let mark = extreme(End::Highest, Some(&["0", "0", "0", "1"])).evaluate("highest", &given).outcome;
        assert_eq!(mark, Outcome::Known(number("3")));
    }
}
