//! Special states: what a rule does with inputs that have no value. Every framework declares it, and each rule may
//! declare it otherwise; `domain` models differ more in this than in their arithmetic.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::outcome::{Absence, Gap};

/// What becomes of an input that has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Leave it out, and divide by what remains.
    Exclude,
    /// Keep it open between the lowest and the highest value.
    Bound,
    /// Count it as the lowest value of its scale: as not met.
    Lowest,
    /// Count it as the highest value of its scale: as met.
    Highest,
    /// Count it as the target that was agreed for the element; leave it out where there is none.
    Target,
    /// In a sum: let it earn the share of its maximum that the others earned of theirs.
    Impute,
    /// The result is in that state as well.
    Propagate,
    /// There is no result: not rated.
    Block,
}

impl Policy {
    /// What it does with an input, behind a subject: `stays open`.
    pub fn does(self) -> &'static str {
        match self {
            Policy::Exclude => "is left out",
            Policy::Bound => "stays open",
            Policy::Lowest => "counts as the lowest value",
            Policy::Highest => "counts as the highest value",
            Policy::Target => "counts as its target",
            Policy::Impute => "earns the share that the others earn",
            Policy::Propagate => "is passed on to the result",
            Policy::Block => "leaves no result",
        }
    }

    /// The same behind `instead of`: `staying open`.
    pub fn doing(self) -> &'static str {
        match self {
            Policy::Exclude => "being left out",
            Policy::Bound => "staying open",
            Policy::Lowest => "counting as the lowest value",
            Policy::Highest => "counting as the highest value",
            Policy::Target => "counting as its target",
            Policy::Impute => "earning the share that the others earn",
            Policy::Propagate => "being passed on to the result",
            Policy::Block => "leaving no result",
        }
    }
}

/// What is done with inputs that have no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States {
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

impl States {
    /// The policy for something that has no value.
    pub fn for_absence(&self, absence: Absence) -> Policy {
        match absence {
            Absence::NotApplicable => self.not_applicable,
            Absence::NotTriggered => self.not_triggered,
            Absence::OutOfScope => self.out_of_scope,
            Absence::NotYet => self.not_yet,
            Absence::NotRated => self.not_rated,
            Absence::Empty => self.empty,
        }
    }

    /// The policy for something that is not known. What is open only in part, or open for a person to decide, keeps its
    /// bounds.
    pub fn for_gap(&self, gap: Gap) -> Policy {
        match gap {
            Gap::Unanswered => self.unanswered,
            Gap::DontKnow => self.dont_know,
            Gap::Partly | Gap::FirstImpression | Gap::NotYet | Gap::NotRated | Gap::Disputed | Gap::Undecided => {
                Policy::Bound
            }
        }
    }

    /// Every state with its policy, by the name that it has in files.
    pub fn each(&self) -> [(&'static str, Policy); 8] {
        [
            ("not-applicable", self.not_applicable),
            ("not-triggered", self.not_triggered),
            ("out-of-scope", self.out_of_scope),
            ("not-yet", self.not_yet),
            ("not-rated", self.not_rated),
            ("empty", self.empty),
            ("dont-know", self.dont_know),
            ("unanswered", self.unanswered),
        ]
    }

    /// The same with what one rule declares otherwise.
    #[must_use]
    pub fn with(&self, other: &StatesWritten) -> States {
        States {
            not_applicable: other.not_applicable.unwrap_or(self.not_applicable),
            not_triggered: other.not_triggered.unwrap_or(self.not_triggered),
            out_of_scope: other.out_of_scope.unwrap_or(self.out_of_scope),
            not_yet: other.not_yet.unwrap_or(self.not_yet),
            not_rated: other.not_rated.unwrap_or(self.not_rated),
            empty: other.empty.unwrap_or(self.empty),
            dont_know: other.dont_know.unwrap_or(self.dont_know),
            unanswered: other.unanswered.unwrap_or(self.unanswered),
        }
    }
}

/// What is done with inputs that have no value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StatesWritten {
    /// With what does not apply.
    pub not_applicable: Option<Policy>,
    /// With what was not triggered.
    pub not_triggered: Option<Policy>,
    /// With what is out of scope.
    pub out_of_scope: Option<Policy>,
    /// With what the work has not reached yet; `bound` if left out.
    pub not_yet: Option<Policy>,
    /// With what could not be rated; `bound` if left out.
    pub not_rated: Option<Policy>,
    /// With groups in which nothing counts; `exclude` if left out.
    pub empty: Option<Policy>,
    /// With what nobody asked knows.
    pub dont_know: Option<Policy>,
    /// With what nobody answered.
    pub unanswered: Option<Policy>,
}

impl StatesWritten {
    /// The same with what another says where it says something.
    #[must_use]
    pub fn with(self, other: &StatesWritten) -> StatesWritten {
        StatesWritten {
            not_applicable: other.not_applicable.or(self.not_applicable),
            not_triggered: other.not_triggered.or(self.not_triggered),
            out_of_scope: other.out_of_scope.or(self.out_of_scope),
            not_yet: other.not_yet.or(self.not_yet),
            not_rated: other.not_rated.or(self.not_rated),
            empty: other.empty.or(self.empty),
            dont_know: other.dont_know.or(self.dont_know),
            unanswered: other.unanswered.or(self.unanswered),
        }
    }
}
