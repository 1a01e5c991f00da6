//! Process capability by the engine and by a second, naive scorer, compared on thousands of random processes under the
//! shipped frameworks. The seed is fixed.

#[path = "naive_ladder/scorer.rs"]
mod scorer;

use std::collections::{BTreeMap, BTreeSet};

use gradus::assess::assess;
use gradus::assessment::FrameworkResult;
use gradus::load::{Embedded, Library, Loader, ReadError, Store};
use gradus::model::Loaded;
use gradus::model::engagement::Method as Collected;
use gradus::model::{Answer, Framework, Reply, Response};
use gradus::outcome::{Absence, Value};
use gradus::source::Place;
use jiff::civil::date;

use scorer::Method;

/// The methods by the names that the frameworks give them.
const METHODS: [(&str, Method); 5] = [
    ("mean-half-down", Method::MeanDown),
    ("mean-half-up", Method::MeanUp),
    ("median-half-down", Method::MedianDown),
    ("median-half-up", Method::MedianUp),
    ("lowest-rating", Method::Minimum),
];

/// A xorshift generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn letter(&mut self, from: &str) -> char {
        from.as_bytes()[self.below(from.len() as u64) as usize].into()
    }
}

/// What was said of one attribute: of the whole of it, or of each of its outcomes, one letter for each respondent.
struct Attribute {
    id: String,
    code: String,
    whole: Option<char>,
    outcomes: Vec<(String, String)>,
}

struct Process {
    id: String,
    attributes: Vec<Attribute>,
}

fn processes(framework: &Framework) -> Vec<Process> {
    let below = |id: &str, kind: &str| -> Vec<String> {
        let inside = framework.elements.values().filter(|element| element.kind == kind);
        let index = framework.elements.get_index_of(id);
        inside.filter(|element| element.parent == index).map(|element| element.id.clone()).collect()
    };
    let attribute = |id: String| Attribute {
        code: framework.elements[&id].code.clone(),
        whole: None,
        outcomes: below(&id, "outcome").into_iter().map(|outcome| (outcome, String::new())).collect(),
        id,
    };
    let process = |id: String| Process { attributes: below(&id, "attribute").into_iter().map(attribute).collect(), id };
    below(Framework::WHOLE, "process").into_iter().map(process).collect()
}

/// Answers for one process. Good ones are likely below some level, so that every level comes up.
fn answer(numbers: &mut Numbers, process: &mut Process) {
    let top = numbers.below(7);
    let mut may_be_open = 4;
    for attribute in &mut process.attributes {
        let level = attribute.code.chars().next().and_then(|digit| digit.to_digit(10)).map_or(0, u64::from);
        let usual = match level.cmp(&top) {
            std::cmp::Ordering::Less => "FFFFFFFFFFFL",
            std::cmp::Ordering::Equal => "FFLLLP",
            std::cmp::Ordering::Greater => "NPLF",
        };
        attribute.whole = numbers.once_in(8).then(|| numbers.letter(usual));
        let open = may_be_open > 0 && numbers.once_in(4);
        may_be_open -= u64::from(open);
        let untouched = open && numbers.once_in(3);
        let void = numbers.once_in(25);
        let mut unknown = 0;
        for (_, answers) in &mut attribute.outcomes {
            answers.clear();
            if untouched {
                continue;
            }
            for _ in 0..=numbers.below(2) {
                answers.push(if void || numbers.once_in(12) { '-' } else { numbers.letter(usual) });
            }
            if open && unknown < 3 && numbers.once_in(2) {
                unknown += 1;
                *answers = ["", "?", "?-"][numbers.below(3) as usize].to_owned();
            } else if numbers.once_in(10) {
                answers.push(if numbers.once_in(2) { '?' } else { '-' });
            }
            // More unknowns than the naive scorer can try one by one would come from chance alone.
            if scorer::outcome(answers) == '?' && !open {
                *answers = numbers.letter(usual).to_string();
            }
        }
    }
}

