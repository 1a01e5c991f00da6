//! Random answers: as columns for a plan, and each row as an engagement for the explained evaluation.

use gradus::conduct::{Independence, Method};
use gradus::model::engagement::{Agreement, Organization, Person, Scope, Use};
use gradus::model::{Answer, Engagement, Framework, Loaded, Reply, Response};
use gradus::number::Number;
use gradus::outcome::{Absence, Value};
use gradus::plan::{
    Column, Columns, DONT_KNOW, GIVEN, NOT_APPLICABLE, NOT_RATED, NOT_TRIGGERED, NOT_YET, OUT_OF_SCOPE, STATES,
    UNANSWERED, over,
};
use gradus::rule::Circumstances;
use gradus::scale::Scale;
use gradus::source::Place;
use indexmap::IndexMap;
use jiff::civil::Date;

/// Numbers that look random and are the same every time.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// Answers of one element.
struct Given {
    element: String,
    codes: Vec<u8>,
    numbers: Option<(Vec<i64>, i64)>,
}

/// A framework in use, with many assessments.
pub struct Scene {
    pub used: Use,
    pub as_of: Date,
    class: u8,
    independence: Independence,
    method: Method,
    given: Vec<Given>,
}

impl Scene {
    pub fn new(framework: &Framework, rows: usize, random: &mut Random) -> Scene {
        let mut scene = Scene {
            used: used(framework, random),
            as_of: Date::constant(2026, 1, 1),
            class: 1 + random.below(3) as u8,
            independence: [Independence::A, Independence::D][random.below(2)],
            method: [Method::Interview, Method::Survey, Method::Observation][random.below(3)],
            given: Vec::new(),
        };
        // Some assessments are complete, some nearly, some hardly begun.
        let states: Vec<usize> = (0..rows).map(|_| [0, 0, 3, 15, 50, 95][random.below(6)]).collect();
        let skill: Vec<usize> = (0..rows).map(|_| random.below(4)).collect();
        for (id, element) in &framework.elements {
            let scale = framework.kinds.get(&element.kind).and_then(|kind| kind.rated_on.as_ref());
            let scale = scale.and_then(|scale| framework.scales.get(scale));
            let above =
                framework.kinds.get(&element.kind).is_some_and(|kind| kind.measures.values().any(|m| m.rule.is_some()));
            // Rated from below, too: then its own answers must not always stand over those.
            if above && random.percent(60) {
                continue;
            }
            let rest = if scale.is_none() { 100 } else { 0 };
            let values = scale.map_or(Vec::new(), values);
            let under = common(&values);
            let mut given = Given { element: id.clone(), codes: Vec::new(), numbers: None };
            let mut numbers = Vec::new();
            for row in 0..rows {
                let own = above && random.percent(80);
                let state = if own { UNANSWERED } else { STATES[random.below(STATES.len())] };
                if random.percent(states[row].max(rest)) || own {
                    let state = if scale.is_some() {
                        state
                    } else if random.percent(2) {
                        OUT_OF_SCOPE
                    } else {
                        UNANSWERED
                    };
                    // Whatever is out of scope takes everything below along; not too often.
                    let state = if state == OUT_OF_SCOPE && random.percent(50) { DONT_KNOW } else { state };
                    let state = if scale.is_none() && state == DONT_KNOW { UNANSWERED } else { state };
                    given.codes.push(state);
                    numbers.push(0);
                } else {
                    let top = values.len() - 1;
                    let place = match skill[row] {
                        0 => top,
                        1 => top - random.below(2.min(top + 1)),
                        _ => random.below(top + 1),
                    };
                    match &values[place] {
                        Value::Rank(rank) => given.codes.push(*rank as u8),
                        Value::Number(number) => {
                            given.codes.push(GIVEN);
                            numbers.push(over(number, under).unwrap());
                            continue;
                        }
                        Value::Below | Value::Above => unreachable!("no answer is unbounded"),
                    }
                    numbers.push(0);
                }
            }
            if scale.is_some_and(|scale| scale.number.is_some()) {
                given.numbers = Some((numbers, under));
            }
            scene.given.push(given);
        }
        scene
    }

