//! What is fuzzed: each target takes any bytes, and must neither panic nor give a place that lies outside its document.
//!
//! `fuzz_targets` has them for cargo-fuzz; `examples/fuzz` runs all of them on stable in a loop.

use factlint::internals::{
    config::Config,
    lsp::{Launch, Setup, serve},
    pack::{Options, equation, pattern},
    pipeline::{Engine, Loaded, Role},
    report::{Report, json},
    settle::SettledFile,
    source::{Choice, Defaults, Document, Input, Metadata, Seen, load},
};
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::{cell::RefCell, fs, io, path::Path, sync::mpsc, thread};

/// A target: its name, which is that of its corpus; what it does; and the endings of the files of `examples/formats` that it begins with too.
pub(crate) type Target = (&'static str, fn(&[u8]), &'static [&'static str]);

/// All targets.
pub(crate) const TARGETS: [Target; 25] = [
    ("text", |b| text("a.txt", b), &["txt"]),
    ("markdown", |b| text("a.md", b), &["md"]),
    ("html", |b| text("a.html", b), &["html"]),
    ("jsonl", |b| text("a.jsonl", b), &[]),
    ("csv", |b| text("a.csv", b), &["csv"]),
    ("subtitles", |b| text("a.vtt", b), &["srt", "vtt"]),
    ("rtf", |b| text("a.rtf", b), &["rtf"]),
    ("mail", |b| text("a.eml", b), &["eml"]),
    ("mbox", |b| text("a.mbox", b), &["mbox"]),
    ("docx", |b| text("a.docx", b), &["docx"]),
    ("odt", |b| text("a.odt", b), &["odt", "odp"]),
    ("pptx", |b| text("a.pptx", b), &["pptx"]),
    ("xlsx", |b| text("a.xlsx", b), &["xlsx"]),
    ("ods", |b| text("a.ods", b), &["ods"]),
    ("epub", |b| text("a.epub", b), &["epub"]),
    ("zip", |b| text("a.zip", b), &["zip"]),
    ("pdf", |b| text("a.pdf", b), &["pdf"]),
    ("facts", facts, &["csv"]),
    ("against", against, &[]),
    ("edits", edits, &[]),
    ("pattern", patterns, &[]),
    ("equation", equations, &[]),
    ("pack", pack, &[]),
    ("config", config, &[]),
    ("settled", settled, &[]),
];

/// The documents of these files. Each place of them must lie in its file.
fn documents(files: &[(&str, &[u8])]) -> Vec<Document> {
    let input = |(name, content): &(&str, &[u8])| Input::Stdin { content: (*content).into(), name: (*name).into() };
    let inputs: Vec<Input> = files.iter().map(input).collect();
    let meta = Metadata { lang: Some("en".into()), ..Metadata::default() };
    let loaded = load(
        &inputs,
        &Defaults { meta, dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() },
        &mut Seen::default(),
    );
    for document in &loaded.documents {
        let mut last = 0;
        for block in &document.blocks {
            assert!(block.span.start >= last && block.span.end >= block.span.start, "blocks overlap");
            last = block.span.end;
            assert!(
                document.text.get(block.span.start as usize..block.span.end as usize).is_some(),
                "a block in the middle of a letter"
            );
            let range = document.file_range(block.span);
            assert!(document.raw.get(range.clone()).is_some(), "a place outside the file");
            let disk = document.on_disk(range.clone());
            assert!(disk.start <= disk.end, "a place that ends before it begins");
            let _ = document.place_name(range.start);
        }
    }
    for problem in loaded.problems.iter().chain(&loaded.warnings).chain(&loaded.left_out()) {
        let _ = (problem.to_string(), problem.help(), problem.place());
    }
    loaded.documents
}

/// Checks documents as peers, and the first one as a draft against the others.
fn check(documents: &[Document]) {
    // What longer texts cost is held by tests of its own.
    if documents.iter().any(|d| d.text.len() >= 100_000) {
        return;
    }
    let drafts: Vec<Role> = (0..documents.len()).map(|n| if n == 0 { Role::Draft } else { Role::Source }).collect();
    for roles in [vec![Role::Peer; documents.len()], drafts] {
        let held = Engine::built_in().hold(documents, &roles);
        for evidence in held.findings.iter().flat_map(|finding| &finding.evidence) {
            let found = documents.get(evidence.document as usize);
            let words = found.and_then(|d| d.text.get(evidence.span.start as usize..evidence.span.end as usize));
            assert!(words.is_some(), "a finding outside its document");
        }
        let report = Report::new(documents, &held.findings, &held.support, held.summary, Engine::built_in().texts());
        let _ = json::write(&report, &mut io::sink());
    }
}

/// Reads a file and checks what is in it.
fn text(name: &str, content: &[u8]) {
    let mut documents = documents(&[(name, content)]);
    documents.truncate(3);
    check(&documents);
}

/// The two parts of a file that a line of four signs divides.
fn divided(content: &[u8]) -> (&[u8], &[u8]) {
    const LINE: &[u8] = b"\n====\n";
    let at = content.windows(LINE.len()).position(|part| part == LINE);
    at.map_or((content, b""), |at| (&content[..at], &content[at + LINE.len()..]))
}

/// A draft, a line, and its source.
fn against(content: &[u8]) {
    let (draft, source) = divided(content);
    check(&documents(&[("draft.md", draft), ("source.txt", source)]));
}

/// Facts in each of the three notations, and a draft with what they may be about.
fn facts(content: &[u8]) {
    let draft = b"# Limits\n\nThe timeout is 30 seconds, and a plan takes up to 12 users. It opened on 4 May 2019.\n".as_slice();
    for name in ["facts.yaml", "facts.json", "facts.toml"] {
        check(&documents(&[("draft.md", draft), (name, content)]));
    }
}

/// The most edits that are played.
const MOST_EDITS: usize = 12;

/// What somebody types: a text, a line, and an edit a line: where it begins (line, column), where it ends, and what is written there. A line
/// that has no such numbers is the whole new text. After each edit something is asked at its place.
fn edits(content: &[u8]) {
    let (first, edits) = divided(content);
    let (first, edits) = (String::from_utf8_lossy(first), String::from_utf8_lossy(edits));
    let (server, editor) = Connection::memory();
    let answers = editor.receiver.clone();
    let ended = thread::scope(|scope| {
        let server = scope.spawn(move || {
            let set_up = |_: Option<&Path>| {
                let engine = Loaded::BuiltIn(Engine::built_in());
                Ok(Setup { config: Config::default(), engine, settled: None, problems: Vec::new() })
            };
            serve(&server, Launch { nearest: &|_| None, set_up: &set_up, against: Vec::new(), require_sources: false })
        });
        // The server waits until what it says is heard, whatever the editor does meanwhile.
        let (tell, told) = mpsc::channel();
        scope.spawn(move || {
            answers.iter().filter(|message| matches!(message, Message::Response(_))).for_each(|answer| drop(tell.send(answer)));
        });
        type_in(&editor, &told, &first, &edits);
        server.join()
    });
    match ended {
        Ok(served) => assert!(served.is_ok(), "the server ends: {served:?}"),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Sends a text and its edits, and waits for each answer. A server that has ended hears nothing and gives none.
fn type_in(editor: &Connection, told: &mpsc::Receiver<Message>, first: &str, edits: &str) {
    let notify = |method: &str, params: Value| drop(editor.sender.send(Notification::new(method.to_owned(), params).into()));
    let mut asked = 0;
    let mut ask = |method: &str, params: Value| {
        asked += 1;
        drop(editor.sender.send(Request::new(RequestId::from(asked), method.to_owned(), params).into()));
        let _ = told.recv();
    };
    let uri = "untitled:draft";
    ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
    notify("initialized", json!({}));
    let item = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": first});
    notify("textDocument/didOpen", json!({"textDocument": item}));
    for (version, edit) in (1..).zip(edits.lines().take(MOST_EDITS)) {
        let mut parts = edit.splitn(5, ' ');
        let mut number = || parts.next().and_then(|number| number.parse::<u32>().ok());
        let place = |line, character| json!({"line": line, "character": character});
        let places = (number(), number(), number(), number());
        let change = match (places, parts.next()) {
            ((Some(line), Some(column), Some(last), Some(end)), text) => {
                let text = text.unwrap_or_default().replace("\\n", "\n");
                json!({"range": {"start": place(line, column), "end": place(last, end)}, "text": text})
            }
            _ => json!({"text": edit}),
        };
        let at = change["range"]["start"].clone();
        let at = if at.is_null() { place(0, 0) } else { at };
        let range = if change["range"].is_null() { json!({"start": at, "end": at}) } else { change["range"].clone() };
        notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}));
        let document = json!({"uri": uri});
        match version % 4 {
            0 => ask("textDocument/hover", json!({"textDocument": document, "position": at})),
            1 => {
                let context = json!({"diagnostics": []});
                ask("textDocument/codeAction", json!({"textDocument": document, "range": range, "context": context}));
            }
            2 => ask("textDocument/completion", json!({"textDocument": document, "position": at})),
            _ => ask("textDocument/definition", json!({"textDocument": document, "position": at})),
        }
    }
    ask("shutdown", Value::Null);
    notify("exit", Value::Null);
}

/// A pattern, and each of its lines as one.
fn patterns(content: &[u8]) {
    if let Ok(text) = std::str::from_utf8(content) {
        for pattern in [text].into_iter().chain(text.lines()) {
            match pattern::parse(pattern, &|_| None) {
                Ok(node) => node.roles(&mut Vec::new()),
                Err(error) => {
                    let end = error.offset + error.len;
                    assert!(pattern.get(error.offset..end).is_some(), "an error outside the pattern: {error:?}");
                }
            }
        }
    }
}

fn equations(content: &[u8]) {
    if let Ok(text) = std::str::from_utf8(content) {
        let _ = (equation::parse(text), equation::expression(text), equation::roles(text).count());
    }
}

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// Writes a file into a folder of this thread.
fn within(name: &str, content: &[u8], then: impl FnOnce(&Path, &Path)) {
    FOLDER.with(|folder| {
        let mut folder = folder.borrow_mut();
        if folder.is_none() {
            *folder = tempfile::tempdir().ok();
        }
        let Some(folder) = folder.as_ref().map(tempfile::TempDir::path) else { return };
        let path = folder.join(name);
        if path.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok()) && fs::write(&path, content).is_ok() {
            then(folder, &path);
        }
    });
}

