//! The report as a page: read back as a browser reads it, on examples, on texts that try to break out, and on long ones.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{factlint, texts};
use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
    time::Instant,
};

/// An element of a page as it begins.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// A page as a browser reads it.
struct Page {
    raw: String,
    elements: Vec<Element>,
    /// The text outside scripts and styles.
    text: String,
}

impl Page {
    fn read(raw: String) -> Self {
        let (mut elements, mut text, mut skipped) = (Vec::new(), String::new(), None::<String>);
        let word = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for Ok(token) in Tokenizer::new(raw.as_str()) {
            match token {
                Token::StartTag(tag) => {
                    let name = word(&tag.name);
                    if matches!(name.as_str(), "script" | "style") {
                        skipped = Some(name.clone());
                    }
                    let attributes = tag.attributes.iter().map(|(name, value)| (word(name), word(value))).collect();
                    elements.push(Element { name, attributes });
                }
                Token::EndTag(tag) if skipped.as_deref() == Some(word(&tag.name).as_str()) => skipped = None,
                Token::String(part) if skipped.is_none() => text.push_str(&word(&part)),
                _ => {}
            }
        }
        Self { raw, elements, text }
    }

    fn of(folder: &Path, arguments: &[&str]) -> io::Result<Self> {
        let run = factlint(folder, &[&["report", "-o", "-"], arguments].concat())?;
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        Ok(Self::read(run.out))
    }

    fn all<'a>(&'a self, attribute: &'a str) -> impl Iterator<Item = (&'a Element, &'a str)> {
        self.elements.iter().filter_map(move |e| Some((e, e.attributes.get(attribute)?.as_str())))
    }

    fn with_class(&self, class: &str) -> usize {
        self.all("class").filter(|(_, value)| value.split(' ').any(|c| c == class)).count()
    }

    /// What must hold of every page.
    fn holds(&self) {
        let names: BTreeSet<&str> = self.elements.iter().map(|e| e.name.as_str()).collect();
        for foreign in ["img", "iframe", "object", "embed", "link", "form", "base", "audio", "video"] {
            assert!(!names.contains(foreign), "<{foreign}>");
        }
        assert_eq!(self.elements.iter().filter(|e| e.name == "script").count(), 2, "the page's own scripts");
        for element in &self.elements {
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}={value} at {element:?}");
                assert!(name != "href" || value.starts_with('#'), "{value}");
            }
        }
        let mut ids = BTreeSet::new();
        for (_, id) in self.all("id") {
            assert!(ids.insert(id), "two elements have the id {id}");
        }
        for attribute in ["aria-labelledby", "aria-controls", "for"] {
            for (element, id) in self.all(attribute) {
                assert!(ids.contains(id), "{attribute}={id} at {element:?} leads nowhere");
            }
        }
        for (element, href) in self.all("href") {
            assert!(ids.contains(&href[1..]), "{href} at {element:?} leads nowhere");
        }
        let cards: BTreeSet<&str> = self.all("data-s").filter_map(|(e, _)| Some(e.attributes.get("data-i")?.as_str())).collect();
        for (element, number) in self.all("data-i") {
            assert!(cards.contains(number), "{element:?} has no card");
        }
        let views: BTreeSet<&str> = self
            .all("class")
            .filter(|(_, c)| c.starts_with("view"))
            .filter_map(|(e, _)| Some(e.attributes.get("data-v")?.as_str()))
            .collect();
        for (element, view) in self.all("data-go") {
            assert!(views.contains(view), "{element:?} leads to no view");
        }
        let policy =
            self.all("content").map(|(_, value)| value).find(|value| value.starts_with("default-src")).unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        for (tag, part) in self
            .raw
            .split("<script>")
            .skip(1)
            .map(|rest| ("</script>", rest))
            .chain([("</style>", self.raw.split("<style>").nth(1).unwrap_or_default())])
        {
            let own = part.split(tag).next().unwrap_or_default();
            assert!(policy.contains(&sha256(own)), "the policy allows {own:.60}");
        }
    }
}

/// A text's hash, as policies give it.
fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = sha2::Sha256::digest(text.as_bytes());
    let bits: String = hash.iter().fold(String::new(), |bits, byte| format!("{bits}{byte:08b}")) + "00";
    let letters = (0..43).map(|n| char::from(LETTERS[usize::from_str_radix(&bits[n * 6..n * 6 + 6], 2).unwrap_or_default()]));
    format!("'sha256-{}='", letters.collect::<String>())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const HAMNEN: [&str; 3] = ["examples/against/hamnen/utkast.md", "--against", "examples/against/hamnen/sources"];

