//! factlint as a language server: findings as somebody types.
//!
//! Stands beside the command line, and checks as `check FILE` does, by the configuration that the file goes by. What is open in the editor
//! counts before what is on disk; sources and their claims are read once and kept (`desk`). Messages are read as they come; a text is checked when
//! no more are there, and what is asked of it is answered then, so that no check is made of a text that has changed already.

mod actions;
mod checked;
mod commands;
mod completion;
mod desk;
mod evidence;
mod folder;
mod messages;
mod position;
mod text;
mod uri;

pub use folder::{Launch, SetUp, Setup};

use crate::pipeline::Readings;
use desk::{Desk, Open};
use folder::Folders;
use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, RequestId, Response};
use lsp_types::{InitializeParams, Uri};
use position::Encoding;
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};
use text::Text;

/// Why the server ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// What the editor sent was none of the protocol, or it went away.
    #[error("the editor sent what is none of the protocol: {0}")]
    Protocol(#[from] ProtocolError),
    /// It asked for nothing that can be understood.
    #[error("the editor sent what is none of the protocol: {0}")]
    Json(#[from] serde_json::Error),
    /// It went away.
    #[error("the editor went away before it ended the server")]
    Gone,
}

/// Why a request has no result.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    /// It is for nothing that is there.
    #[error("no method `{0}`")]
    NoMethod(String),
    /// What it gives is none of what it takes.
    #[error("{0}")]
    Params(String),
    /// It could not be done.
    #[error("{0}")]
    Failed(String),
    /// It was taken back.
    #[error("taken back")]
    Cancelled,
}

impl Refusal {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NoMethod(_) => ErrorCode::MethodNotFound,
            Self::Params(_) => ErrorCode::InvalidParams,
            Self::Failed(_) => ErrorCode::RequestFailed,
            Self::Cancelled => ErrorCode::RequestCanceled,
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::Params(error.to_string())
    }
}

/// What a client can do, and wants.
#[derive(Debug, Clone, Copy)]
struct Client {
    encoding: Encoding,
    /// Whether it asks for a reason where a command needs one (`initializationOptions.asks`).
    asks: bool,
    /// Whether it tells of files that change when it is asked to.
    watches: bool,
}

/// The server.
struct Server<'a> {
    connection: &'a Connection,
    client: Client,
    /// The folder that texts without a file are taken for part of.
    root: PathBuf,
    folders: Folders<'a>,
    texts: BTreeMap<String, Text>,
    open: Open,
    desks: BTreeMap<String, Desk>,
    readings: Readings,
    /// What waits until its text is checked.
    waiting: Vec<Request>,
}

/// Serves one editor until it ends.
///
/// # Errors
/// When it goes away without a word, or sends what is none of the protocol.
pub fn serve(connection: &Connection, launch: Launch) -> Result<(), Ended> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let client = messages::client(&params);
    connection.initialize_finish(id, messages::hello(client))?;
    let root = messages::root(&params).or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let mut server = Server {
        connection,
        client,
        root,
        folders: Folders::new(launch),
        texts: BTreeMap::new(),
        open: Open::new(),
        desks: BTreeMap::new(),
        readings: Readings::default(),
        waiting: Vec::new(),
    };
    if client.watches {
        server.send(messages::watch())?;
    }
    server.run()
}

