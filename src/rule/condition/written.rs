//! Conditions as they are written, and their check.

use schemars::JsonSchema;
use serde::Deserialize;

pub use super::among::AmongWritten;
use super::among::among;
use super::facts::{Cited, Period, Sustained};
use super::{Condition, Quota, TestWritten};
use crate::codes;
use crate::conduct::{EvidenceKind, Independence, Method};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::rule::{Policy, RuleWritten, SelectionWritten, Vocabulary};
use crate::source::Located;
use crate::yaml::list::{Few, List};

/// A condition as it is written: the kind is the key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionWritten {
    /// At least one of the selected elements passes.
    Some(AmongWritten),
    /// Every selected element that counts passes, and at least one counts.
    Every(EveryWritten),
    /// At least so many of the selected elements pass, or such a share of them.
    AtLeast(AtLeastWritten),
    /// The result of a rule passes.
    Compare(CompareWritten),
    /// All of these hold.
    All(List<ConditionWritten>),
    /// At least one of these holds.
    Any(List<ConditionWritten>),
    /// This does not hold.
    Not(Box<ConditionWritten>),
    /// The class of the assessment (ISO/IEC 33002) is one of these.
    Class(Few<u8>),
    /// The category of independence (ISO/IEC 33002) is one of these.
    Independence(Few<Independence>),
    /// Something that was said of the element, or below it, was collected in one of these ways.
    CollectedBy(CollectedByWritten),
    /// Evidence was cited for the element itself, or for each of others.
    Evidence(EvidenceWritten),
    /// It holds now, and held in earlier assessments without a break.
    Sustained(SustainedWritten),
}

/// Elements of which every one has to pass.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EveryWritten {
    /// Which elements.
    pub of: SelectionWritten,
    /// Passes: one of these ratings, or exactly this number.
    #[serde(default)]
    pub is: Few<Located<String>>,
    /// Passes: this rating or number, or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
    /// Whether it also holds where none of them counts.
    #[serde(default)]
    pub or_none: bool,
}

/// Elements of which enough have to pass.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AtLeastWritten {
    /// How many of them.
    pub count: Option<u32>,
    /// Which share of those that count.
    pub share: Option<Located<Number>>,
    /// Whether the elements' weights make the share.
    #[serde(default)]
    pub weighted: bool,
    /// Which elements.
    pub of: SelectionWritten,
    /// Passes: one of these ratings, or exactly this number.
    #[serde(default)]
    pub is: Few<Located<String>>,
    /// Passes: this rating or number, or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
}

/// The result of a rule, and what is asked of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CompareWritten {
    /// The rule.
    pub value: Box<RuleWritten>,
    /// Passes: exactly this number or rating.
    pub equals: Option<Located<String>>,
    /// Passes: this or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
}

/// How something was collected.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CollectedByWritten {
    /// In any of these ways.
    pub any: Few<Method>,
}

/// Evidence that has to be cited.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EvidenceWritten {
    /// For each of these elements; for the element itself if left out.
    pub of: Option<SelectionWritten>,
    /// Which kinds count; all if left out.
    #[serde(default)]
    pub kind: Few<EvidenceKind>,
    /// How many items; one if left out.
    pub at_least: Option<u32>,
    /// How old it may be on the day of the assessment: `12 months`.
    pub no_older_than: Option<Located<String>>,
}

/// Something that has to hold over time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SustainedWritten {
    /// Which elements, all of them.
    pub of: SelectionWritten,
    /// Passes: one of these ratings, or exactly this number.
    #[serde(default)]
    pub is: Few<Located<String>>,
    /// Passes: this rating or number, or better.
    pub at_least: Option<Located<String>>,
    /// Passes: better than this.
    pub above: Option<Located<String>>,
    /// Passes: this or worse.
    pub at_most: Option<Located<String>>,
    /// Passes: worse than this.
    pub below: Option<Located<String>>,
    /// In how many assessments, this one included; two if left out.
    pub times: Option<u32>,
    /// Over how long a time at least: `2 years`.
    pub over: Option<Located<String>>,
}

