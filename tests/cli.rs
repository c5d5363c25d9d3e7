//! The commands as a user calls them: what they print, where, and how they exit.

use assert_cmd::Command;
use std::{fs, path::Path};

/// What a run gave.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn factlint(folder: &Path, args: &[&str]) -> std::io::Result<Run> {
    run(folder, args, b"")
}

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> std::io::Result<Run> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("FORCE_COLOR").write_stdin(stdin);
    let output = command.output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) })
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, content)?;
    }
    Ok(folder)
}

/// How many documents a check read, and its exit status.
fn documents(run: &Run) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(&run.out).ok()?["summary"]["documents"].as_u64()
}

#[test]
fn bad_input_is_named_and_the_rest_is_checked() -> std::io::Result<()> {
    let many = "{\"id\":\n".repeat(30);
    // The file, its content, what standard error says, and how many documents are read of it and a good file beside it.
    let cases: [(&str, &[u8], &[&str], u64); 7] = [
        ("bad.txt", b"one\ntwo \xff three", &["bad.txt is not UTF-8", "bad.txt:2:5", "save it as UTF-8"], 1),
        ("bad.txt", b"\xff\xfea\0", &["UTF-16"], 1),
        ("bad.md", b"%PDF-1.7\n\xe2\xe3", &["bad.md is a PDF", "save its text"], 1),
        ("bad.txt", b"{\\rtf1 six}", &["bad.txt is in rich text format"], 1),
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
        ("a.pdf", b"%PDF-1.7"),
        ("deep/b.ODT", b"PK\x03\x04"),
        ("c.csv", b"a,b\n1,2\n"),
        ("picture.png", b"\x89PNG"),
        ("server.key", b"secret"),
        ("left/out.pdf", b"%PDF-1.7"),
        (".gitignore", b"left/\n"),
        ("only/one.epub", b"PK\x03\x04"),
    ])?;
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(3)), "{}", run.err);
    let said: String = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(said.matches('⚠').count(), 2, "{}", run.err);
    assert!(said.contains("not read: a.pdf, c.csv, deep/b.ODT, only/one.epub"), "{}", run.err);
    assert!(said.contains("no pack reads French: french.txt, said.md"), "{}", run.err);
    // A folder of sources is one too; drafts and sources are told of together.
    fs::write(folder.path().join("only/two.txt"), "All is well.")?;
    let run = factlint(folder.path(), &["check", "good.txt", "--against", "only"])?;
    assert_eq!((run.code, run.err.matches("only/one.epub").count()), (Some(0), 1), "{}", run.err);
    // What was named was asked for.
    for (path, says) in
        [("said.md", "no pack reads French: said.md"), ("a.pdf", "a.pdf is a PDF"), ("deep/b.ODT", "is a zip archive")]
    {
        let run = factlint(folder.path(), &["check", "--format", "json", path, "good.txt"])?;
        assert_eq!(run.code, Some(2), "{path}: {}", run.err);
        assert!(run.err.contains(says), "{path}: {}", run.err);
    }
    let run = factlint(folder.path(), &["check", "c.csv"])?;
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
        (vec!["check", "--against", "good.txt"], "PATH"),
    ] {
        let run = factlint(folder.path(), &args)?;
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(says), "{}", run.err);
        assert!(run.out.is_empty());
    }
    Ok(())
}

#[test]
fn folders_are_walked_as_a_repository_is() -> std::io::Result<()> {
    let folder = folder(&[
        ("b.md", b"# B\n\nText."),
        ("a.txt", b"Text."),
        ("left/out.txt", b"\xff"),
        (".hidden/c.txt", b"\xff"),
        ("code.rs", b"\xff"),
        (".gitignore", b"left/\n"),
        ("sources.yaml", b"a.txt: {date: 2024-05-28, lang: en-GB, source: The Town, url: 'https://example.org'}\n"),
        ("deep/er/d.jsonl", b"{\"id\":\"one\",\"text\":\"Text.\"}\n"),
    ])?;
    let run = factlint(folder.path(), &["mentions", "--format", "jsonl", "."])?;
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let ids: Vec<String> =
        run.out.lines().filter_map(|l| Some(serde_json::from_str::<serde_json::Value>(l).ok()?["id"].to_string())).collect();
    assert_eq!(ids, ["\"a.txt\"", "\"b.md\"", "\"one\""]);
    // A file that two paths name is read once; one that is named is read whatever its name.
    fs::write(folder.path().join("NOTES"), "Text.")?;
    let run = factlint(folder.path(), &["check", "--format", "json", ".", "./a.txt", "NOTES"])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(4)), "{}", run.err);
    Ok(())
}

