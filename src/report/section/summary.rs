//! The first page: where the organization is, how sure that is, and what to decide.

use indexmap::IndexMap;

use super::part::{anchor, column, derivation_anchor, heading, main_result, row, table, top};
use crate::assessment::{Assessment, Finding, FrameworkResult, OutcomeRecord, Standing};
use crate::report::document::{Block, Chapter, Text, Tile, Tone};
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
    let mut body = Vec::new();
    for framework in &assessment.frameworks {
        let Some(whole) = framework.elements.values().next() else { continue };
        if let Some((name, result)) = main_result(whole) {
            let scale = words::scale(framework, whole, name);
            let found = tone::of_outcome(scale, &result.outcome);
            let status = words::titled(scale, &result.outcome);
            let why = &result.derivation.because;
            let why = if why.is_empty() { ".".to_owned() } else { format!(": {why}.") };
            let short = shortfalls(framework);
            let targets = match standings(framework).is_empty() {
                true => String::new(),
                false => format!(" {}", words::capital(&target_words(framework))),
            };
            body.push(
                Text::plain(format!("{}: ", framework.title))
                    .badge(found, status)
                    .then(crate::report::document::Style::Plain, format!("{why}{short}{targets}")),
            );
        } else {
            body.push(Text::plain(format!("{}: {}", framework.title, target_words(framework))));
        }
    }
    body.extend(assessment.frameworks.iter().filter_map(first_impression));
    let interim = if assessment.as_of < assessment.agreement.report { ", interim" } else { "" };
    let title = format!("{} on {}{interim}", assessment.agreement.organization.name, assessment.as_of);
    Block::Callout { tone: Tone::Accent, title, body }
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
    let count = |standing| counts.get(&standing).copied().unwrap_or_default();
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

