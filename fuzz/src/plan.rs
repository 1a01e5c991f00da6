//! The answers of many assessments in columns, scored with a plan: what the generator's frameworks make of any codes.

use gradus::model::{Case, Framework};
use gradus::plan::{Column, Columns, GIVEN, Plan, Results, STATES, Scratch};
use gradus::rule::Circumstances;

/// Rows: a block of the plan and a little more.
const ROWS: usize = 67;
/// Elements beyond which columns say nothing new.
const MOST_ELEMENTS: usize = 300;
/// Numbers that were answered, over `UNDER`.
const OVER: [i64; 6] = [0, 1, 7, -3, i64::MAX, i64::MIN + 1];
const UNDER: [i64; 3] = [1, 10, 97];

/// Scores columns under what a case agrees on.
pub fn score(framework: &Framework, case: &Case) {
    let agreement = &case.engagement.agreement;
    let Some(used) = case.engagement.uses.first() else { return };
    if framework.elements.len() > MOST_ELEMENTS {
        return;
    }
    let circumstances = Circumstances {
        class: agreement.class,
        independence: agreement.independence,
        as_of: case.as_of,
        methods: case.engagement.responses.iter().map(|response| response.method).collect(),
    };
    let Ok(plan) = Plan::of_all(framework, used, circumstances) else { return };
    let given: Vec<Option<Given>> = (0..framework.elements.len()).map(|index| Given::of(framework, index)).collect();
    let mut columns = Columns::new(framework, ROWS);
    for (id, given) in framework.elements.keys().zip(&given) {
        let Some(given) = given else { continue };
        let column = match given.under {
            Some(under) => Column::Numbers { states: &given.codes, over: &given.over, under },
            None => Column::Ratings(&given.codes),
        };
        columns.set(framework, id, column).expect("every code is a rating or a state");
    }
    let (mut scratch, mut results) = (Scratch::default(), Results::default());
    plan.score(&columns, 0..ROWS, &mut scratch, &mut results);
    for wanted in 0..plan.wanted().len() {
        results.outcome(wanted, ROWS - 1);
    }
}

/// What one element was given.
struct Given {
    codes: Vec<u8>,
    over: Vec<i64>,
    under: Option<i64>,
}

impl Given {
    /// Codes that differ from row to row and from element to element; nothing for what cannot be rated directly.
    fn of(framework: &Framework, index: usize) -> Option<Given> {
        let (_, element) = framework.elements.get_index(index)?;
        let scale = framework.scales.get(framework.kind_of(element)?.rated_on.as_ref()?)?;
        let turn = |row: usize| row * 7 + index * 13 + row * index;
        let code = |row: usize| {
            let state = STATES[turn(row) % STATES.len()];
            match (scale.number.is_some(), turn(row) % 3) {
                (_, 0) => state,
                (true, _) => GIVEN,
                (false, _) => u8::try_from(turn(row) % scale.ratings.len().max(1)).unwrap_or(state),
            }
        };
        Some(Given {
            codes: (0..ROWS).map(code).collect(),
            over: (0..ROWS).map(|row| OVER[turn(row) % OVER.len()]).collect(),
            under: scale.number.is_some().then(|| UNDER[index % UNDER.len()]),
        })
    }
}
