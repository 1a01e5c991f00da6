//! The assessment: the whole result with its explanation, as one self-contained, versioned piece of data. Reports and
//! `explain` read nothing else; written as JSON it is the contract with every other reader.

use indexmap::IndexMap;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

// What it shares with the model; readers of an assessment take them from here and need to know nothing else.
pub use crate::model::engagement::{Agreement, EvidenceKind, Method};
pub use crate::model::questionnaire::Yields;
pub use crate::model::{Certainty, Deciding, InputFile};
pub use crate::number::Rounding;
pub use crate::outcome::{Absence, Gap};
pub use crate::rule::Policy;

/// `format` of an assessment in JSON.
pub const FORMAT: &str = "gradus/assessment-result/2";

/// The result of one engagement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Assessment {
    /// `gradus/assessment-result/2`.
    pub format: String,
    /// Program and version that made it.
    pub engine: String,
    /// The engagement's short name.
    pub id: String,
    /// The day whose state of knowledge this is: what was said or decided later is left out.
    pub as_of: Date,
    /// SHA-256 over every input and the engine's version: the same fingerprint means the same result.
    pub fingerprint: String,
    /// What was agreed beforehand.
    pub agreement: Agreement,
    /// Every file that went in, with its hash.
    pub inputs: Vec<InputFile>,
    /// Who said what on which occasion.
    pub occasions: Vec<Occasion>,
    /// Files of responses, and judgements, left out because they are later than `as_of`.
    pub left_out: Vec<String>,
    /// Evidence by id.
    pub evidence: IndexMap<String, EvidenceRecord>,
    /// One result for each framework that was used.
    pub frameworks: Vec<FrameworkResult>,
}

/// One interview, workshop, survey or review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Occasion {
    /// Short name of the respondent.
    pub respondent: String,
    /// Name, if it may be shown.
    pub name: String,
    /// Role.
    pub role: String,
    /// What he or she speaks for.
    pub covers: String,
    /// How it was collected.
    pub method: Method,
    /// When.
    pub date: Date,
    /// The framework that it is about.
    pub framework: String,
    /// The questionnaire, with its title; none when elements were rated directly.
    pub questionnaire: Option<String>,
    /// What the answers amount to.
    pub yields: Yields,
    /// How many answers it holds.
    pub answers: usize,
    /// Where it is written.
    pub place: String,
}

/// One item of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct EvidenceRecord {
    /// Title.
    pub title: String,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Its date.
    pub date: Date,
    /// Whether it is dated after `as_of`.
    pub later: bool,
    /// Who holds it.
    pub held_by: String,
    /// File or place.
    pub kept: String,
    /// Hash of the file, checked; none where it is kept elsewhere.
    pub sha256: Option<String>,
    /// What it shows.
    pub shows: String,
    /// How many answers and judgements rest on it.
    pub cited: usize,
    /// Where it is registered.
    pub place: String,
}

/// The changes that made one framework out of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TailoringRecord {
    /// The framework that was tailored.
    pub of: String,
    /// Its version.
    pub version: String,
    /// The changes in order.
    pub changes: Vec<ChangeRecord>,
}

/// One change with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ChangeRecord {
    /// What was changed, in words.
    pub words: String,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub place: String,
}

/// The result under one framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FrameworkResult {
    /// The framework's id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Edition of the publication that it reflects.
    pub edition: String,
    /// Version of its files.
    pub version: String,
    /// SHA-256 over its files.
    pub digest: String,
    /// What was changed, and why, where it is another framework tailored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tailoring: Option<TailoringRecord>,
    /// What it is for.
    pub about: String,
    /// Whose rights and marks are touched.
    pub rights: String,
    /// Tags.
    pub tags: IndexMap<String, TagRecord>,
    /// Scales.
    pub scales: IndexMap<String, ScaleRecord>,
    /// Kinds of element.
    pub kinds: IndexMap<String, KindRecord>,
    /// Rules that were used.
    pub rules: IndexMap<String, RuleRecord>,
    /// What was done with items that are not rated.
    pub states: StatesRecord,
    /// Elements left out, with the reason.
    pub out_of_scope: IndexMap<String, String>,
    /// Elements in order, the whole first.
    pub elements: IndexMap<String, ElementResult>,
    /// What falls short of the criteria.
    pub findings: Vec<Finding>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TagRecord {
    /// Title.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

/// A scale, lowest rating first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleRecord {
    /// Title.
    pub title: String,
    /// Ratings; none on a scale of numbers.
    pub ratings: Vec<RatingRecord>,
    /// What the numbers are like, on a scale of numbers.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub number: Option<NumbersRecord>,
}