macro_rules! test_of {
    ($written:expr) => {
        TestWritten {
            is: &$written.is.0,
            at_least: $written.at_least.as_ref(),
            above: $written.above.as_ref(),
            at_most: $written.at_most.as_ref(),
            below: $written.below.as_ref(),
        }
    };
}
pub(in crate::rule) use test_of;

impl ConditionWritten {
    pub(in crate::rule) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
        match self {
            ConditionWritten::Some(among) => Some(Condition::AtLeast(Quota::Count(1), among.check(names, problems)?)),
            ConditionWritten::Every(written) => {
                let among = among(&written.of, &test_of!(written), names, problems)?;
                Some(Condition::Every(among, written.or_none))
            }
            ConditionWritten::AtLeast(written) => {
                let quota = written.quota(names, problems);
                let among = among(&written.of, &test_of!(written), names, problems);
                Some(Condition::AtLeast(quota?, among?))
            }
            ConditionWritten::Compare(written) => written.check(names, problems),
            ConditionWritten::All(conditions) => list(conditions, names, problems).map(Condition::All),
            ConditionWritten::Any(conditions) => list(conditions, names, problems).map(Condition::Any),
            ConditionWritten::Not(condition) => Some(Condition::Not(Box::new(condition.check(names, problems)?))),
            ConditionWritten::Class(classes) => Some(Condition::Class(classes.0.clone())),
            ConditionWritten::Independence(categories) => Some(Condition::Independence(categories.0.clone())),
            ConditionWritten::CollectedBy(written) => Some(Condition::CollectedBy(written.any.0.clone())),
            ConditionWritten::Evidence(written) => {
                let no_older_than = period(written.no_older_than.as_ref(), problems)?;
                let (kinds, at_least) = (written.kind.0.clone(), written.at_least.unwrap_or(1) as usize);
                let silence_is_open = names.states.unanswered == Policy::Bound;
                let of = match &written.of {
                    None => None,
                    Some(of) => Some(of.check(names, problems)?.0),
                };
                Some(Condition::Cited(Cited { of, kinds, at_least, no_older_than, silence_is_open }))
            }
            ConditionWritten::Sustained(written) => {
                let among = among(&written.of, &test_of!(written), names, problems);
                let over = period(written.over.as_ref(), problems)?;
                let times = written.times.unwrap_or(2) as usize;
                Some(Condition::Sustained(Sustained { among: among?, times, over }))
            }
        }
    }
}

fn list(
    conditions: &List<ConditionWritten>,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Condition>> {
    let checked: Vec<_> = conditions.0.iter().map(|condition| condition.check(names, problems)).collect();
    checked.into_iter().collect()
}

/// A length of time, if one is given; `None` when it cannot be read.
pub(in crate::rule) fn period(
    written: Option<&Located<String>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Option<Period>> {
    let Some(written) = written else { return Some(None) };
    let period = written.value.parse().ok();
    if period.is_none() {
        let words = format!("`{}` is not a length of time", written.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.place, words);
        problems.push(problem.help("write it as `180 days`, `12 months` or `2 years`"));
    }
    period.map(Some)
}

impl AtLeastWritten {
    fn quota(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Quota> {
        match (self.count, &self.share) {
            (Some(count), None) if !self.weighted => Some(Quota::Count(count as usize)),
            (None, Some(share)) if !share.value.is_negative() && share.value <= Number::one() => {
                Some(Quota::Share(share.value.clone(), self.weighted))
            }
            (None, Some(share)) => {
                let problem = Diagnostic::error(codes::WRONG_VALUE, &share.place, "a share lies between 0 % and 100 %");
                problems.push(problem.help("write it as `50 %` or `0.5`"));
                None
            }
            _ => {
                let words = "either `count`, or `share` with or without `weighted`, says how many";
                problems.push(Diagnostic::error(codes::MISSING_FIELD, names.place, words));
                None
            }
        }
    }
}

impl CompareWritten {
    fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
        let rule = self.value.check(names, problems)?;
        let test = TestWritten {
            is: self.equals.as_slice(),
            at_least: self.at_least.as_ref(),
            above: self.above.as_ref(),
            at_most: self.at_most.as_ref(),
            below: self.below.as_ref(),
        };
        let test = test.check(rule.scale(), names.place, problems)?;
        Some(Condition::Compare(Box::new(rule), test))
    }
}
