//! The lists in `tests/data`: fields between tabs, remarks behind `#`. They hold what the publications and the domain
//! notes say and were written without looking at a framework file.

use std::fs;

use crate::common::repository;

/// The lines of a list with their fields.
pub fn list(name: &str) -> Vec<Vec<String>> {
    let path = repository().join("tests/data").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Numbers between blanks; what is no number is not known.
pub fn numbers(field: &str) -> Vec<Option<usize>> {
    field.split(' ').map(|number| number.parse().ok()).collect()
}

/// Whether a count is what a list says: `4`, at least `9+`, from `2-3`, or unknown `?`.
pub fn agrees(count: usize, said: &str) -> bool {
    let number = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("`{said}` is no count"));
    match (said.strip_suffix('+'), said.split_once('-')) {
        _ if said == "?" => true,
        (Some(least), _) => count >= number(least),
        (_, Some((least, most))) => (number(least)..=number(most)).contains(&count),
        _ => count == number(said),
    }
}

/// Spellings of the publications and those of this project, which writes British English with `-ize`.
const SPELLINGS: [(&str, &str); 9] = [
    (" & ", " and "),
    ("programs", "programmes"),
    ("catalog ", "catalogue "),
    ("analyze", "analyse"),
    ("fulfill ", "fulfil "),
    ("licenses", "licences"),
    ("organis", "organiz"),
    ("optimis", "optimiz"),
    ("pre-requisites", "prerequisites"),
];

/// A title in the spelling of this project and without capitals, which differ from book to book.
pub fn plain(title: &str) -> String {
    let lower = title.to_lowercase();
    SPELLINGS.iter().fold(lower, |title, (theirs, ours)| title.replace(theirs, ours))
}

/// A title as it is printed, in the spelling of this project.
pub fn spelt(title: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    SPELLINGS.iter().fold(title.to_owned(), |title, (theirs, ours)| {
        let title = title.replace(theirs, ours);
        if theirs.starts_with(' ') { title } else { title.replace(&capital(theirs), &capital(ours)) }
    })
}

#[test]
fn counts_agree_with_what_lists_say() {
    for (count, said) in [(3, "3"), (9, "9+"), (12, "9+"), (2, "2-3"), (3, "2-3"), (0, "?")] {
        assert!(agrees(count, said), "{count} and {said}");
    }
    for (count, said) in [(3, "4"), (8, "9+"), (4, "2-3"), (1, "2-3")] {
        assert!(!agrees(count, said), "{count} and {said}");
    }
    assert_eq!(spelt("Managed Programs and Plan and Organise"), "Managed Programmes and Plan and Organize");
    assert_eq!(spelt("Catalog I&T-enabled services"), "Catalogue I&T-enabled services");
    assert_eq!(plain("Scope & Stakeholders"), "scope and stakeholders");
}
