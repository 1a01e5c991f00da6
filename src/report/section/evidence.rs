//! The evidence register.

use super::part::{column, evidence_anchor, figures, paragraph, table};
use crate::assessment::Assessment;
use crate::report::document::{Cell, Chapter, Row, Style, Text};

pub fn chapter(assessment: &Assessment) -> Option<Chapter> {
    let rows = assessment.evidence.iter().map(|(id, item)| {
        let kind = format!("{:?}", item.kind).to_lowercase();
        let kept = match &item.sha256 {
            Some(hash) => Text::plain(item.kept.as_str()).then(Style::Muted, format!(" sha-256 {hash}, checked")),
            None => Text::plain(item.kept.as_str()),
        };
        let mut title = Text::plain(item.title.as_str());
        if !item.shows.is_empty() {
            title = title.then(Style::Muted, format!(" – {}", item.shows));
        }
        if item.later {
            title = title.then(Style::Strong, " (dated later than this assessment)");
        }
        let cells: Vec<Cell> = vec![
            Text::default().then(Style::Mono, id.as_str()).into(),
            title.into(),
            kind.into(),
            item.date.to_string().into(),
            kept.into(),
            item.cited.to_string().into(),
        ];
        Row { anchor: Some(evidence_anchor(id)), strong: false, cells }
    });
    let columns = vec![
        column("Id", 8),
        column("Evidence", 36),
        column("Kind", 12),
        column("Date", 11),
        column("Kept", 33),
        figures("Cited", 7),
    ];
    let table = table("Evidence register", columns, rows.collect())?;
    let files = assessment.evidence.values().filter(|item| item.sha256.is_some()).count();
    let intro = paragraph(format!(
        "{files} of {} items are files below the folder of the assessment; each of them was read for this report and its \
         hash compared with the registered one. The others are kept where the register says.",
        assessment.evidence.len()
    ));
    Some(Chapter { anchor: "evidence".to_owned(), title: "Evidence".to_owned(), blocks: vec![intro, table] })
}
