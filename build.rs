//! Puts the built-in packs into the binary: every YAML file below `rules/` as compact JSON, which loads in a fraction of the time.
//! The types that read them are the ones that read a user's YAML (`src/pack`).
//!
//! What is large is taken out of the JSON and written as lines, whose words need not be copied: the words of languages and the
//! names of entities. The examples of rules stand apart: only who tests or explains rules needs them.

use serde_json::{Map, Value};
use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

/// The tables of the binary, as Rust.
#[derive(Default)]
struct Tables {
    files: String,
    examples: String,
    entities: String,
    words: String,
    function_words: String,
    taggers: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    let mut paths = Vec::new();
    collect(Path::new("rules"), "yaml", &mut paths)?;
    paths.sort();
    let mut tables = Tables::default();
    for path in paths {
        let yaml: serde_yaml::Value = serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{path}: {e}"))?;
        tables.add(path.strip_prefix("rules/").unwrap_or(&path), serde_json::to_value(yaml)?)?;
    }
    tables.add_taggers()?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), tables.code())?;
    println!("cargo:rustc-env=FACTLINT_BUILT_FROM={:016x}", built_from()?);
    Ok(())
}

/// A hash of all that decides how this program reads a text: its code, its rules and words, and what is built with it. What another program kept of
/// texts is read anew (`src/pipeline/cache.rs`); a version would not do, as it stays the same while the code changes.
fn built_from() -> Result<u64, Box<dyn Error>> {
    let mut paths: Vec<String> = ["Cargo.toml", "Cargo.lock", "build.rs"].map(str::to_owned).into();
    for (dir, extension) in [("src", "rs"), ("rules", "yaml"), ("rules", "tagger")] {
        collect(Path::new(dir), extension, &mut paths)?;
    }
    paths.sort();
    for path in ["src", "Cargo.toml", "Cargo.lock", "build.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let mut hasher = DefaultHasher::new();
    (env::var("TARGET")?, env::var_os("CARGO_FEATURE_MODELS").is_some()).hash(&mut hasher);
    for path in paths {
        // A package may come without its lock.
        (&path, fs::read(&path).unwrap_or_default()).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

impl Tables {
    /// Adds a file: what is kept apart is taken out of it.
    fn add(&mut self, path: &str, mut file: Value) -> Result<(), Box<dyn Error>> {
        let content = file.as_object_mut().ok_or("a file is a map")?;
        if let Some(entities) = content.shift_remove("entities") {
            let lines: String = entities.as_array().into_iter().flatten().map(entity_line).collect();
            writeln!(self.entities, "    ({path:?}, {lines:?}),")?;
            return Ok(());
        }
        if let Some(tag) = path.strip_prefix("lang/").and_then(|n| n.strip_suffix(".yaml")) {
            let classes = content.shift_remove("classes").unwrap_or_default();
            let quantities = content.shift_remove("quantities").unwrap_or_default();
            let mut lines = word_lines(&classes);
            lines.push(("quantities", class_lines(&quantities)));
            writeln!(self.words, "    ({tag:?}, &{lines:?}),")?;
            let function_words: Vec<String> = function_words(&classes).into_iter().collect();
            writeln!(self.function_words, "    ({tag:?}, &{function_words:?}),")?;
        }
        if content.contains_key("invalid") {
            let mut taken = Map::new();
            for key in ["valid", "invalid"] {
                taken.extend(content.insert(key.to_owned(), Value::Array(Vec::new())).map(|list| (key.to_owned(), list)));
            }
            writeln!(self.examples, "    ({path:?}, {:?}),", Value::Object(taken).to_string())?;
        }
        writeln!(self.files, "    ({path:?}, {:?}),", file.to_string())?;
        Ok(())
    }

    /// Adds the models of parts of speech that stand beside the words of their languages, where the feature asks for them.
    fn add_taggers(&mut self) -> Result<(), Box<dyn Error>> {
        if env::var_os("CARGO_FEATURE_MODELS").is_none() {
            return Ok(());
        }
        let mut paths = Vec::new();
        collect(Path::new("rules/lang"), "tagger", &mut paths)?;
        paths.sort();
        for path in paths {
            let language = path.strip_prefix("rules/lang/").and_then(|n| n.strip_suffix(".tagger")).unwrap_or(&path);
            writeln!(
                self.taggers,
                "    ({language:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/\", {path:?}))),"
            )?;
        }
        Ok(())
    }

    fn code(&self) -> String {
        let tables = [
            ("Built-in YAML files below `rules/`: path and content as JSON.", "FILES: &[(&str, &str)]", &self.files),
            (
                "The examples of built-in rules: the path of the rule's file, and JSON.",
                "EXAMPLES: &[(&str, &str)]",
                &self.examples,
            ),
            ("Built-in entities: the path of their file, and lines.", "ENTITIES: &[(&str, &str)]", &self.entities),
            ("The words of each language: its tag, and by class lines.", "WORDS: &[(&str, &[(&str, &str)])]", &self.words),
            ("Words of classes that every text has, by language.", "FUNCTION_WORDS: &[(&str, &[&str])]", &self.function_words),
            ("Models of parts of speech, by language.", "TAGGERS: &[(&str, &[u8])]", &self.taggers),
        ];
        let mut code = String::new();
        for (says, declaration, rows) in tables {
            code.extend(["/// ", says, "\npub(crate) static ", declaration, " = &[\n", rows, "];\n"]);
        }
        code
    }
}

/// The words of a language, by class. Each line has an id or nothing, a value, and the words that have both, with tabs between them.
fn word_lines(classes: &Value) -> Vec<(&str, String)> {
    classes.as_object().into_iter().flatten().map(|(class, words)| (class.as_str(), class_lines(words))).collect()
}

fn class_lines(words: &Value) -> String {
    let mut lines = String::new();
    let mut line = |id: &str, value: &str, words: &[&str]| lines.extend([id, "\t", value, "\t", &words.join("\t"), "\n"]);
    match words {
        Value::Object(by_key) => {
            for (key, payload) in sorted(by_key) {
                match payload {
                    Value::Object(by_value) => sorted(by_value).iter().for_each(|(value, list)| line(key, value, &texts(list))),
                    Value::Array(_) if key.parse::<i64>().is_ok() => line("", key, &texts(payload)),
                    Value::Array(_) => line(key, "0", &texts(payload)),
                    value => line("", &value.to_string(), &[key]),
                }
            }
        }
        list => line("", "0", &texts(list)),
    }
    lines
}

/// An entity: its id, its kind, what it lies in, and a field for each list of its names, with tabs between them. A list begins with what
/// it is and its language; bars stand between its words.
fn entity_line(entry: &Value) -> String {
    let text = |key: &str| entry[key].as_str().unwrap_or_default();
    let mut line = [text("id"), text("kind"), text("in")].join("\t");
    for key in ["names", "acronyms", "adjectives"] {
        for (language, words) in entry[key].as_object().map(sorted).unwrap_or_default() {
            line.extend(["\t", key, ":", language, "|", &texts(words).join("|")]);
        }
    }
    if !entry["homonyms"].is_null() {
        line.extend(["\thomonyms|", &texts(&entry["homonyms"]).join("|")]);
    }
    line + "\n"
}

/// In order of keys, as maps of the types that read YAML are.
fn sorted(map: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut entries: Vec<(&str, &Value)> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The words that sentences are built with: they tell a language faster than any statistics of letters.
fn function_words(classes: &Value) -> BTreeSet<String> {
    const CLASSES: [&str; 13] = [
        "and",
        "article",
        "copula",
        "definite-article",
        "have",
        "modal",
        "negator",
        "of",
        "preposition",
        "pronoun",
        "relative",
        "stop",
        "subordinator",
    ];
    let mut words = BTreeSet::new();
    for class in CLASSES {
        listed(&classes[class], &mut words);
    }
    words
}

/// The single words of all lists in a class.
fn listed(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| listed(v, words)),
        Value::Object(map) => map.values().for_each(|v| listed(v, words)),
        Value::String(word) if word.chars().all(char::is_alphabetic) => drop(words.insert(word.to_lowercase())),
        _ => {}
    }
}

fn collect(dir: &Path, extension: &str, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, extension, files)?;
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
