//! The colours of [`crate::report::theme`] as names that the style sheet uses.

use serde::Serialize;

use crate::report::document::{Ink, Tone};
use crate::report::theme;

/// All tones.
const TONES: [Tone; 8] =
    [Tone::Plain, Tone::Good, Tone::Fair, Tone::Weak, Tone::Bad, Tone::Open, Tone::Void, Tone::Accent];

/// A colour with the name by which the style sheet knows it.
#[derive(Serialize)]
pub struct Colour {
    /// The name, as in `var(--soft-good)`.
    pub name: String,
    /// The colour, as in `#a9d8c5`.
    pub value: String,
}

/// All colours of the theme.
pub fn colours() -> Vec<Colour> {
    inks().map(|ink| Colour { name: name(ink), value: value(ink) }).collect()
}

/// The name of an ink in the style sheet.
pub fn name(ink: Ink) -> String {
    match ink {
        Ink::Text => "text".to_owned(),
        Ink::Muted => "muted".to_owned(),
        Ink::Grid => "grid".to_owned(),
        Ink::Paper => "paper".to_owned(),
        Ink::Tone(tone) => tone_name(tone).to_owned(),
        Ink::Soft(tone) => format!("soft-{}", tone_name(tone)),
    }
}

/// The name of a tone in the style sheet.
pub fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Fair => "fair",
        Tone::Weak => "weak",
        Tone::Bad => "bad",
        Tone::Open => "open",
        Tone::Void => "void",
        Tone::Accent => "accent",
    }
}

fn inks() -> impl Iterator<Item = Ink> {
    let general = [Ink::Text, Ink::Muted, Ink::Grid, Ink::Paper];
    general.into_iter().chain(TONES.map(Ink::Tone)).chain(TONES.map(Ink::Soft))
}

fn value(ink: Ink) -> String {
    let (red, green, blue) = theme::colour(ink);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Contrast of two colours as WCAG 2.2 defines it.
    fn contrast(one: Ink, other: Ink) -> f64 {
        let luminance = |ink| {
            let (red, green, blue) = theme::colour(ink);
            let linear = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    #[test]
    fn every_ink_has_a_name_of_its_own() {
        let names: BTreeSet<String> = colours().into_iter().map(|colour| colour.name).collect();
        assert_eq!(names.len(), inks().count());
        assert!(names.contains("soft-good") && names.contains("text"));
    }

    #[test]
    fn letters_are_readable_on_what_the_style_sheet_puts_behind_them() {
        let mut pairs = vec![
            (Ink::Paper, Ink::Tone(Tone::Accent)),
            (Ink::Soft(Tone::Accent), Ink::Tone(Tone::Accent)),
            (Ink::Muted, Ink::Paper),
            (Ink::Muted, Ink::Soft(Tone::Void)),
            (Ink::Muted, Ink::Soft(Tone::Open)),
        ];
        for tone in TONES {
            pairs.push((Ink::Text, Ink::Soft(tone)));
            pairs.push((Ink::Tone(Tone::Accent), Ink::Soft(tone)));
        }
        for (letters, ground) in pairs {
            let contrast = contrast(letters, ground);
            assert!(contrast >= 4.5, "{letters:?} on {ground:?}: {contrast:.2}");
        }
    }
}
