//! Snapshots, packs, settled findings and fixed texts are old or new, never half: whatever kills the program, fills the disk or limits the
//! size of files, and whoever else writes them at the same time. Errors name the file.
//!
//! `FACTLINT_KILLS=100` kills each command that many times; a few by default.

#![cfg(unix)]
#![allow(clippy::panic, reason = "a test stops at what it cannot run")]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// Examples of the rule whose snapshots are written: enough that a kill meets some of them half done.
const EXAMPLES: usize = 30;

fn factlint(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(folder).args(args).env_remove("CI").env_remove("INSTA_UPDATE");
    command
}

/// Runs under `ulimit -f 0`.
fn without_room(folder: &Path, args: &[&str]) -> io::Result<Output> {
    let program = assert_cmd::cargo::cargo_bin!("factlint").display().to_string();
    let command = [&["-c", "ulimit -c 0; ulimit -f 0; exec \"$0\" \"$@\"", &program], args].concat();
    Command::new("sh").current_dir(folder).args(command).env_remove("CI").env_remove("INSTA_UPDATE").output()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder, and what they hold.
fn files(folder: &Path) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.insert(path.clone(), fs::read_to_string(&path)?);
        }
    }
    Ok(found)
}

/// The snapshots of the pack, without what a kill has left beside them.
fn snapshots(at: &Path) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut found = files(&at.join("harbour/snapshots"))?;
    found.retain(|path, _| path.extension().is_some_and(|e| e == "snap"));
    Ok(found)
}

/// Writes the rule of the pack, so that all its reports say `word`.
fn write_rule(at: &Path, word: &str) -> io::Result<()> {
    let example =
        |n| format!("  - {{lang: en, text: \"The office says that {} of its {} berths are taken.\"}}\n", n + 50, n + 10);
    let examples: String = (0..EXAMPLES).map(example).collect();
    let rule = format!(
        "severity: error\nsummary: More than all.\nrequire: {{claims: berths, that: taken <= all}}\nmessage: \"{word} berths\"\nwhy: It shows.\nfix: \
         Ask.\nvalid:\n  - {{lang: en, text: None is taken.}}\ninvalid:\n{examples}"
    );
    fs::write(at.join("harbour/rules/harbour-berths.yaml"), rule)
}

/// A folder with a pack, its snapshots as they are with the word "old" and as they are with "new"; the old ones are there.
type Made = (tempfile::TempDir, [BTreeMap<PathBuf, String>; 2]);

fn pack() -> io::Result<Made> {
    let folder = tempfile::tempdir()?;
    let at = folder.path();
    assert!(factlint(at, &["new", "pack", "harbour"]).output()?.status.success());
    let update = |word| {
        write_rule(at, word)?;
        let run = factlint(at, &["test", "harbour", "--update"]).output()?;
        assert!(run.status.success(), "{}", err(&run));
        snapshots(at)
    };
    let new = update("new")?;
    let old = update("old")?;
    assert!(old.len() > EXAMPLES && old.keys().eq(new.keys()) && old != new);
    Ok((folder, [old, new]))
}

/// Each snapshot is there, as it was or as it is to be.
fn are_old_or_new(at: &Path, [old, new]: &[BTreeMap<PathBuf, String>; 2]) -> io::Result<()> {
    let now = snapshots(at)?;
    assert!(now.keys().eq(old.keys()), "{:?}", now.keys());
    for (path, content) in &now {
        assert!(old[path] == *content || new[path] == *content, "{}: {content:?}", path.display());
    }
    Ok(())
}

/// Numbers below `most` without an order, the same in each run.
struct Lots(u64);

impl Lots {
    fn next(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        most.mul_f64((self.0 >> 40) as f64 / f64::from(1 << 24))
    }
}

