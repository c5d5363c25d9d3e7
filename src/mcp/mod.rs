//! factlint as a server of the Model Context Protocol: a writing assistant calls it before it answers.
//!
//! Stands beside the command line. Messages are JSON-RPC, one a line ([`message`]); a call reads what it is given ([`arguments`]), does what the
//! command line would do, and gives the same JSON ([`tools`]). Nothing outside the root is read, nothing is written, and each call knows nothing of
//! others.

mod arguments;
mod message;
mod resources;
mod tools;

use crate::{
    config::Config,
    pack::{Options, Packs},
    pipeline::Engine,
    settle::SettledFile,
};
use message::{Code, Failure, Incoming};
use serde_json::{Value, json};
use std::{
    cell::OnceCell,
    io::{self, BufRead, Write},
    path::PathBuf,
};

/// The versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// What assistants are told of the whole.
const ABOUT: &str = "factlint finds claims that cannot all be true, within a text and across sources. Before you hand over a text with figures, dates, \
                     names or quotes, call check_draft with it and with the sources that you used; mend what is contradicted, and check what is not found.";

/// What requests are answered with.
pub(crate) struct Server<'a> {
    /// The rules that run.
    pub(crate) engine: &'a Engine,
    /// What the folder says.
    pub(crate) config: &'a Config,
    /// The packs that the rules are from.
    pub(crate) options: Options,
    /// The findings that somebody settled.
    pub(crate) settled: Option<&'a SettledFile>,
    /// The folder, by its one true path, below which files may be read; none where none may.
    pub(crate) root: Option<PathBuf>,
    /// All rules with their examples, once somebody asks.
    packs: OnceCell<Packs>,
}

/// Why a call is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Refusal {
    /// What is given is none of what the tool takes, or cannot be read.
    #[error("{0}")]
    Arguments(String),
    /// It could not be done.
    #[error("{0}")]
    Failed(String),
}

impl<'a> Server<'a> {
    /// A server with these rules.
    #[must_use]
    pub(crate) fn new(
        engine: &'a Engine,
        config: &'a Config,
        options: Options,
        settled: Option<&'a SettledFile>,
        root: Option<PathBuf>,
    ) -> Self {
        Self { engine, config, options, settled, root, packs: OnceCell::new() }
    }

    /// All rules with their examples.
    fn packs(&self) -> &Packs {
        self.packs.get_or_init(|| Packs::load(&Options { all: true, ..self.options.clone() }))
    }

    /// Answers the messages of a client until there are no more.
    ///
    /// # Errors
    /// When they cannot be read, or nobody can be answered.
    pub(crate) fn serve(&self, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
        while let Some(line) = message::line(input)? {
            let answer = match line.and_then(|line| message::read(&line)) {
                Ok(Some(Incoming { id, method, params })) => Some(match self.answer(&method, params) {
                    Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
                    Err(failure) => failure.answer(&id),
                }),
                // A notification has no answer, whatever it says.
                Ok(None) => None,
                Err((id, failure)) => Some(failure.answer(&id)),
            };
            if let Some(answer) = answer {
                serde_json::to_writer(&mut *output, &answer)?;
                output.write_all(b"\n")?;
                output.flush()?;
            }
        }
        Ok(())
    }

    fn answer(&self, method: &str, params: Value) -> Result<Value, Failure> {
        match method {
            "initialize" => Ok(hello(&params)),
            "ping" => Ok(json!({})),
            "tools/list" => Ok(json!({"tools": tools::list()})),
            "tools/call" => self.call(params),
            "resources/list" => Ok(json!({"resources": resources::list(self.engine)})),
            "resources/templates/list" => Ok(json!({"resourceTemplates": resources::templates()})),
            "resources/read" => resources::read(self.packs(), &text(&params, "uri")?),
            _ => Err(Failure::new(Code::NoMethod, format!("no method `{method}`"))),
        }
    }

    fn call(&self, mut params: Value) -> Result<Value, Failure> {
        let name = text(&params, "name")?;
        let given = match params.get_mut("arguments").map(Value::take) {
            None | Some(Value::Null) => json!({}),
            Some(given) => given,
        };
        match tools::call(self, &name, given) {
            None => Err(Failure::new(Code::Params, format!("no tool `{name}`"))),
            Some(Ok(answer)) => Ok(json!({
                "content": [{"type": "text", "text": answer.text}],
                "structuredContent": answer.content,
                "isError": false,
            })),
            // An assistant can mend its call by what is said, so that it is told as the tool's answer.
            Some(Err(refusal)) => Ok(json!({"content": [{"type": "text", "text": refusal.to_string()}], "isError": true})),
        }
    }
}

/// The answer to `initialize`: the version that the client asks for if it is spoken, else the newest.
fn hello(params: &Value) -> Value {
    let asked = params.get("protocolVersion").and_then(Value::as_str);
    let version = VERSIONS.iter().find(|version| Some(**version) == asked).unwrap_or(&VERSIONS[0]);
    json!({
        "protocolVersion": version,
        "capabilities": {"tools": {}, "resources": {}},
        "serverInfo": {"name": "factlint", "title": "factlint", "version": env!("CARGO_PKG_VERSION")},
        "instructions": ABOUT,
    })
}

/// A text among the parameters.
fn text(params: &Value, name: &str) -> Result<String, Failure> {
    let found = params.get(name).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| Failure::new(Code::Params, format!("`{name}` must be a text")))
}
