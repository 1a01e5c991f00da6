//! What holds for every framework that is shipped.

use std::collections::BTreeMap;

use gradus::cases;
use gradus::diagnostic::Diagnostic;
use gradus::lint;
use gradus::load::Loader;
use gradus::model::{Element, Framework};

use crate::common::Disk;
use crate::shipped::{FRAMEWORKS, QUESTIONNAIRES, in_two_threads};

/// Loading them ends the test at the first problem, warnings included.
#[test]
fn frameworks_load_and_give_the_linter_nothing_to_say() {
    let said: Vec<Vec<Diagnostic>> = in_two_threads(FRAMEWORKS.values().collect(), lint::framework);
    assert_eq!(words(&said.concat()), Vec::<String>::new());
}

/// Each process of both capability frameworks mirrors something, and others do.
#[test]
fn everything_that_is_mirrored_exists() {
    let mirrors = FRAMEWORKS.values().flat_map(|framework| framework.elements.values());
    let mirrors: usize = mirrors.map(|element| element.mirrors.len()).sum();
    assert!(mirrors >= 2 * 33, "{mirrors} mirrors in all");
    for framework in FRAMEWORKS.values() {
        for other in lint::mirrored(framework) {
            let known = FRAMEWORKS.get(other).unwrap_or_else(|| panic!("{} mirrors `{other}`", framework.id));
            assert_eq!(words(&lint::mirrors(framework, known)), Vec::<String>::new(), "{} and {other}", framework.id);
        }
    }
}

#[test]
fn questionnaires_load_and_give_the_linter_nothing_to_say() {
    let said: Vec<Vec<Diagnostic>> = in_two_threads(QUESTIONNAIRES.values().collect(), |questionnaire| {
        lint::questionnaire(questionnaire, &FRAMEWORKS[&questionnaire.framework])
    });
    assert_eq!(words(&said.concat()), Vec::<String>::new());
}

fn words(problems: &[Diagnostic]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| format!("{}: {}: {}", problem.place.file, problem.code.name, problem.message))
        .collect()
}

#[test]
fn every_framework_has_at_least_two_cases_and_all_of_them_hold() {
    let run = |framework: &'static Framework| {
        let folder = format!("frameworks/{}", framework.id);
        let mut loader = Loader::new();
        let cases = loader.cases(&Disk, &folder, framework);
        let cases = cases.unwrap_or_else(|| panic!("{}: {:#?}", framework.id, words(&loader.problems)));
        assert!(cases.len() >= 2, "{} has {} cases", framework.id, cases.len());
        let mut broken = words(&loader.problems);
        for case in &cases {
            let ran = cases::run(framework, case);
            let different = ran.checks.iter().filter(|check| !check.holds);
            let different: Vec<_> = different.map(|check| format!("{check:?}")).collect();
            if !ran.holds {
                broken.push(format!("{}, case {}: {different:#?} {:?}", framework.id, case.id, words(&ran.refused)));
            }
        }
        broken
    };
    let broken: Vec<Vec<String>> = in_two_threads(FRAMEWORKS.values().collect(), run);
    assert_eq!(broken.concat(), Vec::<String>::new());
}

#[test]
fn every_element_says_where_it_comes_from_and_in_which_words() {
    let mut wrong = Vec::new();
    for framework in FRAMEWORKS.values() {
        for element in framework.elements.values() {
            let mut say = |what: &str| wrong.push(format!("{}, {}: {what}", framework.id, element.id));
            // The edition is the source of the whole.
            let source = if element.parent.is_some() { &element.source } else { &framework.edition };
            if source.trim().is_empty() {
                say("no source");
            }
            if framework.is_leaf(element) {
                if !is_sentence(&element.text) {
                    say(&format!("its text is no sentence: {}", element.text));
                }
                if element.evidence.is_empty() || element.evidence.iter().any(|item| item.trim().is_empty()) {
                    say("no evidence");
                }
            }
            if !element.children.is_empty() && element.title.trim().is_empty() {
                say("no title");
            }
            if PROCESSES.contains(&element.kind.as_str())
                && !element.children.is_empty()
                && !is_sentence(&element.purpose)
            {
                say(&format!("its purpose is no sentence: {}", element.purpose));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong[..wrong.len().min(40)].join("\n"), wrong.len());
}

/// Kinds of element that are done for a purpose.
const PROCESSES: [&str; 9] = [
    "process",
    "process-area",
    "optional-process-area",
    "practice-area",
    "optional-practice-area",
    "discipline",
    "objective",
    "component",
    "perspective",
];

fn is_sentence(text: &str) -> bool {
    text.ends_with('.')
        && !text.ends_with("..")
        && text.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
}

#[test]
fn no_two_texts_of_a_framework_are_equal() {
    for framework in FRAMEWORKS.values() {
        let mut known: BTreeMap<String, &Element> = BTreeMap::new();
        for element in framework.elements.values().filter(|element| !element.text.is_empty()) {
            // What stands once in a file and belongs to many, like a generic practice, is one text.
            match known.insert(element.text.to_lowercase(), element) {
                Some(first) if first.place != element.place => {
                    panic!("{}: `{}` and `{}` say the same: {}", framework.id, first.id, element.id, element.text);
                }
                _ => {}
            }
        }
    }
}

/// Words that a framework touches, and the owner whom its rights notice then names.
const OWNERS: [(&str, &str); 11] = [
    ("ISO/IEC", "published by ISO and IEC"),
    ("BS 15000", "British Standards Institution"),
    ("ITIL", "PeopleCert"),
    ("P3M3", "PeopleCert"),
    ("COBIT", "ISACA"),
    ("CMMI", "ISACA"),
    ("FitSM", "ITEMO"),
    ("TIPA", "Luxembourg Institute of Science and Technology"),
    ("EFQM", "EFQM"),
    ("FITS", "The FITS Foundation"),
    ("CoPr", "Rob England"),
];

#[test]
fn rights_notices_name_the_owners_and_promise_nothing() {
    for framework in FRAMEWORKS.values() {
        let rights = &framework.rights;
        assert!(is_sentence(rights), "{}: {rights}", framework.id);
        let promises = ["certified", "accredited assessment by", "compliant with"];
        assert!(promises.iter().all(|word| !rights.to_lowercase().contains(word)), "{}: {rights}", framework.id);
        assert!(rights.contains("Gradus project") || rights.contains("our own"), "{}: {rights}", framework.id);
        let touched =
            |word: &str| [&framework.title, &framework.edition, rights].iter().any(|text| text.contains(word));
        for (word, owner) in OWNERS.iter().filter(|(word, _)| touched(word)) {
            assert!(rights.contains(owner), "{} speaks of {word} and does not name {owner}: {rights}", framework.id);
        }
    }
}
