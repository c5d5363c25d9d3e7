//! `--cache`: the same is found with it and without, whatever lies in its folder and whoever else uses it.

mod common;

use common::{Run, command, factlint, text, texts};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const DRAFT: &str = "# New quay in Velling

The quay in Velling is 412 metres long and cost 86 million euros, says Pia Falk, the harbour master. It was opened on 3 May 2021.

The harbour has 14 cranes, 3 more than last year. \u{201c}We are the largest harbour of the coast,\u{201d} said Ida Krog. The CSTO has seven members.
Sven Boman, the mayor, says that 7 % of all ships were late. Norge har 12 hamnar.
";

const MARKDOWN: &str = "---\ndate: 2021-05-04\n---\n# The quay\n\nThe quay in Velling is **421 metres** long and cost 86 million euros, said Pia Falk.
The default of `berths` is 12. The harbour has 14 cranes. It was opened on 4 May 2021.\n\n| Harbour | Cranes | Berths |\n|---|---|---|\n| Velling | 14 | 320 |\n| Alnäs | 9 | 80 |\n";
const PLAIN: &str = "Ida Krog, the harbour master of Velling, said: \u{201c}We are the largest port of the coast.\u{201d}

Some 9 per cent of all ships were late last year, and 11 cranes stood in the harbour, the mayor Eva Lind said on 2 May 2021.

The CSTO's six members are Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia and Tajikistan.
";
const SWEDISH: &str =
    "Norge har 21 hamnar, säger hamnchefen Ida Krog. Kajen i Velling invigdes den 3 maj 2021 och kostade 86 miljoner euro.\n";
const PAGE: &str =
    "<html><body><main><h1>Velling</h1><p>The quay is 412&nbsp;metres long. It cost 68 million euros.</p></main></body></html>";
const FACTS: &str = "harbour: Velling\ncranes: 15\nquay:\n  length: 412 metres\n";

/// A draft, and sources of several formats.
fn story() -> io::Result<TempDir> {
    let files = [
        ("draft.md", DRAFT),
        ("sources/quay.md", MARKDOWN),
        ("sources/wire.txt", PLAIN),
        ("sources/copy/wire.txt", PLAIN),
        ("sources/hamn.txt", SWEDISH),
        ("sources/page.html", PAGE),
        ("sources/facts.yaml", FACTS),
        ("sources/cells.csv", "harbour,cranes\nVelling,14\nAlnäs,9\n"),
    ];
    texts(&files)
}

const FORMATS: [&[&str]; 3] = [
    &["check", "draft.md", "--against", "sources", "--format", "json"],
    &["check", "draft.md", "--against", "sources", "--require-sources", "--enable", "statistics"],
    &["claims", "draft.md", "--against", "sources", "--format", "csv"],
];

fn run(folder: &Path, args: &[&str], cache: &str) -> io::Result<Run> {
    factlint(folder, &[args, &["--cache", cache]].concat())
}

/// The files of a cache, by name.
fn kept(cache: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let all = fs::read_dir(cache)?.map(|entry| entry.map(|entry| entry.path()));
    let files = all.filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_some_and(|ending| ending == "claims")));
    files.map(|path| path.and_then(|path| fs::read(&path).map(|content| (path, content)))).collect()
}

/// Asserts that two runs gave the same.
fn same(one: &Run, other: &Run) {
    assert_eq!((one.code, &one.out, &one.err), (other.code, &other.out, &other.err));
}

