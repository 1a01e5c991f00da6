//! One carried element explained: every route to it, hop by hop, down to what was assessed.

use super::table::{name, titled};
use crate::carry::{Carried, CarriedElement, LABEL, Route};
use crate::cli::output::Paint;
use crate::explain::{Line, tree};

/// The explanation as text; `None` for an element that the framework does not have.
pub(super) fn explain(carried: &Carried, id: &str, paint: Paint) -> Option<String> {
    let element = carried.elements.get(id)?;
    let title =
        format!("{}:{}", carried.to.id, if element.parent.is_none() { id.to_owned() } else { name(id, element) });
    let mut text = format!("{}  {}\n", paint.strong(&title), paint.fair(LABEL));
    if !element.text.is_empty() && element.text != element.title {
        text.push_str(&format!("  {}\n", element.text));
    }
    text.push_str(&format!("  Done: {}\n", element.degree.words));
    for result in element.results.values() {
        text.push_str(&format!("  {}: {}\n", result.title, result.words));
    }
    let contradiction =
        carried.contradictions.iter().find(|found| found.framework == carried.to.id && found.element == id);
    if contradiction.is_some() {
        let says = "what is said of it cannot all hold: the crosswalks or the assessment are wrong";
        text.push_str(&format!("  {}\n", paint.bad(says)));
    }
    let mut lines = Vec::new();
    routes(&mut lines, 0, &element.routes);
    if let Some(above) = &element.from_above {
        let whole = carried.elements.get(above);
        let degree = whole.map_or("", |whole| whole.degree.words.as_str());
        lines.push(line(0, format!("{degree}: as part of {above}"), ""));
        routes(&mut lines, 1, whole.map_or(&[], |whole| &whole.routes));
    }
    if let Some(parts) = &element.from_below {
        lines.push(line(0, format!("{}: its parts together, by weight", parts.words), ""));
        let children = element.children.iter().filter_map(|id| Some((id, carried.elements.get(id)?)));
        lines.extend(children.map(|(id, part)| line(1, says(id, part), "")));
    }
    if lines.is_empty() {
        lines.push(line(0, "no relation leads here, or nothing was carried by those that do".to_owned(), ""));
    }
    text.push_str(&format!("\n{}", tree(&lines)));
    Some(text)
}

fn says(id: &str, part: &CarriedElement) -> String {
    format!("{}: {}", name(id, part), part.degree.words)
}

fn routes(lines: &mut Vec<Line>, depth: u8, routes: &[Route]) {
    for route in routes {
        let (source, relation) = (&route.source, &route.relation);
        lines.push(line(
            depth,
            format!(
                "{}: {}:{} {} it",
                route.interval.words,
                source.framework,
                source.element,
                relation.relation.words()
            ),
            "",
        ));
        let share = |share: &Option<String>| share.clone().unwrap_or_else(|| "an unknown share".to_owned());
        let backwards = if relation.backwards { ", read backwards" } else { "" };
        lines.push(line(
            depth + 1,
            format!(
                "{}: covers {} of it, and it {} of the source; {}{backwards}: {}",
                relation.relation.word(),
                share(&relation.strength),
                share(&relation.strength_back),
                relation.certainty.words(),
                relation.because
            ),
            &relation.place,
        ));
        let name = titled(&source.framework, &source.element, &source.title);
        let how = format!("{name}: {}, {}", source.degree.words, source.how);
        lines.push(line(depth + 1, how, ""));
        self::routes(lines, depth + 2, &source.routes);
    }
}

fn line(depth: u8, text: String, place: &str) -> Line {
    Line { depth, text, place: place.to_owned() }
}
