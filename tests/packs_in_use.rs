//! Packs that somebody else made: copied into a project, locked, and checked; and how an author learns how often a rule is right.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};
use zip::{ZipWriter, write::SimpleFileOptions};

mod common;
use common::{factlint, run, texts};

/// A project with a configuration, and beside it what others made.
fn project(configuration: &str) -> io::Result<tempfile::TempDir> {
    let folder = texts(&[
        ("news/factlint.yaml", configuration),
        ("news/quay.txt", "The harbour office says that 52 of its 40 berths are taken."),
    ])?;
    assert_eq!(factlint(folder.path(), &["new", "pack", "harbour"])?.code, Some(0));
    Ok(folder)
}

fn zipped(folder: &Path, to: &Path, top: &str) -> io::Result<()> {
    let mut writer = ZipWriter::new(fs::File::create(to)?);
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
            writer.start_file(format!("{top}{name}"), SimpleFileOptions::default())?;
            writer.write_all(&fs::read(&path)?)?;
        }
    }
    writer.finish()?;
    Ok(())
}

#[test]
fn a_pack_is_copied_named_and_locked() -> io::Result<()> {
    let folder = project("# Ours.\nlang: en # by default\n")?;
    let news = folder.path().join("news");
    let before = factlint(&news, &["check"])?;
    assert_eq!((before.code, before.out.contains("harbour-berths")), (Some(0), false), "{}", before.out);
    let added = factlint(&news, &["pack", "add", "../harbour"])?;
    assert_eq!(added.code, Some(0), "{}", added.err);
    assert!(added.out.starts_with("added `harbour` 0.1.0 as packs/harbour: 2 rules; "), "{}", added.out);
    let configuration = fs::read_to_string(news.join("factlint.yaml"))?;
    let expected = "# Ours.\nlang: en # by default\n\npacks:\n  - path: packs/harbour\n    version: \"^0.1.0\"\n";
    assert_eq!(configuration, expected);
    let after = factlint(&news, &["check"])?;
    assert_eq!((after.code, after.out.contains("52 of 40 berths cannot be taken")), (Some(1), true), "{}", after.out);
    let checked = factlint(&news, &["pack", "check"])?;
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), "packs/harbour: `harbour` 0.1.0, as it was added\n"));
    // Seen from elsewhere, it is the same.
    let checked = factlint(folder.path(), &["pack", "check", "--config", "news/factlint.yaml"])?;
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), "news/packs/harbour: `harbour` 0.1.0, as it was added\n"));
    // Once more, and under a changed one.
    let again = factlint(&news, &["pack", "add", "../harbour"])?;
    assert_eq!((again.code, again.err.contains("exists already; `--replace`")), (Some(2), true), "{}", again.err);
    assert_eq!(factlint(&news, &["pack", "add", "../harbour", "--replace"])?.code, Some(0));
    assert_eq!(fs::read_to_string(news.join("factlint.yaml"))?, expected);
    Ok(())
}

