//! Elements: the written trees of all parts become one tree, templates included.

use indexmap::IndexMap;

use super::written::framework::{ElementWritten, KindWritten, PartWritten, TemplateWritten};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::framework::Tag;
use crate::model::{Certainty, Element, ElementIndex, Framework};
use crate::number::Number;
use crate::source::{Located, Place};

/// Deepest tree of elements: several times what any framework needs, and safe for everything that walks down it.
const DEEPEST: usize = 64;

type Kinds<'a> = IndexMap<String, (&'a Place, &'a KindWritten)>;

/// The elements of all parts, the framework as a whole first.
pub(super) fn elements(
    problems: &mut Vec<Diagnostic>,
    place: Place,
    title: &str,
    parts: &[PartWritten],
    kinds: &Kinds<'_>,
    tags: &IndexMap<String, Tag>,
) -> IndexMap<String, Element> {
    let mut tree = Tree { problems, kinds, tags, elements: IndexMap::new(), evidence_for: IndexMap::new() };
    tree.plant(place, title);
    let written = parts.iter().flat_map(|part| &part.elements.0);
    let above = Above { parent: 0, depth: 0, certainty: Certainty::Ours, source: String::new(), owner: None };
    let mut later = Vec::new();
    for element in written {
        match &element.under {
            Some(_) => later.push(element),
            None => tree.add(element, &above),
        }
    }
    for element in later {
        tree.add_under(element, &above);
    }
    for template in parts.iter().flat_map(|part| &part.templates.0) {
        tree.apply(template);
    }
    tree.in_document_order()
}

struct Tree<'a> {
    problems: &'a mut Vec<Diagnostic>,
    kinds: &'a Kinds<'a>,
    tags: &'a IndexMap<String, Tag>,
    elements: IndexMap<String, Element>,
    /// Typical evidence that an element gives for what templates add to it, by code.
    evidence_for: IndexMap<ElementIndex, IndexMap<String, Vec<String>>>,
}

/// What an element takes from above.
#[derive(Clone)]
struct Above {
    parent: ElementIndex,
    /// Levels above.
    depth: usize,
    certainty: Certainty,
    source: String,
    /// In a template: id and title of the element that it is applied to, and the name of its kind.
    owner: Option<(String, String, String)>,
}

