//! What the tests of the commands share.

#![allow(dead_code, reason = "no test needs all of it")]

pub(crate) mod editor;
pub(crate) mod pdf;

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The command, in a folder, with nothing to read and colours as they are by default.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("FORCE_COLOR").stdin(Stdio::null());
    command
}

/// Runs the command in a folder.
pub(crate) fn factlint(folder: &Path, args: &[&str]) -> io::Result<Run> {
    run(folder, args, b"")
}

/// Runs the command in a folder with this to read.
pub(crate) fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> io::Result<Run> {
    let output = assert_cmd::Command::from_std(command(folder, args)).write_stdin(stdin).output()?;
    Ok(Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) })
}

/// What was printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, content)?;
    }
    Ok(folder)
}

/// A folder with these texts.
pub(crate) fn texts(files: &[(&str, &str)]) -> io::Result<tempfile::TempDir> {
    folder(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// How many documents a check read.
pub(crate) fn documents(run: &Run) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(&run.out).ok()?["summary"]["documents"].as_u64()
}

/// Git in a folder, by no configuration of the machine.
pub(crate) fn git(folder: &Path, args: &[&str]) -> io::Result<std::process::Output> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").output()
}

/// An archive of these parts.
pub(crate) fn parts(parts: &[(&str, &str)]) -> io::Result<Vec<u8>> {
    packed(parts, zip::write::SimpleFileOptions::default())
}

/// The same, as large as its parts: what repeats itself becomes so small otherwise that no more may be unpacked of it.
pub(crate) fn stored(parts: &[(&str, &str)]) -> io::Result<Vec<u8>> {
    packed(parts, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
}

fn packed(parts: &[(&str, &str)], options: zip::write::SimpleFileOptions) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, options)?;
        io::Write::write_all(&mut archive, content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