#[test]
fn what_has_changed_is_told_file_by_file() -> io::Result<()> {
    let folder = project("")?;
    let news = folder.path().join("news");
    assert_eq!(factlint(&news, &["pack", "add", "../harbour", "--into", "rules"])?.code, Some(0));
    let pack = news.join("rules/harbour");
    let rule = pack.join("rules/harbour-berths.yaml");
    fs::write(&rule, fs::read_to_string(&rule)?.replace("severity: error", "severity: info"))?;
    fs::remove_file(pack.join("rules/harbour-league.yaml"))?;
    fs::write(pack.join("NOTES.txt"), "ours")?;
    let told = factlint(&news, &["pack", "check"])?;
    let expected = "rules/harbour/rules/harbour-berths.yaml: changed\n\
        rules/harbour/rules/harbour-league.yaml: missing\n\
        rules/harbour/NOTES.txt: not in the pack as it was added\n";
    assert_eq!((told.code, told.out.as_str()), (Some(1), expected), "{}", told.err);
    let replaced = factlint(&news, &["pack", "add", "../harbour", "--into", "rules", "--replace"])?;
    assert_eq!((replaced.code, replaced.err.contains("has changed since it was added")), (Some(2), true), "{}", replaced.err);
    assert!(pack.join("NOTES.txt").exists());
    let accepted = factlint(&news, &["pack", "check", "--accept"])?;
    assert_eq!((accepted.code, accepted.out.ends_with("locked 1 pack as now\n")), (Some(0), true), "{}", accepted.out);
    assert_eq!(factlint(&news, &["pack", "check"])?.code, Some(0));
    // One that lies there already is locked where it is.
    fs::remove_file(news.join("factlint-packs.lock"))?;
    let told = factlint(&news, &["pack", "check"])?;
    assert_eq!((told.code, told.out.contains("rules/harbour: not locked")), (Some(0), true), "{}", told.out);
    let locked = factlint(&news, &["pack", "add", "rules/harbour", "--into", "rules"])?;
    assert_eq!((locked.code, pack.join("NOTES.txt").exists()), (Some(0), true), "{}", locked.err);
    assert!(factlint(&news, &["pack", "check"])?.out.ends_with("as it was added\n"));
    // A lock that was changed by hand, one that nothing uses, and one that is none.
    let lock = news.join("factlint-packs.lock");
    let good = fs::read_to_string(&lock)?;
    let at = good.find("hash: \"").unwrap() + 7;
    fs::write(&lock, format!("{}{}{}", &good[..at], if &good[at..=at] == "0" { "1" } else { "0" }, &good[at + 1..]))?;
    let told = factlint(&news, &["pack", "check"])?;
    assert_eq!((told.code, told.out.as_str()), (Some(1), "factlint-packs.lock: changed by hand, at `rules/harbour`\n"));
    fs::write(&lock, &good)?;
    fs::write(news.join("factlint.yaml"), "")?;
    let told = factlint(&news, &["pack", "check"])?;
    assert_eq!((told.code, told.out.contains("locked, and factlint.yaml does not name it")), (Some(1), true), "{}", told.out);
    fs::write(&lock, "packs:\n  - path: a\n    nme: b\n")?;
    let told = factlint(&news, &["pack", "check"])?;
    assert_eq!((told.code, told.err.contains("unknown key `nme`")), (Some(2), true), "{}", told.err);
    Ok(())
}