/// What the numbers of a scale are like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NumbersRecord {
    /// Lowest number that is possible.
    pub from: String,
    /// Highest number that is possible.
    pub to: String,
    /// Decimals that are shown; none where numbers are shown in full.
    pub decimals: Option<usize>,
    /// How numbers are rounded when they are shown.
    pub rounding: Option<Rounding>,
    /// What stands behind the number.
    pub unit: String,
    /// Whether a number below the highest is never shown as the highest.
    pub never_full_early: bool,
}

/// One rating of a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RatingRecord {
    /// Word or letter.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Largest share that belongs to it, on scales with bands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub up_to: Option<String>,
}

/// A kind of element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct KindRecord {
    /// Name of one.
    pub title: String,
    /// Name of several.
    pub plural: String,
    /// Whether it only groups what it contains.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub grouping: bool,
    /// What was determined about each, the main one first.
    pub measures: IndexMap<String, MeasureRecord>,
}

/// Something that was determined about every element of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MeasureRecord {
    /// Title.
    pub title: String,
    /// The scale that it is on.
    pub scale: String,
    /// The rule that makes it from what was said of the element itself.
    pub stated: Option<String>,
    /// The rule that makes it from other elements: the one chosen for this assessment.
    pub rule: Option<String>,
    /// The rule that the framework proposes, where another one was chosen.
    pub instead_of: Option<String>,
    /// Rules that could have been chosen.
    pub alternatives: Vec<String>,
    /// The kind of element whose shortfalls it grades.
    pub grades: Option<String>,
    /// What an assessor may decide over the rule.
    pub judgement: Deciding,
}

/// A rule with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleRecord {
    /// Title.
    pub title: String,
    /// What it does and why.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Where it is written.
    pub place: String,
    /// What it does with inputs that have no value, where that is not what the framework says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub states: Option<StatesRecord>,
}

/// What was done with items that are not rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StatesRecord {
    /// With what does not apply.
    pub not_applicable: Policy,
    /// With what was not triggered.
    pub not_triggered: Policy,
    /// With what is out of scope.
    pub out_of_scope: Policy,
    /// With what the work has not reached yet.
    pub not_yet: Policy,
    /// With what could not be rated.
    pub not_rated: Policy,
    /// With groups in which nothing counts.
    pub empty: Policy,
    /// With what nobody asked knows.
    pub dont_know: Policy,
    /// With what nobody answered.
    pub unanswered: Policy,
}

/// What was found about one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ElementResult {
    /// Its kind.
    pub kind: String,
    /// Its code inside what it belongs to.
    pub code: String,
    /// Title; empty where the text says all.
    pub title: String,
    /// What it asks for or is.
    pub text: String,
    /// What it is for.
    pub purpose: String,
    /// Weight.
    pub weight: String,
    /// Tags.
    pub tags: Vec<String>,
    /// What evidence would typically be.
    pub typical_evidence: Vec<String>,
    /// What must happen before it applies.
    pub trigger: Option<String>,
    /// How sure it is that the publication has it.
    pub certainty: Certainty,
    /// Where it comes from.
    pub source: String,
    /// Elements of other frameworks that it mirrors.
    pub mirrors: Vec<String>,
    /// Where it is written.
    pub place: String,
    /// What it belongs to.
    pub parent: Option<String>,
    /// What belongs to it.
    pub children: Vec<String>,
    /// Wanted rating of the main measure.
    pub target: Option<String>,
    /// How the main result stands to it.
    pub standing: Option<Standing>,
    /// Counts of the rated items at and below it.
    pub coverage: Coverage,
    /// The measure that is rated from what was said of it, where it is itself one of the items that are counted.
    pub item: Option<String>,
    /// What was determined about it, the main measure first.
    pub results: IndexMap<String, MeasureResult>,
    /// What was said of it.
    pub statements: Vec<Statement>,
    /// What the assessors decided, on the first of its measures on which they did.
    pub judgement: Option<JudgementRecord>,
    /// Whether respondents differ on it.
    pub disputed: bool,
}

