//! Formats: an assessment as bytes, one file each below `format/` and one line each in the list below.

pub mod html;
pub mod json;
pub mod pdf;

use super::document::Document;
use crate::assessment::Assessment;

/// Why a report could not be made. None of these comes from a checked assessment; they are faults of ours.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The PDF could not be made.
    #[error("the PDF cannot be made: {0}")]
    Pdf(#[from] pdf::PdfError),
    /// The HTML could not be made.
    #[error("the HTML cannot be made: {0}")]
    Html(#[from] html::HtmlError),
    /// The JSON could not be made.
    #[error("the JSON cannot be made: {0}")]
    Json(#[from] serde_json::Error),
}

macro_rules! formats {
    ($($(#[doc = $words:literal])+ $variant:ident $extension:literal $render:expr,)*) => {
        /// A format of reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
        pub enum Format {
            $($(#[doc = $words])+ $variant,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &[Format] = &[$(Format::$variant),*];

            /// The ending of its files.
            pub fn extension(self) -> &'static str {
                match self {
                    $(Format::$variant => $extension,)*
                }
            }

            /// The report of an assessment in this format.
            pub fn render(self, assessment: &Assessment) -> Result<Vec<u8>, FormatError> {
                let render: fn(&Assessment) -> Result<Vec<u8>, FormatError> = match self {
                    $(Format::$variant => $render,)*
                };
                render(assessment)
            }
        }
    };
}

formats! {
    /// Pages to print and to sign
    Pdf "pdf" |assessment| Ok(pdf::render(&document(assessment))?),
    /// One file for the browser, no network needed
    Html "html" |assessment| Ok(html::render(&document(assessment))?.into_bytes()),
    /// The whole result for other programs
    Json "json" |assessment| Ok(json::render(assessment)?.into_bytes()),
}

fn document(assessment: &Assessment) -> Document {
    super::section::document(assessment)
}
