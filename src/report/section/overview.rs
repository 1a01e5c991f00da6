//! The whole under one framework: its results with their derivations, and the profile over its parts.

use indexmap::IndexMap;

use super::part::{
    anchor, cell, children, column, derivation_anchor, figures, groups, heading, is_composite, main_result, paragraph,
    remarks, row, table, top, with_below,
};
use crate::assessment::{ElementResult, FrameworkResult, OutcomeRecord, ScaleRecord};
use crate::report::chart::bars::{Bar, Part, stacked};
use crate::report::chart::heat;
use crate::report::chart::levels::{Level, bars};
use crate::report::chart::radar::radar;
use crate::report::document::{Block, Cell, Chapter, Drawing, Figure, Style, Text, Tone};
use crate::report::tone;
use crate::words;

/// From how many ratings on a scale is worth a profile of bars and a radar; below that, counts say more.
const LEVELS: usize = 5;

pub fn chapter(framework: &FrameworkResult) -> Chapter {
    let mut blocks = vec![paragraph(framework.about.as_str())];
    blocks.extend(tailored(framework));
    if let Some((id, whole)) = framework.elements.first() {
        blocks.extend(whole_table(framework, id, whole));
    }
    blocks.extend(group_tables(framework));
    blocks.extend(profile(framework));
    blocks.push(heading(2, format!("{}:heat", framework.id), "Heat map"));
    blocks.push(heat_map(framework));
    blocks.push(heading(2, format!("{}:counts", framework.id), "Counts"));
    blocks.extend(counts(framework));
    Chapter { anchor: format!("{}:overview", framework.id), title: framework.title.clone(), blocks }
}

fn figure(framework: &FrameworkResult, name: &str, caption: &str, description: String, drawing: Drawing) -> Block {
    Block::Figure(Figure {
        anchor: format!("{}:figure:{name}", framework.id),
        caption: caption.to_owned(),
        description,
        drawing,
    })
}

/// That it is not the framework as it stands, where a reader first meets its results.
fn tailored(framework: &FrameworkResult) -> Option<Block> {
    let tailoring = framework.tailoring.as_ref()?;
    let changes = words::count(tailoring.changes.len(), "change", "changes");
    let body = Text::plain(format!("Made of {}, version {}, by {changes}: ", tailoring.of, tailoring.version))
        .link(format!("{}:tailoring", framework.id), "what was tailored, and why")
        .then(Style::Plain, ".");
    Some(Block::Callout { tone: Tone::Accent, title: "Tailored".to_owned(), body: vec![body] })
}

/// The results of the whole, each with the reason in its rule's words.
fn whole_table(framework: &FrameworkResult, id: &str, whole: &ElementResult) -> Option<Block> {
    let rows = whole.results.iter().map(|(name, result)| {
        let measure = framework.kinds.get(&whole.kind).and_then(|kind| kind.measures.get(name));
        let title = measure.map_or(name.as_str(), |measure| &measure.title);
        let link = Text::default().link(derivation_anchor(framework, id), title);
        let says = &result.derivation.because;
        row(vec![link.into(), cell(framework, whole, name, result), words::capital(says).into()])
    });
    let columns = vec![column("Result", 30), column("Outcome", 22), column("Why", 48)];
    table("Results of the whole", columns, rows.collect())
}

/// The results of what only groups others, one table for each kind of it.
fn group_tables(framework: &FrameworkResult) -> Vec<Block> {
    let mut kinds: IndexMap<&str, Vec<(&String, &ElementResult)>> = IndexMap::new();
    for (id, element) in groups(framework).into_iter().filter(|(_, element)| !element.results.is_empty()) {
        kinds.entry(element.kind.as_str()).or_default().push((id, element));
    }
    let tables = kinds.into_iter().filter_map(|(kind, elements)| {
        let kind = framework.kinds.get(kind)?;
        let share = 70 / u16::try_from(kind.measures.len()).ok()?.max(1);
        let mut columns = vec![column(&words::capital(&kind.title), 30)];
        columns.extend(kind.measures.values().map(|measure| column(&measure.title, share)));
        let rows = elements.into_iter().map(|(id, element)| {
            let link = Text::default().link(derivation_anchor(framework, id), words::name(id, element));
            let mut cells = vec![link.into()];
            cells.extend(element.results.iter().map(|(name, result)| cell(framework, element, name, result)));
            row(cells)
        });
        table(&format!("Results of {}", kind.plural), columns, rows.collect())
    });
    tables.collect()
}