#[test]
fn standard_input_goes_by_a_name() -> std::io::Result<()> {
    let folder = folder(&[("good.txt", b"All is well.")])?;
    let run = run(
        folder.path(),
        &["mentions", "--format", "jsonl", "-", "--stdin-filename", "x.jsonl"],
        b"{\"id\":\"q\",\"text\":\"a\"}\n",
    )?;
    assert_eq!((run.code, run.out.trim_end()), (Some(0), "{\"id\":\"q\",\"mentions\":[]}"));
    let run = self::run(
        folder.path(),
        &["check", "-", "good.txt", "--stdin-filename", "x.md", "--format", "json"],
        b"---\ndate: x\n---\n",
    )?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(2)));
    assert!(run.err.contains("x.md:2:7"), "{}", run.err);
    Ok(())
}

#[test]
fn odd_files_are_read() -> std::io::Result<()> {
    let items = "- one of the items\n".repeat(100_000);
    let long = format!("{} end", "word ".repeat(2_000_000));
    let folder = folder(&[
        ("bom.txt", "\u{feff}Text.".as_bytes()),
        ("crlf.md", b"# Head\r\n\r\nText\r\nmore.\r\n"),
        ("empty.txt", b""),
        ("items.md", items.as_bytes()),
        ("items.txt", items.as_bytes()),
        ("long.md", long.as_bytes()),
        ("long.txt", long.as_bytes()),
        ("nul.txt", b"a\0b\0"),
    ])?;
    let started = std::time::Instant::now();
    let run = factlint(folder.path(), &["check", "--format", "json"])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(8)), "{}", run.err);
    assert!(started.elapsed().as_secs() < 60);
    Ok(())
}

#[test]
fn the_last_line_says_what_was_done() -> std::io::Result<()> {
    let folder = folder(&[("good.txt", b"Nothing to count here.")])?;
    let run = factlint(folder.path(), &["check", "good.txt"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(0), "1 document, 0 claims, 0 compared: nothing found\n"));
    let plain = factlint(folder.path(), &["check", "good.txt", "nowhere"])?;
    assert!(!plain.err.contains('\u{1b}'));
    let coloured = factlint(folder.path(), &["check", "good.txt", "nowhere", "--color", "always"])?;
    assert!(coloured.err.contains('\u{1b}'));
    Ok(())
}

#[test]
fn sources_follow_the_first_draft() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", b"Text."), ("one.txt", b"Text."), ("two.txt", b"Text.")])?;
    for args in [
        &["check", "--format", "json", "draft.txt", "--against", "one.txt", "two.txt"][..],
        &["check", "--format", "json", "--against", "one.txt", "--against", "two.txt", "draft.txt"],
        &["check", "--format", "json", "draft.txt", "--against", "."],
        &["check", "--format", "json", ".", "--against", "one.txt"],
    ] {
        let run = factlint(folder.path(), args)?;
        assert_eq!((run.code, documents(&run)), (Some(0), Some(3)), "{args:?} {}", run.err);
    }
    Ok(())
}

const DRAFT: &[u8] = b"The ferry carried 41,000 passengers in May, the company says. The pier cost 90 million kronor to paint.";
const SOURCE: &[u8] = b"In May the ferry carried 41,000 passengers, the company says.";

#[test]
fn claims_are_held_against_sources() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", DRAFT), ("one.txt", SOURCE), ("two.txt", b"The company paints its pier.")])?;
    let all = ["claims", "draft.txt", "--against", "one.txt", "two.txt"];
    let run = factlint(folder.path(), &all)?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("supported     41,000") && run.out.contains("not found     90 million kronor"), "{}", run.out);
    assert!(run.out.contains("one.txt:1:26") && !run.out.contains('\u{1b}'), "{}", run.out);
    for (format, has) in [("json", "\"not_found\":1"), ("jsonl", "\"not_found\":1"), ("csv", ",not_found,no,")] {
        let run = factlint(folder.path(), &[&all[..], &["--format", format]].concat())?;
        assert_eq!((run.code, run.out.contains(has)), (Some(0), true), "{} {}", run.out, run.err);
    }
    let run = factlint(folder.path(), &[&all[..], &["nowhere"]].concat())?;
    assert_eq!((run.code, run.err.contains("nowhere")), (Some(2), true), "{}", run.err);
    let run = factlint(folder.path(), &["claims", "draft.txt", "--format", "csv"])?;
    assert_eq!((run.code, run.err.contains("--against")), (Some(2), true), "{}", run.err);
    Ok(())
}

#[test]
fn sources_can_be_required() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", DRAFT), ("one.txt", SOURCE)])?;
    let check = ["check", "draft.txt", "--against", "one.txt"];
    let run = factlint(folder.path(), &check)?;
    assert_eq!(run.code, Some(0), "{}", run.out);
    let brief = "draft.txt: 3 claims: 2 supported, 1 not found\nnot found in the sources: 1";
    assert!(run.out.starts_with(brief), "{}", run.out);
    let run = factlint(folder.path(), &[&check[..], &["--require-sources"]].concat())?;
    assert_eq!(run.code, Some(1), "{}", run.out);
    assert!(run.out.contains("no source bears out \"90 million kronor\"") && run.out.ends_with(": 1 warning\n"), "{}", run.out);
    let run = factlint(folder.path(), &[&check[..], &["--format", "json"]].concat())?;
    let value: serde_json::Value = serde_json::from_str(&run.out)?;
    assert_eq!((&value["summary"]["supported"], &value["summary"]["infos"]), (&2.into(), &1.into()), "{}", run.out);
    let run = factlint(folder.path(), &["check", "draft.txt", "--require-sources"])?;
    assert_eq!(run.code, Some(2), "{}", run.out);
    Ok(())
}

