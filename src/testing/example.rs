//! An example as documents, and what a rule reports of them.

use crate::{
    check::Finding,
    pack::{Example, Rule},
    pipeline::{Engine, Role, Summary},
    report::{Report, human},
    source::{self, Document, Metadata, Origin, PathWords},
};
use std::sync::Arc;

/// The columns of a rendered report.
const STYLE: human::Style = human::Style { color: false, width: 80, links: false };

/// The documents of an example, and what each is in the check; `paths` where it is looked for the files that they name.
#[must_use]
pub fn documents(example: &Example, paths: Option<&Arc<PathWords>>) -> (Vec<Document>, Vec<Role>) {
    let whole = Metadata { date: date(example.date.as_ref()), lang: example.lang.clone(), ..Metadata::default() };
    if let Some(text) = &example.text {
        let name = if example.markdown { "example.md" } else { "example.txt" };
        let among = paths.filter(|_| !example.files.is_empty()).map(|paths| {
            let read = source::markdown_among(name.into(), text.as_str().into(), &example.files, paths);
            Document { meta: whole.clone(), ..read }
        });
        let document = among.unwrap_or_else(|| document(name.into(), text, whole, example.markdown));
        return (vec![document], vec![Role::Peer]);
    }
    let sources = example.sources;
    let drafts = example.documents.len().saturating_sub(sources);
    let plain = |nth: usize| match (sources, drafts) {
        (0, _) => format!("{}.txt", nth + 1),
        (_, 1) if nth == 0 => "draft.txt".into(),
        _ if nth < drafts => format!("draft-{}.txt", nth + 1),
        (1, _) => "source.txt".into(),
        _ => format!("source-{}.txt", nth + 1 - drafts),
    };
    let name = |nth: usize| if example.markdown { plain(nth).replace(".txt", ".md") } else { plain(nth) };
    let role = |nth: usize| match sources {
        0 => Role::Peer,
        _ if nth < drafts => Role::Draft,
        _ => Role::Source,
    };
    let read = example.documents.iter().enumerate().map(|(nth, d)| {
        let meta = Metadata { date: date(d.date.as_ref()), lang: d.lang.clone(), ..Metadata::default() };
        (document(name(nth), &d.text, meta.or(&whole), example.markdown), role(nth))
    });
    read.unzip()
}

fn date(text: Option<&String>) -> Option<jiff::civil::Date> {
    text.and_then(|t| source::parse_date(t).ok())
}

fn document(name: String, text: &str, meta: Metadata, markdown: bool) -> Document {
    let text: Arc<str> = text.into();
    if markdown {
        return Document { meta, ..source::markdown(name, text) };
    }
    let blocks = source::blocks(&text, 0);
    Document { name, meta, blocks, lost: Vec::new(), origin: Origin::Identity { skipped: 0 }, raw: text.clone(), text }
}

/// What a rule reports of an example, for people, in 80 columns; `None` if nothing.
#[must_use]
pub fn report(engine: &Engine, rule: &Rule, example: &Example) -> Option<String> {
    let (documents, roles) = documents(example, engine.path_words().as_ref());
    let findings: Vec<Finding> = engine.check_rule(&documents, &roles, rule);
    if findings.is_empty() {
        return None;
    }
    let report = Report::new(&documents, &findings, &[], Summary::default(), engine.texts());
    let mut out = Vec::new();
    human::findings(&report, STYLE, &mut out).ok()?;
    Some(String::from_utf8_lossy(&out).trim_end().to_owned())
}
