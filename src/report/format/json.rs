//! JSON: the assessment itself, as the versioned contract with other programs.

use crate::assessment::Assessment;

/// The assessment as JSON, with a line break at the end.
pub fn render(assessment: &Assessment) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(assessment).map(|text| text + "\n")
}