/// Levels of the parts, where there are levels: bars, radar, and the table that says the same.
fn profile(framework: &FrameworkResult) -> Vec<Block> {
    let parts = top(framework);
    let scale = parts.first().and_then(|(_, element)| {
        let (name, _) = main_result(element)?;
        words::scale(framework, element, name)
    });
    let Some(scale) = scale.filter(|scale| scale.ratings.len() >= LEVELS) else { return Vec::new() };
    let ratings: Vec<String> = scale.ratings.iter().map(|rating| rating.id.clone()).collect();
    let levels: Vec<Level> = parts.iter().filter_map(|(id, element)| level(framework, scale, id, element)).collect();
    let described =
        levels.iter().map(|level| format!("{}: {}", level.name, level.words)).collect::<Vec<_>>().join("; ");
    let mut blocks = vec![heading(2, format!("{}:levels", framework.id), "Levels")];
    let caption = "Level of each process: surely reached, still possible, and wanted. The table below says the same.";
    blocks.push(figure(framework, "levels", caption, described.clone(), bars(&ratings, &levels)));
    blocks.extend(level_table(framework, scale));
    if let Some(drawing) = radar(&ratings, &levels) {
        let caption = "The same as a profile. Levels are ranks: lengths along an axis compare, areas mean nothing.";
        blocks.push(heading(2, format!("{}:radar", framework.id), "Profile"));
        blocks.push(figure(framework, "radar", caption, described, drawing));
    }
    blocks.extend(distribution(framework, scale));
    blocks
}

fn level(framework: &FrameworkResult, scale: &ScaleRecord, id: &str, element: &ElementResult) -> Option<Level> {
    let (_, result) = main_result(element)?;
    let rank = |word: &str| scale.ratings.iter().position(|rating| rating.id == word);
    Some(Level {
        name: words::name(id, element),
        link: derivation_anchor(framework, id),
        reached: result.outcome.low().and_then(rank).zip(result.outcome.high().and_then(rank)),
        target: element.target.as_deref().and_then(rank),
        words: words::outcome(&result.outcome),
    })
}

fn level_table(framework: &FrameworkResult, scale: &ScaleRecord) -> Option<Block> {
    let rows = top(framework).into_iter().filter_map(|(id, element)| {
        let (name, result) = main_result(element)?;
        let link = Text::default().link(anchor(framework, id), words::name(id, element));
        let target = element.target.as_deref().map(|target| words::title(Some(scale), target)).unwrap_or_default();
        let standing = element.standing.map(|standing| standing.words()).unwrap_or_default();
        let needs = match result.derivation.needs.first() {
            Some(need) => {
                let codes: Vec<&str> = result
                    .derivation
                    .needs
                    .iter()
                    .map(|need| need.source.rsplit('/').next().unwrap_or_default())
                    .collect();
                format!("{}: {}", need.to_reach, codes.join(", "))
            }
            None => String::new(),
        };
        Some(row(vec![
            link.into(),
            cell(framework, element, name, result),
            target.into(),
            standing.into(),
            needs.into(),
        ]))
    });
    let columns = vec![
        column("Process", 32),
        column("Level", 24),
        column("Wanted", 16),
        column("Target", 14),
        column("Next level needs", 14),
    ];
    table("Levels, targets and what the next level needs", columns, rows.collect())
}

