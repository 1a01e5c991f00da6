//! The pages of a document.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::report::document::Document;

use super::blocks::{chapter_heading, set_blocks};
use super::front::{CONTENTS, contents, cover};
use super::setter::Setter;
use super::slab::{Entry, Slab};
use super::stack::Stack;

/// What kind of page it is; the running header follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The cover, without a header.
    Cover,
    /// A page under a title: of a chapter or of the contents.
    Inside(Rc<str>),
}

/// A page of slabs.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What kind of page it is.
    pub kind: Kind,
    /// Its slabs and how far down each begins.
    pub slabs: Vec<(f64, Rc<Slab>)>,
}

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Page, counted from 0.
    pub page: usize,
    /// Distance from the top of the page.
    pub y: f64,
}

/// All pages with what points to them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// The pages.
    pub pages: Vec<Page>,
    /// Where each anchor stands; of several with one name, the first.
    pub anchors: BTreeMap<Rc<str>, Place>,
    /// The bookmarks in order.
    pub entries: Vec<(Entry, Place)>,
}

/// Lays a whole document out.
pub fn lay_out(document: &Document, setter: &mut Setter) -> Pages {
    let mut stack = Stack::new(Kind::Cover);
    stack.extend(cover(document, setter));
    stack.extend(set_blocks(&document.cover, setter));
    if !document.chapters.is_empty() {
        stack.begin(Kind::Inside(CONTENTS.into()));
        stack.extend(contents(document, setter));
    }
    for chapter in &document.chapters {
        stack.begin(Kind::Inside(chapter.title.as_str().into()));
        let mut slabs = vec![chapter_heading(&chapter.anchor, &chapter.title, setter)];
        slabs.extend(set_blocks(&chapter.blocks, setter));
        stack.extend(slabs);
    }
    stack.made
}
