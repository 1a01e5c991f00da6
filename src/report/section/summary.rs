//! The first page: where the organization is, how sure that is, and what to decide.

use indexmap::IndexMap;

use super::part::{anchor, column, derivation_anchor, heading, main_result, row, table, top};
use crate::assessment::{Assessment, ElementResult, Finding, FrameworkResult};
use crate::report::document::{Block, Chapter, Text, Tile, Tone};
use crate::report::targets::{Standing, standing};
use crate::report::tone;
use crate::words;

/// How many of the largest shortfalls the first page names; a page holds no more that a board can discuss.
const WORST: usize = 3;

pub fn chapter(assessment: &Assessment) -> Chapter {
    let mut blocks = vec![sentence(assessment)];
    let tiles: Vec<Tile> = assessment.frameworks.iter().flat_map(tiles).collect();
    // A row of more than six is no longer read at a glance.
    blocks.extend(tiles.chunks(6).map(|row| Block::Tiles(row.to_vec())));
    for framework in &assessment.frameworks {
        blocks.extend(worst_findings(framework));
        blocks.extend(worst_gaps(framework));
    }
    blocks.push(heading(3, "summary:sure", "How sure this is"));
    blocks.push(Block::List(sure(assessment)));
    if !assessment.agreement.decisions_asked.is_empty() {
        blocks.push(heading(3, "summary:decisions", "What to decide"));
        let decisions = assessment.agreement.decisions_asked.iter();
        blocks.push(Block::List(decisions.map(|text| Text::plain(text.as_str())).collect()));
    }
    Chapter { anchor: "summary".to_owned(), title: "Summary".to_owned(), blocks }
}

fn sentence(assessment: &Assessment) -> Block {
    let mut tone = Tone::Good;
    let mut body = Vec::new();
    for framework in &assessment.frameworks {
        let Some(whole) = framework.elements.values().next() else { continue };
        if let Some((name, result)) = main_result(whole) {
            let scale = words::scale(framework, whole, name);
            let found = tone::of_outcome(scale, &result.outcome);
            tone = if found == Tone::Good { tone } else { found };
            let status = words::titled(scale, &result.outcome);
            let why = result.derivation.says.split_once(": ").map_or(result.derivation.says.as_str(), |(_, why)| why);
            let short = shortfalls(framework);
            body.push(
                Text::plain(format!("{}: ", framework.title))
                    .badge(found, status)
                    .then(crate::report::document::Style::Plain, format!(": {why}.{short}")),
            );
        } else {
            body.push(Text::plain(format!("{}: {}", framework.title, target_words(framework))));
        }
    }
    body.extend(assessment.frameworks.iter().filter_map(first_impression));
    let title = format!("{} on {}", assessment.agreement.organization.name, assessment.as_of);
    Block::Callout { tone: if tone == Tone::Good { Tone::Good } else { Tone::Accent }, title, body }
}

/// Said on the first page wherever a result rests on a quick scan.
fn first_impression(framework: &FrameworkResult) -> Option<Text> {
    let coverage = &framework.elements.values().next()?.coverage;
    (coverage.indicated > 0).then(|| {
        let share = words::percent(coverage.indicated, coverage.rated());
        let words = format!("{share} of the ratings under {} are a first impression from a quick scan.", framework.id);
        Text::default().then(crate::report::document::Style::Strong, words)
    })
}

fn shortfalls(framework: &FrameworkResult) -> String {
    let open = framework.elements.values().next().map_or(0, |whole| whole.coverage.open());
    let short = match framework.findings.len() {
        0 => String::new(),
        count => format!(" {} short of it", words::count(count, "requirement falls", "requirements fall")),
    };
    match (short.is_empty(), open) {
        (true, 0) => String::new(),
        (false, 0) => format!("{short}."),
        (true, open) => format!(" {} not known yet.", words::count(open, "item is", "items are")),
        (false, open) => format!("{short}; {} not known yet.", words::count(open, "item is", "items are")),
    }
}

