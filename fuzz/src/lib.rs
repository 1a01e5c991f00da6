//! What the fuzzing targets share. Each target is a function of bytes; whatever ends in a panic, takes longer than the
//! limit or more memory than the limit is a fault.

mod drive;
mod files;
mod generate;
mod plan;
mod watch;

pub use drive::{assessment, framework, structured};
pub use files::Files;
pub use watch::watched;

/// The files that the input of a target stands for, for reading what an input says.
pub fn files_of(target: &str, bytes: &[u8]) -> Files {
    match target {
        "framework" => drive::framework_files(bytes),
        "assessment" => drive::assessment_files(bytes),
        _ => generate::files(bytes),
    }
}
