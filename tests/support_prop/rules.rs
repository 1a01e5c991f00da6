//! Random scales and rules.

use super::{Flavour, Tape};

/// A scale of two to five ratings, named by a letter and their rank.
#[derive(Clone)]
pub struct Scale {
    pub index: usize,
    pub ratings: usize,
    /// Upper bounds in per cent, where it has bands.
    pub bounds: Option<Vec<usize>>,
}

impl Scale {
    pub fn draw(tape: &mut Tape<'_>, index: usize) -> Scale {
        let ratings = tape.between(2, 5);
        let bounds = tape.once_in(2).then(|| bounds(tape, ratings));
        Scale { index, ratings, bounds }
    }

    fn banded(tape: &mut Tape<'_>, index: usize) -> Scale {
        let ratings = tape.between(2, 5);
        Scale { index, ratings, bounds: Some(bounds(tape, ratings)) }
    }

    pub fn name(&self) -> String {
        format!("scale-{}", self.index)
    }

    pub fn word(&self, rank: usize) -> String {
        format!("{}{rank}", char::from(b'p' + self.index as u8))
    }

    fn words(&self, ranks: impl IntoIterator<Item = usize>) -> String {
        ranks.into_iter().map(|rank| self.word(rank)).collect::<Vec<_>>().join(", ")
    }
}

/// Closed upper bounds, climbing, the last 100 %. Few values, so that shares often meet a bound exactly.
fn bounds(tape: &mut Tape<'_>, ratings: usize) -> Vec<usize> {
    const STEPS: [usize; 9] = [0, 10, 15, 25, 33, 50, 60, 75, 85];
    let mut chosen: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = STEPS.to_vec();
    for _ in 1..ratings {
        chosen.push(left.remove(tape.below(left.len())));
    }
    chosen.sort_unstable();
    chosen.push(100);
    chosen
}

/// Something that is determined, with its rule as YAML in flow style.
#[derive(Clone)]
pub struct Measure {
    pub name: String,
    pub kind: &'static str,
    /// Position of its scale.
    pub scale: usize,
    rule: Rule,
}

/// Elements that a rule may select: their kind, their measures with the scales of those, and their ids.
pub struct Level {
    pub kind: &'static str,
    pub measures: Vec<(String, usize)>,
    pub ids: Vec<String>,
}

#[derive(Clone)]
enum Selection {
    Every(String),
    These { ids: Vec<String>, measure: String },
}

#[derive(Clone)]
enum Rule {
    Simple { of: Selection, before: String, after: String },
    Ladder { of: Selection, head: String, levels: Vec<(String, Vec<String>)> },
    Decide { scale: String, cases: Vec<(Condition, String)>, otherwise: String },
}

#[derive(Clone)]
enum Condition {
    Among { kind: String, of: Selection, is: String },
    Many { kind: &'static str, of: Vec<Condition> },
    Not(Box<Condition>),
}

impl Measure {
    /// A rule over one of the levels; the nearest level is the likeliest.
    pub fn draw(
        tape: &mut Tape<'_>,
        flavour: Flavour,
        name: &str,
        scales: &mut Vec<Scale>,
        levels: &[&Level],
    ) -> Measure {
        let level = levels[if tape.once_in(4) { levels.len() - 1 } else { 0 }];
        let (of, input) = Selection::draw(tape, level);
        let input = scales[input].clone();
        let next = scales.len();
        let kinds = ["lowest", "highest", "ordinal", "ordinal", "band", "band", "ladder", "ladder", "decide", "decide"];
        let kind = tape.pick(if flavour == Flavour::Any { &kinds } else { &kinds[..8] });
        let (scale, rule) = match kind {
            "lowest" | "highest" => {
                (input.index, Rule::Simple { of, before: format!("{kind}: {{of: "), after: "}".to_owned() })
            }
            "ordinal" => {
                let methods =
                    ["mean, tie: down", "mean, tie: up", "median, tie: down", "median, tie: up", "lowest", "highest"];
                let after = format!(", method: {}}}", tape.pick(&methods));
                (input.index, Rule::Simple { of, before: "ordinal: {of: ".to_owned(), after })
            }
            "band" => {
                scales.push(Scale::banded(tape, next));
                let values = values(tape, flavour, &input);
                let weighted = if tape.once_in(2) { ", weighted: true" } else { "" };
                let before = format!("band: {{scale: scale-{next}, of: {{mean: {{of: ");
                (next, Rule::Simple { of, before, after: format!("{values}{weighted}}}}}}}") })
            }
            "ladder" => {
                let scale = Scale::draw(tape, next);
                let ids =
                    if level.kind == "leaf" { &["a", "b", "c", "d", "e", "f"][..] } else { &["g0", "g1", "g2", "g3"] };
                let is_code = |code: &&&str| level.ids.iter().any(|id| id.rsplit('/').next() == Some(code));
                let codes: Vec<String> = ids.iter().filter(is_code).map(|code| (*code).to_owned()).collect();
                let rule = ladder(tape, flavour, of, &input, &scale, &codes);
                scales.push(scale);
                (next, rule)
            }
            _ => {
                let scale = Scale::draw(tape, next);
                let mut cases = Vec::new();
                for _ in 0..tape.between(1, 3) {
                    cases.push((condition(tape, levels, scales, 2), scale.word(tape.below(scale.ratings))));
                }
                let otherwise = scale.word(tape.below(scale.ratings));
                let rule = Rule::Decide { scale: scale.name(), cases, otherwise };
                scales.push(scale);
                (next, rule)
            }
        };
        Measure { name: name.to_owned(), kind, scale, rule }
    }

