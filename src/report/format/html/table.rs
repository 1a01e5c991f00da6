//! Tables: rectangular whatever the document says, in groups below their strong rows.

use serde::Serialize;

use super::palette::tone_name;
use super::view::{Composer, RunView};
use crate::report::document::{Align, Cell, Row, Table, Tone};

/// Tables of up to this many columns fit any screen.
const FITTING_COLUMNS: usize = 3;
/// A column whose longest cell has more characters than this holds sentences.
const LONGEST_SCANNED: usize = 28;

/// A table, ready for the template.
#[derive(Serialize)]
pub struct TableView {
    number: usize,
    caption: String,
    narrow: Narrow,
    columns: Vec<ColumnView>,
    groups: Vec<Vec<RowView>>,
}

/// What a table does on a narrow screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Narrow {
    /// It fits as it is.
    Fit,
    /// It scrolls sideways inside its box: many columns of few words, to be compared with each other.
    Scroll,
    /// Its rows become cards, one line for each column: sentences, to be read.
    Stack,
}

#[derive(Serialize)]
struct ColumnView {
    title: String,
    align: &'static str,
    percent: u64,
}

#[derive(Serialize)]
struct RowView {
    id: Option<String>,
    is_strong: bool,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    text: Vec<RunView>,
    tone: Option<&'static str>,
    /// The scope of a cell that heads its row or the rows below it.
    scope: Option<&'static str>,
}

/// Turns a table into its view. Missing cells are empty; surplus cells get columns without a header, so that nothing
/// that the document says is lost.
pub fn view(table: &Table, number: usize, composer: &mut Composer) -> TableView {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(table.columns.len());
    let shares: u64 = table.columns.iter().map(|column| u64::from(column.share)).sum();
    let percent = |share: u16| (u64::from(share) * 100).checked_div(shares).unwrap_or_default();
    let mut columns: Vec<ColumnView> = table
        .columns
        .iter()
        .map(|column| ColumnView {
            title: column.title.clone(),
            align: align_name(column.align),
            percent: if width > table.columns.len() { 0 } else { percent(column.share) },
        })
        .collect();
    columns.resize_with(width, || ColumnView { title: String::new(), align: "start", percent: 0 });
    TableView {
        number,
        caption: table.caption.clone(),
        narrow: narrow(table, width),
        columns,
        groups: groups(&table.rows, width, composer),
    }
}

fn align_name(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    }
}

fn narrow(table: &Table, width: usize) -> Narrow {
    let length = |cell: &Cell| cell.text.0.iter().map(|run| run.text.chars().count()).sum::<usize>();
    if width <= FITTING_COLUMNS {
        Narrow::Fit
    } else if table.rows.iter().flat_map(|row| &row.cells).any(|cell| length(cell) > LONGEST_SCANNED) {
        Narrow::Stack
    } else {
        Narrow::Scroll
    }
}

/// Rows in groups, each strong row with those below it.
fn groups(rows: &[Row], width: usize, composer: &mut Composer) -> Vec<Vec<RowView>> {
    let mut groups: Vec<Vec<RowView>> = Vec::new();
    for row in rows {
        let view = row_view(row, width, composer);
        match groups.last_mut() {
            Some(group) if !row.strong => group.push(view),
            _ => groups.push(vec![view]),
        }
    }
    groups
}

fn row_view(row: &Row, width: usize, composer: &mut Composer) -> RowView {
    let id = row.anchor.as_deref().and_then(|anchor| composer.place(anchor));
    let empty = Cell::default();
    let cells = (0..width).map(|index| {
        let cell = row.cells.get(index).unwrap_or(&empty);
        let heads = index == 0 && width > 1 && !cell.text.words().trim().is_empty();
        CellView {
            text: composer.text(&cell.text),
            tone: (cell.tone != Tone::Plain).then(|| tone_name(cell.tone)),
            scope: heads.then_some(if row.strong { "rowgroup" } else { "row" }),
        }
    });
    let cells = cells.collect();
    RowView { id, is_strong: row.strong, cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    fn table(columns: usize, rows: &[&[&str]]) -> Table {
        let column = Column { title: "Column".to_owned(), align: Align::Start, share: 1 };
        let row = |cells: &&[&str]| Row {
            anchor: None,
            strong: false,
            cells: cells.iter().map(|words| Cell::from(*words)).collect(),
        };
        Table { caption: "Table".to_owned(), columns: vec![column; columns], rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn narrow_screens_get_what_suits_the_words() {
        let sentence = "A sentence that is clearly too long to scan.";
        assert_eq!(narrow(&table(2, &[&[sentence, "a"]]), 2), Narrow::Fit);
        assert_eq!(narrow(&table(4, &[&["a", "b", "c", "d"]]), 4), Narrow::Scroll);
        assert_eq!(narrow(&table(4, &[&["a", "b", "c", sentence]]), 4), Narrow::Stack);
    }
}
