//! Facts files: YAML, JSON and TOML, whose keys say what their values are of. Each value becomes a line of its own, which begins with the
//! words of its keys, so that it reads "Basic · price sek: 490".
//!
//! ```text
//! line    = [ subject , " · " ] , key , ": " , value
//! subject = part , { " · " , part }        (the keys around it, or what a key such as `name` says that it is called)
//! ```
//! All words of a line but its value stand for its own key in the file, so that a place is one line of it.

mod toml;
mod yaml;

use super::{
    BlockKind, Document, Meanings, Metadata, Place, Problem, encoding,
    files::{File, Format},
    pieces::Pieced,
};
use std::{ops::Range, path::Path, sync::Arc};

/// The most values that are read of a file: those of a price list of a few thousand products.
const MOST: usize = 20_000;
/// How deep mappings are read; what lies deeper is a program's.
const DEEPEST: usize = 24;
/// The longest value that is a fact, in bytes; a longer one is a text.
const LONGEST: usize = 200;
/// The key under which a file says what its other keys mean.
const MEANINGS: &str = "facts";
/// Between the parts of a subject.
const BETWEEN: &str = " · ";

/// What is wrong with a facts file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// It is not in its format.
    #[error("this is no valid {format}: {why}")]
    Syntax {
        /// The format.
        format: &'static str,
        /// What its reader says.
        why: String,
    },
    /// It is no mapping and no list of mappings.
    #[error("expected keys with values")]
    NoKeys,
    /// More values than are read.
    #[error("more than {MOST} values; the others are not read")]
    TooMany,
}

impl FactsError {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Syntax { .. } => None,
            Self::NoKeys => Some("write facts as `key: value`, in mappings and lists of mappings; docs/facts.md shows how"),
            Self::TooMany => Some("split it, or keep the facts in a table (csv)"),
        }
    }
}

/// A key or a value as it is meant, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    text: String,
    at: Range<usize>,
}

/// A part of a facts file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Value(Text),
    Map(Vec<(Text, Node)>),
    List(Vec<Node>),
    /// No value, or one that is none of a fact.
    Nothing,
}

/// A mistake, and where.
type Mistake = (Range<usize>, FactsError);

/// The document of a facts file. `names_thing` tells the keys whose value is what the keys beside it are about ("name").
pub(super) fn document(
    file: &File,
    bytes: Vec<u8>,
    names_thing: &dyn Fn(&str) -> bool,
    warnings: &mut Vec<Problem>,
) -> Result<Document, Problem> {
    let decoded = encoding::decode(&file.path, bytes, None, warnings)?;
    let raw: Arc<str> = decoded.text.into();
    let problem = |(at, error): Mistake| told(&file.path, &raw, at, error);
    let root = match file.format {
        Format::Toml => toml::parse(&raw).map_err(problem)?,
        Format::Json => yaml::parse(&raw, "JSON").map_err(problem)?,
        _ => yaml::parse(&raw, "YAML").map_err(problem)?,
    };
    if matches!(root, Node::Value(_)) {
        return Err(problem((0..raw.trim_end().len(), FactsError::NoKeys)));
    }
    let mut lines = Lines { raw: &raw, names_thing, out: Pieced::with_capacity(raw.len()), count: 0, beyond: None, about: None };
    let facts = meanings(&root);
    let root = match root {
        Node::Map(entries) if !facts.is_empty() => {
            Node::Map(entries.into_iter().filter(|(key, _)| key.text != MEANINGS).collect())
        }
        root => root,
    };
    lines.node(&root, &[], 0);
    let Lines { out, beyond, about, .. } = lines;
    let (text, blocks, origin) = out.finish();
    warnings.extend(beyond.map(|at| told(&file.path, &raw, at, FactsError::TooMany)));
    let mut meta = Metadata { facts, ..Metadata::default() };
    meta.facts.about = about;
    let origin = origin.recoded_as(decoded.bytes);
    Ok(Document { name: file.name.clone(), meta, text: text.into(), blocks, lost: Vec::new(), origin, raw })
}

fn told(path: &Path, raw: &str, at: Range<usize>, error: FactsError) -> Problem {
    Problem::Facts { path: path.to_owned(), place: Place::new(raw.as_bytes(), at).into(), error }
}

/// What a file says that its keys mean: a mapping `facts` each key of which stands elsewhere in the file too.
fn meanings(root: &Node) -> Meanings {
    let mut found = Meanings::default();
    let Node::Map(entries) = root else { return found };
    let Some((_, Node::Map(means))) = entries.iter().find(|(key, _)| key.text == MEANINGS) else { return found };
    let mut keys = Vec::new();
    for (_, node) in entries.iter().filter(|(key, _)| key.text != MEANINGS) {
        keys_of(node, &mut keys);
    }
    keys.extend(entries.iter().map(|(key, _)| key.text.as_str()));
    let last = |key: &str| key.rsplit('.').next().is_some_and(|last| keys.contains(&last));
    if !means.iter().all(|(key, _)| last(&key.text)) {
        return found;
    }
    for (key, node) in means {
        let texts: Vec<&str> = match node {
            Node::Value(text) => text.text.split(',').collect(),
            Node::List(all) => {
                all.iter().filter_map(|n| if let Node::Value(t) = n { Some(t.text.as_str()) } else { None }).collect()
            }
            Node::Map(_) | Node::Nothing => Vec::new(),
        };
        found.add(&key.text, texts.into_iter());
    }
    found
}

