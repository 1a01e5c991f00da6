//! Variants of a framework: what they name must be declared, and must do where it is put.

use indexmap::IndexMap;

use super::measure::{self, Known, unknown_unless};
use super::written::framework::{PartWritten, VariantWritten};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Framework, Measure, RuleEntry, Use, Variant};
use crate::source::Located;

/// The rules that variants use instead of a rule.
pub(super) fn instead_of<'a>(part: &'a PartWritten, rule: &str) -> Vec<&'a str> {
    let all = part.variants.0.iter().flat_map(|(_, written)| &written.rules.0);
    all.filter(|(from, _)| from.value == *rule).map(|(_, to)| to.value.as_str()).collect()
}

/// The variants that a framework declares, with all that they name checked.
pub(super) fn variants(
    problems: &mut Vec<Diagnostic>,
    parts: &[PartWritten],
    framework: &Framework,
) -> IndexMap<String, Variant> {
    let mut variants: IndexMap<String, Variant> = IndexMap::new();
    for (name, written) in parts.iter().flat_map(|part| &part.variants.0) {
        if let Some(first) = variants.get(&name.value) {
            let words = format!("the variant `{}` is declared twice", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words).label("again here");
            let problem = problem.related(&first.place, "first here");
            problems.push(problem.help("keep one of the two, or give one another name"));
            continue;
        }
        if written.states.is_none() && written.rules.0.is_empty() {
            let words = format!("the variant `{}` does not say what it does otherwise", name.value);
            let problem = Diagnostic::error(codes::MISSING_FIELD, &name.place, words);
            problems.push(problem.help("add `states:` with other policies, or `rules:` with rules used instead"));
        }
        let before = problems.len();
        replacements(problems, parts, framework, written);
        let variant = variant(problems, parts, framework, name, written);
        if problems.len() == before && !variant.instead.is_empty() {
            // Other rules may look elsewhere, and so rest on themselves.
            let nothing = Use {
                framework: framework.id.clone(),
                methods: IndexMap::new(),
                target: IndexMap::new(),
                out_of_scope: IndexMap::new(),
                earlier: Vec::new(),
            };
            measure::refuse_cycles(problems, &framework.under(&variant, &nothing).0);
        }
        variants.insert(name.value.clone(), variant);
    }
    variants
}

fn variant(
    problems: &mut Vec<Diagnostic>,
    parts: &[PartWritten],
    framework: &Framework,
    name: &Located<String>,
    written: &VariantWritten,
) -> Variant {
    if let Some(own) = &written.states {
        super::framework::bounded(problems, &own.value, &own.place);
    }
    let states = written.states.as_ref().map_or(framework.states, |own| framework.states.with(&own.value));
    Variant {
        title: written.title.clone(),
        text: written.text.trim().to_owned(),
        source: written.source.clone(),
        certainty: written.certainty,
        states,
        instead: written.rules.0.iter().map(|(from, to)| (from.value.clone(), to.value.clone())).collect(),
        rules: rules_under(parts, framework, states),
        place: name.place.clone(),
    }
}

/// The rules of the framework under other states; what is wrong with them has been reported already.
fn rules_under(
    parts: &[PartWritten],
    framework: &Framework,
    states: crate::rule::States,
) -> IndexMap<String, RuleEntry> {
    if states == framework.states {
        return framework.rules.clone();
    }
    let Framework { scales, kinds, tags, elements, .. } = framework;
    measure::rules(&mut Vec::new(), parts, scales, kinds, tags, elements, states)
}

/// Every rule that is replaced must make a measure, and what replaces it must be able to make the same one.
fn replacements(
    problems: &mut Vec<Diagnostic>,
    parts: &[PartWritten],
    framework: &Framework,
    written: &VariantWritten,
) {
    let declared: Vec<&String> = parts.iter().flat_map(|part| &part.rules.0).map(|(name, _)| &name.value).collect();
    let known = Known { rules: &framework.rules, scales: &framework.scales, declared: &declared };
    for (from, to) in &written.rules.0 {
        let is_declared = declared.contains(&&from.value);
        unknown_unless(problems, is_declared, from, "rule", declared.iter().copied());
        let measures = framework.kinds.values().flat_map(|kind| kind.measures.values());
        let users: Vec<&Measure> = measures.filter(|measure| measure.rules().any(|rule| rule == from.value)).collect();
        if is_declared && users.is_empty() {
            let words = format!("no measure is made by the rule `{}`, so nothing can stand in for it", from.value);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &from.place, words);
            problems.push(problem.help("name a rule that stands under `stated:`, `rule:` or `alternatives:`"));
        }
        // One measure is enough to say what is wrong; the next would say the same.
        if let Some(measure) = users.first() {
            let of_statements =
                measure.stated.iter().chain(&measure.stated_alternatives).any(|rule| *rule == from.value);
            known.fits(problems, to, &measure.scale, of_statements);
        }
    }
}
