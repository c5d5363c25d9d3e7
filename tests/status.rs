//! The exit status tells what happened whoever reads the output; a file is one file by whatever path; what is printed for people acts on no
//! terminal.

#![cfg(unix)]

mod common;

use common::{command as factlint, text, texts as folder};
use std::{
    fs, io,
    process::{Output, Stdio},
};

const CLASH: &str = "The league has 14 clubs. The meeting on Monday 5 March 2024 drew 300 people.\n";

/// A stream whose reader is gone.
fn unread() -> io::Result<Stdio> {
    let (reader, writer) = io::pipe()?;
    drop(reader);
    Ok(writer.into())
}

#[test]
fn the_status_is_the_same_whoever_reads() -> io::Result<()> {
    let folder = folder(&[("clash.txt", CLASH), ("good.txt", "All is well.\n"), ("bad.txt", "---\ndate: [\n---\n")])?;
    let cases: [(&[&str], i32); 14] = [
        (&["check", "good.txt"], 0),
        (&["check", "clash.txt"], 1),
        (&["check", "clash.txt", "--format", "json"], 1),
        (&["check", "nowhere"], 2),
        (&["check", "nowhere", "clash.txt"], 2),
        (&["check", "good.txt", "--against", "nowhere"], 2),
        (&["check", "good.txt", "--rules", "nowhere"], 2),
        (&["check", "good.txt", "--trace", "nothing"], 2),
        (&["check", "clash.txt", "--trace", "weekday-mismatch"], 1),
        (&["claims", "nowhere", "good.txt"], 2),
        (&["mentions", "nowhere", "clash.txt"], 2),
        (&["explain", "nothing"], 2),
        (&["test", "nowhere"], 2),
        (&["chek"], 2),
    ];
    for (args, status) in cases {
        let read = factlint(folder.path(), args).output()?;
        assert_eq!(read.status.code(), Some(status), "{args:?}: {}", text(&read.stderr));
        let no_err = factlint(folder.path(), args).stderr(unread()?).stdout(Stdio::piped()).spawn()?.wait_with_output()?;
        assert_eq!(no_err.status.code(), Some(status), "{args:?} without a reader of standard error");
        assert_eq!(text(&no_err.stdout), text(&read.stdout), "{args:?}: the rest is done all the same");
        let no_out = factlint(folder.path(), args).stdout(unread()?).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
        assert_eq!(no_out.status.code(), Some(status), "{args:?} without a reader of standard output");
        assert_eq!(text(&no_out.stderr), text(&read.stderr), "{args:?}");
        let neither = factlint(folder.path(), args).stdout(unread()?).stderr(unread()?).status()?;
        assert_eq!(neither.code(), Some(status), "{args:?} without any reader");
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() -> io::Result<()> {
    let folder = folder(&[("good.txt", "All is well.\n")])?;
    let full = || fs::OpenOptions::new().write(true).open("/dev/full");
    for args in [&["check", "good.txt"][..], &["claims", "good.txt", "--format", "json"], &["explain"]] {
        let run = factlint(folder.path(), args).stdout(full()?).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(text(&run.stderr).contains("cannot write to standard output"), "{}", text(&run.stderr));
    }
    let run = factlint(folder.path(), &["check", "nowhere", "good.txt"]).stderr(full()?).stdout(Stdio::piped()).spawn()?;
    let run = run.wait_with_output()?;
    assert_eq!((run.status.code(), text(&run.stdout).contains("1 text")), (Some(2), true));
    Ok(())
}

/// The drafts and the sources of a run, as its table of support names them.
fn sides(run: &Output) -> (Vec<String>, Vec<String>) {
    let table: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
    let names = |key: &str| {
        let of =
            |claim: &serde_json::Value| Some(if key.is_empty() { claim } else { &claim[key] }["document"].as_str()?.to_owned());
        let mut names: Vec<String> = table["support"].as_array().into_iter().flatten().filter_map(of).collect();
        names.sort();
        names.dedup();
        names
    };
    (names(""), names("support"))
}

/// The arguments; the draft and the source, or what is said.
type Case<'a> = (&'a [&'a str], Result<(&'a str, &'a str), &'a str>);

#[test]
fn a_file_is_draft_or_source_and_one_file_by_every_path() -> io::Result<()> {
    const FERRY: &str = "The ferry to the island carried 41,000 passengers in May.\n";
    let folder = folder(&[("drafts/new.txt", FERRY), ("archive/old.txt", FERRY), ("archive/deep/er.txt", "A pier.\n")])?;
    let at = folder.path();
    std::os::unix::fs::symlink("drafts/new.txt", at.join("link.txt"))?;
    std::os::unix::fs::symlink("drafts", at.join("linked"))?;
    let no_source = "no source is left";
    let no_draft = "no draft is left";
    let (new, old) = ("drafts/new.txt", "archive/old.txt");
    let cases: [Case; 17] = [
        (&["drafts", "--against", "archive"], Ok((new, old))),
        (&["drafts", "--against", "."], Ok((new, old))),
        (&[".", "--against", "archive"], Ok((new, old))),
        (&[".", "--against", old], Ok((new, old))),
        (&[new, "--against", "."], Ok((new, old))),
        (&[new, "--against", "drafts", "archive"], Ok((new, old))),
        (&["./drafts/../drafts/new.txt", "--against", "."], Ok(("drafts/../drafts/new.txt", old))),
        (&["link.txt", "--against", "."], Ok(("link.txt", old))),
        (&["linked", "--against", "."], Ok(("linked/new.txt", old))),
        (&[".", "--against", "."], Err(no_source)),
        (&["drafts", "--against", "drafts"], Err(no_source)),
        (&["drafts", "--against", "archive/../drafts"], Err(no_source)),
        (&[new, "--against", new], Err(no_source)),
        (&[new, "--against", "./drafts/new.txt"], Err(no_source)),
        (&[new, "--against", "link.txt"], Err(no_source)),
        (&["drafts", "--against", "linked"], Err(no_source)),
        (&["drafts", "--against", new], Err(no_draft)),
    ];
    for (args, expected) in cases {
        let run = factlint(at, &[&["claims", "--format", "json"], args].concat()).output()?;
        match expected {
            Ok((draft, source)) => {
                assert_eq!(run.status.code(), Some(0), "{args:?}: {}", text(&run.stderr));
                assert_eq!(sides(&run), (vec![draft.to_owned()], vec![source.to_owned()]), "{args:?}: {}", text(&run.stdout));
            }
            Err(says) => {
                assert_eq!(run.status.code(), Some(2), "{args:?}: {}", text(&run.stdout));
                assert!(text(&run.stderr).contains(says), "{args:?}: {}", text(&run.stderr));
                let run = factlint(at, &[&["check"], args].concat()).output()?;
                assert_eq!(run.status.code(), Some(2), "{args:?}");
            }
        }
    }
    // Among equals too.
    let run = factlint(at, &["check", "drafts/new.txt", "link.txt", "archive/../drafts/new.txt", "linked"]).output()?;
    assert!(text(&run.stdout).starts_with("1 text, "), "{}", text(&run.stdout));
    Ok(())
}

/// A pack whose every text holds what a terminal must not get; `{}` stands for that.
const PACK: &str = "name: odd\nversion: 0.1.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: \"Odd {}.\"\n";
const RULE: &str = r#"severity: error
summary: "Odd {}."
agree: {claims: members, on: size}
message: "odd {} {values}"
label: "label {}"
why: "Why {}."
fix: "Fix {}."
valid:
  - {lang: en, shows: "shown {}", text: "It{} met. NATO has 30 members.{}\nNATO has 31 members."}
  - {lang: en, text: "The school{} opened in 1990{}."}
invalid:
  - {lang: en, shows: "shown {}", text: "Nothing {} is wrong."}
  - {lang: en, text: "It{} met. NATO has 30 members.{} NATO has 31 members."}
"#;

#[test]
fn nothing_acts_on_the_terminal() -> io::Result<()> {
    let odd =
        "\u{1b}[31m\u{7}\u{9b}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\u{202e}\u{2028}\u{2060}\u{2066}\u{feff}\u{ad}\u{e0041}";
    let escaped = odd.chars().map(|c| format!("\\U{:08x}", c as u32)).collect::<Vec<_>>().concat();
    let text_of = format!(
        "The league{odd} has 14{odd} clubs. The fair on Monday 5 March 2024{odd} drew 300 people, \"all{odd} of them happy\".\n"
    );
    let (name, pack) = (format!("a{odd}.txt"), format!("pack{odd}"));
    let files = [
        (name.as_str(), text_of.as_str()),
        ("source.txt", "The league has 15 clubs.\n"),
        ("bad.md", &format!("---\ndate: \"soon{escaped}\"\nkey{odd}: 1\n---\n")),
        (&format!("{pack}/pack.yaml"), &PACK.replace("{}", &escaped)),
        (&format!("{pack}/rules/odd-rule.yaml"), &RULE.replace("{}", &escaped)),
        (&format!("{pack}/rules/broken{odd}.yaml"), &format!("severity: \"{escaped}\"\n")),
        (&format!("{pack}/snapshots/odd-rule-2.snap"), &format!("an old {odd} one\n")),
        (&format!("{pack}/snapshots/stale{odd}.snap"), "stale"),
        (&format!("{pack}/odd{odd}/unread.yaml"), "a: 1\n"),
    ];
    let folder = folder(&files)?;
    let (name, pack, odd) = (name.as_str(), pack.as_str(), odd);
    let commands: [&[&str]; 22] = [
        &["check", name],
        &["check", name, "source.txt"],
        &["check", name, "--against", "source.txt", "--require-sources"],
        &["check", name, "--rules", pack, "--trace", "odd-rule"],
        &["check", name, "--trace", "weekday-mismatch"],
        &["check", name, "--trace", odd],
        &["check", name, "--enable", odd],
        &["check", odd],
        &["check", "bad.md"],
        &["check", name, "--format", odd],
        &["check", name, "--date", odd],
        &["check", name, "--against", name],
        &["claims", name],
        &["claims", name, "--against", "source.txt"],
        &["mentions", name],
        &["explain", "odd-rule", "--rules", pack],
        &["explain", "--rules", pack],
        &["explain", odd],
        &["test", pack],
        &["test", odd],
        &["new", "pack", odd],
        &[odd],
    ];
    for args in commands {
        let run = factlint(folder.path(), args).output()?;
        for printed in [text(&run.stdout), text(&run.stderr)] {
            let found: Vec<char> = odd.chars().filter(|c| !c.is_ascii_graphic() && printed.contains(*c)).collect();
            assert!(found.is_empty(), "{args:?} prints {found:?}: {printed:?}");
        }
        assert!(!run.stdout.is_empty() || !run.stderr.is_empty(), "{args:?}");
    }
    let shown = text(&factlint(folder.path(), &["test", pack]).output()?.stdout);
    for part in ["is reported", "is not reported", "differs from its snapshot", "no example has this snapshot"] {
        assert!(shown.contains(part), "no {part:?} in {shown}");
    }
    // Tools get what stands there.
    let run = factlint(folder.path(), &["check", name, "--format", "json"]).output()?;
    let report: serde_json::Value = serde_json::from_slice(&run.stdout)?;
    assert_eq!(report["findings"][0]["labels"][0]["document"], *name);
    Ok(())
}
