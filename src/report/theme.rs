//! The colours of every report, in one place: told apart by people with colour blindness and in grey print.

use super::document::{Ink, Tone};

/// Red, green and blue, 0 to 255.
pub type Rgb = (u8, u8, u8);

/// The colour of an ink.
pub fn colour(ink: Ink) -> Rgb {
    match ink {
        Ink::Text => (0x1b, 0x24, 0x30),
        Ink::Muted => (0x5b, 0x66, 0x75),
        Ink::Grid => (0xd3, 0xd9, 0xe0),
        Ink::Paper => (0xff, 0xff, 0xff),
        Ink::Tone(tone) => strong(tone),
        Ink::Soft(tone) => soft(tone),
    }
}

fn strong(tone: Tone) -> Rgb {
    match tone {
        Tone::Plain => (0x1b, 0x24, 0x30),
        Tone::Good => (0x0b, 0x5d, 0x4b),
        Tone::Fair => (0x2f, 0x6f, 0x9f),
        Tone::Weak => (0x9a, 0x5b, 0x00),
        Tone::Bad => (0x9e, 0x1b, 0x32),
        Tone::Open => (0x5b, 0x66, 0x75),
        Tone::Void => (0x7a, 0x84, 0x90),
        Tone::Accent => (0x1f, 0x3a, 0x68),
    }
}

fn soft(tone: Tone) -> Rgb {
    match tone {
        Tone::Plain => (0xff, 0xff, 0xff),
        Tone::Good => (0xa9, 0xd8, 0xc5),
        Tone::Fair => (0xd3, 0xe6, 0xf3),
        Tone::Weak => (0xfb, 0xe2, 0xb0),
        Tone::Bad => (0xf3, 0xb8, 0xb5),
        Tone::Open => (0xec, 0xee, 0xf1),
        Tone::Void => (0xf7, 0xf8, 0xf9),
        Tone::Accent => (0xc9, 0xd6, 0xea),
    }
}