#[test]
fn a_draft_stands_as_it_reads_with_its_claims_underlined() -> io::Result<()> {
    let page = Page::of(root(), &HAMNEN)?;
    page.holds();
    let json: Value = serde_json::from_str(&factlint(root(), &[&["claims"], &HAMNEN[..], &["--format", "json"]].concat())?.out)?;
    for standing in ["supported", "contradicted", "not_found"] {
        let count = json["summary"][standing].as_u64().unwrap_or_default() as usize;
        let cards = page.all("data-s").filter(|(_, s)| *s == standing).count();
        assert_eq!(cards, count, "{standing}");
    }
    assert!(page.text.contains("Utkastet säger 86 miljoner kronor. council.txt säger 68 million kronor."), "{}", page.text);
    for words in
        ["Samma siffror i annan ordning.", "Kajen blir 240 meter", "The quay will be 240 metres", "Jämför med källan som visas"]
    {
        assert!(page.text.contains(words), "{words}");
    }
    assert!(page.raw.contains("<mark class=\"d\">86</mark> miljoner kronor</mark>"), "the words that tell are marked");
    assert!(page.raw.contains("<html lang=\"sv\">"));
    let again = factlint(root(), &[&["check", "--format", "html"], &HAMNEN[..]].concat())?;
    assert_eq!((again.code, again.out == page.raw), (Some(1), true), "the format of `check` is the same page");
    let english = Page::of(root(), &[&HAMNEN[..], &["--page-lang", "en"]].concat())?;
    assert!(english.text.contains("The draft says 86 miljoner kronor. council.txt says 68 million kronor."));
    Ok(())
}

#[test]
fn texts_of_equal_standing_stand_side_by_side() -> io::Result<()> {
    let page = Page::of(root(), &["examples/csto"])?;
    page.holds();
    let json: Value = serde_json::from_str(&factlint(root(), &["check", "examples/csto", "--format", "json"])?.out)?;
    let findings = json["findings"].as_array().map_or(0, Vec::len);
    assert_eq!((page.with_class("card"), page.with_class("row")), (findings, findings));
    assert!(page.with_class("side") > findings && page.with_class("tl") > 0, "sides and days");
    let alone = Page::of(root(), &["examples/against/hamnen/utkast.md"])?;
    alone.holds();
    assert!(alone.text.contains("Inget motsägs"), "{}", alone.text);
    Ok(())
}

const DRAFT: &str = "---\ndate: 2025-03-18\nlang: en\n---\n\n# Museum budget passes\n\nThe council approved the budget on Tuesday, March 17, 2025. It \
    spends a total of 42 posts: 15 on roads, 11 on schools and 9 on parks.\n\nThe museum drew 41,250 visitors last year. The museum's old wing is \
    240 square metres. Its shop sold 12,480 books to the museum's visitors.\n\nHamla lies by the river. The library of Hamla opened in 1974.\n";

fn museum() -> io::Result<tempfile::TempDir> {
    texts(&[
        ("museum.md", DRAFT),
        (
            "sources/minutes.txt",
            "March 17, 2025\n\nThe council approved the budget by 21 votes to 6.\n\nThe museum's old wing is 240 square metres.\n",
        ),
        (
            "sources/report.md",
            "---\ndate: 2025-01-31\nlang: en\n---\n\nThe museum drew 41,250 visitors in 2024. Its shop sold postcards to the museum's visitors.\n\nThe \
             museum's old wing is 250 square metres.\n",
        ),
        ("sources/scan.pdf", "%PDF"),
    ])
}

