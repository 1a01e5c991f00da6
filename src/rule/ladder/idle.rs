//! Levels of a ladder that can never be reached.

use super::{Items, Ladder, Level};
use crate::rule::{Found, Idle, Selection};

impl Ladder {
    /// Every level that nothing can show; those above go with it and are not named.
    pub(super) fn never(&self, found: &Found<'_>) -> Vec<Idle> {
        let levels = (1..).zip(&self.levels);
        let idle = levels.filter_map(|(rank, level)| {
            let what = format!("level `{}`", self.scale.word(rank));
            match (level, &self.items) {
                (Level::Items(codes), Some(items)) if found(&items.of) > 0 && found(&items.with(codes)) == 0 => {
                    let why = format!("no element that is rated by it has an item {}", codes.join(" or "));
                    let help = "add the items, or end the ladder below this level".to_owned();
                    Some(Idle { what, why, help })
                }
                (Level::When(condition), _) if !condition.can_hold(found) => {
                    let why = "its condition can never hold".to_owned();
                    let help = "compare its tests with the scales and with how many elements there are".to_owned();
                    Some(Idle { what, why, help })
                }
                _ => None,
            }
        });
        idle.collect()
    }
}

impl Items {
    /// The items with some of the codes.
    fn with(&self, codes: &[String]) -> Selection {
        let known = |code: &&String| self.of.codes.is_empty() || self.of.codes.contains(code);
        Selection { codes: codes.iter().filter(known).cloned().collect(), ..self.of.clone() }
    }
}
