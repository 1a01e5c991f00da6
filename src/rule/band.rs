//! `band`: a share is placed in the bands of a scale, upper bounds closed (ISO/IEC 33020: 15 % is still N, 50 % is
//! still P, 85 % is still L). The share is compared exactly; it is never rounded first.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Inputs, Rule, RuleWritten, Step, Vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::outcome::{Outcome, Value};
use crate::scale::Scale;
use crate::source::Located;

/// A share is placed in the bands of a scale.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The rule that gives the share, such as a `mean`.
    pub of: Box<RuleWritten>,
    /// The scale whose bands it is placed in.
    pub scale: Located<String>,
}

/// A checked band rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    of: Box<Rule>,
    scale: Scale,
}

impl Written {
    pub(super) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Band> {
        let of = self.of.check(names, problems);
        let scale = names.scale(&self.scale, problems);
        let (of, scale) = (of?, scale?);
        if !scale.has_bands() {
            let words = format!("the scale `{}` has no bands: its ratings do not all say `up-to`", scale.id);
            let problem = Diagnostic::error(codes::BANDS, &self.scale.place, words);
            let problem = problem.related(&scale.place, "this scale");
            problems.push(problem.help("add `up-to:` to each of its ratings, or name a scale that has it"));
            return None;
        }
        if of.scale().is_some() {
            let words = "`band` needs a rule that gives a number, such as `mean`";
            let problem = Diagnostic::error(codes::WRONG_VALUE, &self.scale.place, words);
            problems.push(problem.help("the rule under `of:` gives ratings, which need no band"));
            return None;
        }
        if let Rule::Mean(mean) = &of
            && !mean.gives_shares()
        {
            let words = "the numbers that this `mean` gives do not lie between 0 and 100 %, so they have no band";
            let problem = Diagnostic::error(codes::WRONG_VALUE, &self.scale.place, words);
            problems.push(problem.help("say under `values:` which share of the whole each rating stands for"));
            return None;
        }
        Some(Band { of: Box::new(of), scale: scale.clone() })
    }
}

impl Vocabulary<'_> {
    /// A scale by its name.
    pub(super) fn scale(&self, name: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<&Scale> {
        let scale = self.scales.get(&name.value);
        if scale.is_none() {
            let words = format!("the scale `{}` is not declared", name.value);
            let help = suggestion(name, self.scales.keys().map(String::as_str));
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words).help(help));
        }
        scale
    }
}

impl Band {
    pub(super) fn selections(&self) -> Vec<&super::Selection> {
        self.of.selections()
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    pub(super) fn evaluate(&self, inputs: &dyn Inputs) -> Step {
        let part = self.of.evaluate(inputs);
        // INVARIANT: the check above refuses means that can exceed the whole.
        let band = |share| Value::Rank(self.scale.band(share).unwrap_or_else(|| self.scale.highest()));
        let outcome = match (&part.outcome, part.outcome.numbers()) {
            (Outcome::Open { gap, .. }, Some((low, high))) => Outcome::between(band(&low), band(&high), *gap),
            (_, Some((share, _))) => Outcome::Known(band(&share)),
            (other, None) => other.clone(),
        };
        let says = match part.outcome.numbers() {
            Some((low, high)) if low == high => format!("the band of {low} on the scale `{}`", self.scale.id),
            Some((low, high)) => format!("the bands of {low} to {high} on the scale `{}`", self.scale.id),
            None => format!("no share to place on the scale `{}`", self.scale.id),
        };
        let mut step = Step::new("band", says, outcome, Vec::new());
        step.parts = vec![part];
        step
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::testing::achievement;

    /// `domain/scoring-rules.md` §3 row 2: 15 is N, 15.0001 is P, 50 is P, 85 is L, 85.01 is F.
    #[test]
    fn upper_bounds_are_closed_and_lower_bounds_open() {
        let scale = achievement();
        let vectors = [("0", "N"), ("15", "N"), ("15.0001", "P"), ("32.4", "P"), ("50", "P"), ("50.0001", "L")];
        for (share, rating) in vectors.into_iter().chain([("85", "L"), ("85.01", "F"), ("100", "F")]) {
            let rank = scale.band(&format!("{share} %").parse().unwrap()).unwrap();
            assert_eq!(scale.word(rank), rating, "{share} %");
        }
    }
}
