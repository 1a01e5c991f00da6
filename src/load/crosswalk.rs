//! Crosswalks: relations between the elements of two frameworks, each pair once.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::engagement::known_element;
use super::written::crosswalk::{CrosswalkWritten, RelationWritten};
use super::written::format;
use super::{Loader, Store, name_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::crosswalk::{Crosswalk, Direction, Relating, Relation, Unmatched};
use crate::model::{Certainty, Framework};
use crate::number::Number;
use crate::source::{Located, Place};

/// The names of the two frameworks, before they and the crosswalk itself are loaded; `None` when the file is not in
/// order, which is then reported.
pub(super) fn frameworks_of(
    loader: &mut Loader,
    store: &dyn Store,
    path: &str,
) -> Option<(Located<String>, Located<String>)> {
    let before = loader.problems.len();
    let (written, _) = loader.read::<CrosswalkWritten>(store, path, None, format::CROSSWALK)?;
    (loader.problems.len() == before).then_some((written.from, written.to))
}

pub(super) fn load(
    loader: &mut Loader,
    store: &dyn Store,
    path: &str,
    from: &Framework,
    to: &Framework,
) -> Option<Crosswalk> {
    let before = loader.problems.len();
    let (written, file) = loader.read::<CrosswalkWritten>(store, path, None, format::CROSSWALK)?;
    let problems = &mut loader.problems;
    let expected = name_of(path).trim_end_matches(".yaml");
    if written.id.value != expected {
        let words = format!("the crosswalk `{}` stands in a file named `{expected}.yaml`", written.id.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.id.place, words);
        problems.push(problem.help("give the file and the id one name"));
    }
    for (named, framework) in [(&written.from, from), (&written.to, to)] {
        if named.value != framework.id {
            let words = format!("the crosswalk is about `{}`, not `{}`", named.value, framework.id);
            let problem = Diagnostic::error(codes::UNKNOWN_FRAMEWORK, &named.place, words);
            problems.push(problem.help(format!("name `{}` here, or use another crosswalk", framework.id)));
            return None;
        }
    }
    if from.id == to.id {
        let words = format!("both sides of the crosswalk are `{}`", to.id);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.to.place, words);
        problems.push(problem.help("name the other framework; another edition of one is a framework of its own"));
        return None;
    }
    let relations = written.relations.0.iter();
    let relations: Vec<_> = relations
        .filter_map(|relation| self::relation(problems, from, to, written.certainty, &relation.value, &relation.place))
        .collect();
    let relations = once(problems, relations);
    let lost = written.lost.0.iter().map(|lost| (&lost.from, &lost.because));
    let lost = unmatched(problems, from, lost, &|relation| &relation.from, &relations);
    let new = written.new.0.iter().map(|new| (&new.to, &new.because));
    let new = unmatched(problems, to, new, &|relation| &relation.to, &relations);
    let sound = problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    sound.then(|| Crosswalk {
        id: written.id.value,
        title: written.title,
        version: written.version,
        from: written.from.value,
        to: written.to.value,
        standing: written.standing,
        source: written.source,
        about: written.about.trim().to_owned(),
        file,
        relations,
        lost,
        new,
    })
}

fn relation(
    problems: &mut Vec<Diagnostic>,
    from: &Framework,
    to: &Framework,
    usual: Certainty,
    written: &RelationWritten,
    place: &Place,
) -> Option<Relation> {
    // Both ends are looked at even where the first is wrong.
    let known = known_element(problems, from, &written.from) & known_element(problems, to, &written.to);
    let relating = written.relation.value;
    let partial = matches!(relating, Relating::Subset | Relating::Intersects);
    let strength = strength(problems, written, "strength", written.strength.as_ref(), partial);
    let partial_back = matches!(relating, Relating::Superset | Relating::Intersects);
    let back = self::strength(problems, written, "strength-back", written.strength_back.as_ref(), partial_back);
    if partial && written.strength.is_none() {
        let words = format!("`{}` needs a strength: how much of `{}` is covered", relating.word(), written.to.value);
        let problem = Diagnostic::error(codes::MISSING_FIELD, &written.relation.place, words);
        problems.push(problem.help("add `strength:`, a share such as `0.6` or `60 %`"));
    }
    if written.because.trim().is_empty() {
        let words = format!("nothing says why `{}` and `{}` are related", written.from.value, written.to.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, place, words);
        problems.push(problem.help("give the reason under `because:`, in one sentence"));
    }
    let (strength, strength_back) = (strength?, back?);
    let strength = if partial { strength? } else { Number::one() };
    let strength_back = if partial_back { strength_back } else { Some(Number::one()) };
    known.then(|| Relation {
        from: written.from.value.clone(),
        to: written.to.value.clone(),
        relating,
        strength,
        strength_back,
        certainty: written.certainty.unwrap_or(usual),
        because: written.because.trim().to_owned(),
        direction: written.direction.unwrap_or(Direction::Both),
        place: written.from.place.clone(),
    })
}

