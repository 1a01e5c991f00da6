//! A framework with cases, written from choices: sound YAML, names that mostly exist, shapes that mostly fit, and numbers
//! that nobody would write. What is wrong in it is wrong on purpose and seldom.

mod rules;

use std::fmt::Write;

use arbitrary::{Arbitrary, Unstructured};

use crate::files::Files;

/// Where the generated framework stands.
pub const FOLDER: &str = "frameworks/generated";

/// Elements that one framework holds at most.
const MOST_ELEMENTS: usize = 1500;

/// Numbers at the edges of what can be written.
const NUMBERS: [&str; 30] = [
    "0",
    "1",
    "2",
    "3",
    "10",
    "0.5",
    "1/3",
    "2/7",
    "62.5 %",
    "50 %",
    "100 %",
    "1.5",
    "110",
    "0.1",
    "7",
    "0 %",
    "33.333333333333333333333 %",
    "99.99999999999999999999 %",
    "0.00000000000000000000000000000000000001",
    "1/9999999999999999999999999999999999989",
    "123456789123456789/1000000007",
    "9999999999999999999999999999999999999999",
    "18446744073709551616",
    "9223372036854775807",
    "4294967295",
    "1/340282366920938463463374607431768211",
    "-1",
    "-0.25",
    "-203",
    "-99999999999999999999999999999999999/7",
];
/// How many of them, from the first, are not below zero.
const POSITIVE: usize = 26;
/// How many of them, from the first, are what somebody would write.
const PLAIN: usize = 15;
const NOT_NUMBERS: [&str; 9] =
    ["1/0", "1e9", "-", "NaN", "5 %%", "''", "[1]", "~", "0.000000000000000000000000000000000000000000000000001"];
const COUNTS: [&str; 10] = ["0", "1", "2", "3", "5", "8", "30", "1000", "4294967295", "99999999999999999999"];
const SPANS: [&str; 12] = [
    "180 days",
    "12 months",
    "2 years",
    "1 day",
    "99 years",
    "9000 years",
    "0 days",
    "36525 years",
    "20000 years",
    "4294967295 days",
    "99999999999999999999 years",
    "2 fortnights",
];
const DATES: [&str; 9] = [
    "2026-01-01",
    "2025-01-01",
    "2024-02-29",
    "2023-06-30",
    "9999-12-31",
    "0001-01-01",
    "-9999-01-01",
    "2026-02-30",
    "2026-13-01",
];
const POLICIES: [&str; 7] = ["exclude", "lowest", "highest", "target", "impute", "propagate", "block"];
const STATES: [&str; 8] =
    ["not-applicable", "not-triggered", "out-of-scope", "dont-know", "unanswered", "not-yet", "not-rated", "empty"];
const TAGS: [&str; 3] = ["ml1", "ml2", "critical"];

/// A scale: words, or numbers.
#[derive(Clone, Copy)]
enum Scale {
    Words { count: usize, banded: bool },
    Numbers,
}

/// A measure of a kind.
#[derive(Clone)]
struct Measure {
    scale: usize,
    stated: bool,
    alternative: bool,
    judged: bool,
}

/// A kind of element; kinds contain the kinds behind them.
#[derive(Clone, Default)]
struct Kind {
    rated_on: Option<usize>,
    /// Whether it may be said not to apply.
    exempt: bool,
    measures: Vec<Measure>,
}

/// What has been written so far, and the bytes that choose what comes.
struct Writer<'a> {
    bytes: Unstructured<'a>,
    scales: Vec<Scale>,
    kinds: Vec<Kind>,
    /// Id and kind of every element, in the order of the file; the first is the whole.
    elements: Vec<(String, usize)>,
    rules: String,
    /// Elements that may say that they were not triggered.
    triggered: Vec<String>,
    /// Whether ids may stand twice.
    doubled: bool,
}

