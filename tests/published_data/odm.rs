//! Open Data Maturity: points and percentages of the dimensions, and of a country.

use std::collections::BTreeMap;
use std::fmt::Write;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::data::{Row, folders};
use super::engine::{Case, agreed, compare, filled, quoted, score};
use super::exact;

/// How many decimals the files print of a percentage.
const DECIMALS: usize = 4;

const FRAMEWORK: &str = "\
format: gradus/framework/1
id: open-data-maturity
title: Open Data Maturity of a country
edition: European Union, data.europa.eu, 2023
version: 1.0.0
about: Points for answers, dimension by dimension; a country is the mean of its dimensions.
rights: Data under CC BY 4.0 (European Union); questions are numbered, not quoted.
scales:
  share:
    title: Share of the points that a question can earn
    number: {from: 0, to: HIGHEST}
  points:
    title: Points
    number: {from: 0, to: TOTAL}
  percentage:
    title: Percentage
    number: {from: 0, to: 100, decimals: 4, rounding: half-even}
kinds:
  whole:
    title: country
    plural: countries
    default-child: dimension
    measures:
      mean: {title: Mean of the percentages of its dimensions, scale: percentage, rule: mean-of-dimensions}
      points: {title: Points, scale: points, rule: points}
      percentage: {title: Percentage of all points, scale: percentage, rule: percentage}
  dimension:
    title: dimension
    plural: dimensions
    default-child: indicator
    measures:
      percentage: {title: Percentage of its points, scale: percentage, rule: percentage}
      points: {title: Points, scale: points, rule: points}
  indicator:
    title: indicator
    plural: indicators
    default-child: question
    measures:
      points: {title: Points, scale: points, rule: points}
  question:
    title: question
    plural: questions
    rated-on: share
    not-applicable: allowed
    measures:
      share: {title: Share, scale: share, stated: as-awarded}
states:
  not-applicable: lowest
  not-triggered: lowest
  out-of-scope: lowest
  dont-know: bound
  unanswered: bound
rules:
  as-awarded:
    title: What the reviewers awarded
    source: published data
    certainty: seen
    does: {consensus: {scale: share, method: lowest}}
  points:
    title: Sum of the points awarded
    text: What a question can earn is its weight; what is not scored earns nothing and cannot.
    source: published data
    certainty: seen
    does: {sum: {of: {every: question}, weighted: true}}
  percentage:
    title: Points of all that can be had
    text: The shares of the questions, weighted by what they can earn, make the share of all points.
    source: published data
    certainty: computed
    does:
      round:
        value: {calculate: {multiply: [{number: 100}, {mean: {of: {every: question}, weighted: true}}]}}
        decimals: 4
        mode: half-even
  mean-of-dimensions:
    title: The dimensions count alike, however many points they have
    text: The mean of percentages that have been rounded before, as the published figures are.
    source: published data; that rounded percentages are averaged shows in one of five countries
    certainty: computed
    does:
      round:
        value: {mean: {of: {every: dimension, measure: percentage}}}
        decimals: 4
        mode: half-even
";

/// A question with what it can earn.
struct Question {
    id: String,
    dimension: String,
    indicator: String,
    weight: BigRational,
}

/// What each country was awarded, by question; nothing where the question is not scored.
type Awarded = BTreeMap<String, BTreeMap<String, Option<BigRational>>>;

#[test]
fn open_data_maturity() {
    for folder in folders("odm") {
        let tables = ["weights.csv", "items.csv", "totals.csv"].map(|name| folder.table(name));
        if let [Some(weights), Some(items), Some(totals)] = tables {
            check(&weights, &items, &totals);
        }
    }
}

fn check(weights: &[Row], items: &[Row], totals: &[Row]) {
    let questions: Vec<Question> = weights.iter().map(question).collect();
    let mut awarded: Awarded = BTreeMap::new();
    for row in items {
        let id = row.get("question");
        assert!(questions.iter().any(|question| question.id == id), "the weights know no question {id}");
        let country = awarded.entry(row.get("country").to_owned()).or_default();
        country.insert(id.to_owned(), exact::number(row.get("score")));
    }
    let dimensions = dimensions(&questions);
    let framework = framework(&questions, &dimensions, &awarded);
    let (known, unknown): (Vec<&Row>, Vec<&Row>) =
        totals.iter().partition(|row| awarded.contains_key(row.get("country")));
    for row in unknown {
        eprintln!("SKIPPED: {}, whose answers are not in the files", row.get("country"));
    }
    let cases: Vec<Case> = known.iter().map(|row| case(row, &questions, &dimensions, &awarded)).collect();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (row, shown) in known.iter().zip(score("open-data-maturity", &framework, &cases)) {
        let exactly = percentages(&awarded[row.get("country")], &questions, &dimensions);
        for shown in &shown {
            compared += 1;
            let half_way = exactly.iter().find(|(name, _)| shown.name.ends_with(&format!(": {name}")));
            compare(shown, half_way.map(|(_, number)| (number, DECIMALS)), &mut wrong);
        }
        match row.find("UnsureScore").and_then(exact::number) {
            Some(unsure) if !unsure.is_zero() => {
                eprintln!("SKIPPED: preliminary score of {}, of which {unsure} is unsure", row.get("country"));
            }
            _ => {
                compared += 1;
                if row.get("PreliminaryScore") != row.get("TotalScore") {
                    wrong.push(format!("{}: preliminary and total score differ", row.get("country")));
                }
            }
        }
    }
    agreed(&format!("Open Data Maturity, {} countries", known.len()), compared, &wrong);
}

