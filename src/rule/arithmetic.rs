//! Rounding and aggregation of ranks, shared by the rule kinds that need them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::outcome::Rank;

/// What becomes of a value exactly half-way between two ratings. There is no default: the file says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// It becomes the lower rating.
    Down,
    /// It becomes the higher rating.
    Up,
}

/// How ranks become one rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Mean of the ranks, rounded to the nearest rank.
    Mean,
    /// The middle rank; for an even count what lies half-way between the two middle ranks, made a rank again by `tie`.
    Median,
    /// The middle rank; for an even count the lower of the two middle ranks. Always a rating that was given.
    LowerMedian,
    /// The middle rank; for an even count the higher of the two middle ranks. Always a rating that was given.
    UpperMedian,
    /// The rank that was given most often; of several such ranks the lowest or the highest, by `tie`.
    Mode,
    /// The lowest rank.
    Lowest,
    /// The highest rank.
    Highest,
}

impl Tie {
    fn word(self) -> &'static str {
        match self {
            Tie::Down => "half down",
            Tie::Up => "half up",
        }
    }
}

impl Method {
    /// The method and its tie rule in words.
    pub fn words(self, tie: Option<Tie>) -> String {
        let name = match self {
            Method::Mean => "mean of the ratings' ranks",
            Method::Median => "median of the ratings",
            Method::LowerMedian => "lower median of the ratings",
            Method::UpperMedian => "upper median of the ratings",
            Method::Mode => "most frequent of the ratings",
            Method::Lowest => "lowest of the ratings",
            Method::Highest => "highest of the ratings",
        };
        match tie {
            Some(tie) => format!("{name}, {}", tie.word()),
            None => name.to_owned(),
        }
    }

    /// Whether it can come out between two ratings.
    pub fn has_ties(self) -> bool {
        matches!(self, Method::Mean | Method::Median | Method::Mode)
    }
}

/// One rank from many; `None` for none. Every method but the mode is monotone: a higher rank never lowers the outcome.
pub fn aggregate(ranks: &[Rank], method: Method, tie: Tie) -> Option<Rank> {
    let mut sorted = ranks.to_vec();
    sorted.sort_unstable();
    let (lowest, highest) = (*sorted.first()?, *sorted.last()?);
    let middle = |index: usize| sorted.get(index).copied().unwrap_or(highest);
    match method {
        Method::Lowest => Some(lowest),
        Method::Highest => Some(highest),
        Method::Mean => {
            let sum: Number = sorted.iter().map(|rank| Number::from(*rank)).sum();
            round(&(sum / Number::from(sorted.len())), tie)
        }
        Method::Mode => {
            let often = |rank: Rank| sorted.iter().filter(|other| **other == rank).count();
            let most = sorted.iter().map(|rank| often(*rank)).max()?;
            let mut modes = sorted.iter().copied().filter(|rank| often(*rank) == most);
            if tie == Tie::Down { modes.next() } else { modes.next_back() }
        }
        Method::LowerMedian => Some(middle((sorted.len() - 1) / 2)),
        Method::UpperMedian => Some(middle(sorted.len() / 2)),
        Method::Median if sorted.len() % 2 == 1 => Some(middle(sorted.len() / 2)),
        Method::Median => {
            let pair = Number::from(middle(sorted.len() / 2 - 1)) + Number::from(middle(sorted.len() / 2));
            round(&(pair / Number::from(2)), tie)
        }
    }
}

/// One number from many; `None` for none. What lies half-way between two numbers is a number itself.
pub fn aggregate_numbers(numbers: &[Number], method: Method, tie: Tie) -> Option<Number> {
    let mut sorted = numbers.to_vec();
    sorted.sort();
    let (lowest, highest) = (sorted.first()?.clone(), sorted.last()?.clone());
    let middle = |index: usize| sorted.get(index).cloned().unwrap_or_else(|| highest.clone());
    let (lower, upper) = (middle((sorted.len() - 1) / 2), middle(sorted.len() / 2));
    Some(match method {
        Method::Lowest => lowest,
        Method::Highest => highest,
        Method::Mean => sorted.iter().cloned().sum::<Number>() / Number::from(sorted.len()),
        Method::LowerMedian => lower,
        Method::UpperMedian => upper,
        Method::Median => (lower + upper) / Number::from(2),
        Method::Mode => {
            let often = |number: &Number| sorted.iter().filter(|other| *other == number).count();
            let most = sorted.iter().map(often).max()?;
            let mut modes = sorted.iter().filter(|number| often(number) == most).cloned();
            if tie == Tie::Down { modes.next() } else { modes.next_back() }?
        }
    })
}

/// The nearest whole rank.
fn round(value: &Number, tie: Tie) -> Option<Rank> {
    let below = value.floor();
    let rest = (value.clone() - below.clone()) * Number::from(2);
    let one = Number::from(1);
    let up = rest > one || (rest == one && tie == Tie::Up);
    (if up { below + one } else { below }).to_index()
}

#[cfg(test)]
mod tests {
    use super::{Method, Tie, aggregate};

    /// `domain/scoring-rules.md` §2.1 and row 20 of §3: {F,F,L,P} has mean 2.25 and median 2.5.
    #[test]
    fn the_worked_examples_come_out() {
        let ranks = [3, 3, 2, 1];
        assert_eq!(aggregate(&ranks, Method::Mean, Tie::Down), Some(2));
        assert_eq!(aggregate(&ranks, Method::Median, Tie::Down), Some(2));
        assert_eq!(aggregate(&ranks, Method::Median, Tie::Up), Some(3));
        assert_eq!(aggregate(&[3, 2, 2, 1], Method::Mean, Tie::Up), Some(2));
        assert_eq!(aggregate(&[0, 3], Method::Mean, Tie::Down), Some(1));
        assert_eq!(aggregate(&[0, 3], Method::Mean, Tie::Up), Some(2));
        assert_eq!(aggregate(&[], Method::Mean, Tie::Up), None);
        assert_eq!(aggregate(&ranks, Method::Mode, Tie::Down), Some(3));
        assert_eq!(aggregate(&[0, 2, 2, 0, 1], Method::Mode, Tie::Down), Some(0));
        assert_eq!(aggregate(&[0, 2, 2, 0, 1], Method::Mode, Tie::Up), Some(2));
    }

    /// Two middle ranks that are neighbours: lower and upper median are the median with its tie. Others: half-way
    /// between N and L is P, which nobody gave; lower and upper median stay with N and L.
    #[test]
    fn lower_and_upper_median_are_ranks_that_were_given() {
        let all = |ranks: &[usize]| {
            let of = |method, tie| aggregate(ranks, method, tie).unwrap();
            let (down, up) = (of(Method::Median, Tie::Down), of(Method::Median, Tie::Up));
            [of(Method::LowerMedian, Tie::Down), down, up, of(Method::UpperMedian, Tie::Down)]
        };
        assert_eq!(all(&[3, 3, 2, 1]), [2, 2, 3, 3]);
        assert_eq!(all(&[0, 2]), [0, 1, 1, 2]);
        assert_eq!(all(&[3, 0, 0, 3]), [0, 1, 2, 3]);
        assert_eq!(all(&[3, 0, 1]), [1, 1, 1, 1]);
        assert_eq!(aggregate(&[], Method::LowerMedian, Tie::Down), None);
        assert_eq!(aggregate(&[], Method::UpperMedian, Tie::Down), None);
    }
}
