//! Frameworks and cases as an author would write them.

use std::fmt::Write;

use super::exact;
use super::fraction::Fraction;
use super::model::{
    Bound, Case, Condition, Consensus, Does, Framework, Kind, Measure, Method, Of, Operation, Reach, Reply, Rule,
    Scale, State, Test, Values,
};

/// In which order things are written, and with what changed.
#[derive(Clone, Copy)]
pub struct Layout {
    /// Everything whose order means nothing, the other way round.
    pub reversed: bool,
    /// By what every weight is multiplied.
    pub weights_times: Fraction,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { reversed: false, weights_times: Fraction::ONE }
    }
}

pub struct Writer<'a> {
    pub framework: &'a Framework,
    pub layout: Layout,
}

fn joined<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

impl Writer<'_> {
    pub fn framework(&self) -> String {
        let mut text = "format: gradus/framework/1\nid: small\ntitle: Small\nedition: Made up\nversion: 1.0.0\n\
            about: A random framework.\nrights: None.\ntags:\n  red: {title: red, meaning: By chance.}\n  \
            blue: {title: blue, meaning: By chance.}\nscales:\n"
            .to_owned();
        for scale in 0..self.framework.scales.len() {
            self.scale(&mut text, scale);
        }
        text.push_str("kinds:\n");
        for (index, kind) in self.framework.kinds.iter().enumerate() {
            self.kind(&mut text, index, kind);
        }
        let states =
            self.framework.states.0.iter().map(|(state, policy)| format!("{}: {}", state.key(), policy.name()));
        writeln!(text, "states: {{{}}}", joined(states)).unwrap();
        text.push_str("rules:\n");
        for measure in self.framework.kinds.iter().flat_map(|kind| &kind.measures) {
            self.rules(&mut text, measure);
        }
        text.push_str("elements:\n");
        self.elements(&mut text, 0, "  ");
        text
    }

    fn scale(&self, text: &mut String, scale: usize) {
        writeln!(text, "  s{scale}:\n    title: Scale {scale}").unwrap();
        match &self.framework.scales[scale] {
            Scale::Words { ratings, up_to } => {
                text.push_str("    ratings:\n");
                for rank in 0..*ratings {
                    let word = word(scale, rank);
                    let end = up_to
                        .as_ref()
                        .map_or(String::new(), |ends| format!(", up-to: {} %", ends[rank] * Fraction::whole(100)));
                    writeln!(text, "      - {{id: {word}, title: {word}{end}}}").unwrap();
                }
            }
            Scale::Numbers(range) => {
                let unit = if range.percent { ", unit: \"%\"" } else { "" };
                let full = if range.never_full_early { ", never-full-early: true" } else { "" };
                let step = range.step.map_or(String::new(), |step| format!(", step: {step}"));
                let (from, to, decimals, mode) = (range.from, range.to, range.decimals, range.mode.name());
                writeln!(
                    text,
                    "    number: {{from: {from}, to: {to}, decimals: {decimals}, rounding: {mode}{unit}{full}{step}}}"
                )
                .unwrap();
            }
        }
    }

    fn kind(&self, text: &mut String, index: usize, kind: &Kind) {
        writeln!(text, "  {0}:\n    title: {0}\n    plural: {0}s", kind.name).unwrap();
        if let Some(below) = self.framework.kinds.get(index + 1) {
            writeln!(text, "    default-child: {}", below.name).unwrap();
        }
        if kind.is_rated {
            writeln!(text, "    rated-on: s{}", kind.measures[0].scale).unwrap();
        }
        if index + 1 == self.framework.kinds.len() {
            text.push_str("    not-applicable: allowed\n");
        }
        text.push_str("    measures:\n");
        for measure in &kind.measures {
            let name = &measure.name;
            let stated = measure.stated.map_or(String::new(), |_| format!(", stated: said-{name}"));
            let rule = measure.rule.as_ref().map_or(String::new(), |_| format!(", rule: {name}"));
            let judgement = measure.judgement.map_or(String::new(), |who| format!(", judgement: {who}"));
            writeln!(text, "      {name}: {{title: {name}, scale: s{}{stated}{rule}{judgement}}}", measure.scale)
                .unwrap();
        }
    }

    fn rules(&self, text: &mut String, measure: &Measure) {
        let head = "title: rule\n    source: made up\n    certainty: ours";
        if let Some(by) = measure.stated {
            let is_words = self.framework.scales[measure.scale].is_words();
            let does = format!("scale: s{}, {}", measure.scale, method(by, is_words));
            writeln!(text, "  said-{}:\n    {head}\n    does: {{consensus: {{{does}}}}}", measure.name).unwrap();
        }
        if let Some(rule) = &measure.rule {
            let states = self.states(rule);
            let rises = exact::is_monotone(self.framework, &rule.does);
            let monotone = if rises { "" } else { "    monotone: false\n" };
            writeln!(text, "  {}:\n    {head}\n{states}{monotone}    does: {}", measure.name, self.does(&rule.does))
                .unwrap();
        }
    }

    /// What a rule says otherwise than the framework.
    fn states(&self, rule: &Rule) -> String {
        let differs = |state: &State| rule.states.0[state] != self.framework.states.0[state];
        let changed: Vec<String> = State::ALL
            .iter()
            .filter(|state| differs(state))
            .map(|state| format!("{}: {}", state.key(), rule.states.0[state].name()))
            .collect();
        if changed.is_empty() { String::new() } else { format!("    states: {{{}}}\n", changed.join(", ")) }
    }

    fn elements(&self, text: &mut String, above: usize, indent: &str) {
        let all = 1..self.framework.elements.len();
        let mut inside: Vec<usize> = all.filter(|index| self.framework.elements[*index].parent == above).collect();
        if self.layout.reversed {
            inside.reverse();
        }
        for index in inside {
            let element = &self.framework.elements[index];
            let tags =
                if element.tags.is_empty() { String::new() } else { format!("tags: [{}], ", joined(&element.tags)) };
            let weight = element.weight * self.layout.weights_times;
            let kind = self.framework.kinds[element.kind].name;
            writeln!(text, "{indent}- id: {}\n{indent}  kind: {kind}\n{indent}  title: an element", element.id)
                .unwrap();
            writeln!(text, "{indent}  weight: {weight}").unwrap();
            if !tags.is_empty() {
                writeln!(text, "{indent}  {}", tags.trim_end_matches(", ")).unwrap();
            }
            if kind == "leaf" {
                writeln!(text, "{indent}  text: what it asks for\n{indent}  trigger: it rains").unwrap();
            }
            if self.framework.elements.iter().skip(1).any(|other| other.parent == index) {
                writeln!(text, "{indent}  contains:").unwrap();
                self.elements(text, index, &format!("{indent}    "));
            }
        }
    }

    fn of(&self, of: &Of) -> String {
        let kind = &self.framework.kinds[of.kind];
        let measure = &kind.measures[of.measure].name;
        let mut text = match &of.reach {
            Reach::Own => return format!("{{own: {measure}}}"),
            Reach::These(ids) => {
                let ids = ids.iter().map(|index| &self.framework.elements[*index].id);
                if self.layout.reversed {
                    format!("{{these: [{}]", joined(ids.rev()))
                } else {
                    format!("{{these: [{}]", joined(ids))
                }
            }
            Reach::Every { direct, tagged, not_tagged, codes } => {
                let mut text = format!("{{every: {}", kind.name);
                if *direct {
                    text.push_str(", direct: true");
                }
                for (key, tags) in [("tagged", tagged), ("not-tagged", not_tagged)] {
                    match tags.as_slice() {
                        [] => {}
                        [one] => write!(text, ", {key}: {one}").unwrap(),
                        many => write!(text, ", {key}: [{}]", joined(many)).unwrap(),
                    }
                }
                if !codes.is_empty() {
                    write!(text, ", codes: [{}]", joined(codes)).unwrap();
                }
                text
            }
        };
        if of.measure > 0 {
            write!(text, ", measure: {measure}").unwrap();
        }
        text + "}"
    }

    fn scale_of(&self, of: &Of) -> usize {
        self.framework.kinds[of.kind].measures[of.measure].scale
    }

    fn values(&self, of: &Of, values: &Values) -> String {
        let Some(values) = values else { return String::new() };
        let scale = self.scale_of(of);
        let each = values.iter().enumerate().map(|(rank, value)| format!("{}: {value}", word(scale, rank)));
        format!(", values: {{{}}}", joined(each))
    }

    fn worth(&self, of: &Of, values: &Values, weighted: bool) -> String {
        let weighted = if weighted { ", weighted: true" } else { "" };
        format!("{{of: {}{}{weighted}}}", self.of(of), self.values(of, values))
    }

    pub fn does(&self, does: &Does) -> String {
        let several = |of: &[Does]| joined(of.iter().map(|does| self.does(does)));
        match does {
            Does::Number(number) => format!("{{number: {number}}}"),
            Does::Result { of, values } => format!("{{result: {}}}", self.worth(of, values, false)),
            Does::Target(of) => format!("{{target: {{of: {}}}}}", self.of(of)),
            Does::Sum { of, values, weighted } => format!("{{sum: {}}}", self.worth(of, values, *weighted)),
            Does::Mean { of, values, weighted } => format!("{{mean: {}}}", self.worth(of, values, *weighted)),
            Does::Centroid { of, values } => format!("{{centroid: {}}}", self.worth(of, values, false)),
            Does::Count { of, test, share } => {
                let share = if *share { ", share: true" } else { "" };
                format!("{{count: {{of: {}, {}{share}}}}}", self.of(of), self.test(test, self.scale_of(of)))
            }
            Does::Extreme { highest, of, values, weighted } => {
                let name = if *highest { "highest" } else { "lowest" };
                format!("{{{name}: {}}}", self.worth(of, values, *weighted))
            }
            Does::Calculate(operation, of) => {
                let name = match operation {
                    Operation::Add => "add",
                    Operation::Subtract => "subtract",
                    Operation::Multiply => "multiply",
                    Operation::Divide => "divide",
                    Operation::Lowest => "lowest",
                    Operation::Highest => "highest",
                };
                format!("{{calculate: {{{name}: [{}]}}}}", several(of))
            }
            Does::Cap { value, at } => {
                format!("{{cap: {{value: {}, at: {}, because: so}}}}", self.does(value), self.does(at))
            }
            Does::Round { value, decimals, mode, below_complete } => {
                let complete = below_complete.map_or(String::new(), |complete| format!(", below-complete: {complete}"));
                let value = self.does(value);
                format!("{{round: {{value: {value}, decimals: {decimals}, mode: {}{complete}}}}}", mode.name())
            }
            Does::Band { of, scale, bounds } => {
                let bound = |(rank, bound): (usize, &Bound)| match bound {
                    Bound::UpTo(end) => format!("{}: {{up-to: {end}}}", word(*scale, rank)),
                    Bound::Below(end) => format!("{}: {{below: {end}}}", word(*scale, rank)),
                    Bound::None => format!("{}: {{}}", word(*scale, rank)),
                };
                let bounds = bounds.as_ref().map_or(String::new(), |bounds| {
                    format!(", bounds: {{{}}}", joined(bounds.iter().enumerate().map(bound)))
                });
                format!("{{band: {{of: {}, scale: s{scale}{bounds}}}}}", self.does(of))
            }
            Does::Ordinal { of, by } => {
                format!("{{ordinal: {{of: {}, {}}}}}", self.of(of), method(*by, true))
            }
            Does::LadderOfCodes { scale, of, at, below, levels } => {
                let input = self.scale_of(of);
                let ranks = |ranks: &[usize]| joined(ranks.iter().map(|rank| word(input, *rank)));
                let levels = levels.iter().map(|(rank, codes)| format!("{}: [{}]", word(*scale, *rank), joined(codes)));
                let (of, at, below, levels) = (self.of(of), ranks(at), ranks(below), joined(levels));
                format!("{{ladder: {{scale: s{scale}, of: {of}, at: [{at}], below: [{below}], levels: {{{levels}}}}}}}")
            }
            Does::Ladder { scale, levels } => {
                let level = |(rank, condition): &(usize, Condition)| {
                    format!("{}: {}", word(*scale, *rank), self.condition(condition))
                };
                format!("{{ladder: {{scale: s{scale}, levels: {{{}}}}}}}", joined(levels.iter().map(level)))
            }
            Does::Decide { scale, cases, otherwise } => {
                let then = |then: &[usize]| match then {
                    [one] => word(*scale, *one),
                    many => format!("[{}]", joined(many.iter().map(|rank| word(*scale, *rank)))),
                };
                let case = |(when, outcome): &(Condition, Vec<usize>)| {
                    format!("{{when: {}, then: {}, because: so}}", self.condition(when), then(outcome))
                };
                let (cases, otherwise) = (joined(cases.iter().map(case)), then(otherwise));
                format!(
                    "{{decide: {{scale: s{scale}, cases: [{cases}], otherwise: {{then: {otherwise}, because: else}}}}}}"
                )
            }
            Does::Require { that, value } => {
                format!("{{require: {{that: {}, value: {}, because: so}}}}", self.condition(that), self.does(value))
            }
        }
    }

    fn test(&self, test: &Test, scale: usize) -> String {
        let is_words = self.framework.scales[scale].is_words();
        let end = |end: &Fraction| if is_words { word(scale, end.rank()) } else { end.to_string() };
        limit(test, &end)
    }

    fn condition(&self, condition: &Condition) -> String {
        let among = |of: &Of, test: &Test| format!("of: {}, {}", self.of(of), self.test(test, self.scale_of(of)));
        let several = |of: &[Condition]| joined(of.iter().map(|condition| self.condition(condition)));
        match condition {
            Condition::Some { of, test } => format!("{{some: {{{}}}}}", among(of, test)),
            Condition::Every { of, test, or_none } => {
                let or_none = if *or_none { ", or-none: true" } else { "" };
                format!("{{every: {{{}{or_none}}}}}", among(of, test))
            }
            Condition::Count { count, of, test } => format!("{{at-least: {{count: {count}, {}}}}}", among(of, test)),
            Condition::Share { share, of, test, weighted } => {
                let weighted = if *weighted { ", weighted: true" } else { "" };
                format!("{{at-least: {{share: {share}, {}{weighted}}}}}", among(of, test))
            }
            Condition::Compare { value, scale, test } => {
                let end = |end: &Fraction| scale.map_or(end.to_string(), |scale| word(scale, end.rank()));
                format!("{{compare: {{value: {}, {}}}}}", self.does(value), limit(test, &end))
            }
            Condition::All(of) => format!("{{all: [{}]}}", several(of)),
            Condition::Any(of) => format!("{{any: [{}]}}", several(of)),
            Condition::Not(of) => format!("{{not: {}}}", self.condition(of)),
            Condition::Class(classes) => format!("{{class: [{}]}}", joined(classes)),
            Condition::Independence(categories) => format!("{{independence: [{}]}}", joined(categories)),
        }
    }

    /// A value of a measure as an answer or an expected value.
    pub fn value(&self, scale: usize, value: Fraction) -> String {
        if self.framework.scales[scale].is_words() { word(scale, value.rank()) } else { value.to_string() }
    }

    /// The cases; what is expected of each is written by whoever knows.
    pub fn cases(&self, cases: &[(&Case, Vec<String>)]) -> String {
        let mut text = "format: gradus/cases/1\nframework: small\ncases:\n".to_owned();
        for (index, (case, expected)) in cases.iter().enumerate() {
            self.case(&mut text, index, case);
            text.push_str("    expect:\n");
            if expected.is_empty() {
                // Something has to be expected; that it does not hold is no matter.
                text.push_str("      whole: not rated\n");
            }
            expected.iter().for_each(|line| writeln!(text, "      {line}").unwrap());
        }
        text
    }

    fn case(&self, text: &mut String, index: usize, case: &Case) {
        let id = |element: usize| &self.framework.elements[element].id;
        let main = |element: usize| self.framework.kinds[self.framework.elements[element].kind].measures[0].scale;
        writeln!(text, "  - id: c{index}\n    title: Case {index}\n    source: by chance").unwrap();
        let mut answers: Vec<&(usize, Vec<Reply>)> = case.answers.iter().collect();
        if self.layout.reversed {
            answers.reverse();
        }
        let answer = |(element, replies): &&(usize, Vec<Reply>)| {
            let mut said: Vec<String> = replies.iter().map(|reply| self.reply(main(*element), *reply)).collect();
            if self.layout.reversed {
                said.reverse();
            }
            let said = if said.len() == 1 { said[0].clone() } else { format!("[{}]", said.join(", ")) };
            format!("      {}: {said}\n", id(*element))
        };
        if !answers.is_empty() {
            text.push_str("    answers:\n");
            answers.iter().for_each(|said| text.push_str(&answer(said)));
        }
        if let Some(all) = case.all {
            let leaf = self.framework.kinds.len() - 1;
            let scale = self.framework.kinds[leaf].measures[0].scale;
            writeln!(text, "    all: {{leaf: {}}}", self.value(scale, all)).unwrap();
        }
        if !case.out_of_scope.is_empty() {
            let out = case.out_of_scope.iter().map(|element| format!("{}: left out", id(*element)));
            writeln!(text, "    out-of-scope: {{{}}}", joined(out)).unwrap();
        }
        if !case.targets.is_empty() {
            let target = |(element, target): &(usize, Fraction)| {
                format!("{}: {}", id(*element), self.value(main(*element), *target))
            };
            writeln!(text, "    target: {{{}}}", joined(case.targets.iter().map(target))).unwrap();
        }
        if !case.judgements.is_empty() {
            text.push_str("    judgements:\n");
        }
        for (element, measure, value) in &case.judgements {
            let of = &self.framework.kinds[self.framework.elements[*element].kind].measures[*measure];
            let (id, value, name) = (id(*element), self.value(of.scale, *value), &of.name);
            writeln!(text, "      {id}: {{rating: {value}, because: seen, measure: {name}}}").unwrap();
        }
        writeln!(text, "    class: {}\n    independence: {}", case.class, case.independence).unwrap();
    }

    fn reply(&self, scale: usize, reply: Reply) -> String {
        match reply {
            Reply::Value(value) => self.value(scale, value),
            Reply::DontKnow => "don't know".to_owned(),
            Reply::NotApplicable => "{not-applicable: none here}".to_owned(),
            Reply::NotTriggered => "{not-triggered: it did not rain}".to_owned(),
            Reply::NotYet => "{not-yet: it comes in March}".to_owned(),
            Reply::NotRated => "{not-rated: no evidence}".to_owned(),
        }
    }
}

/// The word of a rating.
pub fn word(scale: usize, rank: usize) -> String {
    format!("s{scale}r{rank}")
}

/// A method, with what becomes of a tie where there may be one.
fn method(by: Consensus, is_words: bool) -> String {
    let may_tie = match by.method {
        Method::Mode => true,
        Method::Mean | Method::Median => is_words,
        _ => false,
    };
    let tie = if by.tie_up { "up" } else { "down" };
    format!("method: {}{}", by.method.name(), if may_tie { format!(", tie: {tie}") } else { String::new() })
}

fn limit(test: &Test, end: &dyn Fn(&Fraction) -> String) -> String {
    match test {
        Test::Is(accepted) => format!("is: [{}]", joined(accepted.iter().map(end))),
        Test::AtLeast(limit) => format!("at-least: {}", end(limit)),
        Test::Above(limit) => format!("above: {}", end(limit)),
        Test::AtMost(limit) => format!("at-most: {}", end(limit)),
        Test::Below(limit) => format!("below: {}", end(limit)),
        Test::Equals(limit) => format!("equals: {}", end(limit)),
    }
}
