//! Sensitivity: the same answers under the other readings that a framework declares, and with what is open filled in at
//! random. A pure function of its inputs: the seed is one of them.
//!
//! A reading is a variant of the framework, another rule that a measure declares, or another rule on what was said, each
//! tried alone. Nothing is tried that a framework does not declare with its source: policy is data.

mod compare;
mod headline;
mod portion;
mod random;
mod reading;
mod record;
mod simulate;
mod why;

use jiff::civil::Date;

pub use record::{
    Change, Conclusion, FORMAT, FrameworkSensitivity, Holding, Met, Origin, Others, Portion, Reached, Reading,
    Sensitivity, Shares, Simulation, Spread, Turn,
};

use crate::assess::{self, Lens, look};
use crate::diagnostic::Diagnostic;
use crate::model::{Framework, Loaded, Use};
use headline::{Headline, headlines, kind_of, standing, target};

/// What is asked for beyond the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where the simulation starts.
    pub seed: u64,
    /// How many completions are made; none for no simulation.
    pub completions: usize,
    /// Kinds whose main results are conclusions, instead of those directly below the whole.
    pub kinds: Vec<String>,
}

impl Default for Asked {
    /// A thousand completions from the seed 1.
    fn default() -> Asked {
        Asked { seed: 1, completions: 1000, kinds: Vec::new() }
    }
}

/// Tries the other readings of all frameworks that an engagement uses, and completions of what is open, with the
/// knowledge of a day.
///
/// # Errors
///
/// What assessors decided although the framework does not let it be decided, each with its place.
pub fn sensitivity(loaded: &Loaded, as_of: Date, asked: &Asked) -> Result<Sensitivity, Vec<Diagnostic>> {
    let engagement = &loaded.engagement;
    let mut refused = Vec::new();
    let mut frameworks = Vec::new();
    for used in &engagement.uses {
        let Some(framework) = loaded.frameworks.iter().find(|framework| framework.id == used.framework) else {
            continue;
        };
        frameworks.push(of_framework(loaded, framework, used, as_of, asked, &mut refused));
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(Sensitivity {
        format: FORMAT.to_owned(),
        engine: assess::ENGINE.to_owned(),
        id: engagement.id.clone(),
        as_of,
        fingerprint: assess::fingerprint(loaded, as_of),
        title: engagement.agreement.title.clone(),
        organization: engagement.agreement.organization.name.clone(),
        notice: engagement.agreement.notice.clone(),
        frameworks,
    })
}

fn of_framework(
    loaded: &Loaded,
    framework: &Framework,
    used: &Use,
    as_of: Date,
    asked: &Asked,
    refused: &mut Vec<Diagnostic>,
) -> FrameworkSensitivity {
    let (headlines, readings, mut conclusions) = look(loaded, framework, used, as_of, |before| {
        let mut headlines = headlines(framework, used, &asked.kinds);
        // What was left out holds under every reading because nobody looked at it; that would be no news.
        headlines.retain(|(index, _)| !before.is_left_out(*index));
        let readings = reading::others(framework, used).into_iter().map(|other| {
            look(loaded, &other.framework, &other.used, as_of, |after| {
                compare::compare(before, after, &other, &headlines)
            })
        });
        let readings: Vec<Reading> = readings.collect();
        before.work_out_all();
        refused.extend(before.refused());
        let conclusions: Vec<_> = headlines.iter().filter_map(|headline| conclusion(before, headline)).collect();
        (headlines, readings, conclusions)
    });
    for conclusion in &mut conclusions {
        for reading in &readings {
            let of = |change: &&Change| change.element == conclusion.element && change.measure == conclusion.measure;
            let Some(change) = reading.changed.iter().find(of) else { continue };
            conclusion.other_under.push(reading.id.clone());
            if change.standing.is_some() {
                conclusion.standing_other_under.push(reading.id.clone());
            }
        }
    }
    let simulation = look(loaded, framework, used, as_of, |lens| simulate::simulate(lens, &headlines, asked));
    FrameworkSensitivity {
        id: framework.id.clone(),
        title: framework.title.clone(),
        holding: holding(framework, &conclusions),
        conclusions,
        readings,
        simulation,
    }
}

fn conclusion(lens: &Lens<'_>, headline: &Headline) -> Option<Conclusion> {
    let (index, measure) = headline;
    let (element, kind) = kind_of(lens.framework(), *index)?;
    let declared = kind.measures.get(measure)?;
    let outcome = lens.measure(*index, measure).step.outcome.clone();
    let wanted = target(lens, headline);
    let scale = lens.framework().scales.get(&declared.scale);
    Some(Conclusion {
        element: element.id.clone(),
        title: element.title.clone(),
        kind: element.kind.clone(),
        measure: measure.clone(),
        measure_title: declared.title.clone(),
        outcome: lens.record(*index, measure, &outcome),
        target: wanted.and_then(|wanted| Some(scale?.show(wanted))),
        standing: wanted.map(|wanted| standing(&outcome, wanted)),
        other_under: Vec::new(),
        standing_other_under: Vec::new(),
    })
}

/// How many conclusions hold under every reading.
fn holding(framework: &Framework, conclusions: &[Conclusion]) -> Vec<Holding> {
    let mut found: Vec<Holding> = Vec::new();
    for conclusion in conclusions {
        let at = found.iter().position(|known| known.kind == conclusion.kind && known.measure == conclusion.measure);
        let at = at.unwrap_or_else(|| {
            found.push(Holding {
                kind: conclusion.kind.clone(),
                plural: framework.kinds.get(&conclusion.kind).map_or_else(String::new, |kind| kind.plural.clone()),
                measure: conclusion.measure.clone(),
                measure_title: conclusion.measure_title.clone(),
                of: 0,
                same: 0,
                targets: 0,
                same_standing: 0,
            });
            found.len() - 1
        });
        let holding = &mut found[at];
        holding.of += 1;
        holding.same += usize::from(conclusion.other_under.is_empty());
        let has_target = conclusion.target.is_some();
        holding.targets += usize::from(has_target);
        holding.same_standing += usize::from(has_target && conclusion.standing_other_under.is_empty());
    }
    found
}
