//! Variants: other readings of a model that its framework declares, so that it can be tried what they would change.

use indexmap::IndexMap;

use super::framework::{Framework, RuleEntry};
use super::{Certainty, Measure, Use};
use crate::rule::States;
use crate::source::Place;

/// Another reading of a framework.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Title.
    pub title: String,
    /// What it does otherwise and why one may read the model like that.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What it does with inputs that have no value.
    pub states: States,
    /// The rules that it uses instead, by the rule that they stand in for.
    pub instead: IndexMap<String, String>,
    /// All rules of the framework under its states.
    pub rules: IndexMap<String, RuleEntry>,
    /// Where it is declared.
    pub place: Place,
}

impl Variant {
    /// The rule used where a rule is named.
    fn instead_of<'a>(&'a self, rule: &'a String) -> &'a String {
        self.instead.get(rule).unwrap_or(rule)
    }

    fn measure(&self, measure: &mut Measure) {
        for rule in measure.stated.iter_mut().chain(&mut measure.rule) {
            *rule = self.instead_of(rule).clone();
        }
    }
}

impl Framework {
    /// The framework and its use as a variant reads them.
    #[must_use]
    pub fn under(&self, variant: &Variant, used: &Use) -> (Framework, Use) {
        let mut framework = Framework { states: variant.states, rules: variant.rules.clone(), ..self.clone() };
        let measures = framework.kinds.values_mut().flat_map(|kind| kind.measures.values_mut());
        measures.for_each(|measure| variant.measure(measure));
        let mut used = used.clone();
        used.methods.values_mut().for_each(|rule| *rule = variant.instead_of(rule).clone());
        (framework, used)
    }
}
