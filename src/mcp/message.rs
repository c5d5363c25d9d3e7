//! JSON-RPC 2.0 messages, one a line, as the protocol sends them over pipes.

use serde_json::{Value, json};
use std::io::{self, BufRead, Read as _};

/// The most bytes of a message.
const LONGEST: u64 = 16 << 20;

/// A request.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) id: Value,
    pub(super) method: String,
    pub(super) params: Value,
}

/// What kind of failure it is, by the numbers of JSON-RPC and of the protocol.
#[derive(Debug, Clone, Copy)]
pub(super) enum Code {
    Parse = -32700,
    Request = -32600,
    NoMethod = -32601,
    Params = -32602,
    NoResource = -32002,
}

/// Why there is no result.
#[derive(Debug)]
pub(super) struct Failure {
    code: Code,
    message: String,
}

impl Failure {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The answer to the request with this id; to one without an id that could be read, null.
    pub(super) fn answer(self, id: &Value) -> Value {
        json!({"jsonrpc": "2.0", "id": id, "error": {"code": self.code as i32, "message": self.message}})
    }
}

/// A failure, and the id of the message that it is about.
type Failed = (Value, Failure);

/// The next line that is not empty, or that it is too long; none at the end.
pub(super) fn line(input: &mut dyn BufRead) -> io::Result<Option<Result<Vec<u8>, Failed>>> {
    loop {
        let mut bytes = Vec::new();
        if input.take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n") {
            // The rest of it is passed over, part by part.
            while bytes.last().is_some_and(|last| *last != b'\n') {
                bytes.clear();
                input.take(1 << 16).read_until(b'\n', &mut bytes)?;
            }
            let failure = Failure::new(Code::Request, format!("a message may have {LONGEST} bytes"));
            return Ok(Some(Err((Value::Null, failure))));
        }
        if !bytes.trim_ascii().is_empty() {
            return Ok(Some(Ok(bytes)));
        }
    }
}

/// The request of a line; none where it is a notification, or an answer to nothing that was asked.
pub(super) fn read(line: &[u8]) -> Result<Option<Incoming>, Failed> {
    let parsed: Value = serde_json::from_slice(line)
        .map_err(|error| (Value::Null, Failure::new(Code::Parse, format!("this is no JSON: {error}"))))?;
    let Value::Object(mut message) = parsed else {
        return Err((Value::Null, Failure::new(Code::Request, "a message is an object")));
    };
    let id = message.remove("id");
    let refused = |id: &Option<Value>, why: &str| (id.clone().unwrap_or_default(), Failure::new(Code::Request, why));
    if id.as_ref().is_some_and(|id| !id.is_string() && !id.is_number()) {
        return Err(refused(&None, "an `id` is a text or a number"));
    }
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(refused(&id, "`jsonrpc` must be \"2.0\""));
    }
    let method = match (message.remove("method"), &id) {
        (Some(Value::String(method)), _) => method,
        (None, Some(_)) if message.contains_key("result") || message.contains_key("error") => return Ok(None),
        _ => return Err(refused(&id, "`method` must be a text")),
    };
    let Some(id) = id else { return Ok(None) };
    let params = message.remove("params").unwrap_or_else(|| json!({}));
    if !params.is_object() {
        return Err((id, Failure::new(Code::Params, "`params` must be an object")));
    }
    Ok(Some(Incoming { id, method, params }))
}
