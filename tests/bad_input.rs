//! What cannot be read, or is not there: it is named, the rest is checked, and the exit status says so.

mod common;

use common::{documents, factlint, folder};
use std::fs;

#[test]
fn bad_input_is_named_and_the_rest_is_checked() -> std::io::Result<()> {
    let many = "{\"id\":\n".repeat(30);
    // The file, its content, what standard error says, and how many documents are read of it and a good file beside it.
    let cases: [(&str, &[u8], &[&str], u64); 8] = [
        ("bad.txt", b"one\ntwo \xff\x01 three", &["bad.txt is not UTF-8", "bad.txt:2:5", "save it as UTF-8"], 1),
        ("bad.txt", b"\xc3\xa5 \xc3\xa4 \xc3", &["bad.txt is not UTF-8", "bad.txt:1:5", "save it as UTF-8"], 1),
        ("bad.txt", b"\x89PNG\0\0\0\x01", &["bad.txt is not UTF-8", "it holds no text"], 1),
        ("bad.md", b"%PDF-1.7\n\xe2\xe3", &["bad.md is a PDF", "save its text"], 1),
        ("bad.txt", b"{\\rtf1 six}", &["bad.txt is in rich text format", "give it the ending of its format"], 1),
        ("bad.jsonl", b"{\"id\":1,\"text\":\"a\"}\n{\"id\":\n\n{\"text\":\"b\"}", &["bad.jsonl, line 2", "bad.jsonl:2:7"], 3),
        ("bad.jsonl", b"{\"text\":\"a\"}\n[]\n{}\n{\"text\":\"\xff\"}", &["line 2", "line 3", "line 4"], 2),
        ("bad.jsonl", many.as_bytes(), &["line 20", "10 more broken lines"], 1),
    ];
    for (name, content, says, read) in cases {
        let folder = folder(&[("good.txt", b"All is well."), (name, content)])?;
        let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
        assert_eq!(run.code, Some(2), "{name}: {}", run.err);
        for part in says {
            assert!(run.err.contains(part), "{name}: no {part:?} in {}", run.err);
        }
        assert_eq!(documents(&run), Some(read), "{name}: {}", run.err);
    }
    Ok(())
}

/// Metadata stands beside a text: what is wrong with it is said, and the text is checked.
#[test]
fn broken_metadata_is_a_warning() -> std::io::Result<()> {
    let many = "x.txt: {lang: en}\n".repeat(30);
    let lines = "{\"text\":\"All is well.\",\"lang\":7}\n".repeat(30);
    // The file, its content, what standard error says, and how many documents are read of it and a good file beside it.
    let cases: [(&str, &[u8], &[&str], u64); 21] = [
        ("bad.md", b"---\ndate: 2024-02-30\n---\n# Hi\n", &["`2024-02-30` is no day", "bad.md:2:7", "YYYY-MM-DD"], 2),
        ("bad.md", b"---\ndate: March 7, 2025\n---\n# Hi\n", &["`March 7, 2025` is no date of the form", "bad.md:2:7"], 2),
        ("bad.txt", b"---\ndate: [2024\n---\nHi.\n", &["bad.txt: this is no valid YAML", "bad.txt:2:"], 2),
        ("bad.txt", b"---\ntitle: \"Ferries\nand piers\"\n---\nHi.\n", &["bad.txt: this is no valid YAML", "bad.txt:3:"], 2),
        ("bad.txt", b"---\ntitle: Ferries: a list\n---\nHi.\n", &["bad.txt: this is no valid YAML", "bad.txt:2:"], 2),
        ("bad.txt", b"---\nlang: \"en\n---\nHi.\n", &["bad.txt: this is no valid YAML"], 2),
        ("bad.md", b"---\ndate: 2024-02-03\nSome text.\n", &["not closed", "bad.md:1:1"], 2),
        ("bad.md", b"---\nlang: English\n---\nHi.\n", &["`English` is no language tag", "bad.md:2:7"], 2),
        ("bad.md", b"---\nsource: [The Town]\nurl: {a: b}\n---\nHi.\n", &["`source` must be a text", "`url` must be a text"], 2),
        (
            "sources.yaml",
            b"good.txt:\n  dat: 2024-01-01\n",
            &["unknown key `dat`", "sources.yaml:2:3", "did you mean `date`?"],
            1,
        ),
        ("sources.yaml", b"good.txt:\n  zebra: 1\n", &["unknown key `zebra`", "`date`, `lang`, `source`, `url`"], 1),
        ("sources.yaml", b"god.txt:\n  lang: en\n", &["no file `god.txt`", "sources.yaml:1:1", "did you mean `good.txt`?"], 1),
        ("sources.yaml", b"good.txt:\n  date: soon\n", &["`soon` is no date", "sources.yaml:2:9"], 1),
        ("sources.yaml", b"good.txt: [\n", &["sources.yaml: this is no valid YAML"], 1),
        ("sources.yaml", b"- good.txt\n", &["sources.yaml: expected a mapping", "sources.yaml:1:1"], 1),
        ("sources.yaml", b"good.txt: a town\n", &["sources.yaml: expected a mapping", "sources.yaml:1:11"], 1),
        ("sources.yaml", b"good.txt: {lang: en}\ngood.txt: {lang: sv}\n", &["`good.txt` stands here twice"], 1),
        ("sources.yaml", many.as_bytes(), &["no file `x.txt`", "10 more mistakes"], 1),
        ("sources.yaml", b"good.txt: {source: \xff}\n", &["sources.yaml is not UTF-8"], 1),
        ("bad.jsonl", b"{\"text\":\"a\",\"date\":\"soon\"}", &["line 1", ":1:13", "`soon` is no date"], 2),
        ("bad.jsonl", lines.as_bytes(), &["`lang` must be a text", "line 20", "10 more mistakes"], 31),
    ];
    for (name, content, says, read) in cases {
        let folder = folder(&[("good.txt", b"All is well."), (name, content)])?;
        let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
        assert_eq!((run.code, documents(&run)), (Some(0), Some(read)), "{name}: {}", run.err);
        for part in says {
            assert!(run.err.contains(part), "{name}: no {part:?} in {}", run.err);
        }
        assert!(!run.err.contains('×'), "{name}: no warning: {}", run.err);
    }
    Ok(())
}