fn keys_of<'a>(node: &'a Node, keys: &mut Vec<&'a str>) {
    match node {
        Node::Map(entries) => {
            for (key, node) in entries {
                keys.push(&key.text);
                keys_of(node, keys);
            }
        }
        Node::List(all) => all.iter().for_each(|node| keys_of(node, keys)),
        Node::Value(_) | Node::Nothing => {}
    }
}

/// Writes the lines.
struct Lines<'a> {
    raw: &'a str,
    names_thing: &'a dyn Fn(&str) -> bool,
    out: Pieced,
    count: usize,
    /// The first value that is one too many.
    beyond: Option<Range<usize>>,
    /// What the file says that it is about.
    about: Option<String>,
}

impl Lines<'_> {
    fn node(&mut self, node: &Node, subject: &[String], depth: usize) {
        match node {
            _ if depth > DEEPEST => {}
            Node::Map(entries) => self.map(entries, subject, false, depth),
            Node::List(all) => {
                for node in all {
                    match node {
                        // What each item of a list is called tells it from the others.
                        Node::Map(entries) => self.map(entries, &[], true, depth + 1),
                        Node::List(_) => self.node(node, subject, depth + 1),
                        Node::Value(_) | Node::Nothing => {}
                    }
                }
            }
            Node::Value(_) | Node::Nothing => {}
        }
    }

    /// The values of a mapping; those of an item of a list are of what its first text says, if no key names it.
    fn map(&mut self, entries: &[(Text, Node)], subject: &[String], item: bool, depth: usize) {
        let value = |node: &Node| if let Node::Value(text) = node { Some(text.text.clone()) } else { None };
        let named =
            entries.iter().find(|(key, _)| (self.names_thing)(&key.text)).and_then(|(key, node)| Some((key, value(node)?)));
        let first = || {
            let text = |text: &String| text.contains(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit());
            entries.iter().find_map(|(key, node)| Some((key, value(node).filter(text)?)))
        };
        let named = named.or_else(|| first().filter(|_| item));
        if item && named.is_none() {
            return;
        }
        let own = named.as_ref().map(|(_, name)| vec![name.clone()]);
        // What the whole file is about need not stand beside each of its values.
        if depth == 0 && !item {
            self.about = named.as_ref().map(|(_, name)| name.clone());
        }
        let around = if depth == 0 && !item { subject } else { own.as_deref().unwrap_or(subject) };
        let subject = own.as_deref().unwrap_or(subject);
        for (key, node) in entries {
            match node {
                Node::Value(text) if named.as_ref().is_none_or(|(by, _)| by.at != key.at) => self.line(key, text, subject),
                Node::Map(inner) => {
                    let below: Vec<String> = match (is_table(inner), self.is_record(inner)) {
                        // Each of them is a thing by itself, whatever they are gathered under.
                        (true, _) | (_, true) => Vec::new(),
                        (false, false) => around.iter().cloned().chain([words(&key.text)]).collect(),
                    };
                    self.node(node, &below, depth + 1);
                }
                Node::List(_) => self.node(node, around, depth + 1),
                Node::Value(_) | Node::Nothing => {}
            }
        }
    }

    /// Whether a mapping says itself what it is about.
    fn is_record(&self, entries: &[(Text, Node)]) -> bool {
        entries.iter().any(|(key, node)| (self.names_thing)(&key.text) && matches!(node, Node::Value(_)))
    }

    fn line(&mut self, key: &Text, value: &Text, subject: &[String]) {
        if value.text.trim().is_empty() || value.text.len() > LONGEST || value.text.contains('\n') {
            return;
        }
        let name = format!("{}: ", words(&key.text));
        let Ok(key_len) = u16::try_from(name.len()) else { return };
        self.count += 1;
        if self.count > MOST {
            self.beyond.get_or_insert(value.at.clone());
            return;
        }
        let start = self.out.text.len();
        let at = inside(self.raw, key);
        if !subject.is_empty() {
            self.out.push(&subject.join(BETWEEN), at.clone());
            self.out.push(BETWEEN, at.clone());
        }
        let own = self.out.text.len() - start;
        let (name, colon) = name.split_at(name.len() - 2);
        self.out.push(name, at.clone());
        self.out.push(colon, at.end..at.end);
        self.out.push(value.text.trim_end(), inside(self.raw, value));
        self.out.close(|| BlockKind::Fact { own: own as u32, key: key_len });
    }
}

