//! Paths below the engagement's own folder: what goes into a result must not tell where on whose computer it was made.
//! Problems have been reported by then, under the paths that the user gave.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{InputFile, Loaded};
use crate::source::Place;

/// Makes every path below `home` relative to it.
pub(super) fn to_home(loaded: &mut Loaded, home: &str) {
    if home.is_empty() {
        return;
    }
    let home = Home(format!("{}/", home.trim_end_matches('/')));
    let engagement = &mut loaded.engagement;
    home.files(&mut engagement.files);
    for response in &mut engagement.responses {
        home.place(&mut response.place);
        response.answers.iter_mut().for_each(|answer| home.place(&mut answer.place));
    }
    engagement.judgements.iter_mut().for_each(|judgement| home.place(&mut judgement.place));
    engagement.evidence.values_mut().for_each(|item| home.place(&mut item.place));
    for framework in &mut loaded.frameworks {
        home.files(&mut framework.files);
        framework.elements.values_mut().for_each(|element| home.place(&mut element.place));
        framework.rules.values_mut().for_each(|rule| home.place(&mut rule.place));
        let changes = framework.tailoring.iter_mut().flat_map(|tailoring| &mut tailoring.changes);
        changes.for_each(|change| home.place(&mut change.place));
        framework.scales.values_mut().for_each(|scale| home.place(&mut scale.place));
    }
    for questionnaire in loaded.questionnaires.values_mut() {
        home.files(&mut questionnaire.files);
        questionnaire.questions.values_mut().for_each(|question| home.place(&mut question.place));
    }
}

/// The other way round: problems found in a result are shown under the paths that the user gave. What belongs to the
/// engagement is below its folder.
pub(in crate::load) fn from_home(problems: &mut [Diagnostic], home: &str) {
    if home.is_empty() {
        return;
    }
    for problem in problems {
        problem.place.file = format!("{}/{}", home.trim_end_matches('/'), problem.place.file).into();
    }
}

struct Home(String);

impl Home {
    fn place(&self, place: &mut Place) {
        if let Some(rest) = place.file.strip_prefix(&self.0) {
            place.file = Arc::from(rest);
        }
    }

    fn files(&self, files: &mut [InputFile]) {
        for file in files {
            if let Some(rest) = file.path.strip_prefix(&self.0) {
                file.path = rest.to_owned();
            }
        }
    }
}
