//! How words look on the page, and the words of a document as pieces of one look.

use std::rc::Rc;

use crate::report::document::{Ink, Run, Style, Text, Tone};

use super::face::Weight;
use super::geometry::LEADING;

/// How a piece of text looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Which kind of font.
    pub weight: Weight,
    /// Size in points.
    pub size: f64,
    /// Colour.
    pub ink: Ink,
    /// Colour of the badge behind it.
    pub badge: Option<Tone>,
    /// Anchor it points to.
    pub link: Option<Rc<str>>,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The words, without control characters.
    pub text: String,
    /// How they look.
    pub look: Look,
}

impl Look {
    /// Plain words of a size.
    pub fn new(size: f64) -> Look {
        Look { weight: Weight::Regular, size, ink: Ink::Text, badge: None, link: None }
    }

    /// The same, strong.
    pub fn bold(self) -> Look {
        Look { weight: Weight::Bold, ..self }
    }

    /// The same, of fixed width and somewhat smaller, because the letters are wide.
    pub fn mono(self) -> Look {
        Look { weight: Weight::Mono, size: self.size * 0.92, ..self }
    }

    /// The same in a colour.
    pub fn ink(self, ink: Ink) -> Look {
        Look { ink, ..self }
    }

    /// Height of a line of such words.
    pub fn line_height(&self) -> f64 {
        self.size * LEADING
    }

    /// Words of this look.
    pub fn span(self, words: &str) -> Span {
        Span { text: clean(words), look: self }
    }

    fn of_run(&self, style: Style, tone: Tone, link: Option<&str>) -> Look {
        let mut look = self.clone();
        match style {
            Style::Plain => {}
            Style::Strong => look.weight = Weight::Bold,
            Style::Mono => look = look.mono(),
            Style::Muted => look.ink = Ink::Muted,
        }
        if tone != Tone::Plain {
            look.badge = Some(tone);
            look.ink = Ink::Tone(tone);
            look.size *= 0.94;
        }
        if let Some(anchor) = link {
            look.link = Some(anchor.into());
            if tone == Tone::Plain {
                look.ink = Ink::Tone(Tone::Accent);
            }
        }
        look
    }
}

/// The words of a document's text, based on a look; `known` says whether an anchor exists.
pub fn spans(text: &Text, base: &Look, known: impl Fn(&str) -> bool) -> Vec<Span> {
    let span = |run: &Run| {
        let link = run.link.as_deref().filter(|anchor| known(anchor));
        base.of_run(run.style, run.tone, link).span(&run.text)
    };
    text.0.iter().map(span).collect()
}

/// Replaces what cannot stand in a line: breaks become spaces; control characters and marks that turn the direction
/// of text, which could make a name read as another, become a visible sign.
fn clean(words: &str) -> String {
    let cleaned = words.chars().filter_map(|character| match character {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => Some(' '),
        // Soft hyphens are places for a break that this program does not use.
        '\u{ad}' => None,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        other if other.is_control() => Some('\u{fffd}'),
        other => Some(other),
    });
    cleaned.collect()
}

/// Whether a character takes no room and shows nothing by its nature.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(clean("a\tb\nc\u{202e}d\u{7}e\u{ad}f"), "a b c\u{fffd}d\u{fffd}ef");
    }

    #[test]
    fn a_link_to_nowhere_is_set_as_plain_words() {
        let text = Text::default().link("here", "one").link("nowhere", "two");
        let made = spans(&text, &Look::new(10.0), |anchor| anchor == "here");
        assert_eq!(made[0].look.link.as_deref(), Some("here"));
        assert_eq!(made[1].look, Look::new(10.0));
    }

    #[test]
    fn a_badge_is_strong_in_its_colour() {
        let text = Text::plain("Rating ").badge(Tone::Good, "F");
        let made = spans(&text, &Look::new(10.0), |_| true);
        assert_eq!(made[0].look, Look::new(10.0));
        assert_eq!(made[1].look.badge, Some(Tone::Good));
        assert_eq!(made[1].look.ink, Ink::Tone(Tone::Good));
        assert_eq!(made[1].look.weight, Weight::Bold);
    }
}
