//! Puts the built-in packs into the binary: every YAML file below `rules/` as compact JSON, which loads in a fraction of the time.
//! The types that read them are the ones that read a user's YAML (`src/pack`).

use std::{collections::BTreeSet, env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    let (mut files, mut languages) = (Vec::new(), Vec::new());
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// Built-in YAML files below `rules/`: path and content as JSON.\npub(crate) static FILES: &[(&str, &str)] = &[\n",
    );
    for path in files {
        let value: serde_yaml::Value = serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{path}: {e}"))?;
        let name = path.strip_prefix("rules/").unwrap_or(&path);
        writeln!(code, "    ({name:?}, {:?}),", serde_json::to_string(&value)?)?;
        if let Some(tag) = name.strip_prefix("lang/").and_then(|n| n.strip_suffix(".yaml")) {
            languages.push((tag.to_owned(), value));
        }
    }
    code.push_str("];\n");
    function_words(&languages, &mut code)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), code)?;
    Ok(())
}

/// The words that sentences are built with, by language: they tell it faster than any statistics of letters.
fn function_words(languages: &[(String, serde_yaml::Value)], code: &mut String) -> Result<(), Box<dyn Error>> {
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
    code.push_str("/// Words of classes that every text has, by language.\n");
    code.push_str("pub(crate) static FUNCTION_WORDS: &[(&str, &[&str])] = &[\n");
    for (tag, file) in languages {
        let mut words = BTreeSet::new();
        for class in CLASSES {
            listed(&file["classes"][class], &mut words);
        }
        writeln!(code, "    ({tag:?}, &{:?}),", words.iter().collect::<Vec<_>>())?;
    }
    code.push_str("];\n");
    Ok(())
}

/// The single words of all lists in a class.
fn listed(value: &serde_yaml::Value, words: &mut BTreeSet<String>) {
    match value {
        serde_yaml::Value::Sequence(list) => list.iter().for_each(|v| listed(v, words)),
        serde_yaml::Value::Mapping(map) => map.values().for_each(|v| listed(v, words)),
        serde_yaml::Value::String(word) if word.chars().all(char::is_alphabetic) => drop(words.insert(word.to_lowercase())),
        _ => {}
    }
}

fn collect(dir: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
