//! Texts that are more than a machine can hold: read part by part, each told before the next one is read.

use super::{
    Defaults, Input, Loaded, Metadata, complete,
    files::{self, File, Format, Seen},
    jsonl, read_all,
};
use std::{
    fs,
    io::{self, BufRead, BufReader, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// So many files are one part: enough for all threads, and few enough to be held with all that is made of them.
const FILES: usize = 64;
/// So many bytes of a file of lines are one part, and one line more.
const BYTES: usize = 4 << 20;

/// Reads what the user named as [`super::load`] does, in the same order, part by part; `tell` is called with each part. A file of JSON Lines may be of any
/// length.
///
/// # Errors
/// Those of `tell`.
pub fn in_parts(
    inputs: &[Input],
    defaults: &Defaults,
    seen: &mut Seen,
    tell: &mut dyn FnMut(Loaded) -> io::Result<()>,
) -> io::Result<()> {
    let mut problems = Vec::new();
    let (files, unread) = files::find(inputs, &defaults.choice, seen, &mut problems);
    tell(Loaded { problems, unread, ..Loaded::default() })?;
    let streamed = |file: &File| file.format == Format::JsonLines && file.content.is_none();
    for same in files.chunk_by(|one, other| streamed(one) == streamed(other)) {
        for part in same.chunks(FILES) {
            if !part.iter().any(streamed) {
                tell(read_all(part, defaults))?;
                continue;
            }
            for file in part {
                match fs::File::open(&file.path) {
                    Ok(open) => parts_of(file, &mut BufReader::new(open), defaults, tell)?,
                    // It says what is wrong with the file.
                    Err(_) => tell(read_all(std::slice::from_ref(file), defaults))?,
                }
            }
        }
    }
    Ok(())
}

/// Reads JSON Lines that go by a name, part by part; `tell` is called with each part.
///
/// # Errors
/// Those of `input` and of `tell`.
pub fn lines(
    name: &Path,
    input: &mut impl BufRead,
    defaults: &Defaults,
    tell: &mut dyn FnMut(Loaded) -> io::Result<()>,
) -> io::Result<()> {
    let file = File::given(name.to_string_lossy().into_owned(), Format::JsonLines, Arc::default());
    parts_of(&file, input, defaults, tell)
}

fn parts_of(
    file: &File,
    input: &mut impl BufRead,
    defaults: &Defaults,
    tell: &mut dyn FnMut(Loaded) -> io::Result<()>,
) -> io::Result<()> {
    let mut before = 0;
    loop {
        let mut part = Vec::new();
        let mut ended = false;
        while part.len() < BYTES && !ended {
            // A line that is longer than any file may be is cut, and is no JSON.
            ended = input.by_ref().take(defaults.choice.longest).read_until(b'\n', &mut part)? == 0;
        }
        (defaults.choice.tell)(part.len() as u64);
        let mut loaded = Loaded::default();
        if !part.is_empty() {
            jsonl::documents(file, &part, before, &mut loaded);
            before += memchr::memchr_iter(b'\n', &part).count();
            complete(&mut loaded, file, &Metadata::default(), defaults);
            loaded.files.resize_with(loaded.documents.len(), || PathBuf::from(&file.path));
            tell(loaded)?;
        }
        if ended {
            return Ok(());
        }
    }
}
