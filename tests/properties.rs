//! What must hold for every framework and every set of answers, tried on random small ones.
//!
//! The seed is fixed, so that a failure comes again; the failing case is printed as the files that it consists of.

#[path = "support_prop/mod.rs"]
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::model::Loaded;
use gradus::model::{Judgement, Reply};
use gradus::outcome::{Absence, Gap, Value};
use gradus::rule::Policy;
use gradus::source::Place;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use support::{Case, Flavour, Layout, Results, Said, day, result, results, results_under_policy};

/// What a run of a property has met, so that a run that tried nothing is no success.
type Met = RefCell<BTreeMap<String, usize>>;

fn meet(met: &Met, what: &str) {
    *met.borrow_mut().entry(what.to_owned()).or_default() += 1;
}

/// Tries a property on random cases and returns what it met.
fn try_all(
    cases: u32,
    flavour: Flavour,
    property: impl Fn(&mut Case, &Met) -> Result<(), String>,
) -> BTreeMap<String, usize> {
    let met = Met::default();
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20000),
        max_shrink_iters: 400,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&vec(any::<u16>(), 0..400), |numbers| {
        let mut case = Case::draw(&numbers, flavour);
        case.kinds().for_each(|kind| meet(&met, kind));
        let files = case.text();
        property(&mut case, &met).map_err(|problem| TestCaseError::fail(format!("{problem}\n{files}")))
    });
    if let Err(problem) = outcome {
        panic!("{}", problem.to_string().replace("\\n", "\n"));
    }
    met.into_inner()
}

fn assert_met(met: &BTreeMap<String, usize>, least: usize, what: &[&str]) {
    for what in what {
        let count = met.get(*what).copied().unwrap_or_default();
        assert!(count >= least, "`{what}` was met {count} times only: {met:?}");
    }
}

const MONOTONE: [&str; 5] = ["lowest", "highest", "ordinal", "band", "ladder"];

/// An element whose rating is not known and whose bounds the framework keeps.
struct Open {
    id: String,
    ratings: usize,
}

fn open_items(case: &Case, loaded: &Loaded, assessment: &Assessment) -> Vec<Open> {
    let states = loaded.frameworks[0].states;
    let is_open = |id: &String| {
        let (_, result) = assessment.frameworks[0].elements[id].results.first()?;
        let said_of_itself = matches!(result.derivation.kind.as_str(), "consensus" | "judgement");
        match &result.outcome {
            OutcomeRecord::Open { gap, .. } => Some(said_of_itself && states.for_gap(*gap) == Policy::Bound),
            _ => None,
        }
    };
    let ids = case.ratable().into_iter().filter(|id| is_open(id) == Some(true));
    ids.map(|id| Open { ratings: case.scale_of(&id).ratings, id }).collect()
}

/// The measure of an element that is decided on.
fn measure_of(loaded: &Loaded, id: &str) -> String {
    let framework = &loaded.frameworks[0];
    let measures = &framework.kinds[&framework.elements[id].kind].measures;
    measures.keys().next().expect("it has a measure").clone()
}

/// The results once the open items have these ratings.
fn completed(loaded: &mut Loaded, ratings: &[(&Open, usize)]) -> Results {
    let before = loaded.engagement.judgements.clone();
    for (open, rank) in ratings {
        loaded.engagement.judgements.retain(|judgement| judgement.element != open.id);
        loaded.engagement.judgements.push(Judgement {
            framework: "small".to_owned(),
            element: open.id.clone(),
            measure: measure_of(loaded, &open.id),
            reply: Reply::Rating { value: Value::Rank(*rank), word: String::new(), share: None },
            because: "seen".to_owned(),
            by: "lead".to_owned(),
            date: day(),
            evidence: Vec::new(),
            place: Place::whole(&"completed".into()),
        });
    }
    let results = results(&result(loaded));
    loaded.engagement.judgements = before;
    results
}

fn same(before: &Results, after: &Results, what: &str) -> Result<(), String> {
    for (name, ranks) in before {
        let other = after.get(name);
        if other != Some(ranks) {
            return Err(format!("{what}: {name:?} is {ranks:?} before and {other:?} after"));
        }
    }
    Ok(())
}

