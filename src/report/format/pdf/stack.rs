//! Stacking slabs into pages.

use std::rc::Rc;

use super::geometry::{BOTTOM, HEIGHT, TOP};
use super::pages::{Kind, Page, Pages, Place};
use super::slab::Slab;

/// The pages made so far; the last one is being filled.
pub struct Stack {
    /// The pages.
    pub made: Pages,
    kind: Kind,
    y: f64,
    after: f64,
    empty: bool,
}

/// Less room than this at the foot of a page is not worth the beginning of a slab taller than a page.
const WORTHWHILE: f64 = 80.0;
/// Slack for sums of heights.
const SLACK: f64 = 0.05;

impl Stack {
    /// A first page.
    pub fn new(kind: Kind) -> Stack {
        let mut stack = Stack { made: Pages::default(), kind: kind.clone(), y: TOP, after: 0.0, empty: true };
        stack.begin(kind);
        stack
    }

    /// Begins a page of another kind.
    pub fn begin(&mut self, kind: Kind) {
        self.kind = kind;
        self.turn();
    }

    fn turn(&mut self) {
        self.made.pages.push(Page { kind: self.kind.clone(), slabs: Vec::new() });
        self.y = TOP;
        self.after = 0.0;
        self.empty = true;
    }

    /// Stacks slabs, those that must stand together on one page.
    pub fn extend(&mut self, slabs: Vec<Slab>) {
        let mut group = Vec::new();
        for slab in slabs {
            let last = !slab.keep;
            group.push(slab);
            if last {
                self.group(std::mem::take(&mut group));
            }
        }
        self.group(group);
    }

    fn group(&mut self, group: Vec<Slab>) {
        let Some(first) = group.first() else { return };
        if first.fresh && !self.empty {
            self.turn();
        }
        let mut height = 0.0;
        let mut after = self.after;
        for (index, slab) in group.iter().enumerate() {
            let gap = if index == 0 && self.empty { 0.0 } else { after.max(slab.before) };
            height += gap + slab.height;
            after = slab.after;
        }
        let head = first.head.as_ref().map_or(0.0, |head| head.height);
        let fits_here = self.y + height <= BOTTOM + SLACK;
        let fits_a_page = head + height - self.after.max(first.before) <= HEIGHT + SLACK;
        if !fits_here && fits_a_page {
            self.turn();
        }
        for slab in group {
            self.slab(slab);
        }
    }

    fn slab(&mut self, slab: Slab) {
        let mut rest = slab;
        loop {
            if self.empty
                && let Some(head) = rest.head.clone()
            {
                // The header row is the same slab on every page; a table's first header row has no `head` itself.
                self.put(head);
            }
            let gap = if self.empty { 0.0 } else { self.after.max(rest.before) };
            let room = BOTTOM - self.y - gap;
            if rest.height <= room + SLACK {
                self.y += gap;
                self.put(Rc::new(rest));
                return;
            }
            let head = rest.head.as_ref().map_or(0.0, |head| head.height);
            let fits_a_page = rest.height + head <= HEIGHT + SLACK;
            let only_head = self.y - TOP <= head + SLACK;
            if !self.empty && !only_head && (fits_a_page || room < WORTHWHILE) {
                self.turn();
                continue;
            }
            let (upper, lower) = rest.split(room);
            self.y += gap;
            self.put(Rc::new(upper));
            self.turn();
            rest = lower;
        }
    }

    fn put(&mut self, slab: Rc<Slab>) {
        let Some(page) = self.made.pages.len().checked_sub(1) else {
            return;
        };
        for (anchor, y) in &slab.anchors {
            let place = Place { page, y: self.y + y };
            self.made.anchors.entry(Rc::clone(anchor)).or_insert(place);
        }
        if let Some(entry) = &slab.entry {
            self.made.entries.push((entry.clone(), Place { page, y: self.y }));
        }
        let height = slab.height;
        self.after = slab.after;
        self.empty = false;
        if let Some(page) = self.made.pages.last_mut() {
            page.slabs.push((self.y, slab));
        }
        self.y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slab(height: f64, keep: bool) -> Slab {
        Slab { height, keep, ..Slab::default() }
    }

    fn heights(slabs: Vec<Slab>) -> Vec<Vec<f64>> {
        let mut stack = Stack::new(Kind::Cover);
        stack.extend(slabs);
        let pages = stack.made.pages.iter();
        pages.map(|page| page.slabs.iter().map(|(_, slab)| slab.height).collect()).collect()
    }

    #[test]
    fn a_heading_goes_to_the_page_of_what_it_heads() {
        assert_eq!(
            heights(vec![slab(HEIGHT - 50.0, false), slab(30.0, true), slab(40.0, false)]),
            [vec![HEIGHT - 50.0], vec![30.0, 40.0]]
        );
    }

    #[test]
    fn a_header_row_is_repeated() {
        let head = Rc::new(slab(20.0, false));
        let row = Slab { head: Some(Rc::clone(&head)), ..slab(300.0, false) };
        let made = heights(vec![slab(20.0, true), row.clone(), row.clone(), row.clone()]);
        assert_eq!(made, [vec![20.0, 300.0, 300.0], vec![20.0, 300.0]]);
    }

    #[test]
    fn a_slab_taller_than_a_page_is_divided() {
        let made = heights(vec![slab(100.0, false), slab(HEIGHT * 2.0, false)]);
        assert_eq!(made.len(), 3);
        let total: f64 = made.iter().flatten().sum();
        let extra = total - 100.0 - HEIGHT * 2.0;
        assert!((0.0..10.0).contains(&extra), "nothing is lost: {extra}");
    }

    #[test]
    fn too_many_slabs_that_want_to_stand_together_still_end() {
        let made = heights((0..100).map(|_| slab(40.0, true)).collect());
        assert_eq!(made.iter().flatten().count(), 100);
    }

    #[test]
    fn a_page_break_on_an_empty_page_makes_no_further_page() {
        let fresh = |height| Slab { fresh: true, ..slab(height, false) };
        assert_eq!(heights(vec![fresh(10.0), fresh(20.0)]), [vec![10.0], vec![20.0]]);
    }
}
