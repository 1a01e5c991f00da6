//! How long things take, each beside something that does less, so that the difference says what our part costs.
//!
//! `cargo bench` runs all of it, `cargo bench -- load` one part. Times of different runs or machines say little; the
//! ratio of two lines of one run says something.

#[path = "../../tests/common/mod.rs"]
mod common;

mod assess;
mod load;
mod process;
mod render;
mod words;

/// The example that everything is measured with: 382 requirements, 33 processes, 18 files of responses.
const EXAMPLE: &str = "examples/mid-size-provider";

fn main() {
    process::announce();
    divan::main();
}