#[test]
fn the_same_is_found_with_a_cache_and_without() -> io::Result<()> {
    let folder = story()?;
    for args in FORMATS {
        let without = factlint(folder.path(), args)?;
        assert!(without.out.contains("412"), "{}", without.out);
        for _ in 0..3 {
            same(&run(folder.path(), args, ".cache")?, &without);
        }
    }
    // What another pack reads is kept beside it.
    let cache = folder.path().join(".cache");
    let before = kept(&cache)?;
    assert!(!before.is_empty());
    assert_eq!(fs::read_to_string(cache.join(".gitignore"))?, "*\n");
    fs::create_dir_all(folder.path().join("pack/lang"))?;
    fs::write(
        folder.path().join("pack/pack.yaml"),
        "name: harbours\nversion: 1.0.0\nfactlint: \">=0.1\"\nlanguages: [en]\nsummary: Words of harbours.\n",
    )?;
    fs::write(folder.path().join("pack/lang/en.yaml"), "language: en\nclasses:\n  post: {harbour-master: [quay keeper]}\n")?;
    let args = [FORMATS[0], &["--rules", "pack"]].concat();
    let without = factlint(folder.path(), &args)?;
    same(&run(folder.path(), &args, ".cache")?, &without);
    same(&run(folder.path(), &args, ".cache")?, &without);
    let after = kept(&cache)?;
    assert!(after.len() > before.len() && before.iter().all(|(path, content)| after.get(path) == Some(content)));
    // A source that is another one now.
    fs::write(folder.path().join("sources/quay.md"), MARKDOWN.replace("421", "412"))?;
    let without = factlint(folder.path(), FORMATS[0])?;
    same(&run(folder.path(), FORMATS[0], ".cache")?, &without);
    same(&run(folder.path(), FORMATS[0], ".cache")?, &without);
    // The folder may go at any time.
    fs::remove_dir_all(&cache)?;
    same(&run(folder.path(), FORMATS[0], ".cache")?, &without);
    Ok(())
}

#[test]
fn the_examples_say_the_same_again() -> io::Result<()> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/against");
    let cache = tempfile::tempdir()?;
    let place = cache.path().to_string_lossy();
    for name in ["skolan", "sjukhuset", "hamnen"] {
        let folder = examples.join(name);
        let args = ["check", "utkast.md", "--against", "sources", "--format", "json"];
        let without = factlint(&folder, &args)?;
        same(&run(&folder, &args, &place)?, &without);
        same(&run(&folder, &args, &place)?, &without);
    }
    Ok(())
}

#[test]
fn a_damaged_file_is_read_anew() -> io::Result<()> {
    let folder = story()?;
    let without = factlint(folder.path(), FORMATS[0])?;
    run(folder.path(), FORMATS[0], "cache")?;
    let files = kept(&folder.path().join("cache"))?;
    for (path, content) in &files {
        let mut turned = content.clone();
        if let Some(byte) = turned.last_mut() {
            *byte ^= 1;
        }
        let longer = [&content[..], b"x"].concat();
        for damage in [&b""[..], b"factlint", &content[..content.len() / 2], &turned, &longer] {
            fs::write(path, damage)?;
            same(&run(folder.path(), FORMATS[0], "cache")?, &without);
            assert_eq!(fs::read(path)?, *content);
        }
    }
    Ok(())
}

#[test]
fn runs_at_once_do_not_disturb_each_other() -> io::Result<()> {
    let folder = story()?;
    let without = factlint(folder.path(), FORMATS[0])?;
    let args = [FORMATS[0], &["--cache", "cache"]].concat();
    let piped = std::process::Stdio::piped;
    let started: io::Result<Vec<_>> =
        (0..4).map(|_| command(folder.path(), &args).stdout(piped()).stderr(piped()).spawn()).collect();
    for child in started? {
        let output = child.wait_with_output()?;
        let run = Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        same(&run, &without);
    }
    // Nothing is left of what was being written.
    let cache = folder.path().join("cache");
    let files = kept(&cache)?;
    assert_eq!(fs::read_dir(&cache)?.count(), files.len() + 1);
    same(&run(folder.path(), FORMATS[0], "cache")?, &without);
    assert_eq!(kept(&cache)?, files);
    Ok(())
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_the_check_goes_on() -> io::Result<()> {
    let folder = story()?;
    fs::write(folder.path().join("file"), "")?;
    for args in FORMATS {
        let without = factlint(folder.path(), args)?;
        for cache in ["file", "file/within"] {
            let with = run(folder.path(), args, cache)?;
            assert_eq!((with.code, &with.out), (without.code, &without.out));
            assert!(with.err.contains("factlint: what was read of sources is not kept: cannot make file"), "{}", with.err);
            let quiet = [args, &["--quiet"]].concat();
            same(&run(folder.path(), &quiet, cache)?, &factlint(folder.path(), &quiet)?);
        }
    }
    Ok(())
}