impl Tree<'_> {
    fn plant(&mut self, place: Place, title: &str) {
        let whole = Framework::WHOLE;
        self.elements.insert(
            whole.to_owned(),
            Element {
                id: whole.to_owned(),
                code: whole.to_owned(),
                kind: whole.to_owned(),
                title: title.to_owned(),
                text: String::new(),
                purpose: String::new(),
                weight: Number::from(1),
                tags: Vec::new(),
                evidence: Vec::new(),
                trigger: None,
                certainty: Certainty::Ours,
                source: String::new(),
                mirrors: Vec::new(),
                parent: None,
                children: Vec::new(),
                place,
            },
        );
    }

    /// Adds an element that belongs to one declared in another file.
    fn add_under(&mut self, written: &ElementWritten, above: &Above) {
        let Some(under) = &written.under else { return };
        match self.elements.get_full(&under.value) {
            Some((parent, _, element)) => {
                let above = Above {
                    parent,
                    depth: self.depth(parent),
                    certainty: element.certainty,
                    source: element.source.clone(),
                    owner: above.owner.clone(),
                };
                self.add(written, &above);
            }
            None => {
                let help = suggestion(under, self.elements.keys().map(String::as_str));
                let words = format!("the element `{}`, which this belongs to, is not declared before it", under.value);
                self.problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &under.place, words).help(help));
            }
        }
    }

    fn add(&mut self, written: &ElementWritten, above: &Above) {
        if above.depth >= DEEPEST {
            let words = format!("`{}` lies more than {DEEPEST} levels deep", written.id.value);
            let problem = Diagnostic::error(codes::TOO_LARGE, &written.id.place, words);
            self.problems.push(problem.help("let it belong to an element further up"));
            return;
        }
        let Some(kind) = self.kind(written, above.parent) else { return };
        let code = written.id.value.clone();
        let id = match &above.owner {
            Some((owner, ..)) => format!("{owner}/{code}"),
            None => code.clone(),
        };
        if let Some(first) = self.elements.get(&id) {
            let words = format!("the element `{id}` is declared twice");
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &written.id.place, words).label("again here");
            let problem = problem.related(&first.place, "first here");
            self.problems.push(problem.help("give one of them another id"));
            return;
        }
        let fill = |text: &str| match &above.owner {
            Some((_, title, kind)) => text.replace(&format!("{{{kind}}}"), title),
            None => text.trim_end().to_owned(),
        };
        let certainty = written.certainty.unwrap_or(above.certainty);
        let source = written.source.clone().unwrap_or_else(|| above.source.clone());
        let element = Element {
            id: id.clone(),
            code: if above.owner.is_some() { code } else { local_code(&id).to_owned() },
            kind,
            title: fill(&written.title),
            text: capital(fill(&written.text)),
            purpose: fill(&written.purpose),
            weight: self.weight(written),
            tags: self.tags(written),
            evidence: written.evidence.iter().map(|item| fill(item)).collect(),
            trigger: written.trigger.clone(),
            certainty,
            source: source.clone(),
            mirrors: written.mirrors.clone(),
            parent: Some(above.parent),
            children: Vec::new(),
            place: written.id.place.clone(),
        };
        let (index, _) = self.elements.insert_full(id, element);
        self.elements[above.parent].children.push(index);
        if !written.evidence_for.0.is_empty() {
            let by_code = written.evidence_for.0.iter().map(|(code, items)| (code.value.clone(), items.clone()));
            self.evidence_for.insert(index, by_code.collect());
        }
        if let Some(kind) = &written.adopts {
            self.adopt(index, above, kind);
        }
        let below = Above { parent: index, depth: above.depth + 1, certainty, source, owner: above.owner.clone() };
        for child in &written.contains.0 {
            self.add(child, &below);
        }
    }

    fn kind(&mut self, written: &ElementWritten, parent: ElementIndex) -> Option<String> {
        if let Some(kind) = &written.kind {
            if self.kinds.contains_key(&kind.value) {
                return Some(kind.value.clone());
            }
            let help = suggestion(kind, self.kinds.keys().map(String::as_str));
            let words = format!("the kind `{}` is not declared", kind.value);
            self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return None;
        }
        let parent = self.elements[parent].kind.as_str();
        let usual = self.kinds.get(parent).and_then(|(_, kind)| kind.default_child.as_ref());
        if usual.is_none() {
            let words = format!("`{}` does not say its kind, and a {parent} has no usual child", written.id.value);
            let kinds: Vec<_> = self.kinds.keys().map(|kind| format!("`{kind}`")).collect();
            let help = format!("add `kind:`, one of {}, or `default-child:` to the kind {parent}", kinds.join(", "));
            self.problems.push(Diagnostic::error(codes::MISSING_FIELD, &written.id.place, words).help(help));
        }
        usual.map(|kind| kind.value.clone())
    }

    fn weight(&mut self, written: &ElementWritten) -> Number {
        let Some(weight) = &written.weight else { return Number::from(1) };
        if weight.value.is_negative() {
            let words = format!("the weight {} is below zero", weight.value);
            let problem = Diagnostic::error(codes::NEGATIVE_WEIGHT, &weight.place, words);
            self.problems.push(problem.help("write a number of at least 0; without `weight:` it is 1"));
        }
        weight.value.clone()
    }

    fn tags(&mut self, written: &ElementWritten) -> Vec<String> {
        for tag in &written.tags.0 {
            if !self.tags.contains_key(&tag.value) {
                let help = suggestion(tag, self.tags.keys().map(String::as_str));
                let words = format!("the tag `{}` is not declared", tag.value);
                self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &tag.place, words).help(help));
            }
        }
        written.tags.0.iter().map(|tag| tag.value.clone()).collect()
    }

    /// Moves the owner's children of a kind below an element that a template added to it.
    fn adopt(&mut self, index: ElementIndex, above: &Above, kind: &Located<String>) {
        let owner = above.parent;
        if !self.kinds.contains_key(&kind.value) {
            let help = suggestion(kind, self.kinds.keys().map(String::as_str));
            let words = format!("the kind `{}` is not declared", kind.value);
            self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return;
        }
        if self.elements[index].kind == kind.value {
            let words = format!("`{}` would take in itself: it is of the kind that it adopts", self.elements[index].id);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &kind.place, words);
            self.problems.push(problem.help("name the kind of the elements that belong below it"));
            return;
        }
        let (adopted, kept): (Vec<_>, Vec<_>) =
            self.elements[owner].children.iter().partition(|child| self.elements[**child].kind == kind.value);
        self.elements[owner].children = kept;
        for child in &adopted {
            self.elements[*child].parent = Some(index);
        }
        self.elements[index].children = adopted;
    }

    fn apply(&mut self, template: &TemplateWritten) {
        let kind = &template.for_kind;
        if !self.kinds.contains_key(&kind.value) {
            let help = suggestion(kind, self.kinds.keys().map(String::as_str));
            let words = format!("the kind `{}` is not declared", kind.value);
            self.problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return;
        }
        let owners: Vec<ElementIndex> =
            (0..self.elements.len()).filter(|index| self.elements[*index].kind == kind.value).collect();
        for owner in owners {
            let element = &self.elements[owner];
            let title = lower_first(&element.title);
            let above = Above {
                parent: owner,
                depth: self.depth(owner),
                certainty: element.certainty,
                source: element.source.clone(),
                owner: Some((element.id.clone(), title, kind.value.clone())),
            };
            for written in &template.contains.0 {
                self.add(written, &above);
            }
            self.give_evidence(owner);
        }
    }

    /// How many elements lie above what would belong to an element.
    fn depth(&self, index: ElementIndex) -> usize {
        std::iter::successors(self.elements[index].parent, |above| self.elements[*above].parent).count()
    }

    /// Hands the owner's own typical evidence to the elements that a template added to it.
    fn give_evidence(&mut self, owner: ElementIndex) {
        let Some(by_code) = self.evidence_for.get(&owner) else { return };
        let mut open = self.elements[owner].children.clone();
        while let Some(below) = open.pop() {
            open.extend(self.elements[below].children.iter());
            if let Some(items) = by_code.get(&self.elements[below].code) {
                self.elements[below].evidence.extend(items.iter().cloned());
            }
        }
    }

    /// Elements in the order in which a reader of the tree meets them.
    fn in_document_order(self) -> IndexMap<String, Element> {
        let mut order = Vec::with_capacity(self.elements.len());
        let mut open = vec![0];
        while let Some(index) = open.pop() {
            order.push(index);
            open.extend(self.elements[index].children.iter().rev());
        }
        let mut position = vec![0; self.elements.len()];
        for (new, old) in order.iter().enumerate() {
            position[*old] = new;
        }
        let mut slots: Vec<Option<Element>> = self.elements.into_values().map(Some).collect();
        let moved = order.iter().filter_map(|old| slots[*old].take()).map(|mut element| {
            element.parent = element.parent.map(|parent| position[parent]);
            element.children.iter_mut().for_each(|child| *child = position[*child]);
            (element.id.clone(), element)
        });
        moved.collect()
    }
}

/// What stands behind the last `/`: the code by which an element is named inside its owner.
fn local_code(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// A title inside a sentence: its first letter small, unless the first word is an abbreviation such as `IT` or `ENG.2`.
pub(super) fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    if title.chars().nth(1).is_some_and(|second| second.is_uppercase() || second.is_ascii_digit()) {
        return title.to_owned();
    }
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn capital(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::lower_first;

    #[test]
    fn a_title_in_a_sentence_keeps_its_abbreviation() {
        let titles = ["Incident management", "IT service continuity", "ENG.2", "A", ""];
        let expected = ["incident management", "IT service continuity", "ENG.2", "a", ""];
        assert_eq!(titles.map(lower_first), expected);
    }
}
