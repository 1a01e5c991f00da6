//! From nodes to the written shapes: a serde deserializer that reports every problem instead of the first.
//!
//! Unknown keys are reported and passed over; an item of a [`List`](super::list::List) or an entry of a
//! [`Map`](super::list::Map) that does not fit is reported and left out; a field that does not fit ends only the
//! structure that it belongs to.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::list::ATTEMPT;
use super::node::{Content, Node};
use crate::codes;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::source::{LOCATED, Place};

/// Reads a node as a written shape. `None` when it cannot be read at all; problems are added to `problems` either way.
pub fn decode<T: DeserializeOwned>(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let sink = RefCell::new(Vec::new());
    let result = T::deserialize(Decoder { node, sink: &sink });
    problems.append(&mut sink.into_inner());
    match result {
        Ok(value) => Some(value),
        Err(Problem(problem)) => {
            problems.push(problem.at(&node.place));
            None
        }
    }
}

type Sink = RefCell<Vec<Diagnostic>>;

/// Why a node does not fit, with its place as soon as that is known.
#[derive(Debug)]
struct Problem(Box<Misfit>);

#[derive(Debug)]
struct Misfit {
    code: Code,
    message: String,
    help: Option<String>,
    place: Option<Place>,
}

impl Misfit {
    fn at(self, place: &Place) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, self.place.as_ref().unwrap_or(place), self.message);
        Diagnostic { help: self.help, ..diagnostic }
    }
}

impl Problem {
    fn new(code: Code, message: String, help: Option<String>) -> Problem {
        Problem(Box::new(Misfit { code, message, help, place: None }))
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
    fn custom<T: fmt::Display>(message: T) -> Problem {
        Problem::new(codes::WRONG_VALUE, message.to_string(), None)
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Problem {
        let found = match unexpected {
            de::Unexpected::Str(text) => format!("`{text}`"),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Unit => "nothing".to_owned(),
            other => other.to_string(),
        };
        Problem::new(codes::WRONG_TYPE, format!("expected {expected}, found {found}"), None)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Problem {
        let help = suggestion(variant, expected.iter().copied());
        Problem::new(codes::UNKNOWN_WORD, format!("`{variant}` is not a word known here"), Some(help))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Problem {
        let help = suggestion(field, expected.iter().copied());
        Problem::new(codes::UNKNOWN_FIELD, format!("unknown field `{field}`"), Some(help))
    }

    fn missing_field(field: &'static str) -> Problem {
        Problem::new(
            codes::MISSING_FIELD,
            format!("the field `{field}` is missing"),
            Some(format!("add `{field}:`; `gradus schema` shows the whole shape")),
        )
    }
}

#[derive(Clone, Copy)]
struct Decoder<'n, 's> {
    node: &'n Node,
    sink: &'s Sink,
}

impl<'n, 's> Decoder<'n, 's> {
    fn to(self, node: &'n Node) -> Decoder<'n, 's> {
        Decoder { node, sink: self.sink }
    }

    fn located<T>(self, result: Result<T, Problem>) -> Result<T, Problem> {
        result.map_err(|problem| problem.located(&self.node.place))
    }

    fn report(self, problem: Problem, place: &Place) {
        self.sink.borrow_mut().push(problem.0.at(place));
    }

    fn whole_number<T: std::str::FromStr>(self) -> Result<T, Problem> {
        match &self.node.content {
            Content::Scalar(text) => text
                .parse()
                .map_err(|_| Problem::new(codes::WRONG_TYPE, format!("expected a whole number, found `{text}`"), None)),
            _ => Err(Problem::new(codes::WRONG_TYPE, "expected a whole number".to_owned(), None)),
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
                visitor.visit_map(Entries { decoder: self, entries: entries.iter(), value: None })
            }
        };
        self.located(result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let result = match &self.node.content {
            Content::Scalar(text) if text == "true" => visitor.visit_bool(true),
            Content::Scalar(text) if text == "false" => visitor.visit_bool(false),
            _ => Err(Problem::new(codes::WRONG_TYPE, "expected `true` or `false`".to_owned(), None)),
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
            return self.deserialize_any(visitor);
        };
        for (key, _) in entries {
            if let Content::Scalar(name) = &key.content
                && !fields.contains(&name.as_str())
            {
                let help = suggestion(name, fields.iter().copied());
                let problem = Problem::new(codes::UNKNOWN_FIELD, format!("unknown field `{name}`"), Some(help));
                self.report(problem, &key.place);
            }
        }
        let known = entries.iter().filter(|(key, _)| match &key.content {
            Content::Scalar(name) => fields.contains(&name.as_str()),
            _ => false,
        });
        let result = visitor.visit_map(Entries { decoder: self, entries: known, value: None });
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
            Content::Nothing => visitor.visit_map(Entries { decoder: self, entries: [].iter(), value: None }),
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
        self.items.next().map(|node| seed.deserialize(self.decoder.to(node))).transpose()
    }
}

/// Entries of a mapping, or fields of a structure.
struct Entries<'n, 's, I> {
    decoder: Decoder<'n, 's>,
    entries: I,
    value: Option<&'n Node>,
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
        seed.deserialize(self.decoder.to(node))
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
                self.decoder.report(problem, &self.decoder.node.place);
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
