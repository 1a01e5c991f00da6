//! Charts: drawings from figures that an assessment already holds.
