//! Conditions on evidence that was cited and on earlier assessments.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Among, Seen};
use crate::conduct::EvidenceKind;
use crate::outcome::Scenario;
use crate::rule::{Backed, Backing, Inputs, Selection};

/// A length of time, in calendar units: `12 months`, `2 years`, `180 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    count: i32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Months,
    Years,
}

impl std::str::FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Period, ()> {
        let (count, unit) = text.trim().split_once(' ').ok_or(())?;
        let count: i32 = count.parse().map_err(drop)?;
        let unit = match unit.trim() {
            "day" | "days" => Unit::Days,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return Err(()),
        };
        // More than a hundred years is a slip of the pen.
        let most = match unit {
            Unit::Days => 36_525,
            Unit::Months => 1200,
            Unit::Years => 100,
        };
        if (0..=most).contains(&count) { Ok(Period { count, unit }) } else { Err(()) }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            Unit::Days => "days",
            Unit::Months => "months",
            Unit::Years => "years",
        };
        write!(f, "{} {unit}", self.count)
    }
}

impl Period {
    fn span(self) -> Span {
        match self.unit {
            Unit::Days => self.count.days(),
            Unit::Months => self.count.months(),
            Unit::Years => self.count.years(),
        }
    }

    /// The day so long before another; the earliest day of all where there is none.
    pub(in crate::rule) fn before(self, day: Date) -> Date {
        day.checked_sub(self.span()).unwrap_or(Date::MIN)
    }

    /// The day so long after another.
    pub(in crate::rule) fn after(self, day: Date) -> Date {
        day.checked_add(self.span()).unwrap_or(Date::MAX)
    }
}

/// Evidence that has to be cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// For each of these elements; for the element itself if none are selected.
    pub of: Option<Selection>,
    /// Which kinds count; all if empty.
    pub kinds: Vec<EvidenceKind>,
    /// How many items.
    pub at_least: usize,
    /// How old they may be on the day of the assessment.
    pub no_older_than: Option<Period>,
    /// Whether what nobody has spoken of stays open under the policy of the rule too.
    pub silence_is_open: bool,
}

impl Cited {
    pub(super) fn holds(&self, inputs: &dyn Inputs, scenario: Scenario) -> Option<bool> {
        let as_of = inputs.circumstances().as_of;
        let mut each = inputs.backing(self.of.as_ref());
        if let Some(of) = &self.of {
            // Of what does not count no evidence is asked.
            let mut counts = inputs.select(of).into_iter().map(|input| input.values(Scenario::Bounds).is_some());
            each.retain(|_| counts.next().unwrap_or(true));
        }
        let short: Vec<&Backed> = each.iter().filter(|backed| !self.is_enough(backed, as_of)).collect();
        // What nobody has spoken of yet may still be shown.
        let open = self.silence_is_open || scenario == Scenario::Bounds;
        if short.is_empty() && !each.is_empty() {
            Some(true)
        } else if open && !short.is_empty() && short.iter().all(|backed| !backed.spoken) {
            None
        } else {
            Some(false)
        }
    }

    fn is_enough(&self, backed: &Backed, as_of: Date) -> bool {
        let oldest = self.no_older_than.map(|period| period.before(as_of));
        let counts = |item: &&Backing| {
            (self.kinds.is_empty() || self.kinds.contains(&item.kind))
                && oldest.is_none_or(|oldest| item.date >= oldest)
        };
        backed.items.iter().filter(counts).count() >= self.at_least
    }
}

/// Something that has to hold now and in earlier assessments, without a break.
#[derive(Debug, Clone, PartialEq)]
pub struct Sustained {
    /// What has to hold.
    pub among: Among,
    /// In how many assessments, this one included.
    pub times: usize,
    /// Over how long a time at least.
    pub over: Option<Period>,
}

impl Sustained {
    pub(super) fn holds(&self, inputs: &dyn Inputs, scenario: Scenario, seen: &mut Seen) -> Option<bool> {
        let now = self.among.every(&super::look(inputs, &self.among.of, seen), false, scenario);
        if now == Some(false) {
            return now;
        }
        let as_of = inputs.circumstances().as_of;
        // What does not count now need not have counted then.
        let counts: Vec<bool> =
            inputs.select(&self.among.of).iter().map(|input| input.values(scenario).is_some()).collect();
        let each = inputs.earlier(&self.among.of).into_iter().zip(counts);
        let each: Vec<_> = each.filter(|(_, counts)| *counts).map(|(results, _)| results).collect();
        let kept = |results: &Vec<crate::rule::Earlier>| {
            let passes = |result: &&crate::rule::Earlier| self.among.test.passes((&result.value, &result.value)).0;
            let run: Vec<Date> = results.iter().rev().take_while(passes).map(|result| result.date).collect();
            let since = run.last().copied().unwrap_or(as_of);
            run.len() + 1 >= self.times && self.over.is_none_or(|over| since <= over.before(as_of))
        };
        if !each.is_empty() && each.iter().all(kept) { now } else { Some(false) }
    }

    pub(super) fn words(&self) -> String {
        let over = self.over.map_or(String::new(), |over| format!(" over {over}"));
        format!("{} in {} assessments without a break{over}", self.among.test.words(), self.times)
    }
}