/// Runs a command again and again, kills it at any time, and looks at what is left. Gives how many it could not kill in time.
fn kill(mut command: impl FnMut() -> io::Result<Command>, mut look: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let kills = std::env::var("FACTLINT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(15);
    let started = Instant::now();
    assert!(command()?.stdout(Stdio::null()).stderr(Stdio::null()).status()?.success());
    let usual = started.elapsed();
    look()?;
    let (mut lots, mut killed) = (Lots(17), 0);
    for _ in 0..kills {
        let mut child = command()?.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(lots.next(usual));
        child.kill()?;
        killed += usize::from(child.wait()?.code().is_none());
        look()?;
    }
    println!("{killed} of {kills} killed within {usual:?}");
    assert!(killed > 0);
    Ok(())
}

#[test]
fn a_kill_leaves_old_or_new_snapshots() -> io::Result<()> {
    let (folder, both) = pack()?;
    let at = folder.path();
    let mut nth = 0;
    let command = || {
        nth += 1;
        write_rule(at, ["old", "new"][nth % 2])?;
        Ok(factlint(at, &["test", "harbour", "--update"]))
    };
    kill(command, || are_old_or_new(at, &both))
}

#[test]
fn a_kill_leaves_a_whole_pack_or_none() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let at = folder.path();
    assert!(factlint(at, &["new", "pack", "harbour"]).output()?.status.success());
    let place = at.join("harbour");
    let whole = files(&place)?;
    assert!(whole.len() > 10);
    fs::remove_dir_all(&place)?;
    let look = || {
        if place.exists() {
            assert_eq!(files(&place)?, whole);
            fs::remove_dir_all(&place)?;
        }
        Ok(())
    };
    kill(|| Ok(factlint(at, &["new", "pack", "harbour"])), look)
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error_with_a_name() -> io::Result<()> {
    let (folder, both) = pack()?;
    let at = folder.path();
    write_rule(at, "new")?;
    for args in [&["test", "harbour", "--update"][..], &["test", "harbour"]] {
        let run = without_room(at, args)?;
        assert_eq!(run.status.code(), Some(2), "{args:?}: {}", err(&run));
        assert!(err(&run).contains("cannot write harbour/snapshots/harbour-berths-1.snap"), "{args:?}: {}", err(&run));
        assert_eq!(snapshots(at)?, both[0]);
        assert_eq!(fs::read_dir(at.join("harbour/snapshots"))?.count(), both[0].len(), "{args:?} leaves something");
    }
    let run = without_room(at, &["new", "pack", "other"])?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("cannot write other/pack.yaml"), "{}", err(&run));
    assert_eq!(fs::read_dir(at)?.count(), 1);
    Ok(())
}

/// A small file system, which goes when the test does.
struct Disk(PathBuf);

impl Disk {
    /// None where nothing may be mounted.
    fn new(at: &Path) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "none"]).arg(at).output();
        let why = match mounted {
            Ok(run) if run.status.success() => return Some(Self(at.to_owned())),
            Ok(run) => err(&run),
            Err(error) => error.to_string(),
        };
        println!("skipped, as nothing can be mounted here: {why}");
        None
    }

    /// Writes until nothing fits any more.
    fn fill(&self) -> io::Result<PathBuf> {
        let filler = self.0.join("filler");
        let mut file = fs::File::create(&filler)?;
        while io::Write::write_all(&mut file, &[b'x'; 4096]).is_ok() {}
        Ok(filler)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_an_error_with_a_name() -> io::Result<()> {
    let (folder, both) = pack()?;
    let mount = tempfile::tempdir()?;
    let Some(disk) = Disk::new(mount.path()) else { return Ok(()) };
    let at = mount.path();
    let copied = Command::new("cp").arg("-r").arg(folder.path().join("harbour")).arg(at).status()?;
    assert!(copied.success());
    write_rule(at, "new")?;
    let filler = disk.fill()?;
    let within = |files: BTreeMap<PathBuf, String>| -> Vec<String> { files.into_values().collect() };
    for args in [&["test", "harbour", "--update"][..], &["test", "harbour"]] {
        let run = factlint(at, args).output()?;
        assert_eq!(run.status.code(), Some(2), "{args:?}: {}", err(&run));
        assert!(err(&run).contains("cannot write harbour/snapshots/harbour-berths-1.snap"), "{args:?}: {}", err(&run));
        assert_eq!(within(snapshots(at)?), within(both[0].clone()));
        assert_eq!(fs::read_dir(at.join("harbour/snapshots"))?.count(), both[0].len(), "{args:?} leaves something");
    }
    let run = factlint(at, &["new", "pack", "other"]).output()?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains(" other/"), "{}", err(&run));
    assert_eq!(fs::read_dir(at)?.count(), 2, "the pack and the filler");
    fs::remove_file(filler)?;
    assert!(factlint(at, &["new", "pack", "other"]).output()?.status.success());
    assert!(factlint(at, &["test", "harbour", "--update"]).output()?.status.success());
    assert_eq!(within(snapshots(at)?), within(both[1].clone()));
    Ok(())
}

