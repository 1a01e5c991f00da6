//! Pieces that several sections use: anchors, columns, badges, and walks over elements.

use crate::assessment::{Assessment, Coverage, ElementResult, FrameworkResult, MeasureResult, OutcomeRecord};
use crate::explain;
use crate::report::document::{Align, Block, Branch, Cell, Column, Derivation, Fact, Row, Style, Table, Text, Tone};
use crate::report::tone;
use crate::words;

/// Anchor of an element.
pub fn anchor(framework: &FrameworkResult, id: &str) -> String {
    format!("{}:{id}", framework.id)
}

/// Anchor of the block that tells how the results of an element came about.
pub fn derivation_anchor(framework: &FrameworkResult, id: &str) -> String {
    format!("{}:{id}:how", framework.id)
}

/// Anchor of an item of evidence.
pub fn evidence_anchor(id: &str) -> String {
    format!("evidence:{id}")
}

/// Anchor of a rule.
pub fn rule_anchor(framework: &FrameworkResult, rule: &str) -> String {
    format!("{}:rule:{rule}", framework.id)
}

/// A column of words.
pub fn column(title: &str, share: u16) -> Column {
    Column { title: title.to_owned(), align: Align::Start, share }
}

/// A column of figures.
pub fn figures(title: &str, share: u16) -> Column {
    Column { title: title.to_owned(), align: Align::End, share }
}

/// A row without an anchor.
pub fn row(cells: Vec<Cell>) -> Row {
    Row { anchor: None, strong: false, cells }
}

/// A term and what is said of it.
pub fn fact(term: &str, text: impl Into<Text>) -> Fact {
    Fact { term: term.to_owned(), text: text.into() }
}

/// Facts, without those that say nothing.
pub fn facts(all: Vec<Fact>) -> Block {
    Block::Facts(all.into_iter().filter(|fact| !fact.text.words().trim().is_empty()).collect())
}

/// A paragraph.
pub fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph(text.into())
}

/// A section heading.
pub fn heading(level: u8, anchor: impl Into<String>, title: impl Into<String>) -> Block {
    Block::Heading { level, anchor: anchor.into(), title: title.into() }
}

/// A table, or nothing where it would be empty.
pub fn table(caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Option<Block> {
    let table = Table { caption: caption.to_owned(), columns, rows };
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// The main result of an element: its first measure.
pub fn main_result(element: &ElementResult) -> Option<(&str, &MeasureResult)> {
    element.results.first().map(|(name, result)| (name.as_str(), result))
}

/// A result as a coloured badge with its title.
pub fn badge(framework: &FrameworkResult, element: &ElementResult, measure: &str, result: &MeasureResult) -> Text {
    let scale = words::scale(framework, element, measure);
    let tone = visible(tone::of_outcome(scale, &result.outcome));
    Text::default().badge(tone, words::titled(scale, &result.outcome))
}

/// The same in short, for narrow cells, coloured as a whole.
pub fn cell(framework: &FrameworkResult, element: &ElementResult, measure: &str, result: &MeasureResult) -> Cell {
    let scale = words::scale(framework, element, measure);
    let text = match &result.outcome {
        OutcomeRecord::Void { why, .. } => words::capital(why.words()),
        outcome => words::titled(scale, outcome),
    };
    Cell { text: text.into(), tone: tone::of_outcome(scale, &result.outcome) }
}

fn visible(tone: Tone) -> Tone {
    if tone == Tone::Plain { Tone::Void } else { tone }
}

/// Clauses or processes: children of the whole, and in the place of those that only group others, what they group.
pub fn top(framework: &FrameworkResult) -> Vec<(&String, &ElementResult)> {
    let mut found = Vec::new();
    let mut open: Vec<(&String, &ElementResult)> =
        framework.elements.values().next().into_iter().flat_map(|whole| children(framework, whole)).collect();
    open.reverse();
    while let Some((id, element)) = open.pop() {
        if is_group(framework, element) {
            let inside: Vec<_> = children(framework, element).collect();
            open.extend(inside.into_iter().rev());
        } else {
            found.push((id, element));
        }
    }
    found
}

/// Elements that only group others, in order.
pub fn groups(framework: &FrameworkResult) -> Vec<(&String, &ElementResult)> {
    framework.elements.iter().filter(|(_, element)| is_group(framework, element)).collect()
}

fn is_group(framework: &FrameworkResult, element: &ElementResult) -> bool {
    framework.kinds.get(&element.kind).is_some_and(|kind| kind.grouping)
}

/// Children of an element.
pub fn children<'a>(
    framework: &'a FrameworkResult,
    element: &'a ElementResult,
) -> impl Iterator<Item = (&'a String, &'a ElementResult)> {
    element.children.iter().filter_map(|id| framework.elements.get_key_value(id))
}

/// An element and all below it, in order.
pub fn with_below<'a>(framework: &'a FrameworkResult, id: &'a str) -> Vec<(&'a String, &'a ElementResult)> {
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let Some((id, element)) = framework.elements.get_key_value(id) {
            found.push((id, element));
            open.extend(element.children.iter().rev().map(String::as_str));
        }
    }
    found
}

