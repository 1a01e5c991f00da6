//! Scales: ratings with words and bands of their own, or numbers.

use indexmap::IndexMap;

use super::written::framework::{NumbersWritten, RatingWritten, RefinedWritten, ScaleWritten};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::scale::{Numbers, Rating, Refined, Scale};
use crate::source::{Located, Place};

/// A scale as it is declared.
pub(super) fn scale(problems: &mut Vec<Diagnostic>, name: &Located<String>, written: &ScaleWritten) -> Option<Scale> {
    let (id, title, place) = (name.value.clone(), written.title.clone(), name.place.clone());
    if let Some(number) = &written.number {
        if !written.ratings.0.is_empty() {
            let words = format!("the scale `{id}` has ratings and numbers; it can have one or the other");
            let problem = Diagnostic::error(codes::WRONG_VALUE, &number.place, words);
            problems.push(problem.help("keep `ratings:` or `number:`"));
            return None;
        }
        let number = Some(numbers(problems, number)?);
        return Some(Scale { id, title, ratings: Vec::new(), number, place });
    }
    if written.ratings.0.is_empty() {
        let words = format!("the scale `{}` has no ratings", name.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &name.place, words);
        problems.push(problem.help("add `ratings:`, a list with the lowest first, each with `id:` and `title:`"));
        return None;
    }
    unique_words(problems, name, written);
    bands(problems, name, &written.ratings.0);
    let ratings = written.ratings.0.iter().map(rating).collect();
    Some(Scale { id, title, ratings, number: None, place })
}

/// Numbers climb from the lowest to the highest that is possible, and ranges of answers lie between them in order.
fn numbers(problems: &mut Vec<Diagnostic>, written: &Located<NumbersWritten>) -> Option<Numbers> {
    let said = &written.value;
    let before = problems.len();
    let mut refuse = |words: &str, help: &str| {
        problems.push(Diagnostic::error(codes::BANDS, &written.place, words).help(help));
    };
    if said.from >= said.to {
        refuse("`from` is not below `to`, so no number lies between them", "write the lowest and the highest number");
    }
    if said.decimals.is_some_and(|decimals| decimals > 12) {
        refuse("more than 12 decimals are shown", "write how many decimals a reader can use");
    }
    if said.decimals.is_some() != said.rounding.is_some() {
        let words = "`decimals` and `rounding` go together: numbers are rounded as declared, or not at all";
        refuse(words, "add `rounding: half-up`, `half-down`, `half-even` or `truncate`, or leave `decimals` out");
    }
    if said.step.as_ref().is_some_and(|step| step.is_zero() || step.is_negative()) {
        refuse("`step` is not above zero", "write the number of which every answer is a multiple, or leave it out");
    }
    let ranges: Vec<(Number, Number)> = said.ranges.0.iter().map(|[from, to]| (from.clone(), to.clone())).collect();
    let ends = ranges.iter().flat_map(|(from, to)| [from, to]).collect::<Vec<_>>();
    let inside =
        ends.first().is_none_or(|first| **first >= said.from) && ends.last().is_none_or(|last| **last <= said.to);
    if !ends.is_sorted() || !inside {
        refuse(
            "`ranges` do not climb from `from` to `to`",
            "write each as `[from, to]`, lowest first, none into another",
        );
    }
    (problems.len() == before).then(|| Numbers {
        from: said.from.clone(),
        to: said.to.clone(),
        shown: said.decimals.zip(said.rounding).map(|(decimals, rounding)| (usize::from(decimals), rounding)),
        unit: said.unit.clone(),
        never_full_early: said.never_full_early,
        step: said.step.clone(),
        ranges,
    })
}

fn rating(written: &RatingWritten) -> Rating {
    let refined = |finer: &RefinedWritten| Refined { id: finer.id.value.clone(), up_to: finer.up_to.value.clone() };
    Rating {
        id: written.id.value.clone(),
        title: written.title.clone(),
        meaning: written.meaning.clone(),
        up_to: written.up_to.as_ref().map(|bound| bound.value.clone()),
        refined: written.refined.0.iter().map(refined).collect(),
    }
}

