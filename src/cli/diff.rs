//! `gradus framework diff`.

use super::error::{Failure, counted};
use super::output::Paint;
use super::{Context, Outcome, crosswalk, load, output};
use crate::difference::{Altered, Difference, Reasoned, Unmatched, difference};
use crate::load::{Library, Loader};
use crate::model::{Crosswalk, Framework};

/// Say what changed from one framework to another: two editions, two versions, or one that was tailored.
///
/// Where a crosswalk between the two is in the library, it says what became of what. Elsewhere, as between a framework and
/// its tailoring, elements are compared by their ids. `--by-id` compares so even where there is a crosswalk.
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The first framework: an id of the library, or a folder.
    from: String,
    /// The second framework, likewise.
    to: String,
    /// Compare by ids and words even where there is a crosswalk.
    #[arg(long)]
    by_id: bool,
    /// How to print it.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words for a reader.
    Text,
    /// For other programs.
    Json,
}

impl Diff {
    pub fn run(&self, context: &Context) -> Outcome {
        let library = load::library(context);
        let mut loader = Loader::new();
        // Both are looked at even where the first is wrong.
        let (from, to) = (find(&mut loader, &library, &self.from)?, find(&mut loader, &library, &self.to)?);
        let (Some(from), Some(to)) = (from, to) else { return Err(Failure::Input(Box::new(loader))) };
        let crosswalk = if self.by_id { None } else { between(&mut loader, &library, &from, &to) };
        if !loader.is_sound() {
            return Err(Failure::Input(Box::new(loader)));
        }
        super::error::problems(&loader, context.colour_errors);
        let found = difference(&from, &to, crosswalk.as_ref());
        match self.format {
            Format::Text => output::print(&text(&found, Paint(context.colour))),
            Format::Json => {
                let json = serde_json::to_string_pretty(&found);
                let json =
                    json.map_err(|error| Failure::Usage(format!("the difference cannot be written: {error}")))?;
                output::print(&format!("{json}\n"))
            }
        }
    }
}

fn find(loader: &mut Loader, library: &Library<'_>, name: &str) -> Result<Option<Framework>, Failure> {
    if let Some((store, folder)) = library.framework(name) {
        return Ok(loader.framework_of(store, &folder, library));
    }
    let folder = super::disk::tidy(name);
    if std::path::Path::new(&folder).is_dir() {
        return Ok(loader.framework_of(load::disk(), &folder, library));
    }
    Err(super::framework::unknown(library, name))
}

/// The crosswalk from the one to the other, or the other way round.
fn between(loader: &mut Loader, library: &Library<'_>, from: &Framework, to: &Framework) -> Option<Crosswalk> {
    let heads = crosswalk::heads(library);
    let names = [(from, to), (to, from)];
    let (id, first, second) = names.into_iter().find_map(|(first, second)| {
        let fits = |(from, to): &(String, String)| *from == first.id && *to == second.id;
        let (id, _) = heads.iter().find(|(_, head)| fits(head))?;
        Some((id, first, second))
    })?;
    let (store, path) = library.crosswalk(id)?;
    loader.crosswalk(store, &path, first, second)
}

fn text(found: &Difference, paint: Paint) -> String {
    let by = match &found.crosswalk {
        Some(crosswalk) => format!("What became of what is said by the crosswalk {crosswalk}."),
        None => "Elements are compared by their ids.".to_owned(),
    };
    let mut text = format!("{} -> {}\n{by}\n\n", paint.strong(&found.from), paint.strong(&found.to));
    let counts = [
        (found.same, "as before"),
        (found.altered.len(), "altered"),
        (found.new.len(), "new"),
        (found.gone.len(), "gone"),
    ];
    let counts: Vec<String> = counts.iter().map(|(count, words)| format!("{count} {words}")).collect();
    text.push_str(&format!("{}\n", counts.join(", ")));
    altered(&mut text, &found.altered, paint);
    unmatched(&mut text, "New", &found.new, paint);
    unmatched(&mut text, "Gone", &found.gone, paint);
    changes(&mut text, &found.changes, paint);
    match &found.rules {
        None => text.push_str("\nRules, kinds and scales are not compared: a crosswalk says nothing of them.\n"),
        Some(rules) if rules.is_empty() => {}
        Some(rules) => {
            text.push_str(&format!("\n{}\n", paint.strong("Rules, kinds and scales")));
            rules.iter().for_each(|rule| text.push_str(&format!("  {rule}\n")));
        }
    }
    for (ids, side) in found.unsaid.iter().zip(["first", "second"]) {
        if !ids.is_empty() {
            let count = counted(ids.len(), "element");
            text.push_str(&format!("\nNothing is said of {count} of the {side}: {}\n", ids.join(", ")));
        }
    }
    text
}

/// What the tailoring says that it does, and why.
fn changes(text: &mut String, changes: &[Reasoned], paint: Paint) {
    if !changes.is_empty() {
        text.push_str(&format!("\n{}\n", paint.strong("Changes by the tailoring")));
    }
    for change in changes {
        text.push_str(&format!("  {}\n    because: {}\n", change.words, change.because));
    }
}

fn altered(text: &mut String, elements: &[Altered], paint: Paint) {
    if !elements.is_empty() {
        text.push_str(&format!("\n{}\n", paint.strong("Altered")));
    }
    for element in elements {
        text.push_str(&format!("  {} {}\n", paint.strong(&element.element), element.words));
        element.how.iter().for_each(|how| text.push_str(&format!("    {how}\n")));
    }
}

fn unmatched(text: &mut String, title: &str, elements: &[Unmatched], paint: Paint) {
    if !elements.is_empty() {
        text.push_str(&format!("\n{}\n", paint.strong(title)));
    }
    for element in elements {
        text.push_str(&format!("  {} {}\n", paint.strong(&element.element), element.words));
        if !element.because.is_empty() {
            text.push_str(&format!("    because: {}\n", element.because));
        }
    }
}
