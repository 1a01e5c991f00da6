//! Scope, method, respondents and limits: what a reader must know before trusting a figure.

use super::part::{column, fact, facts, figures, heading, paragraph, row, rule_anchor, table};
use crate::assessment::{Assessment, Yields};
use crate::report::document::{Block, Chapter, Text};

pub fn chapter(assessment: &Assessment) -> Chapter {
    let agreement = &assessment.agreement;
    let scope = &agreement.scope;
    let people = agreement.organization.people.map_or_else(String::new, |people| format!("{people} in scope"));
    let team: Vec<String> = agreement
        .team
        .iter()
        .map(|member| format!("{}, {}, {}", member.name, member.role, member.organization))
        .map(|words| words.trim_end_matches([',', ' ']).to_owned())
        .collect();
    let mut blocks = Vec::new();
    if !agreement.purpose.is_empty() {
        blocks.push(paragraph(agreement.purpose.as_str()));
    }
    blocks.push(facts(vec![
        fact("Organization", agreement.organization.about.trim()),
        fact("Sector", agreement.organization.sector.as_str()),
        fact("People", people),
        fact("Scope", scope.statement.trim()),
        fact("Services", scope.services.join("; ")),
        fact("Units", scope.units.join("; ")),
        fact("Locations", scope.locations.join("; ")),
        fact("Customers", scope.customers.join("; ")),
        fact("Technology", scope.technology.join("; ")),
        fact("Other parties", scope.other_parties.join("; ")),
        fact("Team", team.join("; ")),
        fact("Class of assessment", class(agreement.class)),
        fact(
            "Independence",
            format!("Category {:?}: {} (ISO/IEC 33002)", agreement.independence, agreement.independence.words()),
        ),
    ]));
    let out: Vec<String> = assessment
        .frameworks
        .iter()
        .flat_map(|framework| framework.out_of_scope.iter().map(|(id, reason)| format!("{id}: {reason}")))
        .collect();
    if !out.is_empty() {
        blocks.push(heading(2, "method:out-of-scope", "Left out by agreement"));
        blocks.push(Block::List(out.into_iter().map(Text::from).collect()));
    }
    blocks.push(heading(2, "method:respondents", "Who was heard"));
    blocks.extend(respondents(assessment));
    if !assessment.left_out.is_empty() {
        let words = format!("Left out, because later than {}: {}.", assessment.as_of, assessment.left_out.join(", "));
        blocks.push(paragraph(words));
    }
    blocks.extend(choices(assessment));
    blocks.push(heading(2, "method:limits", "How to read this report, and its limits"));
    blocks.push(Block::List(limits(assessment)));
    Chapter { anchor: "method".to_owned(), title: "Scope, method and limits".to_owned(), blocks }
}

fn class(class: u8) -> String {
    let words = match class {
        1 => "suited to comparison between organizations",
        2 => "suited to comparison inside one organization",
        _ => "for internal use; results are not compared",
    };
    format!("Class {class} (ISO/IEC 33002): {words}")
}

fn respondents(assessment: &Assessment) -> Option<Block> {
    let rows = assessment.occasions.iter().map(|occasion| {
        let who = if occasion.name.is_empty() { &occasion.respondent } else { &occasion.name };
        let about = occasion.questionnaire.clone().unwrap_or_else(|| format!("ratings under {}", occasion.framework));
        let about = match occasion.yields {
            Yields::Indication => format!("{about} (a first impression)"),
            Yields::Evidence => about,
        };
        let covers = if occasion.covers.is_empty() {
            occasion.role.clone()
        } else {
            format!("{}: {}", occasion.role, occasion.covers)
        };
        let method = serde_json::to_value(occasion.method).ok();
        let method = method.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
        row(vec![
            who.as_str().into(),
            covers.into(),
            method.into(),
            occasion.date.to_string().into(),
            about.into(),
            occasion.answers.to_string().into(),
        ])
    });
    let columns = vec![
        column("Who", 16),
        column("Role", 26),
        column("How", 11),
        column("When", 12),
        column("About", 29),
        figures("Answers", 8),
    ];
    table("Interviews, workshops and reviews", columns, rows.collect())
}

/// The rules that the assessors could choose, and which they chose.
fn choices(assessment: &Assessment) -> Option<Block> {
    let mut rows = Vec::new();
    for framework in &assessment.frameworks {
        for kind in framework.kinds.values() {
            for measure in kind.measures.values().filter(|measure| !measure.alternatives.is_empty()) {
                let Some(rule) = &measure.rule else { continue };
                let title = framework.rules.get(rule).map_or("", |rule| rule.title.as_str());
                let chosen = Text::default().link(rule_anchor(framework, rule), rule.as_str());
                let chosen = chosen.then(crate::report::document::Style::Plain, format!(": {title}"));
                let name = format!("{} ({}, {})", measure.title, kind.title, framework.id);
                rows.push(row(vec![name.into(), chosen.into(), measure.alternatives.join(", ").into()]));
            }
        }
    }
    let columns = vec![column("Result", 34), column("Rule used", 36), column("Could have been chosen", 30)];
    table("Rules that assessors may choose", columns, rows)
}

fn limits(assessment: &Assessment) -> Vec<Text> {
    let mut limits = vec![
        Text::plain("An assessment looks at samples. What was not looked at is shown as open, never as met or missed."),
        Text::plain(
            "A result that depends on open items is given as the lowest and the highest value that is still possible.",
        ),
        Text::plain(
            "Unanswered, don't know, not applicable, not triggered and out of scope are five different things and are \
             counted apart.",
        ),
        Text::plain("Ratings and levels have an order and no distance: they are never averaged across the whole."),
        Text::plain(
            "Requirements, processes and outcomes are worded by the Gradus project. They do not replace the standards \
             that they follow; each says how sure it is and where it comes from.",
        ),
    ];
    if assessment.frameworks.len() > 1 {
        limits.push(Text::plain("Conformity and capability are two results. Neither is derived from the other."));
    }
    limits
}
