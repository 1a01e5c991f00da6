//! From nodes to the written shapes: a serde deserializer that reports every problem instead of the first.
//!
//! Unknown keys are reported and passed over; an item of a [`List`](super::list::List) or an entry of a
//! [`Map`](super::list::Map) that does not fit is reported and left out; a field that does not fit is reported and
//! given up, and the structure that it belongs to is read once more without it, so that what is wrong behind it is
//! reported too.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::EITHER;
use super::list::ATTEMPT;
use super::node::{Content, Node};
use crate::codes;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::source::{LOCATED, Place};

/// Reads a node as a written shape. `None` when it cannot be read at all; problems are added to `problems` either way.
pub fn decode<T: DeserializeOwned>(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let state = State::default();
    loop {
        let result = T::deserialize(Decoder { node, state: &state });
        let value = result.map_err(|problem| state.fail(problem, &node.place)).ok();
        // Each round gives up at least one field more, so that there are no more rounds than fields.
        if !state.again.take() {
            problems.append(&mut state.problems.into_inner());
            return value;
        }
    }
}

/// What is known while one file is read.
#[derive(Default)]
struct State {
    problems: RefCell<Vec<Diagnostic>>,
    /// Problems that have been reported, by code, first byte and message: a further round meets them again.
    reported: RefCell<BTreeSet<(&'static str, usize, String)>>,
    /// Fields that did not fit, by the address of their value.
    given_up: RefCell<BTreeSet<*const Node>>,
    /// Whether a further round may find more.
    again: Cell<bool>,
}

impl State {
    fn report(&self, problem: Problem, place: &Place) {
        let problem = problem.0.at(place);
        if self.reported.borrow_mut().insert((problem.code.name, problem.place.start, problem.message.clone())) {
            self.problems.borrow_mut().push(problem);
        }
    }

    /// Reports why something could not be read, unless that follows from what was reported before.
    fn fail(&self, problem: Problem, place: &Place) {
        if let Some(field) = problem.0.field
            && self.given_up.borrow_mut().insert(field)
        {
            self.again.set(true);
        }
        if !problem.0.follows {
            self.report(problem, place);
        }
    }
}

/// Why a node does not fit, with its place as soon as that is known.
#[derive(Debug)]
struct Problem(Box<Misfit>);

#[derive(Debug)]
struct Misfit {
    code: Code,
    message: String,
    help: Option<String>,
    place: Option<Place>,
    /// Value of the innermost field that does not fit.
    field: Option<*const Node>,
    /// The field that is missing, where that is the problem.
    missing: Option<&'static str>,
    /// Whether it is missing only because it was given up.
    follows: bool,
}

impl Misfit {
    fn at(self, place: &Place) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, self.place.as_ref().unwrap_or(place), self.message);
        Diagnostic { help: self.help, ..diagnostic }
    }
}

impl Problem {
    fn new(code: Code, message: String, help: Option<String>) -> Problem {
        Problem(Box::new(Misfit { code, message, help, place: None, field: None, missing: None, follows: false }))
    }

