//! A carried result as text: what it is and what it is not first, then the elements, then what does not fit together and
//! what remains to be asked.

use crate::carry::{Carried, CarriedElement, Contradiction, FrameworkRecord, LABEL};
use crate::cli::output::Paint;
use crate::words;

/// How many of a list are named before the others are counted.
const NAMED: usize = 12;

/// The result as text.
pub(super) fn table(carried: &Carried, paint: Paint) -> String {
    let mut text = format!("{}\n{}\n", paint.strong(&carried.title), carried.organization);
    if !carried.notice.is_empty() {
        text.push_str(&format!("{}\n", paint.fair(&carried.notice)));
    }
    text.push_str(&format!("as of {}\n\n{}: {}\n", carried.as_of, paint.strong(&carried.to.title), paint.fair(LABEL)));
    let tailored = |framework: &FrameworkRecord| match &framework.tailors {
        Some(of) => format!("{} (tailored from {of}: what was removed is not known)", framework.title),
        None => framework.title.clone(),
    };
    let from: Vec<String> = carried.from.iter().map(tailored).collect();
    text.push_str(&format!("  From: {}\n", from.join("; ")));
    if !carried.over.is_empty() {
        let over: Vec<&str> = carried.over.iter().map(|framework| framework.title.as_str()).collect();
        text.push_str(&format!("  Over: {}\n", over.join("; ")));
    }
    for crosswalk in &carried.crosswalks {
        let standing = crosswalk.standing.words();
        text.push_str(&format!(
            "  By: {} {}, {standing}  [{}]\n",
            crosswalk.id, crosswalk.version, crosswalk.file.path
        ));
    }
    if let Some((_, whole)) = carried.elements.first() {
        text.push_str(&format!("  Done: {}\n", whole.degree.words));
        for result in whole.results.values() {
            text.push_str(&format!("  {}: {}\n", result.title, result.words));
        }
        text.push_str(&format!(
            "  Items: {} of {} settled to one rating, {} to ask\n",
            whole.settled,
            whole.items,
            whole.items - whole.settled
        ));
    }
    text.push_str(&format!("\n{}", elements(carried, paint)));
    text.push_str(&contradictions(&carried.contradictions, paint));
    text.push_str(&not_carried(carried, paint));
    text.push_str(&remaining(carried, paint));
    text
}

/// A line for each group.
fn elements(carried: &Carried, paint: Paint) -> String {
    let heads = ["", "done", "result", "routes", "settled", "to ask"].map(str::to_owned);
    let mut rows = vec![heads];
    let mut contradictory = vec![false];
    for (depth, id, element) in groups(carried) {
        let result = element.results.values().next().map_or_else(String::new, |result| result.words.clone());
        let routes = routes_at_and_below(carried, id);
        rows.push([
            format!("{}{}", "  ".repeat(depth), name(id, element)),
            element.degree.words.clone(),
            result,
            routes.to_string(),
            format!("{}/{}", element.settled, element.items),
            (element.items - element.settled).to_string(),
        ]);
        let of = |found: &Contradiction| found.element == *id && found.framework == carried.to.id;
        contradictory.push(carried.contradictions.iter().any(of));
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let left = |column: usize| format!("{:<width$}", row[column], width = widths[column]);
        let right = |column: usize| format!("{:>width$}", row[column], width = widths[column]);
        let line = format!("  {}  {}  {}  {}  {}  {}", left(0), left(1), left(2), right(3), right(4), right(5));
        let line = line.trim_end();
        let line = match (index, contradictory[index]) {
            (0, _) => paint.muted(line),
            (_, true) => paint.bad(&format!("{line}  contradictory")),
            (_, false) => line.to_owned(),
        };
        text.push_str(&format!("{line}\n"));
    }
    text
}

/// Most rows for which deeper groups are shown beside those that a reader asks for first.
const ROWS: usize = 60;

