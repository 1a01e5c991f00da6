//! Open and disputed items: what is still to be asked, and where respondents differ.

use super::part::{anchor, column, heading, paragraph, row, table};
use crate::assessment::{Assessment, ElementResult, FrameworkResult, OutcomeRecord};
use crate::outcome::{Absence, Gap};
use crate::report::document::{Block, Chapter, Text};
use crate::words;

pub fn chapter(assessment: &Assessment) -> Chapter {
    let mut blocks = vec![paragraph(
        "Each item below can still change a result. Results that depend on them are given as bounds throughout this \
         report.",
    )];
    for framework in &assessment.frameworks {
        blocks.push(heading(2, format!("{}:open", framework.id), framework.title.as_str()));
        let before = blocks.len();
        blocks.extend(undecided(framework, Gap::DontKnow, "Nobody who was asked knows"));
        blocks.extend(unanswered(framework));
        blocks.extend(disputed(framework));
        blocks.extend(exempt(framework));
        if blocks.len() == before {
            blocks.push(paragraph("Nothing is open and nothing is disputed."));
        }
    }
    Chapter { anchor: "open".to_owned(), title: "Open, disputed and exempted items".to_owned(), blocks }
}

/// Items that are rated from answers and have none below them.
fn items(framework: &FrameworkResult) -> impl Iterator<Item = (&String, &ElementResult, &OutcomeRecord)> {
    framework
        .elements
        .iter()
        .filter_map(|(id, element)| Some((id, element, &element.results.get(element.item.as_ref()?)?.outcome)))
}

fn undecided(framework: &FrameworkResult, wanted: Gap, caption: &str) -> Option<Block> {
    let rows = items(framework).filter_map(|(id, element, outcome)| match outcome {
        OutcomeRecord::Open { gap, .. } if *gap == wanted => {
            let who: Vec<&str> = element.statements.iter().map(|statement| statement.respondent.as_str()).collect();
            let id = Text::default().link(anchor(framework, id), id.as_str());
            Some(row(vec![id.into(), element.text.as_str().into(), who.join(", ").into()]))
        }
        _ => None,
    });
    table(caption, vec![column("Item", 14), column("What it asks for", 60), column("Asked", 26)], rows.collect())
}

/// Unanswered items by what they belong to, so that a list of hundreds stays readable.
fn unanswered(framework: &FrameworkResult) -> Option<Block> {
    let mut groups: indexmap::IndexMap<&str, Vec<&str>> = indexmap::IndexMap::new();
    for (id, element, outcome) in items(framework) {
        if let (OutcomeRecord::Open { gap: Gap::Unanswered, .. }, Some(parent)) = (outcome, &element.parent) {
            groups.entry(parent).or_default().push(id);
        }
    }
    let rows = groups.iter().map(|(parent, ids)| {
        let name = framework.elements.get(*parent).map_or_else(String::new, |element| words::name(parent, element));
        let short: Vec<&str> = ids.iter().map(|id| id.rsplit('/').next().unwrap_or(id)).collect();
        let all = framework.elements.get(*parent).is_some_and(|element| element.children.len() == ids.len());
        let which = if all { "all of them".to_owned() } else { short.join(", ") };
        let name = Text::default().link(anchor(framework, parent), name);
        row(vec![name.into(), ids.len().to_string().into(), which.into()])
    });
    let columns = vec![column("Belongs to", 42), super::part::figures("Items", 8), column("Which", 50)];
    table("Nobody answered", columns, rows.collect())
}

fn disputed(framework: &FrameworkResult) -> Option<Block> {
    let rows = framework.elements.iter().filter(|(_, element)| element.disputed).map(|(id, element)| {
        let said: Vec<String> = element
            .statements
            .iter()
            .map(|statement| format!("{}: {}", statement.respondent, statement.answer))
            .collect();
        let decided = match &element.judgement {
            Some(judgement) => format!("{}: {}", words::outcome(&judgement.outcome), judgement.because),
            None => "not decided; the framework's rule for several answers applies".to_owned(),
        };
        let id = Text::default().link(anchor(framework, id), id.as_str());
        row(vec![id.into(), said.join("; ").into(), decided.into()])
    });
    let columns = vec![column("Item", 14), column("What was said", 38), column("What the assessors decided", 48)];
    table("Respondents differ", columns, rows.collect())
}

fn exempt(framework: &FrameworkResult) -> Option<Block> {
    let rows = items(framework).filter_map(|(id, _, outcome)| match outcome {
        OutcomeRecord::Void { why, reason } if *why != Absence::OutOfScope => {
            let id = Text::default().link(anchor(framework, id), id.as_str());
            Some(row(vec![id.into(), words::capital(why.words()).into(), reason.as_str().into()]))
        }
        _ => None,
    });
    let columns = vec![column("Item", 14), column("Why it does not count", 22), column("Reason given", 64)];
    table("Exempted items", columns, rows.collect())
}
