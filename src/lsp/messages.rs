//! What is said between an editor and the server, as the protocol writes it.

use super::{Client, Refusal, commands, position::Encoding, uri};
use lsp_server::{Message, Notification, Request, RequestId};
use lsp_types::{
    CancelParams, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions,
    Diagnostic, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    ExecuteCommandOptions, HoverProviderCapability, InitializeParams, LogMessageParams, MessageType, NumberOrString, OneOf,
    PublishDiagnosticsParams, SaveOptions, ServerCapabilities, ShowMessageParams, TextDocumentContentChangeEvent,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What a client can do.
pub(super) fn client(params: &InitializeParams) -> Client {
    let general = params.capabilities.general.as_ref();
    let watched = params.capabilities.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files);
    let options = params.initialization_options.as_ref();
    Client {
        encoding: Encoding::agreed(general.and_then(|general| general.position_encodings.as_deref())),
        asks: options.and_then(|options| options.get("asks")).and_then(Value::as_bool).unwrap_or(false),
        watches: watched.and_then(|watched| watched.dynamic_registration).unwrap_or(false),
    }
}

/// The folder that the editor has open.
#[allow(deprecated, reason = "clients of before folders could be several give the one that they have like this")]
pub(super) fn root(params: &InitializeParams) -> Option<PathBuf> {
    let first = params.workspace_folders.as_ref().and_then(|folders| folders.first());
    first.and_then(|folder| uri::path(&folder.uri)).or_else(|| params.root_uri.as_ref().and_then(uri::path))
}

/// What the server can do.
pub(super) fn hello(client: Client) -> Value {
    let capabilities = ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(SaveOptions { include_text: Some(false) }.into()),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![":".to_owned(), " ".to_owned(), "-".to_owned()]),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    json!({"capabilities": capabilities, "serverInfo": {"name": "factlint", "version": env!("CARGO_PKG_VERSION")}})
}

/// Asks to be told of files that change: texts, what is known of them, configurations, rules.
pub(super) fn watch() -> Message {
    let watchers = json!([{"globPattern": "**/*.{txt,text,md,markdown,html,htm,xhtml,docx,jsonl,ndjson,yaml,yml}"}]);
    let registration = json!({
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    });
    let params = json!({"registrations": [registration]});
    Request { id: RequestId::from("watch".to_owned()), method: "client/registerCapability".to_owned(), params }.into()
}

/// What an editor tells.
pub(super) enum Notice {
    Opened(Uri, String, i32, String),
    Changed(Uri, i32, Vec<TextDocumentContentChangeEvent>),
    Closed(Uri),
    Saved,
    /// Files have changed; whether rules or a configuration are among them.
    Watched(bool),
    Cancelled(RequestId),
    Other,
}

pub(super) fn notice(method: &str, params: Value) -> Result<Notice, Refusal> {
    Ok(match method {
        "textDocument/didOpen" => {
            let DidOpenTextDocumentParams { text_document: text } = serde_json::from_value(params)?;
            Notice::Opened(text.uri, text.language_id, text.version, text.text)
        }
        "textDocument/didChange" => {
            let DidChangeTextDocumentParams { text_document: text, content_changes } = serde_json::from_value(params)?;
            Notice::Changed(text.uri, text.version, content_changes)
        }
        "textDocument/didClose" => {
            let DidCloseTextDocumentParams { text_document } = serde_json::from_value(params)?;
            Notice::Closed(text_document.uri)
        }
        "textDocument/didSave" => Notice::Saved,
        "workspace/didChangeWatchedFiles" => {
            let DidChangeWatchedFilesParams { changes } = serde_json::from_value(params)?;
            let is_rule = |uri: &Uri| {
                let name = uri.as_str().to_ascii_lowercase();
                name.ends_with("yaml") || name.ends_with("yml")
            };
            Notice::Watched(changes.iter().any(|change| is_rule(&change.uri)))
        }
        "$/cancelRequest" => {
            let CancelParams { id } = serde_json::from_value(params)?;
            Notice::Cancelled(match id {
                NumberOrString::Number(id) => RequestId::from(id),
                NumberOrString::String(id) => RequestId::from(id),
            })
        }
        _ => Notice::Other,
    })
}

/// Tells what was found in a text.
pub(super) fn publish(uri: &Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) -> Message {
    let params = PublishDiagnosticsParams { uri: uri.clone(), diagnostics, version };
    Notification::new("textDocument/publishDiagnostics".to_owned(), params).into()
}

/// Writes where editors keep what only some people look at.
pub(super) fn log(message: String) -> Message {
    let params = LogMessageParams { typ: MessageType::WARNING, message };
    Notification::new("window/logMessage".to_owned(), params).into()
}

/// Shows something.
pub(super) fn show(message: String) -> Message {
    let params = ShowMessageParams { typ: MessageType::INFO, message };
    Notification::new("window/showMessage".to_owned(), params).into()
}