#[test]
fn bounds_contain_every_completion() {
    const MOST: usize = 3;
    let met = try_all(110, Flavour::Any, |case, met| {
        let mut loaded = case.load();
        let assessment = result(&loaded);
        let bounds = results(&assessment);
        let mut open = open_items(case, &loaded, &assessment);
        if open.is_empty() {
            return Ok(());
        }
        meet(met, if open.len() <= MOST { "all completed" } else { "some completed" });
        open.truncate(MOST);
        let mut ranks = vec![0; open.len()];
        loop {
            let ratings: Vec<(&Open, usize)> = open.iter().zip(ranks.iter().copied()).collect();
            for (name, ranks) in completed(&mut loaded, &ratings) {
                let inside = match (bounds[&name], ranks) {
                    (Some((low, high)), Some((from, to))) => low <= from && to <= high,
                    (before, after) => before == after,
                };
                if !inside {
                    let chosen: Vec<_> = ratings.iter().map(|(open, rank)| (&open.id, rank)).collect();
                    return Err(format!("{name:?}: {ranks:?} with {chosen:?} lies outside {:?}", bounds[&name]));
                }
            }
            // Count up, each open item being a digit.
            let Some(digit) = (0..open.len()).find(|digit| ranks[*digit] + 1 < open[*digit].ratings) else {
                return Ok(());
            };
            ranks[digit] += 1;
            ranks[..digit].fill(0);
        }
    });
    assert_met(&met, 10, &["all completed", "some completed", "decide"]);
    assert_met(&met, 10, &MONOTONE);
}

#[test]
fn both_bounds_of_monotone_rules_are_possible() {
    let met = try_all(150, Flavour::Monotone, |case, met| {
        let mut loaded = case.load();
        let assessment = result(&loaded);
        let bounds = results(&assessment);
        let open = open_items(case, &loaded, &assessment);
        // With everything completed every result is known; what stays open for another reason is another matter.
        if open.is_empty() || still_open(case, &loaded, &assessment, &open) {
            return Ok(());
        }
        meet(met, "completed");
        let worst: Vec<_> = open.iter().map(|open| (open, 0)).collect();
        let best: Vec<_> = open.iter().map(|open| (open, open.ratings - 1)).collect();
        let (worst, best) = (completed(&mut loaded, &worst), completed(&mut loaded, &best));
        for (name, ranks) in &bounds {
            let known = |(low, high): (usize, usize)| if low == high { low } else { usize::MAX };
            let reached = worst[name].map(known).zip(best[name].map(known));
            if *ranks != reached {
                return Err(format!("{name:?} is {ranks:?}, but the worst and best completions give {reached:?}"));
            }
        }
        Ok(())
    });
    assert_met(&met, 60, &["completed"]);
    assert_met(&met, 10, &MONOTONE);
}

/// Whether items stay open whose gap the framework does not keep as bounds.
fn still_open(case: &Case, loaded: &Loaded, assessment: &Assessment, completed: &[Open]) -> bool {
    let states = loaded.frameworks[0].states;
    let other = |gap: Gap| states.for_gap(gap) != Policy::Bound;
    case.ratable().iter().filter(|id| completed.iter().all(|open| open.id != **id)).any(|id| {
        let result = assessment.frameworks[0].elements[id].results.first();
        matches!(result.map(|(_, result)| &result.outcome), Some(OutcomeRecord::Open { gap, .. }) if other(*gap))
    })
}