#[test]
fn the_severity_that_the_user_gives_wins() -> std::io::Result<()> {
    let folder = folder(&[
        ("draft.txt", b"The orchard planted 340 trees in April. Two men watered them."),
        ("source.txt", b"The orchard planted trees in April, when the ground was wet. Men watered them."),
    ])?;
    let check = ["check", "draft.txt", "--against", "source.txt"];
    // What is said, and how many findings of each severity it leaves.
    for (more, errors, warnings, infos, code) in [
        (&[][..], 0, 1, 1, 1),
        (&["--severity", "unsourced-claim=info"], 0, 0, 2, 0),
        (&["--severity", "unsourced-claim=error"], 2, 0, 0, 1),
        (&["--require-sources"], 0, 2, 0, 1),
        (&["--require-sources", "--severity", "unsourced-claim=info"], 0, 0, 2, 0),
    ] {
        let run = factlint(folder.path(), &[&check[..], &["--format", "json"], more].concat())?;
        let value: serde_json::Value = serde_json::from_str(&run.out)?;
        let summary = &value["summary"];
        let counts = (&summary["errors"], &summary["warnings"], &summary["infos"]);
        assert_eq!(counts, (&errors.into(), &warnings.into(), &infos.into()), "{more:?}: {}", run.out);
        assert_eq!(run.code, Some(code), "{more:?}");
    }
    Ok(())
}

#[test]
fn check_and_claims_give_one_verdict() -> std::io::Result<()> {
    // A draft, and how each of its claims stands with a source that has most of it.
    let source = b"The ferry sank on 27 February 2025. It carried 112 people and 40 cars over the sound. It was built in Gdynia.";
    for (draft, standings) in [
        ("The ferry sank on Thursday 27 February 2025.", &["supported"][..]),
        ("The ferry sank on Friday 27 February 2025.", &["contradicted"]),
        ("The ferry, built in 1998 in Gdynia, carried 112 people.", &["not_found", "supported"]),
        ("The ferry made its first trip with two captains and 40 cars.", &["not_found", "not_found", "supported"]),
        ("Visby, 28 February 2025\n\nThe ferry carried dozens of cars.", &["not_found"]),
    ] {
        let folder = folder(&[("draft.txt", draft.as_bytes()), ("source.txt", source)])?;
        let of = |command: &str| -> std::io::Result<serde_json::Value> {
            let run = factlint(folder.path(), &[command, "draft.txt", "--against", "source.txt", "--format", "json"])?;
            Ok(serde_json::from_str(&run.out)?)
        };
        let (claims, check) = (of("claims")?, of("check")?);
        let rows = claims["support"].as_array().cloned().unwrap_or_default();
        let said: Vec<&str> = rows.iter().filter_map(|row| row["standing"].as_str()).collect();
        assert_eq!(said, standings, "{draft}: {claims}");
        let findings = check["findings"].as_array().cloned().unwrap_or_default();
        let of_rule = |absent: bool| findings.iter().filter(|f| (f["rule"] == "unsourced-claim") == absent).count();
        let rows = |standing: &str| standings.iter().filter(|s| **s == standing).count();
        assert_eq!((of_rule(true), of_rule(false)), (rows("not_found"), rows("contradicted")), "{draft}: {check}");
    }
    Ok(())
}

#[test]
fn rules_explain_themselves() -> std::io::Result<()> {
    let folder = folder(&[])?;
    let all = factlint(folder.path(), &["explain"])?;
    assert_eq!(all.code, Some(0));
    let ids: Vec<&str> = all.out.lines().filter(|l| !l.starts_with(' ')).filter_map(|l| l.split_whitespace().next()).collect();
    assert!(ids.contains(&"count-conflict") && ids.is_sorted(), "{ids:?}");
    assert!(all.out.lines().all(|l| l.chars().count() <= 80));
    for id in ids {
        let one = factlint(folder.path(), &["explain", id])?;
        assert_eq!(one.code, Some(0));
        for part in [id, "\nWhy\n", "\nFix\n", "\nReported\n", "\nNot reported\n"] {
            assert!(one.out.contains(part), "{id}: no {part:?} in {}", one.out);
        }
    }
    let run = factlint(folder.path(), &["explain", "count-conflit"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("did you mean `count-conflict`?"), "{}", run.err);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_reader_may_go_away() -> std::io::Result<()> {
    use std::process::{Command, Stdio};
    let lines = "{\"text\":\"a\"}\n".repeat(50_000);
    let folder = folder(&[("a.jsonl", lines.as_bytes())])?;
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("factlint"))
        .current_dir(folder.path())
        .args(["mentions", "--format", "jsonl", "a.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