    /// The place where it was first noticed is the most precise one.
    fn located(mut self, place: &Place) -> Problem {
        self.0.place.get_or_insert_with(|| place.clone());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Problem {}

impl de::Error for Problem {
    /// A second line of the message is what to do.
    fn custom<T: fmt::Display>(message: T) -> Problem {
        let message = message.to_string();
        let (words, help) = message.split_once('\n').map_or((&*message, None), |(words, help)| (words, Some(help)));
        Problem::new(codes::WRONG_VALUE, words.to_owned(), help.map(str::to_owned))
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Problem {
        let found = match unexpected {
            de::Unexpected::Str(text) => format!("`{text}`"),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Unit => "nothing".to_owned(),
            other => other.to_string(),
        };
        let expected = match expected.to_string() {
            words if words == "a string" => "text".to_owned(),
            words if words == "a sequence" => "a list".to_owned(),
            words => words,
        };
        let help = match (expected.as_str(), &unexpected) {
            ("text", de::Unexpected::Map) => Some("put quotation marks around a text that holds `: `"),
            ("text", de::Unexpected::Seq) => Some("put quotation marks around a text that starts with `[` or `- `"),
            ("text", _) => Some("write a text after the colon"),
            ("a list", _) => Some("write `[first, second]`, or one item to a line, each after `- `"),
            ("a mapping", _) => Some("write one `name: value` to a line, indented further than the line above"),
            _ => None,
        };
        let help = help.map(str::to_owned);
        Problem::new(codes::WRONG_TYPE, format!("expected {expected}, found {found}"), help)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Problem {
        let help = suggestion(variant, expected.iter().copied());
        Problem::new(codes::UNKNOWN_WORD, format!("`{variant}` is not one of the words known here"), Some(help))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Problem {
        let help = suggestion(field, expected.iter().copied());
        Problem::new(codes::UNKNOWN_FIELD, format!("unknown field `{field}`"), Some(help))
    }

    fn missing_field(field: &'static str) -> Problem {
        let help = format!("add `{field}:`; `gradus schema` prints the shape of every file");
        let mut problem = Problem::new(codes::MISSING_FIELD, format!("the field `{field}` is missing"), Some(help));
        problem.0.missing = Some(field);
        problem
    }
}

#[derive(Clone, Copy)]
struct Decoder<'n, 's> {
    node: &'n Node,
    state: &'s State,
}

impl<'n, 's> Decoder<'n, 's> {
    fn to(self, node: &'n Node) -> Decoder<'n, 's> {
        Decoder { node, state: self.state }
    }

    fn located<T>(self, result: Result<T, Problem>) -> Result<T, Problem> {
        result.map_err(|problem| problem.located(&self.node.place))
    }

    fn given_up(self, node: &Node) -> bool {
        self.state.given_up.borrow().contains(&std::ptr::from_ref(node))
    }

    fn whole_number<T: std::str::FromStr>(self) -> Result<T, Problem> {
        let help = || Some("write it in digits, such as `3`".to_owned());
        match &self.node.content {
            Content::Scalar(text) => text.parse().map_err(|_| {
                Problem::new(codes::WRONG_TYPE, format!("expected a whole number, found `{text}`"), help())
            }),
            _ => Err(Problem::new(codes::WRONG_TYPE, "expected a whole number".to_owned(), help())),
        }
        .map_err(|problem| problem.located(&self.node.place))
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
            let number = self.whole_number()?;
            self.located(visitor.$visit(number))
        })*
    };
}

impl<'de> Deserializer<'de> for Decoder<'_, '_> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let result = match &self.node.content {
            Content::Nothing => visitor.visit_unit(),
            Content::Scalar(text) => visitor.visit_str(text),
            Content::List(items) => visitor.visit_seq(Items { decoder: self, items: items.iter() }),
            Content::Mapping(entries) => {
                visitor.visit_map(Entries { decoder: self, entries: entries.iter(), value: None, fields: false })
            }
        };
        self.located(result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let result = match &self.node.content {
            Content::Scalar(text) if text == "true" => visitor.visit_bool(true),
            Content::Scalar(text) if text == "false" => visitor.visit_bool(false),
            _ => Err(Problem::new(
                codes::WRONG_TYPE,
                "expected `true` or `false`".to_owned(),
                Some("without quotation marks".to_owned()),
            )),
        };
        self.located(result)
    }

    whole_numbers! {
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64,
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.node.content {
            Content::Nothing => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Problem> {
        if name == ATTEMPT {
            return visitor.visit_seq(Attempt { decoder: self, used: false });
        }
        if name == EITHER && !matches!(self.node.content, Content::Mapping(_)) {
            return match self.node.content {
                Content::Scalar(_) => visitor.visit_some(self),
                _ => self.deserialize_any(visitor),
            };
        }
        let result = visitor.visit_newtype_struct(self);
        self.located(result)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if name == LOCATED {
            return visitor.visit_seq(LocatedParts { decoder: self, next: 0 });
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let Content::Mapping(entries) = &self.node.content else {
            let found = match &self.node.content {
                Content::Scalar(text) => format!("`{text}`"),
                Content::List(_) => "a list".to_owned(),
                _ => "nothing".to_owned(),
            };
            let fields: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
            let help = format!("write `name: value` lines below it; it can have {}", fields.join(", "));
            let problem = Problem::new(codes::WRONG_TYPE, format!("expected a mapping, found {found}"), Some(help));
            return self.located(Err(problem));
        };
        for (key, _) in entries {
            if let Content::Scalar(name) = &key.content
                && !fields.contains(&name.as_str())
            {
                // Inside braces a comma ends a text; what stands behind it then looks like a field.
                let help = match name.contains(' ') {
                    true => "put a text that holds a comma into quotation marks".to_owned(),
                    false => suggestion(name, fields.iter().copied()),
                };
                let words = format!("the field `{name}` is not known here");
                self.state.report(Problem::new(codes::UNKNOWN_FIELD, words, Some(help)), &key.place);
            }
        }
        let known = entries.iter().filter(|(key, value)| match &key.content {
            Content::Scalar(name) => fields.contains(&name.as_str()) && !self.given_up(value),
            _ => false,
        });
        let result = visitor.visit_map(Entries { decoder: self, entries: known, value: None, fields: true });
        let result = result.map_err(|mut problem| {
            let is_missing =
                |key: &Node| matches!(&key.content, Content::Scalar(name) if Some(name.as_str()) == problem.0.missing);
            if entries.iter().any(|(key, value)| is_missing(key) && self.given_up(value)) {
                problem.0.follows = true;
            }
            problem.0.missing = None;
            problem
        });
        self.located(result)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let result = match &self.node.content {
            Content::Scalar(text) => {
                visitor.visit_enum(Variant { decoder: self, name: text, value: None, place: &self.node.place })
            }
            Content::Mapping(entries) => match entries.as_slice() {
                [(Node { content: Content::Scalar(name), place }, value)] => {
                    visitor.visit_enum(Variant { decoder: self, name, value: Some(value), place })
                }
                _ => Err(Problem::new(
                    codes::WRONG_TYPE,
                    format!("expected exactly one kind here, found {} keys", entries.len()),
                    Some(suggestion("", variants.iter().copied())),
                )),
            },
            _ => Err(Problem::new(
                codes::WRONG_TYPE,
                "expected a word or a mapping with one key".to_owned(),
                Some(suggestion("", variants.iter().copied())),
            )),
        };
        self.located(result)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match &self.node.content {
            // A key with nothing after it is an empty list to its author.
            Content::Nothing => visitor.visit_seq(Items { decoder: self, items: [].iter() }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match &self.node.content {
            Content::Nothing => {
                visitor.visit_map(Entries { decoder: self, entries: [].iter(), value: None, fields: false })
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple identifier
    }
}

/// Items of a list.
struct Items<'n, 's> {
    decoder: Decoder<'n, 's>,
    items: std::slice::Iter<'n, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.decoder.to(node)).map(Some).map_err(|problem| problem.located(&node.place))
    }
}

/// Entries of a mapping, or fields of a structure.
struct Entries<'n, 's, I> {
    decoder: Decoder<'n, 's>,
    entries: I,
    value: Option<&'n Node>,
    /// Whether they are fields, one of which can be given up.
    fields: bool,
}

impl<'de, 'n, I: Iterator<Item = &'n (Node, Node)>> MapAccess<'de> for Entries<'n, '_, I> {
    type Error = Problem;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Problem> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(self.decoder.to(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        let node = self.value.take().unwrap_or(self.decoder.node);
        seed.deserialize(self.decoder.to(node)).map_err(|mut problem| {
            if self.fields {
                problem.0.field.get_or_insert(node);
            }
            problem.located(&node.place)
        })
    }
}

/// A try at one value: where it does not fit, that is reported and there is no value, but no error either.
struct Attempt<'n, 's> {
    decoder: Decoder<'n, 's>,
    used: bool,
}

impl<'de> SeqAccess<'de> for Attempt<'_, '_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        if std::mem::replace(&mut self.used, true) {
            return Ok(None);
        }
        match seed.deserialize(self.decoder) {
            Ok(value) => Ok(Some(value)),
            Err(problem) => {
                self.decoder.state.fail(problem, &self.decoder.node.place);
                Ok(None)
            }
        }
    }
}

/// The parts of a located value: the value, the file, the position in it.
struct LocatedParts<'n, 's> {
    decoder: Decoder<'n, 's>,
    next: u8,
}

impl<'de> SeqAccess<'de> for LocatedParts<'_, '_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        let place = &self.decoder.node.place;
        self.next += 1;
        match self.next {
            1 => seed.deserialize(self.decoder).map(Some),
            2 => seed.deserialize((&*place.file).into_deserializer()).map(Some),
            3 => {
                let numbers = [place.line as usize, place.column as usize, place.start, place.length];
                seed.deserialize(de::value::SeqDeserializer::new(numbers.into_iter())).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// One kind of several: its name, and what stands under it.
struct Variant<'n, 's> {
    decoder: Decoder<'n, 's>,
    name: &'n str,
    value: Option<&'n Node>,
    place: &'n Place,
}

impl<'de, 'n, 's> EnumAccess<'de> for Variant<'n, 's> {
    type Error = Problem;
    type Variant = Variant<'n, 's>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Problem> {
        let name: StrDeserializer<'_, Problem> = self.name.into_deserializer();
        match seed.deserialize(name) {
            Ok(value) => Ok((value, self)),
            Err(problem) => Err(problem.located(self.place)),
        }
    }
}

impl Variant<'_, '_> {
    fn needs_a_value(&self) -> Problem {
        let words = format!("`{}` needs more to be said: `{}: …`", self.name, self.name);
        Problem::new(codes::WRONG_TYPE, words, None).located(self.place)
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Problem;

    fn unit_variant(self) -> Result<(), Problem> {
        match self.value {
            None | Some(Node { content: Content::Nothing, .. }) => Ok(()),
            Some(value) => {
                let words = format!("`{}` takes nothing more", self.name);
                Err(Problem::new(codes::WRONG_TYPE, words, None).located(&value.place))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Problem> {
        match self.value {
            Some(value) => seed.deserialize(self.decoder.to(value)),
            None => Err(self.needs_a_value()),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Problem> {
        match self.value {
            Some(value) => self.decoder.to(value).deserialize_any(visitor),
            None => Err(self.needs_a_value()),
        }
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Problem> {
        match self.value {
            Some(value) => self.decoder.to(value).deserialize_struct("", fields, visitor),
            None => Err(self.needs_a_value()),
        }
    }
}
