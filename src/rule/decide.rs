//! `decide`: a list of cases; the first whose condition holds decides, else `otherwise`.
//!
//! Where open items leave a condition undecided, the case is possible and the next one is looked at too; the outcome
//! then lies between the lowest and the highest possible decision. Each case says in words why it leads where it does;
//! those words stand in the derivation.
//!
//! `then` may be a list: the rule leaves a choice, which a person has to make with a reason (SCAMPI: one instance
//! largely, another partially implemented gives largely, partially or not implemented by the team's judgement). With
//! `within`, the decision stands only if what is open is closed by then, counted from the day of the assessment.
//!
//! ```yaml
//! decide:
//!   scale: status
//!   cases:
//!     - {when: {every: {of: {every: practice}, is: [FI, LI]}}, then: satisfied, because: every practice is FI or LI}
//!   otherwise: {then: unsatisfied, because: at least one practice is not}
//! ```

use schemars::JsonSchema;
use serde::Deserialize;

use super::idle::Fuel;
use super::condition::{Condition, ConditionWritten, Period, Seen, period, rank};
use super::settle::{counted, gap_of, may_vanish};
use super::{Found, Idle, Inputs, Kind, Rule, Selection, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::outcome::{Absence, Gap, Outcome, Range, Rank, Scenario, Value};
use crate::scale::Scale;
use crate::source::Located;
use crate::yaml::list::{Few, List};

/// The first case whose condition holds decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The scale that the decisions are on.
    pub scale: Located<String>,
    /// The cases, in order.
    pub cases: List<CaseWritten>,
    /// The decision when no case holds.
    pub otherwise: CaseElseWritten,
}

/// One case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CaseWritten {
    /// When it holds.
    pub when: ConditionWritten,
    /// The decision, or a list among which a person has to choose.
    pub then: Few<Located<String>>,
    /// Why, in words.
    pub because: String,
    /// By when what is open has to be closed: `180 days` after the day of the assessment.
    pub within: Option<Located<String>>,
}

/// What is decided when no case holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CaseElseWritten {
    /// The decision, or a list among which a person has to choose.
    pub then: Few<Located<String>>,
    /// Why, in words.
    pub because: String,
}

/// Cases beyond which it is not looked for ones that never decide: many times what a reader could follow.
const MOST_COMPARED: usize = 200;

/// A decision and its reason.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    /// Lowest first; several where a person has to choose.
    pub(crate) then: Vec<Rank>,
    because: String,
    within: Option<Period>,
}

/// A checked list of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    scale: Scale,
    pub(crate) cases: Vec<(Condition, Decision)>,
    pub(crate) otherwise: Decision,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Decide> {
        let scale = names.scale(&self.scale, problems)?.clone();
        let cases = self.cases.0.iter().map(|case| {
            let condition = case.when.check(names, problems);
            let then = decisions(&case.then, &scale, names, problems);
            let within = period(case.within.as_ref(), problems);
            Some((condition?, Decision { then: then?, because: case.because.clone(), within: within? }))
        });
        let cases: Vec<_> = cases.collect();
        let then = decisions(&self.otherwise.then, &scale, names, problems)?;
        let cases = cases.into_iter().collect::<Option<Vec<_>>>()?;
        let otherwise = Decision { then, because: self.otherwise.because.clone(), within: None };
        Some(Decide { scale, cases, otherwise })
    }
}

