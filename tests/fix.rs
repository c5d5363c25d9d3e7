//! `check --fix`: names take the spelling that a choice decides on, as whole words in the texts that are checked, and no other byte changes.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{Run, factlint, folder, git, run, texts};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// All files of a folder.
fn files(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.insert(path.clone(), fs::read(&path)?);
        } else if !path.ends_with(".git") {
            found.extend(files(&path)?);
        }
    }
    Ok(found)
}

fn read(folder: &Path, name: &str) -> io::Result<String> {
    fs::read_to_string(folder.join(name))
}

/// How many findings of the rule a check has.
fn variants(run: &Run) -> io::Result<usize> {
    let report: serde_json::Value = serde_json::from_str(&run.out)?;
    let findings = report["findings"].as_array().map_or(0, |all| all.iter().filter(|f| f["rule"] == "name-variant").count());
    Ok(findings)
}

const ENGLISH: [(&str, &str); 3] = [
    ("a.md", "# Gold\n\nKyrgyzstan sold gold. Kyrgyzstan's mines are deep.\n"),
    (
        "b.md",
        "\u{feff}Kyrgystan bought gold.\r\n\r\nIn March Kyrgystan's bank, as *Kyrgystan* said, had 5 tons.\r\nKyrgystan-led",
    ),
    ("c.md", "The bank of Kyrgyzstan has gold, and the Kyrgystani side none.\n"),
];

