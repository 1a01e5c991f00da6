//! Cases as files.

use std::collections::BTreeMap;
use std::fmt::Write;

use gradus::load::{ReadError, Store};

use super::{Case, Leaf, Said};

/// In which order a case is written down, and with what changed.
pub struct Layout {
    /// Everything whose order means nothing, the other way round.
    pub reversed: bool,
    /// By what every weight is multiplied, as a fraction.
    pub weights_times: (usize, usize),
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { reversed: false, weights_times: (1, 1) }
    }
}

/// Files in memory.
pub struct Memory(BTreeMap<String, String>);

impl Store for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
        let mut found: Vec<String> =
            inside.filter_map(|rest| Some(format!("{folder}/{}", rest.split('/').next()?))).collect();
        found.dedup();
        found
    }
}

impl Memory {
    pub fn of(case: &Case, layout: &Layout) -> Memory {
        let mut files = BTreeMap::new();
        files.insert("frameworks/small/framework.yaml".to_owned(), framework(case, layout));
        files.insert("job/assessment.yaml".to_owned(), assessment(case));
        for (index, said) in case.responses.iter().enumerate() {
            let number = if layout.reversed { case.responses.len() - index } else { index };
            files.insert(format!("job/responses/{number}.yaml"), responses(case, layout, index, said));
        }
        if !case.judgements.is_empty() {
            files.insert("job/judgements.yaml".to_owned(), judgements(case, layout));
        }
        Memory(files)
    }

    pub fn text(&self) -> String {
        self.0.iter().map(|(path, text)| format!("--- {path}\n{text}\n")).collect()
    }
}

fn in_order<'a, T>(layout: &Layout, items: &'a [T]) -> Vec<&'a T> {
    if layout.reversed { items.iter().rev().collect() } else { items.iter().collect() }
}

/// Whether the case, as it is now, still has an element with this id or code.
fn is_left(case: &Case, name: &str) -> bool {
    let is_named = |leaf: &Leaf| leaf.id == name || leaf.id.rsplit('/').next() == Some(name);
    case.groups.iter().any(|group| group.id == name || group.leaves.iter().any(is_named))
}

fn framework(case: &Case, layout: &Layout) -> String {
    let mut text = "format: gradus/framework/1\nid: small\ntitle: Small\nedition: Made up\nversion: 1.0.0\n\
        about: A random framework.\nrights: None.\ntags:\n  marked: {title: marked, meaning: Chosen by chance.}\nscales:\n"
        .to_owned();
    for scale in &case.scales {
        writeln!(text, "  {}:\n    title: Scale\n    ratings:", scale.name()).unwrap();
        for rank in 0..scale.ratings {
            let bound = scale.bounds.as_ref().map_or(String::new(), |bounds| format!(", up-to: {} %", bounds[rank]));
            writeln!(text, "      - {{id: {0}, title: {0}{bound}}}", scale.word(rank)).unwrap();
        }
    }
    text.push_str(&kinds(case));
    let [not_applicable, not_triggered, out_of_scope, dont_know, unanswered] = case.states;
    writeln!(
        text,
        "states: {{not-applicable: {not_applicable}, not-triggered: {not_triggered}, out-of-scope: {out_of_scope}, \
         dont-know: {dont_know}, unanswered: {unanswered}}}"
    )
    .unwrap();
    text.push_str(&rules(case));
    text.push_str("elements:\n");
    let weight = |(over, under): (usize, usize)| {
        let (times, parts) = layout.weights_times;
        format!("{}/{}", over * times, under * parts)
    };
    for group in in_order(layout, &case.groups) {
        writeln!(text, "  - id: {0}\n    kind: group\n    title: {0}\n    weight: {1}", group.id, weight(group.weight))
            .unwrap();
        if !group.leaves.is_empty() {
            text.push_str("    contains:\n");
        }
        for leaf in in_order(layout, &group.leaves) {
            let tags = if leaf.tagged { ", tags: [marked]" } else { "" };
            let trigger = if leaf.may_be_idle { ", trigger: it rains" } else { "" };
            writeln!(text, "      - {{id: {0}, text: {0}, weight: {1}{tags}{trigger}}}", leaf.id, weight(leaf.weight))
                .unwrap();
        }
    }
    text
}

