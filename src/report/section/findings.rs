//! Findings: what falls short, with the grade that is proposed, what was seen, and on which evidence.

use indexmap::IndexMap;

use super::part::{anchor, column, derivation_anchor, evidence_links, heading, paragraph, table};
use crate::assessment::{Finding, FrameworkResult};
use crate::report::document::{Block, Cell, Chapter, Row, Style, Text, Tone};
use crate::report::tone;
use crate::words;

pub fn chapter(framework: &FrameworkResult) -> Option<Chapter> {
    if framework.findings.is_empty() {
        return None;
    }
    let mut blocks = vec![paragraph(
        "Each finding names the requirement, what was seen, and the evidence. Grades are proposed for the clause as a \
         whole, by the rule in the appendix; the auditor decides. A grade between two depends on items that are not known \
         yet. A finding without evidence is not substantiated yet.",
    )];
    let mut groups: IndexMap<&str, Vec<&Finding>> = IndexMap::new();
    for finding in &framework.findings {
        groups.entry(&finding.graded_by).or_default().push(finding);
    }
    for (clause, findings) in groups {
        blocks.extend(group(framework, clause, &findings));
    }
    Some(Chapter { anchor: format!("{}:findings", framework.id), title: "Findings".to_owned(), blocks })
}

fn group(framework: &FrameworkResult, clause: &str, findings: &[&Finding]) -> Vec<Block> {
    let Some(element) = framework.elements.get(clause) else { return Vec::new() };
    let kind = framework.kinds.get(&element.kind);
    let measure = kind.and_then(|kind| kind.measures.iter().find(|(_, measure)| measure.grades.is_some()));
    let Some((name, _)) = measure else { return Vec::new() };
    let scale = words::scale(framework, element, name);
    let mut blocks = vec![heading(3, format!("{}:findings:{clause}", framework.id), words::name(clause, element))];
    if let Some(first) = findings.first() {
        let why = &first.because;
        let grade = Text::default().badge(tone::of_outcome(scale, &first.grade), words::titled(scale, &first.grade));
        let why = grade.then(Style::Plain, format!("  {}. ", words::capital(why)));
        blocks.push(Block::Paragraph(why.link(derivation_anchor(framework, clause), "How this came about")));
    }
    let rows = findings.iter().map(|finding| finding_row(framework, finding)).collect();
    let columns = vec![
        column("No.", 6),
        column("Requirement", 38),
        column("Met", 12),
        column("Seen", 34),
        column("Evidence", 10),
    ];
    blocks.extend(table(&format!("Findings in {clause}"), columns, rows));
    blocks
}

fn finding_row(framework: &FrameworkResult, finding: &Finding) -> Row {
    let element = framework.elements.get(&finding.element);
    let scale = element.and_then(|element| words::scale(framework, element, element.results.first()?.0));
    let text = element.map_or("", |element| element.text.as_str());
    let requirement = Text::default()
        .link(anchor(framework, &finding.element), finding.element.as_str())
        .then(Style::Plain, format!(" {text}"));
    let rating =
        Cell { text: words::titled(scale, &finding.rating).into(), tone: tone::of_outcome(scale, &finding.rating) };
    Row {
        anchor: Some(format!("{}:finding:{}", framework.id, finding.number)),
        strong: false,
        cells: vec![
            finding.number.to_string().into(),
            requirement.into(),
            rating,
            finding.seen.join(" · ").into(),
            evidence_cell(&finding.evidence),
        ],
    }
}

/// Links to the evidence, or a plain word that there is none.
fn evidence_cell(ids: &[String]) -> Cell {
    if ids.is_empty() {
        return Cell { text: "none registered".into(), tone: Tone::Weak };
    }
    evidence_links(ids).into()
}
