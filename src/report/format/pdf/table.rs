//! Tables: rows as slabs, with the header row repeated on every page.

use std::rc::Rc;

use crate::report::document::{Align, Cell, Column, Ink, Row, Table, Tone};

use super::blocks::caption_look;
use super::columns::widths;
use super::geometry::{HEIGHT, LEFT, SMALL, WIDTH};
use super::line::Paragraph;
use super::look::Look;
use super::mark::Mark;
use super::setter::Setter;
use super::slab::Slab;

/// Room in a cell left and right of its words.
const SIDE: f64 = 4.5;
/// Room in a cell above and below its words.
const ABOVE: f64 = 3.4;
/// Free edge of a coloured cell.
const EDGE: f64 = 0.7;

struct Grid {
    /// Left edge and width of each column, with the room around the words.
    columns: Vec<(f64, f64, Align)>,
}

/// Sets a table.
pub fn set_table(table: &Table, setter: &mut Setter) -> Vec<Slab> {
    let mut slabs = Vec::new();
    if !table.caption.is_empty() {
        let words = setter.words(&table.caption, &caption_look());
        let mut marks = Vec::new();
        let height = words.set(LEFT, 0.0, WIDTH, Align::Start, &mut marks);
        slabs.push(Slab { height, before: 10.0, after: 3.5, marks, keep: true, ..Slab::default() });
    }
    let header = table.columns.iter().map(|column| setter.words(&column.title, &header_look())).collect::<Vec<_>>();
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|cell| set_cell(row, cell, setter)).collect());
    let rows: Vec<Vec<Paragraph>> = rows.collect();
    let grid = Grid::new(&table.columns, &header, &rows);
    let head = head(&grid, &header);
    let repeated = (head.height < HEIGHT * 0.3).then(|| Rc::new(head.clone()));
    slabs.push(Slab { before: 4.0, keep: !rows.is_empty(), ..head });
    for (row, words) in table.rows.iter().zip(&rows) {
        let mut slab = grid.row(row, words);
        slab.head = repeated.clone();
        slabs.push(slab);
    }
    if let Some(last) = slabs.last_mut() {
        last.after = 12.0;
    }
    slabs
}

fn header_look() -> Look {
    Look::new(SMALL - 0.3).bold().ink(Ink::Tone(Tone::Accent))
}

fn set_cell(row: &Row, cell: &Cell, setter: &mut Setter) -> Paragraph {
    let look = if row.strong { Look::new(SMALL).bold() } else { Look::new(SMALL) };
    setter.text(&cell.text, &look)
}

fn head(grid: &Grid, header: &[Paragraph]) -> Slab {
    let mut marks = Vec::new();
    let height = grid.words(header, &mut marks);
    let ink = Ink::Tone(Tone::Accent);
    marks.push(Mark::Rule { from: (LEFT, height), to: (LEFT + WIDTH, height), width: 0.9, ink });
    Slab { height, marks, ..Slab::default() }
}

impl Grid {
    fn new(columns: &[Column], header: &[Paragraph], rows: &[Vec<Paragraph>]) -> Grid {
        // A row with more cells than columns is a mistake of the document, but its words are not lost.
        let count = rows.iter().map(Vec::len).chain([columns.len()]).max().unwrap_or(0);
        let share = |index: usize| columns.get(index).map_or(1.0, |column| f64::from(column.share));
        let shares: Vec<f64> = (0..count).map(share).collect();
        let need = |index: usize| {
            let cells = rows.iter().filter_map(|row| row.get(index)).chain(header.get(index));
            cells.map(Paragraph::widest_word).fold(0.0, f64::max) + 2.0 * SIDE
        };
        let needs: Vec<f64> = (0..count).map(need).collect();
        let mut x = LEFT;
        let widths = widths(WIDTH, &shares, &needs, WIDTH * 0.3);
        let placed = widths.into_iter().enumerate().map(|(index, width)| {
            let left = x;
            x += width;
            (left, width, columns.get(index).map_or(Align::Start, |column| column.align))
        });
        Grid { columns: placed.collect() }
    }

    /// Sets the words of a row; gives its height.
    fn words(&self, cells: &[Paragraph], marks: &mut Vec<Mark>) -> f64 {
        let mut height = Look::new(SMALL).line_height();
        for (cell, (x, width, align)) in cells.iter().zip(&self.columns) {
            let room = (width - 2.0 * SIDE).max(1.0);
            height = cell.set(x + SIDE, ABOVE, room, *align, marks).max(height);
        }
        height + 2.0 * ABOVE
    }

    fn row(&self, row: &Row, cells: &[Paragraph]) -> Slab {
        let mut words = Vec::new();
        let height = self.words(cells, &mut words);
        let mut marks = Vec::new();
        if row.strong {
            let ink = Ink::Soft(Tone::Open);
            marks.push(Mark::Panel { x: LEFT, y: 0.0, width: WIDTH, height, radius: 0.0, ink });
        }
        for (cell, (x, width, _)) in row.cells.iter().zip(&self.columns) {
            if cell.tone != Tone::Plain {
                // The edges stay free, so that neighbours of one colour stand apart.
                marks.push(Mark::Panel {
                    x: x + EDGE,
                    y: EDGE,
                    width: width - 2.0 * EDGE,
                    height: height - 2.0 * EDGE,
                    radius: 0.0,
                    ink: Ink::Soft(cell.tone),
                });
            }
        }
        marks.push(Mark::Rule { from: (LEFT, height), to: (LEFT + WIDTH, height), width: 0.4, ink: Ink::Grid });
        marks.append(&mut words);
        let slab = Slab { height, marks, keep: row.strong, ..Slab::default() };
        slab.anchored(row.anchor.as_deref().unwrap_or_default())
    }
}
