//! Inputs for the tests of rule kinds.

use jiff::civil::Date;

use super::*;
use crate::conduct::Independence;
use crate::outcome::{Absence, Gap, Outcome, Range, Value};
use crate::scale::Rating;

/// N, P, L, F with the bands of ISO/IEC 33020.
pub fn achievement() -> Scale {
    let rating = |id: &str, up_to: &str| Rating {
        id: id.to_owned(),
        title: id.to_owned(),
        meaning: String::new(),
        up_to: Some(up_to.parse().unwrap()),
        refined: Vec::new(),
    };
    let ratings = vec![rating("N", "15 %"), rating("P", "50 %"), rating("L", "85 %"), rating("F", "100 %")];
    let place = Place::whole(&"test.yaml".into());
    Scale { id: "achievement".to_owned(), title: "Achievement".to_owned(), ratings, number: None, place }
}

/// Whatever is there: the inputs of a test are fixed.
pub fn all() -> Selection {
    Selection::every("item", "rating")
}

/// The same inputs whatever is asked for.
pub struct Fixed(pub Vec<Input>);

impl Inputs for Fixed {
    fn select(&self, _: &Selection) -> Vec<Input> {
        self.0.clone()
    }

    fn statements(&self) -> Vec<Input> {
        self.0.clone()
    }

    fn backing(&self, _: Option<&Selection>) -> Vec<Backed> {
        Vec::new()
    }

    fn earlier(&self, _: &Selection) -> Vec<Vec<Earlier>> {
        Vec::new()
    }

    fn targets(&self, _: &Selection) -> Vec<Option<Value>> {
        self.0.iter().map(|input| input.target.clone()).collect()
    }

    fn circumstances(&self) -> Circumstances {
        Circumstances {
            class: 3,
            independence: Independence::D,
            as_of: Date::constant(2026, 1, 1),
            methods: Vec::new(),
        }
    }
}

/// Inputs named by their code from words: `1.1:F 2.1:? 2.2:-`, where `?` is unanswered and `-` not applicable.
pub fn inputs(words: &str) -> Fixed {
    let scale = achievement();
    let input = |word: &str| {
        let (code, rating) = word.split_once(':').unwrap_or((word, word));
        let outcome = match rating {
            "?" => Outcome::Open(Range::new(Value::Rank(0), Value::Rank(3), Gap::Unanswered)),
            "-" => Outcome::Void(Absence::NotApplicable),
            rating => Outcome::Known(Value::Rank(scale.rank(rating).unwrap())),
        };
        let counts = match outcome {
            Outcome::Void(_) => Counts::LeftOut,
            _ => Counts::As(outcome.clone()),
        };
        Input {
            source: code.to_owned(),
            measure: "rating".to_owned(),
            code: code.to_owned(),
            outcome,
            counts,
            if_unrated: Policy::Exclude,
            weight: Number::one(),
            target: None,
            ends: scale.ends(),
        }
    };
    Fixed(words.split_whitespace().map(input).collect())
}

/// A number as a value.
pub fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

/// A rule that gives a number whatever goes in.
pub fn constant(text: &str) -> Rule {
    Rule::Number(super::number::Number::of(text))
}
