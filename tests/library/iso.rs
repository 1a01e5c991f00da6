//! ISO/IEC 20000-1, editions of 2011 and 2005, and the attributes of ISO/IEC 33020, against the lists.

use std::collections::BTreeSet;

use gradus::model::{Certainty, Element, Framework};

use crate::lists::list;
use crate::shipped::{children, of_kinds, parent, shipped};

const EDITIONS: [(&str, usize); 2] = [("iso-20000-1-2011", 53), ("iso-20000-1-2005", 33)];

#[test]
fn the_clauses_of_old_editions_are_those_of_the_list_in_their_order() {
    for (id, count) in EDITIONS {
        let framework = shipped(id);
        let clauses = of_kinds(framework, &["clause"]);
        let found: Vec<_> = clauses.iter().map(|clause| vec![clause.id.clone(), clause.title.clone()]).collect();
        assert_eq!(found, list(&format!("{id}-clauses.txt")), "{id}");
        assert_eq!(found.len(), count, "{id}");
        for clause in clauses {
            let above = clause.id.rsplit_once('.').map_or(Framework::WHOLE, |(above, _)| above);
            assert_eq!(parent(framework, clause).id, above, "{id}, {}", clause.id);
        }
    }
}

/// Clauses that hold no requirement of their own, in the notes and as far as memory of the text goes.
#[test]
fn requirements_of_old_editions_stand_in_order_under_every_clause_that_holds_some() {
    const EMPTY: [(&str, &[&str]); 2] = [
        (
            "iso-20000-1-2011",
            &["4", "4.1", "4.3", "4.4", "4.5", "4.5.4", "4.5.5", "5", "6", "6.3", "6.6", "7", "8", "9"],
        ),
        ("iso-20000-1-2005", &["3", "4", "4.4", "6", "7", "7.1", "8", "8.1", "9", "10"]),
    ];
    for (id, empty) in EMPTY {
        let framework = shipped(id);
        for clause in of_kinds(framework, &["clause"]) {
            let requirements = children(framework, clause).into_iter().filter(|child| child.kind == "requirement");
            let found: Vec<&str> = requirements.map(|requirement| requirement.id.as_str()).collect();
            assert_eq!(found.is_empty(), empty.contains(&clause.id.as_str()), "{id}, {}: {found:?}", clause.id);
            let expected: Vec<String> = letters(found.len()).map(|letter| format!("{}-{letter}", clause.id)).collect();
            assert_eq!(found, expected, "{id}, {}", clause.id);
        }
    }
}

/// a, b … z, aa, ab …
fn letters(count: usize) -> impl Iterator<Item = String> {
    let letter = |index: usize| char::from(b'a' + (index % 26) as u8);
    (0..count).map(move |index| match index / 26 {
        0 => letter(index).to_string(),
        more => format!("{}{}", letter(more - 1), letter(index)),
    })
}

#[test]
fn what_the_edition_of_2011_wants_in_writing_is_tagged_so() {
    let framework = shipped("iso-20000-1-2011");
    let mut missing = Vec::new();
    for line in list("iso-20000-1-2011-documents.txt") {
        let tag = if line[0] == "procedure" { "procedure" } else { "documented" };
        let tagged = |requirement: &&Element| requirement.tags.iter().any(|own| own == tag);
        let named = |requirement: &Element| requirement.text.to_lowercase().contains(&line[0]);
        if !children(framework, &framework.elements[&line[1]]).iter().filter(|one| tagged(one)).any(|one| named(one)) {
            missing.push(line);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn requirements_of_old_editions_cite_their_clause() {
    for (id, _) in EDITIONS {
        for requirement in of_kinds(shipped(id), &["requirement"]) {
            let clause = &parent(shipped(id), requirement).id;
            let cited = requirement.source.split([',', ' ', ';']).any(|word| word == clause);
            assert!(cited, "{id}: {} cites {}", requirement.id, requirement.source);
            assert_ne!(requirement.certainty, Certainty::Ours, "{id}: {} is in the standard", requirement.id);
        }
    }
}

#[test]
fn processes_rated_by_2015_have_its_nine_attributes() {
    for id in ["service-process-capability-2015", "itil-v3-tipa-style"] {
        let framework = shipped(id);
        for process in of_kinds(framework, &["process"]) {
            let attributes = children(framework, process).into_iter();
            let found: Vec<_> =
                attributes.map(|attribute| vec![attribute.code.clone(), attribute.title.clone()]).collect();
            assert_eq!(found, list("iso-33020-2015-attributes.txt"), "{id}, {}", process.id);
        }
    }
}

#[test]
fn the_processes_of_the_reference_model_are_those_of_the_list() {
    let listed = list("service-processes.txt");
    assert_eq!(listed.len(), 33);
    for id in ["service-process-capability-2015", "service-process-capability-2019"] {
        let found: BTreeSet<_> = of_kinds(shipped(id), &["process"]).iter().map(|process| &process.id).collect();
        assert_eq!(found.len(), listed.len(), "{id}");
        for (line, process) in listed.iter().zip(of_kinds(shipped(id), &["process"])) {
            let of_group = process.id.starts_with(&line[0]);
            let titled = process.title.to_lowercase().contains(&line[1].to_lowercase());
            assert!(of_group && titled, "{id}: {} {} for {line:?}", process.id, process.title);
        }
    }
}
