//! `factlint test --corpus`: what a pack's rules find in its author's own texts, and whether that is right.
//!
//! The answers stand in the pack, so that none is asked for twice and `factlint explain` can tell readers how often a rule was right.

use super::{
    Session, Status, output,
    test::{Format, counted},
};
use crate::{
    check::Finding,
    pack::{CORPUS, CorpusFile, Judgement, Pack, PackFile, Precision, Rule},
    pipeline::{Role, Summary},
    report::{Report, clean::clean, human, json::SCHEMA},
    settle::Texts,
    source::{self, Choice, Defaults, Input, Loaded, Metadata, Seen},
    store,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead as _, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

/// Arguments about an author's own texts.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Run the rules of packs over texts of your own instead, show each finding that was not judged yet, and ask whether it is right; answers are
    /// read from standard input and kept in the pack
    #[arg(long, value_name = "DIR", conflicts_with_all = ["update", "review", "coverage"])]
    corpus: Option<PathBuf>,
    /// Take away the answers to findings that are there no more
    #[arg(long, requires = "corpus")]
    prune: bool,
}

/// What the rules of a pack find.
struct Judging<'a> {
    pack: &'a Pack,
    rules: Vec<&'a Rule>,
    found: Vec<(Finding, String)>,
    answers: CorpusFile,
    /// How many answers are new.
    kept: usize,
}

/// What somebody said of a finding.
enum Answer {
    Right(bool),
    Skip,
    Quit,
    /// Nobody is there to answer, now or later.
    End,
}

impl Args {
    /// The texts, if they are asked for.
    pub(super) fn texts(&self) -> Option<&Path> {
        self.corpus.as_deref()
    }

    pub(super) fn run(
        &self,
        texts: &Path,
        packs: &[String],
        filter: Option<&str>,
        format: Format,
        session: &Session,
    ) -> io::Result<Status> {
        let engine = &session.engine;
        let packs: Vec<&Pack> = packs.iter().filter_map(|name| engine.packs().pack(name)).collect();
        if let Some(built_in) = packs.iter().find(|pack| pack.built_in) {
            super::complain(&format!("`{}` is built in; name the folder of your pack before `--corpus`", built_in.manifest.name));
            return Ok(Status::Failed);
        }
        let loaded = load(texts, session);
        session.terminal.loaded(&loaded);
        let documents = &loaded.documents;
        let checked: BTreeSet<u32> = (0..documents.len() as u32).collect();
        let keys = Texts { documents, files: &loaded.files, checked: &checked };
        let (findings, _) = engine.check(documents, &vec![Role::Peer; documents.len()]);
        let mut all = Vec::new();
        for pack in packs {
            let rules: Vec<&Rule> = engine.packs().rules.all().iter().filter(|rule| rule.pack == pack.manifest.name).collect();
            let rules: Vec<&Rule> = rules.into_iter().filter(|rule| filter.is_none_or(|part| rule.id.contains(part))).collect();
            let own = findings.iter().filter(|finding| rules.iter().any(|rule| rule.id == finding.rule));
            let found = own.map(|finding| (finding.clone(), keys.key(finding).digits())).collect();
            let answers = match read(&file(pack)) {
                Ok(answers) => answers,
                Err(status) => return Ok(status),
            };
            all.push(Judging { pack, rules, found, answers, kept: 0 });
        }
        let mut out = output::stdout();
        let mut lines = io::stdin().lock().lines();
        for judging in &mut all {
            let answers = if format == Format::Human { judging.ask(&loaded, session, &mut lines, &mut out)? } else { Vec::new() };
            judging.keep(&answers, self.prune && loaded.problems.is_empty())?;
        }
        match format {
            Format::Human => human(&all, &mut out)?,
            Format::Json => writeln!(out, "{}", as_json(&all))?,
        }
        out.flush()?;
        Ok(match all.iter().all(|judging| judging.open().next().is_none()) {
            _ if !loaded.problems.is_empty() => Status::Failed,
            true => Status::Clean,
            false => Status::Found,
        })
    }
}

fn load(texts: &Path, session: &Session) -> Loaded {
    let defaults = Defaults {
        meta: Metadata::default(),
        dateline_word: &|word: &str| session.engine.dateline_word(word),
        names_thing: &|key: &str| session.engine.names_thing(key),
        choice: Choice::default(),
    };
    source::load(&[Input::Path(texts.to_owned())], &defaults, &mut Seen::default())
}

/// The file with the answers.
fn file(pack: &Pack) -> PathBuf {
    pack.folder.join(CORPUS)
}

/// The answers so far. What is wrong with the file was told when the pack was loaded.
fn read(path: &Path) -> Result<CorpusFile, Status> {
    if path.symlink_metadata().is_err() {
        return Ok(CorpusFile::default());
    }
    PackFile::own(path).and_then(|file| file.read_or_nothing()).map_err(|_| Status::Failed)
}

