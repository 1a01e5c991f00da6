//! OpenSSF Best Practices badge: how much of each level is reached, and the level that follows.
//!
//! What counts as a justification or as an address is a pattern of text, which is not for the engine: the test says for
//! each answer what its text holds, and the rules say what is needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;

use super::data::{Row, folders};
use super::engine::{Case, Shown, agreed, filled, quoted, score};
use super::exact;

/// Characters that a justification has at least.
const SHORTEST: usize = 5;

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: best-practices-badge
title: OpenSSF Best Practices badge of a project
edition: criteria as of 2026
version: 1.0.0
about: Criteria of three levels; a level is reached where all of its criteria are met well enough.
rights: Criteria are named, not quoted (text under CC BY 3.0 or later).
scales:
  status:
    title: Status of a criterion
    ratings:
      - {id: unknown, title: Not said}
      - {id: unmet, title: Unmet}
      - {id: met, title: Met}
  verdict:
    title: Whether a criterion is met well enough
    ratings:
      - {id: no, title: No}
      - {id: yes, title: Yes}
  criteria:
    title: Number of criteria
    number: {from: 0, to: MOST}
  percentage:
    title: Percentage
    number: {from: 0, to: 100, decimals: 0, rounding: half-up, never-full-early: true}
  tiered:
    title: Percentages of the levels, one after the other
    number: {from: 0, to: TIERS}
  badge:
    title: Badge
    ratings:
      - {id: in_progress, title: In progress}
      - {id: passing, title: Passing}
      - {id: silver, title: Silver}
      - {id: gold, title: Gold}
states:
  not-applicable: exclude
  not-triggered: exclude
  out-of-scope: exclude
  dont-know: lowest
  unanswered: lowest
  not-rated: lowest
";

/// What decides whether an answer is good enough.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Needs {
    category: String,
    address: bool,
    justification: bool,
    not_applicable: bool,
    justification_of_not_applicable: bool,
}

impl Needs {
    fn of(row: &Row) -> Needs {
        Needs {
            category: row.get("category").to_uppercase(),
            address: row.says("met_url_required"),
            justification: row.says("met_justification_required"),
            not_applicable: row.says("na_allowed"),
            justification_of_not_applicable: row.says("na_justification_required"),
        }
    }

    /// The kind of element that such criteria are.
    fn kind(&self) -> String {
        let mut kind = self.category.to_lowercase();
        let flags = [
            (self.address, "-address"),
            (self.justification, "-justified"),
            (self.not_applicable, "-may-not-apply"),
            (self.justification_of_not_applicable, "-with-reason"),
        ];
        flags.iter().filter(|(set, _)| *set).for_each(|(_, words)| kind.push_str(words));
        kind
    }

