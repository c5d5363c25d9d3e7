//! Fits a tree into a type of the schema, or says what does not fit and where.

use super::tree::{Node, Value};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Unexpected, Visitor, value::StrDeserializer};
use serde::forward_to_deserialize_any;
use std::{collections::BTreeSet, fmt, ops::Range};

/// What does not fit, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) at: Option<Range<usize>>,
    pub(crate) reason: Reason,
}

/// Why it does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    UnknownKey { key: String, known: &'static [&'static str] },
    UnknownValue { value: String, known: &'static [&'static str] },
    Missing(&'static str),
    Twice(String),
    Type { found: String, expected: String },
    Other(String),
}

impl Node {
    /// The tree as this type, or why it is none.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Misfit> {
        T::deserialize(Fit(self)).map_err(|misfit| misfit.or_at(self))
    }
}

impl Misfit {
    fn new(reason: Reason) -> Self {
        Self { at: None, reason }
    }

    /// The innermost place is the one to point at.
    fn or_at(mut self, node: &Node) -> Self {
        self.at.get_or_insert_with(|| node.point());
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.reason)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Reason::Other(message.to_string()))
    }
    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(Reason::Type { found: said(found), expected: plainly(&expected.to_string()) })
    }
    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_type(found, expected)
    }
    fn unknown_variant(value: &str, known: &'static [&'static str]) -> Self {
        Self::new(Reason::UnknownValue { value: value.to_owned(), known })
    }
    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(Reason::UnknownKey { key: key.to_owned(), known })
    }
    fn missing_field(key: &'static str) -> Self {
        Self::new(Reason::Missing(key))
    }
    fn duplicate_field(key: &'static str) -> Self {
        Self::new(Reason::Twice(key.to_owned()))
    }
}

/// What stands there, in the words of people who write YAML.
fn said(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => format!("the text \"{text}\""),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a map of keys to values".into(),
        Unexpected::Unit | Unexpected::Option => "nothing".into(),
        other => other.to_string(),
    }
}

/// What was wanted, likewise: serde names Rust types.
fn plainly(expected: &str) -> String {
    match expected {
        "a string" => "a text".into(),
        "a sequence" => "a list".into(),
        "a map" => "a map of keys to values".into(),
        "a boolean" => "`true` or `false`".into(),
        "usize" | "u8" | "u16" | "u32" | "u64" => "a whole number from 0".into(),
        "i64" => "a whole number".into(),
        "a character" => "one character".into(),
        other if other.starts_with("struct ") => "a map of keys to values".into(),
        other => other.to_owned(),
    }
}

/// A deserializer over a node.
struct Fit<'a>(&'a Node);

impl<'de> Fit<'de> {
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.0.value {
            Value::Nothing => visitor.visit_unit(),
            Value::Scalar { text, plain: false } => visitor.visit_borrowed_str(text),
            Value::Scalar { text, plain: true } => plain(text, visitor),
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries::new(entries)),
        }
    }
}

fn plain<'de, V: Visitor<'de>>(text: &'de str, visitor: V) -> Result<V::Value, Misfit> {
    match text {
        "true" | "True" | "TRUE" => visitor.visit_bool(true),
        "false" | "False" | "FALSE" => visitor.visit_bool(false),
        // A number has a digit behind its sign, and no zero in front: `007` is a text, as are the names of numbers that Rust knows.
        _ if !is_number(text) => visitor.visit_borrowed_str(text),
        _ => {
            if let Ok(number) = text.parse::<u64>() {
                visitor.visit_u64(number)
            } else if let Ok(number) = text.parse::<i64>() {
                visitor.visit_i64(number)
            } else if let Ok(number) = text.parse::<f64>() {
                visitor.visit_f64(number)
            } else {
                visitor.visit_borrowed_str(text)
            }
        }
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    match digits {
        [b'0', second, ..] => !second.is_ascii_digit(),
        [first, ..] => first.is_ascii_digit(),
        [] => false,
    }
}

impl<'de> de::Deserializer<'de> for Fit<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let node = self.0;
        self.visit(visitor).map_err(|misfit| misfit.or_at(node))
    }

    /// Where a text is wanted, `1.0` and `true` are texts.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.text() {
            Some(text) => visitor.visit_borrowed_str(text).map_err(|misfit: Misfit| misfit.or_at(self.0)),
            None => self.deserialize_any(visitor),
        }
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }
    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.value == Value::Nothing { visitor.visit_none() } else { visitor.visit_some(self) }
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }
    /// An enum without payload is written as its name, one with payload as a map of one key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let node = self.0;
        let read = match &node.value {
            Value::Scalar { text, .. } => StrDeserializer::<Misfit>::new(text).deserialize_enum(name, variants, visitor),
            Value::Map(entries) => visitor.visit_enum(de::value::MapAccessDeserializer::new(Entries::new(entries))),
            _ => Err(Misfit::new(Reason::Type { found: node.what().into(), expected: one_of(variants) })),
        };
        read.map_err(|misfit| misfit.or_at(node))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

impl Node {
    /// What kind of value it is, in words.
    fn what(&self) -> &'static str {
        match self.value {
            Value::Nothing => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of keys to values",
        }
    }
}

fn one_of(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Misfit;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(node) = self.0.next() else { return Ok(None) };
        seed.deserialize(Fit(node)).map(Some).map_err(|misfit| misfit.or_at(node))
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, (Node, Node)>,
    seen: BTreeSet<&'a str>,
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    fn new(entries: &'a [(Node, Node)]) -> Self {
        Self { rest: entries.iter(), seen: BTreeSet::new(), value: None }
    }
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Misfit;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        if let Some(text) = key.text().filter(|text| !self.seen.insert(text)) {
            return Err(Misfit { at: Some(key.point()), reason: Reason::Twice(text.to_owned()) });
        }
        self.value = Some(value);
        seed.deserialize(Key(key)).map(Some).map_err(|misfit| misfit.or_at(key))
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some(value) = self.value.take() else { return Err(de::Error::custom("a value is missing")) };
        seed.deserialize(Fit(value)).map_err(|misfit| misfit.or_at(value))
    }
}

/// A key: a text, whatever it looks like.
struct Key<'a>(&'a Node);

impl<'de> de::Deserializer<'de> for Key<'de> {
    type Error = Misfit;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.text() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => Fit(self.0).deserialize_any(visitor),
        }
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        Fit(self.0).deserialize_enum(name, variants, visitor).map_err(|misfit| match misfit.reason {
            Reason::UnknownValue { value, known } => Misfit { reason: Reason::UnknownKey { key: value, known }, ..misfit },
            _ => misfit,
        })
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}
