//! From inputs to an outcome, the same for every kind of rule: what stops a result, what counts, the lowest and the
//! highest value that open inputs allow, and the value that the framework's policy takes for what is unknown.

use std::collections::BTreeSet;

use super::{Counts, Input, Policy, Step};
use crate::outcome::{Absence, Gap, Outcome, Range, Scenario, Value};

/// Lowest and highest value of a rule over what counts in a scenario; `None` where it gives nothing.
pub(super) type Bounds = Option<(Value, Value)>;

/// Up to so many inputs that may turn out to be left out, every selection of them is tried.
const FEW_OPTIONAL: usize = 6;

/// The step of a rule over inputs; `bounds` gives the lowest and highest value over those that count.
pub(super) fn settle(
    kind: &'static str,
    says: String,
    inputs: Vec<Input>,
    bounds: impl Fn(&[&Input], Scenario) -> Bounds,
) -> Step {
    let outcome = outcome(&inputs, &bounds);
    Step::new(kind, says, outcome, inputs)
}

/// The outcome of a rule over inputs.
pub(super) fn outcome(inputs: &[Input], bounds: &dyn Fn(&[&Input], Scenario) -> Bounds) -> Outcome {
    if let Some(absence) = stop(inputs) {
        return Outcome::Void(absence);
    }
    let counting = counted(inputs, Scenario::Bounds);
    let nothing = Outcome::Void(absence_of(inputs).unwrap_or(Absence::Empty));
    if counting.is_empty() {
        return nothing;
    }
    let (Some((low, high)), sometimes_nothing) = widest(&counting, bounds) else { return nothing };
    let left = counted(inputs, Scenario::Taken);
    let taken = if left.is_empty() { None } else { bounds(&left, Scenario::Taken) };
    let taken = taken.filter(|(low, high)| low == high).map(|(value, _)| value);
    let may_stop = counting.iter().any(|input| input.may_stop());
    Outcome::from(Range {
        low,
        high,
        gap: gap_of(&counting),
        taken,
        choices: Vec::new(),
        may_be_unrated: may_stop || sometimes_nothing,
        nothing_taken: left.is_empty(),
    })
}

/// What counts in a scenario, in the order of the inputs.
pub(super) fn counted(inputs: &[Input], scenario: Scenario) -> Vec<&Input> {
    inputs.iter().filter(|input| input.values(scenario).is_some()).collect()
}

/// Why there is no result whatever else goes in, if some input stops it.
pub(super) fn stop(inputs: &[Input]) -> Option<Absence> {
    let reasons = inputs.iter().filter_map(|input| match input.counts {
        Counts::Blocks => Some(Absence::NotRated),
        Counts::Propagates(absence) => Some(absence),
        _ => None,
    });
    reasons.max()
}

/// The bounds with and without every input that may turn out not to be rated and is then left out; and whether without
/// them nothing may be left.
fn widest(counting: &[&Input], bounds: &dyn Fn(&[&Input], Scenario) -> Bounds) -> (Bounds, bool) {
    let optional: Vec<usize> = (0..counting.len()).filter(|index| counting[*index].is_optional()).collect();
    if optional.is_empty() {
        return (bounds(counting, Scenario::Bounds), false);
    }
    let (mut found, mut nothing): (Bounds, bool) = (None, false);
    for left_out in selections(&optional, counting, bounds) {
        let stays = |(index, _): &(usize, &&Input)| !left_out.contains(index);
        let some: Vec<&Input> = counting.iter().enumerate().filter(stays).map(|(_, input)| *input).collect();
        match (if some.is_empty() { None } else { bounds(&some, Scenario::Bounds) }, found.take()) {
            (None, before) => (found, nothing) = (before, true),
            (Some(new), None) => found = Some(new),
            (Some((low, high)), Some((lowest, highest))) => found = Some((low.min(lowest), high.max(highest))),
        }
    }
    (found, nothing)
}

/// Which of the optional inputs to leave out, so that the extremes are met: few of them in every way; many in the order of
/// what each gives alone, from both ends, which is where means, sums and aggregations by order have their extremes.
fn selections(
    optional: &[usize],
    counting: &[&Input],
    bounds: &dyn Fn(&[&Input], Scenario) -> Bounds,
) -> Vec<BTreeSet<usize>> {
    if optional.len() <= FEW_OPTIONAL {
        let chosen = |mask: usize| optional.iter().enumerate().filter(move |(bit, _)| mask & (1 << bit) != 0);
        return (0..1_usize << optional.len()).map(|mask| chosen(mask).map(|(_, index)| *index).collect()).collect();
    }
    let alone = |index: &usize| bounds(&[counting[*index]], Scenario::Bounds);
    let mut found = vec![BTreeSet::new()];
    for by_low in [true, false] {
        let mut ordered = optional.to_vec();
        ordered.sort_by_cached_key(|index| alone(index).map(|(low, high)| if by_low { low } else { high }));
        for split in 1..=ordered.len() {
            found.push(ordered[..split].iter().copied().collect());
            found.push(ordered[ordered.len() - split..].iter().copied().collect());
        }
    }
    found
}

