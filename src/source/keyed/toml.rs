//! TOML.

use super::{FactsError, Mistake, Node, Text};
use ::toml::de::{DeTable, DeValue};

/// The root table.
pub(super) fn parse(raw: &str) -> Result<Node, Mistake> {
    // A byte order mark belongs to no key.
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = raw.get(start..).unwrap_or_default();
    let table = DeTable::parse(body).map_err(|e| {
        let at = e.span().unwrap_or(body.len()..body.len());
        (start + at.start..start + at.end, FactsError::Syntax { format: "TOML", why: e.message().to_owned() })
    })?;
    Ok(of_table(table.get_ref(), body, start))
}

/// The entries of a table, in the order of the file.
fn of_table(table: &DeTable, body: &str, start: usize) -> Node {
    let mut entries: Vec<(Text, Node)> = table
        .iter()
        .map(|(key, value)| {
            let at = key.span();
            let key = Text { text: key.get_ref().to_string(), at: start + at.start..start + at.end };
            let at = value.span();
            let text = |text: &str| Node::Value(Text { text: text.to_owned(), at: start + at.start..start + at.end });
            let node = match value.get_ref() {
                DeValue::String(string) => text(string),
                DeValue::Array(all) => {
                    let tables = all.iter().map(|item| match item.get_ref() {
                        DeValue::Table(table) => of_table(table, body, start),
                        _ => Node::Nothing,
                    });
                    Node::List(tables.collect())
                }
                DeValue::Table(table) => of_table(table, body, start),
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                    text(body.get(at.clone()).unwrap_or_default())
                }
            };
            (key, node)
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.at.start);
    Node::Map(entries)
}
