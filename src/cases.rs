//! Cases run: a framework tested by its author, with the results that a publication or a hand calculation gives.

use crate::assess::assess;
use crate::assessment::{Assessment, OutcomeRecord};
use crate::diagnostic::Diagnostic;
pub use crate::model::Case;
use crate::model::{Expected, Framework, Loaded};
use crate::number::Number;
use crate::words;

/// What became of one case.
pub struct Ran {
    /// Every expected result beside the obtained one.
    pub checks: Vec<Check>,
    /// What was refused.
    pub refused: Vec<Diagnostic>,
    /// Whether all of it is as expected.
    pub holds: bool,
    /// The whole result; none where something was refused.
    pub assessment: Option<Assessment>,
}

/// An expected result beside the obtained one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The element.
    pub element: String,
    /// Which of its measures.
    pub measure: String,
    /// What must come out.
    pub expected: String,
    /// What came out.
    pub obtained: String,
    /// Whether they are the same.
    pub holds: bool,
}

/// Runs a case of a framework.
pub fn run(framework: &Framework, case: &Case) -> Ran {
    if !case.problems.is_empty() {
        return refused(case, case.problems.clone());
    }
    let loaded = Loaded {
        engagement: case.engagement.clone(),
        frameworks: vec![framework.clone()],
        questionnaires: indexmap::IndexMap::new(),
    };
    let assessment = match assess(&loaded, case.as_of) {
        Ok(assessment) => assessment,
        Err(problems) => return refused(case, problems),
    };
    let checks: Vec<Check> = case.expected.iter().map(|expected| check(&assessment, expected)).collect();
    let holds = case.refused.is_empty() && checks.iter().all(|check| check.holds);
    Ran { checks, refused: Vec::new(), holds, assessment: Some(assessment) }
}

fn refused(case: &Case, problems: Vec<Diagnostic>) -> Ran {
    let found = |code: &String| problems.iter().any(|problem| problem.code.name == *code);
    let expected = |problem: &Diagnostic| case.refused.iter().any(|code| *code == problem.code.name);
    let holds = !case.refused.is_empty() && case.refused.iter().all(found) && problems.iter().all(expected);
    Ran { checks: Vec::new(), refused: problems, holds, assessment: None }
}

fn check(assessment: &Assessment, expected: &Expected) -> Check {
    let result = assessment.frameworks.first().and_then(|framework| framework.elements.get(&expected.element));
    let outcome = result.and_then(|element| element.results.get(&expected.measure)).map(|result| &result.outcome);
    let due = result.and_then(|element| element.results.get(&expected.measure)?.derivation.due);
    let until = due.map_or(String::new(), |due| format!(" until {due}"));
    let obtained = outcome.map_or_else(|| "nothing".to_owned(), in_full) + &until;
    let wanted = expected.outcome.trim();
    let wanted = wanted.strip_suffix(&until).unwrap_or(wanted);
    let holds = outcome.is_some_and(|outcome| is(outcome, wanted));
    let (element, measure) = (expected.element.clone(), expected.measure.clone());
    Check { element, measure, expected: expected.outcome.clone(), obtained, holds }
}

/// An outcome in words, with the number behind it where it is shown rounded.
fn in_full(outcome: &OutcomeRecord) -> String {
    let shown = words::outcome(outcome);
    match outcome {
        OutcomeRecord::Known { exact: Some(exact), .. } => format!("{shown} (exactly {exact})"),
        OutcomeRecord::Open { exact: Some([low, high]), .. } => format!("{shown} (exactly {low} to {high})"),
        _ => shown,
    }
}

/// Whether two texts say the same, where `1.00 (0.50 to 2.00)` says the same as `1 (0.5 to 2)`.
fn same_words(obtained: &str, expected: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split([' ', '(', ')']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let same = |(a, b): (&String, &String)| {
        a == b || a.parse::<Number>().ok().zip(b.parse::<Number>().ok()).is_some_and(|(a, b)| a == b)
    };
    let (obtained, expected) = (words(obtained), words(expected));
    obtained.len() == expected.len() && obtained.iter().zip(&expected).all(same)
}

/// Whether an outcome is what is expected: as it is shown, or as the exact number behind it.
fn is(outcome: &OutcomeRecord, expected: &str) -> bool {
    let expected = expected.trim();
    if same_words(&words::outcome(outcome), expected) {
        return true;
    }
    if let OutcomeRecord::Open { choices, may_be_unrated: false, .. } = outcome
        && !choices.is_empty()
    {
        // In which order a choice is named means nothing.
        let mut named: Vec<&str> = expected.split(", ").flat_map(|words| words.split(" or ")).collect();
        named.sort_unstable();
        let mut choices: Vec<&str> = choices.iter().map(String::as_str).collect();
        choices.sort_unstable();
        return named == choices;
    }
    let same = |exact: &str, text: &str| {
        let numbers = exact.parse::<Number>().ok().zip(text.trim().parse::<Number>().ok());
        numbers.is_some_and(|(exact, text)| exact == text)
    };
    match outcome {
        OutcomeRecord::Known { value, exact } => same(exact.as_ref().unwrap_or(value), expected),
        OutcomeRecord::Open { low, high, exact, taken: None, choices, may_be_unrated: false, .. }
            if choices.is_empty() =>
        {
            let [low, high] = exact.as_ref().map_or([low.as_str(), high.as_str()], |[low, high]| [low, high]);
            expected.split_once(" to ").is_some_and(|(from, to)| same(low, from) && same(high, to))
        }
        _ => false,
    }
}
