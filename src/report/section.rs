//! Sections: an assessment as chapters of a neutral document, one file each.

use super::document::Document;
use crate::assessment::Assessment;

/// The report of an assessment.
pub fn document(assessment: &Assessment) -> Document {
    Document {
        title: assessment.agreement.title.clone(),
        subtitle: assessment.agreement.organization.name.clone(),
        author: String::new(),
        language: "en".to_owned(),
        date: assessment.as_of.to_string(),
        fingerprint: assessment.fingerprint.clone(),
        footer: assessment.agreement.notice.clone(),
        cover: Vec::new(),
        chapters: Vec::new(),
    }
}
