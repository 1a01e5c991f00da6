//! Crosswalks: how the elements of one framework lie to those of another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, InputFile};
use crate::number::Number;
use crate::source::Place;

/// A checked crosswalk between two frameworks.
#[derive(Debug, Clone)]
pub struct Crosswalk {
    /// Its name; also the name of its file.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version of the file.
    pub version: String,
    /// The framework that its relations start from.
    pub from: String,
    /// The framework that they lead to.
    pub to: String,
    /// Whose table it is.
    pub standing: Standing,
    /// Where it comes from.
    pub source: String,
    /// What it is good for and what not.
    pub about: String,
    /// The file that it was made from.
    pub file: InputFile,
    /// Relations in the order of the file.
    pub relations: Vec<Relation>,
    /// Elements of `from` without a counterpart.
    pub lost: Vec<Unmatched>,
    /// Elements of `to` without a counterpart.
    pub new: Vec<Unmatched>,
}

/// Whose table a crosswalk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Our own reading.
    Ours,
    /// A table that the publisher of one of the two frameworks has made.
    Official,
}

impl Standing {
    /// The words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Ours => "our own reading",
            Standing::Official => "a table of the publisher's own",
        }
    }
}

/// How one element lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relating {
    /// Both ask the same.
    Equal,
    /// The first lies inside the second.
    Subset,
    /// The first holds all of the second.
    Superset,
    /// Each asks something that the other does not, and they have something in common.
    Intersects,
}

impl Relating {
    /// Every relation, the closest first.
    pub const ALL: [Relating; 4] = [Relating::Equal, Relating::Superset, Relating::Subset, Relating::Intersects];

    /// The same relation seen from the other side.
    #[must_use]
    pub fn backwards(self) -> Relating {
        match self {
            Relating::Subset => Relating::Superset,
            Relating::Superset => Relating::Subset,
            same => same,
        }
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Relating::Equal => "equal",
            Relating::Subset => "subset",
            Relating::Superset => "superset",
            Relating::Intersects => "intersects",
        }
    }

    /// The words between the two elements.
    pub fn words(self) -> &'static str {
        match self {
            Relating::Equal => "asks the same as",
            Relating::Subset => "lies inside",
            Relating::Superset => "holds all of",
            Relating::Intersects => "has something in common with",
        }
    }
}

/// In which directions a relation may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Both ways.
    Both,
    /// Never from `to` to `from`.
    Forward,
}

/// One relation.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Element of the first framework.
    pub from: String,
    /// Element of the second framework.
    pub to: String,
    /// How the first lies to the second.
    pub relating: Relating,
    /// The share of what `to` asks that `from` covers.
    pub strength: Number,
    /// The share of what `from` asks that `to` covers; `None` where nobody says.
    pub strength_back: Option<Number>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why, in a sentence.
    pub because: String,
    /// In which directions it may be read.
    pub direction: Direction,
    /// Where it is written.
    pub place: Place,
}

/// An element that the other framework has nothing for.
#[derive(Debug, Clone)]
pub struct Unmatched {
    /// The element.
    pub element: String,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub place: Place,
}

impl Crosswalk {
    /// Makes what is below a folder relative to it: a result must not tell where on whose computer it was made.
    pub fn relative_to(&mut self, home: &str) {
        let home = format!("{}/", home.trim_end_matches('/'));
        if let Some(rest) = self.file.path.strip_prefix(&home) {
            self.file.path = rest.to_owned();
        }
        let relations = self.relations.iter_mut().map(|relation| &mut relation.place);
        let unmatched = self.lost.iter_mut().chain(&mut self.new).map(|unmatched| &mut unmatched.place);
        for place in relations.chain(unmatched) {
            if let Some(rest) = place.file.strip_prefix(&home) {
                place.file = rest.into();
            }
        }
    }
}
