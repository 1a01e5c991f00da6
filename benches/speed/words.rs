//! The words of a document one after the other: the least that any format has to do.

use gradus::report::document::{Block, Document, Text};

pub fn of(document: &Document) -> String {
    let mut words = Words(String::new());
    words.line(&document.title);
    words.line(&document.subtitle);
    words.blocks(&document.cover);
    for chapter in &document.chapters {
        words.line(&chapter.title);
        words.blocks(&chapter.blocks);
    }
    words.0
}

struct Words(String);

impl Words {
    fn line(&mut self, words: &str) {
        self.0.push_str(words);
        self.0.push(' ');
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            self.0.push_str(&run.text);
        }
        self.0.push(' ');
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { title, .. } => self.line(title),
            Block::Paragraph(text) => self.text(text),
            Block::List(items) => items.iter().for_each(|item| self.text(item)),
            Block::Facts(facts) => {
                for fact in facts {
                    self.line(&fact.term);
                    self.text(&fact.text);
                }
            }
            Block::Table(table) => {
                self.line(&table.caption);
                table.columns.iter().for_each(|column| self.line(&column.title));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.text(&cell.text));
            }
            Block::Figure(figure) => {
                self.line(&figure.caption);
                self.line(&figure.description);
            }
            Block::Tiles(tiles) => {
                for words in tiles.iter().flat_map(|tile| [&tile.label, &tile.value, &tile.note]) {
                    self.line(words);
                }
            }
            Block::Callout { title, body, .. } => {
                self.line(title);
                body.iter().for_each(|text| self.text(text));
            }
            Block::Derivation(derivation) => {
                self.text(&derivation.title);
                for line in &derivation.lines {
                    self.text(&line.text);
                    self.line(&line.place);
                }
            }
            Block::PageBreak => {}
        }
    }
}
