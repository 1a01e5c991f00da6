//! Random small frameworks with random answers, as the files that an author would write.
//!
//! A case is drawn from a tape of numbers. A shorter tape and smaller numbers give a simpler case, so that proptest,
//! which shortens and lowers, finds the simplest case that still fails.

mod files;
mod rules;

use std::collections::BTreeMap;

use gradus::assess::assess;
use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::load::{Library, Loader};
use gradus::model::Loaded;

pub use files::{Layout, Memory};
pub use rules::{Measure, Scale};

/// Numbers to draw from.
pub struct Tape<'a> {
    numbers: &'a [u16],
}

impl<'a> Tape<'a> {
    pub fn new(numbers: &'a [u16]) -> Tape<'a> {
        Tape { numbers }
    }

    /// A number below `end`; 0 when the tape has run out.
    pub fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        usize::from(*first) % end
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// Which rules a case may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Every kind of rule with any parameters.
    Any,
    /// Rules of which a better input never makes a worse outcome.
    Monotone,
}

/// What is said of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Rating(usize),
    DontKnow,
    NotApplicable,
    NotTriggered,
}

#[derive(Clone)]
pub struct Leaf {
    pub id: String,
    /// As a fraction, so that it can be multiplied.
    pub weight: (usize, usize),
    pub tagged: bool,
    pub may_be_idle: bool,
}

#[derive(Clone)]
pub struct Group {
    pub id: String,
    pub weight: (usize, usize),
    pub leaves: Vec<Leaf>,
}

/// One case: a framework and what was said.
#[derive(Clone)]
pub struct Case {
    pub scales: Vec<Scale>,
    /// Method and tie rule by which statements become one rating.
    pub consensus: String,
    /// Policies for not-applicable, not-triggered, out-of-scope, dont-know, unanswered.
    pub states: [&'static str; 5],
    pub groups: Vec<Group>,
    pub of_groups: Vec<Measure>,
    pub of_whole: Vec<Measure>,
    /// Whether groups may be rated directly.
    pub groups_are_rated: bool,
    /// For each respondent, what is said of which element.
    pub responses: Vec<Vec<(String, Said)>>,
    pub judgements: Vec<(String, Said)>,
    pub out_of_scope: Vec<String>,
}

const WEIGHTS: [(usize, usize); 6] = [(1, 1), (2, 1), (0, 1), (3, 1), (1, 2), (5, 3)];

impl Case {
    pub fn draw(numbers: &[u16], flavour: Flavour) -> Case {
        let tape = &mut Tape::new(numbers);
        let mut scales = vec![Scale::draw(tape, 0)];
        let consensus = tape.pick(&[
            "lowest",
            "highest",
            "mean, tie: down",
            "mean, tie: up",
            "median, tie: down",
            "median, tie: up",
        ]);
        let known = if tape.once_in(3) { ["exclude", "lowest", "highest"].as_slice() } else { &["exclude"] };
        let gaps = if tape.once_in(3) { ["bound", "exclude", "lowest", "highest"].as_slice() } else { &["bound"] };
        let states = [tape.pick(known), tape.pick(known), tape.pick(known), tape.pick(gaps), tape.pick(gaps)];
        let groups = groups(tape);
        let leaves = rules::Level { kind: "leaf", measures: vec![("rating".to_owned(), 0)], ids: leaf_ids(&groups) };
        let mut of_groups = Vec::new();
        for index in 0..tape.between(1, 2) {
            of_groups.push(Measure::draw(tape, flavour, &format!("m{index}"), &mut scales, &[&leaves]));
        }
        let measures = of_groups.iter().map(|measure| (measure.name.clone(), measure.scale)).collect();
        let ids = groups.iter().map(|group| group.id.clone()).collect();
        let level = rules::Level { kind: "group", measures, ids };
        let mut of_whole = Vec::new();
        for index in 0..tape.between(1, 2) {
            of_whole.push(Measure::draw(tape, flavour, &format!("w{index}"), &mut scales, &[&level, &leaves]));
        }
        let groups_are_rated = tape.once_in(4);
        let mut case = Case {
            scales,
            consensus: consensus.to_owned(),
            states,
            groups,
            of_groups,
            of_whole,
            groups_are_rated,
            responses: Vec::new(),
            judgements: Vec::new(),
            out_of_scope: Vec::new(),
        };
        case.say(tape);
        case
    }

    fn say(&mut self, tape: &mut Tape<'_>) {
        let ratable = self.ratable();
        for _ in 0..tape.between(0, 3) {
            // One who answers nearly everything, or one who knows little.
            let silence = tape.pick(&[8, 3]);
            let mut said = Vec::new();
            for id in &ratable {
                let rare = !id.contains('/') && !tape.once_in(4);
                if !rare && !tape.once_in(silence) {
                    said.push((id.clone(), self.something(tape, id)));
                }
            }
            self.responses.push(said);
        }
        for id in &ratable {
            if tape.once_in(12) {
                let said = self.something(tape, id);
                self.judgements.push((id.clone(), said));
            }
        }
        for id in leaf_ids(&self.groups).iter().chain(self.groups.iter().map(|group| &group.id)) {
            if tape.once_in(14) {
                self.out_of_scope.push(id.clone());
            }
        }
    }

