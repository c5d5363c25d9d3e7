//! `factlint batch`: drafts and sources from an editorial system, many requests a process.

use super::{Session, Status, job, output};
use crate::{
    job::Run,
    pipeline::Role,
    report::{
        Report,
        answer::{self, Mistake},
        support::Table,
    },
    settle::{SettledFile, Settling, Texts},
    source::{self, Choice, Defaults, Document, Format, LONGEST, Metadata},
};
use schemars::JsonSchema;
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    io::{self, BufRead, Read as _, Write as _},
    path::PathBuf,
};

/// Check drafts and sources that come on standard input, request by request
///
/// A request is one JSON object a line for each document: `{"role": "draft", "id": "…", "text": "…"}`, with `html` instead of `text` for a page, the
/// roles `draft`, `source` and `peer`, and `date`, `lang`, `source` and `url` where they are known. An empty line or the end of the input
/// ends a request. Each is answered with one line of JSON: the report of `check --format json`, with `support` as in `claims`, or `errors`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The least severity that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<crate::config::FailOn>,
}

/// A document of a request.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "factlint batch: a document of a request")]
pub(crate) struct Given {
    /// What it is in the check; where nothing is said, it is held against all others without a role.
    #[serde(default)]
    role: GivenRole,
    /// What it is called in the answer; no two documents of a request are called the same.
    id: String,
    /// Its text, if it is no page.
    text: Option<String>,
    /// Its HTML, if it is one.
    html: Option<String>,
    /// The day on which it was published: YYYY-MM-DD.
    date: Option<String>,
    /// Its language: en, sv.
    lang: Option<String>,
    /// Who published it.
    source: Option<String>,
    /// Where it was published.
    url: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum GivenRole {
    Draft,
    Source,
    #[default]
    Peer,
}

/// The documents of a request, and what is wrong with some of them.
#[derive(Default)]
struct Request {
    documents: Vec<Document>,
    files: Vec<PathBuf>,
    roles: Vec<Role>,
    errors: Vec<Mistake>,
    lines: usize,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let settled = match session.settled.as_deref().map(SettledFile::read).transpose() {
            Ok(file) => file,
            Err(problem) => {
                session.terminal.problems(&[problem]);
                return Ok(Status::Failed);
            }
        };
        let mut input = io::stdin().lock();
        let mut out = output::stdout();
        let (mut status, mut line, mut request) = (Status::Clean, 0, Request::default());
        loop {
            let mut bytes = Vec::new();
            line += 1;
            let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
            let ended = read.map_err(|e| io::Error::new(e.kind(), format!("cannot read standard input: {e}")))? == 0;
            if !bytes.trim_ascii().is_empty() {
                request.lines += 1;
                if let Err(message) = request.add(&bytes, session) {
                    request.errors.push(Mistake { line, message });
                }
                continue;
            }
            if request.lines > 0 {
                status = status.max(self.answer(std::mem::take(&mut request), settled.as_ref(), session, &mut out)?);
                out.flush()?;
            }
            // Without a reader, further answers are for nobody.
            if ended || out.is_gone() {
                return Ok(status);
            }
        }
    }

    fn answer(
        &self,
        request: Request,
        settled: Option<&SettledFile>,
        session: &Session,
        out: &mut output::Out,
    ) -> io::Result<Status> {
        if !request.errors.is_empty() {
            answer::refuse(request.errors, out)?;
            return Ok(Status::Failed);
        }
        let engine = &session.engine;
        let Request { documents, files, roles, .. } = request;
        let checked: BTreeSet<u32> = (0..).zip(&roles).filter(|(_, role)| **role != Role::Source).map(|(at, _)| at).collect();
        let done = crate::job::check(engine, &documents, &[Run::of_all(roles)]);
        let texts = Texts { documents: &documents, files: &files, checked: &checked };
        let settling = Settling { texts, rules: &engine.packs().rules, file: settled, whole: false };
        let outcome = settling.part(done.findings);
        let mut summary = done.summary.with_findings(&outcome.open);
        summary.settled = outcome.settled.len();
        let report = Report {
            settled: &outcome.settled,
            keys: Some(texts),
            ..Report::new(&documents, &outcome.open, &done.support, summary, engine.texts())
        };
        let table = Table { documents: &documents, support: &done.support, kind: &|kind| engine.kind(kind) };
        answer::write(&report, &table, out)?;
        let fail_on = self.fail_on.or(session.config.fail_on()).unwrap_or_default();
        let found = outcome.open.iter().any(|finding| fail_on.fails(finding.severity));
        Ok(job::status(true, if found { Status::Found } else { Status::Clean }))
    }
}

impl Request {
    /// Adds the document of a line, or says what is wrong with it.
    fn add(&mut self, line: &[u8], session: &Session) -> Result<(), String> {
        let given: Given = serde_json::from_slice(line).map_err(|e| e.to_string())?;
        if self.documents.iter().any(|document| document.name == given.id) {
            return Err(format!("a document of this request is called `{}` already", given.id));
        }
        let (content, format, extension) = match (given.text, given.html) {
            (Some(text), None) => (text, Format::Text, "txt"),
            (None, Some(html)) => (html, Format::Html, "html"),
            _ => return Err("a document has a `text` or `html`, and not both".to_owned()),
        };
        let said = |error: source::MetadataError| error.to_string();
        let config = &session.config;
        let meta = Metadata {
            date: given.date.as_deref().map(source::parse_date).transpose().map_err(said)?,
            lang: given.lang.as_deref().map(source::parse_lang).transpose().map_err(said)?,
            source: given.source,
            url: given.url,
        };
        let defaults = Defaults {
            meta: Metadata { date: config.date, lang: config.lang.clone(), ..Metadata::default() },
            dateline_word: &|word: &str| session.engine.dateline_word(word),
            choice: Choice { longest: config.longest(), ..Choice::default() },
        };
        let name = PathBuf::from(format!("document.{extension}"));
        let (mut document, _) =
            source::one(given.id, format, content.into_bytes().into(), &defaults).map_err(|problem| problem.to_string())?;
        document.meta = meta.or(&document.meta);
        if let Some((_, language)) = session.engine.unserved(std::slice::from_ref(&document)).pop() {
            return Err(format!("no pack reads {language}"));
        }
        self.documents.push(document);
        self.files.push(name);
        self.roles.push(match given.role {
            GivenRole::Draft => Role::Draft,
            GivenRole::Source => Role::Source,
            GivenRole::Peer => Role::Peer,
        });
        Ok(())
    }
}

/// The JSON Schema of a document of a request.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Given)
}
