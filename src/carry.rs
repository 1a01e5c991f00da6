//! Carrying over: what the results of an assessment let one say under another framework, by the relations of crosswalks.
//! A pure function of its inputs. What comes out is carried over, not assessed, and says so everywhere.
//!
//! 1. An element's *degree* is the share of what it asks that is done, between two bounds. An item that was rated has the
//!    degree of its rating; a whole has the mean of its items by weight. An item that nobody knows, or of which there is a
//!    first impression only and no evidence, is open between nothing and all. Where nothing counts, nothing is carried.
//! 2. A relation carries a degree over: see [`degree`]. An intersecting relation alone never makes anything full.
//! 3. Routes have one relation, or two with a framework between.
//! 4. What several routes say of one element has to hold together; where it cannot, that is reported, and what is kept
//!    holds all of it. A whole that is done, or undone, is so in all its parts; parts say of the whole what their mean says.
//! 5. Of each item the ratings are kept that its degree leaves possible, and the framework's own rules are worked out over
//!    them as over open answers.
//! 6. Items of which more than one rating is possible remain to be asked.
//!
//! # Where this is more careful than a mean over what counts and the ends of scales
//!
//! - On a scale with bands, the lowest and the highest rating are their bands too: `F` above 85 % is `over 85 to 100 %`,
//!   not all of it. Between two such scales an equal element keeps its rating all the same, because the way back uses the
//!   same bands.
//! - What does not count is left open where shares of a whole matter: an intersection may be just what does not count.
//!   Where all that counts is done, or nothing of it, that holds of every part that counts, and is carried by `equal` and
//!   `superset`.
//! - What could not be rated on the evidence (not rated), and what the work has not reached yet, is open; that is no reason
//!   to leave it out. What does not count is only what does not apply, was not triggered or is out of scope.
//! - A number says nothing of a share, whichever end of its scale is the better one, unless the scale is of shares: in `%`,
//!   from nothing to all. Then the ends are nothing and all.
//! - On a scale of two ratings the lower one is whatever is short of all, not nothing: "no" to "every change is recorded and
//!   approved" says nothing of whether changes are recorded. So an element of which something is lacking is a "no" there.

mod claim;
mod coverage;
pub mod degree;
mod place;
mod record;
mod remain;
mod route;
mod rules;
mod source;
mod spread;

use indexmap::IndexMap;
use jiff::civil::Date;

pub use coverage::{Coverage, coverage};
pub use degree::Degree;
pub use record::{
    Carried, CarriedElement, CarriedMeasure, Contradiction, CrosswalkRecord, FORMAT, FrameworkRecord, Interval, LABEL,
    NotCarried, Remaining, Route, RouteRelation, RouteSource, Saying,
};

use crate::assess::{self, assess};
use crate::assessment::Assessment;
use crate::diagnostic::Diagnostic;
use crate::model::{Crosswalk, Framework, Loaded, Questionnaire, sha256};
use route::Arrived;
use source::Source;
use spread::{Known, item};

/// Where results are carried to, and by what.
pub struct Ways<'a> {
    /// The framework that results are carried to.
    pub to: &'a Framework,
    /// Frameworks that may lie between; others are passed over. Those of which assessed ones were made belong here as well.
    pub between: &'a [Framework],
    /// The crosswalks.
    pub crosswalks: &'a [Crosswalk],
    /// Questionnaires from which what remains may be asked.
    pub questionnaires: &'a [Questionnaire],
}

/// Carries the results of an engagement over to a framework, with the knowledge of a day.
///
/// # Errors
///
/// What assessors decided although the framework does not let it be decided, each with its place.
pub fn carry(loaded: &Loaded, as_of: Date, ways: &Ways<'_>) -> Result<Carried, Vec<Diagnostic>> {
    let assessment = assess(loaded, as_of)?;
    let sources: Vec<Source<'_>> = sources(loaded, &assessment, ways);
    let mut without = Vec::new();
    let mut arrived = Arrived::new(ways.to);
    for source in &sources {
        arrived.assessed(ways.crosswalks, source, &mut without);
    }
    let mut contradictions = Vec::new();
    let mut over = Vec::new();
    for framework in ways.between.iter().filter(|framework| framework.id != ways.to.id) {
        if !route::leads(ways.crosswalks, framework, &ways.to.id) {
            continue;
        }
        let mut between = Arrived::new(framework);
        for source in sources.iter().filter(|source| source.framework.id != framework.id) {
            between.assessed(ways.crosswalks, source, &mut without);
        }
        if between.is_empty() {
            continue;
        }
        let known = between.known();
        contradictions.extend(between.contradictions(&known));
        arrived.over(ways.crosswalks, &between, &known);
        over.push(framework_record(framework));
    }
    let known = arrived.known();
    contradictions.extend(arrived.contradictions(&known));
    let results = rules::results(loaded, ways.to, as_of, &|index| known[index].claim.degree.clone());
    let elements = elements(&arrived, &known, results);
    let open = elements.iter().filter(|(_, element)| element.item.is_some() && element.rated().is_none());
    let open = open.map(|(id, _)| id.clone()).collect();
    let leads = |from: &Framework| {
        let on = |between: &FrameworkRecord| route::leads(ways.crosswalks, from, &between.id);
        route::leads(ways.crosswalks, from, &ways.to.id) || over.iter().any(on)
    };
    let from = sources.iter().map(|source| source.framework).filter(|from| leads(from)).map(framework_record).collect();
    let remaining = remain::remaining(ways.to, ways.questionnaires, open);
    let agreement = &loaded.engagement.agreement;
    Ok(Carried {
        format: FORMAT.to_owned(),
        label: LABEL.to_owned(),
        engine: assess::ENGINE.to_owned(),
        id: loaded.engagement.id.clone(),
        as_of,
        fingerprint: fingerprint(&assessment, ways),
        assessment: assessment.fingerprint.clone(),
        title: agreement.title.clone(),
        organization: agreement.organization.name.clone(),
        notice: agreement.notice.clone(),
        to: framework_record(ways.to),
        from,
        over,
        crosswalks: ways.crosswalks.iter().map(crosswalk_record).collect(),
        elements,
        contradictions,
        not_carried: without,
        remaining,
    })
}

