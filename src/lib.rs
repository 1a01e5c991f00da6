//! Gradus: an open engine for ISO/IEC 20000 conformity and IT-service-management capability assessment.
//!
//! Files are read as written shapes, checked into a model, assessed, and presented; arrows point one way:
//!
//! ```text
//! cli ──► report ──► explain ──► assessment
//!  │                                 ▲
//!  ├────► lint ──► assess ───────────┘
//!  │                 │
//!  └──► load ──► model ──► rule ──► scale, outcome ──► number
//!        └──────► yaml ──► codes ──► diagnostic ──► source
//! ```
//!
//! - [`load`] reads frameworks, questionnaires and engagements through a [`load::Store`] and collects every problem.
//! - [`assess::assess`] is a pure function from a checked engagement to an [`assessment::Assessment`].
//! - [`lint`] says what a framework or questionnaire says that can hardly be meant.
//! - [`sensitivity`] stands beside reports: it asks [`assess`](mod@assess) for the results of the same answers under other
//!   readings that the frameworks declare.
//! - [`carry`](mod@carry) carries results over to another framework by the relations of crosswalks, as intervals.
//! - [`plan::Plan`] gives the same outcomes for many assessments at once, from columns of answers, without explaining them.
//! - [`reach::reach`] says what questionnaires reach of a framework; it knows the model only.
//! - [`explain`] and [`report`] read nothing but that.
//!
//! ```
//! use gradus::load::{Embedded, Library, Loader};
//!
//! let library = Library::new(&Embedded, "");
//! let mut loader = Loader::new();
//! let (store, folder) = library.framework("iso-20000-1-2018").expect("it comes with the program");
//! let framework = loader.framework(store, &folder).expect("it is sound");
//! let requirements = framework.elements.values().filter(|element| element.kind == "requirement");
//! assert_eq!(requirements.count(), 382);
//! ```
//!
//! # Where this departs from the plan that it started from
//!
//! - 2026-11-23, `rule` also knows `yaml`, `codes` and `diagnostic`: a kind of rule is one file only if its written
//!   shape, its check and its evaluation stand together in it.
//! - 2026-11-23, the result types stand in `assessment`, apart from the engine in `assess`, so that reports cannot reach
//!   anything that rates.
//! - 2026-11-23, YAML is decoded in two steps of our own (`yaml`) behind the maintained parser: one step alone reports the
//!   first problem of a file only, and takes the clause 8.10 for a number.

#![deny(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types, clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]

pub mod assess;
pub mod assessment;
pub mod carry;
pub mod cases;
// The edge: files, terminal and exit codes live here and nowhere else.
#[allow(clippy::disallowed_macros, clippy::disallowed_methods)]
pub mod cli;
pub mod codes;
pub mod conduct;
pub mod diagnostic;
pub mod difference;
pub mod explain;
pub mod lint;
pub mod load;
pub mod model;
pub mod number;
pub mod outcome;
pub mod plan;
pub mod reach;
// Lengths on paper are the only floating-point numbers.
#[allow(clippy::float_arithmetic)]
pub mod report;
pub mod rule;
pub mod scale;
pub mod sensitivity;
pub mod source;
pub mod words;
pub mod yaml;