fn decisions(
    then: &Few<Located<String>>,
    scale: &Scale,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Rank>> {
    if then.0.is_empty() {
        let words = "a case decides nothing: `then:` is an empty list";
        problems.push(Diagnostic::error(codes::MISSING_FIELD, names.place, words).help("name at least one rating"));
        return None;
    }
    let ranks: Vec<_> = then.0.iter().map(|word| rank(word, scale, problems)).collect();
    let mut ranks = ranks.into_iter().collect::<Option<Vec<_>>>()?;
    ranks.sort_unstable();
    ranks.dedup();
    Some(ranks)
}

impl Decide {
    /// The first decision that leaves a choice to a person, in words.
    pub fn choice(&self) -> Option<String> {
        let all = self.cases.iter().map(|(_, case)| case).chain([&self.otherwise]);
        all.map(|case| &case.then).find(|then| then.len() > 1).map(|then| self.ranks_in_words(then))
    }
}

/// What the cases come to.
struct Decided<'a> {
    /// The decision that holds whatever becomes of the possible ones.
    sure: &'a Decision,
    /// Everything that speaks for it.
    reasons: Vec<&'a str>,
    /// Decisions that open items may lead to instead.
    possible: Vec<&'a Decision>,
}

impl Decided<'_> {
    /// Every rating that may come out, lowest first.
    fn ranks(&self) -> Vec<Rank> {
        let all = self.possible.iter().flat_map(|case| &case.then).chain(&self.sure.then);
        let mut ranks: Vec<Rank> = all.copied().collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }
}

impl Decide {
    fn decided(&self, inputs: &dyn Inputs, scenario: Scenario, seen: &mut Seen) -> Decided<'_> {
        let mut possible = Vec::new();
        let mut sure: Option<(&Decision, Vec<&str>)> = None;
        for (condition, case) in &self.cases {
            match (condition.holds(inputs, scenario, seen), &mut sure) {
                (Some(true), None) => sure = Some((case, vec![&case.because])),
                // Further cases that lead to the same decision are further reasons for it.
                (Some(true), Some((first, reasons))) if first.then == case.then => reasons.push(&case.because),
                (None, None) => possible.push(case),
                _ => {}
            }
        }
        let (sure, reasons) = sure.unwrap_or_else(|| (&self.otherwise, vec![&self.otherwise.because]));
        Decided { sure, reasons, possible }
    }

    /// The cases that never decide, each with the earlier one that always decides before it, or none where its condition
    /// never holds. An earlier case with the same decision takes nothing away: the later one is a further reason.
    fn never(&self, found: &Found<'_>) -> Vec<(usize, Option<usize>)> {
        let (mut never, fuel) = (Vec::new(), Fuel::full());
        for (index, (condition, case)) in self.cases.iter().enumerate().take(MOST_COMPARED) {
            if !condition.can_hold(found) {
                never.push((index, None));
                continue;
            }
            let before = self.cases[..index].iter().position(|(earlier, _)| condition.implies(earlier, &fuel));
            never.extend(before.filter(|before| self.cases[*before].1.then != case.then).map(|it| (index, Some(it))));
        }
        never
    }

    fn ranks_in_words(&self, ranks: &[Rank]) -> String {
        let words: Vec<&str> = ranks.iter().map(|rank| self.scale.word(*rank)).collect();
        match words.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => words.concat(),
        }
    }

    /// The decision with its reasons, or what it would be if open items turn out so.
    fn words(&self, decided: &Decided<'_>) -> String {
        let of = |ranks: &[Rank]| self.ranks_in_words(ranks);
        let sure = format!("{}: {}", of(&decided.sure.then), decided.reasons.join("; also, "));
        if decided.possible.is_empty() {
            return sure;
        }
        if decided.possible.len() == self.cases.len() {
            return "depends on open items: every outcome is still possible".to_owned();
        }
        let case = |case: &&Decision| format!("{} if it turns out that {}", of(&case.then), case.because);
        let cases: Vec<String> = decided.possible.iter().map(case).collect();
        format!("depends on open items: {}; otherwise {sure}", cases.join(", "))
    }

    fn outcome(&self, decided: &Decided<'_>, taken: &Decided<'_>, seen: &Seen, silence: Gap) -> Outcome {
        if let Some(absence) = seen.stop() {
            return Outcome::Void(absence);
        }
        let ranks = decided.ranks();
        let (Some(low), Some(high)) = (ranks.first(), ranks.last()) else { return Outcome::Void(Absence::Empty) };
        let counting = counted(&seen.inputs, Scenario::Bounds);
        let choice = decided.possible.is_empty() && ranks.len() > 1;
        let gap = match (choice, counting.is_empty()) {
            (true, _) => Gap::Undecided,
            (false, true) => silence,
            (false, false) => gap_of(&counting),
        };
        let speaks = self.cases.iter().any(|(condition, _)| condition.speaks_of_nothing());
        let looks = !self.selections().is_empty() || !self.parts().is_empty();
        let may_vanish = looks && !speaks && may_vanish(&counting, &seen.parts);
        let nothing_taken = !counting.is_empty() && counted(&seen.inputs, Scenario::Taken).is_empty() && !speaks;
        let taken = if nothing_taken { Vec::new() } else { taken.ranks() };
        Outcome::from(Range {
            low: Value::Rank(*low),
            high: Value::Rank(*high),
            gap,
            taken: if taken.len() == 1 { taken.first().map(|rank| Value::Rank(*rank)) } else { None },
            choices: if choice { ranks } else { Vec::new() },
            may_be_unrated: counting.iter().any(|input| input.may_stop()) || may_vanish,
            nothing_taken,
        })
    }

    /// Whether there is anything to decide on: something that counts, or a case that asks for no results.
    fn has_ground(&self, seen: &Seen) -> bool {
        let looks = !self.selections().is_empty() || !self.parts().is_empty();
        let counts = !counted(&seen.inputs, Scenario::Bounds).is_empty()
            || seen.parts.iter().any(|part| !matches!(part.outcome, Outcome::Void(_)));
        counts || !looks || self.cases.iter().any(|(condition, _)| condition.speaks_of_nothing())
    }
}

