//! Tailoring: a framework with named changes. They are made to what its files say, before anything is checked, so that
//! the result is held to everything that any framework is held to. A change that changes nothing is a mistake: its author
//! believes something that is not so.

use std::collections::BTreeSet;

use super::written::framework::{ElementWritten, PartWritten, RuleEntryWritten};
use super::written::tailoring::{AlterWritten, ChangeWritten, MeasureChangeWritten, TailoringWritten};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::framework::{Change, RuleEntry, Tailoring};
use crate::model::{Element, Framework};
use crate::rule::StatesWritten;
use crate::source::{Located, Place};

/// Makes the changes to the parts of the framework that is tailored. Beside the tailoring, tells the rules that were
/// replaced: whether that changes anything is known when they are checked.
pub(super) fn tailor(
    problems: &mut Vec<Diagnostic>,
    written: TailoringWritten,
    base: &FrameworkHead,
    parts: &mut Vec<PartWritten>,
) -> (Tailoring, Vec<Located<String>>) {
    if base.version != written.tailors_version.value {
        let (meant, found) = (&written.tailors_version.value, &base.version);
        let words = format!("the changes were made for version {meant} of `{}`, but version {found} is here", base.id);
        let problem = Diagnostic::error(codes::UNKNOWN_FRAMEWORK, &written.tailors_version.place, words);
        problems.push(problem.help(format!("look through the changes and write `{found}`, or get version {meant}")));
    }
    if written.changes.0.is_empty() {
        let words = "the tailoring changes nothing";
        let problem = Diagnostic::error(codes::IDLE_CHANGE, &written.id.place, words);
        problems.push(problem.help(format!("use `{}` itself, or say under `changes:` what is different", base.id)));
    }
    // What is added comes last, and later changes find it like anything else.
    parts.push(PartWritten::default());
    let mut tailor = Tailor { problems, parts, replaced: Vec::new() };
    let mut changes = Vec::new();
    for change in written.changes.0 {
        let (place, because) = (change.place, change.value.because.clone());
        if because.value.trim().is_empty() {
            let problem = Diagnostic::error(codes::MISSING_FIELD, &because.place, "a change without a reason");
            tailor.problems.push(problem.help("say why it is made; the report prints the reason"));
        }
        if let Some(words) = tailor.make(&place, change.value) {
            changes.push(Change { words, because: because.value.trim().to_owned(), place });
        }
    }
    let (of, version) = (base.id.clone(), base.version.clone());
    let tailoring = Tailoring { of, version, changes, removed: Vec::new(), lessened: Vec::new() };
    (tailoring, tailor.replaced)
}

/// What the tailoring took out, seen when both frameworks are linked: with an element goes what a template gave it.
pub(super) fn removed(before: &Framework, after: &Framework) -> (Vec<String>, Vec<String>) {
    let gone: Vec<&Element> =
        before.elements.values().filter(|element| !after.elements.contains_key(&element.id)).collect();
    let mut lessened = BTreeSet::new();
    for element in &gone {
        let mut above = element.parent;
        while let Some((id, element)) = above.and_then(|above| before.elements.get_index(above)) {
            lessened.extend(after.elements.contains_key(id).then(|| id.clone()));
            above = element.parent;
        }
    }
    (gone.into_iter().map(|element| element.id.clone()).collect(), lessened.into_iter().collect())
}

/// Refuses to put a rule in the place of one that is the same in all that it says and does.
pub(super) fn refuse_same_rules(
    problems: &mut Vec<Diagnostic>,
    before: &Framework,
    after: &Framework,
    replaced: &[Located<String>],
) {
    for name in replaced {
        let (Some(was), Some(is)) = (before.rules.get(&name.value), after.rules.get(&name.value)) else { continue };
        let said = |rule: &RuleEntry| {
            (rule.title.clone(), rule.text.clone(), rule.source.clone(), rule.certainty, rule.states, rule.monotone)
        };
        // A rule that a later change replaced once more is judged there.
        if is.place == name.place && said(was) == said(is) && was.rule == is.rule {
            let words = format!("the rule `{}` is like that already", name.value);
            let problem = Diagnostic::error(codes::IDLE_CHANGE, &name.place, words);
            problems.push(problem.help("take the change away").related(&was.place, "the same rule"));
        }
    }
}

/// What is known of the framework that is tailored.
pub(super) struct FrameworkHead {
    pub id: String,
    pub version: String,
}

struct Tailor<'a> {
    problems: &'a mut Vec<Diagnostic>,
    /// The parts of the framework, and a last one for what is added.
    parts: &'a mut Vec<PartWritten>,
    replaced: Vec<Located<String>>,
}