    /// The rule as YAML, without elements that are gone; `None` if nothing is left for it to name.
    pub fn yaml(&self, is_left: &dyn Fn(&str) -> bool) -> Option<String> {
        Some(match &self.rule {
            Rule::Simple { of, before, after } => format!("{{{before}{}{after}}}", of.yaml(is_left)?),
            Rule::Ladder { of, head, levels } => {
                let level = |(word, codes): &(String, Vec<String>)| {
                    let codes: Vec<&str> = codes.iter().map(String::as_str).filter(|code| is_left(code)).collect();
                    format!("{word}: [{}]", codes.join(", "))
                };
                let levels: Vec<String> = levels.iter().map(level).collect();
                format!("{{ladder: {{of: {}, {head}, levels: {{{}}}}}}}", of.yaml(is_left)?, levels.join(", "))
            }
            Rule::Decide { scale, cases, otherwise } => {
                let case = |(when, then): &(Condition, String)| {
                    Some(format!("{{when: {}, then: {then}, because: so}}", when.yaml(is_left)?))
                };
                let cases: Option<Vec<String>> = cases.iter().map(case).collect();
                let cases = cases?.join(", ");
                format!(
                    "{{decide: {{scale: {scale}, cases: [{cases}], otherwise: {{then: {otherwise}, because: else}}}}}}"
                )
            }
        })
    }
}

impl Selection {
    fn draw(tape: &mut Tape<'_>, level: &Level) -> (Selection, usize) {
        let (measure, scale) = tape.pick(&level.measures);
        let kind = level.kind;
        let selection = match tape.below(6) {
            4 => Selection::Every(format!("{{every: {kind}, direct: true, measure: {measure}}}")),
            5 if kind == "leaf" && tape.once_in(2) => {
                Selection::Every(format!("{{every: {kind}, tagged: marked, measure: {measure}}}"))
            }
            5 => {
                let ids = level.ids.iter().filter(|_| tape.once_in(2)).cloned().collect::<Vec<_>>();
                let ids = if ids.is_empty() { vec![level.ids[0].clone()] } else { ids };
                Selection::These { ids, measure }
            }
            _ => Selection::Every(format!("{{every: {kind}, measure: {measure}}}")),
        };
        (selection, scale)
    }

