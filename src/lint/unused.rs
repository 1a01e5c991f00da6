//! Names that are declared and that nothing uses: left over, or misspelt where they were meant. What a shared part
//! declares may be for other frameworks and is not looked at.

use std::collections::BTreeSet;

use super::view::View;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Place;

pub(super) fn names(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let framework = view.framework;
    let mut unused = |place: &Place, words: String, help: &str| {
        if view.is_own(place) {
            found.push(Diagnostic::warning(codes::UNUSED_NAME, place, words).help(help));
        }
    };
    let carried: BTreeSet<&str> = framework.elements.values().flat_map(|it| &it.tags).map(String::as_str).collect();
    for (name, tag) in framework.tags.iter().filter(|(name, _)| !carried.contains(name.as_str())) {
        let words = format!("no element carries the tag `{name}`");
        unused(&tag.place, words, "add it to the `tags:` of the elements that it is for, or remove it");
    }
    let scales = scales(view);
    for (name, scale) in framework.scales.iter().filter(|(name, _)| !scales.contains(name.as_str())) {
        let words = format!("nothing is rated on the scale `{name}`");
        unused(&scale.place, words, "name it under `scale:` or `rated-on:`, or remove it");
    }
    for (name, kind) in framework.kinds.iter().filter(|(name, _)| view.of_kind(name).is_empty()) {
        let words = format!("there is no element of the kind `{name}`");
        unused(&kind.place, words, "add elements of it, or remove it with its rules");
    }
    for (name, rule) in framework.rules.iter().filter(|(name, _)| view.made_by(name).is_empty()) {
        let words = format!("no measure uses the rule `{name}`");
        unused(&rule.place, words, "name it under `rule:`, `stated:` or `alternatives:` of a measure, or remove it");
    }
}

fn scales<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    let kinds = view.framework.kinds.values();
    let of_kinds = kinds.flat_map(|kind| kind.measures.values().map(|measure| &measure.scale).chain(&kind.rated_on));
    let rules = view.framework.rules.values().flat_map(|entry| entry.rule.all());
    let of_rules = rules.filter_map(|rule| rule.scale()).map(|scale| &scale.id);
    of_kinds.chain(of_rules).map(String::as_str).collect()
}