/// Whether all values of a mapping are mappings with a key in common, as the rows of a table.
fn is_table(entries: &[(Text, Node)]) -> bool {
    let mut rows = entries.iter().map(|(_, node)| if let Node::Map(row) = node { Some(row) } else { None });
    let Some(first) = rows.next().flatten() else { return false };
    let mut more = 0;
    let alike = rows.all(|row| {
        more += 1;
        row.is_some_and(|row| row.iter().any(|(key, _)| first.iter().any(|(other, _)| other.text == key.text)))
    });
    alike && more > 0
}

/// Where the words of a text stand without the quotes around them.
fn inside(raw: &str, text: &Text) -> Range<usize> {
    let within = text.at.start + 1..text.at.end.saturating_sub(1);
    if within.start < within.end && raw.get(within.clone()) == Some(text.text.trim_end()) { within } else { text.at.clone() }
}

/// The words of a key: `timeout_seconds`, `timeoutSeconds` and `timeout-seconds` are two.
#[must_use]
pub fn words(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut before = ' ';
    let mut rest = key.chars().peekable();
    while let Some(c) = rest.next() {
        let next_small = rest.peek().is_some_and(|next| next.is_lowercase());
        let hump = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit() || before.is_uppercase() && next_small);
        if hump && !out.ends_with(' ') {
            out.push(' ');
        }
        if c.is_alphanumeric() || matches!(c, '%' | '€' | '$' | '£' | '.') {
            // Humps are no names.
            if hump && next_small { out.extend(c.to_lowercase()) } else { out.push(c) }
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() { key.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, content: &str) -> Result<Document, Problem> {
        let format = Format::of(Path::new(name)).unwrap_or(Format::Yaml);
        let file = File::given(name.into(), format, [].into());
        document(&file, content.as_bytes().to_vec(), &|key| key == "name", &mut Vec::new())
    }

    fn lines(name: &str, content: &str) -> Vec<String> {
        let document = read(name, content).unwrap();
        document.blocks.iter().map(|block| block.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn each_value_is_a_line_with_the_words_of_its_keys() {
        let plans = ["Basic · price sek: 490", "Pro · price sek: 990"];
        let cases: [(&str, &str, &[&str]); 10] = [
            ("a.yaml", "defaults:\n  timeout_seconds: 30\n", &["defaults · timeout seconds: 30"]),
            ("a.json", "{\n\t\"defaults\": {\"timeoutSeconds\": 30}\n}", &["defaults · timeout seconds: 30"]),
            ("a.toml", "[defaults]\ntimeout-seconds = 30\n", &["defaults · timeout seconds: 30"]),
            ("a.yaml", "plans:\n  - {name: Basic, price_sek: 490}\n  - {name: Pro, price_sek: 990}\n", &plans),
            ("a.toml", "[[plans]]\nname = \"Basic\"\nprice_sek = 490\n[[plans]]\nname = 'Pro'\nprice_sek = 990\n", &plans),
            ("a.yaml", "plans:\n  Basic: {price_sek: 490}\n  Pro: {price_sek: 990}\n", &plans),
            ("a.toml", "[package]\nname = \"ferrybook\"\nversion = \"2.4.1\"\n", &["ferrybook · version: 2.4.1"]),
            ("a.yaml", "opened: 2019-05-04\nlist: [1, 2]\nnone: ~\n", &["opened: 2019-05-04"]),
            ("a.yaml", "facts: {b: seats}\na: {b: 12}\n", &["a · b: 12"]),
            ("a.yaml", "name: Ferrybook\nport: 80\nlimits: {seats: 9}\n", &["Ferrybook · port: 80", "limits · seats: 9"]),
        ];
        for (name, content, expected) in cases {
            assert_eq!(lines(name, content), expected, "{content:?}");
        }
    }

    #[test]
    fn a_value_stands_where_it_does_in_the_file() {
        let content = "plan:\n  name: \"Basic\"\n  price_sek: \"490\"\n";
        let document = read("a.yaml", content).unwrap();
        let at = document.text.find("490").unwrap();
        let range = document.file_range(crate::text::Span::new(at, at + 3));
        assert_eq!(document.raw.get(range), Some("490"));
        assert_eq!(content.find("490"), Some(document.file_range(crate::text::Span::new(at, at + 3)).start));
    }

    #[test]
    fn what_is_broken_is_told_at_its_place() {
        for (name, content, line) in [
            ("a.yaml", "a: 1\nb: [2\n", 2),
            ("a.json", "{\"a\": 1,\n \"b\": }}\n", 2),
            ("a.toml", "a = 1\nb = \n", 2),
            ("a.yaml", "a text\n", 1),
        ] {
            let problem = read(name, content).unwrap_err();
            assert_eq!(problem.place().map(|place| place.line), Some(line), "{problem}");
        }
    }

    #[test]
    fn words_of_keys() {
        for (key, expected) in [
            ("timeout_seconds", "timeout seconds"),
            ("maxUsersPerPlan", "max users per plan"),
            ("HTTPPort", "HTTP port"),
            ("price (SEK)", "price SEK"),
            ("Pro Plus", "Pro Plus"),
            ("---", "---"),
        ] {
            assert_eq!(words(key), expected);
        }
    }
}