/// The files that bytes stand for.
pub fn files(bytes: &[u8]) -> Files {
    let mut writer = Writer {
        bytes: Unstructured::new(bytes),
        scales: Vec::new(),
        kinds: Vec::new(),
        elements: vec![("whole".to_owned(), 0)],
        rules: String::new(),
        triggered: Vec::new(),
        doubled: false,
    };
    let framework = writer.framework();
    let cases = writer.cases();
    let files = [("framework.yaml", framework), ("cases.yaml", cases)];
    Files(files.into_iter().map(|(name, text)| (format!("{FOLDER}/{name}"), text.into_bytes())).collect())
}

impl Writer<'_> {
    /// A choice out of so many; the first where no bytes are left.
    fn below(&mut self, count: usize) -> usize {
        let byte = usize::from(u8::arbitrary(&mut self.bytes).unwrap_or(0));
        byte % count.max(1)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    /// Whether something happens that happens once in so many times. Where no bytes are left it does not.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn ended(&self) -> bool {
        self.bytes.is_empty()
    }

    /// A count that is mostly a small one.
    fn count(&mut self) -> &'static str {
        let odd = self.once_in(100);
        self.one(if odd { &COUNTS } else { &COUNTS[..6] })
    }

    fn number(&mut self) -> String {
        if self.once_in(200) {
            return self.one(&NOT_NUMBERS).to_owned();
        }
        let among = if self.once_in(2) { &NUMBERS[..] } else { &NUMBERS[..PLAIN] };
        self.one(among).to_owned()
    }

    /// A length of time; seldom one that is none.
    fn span(&mut self) -> &'static str {
        let odd = self.once_in(100);
        self.one(if odd { &SPANS } else { &SPANS[..6] })
    }

    /// A day; seldom one that is none.
    fn date(&mut self) -> &'static str {
        let odd = self.once_in(100);
        self.one(if odd { &DATES } else { &DATES[..6] })
    }

    /// A number that is not below zero, mostly.
    fn positive(&mut self) -> &'static str {
        let odd = self.once_in(100);
        self.one(if odd { &NUMBERS } else { &NUMBERS[..POSITIVE] })
    }

    /// A share between nothing and all.
    fn share(&mut self) -> &'static str {
        self.one(&["0 %", "1/3", "50 %", "2/7", "0.75", "100 %", "99.99999999999999999999 %"])
    }

    fn framework(&mut self) -> String {
        let mut text = String::from(
            "format: gradus/framework/1\nid: generated\ntitle: Generated\nedition: none\nversion: 1.0.0\nabout: Nothing\n\
             rights: None\ntags:\n",
        );
        for tag in TAGS {
            let _ = writeln!(text, "  {tag}: {{title: {tag}, meaning: It is tagged.}}");
        }
        self.scales(&mut text);
        self.kinds(&mut text);
        self.states(&mut text, "states", "");
        self.elements(&mut text);
        for kind in 0..self.kinds.len() {
            for measure in 0..self.kinds[kind].measures.len() {
                self.named_rule(kind, measure, "");
                if self.kinds[kind].measures[measure].alternative {
                    self.named_rule(kind, measure, "-alternative");
                }
            }
        }
        let _ = write!(text, "rules:\n{}", self.rules);
        text
    }

    fn scales(&mut self, text: &mut String) {
        text.push_str("scales:\n");
        for index in 0..2 + self.below(4) {
            let _ = writeln!(text, "  s{index}:\n    title: Scale {index}");
            // The first is one of words, the second one of numbers, so that there is always one of each.
            let numbers = index == 1 || index > 1 && self.once_in(2);
            let scale = if numbers { self.number_scale(text) } else { self.word_scale(text) };
            self.scales.push(scale);
        }
    }

    fn word_scale(&mut self, text: &mut String) -> Scale {
        let count = match self.below(12) {
            11 => 200,
            few => 2 + few % 5,
        };
        let banded = self.once_in(2);
        text.push_str("    ratings:\n");
        for rating in 0..count {
            let _ = write!(text, "      - {{id: r{rating}, title: Rating {rating}");
            if banded {
                let _ = write!(text, ", up-to: {}/{count}", rating + 1);
            }
            text.push_str("}\n");
        }
        Scale::Words { count, banded }
    }

    fn number_scale(&mut self, text: &mut String) -> Scale {
        let (from, to) = match self.below(8) {
            0..=3 => ("0".to_owned(), "10".to_owned()),
            4 => ("0".to_owned(), "1".to_owned()),
            5 => ("-203".to_owned(), "110".to_owned()),
            6 => ("-1000000000000000000000000000000".to_owned(), "9".repeat(40)),
            _ => (format!("-{}", self.positive()), self.positive().to_owned()),
        };
        let _ = write!(text, "    number: {{from: {from}, to: {to}");
        // Decimals and rounding go together.
        let (rounded, alone) = (self.once_in(2), self.once_in(40));
        if rounded {
            let decimals = self.count();
            let _ = write!(text, ", decimals: {decimals}");
        }
        if rounded != alone {
            let mode = self.one(&["half-up", "half-down", "half-even", "truncate"]);
            let _ = write!(text, ", rounding: {mode}");
        }
        if self.once_in(4) {
            text.push_str(", unit: \"%\"");
        }
        if self.once_in(4) {
            text.push_str(", never-full-early: true");
        }
        if self.once_in(6) {
            let step = self.positive();
            let _ = write!(text, ", step: {step}");
        }
        if self.once_in(8) {
            let (low, high) = (self.below(6), self.below(12));
            let _ = write!(text, ", ranges: [[0, 1], [{low}, {high}]]");
        }
        text.push_str("}\n");
        Scale::Numbers
    }

    fn kinds(&mut self, text: &mut String) {
        text.push_str("kinds:\n");
        let count = 2 + self.below(4);
        for kind in 0..count {
            let name = kind_name(kind);
            let _ = writeln!(text, "  {name}:\n    title: {name}\n    plural: {name}s");
            if kind + 1 < count {
                let _ = writeln!(text, "    default-child: {}", kind_name(kind + 1));
            }
            // Answers rate what stands at the bottom, and sometimes what stands above it.
            let last = kind + 1 == count;
            let rated_on =
                if kind > 0 && (last || self.once_in(4)) { Some(self.below(self.scales.len())) } else { None };
            if let Some(scale) = rated_on {
                let _ = writeln!(text, "    rated-on: s{scale}");
            }
            let exempt = self.once_in(2);
            if exempt {
                text.push_str("    not-applicable: allowed\n");
            }
            text.push_str("    measures:\n");
            let mut measures = Vec::new();
            for measure in 0..1 + self.below(3) {
                let stated = measure == 0 && rated_on.is_some();
                let alternative = !stated && self.once_in(6);
                let scale = rated_on.filter(|_| stated).unwrap_or_else(|| self.below(self.scales.len()));
                let _ = write!(text, "      m{measure}: {{title: M{measure}, scale: s{scale}, ");
                let _ = write!(text, "{}: {name}-m{measure}", if stated { "stated" } else { "rule" });
                if alternative {
                    let _ = write!(text, ", alternatives: [{name}-m{measure}-alternative]");
                }
                // What is stated may be decided anyway.
                let judged = self.once_in(2);
                if judged {
                    let judgement = self.one(&["any", "downward", "upward", "within", "any", "refused"]);
                    let _ = write!(text, ", judgement: {judgement}");
                }
                if self.once_in(8) {
                    text.push_str(", rests-on: evidence");
                }
                text.push_str("}\n");
                measures.push(Measure { scale, stated, alternative, judged: judged || stated });
            }
            self.kinds.push(Kind { rated_on, exempt, measures });
        }
    }

    fn states(&mut self, text: &mut String, key: &str, indent: &str) {
        let whole = key == "states" && indent.is_empty();
        let _ = write!(text, "{indent}{key}: {{");
        let mut first = true;
        for (index, state) in STATES.iter().enumerate() {
            // The framework's own must say the first five.
            let wanted = if whole { index < 5 || self.once_in(3) } else { self.once_in(4) };
            if !wanted {
                continue;
            }
            // What is not known can be kept open; what does not count cannot.
            let unknown = matches!(*state, "dont-know" | "unanswered") || self.once_in(200);
            let usual = if unknown { "bound" } else { "exclude" };
            let policy = if self.once_in(2) { self.one(&POLICIES) } else { usual };
            let _ = write!(text, "{}{state}: {policy}", if first { "" } else { ", " });
            first = false;
        }
        text.push_str("}\n");
    }

    fn elements(&mut self, text: &mut String) {
        if self.once_in(24) {
            let (outer, inner) = (self.below(self.kinds.len()), self.below(self.kinds.len()));
            let _ = writeln!(
                text,
                "templates:\n  - for: {}\n    contains:\n      - {{id: \"{{{}}}/t\", kind: {}, title: T}}",
                kind_name(outer),
                kind_name(outer),
                kind_name(inner)
            );
        }
        text.push_str("elements:\n");
        self.doubled = self.once_in(60);
        let top = 1 + self.below(4);
        match self.below(16) {
            // Wide.
            14 => {
                let unit = if self.once_in(8) { 200 } else { 20 };
                for _ in 0..unit * (1 + self.below(7)) {
                    self.element(text, 1, 1, false);
                }
            }
            // Deep: each the only child of the one above it.
            15 => {
                // Some thirty levels are possible.
                let depth = if self.once_in(8) { 100 } else { 4 * (1 + self.below(7)) };
                for level in 0..depth {
                    let kind = 1 + self.below(self.kinds.len() - 1);
                    self.element(text, kind, level + 1, level + 1 < depth);
                }
            }
            _ => {
                for _ in 0..top {
                    self.branch(text, 1, 1);
                }
            }
        }
    }

    /// An element with what is below it.
    fn branch(&mut self, text: &mut String, kind: usize, indent: usize) {
        if self.elements.len() >= MOST_ELEMENTS {
            return;
        }
        let last = kind + 1 >= self.kinds.len();
        let children = if last || self.ended() { 0 } else { self.below(6) };
        self.element(text, kind, indent, children > 0);
        for _ in 0..children {
            let skip = self.once_in(12) && kind + 2 < self.kinds.len();
            self.branch(text, kind + 1 + usize::from(skip), indent + 1);
        }
    }

    fn element(&mut self, text: &mut String, kind: usize, indent: usize, contains: bool) {
        let margin = "  ".repeat(2 * indent - 1);
        let id = match self.doubled && self.once_in(4) {
            true => "e1".to_owned(),
            false => format!("e{}", self.elements.len()),
        };
        let kind = kind.min(self.kinds.len() - 1);
        let _ = writeln!(text, "{margin}- id: {id}\n{margin}  kind: {}\n{margin}  title: {id}", kind_name(kind));
        if self.once_in(2) {
            let _ = writeln!(text, "{margin}  trigger: it happens");
            self.triggered.push(id.clone());
        }
        if self.once_in(3) {
            let weight = self.positive();
            let _ = writeln!(text, "{margin}  weight: {weight}");
        }
        if self.once_in(2) {
            let tag = self.one(&TAGS);
            let _ = writeln!(text, "{margin}  tags: [{tag}]");
        }
        if contains {
            let _ = writeln!(text, "{margin}  contains:");
        }
        self.elements.push((id, kind));
    }

    fn cases(&mut self) -> String {
        let mut text = String::from("format: gradus/cases/1\nframework: generated\ncases:\n");
        for case in 0..1 + self.below(3) {
            let _ = writeln!(text, "  - id: c{case}\n    title: Case {case}\n    source: none\n    answers:");
            let elements = self.elements.clone();
            for (id, kind) in &elements {
                let Some(scale) = self.kinds[*kind].rated_on else { continue };
                if self.ended() {
                    break;
                }
                if !self.once_in(8) {
                    let answer = self.answer(scale, id, self.kinds[*kind].exempt);
                    let _ = writeln!(text, "      {id}: {answer}");
                }
            }
            self.settings(&mut text);
            text.push_str("    expect:\n      whole: not rated\n");
        }
        text
    }

    fn answer(&mut self, scale: usize, id: &String, exempt: bool) -> String {
        let banded = !matches!(self.scales[scale], Scale::Words { banded: false, .. });
        match self.below(16) {
            8 => "don't know".to_owned(),
            9 if exempt || self.once_in(50) => "{not-applicable: none here}".to_owned(),
            10 if self.triggered.contains(id) || self.once_in(50) => "{not-triggered: it did not happen}".to_owned(),
            11 => "{not-yet: it comes}".to_owned(),
            12 => "{not-rated: too little was seen}".to_owned(),
            13 => {
                let count = 1 + self.below(12);
                let said: Vec<String> = (0..count).map(|_| self.rating(scale)).collect();
                format!("[{}]", said.join(", "))
            }
            14 => {
                let (rating, date) = (self.rating(scale), self.date());
                let kind = self.one(&["record", "measurement", "interview", "document"]);
                format!("{{answer: {rating}, evidence: [record, {{kind: {kind}, date: {date}}}]}}")
            }
            15 if banded && self.once_in(8) => self.number(),
            _ => self.rating(scale),
        }
    }

    /// A rating of a scale.
    fn rating(&mut self, scale: usize) -> String {
        match self.scales[scale] {
            Scale::Words { count, .. } => format!("r{}", self.below(count)),
            Scale::Numbers => match self.below(8) {
                0 => self.number(),
                1..=3 => "1".to_owned(),
                4 => "2".to_owned(),
                _ => "0".to_owned(),
            },
        }
    }

    fn settings(&mut self, text: &mut String) {
        if self.once_in(4) {
            let kind = self.kinds.len() - 1;
            if let Some(scale) = self.kinds[kind].rated_on {
                let rating = self.rating(scale);
                let _ = writeln!(text, "    all: {{{}: {rating}}}", kind_name(kind));
            }
        }
        if self.once_in(4) {
            let (id, _) = self.some_element();
            let _ = writeln!(text, "    out-of-scope: {{{id}: not looked at}}");
        }
        if self.once_in(3) {
            text.push_str("    judgements:\n");
            for _ in 0..1 + self.below(2) {
                let (id, kind) = self.some_element();
                let measure = self.below(self.kinds[kind].measures.len());
                if !self.kinds[kind].measures[measure].judged && !self.once_in(50) {
                    continue;
                }
                let rating = self.rating(self.kinds[kind].measures[measure].scale);
                let _ = writeln!(text, "      {id}: {{rating: {rating}, because: words, measure: m{measure}}}");
            }
        }
        if self.once_in(3) {
            let (id, kind) = self.some_element();
            let rating = self.rating(self.kinds[kind].measures[0].scale);
            let _ = writeln!(text, "    target: {{{id}: {rating}}}");
        }
        if self.once_in(3) {
            let (class, independence) = (self.one(&["1", "2", "3", "4"]), self.one(&["A", "B", "C", "D"]));
            let _ = writeln!(text, "    class: {class}\n    independence: {independence}");
        }
        if self.once_in(4) {
            let how = self.one(&["interview", "document review", "observation", "survey", "workshop"]);
            let _ = writeln!(text, "    collected-by: {how}");
        }
        if self.once_in(4) {
            let date = self.date();
            let _ = writeln!(text, "    as-of: {date}");
        }
        if self.once_in(4) {
            let (id, kind) = self.some_element();
            let (date, value) = (self.date(), self.rating(self.kinds[kind].measures[0].scale));
            let _ = writeln!(text, "    earlier: [{{date: {date}, element: {id}, measure: m0, value: {value}}}]");
        }
    }

    fn some_element(&mut self) -> (String, usize) {
        let index = self.below(self.elements.len());
        self.elements[index].clone()
    }
}

fn kind_name(kind: usize) -> String {
    if kind == 0 { "whole".to_owned() } else { format!("k{kind}") }
}