#[test]
fn several_runs_at_once_do_not_fail_each_other() -> io::Result<()> {
    let (folder, [old, new]) = pack()?;
    let at = folder.path();
    let at_once = |args: &[&str]| -> io::Result<Vec<Output>> {
        let started = (0..3).map(|_| factlint(at, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn());
        started.collect::<io::Result<Vec<_>>>()?.into_iter().map(std::process::Child::wait_with_output).collect()
    };
    for (word, expected) in [("new", &new), ("old", &old), ("new", &new)] {
        write_rule(at, word)?;
        // Snapshots that no example has are taken away by all three.
        for n in 0..30 {
            fs::write(at.join(format!("harbour/snapshots/stale-{n}.snap")), "stale")?;
        }
        for run in at_once(&["test", "harbour", "--update"])? {
            assert!(run.status.success(), "{}", err(&run));
        }
        assert_eq!(&snapshots(at)?, expected);
    }
    let mut made = 0;
    for run in at_once(&["new", "pack", "other"])? {
        made += usize::from(run.status.success());
        assert!(run.status.success() || err(&run).contains("`other` exists already"), "{}", err(&run));
    }
    assert_eq!(made, 1);
    assert_eq!(fs::read_dir(at)?.count(), 2, "the two packs");
    assert!(factlint(at, &["test", "other"]).output()?.status.success());
    Ok(())
}

/// A folder with findings to settle, and the file of settled ones as it is before and after.
fn findings() -> io::Result<(tempfile::TempDir, [String; 2])> {
    let folder = tempfile::tempdir()?;
    let at = folder.path();
    let days: String = (1..=28)
        .map(|day| format!("The board met on Monday {day} March 2023 and on Friday {day} June 2023.\n\n"))
        .collect::<Vec<_>>()
        .concat();
    fs::write(at.join("days.md"), days)?;
    assert!(factlint(at, &["settle", "days.md:1", "--reason", "as the minutes have it"]).output()?.status.success());
    let old = fs::read_to_string(at.join(SETTLED))?;
    assert!(factlint(at, &["baseline"]).output()?.status.success());
    let new = fs::read_to_string(at.join(SETTLED))?;
    assert!(new.starts_with(&old) && new.len() > 2 * old.len(), "{old}{new}");
    fs::write(at.join(SETTLED), &old)?;
    Ok((folder, [old, new]))
}

const SETTLED: &str = "factlint-settled.yaml";

#[test]
fn a_kill_leaves_old_or_new_settled_findings() -> io::Result<()> {
    let (folder, [old, new]) = findings()?;
    let at = folder.path();
    for args in [&["baseline"][..], &["settle", "days.md:3", "--reason", "so"]] {
        fs::write(at.join(SETTLED), &old)?;
        assert!(factlint(at, args).output()?.status.success());
        let after = fs::read_to_string(at.join(SETTLED))?;
        assert!(args != ["baseline"] || after == new);
        fs::write(at.join(SETTLED), &old)?;
        let look = || {
            let now = fs::read_to_string(at.join(SETTLED))?;
            assert!(now == old || now == after, "{args:?}: {now:?}");
            fs::write(at.join(SETTLED), &old)
        };
        kill(|| Ok(factlint(at, args)), look)?;
    }
    Ok(())
}

#[test]
fn settled_findings_that_do_not_fit_are_an_error_with_a_name() -> io::Result<()> {
    let (folder, [old, new]) = findings()?;
    let at = folder.path();
    let run = without_room(at, &["baseline"])?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("cannot write factlint-settled.yaml"), "{}", err(&run));
    assert_eq!((fs::read_to_string(at.join(SETTLED))?, fs::read_dir(at)?.count()), (old.clone(), 2));
    let mount = tempfile::tempdir()?;
    let Some(disk) = Disk::new(mount.path()) else { return Ok(()) };
    let at = mount.path();
    for file in ["days.md", SETTLED] {
        fs::copy(folder.path().join(file), at.join(file))?;
    }
    let filler = disk.fill()?;
    let run = factlint(at, &["baseline"]).output()?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("cannot write factlint-settled.yaml"), "{}", err(&run));
    assert_eq!((fs::read_to_string(at.join(SETTLED))?, fs::read_dir(at)?.count()), (old, 3));
    fs::remove_file(filler)?;
    assert!(factlint(at, &["baseline"]).output()?.status.success());
    assert_eq!(fs::read_to_string(at.join(SETTLED))?, new);
    Ok(())
}

#[test]
fn several_runs_at_once_settle_all_that_each_settles() -> io::Result<()> {
    let (folder, [_, new]) = findings()?;
    let at = folder.path();
    fs::remove_file(at.join(SETTLED))?;
    let started = (0..28).map(|nth| {
        let place = format!("days.md:{}", 2 * nth + 1);
        let mut command = factlint(at, &["settle", &place, "--reason", "so"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    });
    for run in started.collect::<io::Result<Vec<_>>>()?.into_iter().map(std::process::Child::wait_with_output) {
        let run = run?;
        assert!(run.status.success(), "{}", err(&run));
    }
    let entries = |text: &str| text.matches("- rule: ").count();
    assert_eq!(entries(&fs::read_to_string(at.join(SETTLED))?), entries(&new), "none is lost");
    Ok(())
}

/// The texts that are fixed: enough that a kill meets some of them done and some not.
const FIXED: usize = 40;
const FIX: [&str; 4] = ["check", "--fix", "--fix-spelling", "Kyrgystan=Kyrgyzstan"];

/// A folder with names to fix, and its texts as they are before and after.
fn names() -> io::Result<(tempfile::TempDir, [BTreeMap<PathBuf, String>; 2])> {
    let folder = tempfile::tempdir()?;
    let at = folder.path();
    let write = |nth: usize| {
        let text = "Kyrgystan sells gold.\r\nKyrgyzstan's bank buys it from Kyrgystan.\n";
        fs::write(at.join(format!("f{nth}.md")), text)
    };
    (0..FIXED).try_for_each(write)?;
    let old = files(at)?;
    let new: BTreeMap<PathBuf, String> =
        old.iter().map(|(path, text)| (path.clone(), text.replace("Kyrgystan", "Kyrgyzstan"))).collect();
    Ok((folder, [old, new]))
}

/// The texts of a folder, without what a kill has left beside them.
fn own_texts(at: &Path) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut found = files(at)?;
    found.retain(|path, _| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"f")));
    Ok(found)
}