fn unique_words(problems: &mut Vec<Diagnostic>, name: &Located<String>, written: &ScaleWritten) {
    let mut known: IndexMap<&str, &Place> = IndexMap::new();
    let words = written
        .ratings
        .0
        .iter()
        .flat_map(|rating| std::iter::once(&rating.id).chain(rating.refined.0.iter().map(|finer| &finer.id)));
    for word in words {
        if let Some(first) = known.get(word.value.as_str()) {
            let message = format!("the scale `{}` has the rating `{}` twice", name.value, word.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &word.place, message).label("again here");
            problems.push(problem.related(first, "first here").help("give each rating a word of its own"));
        }
        known.entry(&word.value).or_insert(&word.place);
    }
}

/// Bands, where a scale has them, climb without gap or overlap and end at the whole.
fn bands(problems: &mut Vec<Diagnostic>, name: &Located<String>, ratings: &[RatingWritten]) {
    let bounds: Vec<_> = ratings.iter().filter_map(|rating| rating.up_to.as_ref()).collect();
    if bounds.is_empty() {
        return;
    }
    for rating in ratings.iter().filter(|rating| rating.up_to.is_none()) {
        let words = format!("`{}` has no `up-to`, so the bands of `{}` have a gap", rating.id.value, name.value);
        let problem = Diagnostic::error(codes::BANDS, &rating.id.place, words);
        problems.push(problem.help("give every rating of the scale `up-to:`, or none of them"));
    }
    for pair in bounds.windows(2) {
        if let [lower, upper] = pair
            && lower.value >= upper.value
        {
            let (above, below) = (share(&upper.value), share(&lower.value));
            let words = format!("the band up to {above} does not lie above the one up to {below}");
            let problem = Diagnostic::error(codes::BANDS, &upper.place, words).label("this bound");
            problems.push(
                problem
                    .related(&lower.place, "must be below it")
                    .help("let ratings stand lowest first, each `up-to:` above the one before"),
            );
        }
    }
    if let Some(last) = bounds.last()
        && last.value != Number::from(1)
    {
        let words = format!("the highest band ends at {}, not at 100 %", share(&last.value));
        problems.push(Diagnostic::error(codes::BANDS, &last.place, words).help("write `up-to: 100 %`"));
    }
    if let Some(lowest) = bounds.first()
        && lowest.value.is_negative()
    {
        let words = format!("the lowest band ends at {}, below 0 %", share(&lowest.value));
        let problem = Diagnostic::error(codes::BANDS, &lowest.place, words);
        problems.push(problem.help("write the largest share that still belongs to the rating, such as `up-to: 15 %`"));
    }
    refined_bands(problems, ratings);
}

/// A share as an author writes it.
fn share(number: &Number) -> String {
    format!("{} %", number.clone() * Number::from(100))
}

/// Finer bands fill the band that they refine.
fn refined_bands(problems: &mut Vec<Diagnostic>, ratings: &[RatingWritten]) {
    let mut below = Number::zero();
    for rating in ratings {
        let Some(bound) = &rating.up_to else { continue };
        for finer in &rating.refined.0 {
            if finer.up_to.value <= below || finer.up_to.value > bound.value {
                let words = format!("the finer band `{}` does not lie inside `{}`", finer.id.value, rating.id.value);
                let (from, to) = (share(&below), share(&bound.value));
                let problem = Diagnostic::error(codes::BANDS, &finer.up_to.place, words);
                problems.push(problem.help(format!("it has to end above {from} and at {to} at most")));
            }
            below = finer.up_to.value.clone();
        }
        if rating.refined.0.last().is_some_and(|finer| finer.up_to.value != bound.value) {
            let words = format!("the finer bands of `{}` do not end where it ends", rating.id.value);
            let problem = Diagnostic::error(codes::BANDS, &bound.place, words);
            problems.push(problem.help(format!("let the highest of them end at {}", share(&bound.value))));
        }
        below = bound.value.clone();
    }
}
