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
pub(super) struct Extreme {
    pub of: Selection,
    end: End,
    /// How results become numbers; `None` where the rating itself is looked for.
    worth: Option<Worth>,
    /// The scale of the rating that comes out.
    pub scale: Option<Scale>,
}

impl Extreme {
    pub fn check(
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
