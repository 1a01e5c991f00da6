//! Scales: ordered words such as N, P, L, F or the capability levels 0 to 5, with their bands as data; or numbers such
//! as points and shares.

use crate::number::{Number, Rounding};
use crate::outcome::{Outcome, Rank, Value};
use crate::source::Place;

/// A scale of ordered ratings, lowest first, or of numbers. Of ratings the order is all that is known: they are never
/// averaged unless a rule of the framework says how.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Name inside its framework.
    pub id: String,
    /// Title.
    pub title: String,
    /// Ratings, lowest first; none on a scale of numbers, at least one on every other.
    pub ratings: Vec<Rating>,
    /// What the numbers are like, on a scale of numbers.
    pub number: Option<Numbers>,
    /// Where it is declared.
    pub place: Place,
}

/// Two scales are the same when they say the same, wherever they are written.
impl PartialEq for Scale {
    fn eq(&self, other: &Scale) -> bool {
        (&self.id, &self.title, &self.ratings, &self.number) == (&other.id, &other.title, &other.ratings, &other.number)
    }
}

/// What the numbers of a scale are like.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Lowest number that is possible.
    pub from: Number,
    /// Highest number that is possible.
    pub to: Number,
    /// Decimals that are shown, and how numbers are rounded to them; `None` where they are shown in full.
    pub shown: Option<(usize, Rounding)>,
    /// What stands behind the number; with `%` a share is shown in hundredths.
    pub unit: String,
    /// Whether a number below `to` is never shown as `to`.
    pub never_full_early: bool,
    /// What every answer is a multiple of.
    pub step: Option<Number>,
    /// Ranges in which answers lie, where not every number between `from` and `to` may be given.
    pub ranges: Vec<(Number, Number)>,
}

impl Numbers {
    /// A number as it is shown: rounded once, as declared.
    pub fn show(&self, number: &Number) -> String {
        let hundredths = self.unit == "%";
        let shown = |number: &Number, early: bool| {
            let number = if hundredths { number.clone() * Number::from(100) } else { number.clone() };
            match self.shown {
                Some((decimals, _)) if early => number.floored(decimals).shown(decimals, Rounding::Truncate),
                Some((decimals, rounding)) => number.shown(decimals, rounding),
                None => number.to_string(),
            }
        };
        let mut text = shown(number, false);
        if self.never_full_early && *number < self.to && text == shown(&self.to, false) {
            text = shown(number, true);
        }
        if self.unit.is_empty() { text } else { format!("{text} {}", self.unit) }
    }

    /// Why a number cannot be given as an answer, if it cannot.
    pub fn refusal(&self, number: &Number) -> Option<String> {
        if *number < self.from || *number > self.to {
            return Some(format!("it does not lie between {} and {}", self.show(&self.from), self.show(&self.to)));
        }
        if let Some(step) = &self.step {
            let steps = number.clone() / step.clone();
            if steps.floor() != steps {
                return Some(format!("it is not a multiple of {}", self.show(step)));
            }
        }
        let inside = |(from, to): &(Number, Number)| from <= number && number <= to;
        if !self.ranges.is_empty() && !self.ranges.iter().any(inside) {
            return Some("it lies between two of the ranges that may be chosen".to_owned());
        }
        None
    }
}

/// One rating of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The word or letter used in files and reports.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Largest share that still belongs to it (closed upper bound), on scales with bands.
    pub up_to: Option<Number>,
    /// Finer ratings inside this one, lowest first; for the record and for display, rules see the rating itself.
    pub refined: Vec<Refined>,
}

/// A finer rating inside a rating, such as L+ inside L.
#[derive(Debug, Clone, PartialEq)]
pub struct Refined {
    /// The word or letter used in files and reports.
    pub id: String,
    /// Largest share that still belongs to it.
    pub up_to: Number,
}

impl Scale {
    /// Rank of the highest rating.
    pub fn highest(&self) -> Rank {
        self.ratings.len().saturating_sub(1)
    }

    /// The lowest and the highest value on it.
    pub fn ends(&self) -> (Value, Value) {
        match &self.number {
            Some(numbers) => (Value::Number(numbers.from.clone()), Value::Number(numbers.to.clone())),
            None => (Value::Rank(0), Value::Rank(self.highest())),
        }
    }

    /// The word of a rank; ranks come from this scale, so one beyond its end is shown as the highest.
    pub fn word(&self, rank: Rank) -> &str {
        self.ratings.get(rank.min(self.highest())).map_or("", |rating| rating.id.as_str())
    }

    /// A value as a reader sees it: a word of the scale, or a number rounded as declared.
    pub fn show(&self, value: &Value) -> String {
        match (value, &self.number) {
            (Value::Rank(rank), _) => self.word(*rank).to_owned(),
            (Value::Number(number), Some(numbers)) => numbers.show(number),
            (Value::Number(number), None) => number.to_string(),
            (Value::Below | Value::Above, _) => "unbounded".to_owned(),
        }
    }

    /// The same outcome, bounded by this scale where nothing else bounds it.
    #[must_use]
    pub fn bound(&self, outcome: Outcome) -> Outcome {
        let Outcome::Open(mut range) = outcome else { return outcome };
        let (lowest, highest) = self.ends();
        if range.low == Value::Below {
            range.low = lowest.min(range.high.clone());
        }
        if range.high == Value::Above {
            range.high = highest.max(range.low.clone());
        }
        Outcome::from(range)
    }

    /// The rank of a word, refined words included.
    pub fn rank(&self, word: &str) -> Option<Rank> {
        self.ratings
            .iter()
            .position(|rating| rating.id == word || rating.refined.iter().any(|refined| refined.id == word))
    }

    /// The value of a word or number; `None` for what cannot be given on it.
    pub fn value(&self, word: &str) -> Option<Value> {
        match &self.number {
            None => self.rank(word).map(Value::Rank),
            Some(numbers) => word.parse().ok().filter(|number| numbers.refusal(number).is_none()).map(Value::Number),
        }
    }

    /// Every word that may be used, refined ones included.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.ratings.iter().flat_map(|rating| {
            std::iter::once(rating.id.as_str()).chain(rating.refined.iter().map(|refined| refined.id.as_str()))
        })
    }

    /// Whether shares of the whole can be placed on it.
    pub fn has_bands(&self) -> bool {
        !self.ratings.is_empty() && self.ratings.iter().all(|rating| rating.up_to.is_some())
    }

    /// The rank of a share: the first band whose closed upper bound is not exceeded. A share is never rounded first.
    pub fn band(&self, share: &Number) -> Option<Rank> {
        self.ratings.iter().position(|rating| rating.up_to.as_ref().is_some_and(|bound| share <= bound))
    }

    /// The finest word for a share.
    pub fn fine_word(&self, share: &Number) -> Option<&str> {
        let rating = &self.ratings[self.band(share)?];
        let refined = rating.refined.iter().find(|refined| share <= &refined.up_to);
        Some(refined.map_or(rating.id.as_str(), |refined| refined.id.as_str()))
    }
}
