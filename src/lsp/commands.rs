//! What an editor may ask for by the place of a text, or by a command.

use super::{Refusal, Server, actions, completion, desk::Desk, evidence, messages, text::Kind};
use crate::{
    report::brief,
    settle::{Entry, SettledFile},
};
use lsp_types::{
    CodeActionParams, CodeLens, CodeLensParams, Command, CompletionParams, ExecuteCommandParams, GotoDefinitionParams,
    HoverParams, Range, TextDocumentPositionParams, Uri,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Shows what a rule checks: `[rule]`.
pub(super) const EXPLAIN: &str = "factlint.explain";
/// Shows how the claims of a text stand: `[uri]`.
pub(super) const SUPPORT: &str = "factlint.support";
/// Settles a finding in the file of settled findings: `[{uri, key, reason}]`.
pub(super) const SETTLE: &str = "factlint.settle";
/// All commands.
pub(super) const ALL: [&str; 3] = [EXPLAIN, SUPPORT, SETTLE];

/// A finding that is to be settled.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Settle {
    pub(super) uri: Uri,
    pub(super) key: String,
    #[serde(default)]
    pub(super) reason: String,
}

impl Server<'_> {
    /// The answer to a request, once all texts are checked.
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        let encoding = self.client.encoding;
        match method {
            "textDocument/hover" => {
                let HoverParams { text_document_position_params: at, .. } = serde_json::from_value(params)?;
                let hover = self.desk(&at.text_document.uri).and_then(|desk| evidence::hover(desk, at.position, encoding));
                Ok(serde_json::to_value(hover)?)
            }
            "textDocument/definition" => {
                let GotoDefinitionParams { text_document_position_params: at, .. } = serde_json::from_value(params)?;
                let TextDocumentPositionParams { text_document, position } = at;
                let places = self.desk(&text_document.uri).map(|desk| evidence::places(desk, position, encoding));
                Ok(serde_json::to_value(places)?)
            }
            "textDocument/codeAction" => {
                let CodeActionParams { text_document, range, .. } = serde_json::from_value(params)?;
                let offered = |desk: &Desk| actions::offered(desk, &text_document.uri, range, self.client);
                Ok(serde_json::to_value(self.desk(&text_document.uri).map(offered))?)
            }
            "textDocument/codeLens" => {
                let CodeLensParams { text_document, .. } = serde_json::from_value(params)?;
                Ok(serde_json::to_value(self.desk(&text_document.uri).map(|desk| lens(desk, &text_document.uri)))?)
            }
            "textDocument/completion" => {
                let CompletionParams { text_document_position: at, .. } = serde_json::from_value(params)?;
                let Some(text) = self.texts.get(at.text_document.uri.as_str()) else { return Ok(Value::Null) };
                if text.kind != Kind::Configuration {
                    return Ok(Value::Null);
                }
                let offset = text.lines.offset(text.content(), at.position);
                let (content, path) = (text.content().to_owned(), text.path.clone());
                let folder = self.folders.of(&path);
                let packs = folder.setup.as_ref().ok().map(|setup| setup.engine.packs());
                Ok(serde_json::to_value(completion::offered(&content, offset, packs, encoding))?)
            }
            "workspace/executeCommand" => {
                let ExecuteCommandParams { command, arguments, .. } = serde_json::from_value(params)?;
                let [given] = <[Value; 1]>::try_from(arguments)
                    .map_err(|given| Refusal::Params(format!("`{command}` takes one argument, and not {}", given.len())))?;
                self.execute(&command, given)
            }
            _ => Err(Refusal::NoMethod(method.to_owned())),
        }
    }

    fn execute(&mut self, command: &str, given: Value) -> Result<Value, Refusal> {
        match command {
            EXPLAIN => {
                let id: String = taken(given)?;
                let told = self
                    .desks
                    .values()
                    .filter_map(Desk::by)
                    .find_map(|(engine, _)| Some(brief::rule(engine.packs().rules.get(&id)?)));
                let told = told.ok_or_else(|| Refusal::Params(format!("no rule `{id}`")))?;
                self.tell(&told)
            }
            SUPPORT => {
                let uri: Uri = taken(given)?;
                let told = self.desk(&uri).and_then(|desk| {
                    let (engine, _) = desk.by()?;
                    let kind = |kind| engine.kind(kind);
                    Some(brief::support(&desk.table(&kind)))
                });
                let told = told.ok_or_else(|| Refusal::Params(format!("{} is not checked", uri.as_str())))?;
                self.tell(&told)
            }
            SETTLE => {
                let settled = self.settle(&taken(given)?)?;
                self.again();
                Ok(settled)
            }
            _ => Err(Refusal::Params(format!("no command `{command}`"))),
        }
    }

    /// Gives what a command tells; an editor that does nothing with it by itself is asked to show it.
    fn tell(&self, told: &str) -> Result<Value, Refusal> {
        if !self.client.asks {
            self.send(messages::show(told.to_owned())).map_err(|error| Refusal::Failed(error.to_string()))?;
        }
        Ok(json!(told))
    }

    fn settle(&self, Settle { uri, key, reason }: &Settle) -> Result<Value, Refusal> {
        let desk = self.desk(uri).ok_or_else(|| Refusal::Params(format!("{} is not checked", uri.as_str())))?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::Params("a reason says why".to_owned()));
        }
        let texts = desk.texts();
        let finding = desk.verdicts.open.iter().find(|finding| texts.key(finding).digits() == *key);
        let finding = finding.ok_or_else(|| Refusal::Failed(format!("no open finding `{key}`")))?;
        let file = desk.folder.setup.as_ref().ok().and_then(|setup| setup.settled.clone());
        let file = file.ok_or_else(|| Refusal::Failed("no file of settled findings counts here".to_owned()))?;
        let entry = Entry::of(texts, finding, reason, &file);
        SettledFile::change(&file, &[entry], &|_| false).map_err(|error| Refusal::Failed(error.to_string()))?;
        Ok(json!({"file": file.display().to_string()}))
    }
}

fn taken<T: DeserializeOwned>(given: Value) -> Result<T, Refusal> {
    Ok(serde_json::from_value(given)?)
}

/// How many claims stand how, above the first line.
fn lens(desk: &Desk, uri: &Uri) -> Vec<CodeLens> {
    if !desk.job.has_sources() {
        return Vec::new();
    }
    let Some((engine, _)) = desk.by() else { return Vec::new() };
    let kind = |kind| engine.kind(kind);
    let counts = brief::support(&desk.table(&kind));
    let title = counts.lines().next().unwrap_or_default().to_owned();
    let command = Command { title, command: SUPPORT.to_owned(), arguments: Some(vec![json!(uri)]) };
    vec![CodeLens { range: Range::default(), command: Some(command), data: None }]
}
