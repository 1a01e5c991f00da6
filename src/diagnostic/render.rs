//! Diagnostics as text for a terminal: the message, the lines of the file it is about, and what to do.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::Place;

/// Renders one diagnostic; `text_of` gives the text of a file by its name, where there is one.
pub fn render(diagnostic: &Diagnostic, text_of: impl Fn(&str) -> Option<String>, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let files = by_file(diagnostic, text_of);
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.name));
    for (name, text, marks) in &files {
        group = if text.is_empty() {
            group.element(Origin::path(*name))
        } else {
            group.element(Snippet::source(text).path(*name).annotations(marks.iter().map(|mark| mark.annotation(text))))
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// A stretch of a file with a few words at it.
struct Mark<'a> {
    place: &'a Place,
    words: &'a str,
    kind: AnnotationKind,
}

impl<'a> Mark<'a> {
    fn annotation(&self, text: &str) -> Annotation<'a> {
        let start = self.place.start.min(text.len());
        let end = (self.place.start + self.place.length).min(text.len());
        let annotation = self.kind.span(start..end);
        if self.words.is_empty() { annotation } else { annotation.label(self.words) }
    }
}

/// The places of a diagnostic, those of one file together, so that their order in the file is seen.
fn by_file<'a>(
    diagnostic: &'a Diagnostic,
    text_of: impl Fn(&str) -> Option<String>,
) -> Vec<(&'a str, String, Vec<Mark<'a>>)> {
    let first = Mark { place: &diagnostic.place, words: &diagnostic.label, kind: AnnotationKind::Primary };
    let others = diagnostic.related.iter();
    let others = others.map(|(place, words)| Mark { place, words, kind: AnnotationKind::Context });
    let mut files: Vec<(&str, String, Vec<Mark>)> = Vec::new();
    for mark in std::iter::once(first).chain(others) {
        match files.iter_mut().find(|(name, ..)| **name == *mark.place.file) {
            Some((.., marks)) => marks.push(mark),
            None => {
                let name: &str = &mark.place.file;
                files.push((name, text_of(name).unwrap_or_default(), vec![mark]));
            }
        }
    }
    files
}