/// How a result stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Met, whatever the open items turn out to be.
    Met,
    /// Met or not, depending on open items.
    Open,
    /// Not met, whatever the open items turn out to be.
    Missed,
    /// The element does not count, so nothing is asked of it.
    Exempt,
}

impl Standing {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::Open => "depends on open items",
            Standing::Missed => "not met",
            Standing::Exempt => "out of account",
        }
    }
}

impl Assessment {
    /// Elements whose target is not surely met.
    pub fn missed_targets(&self) -> Vec<&str> {
        let all = self.frameworks.iter().flat_map(|framework| &framework.elements);
        all.filter(|(_, element)| matches!(element.standing, Some(Standing::Open | Standing::Missed)))
            .map(|(id, _)| id.as_str())
            .collect()
    }
}

/// Counts of rated items: how much of the picture is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Coverage {
    /// All items.
    pub items: usize,
    /// Items with a rating, by rating.
    pub rated: IndexMap<String, usize>,
    /// Items that nobody asked knows.
    pub dont_know: usize,
    /// Items that nobody answered.
    pub unanswered: usize,
    /// Items that do not apply.
    pub not_applicable: usize,
    /// Items that were not triggered.
    pub not_triggered: usize,
    /// Items that the work has not reached yet.
    pub not_yet: usize,
    /// Items that could not be rated: the evidence does not suffice.
    pub not_rated: usize,
    /// Items out of scope.
    pub out_of_scope: usize,
    /// Rated items for which evidence is registered.
    pub evidenced: usize,
    /// Rated items that rest on a first impression only.
    pub indicated: usize,
    /// Items on which respondents differ.
    pub disputed: usize,
}

impl Coverage {
    /// Items with a rating.
    pub fn rated(&self) -> usize {
        self.rated.values().sum()
    }

    /// Items that count and are not known yet.
    pub fn open(&self) -> usize {
        self.dont_know + self.unanswered + self.not_rated
    }

    /// Items that do not count.
    pub fn exempt(&self) -> usize {
        self.not_applicable + self.not_triggered + self.not_yet + self.out_of_scope
    }

    /// Items that count, known or not.
    pub fn counting(&self) -> usize {
        self.rated() + self.open()
    }
}

/// One measure of one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MeasureResult {
    /// What is known.
    pub outcome: OutcomeRecord,
    /// The rule that made it, by name; none where something else decides, which the derivation says.
    pub rule: Option<String>,
    /// How it came about.
    pub derivation: StepRecord,
}

/// What is known of a result, in the words of its scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeRecord {
    /// One value, whatever the open items turn out to be.
    Known {
        /// The value: a word of the scale, or a number as it is shown.
        value: String,
        /// The number in full, where it is shown rounded.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        exact: Option<String>,
    },
    /// Between two values.
    Open {
        /// Lowest value that is still possible.
        low: String,
        /// Highest value that is still possible.
        high: String,
        /// Why it is open.
        gap: Gap,
        /// What it comes to under the framework's policy for what is unknown.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        taken: Option<String>,
        /// Among which ratings a person has to choose; none where every value between is possible.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        choices: Vec<String>,
        /// Whether it may also turn out that there is no result at all.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        may_be_unrated: bool,
        /// Lowest and highest number in full, where they are shown rounded.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        exact: Option<[String; 2]>,
    },
    /// No value, because nothing here counts.
    Void {
        /// Why it does not count.
        why: Absence,
        /// The reason given.
        reason: String,
    },
}

impl OutcomeRecord {
    /// The lowest value that is still possible.
    pub fn low(&self) -> Option<&str> {
        match self {
            OutcomeRecord::Known { value, .. } => Some(value),
            OutcomeRecord::Open { low, .. } => Some(low),
            OutcomeRecord::Void { .. } => None,
        }
    }

