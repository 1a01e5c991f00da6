//! What changed in the kinds of elements, in what is determined about them, and in the scales.

use indexmap::{IndexMap, IndexSet};

use crate::model::{Framework, Kind, Measure};

/// Kinds that were altered, removed or added.
pub(super) fn kinds(from: &Framework, to: &Framework) -> Vec<String> {
    told("kind ", &from.kinds, &to.kinds, &kind)
}

/// Scales that were altered, removed or added.
pub(super) fn scales(from: &Framework, to: &Framework) -> Vec<String> {
    told("scale ", &from.scales, &to.scales, &|before, now| {
        let [(was, meant), (is, means)] = [before, now].map(|scale| {
            let ratings = scale.ratings.iter().map(|rating| {
                let fine = rating.refined.iter().map(|fine| banded(&fine.id, Some(&fine.up_to)));
                let word = banded(&format!("{} ({})", rating.id, rating.title), rating.up_to.as_ref());
                std::iter::once(word).chain(fine).collect::<Vec<_>>().join(" / ")
            });
            let meanings = scale.ratings.iter().map(|rating| rating.meaning.trim().to_owned());
            let numbers = scale.number.as_ref().map(|range| format!("{} to {} {}", range.from, range.to, range.unit));
            let numbers = numbers.unwrap_or_default().trim().to_owned();
            let facts = [scale.title.clone(), ratings.collect::<Vec<_>>().join(", "), numbers];
            (facts, meanings.collect::<Vec<_>>())
        });
        let mut ways = paired(&["title", "ratings", "numbers"], was, is);
        // Meanings are long: it is enough to know that they are not as they were.
        if meant != means {
            ways.push("meanings: altered".to_owned());
        }
        if ways.is_empty() && before != now {
            ways.push("altered".to_owned());
        }
        ways
    })
}

/// A word with the end of its band.
fn banded(word: &str, up_to: Option<&impl ToString>) -> String {
    up_to.map_or_else(|| word.to_owned(), |end| format!("{word} up to {}", end.to_string()))
}

/// What is told of things by their names: that one is gone or new, or each way in which it is not as it was.
fn told<T>(
    what: &str,
    before: &IndexMap<String, T>,
    now: &IndexMap<String, T>,
    ways: &dyn Fn(&T, &T) -> Vec<String>,
) -> Vec<String> {
    let names: IndexSet<&String> = before.keys().chain(now.keys()).collect();
    let mut told = Vec::new();
    for name in names {
        match (before.get(name), now.get(name)) {
            (Some(before), Some(now)) => {
                told.extend(ways(before, now).into_iter().map(|way| format!("{what}{name}: {way}")));
            }
            (Some(_), None) => told.push(format!("{what}{name}: removed")),
            _ => told.push(format!("{what}{name}: added")),
        }
    }
    told
}

/// Each fact with its name, before and now; those that differ are told.
fn differing(facts: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<String> {
    let said = |words: String| if words.is_empty() { "nothing".to_owned() } else { words };
    let differing = facts.into_iter().filter(|(_, before, now)| before != now);
    differing.map(|(name, before, now)| format!("{name}: {} (was: {})", said(now), said(before))).collect()
}

fn kind(before: &Kind, now: &Kind) -> Vec<String> {
    let facts = |kind: &Kind| {
        let may = if kind.may_be_not_applicable { "allowed" } else { "refused" };
        let [may, groups] = [may, if kind.is_grouping { "yes" } else { "no" }].map(str::to_owned);
        [kind.title.clone(), kind.plural.clone(), kind.rated_on.clone().unwrap_or_default(), may, groups]
    };
    let names = ["title", "plural", "rated on", "not applicable", "only groups"];
    let mut ways = paired(&names, facts(before), facts(now));
    ways.extend(measures(&before.measures, &now.measures));
    ways
}

fn measures(before: &IndexMap<String, Measure>, now: &IndexMap<String, Measure>) -> Vec<String> {
    let names: IndexSet<&String> = before.keys().chain(now.keys()).collect();
    let mut ways = Vec::new();
    for name in names {
        match (before.get(name), now.get(name)) {
            (Some(before), Some(now)) => {
                let named = |(fact, rest): (&str, &str)| format!("{fact} of {name}: {rest}");
                ways.extend(measure(before, now).iter().filter_map(|way| way.split_once(": ").map(named)));
            }
            (Some(_), None) => ways.push(format!("measure {name}: removed")),
            _ => ways.push(format!("measure {name}: added")),
        }
    }
    ways
}

fn measure(before: &Measure, now: &Measure) -> Vec<String> {
    let facts = |measure: &Measure| {
        [
            measure.title.clone(),
            measure.scale.clone(),
            measure.stated.clone().unwrap_or_default(),
            measure.rule.clone().unwrap_or_default(),
            measure.alternatives.join(", "),
            measure.stated_alternatives.join(", "),
            if measure.firm { "yes" } else { "no" }.to_owned(),
            measure.grades.clone().unwrap_or_default(),
            measure.judgement.words().to_owned(),
        ]
    };
    let names = [
        "title",
        "scale",
        "rule on answers",
        "rule",
        "other rules",
        "other rules on answers",
        "more than first impressions",
        "what is graded",
        "what assessors may decide",
    ];
    paired(&names, facts(before), facts(now))
}

fn paired<const COUNT: usize>(
    names: &[&'static str; COUNT],
    before: [String; COUNT],
    now: [String; COUNT],
) -> Vec<String> {
    differing(names.iter().zip(before).zip(now).map(|((name, before), now)| (*name, before, now)))
}
