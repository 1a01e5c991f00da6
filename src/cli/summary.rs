//! The summary that `gradus assess` prints: what matters first, nothing that is not in the assessment.

use super::output::Paint;
use crate::assessment::{Assessment, ElementResult, FrameworkResult, OutcomeRecord, Standing};
use crate::report::document::Tone;
use crate::report::tone;
use crate::words;

/// The summary as text.
pub(super) fn summary(assessment: &Assessment, paint: Paint) -> String {
    let agreement = &assessment.agreement;
    let mut text = format!("{}\n{}\n", paint.strong(&agreement.title), agreement.organization.name);
    if !agreement.notice.is_empty() {
        text.push_str(&format!("{}\n", paint.fair(&agreement.notice)));
    }
    text.push_str(&format!(
        "as of {}, class {}, independence {:?} ({}), {}\n",
        assessment.as_of,
        agreement.class,
        agreement.independence,
        agreement.independence.words(),
        words::count(assessment.occasions.len(), "occasion", "occasions"),
    ));
    if !assessment.left_out.is_empty() {
        text.push_str(&format!("left out as later: {}\n", assessment.left_out.join(", ")));
    }
    for framework in &assessment.frameworks {
        text.push_str(&section(framework, paint));
    }
    text
}

fn section(framework: &FrameworkResult, paint: Paint) -> String {
    let mut text = format!("\n{}\n", paint.strong(&framework.title));
    let Some((_, whole)) = framework.elements.first() else { return text };
    for (name, result) in &whole.results {
        let scale = words::scale(framework, whole, name);
        let measure = framework.kinds.get(&whole.kind).and_then(|kind| kind.measures.get(name));
        let title = measure.map_or(name.as_str(), |measure| &measure.title);
        let value = coloured(paint, tone::of_outcome(scale, &result.outcome), &words::titled(scale, &result.outcome));
        text.push_str(&format!("  {title}: {value}\n"));
        if !result.derivation.because.is_empty() {
            text.push_str(&format!("    {}\n", paint.muted(&result.derivation.because)));
        }
    }
    let coverage = &whole.coverage;
    let rated: Vec<String> = coverage.rated.iter().map(|(rating, count)| format!("{count} {rating}")).collect();
    text.push_str(&format!(
        "  Coverage: {} of {} items that count are rated ({}), {} of those with evidence\n",
        coverage.rated(),
        coverage.counting(),
        words::percent(coverage.rated(), coverage.counting()),
        words::percent(coverage.evidenced, coverage.rated()),
    ));
    text.push_str(&format!("  Rated: {}\n", rated.join(", ")));
    for (label, list) in [("Open", words::open(coverage)), ("Out of account", words::exempt(coverage))] {
        if !list.is_empty() {
            text.push_str(&format!("  {label}: {list}\n"));
        }
    }
    for (label, count) in [
        ("respondents differ on", coverage.disputed),
        ("a first impression only on", coverage.indicated),
        ("findings:", framework.findings.len()),
    ] {
        if count > 0 {
            text.push_str(&format!("  {}: {count}\n", words::capital(label.trim_end_matches(':'))));
        }
    }
    text.push_str(&table(framework, whole, paint));
    text
}

/// A line for each main element: the processes, or the clauses down to those with requirements of their own.
fn table(framework: &FrameworkResult, whole: &ElementResult, paint: Paint) -> String {
    let mut rows: Vec<[String; 5]> = Vec::new();
    let mut tones = Vec::new();
    for (id, element) in main_elements(framework, whole) {
        let Some((name, result)) = element.results.first() else { continue };
        let scale = words::scale(framework, element, name);
        let target = match (element.standing, &element.target) {
            (Some(Standing::Exempt) | None, _) | (_, None) => String::new(),
            (Some(standing), Some(target)) => format!("target {target} {}", standing.words()),
        };
        let coverage = &element.coverage;
        let counts = format!("{}/{}", coverage.rated(), coverage.counting());
        let value = match &result.outcome {
            OutcomeRecord::Void { why, .. } => why.words().to_owned(),
            outcome => words::outcome(outcome),
        };
        rows.push([words::name(id, element), value, counts, words::open(coverage), target]);
        tones.push(tone::of_outcome(scale, &result.outcome));
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut text = String::new();
    for (row, tone) in rows.iter().zip(tones) {
        let pad = |column: usize| format!("{:<width$}", row[column], width = widths[column]);
        let value = coloured(paint, tone, &pad(1));
        let line =
            format!("  {}  {value}  {:>counts$} rated  {}  {}", pad(0), row[2], pad(3), row[4], counts = widths[2]);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The elements that a reader asks for first: those with a main result, not those that are rated themselves.
fn main_elements<'a>(framework: &'a FrameworkResult, whole: &'a ElementResult) -> Vec<(&'a String, &'a ElementResult)> {
    let mut found = Vec::new();
    let mut open: Vec<&String> = whole.children.iter().rev().collect();
    while let Some(id) = open.pop() {
        let Some(element) = framework.elements.get(id) else { continue };
        found.push((id, element));
        let same = |child: &&String| framework.elements.get(*child).is_some_and(|below| below.kind == element.kind);
        open.extend(element.children.iter().rev().filter(same));
    }
    found
}

fn coloured(paint: Paint, tone: Tone, text: &str) -> String {
    match tone {
        Tone::Good => paint.good(text),
        Tone::Bad => paint.bad(text),
        Tone::Weak | Tone::Fair => paint.fair(text),
        Tone::Open | Tone::Void => paint.muted(text),
        Tone::Plain | Tone::Accent => text.to_owned(),
    }
}
