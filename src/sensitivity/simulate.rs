//! Completions: what is open is filled in at random, many times, and each conclusion is worked out each time. What comes
//! of it is a share of completions under the assumptions that go along, not a probability about the organization.

use super::Asked;
use super::headline::{Headline, kind_of, standing, target};
use super::random::Random;
use super::record::{Met, Portion, Reached, Shares, Simulation, Spread};
use crate::assess::{Lens, Open};
use crate::assessment::Standing;
use crate::number::Number;
use crate::outcome::{Outcome, Value};
use crate::scale::Scale;

/// On a scale of numbers without steps, or with more of them than this, so many evenly spaced numbers are drawn from.
const SPACED: usize = 101;

/// What is assumed, in words; they go with every simulation.
const ASSUMPTIONS: [&str; 4] = [
    "what is unanswered, not known or could not be rated is drawn from all values of its scale, each as likely as the \
     others (uniform); nothing says that the organization is like that",
    "items are drawn independently of each other, although answers of one organization usually go together",
    "where respondents differ and no assessor has decided, one of the answers given is drawn, each as likely as the others",
    "answers that agree, decisions of assessors and what does not count stay as they are; a first impression stays one",
];

/// What one open item is drawn from.
enum Drawn {
    Said(Vec<Outcome>),
    Values(Vec<Value>),
}

/// Fills in what is open so many times; `None` where nothing is open or no completion was asked for.
pub(super) fn simulate(lens: &Lens<'_>, headlines: &[Headline], asked: &Asked) -> Option<Simulation> {
    let open = lens.open();
    if open.is_empty() || asked.completions == 0 {
        return None;
    }
    let drawn: Vec<Drawn> = open.iter().map(|item| drawn(lens, item)).collect();
    let start = lens.settled(&open, headlines);
    let moving: Vec<&Headline> = headlines.iter().filter(|headline| !start.settles(headline)).collect();
    let mut tallies: Vec<Tally> = moving.iter().map(|headline| Tally::new(lens, headline)).collect();
    let mut random = Random::new(asked.seed, &lens.framework().id);
    for _ in 0..asked.completions {
        lens.complete(&start, &open, drawn.iter().map(|item| item.draw(&mut random)));
        for tally in &mut tallies {
            tally.count(lens);
        }
    }
    let disputed = open.iter().filter(|item| !item.said.is_empty()).count();
    Some(Simulation {
        seed: asked.seed,
        completions: asked.completions,
        open: open.len() - disputed,
        disputed,
        assumptions: ASSUMPTIONS.map(str::to_owned).to_vec(),
        settled: headlines.len() - moving.len(),
        results: tallies.into_iter().map(|tally| tally.shares(lens, asked.completions)).collect(),
    })
}

fn drawn(lens: &Lens<'_>, item: &Open) -> Drawn {
    if !item.said.is_empty() {
        return Drawn::Said(item.said.clone());
    }
    let scale = scale_of(lens, item.index, &item.measure);
    Drawn::Values(scale.map_or_else(Vec::new, possible))
}

fn scale_of<'a>(lens: &Lens<'a>, index: usize, measure: &str) -> Option<&'a Scale> {
    let (_, kind) = kind_of(lens.framework(), index)?;
    lens.framework().scales.get(&kind.measures.get(measure)?.scale)
}

/// Every value that may be given on a scale.
fn possible(scale: &Scale) -> Vec<Value> {
    let Some(numbers) = &scale.number else { return (0..scale.ratings.len()).map(Value::Rank).collect() };
    let span = numbers.to.clone() - numbers.from.clone();
    let steps = numbers.step.as_ref().filter(|step| !step.is_zero() && !step.is_negative()).and_then(|step| {
        // Steps count from zero, not from the lowest value.
        let first = Number::zero() - (Number::zero() - numbers.from.clone() / step.clone()).floor();
        let count = (span.clone() / step.clone()).floor().to_index().filter(|count| *count < 10 * SPACED)? + 1;
        Some((0..count).map(|nth| (first.clone() + Number::from(nth)) * step.clone()).collect::<Vec<_>>())
    });
    let spaced = || {
        let part = |nth: usize| numbers.from.clone() + span.clone() * Number::from(nth) / Number::from(SPACED - 1);
        (0..SPACED).map(part).collect()
    };
    let mut values: Vec<Number> = steps.unwrap_or_else(spaced);
    values.retain(|value| numbers.refusal(value).is_none());
    if values.is_empty() {
        values.push(numbers.from.clone());
    }
    values.into_iter().map(Value::Number).collect()
}

