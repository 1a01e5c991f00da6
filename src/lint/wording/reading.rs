//! Texts that are hard to read: too long a question, too long a sentence, or too low a reading ease.

use std::collections::BTreeSet;

use super::text::{sentences, words};
use crate::model::Framework;

/// What a person can hold in mind while somebody reads a question out; survey guides advise twenty words.
const QUESTION: usize = 25;
/// Beyond this many words half of all readers have lost the beginning of a sentence.
const SENTENCE: usize = 30;
/// Flesch put papers of science below 30 and called them very difficult. Requirements cannot all be easier than that;
/// below this they can.
const EASE: i64 = 20;
/// The formula was made for samples of a hundred words; below this many one long word decides it.
const SAMPLE: usize = 20;
/// A term of the framework counts like an ordinary word: who is asked about availability knows the word.
const ORDINARY: usize = 2;

/// The words of a framework's own titles.
pub(super) fn terms(framework: &Framework) -> BTreeSet<String> {
    let titles = framework.elements.values().map(|element| element.title.as_str());
    let titles = titles.chain([framework.title.as_str()]);
    titles.flat_map(words).map(str::to_lowercase).collect()
}

/// Why texts that are read together are hard to read. `asked` are those that somebody may read out.
pub(super) fn hard(asked: &[&str], others: &[&str], terms: &BTreeSet<String>) -> Option<String> {
    let longest = |texts: &[&str]| {
        let all = texts.iter().flat_map(|text| sentences(text));
        all.map(|sentence| words(sentence).count()).max().unwrap_or_default()
    };
    let question = asked.iter().map(|text| words(text).count()).max().unwrap_or_default();
    if question > QUESTION {
        return Some(format!("the question has {question} words; {QUESTION} are enough"));
    }
    let sentence = longest(asked).max(longest(others));
    if sentence > SENTENCE {
        return Some(format!("a sentence has {sentence} words; {SENTENCE} are enough"));
    }
    let ease = ease(&[asked, others].concat(), terms)?;
    (ease < EASE).then(|| format!("its reading ease (Flesch) is {ease}; {EASE} is the least"))
}

/// Reading ease by Flesch's formula, 206.835 − 1.015 · words per sentence − 84.6 · syllables per word, rounded down.
fn ease(texts: &[&str], terms: &BTreeSet<String>) -> Option<i64> {
    let sentences: Vec<&str> = texts.iter().flat_map(|text| sentences(text)).collect();
    let all: Vec<&str> = texts.iter().flat_map(|text| words(text)).collect();
    if all.len() < SAMPLE {
        return None;
    }
    let weight = |word: &&str| {
        let counted = syllables(word);
        if counted > ORDINARY && terms.contains(&word.to_lowercase()) { ORDINARY } else { counted }
    };
    let whole = |count: usize| i64::try_from(count).ok().filter(|count| *count > 0);
    let syllables = whole(all.iter().map(weight).sum())?;
    let (words, sentences) = (whole(all.len())?, whole(sentences.len())?);
    Some((206_835 - 1_015 * words / sentences - 84_600 * syllables / words).div_euclid(1_000))
}

/// Groups of vowels, less an e that nobody hears at the end.
fn syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let vowel = |letter: char| "aeiouyäöüé".contains(letter);
    let mut groups = 0;
    let mut inside = false;
    for letter in lower.chars() {
        groups += usize::from(vowel(letter) && !inside);
        inside = vowel(letter);
    }
    let silent = |ending: &str, heard: &[&str]| {
        lower.strip_suffix(ending).is_some_and(|start| {
            !start.ends_with(vowel) && !heard.iter().any(|sound| start.ends_with(sound)) && start.contains(vowel)
        })
    };
    let dropped = silent("e", &["l"]) || silent("ed", &["t", "d"]) || silent("es", &["s", "z", "c", "h", "x", "g"]);
    (groups - usize::from(dropped && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{SAMPLE, ease, hard, syllables};

    #[test]
    fn syllables_are_counted_as_they_are_heard() {
        for (word, count) in [
            ("the", 1),
            ("made", 1),
            ("table", 2),
            ("used", 1),
            ("tested", 2),
            ("changes", 2),
            ("times", 1),
            ("availability", 6),
            ("day", 1),
            ("tree", 1),
            ("xyz", 1),
            ("I", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn the_ease_is_that_of_the_formula() {
        // 20 words, 2 sentences, 20 syllables: 206.835 − 10.15 − 84.6 = 112.085.
        let text = "The cat sat on the mat and then it ran. The dog was in the house and it slept well.";
        assert_eq!(ease(&[text], &BTreeSet::new()), Some(112));
        assert_eq!(ease(&["Short."], &BTreeSet::new()), None);
    }

    #[test]
    fn terms_of_the_framework_are_no_long_words() {
        let text = "Availability availability. ".repeat(SAMPLE);
        let none = BTreeSet::new();
        assert!(hard(&[], &[&text], &none).is_some());
        assert_eq!(hard(&[], &[&text], &BTreeSet::from(["availability".to_owned()])), None);
    }
}