#[test]
fn the_spelling_of_most_texts_is_written_and_nothing_else_changes() -> io::Result<()> {
    let folder = texts(&ENGLISH)?;
    let run = factlint(folder.path(), &["check", "--fix", "--fix-spelling", "MAJORITY", "--lang", "en"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.ends_with("nothing that was compared is in conflict, 1 fixed\n"), "{}", run.out);
    let expected = ENGLISH[1].1.replace("Kyrgystan", "Kyrgyzstan");
    assert_eq!(read(folder.path(), "b.md")?, expected);
    for (name, text) in [ENGLISH[0], ENGLISH[2]] {
        assert_eq!(read(folder.path(), name)?, text, "{name}");
    }
    Ok(())
}

#[test]
fn the_sources_spelling_is_written_into_the_draft_in_both_languages() -> io::Result<()> {
    let draft = "Priset gick till Margarete Lundevall för en bok om sjöar. Margaretes bok är lång, säger Margarete.\n";
    let english =
        "The prize went to Meridith Cole, who paints ferries. Meridith's ferries are blue (see https://example.org/Meridith).\n";
    let folder = texts(&[
        ("sv.md", draft),
        ("en.md", english),
        ("sources/sv.md", "Margareta Lundevall får priset för en bok om sjöar.\n"),
        ("sources/en.md", "Meredith Cole, who paints ferries, was given the prize.\n"),
    ])?;
    let sources = files(&folder.path().join("sources"))?;
    for (name, source, expected) in [
        ("sv.md", "sources/sv.md", draft.replace("Margarete", "Margareta")),
        ("en.md", "sources/en.md", english.replace("Meridith ", "Meredith ").replace("Meridith's", "Meredith's")),
    ] {
        let before = factlint(folder.path(), &["check", name, "--against", source])?;
        assert_eq!(before.code, Some(1), "{}", before.out);
        let run = factlint(folder.path(), &["check", name, "--against", source, "--fix", "--fix-spelling", "source"])?;
        assert_eq!((run.code, run.out.contains("1 fixed")), (Some(0), true), "{}{}", run.out, run.err);
        assert_eq!(read(folder.path(), name)?, expected);
    }
    assert_eq!(files(&folder.path().join("sources"))?, sources);
    Ok(())
}

#[test]
fn a_choice_for_a_name_counts_and_the_configuration_may_hold_it() -> io::Result<()> {
    let text = "Venezuala säljer olja. Venezuela säljer kakao, och Venezualas hamnar är fulla.\n";
    let folder = texts(&[
        ("a.md", text),
        ("factlint.yaml", "lang: sv\nfix-spelling: [Venezuala=Venezuela]\n"),
        ("b/factlint.yaml", "fix-spelling: mayority\n"),
        ("c/factlint.yaml", "fix-spelling: [Venezuala=Vene zuela]\n"),
    ])?;
    let shown = factlint(folder.path(), &["config"])?;
    assert!(shown.out.contains("fix-spelling: [\"Venezuala=Venezuela\"]"), "{}", shown.out);
    let run = factlint(folder.path(), &["check", "a.md", "--fix"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(read(folder.path(), "a.md")?, text.replace("Venezuala", "Venezuela"));
    // The command line counts before it.
    fs::write(folder.path().join("a.md"), text)?;
    let run = factlint(folder.path(), &["check", "a.md", "--fix", "--fix-spelling", "Venezuela=Venezuala"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(read(folder.path(), "a.md")?, text.replace("Venezuela", "Venezuala"));
    for (config, said) in
        [("b/factlint.yaml", "`mayority` says no spelling"), ("c/factlint.yaml", "`Vene zuela` is not one word")]
    {
        let run = factlint(folder.path(), &["check", "a.md", "--config", config])?;
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(said) && run.err.contains(config), "{}", run.err);
    }
    Ok(())
}

#[test]
fn what_is_missing_is_said() -> io::Result<()> {
    let folder = texts(&[("a.md", "Kyrgystan sells gold. Kyrgyzstan buys it.\n")])?;
    for (args, said) in [
        (&["--fix"][..], "no choice says how"),
        (&["--fix", "--fix-spelling", "most"], "`most` says no spelling"),
        (&["--dry-run"], "--fix"),
    ] {
        let run = factlint(folder.path(), &[&["check", "a.md"], args].concat())?;
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.out);
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
    let run = run(folder.path(), &["check", "-", "--fix", "--fix-spelling", "majority"], b"Kyrgystan, Kyrgyzstan.")?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("standard input"), "{}", run.err);
    Ok(())
}

#[test]
fn what_no_choice_decides_stays_and_is_told() -> io::Result<()> {
    let tie = "Kyrgystan sells gold. Kyrgyzstan buys it.\n";
    let folder = texts(&[("a.md", tie)])?;
    for (choice, why) in [
        ("majority", "as many texts have the one as the other"),
        ("source", "the sources do not have one of them alone"),
        ("Venezuala=Venezuela", "no choice is about this name"),
    ] {
        let run = factlint(folder.path(), &["check", "--fix", "--fix-spelling", choice])?;
        assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
        assert!(run.err.contains(why) && run.out.contains("1 note"), "{choice}: {}{}", run.out, run.err);
        assert_eq!(read(folder.path(), "a.md")?, tie);
    }
    // The first choice that decides counts.
    let run =
        factlint(folder.path(), &["check", "--fix", "--fix-spelling", "majority", "--fix-spelling", "Kyrgystan=Kyrgyzstan"])?;
    assert_eq!((run.code, read(folder.path(), "a.md")?), (Some(0), tie.replace("Kyrgystan", "Kyrgyzstan")), "{}", run.err);
    Ok(())
}

#[test]
fn in_a_page_only_plain_words_of_the_text_change() -> io::Result<()> {
    let page = "<html lang=en><head><title>Kyrgystan</title></head>\r\n<body data-x=\"Kyrgystan\">\r\n<p>Kyrgystan &amp; Kyrgyzstan: \
                <a href=\"/Kyrgystan\">Kyrgystan&#39;s</a> gold &lt;Kyrgystan&gt; <!-- Kyrgystan --></p>\r\n<p>Kyrgyzstan, Kyrgyzstan, Kyrgyzstan, Kyrgyzstan</p></body></html>";
    let folder = texts(&[("a.html", page)])?;
    let run = factlint(folder.path(), &["check", "--fix", "--fix-spelling", "majority"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    // A title is text.
    let expected = page
        .replace("<title>Kyrgystan", "<title>Kyrgyzstan")
        .replace("<p>Kyrgystan &amp;", "<p>Kyrgyzstan &amp;")
        .replace(">Kyrgystan&#39;s<", ">Kyrgyzstan&#39;s<")
        .replace("&lt;Kyrgystan&gt;", "&lt;Kyrgyzstan&gt;");
    assert_eq!(read(folder.path(), "a.html")?, expected);
    // A word with a mark or an entity inside is not changed, nor is anything else of its name.
    for (name, page) in [
        (
            "b.html",
            "<html lang=en><p>Kyrgys<b>tan</b> sells gold. Kyrgyzstan buys. Kyrgyzstan keeps it. Kyrgystan lends. Kyrgyzstan pays.</p></html>",
        ),
        (
            "b.html",
            "<html lang=en><p>Kyrg&#121;stan sells gold. Kyrgyzstan buys. Kyrgyzstan keeps it. Kyrgystan lends. Kyrgyzstan pays.</p></html>",
        ),
        ("b.md", "Kyrgys**tan** sells gold. Kyrgyzstan buys. Kyrgyzstan keeps it. Kyrgystan lends. Kyrgyzstan pays.\n"),
    ] {
        let folder = texts(&[(name, page)])?;
        let run = factlint(folder.path(), &["check", "--fix", "--fix-spelling", "majority", "--lang", "en"])?;
        assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
        assert!(
            run.err.contains(&format!("{name} is not changed: `Kyrgystan` is written with marks or entities")),
            "{}",
            run.err
        );
        assert_eq!(read(folder.path(), name)?, page);
    }
    Ok(())
}

/// A docx of one paragraph.
fn docx(text: &str) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default())?;
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    io::Write::write_all(&mut archive, body.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

#[test]
fn formats_that_cannot_be_written_are_refused_and_others_are_fixed() -> io::Result<()> {
    let text = "Kyrgystan sells gold to Iran.";
    let folder = folder(&[
        ("a.docx", &docx(text)?),
        ("b.jsonl", format!("{{\"id\": \"b\", \"text\": \"{text}\", \"lang\": \"en\"}}\n").as_bytes()),
        ("c.md", b"Kyrgyzstan sells gold to Iran.\n"),
    ])?;
    let before = files(folder.path())?;
    for (name, why) in
        [("a.docx", "a.docx is not changed: a docx is packed"), ("b.jsonl", "b.jsonl is not changed: the texts of a JSON")]
    {
        let args = ["check", name, "c.md", "--lang", "en", "--fix", "--fix-spelling", "Kyrgystan=Kyrgyzstan"];
        let run = factlint(folder.path(), &args)?;
        assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
        assert!(run.err.contains(why), "{}", run.err);
        assert_eq!(files(folder.path())?, before);
    }
    // What needs no change is no failure.
    let run = factlint(folder.path(), &["check", "--lang", "en", "--fix", "--fix-spelling", "Kyrgyzstan=Kyrgystan"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(read(folder.path(), "c.md")?, "Kyrgystan sells gold to Iran.\n");
    Ok(())
}

#[test]
fn a_name_within_anothers_name_stays() -> io::Result<()> {
    let text =
        "Peru, Chile, Brezil and Mexico met. Anna Brezil took notes. Brezil paid. Brazil is large. Brazil, Brazil, Brazil.\n";
    let folder = texts(&[("a.md", text)])?;
    let run = factlint(folder.path(), &["check", "--lang", "en", "--fix", "--fix-spelling", "majority"])?;
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(read(folder.path(), "a.md")?, text.replace("Chile, Brezil", "Chile, Brazil"));
    Ok(())
}

#[test]
fn what_is_settled_stays() -> io::Result<()> {
    let text = "Kyrgyzstan buys gold. Kyrgyzstan sells it.\n\n<!-- factlint: ok name-variant: as on the map of 1991 -->\n\nKyrgystan has gold.\n";
    let folder = texts(&[("a.md", text)])?;
    let run = factlint(folder.path(), &["check", "--lang", "en", "--fix", "--fix-spelling", "majority"])?;
    assert_eq!((run.code, run.out.contains("1 settled")), (Some(0), true), "{}{}", run.out, run.err);
    assert_eq!(read(folder.path(), "a.md")?, text);
    Ok(())
}

/// Texts with names in two spellings, in both languages and several formats.
const MIXED: [(&str, &str); 7] = [
    (
        "a.md",
        "---\nlang: en\n---\n# Trade\n\n- Kyrgystan sells gold.\n- Kyrgyzstan's bank buys it.\n\n> Kyrgyzstan, they said, and Khazakhstan.\n",
    ),
    (
        "b.txt",
        "Kazakhstan lends to\nKhazakhstan, and Venezuala's\r\nharbours are full. Venezuela's are not.\nThe bank of Venezuela is open.",
    ),
    ("c.html", "<html lang=sv><p>Filipinerna s&auml;ljer ananas. Filippinernas &ouml;ar. Filippinerna.</p></html>"),
    ("d.md", "Filipinerna har många öar.\r\n\r\nSaudiarbiens olja; Saudiarabien köper.\r\n"),
    ("e.md", "Saudiarabien ligger vid havet, och Filippinernas president reste. Saudiarabien.\n"),
    (
        "f f.md",
        "Lichtenstein has no airport, but Liechtenstein has one. Liechtenstein said so, Liechtenstein.\n\n\n\n\n\n\n\n\nLichtenstein\n\nEnd",
    ),
    ("g.txt", "Nothing here."),
];

#[test]
fn a_second_fix_changes_nothing_and_finds_nothing() -> io::Result<()> {
    for choice in ["majority", "Lichtenstein=Liechtenstein", "Kyrgyzstan=Kyrgystan"] {
        let folder = texts(&MIXED)?;
        let args = ["check", "--fix", "--fix-spelling", choice, "--format", "json"];
        let before = variants(&factlint(folder.path(), &["check", "--format", "json"])?)?;
        let first = factlint(folder.path(), &args)?;
        let report: serde_json::Value = serde_json::from_str(&first.out)?;
        let fixed = report["summary"]["fixed"].as_u64().unwrap_or_default() as usize;
        assert!(fixed > 0, "{choice}: {}{}", first.out, first.err);
        assert_eq!(variants(&first)?, before - fixed, "{choice}: {}", first.err);
        let after = files(folder.path())?;
        let second = factlint(folder.path(), &args)?;
        assert_eq!(files(folder.path())?, after, "{choice}");
        assert_eq!(variants(&second)?, before - fixed, "{choice}");
        assert!(!second.out.contains("\"fixed\""), "{choice}: {}", second.out);
        if choice == "majority" {
            assert_eq!(before, fixed, "{}{}", first.out, first.err);
        }
    }
    Ok(())
}

#[test]
fn the_patch_of_a_dry_run_gives_the_same_bytes() -> io::Result<()> {
    let fixed = texts(&MIXED)?;
    factlint(fixed.path(), &["check", "--fix", "--fix-spelling", "majority"])?;
    let of = |folder: &Path| -> io::Result<Vec<(String, Vec<u8>)>> {
        MIXED.iter().map(|(name, _)| Ok(((*name).to_owned(), fs::read(folder.join(name))?))).collect()
    };
    let expected = of(fixed.path())?;
    for by in ["git", "patch"] {
        let folder = texts(&MIXED)?;
        let before = files(folder.path())?;
        let run = factlint(folder.path(), &["check", "--fix", "--dry-run", "--fix-spelling", "majority"])?;
        assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
        assert!(run.err.contains("would fix 6 findings in 5 files"), "{}", run.err);
        assert_eq!(files(folder.path())?, before, "nothing is written");
        fs::write(folder.path().join("x.patch"), &run.out)?;
        let done = match by {
            "git" => {
                git(folder.path(), &["init", "-q"])?;
                git(folder.path(), &["apply", "x.patch"])?
            }
            _ => Command::new("patch").current_dir(folder.path()).args(["-p1", "--binary", "-i", "x.patch"]).output()?,
        };
        assert!(done.status.success(), "{by}: {}{}\n{}", common::text(&done.stdout), common::text(&done.stderr), run.out);
        assert_eq!(of(folder.path())?, expected, "{by}");
        // Nothing is left to be shown.
        let run = factlint(folder.path(), &["check", "--fix", "--dry-run", "--fix-spelling", "majority"])?;
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
    }
    Ok(())
}
