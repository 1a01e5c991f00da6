//! The engine: a checked engagement and its frameworks become an [`Assessment`]. A pure function of its inputs: no
//! file, no clock, no order that is not the order of the files.
//!
//! Order of evaluation for each element: what was left out of scope; what was said of it, or the rule over other
//! elements, in the order that [`crate::rule`] documents; then what assessors decided over that.

mod coverage;
mod evaluate;
mod findings;
mod inputs;
mod judgement;
mod lens;
mod record;
mod statements;

pub(crate) use inputs::{counts, if_unrated};
pub(crate) use lens::{Lens, Open, look};

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::assessment::{Assessment, EvidenceRecord, FORMAT, Occasion};
use crate::diagnostic::Diagnostic;
use crate::model::Loaded;
use crate::model::engagement::Kept;
use crate::model::questionnaire::Yields;
use crate::model::{Engagement, InputFile, Response, sha256};

/// Name and version of the engine, as it stands in every result.
pub const ENGINE: &str = concat!("gradus ", env!("CARGO_PKG_VERSION"));

/// Assesses an engagement with the knowledge of a day: what was said or decided later is left out.
///
/// # Errors
///
/// What assessors decided although the framework does not let it be decided, each with its place.
pub fn assess(loaded: &Loaded, as_of: Date) -> Result<Assessment, Vec<Diagnostic>> {
    let engagement = &loaded.engagement;
    let (responses, later): (Vec<_>, Vec<_>) = engagement.responses.iter().partition(|response| response.date <= as_of);
    let late_judgements = engagement.judgements.iter().filter(|judgement| judgement.date > as_of);
    let left_out = later.iter().map(|response| response.place.to_string());
    let left_out = left_out.chain(late_judgements.map(|judgement| judgement.place.to_string())).collect();
    let inputs = inputs(loaded);
    let mut refused = Vec::new();
    let frameworks: Vec<_> = engagement
        .uses
        .iter()
        .filter_map(|used| {
            let framework = loaded.frameworks.iter().find(|framework| framework.id == used.framework)?;
            Some(record::framework(loaded, framework, used, &responses, as_of, &mut refused))
        })
        .collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(Assessment {
        format: FORMAT.to_owned(),
        engine: ENGINE.to_owned(),
        id: engagement.id.clone(),
        as_of,
        fingerprint: fingerprint(loaded, as_of),
        agreement: engagement.agreement.clone(),
        inputs,
        occasions: responses.iter().map(|response| occasion(loaded, response)).collect(),
        left_out,
        evidence: evidence(engagement, &responses, as_of),
        frameworks,
    })
}

/// SHA-256 over every input, the day and the engine's version.
pub(crate) fn fingerprint(loaded: &Loaded, as_of: Date) -> String {
    sha256(format!("{ENGINE}\n{as_of}\n{}", InputFile::digest(&inputs(loaded))).as_bytes())
}

/// Every file that the result depends on, each once: the engagement's own, then frameworks, then questionnaires.
fn inputs(loaded: &Loaded) -> Vec<InputFile> {
    let frameworks = loaded.frameworks.iter().flat_map(|framework| &framework.files);
    let mut questionnaires: Vec<_> = loaded.questionnaires.values().collect();
    questionnaires.sort_by(|a, b| a.id.cmp(&b.id));
    let questionnaires = questionnaires.into_iter().flat_map(|questionnaire| &questionnaire.files);
    let all = loaded.engagement.files.iter().chain(frameworks).chain(questionnaires);
    let unique: IndexMap<&str, &InputFile> = all.map(|file| (file.path.as_str(), file)).collect();
    unique.into_values().cloned().collect()
}

fn occasion(loaded: &Loaded, response: &Response) -> Occasion {
    let questionnaire = response.questionnaire.as_ref().and_then(|id| loaded.questionnaires.get(id));
    Occasion {
        respondent: response.respondent.clone(),
        name: response.name.clone(),
        role: response.role.clone(),
        covers: response.covers.clone(),
        method: response.method,
        date: response.date,
        framework: response.framework.clone(),
        questionnaire: questionnaire.map(|questionnaire| questionnaire.title.clone()),
        yields: questionnaire.map_or(Yields::Evidence, |questionnaire| questionnaire.yields),
        answers: response.answers.len(),
        place: response.place.to_string(),
    }
}

fn evidence(engagement: &Engagement, responses: &[&Response], as_of: Date) -> IndexMap<String, EvidenceRecord> {
    let from_answers = responses.iter().flat_map(|response| &response.answers).flat_map(|answer| &answer.evidence);
    let judged = engagement.judgements.iter().filter(|judgement| judgement.date <= as_of);
    let mut cited: IndexMap<&str, usize> = IndexMap::new();
    for id in from_answers.chain(judged.flat_map(|judgement| &judgement.evidence)) {
        *cited.entry(id).or_default() += 1;
    }
    let record = |item: &crate::model::Evidence| {
        let (kept, sha256) = match &item.kept {
            Kept::File { path, sha256 } => (format!("evidence/{path}"), sha256.clone()),
            Kept::Elsewhere(words) => (words.clone(), None),
        };
        EvidenceRecord {
            title: item.title.clone(),
            kind: item.kind,
            date: item.date,
            later: item.date > as_of,
            held_by: item.held_by.clone(),
            kept,
            sha256,
            shows: item.shows.clone(),
            cited: cited.get(item.id.as_str()).copied().unwrap_or_default(),
            place: item.place.to_string(),
        }
    };
    engagement.evidence.iter().map(|(id, item)| (id.clone(), record(item))).collect()
}