#[test]
fn a_better_answer_never_lowers_a_result() {
    let met = try_all(180, Flavour::Monotone, |case, met| {
        let before = results(&result(&case.load()));
        let highest: BTreeMap<String, usize> =
            case.ratable().into_iter().map(|id| (id.clone(), case.scale_of(&id).ratings - 1)).collect();
        let said = case.responses.iter_mut().flatten().chain(&mut case.judgements);
        let mut raised: Vec<_> = said
            .filter_map(|(id, said)| match said {
                Said::Rating(rank) if *rank < highest[id] => Some((&*id, rank)),
                _ => None,
            })
            .collect();
        // Which one is raised, and how far, follows from the case itself.
        let count = raised.len();
        let Some((id, rank)) = raised.get_mut(before.len() * 7 % count.max(1)) else { return Ok(()) };
        let id = id.to_string();
        **rank = if count % 2 == 0 { highest[&id] } else { **rank + 1 };
        meet(met, "raised");
        let after = results(&result(&case.load()));
        let mut moved = false;
        for (name, ranks) in &before {
            moved |= after[name] != *ranks && name.0 != id;
            let not_worse = match (ranks, after[name]) {
                (Some((low, high)), Some((from, to))) => *low <= from && *high <= to,
                (None, None) => true,
                _ => false,
            };
            if !not_worse {
                return Err(format!("{name:?} was {ranks:?} and is {:?} after {id} was raised", after[name]));
            }
        }
        if moved {
            meet(met, "moved");
        }
        Ok(())
    });
    assert_met(&met, 100, &["raised"]);
    assert_met(&met, 20, &["moved"]);
    assert_met(&met, 10, &MONOTONE);
}

