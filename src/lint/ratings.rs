//! Ratings of a scale that can never come out: no rule gives them to any measure on it, nothing is stated on it, and
//! nobody may decide them. One measure of several that share a scale may well end below its top.

use super::view::{View, rules_over, some};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Deciding, Measure};
use crate::outcome::Rank;
use crate::scale::Scale;

pub(super) fn unreachable(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (id, scale) in view.framework.scales.iter().filter(|(_, scale)| view.is_own(&scale.place)) {
        let on = measures(view, scale);
        let (Some((kind, name, first)), Some(given)) = (on.first(), given(view, scale, &on)) else { continue };
        let never: Vec<&str> =
            (0..scale.ratings.len()).filter(|rank| !given.contains(rank)).map(|rank| scale.word(rank)).collect();
        if never.is_empty() {
            continue;
        }
        let what = if on.len() == 1 { format!("`{name}` of the kind `{kind}`") } else { "nothing".to_owned() };
        let verb = if on.len() == 1 { "can never be" } else { "can ever be" };
        let words = format!("{what} {verb} {} on the scale `{id}`: no rule gives it", some(never));
        let problem = Diagnostic::warning(codes::UNREACHABLE_RATING, &scale.place, words);
        let help = "add a case, band or level that gives it, or end the scale where the rules do";
        found.push(problem.related(&first.place, "rated on it").help(help));
    }
}

/// The measures of elements that there are, on a scale of ratings: kind, name and measure.
fn measures<'a>(view: &View<'a>, scale: &Scale) -> Vec<(&'a str, &'a str, &'a Measure)> {
    let kinds = view.framework.kinds.iter().filter(|(name, _)| !view.of_kind(name).is_empty());
    let all = kinds.flat_map(|(kind, is)| is.measures.iter().map(move |(name, it)| (kind.as_str(), name.as_str(), it)));
    all.filter(|(.., measure)| measure.scale == scale.id).collect()
}

/// The ratings that the rules of measures can give; `None` where that is not known or others may come from people.
fn given(view: &View<'_>, scale: &Scale, on: &[(&str, &str, &Measure)]) -> Option<Vec<Rank>> {
    if view.framework.kinds.values().any(|kind| kind.rated_on.as_ref() == Some(&scale.id)) {
        return None;
    }
    let mut given = Vec::new();
    for (.., measure) in on {
        if measure.judgement != Deciding::Refused {
            return None;
        }
        for name in rules_over(measure) {
            given.extend(view.framework.rules.get(name)?.rule.gives()?);
        }
    }
    Some(given)
}
