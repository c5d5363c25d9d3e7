//! The units and currencies that all languages share, from `rules/world/units.yaml`: their dimensions, exact factors and symbols.

use super::{Case, Class, Sense, exact_hash, id_hash};
use crate::pack::embedded::embedded;
use crate::value::Number;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsFile {
    /// Each dimension's base unit; read by people.
    dimensions: BTreeMap<String, String>,
    units: Vec<UnitEntry>,
    currencies: Vec<CurrencyEntry>,
    minor: Vec<MinorEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    id: String,
    dimension: String,
    factor: String,
    offset: Option<String>,
    then: Option<String>,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    glued: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyEntry {
    id: String,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    sign: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MinorEntry {
    id: String,
    of: Vec<String>,
    factor: String,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    glued: Vec<String>,
}

/// A unit or a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id: "kilometre", "USD".
    pub id: String,
    /// What it measures: "length"; for a currency, "money".
    pub dimension: String,
    /// How many of the dimension's base unit it is. Of currencies only a hundredth and its whole have a factor in common.
    pub factor: Number,
    /// What is added after the factor; temperatures only.
    pub offset: Number,
    /// The unit that may follow it in one quantity ("5 ft 2 in"): the hash of its id; 0 for none.
    pub then: u64,
    /// The currencies that it is a part of, by hash: "cent" of USD, EUR …
    pub part_of: Vec<u64>,
}

/// All units by the hash of their id ([`id_hash`]).
#[derive(Debug, Default)]
pub struct Units {
    by_hash: FxHashMap<u64, Unit>,
    symbols: Vec<(String, Sense)>,
}

/// The dimensions that are lengths of time; their words are units of time.
const TIME: [&str; 2] = ["time", "calendar"];
/// Lengths of time that the grammar reads, and that are not so many of any other.
const NO_FACTOR: [&str; 2] = ["weekend", "working-day"];

impl Units {
    /// The built-in units.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static UNITS: OnceLock<Units> = OnceLock::new();
        UNITS.get_or_init(|| {
            let file = embedded("world/units.yaml").and_then(|json| serde_json::from_str::<UnitsFile>(json).ok());
            file.map(|f| Self::compile(&f)).unwrap_or_default()
        })
    }

    /// The unit with this hash; `None` for 0 and for rates that have no name of their own.
    #[must_use]
    pub fn get(&self, hash: u64) -> Option<&Unit> {
        self.by_hash.get(&hash)
    }

    /// Whether a unit is a currency.
    #[must_use]
    pub fn is_money(&self, hash: u64) -> bool {
        self.get(hash).is_some_and(|unit| unit.dimension == "money")
    }

    /// The unit in which claims keep what they measure, by what they call it: a currency, else a dimension.
    #[must_use]
    pub fn kept(&self, measured: u64) -> Option<&Unit> {
        let is_base =
            |unit: &&Unit| unit.factor == Number::ONE && unit.offset == Number::ZERO && id_hash(&unit.dimension) == measured;
        self.get(measured).or_else(|| self.by_hash.values().filter(is_base).min_by_key(|unit| &unit.id))
    }

    /// The symbols as words of every language.
    #[must_use]
    pub fn symbols(&self) -> &[(String, Sense)] {
        &self.symbols
    }

    /// The ids that words of this class may have, in alphabetical order; `None` for a class whose ids are not those of units.
    #[must_use]
    pub fn ids_for(&self, class: Class) -> Option<Vec<&str>> {
        let no_factor: &[&str] = match class {
            Class::Unit | Class::Currency | Class::CurrencySign => &[],
            Class::TimeUnit | Class::NumberedUnit | Class::YearPart => &NO_FACTOR,
            _ => return None,
        };
        let mut ids: Vec<&str> = self.by_hash.values().map(|u| u.id.as_str()).chain(no_factor.iter().copied()).collect();
        ids.sort_unstable();
        Some(ids)
    }

    /// The unit of "`amount` per `per`": the hash of its id ("kilometre-per-hour"), whether the table has it or not.
    #[must_use]
    pub fn rate(&self, amount: u64, per: u64) -> u64 {
        match (self.get(amount), self.get(per)) {
            (Some(a), Some(b)) => id_hash(&format!("{}-per-{}", a.id, b.id)),
            _ => amount,
        }
    }

    /// A quantity in the base unit of its dimension; `None` where the unit is unknown or the result does not fit.
    #[must_use]
    pub fn to_base(&self, value: Number, unit: u64) -> Option<Number> {
        let unit = self.get(unit)?;
        value.checked_mul(unit.factor)?.checked_add(unit.offset)
    }

    fn compile(file: &UnitsFile) -> Self {
        let mut units = Self::default();
        for entry in &file.units {
            let hash = id_hash(&entry.id);
            debug_assert!(file.dimensions.contains_key(&entry.dimension), "{}", entry.id);
            let class = if TIME.contains(&entry.dimension.as_str()) { Class::TimeUnit } else { Class::Unit };
            units.add_words(&entry.symbols, class, 0, hash);
            units.add_words(&entry.glued, class, 1, hash);
            let unit = Unit {
                id: entry.id.clone(),
                dimension: entry.dimension.clone(),
                factor: exact(&entry.factor).unwrap_or(Number::ONE),
                offset: entry.offset.as_deref().and_then(exact).unwrap_or(Number::ZERO),
                then: entry.then.as_deref().map_or(0, id_hash),
                part_of: Vec::new(),
            };
            units.by_hash.insert(hash, unit);
        }
        for entry in &file.currencies {
            let hash = id_hash(&entry.id);
            units.add_words(&entry.symbols, Class::Currency, 1, hash);
            units.add_words(&entry.sign, Class::CurrencySign, 1, hash);
            // "MUSD", "SEKm", "EURbn": millions and billions, as companies write them.
            units.add_words(&[format!("M{}", entry.id), format!("{}m", entry.id)], Class::Currency, 1_000_000, hash);
            units.add_words(&[format!("{}bn", entry.id)], Class::Currency, 1_000_000_000, hash);
            units.add_money(&entry.id, Number::ONE, Vec::new());
        }
        for entry in &file.minor {
            let hash = id_hash(&entry.id);
            units.add_words(&entry.symbols, Class::Currency, 1, hash);
            units.add_words(&entry.glued, Class::Currency, 0, hash);
            let of = entry.of.iter().map(|id| id_hash(id)).collect();
            units.add_money(&entry.id, exact(&entry.factor).unwrap_or(Number::ONE), of);
        }
        units
    }

    fn add_money(&mut self, id: &str, factor: Number, part_of: Vec<u64>) {
        let unit = Unit { id: id.to_owned(), dimension: "money".to_owned(), factor, offset: Number::ZERO, then: 0, part_of };
        self.by_hash.insert(id_hash(id), unit);
    }

    fn add_words(&mut self, words: &[String], class: Class, value: i64, id: u64) {
        for word in words {
            self.symbols.push((word.clone(), Sense { class, case: Case::Exact(exact_hash(word)), value, id }));
        }
    }
}