/// The answers as the engine takes them: one response for each place in the words of an outcome.
fn responses(framework: &Framework, processes: &[Process]) -> Vec<Response> {
    let mut respondents: Vec<Vec<Answer>> = Vec::new();
    let mut say = |respondent: usize, to: &str, letter: char| {
        respondents.resize_with(respondents.len().max(respondent + 1), Vec::new);
        let reply = match letter {
            '?' => Reply::DontKnow,
            '-' => Reply::Exempt { absence: Absence::NotApplicable, reason: "none here".into(), approved_by: None },
            letter => {
                let rank = framework.scales["achievement"].rank(&letter.to_string()).expect("a rating");
                Reply::Rating { value: Value::Rank(rank), word: letter.to_string(), share: None }
            }
        };
        let place = Place::whole(&"answers".into());
        respondents[respondent].push(Answer { to: to.into(), reply, note: String::new(), evidence: Vec::new(), place });
    };
    for attribute in processes.iter().flat_map(|process| &process.attributes) {
        if let Some(letter) = attribute.whole {
            say(0, &attribute.id, letter);
        }
        for (id, answers) in &attribute.outcomes {
            for (respondent, letter) in answers.chars().enumerate() {
                say(respondent, id, letter);
            }
        }
    }
    let response = |(index, answers): (usize, Vec<Answer>)| Response {
        respondent: format!("r{index}"),
        name: String::new(),
        role: "process owner".to_owned(),
        covers: String::new(),
        method: Collected::Interview,
        date: date(2026, 1, 1),
        framework: framework.id.clone(),
        questionnaire: None,
        answers,
        place: Place::whole(&"answers".into()),
    };
    respondents.into_iter().enumerate().map(response).collect()
}

/// An assessment that nobody has answered yet, as its only file.
struct Unanswered(String);