fn distribution(framework: &FrameworkResult, scale: &ScaleRecord) -> Option<Block> {
    let mut counts: IndexMap<&str, Vec<&str>> =
        scale.ratings.iter().map(|rating| (rating.id.as_str(), Vec::new())).collect();
    let mut others: IndexMap<String, Vec<&str>> = IndexMap::new();
    for (id, element) in top(framework) {
        let Some((_, result)) = main_result(element) else { continue };
        match &result.outcome {
            OutcomeRecord::Known { value, .. } => counts.entry(value).or_default().push(id),
            OutcomeRecord::Open { .. } => others.entry(words::outcome(&result.outcome)).or_default().push(id),
            OutcomeRecord::Void { why, .. } => others.entry(words::capital(why.words())).or_default().push(id),
        }
    }
    others.sort_keys();
    let known = counts.into_iter().map(|(id, ids)| (words::title(Some(scale), id), ids));
    let rows = known
        .chain(others)
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(title, ids)| row(vec![title.into(), ids.len().to_string().into(), ids.join(", ").into()]));
    let columns = vec![column("Level", 24), figures("Processes", 12), column("Which", 64)];
    table("Distribution", columns, rows.collect())
}

/// One row for each part of the whole, one cell for each result directly above rated items.
fn heat_map(framework: &FrameworkResult) -> Block {
    let mut tones: IndexMap<Tone, String> = IndexMap::new();
    let mut measured: indexmap::IndexSet<String> = indexmap::IndexSet::new();
    let mut rows = Vec::new();
    for (id, element) in top(framework) {
        let below = with_below(framework, id);
        let groups = below.into_iter().filter(|(_, below)| {
            is_composite(below)
                && (below.item.is_some()
                    || children(framework, below).any(|(_, child)| child.item.is_some() && !is_composite(child)))
        });
        let cells = groups.filter_map(|(id, element)| {
            let (name, result) = main_result(element)?;
            let scale = words::scale(framework, element, name);
            let tone = tone::of_outcome(scale, &result.outcome);
            note_tone(&mut tones, scale, &result.outcome, tone);
            let measure = framework.kinds.get(&element.kind).and_then(|kind| kind.measures.get(name));
            measured.extend(measure.map(|measure| measure.title.clone()));
            Some(heat::Cell {
                code: element.code.clone(),
                letters: letters(scale, &result.outcome),
                tone,
                link: anchor(framework, id),
            })
        });
        let cells: Vec<heat::Cell> = cells.collect();
        rows.push(heat::Row { name: words::name(id, element), link: anchor(framework, id), cells });
    }
    let order = [Tone::Good, Tone::Fair, Tone::Weak, Tone::Bad, Tone::Open, Tone::Void];
    let legend: Vec<(Tone, String)> =
        order.into_iter().filter_map(|tone| Some((tone, tones.get(&tone)?.clone()))).collect();
    let described = rows.iter().map(|row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| format!("{} {}", cell.code, cell.letters)).collect();
        format!("{}: {}", row.name, cells.join(", "))
    });
    let described = described.collect::<Vec<_>>().join("; ");
    let what = measured.into_iter().collect::<Vec<_>>().join(" or ");
    let caption = format!(
        "Each cell: {}. Letters say what colours say; the pages that follow hold every cell as a table.",
        words::lower(&what)
    );
    figure(framework, "heat", &caption, described, heat::map(&rows, &legend))
}

fn note_tone(tones: &mut IndexMap<Tone, String>, scale: Option<&ScaleRecord>, outcome: &OutcomeRecord, tone: Tone) {
    let words = match outcome {
        OutcomeRecord::Known { value, .. } => {
            let title = words::title(scale, value);
            if value.chars().count() <= 2 { title } else { format!("{} {title}", letter(scale, value)) }
        }
        OutcomeRecord::Open { .. } => "open: lowest–highest possible".to_owned(),
        OutcomeRecord::Void { .. } => "– does not count".to_owned(),
    };
    tones.entry(tone).or_insert(words);
}

