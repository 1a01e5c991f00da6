//! GovTech Maturity Index: the group of an economy, from its published index.
//!
//! The index itself is not checked: the files say that it also stands on indicators that they do not hold.

use super::data::{Row, folders};
use super::engine::{Case, agreed, score};
use super::exact;

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: govtech
title: GovTech Maturity Index of an economy
edition: World Bank, 2020 and 2022
version: 1.0.0
about: The group that the published index puts an economy into.
rights: Data under CC BY 4.0 (World Bank).
scales:
  index:
    title: Index
    number: {from: 0, to: 1}
  group:
    title: Group
    ratings:
      - {id: D, title: Group D}
      - {id: C, title: Group C}
      - {id: B, title: Group B}
      - {id: A, title: Group A}
kinds:
  whole:
    title: economy
    plural: economies
    default-child: index
    measures:
      group: {title: Group, scale: group, rule: group}
  index:
    title: index
    plural: indices
    rated-on: index
    measures:
      index: {title: Index, scale: index, stated: as-published}
states:
  not-applicable: exclude
  not-triggered: exclude
  out-of-scope: exclude
  dont-know: bound
  unanswered: bound
rules:
  as-published:
    title: The published index
    source: World Bank GovTech dataset
    certainty: seen
    does: {consensus: {scale: index, method: lowest}}
  group:
    title: Quarters of the scale, the lower bound belongs to the group
    source: World Bank GovTech dataset
    certainty: computed
    does:
      band:
        of: {result: {of: {these: [GTMI]}}}
        scale: group
        bounds: {D: {below: 25 %}, C: {below: 50 %}, B: {below: 75 %}, A: {}}
elements:
  - {id: GTMI, title: GovTech Maturity Index}
";

#[test]
fn govtech_groups() {
    for folder in folders("govtech") {
        if let Some(rows) = folder.table("indicators.csv") {
            check(rows);
        }
    }
}

fn check(rows: Vec<Row>) {
    let given = |row: &&Row| exact::number(row.get("GTMI")).is_some() && !row.get("Grp").is_empty();
    let (rows, without): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| given(&row));
    if !without.is_empty() {
        eprintln!("SKIPPED: {} economies without index or group", without.len());
    }
    let case = |row: &Row| Case {
        name: format!("{} {}", row.get("Year"), row.get("Economy")),
        answers: vec![("GTMI".to_owned(), row.get("GTMI").to_owned())],
        published: vec![("whole".to_owned(), "group".to_owned(), row.get("Grp").to_owned())],
    };
    let cases: Vec<Case> = rows.iter().map(case).collect();
    let mut wrong = Vec::new();
    for shown in score("govtech", FRAMEWORK, &cases).iter().flatten() {
        if shown.text != shown.published {
            wrong.push(format!("{}: published {}, the engine shows {}", shown.name, shown.published, shown.text));
        }
    }
    agreed("GovTech groups", cases.len(), &wrong);
}
