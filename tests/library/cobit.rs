//! COBIT 2019, 4.1 and its small version against the lists.

use crate::lists::{agrees, list, spelt};
use crate::shipped::{children, of_kinds, parent, shipped};

#[test]
fn there_are_forty_objectives_and_their_practices_where_they_are_rated_in_depth() {
    let framework = shipped("cobit-2019");
    let listed = list("cobit-2019.txt");
    let kinds = ["domain", "objective", "objective-as-a-whole", "practice"];
    let as_a_whole: Vec<&str> =
        of_kinds(framework, &["objective-as-a-whole"]).iter().map(|objective| objective.id.as_str()).collect();
    let listed_here = listed.iter().filter(|line| {
        let objective = line[0].split('.').next().unwrap_or_default();
        objective == line[0] || !as_a_whole.contains(&objective)
    });
    let expected: Vec<_> = listed_here.map(|line| (line[0].clone(), spelt(&line[1]))).collect();
    let found = of_kinds(framework, &kinds).into_iter();
    let found: Vec<_> = found.map(|element| (element.id.clone(), element.title.clone())).collect();
    assert_eq!(found, expected);
    let objectives: Vec<_> = of_kinds(framework, &["objective", "objective-as-a-whole"]);
    let in_domain = |domain: &str| objectives.iter().filter(|one| parent(framework, one).id == domain).count();
    assert_eq!(["EDM", "APO", "BAI", "DSS", "MEA"].map(in_domain), [5, 14, 11, 6, 4]);
    for objective in of_kinds(framework, &["objective"]) {
        let line = listed.iter().find(|line| line[0] == objective.id).expect("it was compared");
        assert!(agrees(objective.children.len(), &line[2]), "{}", objective.id);
    }
    let all: usize = listed.iter().filter_map(|line| line.get(2)?.parse::<usize>().ok()).sum();
    assert_eq!(all, 231);
}

#[test]
fn every_activity_has_a_level_from_2_to_5() {
    for activity in of_kinds(shipped("cobit-2019"), &["activity"]) {
        let levels = (2..=5).filter(|level| activity.tags.contains(&format!("level-{level}"))).count();
        assert_eq!(levels, 1, "{}", activity.id);
    }
}

#[test]
fn version_4_1_has_34_processes_with_six_attributes_at_six_levels() {
    let framework = shipped("cobit-4-1");
    let expected: Vec<_> = list("cobit-4-1.txt").iter().map(|line| (line[0].clone(), spelt(&line[1]))).collect();
    let found = of_kinds(framework, &["domain", "process"]).into_iter();
    assert_eq!(found.map(|element| (element.id.clone(), element.title.clone())).collect::<Vec<_>>(), expected);
    let domains = of_kinds(framework, &["domain"]);
    assert_eq!(domains.iter().map(|domain| domain.children.len()).collect::<Vec<_>>(), [10, 7, 13, 4]);
    let attributes = [
        "awareness and communication",
        "policies, plans and procedures",
        "tools and automation",
        "skills and expertise",
        "responsibility and accountability",
        "goal setting and measurement",
    ];
    for process in of_kinds(framework, &["process"]) {
        let below = children(framework, process);
        let found = below.iter().filter(|element| element.kind == "attribute");
        assert_eq!(
            found.map(|attribute| attribute.title.to_lowercase()).collect::<Vec<_>>(),
            attributes,
            "{}",
            process.id
        );
        for group in below {
            let levels = children(framework, group).into_iter().map(|statement| statement.tags.clone());
            let expected = (0..=5).map(|level| vec![format!("level-{level}")]);
            assert_eq!(levels.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{}", group.id);
        }
    }
}

/// Which two processes the small version leaves out is not known for sure; the counts are.
#[test]
fn the_small_version_has_59_practices_in_32_of_the_processes() {
    let framework = shipped("cobit-quickstart");
    let known: Vec<_> = list("cobit-4-1.txt").iter().map(|line| (line[0].clone(), spelt(&line[1]))).collect();
    let found: Vec<_> = of_kinds(framework, &["domain", "process"])
        .into_iter()
        .map(|element| (element.id.clone(), element.title.clone()))
        .collect();
    let kept: Vec<_> = known.into_iter().filter(|process| found.contains(process)).collect();
    assert_eq!(found, kept, "a part of the list, in its order");
    assert_eq!(of_kinds(framework, &["process"]).len(), 32);
    assert_eq!(of_kinds(framework, &["practice"]).len(), 59);
    assert!(of_kinds(framework, &["process"]).iter().all(|process| !process.children.is_empty()));
}