    fn yaml(&self, is_left: &dyn Fn(&str) -> bool) -> Option<String> {
        match self {
            Selection::Every(text) => Some(text.clone()),
            Selection::These { ids, measure } => {
                let ids: Vec<&str> = ids.iter().map(String::as_str).filter(|id| is_left(id)).collect();
                (!ids.is_empty()).then(|| format!("{{these: [{}], measure: {measure}}}", ids.join(", ")))
            }
        }
    }
}

/// What ratings stand for; now and then nothing, where the ranks 0 and 1 are shares themselves.
fn values(tape: &mut Tape<'_>, flavour: Flavour, input: &Scale) -> String {
    const SHARES: [&str; 7] = ["0 %", "10 %", "1/3", "0.5", "65 %", "85 %", "100 %"];
    if input.ratings == 2 && tape.once_in(6) {
        return String::new();
    }
    let mut ranks: Vec<usize> = (0..input.ratings).map(|_| tape.below(SHARES.len())).collect();
    if flavour == Flavour::Monotone || tape.once_in(2) {
        ranks.sort_unstable();
    }
    let values: Vec<String> =
        ranks.iter().enumerate().map(|(rank, share)| format!("{}: {}", input.word(rank), SHARES[*share])).collect();
    format!(", values: {{{}}}", values.join(", "))
}

fn ladder(
    tape: &mut Tape<'_>,
    flavour: Flavour,
    of: Selection,
    input: &Scale,
    scale: &Scale,
    codes: &[String],
) -> Rule {
    // What is accepted of lower levels is accepted of the level itself too.
    let (at, below): (Vec<usize>, Vec<usize>) = if flavour == Flavour::Monotone || tape.once_in(2) {
        let least = tape.between(1, input.ratings - 1);
        ((least..input.ratings).collect(), (tape.between(least, input.ratings - 1)..input.ratings).collect())
    } else {
        let mut at: Vec<usize> = (0..input.ratings).filter(|_| tape.once_in(2)).collect();
        if at.is_empty() {
            at.push(tape.below(input.ratings));
        }
        let below = at.iter().copied().filter(|_| !tape.once_in(3)).collect();
        (at, below)
    };
    let head = format!("scale: {}, at: [{}], below: [{}]", scale.name(), input.words(at), input.words(below));
    let count = tape.between(1, scale.ratings - 1);
    let mut levels: Vec<(String, Vec<String>)> = (1..=count).map(|rank| (scale.word(rank), Vec::new())).collect();
    let mut codes = codes.iter();
    // Every level has an item, and some items belong to no level.
    for ((_, items), code) in levels.iter_mut().zip(codes.by_ref()) {
        items.push(code.clone());
    }
    levels.retain(|(_, items)| !items.is_empty());
    for code in codes {
        if let Some((_, items)) = levels.get_mut(tape.below(count + 1)) {
            items.push(code.clone());
        }
    }
    Rule::Ladder { of, head, levels }
}

fn condition(tape: &mut Tape<'_>, levels: &[&Level], scales: &[Scale], depth: usize) -> Condition {
    let kind = if depth == 0 { tape.below(3) } else { tape.below(7) };
    match kind {
        4 => Condition::Not(Box::new(condition(tape, levels, scales, depth - 1))),
        5 | 6 => {
            let of = (0..tape.between(1, 2)).map(|_| condition(tape, levels, scales, depth - 1)).collect();
            Condition::Many { kind: if kind == 5 { "all" } else { "any" }, of }
        }
        _ => {
            let level = levels[tape.below(levels.len())];
            let (of, scale) = Selection::draw(tape, level);
            let scale = &scales[scale];
            // All but one, so that "every" has a chance, or any.
            let but = tape.below(scale.ratings);
            let all_but = tape.once_in(2);
            let is = (0..scale.ratings).filter(|rank| if all_but { *rank != but } else { tape.once_in(2) });
            let mut ranks: Vec<usize> = is.collect();
            if ranks.is_empty() {
                ranks.push(but);
            }
            let kind = match kind {
                1 => "every".to_owned(),
                2 => format!("at-least: {{count: {}, ", tape.between(0, 3)),
                _ => "some".to_owned(),
            };
            Condition::Among { kind, of, is: scale.words(ranks) }
        }
    }
}

impl Condition {
    fn yaml(&self, is_left: &dyn Fn(&str) -> bool) -> Option<String> {
        Some(match self {
            Condition::Among { kind, of, is } if kind.ends_with(", ") => {
                format!("{{{kind}of: {}, is: [{is}]}}}}", of.yaml(is_left)?)
            }
            Condition::Among { kind, of, is } => format!("{{{kind}: {{of: {}, is: [{is}]}}}}", of.yaml(is_left)?),
            Condition::Many { kind, of } => {
                let of: Option<Vec<String>> = of.iter().map(|condition| condition.yaml(is_left)).collect();
                format!("{{{kind}: [{}]}}", of?.join(", "))
            }
            Condition::Not(condition) => format!("{{not: {}}}", condition.yaml(is_left)?),
        })
    }
}