/// The gravest reason for which some of these have no value. Which of them stands first must not decide.
pub(super) fn absence_of(inputs: &[Input]) -> Option<Absence> {
    let reasons = inputs.iter().filter_map(|input| match input.outcome {
        Outcome::Void(reason) => Some(reason),
        _ => None,
    });
    reasons.max()
}

/// Why an outcome resting on these is open: for their common reason if all are open for it, else partly.
pub(super) fn gap_of(counting: &[&Input]) -> Gap {
    let mut gaps = counting.iter().map(|input| match &input.counts {
        Counts::As(Outcome::Open(range)) | Counts::Aside(Outcome::Open(range)) => range.gap,
        _ => Gap::Partly,
    });
    match gaps.next() {
        Some(first) if gaps.all(|gap| gap == first) => first,
        _ => for_a_person(counting).unwrap_or(Gap::Partly),
    }
}

/// Whether all that counts may turn out to be left out, and all parts not to have a result.
pub(super) fn may_vanish(counting: &[&Input], parts: &[Step]) -> bool {
    let part = |part: &Step| matches!(part.outcome, Outcome::Void(_)) || part.outcome.may_be_unrated();
    counting.iter().all(|input| input.is_optional()) && parts.iter().all(part)
}

/// Whether all that is open waits for a person to decide.
fn for_a_person(counting: &[&Input]) -> Option<Gap> {
    let mut open = counting.iter().filter_map(|input| match &input.counts {
        Counts::As(outcome) | Counts::Aside(outcome) => outcome.gap(),
        _ => None,
    });
    let first = open.next().filter(|gap| matches!(gap, Gap::Undecided | Gap::Disputed))?;
    open.all(|gap| gap == first).then_some(first)
}

impl Input {
    fn may_be_unrated(&self) -> bool {
        matches!(&self.counts, Counts::As(outcome) | Counts::Aside(outcome) if outcome.may_be_unrated())
    }

    /// Whether it may turn out to be left out.
    pub(super) fn is_optional(&self) -> bool {
        self.may_be_unrated() && matches!(self.if_unrated, Policy::Exclude | Policy::Impute | Policy::Target)
    }

    /// Whether it may turn out to leave the rule without a result.
    pub(super) fn may_stop(&self) -> bool {
        self.may_be_unrated() && matches!(self.if_unrated, Policy::Propagate | Policy::Block)
    }
}

/// The step of a rule over the results of other rules; `bounds` gives the lowest and highest value for what they give.
///
/// A part without a result leaves this rule without one, for the same reason.
pub(super) fn combine(
    kind: &'static str,
    says: String,
    parts: Vec<Step>,
    bounds: impl Fn(&[(&Value, &Value)]) -> Bounds,
) -> Step {
    let outcome = match absence_among(&parts) {
        Some(absence) => Outcome::Void(absence),
        None => over(&parts.iter().map(|part| &part.outcome).collect::<Vec<_>>(), false, bounds),
    };
    Step { parts, ..Step::new(kind, says, outcome, Vec::new()) }
}

/// The gravest reason for which some parts have no result.
pub(super) fn absence_among(parts: &[Step]) -> Option<Absence> {
    let void = parts.iter().filter_map(|part| match part.outcome {
        Outcome::Void(absence) => Some(absence),
        _ => None,
    });
    void.max()
}

/// What a function of outcomes, none of them void, comes to. With `leave_out`, the value under policy is that of the
/// outcomes of which something is left under policy.
pub(super) fn over(outcomes: &[&Outcome], leave_out: bool, bounds: impl Fn(&[(&Value, &Value)]) -> Bounds) -> Outcome {
    let all: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.values(Scenario::Bounds)).collect();
    let Some((low, high)) = bounds(&all) else { return Outcome::Void(Absence::Empty) };
    let is_nothing = |outcome: &&Outcome| matches!(outcome, Outcome::Open(range) if range.nothing_taken);
    let left = outcomes.iter().copied().filter(|outcome| !(leave_out && is_nothing(outcome)));
    let left: Vec<_> = left.filter_map(|outcome| outcome.values(Scenario::Taken)).collect();
    let taken = if left.is_empty() { None } else { bounds(&left) };
    let mut gaps = outcomes.iter().filter_map(|outcome| outcome.gap());
    let first = gaps.next();
    Outcome::from(Range {
        low,
        high,
        gap: first.filter(|first| gaps.all(|gap| gap == *first)).unwrap_or(Gap::Partly),
        taken: taken.filter(|(low, high)| low == high).map(|(value, _)| value),
        choices: Vec::new(),
        may_be_unrated: outcomes.iter().any(|outcome| outcome.may_be_unrated()),
        nothing_taken: if leave_out { left.is_empty() } else { outcomes.iter().any(is_nothing) },
    })
}
