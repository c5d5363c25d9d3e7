//! `factlint batch`: drafts and sources from an editorial system, many requests a process.

use super::{Session, Status, job, output};
use crate::{
    job::{Given, Request},
    report::answer::{self, Mistake},
    settle::SettledFile,
    source::LONGEST,
};
use std::io::{self, BufRead, Read as _, Write as _};

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
    /// Read documents that name their file by `path`, whatever file that is: only for requests of programs that may read all that you may
    #[arg(long)]
    files: bool,
}

/// The documents of a request, and what is wrong with some of them.
#[derive(Default)]
struct Lines {
    request: Request,
    errors: Vec<Mistake>,
    count: usize,
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
        let (mut status, mut line, mut lines) = (Status::Clean, 0, Lines::default());
        loop {
            let mut bytes = Vec::new();
            line += 1;
            let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
            let ended = read.map_err(|e| io::Error::new(e.kind(), format!("cannot read standard input: {e}")))? == 0;
            if !bytes.trim_ascii().is_empty() {
                lines.count += 1;
                let given = serde_json::from_slice(&bytes).map_err(|e| e.to_string());
                let added = given.and_then(|given| self.add(given, &mut lines.request, session));
                lines.errors.extend(added.err().map(|message| Mistake { line, message }));
                continue;
            }
            if lines.count > 0 {
                status = status.max(self.answer(std::mem::take(&mut lines), settled.as_ref(), session, &mut out)?);
                out.flush()?;
            }
            // Without a reader, further answers are for nobody.
            if ended || out.is_gone() {
                return Ok(status);
            }
        }
    }

    fn add(&self, mut given: Given, request: &mut Request, session: &Session) -> Result<(), String> {
        match given.path.take() {
            None => request.add(given, &session.engine, &session.config),
            Some(path) if self.files => request.add_file(&path, given, &session.engine, &session.config),
            Some(_) => Err("a document with a `path` is read with `factlint batch --files` only".to_owned()),
        }
    }

    fn answer(
        &self,
        lines: Lines,
        settled: Option<&SettledFile>,
        session: &Session,
        out: &mut output::Out,
    ) -> io::Result<Status> {
        if !lines.errors.is_empty() {
            answer::refuse(lines.errors, out)?;
            return Ok(Status::Failed);
        }
        let engine = &session.engine;
        let answered = lines.request.check(engine, settled, false);
        answer::write(&answered.report(engine), &answered.table(&|kind| engine.kind(kind)), out)?;
        let fail_on = self.fail_on.or(session.config.fail_on()).unwrap_or_default();
        let found = answered.verdicts.open.iter().any(|finding| fail_on.fails(finding.severity));
        Ok(job::status(true, if found { Status::Found } else { Status::Clean }))
    }
}