fn target_words(framework: &FrameworkResult) -> String {
    let counts = standings(framework);
    let count = |standing| counts.get(&format!("{standing:?}")).copied().unwrap_or_default();
    let kind = top(framework).first().and_then(|(_, element)| framework.kinds.get(&element.kind));
    let plural = kind.map_or("elements", |kind| &kind.plural);
    let total: usize = [Standing::Met, Standing::Open, Standing::Missed].map(count).iter().sum();
    if total == 0 {
        return "no targets were set.".to_owned();
    }
    format!(
        "of {total} {plural} with a target, {} surely meet it, {} do not, and {} on open items.",
        count(Standing::Met),
        count(Standing::Missed),
        words::count(count(Standing::Open), "depends", "depend"),
    )
}

fn standings(framework: &FrameworkResult) -> IndexMap<String, usize> {
    let mut counts = IndexMap::new();
    for (_, element) in top(framework) {
        if let Some(standing) = standing(framework, element) {
            *counts.entry(format!("{standing:?}")).or_default() += 1;
        }
    }
    counts
}

fn tiles(framework: &FrameworkResult) -> Vec<Tile> {
    let Some((id, whole)) = framework.elements.first() else { return Vec::new() };
    let mut tiles: Vec<Tile> = whole
        .results
        .iter()
        .map(|(name, result)| {
            let scale = words::scale(framework, whole, name);
            let measure = framework.kinds.get(&whole.kind).and_then(|kind| kind.measures.get(name));
            Tile {
                label: measure.map_or_else(String::new, |measure| measure.title.clone()),
                value: words::titled(scale, &result.outcome),
                note: String::new(),
                tone: tone::of_outcome(scale, &result.outcome),
                link: Some(derivation_anchor(framework, id)),
            }
        })
        .collect();
    tiles.extend(grades_tile(framework));
    tiles.extend(levels_tile(framework));
    tiles
}

/// How many elements are graded how, where the framework grades.
fn grades_tile(framework: &FrameworkResult) -> Option<Tile> {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    let mut scale = None;
    for element in framework.elements.values() {
        let Some(kind) = framework.kinds.get(&element.kind) else { continue };
        for (name, measure) in kind.measures.iter().filter(|(_, measure)| measure.grades.is_some()) {
            scale = framework.scales.get(&measure.scale);
            if let Some(known) = element.results.get(name).and_then(|result| result.outcome.known()) {
                *counts.entry(known).or_default() += 1;
            }
        }
    }
    let scale = scale?;
    let graded: Vec<_> = scale.ratings.iter().rev().skip(1).rev().collect();
    let count = |id: &str| counts.get(id).copied().unwrap_or_default();
    let value = graded.iter().map(|rating| count(&rating.id).to_string()).collect::<Vec<_>>().join(" + ");
    let note = graded.iter().map(|rating| rating.id.as_str()).collect::<Vec<_>>().join(" + ");
    let tone = graded
        .iter()
        .find(|rating| count(&rating.id) > 0)
        .map_or(Tone::Good, |rating| tone::of_rating(Some(scale), &rating.id));
    Some(Tile {
        label: "Nonconformities proposed".to_owned(),
        value,
        note: format!("{note}, by clause"),
        tone,
        link: Some(format!("{}:findings", framework.id)),
    })
}

/// How many processes surely reach which level, where levels are wanted.
fn levels_tile(framework: &FrameworkResult) -> Option<Tile> {
    let counts = standings(framework);
    let met = counts.get("Met").copied().unwrap_or_default();
    let total = met + ["Open", "Missed"].iter().filter_map(|key| counts.get(*key)).sum::<usize>();
    (total > 0).then(|| Tile {
        label: "Targets surely met".to_owned(),
        value: format!("{met}/{total}"),
        note: match counts.get("Open") {
            Some(open) => format!("{} on open items", words::count(*open, "more depends", "more depend")),
            None => String::new(),
        },
        tone: if met == total { Tone::Good } else { Tone::Weak },
        link: Some(format!("{}:overview", framework.id)),
    })
}

