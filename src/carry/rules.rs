//! The rules of a framework over what was carried to its items: bounds for every measure, as if the items had been
//! answered with everything that is still possible.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::degree::Degree;
use super::place;
use super::record::{CarriedMeasure, OutcomeRecord};
use super::spread::item;
use crate::assess::look;
use crate::model::{ElementIndex, Engagement, Framework, Loaded, Use};
use crate::outcome::{Gap, Outcome};
use crate::words;

/// What the rules make of each element, by measure.
pub(super) type Results = Vec<IndexMap<String, CarriedMeasure>>;

/// Works out every measure of a framework from the degrees of its items.
pub(super) fn results(
    loaded: &Loaded,
    framework: &Framework,
    as_of: Date,
    degree: &dyn Fn(ElementIndex) -> Degree,
) -> Results {
    let engagement = &loaded.engagement;
    // Nobody has said anything of this framework here. Who assessed, and how strictly, holds as it does there.
    let engagement =
        Engagement { responses: Vec::new(), judgements: Vec::new(), evidence: IndexMap::new(), ..engagement.clone() };
    let unanswered = Loaded { engagement, frameworks: Vec::new(), questionnaires: IndexMap::new() };
    let used = used(loaded, framework);
    look(&unanswered, framework, &used, as_of, |lens| {
        lens.suppose(items(framework, degree));
        let measures = |index: ElementIndex| {
            let kind = framework.kind_of(&framework.elements[index]);
            let measures = kind.into_iter().flat_map(|kind| &kind.measures);
            let measures = measures.map(|(name, measure)| {
                let outcome = bounds(lens.record(index, name, &lens.measure(index, name).step.outcome));
                let words = words::outcome(&outcome);
                (name.clone(), CarriedMeasure { title: measure.title.clone(), outcome, words })
            });
            measures.collect()
        };
        (0..framework.elements.len()).map(measures).collect()
    })
}

/// The framework as the assessment uses it, if it does, without what it wants or leaves out.
fn used(loaded: &Loaded, framework: &Framework) -> Use {
    let methods = loaded.engagement.uses.iter().find(|used| used.framework == framework.id);
    Use {
        framework: framework.id.clone(),
        methods: methods.map(|used| used.methods.clone()).unwrap_or_default(),
        target: IndexMap::new(),
        out_of_scope: IndexMap::new(),
        earlier: Vec::new(),
    }
}

/// The outcomes of items: of the measure on which they are rated, what their degree leaves possible; of others that rest
/// on answers too, everything.
fn items(framework: &Framework, degree: &dyn Fn(ElementIndex) -> Degree) -> Vec<((ElementIndex, String), Outcome)> {
    let mut outcomes = Vec::new();
    for (index, element) in framework.elements.values().enumerate() {
        let Some(rated) = item(framework, index) else { continue };
        let kind = framework.kind_of(element);
        let stated = kind.into_iter().flat_map(|kind| &kind.measures);
        for (name, measure) in stated.filter(|(_, measure)| measure.stated.is_some() && measure.rule.is_none()) {
            let Some(scale) = framework.scales.get(&measure.scale) else { continue };
            let (low, high) = if name == rated { place::values(scale, &degree(index)) } else { scale.ends() };
            outcomes.push(((index, name.clone()), Outcome::between(low, high, Gap::Partly)));
        }
    }
    outcomes
}

/// The bounds alone: what a policy would take for what is open is no result here.
fn bounds(outcome: OutcomeRecord) -> OutcomeRecord {
    match outcome {
        OutcomeRecord::Open { low, high, gap, choices, may_be_unrated, exact, .. } => {
            OutcomeRecord::Open { low, high, gap, taken: None, choices, may_be_unrated, exact }
        }
        settled => settled,
    }
}
