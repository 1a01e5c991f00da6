//! What stands on the cover: what this is, for whom, by whom, under what, and what it is not.

use super::part::{fact, facts, paragraph};
use crate::assessment::Assessment;
use crate::report::document::{Block, Text, Tone};

pub fn blocks(assessment: &Assessment) -> Vec<Block> {
    let agreement = &assessment.agreement;
    let frameworks: Vec<String> = assessment
        .frameworks
        .iter()
        .map(|framework| format!("{}, version {}", framework.title, framework.version))
        .collect();
    let team: Vec<String> = agreement
        .team
        .iter()
        .map(|member| with_role(&member.name, &member.role, |role| format!(" ({role})")))
        .collect();
    let mut blocks = vec![facts(vec![
        fact("Frameworks", frameworks.join("; ")),
        fact("Scope", agreement.scope.statement.trim()),
        fact("Fieldwork", format!("{} to {}", agreement.from, agreement.to)),
        fact("Period reviewed", reviewed(agreement.reviewed)),
        fact("State of knowledge", assessment.as_of.to_string()),
        fact("Sponsor", with_role(&agreement.sponsor.name, &agreement.sponsor.role, |role| format!(", {role}"))),
        fact("Team", team.join(", ")),
        fact("Class and independence", format!("{} {:?}", agreement.class, agreement.independence)),
        fact("Confidentiality", agreement.confidentiality.as_str()),
    ])];
    if assessment.as_of < agreement.report {
        let title = format!(
            "Interim: the state of knowledge of {}, before the report of {}",
            assessment.as_of, agreement.report
        );
        blocks.push(Block::Callout { tone: Tone::Weak, title, body: Vec::new() });
    }
    if !agreement.notice.is_empty() {
        let (tone, title) = (Tone::Weak, agreement.notice.clone());
        blocks.push(Block::Callout { tone, title, body: Vec::new() });
    }
    blocks.push(paragraph(Text::plain(
        "This report is an assessment, not a certificate. Conformity of a management system is certified by accredited \
         bodies on their own audit; readiness and grades of nonconformity are proposals with their reasons.",
    )));
    blocks
}

fn reviewed(period: Option<(jiff::civil::Date, jiff::civil::Date)>) -> String {
    period.map_or_else(|| "not stated".to_owned(), |(from, to)| format!("{from} to {to}"))
}

/// A name with the role, where one is stated.
fn with_role(name: &str, role: &str, shown: impl Fn(&str) -> String) -> String {
    let role = if role.is_empty() { String::new() } else { shown(role) };
    format!("{name}{role}")
}
