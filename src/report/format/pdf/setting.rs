//! Setting lines: their words, badges and links as marks at a place.

use std::ops::Range;
use std::rc::Rc;

use crate::report::document::{Align, Ink};

use super::geometry::BASELINE;
use super::line::{Line, Paragraph};
use super::mark::{Mark, Words};
use super::shape::Cluster;

impl Paragraph {
    /// Sets all lines below each other from a top edge; gives the height.
    pub fn set(&self, x: f64, top: f64, width: f64, align: Align, marks: &mut Vec<Mark>) -> f64 {
        let lines = self.lines(width);
        for (index, line) in lines.iter().enumerate() {
            self.set_line(line, x, top + index as f64 * self.line_height, width, align, marks);
        }
        lines.len() as f64 * self.line_height
    }

    /// Sets one line into a box of a width whose top edge is given.
    pub fn set_line(&self, line: &Line, x: f64, top: f64, width: f64, align: Align, marks: &mut Vec<Mark>) {
        let shift = match align {
            Align::Start => 0.0,
            Align::Middle => (width - line.width) / 2.0,
            Align::End => width - line.width,
        };
        self.set_at(line, x + shift.max(0.0), top + self.line_height * BASELINE, marks);
    }

    /// Sets the whole text in one line whose baseline begins at a point.
    pub fn set_on_baseline(&self, x: f64, baseline: f64, marks: &mut Vec<Mark>) {
        self.set_at(&self.line(0..self.shaped.clusters.len()), x, baseline, marks);
    }

    fn set_at(&self, line: &Line, x: f64, baseline: f64, marks: &mut Vec<Mark>) {
        let mut pen = x;
        let mut words = Vec::new();
        let mut rest = line.clusters.clone();
        while let Some(first) = self.shaped.clusters.get(rest.start).filter(|_| !rest.is_empty()) {
            let run = self.same(rest.clone(), |other| other.look == first.look);
            rest.start = run.end;
            let width = self.width(run.clone());
            self.decorate(first, pen, width, baseline, marks);
            let mut parts = run.clone();
            while let Some(first) = self.shaped.clusters.get(parts.start).filter(|_| !parts.is_empty()) {
                let part = self.same(parts.clone(), |other| other.face == first.face);
                parts.start = part.end;
                pen += first.lead;
                words.extend(self.words(part.clone(), pen, baseline));
                let clusters = self.shaped.clusters.get(part).unwrap_or_default();
                pen += clusters.iter().map(Cluster::room).sum::<f64>() - first.lead;
            }
        }
        // Letters stand above the badges and lines of the whole line.
        marks.extend(words.into_iter().map(Mark::Words));
    }

    /// The badge behind a stretch of one look, or the line below a link, and the link itself.
    fn decorate(&self, first: &Cluster, x: f64, width: f64, baseline: f64, marks: &mut Vec<Mark>) {
        let Some(look) = self.shaped.looks.get(first.look) else {
            return;
        };
        let size = look.size;
        if let Some(tone) = look.badge {
            let ink = Ink::Soft(tone);
            let y = baseline - size * 0.95;
            marks.push(Mark::Panel { x, y, width, height: size * 1.24, radius: size * 0.3, ink });
        }
        if let Some(to) = &look.link {
            if look.badge.is_none() {
                let y = baseline + size * 0.16;
                marks.push(Mark::Rule { from: (x, y), to: (x + width, y), width: 0.35, ink: look.ink });
            }
            let (y, height) = (baseline - size, size * 1.3);
            marks.push(Mark::Link { x, y, width, height, to: Rc::clone(to) });
        }
    }

    fn words(&self, clusters: Range<usize>, x: f64, baseline: f64) -> Option<Words> {
        let first = self.shaped.clusters.get(clusters.start)?;
        let last = self.shaped.clusters.get(clusters.end.checked_sub(1)?)?;
        let look = self.shaped.looks.get(first.look)?;
        let glyphs = self.shaped.glyphs.get(first.glyphs.start..last.glyphs.end)?;
        if glyphs.is_empty() {
            return None;
        }
        Some(Words {
            x,
            baseline,
            face: first.face,
            weight: look.weight,
            size: look.size,
            ink: look.ink,
            glyphs: glyphs.into(),
        })
    }

    /// The leading part of a range for which a condition holds.
    fn same(&self, range: Range<usize>, holds: impl Fn(&Cluster) -> bool) -> Range<usize> {
        let clusters = self.shaped.clusters.get(range.clone()).unwrap_or_default();
        range.start..range.start + clusters.iter().take_while(|cluster| holds(cluster)).count().max(1)
    }
}