fn standings(framework: &FrameworkResult) -> IndexMap<Standing, usize> {
    let mut counts = IndexMap::new();
    for (_, element) in top(framework) {
        if let Some(standing) = element.standing {
            *counts.entry(standing).or_default() += 1;
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

/// How many elements are graded how, where the framework grades; grades that depend on open items stand apart.
fn grades_tile(framework: &FrameworkResult) -> Option<Tile> {
    let mut known: IndexMap<&str, usize> = IndexMap::new();
    let (mut between, mut possible, mut scale) = (0, 0, None);
    for element in framework.elements.values() {
        let Some(kind) = framework.kinds.get(&element.kind) else { continue };
        for (name, measure) in kind.measures.iter().filter(|(_, measure)| measure.grades.is_some()) {
            let found = framework.scales.get(&measure.scale);
            let best = found.and_then(|scale| scale.ratings.last());
            match element.results.get(name).map(|result| &result.outcome) {
                Some(OutcomeRecord::Known { value, .. }) => *known.entry(value).or_default() += 1,
                Some(OutcomeRecord::Open { high, .. }) if best.is_some_and(|best| best.id != *high) => between += 1,
                Some(OutcomeRecord::Open { .. }) => possible += 1,
                _ => {}
            }
            scale = found;
        }
    }
    let scale = scale?;
    // All but the last grade are grades of a nonconformity.
    let graded = scale.ratings.split_last().map(|(_, graded)| graded)?;
    let count = |id: &str| known.get(id).copied().unwrap_or_default();
    let value = graded.iter().map(|rating| count(&rating.id).to_string()).collect::<Vec<_>>().join(" + ");
    let mut note = graded.iter().map(|rating| rating.id.as_str()).collect::<Vec<_>>().join(" + ");
    if between > 0 {
        note.push_str(&format!("; {between} either"));
    }
    if possible > 0 {
        note.push_str(&format!("; {possible} possible"));
    }
    let worst = graded.iter().find(|rating| count(&rating.id) > 0);
    let tone = match worst {
        Some(rating) => tone::of_rating(Some(scale), &rating.id),
        None if between + possible > 0 => Tone::Open,
        None => Tone::Good,
    };
    let link = Some(format!("{}:findings", framework.id));
    Some(Tile { label: "Nonconformities proposed".to_owned(), value, note, tone, link })
}

/// How many processes surely reach which level, where levels are wanted.
fn levels_tile(framework: &FrameworkResult) -> Option<Tile> {
    let counts = standings(framework);
    let met = counts.get(&Standing::Met).copied().unwrap_or_default();
    let total = met + [Standing::Open, Standing::Missed].iter().filter_map(|key| counts.get(key)).sum::<usize>();
    (total > 0).then(|| Tile {
        label: "Targets met".to_owned(),
        value: format!("{met}/{total}"),
        note: match counts.get(&Standing::Open) {
            Some(open) => format!("{} on open items", words::count(*open, "more depends", "more depend")),
            None => String::new(),
        },
        tone: if met == total { Tone::Good } else { Tone::Weak },
        link: Some(format!("{}:overview", framework.id)),
    })
}

/// The findings that weigh most: surest and worst grade first, then worst rating, then heaviest.
fn worst_findings(framework: &FrameworkResult) -> Option<Block> {
    let rank = |finding: &Finding| {
        let place = |id: &str, outcome: &OutcomeRecord| {
            let element = framework.elements.get(id)?;
            let scales = element.results.keys().filter_map(|name| words::scale(framework, element, name));
            let position = |word: Option<&str>| {
                scales
                    .clone()
                    .find_map(|scale| scale.ratings.iter().position(|rating| Some(rating.id.as_str()) == word))
            };
            Some((position(outcome.high()), position(outcome.low())))
        };
        let element = framework.elements.get(&finding.element);
        let weight = element.and_then(|element| element.weight.parse::<crate::number::Number>().ok());
        let (grade, rating) = (place(&finding.graded_by, &finding.grade), place(&finding.element, &finding.rating));
        (grade, rating, std::cmp::Reverse(weight), finding.number)
    };
    let mut findings: Vec<&Finding> = framework.findings.iter().collect();
    findings.sort_by_cached_key(|finding| rank(finding));
    // One for each clause, or the worst clause would be all that the board sees.
    let mut clauses: Vec<&str> = Vec::new();
    findings.retain(|finding| {
        let first = !clauses.contains(&finding.graded_by.as_str());
        clauses.push(&finding.graded_by);
        first
    });
    let rows = findings.into_iter().take(WORST).filter_map(|finding| {
        let clause = framework.elements.get(&finding.graded_by)?;
        let grade = words::capital(&words::outcome(&finding.grade));
        let item = Text::default().link(anchor(framework, &finding.element), finding.element.as_str());
        let item = item.then(crate::report::document::Style::Plain, format!(" {}", clause.title));
        let seen = finding.seen.first().map_or("", String::as_str);
        Some(row(vec![item.into(), shortened(seen).into(), grade.into()]))
    });
    let columns = vec![column("Requirement not met", 33), column("What was seen", 51), column("Grade", 16)];
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
            let all = result.derivation.needs.iter().map(|need| {
                let title = framework.elements.get(&need.source).map_or("", |element| element.title.as_str());
                words::lower(title)
            });
            format!("for level {}, raise {}", need.to_reach, all.collect::<Vec<_>>().join(", "))
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

fn sure(assessment: &Assessment) -> Vec<Text> {
    let agreement = &assessment.agreement;
    let respondents: std::collections::BTreeSet<&str> =
        assessment.occasions.iter().map(|occasion| occasion.respondent.as_str()).collect();
    let answers: usize = assessment.occasions.iter().map(|occasion| occasion.answers).sum();
    let mut lines = vec![Text::plain(format!(
        "Class {}, independence {:?}; {answers} answers of {}.",
        agreement.class,
        agreement.independence,
        words::count(respondents.len(), "respondent", "respondents"),
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
    const LETTERS: usize = 96;
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let start: String = text.chars().take(LETTERS).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', ';', ':']))
}
