//! The generations of ITIL against the lists.

use std::collections::{BTreeMap, BTreeSet};

use gradus::model::{Element, Framework};

use crate::lists::{agrees, list, numbers, plain};
use crate::shipped::{children, of_kinds, parent, shipped};

/// How many of these elements carry a tag.
fn tagged<'a>(elements: impl IntoIterator<Item = &'a &'static Element>, tag: &str) -> usize {
    elements.into_iter().filter(|element| element.tags.iter().any(|own| own == tag)).count()
}

#[test]
fn version_2_has_eleven_disciplines_with_nine_steps_and_the_questions_that_were_seen() {
    let framework = shipped("itil-v2");
    let steps = list("itil-v2-steps.txt");
    let disciplines = of_kinds(framework, &["discipline"]);
    let listed = list("itil-v2-disciplines.txt");
    assert_eq!((disciplines.len(), listed.len(), steps.len()), (11, 11, 9));
    for (discipline, line) in disciplines.into_iter().zip(&listed) {
        assert_eq!([&parent(framework, discipline).title, &discipline.title], [&line[0], &line[1]]);
        let found = children(framework, discipline);
        let named: Vec<_> = found.iter().map(|step| vec![step.code.clone(), plain(&step.title)]).collect();
        assert_eq!(named, steps.iter().map(|step| vec![step[0].clone(), plain(&step[1])]).collect::<Vec<_>>());
        let counts: Vec<usize> = found.iter().map(|step| step.children.len()).collect();
        for ((count, seen), step) in counts.iter().zip(line[2].split(' ')).zip(&steps) {
            assert!(agrees(*count, seen), "{}, step {}: {count}, seen were {seen}", discipline.title, step[0]);
        }
        for (count, step) in counts.iter().zip(&steps) {
            assert!(agrees(*count, &step[2]), "{}, step {}: {count} of {}", discipline.title, step[0], step[2]);
        }
        let all: usize = counts.iter().sum();
        assert!((45..=55).contains(&all), "{} has {all} criteria", discipline.title);
    }
}

/// As far as copies show: every mandatory question, and at least one of the others; at the last step all are mandatory.
#[test]
fn every_step_of_version_2_has_mandatory_criteria_and_as_many_others_as_it_asks_for() {
    let framework = shipped("itil-v2");
    for step in of_kinds(framework, &["step"]) {
        let criteria = children(framework, step);
        let mandatory = tagged(&criteria, "mandatory");
        let others = tagged([&step], "one-other") + 2 * tagged([&step], "two-others");
        assert!(mandatory >= 1, "{}", step.id);
        assert!(criteria.len() - mandatory >= others, "{}: {others} others", step.id);
        assert_eq!(others == 0, step.code == "5", "{}", step.id);
        assert_eq!(criteria.len() == mandatory, step.code == "5", "{}", step.id);
    }
}

/// Processes and functions of the edition of 2011 with the stage or group above them.
fn of_2011(framework: &'static Framework) -> BTreeSet<(String, String)> {
    let processes = of_kinds(framework, &["process"]).into_iter().filter(|process| process.id != "ALL");
    let with_group = |process: &'static Element| {
        let group = &parent(framework, process).title;
        let group = if group.starts_with("Functions") { "Functions" } else { group.as_str() };
        (group.to_owned(), process.title.clone())
    };
    processes.map(with_group).collect()
}

#[test]
fn the_edition_of_2011_has_26_processes_and_4_functions() {
    let pair = |line: Vec<String>| (line[0].clone(), line[1].clone());
    let listed: BTreeSet<_> = list("itil-2011-processes.txt").into_iter().map(pair).collect();
    let (functions, processes): (BTreeSet<_>, BTreeSet<_>) =
        listed.iter().cloned().partition(|(stage, _)| stage == "Functions");
    assert_eq!((processes.len(), functions.len()), (26, 4));
    assert_eq!(of_2011(shipped("itil-v3")), listed);
    assert_eq!(of_2011(shipped("itil-pmf")), listed);
    assert_eq!(of_2011(shipped("itil-v3-tipa-style")), processes);
    for id in ["itil-v3", "itil-pmf", "itil-v3-tipa-style"] {
        let stages: Vec<&str> = of_kinds(shipped(id), &["stage"]).iter().map(|stage| stage.title.as_str()).collect();
        let mut expected: Vec<String> =
            list("itil-2011-processes.txt").into_iter().map(|line| line[0].clone()).collect();
        expected.dedup();
        assert_eq!(stages, expected[..5], "{id}");
    }
}

#[test]
fn a_process_of_2011_is_asked_about_in_four_blocks_of_which_one_is_the_same_for_all() {
    let framework = shipped("itil-v3");
    let blocks = ["specific attributes", "outcomes and outputs", "interfaces and inputs", "generic attributes"];
    let mut generic: Vec<Vec<(&str, &str)>> = Vec::new();
    for process in of_kinds(framework, &["process"]) {
        let found = children(framework, process);
        let titles: BTreeSet<String> = found.iter().map(|block| block.title.to_lowercase()).collect();
        assert_eq!(titles, blocks.iter().map(|title| (*title).to_owned()).collect(), "{}", process.id);
        let criteria: Vec<_> = found.iter().flat_map(|block| children(framework, block)).collect();
        let levels: usize = (1..=5).map(|level| tagged(&criteria, &format!("level-{level}"))).sum();
        assert_eq!(levels, criteria.len(), "{}: each criterion has one level", process.id);
        assert!((1..=5).all(|level| tagged(&criteria, &format!("level-{level}")) > 0), "{}", process.id);
        let own = found.iter().find(|block| block.code == "generic").expect("it was found by its title");
        let own = children(framework, own);
        generic.push(own.iter().map(|criterion| (criterion.code.as_str(), criterion.tags[0].as_str())).collect());
    }
    assert!(generic.iter().all(|block| *block == generic[0]), "the generic attributes are the same everywhere");
}

