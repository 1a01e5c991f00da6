//! The sensitivity analysis as text: what holds first, then what each reading changes and why, then the completions.

use crate::assessment::{OutcomeRecord, Standing};
use crate::cli::output::Paint;
use crate::sensitivity::{
    Change, Conclusion, FrameworkSensitivity, Origin, Portion, Reached, Reading, Sensitivity, Shares, Simulation,
};
use crate::words;

/// The analysis as text.
pub(super) fn table(found: &Sensitivity, paint: Paint) -> String {
    let mut text = format!("{}\n{}\n", paint.strong(&found.title), found.organization);
    if !found.notice.is_empty() {
        text.push_str(&format!("{}\n", paint.fair(&found.notice)));
    }
    text.push_str(&format!(
        "as of {}, the same answers under other readings that the frameworks declare\n",
        found.as_of
    ));
    for framework in &found.frameworks {
        text.push_str(&format!("\n{}\n", paint.strong(&framework.title)));
        text.push_str(&holding(framework, paint));
        for reading in framework.readings.iter().filter(|reading| !changes_nothing(reading)) {
            text.push_str(&of_reading(framework, reading, paint));
        }
        let without: Vec<&Reading> = framework.readings.iter().filter(|reading| changes_nothing(reading)).collect();
        if !without.is_empty() {
            text.push_str("\n  No result changes under\n");
        }
        for reading in without {
            text.push_str(&format!("    {}{}\n", name(reading, paint), unused(reading)));
        }
        text.push_str(&completions(framework, paint));
    }
    text
}

fn changes_nothing(reading: &Reading) -> bool {
    reading.changed.is_empty() && reading.others.is_empty()
}

fn unused(reading: &Reading) -> &'static str {
    if reading.otherwise.is_empty() { ": this assessment does not use what it is about" } else { "" }
}

/// How many conclusions are named before the others are counted.
const NAMED: usize = 12;

/// What holds under every reading.
fn holding(framework: &FrameworkSensitivity, paint: Paint) -> String {
    let others = framework.readings.len();
    if others == 0 {
        return "  The framework declares no other reading.\n".to_owned();
    }
    let all = others + 1;
    let readings = words::count(others, "other reading", "other readings");
    let mut text = format!("  {}\n", paint.muted(&format!("as assessed, and {readings}, each tried alone")));
    for held in &framework.holding {
        let of = |conclusion: &&Conclusion| conclusion.kind == held.kind && conclusion.measure == held.measure;
        let conclusions: Vec<&Conclusion> = framework.conclusions.iter().filter(of).collect();
        if let [conclusion] = conclusions[..] {
            text.push_str(&format!("  {}\n", alone(conclusion, all, paint)));
            continue;
        }
        let title = words::lower(&held.measure_title);
        let says = format!("{} of {} {}: the same {title} under all {all} readings", held.same, held.of, held.plural);
        text.push_str(&format!("  {}\n", paint.strong(&says)));
        let same = conclusions.iter().filter(|conclusion| conclusion.other_under.is_empty());
        let same: Vec<&str> = same.map(|conclusion| conclusion.element.as_str()).collect();
        let more = same.len().saturating_sub(NAMED);
        if !same.is_empty() {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            text.push_str(&format!("    {}{more}\n", same[..same.len().min(NAMED)].join(", ")));
        }
        if held.targets > 0 {
            let (same, targets) = (held.same_standing, held.targets);
            let says = format!(
                "{same} of {targets} targets of {}: met, missed or open alike under all {all} readings",
                held.plural
            );
            text.push_str(&format!("  {}\n", paint.strong(&says)));
        }
    }
    text
}

/// A conclusion of which there is only one of its sort.
fn alone(conclusion: &Conclusion, all: usize, paint: Paint) -> String {
    let says = match conclusion.other_under.len() {
        0 => paint.good(&format!("the same under all {all} readings")),
        others => paint.fair(&format!("another result under {others} of {all} readings")),
    };
    format!("{}: {}, {says}", label(conclusion), words::outcome(&conclusion.outcome))
}

fn name(reading: &Reading, paint: Paint) -> String {
    let origin = match reading.origin {
        Origin::Variant => "",
        Origin::Method => "method ",
        Origin::Consensus => "consensus ",
    };
    format!("{origin}{}  {} ({})", paint.strong(&reading.id), reading.title, reading.certainty.words())
}

