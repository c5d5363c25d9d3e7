//! The names of word classes, as language packs write them, and the one that was probably meant.

use crate::lexicon::Class;

/// The names of all classes, as serde knows them: the only list of them is the type itself.
pub(super) fn class_names() -> &'static [&'static str] {
    use serde::Deserialize;
    match Class::deserialize(Names) {
        Err(Variants(names)) => names,
        Ok(_) => &[],
    }
}

/// The name of a class, as language packs write it.
pub(crate) fn class_name(class: Class) -> &'static str {
    class_names().get(class as usize).copied().unwrap_or_default()
}

/// Asked for an enum, it answers with the enum's names.
struct Names;

#[derive(Debug)]
struct Variants(&'static [&'static str]);

impl std::fmt::Display for Variants {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Variants {}

impl serde::de::Error for Variants {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> serde::Deserializer<'de> for Names {
    type Error = Variants;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, _: V) -> Result<V::Value, Variants> {
        Err(Variants(&[]))
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Variants> {
        Err(Variants(names))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The name that differs least, if it does not differ much.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known.map(|k| (strsim::damerau_levenshtein(name, k), k)).filter(|(d, _)| *d <= 1 + name.len() / 4).min().map(|(_, k)| k)
}
