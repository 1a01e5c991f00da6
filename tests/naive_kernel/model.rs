//! A small framework and what was said, as plain data. Nothing here is checked: the generator makes what makes sense.

use std::collections::BTreeMap;

use super::fraction::{Fraction, Mode};

#[derive(Clone)]
pub struct Framework {
    pub scales: Vec<Scale>,
    /// The whole first, what is rated directly last: rules look at kinds further down the list.
    pub kinds: Vec<Kind>,
    /// The whole first; everything after what it belongs to.
    pub elements: Vec<Element>,
    pub states: States,
}

#[derive(Clone)]
pub enum Scale {
    /// Ratings by rank, with the largest share that belongs to each.
    Words {
        ratings: usize,
        up_to: Option<Vec<Fraction>>,
    },
    Numbers(Range),
}

#[derive(Clone)]
pub struct Range {
    pub from: Fraction,
    pub to: Fraction,
    pub decimals: u32,
    pub mode: Mode,
    pub percent: bool,
    pub never_full_early: bool,
    pub step: Option<Fraction>,
}

#[derive(Clone)]
pub struct Kind {
    pub name: &'static str,
    pub measures: Vec<Measure>,
    /// The main measure may be said directly.
    pub is_rated: bool,
}

#[derive(Clone)]
pub struct Measure {
    pub name: String,
    pub scale: usize,
    pub stated: Option<Consensus>,
    pub rule: Option<Rule>,
    /// What an assessor may decide over it; `None` where the framework says nothing.
    pub judgement: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Lowest,
    Highest,
    Mean,
    Median,
    LowerMedian,
    UpperMedian,
    Mode,
}

#[derive(Clone, Copy, Debug)]
pub struct Consensus {
    pub method: Method,
    pub tie_up: bool,
}

#[derive(Clone)]
pub struct Element {
    pub id: String,
    pub code: String,
    pub kind: usize,
    pub parent: usize,
    pub weight: Fraction,
    pub tags: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    DontKnow,
    Unanswered,
    // From here on in the order in which one is shown before another, the gravest last.
    Empty,
    NotApplicable,
    NotTriggered,
    OutOfScope,
    NotYet,
    NotRated,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    Exclude,
    Bound,
    Lowest,
    Highest,
    Target,
    Impute,
    Propagate,
    Block,
}

#[derive(Clone)]
pub struct States(pub BTreeMap<State, Policy>);

#[derive(Clone)]
pub struct Rule {
    pub does: Does,
    pub states: States,
}

#[derive(Clone)]
pub struct Of {
    pub reach: Reach,
    /// The kind that it selects.
    pub kind: usize,
    /// Which measure of that kind.
    pub measure: usize,
}

#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    Every { direct: bool, tagged: Vec<&'static str>, not_tagged: Vec<&'static str>, codes: Vec<String> },
    These(Vec<usize>),
    Own,
}

/// What the ratings of a scale stand for, by rank.
pub type Values = Option<Vec<Fraction>>;

#[derive(Clone)]
pub enum Does {
    Number(Fraction),
    Result {
        of: Of,
        values: Values,
    },
    Target(Of),
    Sum {
        of: Of,
        values: Values,
        weighted: bool,
    },
    Mean {
        of: Of,
        values: Values,
        weighted: bool,
    },
    Count {
        of: Of,
        test: Test,
        share: bool,
    },
    Centroid {
        of: Of,
        values: Values,
    },
    /// Of ratings a rating, unless there are values or weights.
    Extreme {
        highest: bool,
        of: Of,
        values: Values,
        weighted: bool,
    },
    Calculate(Operation, Vec<Does>),
    Cap {
        value: Box<Does>,
        at: Box<Does>,
    },
    Round {
        value: Box<Does>,
        decimals: u32,
        mode: Mode,
        below_complete: Option<Fraction>,
    },
    /// Without bounds of its own those of the scale.
    Band {
        of: Box<Does>,
        scale: usize,
        bounds: Option<Vec<Bound>>,
    },
    Ordinal {
        of: Of,
        by: Consensus,
    },
    LadderOfCodes {
        scale: usize,
        of: Of,
        at: Vec<usize>,
        below: Vec<usize>,
        levels: Vec<(usize, Vec<String>)>,
    },
    Ladder {
        scale: usize,
        levels: Vec<(usize, Condition)>,
    },
    Decide {
        scale: usize,
        cases: Vec<(Condition, Vec<usize>)>,
        otherwise: Vec<usize>,
    },
    Require {
        that: Condition,
        value: Box<Does>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Lowest,
    Highest,
}

/// Upper end of a band.
#[derive(Clone, Copy)]
pub enum Bound {
    UpTo(Fraction),
    Below(Fraction),
    None,
}

/// A test of a rating by its rank, or of a number.
#[derive(Clone)]
pub enum Test {
    Is(Vec<Fraction>),
    AtLeast(Fraction),
    Above(Fraction),
    AtMost(Fraction),
    Below(Fraction),
    /// In `compare` only.
    Equals(Fraction),
}

#[derive(Clone)]
pub enum Condition {
    Some { of: Of, test: Test },
    Every { of: Of, test: Test, or_none: bool },
    Count { count: usize, of: Of, test: Test },
    Share { share: Fraction, of: Of, test: Test, weighted: bool },
    Compare { value: Box<Does>, scale: Option<usize>, test: Test },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Class(Vec<usize>),
    Independence(Vec<char>),
}

/// What one respondent said of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply {
    Value(Fraction),
    DontKnow,
    NotApplicable,
    NotTriggered,
    NotYet,
    NotRated,
}

