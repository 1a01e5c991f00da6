//! Rating scales: ordered words such as N, P, L, F or the capability levels 0 to 5, with their bands as data.

use crate::number::Number;
use crate::source::Place;

/// An ordered scale, lowest rating first. The order is all that is known: ratings are never averaged unless a rule
/// of the framework says how.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Name inside its framework.
    pub id: String,
    /// Title.
    pub title: String,
    /// Ratings, lowest first; at least one.
    pub ratings: Vec<Rating>,
    /// Where it is declared.
    pub place: Place,
}

/// Position of a rating on its scale, 0 for the lowest.
pub type Rank = usize;

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
        self.ratings.len() - 1
    }

    /// The word of a rank; ranks come from this scale, so one beyond its end is shown as the highest.
    pub fn word(&self, rank: Rank) -> &str {
        &self.ratings[rank.min(self.highest())].id
    }

    /// The rank of a word, refined words included.
    pub fn rank(&self, word: &str) -> Option<Rank> {
        self.ratings
            .iter()
            .position(|rating| rating.id == word || rating.refined.iter().any(|refined| refined.id == word))
    }

    /// Every word that may be used, refined ones included.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.ratings.iter().flat_map(|rating| {
            std::iter::once(rating.id.as_str()).chain(rating.refined.iter().map(|refined| refined.id.as_str()))
        })
    }

    /// Whether shares of the whole can be placed on it.
    pub fn has_bands(&self) -> bool {
        self.ratings.iter().all(|rating| rating.up_to.is_some())
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