#[test]
fn an_archive_is_unpacked_and_a_hostile_one_is_not() -> io::Result<()> {
    let folder = project("packs: []\n")?;
    let news = folder.path().join("news");
    zipped(&folder.path().join("harbour"), &folder.path().join("harbour.zip"), "harbour-0.1.0/")?;
    let added = factlint(&news, &["pack", "add", "../harbour.zip"])?;
    assert_eq!(added.code, Some(0), "{}", added.err);
    assert_eq!(fs::read_to_string(news.join("factlint.yaml"))?, "packs: [{path: packs/harbour, version: \"^0.1.0\"}]\n");
    assert_eq!(fs::read(news.join("packs/harbour/pack.yaml"))?, fs::read(folder.path().join("harbour/pack.yaml"))?);
    assert_eq!(factlint(&news, &["check"])?.code, Some(1));
    let other = project("")?;
    let news = other.path().join("news");
    for (name, said) in
        [("../../evil.yaml", "would stand outside"), ("/evil.yaml", "would stand outside"), ("a\\..\\b.yaml", "not every system")]
    {
        let mut writer = ZipWriter::new(fs::File::create(other.path().join("evil.zip"))?);
        writer.start_file("pack.yaml", SimpleFileOptions::default())?;
        writer.write_all(&fs::read(other.path().join("harbour/pack.yaml"))?)?;
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(b"x")?;
        writer.finish()?;
        let refused = factlint(&news, &["pack", "add", "../evil.zip"])?;
        assert_eq!((refused.code, refused.err.contains(said)), (Some(2), true), "{name}: {}", refused.err);
    }
    fs::write(other.path().join("evil.zip"), "PK\u{3}\u{4} no archive")?;
    let refused = factlint(&news, &["pack", "add", "../evil.zip"])?;
    assert_eq!((refused.code, refused.err.contains("cannot be unpacked")), (Some(2), true), "{}", refused.err);
    // Nothing is left of any of them.
    let left: Vec<_> = fs::read_dir(&news)?.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(fs::read_to_string(news.join("factlint.yaml"))?, "");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_not_copied() -> io::Result<()> {
    let folder = project("")?;
    let news = folder.path().join("news");
    std::os::unix::fs::symlink("/etc", folder.path().join("harbour/rules/etc"))?;
    let refused = factlint(&news, &["pack", "add", "../harbour"])?;
    assert_eq!(
        (refused.code, refused.err.contains("`rules/etc` is a link; nothing was copied")),
        (Some(2), true),
        "{}",
        refused.err
    );
    assert!(!news.join("packs").exists());
    Ok(())
}

#[test]
fn what_cannot_be_used_is_not_added() -> io::Result<()> {
    let folder = project("packs:\n  - path: packs/harbour\n    version: \">=2\"\n")?;
    let news = folder.path().join("news");
    let refused = factlint(&news, &["pack", "add", "../harbour"])?;
    assert_eq!((refused.code, refused.err.contains("the configuration asks for `>=2`")), (Some(2), true), "{}", refused.err);
    for (configuration, arguments, said) in [
        ("{lang: en}", &["../harbour"][..], "cannot be added to this list"),
        ("lang: [", &["../harbour"], "no valid YAML"),
        ("", &["../nothing"], "cannot read ../nothing"),
        ("", &["quay.txt"], "cannot be unpacked"),
        ("", &["../news"], "it has no `pack.yaml`"),
        ("", &["../harbour", "--into", "../elsewhere"], "does not lie in the folder"),
    ] {
        fs::write(news.join("factlint.yaml"), configuration)?;
        let refused = factlint(&news, &[&["pack", "add"], arguments].concat())?;
        assert_eq!((refused.code, refused.err.contains(said)), (Some(2), true), "{arguments:?}: {}", refused.err);
    }
    fs::write(news.join("factlint.yaml"), "")?;
    let rule = folder.path().join("harbour/rules/harbour-berths.yaml");
    fs::write(&rule, fs::read_to_string(&rule)?.replace("claims: berths", "claims: birth"))?;
    let refused = factlint(&news, &["pack", "add", "../harbour"])?;
    assert!(
        refused.err.contains("unknown kind of claims `birth`") && refused.err.contains("../harbour/rules/harbour-berths.yaml"),
        "{}",
        refused.err
    );
    assert_eq!(
        (refused.code, news.join("packs/harbour").exists(), news.join("factlint-packs.lock").exists()),
        (Some(2), false, false)
    );
    assert_eq!(fs::read_to_string(news.join("factlint.yaml"))?, "");
    Ok(())
}

#[test]
fn an_author_learns_how_often_a_rule_is_right() -> io::Result<()> {
    let folder = texts(&[
        ("texts/a.txt", "The harbour office says that 52 of its 40 berths are taken."),
        ("texts/b.md", "Last year 9 of the 8 berths were let to guests."),
        ("texts/c.txt", "The Harbour League has 14 members."),
    ])?;
    let here = folder.path();
    assert_eq!(factlint(here, &["new", "pack", "harbour"])?.code, Some(0));
    let corpus = ["test", "harbour", "--corpus", "texts"];
    // Nobody answers: all is shown, nothing is kept.
    let open = factlint(here, &corpus)?;
    assert_eq!(open.code, Some(1), "{}", open.err);
    assert!(open.out.contains("1 of 2: ") && open.out.contains("2 of 2: "), "{}", open.out);
    assert!(open.out.ends_with("harbour-berths  2 findings not judged\nharbour-league  finds nothing\n"), "{}", open.out);
    assert!(!here.join("harbour/corpus.yaml").exists());
    // One is right; the other is left for later, and then wrong.
    let one = run(here, &corpus, b"perhaps\ny\nq\n")?;
    assert_eq!(one.code, Some(1));
    assert!(one.out.contains("harbour-berths  1 of 1 right, 1 not judged\n"), "{}", one.out);
    assert!(one.out.contains("kept 1 answer in harbour/corpus.yaml\n"), "{}", one.out);
    let two = run(here, &corpus, b"n\n")?;
    assert!(two.code == Some(0) && two.out.contains("1 of 1: ") && two.out.contains("9 of 8 berths"), "{}", two.out);
    assert!(two.out.contains("harbour-berths  1 of 2 right\n"), "{}", two.out);
    // Nothing is asked twice, wherever the sentence stands now.
    fs::write(here.join("texts/b.md"), "A new beginning.\n\nLast year 9 of the 8\nberths were let to guests.")?;
    let again = factlint(here, &corpus)?;
    assert_eq!((again.code, again.out.as_str()), (Some(0), "harbour-berths  1 of 2 right\nharbour-league  finds nothing\n"));
    let kept = fs::read_to_string(here.join("harbour/corpus.yaml"))?;
    assert!(!kept.contains("let to guests") && kept.matches("rule: harbour-berths").count() == 2, "{kept}");
    let explained = factlint(here, &["explain", "harbour-berths", "--rules", "harbour"])?;
    assert!(explained.out.contains("judged on 2 findings in its author's own texts: 1 right"), "{}", explained.out);
    let explained = factlint(here, &["explain", "harbour-league", "--rules", "harbour"])?;
    assert!(!explained.out.contains("judged"), "{}", explained.out);
    // The rule gets better, and its wrong finding goes.
    fs::write(here.join("texts/b.md"), "Last year 7 of the 8 berths were let to guests.")?;
    let better = factlint(here, &corpus)?;
    assert!(
        better.out.starts_with("harbour-berths  1 of 1 right\n") && better.out.contains("`--prune` takes them away"),
        "{}",
        better.out
    );
    assert_eq!(factlint(here, &[&corpus[..], &["--prune"]].concat())?.code, Some(0));
    let explained = factlint(here, &["explain", "harbour-berths", "--rules", "harbour"])?;
    assert!(explained.out.contains("judged on 1 finding in its author's own texts: 1 right"), "{}", explained.out);
    Ok(())
}

#[test]
fn answers_may_be_written_by_hand() -> io::Result<()> {
    let folder = texts(&[("texts/a.txt", "The harbour office says that 52 of its 40 berths are taken.")])?;
    let here = folder.path();
    assert_eq!(factlint(here, &["new", "pack", "harbour"])?.code, Some(0));
    let told = factlint(here, &["test", "harbour", "--corpus", "texts", "--format", "json"])?;
    let told: serde_json::Value = serde_json::from_str(&told.out)?;
    let key = told["open"][0]["finding"].as_str().unwrap();
    fs::write(
        here.join("harbour/corpus.yaml"),
        format!("judged:\n  - {{rule: harbour-berths, finding: {key:?}, right: true}} # sure\n"),
    )?;
    let told = factlint(here, &["test", "harbour", "--corpus", "texts"])?;
    assert_eq!((told.code, told.out.lines().next()), (Some(0), Some("harbour-berths  1 of 1 right")), "{}", told.err);
    fs::write(here.join("harbour/corpus.yaml"), "judged:\n  - {rule: harbour-berths, right: maybe}\n")?;
    let told = factlint(here, &["test", "harbour", "--corpus", "texts"])?;
    assert_eq!((told.code, told.err.contains("corpus.yaml:2")), (Some(2), true), "{}", told.err);
    let told = factlint(here, &["test", "football", "--corpus", "texts"])?;
    assert_eq!(told.code, Some(2), "{}", told.out);
    let told = factlint(here, &["test", "--corpus", "texts"])?;
    assert_eq!((told.code, told.err.contains("name the folder of your pack")), (Some(2), true), "{}", told.err);
    Ok(())
}