impl Server<'_> {
    fn run(&mut self) -> Result<(), Ended> {
        loop {
            // While more comes, nothing is checked that may have changed.
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                Err(_) if self.has_work() => {
                    self.work()?;
                    continue;
                }
                Err(_) => self.connection.receiver.recv().map_err(|_| Ended::Gone)?,
            };
            match message {
                Message::Request(request) if self.connection.handle_shutdown(&request)? => return Ok(()),
                // It waits for the checks of what has changed.
                Message::Request(request) => self.waiting.push(request),
                Message::Notification(notification) => self.notice(notification)?,
                Message::Response(_) => {}
            }
        }
    }

    fn has_work(&self) -> bool {
        !self.waiting.is_empty() || self.texts.values().any(|text| text.dirty)
    }

    /// Checks one text that has changed; once there is none, answers what waits.
    fn work(&mut self) -> Result<(), Ended> {
        if let Some(name) = self.texts.iter().find(|(_, text)| text.dirty).map(|(name, _)| name.clone()) {
            return self.check(&name);
        }
        for request in std::mem::take(&mut self.waiting) {
            let Request { id, method, params } = request;
            let result = self.answer(&method, params);
            self.reply(id, result)?;
        }
        Ok(())
    }

    /// Checks a text, and tells what is found.
    fn check(&mut self, name: &str) -> Result<(), Ended> {
        let before = self.desks.remove(name);
        let Some(text) = self.texts.get_mut(name) else { return Ok(()) };
        text.dirty = false;
        let diagnostics = match text.kind {
            text::Kind::Draft => {
                let desk = Desk::of(&text.path, &mut self.folders, &self.open, before, &mut self.readings);
                let diagnostics = checked::diagnostics(&desk, self.client.encoding);
                self.desks.insert(name.to_owned(), desk);
                diagnostics
            }
            text::Kind::Configuration => checked::configuration(text),
            text::Kind::Other => return Ok(()),
        };
        let message = messages::publish(&text.uri, diagnostics, Some(text.version));
        if !self.texts.values().any(|text| text.dirty) {
            self.readings.only(&self.desks.values().flat_map(|desk| &desk.job.loaded.documents));
        }
        self.send(message)
    }

    fn send(&self, message: impl Into<Message>) -> Result<(), Ended> {
        self.connection.sender.send(message.into()).map_err(|_| Ended::Gone)
    }

    fn reply(&self, id: RequestId, result: Result<Value, Refusal>) -> Result<(), Ended> {
        self.send(match result {
            Ok(result) => Response::new_ok(id, result),
            Err(refusal) => Response::new_err(id, refusal.code() as i32, refusal.to_string()),
        })
    }

    /// The desk of a text; none where it is not open, or none that is checked.
    fn desk(&self, uri: &Uri) -> Option<&Desk> {
        self.desks.get(uri.as_str())
    }

    fn notice(&mut self, notification: Notification) -> Result<(), Ended> {
        let Notification { method, params } = notification;
        match messages::notice(&method, params) {
            Ok(messages::Notice::Opened(uri, language, version, content)) => self.opened(&uri, &language, version, content),
            Ok(messages::Notice::Changed(uri, version, changes)) => {
                if let Some(text) = self.texts.get_mut(uri.as_str()) {
                    text.change(version, changes);
                    self.shown(&uri);
                }
            }
            Ok(messages::Notice::Closed(uri)) => return self.closed(&uri),
            Ok(messages::Notice::Saved) => self.again(),
            Ok(messages::Notice::Watched(rules)) => {
                if rules {
                    self.folders.forget();
                }
                self.again();
            }
            Ok(messages::Notice::Cancelled(id)) => {
                let before = self.waiting.len();
                self.waiting.retain(|request| request.id != id);
                if self.waiting.len() < before {
                    self.reply(id, Err(Refusal::Cancelled))?;
                }
            }
            Ok(messages::Notice::Other) => {}
            // A notification has no answer; that it means nothing is told where editors show such.
            Err(refusal) => self.send(messages::log(format!("{method}: {refusal}")))?,
        }
        Ok(())
    }

    fn opened(&mut self, uri: &Uri, language: &str, version: i32, content: String) {
        let text = Text::new(uri.clone(), language, version, content, &self.root, self.client.encoding);
        self.texts.insert(uri.as_str().to_owned(), text);
        self.shown(uri);
    }

    /// A text shows something else than before: it is checked again, and so is what stands on it.
    fn shown(&mut self, uri: &Uri) {
        let Some(text) = self.texts.get_mut(uri.as_str()) else { return };
        text.dirty = text.kind != text::Kind::Other;
        let place = text.place.clone();
        self.open.insert(place.clone(), text.content().as_bytes().into());
        self.touched(&place);
    }

    fn touched(&mut self, place: &std::path::Path) {
        for (name, desk) in &self.desks {
            if desk.stands_on(place)
                && let Some(text) = self.texts.get_mut(name)
            {
                text.dirty = true;
            }
        }
    }

    fn closed(&mut self, uri: &Uri) -> Result<(), Ended> {
        let Some(text) = self.texts.remove(uri.as_str()) else { return Ok(()) };
        self.desks.remove(uri.as_str());
        self.open.remove(&text.place);
        self.touched(&text.place);
        self.send(messages::publish(uri, Vec::new(), None))
    }

    /// Files may have come or gone: all is looked for again. What is as it was is not read again.
    fn again(&mut self) {
        self.desks.clear();
        for text in self.texts.values_mut() {
            text.dirty = text.kind != text::Kind::Other;
        }
    }
}
