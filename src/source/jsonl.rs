//! JSON Lines: one document a line, `{"id", "text", "lang"?, "date"?, "source"?, "url"?}`.
//!
//! Data sets carry keys of their own, so that others are passed over. Offsets are bytes of the decoded `text`. A line without an id goes by
//! the file's name and its number.

use super::{
    Document, LineError, Loaded, Metadata, MetadataError, Place, Problem,
    files::File,
    metadata::{self, SHOWN},
    whole,
};
use rayon::prelude::*;
use serde_json::Value;

/// The documents of a JSON Lines file, or of some lines of it, after so many others.
pub(super) fn documents(file: &File, bytes: &[u8], before: usize, loaded: &mut Loaded) {
    let bytes = if before == 0 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes) } else { bytes };
    let lines: Vec<(usize, &[u8])> = bytes
        .split(|&b| b == b'\n')
        .enumerate()
        .filter(|(_, l)| !l.trim_ascii().is_empty())
        .map(|(i, l)| (before + i + 1, l))
        .collect();
    let read: Vec<_> = lines.into_par_iter().map(|(number, line)| (number, line, document(file, number, line))).collect();
    let (mut broken, mut wrong) = (0, 0);
    let place = |number, line, at: usize| Place::in_line(number, line, at..at + 1).into();
    for (number, line, result) in read {
        match result {
            Ok((document, mistakes)) => {
                loaded.documents.push(document);
                for (at, error) in mistakes {
                    wrong += 1;
                    if wrong <= SHOWN {
                        let (path, place) = (file.path.clone(), place(number, line, at));
                        loaded.warnings.push(Problem::Line { path, place, error: error.into() });
                    }
                }
            }
            Err((at, error)) => {
                broken += 1;
                if broken <= SHOWN {
                    loaded.problems.push(Problem::Line { path: file.path.clone(), place: place(number, line, at), error });
                }
            }
        }
    }
    if wrong > SHOWN {
        loaded.warnings.push(Problem::MoreMetadata { path: file.path.clone(), count: wrong - SHOWN });
    }
    if broken > SHOWN {
        loaded.problems.push(Problem::MoreLines { path: file.path.clone(), count: broken - SHOWN });
    }
}

/// What is wrong with the metadata of a line, and at which byte.
type Mistakes = Vec<(usize, MetadataError)>;

fn document(file: &File, number: usize, line: &[u8]) -> Result<(Document, Mistakes), (usize, LineError)> {
    let text = std::str::from_utf8(line).map_err(|e| (e.valid_up_to(), LineError::NotUtf8))?;
    let mut value: Value = serde_json::from_str(text).map_err(|e| {
        // serde_json counts bytes from 1, and says so at the end of its message, where the place is shown instead.
        let message = e.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        let end = text.trim_end().len();
        (if e.is_eof() { end } else { e.column().saturating_sub(1).min(end) }, LineError::Json(message))
    })?;
    let object = value.as_object_mut().ok_or((0, LineError::Json("expected an object".into())))?;
    let (mut meta, mut mistakes) = (Metadata::default(), Vec::new());
    for key in ["date", "lang", "source", "url"] {
        // Where the key is written; good enough to point at, since keys seldom stand in texts with their quotes.
        let place = || text.find(&format!("\"{key}\"")).unwrap_or(0);
        match object.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::String(value)) => {
                mistakes.extend(metadata::set(&mut meta, key, value).err().map(|error| (place(), error)));
            }
            Some(_) => mistakes.push((place(), MetadataError::NoText(key.to_owned()))),
        }
    }
    let name = match object.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => format!("{}:{number}", file.name),
    };
    let Some(Value::String(text)) = object.remove("text") else {
        return Err((0, LineError::Json("expected a string `text`".into())));
    };
    Ok((whole(name, meta, text.into(), 0), mistakes))
}
