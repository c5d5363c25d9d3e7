//! Input that is made to cost much, or never to end: a small file stays cheap, whatever it says of itself, and nothing that was not named
//! is waited for.
#![cfg(unix)]

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// How long a run may take before it counts as one that hangs.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs the command in a folder, with this much memory to address (KiB). It is killed when it takes too long.
fn run(folder: &Path, args: &[&str], memory: Option<u64>) -> io::Result<Output> {
    let limit = memory.map(|kib| format!("ulimit -v {kib}; ")).unwrap_or_default();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("{limit}exec \"$0\" \"$@\""))
        .arg(assert_cmd::cargo::cargo_bin!("factlint"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > LONGEST {
            child.kill()?;
            return Err(io::Error::other(format!("{args:?} hangs")));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names of an archive's parts, and what they hold.
type Parts<'a> = &'a [(&'a str, &'a str)];

fn archive(parts: Parts) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Half a gigabyte, of which the program and its threads address some before they begin.
const HALF_A_GIGABYTE: u64 = 512 << 10;

#[test]
fn a_small_docx_stays_small() -> io::Result<()> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = |text: &str| format!("<w:document><w:body>{}</w:body></w:document>", paragraph(text));
    let notes = |text: &str| format!("<w:footnotes><w:footnote w:id='2'>{}</w:footnote></w:footnotes>", paragraph(text));
    let main = body("The club has 5 members.");
    let relation = |part: &str| format!("<Relationship Type='http://x/footnotes' Target='{part}'/>");
    let relations = |parts: &str| format!("<Relationships>{parts}</Relationships>");
    let members = "5 members, ".repeat(10_000);
    let again = relations(&relation("footnotes.xml").repeat(200));
    let many = relations(&(0..200).map(|n| relation(&format!("f{n}.xml"))).collect::<String>());
    let (long, deep, paragraphs) =
        (body(&"5 members, ".repeat(4_000_000)), "<w:p>".repeat(8_000_000), "<w:p/>".repeat(7_000_000));
    let rels = "word/_rels/document.xml.rels";
    // What it is, its parts, the status, what is said.
    let cases: [(&str, Parts, i32, &str); 6] = [
        (
            "one part named 200 times",
            &[("word/document.xml", &main), (rels, &again), ("word/footnotes.xml", &notes(&members))],
            0,
            "",
        ),
        ("200 parts", &[("word/document.xml", &main), (rels, &many)], 2, "names more than 16 parts with text"),
        ("one long part", &[("word/document.xml", &long)], 2, "it unpacks to more than"),
        ("open elements", &[("word/document.xml", &deep)], 2, "it unpacks to more than"),
        ("empty paragraphs", &[("word/document.xml", &paragraphs)], 2, "it unpacks to more than"),
        ("relations", &[("word/document.xml", &main), (rels, &again.repeat(400))], 2, "it unpacks to more than"),
    ];
    let folder = tempfile::tempdir()?;
    for (what, parts, status, says) in cases {
        fs::write(folder.path().join("a.docx"), archive(parts)?)?;
        let output = run(folder.path(), &["check", "--threads", "1", "a.docx"], Some(HALF_A_GIGABYTE))?;
        assert_eq!(output.status.code(), Some(status), "{what}: {}", said(&output));
        assert!(said(&output).contains(says), "{what}: {}", said(&output));
    }
    Ok(())
}

/// A pipe that nobody writes to, and a device that never ends, where a file is looked for that nobody named.
#[test]
fn what_nobody_named_is_not_waited_for() -> io::Result<()> {
    for name in ["sources.yaml", ".gitignore", ".ignore", ".git/info/exclude", "a.txt", "sub/.gitignore"] {
        for device in [false, true] {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("top").join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            fs::create_dir_all(folder.path().join("top/sub"))?;
            fs::write(folder.path().join("top/good.txt"), "All is well.")?;
            fs::write(folder.path().join("top/sub/good.txt"), "All is well.")?;
            odd(&path, device)?;
            let output = run(folder.path(), &["check", "top", "--format", "json"], Some(4 * HALF_A_GIGABYTE))?;
            let (code, err) = (output.status.code(), said(&output));
            let out = String::from_utf8_lossy(&output.stdout).into_owned();
            match name {
                "sources.yaml" => assert_eq!((code, err.contains("no regular file")), (Some(0), true), "{name}: {err}"),
                "a.txt" => assert_eq!(code, Some(0), "{name}: {err}"),
                "sub/.gitignore" => {
                    assert_eq!((code, out.contains("\"documents\":1")), (Some(2), true), "{name}: {err}");
                }
                _ => assert_eq!((code, err.contains(name)), (Some(2), true), "{name}: {err}"),
            }
            // The folders above are asked too what is left out.
            if name == ".gitignore" {
                let output = run(folder.path(), &["check", "top/sub"], None)?;
                assert_eq!(output.status.code(), Some(2), "{}", said(&output));
            }
        }
    }
    Ok(())
}

#[test]
fn packs_are_read_from_regular_files() -> io::Result<()> {
    let manifest = "name: odd\nversion: 0.1.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Odd.\n";
    for name in ["pack.yaml", "rules/a.yaml", "claims/a.yaml", "entities/a.yaml", "lang/en.yaml"] {
        for device in [false, true] {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("pack").join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            fs::write(folder.path().join("good.txt"), "All is well.")?;
            if name != "pack.yaml" {
                fs::write(folder.path().join("pack/pack.yaml"), manifest)?;
            }
            odd(&path, device)?;
            let output = run(folder.path(), &["check", "good.txt", "--rules", "pack"], None)?;
            assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
            assert!(said(&output).contains("no regular file"), "{name}: {}", said(&output));
        }
    }
    // Links that lead back to their folder are many ways to a file.
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("pack.yaml"), manifest)?;
    (0..100).try_for_each(|n| std::os::unix::fs::symlink(folder.path(), folder.path().join(format!("{n}"))))?;
    let output = run(folder.path(), &["explain", "--rules", "."], None)?;
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    Ok(())
}

/// A pipe, or a link to a device.
fn odd(path: &Path, device: bool) -> io::Result<()> {
    if device {
        return std::os::unix::fs::symlink("/dev/zero", path);
    }
    let made = Command::new("mkfifo").arg(path).status()?;
    if made.success() { Ok(()) } else { Err(io::Error::other("no pipe")) }
}

#[test]
fn threads_are_few() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("good.txt"), "All is well.")?;
    let output = run(folder.path(), &["check", "good.txt", "--threads", "65535"], None)?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(folder.path()).args(["check", "good.txt"]).env("RAYON_NUM_THREADS", "65535");
    let started = Instant::now();
    assert!(command.output()?.status.success());
    assert!(started.elapsed() < LONGEST);
    Ok(())
}

