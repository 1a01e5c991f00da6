//! Bookmarks: chapters with their sections below them.

use lopdf::{Dictionary, Object, ObjectId};

use super::geometry::PAGE_HEIGHT;
use super::pages::{Pages, Place};

/// A bookmark with those below it.
#[derive(Debug, PartialEq)]
struct Node<'a> {
    title: &'a str,
    place: Place,
    below: Vec<Node<'a>>,
}

/// Adds the bookmarks of the pages; gives the object to name in the catalogue, or none without bookmarks.
pub fn add(file: &mut lopdf::Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let nodes = nest(pages);
    if nodes.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids = add_level(file, &nodes, root, page_ids);
    let mut outlines = Dictionary::new();
    outlines.set("Type", "Outlines");
    link_ends(&mut outlines, &ids);
    outlines.set("Count", count(ids.len()));
    file.set_object(root, outlines);
    Some(root)
}

fn nest(pages: &Pages) -> Vec<Node<'_>> {
    let mut nodes: Vec<Node> = Vec::new();
    for (entry, place) in &pages.entries {
        let node = Node { title: &entry.title, place: *place, below: Vec::new() };
        match nodes.last_mut() {
            Some(chapter) if entry.level > 1 => chapter.below.push(node),
            _ => nodes.push(node),
        }
    }
    nodes
}

fn add_level(file: &mut lopdf::Document, nodes: &[Node], parent: ObjectId, page_ids: &[ObjectId]) -> Vec<ObjectId> {
    let ids: Vec<ObjectId> = nodes.iter().map(|_| file.new_object_id()).collect();
    for (index, (node, id)) in nodes.iter().zip(&ids).enumerate() {
        let mut item = Dictionary::new();
        item.set("Title", lopdf::text_string(node.title));
        item.set("Parent", parent);
        if let Some(page) = page_ids.get(node.place.page) {
            let top = PAGE_HEIGHT - (node.place.y - 12.0).max(0.0);
            let target = [(*page).into(), "XYZ".into(), Object::Null, Object::Real(top as f32), Object::Null];
            item.set("Dest", target.to_vec());
        }
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            item.set("Prev", *before);
        }
        if let Some(after) = ids.get(index + 1) {
            item.set("Next", *after);
        }
        let below = add_level(file, &node.below, *id, page_ids);
        if !below.is_empty() {
            link_ends(&mut item, &below);
            // A negative number shows the sections folded away.
            item.set("Count", -count(below.len()));
        }
        file.set_object(*id, item);
    }
    ids
}

fn link_ends(parent: &mut Dictionary, ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        parent.set("First", *first);
        parent.set("Last", *last);
    }
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
