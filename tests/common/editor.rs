//! An editor, as far as the tests of the language server need one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot read")]
#![allow(clippy::needless_pass_by_value, reason = "messages are written where they are sent")]

use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    fmt::Write as _,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

/// An editor with a server of its own.
pub(crate) struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// What the server told without being asked, and nobody has looked at.
    pub(crate) told: VecDeque<Value>,
    /// What it can do.
    pub(crate) server: Value,
    id: i64,
}

impl Editor {
    /// Starts a server in a folder, and greets it.
    pub(crate) fn start(folder: &Path, args: &[&str], params: Value) -> io::Result<Self> {
        let args: Vec<&str> = ["lsp"].into_iter().chain(args.iter().copied()).collect();
        let mut command = super::command(folder, &args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut editor = Self { child, input, output, told: VecDeque::new(), server: Value::Null, id: 0 };
        editor.server = editor.ask("initialize", params)?;
        editor.notify("initialized", json!({}))?;
        Ok(editor)
    }

    /// How much of the processors the server has had so far, in all its threads; none where the system does not tell. Unlike the time on the
    /// clock it does not grow with what else the machine does.
    #[allow(dead_code, reason = "not every test measures")]
    pub(crate) fn spent(&self) -> Option<std::time::Duration> {
        // Hundredths of a second, the twelfth and thirteenth field behind the name (proc_pid_stat(5)).
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<u64> = stat.rsplit(") ").next()?.split(' ').skip(11).take(2).filter_map(|n| n.parse().ok()).collect();
        Some(std::time::Duration::from_millis(fields.iter().sum::<u64>() * 10))
    }

    /// What an editor says of itself that counts in this encoding.
    pub(crate) fn counting(encoding: &str) -> Value {
        json!({"processId": null, "rootUri": null, "capabilities": {"general": {"positionEncodings": [encoding]}}})
    }

    pub(crate) fn send(&mut self, message: &Value) -> io::Result<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        self.input.flush()
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Asks, and does not wait: the id of the request.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> io::Result<i64> {
        self.id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}))?;
        Ok(self.id)
    }

    /// The next message of the server.
    fn receive(&mut self) -> io::Result<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server has gone"));
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = said.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes)?;
        Ok(serde_json::from_slice(&bytes)?)
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> io::Result<Value> {
        loop {
            let message = self.receive()?;
            if message["id"] == id && message.get("method").is_none() {
                return Ok(message);
            }
            self.told.push_back(message);
        }
    }

    /// The result of a request.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> io::Result<Value> {
        let id = self.request(method, params)?;
        let mut answer = self.answer(id)?;
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        Ok(answer["result"].take())
    }

    /// What the server next tells by a method.
    pub(crate) fn wait(&mut self, method: &str) -> io::Result<Value> {
        loop {
            if let Some(at) = self.told.iter().position(|told| told["method"] == method) {
                return Ok(self.told.remove(at).unwrap()["params"].take());
            }
            let message = self.receive()?;
            self.told.push_back(message);
        }
    }

    /// What is found in a version of a text.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> io::Result<Vec<Value>> {
        loop {
            let mut told = self.wait("textDocument/publishDiagnostics")?;
            if told["uri"] == uri && told["version"] == version {
                return Ok(told["diagnostics"].as_array_mut().map(std::mem::take).unwrap_or_default());
            }
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, version: i64, text: &str) -> io::Result<()> {
        let text = json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": text}))
    }

    /// Changes a text: by ranges, or as a whole.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) -> io::Result<()> {
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        )
    }

    pub(crate) fn close(&mut self, uri: &str) -> io::Result<()> {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}))
    }

    /// Ends the server as the protocol says: its exit status.
    pub(crate) fn end(mut self) -> io::Result<Option<i32>> {
        self.ask("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        drop(self.input);
        Ok(self.child.wait()?.code())
    }
}

/// The reference of a file.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// A place as an editor counts it, from the text and a byte of it.
pub(crate) fn position(text: &str, offset: usize, encoding: &str) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = if encoding == "utf-8" { offset - start } else { before[start..].encode_utf16().count() };
    json!({"line": before.matches('\n').count(), "character": column})
}

/// The range of words that stand once in a text.
pub(crate) fn range(text: &str, words: &str, encoding: &str) -> Value {
    let start = text.find(words).unwrap_or_else(|| panic!("no {words}"));
    json!({"start": position(text, start, encoding), "end": position(text, start + words.len(), encoding)})
}
