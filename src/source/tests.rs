//! What is known of a document, and where that comes from.

use super::{Choice, DatelineWord, Defaults, Input, Metadata, Seen, load};
use std::fs;

#[test]
fn the_nearest_metadata_wins() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let long = "It has six bridges.\n";
    for (name, content) in [
        ("1-own.md", "---\ndate: 2024-01-01T10:00:00Z\nlang: sv-SE\ntags: [a, b]\ntitle: 'x: y'\n---\nMay 2, 2024\n\nText.\n".to_owned()),
        ("2-own.txt", format!("\u{feff}---\r\ndate: \"2024-01-02\" # that day\r\nsource: The Town\r\n...\r\n{long}")),
        ("3-listed.txt", format!("May 2, 2024\n\n{long}")),
        ("4-line.txt", format!("Bridges\n\nMay 2, 2024\n\n{long}")),
        ("5-nothing.txt", long.to_owned()),
        ("6-rule.md", format!("---\n\n{long}\n---\n")),
        ("6-toml.md", format!("+++\nDate = 2024-01-06T08:00:00Z\nlang = 'sv' # the language\n[extra]\ndate = 1999-01-01\n+++\n{long}")),
        ("7.jsonl", "{\"text\": \"a\", \"date\": \"2024-01-07\", \"lang\": \"sv\", \"more\": [1]}\n".to_owned()),
        (
            super::SOURCES,
            "# days\n1-own.md: {url: 'https://example.org'}\n3-listed.txt:\n  date: 2024-03-03\n  lang: sv\n  url:\n2-own.txt: {date: 2020-01-01}\n"
                .to_owned(),
        ),
    ] {
        fs::write(folder.path().join(name), content)?;
    }
    let meta = Metadata { date: Some("2000-01-01".parse()?), lang: Some("en".into()), ..Metadata::default() };
    let may = |word: &str| (word == "May").then_some(DatelineWord::Month(5));
    let loaded = load(
        &[Input::Path(folder.path().into())],
        &Defaults { meta, dateline_word: &may, names_thing: &|_| false, choice: Choice::default() },
        &mut Seen::default(),
    );
    assert_eq!(loaded.problems, []);
    let known: Vec<String> = loaded
        .documents
        .iter()
        .map(|d| format!("{:?} {} {}", d.meta.date.map(|d| d.to_string()), d.meta.lang.as_deref().unwrap_or("?"), d.blocks.len()))
        .collect();
    let expected = [
        "Some(\"2024-01-01\") sv 2",
        "Some(\"2024-01-02\") en 1",
        "Some(\"2024-03-03\") sv 2",
        "Some(\"2024-05-02\") en 3",
        "Some(\"2000-01-01\") en 1",
        "Some(\"2000-01-01\") en 1",
        "Some(\"2024-01-06\") sv 1",
        "Some(\"2024-01-07\") sv 1",
    ];
    assert_eq!(known, expected);
    let of = |i: usize| loaded.documents.get(i).map(|d| &d.meta);
    assert_eq!(of(0).and_then(|m| m.url.as_deref()), Some("https://example.org"));
    assert_eq!(of(1).and_then(|m| m.source.as_deref()), Some("The Town"));
    Ok(())
}
