//! Derivations: how a result came about, as an indented tree.

use crate::report::document::{Align, Branch, Derivation, Ink, Tone};

use super::geometry::{LEFT, SMALL, TINY, WIDTH};
use super::look::Look;
use super::mark::Mark;
use super::setter::Setter;
use super::slab::Slab;

/// Indent of one level.
const STEP: f64 = 13.0;
/// Deeper levels are not indented further, or there would be no room for words.
const DEEPEST: u8 = 18;

/// Where the stem of the outermost level stands.
const STEM: f64 = LEFT + 6.0;
/// Room above and below the words of a line.
const ABOVE: f64 = 1.4;

/// Sets a derivation.
pub fn set_derivation(derivation: &Derivation, setter: &mut Setter) -> Vec<Slab> {
    let mut marks = Vec::new();
    let title = setter.text(&derivation.title, &Look::new(SMALL + 0.6).bold());
    let height = 2.0 + title.set(LEFT, 2.0, WIDTH, Align::Start, &mut marks) + 3.0;
    let ink = Ink::Tone(Tone::Accent);
    marks.push(Mark::Rule { from: (LEFT, height), to: (LEFT + WIDTH, height), width: 0.6, ink });
    let mut rest = derivation.lines.as_slice();
    let first = Slab { height, before: 10.0, marks, keep: !rest.is_empty(), ..Slab::default() };
    let mut slabs = vec![first.anchored(&derivation.anchor)];
    while let Some((line, below)) = rest.split_first() {
        // The first line stands off the rule below the title, and the stems with it.
        let extra = if slabs.len() == 1 { 3.0 } else { 0.0 };
        slabs.push(branch(line, below, extra, setter));
        rest = below;
    }
    if let Some(last) = slabs.last_mut() {
        last.after = 12.0;
    }
    slabs
}

fn branch(line: &Branch, below: &[Branch], extra: f64, setter: &mut Setter) -> Slab {
    let depth = line.depth.min(DEEPEST);
    let stem = |level: u8| STEM + f64::from(level) * STEP;
    let x = stem(depth) + 9.0;
    let base = Look::new(SMALL);
    let mut words = setter.pieces(&line.text, &base);
    if !line.place.is_empty() {
        words.push(Look::new(TINY).span("   "));
        words.push(Look::new(TINY).mono().ink(Ink::Muted).span(&line.place));
    }
    let set = setter.spans(&words, &base);
    let top = ABOVE + extra;
    let mut marks = Vec::new();
    let height = set.set(x, top, LEFT + WIDTH - x, Align::Start, &mut marks).max(set.line_height) + top + ABOVE;
    let middle = top + set.line_height * 0.5;
    let mut rule = |from, to| marks.push(Mark::Rule { from, to, width: 0.6, ink: Ink::Grid });
    for level in 0..=depth {
        let end = match (goes_on(level, below), level == depth) {
            (true, _) => height,
            (false, true) => middle,
            (false, false) => continue,
        };
        rule((stem(level), 0.0), (stem(level), end));
    }
    rule((stem(depth), middle), (stem(depth) + 6.0, middle));
    Slab { height, marks, ..Slab::default() }
}

/// Whether a further line hangs at the stem of a level before that stem's own line ends.
fn goes_on(level: u8, below: &[Branch]) -> bool {
    let next = below.iter().find(|line| line.depth.min(DEEPEST) <= level);
    next.is_some_and(|line| line.depth.min(DEEPEST) == level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_ends_at_its_last_line() {
        let line = |depth| Branch { depth, ..Branch { depth: 0, text: "x".into(), place: String::new() } };
        let below = [line(2), line(1), line(0)];
        assert!(goes_on(0, &below));
        assert!(goes_on(1, &below));
        assert!(goes_on(2, &below));
        assert!(!goes_on(1, &below[2..]));
        assert!(!goes_on(0, &[]));
    }
}
