//! Rules of every kind, on what the framework declares.

use std::fmt::Write;

use super::{Scale, TAGS, Writer, kind_name};

/// How deep rules and conditions are put into one another by choice; nests of one kind go deeper.
const DEPTH: usize = 4;

impl Writer<'_> {
    /// Writes the rule that a measure names.
    pub(super) fn named_rule(&mut self, kind: usize, measure: usize, behind: &str) {
        let Some(asked) = self.kinds[kind].measures.get(measure).cloned() else { return };
        let name = format!("{}-m{measure}{behind}", kind_name(kind));
        let does = if asked.stated {
            self.consensus(asked.scale)
        } else {
            // Measures of one element may stand on those behind them.
            let at = At { kind, own: measure + 1 };
            match self.scales[asked.scale] {
                Scale::Words { .. } => self.rating_rule(&at, asked.scale, DEPTH),
                Scale::Numbers => self.number_rule(&at, DEPTH),
            }
        };
        let _ = write!(self.rules, "  {name}:\n    title: Rule\n    source: none\n    certainty: ours\n");
        if self.once_in(4) {
            let mut states = String::new();
            self.states(&mut states, "states", "    ");
            self.rules.push_str(&states);
        }
        if self.once_in(4) {
            self.rules.push_str("    monotone: false\n");
        }
        let _ = writeln!(self.rules, "    does: {does}");
    }

    fn consensus(&mut self, scale: usize) -> String {
        let method = self.one(&["lowest", "highest", "mean", "median", "lower-median", "upper-median", "mode"]);
        let tie = match method {
            "mean" | "median" | "mode" if self.once_in(2) => ", tie: down",
            "mean" | "median" | "mode" => ", tie: up",
            _ => "",
        };
        let agreement = if self.once_in(6) {
            let least = self.share();
            format!(", agreement: {{index: r-wg, at-least: {least}}}")
        } else {
            String::new()
        };
        let consensus = format!("{{consensus: {{scale: s{scale}, method: {method}{tie}{agreement}}}}}");
        match self.below(8) {
            6 => {
                let (rating, count, span) = (self.rating(scale), self.count(), self.span());
                format!(
                    "{{decide: {{scale: s{scale}, cases: [{{when: {{not: {{evidence: {{kind: [record], at-least: {count}, \
                     no-older-than: {span}}}}}}}, then: {rating}, because: words}}], \
                     otherwise: {{then: {rating}, because: words}}}}}}"
                )
            }
            7 => {
                let rating = self.rating(scale);
                format!(
                    "{{cap: {{value: {consensus}, at: {{decide: {{scale: s{scale}, cases: [{{when: {{collected-by: \
                         {{any: [interview, survey]}}}}, then: {rating}, because: words}}], otherwise: {{then: {rating}, \
                         because: words}}}}}}, because: words}}}}"
                )
            }
            _ => consensus,
        }
    }

    /// What a rule looks at: the text of a selection, and the scale of what it finds.
    fn selection(&mut self, at: &At, numbers: Option<bool>) -> (String, usize) {
        let fits = |writer: &Self, scale: usize| match numbers {
            Some(wanted) => wanted == matches!(writer.scales[scale], Scale::Numbers),
            None => true,
        };
        let own: Vec<usize> = (at.own..self.kinds[at.kind].measures.len())
            .filter(|measure| fits(self, self.kinds[at.kind].measures[*measure].scale))
            .collect();
        if !own.is_empty() && self.once_in(3) {
            let measure = own[self.below(own.len())];
            return (format!("{{own: m{measure}}}"), self.kinds[at.kind].measures[measure].scale);
        }
        let first = at.kind + 1;
        let found: Vec<(usize, usize)> = (first..self.kinds.len())
            .flat_map(|kind| (0..self.kinds[kind].measures.len()).map(move |measure| (kind, measure)))
            .filter(|(kind, measure)| fits(self, self.kinds[*kind].measures[*measure].scale))
            .collect();
        // What does not fit is taken where nothing does, and once in a while on purpose.
        let (kind, measure) = if found.is_empty() || self.once_in(60) {
            let kind = self.below(self.kinds.len());
            (kind, self.below(self.kinds[kind].measures.len()))
        } else {
            found[self.below(found.len())]
        };
        let scale = self.kinds[kind].measures[measure].scale;
        let of_kind: Vec<String> =
            self.elements.iter().filter(|(_, other)| *other == kind).map(|(id, _)| id.clone()).collect();
        let mut text = if !of_kind.is_empty() && self.once_in(8) {
            let ids: Vec<String> = (0..1 + self.below(4)).map(|_| of_kind[self.below(of_kind.len())].clone()).collect();
            format!("{{these: [{}]", ids.join(", "))
        } else {
            let mut text = format!("{{every: {}", kind_name(kind));
            match self.below(16) {
                12 => text.push_str(", direct: true"),
                13 => {
                    let tag = self.one(&TAGS);
                    let _ = write!(text, ", tagged: {tag}");
                }
                14 => {
                    let tag = self.one(&TAGS);
                    let _ = write!(text, ", not-tagged: [{tag}, critical]");
                }
                15 => {
                    let code = self.below(self.elements.len());
                    let _ = write!(text, ", codes: [e{code}, e1]");
                }
                _ => {}
            }
            text
        };
        if measure > 0 || self.once_in(8) {
            let _ = write!(text, ", measure: m{measure}");
        }
        text.push('}');
        (text, scale)
    }

    /// A selection of one element.
    fn selection_of_one(&mut self, at: &At) -> (String, usize) {
        let (text, scale) = self.selection(at, None);
        if text.starts_with("{own") || self.once_in(100) {
            return (text, scale);
        }
        let below: Vec<(String, usize)> = self.elements.iter().filter(|(_, kind)| *kind > at.kind).cloned().collect();
        if below.is_empty() {
            return (text, scale);
        }
        let (id, kind) = below[self.below(below.len())].clone();
        (format!("{{these: [{id}]}}"), self.kinds[kind].measures[0].scale)
    }

    /// `values` for a scale of words.
    fn values(&mut self, scale: usize) -> String {
        let scale = self.scales[scale];
        match scale {
            Scale::Words { count, .. } if count <= 20 && self.once_in(2) => {
                let values: Vec<String> = (0..count).map(|rating| format!("r{rating}: {}", self.number())).collect();
                format!(", values: {{{}}}", values.join(", "))
            }
            _ => String::new(),
        }
    }

    fn weighted(&mut self) -> &'static str {
        if self.once_in(2) { ", weighted: true" } else { "" }
    }

    fn number_rule(&mut self, at: &At, depth: usize) -> String {
        let choice = if depth == 0 || self.ended() { self.below(7) } else { self.below(16) };
        match choice {
            0..=4 => {
                let kind = ["sum", "mean", "lowest", "highest", "mean"][choice];
                let (of, scale) = self.selection(at, None);
                let (values, weighted) = (self.values(scale), self.weighted());
                format!("{{{kind}: {{of: {of}{values}{weighted}}}}}")
            }
            5 => {
                let (of, scale) = self.selection(at, None);
                let test = self.test(scale);
                let share = if self.once_in(2) { ", share: true" } else { "" };
                format!("{{count: {{of: {of}, {test}{share}}}}}")
            }
            6 | 7 => format!("{{number: {}}}", self.number()),
            8 => {
                let (of, scale) = self.selection_of_one(at);
                let values = self.values(scale);
                let kind = if self.once_in(3) { "target" } else { "result" };
                format!("{{{kind}: {{of: {of}{}}}}}", if kind == "result" { values } else { String::new() })
            }
            9 | 10 => {
                let how = self.one(&["add", "subtract", "multiply", "divide", "lowest", "highest"]);
                let count = if how == "divide" { 2 } else { 1 + self.below(3) };
                let rules: Vec<String> = (0..count).map(|_| self.number_rule(at, depth - 1)).collect();
                format!("{{calculate: {{{how}: [{}]}}}}", rules.join(", "))
            }
            11 => {
                let (value, cap) = (self.number_rule(at, depth - 1), self.number_rule(at, depth - 1));
                format!("{{cap: {{value: {value}, at: {cap}, because: words}}}}")
            }
            12 => {
                let value = self.number_rule(at, depth - 1);
                let decimals = self.count();
                let mode = self.one(&["half-up", "half-down", "half-even", "truncate"]);
                let full = if self.once_in(3) { format!(", below-complete: {}", self.number()) } else { String::new() };
                format!("{{round: {{value: {value}, decimals: {decimals}, mode: {mode}{full}}}}}")
            }
            13 => {
                let value = self.number_rule(at, depth - 1);
                let (shift, decimals) = (self.number(), self.count());
                format!("{{sigma: {{defects-per-million: {value}, shift: {shift}, decimals: {decimals}}}}}")
            }
            14 => {
                let (that, value) = (self.condition(at, depth - 1), self.number_rule(at, depth - 1));
                format!("{{require: {{that: {that}, value: {value}, because: words}}}}")
            }
            _ => {
                // A nest.
                let layers = if self.once_in(12) { 100 } else { 1 + self.below(12) };
                let mut value = self.number_rule(at, 0);
                for _ in 0..layers {
                    value = format!("{{calculate: {{add: [{value}, {{number: 1/3}}]}}}}");
                }
                value
            }
        }
    }

    /// A number that surely lies between nothing and all.
    fn share_rule(&mut self, at: &At) -> String {
        let (of, scale) = self.selection(at, None);
        let test = self.test(scale);
        format!("{{count: {{of: {of}, {test}, share: true}}}}")
    }

    fn rating_rule(&mut self, at: &At, scale: usize, depth: usize) -> String {
        let Scale::Words { count, banded } = self.scales[scale] else { return self.number_rule(at, depth) };
        let choice = if depth == 0 || self.ended() { self.below(3) } else { self.below(12) };
        let on = if choice < 2 { self.selection_on(at, scale) } else { None };
        match (choice, on) {
            (0, Some(of)) => {
                let kind = self.one(&["lowest", "highest"]);
                format!("{{{kind}: {{of: {of}}}}}")
            }
            (1, Some(of)) => {
                let method = self.one(&["mean", "median", "lower-median", "upper-median", "mode"]);
                let tie = self.one(&["down", "up"]);
                let tie =
                    if matches!(method, "mean" | "median" | "mode") { format!(", tie: {tie}") } else { String::new() };
                format!("{{ordinal: {{of: {of}, method: {method}{tie}}}}}")
            }
            (0..=3, _) => {
                let share = banded && self.once_in(2);
                let value = if share { self.share_rule(at) } else { self.number_rule(at, depth.saturating_sub(1)) };
                let bounds = if share && !self.once_in(40) { String::new() } else { self.bounds(count) };
                format!("{{band: {{of: {value}, scale: s{scale}{bounds}}}}}")
            }
            (4 | 5, _) => {
                let cases: Vec<String> = (0..1 + self.below(3))
                    .map(|_| {
                        let when = self.condition(at, depth - 1);
                        let then = match self.below(4) {
                            3 => format!("[r0, r{}]", 1 + self.below(count - 1)),
                            _ => self.rating(scale),
                        };
                        let within = if self.once_in(8) { format!(", within: {}", self.span()) } else { String::new() };
                        format!("{{when: {when}, then: {then}, because: words{within}}}")
                    })
                    .collect();
                let otherwise = self.rating(scale);
                format!(
                    "{{decide: {{scale: s{scale}, cases: [{}], otherwise: {{then: {otherwise}, because: words}}}}}}",
                    cases.join(", ")
                )
            }
            (6 | 7, _) => {
                let levels: Vec<String> =
                    (1..count.min(12)).map(|level| format!("r{level}: {}", self.condition(at, depth - 1))).collect();
                format!("{{ladder: {{scale: s{scale}, levels: {{{}}}}}}}", levels.join(", "))
            }
            (8, _) => {
                let (of, found) = self.selection(at, Some(false));
                if matches!(self.scales[found], Scale::Numbers) {
                    return self.rating_rule(at, scale, depth - 1);
                }
                let (rating, other) = (self.rating(found), self.rating(found));
                let at_level = if rating == other { rating.clone() } else { format!("{rating}, {other}") };
                let ids: Vec<String> = self.elements[1..].iter().map(|(id, _)| id.clone()).collect();
                let first = self.below(ids.len());
                let codes: Vec<String> = (1..count.min(12).min(ids.len() + 1))
                    .map(|level| format!("r{level}: [{}]", ids[(first + level) % ids.len()]))
                    .collect();
                format!(
                    "{{ladder: {{scale: s{scale}, of: {of}, at: [{at_level}], below: [{rating}], levels: {{{}}}}}}}",
                    codes.join(", ")
                )
            }
            (9, _) => {
                let (value, cap) = (self.rating_rule(at, scale, depth - 1), self.rating_rule(at, scale, depth - 1));
                format!("{{cap: {{value: {value}, at: {cap}, because: words}}}}")
            }
            (10, _) => {
                let (that, value) = (self.condition(at, depth - 1), self.rating_rule(at, scale, depth - 1));
                format!("{{require: {{that: {that}, value: {value}, because: words}}}}")
            }
            _ => {
                let how = self.one(&["lowest", "highest"]);
                let rules: Vec<String> =
                    (0..1 + self.below(3)).map(|_| self.rating_rule(at, scale, depth - 1)).collect();
                format!("{{calculate: {{{how}: [{}]}}}}", rules.join(", "))
            }
        }
    }

    /// A selection of what is on a scale, if anything below or of the element's own is.
    fn selection_on(&mut self, at: &At, scale: usize) -> Option<String> {
        (0..6).map(|_| self.selection(at, Some(false))).find(|(_, found)| *found == scale).map(|(of, _)| of)
    }

    fn bounds(&mut self, count: usize) -> String {
        let count = count.min(40);
        let mut bounds: Vec<String> = (0..count - 1)
            .map(|rating| {
                let how = self.one(&["up-to", "below"]);
                let bound = if self.once_in(200) { self.number() } else { format!("{rating}.5") };
                format!("r{rating}: {{{how}: {bound}}}")
            })
            .collect();
        bounds.push(format!("r{}: {{}}", count - 1));
        format!(", bounds: {{{}}}", bounds.join(", "))
    }

    /// One test of ratings of a scale.
    fn test(&mut self, scale: usize) -> String {
        if matches!(self.scales[scale], Scale::Words { .. }) && self.once_in(2) {
            let (one, other) = (self.rating(scale), self.rating(scale));
            return if one == other { format!("is: [{one}]") } else { format!("is: [{one}, {other}]") };
        }
        let how = self.one(&["at-least", "above", "at-most", "below"]);
        format!("{how}: {}", self.rating(scale))
    }

    fn condition(&mut self, at: &At, depth: usize) -> String {
        let choice = if depth == 0 || self.ended() { self.below(6) } else { self.below(16) };
        match choice {
            0 | 1 => {
                let (of, scale) = self.selection(at, None);
                let (kind, test) = (["some", "every"][choice], self.test(scale));
                let or_none = if choice == 1 && self.once_in(3) { ", or-none: true" } else { "" };
                format!("{{{kind}: {{of: {of}, {test}{or_none}}}}}")
            }
            2 | 3 => {
                let (of, scale) = self.selection(at, None);
                let test = match self.scales[scale] {
                    Scale::Words { .. } => format!("is: [{}]", self.rating(scale)),
                    Scale::Numbers => format!("above: {}", self.rating(scale)),
                };
                let least =
                    if choice == 2 { format!("count: {}", self.count()) } else { format!("share: {}", self.share()) };
                let weighted = if choice == 3 { self.weighted() } else { "" };
                format!("{{at-least: {{{least}, of: {of}, {test}{weighted}}}}}")
            }
            4 => format!("{{class: [{}]}}", self.one(&["1", "2", "3", "1, 2"])),
            5 => format!("{{independence: [{}]}}", self.one(&["A", "B, C", "D"])),
            6 | 7 => {
                let how = self.one(&["at-least", "above", "at-most", "below", "equals"]);
                if self.once_in(4) {
                    // Of ratings.
                    let value = self.rating_rule(at, 0, depth - 1);
                    return format!("{{compare: {{value: {value}, {how}: {}}}}}", self.rating(0));
                }
                let (value, number) = (self.number_rule(at, depth - 1), self.number());
                format!("{{compare: {{value: {value}, {how}: {number}}}}}")
            }
            8 | 9 => {
                let kind = ["all", "any"][choice - 8];
                let count = self.below(4);
                let parts: Vec<String> = (0..count).map(|_| self.condition(at, depth - 1)).collect();
                format!("{{{kind}: [{}]}}", parts.join(", "))
            }
            10 => format!("{{not: {}}}", self.condition(at, depth - 1)),
            11 => {
                let (of, scale) = self.selection(at, None);
                let (test, times, over) = (self.test(scale), self.count(), self.span());
                format!("{{sustained: {{of: {of}, {test}, times: {times}, over: {over}}}}}")
            }
            12 => {
                let how = self.one(&["interview", "document review", "observation", "survey", "workshop"]);
                format!("{{collected-by: {{any: [{how}]}}}}")
            }
            13 => {
                let (count, span) = (self.count(), self.span());
                format!("{{evidence: {{kind: [record, measurement], at-least: {count}, no-older-than: {span}}}}}")
            }
            14 => {
                // A wide one.
                let part = self.condition(at, 0);
                let parts = vec![part; 1 + 4 * self.below(40)];
                format!("{{any: [{}]}}", parts.join(", "))
            }
            _ => {
                // A nest.
                let layers = if self.once_in(12) { 100 } else { 1 + self.below(40) };
                let mut inner = self.condition(at, 0);
                for _ in 0..layers {
                    inner = format!("{{not: {inner}}}");
                }
                inner
            }
        }
    }
}

/// Where a rule stands: the kind of element that it rates, and the first of that element's measures it may stand on.
pub(super) struct At {
    kind: usize,
    own: usize,
}
