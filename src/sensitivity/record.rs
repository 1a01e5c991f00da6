//! What a sensitivity analysis found, as one self-contained, versioned piece of data.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Certainty, OutcomeRecord, Standing};

/// `format` of a sensitivity analysis in JSON.
pub const FORMAT: &str = "gradus/sensitivity/1";

/// The same answers under other readings that the frameworks declare, and with the open items filled in at random.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Sensitivity {
    /// `gradus/sensitivity/1`.
    pub format: String,
    /// Program and version that made it.
    pub engine: String,
    /// The engagement's short name.
    pub id: String,
    /// The day whose state of knowledge this is.
    pub as_of: Date,
    /// Fingerprint of the assessment whose answers these are.
    pub fingerprint: String,
    /// Title of the assessment.
    pub title: String,
    /// The organization.
    pub organization: String,
    /// What is printed on every page, such as that it is a made-up example.
    pub notice: String,
    /// One analysis for each framework that was used.
    pub frameworks: Vec<FrameworkSensitivity>,
}

/// The analysis under one framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FrameworkSensitivity {
    /// The framework's id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The conclusions as assessed: results of the whole, of elements with a target, and of the kinds asked for.
    pub conclusions: Vec<Conclusion>,
    /// How many of them hold under every reading, by kind and measure.
    pub holding: Vec<Holding>,
    /// Every other reading, each alone, in the order of the framework.
    pub readings: Vec<Reading>,
    /// Completions of what is open; none where nothing is open or none were asked for.
    pub simulation: Option<Simulation>,
}

/// A result that a reader goes away with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Conclusion {
    /// The element.
    pub element: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Which of its measures.
    pub measure: String,
    /// Title of the measure.
    pub measure_title: String,
    /// What came out.
    pub outcome: OutcomeRecord,
    /// Wanted result.
    pub target: Option<String>,
    /// How it stands to the target by the value that is taken for open items; by what is still possible where none is.
    pub standing: Option<Standing>,
    /// The readings under which something else comes out, by id.
    pub other_under: Vec<String>,
    /// The readings under which it stands otherwise to the target, by id.
    pub standing_other_under: Vec<String>,
}

/// How many conclusions of one sort hold under every reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Holding {
    /// Kind of the elements.
    pub kind: String,
    /// What several of them are called.
    pub plural: String,
    /// The measure.
    pub measure: String,
    /// Title of the measure.
    pub measure_title: String,
    /// How many there are.
    pub of: usize,
    /// How many come out the same under every reading.
    pub same: usize,
    /// How many have a target.
    pub targets: usize,
    /// How many of those stand the same to it under every reading.
    pub same_standing: usize,
}

/// Where a reading comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A variant of the framework.
    Variant,
    /// Another rule over other elements that a measure declares.
    Method,
    /// Another rule on what was said of the element itself that a measure declares.
    Consensus,
}

/// Another reading of the framework, and what it changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reading {
    /// Name of the variant, or kind, measure and rule as in `attribute.rating=lowest-rating`.
    pub id: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Title of the variant or of the rule.
    pub title: String,
    /// What it does and why one may read the framework like that.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What is done otherwise than in the assessment, in words; nothing where the assessment does not use what the
    /// reading is about.
    pub otherwise: Vec<String>,
    /// The conclusions that come out otherwise.
    pub changed: Vec<Change>,
    /// How many other results come out otherwise.
    pub others: Vec<Others>,
    /// Judgements that would not be allowed, in words.
    pub refused: Vec<String>,
}

/// A conclusion that comes out otherwise under a reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Change {
    /// The element.
    pub element: String,
    /// Which of its measures.
    pub measure: String,
    /// As assessed.
    pub before: OutcomeRecord,
    /// Under the reading.
    pub after: OutcomeRecord,
    /// How it stands to its target, where that changes.
    pub standing: Option<Turn>,
    /// Which rules or policies make the difference, and where.
    pub why: Vec<String>,
}

/// A change of how a result stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Turn {
    /// As assessed.
    pub before: Standing,
    /// Under the reading.
    pub after: Standing,
}

/// How many results of one measure that are no conclusions come out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Others {
    /// Kind of the elements.
    pub kind: String,
    /// What one of them is called.
    pub one: String,
    /// What several of them are called.
    pub plural: String,
    /// The measure.
    pub measure: String,
    /// Title of the measure.
    pub measure_title: String,
    /// How many come out otherwise.
    pub changed: usize,
    /// Of how many.
    pub of: usize,
}

/// What is open, filled in at random many times under stated assumptions. A share of completions is no probability about
/// the organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Simulation {
    /// The seed: the same seed gives the same completions.
    pub seed: u64,
    /// How many completions.
    pub completions: usize,
    /// How many items were filled in from all that their scale allows.
    pub open: usize,
    /// How many were filled in from the answers that differ.
    pub disputed: usize,
    /// What the completions take for granted.
    pub assumptions: Vec<String>,
    /// Conclusions that are the same in every completion because nothing open or disputed bears on them.
    pub settled: usize,
    /// The other conclusions.
    pub results: Vec<Shares>,
}

/// The results of one measure over all completions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Shares {
    /// The element.
    pub element: String,
    /// Its title.
    pub title: String,
    /// Which of its measures.
    pub measure: String,
    /// Title of the measure.
    pub measure_title: String,
    /// For each rating of the scale, lowest first, how many completions reach it; nothing on a scale of numbers.
    pub ratings: Vec<Reached>,
    /// On a scale of numbers, how the results lie.
    pub numbers: Option<Spread>,
    /// How many completions meet the target.
    pub target: Option<Met>,
    /// How many completions leave it open all the same, as where a first impression does not do.
    pub open: Option<Portion>,
    /// How many completions give no result.
    pub none: Option<Portion>,
}

/// How many completions reach a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reached {
    /// The rating.
    pub value: String,
    /// This one and no other.
    pub exactly: Portion,
    /// This one or a higher one.
    pub at_least: Portion,
}

/// How numbers lie, over the completions that give one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Spread {
    /// The lowest that came out.
    pub lowest: String,
    /// The largest that at least nine of ten completions reach.
    pub tenth: String,
    /// The largest that at least half of the completions reach.
    pub median: String,
    /// The largest that at least one of ten completions reaches.
    pub ninetieth: String,
    /// The highest that came out.
    pub highest: String,
}

/// How many completions meet a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Met {
    /// The target.
    pub value: String,
    /// How many meet it.
    pub met: Portion,
}

/// A share of the completions with its Monte Carlo error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Portion {
    /// How many completions.
    pub count: usize,
    /// Their share, in tenths of a per cent, half up.
    pub share: String,
    /// Lower end of the interval in which the share of all possible completions lies with 95 % confidence (Wilson).
    pub from: String,
    /// Its upper end.
    pub to: String,
}