fn kinds(case: &Case) -> String {
    let mut text = "kinds:\n  whole:\n    title: whole\n    plural: wholes\n    measures:\n".to_owned();
    for measure in &case.of_whole {
        let (name, scale) = (&measure.name, measure.scale);
        writeln!(text, "      {name}: {{title: {name}, scale: scale-{scale}, rule: {name}}}").unwrap();
    }
    text.push_str("  group:\n    title: group\n    plural: groups\n    default-child: leaf\n");
    if case.groups_are_rated {
        writeln!(text, "    rated-on: scale-{}", case.of_groups[0].scale).unwrap();
    }
    text.push_str("    measures:\n");
    for (index, measure) in case.of_groups.iter().enumerate() {
        let (name, scale) = (&measure.name, measure.scale);
        let stated = if case.groups_are_rated && index == 0 { ", stated: said-of-groups" } else { "" };
        writeln!(text, "      {name}: {{title: {name}, scale: scale-{scale}, rule: {name}{stated}}}").unwrap();
    }
    text.push_str(
        "  leaf:\n    title: leaf\n    plural: leaves\n    rated-on: scale-0\n    not-applicable: allowed\n    \
         measures:\n      rating: {title: rating, scale: scale-0, stated: said}\n",
    );
    text
}

fn rules(case: &Case) -> String {
    let head = "title: rule, source: made up, certainty: ours";
    let consensus = |scale: usize| format!("{{consensus: {{scale: scale-{scale}, method: {}}}}}", case.consensus);
    let mut text = format!("rules:\n  said: {{{head}, does: {}}}\n", consensus(0));
    if case.groups_are_rated {
        let rule = consensus(case.of_groups[0].scale);
        writeln!(text, "  said-of-groups: {{{head}, does: {rule}}}").unwrap();
    }
    for measure in case.of_groups.iter().chain(&case.of_whole) {
        let rule = measure.yaml(&|name| is_left(case, name)).unwrap_or_else(|| "nothing is left to name".to_owned());
        writeln!(
            text,
            "  {}:\n    title: rule\n    source: made up\n    certainty: ours\n    does: {rule}",
            measure.name
        )
        .unwrap();
    }
    text
}

fn assessment(case: &Case) -> String {
    let out: Vec<String> = case.out_of_scope.iter().map(|id| format!("{id}: left out")).collect();
    format!(
        "format: gradus/assessment/1\nid: job\ntitle: Job\norganization: {{name: Made up}}\nscope: {{statement: All}}\n\
         sponsor: {{name: Sponsor}}\nteam:\n  - {{id: lead, name: Lead}}\nclass: 3\nindependence: D\n\
         dates: {{from: 2026-01-01, to: 2026-03-01, report: 2026-04-01}}\n\
         frameworks:\n  - {{id: small, version: 1.0.0, out-of-scope: {{{}}}}}\n",
        out.join(", ")
    )
}

fn responses(case: &Case, layout: &Layout, index: usize, said: &[(String, Said)]) -> String {
    let mut text = format!(
        "format: gradus/responses/1\nrespondent: {{id: r{index}, role: practitioner}}\nmethod: interview\n\
         date: 2026-02-01\nframework: small\nratings:{}\n",
        if said.is_empty() { " {}" } else { "" }
    );
    for (id, said) in in_order(layout, said) {
        let answer = match said {
            Said::Rating(0) => format!("{{answer: {}, note: seen at {id}}}", case.scale_of(id).word(0)),
            Said::Rating(rank) => case.scale_of(id).word(*rank),
            Said::DontKnow => "don't know".to_owned(),
            Said::NotApplicable => "{not-applicable: no such thing here}".to_owned(),
            Said::NotTriggered => "{not-triggered: it did not rain}".to_owned(),
        };
        writeln!(text, "  {id}: {answer}").unwrap();
    }
    text
}

fn judgements(case: &Case, layout: &Layout) -> String {
    let mut text = "format: gradus/judgements/1\njudgements:\n".to_owned();
    for (id, said) in in_order(layout, &case.judgements) {
        let decided = match said {
            Said::Rating(rank) => format!("rating: {}", case.scale_of(id).word(*rank)),
            Said::DontKnow => "rating: don't know".to_owned(),
            Said::NotApplicable => "not-applicable: no such thing here".to_owned(),
            Said::NotTriggered => "not-triggered: it did not rain".to_owned(),
        };
        writeln!(text, "  - {{framework: small, element: {id}, {decided}, because: seen, by: lead, date: 2026-02-02}}")
            .unwrap();
    }
    text
}
