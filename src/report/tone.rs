//! Which colour a result has: by its place on its scale, so that every scale is coloured alike.

use super::document::Tone;
use crate::assessment::{OutcomeRecord, ScaleRecord};

/// Colour of an outcome: by the place of its lowest possible rating on the scale.
pub fn of_outcome(scale: Option<&ScaleRecord>, outcome: &OutcomeRecord) -> Tone {
    match outcome {
        OutcomeRecord::Known { value, .. } => of_rating(scale, value),
        OutcomeRecord::Open { .. } => Tone::Open,
        OutcomeRecord::Void { .. } => Tone::Void,
    }
}

/// Colour of a rating: by its place on the scale.
pub fn of_rating(scale: Option<&ScaleRecord>, word: &str) -> Tone {
    let Some(scale) = scale else { return Tone::Plain };
    let highest = scale.ratings.len().saturating_sub(1);
    match scale.ratings.iter().position(|rating| rating.id == word) {
        Some(rank) if rank == highest => Tone::Good,
        Some(0) => Tone::Bad,
        Some(rank) if rank * 2 > highest => Tone::Fair,
        Some(_) => Tone::Weak,
        None => Tone::Plain,
    }
}
