//! The rules in full: what was done to come from answers to results, and why.

use super::part::{column, fact, facts, heading, paragraph, row, rule_anchor, table};
use crate::assessment::{FrameworkResult, Policy, RuleRecord, ScaleRecord};
use crate::report::document::{Block, Chapter, Style, Text};
use crate::words;

pub fn chapter(framework: &FrameworkResult) -> Chapter {
    let mut blocks = vec![
        paragraph(framework.about.as_str()),
        facts(vec![
            fact("Edition", framework.edition.as_str()),
            fact("Version of these files", format!("{} (digest {})", framework.version, &framework.digest)),
            fact("Rights and marks", framework.rights.as_str()),
        ]),
    ];
    blocks.extend(tailoring(framework));
    blocks.push(heading(2, format!("{}:states", framework.id), "What becomes of items that are not rated"));
    blocks.extend(states(framework));
    blocks.push(heading(2, format!("{}:scales", framework.id), "Scales"));
    blocks.extend(framework.scales.iter().filter_map(|(_, scale)| scale_table(scale)));
    blocks.push(heading(2, format!("{}:rules", framework.id), "Rules"));
    for (id, rule) in &framework.rules {
        blocks.push(heading(3, rule_anchor(framework, id), rule.title.as_str()));
        blocks.push(paragraph(rule.text.as_str()));
        blocks.push(facts(rule_facts(framework, id, rule)));
    }
    Chapter { anchor: format!("{}:appendix", framework.id), title: format!("Rules of {}", framework.id), blocks }
}

/// What was changed in the framework for this organization, and why.
fn tailoring(framework: &FrameworkResult) -> Vec<Block> {
    let Some(tailoring) = &framework.tailoring else { return Vec::new() };
    let columns = vec![column("Change", 30), column("Reason", 45), column("Written in", 25)];
    let rows = tailoring.changes.iter().map(|change| {
        let place = Text::default().then(Style::Mono, change.place.as_str());
        row(vec![change.words.as_str().into(), change.because.as_str().into(), place.into()])
    });
    let mut blocks = vec![
        heading(2, format!("{}:tailoring", framework.id), "What was tailored"),
        paragraph(format!(
            "Made of {}, version {}. Results are not those of that framework: compare them only with results under the \
             same changes.",
            tailoring.of, tailoring.version
        )),
    ];
    blocks.extend(table("Changes to the framework", columns, rows.collect()));
    blocks
}

fn rule_facts(framework: &FrameworkResult, id: &str, rule: &RuleRecord) -> Vec<crate::report::document::Fact> {
    let mut uses = Vec::new();
    for kind in framework.kinds.values() {
        for measure in kind.measures.values() {
            let name = format!("{} of each {}", words::lower(&measure.title), kind.title);
            if measure.rule.as_deref() == Some(id) {
                let instead =
                    measure.instead_of.as_ref().map_or(String::new(), |other| format!(" (chosen instead of {other})"));
                uses.push(format!("{name}{instead}"));
            } else if measure.stated.as_deref() == Some(id) {
                uses.push(format!("{name}, from what was said of it"));
            } else if measure.alternatives.iter().any(|other| other == id) {
                uses.push(format!("declared but not chosen for the {name}"));
            }
        }
    }
    vec![
        fact("Name", Text::default().then(Style::Mono, id)),
        fact("Used for", uses.join("; ")),
        fact("Source", format!("{} ({})", rule.source, rule.certainty.words())),
        fact("Written in", Text::default().then(Style::Mono, rule.place.as_str())),
    ]
}

fn states(framework: &FrameworkResult) -> Option<Block> {
    let states = &framework.states;
    let rows = [
        ("Not applicable, with a reason", states.not_applicable),
        ("Not triggered in the period, with a reason", states.not_triggered),
        ("Out of scope by agreement", states.out_of_scope),
        ("The work has not reached the point yet", states.not_yet),
        ("The evidence does not suffice", states.not_rated),
        ("Groups in which nothing counts", states.empty),
        ("Nobody who was asked knows", states.dont_know),
        ("Nobody answered", states.unanswered),
    ];
    let words = |policy| match policy {
        Policy::Exclude => "left out; what remains decides",
        Policy::Bound => "kept open between the lowest and the highest rating",
        Policy::Lowest => "counted as the lowest rating",
        Policy::Highest => "counted as the highest rating",
        Policy::Target => "counted as the target that was agreed; left out where there is none",
        Policy::Impute => "in a sum, counted with the share that the others earned; else left out",
        Policy::Propagate => "the result is in the same state",
        Policy::Block => "there is no result",
    };
    let rows = rows.map(|(state, policy)| row(vec![state.into(), words(policy).into()]));
    table("Items that are not rated", vec![column("State", 45), column("What the rules do", 55)], rows.into())
}

fn scale_table(scale: &ScaleRecord) -> Option<Block> {
    let bands = scale.ratings.iter().any(|rating| rating.up_to.is_some());
    let rows = scale.ratings.iter().map(|rating| {
        let title =
            if words::is_code(&rating.id) { format!("{} {}", rating.id, rating.title) } else { rating.title.clone() };
        let mut cells = vec![title.into(), rating.meaning.as_str().into()];
        if bands {
            cells.push(rating.up_to.clone().unwrap_or_default().into());
        }
        row(cells)
    });
    let mut columns = vec![column("Rating, lowest first", 30), column("Meaning", 55)];
    if bands {
        columns.push(super::part::figures("Up to and including", 15));
    }
    table(&scale.title, columns, rows.collect())
}
