//! The anchors of a document, so that a link to nowhere does not look like a link.

use std::collections::BTreeSet;

use crate::report::document::{Block, Document};

/// All anchors that blocks of a document carry.
pub fn collect(document: &Document) -> BTreeSet<String> {
    let chapters = document.chapters.iter();
    let blocks = document.cover.iter().chain(chapters.clone().flat_map(|chapter| &chapter.blocks));
    let mut anchors: BTreeSet<String> = blocks.flat_map(of_block).map(str::to_owned).collect();
    anchors.extend(chapters.map(|chapter| chapter.anchor.clone()));
    anchors.remove("");
    anchors
}

fn of_block(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading { anchor, .. } => vec![anchor],
        Block::Table(table) => table.rows.iter().filter_map(|row| row.anchor.as_deref()).collect(),
        Block::Figure(figure) => vec![&figure.anchor],
        Block::Derivation(derivation) => vec![&derivation.anchor],
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Facts(_)
        | Block::Tiles(_)
        | Block::Callout { .. }
        | Block::PageBreak => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_kind_of_anchor_is_found() {
        let anchors = collect(&sample::everything(3));
        for anchor in ["one", "findings", "summary", "detail", "row-2", "radar", "why"] {
            assert!(anchors.contains(anchor), "{anchor}");
        }
        assert!(!anchors.contains("nowhere"));
    }
}
