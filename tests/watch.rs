//! `check --watch` sees what changes, and long runs show on a terminal how far they are.

#![cfg(unix)]

mod common;

use common::{command, factlint, run, texts};
use std::{
    fs,
    io::{self, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// Nothing takes so long, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(60);

/// What a stream has given so far.
type Collected = Arc<Mutex<String>>;

fn collected(mut stream: impl Read + Send + 'static) -> Collected {
    let text = Collected::default();
    let shared = text.clone();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(n @ 1..) = stream.read(&mut bytes) {
            shared.lock().unwrap_or_else(PoisonError::into_inner).push_str(&String::from_utf8_lossy(&bytes[..n]));
        }
    });
    text
}

/// Waits until a stream has given `what` so many times.
fn wait(text: &Collected, what: &str, times: usize) {
    let since = Instant::now();
    loop {
        let now = text.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if now.matches(what).count() >= times {
            return;
        }
        assert!(since.elapsed() < LONGEST, "no {times} times {what:?} in {now}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A watching run, which ends when the test does.
struct Watching {
    child: Child,
    out: Collected,
    err: Collected,
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> io::Result<Self> {
        let mut child =
            command(folder, &[&["check", "--watch"], args].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let gone = || io::Error::other("no pipe");
        let (out, err) = (child.stdout.take().ok_or_else(gone)?, child.stderr.take().ok_or_else(gone)?);
        Ok(Self { child, out: collected(out), err: collected(err) })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether this process ignores SIGINT, as what a shell starts in the background does.
fn ignores_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_some_and(|signals| signals & 0b10 != 0)
}

const SLIP: &str = "The board met on Monday 5 March 2024.\n";
const RIGHT: &str = "The board met on Tuesday 5 March 2024.\n";

#[test]
fn a_change_of_a_draft_a_source_or_the_configuration_is_checked() -> io::Result<()> {
    let config = "against: [{drafts: drafts/*.md, sources: [sources/**]}]\nlang: en\n";
    let folder = texts(&[("factlint.yaml", config), ("drafts/a.md", SLIP), ("sources/s.md", RIGHT)])?;
    let at = folder.path();
    let run = Watching::start(at, &["drafts"])?;
    let next = |nth: usize, changed: &str| {
        wait(&run.err, "watching for changes", nth);
        wait(&run.err, changed, usize::from(nth > 1));
    };
    next(1, "");
    wait(&run.out, "× Monday 5 March 2024", 1);
    fs::write(at.join("drafts/a.md"), RIGHT)?;
    next(2, "drafts/a.md has changed");
    wait(&run.out, "nothing that was compared is in conflict", 1);
    // As most programs save: another file in its place.
    fs::write(at.join("sources/.s.tmp"), "The board met on Wednesday 6 March 2024.\n")?;
    fs::rename(at.join("sources/.s.tmp"), at.join("sources/s.md"))?;
    next(3, "sources/s.md has changed");
    fs::write(at.join("drafts/a.md"), SLIP)?;
    next(4, "drafts/a.md has changed");
    wait(&run.out, "× Monday 5 March 2024", 2);
    fs::write(at.join("factlint.yaml"), format!("{config}rules: {{weekday-mismatch: off}}\n"))?;
    next(5, "factlint.yaml has changed");
    // What cannot be used is told, and put right.
    fs::write(at.join("factlint.yaml"), "agains: []\n")?;
    wait(&run.err, "agains", 1);
    fs::write(at.join("factlint.yaml"), config)?;
    wait(&run.out, "× Monday 5 March 2024", 3);
    if ignores_interrupts() {
        println!("Ctrl-C is not tried: what started this test has it ignored, and that is handed down");
        return Ok(());
    }
    let ended = Command::new("kill").args(["-INT", &run.child.id().to_string()]).status()?;
    assert!(ended.success());
    let mut run = run;
    let since = Instant::now();
    let status = loop {
        match run.child.try_wait()? {
            Some(status) => break status,
            None => assert!(since.elapsed() < LONGEST, "Ctrl-C ends it"),
        }
        thread::sleep(Duration::from_millis(20));
    };
    // A shell calls that 130.
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(2));
    Ok(())
}

#[test]
fn a_rule_that_changes_is_read_anew_and_a_report_is_no_change() -> io::Result<()> {
    let folder = texts(&[("a.md", SLIP)])?;
    let at = folder.path();
    assert_eq!(factlint(at, &["new", "pack", "harbour"])?.code, Some(0));
    let run = Watching::start(at, &["a.md", "--rules", "harbour", "--format", "markdown=report.md", "--format", "human"])?;
    wait(&run.err, "watching for changes", 1);
    let rules: Vec<_> = fs::read_dir(at.join("harbour/rules"))?.collect::<Result<_, _>>()?;
    let rule = rules.first().ok_or_else(|| io::Error::other("a new pack has a rule"))?.path();
    fs::write(&rule, fs::read_to_string(&rule)? + "\n# read again\n")?;
    wait(&run.err, "watching for changes", 2);
    thread::sleep(Duration::from_millis(600));
    let err = run.err.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert_eq!(err.matches(" has changed").count(), 1, "{err}");
    assert!(at.join("report.md").is_file());
    Ok(())
}

#[test]
fn what_does_not_change_is_not_watched() -> io::Result<()> {
    let folder = texts(&[("a.md", SLIP)])?;
    let run = run(folder.path(), &["check", "--watch", "-"], b"x")?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("standard input does not change"), "{}", run.err);
    let run = factlint(folder.path(), &["check", "--watch", "--fix", "--fix-spelling", "majority"])?;
    assert_eq!(run.code, Some(2));
    Ok(())
}

/// Checks a text that takes a while to be read, on a terminal: all that is written there.
fn on_a_terminal(arguments: &str) -> io::Result<Option<String>> {
    let folder = texts(&[("a.md", RIGHT)])?;
    if Command::new("script").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        println!("skipped, as there is no `script` here");
        return Ok(None);
    }
    let pipe = folder.path().join("slow.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status()?.success());
    let program = assert_cmd::cargo::cargo_bin!("factlint").display().to_string();
    let mut script = Command::new("script");
    script.current_dir(folder.path()).args(["-qec", &format!("'{program}' check {arguments} a.md slow.txt"), "/dev/null"]);
    let child = script.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    thread::sleep(Duration::from_millis(2500));
    // It is waiting for this by now.
    fs::OpenOptions::new().write(true).open(&pipe).and_then(|mut file| io::Write::write_all(&mut file, b"All is well.\n"))?;
    let output = child.wait_with_output()?;
    Ok(Some(common::text(&output.stdout)))
}

#[test]
fn a_long_run_shows_how_far_it_is_on_a_terminal_and_takes_that_away() -> io::Result<()> {
    let Some(seen) = on_a_terminal("")? else { return Ok(()) };
    assert!(seen.contains("\r\u{1b}[Kreading: 1 file, 0.0 MB"), "{seen:?}");
    let end = seen.rfind("reading: ").and_then(|at| seen.get(at..)).unwrap_or_default();
    assert!(end.contains("MB\r\u{1b}[K2 texts"), "{seen:?}");
    let Some(seen) = on_a_terminal("--quiet")? else { return Ok(()) };
    assert!(!seen.contains("reading"), "{seen:?}");
    // Where standard error is no terminal, nothing is shown.
    let Some(seen) = on_a_terminal("2>err")? else { return Ok(()) };
    assert!(!seen.contains("reading"), "{seen:?}");
    Ok(())
}
