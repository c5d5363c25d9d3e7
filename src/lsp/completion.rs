//! What may stand at a place of a `factlint.yaml`, by its schema. The text is read line by line, as it is seldom whole YAML while somebody writes it.

use super::position::{Encoding, Lines};
use crate::{config, pack::Packs};
use serde_json::{Map, Value, json};

/// A step from the whole to a place: a key, or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Item,
}

/// Where somebody writes.
#[derive(Debug, PartialEq, Eq)]
struct Spot {
    path: Vec<Step>,
    /// Whether it is behind a key's colon.
    value: bool,
    /// Where what is written of it begins.
    start: usize,
}

/// The kinds of completions, as the protocol numbers them.
const PROPERTY: u32 = 10;
const VALUE: u32 = 12;

/// What may stand at a byte of a text.
pub(super) fn offered(text: &str, offset: usize, packs: Option<&Packs>, encoding: Encoding) -> Vec<Value> {
    let spot = spot(text, offset);
    let schema = config::schema().to_value();
    let mut places = vec![&schema];
    for step in &spot.path {
        places = places.iter().flat_map(|place| below(&schema, place, step)).collect();
    }
    let all: Vec<&Value> = places.iter().flat_map(|place| resolved(&schema, place)).collect();
    let lines = Lines::new(text, encoding);
    let range = lines.range(text, spot.start..offset);
    let mut items: Vec<Value> = Vec::new();
    let mut add = |label: &str, about: &str, kind: u32| {
        let new = if kind == PROPERTY { format!("{label}: ") } else { label.to_owned() };
        if !items.iter().any(|item| item["label"] == label) {
            items.push(json!({
                "label": label,
                "kind": kind,
                "documentation": about,
                "textEdit": {"range": range, "newText": new},
            }));
        }
    };
    for place in all {
        let about = text_of(place, "description");
        if !spot.value {
            for (key, property) in place["properties"].as_object().unwrap_or(&Map::new()) {
                let about =
                    resolved(&schema, property).iter().map(|one| text_of(one, "description")).find(|about| !about.is_empty());
                add(key, about.unwrap_or_default(), PROPERTY);
            }
            if place["additionalProperties"].is_object() {
                let rules = packs.iter().flat_map(|packs| packs.rules.all());
                rules.for_each(|rule| add(&rule.id, rule.file.summary.trim(), PROPERTY));
                let names = packs.iter().flat_map(|packs| &packs.packs);
                names.for_each(|pack| add(&pack.manifest.name, pack.manifest.summary.trim(), PROPERTY));
            }
        }
        if let Some(value) = place["const"].as_str() {
            add(value, about, VALUE);
        }
        let listed = place["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        listed.for_each(|value| add(value, about, VALUE));
        if place["type"] == "boolean" {
            add("true", about, VALUE);
            add("false", about, VALUE);
        }
    }
    items
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// A schema and all that it leads to without a step: references, and alternatives.
fn resolved<'a>(whole: &'a Value, place: &'a Value) -> Vec<&'a Value> {
    let mut found = vec![place];
    if let Some(pointer) = place["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
        found.extend(whole.pointer(pointer).iter().flat_map(|place| resolved(whole, place)));
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        found.extend(place[key].as_array().into_iter().flatten().flat_map(|place| resolved(whole, place)));
    }
    found
}

/// The schemas a step below one.
fn below<'a>(whole: &'a Value, place: &'a Value, step: &Step) -> Vec<&'a Value> {
    let found = resolved(whole, place).into_iter().filter_map(|place| match step {
        Step::Item => place.get("items"),
        Step::Key(key) => {
            place["properties"].get(key).or_else(|| place.get("additionalProperties").filter(|more| more.is_object()))
        }
    });
    found.collect()
}

/// A line: the columns of its dashes, and of what stands behind them, with the key if that is one.
struct Line<'a> {
    dashes: Vec<usize>,
    column: usize,
    key: Option<&'a str>,
}

/// The parts of a line; none where it is empty or a comment.
fn line(text: &str) -> Option<Line<'_>> {
    let mut column = text.len() - text.trim_start_matches(' ').len();
    let mut dashes = Vec::new();
    loop {
        let rest = text.get(column..).unwrap_or_default();
        let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.is_empty() || behind.starts_with(' ')) else { break };
        dashes.push(column);
        column += 1 + behind.len() - behind.trim_start_matches(' ').len();
    }
    let content = text.get(column..).unwrap_or_default().trim_end();
    if dashes.is_empty() && (content.is_empty() || content.starts_with('#')) {
        return None;
    }
    let key = content.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
    Some(Line { dashes, column, key: key.map(|(key, _)| key.trim_matches(['"', '\'', ' '])) })
}