/// A pack with this rule, this claim file (whose patterns are read) and these words.
fn pack(content: &[u8]) {
    let manifest = "name: any\nversion: 0.1.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Any.\n";
    for file in ["pack/rules/any.yaml", "pack/claims/any.yaml", "pack/entities/any.yaml", "pack/lang/en.yaml"] {
        within("pack/pack.yaml", manifest.as_bytes(), |folder, _| {
            within_same(folder, file, content);
            let _ = Engine::load(&Options { folders: vec![folder.join("pack")], ..Options::default() });
            let _ = fs::remove_file(folder.join(file));
        });
    }
}

fn within_same(folder: &Path, file: &str, content: &[u8]) {
    let path = folder.join(file);
    if path.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok()) {
        let _ = fs::write(path, content);
    }
}

fn config(content: &[u8]) {
    within("factlint.yaml", content, |_, path| {
        let _ = Config::read(path).map(|config| config.options(Options::default()));
    });
}

fn settled(content: &[u8]) {
    within("settled.yaml", content, |_, path| drop(SettledFile::read(path)));
}

/// Runs a target by its name.
#[allow(dead_code, reason = "what cargo-fuzz calls")]
pub(crate) fn run(name: &str, bytes: &[u8]) {
    if let Some((_, target, _)) = TARGETS.iter().find(|(of, ..)| *of == name) {
        target(bytes);
    }
}
