//! Lines: where a text is broken, and its lines as marks.

use std::ops::Range;

use super::shape::{Cluster, Shaped};

/// A text ready to be broken into lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its words.
    pub shaped: Shaped,
    /// Distance from baseline to baseline.
    pub line_height: f64,
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its clusters in the text.
    pub clusters: Range<usize>,
    /// Its width without spaces at its end.
    pub width: f64,
}

/// Slack for sums of rounded widths.
const SLACK: f64 = 0.01;

impl Cluster {
    /// Its width with the room around it.
    pub fn room(&self) -> f64 {
        self.lead + self.width + self.trail
    }
}

impl Paragraph {
    /// A text of shaped words.
    pub fn new(shaped: Shaped, line_height: f64) -> Paragraph {
        Paragraph { shaped, line_height }
    }

    /// Width in a single line.
    pub fn natural_width(&self) -> f64 {
        self.width(0..self.shaped.clusters.len())
    }

    /// Width of the widest part that has no place for a break.
    pub fn widest_word(&self) -> f64 {
        let mut widest: f64 = 0.0;
        let mut start = 0;
        for (index, cluster) in self.shaped.clusters.iter().enumerate() {
            if cluster.breakable {
                widest = widest.max(self.width(start..index + 1));
                start = index + 1;
            }
        }
        widest.max(self.width(start..self.shaped.clusters.len()))
    }

    /// Breaks the text into lines of at most a width; a word that is wider is broken anywhere.
    pub fn lines(&self, width: f64) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut sum = 0.0;
        let mut place = None;
        let mut index = 0;
        while let Some(cluster) = self.shaped.clusters.get(index) {
            if !cluster.space && index > start && sum + cluster.room() > width + SLACK {
                let end = place.take().unwrap_or(index);
                lines.push(self.line(start..end));
                (start, index, sum) = (end, end, 0.0);
                continue;
            }
            sum += cluster.room();
            index += 1;
            if cluster.breakable {
                place = Some(index);
            }
        }
        if start < index {
            lines.push(self.line(start..index));
        }
        lines
    }

    /// Height of the text in lines of a width.
    pub fn height(&self, width: f64) -> f64 {
        self.lines(width).len() as f64 * self.line_height
    }

    /// The beginning of the text up to a width, followed by another text.
    pub fn cut(mut self, width: f64, tail: &Paragraph) -> Paragraph {
        let mut sum = 0.0;
        let fits = self.shaped.clusters.iter().take_while(|cluster| {
            sum += cluster.room();
            sum <= width
        });
        let count = fits.count();
        self.shaped.clusters.truncate(count);
        let glyphs = self.shaped.glyphs.len();
        let looks = self.shaped.looks.len();
        self.shaped.looks.extend(tail.shaped.looks.iter().cloned());
        self.shaped.glyphs.extend(&tail.shaped.glyphs);
        self.shaped.clusters.extend(tail.shaped.clusters.iter().map(|cluster| Cluster {
            look: cluster.look + looks,
            glyphs: cluster.glyphs.start + glyphs..cluster.glyphs.end + glyphs,
            ..cluster.clone()
        }));
        self
    }

    /// A stretch of the text as a line.
    pub fn line(&self, clusters: Range<usize>) -> Line {
        let width = self.width(clusters.clone());
        Line { clusters, width }
    }

    /// Width without the spaces at the end, which hang.
    pub fn width(&self, range: Range<usize>) -> f64 {
        let clusters = self.shaped.clusters.get(range).unwrap_or_default();
        let hanging = clusters.iter().rev().take_while(|cluster| cluster.space && cluster.trail == 0.0).count();
        clusters.iter().take(clusters.len() - hanging).map(Cluster::room).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::look::Look;
    use super::super::setter::Setter;
    use super::*;

    fn paragraph(words: &str) -> Paragraph {
        Setter::new(BTreeSet::new()).expect("the built-in fonts can be read").words(words, &Look::new(10.0))
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = paragraph("The organization shall determine external and internal issues 日本語の名前 that matter.");
        for width in [30.0, 60.0, 100.0, 250.0] {
            let lines = text.lines(width);
            assert!(lines.len() > 1);
            for line in &lines {
                assert!(line.width <= width + SLACK, "{} > {width}", line.width);
            }
            let covered: usize = lines.iter().map(|line| line.clusters.len()).sum();
            assert_eq!(covered, text.shaped.clusters.len());
        }
    }

    #[test]
    fn a_word_without_spaces_is_broken_anywhere() {
        let text = paragraph(&"x".repeat(10_000));
        let lines = text.lines(100.0);
        assert!(lines.len() > 300);
        assert!(lines.iter().all(|line| line.width <= 100.0 + SLACK));
    }

    #[test]
    fn a_width_of_nothing_ends() {
        assert_eq!(paragraph("abc").lines(0.0).len(), 3);
        assert!(paragraph("").lines(10.0).is_empty());
    }

    #[test]
    fn words_too_wide_end_in_an_ellipsis() {
        let mut setter = Setter::new(BTreeSet::new()).expect("the built-in fonts can be read");
        let look = Look::new(10.0);
        let fitted = setter.fitted("A very long title that does not fit", &look, 60.0);
        assert!(fitted.natural_width() <= 60.0);
        assert!(fitted.natural_width() > 40.0);
        assert_eq!(setter.fitted("short", &look, 60.0), setter.words("short", &look));
    }
}