    pub fn columns(&self, framework: &Framework) -> Columns<'_> {
        let mut columns = Columns::new(framework, self.given.first().map_or(150, |given| given.codes.len()));
        for given in &self.given {
            let column = match &given.numbers {
                None => Column::Ratings(&given.codes),
                Some((numbers, under)) => Column::Numbers { states: &given.codes, over: numbers, under: *under },
            };
            columns.set(framework, &given.element, column).expect("random answers are answers");
        }
        columns
    }

    pub fn circumstances(&self) -> Circumstances {
        Circumstances {
            class: self.class,
            independence: self.independence,
            as_of: self.as_of,
            methods: vec![self.method],
        }
    }

    /// One row as an engagement.
    pub fn loaded(&self, framework: &Framework, row: usize) -> Loaded {
        let mut used = self.used.clone();
        let mut answers = Vec::new();
        for given in &self.given {
            match given.codes[row] {
                UNANSWERED => {}
                OUT_OF_SCOPE => drop(used.out_of_scope.insert(given.element.clone(), "row".to_owned())),
                code => {
                    let reply = reply(code, given.numbers.as_ref().map(|(over, under)| (over[row], *under)));
                    let (to, note, evidence) = (given.element.clone(), String::new(), Vec::new());
                    answers.push(Answer { to, reply, note, evidence, place: Place::whole(&"row".into()) });
                }
            }
        }
        let response = Response {
            respondent: "one".to_owned(),
            name: String::new(),
            role: String::new(),
            covers: String::new(),
            method: self.method,
            date: self.as_of,
            framework: framework.id.clone(),
            questionnaire: None,
            answers,
            place: Place::whole(&"row".into()),
        };
        let engagement = Engagement {
            id: "row".to_owned(),
            agreement: self.agreement(),
            uses: vec![used],
            responses: vec![response],
            judgements: Vec::new(),
            evidence: IndexMap::new(),
            files: Vec::new(),
        };
        Loaded { engagement, frameworks: vec![framework.clone()], questionnaires: IndexMap::new() }
    }

    fn agreement(&self) -> Agreement {
        Agreement {
            title: String::new(),
            notice: String::new(),
            confidentiality: String::new(),
            organization: Organization::default(),
            scope: Scope::default(),
            sponsor: Person::default(),
            team: Vec::new(),
            class: self.class,
            independence: self.independence,
            purpose: String::new(),
            from: self.as_of,
            to: self.as_of,
            report: self.as_of,
            reviewed: None,
            decisions_asked: Vec::new(),
        }
    }
}

fn reply(code: u8, number: Option<(i64, i64)>) -> Reply {
    let exempt = |absence| Reply::Exempt { absence, reason: "random".to_owned(), approved_by: None };
    let value = match number {
        Some((over, under)) => Value::Number(format!("{over}/{under}").parse().unwrap()),
        None => Value::Rank(usize::from(code)),
    };
    match code {
        DONT_KNOW => Reply::DontKnow,
        NOT_APPLICABLE => exempt(Absence::NotApplicable),
        NOT_TRIGGERED => exempt(Absence::NotTriggered),
        NOT_YET => exempt(Absence::NotYet),
        NOT_RATED => exempt(Absence::NotRated),
        _ => Reply::Rating { value, word: String::new(), share: None },
    }
}

/// Every rating of a scale, or some of its numbers with both ends.
fn values(scale: &Scale) -> Vec<Value> {
    let Some(numbers) = &scale.number else { return (0..scale.ratings.len()).map(Value::Rank).collect() };
    let span = numbers.to.clone() - numbers.from.clone();
    let part = |part: usize| numbers.from.clone() + span.clone() * Number::from(part) / Number::from(8);
    (0..=8).map(|place| Value::Number(part(place))).collect()
}

/// What all numbers can be divided by.
fn common(values: &[Value]) -> i64 {
    let numbers = || {
        values.iter().filter_map(|value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    };
    (1..1_000_000).find(|under| numbers().all(|number| over(number, *under).is_some())).expect("tame numbers")
}

/// Some other methods than the usual ones, some targets, something out of scope.
fn used(framework: &Framework, random: &mut Random) -> Use {
    let mut used = Use {
        framework: framework.id.clone(),
        methods: IndexMap::new(),
        target: IndexMap::new(),
        out_of_scope: IndexMap::new(),
        earlier: Vec::new(),
    };
    for (kind, declared) in &framework.kinds {
        for (name, measure) in &declared.measures {
            if !measure.alternatives.is_empty() && random.percent(70) {
                let chosen = &measure.alternatives[random.below(measure.alternatives.len())];
                used.methods.insert((kind.clone(), name.clone()), chosen.clone());
            }
        }
    }
    for (id, element) in &framework.elements {
        let main = framework.kinds.get(&element.kind).and_then(|kind| kind.measures.values().next());
        if let Some(scale) = main.and_then(|main| framework.scales.get(&main.scale))
            && random.percent(30)
        {
            let all = values(scale);
            used.target.insert(id.clone(), all[random.below(all.len())].clone());
        }
        if id != Framework::WHOLE && random.percent(1) {
            used.out_of_scope.insert(id.clone(), "random".to_owned());
        }
    }
    used
}