#[derive(Clone, Default)]
pub struct Case {
    /// What was said of elements, in the order in which it is written.
    pub answers: Vec<(usize, Vec<Reply>)>,
    /// What holds of all other elements of the kind that is rated directly.
    pub all: Option<Fraction>,
    pub out_of_scope: Vec<usize>,
    /// What an assessor decided over a measure of an element.
    pub judgements: Vec<(usize, usize, Fraction)>,
    /// Targets of the main measures.
    pub targets: Vec<(usize, Fraction)>,
    pub class: usize,
    pub independence: char,
}

impl State {
    pub const ALL: [State; 8] = [
        State::NotApplicable,
        State::NotTriggered,
        State::OutOfScope,
        State::DontKnow,
        State::Unanswered,
        State::NotYet,
        State::NotRated,
        State::Empty,
    ];

    /// Its key in `states:`.
    pub fn key(self) -> &'static str {
        match self {
            State::NotApplicable => "not-applicable",
            State::NotTriggered => "not-triggered",
            State::OutOfScope => "out-of-scope",
            State::DontKnow => "dont-know",
            State::Unanswered => "unanswered",
            State::NotYet => "not-yet",
            State::NotRated => "not-rated",
            State::Empty => "empty",
        }
    }

    /// How a result in that state is shown.
    pub fn words(self) -> &'static str {
        match self {
            State::NotApplicable => "not applicable",
            State::NotTriggered => "not triggered",
            State::OutOfScope => "out of scope",
            State::DontKnow => "don't know",
            State::Unanswered => "unanswered",
            State::NotYet => "not yet",
            State::NotRated => "not rated",
            State::Empty => "nothing to rate",
        }
    }

    pub fn is_unknown(self) -> bool {
        matches!(self, State::DontKnow | State::Unanswered)
    }

    /// The policy where neither framework nor rule says anything.
    pub fn usual(self) -> Policy {
        match self {
            State::DontKnow | State::Unanswered | State::NotRated => Policy::Bound,
            _ => Policy::Exclude,
        }
    }
}

impl Policy {
    pub fn name(self) -> &'static str {
        match self {
            Policy::Exclude => "exclude",
            Policy::Bound => "bound",
            Policy::Lowest => "lowest",
            Policy::Highest => "highest",
            Policy::Target => "target",
            Policy::Impute => "impute",
            Policy::Propagate => "propagate",
            Policy::Block => "block",
        }
    }
}

impl Method {
    pub const ALL: [Method; 7] = [
        Method::Lowest,
        Method::Highest,
        Method::Mean,
        Method::Median,
        Method::LowerMedian,
        Method::UpperMedian,
        Method::Mode,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Method::Lowest => "lowest",
            Method::Highest => "highest",
            Method::Mean => "mean",
            Method::Median => "median",
            Method::LowerMedian => "lower-median",
            Method::UpperMedian => "upper-median",
            Method::Mode => "mode",
        }
    }
}

impl Scale {
    pub fn is_words(&self) -> bool {
        matches!(self, Scale::Words { .. })
    }

    /// How many ratings it has; none on a scale of numbers.
    pub fn ratings(&self) -> usize {
        match self {
            Scale::Words { ratings, .. } => *ratings,
            Scale::Numbers(_) => 0,
        }
    }

    pub fn lowest(&self) -> Fraction {
        match self {
            Scale::Words { .. } => Fraction::ZERO,
            Scale::Numbers(range) => range.from,
        }
    }

    pub fn highest(&self) -> Fraction {
        match self {
            Scale::Words { ratings, .. } => Fraction::whole(ratings - 1),
            Scale::Numbers(range) => range.to,
        }
    }

    /// What an item that is not known may turn out to be: every rating, or a few of the numbers with both ends.
    pub fn possible(&self) -> Vec<Fraction> {
        match self {
            Scale::Words { ratings, .. } => (0..*ratings).map(Fraction::whole).collect(),
            Scale::Numbers(range) => {
                let middle = (range.from + range.to + range.to) / Fraction::whole(3);
                vec![range.from, middle, range.to]
            }
        }
    }
}

impl Framework {
    pub fn scale_of(&self, kind: usize, measure: usize) -> &Scale {
        &self.scales[self.kinds[kind].measures[measure].scale]
    }

    pub fn is_inside(&self, element: usize, of: usize) -> bool {
        element != of && (of == 0 || (element != 0 && self.ancestors(element).any(|above| above == of)))
    }

    fn ancestors(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        let next = |element: &usize| (*element != 0).then(|| self.elements[*element].parent);
        std::iter::successors(Some(element), next).skip(1)
    }

    /// The elements that a rule of an element looks at, in order.
    pub fn selected(&self, of: &Of, element: usize) -> Vec<usize> {
        match &of.reach {
            Reach::Own => vec![element],
            Reach::These(ids) => ids.clone(),
            Reach::Every { direct, tagged, not_tagged, codes } => {
                let has = |index: usize, tags: &[&str]| self.elements[index].tags.iter().any(|tag| tags.contains(tag));
                let all = (1..self.elements.len()).filter(|index| self.elements[*index].kind == of.kind);
                let near = all.filter(|index| {
                    self.is_inside(*index, element) && (!direct || self.elements[*index].parent == element)
                });
                let marked =
                    near.filter(|index| (tagged.is_empty() || has(*index, tagged)) && !has(*index, not_tagged));
                marked.filter(|index| codes.is_empty() || codes.contains(&self.elements[*index].code)).collect()
            }
        }
    }

    /// The element or something that it belongs to was left out.
    pub fn is_out(&self, case: &Case, element: usize) -> bool {
        case.out_of_scope.iter().any(|out| *out == element || self.is_inside(element, *out))
    }
}
