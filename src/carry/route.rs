//! Routes: relations read in one direction or the other, from what was assessed or from what was carried over itself.

use super::claim::Claim;
use super::record::{Contradiction, Interval, NotCarried, Route, RouteRelation, RouteSource, Saying};
use super::source::Source;
use super::spread::{Known, item, spread};
use crate::model::crosswalk::{Direction, Relating, Relation};
use crate::model::{Crosswalk, ElementIndex, Framework};
use crate::number::Number;
use crate::words;

/// A relation as it is read on a route.
struct Reading<'a> {
    crosswalk: &'a Crosswalk,
    relation: &'a Relation,
    backwards: bool,
}

impl Reading<'_> {
    /// The element that it starts from.
    fn source(&self) -> &str {
        if self.backwards { &self.relation.to } else { &self.relation.from }
    }

    /// The element that it leads to.
    fn target(&self) -> &str {
        if self.backwards { &self.relation.from } else { &self.relation.to }
    }

    /// The share of the target that the source covers.
    fn covers(&self) -> Option<&Number> {
        if self.backwards { self.relation.strength_back.as_ref() } else { Some(&self.relation.strength) }
    }

    /// The share of the source that the target covers.
    fn covered(&self) -> Option<&Number> {
        if self.backwards { Some(&self.relation.strength) } else { self.relation.strength_back.as_ref() }
    }

    fn relating(&self) -> Relating {
        if self.backwards { self.relation.relating.backwards() } else { self.relation.relating }
    }

    fn record(&self) -> RouteRelation {
        RouteRelation {
            crosswalk: self.crosswalk.id.clone(),
            backwards: self.backwards,
            relation: self.relating(),
            strength: self.covers().map(Number::to_string),
            strength_back: self.covered().map(Number::to_string),
            certainty: self.relation.certainty,
            because: self.relation.because.clone(),
            place: self.relation.place.to_string(),
        }
    }
}

/// All relations that lead from one framework to another. Those of the framework of which another was made hold for that
/// one as well, as far as it has their elements.
fn readings<'a>(crosswalks: &'a [Crosswalk], from: &Framework, to: &str) -> Vec<Reading<'a>> {
    let mut found = Vec::new();
    for crosswalk in crosswalks {
        let forward = from.answers_to(&crosswalk.from) && crosswalk.to == to;
        let backwards = from.answers_to(&crosswalk.to) && crosswalk.from == to;
        if forward || backwards {
            let read = crosswalk.relations.iter().filter(|relation| forward || relation.direction == Direction::Both);
            found.extend(read.map(|relation| Reading { crosswalk, relation, backwards }));
        }
    }
    found
}

/// Whether any relation leads from one framework to another.
pub(super) fn leads(crosswalks: &[Crosswalk], from: &Framework, to: &str) -> bool {
    !readings(crosswalks, from, to).is_empty()
}

/// What was carried to a framework.
pub(super) struct Arrived<'a> {
    pub framework: &'a Framework,
    /// By element.
    routes: Vec<Vec<(Claim, Route)>>,
}

