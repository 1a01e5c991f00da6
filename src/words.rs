//! Results in the words of a reader, the same in terminal, HTML and PDF.

use crate::assessment::{Coverage, ElementResult, FrameworkResult, OutcomeRecord, ScaleRecord};
use crate::outcome::Gap;

/// An outcome in short: `2`, `1 to 3`, `not triggered`.
pub fn outcome(outcome: &OutcomeRecord) -> String {
    match outcome {
        OutcomeRecord::Known { value, .. } => value.clone(),
        OutcomeRecord::Open { low, high, .. } => open_in_words(outcome, low, high, str::to_owned),
        OutcomeRecord::Void { why, .. } => why.words().to_owned(),
    }
}

/// An outcome with the titles of its scale: `Partly fulfilled`, `1 Performed to 3 Established`.
pub fn titled(scale: Option<&ScaleRecord>, outcome: &OutcomeRecord) -> String {
    match outcome {
        OutcomeRecord::Known { value, .. } => title(scale, value),
        OutcomeRecord::Open { low, high, gap, taken: None, choices, may_be_unrated: false, .. }
            if choices.is_empty() && spans(scale, low, high) =>
        {
            match gap {
                // Bounds that exclude nothing say nothing; why it is open does.
                Gap::Partly => "Not known yet".to_owned(),
                gap => capital(gap.words()),
            }
        }
        OutcomeRecord::Open { low, high, .. } => {
            let mut first = true;
            open_in_words(outcome, low, high, |word| {
                let words = title(scale, word);
                if std::mem::take(&mut first) { words } else { lower(&words) }
            })
        }
        OutcomeRecord::Void { why, .. } => capital(why.words()),
    }
}

/// What is open: `1 to 3`, with the value under the framework's policy `1 (0 to 3)`, a choice `LI, PI or NI`.
fn open_in_words(outcome: &OutcomeRecord, low: &str, high: &str, mut word: impl FnMut(&str) -> String) -> String {
    let OutcomeRecord::Open { taken, choices, may_be_unrated, .. } = outcome else { return String::new() };
    let unrated = if *may_be_unrated { " or not rated" } else { "" };
    if let Some((last, others)) = choices.split_last() {
        let others: Vec<String> = others.iter().map(|choice| word(choice)).collect();
        return format!("{} or {}{unrated}", others.join(", "), word(last));
    }
    let taken = taken.as_ref().map(|taken| word(taken));
    let range = if low == high { word(low) } else { format!("{} to {}", word(low), word(high)) };
    match taken {
        Some(taken) if low != high => format!("{taken} ({range}{unrated})"),
        _ => format!("{range}{unrated}"),
    }
}

/// Whether two ratings are the ends of their scale.
fn spans(scale: Option<&ScaleRecord>, low: &str, high: &str) -> bool {
    let ends = scale.and_then(|scale| Some((scale.ratings.first()?, scale.ratings.last()?)));
    ends.is_some_and(|(first, last)| first.id == low && last.id == high)
}

/// A rating with its title: `Fulfilled`, `2 Managed`, `L Largely achieved`.
pub fn title(scale: Option<&ScaleRecord>, word: &str) -> String {
    let rating = scale.and_then(|scale| scale.ratings.iter().find(|rating| rating.id == word));
    match rating {
        Some(rating) if is_code(word) => format!("{word} {}", rating.title),
        Some(rating) => rating.title.clone(),
        None => word.to_owned(),
    }
}

/// Whether a rating goes by a letter or a number, such as `L` or `2`, that stands beside its title; a short word such as
/// `no` does not.
pub fn is_code(word: &str) -> bool {
    word.chars().count() <= 2 && !word.chars().all(char::is_lowercase)
}

/// The scale of a measure of an element.
pub fn scale<'a>(framework: &'a FrameworkResult, element: &ElementResult, measure: &str) -> Option<&'a ScaleRecord> {
    let measure = framework.kinds.get(&element.kind)?.measures.get(measure)?;
    framework.scales.get(&measure.scale)
}

/// Title of an element with its id, as in `8.6.1 Incident management`.
pub fn name(id: &str, element: &ElementResult) -> String {
    if element.parent.is_none() {
        element.title.clone()
    } else if element.title.is_empty() || element.title == id {
        id.to_owned()
    } else {
        format!("{id} {}", element.title)
    }
}

/// What is not known yet, in words: `2 unanswered, 1 don't know`; empty if nothing.
pub fn open(coverage: &Coverage) -> String {
    let parts =
        [(coverage.unanswered, "unanswered"), (coverage.dont_know, "don't know"), (coverage.not_rated, "not rated")];
    list(&parts)
}

/// What does not count, in words; empty if nothing.
pub fn exempt(coverage: &Coverage) -> String {
    let parts = [
        (coverage.not_triggered, "not triggered"),
        (coverage.not_applicable, "not applicable"),
        (coverage.not_yet, "not yet"),
        (coverage.out_of_scope, "out of scope"),
    ];
    list(&parts)
}

fn list(parts: &[(usize, &str)]) -> String {
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    parts.collect::<Vec<_>>().join(", ")
}

/// A share of a whole as whole per cent, half up; a dash where there is no whole. Never 100 % before all is there.
pub fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let rounded = (part * 200 + whole) / (whole * 2);
    let shown = if part < whole { rounded.min(99) } else { rounded };
    format!("{shown} %")
}

/// `1 clause`, `2 clauses`.
pub fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a small first letter, unless it starts with a number or is a word of capitals.
pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match (first, second) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_complete_only_when_all_is_there() {
        assert_eq!(percent(999, 1000), "99 %");
        assert_eq!(percent(1000, 1000), "100 %");
        assert_eq!(percent(1, 8), "13 %");
        assert_eq!(percent(0, 0), "–");
    }
}