/// What is compared besides the results: counts, and what falls short.
fn tallies(assessment: &Assessment) -> String {
    let framework = &assessment.frameworks[0];
    let mut lines: Vec<String> = framework
        .elements
        .iter()
        .map(|(id, element)| {
            let mut coverage = element.coverage.clone();
            coverage.rated.sort_keys();
            let outcomes = element.results.iter().map(|(name, result)| match &result.outcome {
                // The reason is the words of whoever comes first.
                OutcomeRecord::Void { why, .. } => format!("{name} {why:?}"),
                outcome => format!("{name} {outcome:?}"),
            });
            format!("{id}: {coverage:?} {} {:?}", element.disputed, outcomes.collect::<Vec<_>>())
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn the_order_of_files_answers_judgements_and_siblings_means_nothing() {
    let met = try_all(140, Flavour::Any, |case, met| {
        let before = result(&case.load());
        let after = result(&case.load_as(&Layout { reversed: true, ..Layout::default() }));
        if case.responses.len() > 1 && case.groups.len() > 1 {
            meet(met, "turned round");
        }
        same(&results(&before), &results(&after), "the other way round")?;
        let (before, after) = (tallies(&before), tallies(&after));
        let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
        differs.map_or(Ok(()), |(before, after)| Err(format!("in other order\n  {before}\nbecomes\n  {after}")))
    });
    assert_met(&met, 30, &["turned round"]);
    assert_met(&met, 10, &MONOTONE);
    assert_met(&met, 10, &["decide"]);
}

#[test]
fn multiplying_all_weights_changes_nothing() {
    let met = try_all(120, Flavour::Any, |case, met| {
        let before = result(&case.load());
        for weights_times in [(3, 1), (1, 7)] {
            let after = result(&case.load_as(&Layout { weights_times, ..Layout::default() }));
            same(&results(&before), &results(&after), "with other weights")?;
        }
        if case.text().contains("weighted: true") {
            meet(met, "weighted");
        }
        Ok(())
    });
    assert_met(&met, 20, &["weighted"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_and_json_reads_back_as_what_it_was() {
    let met = try_all(60, Flavour::Any, |case, met| {
        let loaded = case.load();
        let assessment = result(&loaded);
        let json = |assessment: &Assessment| serde_json::to_string(assessment).map_err(|error| error.to_string());
        let text = json(&assessment)?;
        if json(&result(&loaded))? != text || json(&result(&case.load()))? != text {
            return Err("assessed again, other bytes".to_owned());
        }
        let back: Assessment = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if back != assessment || json(&back)? != text {
            return Err("read back, another assessment".to_owned());
        }
        meet(met, "read back");
        Ok(())
    });
    assert_met(&met, 60, &["read back"]);
}

/// Leaves that do not count, for whatever reason.
fn void_leaves(case: &Case, assessment: &Assessment) -> Vec<String> {
    let leaves = case.groups.iter().flat_map(|group| &group.leaves).map(|leaf| leaf.id.clone());
    let outcome = |id: &String| &assessment.frameworks[0].elements[id].results["rating"].outcome;
    leaves.filter(|id| matches!(outcome(id), OutcomeRecord::Void { .. })).collect()
}

#[test]
fn what_does_not_count_is_as_if_it_were_not_there() {
    let met = try_all(200, Flavour::Any, |case, met| {
        case.states[..3].fill("exclude");
        let assessment = result(&case.load());
        let before = results(&assessment);
        let void = void_leaves(case, &assessment);
        if void.is_empty() {
            return Ok(());
        }
        // A group that is out of scope has no leaves that count; it stays.
        for group in &mut case.groups {
            group.leaves.retain(|leaf| !void.contains(&leaf.id));
        }
        for said in case.responses.iter_mut().chain([&mut case.judgements]) {
            said.retain(|(id, _)| !void.contains(id));
        }
        case.out_of_scope.retain(|id| !void.contains(id));
        if case.text().contains("nothing is left to name") {
            return Ok(());
        }
        meet(met, "taken out");
        let after = results(&result(&case.load()));
        let before = before.into_iter().filter(|((id, _), _)| !void.contains(id)).collect();
        same(&before, &after, "without what does not count")
    });
    assert_met(&met, 60, &["taken out"]);
    assert_met(&met, 10, &MONOTONE);
    assert_met(&met, 10, &["decide"]);
}

#[test]
fn where_nothing_counts_there_is_no_value() {
    let met = try_all(80, Flavour::Any, |case, met| {
        case.states[..3].fill("exclude");
        let silent = case.groups[0].id.clone();
        let below = format!("{silent}/");
        let said = |id: &String| *id != silent && !id.starts_with(&below);
        case.judgements.retain(|(id, _)| said(id));
        case.responses.iter_mut().for_each(|answers| answers.retain(|(id, _)| said(id)));
        case.out_of_scope.retain(said);
        case.judgements.extend(case.groups[0].leaves.iter().map(|leaf| (leaf.id.clone(), Said::NotApplicable)));
        let assessment = result(&case.load());
        for measure in &case.of_groups {
            let result = &assessment.frameworks[0].elements[&silent].results[&measure.name];
            // Rules that name leaves one by one may look at other groups.
            if result.derivation_inputs().iter().any(|id| !id.starts_with(&below)) {
                continue;
            }
            meet(met, measure.kind);
            // Where nothing is selected, or nothing of what is has a weight, there is nothing to rate.
            let may_be_empty = measure.kind == "band" || result.derivation_inputs().is_empty();
            match &result.outcome {
                OutcomeRecord::Void { why: Absence::NotApplicable, .. } => {}
                OutcomeRecord::Void { why: Absence::Empty, .. } if may_be_empty => {}
                other => return Err(format!("{silent} {} is {other:?}, though nothing counts", measure.name)),
            }
        }
        Ok(())
    });
    assert_met(&met, 5, &MONOTONE);
    assert_met(&met, 5, &["decide"]);
}

/// Not even where the framework leaves unknown items out: a doubt must not end as "does not apply".
#[test]
fn what_nobody_knows_is_never_called_not_applicable() {
    let met = try_all(150, Flavour::Any, |case, met| {
        case.states[3..].fill("exclude");
        case.out_of_scope.clear();
        let exempt = |said: &Said| matches!(said, Said::NotApplicable | Said::NotTriggered);
        let known: Vec<String> = case.groups[0].leaves.iter().map(|leaf| leaf.id.clone()).collect();
        for said in case.responses.iter_mut().chain([&mut case.judgements]) {
            said.retain(|(id, said)| !exempt(said) && !known.contains(id));
        }
        let assessment = result(&case.load());
        for measure in case.of_groups.iter().filter(|measure| measure.kind != "band") {
            for group in &case.groups {
                let result = &assessment.frameworks[0].elements[&group.id].results[&measure.name];
                if result.derivation_inputs().is_empty() {
                    continue;
                }
                meet(met, measure.kind);
                if let OutcomeRecord::Void { why, .. } = &result.outcome {
                    return Err(format!("{} {} is {}, though it is only unknown", group.id, measure.name, why.words()));
                }
            }
        }
        Ok(())
    });
    assert_met(&met, 10, &["lowest", "highest", "ordinal", "ladder", "decide"]);
}

trait Inputs {
    fn derivation_inputs(&self) -> Vec<String>;
}

impl Inputs for gradus::assessment::MeasureResult {
    /// Every element that went in, at any step.
    fn derivation_inputs(&self) -> Vec<String> {
        let mut open = vec![&self.derivation];
        let mut found = Vec::new();
        while let Some(step) = open.pop() {
            found.extend(step.inputs.iter().map(|input| input.source.clone()));
            open.extend(&step.parts);
        }
        found
    }
}

/// Counting what is not known as the lowest (or highest) rating gives the lower (or upper) bound.
#[test]
fn the_policies_lowest_and_highest_give_the_ends_of_the_bounds() {
    let met = try_all(150, Flavour::Monotone, |case, met| {
        case.states[3..].fill("bound");
        let assessment = result(&case.load());
        let bounds = results(&assessment);
        let ends = [("lowest", true), ("highest", false)].map(|(policy, low)| {
            case.states[3..].fill(policy);
            (results_under_policy(&result(&case.load())), low)
        });
        for ((id, name), ranks) in &bounds {
            let derivation = &assessment.frameworks[0].elements[id].results[name].derivation;
            // What is said of an element itself is a fact, to which no policy applies.
            if matches!(derivation.kind.as_str(), "consensus" | "judgement" | "scope") {
                continue;
            }
            if ranks.is_some_and(|(low, high)| low != high) {
                meet(met, "ends");
            }
            for (results, low) in &ends {
                let end = ranks.map(|(from, to)| if *low { (from, from) } else { (to, to) });
                let found = results[&(id.clone(), name.clone())];
                if found != end {
                    return Err(format!("{id} {name} is {found:?}, but the end of the bounds {ranks:?} is {end:?}"));
                }
            }
        }
        Ok(())
    });
    assert_met(&met, 60, &["ends"]);
    assert_met(&met, 10, &MONOTONE);
}

/// Following the advice of a ladder leads at least to the level that it promises.
#[test]
fn what_a_ladder_needs_is_enough() {
    let met = try_all(200, Flavour::Any, |case, met| {
        case.out_of_scope.clear();
        let mut loaded = case.load();
        let assessment = result(&loaded);
        let framework = &assessment.frameworks[0];
        for (measure, group) in
            case.of_groups.iter().flat_map(|measure| case.groups.iter().map(move |group| (measure, group)))
        {
            let derivation = &framework.elements[&group.id].results[&measure.name].derivation;
            let rank = |word: &String| (0..5).find(|rank| case.scales[measure.scale].word(*rank) == *word);
            let Some(promised) = derivation.needs.first().and_then(|need| rank(&need.to_reach)) else { continue };
            let leaf = &case.scales[0];
            let advice: Option<Vec<(Open, usize)>> = derivation
                .needs
                .iter()
                .map(|need| {
                    let open = Open { id: need.source.clone(), ratings: leaf.ratings };
                    Some((open, (0..leaf.ratings).find(|rank| Some(&leaf.word(*rank)) == need.accepted.first())?))
                })
                .collect();
            // Where no rating is accepted at all there is no advice.
            let Some(advice) = advice else { continue };
            meet(met, "followed");
            let advice: Vec<(&Open, usize)> = advice.iter().map(|(open, rank)| (open, *rank)).collect();
            let reached = completed(&mut loaded, &advice)[&(group.id.clone(), measure.name.clone())];
            if reached.is_none_or(|(low, _)| low < promised) {
                let advice: Vec<_> = advice.iter().map(|(open, rank)| (&open.id, rank)).collect();
                return Err(format!("{} {} is {reached:?}, not {promised}, after {advice:?}", group.id, measure.name));
            }
        }
        Ok(())
    });
    assert_met(&met, 40, &["followed"]);
}

#[test]
fn every_item_is_counted_once() {
    try_all(100, Flavour::Any, |case, _| {
        let assessment = result(&case.load());
        let elements = &assessment.frameworks[0].elements;
        for (id, element) in elements {
            let coverage = &element.coverage;
            let sum = coverage.rated() + coverage.open() + coverage.exempt();
            if sum != coverage.items {
                return Err(format!("{id} has {} items, but {sum} are accounted for", coverage.items));
            }
            let below: usize = element.children.iter().map(|child| elements[child].coverage.items).sum();
            if coverage.items != below && coverage.items != 1 {
                return Err(format!("{id} has {} items and {below} below it", coverage.items));
            }
        }
        Ok(())
    });
}
