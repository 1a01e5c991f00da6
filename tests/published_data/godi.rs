//! Global Open Data Index: score and openness of every data set of every place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use num_rational::BigRational;
use num_traits::Zero;

use super::data::{Row, folders};
use super::engine::{Case, agreed, compare, filled, score};
use super::exact;

/// The year that weights without a year are for.
const YEAR_OF_THE_WEIGHTS: &str = "2013";
/// What has to be so for a data set to be open; found in the data, where all rows of 2013 agree with it.
const OPEN: [&str; 5] = ["exists", "digital", "public", "machinereadable", "openlicense"];

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: open-data-index
title: Global Open Data Index, one data set of one place
edition: Open Knowledge Foundation, YEAR
version: 1.0.0
about: How open a data set is, from nine questions.
rights: Data under ODC PDDL 1.0; questions are named, not quoted.
scales:
  answer:
    title: Answer
    ratings:
      - {id: no, title: No}
      - {id: yes, title: Yes}
  points:
    title: Points
    number: {from: 0, to: TOTAL}
kinds:
  whole:
    title: data set
    plural: data sets
    default-child: question
    measures:
      score: {title: Score, scale: points, rule: score}
OPENNESS
  question:
    title: question
    plural: questions
    rated-on: answer
    measures:
      answer: {title: Answer, scale: answer, stated: as-answered}
states:
  not-applicable: exclude
  not-triggered: exclude
  out-of-scope: exclude
  dont-know: lowest
  unanswered: lowest
rules:
  as-answered:
    title: The answer
    source: Global Open Data Index
    certainty: seen
    does: {consensus: {scale: answer, method: lowest}}
  score:
    title: Weights of the questions that are answered with yes
    text: No and unsure earn nothing; what is unsure could still earn its weight.
    source: weights of the index
    certainty: seen
    does: {sum: {of: {every: question}, values: {no: 0, yes: 1}, weighted: true}}
  open:
    title: Open where it exists, is digital, public, machine-readable and openly licensed
    source: found in the published data
    certainty: computed
    does:
      decide:
        scale: answer
        cases:
          - {when: {every: {of: {these: [OPEN]}, is: [yes]}}, then: yes, because: all of them are answered with yes}
        otherwise: {then: no, because: one of them is not answered with yes}
elements:
";

/// What each question weighs in a year, where the files say so.
fn weights(rows: &[Row], year: &str) -> Option<Vec<(String, BigRational)>> {
    let column = [format!("weight_{year}"), format!("weight-{year}"), year.to_owned()]
        .into_iter()
        .find(|column| rows.first().is_some_and(|row| row.find(column).is_some()));
    let dated = rows.iter().any(|row| row.find("year").is_some());
    let of_year: Vec<&Row> = rows.iter().filter(|row| row.find("year").is_none_or(|of| of == year)).collect();
    if column.is_none() && !dated && year != YEAR_OF_THE_WEIGHTS || of_year.is_empty() {
        return None;
    }
    let column = column.as_deref().unwrap_or("weight");
    let weight = |row: &&Row| {
        let weight = exact::number(row.get(column));
        (row.get("question").to_owned(), weight.unwrap_or_else(|| panic!("{row:?} has a weight")))
    };
    Some(of_year.iter().map(weight).collect())
}

/// An answer as YAML; nothing where it is not answered.
fn answer(row: &Row, question: &str) -> Option<&'static str> {
    match row.get(question).to_lowercase().as_str() {
        "yes" => Some("yes"),
        "no" => Some("no"),
        "unsure" => Some("don't know"),
        "" => None,
        other => panic!("`{other}` is no answer to {question}: {row:?}"),
    }
}

#[test]
fn global_open_data_index() {
    for folder in folders("godi") {
        if let (Some(entries), Some(weights)) = (folder.table("entries.csv"), folder.table("weights.csv")) {
            check_years(&entries, &weights);
        }
    }
}

fn check_years(entries: &[Row], weighted: &[Row]) {
    let mut years: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in entries {
        years.entry(row.get("year")).or_default().push(row);
    }
    for (year, rows) in years {
        match weights(weighted, year) {
            Some(weights) => {
                let (compared, wrong) = check(year, &rows, &weights);
                agreed(&format!("Global Open Data Index {year}, {} rows", rows.len()), compared, &wrong);
            }
            None => eprintln!("SKIPPED: no weights for {year}{}", with_other_weights(weighted, year, &rows)),
        }
    }
}

