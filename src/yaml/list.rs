//! Lists and mappings of written shapes in which one bad item does not hide the others.

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::source::Located;

/// A try at a value is asked for under this name; see [`super::decode`].
pub(super) const ATTEMPT: &str = "$gradus::Attempt";

/// A list: items that do not fit are reported and left out.
#[derive(Debug, Clone)]
pub struct List<T>(pub Vec<T>);

/// A mapping with free keys: entries that do not fit are reported and left out.
#[derive(Debug, Clone)]
pub struct Map<T>(pub Vec<(Located<String>, T)>);

impl<T> Default for List<T> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

/// A value, or nothing where it did not fit.
struct Attempt<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for One<T> {
            type Value = Attempt<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                access.next_element().map(Attempt)
            }
        }

        deserializer.deserialize_newtype_struct(ATTEMPT, One(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Many<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Many<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(Attempt(item)) = access.next_element()? {
                    items.extend(item);
                }
                Ok(List(items))
            }
        }

        deserializer.deserialize_seq(Many(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Many<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Many<T> {
            type Value = Map<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, Attempt(value))) = access.next_entry()? {
                    entries.extend(value.map(|value| (key, value)));
                }
                Ok(Map(entries))
            }
        }

        deserializer.deserialize_map(Many(PhantomData))
    }
}

/// One item, or a list of them: `tagged: a` and `tagged: [a, b]`.
#[derive(Debug, Clone)]
pub struct Few<T>(pub Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Few<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list")
            }

            fn visit_some<D: Deserializer<'de>>(self, one: D) -> Result<Self::Value, D::Error> {
                T::deserialize(one).map(|one| Few(vec![one]))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, mapping: D) -> Result<Self::Value, D::Error> {
                T::deserialize(mapping).map(|one| Few(vec![one]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(Attempt(item)) = access.next_element()? {
                    items.extend(item);
                }
                Ok(Few(items))
            }
        }

        deserializer.deserialize_newtype_struct(super::EITHER, Either(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Few<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Few_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        schemars::json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        <Vec<T>>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<T>>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

impl<T: JsonSchema> JsonSchema for Map<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        <IndexMap<String, T>>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <IndexMap<String, T>>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}