/// Where a byte of a text stands.
fn spot(text: &str, offset: usize) -> Spot {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let current = before.get(start..).unwrap_or_default();
    let here = line(current).unwrap_or(Line { dashes: Vec::new(), column: current.len(), key: None });
    let mut path: Vec<Step> = Vec::new();
    let mut begins = start + here.column;
    let value = here.key.is_some();
    if let Some(key) = here.key {
        path.push(Step::Key(key.to_owned()));
        let colon = current.get(here.column..).and_then(|content| content.find(':')).unwrap_or_default();
        let behind = current.get(here.column + colon + 1..).unwrap_or_default();
        begins = offset - behind.trim_start_matches(' ').len();
    }
    // Columns from which nothing above is a parent any more, and whether a key at the very column is one.
    let (mut limit, mut inclusive) = (here.column, false);
    let cross = |dashes: &[usize], limit: &mut usize, inclusive: &mut bool, path: &mut Vec<Step>| {
        for dash in dashes.iter().rev().filter(|dash| **dash < *limit).copied().collect::<Vec<_>>() {
            path.push(Step::Item);
            (*limit, *inclusive) = (dash, true);
        }
    };
    cross(&here.dashes, &mut limit, &mut inclusive, &mut path);
    for above in before.get(..start).unwrap_or_default().lines().rev().filter_map(line) {
        if let Some(key) =
            above.key.filter(|_| above.column < limit || inclusive && above.column == limit && above.dashes.is_empty())
        {
            path.push(Step::Key(key.to_owned()));
            (limit, inclusive) = (above.column, false);
        }
        cross(&above.dashes, &mut limit, &mut inclusive, &mut path);
    }
    path.reverse();
    Spot { path, value, start: begins }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered at the `|` of a text.
    fn labels(text: &str) -> Vec<String> {
        let offset = text.find('|').unwrap_or(text.len());
        let packs = Packs::load(&crate::pack::Options::default());
        let items = offered(&text.replacen('|', "", 1), offset, Some(&packs), Encoding::Utf8);
        items.iter().filter_map(|item| item["label"].as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn keys_and_values_are_those_of_the_place() {
        for (text, has, has_not) in [
            ("|", "against", "drafts"),
            ("ag|", "against", "drafts"),
            ("lang: en\n|", "fail-on", "drafts"),
            ("against:\n  - |", "drafts", "against"),
            ("against:\n- |", "sources", "against"),
            ("against:\n  - drafts: a\n    |", "sources", "against"),
            ("against:\n  - drafts: [a]\n    sources: b\n  - |", "drafts", "rules"),
            ("against:\n  - drafts: a\n    sources: b\n|", "rules", "drafts"),
            ("fail-on: |", "warning", "rules"),
            ("fail-on: wa|", "never", "rules"),
            ("rules:\n  |", "count-conflict", "against"),
            ("rules:\n  count-conflict: |", "off", "count-conflict"),
            ("overrides:\n  - files: a\n    rules:\n      # some\n      |", "weekday-mismatch", "files"),
            ("limits:\n  |", "file-bytes", "limits"),
        ] {
            let labels = labels(text);
            let is = |label: &str| labels.iter().any(|one| one == label);
            assert!(is(has) && !is(has_not), "{text:?}: {labels:?}");
        }
        assert!(labels("lang: |").is_empty());
        assert_eq!(spot("fail-on: wa", 11).start, 9);
    }
}