impl<'a> Arrived<'a> {
    /// Nothing yet.
    pub fn new(framework: &'a Framework) -> Arrived<'a> {
        Arrived { framework, routes: vec![Vec::new(); framework.elements.len()] }
    }

    /// Carries over what was assessed under a framework.
    pub fn assessed(&mut self, crosswalks: &[Crosswalk], source: &Source<'_>, without: &mut Vec<NotCarried>) {
        let from = source.framework;
        for reading in readings(crosswalks, from, &self.framework.id) {
            let Some((index, id, element)) = from.elements.get_full(reading.source()) else { continue };
            match source.degree(index) {
                Ok(found) => {
                    let origin = RouteSource {
                        framework: from.id.clone(),
                        element: id.clone(),
                        title: named(from, index),
                        assessed: true,
                        degree: Interval::from(found.claim.used(reading.covers())),
                        how: found.how,
                        routes: Vec::new(),
                    };
                    self.arrive(&reading, &found.claim, origin);
                }
                Err(because) => {
                    let (framework, element) = (from.id.clone(), element.id.clone());
                    let record = NotCarried { framework, element, title: named(from, index), because };
                    if !without.contains(&record) {
                        without.push(record);
                    }
                }
            }
        }
    }

    /// Carries over what has arrived at a framework between.
    pub fn over(&mut self, crosswalks: &[Crosswalk], between: &Arrived<'_>, known: &[Known]) {
        let from = between.framework;
        for reading in readings(crosswalks, from, &self.framework.id) {
            let Some((index, id, _)) = from.elements.get_full(reading.source()) else { continue };
            let known = &known[index];
            if known.claim.of_all.is_open() && known.claim.degree.is_open() {
                continue;
            }
            let (how, routes) = between.how(index, known);
            let origin = RouteSource {
                framework: from.id.clone(),
                element: id.clone(),
                title: named(from, index),
                assessed: false,
                degree: Interval::from(known.claim.used(reading.covers())),
                how,
                routes,
            };
            self.arrive(&reading, &known.claim, origin);
        }
    }

    fn arrive(&mut self, reading: &Reading<'_>, claim: &Claim, source: RouteSource) {
        let Some(index) = self.framework.elements.get_index_of(reading.target()) else { return };
        let claim = claim.through(reading.covers(), reading.covered());
        let interval = Interval::from(&claim.degree);
        self.routes[index].push((claim, Route { interval, source, relation: reading.record() }));
    }

    /// How what is known of an element came about, with the routes that say it.
    fn how(&self, index: ElementIndex, known: &Known) -> (String, Vec<Route>) {
        if let Some(whole) = known.from_above {
            let id = &self.framework.elements[whole].id;
            return (format!("carried over, as part of `{id}`"), [self.routes(index), self.routes(whole)].concat());
        }
        let routes = self.routes(index);
        let reached = |below: &ElementIndex| item(self.framework, *below).is_some() && !self.routes[*below].is_empty();
        let below = self.framework.below(index).iter().filter(|below| reached(below)).count();
        let count = words::count(routes.len(), "route", "routes");
        let items = words::count(below, "item", "items");
        let how = match (routes.is_empty(), known.from_below.as_ref().is_some_and(|parts| !parts.is_open())) {
            (false, true) => format!("carried over by {count}, and from its parts ({items} reached)"),
            (true, _) => format!("carried over from its parts ({items} reached)"),
            (false, false) => format!("carried over by {count}"),
        };
        (how, routes)
    }

    /// Whether nothing was carried.
    pub fn is_empty(&self) -> bool {
        self.routes.iter().all(Vec::is_empty)
    }

    /// What is known of every element.
    pub fn known(&self) -> Vec<Known> {
        let claims = |index: ElementIndex| self.routes[index].iter().map(|(claim, _)| claim.clone()).collect();
        spread(self.framework, &claims)
    }

    /// The routes to an element.
    pub fn routes(&self, index: ElementIndex) -> Vec<Route> {
        self.routes[index].iter().map(|(_, route)| route.clone()).collect()
    }

    /// The elements of which what is said cannot all hold.
    pub fn contradictions(&self, known: &[Known]) -> Vec<Contradiction> {
        let contradictory = known.iter().enumerate().filter(|(_, known)| known.contradictory);
        contradictory.map(|(index, of)| self.contradiction(index, of, known)).collect()
    }

    fn contradiction(&self, index: ElementIndex, of: &Known, known: &[Known]) -> Contradiction {
        let mut said: Vec<Saying> = self.routes[index].iter().map(|(_, route)| saying(route)).collect();
        if let Some(whole) = of.from_above {
            let by = format!("as part of {}", named(self.framework, whole));
            said.push(Saying { by, interval: Interval::from(&known[whole].claim.degree), place: String::new() });
        }
        if let Some(parts) = &of.from_below {
            let by = "its parts together".to_owned();
            said.push(Saying { by, interval: Interval::from(parts), place: String::new() });
        }
        Contradiction {
            framework: self.framework.id.clone(),
            element: self.framework.elements[index].id.clone(),
            title: named(self.framework, index),
            said,
            kept: Interval::from(&of.claim.degree),
        }
    }
}

fn saying(route: &Route) -> Saying {
    let source = &route.source;
    let by = format!("{}:{} ({})", source.framework, source.element, source.how);
    Saying { by, interval: route.interval.clone(), place: route.relation.place.clone() }
}

/// The title of an element, or its id where it has none.
fn named(framework: &Framework, index: ElementIndex) -> String {
    let element = &framework.elements[index];
    if element.title.is_empty() { element.id.clone() } else { element.title.clone() }
}
