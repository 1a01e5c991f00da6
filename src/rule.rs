//! Rules: how inputs become one outcome. A rule knows kinds of steps and nothing of frameworks or answers; thresholds,
//! scales and levels are parameters that a framework file gives it.
//!
//! A rule kind is one file below `rule/` and one line in the list below. `gradus rule list` and `gradus rule show KIND`
//! print what the files say of themselves.
//!
//! # Order of evaluation
//!
//! 1. answers: what was said of an element becomes one value of it (`consensus`);
//! 2. evidence: a `cap` on that value by what was cited (`evidence` conditions);
//! 3. special states: what has no value is left out, kept open or counted as the framework says ([`States`]);
//! 4. aggregation: the rule itself, with exact arithmetic;
//! 5. gates and vetoes: `require`, conditions of a `ladder` or `decide`;
//! 6. caps: `cap`;
//! 7. judgement: what an assessor decides instead, inside the bounds that the measure declares;
//! 8. display: one rounding, declared by the scale of numbers.
//!
//! Open inputs give a lowest and a highest possible outcome. Where nothing counts there is no outcome, never full marks
//! and never zero.

mod arithmetic;
pub mod condition;
mod extreme;
mod idle;
mod input;
mod selection;
mod settle;
pub mod states;
mod step;
mod worth;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use extreme::Extreme;
pub use idle::{Found, Idle};
pub use input::{Backed, Backing, Circumstances, Counts, Earlier, Input, Inputs};
pub use selection::{Origin, Selection, SelectionWritten};
pub use states::{Policy, States, StatesWritten};
pub use step::{Need, Step};

use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::outcome::Rank;
use crate::scale::Scale;
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
        // A framework holds some tens of them: what the largest takes more is less than an indirection is worth.
        #[allow(clippy::large_enum_variant)]
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
            fn kind(&self) -> &dyn Kind {
                match self {
                    $(Rule::$variant(rule) => rule,)*
                }
            }

            /// The name of its kind, as it is written in files.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Rule::$variant(_) => stringify!($module),)*
                }
            }
        }

        /// Every kind of rule, in the order in which a reader should meet them.
        pub const KINDS: &[KindDoc] = &[
            $(KindDoc {
                name: stringify!($module),
                words: concat!($($words),+),
                source: include_str!(concat!("rule/", stringify!($module), ".rs")),
                schema: || schemars::schema_for!($module::Written),
            },)*
        ];
    };
}

kinds! {
    /// What respondents said of one element becomes one value of it.
    consensus Consensus,
    /// A number that the framework gives.
    number Number,
    /// The result of one element, as a number.
    result Result,
    /// The target that was agreed for an element, as a number.
    target Target,
    /// How many elements pass a test, or which share of those that count.
    count Count,
    /// The sum of numbers that stand for ratings.
    sum Sum,
    /// The arithmetic mean of numbers that stand for ratings.
    mean Mean,
    /// The mean of the elements' weights, each weighted with how far the element is met.
    centroid Centroid,
    /// The lowest result decides.
    lowest Lowest,
    /// The highest result decides.
    highest Highest,
    /// Ratings are aggregated by their order: mean, median or mode, with a declared rule for ties.
    ordinal Ordinal,
    /// Arithmetic on the results of other rules.
    calculate Calculate,
    /// A result is never better than another one.
    cap Cap,
    /// A number is rounded, as a step that is declared.
    round Round,
    /// Defects per million opportunities become a six-sigma level.
    sigma Sigma,
    /// A number is placed in the bands of a scale.
    band Band,
    /// Levels that must be reached one after the other.
    ladder Ladder,
    /// The first case whose condition holds decides.
    decide Decide,
    /// Without a precondition there is no result at all.
    require Require,
}

/// What a kind of rule says of itself.
pub struct KindDoc {
    /// Its name, as it is written in files.
    pub name: &'static str,
    /// What it does, in one line.
    pub words: &'static str,
    /// The file that holds it.
    source: &'static str,
    /// The schema of its parameters.
    pub schema: fn() -> schemars::Schema,
}

