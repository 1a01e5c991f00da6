//! Rules: how inputs become one outcome. A rule knows kinds of steps and nothing of frameworks or answers; thresholds,
//! scales and levels are parameters that a framework file gives it.
//!
//! A rule kind is one file below `rule/` and one line in the list below.
//!
//! What every rule does with what it is not told (the framework's `states` say it, see [`Policy`]): inputs that do not
//! count leave the sum and the count; open inputs give a lowest and a highest possible outcome. Where nothing counts
//! there is no outcome, never full marks and never zero; what is left out because nobody knows it stays unknown.

mod arithmetic;
pub mod condition;
mod selection;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use selection::{Selection, SelectionWritten};

use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::{Exemption, Outcome, Value};
use crate::scale::{Rank, Scale};
use crate::source::Place;

macro_rules! kinds {
    ($($(#[doc = $words:literal])+ $module:ident $variant:ident,)*) => {
        $(pub mod $module;)*

        /// A rule as it is written in a framework file: the kind is the key.
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum RuleWritten {
            $($(#[doc = $words])+ $variant($module::Written),)*
        }

        /// A checked rule, ready to be evaluated.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Rule {
            $($(#[doc = $words])+ $variant($module::$variant),)*
        }

        impl RuleWritten {
            /// Checks names and parameters against what the framework declares.
            pub fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Rule> {
                match self {
                    $(RuleWritten::$variant(written) => written.check(names, problems).map(Rule::$variant),)*
                }
            }
        }

        impl Rule {
            /// The outcome for these inputs, with how it came about.
            pub fn evaluate(&self, inputs: &dyn Inputs) -> Step {
                match self {
                    $(Rule::$variant(rule) => rule.evaluate(inputs),)*
                }
            }

            /// Every selection that it makes.
            pub fn selections(&self) -> Vec<&Selection> {
                match self {
                    $(Rule::$variant(rule) => rule.selections(),)*
                }
            }

            /// The scale that its outcomes are on; `None` for numbers.
            pub fn scale(&self) -> Option<&Scale> {
                match self {
                    $(Rule::$variant(rule) => rule.scale(),)*
                }
            }
        }
    };
}

kinds! {
    /// What respondents said of one element becomes one rating of it.
    consensus Consensus,
    /// The arithmetic mean of numbers that stand for ratings.
    mean Mean,
    /// A share is placed in the bands of a scale.
    band Band,
    /// Ratings are aggregated by their order: mean or median of ranks, with a declared rule for ties.
    ordinal Ordinal,
    /// The lowest rating decides.
    lowest Lowest,
    /// The highest rating decides.
    highest Highest,
    /// Levels that must be reached one after the other.
    ladder Ladder,
    /// The first case whose condition holds decides.
    decide Decide,
}

/// What one element contributes to a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Element or statement that it comes from.
    pub source: String,
    /// Measure of the element; empty for a statement.
    pub measure: String,
    /// Local code, by which a ladder names it.
    pub code: String,
    /// What is known of it.
    pub outcome: Outcome,
    /// What it counts as under the framework's policy; `None` when it is left out.
    pub counts_as: Option<Outcome>,
    /// Its weight.
    pub weight: Number,
}

/// Where a rule gets its inputs from.
pub trait Inputs {
    /// What the selected elements contribute, in the order of the framework.
    fn select(&self, selection: &Selection) -> Vec<Input>;

    /// What respondents said of the element itself.
    fn statements(&self) -> Vec<Input>;
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Kind of rule.
    pub kind: &'static str,
    /// What was done, in words.
    pub says: String,
    /// Why, where the framework gives a reason of its own.
    pub because: String,
    /// What came out.
    pub outcome: Outcome,
    /// What went in.
    pub inputs: Vec<Input>,
    /// Steps that went before.
    pub parts: Vec<Step>,
    /// What the next higher outcome still needs, where the rule can say it.
    pub needs: Vec<Need>,
}

/// Something that the next higher outcome needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Element that falls short.
    pub source: String,
    /// What it is rated now, at least.
    pub has: Option<Rank>,
    /// Words of the ratings that would do.
    pub accepted: Vec<String>,
    /// The outcome that needs it.
    pub to_reach: Rank,
}

/// What a framework does with inputs that are not rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Leave it out, and divide by what remains.
    Exclude,
    /// Keep it open between the lowest and the highest rating.
    Bound,
    /// Count it as the lowest rating.
    Lowest,
    /// Count it as the highest rating.
    Highest,
}

/// The names that a rule may use.
pub struct Vocabulary<'a> {
    /// Scales by id.
    pub scales: &'a IndexMap<String, Scale>,
    /// For each kind of element, the scale of each of its measures, the kind's main measure first.
    pub kinds: &'a IndexMap<String, IndexMap<String, String>>,
    /// Tags.
    pub tags: &'a [String],
    /// Kind of each element, by id.
    pub elements: &'a IndexMap<String, String>,
    /// Local codes of all elements, sorted.
    pub codes: &'a [String],
    /// The kind of element that the rule is for, and its scale.
    pub place: &'a Place,
}

impl Step {
    fn new(kind: &'static str, says: String, outcome: Outcome, inputs: Vec<Input>) -> Step {
        Step { kind, says, because: String::new(), outcome, inputs, parts: Vec::new(), needs: Vec::new() }
    }
}

/// What counts, in the order of the inputs.
fn counted(inputs: &[Input]) -> impl Iterator<Item = (&Input, &Outcome)> {
    inputs.iter().filter_map(|input| input.counts_as.as_ref().map(|outcome| (input, outcome)))
}

/// The outcome where nothing counts: as unknown as what the policy left out, between the lowest and the highest that the
/// rule can give; where nothing is unknown there is no outcome.
fn nothing_counts(inputs: &[Input], lowest: Value, highest: Value) -> Outcome {
    let left_out = inputs.iter().filter(|input| input.counts_as.is_none());
    let unknown = left_out.filter_map(|input| match input.outcome {
        Outcome::Open { gap, .. } => Some(gap),
        _ => None,
    });
    match unknown.min() {
        Some(gap) => Outcome::between(lowest, highest, gap),
        None => Outcome::Void(exemption_of(inputs).unwrap_or(Exemption::Empty)),
    }
}

/// The reason for which some of these do not count: the one that they share, else that they do not apply. Which of them
/// stands first must not decide.
fn exemption_of(inputs: &[Input]) -> Option<Exemption> {
    let mut reasons = inputs.iter().filter_map(|input| match input.outcome {
        Outcome::Void(reason) => Some(reason),
        _ => None,
    });
    let first = reasons.next()?;
    Some(if reasons.all(|other| other == first) { first } else { Exemption::NotApplicable })
}

/// Why an outcome resting on these is open: for their common reason if all are open for it, else partly.
fn gap_of(inputs: &[Input]) -> crate::outcome::Gap {
    use crate::outcome::Gap;
    let mut gaps = counted(inputs).map(|(_, outcome)| match outcome {
        Outcome::Open { gap, .. } => *gap,
        _ => Gap::Partly,
    });
    match gaps.next() {
        Some(first) if gaps.all(|gap| gap == first) => first,
        _ => Gap::Partly,
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! Inputs for the tests of rule kinds.

    use super::*;
    use crate::outcome::Gap;
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
        Scale { id: "achievement".to_owned(), title: "Achievement".to_owned(), ratings, place }
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
    }

    /// Inputs named by their code from words: `1.1:F 2.1:? 2.2:-`, where `?` is unanswered and `-` not applicable.
    pub fn inputs(words: &str) -> Fixed {
        let scale = achievement();
        let input = |word: &str| {
            let (code, rating) = word.split_once(':').unwrap_or((word, word));
            let outcome = match rating {
                "?" => Outcome::Open { low: Value::Rank(0), high: Value::Rank(3), gap: Gap::Unanswered },
                "-" => Outcome::Void(Exemption::NotApplicable),
                rating => Outcome::Known(Value::Rank(scale.rank(rating).unwrap())),
            };
            let counts_as = (!matches!(outcome, Outcome::Void(_))).then(|| outcome.clone());
            let (source, measure) = (code.to_owned(), "rating".to_owned());
            Input { source, measure, code: code.to_owned(), outcome, counts_as, weight: Number::from(1) }
        };
        Fixed(words.split_whitespace().map(input).collect())
    }
}
