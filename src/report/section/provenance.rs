//! Provenance: exactly what this report was made from.

use super::part::{column, fact, facts, paragraph, row, table};
use crate::assessment::Assessment;
use crate::report::document::{Chapter, Style, Text};

pub fn chapter(assessment: &Assessment) -> Chapter {
    let mut blocks = vec![
        paragraph(
            "The same inputs give the same report, byte for byte. The fingerprint stands at the foot of every page; it \
             covers every file below, the date and the engine's version.",
        ),
        facts(vec![
            fact("Engine", assessment.engine.as_str()),
            fact("State of knowledge", assessment.as_of.to_string()),
            fact("Fingerprint", Text::default().then(Style::Mono, assessment.fingerprint.as_str())),
        ]),
    ];
    let rows = assessment.inputs.iter().map(|input| {
        row(vec![input.path.as_str().into(), Text::default().then(Style::Mono, input.sha256.as_str()).into()])
    });
    blocks.extend(table("Files", vec![column("File", 45), column("SHA-256", 55)], rows.collect()));
    Chapter { anchor: "provenance".to_owned(), title: "Provenance".to_owned(), blocks }
}
