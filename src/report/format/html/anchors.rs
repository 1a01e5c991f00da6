//! Anchors of the document as ids of the page.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::report::document::{Block, Document};

/// The anchors that a document offers, and those that already have their place in the page.
pub struct Anchors {
    offered: BTreeSet<String>,
    placed: BTreeSet<String>,
}

impl Anchors {
    /// Collects all anchors of a document, so that links know which of them exist.
    pub fn of(document: &Document) -> Anchors {
        let mut offered = BTreeSet::new();
        let chapters = document.chapters.iter();
        offered.extend(chapters.clone().map(|chapter| chapter.anchor.clone()));
        for block in document.cover.iter().chain(chapters.flat_map(|chapter| &chapter.blocks)) {
            match block {
                Block::Heading { anchor, .. } => {
                    offered.insert(anchor.clone());
                }
                Block::Table(table) => offered.extend(table.rows.iter().filter_map(|row| row.anchor.clone())),
                Block::Figure(figure) => {
                    offered.insert(figure.anchor.clone());
                }
                Block::Derivation(derivation) => {
                    offered.insert(derivation.anchor.clone());
                }
                Block::Paragraph(_)
                | Block::List(_)
                | Block::Facts(_)
                | Block::Tiles(_)
                | Block::Callout { .. }
                | Block::PageBreak => {}
            }
        }
        Anchors { offered, placed: BTreeSet::new() }
    }

    /// The id of the element that an anchor stands at; none if an earlier element already has it.
    pub fn place(&mut self, anchor: &str) -> Option<String> {
        self.placed.insert(anchor.to_owned()).then(|| id(anchor))
    }

    /// Where a link to an anchor goes; none if the document does not offer the anchor.
    pub fn href(&self, anchor: &str) -> Option<String> {
        self.offered.contains(anchor).then(|| format!("#{}", id(anchor)))
    }
}

/// An id that is safe in attributes, in addresses and in style sheets, and different for different anchors.
///
/// Letters, digits and hyphens stand for themselves, any other character is written as its number between
/// underscores. The prefix keeps the ids of anchors apart from those that the templates give.
pub fn id(anchor: &str) -> String {
    let mut id = String::from("a-");
    for character in anchor.chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            id.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(id, "_{:x}_", u32::from(character));
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_different_anchors_differ() {
        let anchors = ["", "a b", "a_b", "a_20_b", "a/b", "a.b", "a:b", "A b", "ab", "a", "ż", "z", "_7a_", "a-b"];
        let ids: BTreeSet<String> = anchors.iter().map(|anchor| id(anchor)).collect();
        assert_eq!(ids.len(), anchors.len(), "{ids:?}");
    }

    #[test]
    fn ids_are_safe_everywhere() {
        let id = id("clause/8.1: \"><b> & \u{202e}日本");
        assert!(id.starts_with("a-clause_2f_8_2e_1_3a_"), "{id}");
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{id}");
    }
}