#[test]
fn every_standing_has_its_card() -> io::Result<()> {
    let folder = museum()?;
    let arguments = ["museum.md", "--against", "sources"];
    let run = factlint(folder.path(), &[&["report", "-o", "-"], &arguments[..]].concat())?;
    let page = Page::read(run.out);
    page.holds();
    let standing = |standing: &str| page.all("data-s").filter(|(_, s)| *s == standing).count();
    assert!(
        standing("contradicted") >= 2 && standing("disputed") == 1 && standing("not_found") >= 1 && standing("supported") >= 1
    );
    for words in [
        "The draft says 240 square metres. report.md says 250 square metres, minutes.txt says 240 square metres.",
        "Calculation",
        "It comes to",
        "Nearest in the sources",
        "1 source was not read",
        "sources/scan.pdf",
        "Monday",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let json: Value =
        serde_json::from_str(&factlint(folder.path(), &[&["claims", "--format", "json"], &arguments[..]].concat())?.out)?;
    let rows = json["support"].as_array().cloned().unwrap_or_default();
    let near: Vec<&Value> = rows.iter().filter(|row| row["near"].is_object()).collect();
    assert!(!near.is_empty() && near.iter().all(|row| row["standing"] == "not_found"), "{json}");
    assert!(rows.iter().any(|row| row["disputed"] == true));
    let decided = rows.iter().find(|row| row["text"] == "41,250").map(|row| &row["decides"]).unwrap();
    assert_eq!((&decided["meet"], &decided["there"]["published"]), (&Value::Bool(true), &"2025-01-31".into()), "{decided}");
    let same = |slot: &Value| slot["fit"] == "same" && slot["here"].is_string() && slot["here"] == slot["there"];
    assert!(decided["slots"].as_array().is_some_and(|slots| slots.iter().any(same)), "{decided}");
    let json: Value =
        serde_json::from_str(&factlint(folder.path(), &[&["check", "--format", "json"], &arguments[..]].concat())?.out)?;
    let sum = json["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "sum-mismatch").unwrap();
    let calculation = &sum["calculation"];
    assert_eq!(calculation["answer"], "35", "{calculation}");
    let parts = calculation["terms"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|t| t["role"] == "part")
        .map(|t| t["value"].as_str().unwrap_or_default());
    assert_eq!(parts.collect::<Vec<_>>(), ["15", "11", "9"]);
    Ok(())
}

#[test]
fn what_is_settled_says_why() -> io::Result<()> {
    let folder = museum()?;
    let path = folder.path().join("museum.md");
    let marked =
        DRAFT.replace("March 17, 2025.", "March 17, 2025. <!-- factlint: ok weekday-mismatch: as the minutes have it -->");
    std::fs::write(path, marked)?;
    let run = factlint(folder.path(), &["report", "museum.md", "--against", "sources", "-o", "-"])?;
    let page = Page::read(run.out);
    page.holds();
    assert_eq!(page.all("data-s").filter(|(_, s)| *s == "settled").count(), 1);
    assert!(page.text.contains("is settled: as the minutes have it"), "{}", page.text);
    Ok(())
}

#[test]
fn hostile_texts_and_names_stay_texts() -> io::Result<()> {
    let bad = "</script></style><img src=x onerror=alert(1)><svg onload=alert(2)>\u{202e}txet'\"";
    let name = "a'b\" onmouseover=alert(3) x=\u{202e}<b>.md";
    let folder = texts(&[
        (
            &format!("drafts/{name}"),
            &format!(
                "The northern league has 15 clubs {bad}. It met on Monday 12 March 2024.\n\nIt closed on Monday 5 March 2024. <!-- factlint: ok weekday-mismatch: {} -->\n",
                bad.replace("--", "")
            ),
        ),
        ("sources/q&\"<i>.txt", &format!("The northern league has 14 clubs {bad}.\n")),
    ])?;
    for arguments in [&["drafts", "--against", "sources"][..], &["drafts", "sources"][..]] {
        let page = Page::of(folder.path(), arguments)?;
        page.holds();
        assert!(page.text.contains("<img src=x onerror=alert(1)>") && page.text.contains("U+202E"), "{}", page.text);
        assert!(!page.raw.contains('\u{202e}') && !page.raw.contains("<b>.md") && !page.raw.contains("<i>.txt"));
    }
    let page = Page::of(folder.path(), &["drafts", "--against", "sources"])?;
    assert!(
        page.text.contains("--check $'drafts/a\\'b\" onmouseover=alert(3) x=\\u202e<b>.md' --against sources"),
        "{}",
        page.text
    );
    Ok(())
}

#[test]
fn ten_thousand_words_and_twenty_sources_are_one_small_file() -> io::Result<()> {
    let places = ["Alva", "Borg", "Dala", "Elvik", "Fors", "Garde", "Hamla", "Inlunda", "Jarl", "Kvarn"];
    let sentence = |n: usize, of: usize| {
        let place = places[n % 10];
        format!(
            "The harbour of {place} number {n} took in {} boats in {}, and the town was glad of it, as its people said, for nobody there had foreseen \
             what would come of the quays and of the ropes that lay on them through the long dark winters of those years. ",
            of + n * 37,
            1950 + n % 70,
        )
    };
    let draft: Vec<String> = (0..220).map(|n| sentence(n, 1000 + n % 7) + if n % 5 == 4 { "\n\n" } else { "" }).collect();
    let draft = draft.concat();
    assert!(draft.split_whitespace().count() > 10_000);
    let mut files = vec![("draft.md".to_owned(), draft)];
    files.extend((0..20).map(|source| {
        let text: String = (0..220).filter(|n| n % 20 == source).map(|n| sentence(n, 1000) + "\n\n").collect();
        (format!("sources/{source}.txt"), text + &"And so on, as harbours do. ".repeat(3000))
    }));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = texts(&files)?;
    let started = Instant::now();
    let page = Page::of(folder.path(), &["draft.md", "--against", "sources"])?;
    let took = started.elapsed();
    page.holds();
    let claims = page.with_class("card");
    assert!(claims >= 600, "{claims} claims");
    assert!(page.raw.len() < 3_000_000, "{} bytes for {claims} claims, in {took:?}", page.raw.len());
    assert!(page.elements.iter().any(|e| e.name == "select"), "so many sources are chosen from a list");
    Ok(())
}

#[test]
fn lists_and_tables_keep_their_form() -> io::Result<()> {
    let folder = texts(&[(
        "a.md",
        "# One\n\n### Three\n\n1. First of 12 boats\n2. Second\n   - inner\n\n   more of it\n\n| a | b |\n|---|---|\n| 1 | 2 |\n|   | 3 |\n\nMonday 5 March 2024.\n",
    )])?;
    let page = Page::of(folder.path(), &["a.md", "--page-lang", "en"])?;
    page.holds();
    for part in [
        "<h2>One</h2><h3>Three</h3>",
        "<ol class=\"items\"><li class=\"in0\"><span class=\"num\">1. </span>First of 12 boats</li>",
        "<li class=\"in1\">inner",
        "<tr><td></td><td>3</td></tr></tbody>",
    ] {
        assert!(page.raw.contains(part), "{part}: {}", page.raw.split("<main").nth(1).unwrap_or_default());
    }
    Ok(())
}

#[test]
fn a_page_is_written_where_it_is_asked_for() -> io::Result<()> {
    let folder = texts(&[("a.txt", "It met on Monday 5 March 2024.\n")])?;
    let run = factlint(folder.path(), &["report", "a.txt"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert!(run.err.starts_with("report.html: 1 text"), "{}", run.err);
    Page::read(std::fs::read_to_string(folder.path().join("report.html"))?).holds();
    let run = factlint(folder.path(), &["check", "a.txt", "--format", "human", "--format", "html=page.html"])?;
    assert_eq!(run.code, Some(1));
    Page::read(std::fs::read_to_string(folder.path().join("page.html"))?).holds();
    let run = factlint(folder.path(), &["report", "none.txt"])?;
    assert_eq!(run.code, Some(2), "{}", run.err);
    let run = factlint(folder.path(), &["report", "a.txt", "--page-lang", "xx"])?;
    assert!(run.code == Some(2) && run.err.contains("[possible values: sv, en]"), "{}", run.err);
    Ok(())
}

/// The names between braces.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0)).collect()
}

#[test]
fn rules_say_the_same_in_swedish() {
    let rules = &factlint::internals::pipeline::Engine::built_in().packs().rules;
    let mut speak = 0;
    for rule in rules.all() {
        let file = &rule.file;
        let own = [&file.message, &file.fix].into_iter().map(String::as_str);
        let against = file.against.iter().flat_map(|a| [a.message.as_deref(), a.fix.as_deref()]);
        let peers = file.peers.iter().flat_map(|p| [p.message.as_deref(), p.fix.as_deref()]);
        let others = against.chain(peers).flatten().chain(file.notes.values().map(String::as_str));
        let known: BTreeSet<&str> = own.chain(others).flat_map(holes).collect();
        let Some(swedish) = file.translations.get("sv") else { continue };
        speak += 1;
        assert!(swedish.message.is_some() && swedish.why.is_some() && swedish.fix.is_some(), "{}", rule.id);
        let all = [
            &swedish.message,
            &swedish.fix,
            &swedish.against.message,
            &swedish.against.fix,
            &swedish.peers.message,
            &swedish.peers.fix,
        ];
        for text in all.into_iter().flatten().chain(swedish.notes.values()) {
            // What sides say may be told with their labels or without: labels are English.
            let told: BTreeSet<&str> = holes(text).into_iter().map(|hole| if hole == "values" { "said" } else { hole }).collect();
            let known: BTreeSet<&str> = known.iter().map(|hole| if *hole == "values" { "said" } else { *hole }).collect();
            assert!(told.is_subset(&known), "{}: {text}", rule.id);
        }
        let told = |a: Option<&String>, b: Option<&String>| a.is_some() == b.is_some();
        assert!(
            told(file.against.as_ref().and_then(|a| a.message.as_ref()), swedish.against.message.as_ref()),
            "{}: against",
            rule.id
        );
        assert!(told(file.peers.as_ref().and_then(|p| p.message.as_ref()), swedish.peers.message.as_ref()), "{}: peers", rule.id);
        assert_eq!(file.notes.keys().collect::<Vec<_>>(), swedish.notes.keys().collect::<Vec<_>>(), "{}: notes", rule.id);
        assert_eq!(file.answer.as_ref().map_or(0, |a| a.words.len()), swedish.answers.len(), "{}: answers", rule.id);
    }
    let core = std::fs::read_dir(root().join("rules/core")).map_or(0, |files| files.count() - 1);
    assert!(core > 30 && speak >= core, "{speak} of {core} rules");
}