impl KindDoc {
    /// The documentation at the head of its file, as plain text.
    pub fn text(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let lines = lines.map(|line| line.strip_prefix(" ").unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }
}

/// What every kind of rule can do.
pub(crate) trait Kind {
    /// The outcome for these inputs, with how it came about.
    fn evaluate(&self, inputs: &dyn Inputs) -> Step;

    /// The scale of ratings that its outcomes are on; `None` for numbers.
    fn scale(&self) -> Option<&Scale> {
        None
    }

    /// The selections that it makes itself.
    fn selections(&self) -> Vec<&Selection> {
        Vec::new()
    }

    /// The rules that it is made of.
    fn parts(&self) -> Vec<&Rule> {
        Vec::new()
    }

    /// The numbers between which its outcomes lie, where its parameters alone tell.
    fn span(&self) -> Option<(Number, Number)> {
        None
    }

    /// The ratings that it can give, lowest first; `None` where its parameters do not tell.
    fn gives(&self) -> Option<Vec<Rank>> {
        None
    }

    /// What of it can never come about; its parts are asked apart.
    fn idle(&self, _found: &Found<'_>) -> Vec<Idle> {
        Vec::new()
    }

    /// Whether a better input never lowers its outcome, where its parameters alone tell; its parts are asked apart.
    fn is_rising(&self) -> bool {
        true
    }
}

impl Rule {
    /// The outcome for these inputs, with how it came about.
    pub fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        self.kind().evaluate(inputs)
    }

    /// The scale of ratings that its outcomes are on; `None` for numbers.
    pub fn scale(&self) -> Option<&Scale> {
        self.kind().scale()
    }

    /// The numbers between which its outcomes lie, where its parameters alone tell.
    pub fn span(&self) -> Option<(Number, Number)> {
        self.kind().span()
    }

    /// The ratings that it can give, lowest first; `None` where its parameters do not tell.
    pub fn gives(&self) -> Option<Vec<Rank>> {
        self.kind().gives()
    }

    /// What of it, or of a part, can never come about.
    pub fn idle(&self, found: &Found<'_>) -> Vec<Idle> {
        self.all().into_iter().flat_map(|rule| rule.kind().idle(found)).collect()
    }

    /// The selections that it makes itself, not in a part.
    pub fn looks_at(&self) -> Vec<&Selection> {
        self.kind().selections()
    }

    /// Every selection that it makes, itself or in a part.
    pub fn selections(&self) -> Vec<&Selection> {
        self.all().into_iter().flat_map(|rule| rule.kind().selections()).collect()
    }

    /// Whether it rests on what was said of the element itself.
    pub fn hears(&self) -> bool {
        self.all().into_iter().any(|rule| matches!(rule, Rule::Consensus(_)))
    }

    /// Whether a better input never lowers its outcome, as far as its parameters alone tell.
    pub fn is_rising(&self) -> bool {
        self.all().into_iter().all(|rule| rule.kind().is_rising())
    }

    /// Itself and all rules that it is made of.
    pub fn all(&self) -> Vec<&Rule> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(rule) = found.get(next) {
            next += 1;
            found.extend(rule.kind().parts());
        }
        found
    }
}

/// The names that a rule may use.
pub struct Vocabulary<'a> {
    /// Scales by id.
    pub scales: &'a IndexMap<String, Scale>,
    /// For each kind of element, the scale of each of its measures, the kind's main measure first.
    pub kinds: &'a IndexMap<String, IndexMap<String, String>>,
    /// Kinds of element that have a measure made by this rule.
    pub users: &'a [String],
    /// Tags.
    pub tags: &'a [String],
    /// Kind of each element, by id.
    pub elements: &'a IndexMap<String, String>,
    /// Local codes of all elements, sorted.
    pub codes: &'a [String],
    /// What the rule does with inputs that have no value.
    pub states: States,
    /// Where the rule is named.
    pub place: &'a Place,
}

#[cfg(test)]
pub(crate) mod testing;