impl Drawn {
    fn draw(&self, random: &mut Random) -> Outcome {
        match self {
            Drawn::Said(said) => said[random.below(said.len())].clone(),
            Drawn::Values(values) => Outcome::Known(values[random.below(values.len())].clone()),
        }
    }
}

/// What has come out of one conclusion so far.
struct Tally<'h> {
    headline: &'h Headline,
    ratings: Vec<usize>,
    numbers: Vec<Number>,
    met: usize,
    open: usize,
    none: usize,
}

impl<'h> Tally<'h> {
    fn new(lens: &Lens<'_>, headline: &'h Headline) -> Tally<'h> {
        let ratings = scale_of(lens, headline.0, &headline.1).map_or(0, |scale| scale.ratings.len());
        Tally { headline, ratings: vec![0; ratings], numbers: Vec::new(), met: 0, open: 0, none: 0 }
    }

    fn count(&mut self, lens: &Lens<'_>) {
        let (index, measure) = self.headline;
        let evaluated = lens.measure(*index, measure);
        let outcome = &evaluated.step.outcome;
        match outcome {
            Outcome::Known(Value::Rank(rank)) => self.ratings.get_mut(*rank).into_iter().for_each(|count| *count += 1),
            Outcome::Known(Value::Number(number)) => self.numbers.push(number.clone()),
            Outcome::Open(_) | Outcome::Known(Value::Below | Value::Above) => self.open += 1,
            Outcome::Void(_) => self.none += 1,
        }
        let met = target(lens, self.headline).is_some_and(|wanted| standing(outcome, wanted) == Standing::Met);
        self.met += usize::from(met);
    }

    fn shares(mut self, lens: &Lens<'_>, all: usize) -> Shares {
        let (index, measure) = self.headline;
        let element = &lens.framework().elements[*index];
        let title = kind_of(lens.framework(), *index).and_then(|(_, kind)| kind.measures.get(measure));
        let scale = scale_of(lens, *index, measure);
        let show = |value: &Value| scale.map_or_else(String::new, |scale| scale.show(value));
        let reached = |(rank, count): (usize, &usize)| Reached {
            value: show(&Value::Rank(rank)),
            exactly: Portion::of(*count, all),
            at_least: Portion::of(self.ratings[rank..].iter().sum(), all),
        };
        let some = |count: usize| (count > 0).then(|| Portion::of(count, all));
        self.numbers.sort();
        let nth = |share: usize| {
            let count = self.numbers.len();
            self.numbers
                .get((count * share / 100).min(count.saturating_sub(1)))
                .map_or_else(String::new, |number| show(&Value::Number(number.clone())))
        };
        Shares {
            element: element.id.clone(),
            title: element.title.clone(),
            measure: measure.clone(),
            measure_title: title.map_or_else(String::new, |measure| measure.title.clone()),
            ratings: self.ratings.iter().enumerate().map(reached).collect(),
            numbers: (!self.numbers.is_empty()).then(|| Spread {
                lowest: nth(0),
                tenth: nth(10),
                median: nth(50),
                ninetieth: nth(90),
                highest: nth(100),
            }),
            target: target(lens, self.headline)
                .map(|wanted| Met { value: show(wanted), met: Portion::of(self.met, all) }),
            open: some(self.open),
            none: some(self.none),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::Numbers;
    use crate::source::Place;

    fn numbers(from: &str, to: &str, step: Option<&str>, ranges: &[(&str, &str)]) -> Vec<String> {
        let number = |text: &str| text.parse::<Number>().unwrap();
        let numbers = Numbers {
            from: number(from),
            to: number(to),
            shown: None,
            unit: String::new(),
            never_full_early: false,
            step: step.map(number),
            ranges: ranges.iter().map(|(low, high)| (number(low), number(high))).collect(),
        };
        let place = Place::whole(&"here".into());
        let scale =
            Scale { id: "points".into(), title: "Points".into(), ratings: Vec::new(), number: Some(numbers), place };
        possible(&scale).iter().map(|value| scale.show(value)).collect()
    }

    #[test]
    fn numbers_are_drawn_from_those_that_may_be_given() {
        assert_eq!(numbers("-3", "7", Some("2"), &[]), ["-2", "0", "2", "4", "6"]);
        assert_eq!(numbers("0", "30", Some("5"), &[("0", "5"), ("20", "25")]), ["0", "5", "20", "25"]);
        let spaced = numbers("0", "1", None, &[]);
        assert_eq!((spaced.len(), spaced[0].as_str(), spaced[100].as_str()), (SPACED, "0", "1"));
        assert_eq!(numbers("0", "1", Some("0.00001"), &[]).len(), SPACED, "too many steps to list");
    }
}
