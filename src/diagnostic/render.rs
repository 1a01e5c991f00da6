//! Diagnostics as text for a terminal: the message, the lines of the file it is about, and what to do.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::Place;

/// Renders one diagnostic; `text_of` gives the text of a file by its name, where there is one.
pub fn render<'t>(diagnostic: &Diagnostic, text_of: impl Fn(&str) -> Option<&'t str>, colour: bool) -> String {
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
            let marks = marks.iter().map(|mark| mark.annotation(text));
            group.element(Snippet::source(*text).path(*name).annotations(marks))
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
        // A place in the middle of a character would be a panic in the printer; the whole character is shown instead.
        let mut start = self.place.start.min(text.len());
        let mut end = self.place.start.saturating_add(self.place.length).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let annotation = self.kind.span(start..end);
        if self.words.is_empty() { annotation } else { annotation.label(self.words) }
    }
}

/// The places of a diagnostic, those of one file together, so that their order in the file is seen.
fn by_file<'a, 't>(
    diagnostic: &'a Diagnostic,
    text_of: impl Fn(&str) -> Option<&'t str>,
) -> Vec<(&'a str, &'t str, Vec<Mark<'a>>)> {
    let first = Mark { place: &diagnostic.place, words: &diagnostic.label, kind: AnnotationKind::Primary };
    let others = diagnostic.related.iter();
    let others = others.map(|(place, words)| Mark { place, words, kind: AnnotationKind::Context });
    let mut files: Vec<(&str, &str, Vec<Mark>)> = Vec::new();
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

#[cfg(test)]
mod tests {
    use super::render;
    use crate::codes;
    use crate::diagnostic::Diagnostic;
    use crate::source::Place;

    #[test]
    fn a_place_inside_a_character_or_behind_the_end_shows_the_whole_character() {
        let text = "title: 日本\n";
        for (start, length) in [(8, 1), (8, 3), (7, 7), (12, 900), (900, 1), (usize::MAX / 2, 1)] {
            let place = Place { start, length, ..Place::whole(&"a.yaml".into()) };
            let problem = Diagnostic::error(codes::WRONG_VALUE, &place, "wrong").related(&place, "here");
            assert!(render(&problem, |_| Some(text), false).contains("title: 日本"), "{start} {length}");
        }
    }
}