/// A decimal or a fraction: "0.3048", "5/18".
fn exact(text: &str) -> Option<Number> {
    let decimal = |t: &str| {
        let (whole, part) = t.split_once('.').unwrap_or((t, ""));
        Number::from_decimal_parts(format!("{whole}{part}").parse().ok()?, part.len() as u32)
    };
    match text.split_once('/') {
        Some((above, below)) => decimal(above)?.checked_div(decimal(below)?),
        None => decimal(text),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_read_whole() {
        let file = serde_json::from_str::<UnitsFile>(embedded("world/units.yaml").unwrap()).unwrap();
        for unit in &file.units {
            assert!(file.dimensions.contains_key(&unit.dimension), "{}", unit.id);
            assert!(exact(&unit.factor).is_some(), "{}", unit.id);
        }
        let units = Units::built_in();
        assert!(units.by_hash.len() > 180);
        for unit in units.by_hash.values() {
            assert!(unit.then == 0 || units.get(unit.then).is_some(), "{}", unit.id);
            assert!(unit.part_of.iter().all(|of| units.get(*of).is_some()), "{}", unit.id);
        }
    }

    #[test]
    fn converts_to_the_base_unit() {
        let units = Units::built_in();
        let n = Number::from;
        let table = [
            ("kilometre", n(3), "3000"),
            ("mile", n(1), "1609.344"),
            ("kilometre-per-hour", n(36), "10"),
            ("celsius", n(20), "293.15"),
            ("fahrenheit", n(212), "373.15"),
            ("cent", n(50), "0.5"),
        ];
        for (unit, value, base) in table {
            assert_eq!(units.to_base(value, id_hash(unit)).unwrap().to_string(), base, "{unit}");
        }
    }

    #[test]
    fn rates_have_ids() {
        let units = Units::built_in();
        let rate = units.rate(id_hash("mile"), id_hash("hour"));
        assert_eq!(units.get(rate).unwrap().id, "mile-per-hour");
    }
}
