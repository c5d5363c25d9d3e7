//! Metadata as people write it: front matter at the top of a file, and a folder's `sources.yaml`.
//!
//! It stands beside a text and is not the text: what of it cannot be read is a warning, all else of it is used, and the text is checked.

use super::{Metadata, MetadataError, NotRead, Place, Problem, read_regular, yaml};
use jiff::civil::Date;
use std::{collections::BTreeMap, io::ErrorKind, ops::Range, path::Path};

/// How many mistakes in a file's metadata are shown one by one.
pub(super) const SHOWN: usize = 20;
/// The most bytes of a `sources.yaml`: that of a folder with a hundred thousand documents has fewer.
const LONGEST: u64 = 16 << 20;

/// The keys that metadata may have.
const KEYS: [&str; 4] = ["date", "lang", "source", "url"];
/// The key of a folder's file under which it says what the columns of a table, or the keys of a facts file, mean.
const MEANINGS: &str = "facts";

/// A day as `2024-05-28`; a time of day after it (`T08:01`, ` 08:01`) is passed over.
///
/// # Errors
/// When there is no such day.
pub fn parse_date(text: &str) -> Result<Date, MetadataError> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
    let numeric =
        day.len() == 10 && day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !numeric || !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
        return Err(MetadataError::DateForm(text.to_owned()));
    }
    day.parse().map_err(|_| MetadataError::Date(text.to_owned()))
}

/// The day in a file's name: `2024-05-28-council.md`.
pub(super) fn date_in(path: &Path) -> Option<Date> {
    let name = path.file_name()?.to_str()?;
    let digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    (0..name.len()).filter(|&at| at == 0 || !digit(at - 1)).find_map(|at| {
        let day = name.get(at..at + 10).filter(|_| !digit(at + 10))?;
        parse_date(day).ok()
    })
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

/// What is wrong, and where.
type Mistake = (Range<usize>, MetadataError);

/// Metadata of a mapping's entries, and what of them cannot be used. Front matter is written for many tools, so that keys unknown to us
/// are theirs; in a file of our own (`strict`) they are mistakes.
fn from_entries(entries: &[yaml::Entry], strict: bool, mistakes: &mut Vec<Mistake>) -> Metadata {
    let mut meta = Metadata::default();
    for entry in entries {
        // Some tools write "Date:".
        let lower = entry.key.to_ascii_lowercase();
        let key = if strict { &entry.key } else { &lower };
        let known = KEYS.contains(&key.as_str());
        match &entry.value {
            yaml::Node::Scalar(value) if known => {
                let set = set(&mut meta, key, value);
                mistakes.extend(set.err().map(|error| (entry.value_at.clone(), error)));
            }
            yaml::Node::Map(_) | yaml::Node::Other if known => {
                mistakes.push((entry.value_at.clone(), MetadataError::NoText(entry.key.clone())));
            }
            yaml::Node::Map(columns) if strict && key == MEANINGS => {
                for column in columns {
                    match &column.value {
                        yaml::Node::Scalar(means) => meta.facts.add(&column.key, means.split(',')),
                        yaml::Node::Nothing => meta.facts.add(&column.key, std::iter::empty()),
                        yaml::Node::Map(_) | yaml::Node::Other => {
                            mistakes.push((column.value_at.clone(), MetadataError::NoText(column.key.clone())));
                        }
                    }
                }
            }
            _ if strict && key == MEANINGS => {
                mistakes.push((entry.value_at.clone(), MetadataError::NoMeanings(entry.key.clone())));
            }
            _ if strict && !known => {
                let known = KEYS.into_iter().chain([MEANINGS]);
                let error = MetadataError::UnknownKey { key: entry.key.clone(), nearest: nearest(&entry.key, known) };
                mistakes.push((entry.key_at.clone(), error));
            }
            _ => {}
        }
    }
    meta
}

/// The entries of a mapping. Where the text is no YAML, those that are YAML by themselves: readers differ in what they let pass, and one
/// broken entry says nothing of the others. `None` for what is YAML and no mapping.
fn entries(text: &str, mistakes: &mut Vec<Mistake>) -> Option<Vec<yaml::Entry>> {
    match yaml::parse(text) {
        Ok(Some(yaml::Node::Map(entries))) => Some(entries),
        Ok(None | Some(yaml::Node::Nothing)) => Some(Vec::new()),
        Ok(Some(yaml::Node::Scalar(_) | yaml::Node::Other)) => None,
        Err(broken) => {
            mistakes.push((broken.at..broken.at, MetadataError::Yaml(broken.why)));
            let mut found = Vec::new();
            for part in parts(text) {
                if let Ok(Some(yaml::Node::Map(entries))) = yaml::parse(text.get(part.clone()).unwrap_or_default()) {
                    found.extend(entries.into_iter().map(|entry| entry.shifted(part.start)));
                }
            }
            Some(found)
        }
    }
}

/// The parts of a broken mapping, each from a line `key: …` that is not set in to the next one.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match parts.last_mut() {
            Some(last) if !opens_entry(line.trim_end()) => last.end = end,
            _ => parts.push(at..end),
        }
        at = end;
    }
    parts
}

/// Front matter: what it says, where the text after it begins, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) meta: Metadata,
    pub(super) start: usize,
    pub(super) problems: Vec<Problem>,
}