impl Judging<'_> {
    /// The findings that were not judged.
    fn open(&self) -> impl Iterator<Item = &(Finding, String)> {
        self.found.iter().filter(|(finding, key)| self.answers.answer(&finding.rule, key).is_none())
    }

    /// Shows each finding that was not judged, and reads what is said of it: one answer a line.
    fn ask(
        &self,
        loaded: &Loaded,
        session: &Session,
        lines: &mut dyn Iterator<Item = io::Result<String>>,
        out: &mut dyn Write,
    ) -> io::Result<Vec<Judgement>> {
        let open: Vec<_> = self.open().collect();
        let mut answers = Vec::new();
        let mut ended = false;
        for (nth, (finding, key)) in open.iter().enumerate() {
            let one = std::slice::from_ref(finding);
            let report = Report::new(&loaded.documents, one, &[], Summary::default(), session.engine.texts());
            writeln!(out, "{} of {}: {key}", nth + 1, open.len())?;
            human::findings(&report, session.terminal.out, out)?;
            match if ended { Answer::End } else { answer(lines, out)? } {
                Answer::Right(right) => answers.push(Judgement { rule: finding.rule.clone(), finding: key.clone(), right }),
                Answer::Skip => {}
                Answer::Quit => break,
                // All are shown all the same.
                Answer::End => ended = true,
            }
        }
        Ok(answers)
    }

    /// Writes answers into the pack, and takes away those to findings that are gone. Another run that writes at the same time waits.
    fn keep(&mut self, new: &[Judgement], prune: bool) -> io::Result<()> {
        let path = file(self.pack);
        let _lock = store::lock(&path)?;
        let unreadable = || io::Error::new(io::ErrorKind::InvalidData, format!("cannot read {}", path.display()));
        let mut now = read(&path).map_err(|_| unreadable())?;
        let before = now.clone();
        now.judged.retain(|old| new.iter().all(|new| (&new.rule, &new.finding) != (&old.rule, &old.finding)));
        now.judged.extend_from_slice(new);
        if prune {
            let rules: BTreeSet<&str> = self.rules.iter().map(|rule| rule.id.as_str()).collect();
            let is_found = |judged: &Judgement| self.found.iter().any(|(f, key)| f.rule == judged.rule && *key == judged.finding);
            now.judged.retain(|judged| !rules.contains(judged.rule.as_str()) || is_found(judged));
        }
        if now != before {
            store::write(&path, &now.yaml())?;
        }
        (self.answers, self.kept) = (now, new.len());
        Ok(())
    }

    /// How often each rule was right in what it finds now, and how many of its findings nobody judged.
    fn by_rule(&self) -> BTreeMap<&str, (Precision, usize)> {
        let mut of: BTreeMap<&str, (Precision, usize)> =
            self.rules.iter().map(|rule| (rule.id.as_str(), (Precision::default(), 0))).collect();
        for (finding, key) in &self.found {
            let Some((precision, open)) = of.get_mut(finding.rule.as_str()) else { continue };
            match self.answers.answer(&finding.rule, key) {
                Some(right) => precision.add(right),
                None => *open += 1,
            }
        }
        of
    }

    /// The answers to findings of these rules that are there no more.
    fn gone(&self) -> usize {
        let of_rules = self.answers.judged.iter().filter(|judged| self.rules.iter().any(|rule| rule.id == judged.rule));
        of_rules.filter(|judged| !self.found.iter().any(|(f, key)| f.rule == judged.rule && *key == judged.finding)).count()
    }
}

/// Asks whether a finding is right.
fn answer(lines: &mut dyn Iterator<Item = io::Result<String>>, out: &mut dyn Write) -> io::Result<Answer> {
    loop {
        write!(out, "is this right? yes (y), no (n), skip (s), quit (q): ")?;
        out.flush()?;
        let line = lines.next().transpose()?;
        let answer = match line.as_deref().map(str::trim) {
            Some("y" | "yes") => Answer::Right(true),
            Some("n" | "no") => Answer::Right(false),
            Some("s" | "skip") => Answer::Skip,
            Some("q" | "quit") => Answer::Quit,
            Some(_) => continue,
            None => Answer::End,
        };
        // What a person types is on the terminal already.
        let typed = line.filter(|_| !io::stdin().is_terminal()).unwrap_or_default();
        writeln!(out, "{}\n", clean(typed.trim()))?;
        return Ok(answer);
    }
}

fn human(all: &[Judging], out: &mut dyn Write) -> io::Result<()> {
    for judging in all {
        let by_rule = judging.by_rule();
        let width = by_rule.keys().map(|id| id.len()).max().unwrap_or(0);
        for (rule, (precision, open)) in by_rule {
            let said = match (precision.judged, open) {
                (0, 0) => "finds nothing".to_owned(),
                (0, open) => format!("{} not judged", counted(open, "finding")),
                (judged, open) => {
                    let open = if open > 0 { format!(", {open} not judged") } else { String::new() };
                    format!("{} of {judged} right{open}", precision.right)
                }
            };
            writeln!(out, "{rule:width$}  {said}")?;
        }
        let path = clean(&file(judging.pack).display().to_string());
        if judging.kept > 0 {
            writeln!(out, "kept {} in {path}", counted(judging.kept, "answer"))?;
        }
        match judging.gone() {
            0 => {}
            gone => writeln!(
                out,
                "{path} has {} to findings that are there no more; `--prune` takes them away",
                counted(gone, "answer")
            )?,
        }
    }
    Ok(())
}

fn as_json(all: &[Judging]) -> serde_json::Value {
    let rules = all.iter().flat_map(|judging| {
        let pack = judging.pack.manifest.name.as_str();
        judging.by_rule().into_iter().map(move |(rule, (precision, open))| {
            json!({"pack": pack, "rule": rule, "right": precision.right, "judged": precision.judged, "open": open})
        })
    });
    let open = all.iter().flat_map(Judging::open).map(|(finding, key)| json!({"rule": finding.rule, "finding": key}));
    json!({"schema": SCHEMA, "rules": rules.collect::<Vec<_>>(), "open": open.collect::<Vec<_>>()})
}
