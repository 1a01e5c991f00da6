//! Loading for commands: the library, and the assessment that a command is about.

use jiff::civil::Date;

use super::Context;
use super::disk::{Disk, tidy};
use super::error::{self, Failure};
use crate::assess::assess;
use crate::assessment::Assessment;
use crate::load::{Embedded, Library, Loaded, Loader};

static DISK: Disk = Disk;
static EMBEDDED: Embedded = Embedded;

/// What comes with the program, behind what the user puts first.
pub(super) fn library(context: &Context) -> Library<'static> {
    let shipped = Library::new(&EMBEDDED, "");
    match &context.library {
        Some(folder) => shipped.with_first(&DISK, tidy(folder)),
        None => shipped,
    }
}

/// Loads an assessment folder; warnings are printed, errors end the command.
pub(super) fn engagement(context: &Context, folder: &str) -> Result<Loaded, Failure> {
    let mut loader = Loader::new();
    match loader.engagement(&DISK, &tidy(folder), &library(context)) {
        Some(loaded) => {
            error::problems(&loader, context.colour_errors);
            Ok(loaded)
        }
        None => Err(Failure::Input(Box::new(loader))),
    }
}

/// Loads and assesses a folder with the knowledge of a day, the report's date if none is given.
pub(super) fn assessment(context: &Context, folder: &str, as_of: Option<Date>) -> Result<Assessment, Failure> {
    let loaded = engagement(context, folder)?;
    let as_of = as_of.unwrap_or(loaded.engagement.agreement.report);
    Ok(assess(&loaded, as_of))
}

/// The store of the user's files.
pub(super) fn disk() -> &'static Disk {
    &DISK
}
