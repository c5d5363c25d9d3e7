//! What the tools take. The schemas that assistants are shown are made from these types.

use crate::{
    job::{Text, Written},
    pipeline::Role,
    source::{self, Metadata},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// A draft, and what it is held against.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    /// The draft.
    text: String,
    /// How the draft is written.
    #[serde(default = "markdown")]
    format: Written,
    /// What the draft is called in the answer.
    #[serde(default = "draft")]
    name: String,
    /// The day on which the draft is published: YYYY-MM-DD.
    date: Option<String>,
    /// The draft's language: en, sv. Its own words tell it where nothing is said.
    lang: Option<String>,
    /// What the draft is held against; without sources it is checked by itself.
    #[serde(default)]
    pub(super) sources: Vec<Given>,
    /// Whether a claim that no source has is a warning.
    #[serde(default)]
    pub(super) require_sources: bool,
}

/// A text, or the path of one: one of `text` and `path`, and not both.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    /// The text itself.
    text: Option<String>,
    /// A file or folder below the folder that the server was started with (`--root`), seen from there: .txt, .md, .html, .docx, .jsonl.
    pub(super) path: Option<String>,
    /// How `text` is written.
    format: Option<Written>,
    /// What `text` is called in the answer; without a name it is numbered.
    name: Option<String>,
    /// The day on which `text` was published: YYYY-MM-DD.
    date: Option<String>,
    /// The language of `text`: en, sv. Its own words tell it where nothing is said.
    lang: Option<String>,
    /// Who published `text`.
    publisher: Option<String>,
    /// Where `text` was published.
    url: Option<String>,
}

/// Texts that are held against each other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    /// The texts.
    pub(super) texts: Vec<Given>,
}

/// A rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// The rule's id, as findings have it: count-conflict.
    pub(super) rule: String,
}

/// Nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

fn markdown() -> Written {
    Written::Markdown
}

fn draft() -> String {
    "draft".to_owned()
}

impl Draft {
    /// The draft as a text of a request.
    pub(super) fn draft(&self) -> Result<Text, String> {
        let Self { text, format, name, date, lang, .. } = self;
        let role = if self.sources.is_empty() { Role::Peer } else { Role::Draft };
        let meta = known(date.as_deref(), lang.as_deref(), None, None)?;
        Ok(Text { name: name.clone(), content: text.clone(), written: *format, role, meta })
    }
}

impl Given {
    /// The text, if it is one and no path; `what` and `nth` name it where it has no name.
    pub(super) fn text(&self, what: &str, nth: usize, role: Role) -> Result<Option<Text>, String> {
        let named = self.name.clone().unwrap_or_else(|| format!("{what}-{nth}"));
        let of_text = self.format.is_some() || self.name.is_some() || self.date.is_some() || self.lang.is_some();
        match (&self.text, &self.path) {
            (Some(text), None) => {
                let meta = known(self.date.as_deref(), self.lang.as_deref(), self.publisher.clone(), self.url.clone());
                let meta = meta.map_err(|error| format!("{named}: {error}"))?;
                let written = self.format.unwrap_or_default();
                Ok(Some(Text { name: named, content: text.clone(), written, role, meta }))
            }
            (None, Some(_)) if !of_text && self.publisher.is_none() && self.url.is_none() => Ok(None),
            (None, Some(path)) => {
                Err(format!("`{path}` is a path: what is known of it stands in the file, or in `sources.yaml` beside it"))
            }
            _ => Err(format!("{what} {nth} has a `text` or a `path`, and not both")),
        }
    }

    /// The bytes of its text.
    pub(super) fn bytes(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }
}

fn known(date: Option<&str>, lang: Option<&str>, source: Option<String>, url: Option<String>) -> Result<Metadata, String> {
    let said = |error: source::MetadataError| error.to_string();
    let date = date.map(source::parse_date).transpose().map_err(said)?;
    Ok(Metadata { date, lang: lang.map(source::parse_lang).transpose().map_err(said)?, source, url, ..Metadata::default() })
}