/// How far the rows of a year without weights agree with those that are there; a year may have its own.
fn with_other_weights(weighted: &[Row], year: &str, rows: &[&Row]) -> String {
    let Some(weights) = weights(weighted, YEAR_OF_THE_WEIGHTS) else { return String::new() };
    let known = |row: &&&Row| weights.iter().all(|(question, _)| row.find(question).is_some_and(is_answer));
    let (rows, odd): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(known);
    if rows.is_empty() {
        return format!(", whose {} rows have other answers", odd.len());
    }
    let (compared, wrong) = check(year, &rows, &weights);
    let (same, count) = (compared - wrong.len().min(compared), rows.len());
    format!("; with those of {YEAR_OF_THE_WEIGHTS}, {same} of {compared} figures of {count} rows are the same")
}

/// Whether it is one of the words that answers are given in.
fn is_answer(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "yes" | "no" | "unsure" | "")
}

/// Compares what was published in a year: how many figures there are, and what differs.
fn check(year: &str, rows: &[&Row], weights: &[(String, BigRational)]) -> (usize, Vec<String>) {
    let questions: BTreeSet<&str> = weights.iter().map(|(question, _)| question.as_str()).collect();
    let says_open = rows.iter().all(|row| row.find("isopen").is_some_and(|open| !open.is_empty()));
    let openness = says_open && OPEN.iter().all(|question| questions.contains(question));
    let total: BigRational = weights.iter().map(|(_, weight)| weight).sum();
    let measure = "      open: {title: Open, scale: answer, rule: open}";
    let mut framework = filled(
        FRAMEWORK,
        &[
            ("YEAR", year),
            ("TOTAL", &exact::written(&total)),
            ("OPENNESS\n", &if openness { format!("{measure}\n") } else { String::new() }),
        ],
    );
    if openness {
        framework = filled(&framework, &[("[OPEN]", &format!("[{}]", OPEN.join(", ")))]);
    } else {
        eprintln!("SKIPPED: openness in {year}, which stands on other questions");
        let rule =
            framework.find("  open:\n").expect("the rule stands there")..framework.find("elements:").expect("so");
        framework.replace_range(rule, "");
    }
    for (question, weight) in weights {
        let _ = writeln!(framework, "  - {{id: {question}, title: {question}, weight: {}}}", exact::written(weight));
    }
    let cases: Vec<Case> = rows.iter().map(|row| case(row, weights, openness)).collect();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (row, shown) in rows.iter().zip(score("open-data-index", &framework, &cases)) {
        compared += shown.len();
        compare(&shown[0], None, &mut wrong);
        let (low, high) = bounds(row, weights);
        if shown[0].bounds() != (low.clone(), high.clone()) {
            wrong.push(format!("{}: open answers leave {low} to {high}, not {}", shown[0].name, shown[0].text));
        }
        if let Some(open) = shown.get(1)
            && open.value() != open.published
        {
            wrong.push(format!("{}: published {}, the engine shows {}", open.name, open.published, open.text));
        }
    }
    (compared, wrong)
}

fn case(row: &Row, weights: &[(String, BigRational)], openness: bool) -> Case {
    let answers =
        weights.iter().filter_map(|(question, _)| Some((question.clone(), answer(row, question).map(str::to_owned)?)));
    let whole = |measure: &str, published: String| ("whole".to_owned(), measure.to_owned(), published);
    let mut published = vec![whole("score", row.get("score").to_owned())];
    if openness {
        published.push(whole("open", row.get("isopen").to_lowercase()));
    }
    Case { name: format!("{} {}", row.get("place"), row.get("dataset")), answers: answers.collect(), published }
}

/// What the score could still be: unsure answers may turn out to be yes.
fn bounds(row: &Row, weights: &[(String, BigRational)]) -> (BigRational, BigRational) {
    let mut bounds = (BigRational::zero(), BigRational::zero());
    for (question, weight) in weights {
        let said = answer(row, question);
        if said == Some("yes") {
            bounds.0 += weight;
        }
        if said != Some("no") {
            bounds.1 += weight;
        }
    }
    bounds
}