    /// The highest value that is still possible.
    pub fn high(&self) -> Option<&str> {
        match self {
            OutcomeRecord::Known { value, .. } => Some(value),
            OutcomeRecord::Open { high, .. } => Some(high),
            OutcomeRecord::Void { .. } => None,
        }
    }

    /// The value, when it is known.
    pub fn known(&self) -> Option<&str> {
        match self {
            OutcomeRecord::Known { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepRecord {
    /// Kind of rule, `judgement` or `scope`.
    pub kind: String,
    /// What was done, in words.
    pub says: String,
    /// Why, where the framework gives a reason of its own; else empty.
    pub because: String,
    /// What came out.
    pub outcome: OutcomeRecord,
    /// What went in.
    pub inputs: Vec<InputRecord>,
    /// Steps that went before.
    pub parts: Vec<StepRecord>,
    /// What the next higher outcome still needs.
    pub needs: Vec<NeedRecord>,
    /// Elements each of which alone holds the outcome: were it at the lowest value, the outcome would be lower.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub holds: Vec<String>,
    /// The day by which what is open has to be closed for the outcome to stand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Date>,
}

/// What went into a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct InputRecord {
    /// Element, or the place of a statement.
    pub source: String,
    /// Measure of the element; empty for a statement.
    pub measure: String,
    /// What is known of it.
    pub outcome: OutcomeRecord,
    /// Whether and how it counts.
    pub counts: Counts,
}

/// Whether and how an input counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// As it is.
    AsIs,
    /// Not at all.
    LeftOut,
    /// In the bounds, but not in the value under the framework's policy.
    Aside,
    /// With the share of its maximum that the others earned of theirs.
    Imputed,
    /// The result is in that state as well.
    Propagates,
    /// There is no result because of it.
    Blocks,
    /// As something else, by the framework's policy.
    As(OutcomeRecord),
}

/// Something that the next higher outcome needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NeedRecord {
    /// Element that falls short; empty where a number falls short that no single element makes.
    pub source: String,
    /// What it is rated now, at least.
    pub has: Option<String>,
    /// What would do, in words.
    pub accepted: Vec<String>,
    /// How many of the needs with this number have to be met; none where all have to be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub any: Option<usize>,
    /// The outcome that needs it.
    pub to_reach: String,
}

/// What one respondent said of one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Statement {
    /// Who.
    pub respondent: String,
    /// Role.
    pub role: String,
    /// The question that was answered; none when the element was rated directly.
    pub question: Option<String>,
    /// What was asked.
    pub ask: String,
    /// The answer in words.
    pub answer: String,
    /// What it says of the element.
    pub outcome: OutcomeRecord,
    /// Set aside, because somebody said more than a first impression.
    pub set_aside: bool,
    /// Whether it is a first impression only.
    pub yields: Yields,
    /// When.
    pub date: Date,
    /// Remarks.
    pub note: String,
    /// Evidence by id.
    pub evidence: Vec<String>,
    /// Where it is written.
    pub place: String,
}

/// What the assessors decided of one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct JudgementRecord {
    /// On which measure of the element.
    pub measure: String,
    /// What they decided.
    pub outcome: OutcomeRecord,
    /// Why.
    pub because: String,
    /// Who.
    pub by: String,
    /// When.
    pub date: Date,
    /// On which evidence.
    pub evidence: Vec<String>,
    /// Where it is written.
    pub place: String,
}

/// Something that falls short of a criterion: a nonconformity, with the grade that is proposed for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    /// Number inside the framework, from 1.
    pub number: usize,
    /// The element that is not met.
    pub element: String,
    /// The element whose rule grades it.
    pub graded_by: String,
    /// How far it is met.
    pub rating: OutcomeRecord,
    /// The grade that is proposed.
    pub grade: OutcomeRecord,
    /// Why that grade.
    pub because: String,
    /// What was seen, from answers and judgement.
    pub seen: Vec<String>,
    /// Evidence by id.
    pub evidence: Vec<String>,
}