impl Store for Unanswered {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let found = (path == "job/assessment.yaml").then(|| self.0.clone().into_bytes());
        found.ok_or(ReadError::Missing)
    }

    fn list(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

fn unanswered(framework: &str) -> Loaded {
    let text = format!(
        "format: gradus/assessment/1\nid: job\ntitle: Job\norganization: {{name: Made up}}\nscope: {{statement: All}}\n\
         sponsor: {{name: Sponsor}}\nteam:\n  - {{id: lead, name: Lead}}\nclass: 3\nindependence: D\n\
         dates: {{from: 2026-01-01, to: 2026-01-01, report: 2026-01-01}}\n\
         frameworks:\n  - {{id: {framework}, version: 1.0.0}}\n"
    );
    let mut loader = Loader::new();
    let loaded = loader.engagement(&Unanswered(text), "job", &Library::new(&Embedded, ""));
    loaded.unwrap_or_else(|| panic!("the loader refuses it: {:#?}", loader.problems))
}

/// Lowest and highest word of a result; none where nothing counts.
fn bounds(framework: &FrameworkResult, element: &str, measure: &str) -> Option<(String, String)> {
    let outcome = &framework.elements[element].results[measure].outcome;
    Some((outcome.low()?.to_owned(), outcome.high()?.to_owned()))
}

/// Lowest and highest of what is possible, in the order of a word list.
fn ends<T: ToString>(possible: &BTreeSet<T>, order: &str) -> Option<(String, String)> {
    let words = possible.iter().map(ToString::to_string);
    let mut sorted: Vec<String> = words.collect();
    sorted.sort_by_key(|word| order.find(word.as_str()));
    Some((sorted.first()?.clone(), sorted.last()?.clone()))
}

/// Compares the two on `rounds` random states of all processes.
fn compare(name: &str, attributes: usize, rounds: u64) {
    let mut loaded = unanswered(name);
    let mut processes = processes(&loaded.frameworks[0]);
    assert!(processes.iter().all(|process| process.attributes.len() == attributes), "{attributes} each");
    let mut numbers = Numbers(0x2000_0000_2018);
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0..rounds {
        let (rule, method) = METHODS[round as usize % METHODS.len()];
        for process in &mut processes {
            answer(&mut numbers, process);
        }
        loaded.engagement.uses[0].methods.clear();
        let key = ("attribute".to_owned(), "rating".to_owned());
        loaded.engagement.uses[0].methods.insert(key, rule.to_owned());
        loaded.engagement.responses = responses(&loaded.frameworks[0], &processes);
        let assessment = assess(&loaded, date(2026, 1, 2)).expect("nothing is decided");
        let found = &assessment.frameworks[0];
        for process in &processes {
            let mut possible = Vec::new();
            for attribute in &process.attributes {
                let letters: String = attribute.outcomes.iter().map(|(_, said)| scorer::outcome(said)).collect();
                let ratings = match attribute.whole {
                    Some(letter) => BTreeSet::from([letter]),
                    None => scorer::attribute(&letters, method),
                };
                let (engine, naive) = (bounds(found, &attribute.id, "rating"), ends(&ratings, "NPLF"));
                assert_eq!(engine, naive, "{} from {letters} by {rule}, round {round}", attribute.id);
                possible.push((attribute.code.as_str(), ratings));
            }
            let levels = scorer::levels(&possible);
            let (engine, naive) = (bounds(found, &process.id, "level"), ends(&levels, "012345"));
            assert_eq!(engine, naive, "{} from {possible:?}, round {round}", process.id);
            let kind = if levels.len() > 1 { "open".to_owned() } else { format!("{levels:?}") };
            *met.entry(kind).or_default() += 1;
        }
    }
    for kind in ["open", "{0}", "{1}", "{2}", "{3}", "{4}", "{5}"] {
        assert!(met.get(kind).is_some_and(|count| *count >= 10), "{kind} came up too rarely: {met:?}");
    }
}

#[test]
fn the_engine_and_a_naive_scorer_agree_on_the_2015_edition() {
    compare("service-process-capability-2015", 9, 40);
}

#[test]
fn the_engine_and_a_naive_scorer_agree_on_the_2019_edition() {
    compare("service-process-capability-2019", 10, 40);
}

/// The naive scorer itself, on vectors worked out by hand.
#[test]
fn the_naive_scorer_gives_what_a_person_would() {
    let one = |outcomes: &str, method| scorer::attribute(outcomes, method).into_iter().collect::<String>();
    assert_eq!(one("FFLP", Method::MeanDown), "L", "9 / 4 is nearest to 2");
    assert_eq!((one("NF", Method::MeanDown), one("NF", Method::MeanUp)), ("P".into(), "L".into()));
    assert_eq!((one("FFLP", Method::MedianDown), one("FFLP", Method::MedianUp)), ("L".into(), "F".into()));
    assert_eq!(one("FLF-", Method::Minimum), "L");
    assert_eq!(one("F?", Method::Minimum), "FLNP");
    assert_eq!(one("FF?", Method::MeanDown), "FL", "the mean of F, F, N is 2");
    assert_eq!(one("--", Method::MeanUp), "");
    assert_eq!(
        [scorer::outcome("FL"), scorer::outcome("-?"), scorer::outcome("-"), scorer::outcome("")],
        ['L', '?', '-', '?']
    );
    let level = |ratings: &[(&'static str, &str)]| {
        let possible: Vec<_> = ratings.iter().map(|(code, letters)| (*code, letters.chars().collect())).collect();
        scorer::levels(&possible).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(level(&[("1.1", "F"), ("2.1", "L"), ("2.2", "F"), ("3.1", "F")]), [2]);
    assert_eq!(level(&[("1.1", "L"), ("2.1", "F"), ("2.2", "F")]), [1]);
    assert_eq!(level(&[("1.1", "FL"), ("2.1", "LP")]), [1, 2]);
    assert_eq!(level(&[("1.1", ""), ("2.1", "F")]), [0]);
    assert!(level(&[("1.1", "")]).is_empty());
}
