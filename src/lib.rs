//! Gradus: an open engine for ISO/IEC 20000 conformity and IT-service-management capability assessment.

pub mod assess;
pub mod assessment;
pub mod cli;
pub mod codes;
pub mod diagnostic;
pub mod explain;
pub mod load;
pub mod model;
pub mod number;
pub mod outcome;
pub mod report;
pub mod rule;
pub mod scale;
pub mod source;
pub mod words;
pub mod yaml;
