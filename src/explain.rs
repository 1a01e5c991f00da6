//! Explanation: a derivation from the assessment as an indented tree of text, down to answers, evidence and rules.

use crate::assessment::{
    Assessment, Counts, ElementResult, FrameworkResult, InputRecord, JudgementRecord, MeasureResult, NeedRecord,
    OutcomeRecord, Statement, StepRecord,
};
use crate::words;

/// One line of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it hangs, 0 for what hangs at the result itself.
    pub depth: u8,
    /// The words.
    pub text: String,
    /// Where it is written (`file:line`), or empty.
    pub place: String,
}

/// How deep elements below elements are followed before a reader is sent to explain those.
const DEEPEST: u8 = 12;

/// The explanation of all measures of an element, as text.
pub fn explain(assessment: &Assessment, framework: &FrameworkResult, id: &str) -> String {
    let Some(element) = framework.elements.get(id) else { return String::new() };
    let title = format!("{}:{id}  {}", framework.id, element.title);
    let mut text = format!("{}\n", title.trim_end());
    for words in [&element.text, &element.purpose].into_iter().filter(|words| !words.is_empty()) {
        text.push_str(&format!("  {words}\n"));
    }
    let source = if element.source.is_empty() { "Gradus" } else { &element.source };
    text.push_str(&format!("  from {source} ({})  [{}]\n", element.certainty.words(), element.place));
    if let Some(trigger) = &element.trigger {
        text.push_str(&format!("  applies only when {trigger}\n"));
    }
    let mut told: Vec<Vec<&str>> = Vec::new();
    for (name, result) in &element.results {
        // Inputs that have been followed down once stand together the next time.
        let sources = result.derivation.inputs.iter().map(|input| input.source.as_str()).collect();
        let follow = if told.contains(&sources) { 0 } else { DEEPEST };
        told.push(sources);
        let (title, lines) = tell(assessment, framework, id, name, follow, true);
        text.push_str(&format!("\n{title}\n"));
        text.push_str(&tree(&lines));
    }
    text
}

/// The lines as a tree drawn with characters.
pub fn tree(lines: &[Line]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let mut prefix = String::new();
        for depth in 0..=line.depth {
            // A branch goes on where a later line hangs at the same depth before anything shallower comes.
            let later = lines[index + 1..].iter().take_while(|later| later.depth >= depth);
            let goes_on = later.into_iter().any(|later| later.depth == depth);
            prefix.push_str(match (depth == line.depth, goes_on) {
                (true, true) => "├ ",
                (true, false) => "└ ",
                (false, true) => "│ ",
                (false, false) => "  ",
            });
        }
        let place = if line.place.is_empty() { String::new() } else { format!("  [{}]", line.place) };
        text.push_str(&format!("{prefix}{}{place}\n", line.text));
    }
    text
}

/// How an element came to one of its results: the result in words, and the lines below it. Inputs are followed down
/// `follow` levels; beyond that, those that came out alike stand together on one line.
pub fn derivation(
    assessment: &Assessment,
    framework: &FrameworkResult,
    id: &str,
    measure: &str,
    follow: u8,
) -> (String, Vec<Line>) {
    tell(assessment, framework, id, measure, follow, false)
}

fn tell(
    assessment: &Assessment,
    framework: &FrameworkResult,
    id: &str,
    measure: &str,
    follow: u8,
    whole_rules: bool,
) -> (String, Vec<Line>) {
    let mut teller = Teller { assessment, framework, lines: Vec::new(), follow, whole_rules };
    let found = framework.elements.get(id).and_then(|element| Some((element, element.results.get(measure)?)));
    let Some((element, result)) = found else { return (String::new(), Vec::new()) };
    let title = teller.title(id, element, measure, result);
    teller.result(0, id, element, measure, result);
    (title, teller.lines)
}

struct Teller<'a> {
    assessment: &'a Assessment,
    framework: &'a FrameworkResult,
    lines: Vec<Line>,
    /// How many levels of inputs are still followed down to their own inputs.
    follow: u8,
    /// Whether rules are said with their source; pages that hold the rules in full need only the name.
    whole_rules: bool,
}