/// Why a decision is open that looked at no element: for the common reason of the results that it compares, else for the
/// reason for which the element itself is open.
fn ground(parts: &[Step], inputs: &dyn Inputs) -> Gap {
    let mut gaps = parts.iter().map(|part| part.outcome.gap().unwrap_or(Gap::Partly));
    if let Some(first) = gaps.next() {
        return if gaps.all(|gap| gap == first) { first } else { Gap::Partly };
    }
    let statements = inputs.statements();
    if statements.is_empty() {
        Gap::Unanswered
    } else if statements.iter().all(|statement| matches!(statement.outcome, Outcome::Open(_))) {
        Gap::DontKnow
    } else {
        Gap::Partly
    }
}

impl Kind for Decide {
    fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let mut seen = Seen::default();
        let decided = self.decided(inputs, Scenario::Bounds, &mut seen);
        if !self.has_ground(&seen) {
            let absence = seen.stop().or(seen.absence()).unwrap_or(Absence::Empty);
            let says = "nothing here to decide on".to_owned();
            let step = Step::new("decide", says, Outcome::Void(absence), seen.inputs);
            return Step { parts: seen.parts, ..step }.on(Some(&self.scale));
        }
        let taken = self.decided(inputs, Scenario::Taken, &mut seen);
        let outcome = self.outcome(&decided, &taken, &seen, ground(&seen.parts, inputs));
        let says = self.words(&decided);
        let because = if decided.possible.is_empty() { decided.reasons.join("; also, ") } else { says.clone() };
        let within = decided.sure.within.filter(|_| decided.possible.is_empty());
        let due = within.map(|within| within.after(inputs.circumstances().as_of));
        let step = Step { because, due, parts: seen.parts, ..Step::new("decide", says, outcome, seen.inputs) };
        step.on(Some(&self.scale))
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    fn selections(&self) -> Vec<&Selection> {
        self.cases.iter().flat_map(|(condition, _)| condition.selections()).collect()
    }

    fn parts(&self) -> Vec<&Rule> {
        self.cases.iter().flat_map(|(condition, _)| condition.parts()).collect()
    }