/// One broken entry leaves the others as they are, and the status is that of what was found.
#[test]
fn what_is_sound_in_broken_metadata_is_used() -> std::io::Result<()> {
    let folder = folder(&[
        ("a.md", b"---\ntitle: \"Ferries\nand piers\"\ndate: 2020-05-06\n---\nThe harbour had six cranes last year.\n"),
        ("b.md", b"---\ndate: 2020-05-06\ntags: [a, b\n---\nThe harbour had six cranes last year.\n"),
        ("c.md", b"---\nlang: English\ndate: 2020-05-06\n---\nThe harbour had six cranes last year.\n"),
        ("d.txt", b"The harbour had six cranes last year.\n"),
        ("sources.yaml", b"a.md: {date: soon}\nb.md: [\nd.txt:\n  date: 2020-05-06\n  colour: red\n"),
    ])?;
    let run = factlint(folder.path(), &["mentions", "--lang", "en", "."])?;
    assert_eq!((run.code, run.out.matches("= 2019").count()), (Some(0), 4), "{} {}", run.out, run.err);
    fs::write(folder.path().join("e.md"), "---\ndate: March 7, 2025\n---\nThe line began on 31 June 2023.\n")?;
    let run = factlint(folder.path(), &["check", "e.md"])?;
    assert_eq!(run.code, Some(1), "{} {}", run.out, run.err);
    assert!(run.out.contains("impossible-date") && run.out.contains("e.md:4:"), "{}", run.out);
    // Two rules and what stands between them are text.
    fs::remove_file(folder.path().join("sources.yaml"))?;
    for text in
        ["---\n# Ferries: old\n\nThe line began on 31 June 2023.\n---\nMore.\n", "---\n- The line began on 31 June 2023.\n---\n"]
    {
        fs::write(folder.path().join("e.md"), text)?;
        let run = factlint(folder.path(), &["check", "e.md"])?;
        assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "{}", run.out);
    }
    Ok(())
}

