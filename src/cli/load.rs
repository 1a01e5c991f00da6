//! Loading for commands: the library, and the assessment that a command is about.

use jiff::civil::Date;

use super::Context;
use super::disk::{Disk, tidy};
use super::error::{self, Failure};
use crate::assess::assess;
use crate::assessment::Assessment;
use crate::diagnostic::suggestion;
use crate::load::{Embedded, Library, Loader};
use crate::model::Loaded;
use crate::sensitivity::{self, Asked, Sensitivity};

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

/// What an assessment ships itself.
pub(super) fn own(folder: &str) -> Library<'static> {
    Library::new(&DISK, folder)
}

/// Loads an assessment folder; warnings are printed, errors end the command.
pub(super) fn read(context: &Context, folder: &str) -> Result<(Loaded, Loader), Failure> {
    let mut loader = Loader::new();
    match loader.engagement(&DISK, &tidy(folder), &library(context)) {
        Some(loaded) => {
            error::problems(&loader, context.colour_errors);
            Ok((loaded, loader))
        }
        None => Err(Failure::Input(Box::new(loader))),
    }
}

/// Loads and assesses a folder with the knowledge of a day, the report's date if none is given.
pub(super) fn assessment(context: &Context, folder: &str, as_of: Option<Date>) -> Result<Assessment, Failure> {
    let (loaded, mut loader) = read(context, folder)?;
    let as_of = as_of.unwrap_or(loaded.engagement.agreement.report);
    assess(&loaded, as_of).map_err(|refused| {
        loader.refuse(refused, &tidy(folder));
        Failure::Input(Box::new(loader))
    })
}

/// Loads a folder and tries the other readings of its frameworks, with the knowledge of a day.
pub(super) fn sensitivity(
    context: &Context,
    folder: &str,
    as_of: Option<Date>,
    asked: &Asked,
) -> Result<Sensitivity, Failure> {
    let (loaded, mut loader) = read(context, folder)?;
    for kind in &asked.kinds {
        let known = loaded.frameworks.iter().flat_map(|framework| framework.kinds.keys().map(String::as_str));
        if known.clone().all(|known| known != kind) {
            let help = suggestion(kind, known);
            return Err(Failure::Usage(format!("no kind of element is named `{kind}`; {help}")));
        }
    }
    let as_of = as_of.unwrap_or(loaded.engagement.agreement.report);
    sensitivity::sensitivity(&loaded, as_of, asked).map_err(|refused| {
        loader.refuse(refused, &tidy(folder));
        Failure::Input(Box::new(loader))
    })
}

/// What comes with the program.
pub(super) fn embedded() -> &'static Embedded {
    &EMBEDDED
}

/// The store of the user's files.
pub(super) fn disk() -> &'static Disk {
    &DISK
}