/// The metadata at the top of a file. A byte order mark before it is passed over.
///
/// Front matter begins with a line `---` that a line `key: …` or `---` follows (else it is a rule in the text), and ends with a line
/// `---` or `...`. What never ends, or is no mapping, is text. Between two lines `+++` it is TOML.
pub(super) fn front_matter(path: &Path, raw: &str) -> FrontMatter {
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = FrontMatter { start, ..FrontMatter::default() };
    let mut lines = raw.get(start..).unwrap_or_default().split_inclusive('\n');
    let mut at = start;
    let Some(opening) = lines.next().filter(|l| matches!(l.trim_end(), "---" | "+++")) else { return none };
    at += opening.len();
    if opening.starts_with('+') {
        return toml(path, raw, at).unwrap_or(none);
    }
    let body = at;
    for (number, line) in lines.enumerate() {
        let bare = line.trim_end();
        if number == 0 && bare != "---" && !bare.starts_with('#') && !opens_entry(bare) {
            return none;
        }
        if bare == "---" || bare == "..." {
            let yaml = raw.get(body..at).unwrap_or_default();
            let mut mistakes = Vec::new();
            let Some(entries) = entries(yaml, &mut mistakes) else { return none };
            if entries.is_empty() && !mistakes.is_empty() && !yaml.lines().any(opens_entry) {
                // Prose between two rules.
                return none;
            }
            let meta = from_entries(&entries, false, &mut mistakes);
            let mistakes = mistakes.into_iter().map(|(range, error)| (body + range.start..body + range.end, error));
            return FrontMatter { meta, start: at + line.len(), problems: told(path, raw, mistakes.collect()) };
        }
        at += line.len();
    }
    if at == body {
        return none;
    }
    FrontMatter { problems: told(path, raw, vec![(start..start + 3, MetadataError::NotClosed)]), ..none }
}

/// Front matter in TOML, the lines of which begin at `at`: the keys of its first table, a line each. `None` where it never ends.
fn toml(path: &Path, raw: &str, mut at: usize) -> Option<FrontMatter> {
    let (mut meta, mut mistakes, mut first) = (Metadata::default(), Vec::new(), true);
    for line in raw.get(at..)?.split_inclusive('\n') {
        let bare = line.trim();
        if bare == "+++" {
            return Some(FrontMatter { meta, start: at + line.len(), problems: told(path, raw, mistakes) });
        }
        first &= !bare.starts_with('[');
        if let Some((key, value)) = line.split_once('=').filter(|_| first) {
            let from = at + key.len() + 1 + value.len() - value.trim_start().len();
            let value = value.trim();
            let quoted = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.split(mark).next());
            let value = quoted.unwrap_or_else(|| value.split('#').next().unwrap_or_default().trim_end());
            let set = set(&mut meta, &key.trim().to_ascii_lowercase(), value);
            mistakes.extend(set.err().map(|error| (from..at + line.trim_end().len(), error)));
        }
        at += line.len();
    }
    None
}

/// Mistakes at their places in a file, as many as are shown.
fn told(path: &Path, text: &str, mistakes: Vec<Mistake>) -> Vec<Problem> {
    let more = mistakes.len().saturating_sub(SHOWN);
    let shown = mistakes.into_iter().take(SHOWN).map(|(range, error)| Problem::Metadata {
        path: path.to_owned(),
        place: Place::new(text.as_bytes(), range).into(),
        error,
    });
    let mut problems: Vec<Problem> = shown.collect();
    problems.extend((more > 0).then(|| Problem::MoreMetadata { path: path.to_owned(), count: more }));
    problems
}

/// Whether a line looks like the first of an entry: `date: …`.
fn opens_entry(line: &str) -> bool {
    let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''));
    key.len() < line.len() && (key == ":" || key.starts_with(": "))
}

/// A folder's `sources.yaml`: metadata by file name, and what of it cannot be used. Empty when the folder has none.
pub(super) fn sources(folder: &Path) -> (BTreeMap<String, Metadata>, Vec<Problem>) {
    let path = folder.join(super::SOURCES);
    let mut sources = BTreeMap::new();
    let read = match read_regular(&path, LONGEST) {
        Ok(bytes) => super::encoding::utf8(&path, bytes),
        Err(NotRead::Io(e)) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return (sources, Vec::new());
        }
        Err(cause) => Err(Problem::Unreadable { path: path.clone(), cause: cause.to_string() }),
    };
    let text = match read {
        Ok(text) => text,
        Err(problem) => return (sources, vec![problem]),
    };
    let mut mistakes = Vec::new();
    let Some(entries) = entries(&text, &mut mistakes) else {
        mistakes.push((0..text.trim_end().len(), MetadataError::NoMapping));
        return (sources, told(&path, &text, mistakes));
    };
    let mut names: Option<Vec<String>> = None;
    for entry in entries {
        if !folder.join(&entry.key).exists() {
            let near = (mistakes.len() < SHOWN)
                .then(|| nearest(&entry.key, names.get_or_insert_with(|| listed(folder)).iter().map(String::as_str)));
            mistakes.push((entry.key_at, MetadataError::UnknownFile { name: entry.key, nearest: near.flatten() }));
            continue;
        }
        let yaml::Node::Map(of) = &entry.value else {
            mistakes.push((entry.value_at, MetadataError::NoMapping));
            continue;
        };
        let meta = from_entries(of, true, &mut mistakes);
        if sources.insert(entry.key.clone(), meta).is_some() {
            mistakes.push((entry.key_at, MetadataError::Twice(entry.key)));
        }
    }
    (sources, told(&path, &text, mistakes))
}

/// The names of what is in a folder.
fn listed(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}
