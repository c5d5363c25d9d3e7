//! Metadata as people write it: front matter at the top of a file, and a folder's `sources.yaml`.

use super::{Metadata, MetadataError, Place, Problem, yaml};
use jiff::civil::Date;
use std::{collections::BTreeMap, ops::Range, path::Path};

/// The keys that metadata may have.
const KEYS: [&str; 4] = ["date", "lang", "source", "url"];

/// A day as `2024-05-28`; a time of day after it (`T08:01`, ` 08:01`) is passed over.
///
/// # Errors
/// When there is no such day.
pub fn parse_date(text: &str) -> Result<Date, MetadataError> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
    let numeric =
        day.len() == 10 && day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    match day.parse() {
        Ok(date) if numeric && (rest.is_empty() || rest.starts_with(['T', 't', ' '])) => Ok(date),
        _ => Err(MetadataError::Date(text.to_owned())),
    }
}

/// The language of a tag: `en` of `en-GB`, in lower case.
///
/// # Errors
/// When the tag does not begin with two or three letters.
pub fn parse_lang(text: &str) -> Result<String, MetadataError> {
    let language = text.trim().split(['-', '_']).next().unwrap_or_default();
    if (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(language.to_ascii_lowercase())
    } else {
        Err(MetadataError::Lang(text.to_owned()))
    }
}

/// The candidate that a writer may have meant by a word that is none of them.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&word.to_lowercase(), &c.to_lowercase()), c))
        .filter(|&(distance, c)| distance <= 1 + c.len() / 4)
        .min()
        .map(|(_, c)| c.to_owned())
}

/// Sets one key; `false` when metadata has no such key.
pub(super) fn set(meta: &mut Metadata, key: &str, value: &str) -> Result<bool, MetadataError> {
    match key {
        "date" => meta.date = Some(parse_date(value)?),
        "lang" => meta.lang = Some(parse_lang(value)?),
        "source" => meta.source = Some(value.to_owned()),
        "url" => meta.url = Some(value.to_owned()),
        _ => return Ok(false),
    }
    Ok(true)
}

type Located<T> = Result<T, (Range<usize>, MetadataError)>;

/// Metadata of a mapping's entries. Front matter is written for many tools, so that keys unknown to us are theirs; in a file of our
/// own (`strict`) they are mistakes.
fn from_entries(entries: &[yaml::Entry], strict: bool) -> Located<Metadata> {
    let mut meta = Metadata::default();
    for entry in entries {
        let known = match &entry.value {
            yaml::Node::Scalar(value) => set(&mut meta, &entry.key, value).map_err(|e| (entry.value_at.clone(), e))?,
            yaml::Node::Map(_) | yaml::Node::Other if KEYS.contains(&entry.key.as_str()) => {
                return Err((entry.value_at.clone(), MetadataError::NoText(entry.key.clone())));
            }
            _ => KEYS.contains(&entry.key.as_str()),
        };
        if strict && !known {
            let error = MetadataError::UnknownKey { key: entry.key.clone(), nearest: nearest(&entry.key, KEYS) };
            return Err((entry.key_at.clone(), error));
        }
    }
    Ok(meta)
}

fn parse(text: &str) -> Located<Vec<yaml::Entry>> {
    match yaml::parse(text) {
        Err(broken) => Err((broken.at..broken.at, MetadataError::Yaml(broken.why))),
        Ok(Some(yaml::Node::Map(entries))) => Ok(entries),
        Ok(None | Some(yaml::Node::Nothing)) => Ok(Vec::new()),
        Ok(Some(yaml::Node::Scalar(_) | yaml::Node::Other)) => Err((0..text.trim_end().len(), MetadataError::NoMapping)),
    }
}

/// The metadata at the top of a file, and where the text after it begins. A byte order mark before it is passed over.
///
/// Front matter begins with a line `---` that a line `key: …` or `---` follows (else it is a rule in the text), and ends with a line
/// `---` or `...`.
pub(super) fn front_matter(path: &Path, raw: &str) -> Result<(Metadata, usize), Problem> {
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = raw.get(start..).unwrap_or_default().split_inclusive('\n');
    let mut at = start;
    let Some(opening) = lines.next().filter(|l| l.trim_end() == "---") else { return Ok((Metadata::default(), start)) };
    at += opening.len();
    let body = at;
    let problem = |range: Range<usize>, error| Problem::Metadata {
        path: path.to_owned(),
        place: Place::new(raw.as_bytes(), range).into(),
        error,
    };
    for (number, line) in lines.enumerate() {
        let bare = line.trim_end();
        if number == 0 && bare != "---" && !opens_mapping(bare) {
            return Ok((Metadata::default(), start));
        }
        if bare == "---" || bare == "..." {
            let yaml = raw.get(body..at).unwrap_or_default();
            let meta = parse(yaml).and_then(|entries| from_entries(&entries, false));
            return match meta {
                Ok(meta) => Ok((meta, at + line.len())),
                Err((range, error)) => Err(problem(body + range.start..body + range.end, error)),
            };
        }
        at += line.len();
    }
    if at == body { Ok((Metadata::default(), start)) } else { Err(problem(start..start + 3, MetadataError::NotClosed)) }
}

/// Whether a line looks like the first of a mapping: `date: …`, or a comment.
fn opens_mapping(line: &str) -> bool {
    let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''));
    line.starts_with('#') || (key.len() < line.len() && (key == ":" || key.starts_with(": ")))
}

/// A folder's `sources.yaml`: metadata by file name. Empty when the folder has none.
pub(super) fn sources(folder: &Path) -> Result<BTreeMap<String, Metadata>, Problem> {
    let path = folder.join(super::SOURCES);
    let text = match std::fs::read(&path) {
        Ok(bytes) => super::utf8(&path, bytes)?,
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(BTreeMap::new());
        }
        Err(e) => return Err(Problem::Unreadable { path, cause: e.to_string() }),
    };
    let mut sources = BTreeMap::new();
    let mut read = || -> Located<()> {
        for entry in parse(&text)? {
            if !folder.join(&entry.key).exists() {
                let names: Vec<String> = std::fs::read_dir(folder)
                    .map(|d| d.filter_map(|e| e.ok()?.file_name().into_string().ok()).collect())
                    .unwrap_or_default();
                let nearest = nearest(&entry.key, names.iter().map(String::as_str));
                return Err((entry.key_at, MetadataError::UnknownFile { name: entry.key, nearest }));
            }
            let meta = match &entry.value {
                yaml::Node::Map(entries) => from_entries(entries, true)?,
                _ => return Err((entry.value_at, MetadataError::NoMapping)),
            };
            sources.insert(entry.key, meta);
        }
        Ok(())
    };
    match read() {
        Ok(()) => Ok(sources),
        Err((range, error)) => {
            let place = Place::new(text.as_bytes(), range).into();
            Err(Problem::Metadata { path, place, error })
        }
    }
}