    fn something(&self, tape: &mut Tape<'_>, id: &str) -> Said {
        let rating = Said::Rating(tape.below(self.scale_of(id).ratings));
        let is_leaf = id.contains('/');
        let idle = self.leaf(id).is_some_and(|leaf| leaf.may_be_idle);
        match tape.below(9) {
            6 => Said::DontKnow,
            7 if is_leaf => Said::NotApplicable,
            8 if idle => Said::NotTriggered,
            _ => rating,
        }
    }

    /// Ids of everything that may be rated directly.
    pub fn ratable(&self) -> Vec<String> {
        let groups = self.groups.iter().filter(|_| self.groups_are_rated).map(|group| group.id.clone());
        leaf_ids(&self.groups).into_iter().chain(groups).collect()
    }

    /// The scale that an element is rated on.
    pub fn scale_of(&self, id: &str) -> &Scale {
        if id.contains('/') { &self.scales[0] } else { &self.scales[self.of_groups[0].scale] }
    }

    pub fn leaf(&self, id: &str) -> Option<&Leaf> {
        self.groups.iter().flat_map(|group| &group.leaves).find(|leaf| leaf.id == id)
    }

    /// Kinds of rules that it has.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.of_groups.iter().chain(&self.of_whole).map(|measure| measure.kind)
    }

    /// The files, read by the real loader. Every case is a good one: a problem is a fault of the generator or loader.
    pub fn load(&self) -> Loaded {
        self.load_as(&Layout::default())
    }

    pub fn load_as(&self, layout: &Layout) -> Loaded {
        let store = Memory::of(self, layout);
        let mut loader = Loader::new();
        let library = Library::new(&store, "");
        let loaded = loader.engagement(&store, "job", &library);
        loaded.unwrap_or_else(|| panic!("the loader refuses it: {:#?}\n{}", loader.problems, store.text()))
    }

    /// All files in one text, for the message of a failed test.
    pub fn text(&self) -> String {
        Memory::of(self, &Layout::default()).text()
    }
}

fn leaf_ids(groups: &[Group]) -> Vec<String> {
    groups.iter().flat_map(|group| &group.leaves).map(|leaf| leaf.id.clone()).collect()
}

fn groups(tape: &mut Tape<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for group in 0..tape.between(1, 4) {
        let id = format!("g{group}");
        let mut leaves = Vec::new();
        for leaf in 0..tape.between(1, 6) {
            // The same codes in every group, as the attributes of processes have.
            let code = char::from(b'a' + leaf as u8);
            leaves.push(Leaf {
                id: format!("{id}/{code}"),
                weight: tape.pick(&WEIGHTS),
                tagged: tape.once_in(3),
                may_be_idle: tape.once_in(2),
            });
        }
        groups.push(Group { id, weight: tape.pick(&WEIGHTS), leaves });
    }
    groups
}

/// What is known of every measure of every element: lowest and highest rank, or none.
pub type Results = BTreeMap<(String, String), Option<(usize, usize)>>;

pub fn day() -> jiff::civil::Date {
    jiff::civil::date(2026, 6, 30)
}

pub fn result(loaded: &Loaded) -> Assessment {
    assess(loaded, day()).expect("nothing is decided that may not be")
}

/// The results by their ranks, read back from the words of the assessment.
pub fn results(assessment: &Assessment) -> Results {
    read(assessment, |_| None)
}

/// The same, with the value under the framework's policy for what is unknown where there is one.
pub fn results_under_policy(assessment: &Assessment) -> Results {
    read(assessment, |outcome| match outcome {
        OutcomeRecord::Open { taken, .. } => taken.as_ref(),
        _ => None,
    })
}

fn read(assessment: &Assessment, taken: impl Fn(&OutcomeRecord) -> Option<&String>) -> Results {
    let framework = &assessment.frameworks[0];
    let mut results = Results::new();
    for (id, element) in &framework.elements {
        for (name, measure) in &element.results {
            let scale = &framework.scales[&framework.kinds[&element.kind].measures[name].scale];
            let rank = |word: &String| {
                let rank = scale.ratings.iter().position(|rating| rating.id == *word);
                rank.unwrap_or_else(|| panic!("`{word}` is not on the scale of {id} {name}"))
            };
            let ranks = match &measure.outcome {
                outcome if taken(outcome).is_some() => taken(outcome).map(|word| (rank(word), rank(word))),
                OutcomeRecord::Known { value, .. } => Some((rank(value), rank(value))),
                OutcomeRecord::Open { low, high, .. } => Some((rank(low), rank(high))),
                OutcomeRecord::Void { .. } => None,
            };
            results.insert((id.clone(), name.clone()), ranks);
        }
    }
    results
}