fn of_reading(framework: &FrameworkSensitivity, reading: &Reading, paint: Paint) -> String {
    let mut text = format!("\n  {}\n", name(reading, paint));
    for otherwise in &reading.otherwise {
        text.push_str(&format!("    {}\n", paint.muted(otherwise)));
    }
    let others = reading.others.iter().map(|others| {
        format!("{} of {} of {} {}", words::lower(&others.measure_title), others.changed, others.of, others.plural)
    });
    let others: Vec<String> = others.collect();
    let conclusions = words::count(framework.conclusions.len(), "conclusion", "conclusions");
    let further = if others.is_empty() { String::new() } else { format!("; also {}", others.join(", ")) };
    text.push_str(&format!("    changes {} of {conclusions}{further}\n", reading.changed.len()));
    let rows: Vec<[String; 3]> = reading.changed.iter().map(|change| row(framework, change, paint)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    let mut told: Option<&[String]> = None;
    for (change, row) in reading.changed.iter().zip(&rows) {
        let line = format!("    {:<first$}  {:<second$}  {}", row[0], row[1], row[2]);
        text.push_str(&format!("{}\n", line.trim_end()));
        // What makes the difference for several conclusions is said once.
        if told != Some(&change.why) {
            for why in &change.why {
                text.push_str(&format!("      {}\n", paint.muted(why)));
            }
        }
        told = Some(&change.why);
    }
    for refused in &reading.refused {
        text.push_str(&format!("    {}\n", paint.fair(&format!("a judgement would not be allowed: {refused}"))));
    }
    text
}

fn row(framework: &FrameworkSensitivity, change: &Change, paint: Paint) -> [String; 3] {
    let of = |conclusion: &&Conclusion| conclusion.element == change.element && conclusion.measure == change.measure;
    let conclusion = framework.conclusions.iter().find(of);
    let name = conclusion.map_or_else(|| change.element.clone(), label);
    let outcome = |outcome: &OutcomeRecord| words::outcome(outcome);
    let turn = change.standing.map(|turn| {
        let target = conclusion.and_then(|conclusion| conclusion.target.as_deref()).unwrap_or_default();
        let says = format!("target {target}: {} → {}", turn.before.words(), turn.after.words());
        if turn.after == Standing::Met { paint.good(&says) } else { paint.bad(&says) }
    });
    [name, format!("{} → {}", outcome(&change.before), outcome(&change.after)), turn.unwrap_or_default()]
}

/// What a conclusion is about: the measure for the whole, else the element.
fn label(conclusion: &Conclusion) -> String {
    named(&conclusion.element, &conclusion.title, &conclusion.measure_title)
}

fn named(element: &str, title: &str, measure: &str) -> String {
    match element {
        "whole" => measure.to_owned(),
        element if title.is_empty() || title == element => element.to_owned(),
        element => format!("{element} {title}"),
    }
}

/// How what is open could turn out.
fn completions(framework: &FrameworkSensitivity, paint: Paint) -> String {
    let Some(simulation) = &framework.simulation else { return String::new() };
    let Simulation { completions, seed, open, disputed, settled, .. } = simulation;
    let mut text = format!(
        "\n  {} completions of {} and {} (seed {seed})\n",
        paint.strong(&completions.to_string()),
        words::count(*open, "open item", "open items"),
        words::count(*disputed, "disputed item", "disputed items"),
    );
    text.push_str("    Shares of completions under these assumptions, no probabilities about the organization:\n");
    for assumption in &simulation.assumptions {
        text.push_str(&format!("    - {assumption}\n"));
    }
    text.push_str("    In brackets the Monte Carlo error: the interval of Wilson at 95 %.\n");
    if *settled > 0 {
        let all = framework.conclusions.len();
        let conclusions = words::count(all, "conclusion", "conclusions");
        text.push_str(&format!("    {settled} of {conclusions}: the same in every completion\n"));
    }
    let width = simulation.results.iter().map(|shares| title(shares).chars().count()).max().unwrap_or(0);
    for shares in &simulation.results {
        text.push_str(&format!("    {:<width$}  {}\n", title(shares), line(shares)));
    }
    text
}

fn title(shares: &Shares) -> String {
    named(&shares.element, &shares.title, &shares.measure_title)
}

fn line(shares: &Shares) -> String {
    let mut parts: Vec<String> = Vec::new();
    let reached = |reached: &Reached| format!("{} {}", reached.value, portion(&reached.exactly));
    parts.extend(shares.ratings.iter().filter(|rating| rating.exactly.count > 0).map(reached));
    if let Some(spread) = &shares.numbers {
        parts.push(format!(
            "{} to {}, nine of ten at least {}, half at least {}, one of ten at least {}",
            spread.lowest, spread.highest, spread.tenth, spread.median, spread.ninetieth
        ));
    }
    parts.extend(shares.open.as_ref().map(|open| format!("open all the same {}", portion(open))));
    parts.extend(shares.none.as_ref().map(|none| format!("no result {}", portion(none))));
    if let Some(target) = &shares.target {
        parts.push(format!("target {} met {}", target.value, portion(&target.met)));
    }
    parts.join(", ")
}

fn portion(portion: &Portion) -> String {
    format!("{} ({} to {})", portion.share, portion.from.trim_end_matches(" %"), portion.to)
}