impl Teller<'_> {
    fn say(&mut self, depth: u8, text: impl Into<String>, place: impl Into<String>) {
        self.lines.push(Line { depth, text: text.into(), place: place.into() });
    }

    fn title(&self, id: &str, element: &ElementResult, measure: &str, result: &MeasureResult) -> String {
        let title = self.framework.kinds.get(&element.kind).and_then(|kind| kind.measures.get(measure));
        let title = title.map_or(measure, |measure| &measure.title);
        let scale = words::scale(self.framework, element, measure);
        let open = match &result.outcome {
            OutcomeRecord::Open { gap, .. } => format!(" ({})", gap.words()),
            OutcomeRecord::Void { reason, .. } if !reason.is_empty() => format!(" ({reason})"),
            _ => String::new(),
        };
        format!("{id} {title}: {}{open}", words::titled(scale, &result.outcome))
    }

    fn result(&mut self, depth: u8, id: &str, element: &ElementResult, measure: &str, result: &MeasureResult) {
        self.rule(depth, element, measure, result);
        self.step(depth, id, element, &result.derivation);
        let needs = &result.derivation.needs;
        if let Some(first) = needs.first() {
            let scale = words::scale(self.framework, element, measure);
            self.say(depth, format!("to reach {}:", words::title(scale, &first.to_reach)), "");
            for need in needs {
                self.say(depth + 1, need_in_words(need), "");
            }
        }
        let holds = &result.derivation.holds;
        if !holds.is_empty() {
            let scale = words::scale(self.framework, element, measure);
            let level = result.outcome.low().map_or_else(String::new, |level| words::title(scale, level));
            self.say(
                depth,
                format!(
                    "{level} stands on each of {}: any one at the lowest rating would draw it down",
                    holds.join(", ")
                ),
                "",
            );
        }
        if let Some(due) = result.derivation.due {
            self.say(depth, format!("stands only if what is open is closed by {due}"), "");
        }
    }

    fn rule(&mut self, depth: u8, element: &ElementResult, measure: &str, result: &MeasureResult) {
        let Some((name, rule)) = result.rule.as_ref().and_then(|name| self.framework.rules.get_key_value(name)) else {
            return;
        };
        let chosen = self.framework.kinds.get(&element.kind).and_then(|kind| kind.measures.get(measure));
        let instead =
            chosen.filter(|chosen| chosen.rule.as_ref() == Some(name)).and_then(|chosen| chosen.instead_of.as_ref());
        let instead = instead.map_or(String::new(), |other| format!(", chosen instead of {other}"));
        let text = if self.whole_rules {
            format!("rule {name}: {}; {} ({}){instead}", rule.title, rule.source, rule.certainty.words())
        } else {
            format!("rule {name}: {}{instead}", rule.title)
        };
        self.say(depth, text, rule.place.as_str());
    }

    fn step(&mut self, depth: u8, id: &str, element: &ElementResult, step: &StepRecord) {
        self.say(depth, format!("{}: {}", step.kind, step.says), "");
        if step.kind == "judgement"
            && let Some(judgement) = &element.judgement
        {
            self.judgement(depth + 1, id, judgement);
        }
        if step.kind == "consensus" {
            for statement in &element.statements {
                self.statement(depth + 1, id, statement);
            }
            return;
        }
        if self.follow > 0 {
            for input in &step.inputs {
                self.input(depth + 1, id, input);
            }
        } else {
            self.inputs_by_outcome(depth + 1, &step.inputs);
        }
        for part in &step.parts {
            self.step(depth + 1, id, element, part);
        }
    }

    /// Inputs that came out alike on one line, for pages on which their own words stand nearby.
    fn inputs_by_outcome(&mut self, depth: u8, inputs: &[InputRecord]) {
        let mut groups: indexmap::IndexMap<String, Vec<&str>> = indexmap::IndexMap::new();
        for input in inputs {
            let outcome = format!("{}{}", words::outcome(&input.outcome), counting(input));
            groups.entry(outcome).or_default().push(&input.source);
        }
        for (outcome, sources) in groups {
            self.say(depth, format!("{outcome}: {}", sources.join(", ")), "");
        }
    }

    fn input(&mut self, depth: u8, from: &str, input: &InputRecord) {
        let framework = self.framework;
        let Some(element) = framework.elements.get(&input.source) else { return };
        let counts = counting(input);
        let why = match &input.outcome {
            OutcomeRecord::Void { reason, .. } if !reason.is_empty() => format!(" ({reason})"),
            OutcomeRecord::Open { gap, .. } => format!(" ({})", gap.words()),
            _ => String::new(),
        };
        let name = if element.title.is_empty() { &element.text } else { &element.title };
        let text = format!("{} {}{why}{counts}: {name}", input.source, words::outcome(&input.outcome));
        self.say(depth, text, element.place.clone());
        // What belongs to the explained element is followed down; a result from elsewhere is named and left.
        let belongs = element.parent.as_deref() == Some(from);
        if belongs && let Some(result) = element.results.get(&input.measure) {
            self.follow -= 1;
            self.nested(depth + 1, &input.source, element, result);
            self.follow += 1;
        }
    }

    /// What an input rests on itself: its answers or its own inputs, without repeating the rule every time.
    fn nested(&mut self, depth: u8, id: &str, element: &ElementResult, result: &MeasureResult) {
        if result.derivation.kind == "consensus" {
            for statement in &element.statements {
                self.statement(depth, id, statement);
            }
        } else {
            self.step(depth, id, element, &result.derivation);
        }
    }

    fn statement(&mut self, depth: u8, id: &str, statement: &Statement) {
        let to = match &statement.question {
            Some(question) => format!("answered “{}” to question {question}", statement.answer),
            None => format!("rated {id} “{}” directly", statement.answer),
        };
        let aside = if statement.set_aside { ", a first impression, set aside" } else { "" };
        let text = format!("{} ({}, {}) {to}{aside}", statement.respondent, statement.role, statement.date);
        self.say(depth, text, statement.place.clone());
        if !statement.note.is_empty() {
            self.say(depth + 1, format!("note: {}", statement.note), "");
        }
        self.evidence(depth + 1, &statement.evidence);
    }

    fn judgement(&mut self, depth: u8, id: &str, judgement: &JudgementRecord) {
        let text = format!("{} decided “{}” of {id}", judgement.by, words::outcome(&judgement.outcome));
        self.say(depth, text, judgement.place.clone());
        self.evidence(depth + 1, &judgement.evidence);
    }

    fn evidence(&mut self, depth: u8, ids: &[String]) {
        for id in ids {
            let Some(item) = self.assessment.evidence.get(id) else { continue };
            let checked = if item.sha256.is_some() { ", hash checked" } else { "" };
            let later = if item.later { ", dated later than this assessment" } else { "" };
            let text = format!("evidence {id}: {} ({}; {}{checked}{later})", item.title, item.date, item.kept);
            let place = item.place.clone();
            self.say(depth, text, place);
        }
    }
}

/// What is needed, in words.
fn need_in_words(need: &NeedRecord) -> String {
    let has = need.has.as_deref().unwrap_or("nothing yet");
    let accepted = need.accepted.join(" or ");
    if need.source.is_empty() {
        return match &need.has {
            Some(has) => format!("what is compared must be {accepted}; it is {has}"),
            None => accepted,
        };
    }
    let any = need.any.map_or(String::new(), |any| format!(" (any {any} of those listed so)"));
    format!("{} must be {accepted}; it is rated {has}{any}", need.source)
}

/// How an input counts, in words; nothing where it counts as it is.
fn counting(input: &InputRecord) -> String {
    match &input.counts {
        Counts::AsIs => String::new(),
        Counts::LeftOut => ", left out of the rule".to_owned(),
        Counts::Aside => ", in the bounds only".to_owned(),
        Counts::Imputed => ", earns what the others earned in proportion".to_owned(),
        Counts::Propagates => ", and so is the result".to_owned(),
        Counts::Blocks => ", which leaves no result".to_owned(),
        Counts::As(other) => format!(", counts as {}", words::outcome(other)),
    }
}