    /// Kind and rule as YAML.
    fn written(&self) -> (String, String) {
        let kind = self.kind();
        let exemption = if self.not_applicable { "allowed" } else { "refused" };
        let declared = format!(
            "  {kind}:
    title: criterion
    plural: criteria
    rated-on: status
    not-applicable: {exemption}
    measures:
      enough: {{title: Met well enough, scale: verdict, rule: {kind}}}
      status: {{title: Status, scale: status, stated: as-said}}
"
        );
        let mut met = vec!["{every: {of: {own: status}, is: [met]}}"];
        if self.address {
            met.push("{evidence: {kind: [record], at-least: 1}}");
        }
        if self.justification {
            met.push("{evidence: {kind: [document], at-least: 1}}");
        }
        let mut cases =
            format!("          - {{when: {{all: [{}]}}, then: yes, because: met as asked for}}\n", met.join(", "));
        let unmet = "{every: {of: {own: status}, is: [unmet]}}";
        match self.category.as_str() {
            "SUGGESTED" => {
                let _ = writeln!(cases, "          - {{when: {unmet}, then: yes, because: it is a suggestion only}}");
            }
            "SHOULD" => {
                let _ = writeln!(
                    cases,
                    "          - {{when: {{all: [{unmet}, {{evidence: {{kind: [document], at-least: 1}}}}]}}, then: yes, \
                     because: there is a reason}}"
                );
            }
            _ => {}
        }
        let rule = format!(
            "  {kind}:
    title: When such a criterion is met well enough
    source: OpenSSF Best Practices badge
    certainty: seen
    states: {{not-applicable: propagate}}
    does:
      decide:
        scale: verdict
        cases:
{cases}        otherwise: {{then: no, because: \"not met, or not as asked for\"}}
"
        );
        (declared, rule)
    }
}

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    #[serde(default)]
    all_of_levels: Vec<AllOfLevel>,
    #[serde(default)]
    overrides: BTreeMap<String, Said>,
    expected: Expected,
}

#[derive(Deserialize)]
struct AllOfLevel {
    level: String,
    status: String,
    justification: Option<String>,
}

#[derive(Deserialize, Clone, Default)]
struct Said {
    status: String,
    justification: Option<String>,
}

#[derive(Deserialize)]
struct Expected {
    #[serde(default)]
    enough: Vec<u32>,
    #[serde(default)]
    active: Vec<u32>,
    #[serde(default)]
    pct: Vec<u32>,
    tiered: Option<u32>,
}

/// Levels, each with its criteria.
type Levels = BTreeMap<String, Vec<(String, Needs)>>;

#[test]
fn best_practices_badge() {
    for folder in folders("badge") {
        if let (Some(criteria), Some(vectors)) = (folder.table("criteria.csv"), folder.text("vectors.yaml")) {
            check(&criteria, &vectors);
        }
    }
}

fn check(criteria: &[Row], vectors: &str) {
    let vectors: Vectors = serde_yaml::from_str(vectors).expect("the vectors can be read");
    let mut levels = Levels::new();
    for row in criteria.iter().filter(|row| !row.says("future") && !row.says("obsolete")) {
        let level = levels.entry(row.get("level").to_owned()).or_default();
        level.push((row.get("id").to_owned(), Needs::of(row)));
    }
    let framework = framework(&levels);
    let cases: Vec<Case> = vectors.cases.iter().map(|vector| case(vector, &levels)).collect();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for shown in score("best-practices-badge", &framework, &cases).iter().flatten() {
        compared += 1;
        if !same(shown) {
            wrong.push(format!("{}: published {}, the engine shows {}", shown.name, shown.published, shown.text));
        }
    }
    agreed(&format!("Best Practices badge, {} vectors", cases.len()), compared, &wrong);
}

fn same(shown: &Shown) -> bool {
    match exact::number(&shown.published) {
        Some(number) => shown.number() == number,
        None => shown.value() == shown.published,
    }
}

fn framework(levels: &Levels) -> String {
    let most = levels.values().map(Vec::len).max().unwrap_or(0);
    let mut text = filled(FRAMEWORK, &[("MOST", &most.to_string()), ("TIERS", &(100 * levels.len()).to_string())]);
    let needs: BTreeSet<&Needs> = levels.values().flatten().map(|(_, needs)| needs).collect();
    text.push_str(
        "kinds:
  whole:
    title: project
    plural: projects
    measures:
      tiered: {title: Percentages of the levels, scale: tiered, rule: tiered}
      badge: {title: Badge, scale: badge, rule: badge}
",
    );
    let mut rules = String::from(
        "rules:
  as-said:
    title: What the project says
    source: OpenSSF Best Practices badge
    certainty: seen
    does: {consensus: {scale: status, method: lowest}}
  percentage:
    title: Share of the criteria that are met well enough
    text: Never 100 before all of them are.
    source: OpenSSF Best Practices badge
    certainty: seen
    does:
      round:
        value:
          calculate:
            multiply:
              - number: 100
              - calculate: {divide: [{result: {of: {own: enough}}}, {result: {of: {own: active}}}]}
        decimals: 0
        mode: half-up
        below-complete: 100
  badge:
    title: The highest level that is complete
    source: OpenSSF Best Practices badge
    certainty: seen
    does:
      band:
        of: {result: {of: {own: tiered}}}
        scale: badge
        bounds: {in_progress: {below: 100}, passing: {below: 200}, silver: {below: 300}, gold: {}}
",
    );
    for level in levels.keys() {
        let _ = write!(
            text,
            "  level-{level}:
    title: level
    plural: levels
    measures:
      percentage: {{title: Percentage, scale: percentage, rule: percentage}}
      enough: {{title: Criteria met well enough, scale: criteria, rule: enough-{level}}}
      active: {{title: Criteria, scale: criteria, rule: active-{level}}}
"
        );
        let kinds: BTreeSet<String> = levels[level].iter().map(|(_, needs)| needs.kind()).collect();
        let counts = |test: &str| {
            let counts: Vec<String> =
                kinds.iter().map(|kind| format!("{{count: {{of: {{every: {kind}}}, {test}}}}}")).collect();
            counts.join(", ")
        };
        for (name, title, test) in
            [("enough", "Criteria that are met well enough", "is: [yes]"), ("active", "All criteria", "at-least: no")]
        {
            let _ = write!(
                rules,
                "  {name}-{level}:
    title: {title}
    text: What does not apply counts as met; what nobody has said anything about does not.
    source: OpenSSF Best Practices badge
    certainty: seen
    states: {{not-applicable: highest}}
    does: {{calculate: {{add: [{}]}}}}
",
                counts(test)
            );
        }
    }
    for needs in needs {
        let (kind, rule) = needs.written();
        text.push_str(&kind);
        rules.push_str(&rule);
    }
    text.push_str(&rules);
    text.push_str(&tiered(levels));
    text.push_str("elements:\n");
    for (level, criteria) in levels {
        let _ =
            writeln!(text, "  - id: level-{level}\n    kind: level-{level}\n    title: Level {level}\n    contains:");
        for (id, needs) in criteria {
            let _ = writeln!(
                text,
                "      - {{id: {}, kind: {}, title: {}}}",
                quoted(&element(level, id)),
                needs.kind(),
                quoted(id)
            );
        }
    }
    text
}

/// A level counts in the tiered percentage where all levels before it are complete.
fn tiered(levels: &Levels) -> String {
    let names: Vec<&String> = levels.keys().collect();
    let parts = names.iter().enumerate().map(|(index, level)| {
        let mut factors: Vec<String> = names[..index]
            .iter()
            .map(|before| format!("{{count: {{of: {{these: [level-{before}]}}, at-least: 100}}}}"))
            .collect();
        factors.push(format!("{{result: {{of: {{these: [level-{level}]}}}}}}"));
        format!("{{calculate: {{multiply: [{}]}}}}", factors.join(", "))
    });
    format!(
        "  tiered:
    title: Percentages of the levels, one after the other
    source: OpenSSF Best Practices badge
    certainty: seen
    does: {{calculate: {{add: [{}]}}}}
",
        parts.collect::<Vec<_>>().join(", ")
    )
}

/// The id of a criterion in a level; one criterion may stand in several.
fn element(level: &str, criterion: &str) -> String {
    format!("{criterion}-{level}")
}

fn case(vector: &Vector, levels: &Levels) -> Case {
    let mut said: BTreeMap<&str, Said> = BTreeMap::new();
    for all in &vector.all_of_levels {
        for (id, _) in levels.get(&all.level).into_iter().flatten() {
            said.insert(id, Said { status: all.status.clone(), justification: all.justification.clone() });
        }
    }
    said.extend(vector.overrides.iter().map(|(id, said)| (id.as_str(), said.clone())));
    let mut answers = Vec::new();
    for (level, criteria) in levels {
        for (id, needs) in criteria {
            if let Some(answer) = said.get(id.as_str()).and_then(|said| answer(said, needs)) {
                answers.push((element(level, id), answer));
            }
        }
    }
    let mut published = Vec::new();
    let columns = [("enough", &vector.expected.enough), ("active", &vector.expected.active)];
    for (measure, figures) in columns.into_iter().chain([("percentage", &vector.expected.pct)]) {
        for (level, figure) in levels.keys().zip(figures) {
            published.push((format!("level-{level}"), measure.to_owned(), figure.to_string()));
        }
    }
    if let Some(tiered) = vector.expected.tiered {
        let badge = ["in_progress", "passing", "silver", "gold"][(tiered / 100) as usize];
        published.push(("whole".to_owned(), "tiered".to_owned(), tiered.to_string()));
        published.push(("whole".to_owned(), "badge".to_owned(), badge.to_owned()));
    }
    Case { name: vector.name.clone(), answers, published }
}

/// What was said of a criterion as YAML; nothing where it is still open.
fn answer(said: &Said, needs: &Needs) -> Option<String> {
    let text = said.justification.as_deref().unwrap_or_default();
    let justified = text.chars().count() >= SHORTEST && !text.starts_with("// ");
    let mut evidence = Vec::new();
    if justified {
        evidence.push("document");
    }
    if has_address(text) {
        evidence.push("record");
    }
    let evidence = evidence.join(", ");
    match said.status.as_str() {
        "Met" => Some(format!("{{answer: met, evidence: [{evidence}]}}")),
        "Unmet" => Some(format!("{{answer: unmet, evidence: [{evidence}]}}")),
        "N/A" if !needs.justification_of_not_applicable || justified => {
            let reason = if text.trim().is_empty() { "said without a reason, which is enough here" } else { text };
            Some(format!("{{not-applicable: {}}}", quoted(reason)))
        }
        "N/A" => Some("{not-rated: said not to apply without the reason that is asked for}".to_owned()),
        "?" | "" => None,
        other => panic!("`{other}` is no status"),
    }
}

/// Whether a text holds an address: `http://` or `https://`, and a host with a dot behind it.
fn has_address(text: &str) -> bool {
    let starts = text.match_indices("http://").chain(text.match_indices("https://"));
    let hosts = starts.map(|(at, scheme)| {
        let rest = &text[at + scheme.len()..];
        rest.split(|character: char| character == '/' || character.is_whitespace()).next().unwrap_or_default()
    });
    hosts.into_iter().any(|host| host.split_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty()))
}

#[test]
fn addresses_are_seen() {
    assert!(has_address("See https://www.example.org/") && has_address("http://a.b"));
    assert!(!has_address("https://") && !has_address("see www.example.org") && !has_address("https://localhost/a.b"));
}
