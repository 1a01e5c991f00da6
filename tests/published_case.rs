//! The published case of `examples/published-case`: criterion ratings, levels and their distribution were read from a
//! public picture; attribute ratings and the misses of each method were worked out apart from this engine
//! (`domain/iso20000.md` §4.1).

mod common;

use common::{assess, assess_loaded, known, load, repository};
use gradus::model::{Certainty, Reply};

/// A process with the ratings of its criteria for 1.1, 2.1 and 2.2, its published level, and its attribute ratings.
type Row = (&'static str, [&'static str; 3], i32, [&'static str; 3]);

const CASE: [Row; 14] = [
    ("ENG.2", ["P P L P P P L", "L P P P P F", "F F F P"], 0, ["P", "P", "L"]),
    ("ENG.3", ["L L L L L L L", "P P P F P F", "F F F P"], 1, ["L", "L", "L"]),
    ("ENG.4", ["P P P P P P P P", "P P P F P L", "F F F P"], 0, ["P", "P", "L"]),
    ("ENG.5", ["P P F N P L L L P L", "P P N L P P", "F F F P"], 0, ["P", "P", "L"]),
    ("ENG.6", ["F P F F L P P L P L", "L P L P P F", "F F F P"], 1, ["L", "L", "L"]),
    ("ENG.7", ["F F P F N N P P", "L P N F L L", "F L L L"], 0, ["P", "L", "L"]),
    ("ENG.8", ["F P P P P L", "L F N L L P", "F L F L"], 0, ["P", "L", "L"]),
    ("ENG.9", ["F F L F L L L L", "L L N F L L", "F L F L"], 1, ["L", "L", "L"]),
    ("ENG.10", ["F L L L L L", "F L F F L L", "F L F P"], 1, ["L", "L", "L"]),
    ("MAN.3", ["F F L L F P F F P L L P", "L L P F P F", "L F F L"], 1, ["L", "L", "L"]),
    ("SUP.1", ["F F F L L L F F P P", "L L P F F F", "F F F F"], 1, ["L", "L", "F"]),
    ("SUP.8", ["F L F F F F F F P F L", "P L P F P F", "F F F P"], 2, ["F", "L", "L"]),
    ("SUP.9", ["F L F P L P F P P", "L P P L P L", "L F F P"], 1, ["L", "P", "L"]),
    ("SUP.10", ["L P F P P P L P P F N P", "L P N F P L", "L L L P"], 0, ["P", "P", "L"]),
];

const ATTRIBUTES: [&str; 3] = ["1.1", "2.1", "2.2"];

/// For each method, the processes whose level comes out otherwise than published, and by how much.
const METHODS: [(&str, &[(&str, i32)]); 8] = [
    ("mean-half-down", &[]),
    ("mean-half-up", &[("ENG.5", 1), ("ENG.7", 1), ("ENG.8", 1)]),
    ("median-half-down", &[("SUP.8", -1)]),
    ("median-half-up", &[("ENG.5", 1), ("SUP.1", 1)]),
    ("lowest-rating", &[("ENG.6", -1), ("MAN.3", -1), ("SUP.1", -1), ("SUP.8", -2), ("SUP.9", -1)]),
    ("band-points", &[]),
    ("band-thirds", &[]),
    ("band-centres", &[("SUP.8", -1)]),
];

const FOLDER: &str = "examples/published-case";

#[test]
fn the_example_holds_the_ratings_of_the_picture_in_their_order() {
    let loaded = load(FOLDER);
    let mut expected = Vec::new();
    for (process, ratings, ..) in CASE {
        for (prefix, words) in ["c", "2.1-", "2.2-"].iter().zip(ratings) {
            let numbered = (1..).zip(words.split(' '));
            expected.extend(numbered.map(|(n, word)| format!("{process}/{prefix}{n} {word}")));
        }
    }
    let answers = &loaded.engagement.responses[0].answers;
    let found = answers.iter().map(|answer| match &answer.reply {
        Reply::Rating { word, share: None, .. } => format!("{} {word}", answer.to),
        other => panic!("{} is {other:?}", answer.to),
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let framework = &loaded.frameworks[0];
    let criteria = framework.elements.values().filter(|element| element.kind == "criterion");
    assert_eq!(criteria.count(), expected.len(), "no criterion is without a rating");
}

#[test]
fn the_default_method_gives_the_published_levels_and_the_attribute_ratings_worked_out_by_hand() {
    let assessment = assess(FOLDER);
    for (process, _, level, ratings) in CASE {
        assert_eq!(known(&assessment, process, "level"), level.to_string(), "{process}");
        for (attribute, rating) in ATTRIBUTES.iter().zip(ratings) {
            let element = format!("{process}/{attribute}");
            assert_eq!(known(&assessment, &element, "rating"), rating, "{element}");
        }
    }
}

#[test]
fn the_levels_are_distributed_as_in_the_published_pie_chart() {
    let assessment = assess(FOLDER);
    let levels: Vec<_> = CASE.iter().map(|(process, ..)| known(&assessment, process, "level")).collect();
    let count = |level: &str| levels.iter().filter(|found| **found == level).count();
    assert_eq!([count("0"), count("1"), count("2")], [6, 7, 1]);
}

#[test]
fn each_method_misses_the_processes_that_it_misses_by_hand() {
    let mut loaded = load(FOLDER);
    for (method, misses) in METHODS {
        let key = ("attribute".to_owned(), "rating".to_owned());
        loaded.engagement.uses[0].methods.insert(key, method.to_owned());
        let assessment = assess_loaded(&loaded);
        let found = CASE.iter().filter_map(|(process, _, published, _)| {
            let level: i32 = known(&assessment, process, "level").parse().unwrap();
            (level != *published).then_some((*process, level - published))
        });
        assert_eq!(found.collect::<Vec<_>>(), misses, "{method}");
        let rule = &assessment.frameworks[0].elements["ENG.2/1.1"].results["rating"].rule;
        assert_eq!(rule.as_deref(), Some(method), "the method that was asked for is the one that was used");
    }
}

#[test]
fn the_declared_methods_are_those_compared_and_the_default_one_comes_first() {
    let loaded = load(FOLDER);
    let measure = &loaded.frameworks[0].kinds["attribute"].measures["rating"];
    let mut declared: Vec<_> = measure.rule.iter().chain(&measure.alternatives).map(String::as_str).collect();
    assert_eq!(declared.first(), Some(&"mean-half-down"));
    let mut compared = METHODS.map(|(method, _)| method).to_vec();
    declared.sort_unstable();
    compared.sort_unstable();
    assert_eq!(declared, compared);
}

#[test]
fn the_readme_counts_the_matches_as_they_come_out() {
    let readme = std::fs::read_to_string(repository().join(FOLDER).join("README.md")).unwrap();
    for (method, misses) in METHODS {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{method}`"))).expect(method);
        let matches = format!("{} of {}", CASE.len() - misses.len(), CASE.len());
        assert_eq!(row.split('|').nth(2).map(str::trim), Some(matches.as_str()), "{row}");
        let named = CASE.iter().map(|(process, ..)| *process).filter(|process| {
            let words = row.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
            words.into_iter().any(|word| word == *process)
        });
        let missed: Vec<_> = misses.iter().map(|(process, _)| *process).collect();
        assert_eq!(named.collect::<Vec<_>>(), missed, "{row}");
    }
}

#[test]
fn the_folder_says_that_the_figures_are_somebody_elses_and_where_they_were_read() {
    let assessment = assess(FOLDER);
    assert!(assessment.agreement.notice.starts_with("Published case, reproduced from public figures"));
    for (process, ..) in CASE {
        let element = &assessment.frameworks[0].elements[process];
        assert_eq!(element.title, process, "a process has no other title than its id");
        assert_eq!(element.certainty, Certainty::Seen);
        assert!(element.source.contains("public sample report"), "{}", element.source);
    }
}
