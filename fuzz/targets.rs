//! What is fuzzed: each target takes any bytes, and must neither panic nor give a place that lies outside its document.
//!
//! `fuzz_targets` has them for cargo-fuzz; `examples/fuzz` runs all of them on stable in a loop.

use factlint::internals::{
    config::Config,
    pack::{Options, equation},
    pipeline::{Engine, Role},
    settle::SettledFile,
    source::{Choice, Defaults, Input, Metadata, Seen, load},
};
use std::{cell::RefCell, fs, path::Path};

/// A target: its name, which is that of its corpus; what it does; and the endings of the files of `examples/formats` that it begins with too.
pub(crate) type Target = (&'static str, fn(&[u8]), &'static [&'static str]);

/// All targets.
pub(crate) const TARGETS: [Target; 21] = [
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
    ("equation", equations, &[]),
    ("pack", pack, &[]),
    ("config", config, &[]),
    ("settled", settled, &[]),
];

/// Reads a file and checks what is in it, as a draft against itself too.
fn text(name: &str, content: &[u8]) {
    let input = Input::Stdin { content: content.into(), name: name.into() };
    let meta = Metadata { lang: Some("en".into()), ..Metadata::default() };
    let loaded = load(
        &[input],
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
    let mut documents = loaded.documents;
    documents.truncate(3);
    if documents.iter().all(|d| d.text.len() < 100_000) {
        let roles: Vec<Role> = (0..documents.len()).map(|n| if n == 0 { Role::Draft } else { Role::Source }).collect();
        let _ = Engine::built_in().hold(&documents, &vec![Role::Peer; documents.len()]);
        let _ = Engine::built_in().hold(&documents, &roles);
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
