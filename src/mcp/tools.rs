//! The tools: what they are called and take, and what each does.

use super::{
    Refusal, Server,
    arguments::{Draft, Given, Nothing, Rule, Texts},
};
use crate::{
    job::{Answered, Reader, Reading, Request},
    pipeline::Role,
    report::{brief, explain, json, schema},
    source::{self, Format, Loaded, nearest},
};
use schemars::{JsonSchema, Schema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// The most bytes of texts in a call.
const LONGEST_TEXTS: usize = 8 << 20;
/// The most bytes of files that a call names, and the most files.
const LONGEST_FILES: u64 = 64 << 20;
const MOST_FILES: u64 = 1000;

/// What a tool gives.
pub(super) struct Answer {
    /// For programs: the JSON of the command line.
    pub(super) content: Value,
    /// For readers.
    pub(super) text: String,
}

/// A tool.
struct Tool {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    takes: fn() -> Schema,
    /// The schema of what it gives, by its name in `schemas/`.
    gives: &'static str,
    run: fn(&Server, Value) -> Result<Answer, Refusal>,
}

const TOOLS: [Tool; 5] = [
    Tool {
        name: "check_draft",
        title: "Check a draft against sources",
        about: "Finds claims of a draft (figures, counts, dates, names, quotes) that its sources contradict or do not have, and claims within the \
                draft that cannot all be true. Call it before a text with facts is handed over. It is offline and deterministic, reads English and \
                Swedish, and never says which side is right: look at both places of a finding.",
        takes: schema_of::<Draft>,
        gives: "check-output",
        run: |server, given| {
            let answered = server.draft(&arguments(given)?)?;
            let report = answered.report(server.engine);
            Ok(Answer { content: tree(|out| json::write(&report, out))?, text: brief::findings(&report) })
        },
    },
    Tool {
        name: "check_texts",
        title: "Check texts against each other",
        about: "Finds claims in texts of equal standing (articles on one event, chapters, versions) that cannot all be true, in one of them or in \
                several.",
        takes: schema_of::<Texts>,
        gives: "check-output",
        run: |server, given| {
            let answered = server.texts(&arguments(given)?)?;
            let report = answered.report(server.engine);
            Ok(Answer { content: tree(|out| json::write(&report, out))?, text: brief::findings(&report) })
        },
    },
    Tool {
        name: "support_table",
        title: "Which source bears out which claim",
        about: "For each claim of a draft: supported, contradicted or not found, with the sentence of the source that says so.",
        takes: schema_of::<Draft>,
        gives: "support-output",
        run: |server, given| {
            let draft: Draft = arguments(given)?;
            if draft.sources.is_empty() {
                return Err(Refusal::Arguments("`sources` names none".to_owned()));
            }
            let answered = server.draft(&draft)?;
            let kind = |kind| server.engine.kind(kind);
            let table = answered.table(&kind);
            Ok(Answer { content: tree(|out| table.json(out))?, text: brief::support(&table) })
        },
    },
    Tool {
        name: "explain_rule",
        title: "Explain a rule",
        about: "What a rule of a finding checks, why it matters, what to do about it, and examples.",
        takes: schema_of::<Rule>,
        gives: "explain-output",
        run: |server, given| server.explain(&arguments::<Rule>(given)?.rule),
    },
    Tool {
        name: "list_rules",
        title: "List the rules",
        about: "The rules that run, what their findings weigh, and what each checks in one sentence.",
        takes: schema_of::<Nothing>,
        gives: "rules-output",
        run: |server, given| {
            let Nothing {} = arguments(given)?;
            let rules: Vec<_> = server.engine.packs().rules.iter().collect();
            Ok(Answer { content: tree(|out| explain::list_json(&rules, out))?, text: brief::rules(&rules) })
        },
    },
];

fn schema_of<T: JsonSchema>() -> Schema {
    schema_for!(T)
}

/// What is given, as a tool takes it.
fn arguments<T: DeserializeOwned>(given: Value) -> Result<T, Refusal> {
    serde_json::from_value(given).map_err(|error| Refusal::Arguments(error.to_string()))
}

/// What the command line would print.
fn tree(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<Value, Refusal> {
    let mut bytes = Vec::new();
    let written = write(&mut bytes).map_err(|error| error.to_string());
    written.and_then(|()| serde_json::from_slice(&bytes).map_err(|error| error.to_string())).map_err(Refusal::Failed)
}

/// All tools, as assistants are told of them.
pub(super) fn list() -> Value {
    let outputs = schema::schemas();
    let tools = TOOLS.iter().map(|tool| {
        let output = outputs.iter().find(|(name, _)| *name == tool.gives).map(|(_, schema)| schema);
        json!({
            "name": tool.name,
            "title": tool.title,
            "description": tool.about,
            "inputSchema": (tool.takes)(),
            "outputSchema": output,
            "annotations": {"readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false},
        })
    });
    Value::Array(tools.collect())
}

/// Calls a tool; none where there is none of this name.
pub(super) fn call(server: &Server, name: &str, given: Value) -> Option<Result<Answer, Refusal>> {
    let tool = TOOLS.iter().find(|tool| tool.name == name)?;
    Some((tool.run)(server, given))
}

impl Server<'_> {
    fn draft(&self, draft: &Draft) -> Result<Answered, Refusal> {
        let mut request = Request::default();
        let text = draft.draft().map_err(Refusal::Arguments)?;
        let bytes = text.content.len();
        request.add_text(text, self.engine, self.config).map_err(Refusal::Arguments)?;
        self.add(&mut request, &draft.sources, ("source", Role::Source), bytes)?;
        Ok(request.check(self.engine, self.settled, draft.require_sources))
    }

    fn texts(&self, texts: &Texts) -> Result<Answered, Refusal> {
        if texts.texts.is_empty() {
            return Err(Refusal::Arguments("`texts` names none".to_owned()));
        }
        let mut request = Request::default();
        self.add(&mut request, &texts.texts, ("text", Role::Peer), 0)?;
        Ok(request.check(self.engine, self.settled, false))
    }

    /// Adds texts, and those in files below the root.
    fn add(&self, request: &mut Request, given: &[Given], (what, role): (&str, Role), bytes: usize) -> Result<(), Refusal> {
        let bytes = given.iter().map(Given::bytes).sum::<usize>() + bytes;
        if bytes > LONGEST_TEXTS {
            return Err(Refusal::Arguments(format!("the texts have {bytes} bytes, and a call may have {LONGEST_TEXTS}")));
        }
        let mut paths = Vec::new();
        for (given, nth) in given.iter().zip(1..) {
            match given.text(what, nth, role).map_err(Refusal::Arguments)? {
                Some(text) => request.add_text(text, self.engine, self.config).map_err(Refusal::Arguments)?,
                None => paths.extend(given.path.as_deref()),
            }
        }
        if paths.is_empty() {
            return Ok(());
        }
        let loaded = self.load(&paths)?;
        request.add_loaded(loaded, role).map_err(Refusal::Arguments)
    }

    /// Reads files and folders below the root, and nothing else.
    fn load(&self, paths: &[&str]) -> Result<Loaded, Refusal> {
        let Some(root) = &self.root else {
            return Err(Refusal::Arguments(
                "no path is read, as the server was started without `--root`; give the text itself".to_owned(),
            ));
        };
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        // Nothing outside the root is told, not even the way to it.
        let shown = |text: String| text.replace(&format!("{}{}", root.display(), std::path::MAIN_SEPARATOR), "");
        for path in &paths {
            let named = || shown(path.display().to_string());
            if !source::is_within(path, root) {
                return Err(Refusal::Arguments(format!("{} lies outside the folder that may be read", named())));
            }
            if !path.is_dir() && Format::of(path).is_none() {
                return Err(Refusal::Arguments(format!("{} is in no format that is read", named())));
            }
            if path.exists() && !path.is_dir() && !path.is_file() {
                return Err(Refusal::Arguments(format!("{} is no regular file", named())));
            }
        }
        // So much of folders is read as all may have; that there was more is told.
        let (files, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
        let fits = |path: &Path| {
            let length = path.metadata().map_or(0, |found| found.len());
            files.fetch_add(1, Ordering::Relaxed) < MOST_FILES
                && bytes.fetch_add(length, Ordering::Relaxed) + length <= LONGEST_FILES
        };
        let config = self.config;
        let keeps = |path: &Path, is_folder: bool| config.keeps(path, is_folder) && (is_folder || fits(path));
        let reading = Reading { within: Some(root), ..Reading::new(self.engine, config) };
        let named = paths.iter().filter(|path| !path.is_dir()).all(|path| fits(path));
        let loaded = if named { Reader::new(&reading).load_of(&paths, &keeps) } else { Ok(Loaded::default()) };
        if files.into_inner() > MOST_FILES || bytes.into_inner() > LONGEST_FILES {
            return Err(Refusal::Arguments(format!("the paths lead to more than {MOST_FILES} files or {LONGEST_FILES} bytes")));
        }
        let mut loaded = loaded.map_err(|error| Refusal::Arguments(error.to_string()))?;
        if let Some(problem) = loaded.problems.first() {
            let help = problem.help().map(|help| format!(" ({help})")).unwrap_or_default();
            return Err(Refusal::Arguments(shown(format!("{problem}{help}"))));
        }
        for document in &mut loaded.documents {
            document.name = shown(std::mem::take(&mut document.name));
        }
        Ok(loaded)
    }

    fn explain(&self, id: &str) -> Result<Answer, Refusal> {
        let packs = self.packs();
        let Some(rule) = packs.rules.get(id) else {
            let near = nearest(id, packs.rules.all().iter().map(|rule| rule.id.as_str()));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(Refusal::Arguments(format!("no rule `{id}`{hint}")));
        };
        let judged = packs.judged.get(id).copied();
        Ok(Answer { content: tree(|out| explain::rule_json(rule, judged, out))?, text: brief::rule(rule) })
    }
}