fn letters(scale: Option<&ScaleRecord>, outcome: &OutcomeRecord) -> String {
    match outcome {
        OutcomeRecord::Known { value, .. } => letter(scale, value),
        OutcomeRecord::Open { low, high, .. } => format!("{}–{}", letter(scale, low), letter(scale, high)),
        OutcomeRecord::Void { .. } => "–".to_owned(),
    }
}

/// The rating itself where it is a letter or figure, else the first letter of its title; a number in full.
fn letter(scale: Option<&ScaleRecord>, word: &str) -> String {
    if word.chars().count() <= 2 || scale.is_some_and(|scale| scale.number.is_some()) {
        return word.to_owned();
    }
    words::title(scale, word).chars().take(1).collect()
}

/// How many rated items have which rating, for each part of the whole.
fn counts(framework: &FrameworkResult) -> Vec<Block> {
    let Some(whole) = framework.elements.values().next() else { return Vec::new() };
    let scale = framework.scales.values().find(|scale| {
        let known = |word: &String| scale.ratings.iter().any(|rating| rating.id == *word);
        !whole.coverage.rated.is_empty() && whole.coverage.rated.keys().all(known)
    });
    let Some(scale) = scale else {
        return vec![paragraph(
            "No item is rated yet, or items are rated on several scales; their counts stand with each part.",
        )];
    };
    let ratings: Vec<&str> = scale.ratings.iter().rev().map(|rating| rating.id.as_str()).collect();
    let mut parts: Vec<Part> = ratings
        .iter()
        .map(|id| Part { name: words::title(Some(scale), id), tone: tone::of_rating(Some(scale), id) })
        .collect();
    parts.push(Part { name: "Open".to_owned(), tone: Tone::Open });
    parts.push(Part { name: "Out of account".to_owned(), tone: Tone::Void });
    let elements = rows_of(framework);
    let row_counts = |element: &ElementResult| {
        let coverage = &element.coverage;
        let rated = ratings.iter().map(|id| coverage.rated.get(*id).copied().unwrap_or_default());
        rated.chain([coverage.open(), coverage.exempt()]).collect::<Vec<usize>>()
    };
    let bars: Vec<Bar> = elements
        .iter()
        .filter(|(_, element)| element.coverage.items > 0)
        .map(|(id, element)| Bar {
            name: words::name(id, element),
            link: anchor(framework, id),
            counts: row_counts(element),
        })
        .collect();
    let described = format!("{} of {} items that count are rated", whole.coverage.rated(), whole.coverage.counting());
    let caption = "Items by rating. Bars are as long as each other; the figure at the end is the count of items.";
    let mut blocks = vec![figure(framework, "counts", caption, described, stacked(&parts, &bars))];
    let mut columns = vec![column("Part", 34)];
    columns.extend(parts.iter().map(|part| figures(&part.name, 10)));
    columns.push(column("Remarks", 24));
    let all = elements.iter().copied().chain(framework.elements.first());
    let rows = all.map(|(id, element)| {
        let name = if element.parent.is_none() {
            Text::plain("All")
        } else {
            Text::default().link(anchor(framework, id), words::name(id, element))
        };
        let mut cells: Vec<Cell> = vec![name.into()];
        cells.extend(row_counts(element).into_iter().map(|count| Cell::from(count.to_string())));
        cells.push(remarks(&element.coverage).into());
        crate::report::document::Row { anchor: None, strong: element.parent.is_none(), cells }
    });
    blocks.extend(table("Items by rating", columns, rows.collect()));
    blocks
}

/// The parts that a table of counts has rows for: of few parts also their own parts, so that the table tells something.
fn rows_of(framework: &FrameworkResult) -> Vec<(&String, &ElementResult)> {
    const FEW: usize = 12;
    // As many bars as can be read on one page.
    const MOST: usize = 48;
    let parts = top(framework);
    if parts.len() > FEW {
        return parts;
    }
    let mut rows = Vec::new();
    for (id, element) in parts {
        rows.push((id, element));
        rows.extend(children(framework, element).filter(|(_, child)| is_composite(child)));
    }
    if rows.len() > MOST { top(framework) } else { rows }
}
