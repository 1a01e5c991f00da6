//! OpenSSF Scorecard: the aggregate of the checks of a project.

use std::collections::BTreeMap;
use std::fmt::Write;

use num_rational::BigRational;
use num_traits::Signed;

use super::data::{Row, folders};
use super::engine::{Case, agreed, compare, quoted, score};
use super::exact;

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: scorecard
title: OpenSSF Scorecard of a project
edition: weights as of 2024
version: 1.0.0
about: Checks of a project's habits, each from 0 to 10, weighted by the risk that they are about.
rights: Scorecard is under the Apache License 2.0; checks are named, not quoted.
scales:
  points:
    title: Points of a check
    number: {from: 0, to: 10}
  aggregate:
    title: Aggregate score
    number: {from: 0, to: 10, decimals: 1, rounding: half-even}
  aggregate-in-full:
    title: Aggregate score with four decimals
    number: {from: 0, to: 10, decimals: 4, rounding: half-even}
kinds:
  whole:
    title: project
    plural: projects
    default-child: check
    measures:
      aggregate: {title: Aggregate score, scale: aggregate, rule: weighted-mean}
      aggregate-in-full: {title: Aggregate score with four decimals, scale: aggregate-in-full, rule: weighted-mean}
  check:
    title: check
    plural: checks
    rated-on: points
    measures:
      points: {title: Points, scale: points, stated: as-found}
states:
  not-applicable: exclude
  not-triggered: exclude
  out-of-scope: exclude
  dont-know: bound
  unanswered: bound
  not-rated: exclude
rules:
  as-found:
    title: What the check found
    source: published data
    certainty: seen
    does: {consensus: {scale: points, method: lowest}}
  weighted-mean:
    title: Mean of the checks, weighted by risk
    text: A check without a conclusion is left out, with its weight.
    source: OpenSSF Scorecard, aggregate score
    certainty: seen
    does: {mean: {of: {every: check}, weighted: true}}
elements:
";

/// What a check weighs by the risk that it is about; from the source code of Scorecard.
fn weight(risk: &str) -> &'static str {
    match risk.to_lowercase().as_str() {
        "critical" => "10",
        "high" => "7.5",
        "medium" => "5",
        "low" => "2.5",
        other => panic!("`{other}` is no risk"),
    }
}

/// The points of a check; nothing where it came to no conclusion, which is also written as -1.
fn points(row: &Row) -> Option<BigRational> {
    exact::number(row.get("score")).filter(|points| !points.is_negative())
}

#[test]
fn scorecard() {
    for folder in folders("scorecard") {
        if let (Some(checks), Some(totals)) = (folder.table("checks.csv"), folder.table("totals.csv")) {
            check(&checks, &totals);
        }
    }
}

fn check(checks: &[Row], totals: &[Row]) {
    let mut projects: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in checks {
        projects.entry(row.get("project")).or_default().push(row);
    }
    // Projects with the same checks and weights are scored under one framework.
    let mut sets: BTreeMap<Vec<(&str, &str)>, Vec<&Row>> = BTreeMap::new();
    for total in totals {
        match projects.get(total.get("project")) {
            Some(rows) => {
                let mut set: Vec<_> = rows.iter().map(|row| (row.get("check"), weight(row.get("risk")))).collect();
                set.sort_unstable();
                sets.entry(set).or_default().push(total);
            }
            None => eprintln!("SKIPPED: {}, whose checks are not in the files", total.get("project")),
        }
    }
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (set, totals) in sets {
        let mut framework = FRAMEWORK.to_owned();
        for (check, weight) in &set {
            let check = quoted(check);
            let _ = writeln!(framework, "  - {{id: {check}, title: {check}, weight: {weight}}}");
        }
        let cases: Vec<Case> = totals.iter().map(|total| case(total, &projects[total.get("project")])).collect();
        for (total, shown) in totals.iter().zip(score("scorecard", &framework, &cases)) {
            let rows = &projects[total.get("project")];
            compared += shown.len() + counted(total, rows, &mut wrong);
            match aggregate(rows) {
                Some(exactly) => {
                    for (shown, decimals) in shown.iter().zip([1, 4]) {
                        compare(shown, Some((&exactly, decimals)), &mut wrong);
                    }
                }
                // Nothing came to a conclusion: there is no figure, neither there nor here.
                None => {
                    wrong.extend(shown.iter().filter(|shown| exact::number(shown.value()).is_some()).map(|shown| {
                        format!("{}: no check has a conclusion, the engine shows {}", shown.name, shown.text)
                    }))
                }
            }
        }
    }
    agreed(&format!("OpenSSF Scorecard, {} projects", totals.len()), compared, &wrong);
}

fn case(total: &Row, rows: &[&Row]) -> Case {
    let answers = rows.iter().map(|row| {
        let answer = points(row)
            .map_or("{not-rated: the check came to no conclusion}".to_owned(), |points| exact::written(&points));
        (row.get("check").to_owned(), answer)
    });
    let whole = |measure: &str, column: &str| ("whole".to_owned(), measure.to_owned(), total.get(column).to_owned());
    Case {
        name: total.get("project").to_owned(),
        answers: answers.collect(),
        published: vec![whole("aggregate", "published"), whole("aggregate-in-full", "calc")],
    }
}

/// Compares the counts of the files, which say that nothing was lost on the way; how many were compared.
fn counted(total: &Row, rows: &[&Row], wrong: &mut Vec<String>) -> usize {
    let inconclusive = rows.iter().filter(|row| points(row).is_none()).count();
    let counts = [("checks", rows.len()), ("inconclusive", inconclusive)];
    let published = counts.iter().filter_map(|(column, count)| Some((column, count, total.find(column)?)));
    let published: Vec<_> = published.collect();
    for (column, count, published) in &published {
        if count.to_string() != *published {
            wrong.push(format!("{}: published {published} {column}, the files have {count}", total.get("project")));
        }
    }
    published.len()
}

/// The aggregate before it is rounded.
fn aggregate(rows: &[&Row]) -> Option<BigRational> {
    let weights = rows.iter().filter_map(|row| Some((exact::number(weight(row.get("risk")))?, points(row)?)));
    let (mut sum, mut all) = (BigRational::default(), BigRational::default());
    for (weight, points) in weights {
        sum += &weight * points;
        all += weight;
    }
    all.is_positive().then(|| sum / all)
}