/// The findings that weigh most: worst grade first, then worst rating, then heaviest.
fn worst_findings(framework: &FrameworkResult) -> Option<Block> {
    let rank = |finding: &Finding| {
        let element = framework.elements.get(&finding.element);
        let weight = element.map_or(0.0, |element| element.weight.parse::<f64>().unwrap_or(0.0));
        let grade = finding.grade.low().unwrap_or_default().to_owned();
        let graded_by = framework.elements.get(&finding.graded_by);
        let position = |element: Option<&ElementResult>, word: &str| {
            element.and_then(|element| {
                element
                    .results
                    .keys()
                    .filter_map(|name| words::scale(framework, element, name))
                    .find_map(|scale| scale.ratings.iter().position(|rating| rating.id == word))
            })
        };
        let grade = position(graded_by, &grade).unwrap_or(usize::MAX);
        let rating = position(element, &finding.rating).unwrap_or(usize::MAX);
        (grade, rating, (-weight * 1000.0) as i64, finding.number)
    };
    let mut findings: Vec<&Finding> = framework.findings.iter().collect();
    findings.sort_by_key(|finding| rank(finding));
    let rows = findings.into_iter().take(WORST).filter_map(|finding| {
        let element = framework.elements.get(&finding.element)?;
        let link = Text::default().link(anchor(framework, &finding.element), finding.element.as_str());
        let grade = finding.grade.low().map(words::capital).unwrap_or_default();
        Some(row(vec![link.into(), shortened(&element.text).into(), grade.into()]))
    });
    let columns = vec![column("Item", 14), column("What is missing", 76), column("Grade", 10)];
    table("Heaviest shortfalls", columns, rows.collect())
}

/// The processes furthest below their target.
fn worst_gaps(framework: &FrameworkResult) -> Option<Block> {
    let mut gaps: Vec<(usize, usize, Vec<crate::report::document::Cell>)> = Vec::new();
    for (index, (id, element)) in top(framework).into_iter().enumerate() {
        let (Some(target), Some((name, result))) = (&element.target, main_result(element)) else { continue };
        let scale = words::scale(framework, element, name);
        let position = |word: &str| scale.and_then(|scale| scale.ratings.iter().position(|rating| rating.id == word));
        let (Some(wanted), Some(low)) = (position(target), result.outcome.low().and_then(position)) else { continue };
        if low >= wanted {
            continue;
        }
        let first = result.derivation.needs.first();
        let needs = first.map_or_else(String::new, |need| {
            let all: Vec<&str> = result.derivation.needs.iter().map(|need| code(&need.source)).collect();
            format!("level {} needs more of {}", need.to_reach, all.join(", "))
        });
        let name = Text::default().link(anchor(framework, id), words::name(id, element));
        let cells = vec![name.into(), words::outcome(&result.outcome).into(), target.as_str().into(), needs.into()];
        gaps.push((wanted - low, index, cells));
    }
    gaps.sort_by_key(|(gap, index, _)| (std::cmp::Reverse(*gap), *index));
    let rows = gaps.into_iter().take(WORST).map(|(_, _, cells)| row(cells));
    let columns = vec![column("Process", 38), column("Is", 10), column("Wanted", 10), column("First step", 42)];
    table("Furthest below target", columns, rows.collect())
}

fn code(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn sure(assessment: &Assessment) -> Vec<Text> {
    let agreement = &assessment.agreement;
    let answers: usize = assessment.occasions.iter().map(|occasion| occasion.answers).sum();
    let mut lines = vec![Text::plain(format!(
        "Class {}, independence {:?}; {answers} answers on {}.",
        agreement.class,
        agreement.independence,
        words::count(assessment.occasions.len(), "occasion", "occasions"),
    ))];
    for framework in &assessment.frameworks {
        let Some(whole) = framework.elements.values().next() else { continue };
        let coverage = &whole.coverage;
        let mut line = format!(
            "{}: {} of {} items known ({}), {} of these with evidence",
            framework.id,
            coverage.rated(),
            coverage.counting(),
            words::percent(coverage.rated(), coverage.counting()),
            words::percent(coverage.evidenced, coverage.rated()),
        );
        if coverage.disputed > 0 {
            line.push_str(&format!("; respondents differ on {}", coverage.disputed));
        }
        if coverage.indicated > 0 {
            line.push_str(&format!("; {} rest on a first impression only", coverage.indicated));
        }
        lines.push(Text::plain(format!("{line}.")));
    }
    lines
}

/// The beginning of a sentence, cut between words; the link beside it leads to the rest.
fn shortened(text: &str) -> String {
    const LETTERS: usize = 150;
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let start: String = text.chars().take(LETTERS).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', ';', ':']))
}
