//! The pages of the parts: each clause with its requirements, each process with its attributes and outcomes.

use super::part::{
    anchor, cell, children, column, derivation, evidence_links, fact, facts, figures, heading, is_composite,
    main_result, paragraph, remarks, status, table, top,
};
use crate::assessment::{
    Assessment, Certainty, ElementResult, FrameworkResult, MeasureResult, OutcomeRecord, Statement, Yields,
};
use crate::outcome::Gap;
use crate::report::document::{Block, Cell, Chapter, Row, Style, Text};
use crate::words;

/// One chapter for each part of the whole, and one before them for the derivations of the whole.
pub fn chapters(assessment: &Assessment, framework: &FrameworkResult) -> Vec<Chapter> {
    let parts = top(framework).into_iter().map(|(id, element)| chapter(assessment, framework, id, element));
    whole(assessment, framework).into_iter().chain(parts).collect()
}

fn whole(assessment: &Assessment, framework: &FrameworkResult) -> Option<Chapter> {
    let (id, _) = framework.elements.first()?;
    let derivation = derivation(assessment, framework, id, 0)?;
    let intro = paragraph("How the results of the whole came about: the rule, its source, and what went in.");
    Some(Chapter {
        anchor: anchor(framework, id),
        title: "How the results of the whole came about".to_owned(),
        blocks: vec![intro, derivation],
    })
}

fn chapter(assessment: &Assessment, framework: &FrameworkResult, id: &str, element: &ElementResult) -> Chapter {
    let mut blocks = head(framework, element);
    body(&mut blocks, assessment, framework, id, element, 2);
    Chapter { anchor: anchor(framework, id), title: words::name(id, element), blocks }
}

/// What a part is, and what is wanted of it.
fn head(framework: &FrameworkResult, element: &ElementResult) -> Vec<Block> {
    let mut all = vec![fact("Purpose", element.purpose.as_str()), fact("About", element.text.as_str())];
    if let (Some(target), Some(standing)) = (&element.target, element.standing) {
        let scale = main_result(element).and_then(|(name, _)| words::scale(framework, element, name));
        all.push(fact("Wanted", format!("{}: {}", words::title(scale, target), standing.words())));
    }
    if let Some(OutcomeRecord::Void { reason, .. }) = main_result(element).map(|(_, result)| &result.outcome) {
        all.push(fact("Why it does not count", reason.as_str()));
    }
    all.push(fact("Mirrors", element.mirrors.join(", ")));
    all.push(fact("Source", format!("{} ({})", element.source, element.certainty.words())));
    let said = |fact: &crate::report::document::Fact| !fact.text.words().trim().is_empty();
    if all.iter().any(said) { vec![facts(all)] } else { Vec::new() }
}

fn body(
    blocks: &mut Vec<Block>,
    assessment: &Assessment,
    framework: &FrameworkResult,
    id: &str,
    element: &ElementResult,
    level: u8,
) {
    if element.coverage.items == 0 && !element.text.is_empty() {
        blocks.push(paragraph(element.text.as_str()));
        return;
    }
    // The chapter's head holds the text of the part itself.
    if level == 3 && !element.text.is_empty() {
        blocks.push(Block::Paragraph(Text::default().then(Style::Muted, element.text.as_str())));
    }
    blocks.push(Block::Paragraph(status(framework, id, element)));
    if element.coverage.items == element.coverage.out_of_scope {
        return;
    }
    next_level(blocks, framework, element);
    let (groups, items): (Vec<_>, Vec<_>) = children(framework, element).partition(|(_, child)| is_composite(child));
    // Clauses inside clauses are told like clauses; attributes of a process stand in one table first.
    let attributes = groups.iter().any(|(_, group)| group.kind != element.kind);
    if attributes {
        blocks.extend(group_table(framework, &groups));
    }
    blocks.extend(item_table(framework, id, &items));
    blocks.extend(derivation(assessment, framework, id, u8::from(attributes)));
    if attributes {
        blocks.extend(told_table(framework, &groups));
        return;
    }
    for (group_id, group) in groups {
        blocks.push(heading(level, anchor(framework, group_id), words::name(&group.code, group)));
        body(blocks, assessment, framework, group_id, group, 3);
    }
}

/// What was said of the outcomes of each attribute, in one table.
fn told_table(framework: &FrameworkResult, groups: &[(&String, &ElementResult)]) -> Option<Block> {
    let mut rows = Vec::new();
    for (id, group) in groups.iter().filter(|(_, group)| is_told(framework, group)) {
        let Some((name, result)) = main_result(group) else { continue };
        let title = Text::default().then(Style::Strong, words::name(&group.code, group));
        let title = title.then(Style::Muted, format!(" {} ({})", group.source, group.certainty.words()));
        let mut direct = Text::default();
        for statement in &group.statements {
            direct = direct.then(Style::Plain, format!("rated directly by {} ", told(statement)));
            direct = append(direct, evidence_links(&statement.evidence));
        }
        let cells = vec![title.into(), short_cell(framework, group, name, result), direct.into()];
        rows.push(Row { anchor: Some(anchor(framework, id)), strong: true, cells });
        let items = children(framework, group).filter(|(_, child)| !is_silent(child));
        rows.extend(items.filter_map(|(id, child)| item_row(framework, id, child)));
    }
    table("What was said", item_columns(), rows)
}

fn item_columns() -> Vec<crate::report::document::Column> {
    vec![column("Item", 48), column("Rating", 12), column("Answers, judgement and evidence", 40)]
}