fn question(row: &Row) -> Question {
    Question {
        id: row.get("question").to_owned(),
        dimension: row.get("dimension").to_owned(),
        indicator: row.get("indicator").to_owned(),
        weight: exact::number(row.get("max_score")).unwrap_or_else(BigRational::zero),
    }
}

/// Dimensions in the order of the file, each with all the points that it has.
fn dimensions(questions: &[Question]) -> Vec<(String, BigRational)> {
    let mut dimensions: Vec<(String, BigRational)> = Vec::new();
    for question in questions {
        match dimensions.iter_mut().find(|(name, _)| *name == question.dimension) {
            Some((_, points)) => *points += &question.weight,
            None => dimensions.push((question.dimension.clone(), question.weight.clone())),
        }
    }
    dimensions
}

/// What a question was awarded as a share of what it can earn.
fn share(points: &BigRational, question: &Question) -> BigRational {
    if question.weight.is_zero() { BigRational::zero() } else { points / &question.weight }
}

fn framework(questions: &[Question], dimensions: &[(String, BigRational)], awarded: &Awarded) -> String {
    let total: BigRational = dimensions.iter().map(|(_, points)| points).sum();
    let shares = questions.iter().flat_map(|question| {
        let of_question = awarded.values().filter_map(|country| country.get(&question.id)?.as_ref());
        of_question.map(|points| share(points, question))
    });
    // A reviewer may have awarded more than a question can earn; nothing in the files does.
    let highest = shares.chain([BigRational::one()]).max().expect("there is one");
    let mut text = filled(FRAMEWORK, &[("HIGHEST", &exact::written(&highest)), ("TOTAL", &exact::written(&total))]);
    text.push_str("elements:\n");
    for (dimension, _) in dimensions {
        let _ = writeln!(text, "  - id: {dimension}\n    title: {dimension}\n    contains:");
        let mut indicators: Vec<&str> = Vec::new();
        for question in questions.iter().filter(|question| question.dimension == *dimension) {
            if !indicators.contains(&question.indicator.as_str()) {
                indicators.push(&question.indicator);
            }
        }
        for indicator in indicators {
            let _ = writeln!(text, "      - id: {indicator}\n        title: {indicator}\n        contains:");
            for question in questions.iter().filter(|question| question.indicator == indicator) {
                let (id, weight) = (quoted(&question.id), exact::written(&question.weight));
                let _ = writeln!(text, "          - {{id: {id}, title: {id}, weight: {weight}}}");
            }
        }
    }
    text
}

fn case(row: &Row, questions: &[Question], dimensions: &[(String, BigRational)], awarded: &Awarded) -> Case {
    let country = &awarded[row.get("country")];
    let answer = |question: &Question| {
        let answer = match country.get(&question.id) {
            Some(Some(points)) => exact::written(&share(points, question)),
            _ => "{not-applicable: not scored}".to_owned(),
        };
        (question.id.clone(), answer)
    };
    let mut published: Vec<(String, String, String)> = Vec::new();
    let mut publish = |element: &str, measure: &str, column: &str| {
        if let Some(figure) = row.find(column).filter(|figure| !figure.is_empty()) {
            published.push((element.to_owned(), measure.to_owned(), figure.to_owned()));
        }
    };
    for (dimension, _) in dimensions {
        publish(dimension, "points", dimension);
        publish(dimension, "percentage", &format!("{dimension}_pct"));
    }
    publish("whole", "points", "TotalScore");
    publish("whole", "percentage", "total_pct");
    publish("whole", "mean", "mean_of_dims_pct");
    Case { name: row.get("country").to_owned(), answers: questions.iter().map(answer).collect(), published }
}

/// The percentages before they are rounded, by what they are percentages of.
fn percentages(
    awarded: &BTreeMap<String, Option<BigRational>>,
    questions: &[Question],
    dimensions: &[(String, BigRational)],
) -> Vec<(String, BigRational)> {
    let hundred = BigRational::from_integer(BigInt::from(100));
    let points = |dimension: Option<&str>| -> BigRational {
        let of = questions.iter().filter(|question| dimension.is_none_or(|name| question.dimension == name));
        of.filter_map(|question| awarded.get(&question.id)?.clone()).sum()
    };
    let mut found = Vec::new();
    let mut sum = BigRational::zero();
    for (dimension, all) in dimensions.iter().filter(|(_, all)| !all.is_zero()) {
        let percentage = &hundred * points(Some(dimension)) / all;
        sum += half_even(&percentage);
        found.push((format!("{dimension}, percentage"), percentage));
    }
    let all: BigRational = dimensions.iter().map(|(_, all)| all).sum();
    found.push(("whole, percentage".to_owned(), hundred * points(None) / all));
    let count = BigRational::from_integer(BigInt::from(dimensions.len()));
    found.push(("whole, mean".to_owned(), sum / count));
    found
}

/// Rounded to the decimals of the files, half-way to the even neighbour.
fn half_even(number: &BigRational) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(4));
    let scaled = number * &scale;
    let (floor, half) = (scaled.floor(), BigRational::new(BigInt::from(1), BigInt::from(2)));
    let rest = &scaled - &floor;
    let even = (floor.to_integer() % 2u8).is_zero();
    let up = rest > half || rest == half && !even;
    (if up { floor + BigRational::one() } else { floor }) / scale
}
