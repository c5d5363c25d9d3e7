//! The grammar sees classes and values of tokens, never words: words are in `rules/lang`, so that a language is one file.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The string literals of Rust code that may be words, with the lines that they begin on: without comments and attributes, without what
/// follows `#[cfg(test)]`, and without ids, which stand in `id_hash("…")`, or beside `dimension ==`, and
/// name a unit, a concept or a dimension in every language.
fn literals(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut found, mut line, mut before) = (Vec::new(), 1, String::new());
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => {
                line += 1;
                before.clear();
            }
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
                line += 1;
                before.clear();
            }
            // A character, which may be a quotation mark, or a lifetime.
            '\'' => {
                let mut ahead = chars.clone();
                let escaped = ahead.next() == Some('\\');
                let ends = if escaped { ahead.nth(1) } else { ahead.next() };
                if ends == Some('\'') {
                    chars.nth(if escaped { 2 } else { 1 });
                }
            }
            '"' => {
                let (start, mut literal) = (line, String::new());
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => literal.extend(chars.next().filter(|c| !c.is_alphabetic())),
                        c => {
                            line += usize::from(c == '\n');
                            literal.push(c);
                        }
                    }
                }
                let id = before.ends_with("id_hash(") || before.ends_with("dimension == ");
                if !id && !before.trim_start().starts_with("#[") {
                    found.push((start, literal));
                }
            }
            _ => before.push(c),
        }
    }
    found
}

/// Whether a literal may be a word of a language. One letter is none, a Roman figure is none, a placeholder of `format!` is none.
fn is_word(literal: &str) -> bool {
    let outside = literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    let letters: Vec<char> = outside.flat_map(str::chars).filter(|c| c.is_alphabetic()).collect();
    letters.len() > 1 && !letters.iter().all(|c| "IVXLCDM".contains(*c))
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[test]
fn the_grammar_has_no_words() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/grammar");
    let files = files(&root)?;
    assert!(files.len() > 15, "{files:?}");
    let mut words = Vec::new();
    for file in files {
        for (line, literal) in literals(&fs::read_to_string(&file)?) {
            if is_word(&literal) {
                words.push(format!("{}:{line}: {literal:?}", file.strip_prefix(&root).unwrap_or(&file).display()));
            }
        }
    }
    words.sort();
    assert!(words.is_empty(), "words in src/grammar:\n{}", words.join("\n"));
    Ok(())
}

#[test]
fn literals_are_found_among_comments_characters_and_lifetimes() {
    let code = "fn f<'a>(x: &'a str) { // \"not\"\n m('\"', '\\'', \"one\\\"\");\n n(\"a\nb\", \"två\", id_hash(\"year\")) }\n#[serde(\"no\")]\n#[cfg(test)]\nmod tests { \"no\" }";
    let found = literals(code);
    let expected = [(2, "one\""), (3, "a\nb"), (4, "två")].map(|(line, s)| (line, s.to_owned()));
    assert_eq!(found, expected);
    assert!(is_word("två") && !is_word("T") && !is_word("XIV") && !is_word("{year}-{month}"));
}