#[test]
fn the_process_maturity_framework_has_five_areas_of_five_descriptors() {
    let framework = shipped("itil-pmf");
    let areas = ["Vision and steering", "Process", "People", "Technology", "Culture"];
    let levels = ["initial", "repeatable", "defined", "managed", "optimizing"];
    for process in of_kinds(framework, &["process"]) {
        let found = children(framework, process);
        assert_eq!(found.iter().map(|area| area.title.as_str()).collect::<Vec<_>>(), areas, "{}", process.id);
        for area in found {
            let titles = children(framework, area).into_iter().map(|descriptor| plain(&descriptor.title));
            assert_eq!(titles.collect::<Vec<_>>(), levels, "{}", area.id);
        }
    }
}

#[test]
fn version_4_has_34_practices_with_their_success_factors() {
    let framework = shipped("itil-4");
    let practices = of_kinds(framework, &["practice"]);
    let listed = list("itil-4-practices.txt");
    let titles: Vec<_> = practices.iter().map(|practice| practice.title.as_str()).collect();
    assert_eq!(titles, listed.iter().map(|line| line[1].as_str()).collect::<Vec<_>>());
    let of_group = |group: &str| listed.iter().filter(|line| line[0] == group).count();
    assert_eq!(["General", "Service", "Technical"].map(of_group), [14, 17, 3]);
    for (practice, line) in practices.into_iter().zip(&listed) {
        let criteria = children(framework, practice);
        let factors = (1..=9).filter(|factor| tagged(&criteria, &format!("psf-{factor}")) > 0).count();
        assert!(agrees(factors, &line[2]), "{}: {factors} success factors of {}", practice.title, line[2]);
        assert!(criteria.len() <= 30, "{} has {}", practice.title, criteria.len());
    }
}

#[test]
fn a_criterion_of_version_4_has_one_level_one_factor_and_one_dimension() {
    let framework = shipped("itil-4");
    for practice in of_kinds(framework, &["practice"]) {
        let criteria = children(framework, practice);
        for criterion in &criteria {
            let begins = |with: &str| criterion.tags.iter().filter(|tag| tag.starts_with(with)).count();
            let dimensions = DIMENSIONS.iter().filter(|dimension| tagged([criterion], dimension) == 1).count();
            assert_eq!((begins("level-"), begins("psf-"), dimensions), (1, 1, 1), "{}", criterion.id);
        }
        let of_level: BTreeMap<usize, usize> =
            (2..=5).map(|level| (level, tagged(&criteria, &format!("level-{level}")))).collect();
        assert_eq!(of_level.values().sum::<usize>(), criteria.len(), "{}: no criteria of level 1", practice.id);
        assert!(of_level.values().all(|count| *count > 0), "{}: {of_level:?}", practice.id);
        assert_eq!(of_level.values().max(), Some(&of_level[&3]), "{}: level 3 holds most", practice.id);
        let at_3: Vec<_> = criteria.into_iter().filter(|criterion| tagged([criterion], "level-3") == 1).collect();
        assert!(DIMENSIONS.iter().all(|dimension| tagged(&at_3, dimension) > 0), "{}: four dimensions", practice.id);
    }
}

const DIMENSIONS: [&str; 4] =
    ["value-streams-and-processes", "information-and-technology", "organizations-and-people", "partners-and-suppliers"];

#[test]
fn the_practices_whose_criteria_were_published_have_as_many() {
    let framework = shipped("itil-4");
    for line in list("itil-4-criteria.txt") {
        let mut practices = of_kinds(framework, &["practice"]).into_iter();
        let practice = practices.find(|practice| practice.title == line[0]).expect("it is one of the 34");
        let criteria = children(framework, practice);
        let counts = |tags: Vec<String>| tags.iter().map(|tag| Some(tagged(&criteria, tag))).collect::<Vec<_>>();
        let levels = counts((2..=5).map(|level| format!("level-{level}")).collect());
        assert_eq!(levels, numbers(&line[1]), "{}, by level", line[0]);
        let factors = counts((1..=numbers(&line[2]).len()).map(|factor| format!("psf-{factor}")).collect());
        assert_eq!(factors, numbers(&line[2]), "{}, by success factor", line[0]);
        let dimensions = counts(DIMENSIONS.iter().map(|dimension| (*dimension).to_owned()).collect());
        assert_eq!(dimensions, numbers(&line[3]), "{}, by dimension", line[0]);
    }
}

#[test]
fn the_service_value_system_has_five_components() {
    let framework = shipped("itil-4");
    let components = of_kinds(framework, &["component", "practices"]);
    let titles: Vec<_> = components.iter().map(|component| component.title.as_str()).collect();
    let expected = ["Guiding principles", "Governance", "Service value chain", "Practices", "Continual improvement"];
    assert_eq!(titles, expected);
    let aspects = |title: &str| {
        let component = components.iter().find(|component| component.title == title).expect("it is one of the five");
        let named = children(framework, component).into_iter().filter(|aspect| !aspect.title.contains("a whole"));
        named.filter(|aspect| !aspect.title.contains("together")).count()
    };
    assert_eq!(expected.map(aspects), [7, 3, 6, 0, 7], "principles, governance, activities, steps of improvement");
}