/// The frameworks that were assessed, but for the one that results are carried to.
fn sources<'a>(loaded: &'a Loaded, assessment: &'a Assessment, ways: &Ways<'a>) -> Vec<Source<'a>> {
    let assessed = assessment.frameworks.iter().filter(|result| result.id != ways.to.id);
    let assessed = assessed.filter_map(|result| {
        let framework = loaded.frameworks.iter().find(|framework| framework.id == result.id)?;
        let base =
            ways.between.iter().chain([ways.to]).find(|base| base.id != framework.id && framework.answers_to(&base.id));
        Some(Source { assessment, framework, base, result })
    });
    assessed.collect()
}

fn elements(arrived: &Arrived<'_>, known: &[Known], results: rules::Results) -> IndexMap<String, CarriedElement> {
    let framework = arrived.framework;
    let id_of = |index: &usize| framework.elements[*index].id.clone();
    let mut elements: Vec<CarriedElement> = Vec::with_capacity(known.len());
    for ((index, element), results) in framework.elements.values().enumerate().zip(results) {
        let known = &known[index];
        elements.push(CarriedElement {
            label: LABEL.to_owned(),
            kind: element.kind.clone(),
            title: element.title.clone(),
            text: element.text.clone(),
            parent: element.parent.as_ref().map(id_of),
            children: element.children.iter().map(id_of).collect(),
            degree: Interval::from(&known.claim.degree),
            routes: arrived.routes(index),
            from_above: known.from_above.as_ref().map(id_of),
            from_below: known.from_below.as_ref().map(Interval::from),
            item: item(framework, index).map(str::to_owned),
            items: 0,
            settled: 0,
            results,
        });
    }
    // Elements stand in document order, so that walking backwards meets every part before its whole.
    for index in (0..elements.len()).rev() {
        let own = usize::from(elements[index].item.is_some());
        let settled = usize::from(elements[index].rated().is_some());
        elements[index].items += own;
        elements[index].settled += settled;
        if let Some(parent) = framework.elements[index].parent {
            let (items, settled) = (elements[index].items, elements[index].settled);
            elements[parent].items += items;
            elements[parent].settled += settled;
        }
    }
    framework.elements.keys().cloned().zip(elements).collect()
}

impl CarriedElement {
    /// The one rating of an item that is possible; none where several are, and of what is no item.
    pub fn rated(&self) -> Option<&str> {
        self.results.get(self.item.as_ref()?)?.outcome.known()
    }
}

fn framework_record(framework: &Framework) -> FrameworkRecord {
    FrameworkRecord {
        id: framework.id.clone(),
        title: framework.title.clone(),
        edition: framework.edition.clone(),
        version: framework.version.clone(),
        digest: framework.digest(),
        tailors: framework.tailoring.as_ref().map(|tailoring| format!("{} {}", tailoring.of, tailoring.version)),
    }
}

fn crosswalk_record(crosswalk: &Crosswalk) -> CrosswalkRecord {
    CrosswalkRecord {
        id: crosswalk.id.clone(),
        title: crosswalk.title.clone(),
        version: crosswalk.version.clone(),
        from: crosswalk.from.clone(),
        to: crosswalk.to.clone(),
        standing: crosswalk.standing,
        source: crosswalk.source.clone(),
        file: crosswalk.file.clone(),
    }
}

/// SHA-256 over the assessment, the frameworks and the crosswalks.
fn fingerprint(assessment: &Assessment, ways: &Ways<'_>) -> String {
    let frameworks = std::iter::once(ways.to).chain(ways.between).map(Framework::digest);
    let crosswalks = ways.crosswalks.iter().map(|crosswalk| crosswalk.file.sha256.clone());
    let questionnaires = ways.questionnaires.iter().flat_map(|questionnaire| &questionnaire.files);
    let questionnaires = questionnaires.map(|file| file.sha256.clone());
    let parts: Vec<String> = std::iter::once(assessment.fingerprint.clone())
        .chain(frameworks)
        .chain(crosswalks)
        .chain(questionnaires)
        .collect();
    sha256(parts.join("\n").as_bytes())
}
