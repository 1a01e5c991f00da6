//! Random frameworks and answers, written as YAML, and a naive scorer for them that shares no code with the crate.

pub mod answers;
pub mod draw;
mod draw_rules;
pub mod engine;
pub mod exact;
pub mod fraction;
pub mod model;
pub mod numbers;
mod rules;
pub mod score;
pub mod shrink;
pub mod write;