fn write_all(texts: &BTreeMap<PathBuf, String>) -> io::Result<()> {
    texts.iter().try_for_each(|(path, text)| fs::write(path, text))
}

#[test]
fn a_kill_leaves_old_or_new_texts() -> io::Result<()> {
    let (folder, [old, new]) = names()?;
    let at = folder.path();
    let mut half = 0;
    let look = || {
        let now = own_texts(at)?;
        assert!(now.keys().eq(old.keys()));
        for (path, text) in &now {
            assert!(old[path] == *text || new[path] == *text, "{}: {text:?}", path.display());
        }
        half += usize::from(now != old && now != new);
        write_all(&old)
    };
    kill(|| Ok(factlint(at, &FIX)), look)?;
    println!("{half} times some texts were fixed and some were not");
    // What a kill has left beside the texts is no text.
    let run = factlint(at, &FIX).output()?;
    assert!(run.status.success(), "{}", err(&run));
    assert_eq!(own_texts(at)?, new);
    Ok(())
}

#[test]
fn texts_that_do_not_fit_are_an_error_with_a_name() -> io::Result<()> {
    let (folder, [old, new]) = names()?;
    let at = folder.path();
    let run = without_room(at, &FIX)?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    for nth in [0, FIXED - 1] {
        assert!(err(&run).contains(&format!("cannot write f{nth}.md: File too large")), "{}", err(&run));
    }
    assert_eq!(files(at)?, old, "nothing is left beside them");
    let mount = tempfile::tempdir()?;
    let Some(disk) = Disk::new(mount.path()) else { return Ok(()) };
    let within = |texts: BTreeMap<PathBuf, String>| -> Vec<String> { texts.into_values().collect() };
    for path in old.keys() {
        fs::copy(path, mount.path().join(path.file_name().unwrap_or_default()))?;
    }
    let filler = disk.fill()?;
    let run = factlint(mount.path(), &FIX).output()?;
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("cannot write f0.md"), "{}", err(&run));
    fs::remove_file(filler)?;
    assert_eq!(within(files(mount.path())?), within(old));
    assert!(factlint(mount.path(), &FIX).output()?.status.success());
    assert_eq!(within(files(mount.path())?), within(new));
    Ok(())
}

#[test]
fn several_fixes_at_once_leave_each_text_whole() -> io::Result<()> {
    let (folder, [old, new]) = names()?;
    let at = folder.path();
    let at_once = |choices: &[&str]| -> io::Result<Vec<Output>> {
        let start = |choice: &&str| {
            let mut command = factlint(at, &["check", "--fix", "--fix-spelling", choice]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
        };
        let started: Vec<_> = choices.iter().map(start).collect::<io::Result<_>>()?;
        started.into_iter().map(std::process::Child::wait_with_output).collect()
    };
    for _ in 0..3 {
        write_all(&old)?;
        for run in at_once(&["Kyrgystan=Kyrgyzstan"; 3])? {
            assert!(run.status.success(), "{}", err(&run));
        }
        assert_eq!(files(at)?, new);
    }
    // Those who want something else come too late, and are told.
    let other: BTreeMap<PathBuf, String> =
        old.iter().map(|(path, text)| (path.clone(), text.replace("Kyrgyzstan", "Kyrgystan"))).collect();
    for _ in 0..3 {
        write_all(&old)?;
        for run in at_once(&["Kyrgystan=Kyrgyzstan", "Kyrgystan=Kyrgystan"])? {
            let late = run.status.code() == Some(2) && err(&run).contains("it is not the text any more that was read");
            assert!(run.status.success() || late, "{}", err(&run));
        }
        for (path, text) in files(at)? {
            assert!(text == new[&path] || text == other[&path], "{}: {text:?}", path.display());
        }
    }
    Ok(())
}
