//! The rules as resources: `factlint://rules`, and `factlint://rules/ID` for each.

use super::message::{Code, Failure};
use crate::{
    pack::Packs,
    pipeline::Engine,
    report::{explain, human::Style},
};
use serde_json::{Value, json};
use std::io;

/// Where the list of all rules is.
const ALL: &str = "factlint://rules";
/// What is before the id of one.
const ONE: &str = "factlint://rules/";
/// A text that each program wraps for itself.
const PLAIN: Style = Style { color: false, width: 100, links: false };

/// All resources.
pub(super) fn list(engine: &Engine) -> Value {
    let all = json!({"uri": ALL, "name": "rules", "title": "All rules", "mimeType": "text/plain"});
    let rules = engine.packs().rules.iter().map(|rule| {
        json!({
            "uri": format!("{ONE}{}", rule.id),
            "name": rule.id,
            "description": rule.file.summary.trim(),
            "mimeType": "text/plain",
        })
    });
    Value::Array(std::iter::once(all).chain(rules).collect())
}

/// Their form.
pub(super) fn templates() -> Value {
    json!([{"uriTemplate": format!("{ONE}{{id}}"), "name": "rule", "title": "A rule", "mimeType": "text/plain"}])
}

/// What stands in one: what `factlint explain` prints.
pub(super) fn read(packs: &Packs, uri: &str) -> Result<Value, Failure> {
    let none = || Failure::new(Code::NoResource, format!("no resource `{uri}`"));
    let mut text = Vec::new();
    let written: io::Result<()> = if uri == ALL {
        explain::list(&packs.rules.iter().collect::<Vec<_>>(), PLAIN, &mut text)
    } else {
        let id = uri.strip_prefix(ONE).ok_or_else(none)?;
        let rule = packs.rules.get(id).ok_or_else(none)?;
        explain::rule(rule, packs.judged.get(id).copied(), PLAIN, &mut text)
    };
    written.map_err(|_| none())?;
    Ok(json!({"contents": [{"uri": uri, "mimeType": "text/plain", "text": String::from_utf8_lossy(&text)}]}))
}
