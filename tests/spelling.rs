//! The words of the library: spelling, terms and the few rules of writing that a machine can see to.
//!
//! `tests/data/words.txt` holds what is right and in no dictionary, `tests/data/terms.txt` what we do not say. Oxford
//! spelling: British, with -ize.

mod common;
#[path = "spelling/hunspell.rs"]
mod hunspell;
#[path = "spelling/rules.rs"]
mod rules;
#[path = "spelling/texts.rs"]
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::sync::LazyLock;

use common::repository;
use texts::{Passage, passages};

fn data(name: &str) -> String {
    fs::read_to_string(repository().join("tests/data").join(name)).unwrap()
}

/// Names and technical terms, one a line.
fn our_words(list: &str) -> Vec<&str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The entry of our list that covers a word: as it is, without the mark of the genitive or the plural of an
/// abbreviation, or in small letters where the word begins a sentence.
fn entry<'a>(ours: &BTreeSet<&'a str>, word: &str) -> Option<&'a str> {
    let owner = word.strip_suffix("'s").unwrap_or(word);
    let one = owner.strip_suffix('s').filter(|one| abbreviation(one)).unwrap_or(owner);
    let small = || owner.chars().next().map(|first| first.to_lowercase().chain(owner.chars().skip(1)).collect());
    let small: Option<String> = small();
    ours.get(one).or_else(|| ours.get(small?.as_str())).copied()
}

/// At least two capitals, and nothing else but `&` and the `s` of the plural.
fn abbreviation(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && word.chars().all(|c| c.is_uppercase() || c == '&')
}

/// Whether the passage itself says what the abbreviation stands for.
fn explained(passage: &Passage, word: &str) -> bool {
    passage.text.contains(&format!("({word})"))
}

/// Reading the library takes seconds in a build without optimization; the tests share it.
static LIBRARY: LazyLock<Vec<Passage>> = LazyLock::new(passages);

fn all_at_once(faults: &BTreeSet<String>, what: &str) {
    let list: Vec<&str> = faults.iter().map(String::as_str).collect();
    assert!(faults.is_empty(), "{} {what}:\n{}", faults.len(), list.join("\n"));
}

#[test]
fn every_word_is_in_the_dictionary_or_in_our_list() {
    let (passages, list) = (&*LIBRARY, data("words.txt"));
    let ours = BTreeSet::from_iter(our_words(&list));
    let mut places: BTreeMap<&str, Vec<&Passage>> = BTreeMap::new();
    for passage in passages {
        for word in passage.words().filter(|word| !abbreviation(word) && entry(&ours, word).is_none()) {
            places.entry(word).or_default().push(passage);
        }
    }
    let Some(unknown) = hunspell::unknown(&places.keys().copied().collect()) else {
        // Not by a macro, whose output the test harness keeps to itself.
        let words = "SKIPPED: no spelling was checked, for hunspell with the dictionary en_GB is not installed \
                     (Debian: apt-get install hunspell hunspell-en-gb)\n";
        std::io::stderr().write_all(words.as_bytes()).unwrap();
        return;
    };
    let of_word = |word: &String| {
        let places = places.get(word.as_str()).into_iter().flatten();
        places.map(move |passage| format!("{}: {word}", passage.place(word))).collect::<Vec<_>>()
    };
    let faults = unknown.iter().flat_map(of_word).collect();
    all_at_once(&faults, "words are neither in the dictionary nor in tests/data/words.txt");
}

#[test]
fn an_abbreviation_is_in_our_list_or_explained_where_it_stands() {
    let (passages, list) = (&*LIBRARY, data("words.txt"));
    let ours = BTreeSet::from_iter(our_words(&list));
    let mut faults = BTreeSet::new();
    for passage in passages {
        let unknown = passage.words().filter(|word| abbreviation(word) && entry(&ours, word).is_none());
        let unknown = unknown.filter(|word| !explained(passage, word));
        faults.extend(unknown.map(|word| format!("{}: {word}", passage.place(word))));
    }
    all_at_once(&faults, "abbreviations that nobody explains: write it out, or put it in brackets behind the words");
}

#[test]
fn our_list_is_in_order_and_every_word_of_it_is_used() {
    let (passages, list) = (&*LIBRARY, data("words.txt"));
    let words = our_words(&list);
    let mut sorted = words.clone();
    sorted.sort_by_key(|word| (word.to_lowercase(), *word));
    sorted.dedup();
    assert_eq!(words, sorted, "tests/data/words.txt is to be in the order of the alphabet, each word once");
    let ours = BTreeSet::from_iter(words);
    let used = passages.iter().flat_map(Passage::words).filter_map(|word| entry(&ours, word)).collect();
    let unused: Vec<&&str> = ours.difference(&used).collect();
    assert!(unused.is_empty(), "no text uses these words of tests/data/words.txt: {unused:?}");
}

#[test]
fn every_text_keeps_to_our_terms_and_to_the_rules_of_writing() {
    let terms = rules::terms(&data("terms.txt"));
    let mut faults = BTreeSet::new();
    for passage in LIBRARY.iter() {
        let lower = passage.text.to_lowercase();
        let of_terms = terms.iter().filter_map(|term| term.fault(passage, &lower));
        let of_passage = of_terms.chain(rules::faults(passage));
        faults.extend(of_passage.map(|(words, why)| format!("{}: `{words}`: {why}", passage.place(&words))));
    }
    all_at_once(&faults, "places are not written as we write");
}

#[test]
fn the_rules_find_what_they_are_for_and_nothing_else() {
    let found = |key: &str, text: &str| {
        let faults = rules::faults(&Passage::made_up(key, text));
        faults.into_iter().map(|(words, _)| words).collect::<Vec<_>>()
    };
    assert_eq!(found("text", "It organises, revises and advertises."), ["organises"]);
    assert_eq!(found("title", "Practise, exercise and enterprise"), [""; 0]);
    assert_eq!(found("title", "The the IT it uses"), ["The the"]);
    assert_eq!(found("title", "A hour, an user, an hour, a user, an unintended one, a `x`"), ["A hour,", "an user,"]);
    assert_eq!(found("title", "Some , (more"), [" ,", "("]);
    assert_eq!(found("title", "Two  blanks \u{2013} and a dash"), ["  ", "\u{2013}"]);
    assert_eq!(found("text", "no capital"), ["no", "capital"]);
    assert_eq!(found("ask", "Is it asked."), ["asked."]);
    assert_eq!(found("evidence", "minutes of a meeting."), ["meeting."]);
    assert_eq!(found("evidence", "minutes of a meeting"), [""; 0]);
}

#[test]
fn our_terms_are_stated_once_and_each_is_found() {
    let terms = rules::terms(&data("terms.txt"));
    let once: BTreeSet<&str> = terms.iter().map(|term| term.never.as_str()).collect();
    assert_eq!(once.len(), terms.len(), "a term stands twice in tests/data/terms.txt");
    for term in terms {
        let text = format!("all of {} here", term.never);
        let mut passage = Passage::made_up("title", &text);
        // Some terms hold for the frameworks of ISO only.
        passage.file = "frameworks/iso-made-up/framework.yaml".into();
        assert!(term.fault(&passage, &text.to_lowercase()).is_some(), "nothing finds `{}`", term.never);
        let inside = format!("all of x{}x here", term.never);
        let passage = Passage::made_up("title", &inside);
        assert!(term.fault(&passage, &inside.to_lowercase()).is_none(), "`{}` is found within a word", term.never);
    }
}
