//! Sections: an assessment as chapters of a neutral document, one file each.

mod cover;
mod detail;
mod evidence;
mod findings;
mod method;
mod open;
mod overview;
mod part;
mod provenance;
mod rules;
mod summary;

use super::document::{Chapter, Document};
use crate::assessment::Assessment;

/// The report of an assessment: what a board needs first, what an auditor needs to check it after that.
pub fn document(assessment: &Assessment) -> Document {
    let agreement = &assessment.agreement;
    let mut chapters: Vec<Chapter> = vec![summary::chapter(assessment), method::chapter(assessment)];
    for framework in &assessment.frameworks {
        chapters.push(overview::chapter(framework));
        chapters.extend(findings::chapter(framework));
        chapters.extend(detail::chapters(assessment, framework));
    }
    chapters.push(open::chapter(assessment));
    chapters.extend(assessment.frameworks.iter().map(rules::chapter));
    chapters.extend(evidence::chapter(assessment));
    chapters.push(provenance::chapter(assessment));
    let footer = [agreement.notice.as_str(), agreement.confidentiality.as_str()];
    let footer: Vec<&str> = footer.into_iter().filter(|words| !words.is_empty()).collect();
    let lead = agreement.team.first();
    Document {
        title: agreement.title.clone(),
        subtitle: agreement.organization.name.clone(),
        author: lead.map_or_else(String::new, |member| member.name.clone()),
        language: "en".to_owned(),
        date: assessment.as_of.to_string(),
        fingerprint: assessment.fingerprint.clone(),
        footer: footer.join(" · "),
        cover: cover::blocks(assessment),
        chapters,
    }
}