/// A rating as its word where it is a letter or figure, else with its title.
fn short_cell(framework: &FrameworkResult, element: &ElementResult, name: &str, result: &MeasureResult) -> Cell {
    let full = cell(framework, element, name, result);
    let is_short = result.outcome.low().is_some_and(|low| low.chars().count() <= 2);
    if is_short { Cell { text: words::outcome(&result.outcome).into(), ..full } } else { full }
}

/// Whether anybody said anything of an attribute or of what it is rated from.
fn is_told(framework: &FrameworkResult, group: &ElementResult) -> bool {
    let said = |element: &ElementResult| !element.statements.is_empty() || element.judgement.is_some();
    said(group) || children(framework, group).any(|(_, child)| said(child))
}

/// What the next level needs.
fn next_level(blocks: &mut Vec<Block>, framework: &FrameworkResult, element: &ElementResult) {
    let Some((name, result)) = main_result(element) else { return };
    let Some(first) = result.derivation.needs.first() else { return };
    let scale = words::scale(framework, element, name);
    let title = Text::default().then(Style::Strong, format!("To reach {}: ", words::title(scale, &first.to_reach)));
    let needs = result.derivation.needs.iter().map(|need| {
        let code = need.source.rsplit('/').next().unwrap_or(&need.source);
        let has = need.has.as_deref().unwrap_or("nothing");
        format!("{code} must be {}, it is rated {has}", need.accepted.join(" or "))
    });
    blocks.push(paragraph(title.then(Style::Plain, format!("{}.", needs.collect::<Vec<_>>().join("; ")))));
}

/// Attributes of a process: rating, coverage, remarks.
fn group_table(framework: &FrameworkResult, groups: &[(&String, &ElementResult)]) -> Option<Block> {
    let rows = groups.iter().filter_map(|(id, group)| {
        let (name, result) = main_result(group)?;
        let coverage = &group.coverage;
        let told = is_told(framework, group);
        let title = words::name(&group.code, group);
        let title = if told { Text::default().link(anchor(framework, id), title) } else { Text::plain(title) };
        let known = format!("{} of {}", coverage.rated(), coverage.counting());
        let cells = vec![title.into(), cell(framework, group, name, result), known.into(), remarks(coverage).into()];
        // An attribute that nobody spoke of has no section of its own; what points to it comes here.
        Some(Row { anchor: (!told).then(|| anchor(framework, id)), strong: false, cells })
    });
    let columns =
        vec![column("Attribute", 36), column("Rating", 30), figures("Items known", 12), column("Remarks", 22)];
    table("Attributes", columns, rows.collect())
}

/// Whether nobody answered.
fn is_silent(element: &ElementResult) -> bool {
    let outcome = main_result(element).map(|(_, result)| &result.outcome);
    matches!(outcome, Some(OutcomeRecord::Open { gap: Gap::Unanswered, .. }))
}

/// Items that answers rate.
fn item_table(framework: &FrameworkResult, id: &str, items: &[(&String, &ElementResult)]) -> Option<Block> {
    let rows: Vec<Row> = items.iter().filter_map(|(id, element)| item_row(framework, id, element)).collect();
    table(&format!("Items of {id}"), item_columns(), rows)
}

fn item_row(framework: &FrameworkResult, id: &str, element: &ElementResult) -> Option<Row> {
    let (name, result) = main_result(element)?;
    let mut item = Text::default().then(Style::Mono, element.code.as_str());
    item = item.then(Style::Plain, format!(" {}", element.text));
    let tags: Vec<&str> =
        element.tags.iter().filter_map(|tag| framework.tags.get(tag)).map(|tag| tag.title.as_str()).collect();
    let mut remarks: Vec<String> = tags.into_iter().map(str::to_owned).collect();
    // What the publication surely has needs no word; what is less sure says so where it is read.
    if matches!(element.certainty, Certainty::Likely | Certainty::Weak) {
        remarks.push(element.certainty.words().to_owned());
    }
    if !remarks.is_empty() {
        item = item.then(Style::Muted, format!(" [{}]", remarks.join(", ")));
    }
    let mut basis = Text::default();
    if let Some(judgement) = &element.judgement {
        basis = basis.then(Style::Strong, format!("Judgement of {} on {}: ", judgement.by, judgement.date));
        basis = basis.then(Style::Plain, format!("{} ", judgement.because));
        basis = append(basis, evidence_links(&judgement.evidence));
        basis = basis.then(Style::Plain, " · ");
    }
    for (index, statement) in element.statements.iter().enumerate() {
        if index > 0 {
            basis = basis.then(Style::Plain, " · ");
        }
        basis = basis.then(Style::Plain, told(statement));
        if !statement.evidence.is_empty() {
            basis = append(basis.then(Style::Plain, " "), evidence_links(&statement.evidence));
        }
    }
    let evidenced = element.statements.iter().any(|statement| !statement.evidence.is_empty())
        || element.judgement.as_ref().is_some_and(|judgement| !judgement.evidence.is_empty());
    if result.outcome.low().is_some() && !evidenced && !element.statements.is_empty() {
        basis = basis.then(Style::Muted, " (no evidence registered)");
    }
    if is_silent(element) {
        basis = basis.then(Style::Muted, "nobody answered");
    }
    let cells = vec![item.into(), short_cell(framework, element, name, result), basis.into()];
    Some(Row { anchor: Some(anchor(framework, id)), strong: false, cells })
}

fn append(mut text: Text, more: Text) -> Text {
    text.0.extend(more.0);
    text
}

fn told(statement: &Statement) -> String {
    let note = if statement.note.is_empty() { String::new() } else { format!(": {}", statement.note) };
    let aside = match (statement.set_aside, statement.yields) {
        (true, _) => " (first impression, set aside)",
        (_, Yields::Indication) => " (first impression)",
        _ => "",
    };
    format!("{} “{}”{aside}{note}", statement.respondent, statement.answer)
}
