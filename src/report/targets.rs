//! Targets against results. Reads what was determined; determines nothing.

use crate::assessment::{Assessment, ElementResult, FrameworkResult};

/// How a result stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Met, whatever the open items turn out to be.
    Met,
    /// Met or not, depending on open items.
    Open,
    /// Not met, whatever the open items turn out to be.
    Missed,
    /// The element does not count, so nothing is asked of it.
    Exempt,
}

impl Standing {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::Open => "depends on open items",
            Standing::Missed => "not met",
            Standing::Exempt => "out of account",
        }
    }
}

/// How an element stands to its target; `None` without a target.
pub fn standing(framework: &FrameworkResult, element: &ElementResult) -> Option<Standing> {
    let target = element.target.as_deref()?;
    let (name, result) = element.results.first()?;
    let scale = framework.kinds.get(&element.kind)?.measures.get(name).map(|measure| &measure.scale)?;
    let ratings = &framework.scales.get(scale)?.ratings;
    let rank = |word: &str| ratings.iter().position(|rating| rating.id == word);
    let wanted = rank(target)?;
    let (Some(low), Some(high)) = (result.outcome.low().and_then(rank), result.outcome.high().and_then(rank)) else {
        return Some(Standing::Exempt);
    };
    Some(match (low >= wanted, high >= wanted) {
        (true, _) => Standing::Met,
        (false, true) => Standing::Open,
        (false, false) => Standing::Missed,
    })
}

/// Elements whose target is not surely met.
pub fn missed(assessment: &Assessment) -> Vec<String> {
    let all = assessment
        .frameworks
        .iter()
        .flat_map(|framework| framework.elements.iter().map(move |(id, element)| (id, standing(framework, element))));
    all.filter(|(_, standing)| matches!(standing, Some(Standing::Open | Standing::Missed)))
        .map(|(id, _)| id.clone())
        .collect()
}
