//! Figures that others published, from their own data: the framework is written from the weights and criteria of the
//! files, the answers are those of the files, and every published figure has to come out exactly.
//!
//! The files stand in `../shared/data`, or where `GRADUS_DATA` says. They are no part of the repository; what is not
//! there is skipped, and said so on standard error (`cargo test --test published_data -- --nocapture`). Nothing here
//! depends on which countries, projects or years the files hold.

#[path = "published_data/badge.rs"]
mod badge;
#[path = "published_data/data.rs"]
mod data;
#[path = "published_data/engine.rs"]
mod engine;
#[path = "published_data/exact.rs"]
mod exact;
#[path = "published_data/godi.rs"]
mod godi;
#[path = "published_data/govtech.rs"]
mod govtech;
#[path = "published_data/odm.rs"]
mod odm;
#[path = "published_data/scorecard.rs"]
mod scorecard;