/// What a file of about so many bytes holds.
type Content<'a> = &'a dyn Fn(usize) -> String;

fn repeated(times: usize, one: impl Fn(usize) -> String) -> String {
    (0..times).map(one).collect()
}

/// Nested brackets, many mistakes, much of anything: four times the file takes four times the time to load.
#[test]
fn packs_are_read_in_linear_time() -> io::Result<()> {
    let rule = |value: &str| format!("summary: {value}\n");
    let cases: [(&str, &str, Content); 10] = [
        ("rules/a.yaml", "[", &|n| rule(&"[".repeat(n))),
        ("rules/a.yaml", "{a: ", &|n| rule(&"{a: ".repeat(n / 4))),
        ("rules/a.yaml", "- ", &|n| "- ".repeat(n / 2)),
        ("rules/a.yaml", "keys", &|n| repeated(n / 10, |i| format!("k{i}: {i}\n"))),
        ("rules/a.yaml", "{ in a message", &|n| rule("a") + "message: '" + &"{".repeat(n) + "'\n"),
        ("rules/a.yaml", "anchors", &|n| rule("a") + &"- &a [x]\n".repeat(n / 9)),
        ("lang/en.yaml", "units", &|n| {
            let units = repeated(n / 20, |i| format!("    nounit-{i}: [a{i}]\n"));
            format!("language: en\nclasses:\n  currency:\n{units}")
        }),
        ("claims/a.yaml", "patterns", &|n| {
            format!("summary: a\nroles: {{a: number}}\npatterns:\n  en:\n{}", "    - '{b} zebras'\n".repeat(n / 20))
        }),
        ("claims/a.yaml", "( in a pattern", &|n| {
            format!("summary: a\nroles: {{a: number}}\npatterns:\n  en:\n    - '{}'\n", "(".repeat(n))
        }),
        ("entities/a.yaml", "names", &|n| {
            let all = repeated(n / 40, |i| format!("  - {{id: t/{i}, kind: city, names: {{any: [N{i}]}}}}\n"));
            format!("entities:\n{all}")
        }),
    ];
    let time = |file: &str, content: &str| -> io::Result<Duration> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(
            folder.path().join("pack.yaml"),
            "name: long\nversion: 0.1.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Long.\n",
        )?;
        fs::write(path, content)?;
        let options = factlint::internals::pack::Options {
            folders: vec![folder.path().to_owned()],
            ..factlint::internals::pack::Options::default()
        };
        let started = Instant::now();
        let _ = factlint::internals::pipeline::Engine::load(&options);
        Ok(started.elapsed())
    };
    time("rules/a.yaml", "")?;
    for (file, what, content) in cases {
        let (short, long) = (content(50_000), content(200_000));
        let slow = || -> io::Result<bool> { Ok(time(file, &long)? > time(file, &short)? * 8 + Duration::from_millis(100)) };
        let always = (0..3).map(|_| slow()).collect::<io::Result<Vec<bool>>>()?.into_iter().all(|slow| slow);
        assert!(!always, "{what}");
    }
    Ok(())
}