    fn gives(&self) -> Option<Vec<Rank>> {
        let cases = self.cases.iter().map(|(_, case)| case).chain([&self.otherwise]);
        let mut ranks: Vec<Rank> = cases.flat_map(|case| &case.then).copied().collect();
        ranks.sort_unstable();
        ranks.dedup();
        Some(ranks)
    }

    fn idle(&self, found: &Found<'_>) -> Vec<Idle> {
        let name = |index: usize| format!("case {} (`{}`)", index + 1, self.ranks_in_words(&self.cases[index].1.then));
        let idle = self.never(found).into_iter().map(|(index, before)| match before {
            Some(before) => Idle {
                what: name(index),
                why: format!("whenever it would hold, {} has decided already", name(before)),
                help: "put the narrower case first, or remove it".to_owned(),
            },
            None => Idle {
                what: name(index),
                why: "its condition can never hold".to_owned(),
                help: "compare its test with the scale and with how many elements there are, or remove it".to_owned(),
            },
        });
        idle.collect()
    }

    /// Best case first and every condition one that better inputs help, or worst case first and every condition one that
    /// worse inputs help. Other lists may be monotone too; their authors know.
    fn is_rising(&self) -> bool {
        let all: Vec<&Vec<Rank>> = self.cases.iter().map(|(_, case)| &case.then).chain([&self.otherwise.then]).collect();
        let asks = || self.cases.iter().filter(|(condition, _)| !condition.is_fact());
        let falls = all.windows(2).all(|pair| pair[0].first() >= pair[1].last());
        let rises = all.windows(2).all(|pair| pair[0].last() <= pair[1].first());
        (falls && asks().all(|(condition, _)| condition.direction() == Some(true)))
            || (rises && asks().all(|(condition, _)| condition.direction() == Some(false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::condition::{Among, Quota, Test};
    use crate::rule::testing::{achievement, all, inputs};

    fn rule() -> Decide {
        let at_least = |count, ranks: &[Rank]| {
            Condition::AtLeast(Quota::Count(count), Among { of: all(), test: Test::ranks(ranks, achievement()) })
        };
        let to = |then: &[Rank]| Decision { then: then.to_vec(), because: "so".to_owned(), within: None };
        let cases = vec![(at_least(3, &[0]), to(&[0])), (at_least(1, &[0, 1]), to(&[1]))];
        Decide { scale: achievement(), cases, otherwise: to(&[3]) }
    }

    /// Major (0) if three are N, minor (1) if any is N or P, else none (3).
    fn grade(words: &str) -> Option<(Rank, Rank)> {
        rule().evaluate(&inputs(words)).outcome.ranks()
    }

    #[test]
    fn the_first_case_that_holds_decides() {
        assert_eq!(grade("N N N F"), Some((0, 0)));
        assert_eq!(grade("N P F"), Some((1, 1)));
        assert_eq!(grade("F L"), Some((3, 3)));
        assert_eq!(grade("- -"), None);
    }

    #[test]
    fn open_items_keep_every_decision_possible_that_they_could_lead_to() {
        assert_eq!(grade("N N ?"), Some((0, 1)));
        assert_eq!(grade("F ? ?"), Some((1, 3)));
        assert_eq!(grade("? ? ?"), Some((0, 3)));
    }

    #[test]
    fn a_choice_stays_open_for_a_person() {
        let mut rule = rule();
        rule.otherwise.then = vec![0, 2, 3];
        let Outcome::Open(range) = rule.evaluate(&inputs("F L")).outcome else { panic!("it is open") };
        assert_eq!((range.gap, range.choices), (Gap::Undecided, vec![0, 2, 3]));
    }

    #[test]
    fn worst_case_first_is_monotone_and_a_mixed_list_is_not_known_to_be() {
        assert!(rule().is_rising());
        let mut mixed = rule();
        mixed.cases.swap(0, 1);
        assert!(!mixed.is_rising());
    }
}