impl Tailor<'_> {
    /// Makes one change and says in words what it did; `None` where it cannot be made, which is then reported.
    fn make(&mut self, place: &Place, change: ChangeWritten) -> Option<String> {
        let ChangeWritten { because: _, remove, add, element, to, rule, with, states, measure } = change;
        match (remove, add, element, to, rule, with, states, measure) {
            (Some(id), None, None, None, None, None, None, None) => self.remove(&id),
            (None, Some(added), None, None, None, None, None, None) => self.add(added),
            (None, None, Some(id), Some(to), None, None, None, None) => self.alter(&id, to),
            (None, None, None, None, Some(name), Some(entry), None, None) => self.rule(name, entry),
            (None, None, None, None, None, None, Some(states), None) => self.states(&states),
            (None, None, None, None, None, None, None, Some(measure)) => self.measure(&measure),
            _ => {
                let words = "a change is exactly one of `remove`, `add`, `element` with `to`, `rule` with `with`, `states` \
                             and `measure`";
                let problem = Diagnostic::error(codes::WRONG_VALUE, place, words);
                self.problems.push(problem.help("write one change for each, so that each has its own reason"));
                None
            }
        }
    }

    fn remove(&mut self, id: &Located<String>) -> Option<String> {
        let lists = self.parts.iter_mut().map(|part| &mut part.elements.0);
        let found = lists.into_iter().find_map(|list| take(list, &id.value));
        let Some(found) = found else { return self.unknown(id) };
        let mut gone = Vec::new();
        ids(&found, &mut gone);
        // What other files put below it goes with it.
        for part in self.parts.iter_mut() {
            part.elements.0.retain(|element| {
                let below = element.under.as_ref().is_some_and(|under| gone.contains(&under.value));
                if below {
                    ids(element, &mut gone);
                }
                !below
            });
        }
        let more = gone.len() - 1;
        Some(if more == 0 {
            format!("removes {}", id.value)
        } else {
            format!("removes {} and {more} below it", id.value)
        })
    }

    fn add(&mut self, element: Located<ElementWritten>) -> Option<String> {
        if element.value.under.is_none() {
            let words = "the element that is added belongs nowhere";
            let problem = Diagnostic::error(codes::MISSING_FIELD, &element.value.id.place, words);
            self.problems
                .push(problem.help("say with `under:` to which element it belongs; `whole` is the framework itself"));
            return None;
        }
        let words = format!("adds {}", element.value.id.value);
        let mut element = element.value;
        // What is below the framework itself stands below nothing.
        element.under = element.under.filter(|under| under.value != crate::model::Framework::WHOLE);
        element.certainty = element.certainty.or(Some(crate::model::Certainty::Ours));
        element.source = element.source.or_else(|| Some("tailoring".to_owned()));
        self.parts.last_mut()?.elements.0.push(element);
        Some(words)
    }

    fn alter(&mut self, id: &Located<String>, to: Located<AlterWritten>) -> Option<String> {
        let lists = self.parts.iter_mut().map(|part| &mut part.elements.0);
        let found = lists.into_iter().find_map(|list| find(list, &id.value));
        let Some(element) = found else { return self.unknown(id) };
        let AlterWritten { title, text, purpose, weight, tags, evidence, trigger } = to.value;
        let mut altered = Vec::new();
        let mut put = |name: &'static str, differs: bool| altered.push((name, differs));
        if let Some(title) = title {
            put("title", title != element.title);
            element.title = title;
        }
        if let Some(text) = text {
            put("text", text.trim() != element.text.trim());
            element.text = text;
        }
        if let Some(purpose) = purpose {
            put("purpose", purpose.trim() != element.purpose.trim());
            element.purpose = purpose;
        }
        if let Some(weight) = weight {
            let before = element.weight.as_ref().map_or(crate::number::Number::from(1), |weight| weight.value.clone());
            put("weight", weight.value != before);
            element.weight = Some(weight);
        }
        if let Some(tags) = tags {
            let words = |tags: &[Located<String>]| tags.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>();
            put("tags", words(&tags.0) != words(&element.tags.0));
            element.tags = tags;
        }
        if let Some(evidence) = evidence {
            put("evidence", evidence != element.evidence);
            element.evidence = evidence;
        }
        if let Some(trigger) = trigger {
            put("trigger", Some(&trigger) != element.trigger.as_ref());
            element.trigger = Some(trigger);
        }
        let idle: Vec<&str> = altered.iter().filter(|(_, differs)| !differs).map(|(name, _)| *name).collect();
        if altered.is_empty() || !idle.is_empty() {
            let what = if idle.is_empty() { "nothing".to_owned() } else { idle.join(" and ") };
            let words = format!("`{}` is like that already: {what}", id.value);
            self.problems.push(Diagnostic::error(codes::IDLE_CHANGE, &to.place, words).help("take the change away"));
            return None;
        }
        let names: Vec<&str> = altered.into_iter().map(|(name, _)| name).collect();
        Some(format!("alters {} of {}", names.join(", "), id.value))
    }

    fn rule(&mut self, name: Located<String>, entry: RuleEntryWritten) -> Option<String> {
        for part in self.parts.iter_mut() {
            if let Some(place) = part.rules.0.iter().position(|(known, _)| known.value == name.value) {
                let words = format!("puts another rule in the place of {}", name.value);
                self.replaced.push(name.clone());
                part.rules.0[place] = (name, entry);
                return Some(words);
            }
        }
        let words = format!("adds the rule {}", name.value);
        self.parts.last_mut()?.rules.0.push((name, entry));
        Some(words)
    }

    fn states(&mut self, states: &Located<StatesWritten>) -> Option<String> {
        let stated = self.parts.iter_mut().find_map(|part| part.states.as_mut())?;
        let before = stated.value.clone();
        stated.value = before.clone().with(&states.value);
        if stated.value == before {
            let words = "the framework has these policies already";
            let problem = Diagnostic::error(codes::IDLE_CHANGE, &states.place, words);
            self.problems.push(problem.help("take the change away").related(&stated.place, "said here"));
            return None;
        }
        Some("changes what is done with what has no value".to_owned())
    }

    fn measure(&mut self, change: &Located<MeasureChangeWritten>) -> Option<String> {
        let MeasureChangeWritten { kind, measure, rule } = &change.value;
        let kinds = self.parts.iter_mut().flat_map(|part| &mut part.kinds.0);
        let Some((_, written)) = kinds.into_iter().find(|(known, _)| known.value == kind.value) else {
            let known: Vec<String> =
                self.parts.iter().flat_map(|part| &part.kinds.0).map(|(name, _)| name.value.clone()).collect();
            let words = format!("the kind `{}` is not in the framework", kind.value);
            let help = suggestion(kind, known.iter().map(String::as_str));
            self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return None;
        };
        let known: Vec<String> = written.measures.0.iter().map(|(name, _)| name.value.clone()).collect();
        let Some((_, written)) = written.measures.0.iter_mut().find(|(known, _)| known.value == measure.value) else {
            let words = format!("the kind `{}` has no measure `{}`", kind.value, measure.value);
            let help = suggestion(measure, known.iter().map(String::as_str));
            self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &measure.place, words).help(help));
            return None;
        };
        // Answers on the element itself make the measure as before where no other rule does.
        let slot =
            if written.rule.is_some() || written.stated.is_none() { &mut written.rule } else { &mut written.stated };
        if slot.as_ref().is_some_and(|before| before.value == rule.value) {
            let words = format!("`{}` makes this measure already", rule.value);
            let problem = Diagnostic::error(codes::IDLE_CHANGE, &rule.place, words);
            self.problems.push(problem.help("take the change away"));
            return None;
        }
        *slot = Some(rule.clone());
        Some(format!("lets {} make {} of each {}", rule.value, measure.value, kind.value))
    }

    fn unknown(&mut self, id: &Located<String>) -> Option<String> {
        let mut known = Vec::new();
        self.parts.iter().flat_map(|part| &part.elements.0).for_each(|element| ids(element, &mut known));
        let words = format!("the framework has no element `{}` of its own", id.value);
        let help = suggestion(id, known.iter().map(String::as_str));
        let problem = Diagnostic::error(codes::UNKNOWN_ELEMENT, &id.place, words);
        self.problems.push(problem.help(format!("{help}; what a template adds can be left out of scope instead")));
        None
    }
}

/// Takes an element out of a list or of what is below it.
fn take(list: &mut Vec<ElementWritten>, id: &str) -> Option<ElementWritten> {
    if let Some(place) = list.iter().position(|element| element.id.value == id) {
        return Some(list.remove(place));
    }
    list.iter_mut().find_map(|element| take(&mut element.contains.0, id))
}

fn find<'e>(list: &'e mut [ElementWritten], id: &str) -> Option<&'e mut ElementWritten> {
    list.iter_mut().find_map(
        |element| {
            if element.id.value == id { Some(element) } else { find(&mut element.contains.0, id) }
        },
    )
}

/// The ids of an element and of all below it.
fn ids(element: &ElementWritten, all: &mut Vec<String>) {
    all.push(element.id.value.clone());
    element.contains.0.iter().for_each(|element| ids(element, all));
}
