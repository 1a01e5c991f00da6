//! What became of the inputs of a corpus: `cargo run --release --example corpus -- framework|structured FOLDER`. A corpus
//! of which little is loaded says little about the evaluator. Inputs whose results contradict themselves (a value outside
//! its bounds, bounds the wrong way round) are named.

use std::collections::BTreeMap;

use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::load::Loader;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(target), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: corpus framework|structured FOLDER");
        std::process::exit(2);
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("a file");
        let files = gradus_fuzz::files_of(&target, &bytes);
        let mut count = |what| *counts.entry(what).or_default() += 1;
        count("inputs");
        let main = files.0.keys().find_map(|path| path.strip_suffix("/framework.yaml")).map(str::to_owned);
        let Some(main) = main else { continue };
        let mut loader = Loader::new();
        let Some(framework) = loader.framework(&files, &main) else {
            let first = loader.problems.first().map_or("none", |problem| problem.code.name);
            *codes.entry(first.to_owned()).or_default() += 1;
            continue;
        };
        count("frameworks loaded");
        let Some(cases) = loader.cases(&files, &main, &framework) else { continue };
        count("cases loaded");
        for case in &cases {
            count("cases");
            let ran = gradus::cases::run(&framework, case);
            let Some(assessment) = &ran.assessment else { continue };
            count("cases assessed");
            for wrong in contradictions(assessment) {
                count("contradictions");
                println!("{}: case {}: {wrong}", entry.path().display(), case.id);
            }
        }
    }
    println!("{counts:?}\nfirst problem of what was not loaded: {codes:?}");
}

/// Results that contradict themselves.
fn contradictions(assessment: &Assessment) -> Vec<String> {
    let mut found = Vec::new();
    for framework in &assessment.frameworks {
        for (id, element) in &framework.elements {
            for (measure, result) in &element.results {
                let OutcomeRecord::Open { low, high, taken, .. } = &result.outcome else { continue };
                let scale = framework.kinds.get(&element.kind).and_then(|kind| kind.measures.get(measure));
                let ratings =
                    scale.and_then(|measure| framework.scales.get(&measure.scale)).map(|scale| &scale.ratings);
                let place = |text: &str| {
                    let rank = ratings.and_then(|ratings| ratings.iter().position(|rating| rating.id == text));
                    rank.map(|rank| rank as f64).or_else(|| text.trim_end_matches([' ', '%']).parse::<f64>().ok())
                };
                let (Some(from), Some(to)) = (place(low), place(high)) else { continue };
                let inside = taken.as_deref().and_then(place).is_none_or(|taken| from <= taken && taken <= to);
                if from > to || !inside {
                    found.push(format!("{id} {measure}: {taken:?} in {low} to {high}"));
                }
            }
        }
    }
    found
}