/// A share as written, if it is; `None` where it cannot be meant.
#[expect(clippy::option_option, reason = "wrong, left out and given are three things")]
fn strength(
    problems: &mut Vec<Diagnostic>,
    written: &RelationWritten,
    field: &str,
    given: Option<&Located<Number>>,
    partial: bool,
) -> Option<Option<Number>> {
    let Some(share) = given else { return Some(None) };
    let word = written.relation.value.word();
    if !partial {
        let words = format!("`{word}` has no `{field}`: it is 1");
        let problem = Diagnostic::error(codes::WRONG_VALUE, &share.place, words);
        problems.push(problem.help("leave it out, or choose the relation that says how much is covered"));
        return None;
    }
    if share.value.is_negative() || share.value.is_zero() || share.value >= Number::one() {
        let words = format!("the {field} of `{word}` lies between 0 and 1, and {} does not", share.value);
        let help = if share.value == Number::one() {
            "where all of it is covered, the relation is `equal`, `superset` or `subset`"
        } else {
            "write a share such as `0.6` or `60 %`"
        };
        problems.push(Diagnostic::error(codes::WRONG_VALUE, &share.place, words).help(help));
        return None;
    }
    Some(Some(share.value.clone()))
}

/// The relations, each pair of elements once.
fn once(problems: &mut Vec<Diagnostic>, relations: Vec<Relation>) -> Vec<Relation> {
    let mut kept: IndexMap<(String, String), Relation> = IndexMap::new();
    for relation in relations {
        let pair = (relation.from.clone(), relation.to.clone());
        let Some(first) = kept.get(&pair) else {
            kept.insert(pair, relation);
            continue;
        };
        let (from, to) = (&relation.from, &relation.to);
        let says = |relation: &Relation| {
            (relation.relating, relation.strength.clone(), relation.strength_back.clone(), relation.direction)
        };
        let problem = if says(&relation) == says(first) {
            let words = format!("the relation of `{from}` to `{to}` stands twice");
            let problem = Diagnostic::warning(codes::DUPLICATE_MAPPING, &relation.place, words);
            problem.help("remove the second; it changes nothing")
        } else {
            let words = format!("`{from}` and `{to}` have two relations that differ");
            let problem = Diagnostic::error(codes::CONTRADICTORY_MAPPING, &relation.place, words);
            problem.help("keep the one that holds; what is true of parts belongs to the elements below")
        };
        problems.push(problem.related(&first.place, "first here"));
    }
    kept.into_values().collect()
}

/// Elements that are said to have no counterpart: each once, and none with a relation of its own or below it.
fn unmatched<'w>(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    written: impl Iterator<Item = (&'w Located<String>, &'w String)>,
    end: &dyn Fn(&Relation) -> &String,
    relations: &[Relation],
) -> Vec<Unmatched> {
    let mut related: BTreeMap<usize, &Relation> = BTreeMap::new();
    for relation in relations {
        if let Some(index) = framework.elements.get_index_of(end(relation)) {
            related.entry(index).or_insert(relation);
        }
    }
    let mut found: Vec<Unmatched> = Vec::new();
    for (element, because) in written {
        if !known_element(problems, framework, element) {
            continue;
        }
        if let Some(first) = found.iter().find(|first| first.element == element.value) {
            let words = format!("`{}` is said twice to have no counterpart", element.value);
            let problem = Diagnostic::warning(codes::DUPLICATE_MAPPING, &element.place, words);
            problems.push(problem.related(&first.place, "first here").help("remove the second; it changes nothing"));
            continue;
        }
        let index = framework.elements.get_index_of(&element.value);
        let below = index.into_iter().flat_map(|index| std::iter::once(index).chain(framework.below(index)));
        if let Some(relation) = below.filter_map(|index| related.get(&index)).next() {
            let end = end(relation);
            let what = if *end == element.value { "it".to_owned() } else { format!("`{end}` below it") };
            let words = format!("`{}` is said to have no counterpart, but {what} has a relation", element.value);
            let problem = Diagnostic::error(codes::CONTRADICTORY_MAPPING, &element.place, words);
            let problem = problem.related(&relation.place, "the relation");
            problems.push(problem.help("name only what has none: the elements below that are left"));
            continue;
        }
        found.push(Unmatched {
            element: element.value.clone(),
            because: because.trim().to_owned(),
            place: element.place.clone(),
        });
    }
    found
}