/// Whether an element has a result of its own that other elements lead to, as against one that answers rate.
pub fn is_composite(element: &ElementResult) -> bool {
    !element.children.is_empty()
}

/// Links to evidence.
pub fn evidence_links(ids: &[String]) -> Text {
    let mut text = Text::default();
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            text = text.then(Style::Plain, ", ");
        }
        text = text.link(evidence_anchor(id), id.as_str());
    }
    text
}

/// What is open and what does not count, in words.
pub fn remarks(coverage: &Coverage) -> String {
    let parts = [words::open(coverage), words::exempt(coverage)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// How the results of an element came about, as a block that folds where it can. Inputs are followed `follow` levels.
pub fn derivation(assessment: &Assessment, framework: &FrameworkResult, id: &str, follow: u8) -> Option<Block> {
    let element = framework.elements.get(id)?;
    let mut lines = Vec::new();
    for (measure, result) in &element.results {
        // A result over nothing has nothing to explain.
        if result.outcome.low().is_none() && result.derivation.inputs.is_empty() {
            continue;
        }
        let (title, told) = explain::derivation(assessment, framework, id, measure, follow);
        let title = title.strip_prefix(id).unwrap_or(&title).trim_start().to_owned();
        lines.push(Branch { depth: 0, text: Text::default().then(Style::Strong, title), place: String::new() });
        let branch = |line: explain::Line| Branch { depth: line.depth + 1, text: line.text.into(), place: line.place };
        lines.extend(told.into_iter().map(branch));
    }
    let title = Text::plain(format!("How the results of {} came about", words::name(id, element)));
    let anchor = derivation_anchor(framework, id);
    (!lines.is_empty()).then_some(Block::Derivation(Derivation { anchor, title, lines }))
}

/// What came out for an element, in one line: results as badges, what is known, and a link to how it came about.
pub fn status(framework: &FrameworkResult, id: &str, element: &ElementResult) -> Text {
    let mut text = Text::default();
    for (name, result) in &element.results {
        let measure = framework.kinds.get(&element.kind).and_then(|kind| kind.measures.get(name));
        // A grade over nothing says nothing.
        if result.outcome.low().is_none() && measure.is_some_and(|measure| measure.grades.is_some()) {
            continue;
        }
        let title = measure.map_or(name.as_str(), |measure| &measure.title);
        text = text.then(Style::Muted, format!("{title} "));
        text.0.extend(badge(framework, element, name, result).0);
        text = text.then(Style::Plain, "   ");
    }
    let coverage = &element.coverage;
    let mut parts = Vec::new();
    if coverage.counting() > 0 {
        let evidenced = words::percent(coverage.evidenced, coverage.rated());
        parts.push(format!("{} of {} items known, {evidenced} with evidence", coverage.rated(), coverage.counting()));
    }
    parts.extend(Some(remarks(coverage)).filter(|words| !words.is_empty()));
    if !parts.is_empty() {
        text = text.then(Style::Plain, format!("{}. ", parts.join("; ")));
    }
    text.link(derivation_anchor(framework, id), "How this came about")
}
