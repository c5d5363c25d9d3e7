//! How a day is written where claims are kept from run to run: as year, month and day, and not as text, which would have to be parsed for each
//! claim.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // as serde calls it
pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    date.map(|date| (date.year(), date.month(), date.day())).serialize(to)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    let parts = Option::<(i16, i8, i8)>::deserialize(from)?;
    parts.map(|(year, month, day)| Date::new(year, month, day).map_err(de::Error::custom)).transpose()
}