#[test]
fn what_is_left_out_is_named_once() -> std::io::Result<()> {
    const FRENCH: &str = "Le conseil municipal a voté mardi soir le budget de la ville, qui prévoit la construction de deux écoles et la \
        rénovation du pont sur la rivière. Selon le maire, les travaux commenceront au printemps et dureront trois ans. L'opposition regrette que les habitants n'aient \
        pas été consultés avant le vote, et demande une réunion publique. Le budget sera transmis au préfet la semaine prochaine.";
    let folder = folder(&[
        ("good.txt", b"All is well."),
        ("french.txt", FRENCH.as_bytes()),
        ("said.md", b"---\nlang: fr\n---\nSix ponts."),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("deep/b.XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("c.tex", b"Six bridges.\n"),
        ("picture.png", b"\x89PNG"),
        ("server.key", b"secret"),
        ("left/out.doc", b"\xd0\xcf"),
        (".gitignore", b"left/\n"),
        ("only/one.mobi", b"BOOK"),
    ])?;
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(3)), "{}", run.err);
    let said: String = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(said.matches('⚠').count(), 2, "{}", run.err);
    assert!(said.contains("4 texts not read: a.doc, c.tex, deep/b.XLS, only/one.mobi"), "{}", run.err);
    assert!(run.out.contains("\"unread\":6"), "{}", run.out);
    assert!(said.contains("no pack reads French: french.txt, said.md"), "{}", run.err);
    // A folder of sources is one too; drafts and sources are told of together.
    fs::write(folder.path().join("only/two.txt"), "All is well.")?;
    let run = factlint(folder.path(), &["check", "good.txt", "--against", "only"])?;
    assert_eq!((run.code, run.err.matches("only/one.mobi").count()), (Some(0), 1), "{}", run.err);
    assert!(run.out.contains("2 texts, 1 not read, "), "{}", run.out);
    // A folder within another that is named too is read once.
    let run = factlint(folder.path(), &["check", ".", "--against", "only"])?;
    assert_eq!((run.code, run.err.matches("only/one.mobi").count()), (Some(0), 1), "{}", run.err);
    // What was named was asked for.
    for (path, says) in [
        ("said.md", "no pack reads French: said.md"),
        ("a.doc", "a.doc is a document of an old version of Office"),
        ("deep/b.XLS", "deep/b.XLS is a document of an old version of Office"),
    ] {
        let run = factlint(folder.path(), &["check", "--format", "json", path, "good.txt"])?;
        assert_eq!(run.code, Some(2), "{path}: {}", run.err);
        assert!(run.err.contains(says), "{path}: {}", run.err);
    }
    let run = factlint(folder.path(), &["check", "c.tex"])?;
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    // Tags of three letters name the same languages, and some name none.
    for (tag, code) in [("eng", 0), ("und", 0), ("sv", 0), ("fra", 2), ("xx", 2)] {
        fs::write(folder.path().join("said.md"), format!("---\nlang: {tag}\n---\nSix bridges."))?;
        let run = factlint(folder.path(), &["check", "said.md"])?;
        assert_eq!(run.code, Some(code), "{tag}: {}", run.err);
    }
    Ok(())
}

#[test]
fn missing_and_empty_paths() -> std::io::Result<()> {
    let folder = folder(&[("empty/picture.png", b"\x89PNG"), ("good.txt", b"All is well.")])?;
    for (path, says) in
        [("nowhere", "no such file or folder: nowhere"), ("empty", "no document in empty"), ("good.txt/x", "good.txt/x")]
    {
        let run = factlint(folder.path(), &["check", "--format", "json", path, "good.txt"])?;
        assert_eq!((run.code, documents(&run)), (Some(2), Some(1)), "{}", run.err);
        assert!(run.err.contains(says), "{}", run.err);
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_is_named() -> std::io::Result<()> {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let folder = folder(&[("good.txt", b"All is well.")])?;
    symlink("loop.txt", folder.path().join("loop.txt"))?;
    let run = factlint(folder.path(), &["check", "--format", "json", "loop.txt", "good.txt"])?;
    assert_eq!((run.code, documents(&run)), (Some(2), Some(1)), "{}", run.err);
    assert!(run.err.contains("cannot read loop.txt"), "{}", run.err);
    // Names need not be UTF-8.
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"\xe5.txt")), "All is well.")?;
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(2)), "{}", run.err);
    Ok(())
}

#[test]
fn impossible_arguments() -> std::io::Result<()> {
    let folder = folder(&[("good.txt", b"All is well.")])?;
    for (args, says) in [
        (vec!["check", "good.txt", "--date", "2023-02-29"], "'2023-02-29' for '--date"),
        (vec!["check", "good.txt", "--lang", "1"], "'1' for '--lang"),
        (vec!["check", "good.txt", "--lang", "xx"], "no pack reads the language `xx` of `--lang`; there are de, en, sv"),
        (vec!["mentions", "good.txt", "--lang", "fr"], "`fr`"),
        (vec!["claims", "good.txt", "--against", "good.txt", "--lang", "fr-CA"], "`fr`"),
        (vec!["check", "good.txt", "--threads", "0"], "'0' for '--threads"),
        (vec!["check", "good.txt", "--format", "xml"], "'xml' for '--format"),
        (vec!["chek"], "chek"),
    ] {
        let run = factlint(folder.path(), &args)?;
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(says), "{}", run.err);
        assert!(run.out.is_empty());
    }
    Ok(())
}