/// The groups that are shown, with their depth: those below the whole, down to the last of the same kind, and those below
/// them as deep as they are few.
fn groups(carried: &Carried) -> Vec<(usize, &String, &CarriedElement)> {
    let mut all: Vec<(usize, bool, &String, &CarriedElement)> = Vec::new();
    let whole = carried.elements.first();
    let mut open: Vec<(usize, bool, &String)> =
        whole.into_iter().flat_map(|(_, whole)| whole.children.iter().rev().map(|id| (0, true, id))).collect();
    while let Some((depth, first, id)) = open.pop() {
        let Some(element) = carried.elements.get(id) else { continue };
        all.push((depth, first, id, element));
        let children = element.children.iter().rev().filter_map(|id| Some((id, carried.elements.get(id)?)));
        let groups = children.filter(|(_, child)| child.item.is_none());
        open.extend(groups.map(|(id, child)| (depth + 1, first && child.kind == element.kind, id)));
    }
    let up_to = |deepest: usize| all.iter().filter(|(depth, first, ..)| *first || *depth <= deepest).count();
    let deepest = all.iter().map(|(depth, ..)| *depth).filter(|depth| up_to(*depth) <= ROWS).max();
    let shown = all.into_iter().filter(|(depth, first, ..)| *first || deepest.is_some_and(|deepest| *depth <= deepest));
    shown.map(|(depth, _, id, element)| (depth, id, element)).collect()
}

fn routes_at_and_below(carried: &Carried, id: &str) -> usize {
    let (mut count, mut open) = (0, vec![id]);
    while let Some(element) = open.pop().and_then(|id| carried.elements.get(id)) {
        count += element.routes.len();
        open.extend(element.children.iter().map(String::as_str));
    }
    count
}

/// Title of an element with its id.
pub(super) fn name(id: &str, element: &CarriedElement) -> String {
    if element.parent.is_none() {
        element.title.clone()
    } else if element.title.is_empty() || element.title == id {
        id.to_owned()
    } else {
        format!("{id} {}", element.title)
    }
}

/// An element with its framework, and its title where it has one.
pub(super) fn titled(framework: &str, id: &str, title: &str) -> String {
    let title = if title == id { String::new() } else { format!(" {title}") };
    format!("{framework}:{id}{title}")
}

fn contradictions(found: &[Contradiction], paint: Paint) -> String {
    if found.is_empty() {
        return String::new();
    }
    let says = words::count(
        found.len(),
        "element: what is said of it cannot all hold",
        "elements: what is said of them cannot all hold",
    );
    let mut text = format!("\n{}\n", paint.bad(&says));
    text.push_str("  The crosswalks or the assessment are wrong there; what is shown holds all that is said.\n");
    for contradiction in found {
        text.push_str(&format!(
            "  {}\n",
            titled(&contradiction.framework, &contradiction.element, &contradiction.title)
        ));
        for saying in &contradiction.said {
            let place = if saying.place.is_empty() { String::new() } else { format!("  [{}]", saying.place) };
            text.push_str(&format!("    {}: {}{place}\n", saying.interval.words, saying.by));
        }
    }
    text
}

fn not_carried(carried: &Carried, paint: Paint) -> String {
    if carried.not_carried.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", paint.strong("Related, but not carried over"));
    for element in carried.not_carried.iter().take(NAMED) {
        let name = titled(&element.framework, &element.element, &element.title);
        text.push_str(&format!("  {name}: {}\n", element.because));
    }
    text + &more(carried.not_carried.len())
}

fn remaining(carried: &Carried, paint: Paint) -> String {
    let remaining = &carried.remaining;
    if remaining.items.is_empty() {
        return format!("\n{}\n", paint.good("Nothing remains to be asked."));
    }
    let items = words::count(remaining.items.len(), "item remains", "items remain");
    let mut text = format!("\n{}\n", paint.strong(&format!("{items} to be asked")));
    match &remaining.questionnaire {
        Some(questionnaire) => {
            let questions = words::count(remaining.questions.len(), "question", "questions");
            let reached = remaining.items.len() - remaining.without_question.len();
            text.push_str(&format!(
                "  {questions} of `{questionnaire}` for {reached} of them; `--questionnaire FILE` writes these to be filled in\n"
            ));
        }
        None => text.push_str("  There is no questionnaire whose answers can be backed with evidence.\n"),
    }
    let without = remaining.without_question.len();
    if without > 0 && remaining.questionnaire.is_some() {
        let named = &remaining.without_question[..without.min(NAMED)];
        text.push_str(&format!("  no question reaches {}\n{}", named.join(", "), more(without)));
    }
    text
}

/// How many are not named.
fn more(all: usize) -> String {
    if all > NAMED { format!("  and {} more\n", all - NAMED) } else { String::new() }
}
