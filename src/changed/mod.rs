//! Which lines of which files have changed, by a unified diff.
//!
//! Knows no documents and no repository: it reads what `git diff` or `diff -u` prints. Lines are those of the new version, from 1.

use std::{collections::BTreeMap, ops::Range};

/// What of a file has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// These lines, half-open, in ascending order.
    Some(Vec<Range<usize>>),
    /// All of it: a new file, or one without lines.
    All,
}

/// A stretch of lines that another stretch takes the place of; lengths may be 0.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// What a diff changes, by the names of the new files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    files: BTreeMap<String, Change>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Hunks(Vec<Hunk>),
    Binary,
}

/// Why a text is no diff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiffError {
    /// A line that begins a hunk and says no lines.
    #[error("line {0} begins a hunk of a diff, and says no lines: `@@ -1,2 +1,3 @@` is expected")]
    Hunk(usize),
    /// A hunk that ends too early.
    #[error("line {0} ends a hunk of a diff too early")]
    Short(usize),
    /// Hunks before any file is named.
    #[error("line {0} begins a hunk before a line `+++ FILE`")]
    NoFile(usize),
    /// No file in it, though there is text.
    #[error("this is no unified diff: it names no file")]
    NoDiff,
}

impl Diff {
    /// Reads a unified diff; an empty text changes nothing.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, DiffError> {
        let mut diff = Self::default();
        let mut file: Option<String> = None;
        let mut lines = text.lines().zip(1..).peekable();
        let mut is_diff = text.trim().is_empty();
        while let Some((line, number)) = lines.next() {
            if line.starts_with("diff ") {
                (file, is_diff) = (None, true);
            } else if line.starts_with("--- ") && lines.peek().is_some_and(|(next, _)| next.starts_with("+++ ")) {
                file = lines.next().and_then(|(next, _)| name(next.strip_prefix("+++ ")?));
                is_diff = true;
                if let Some(file) = &file {
                    diff.files.entry(file.clone()).or_insert(Change::Hunks(Vec::new()));
                }
            } else if let Some(said) = line.strip_prefix("Binary files ").and_then(|said| said.strip_suffix(" differ")) {
                let new = said.rsplit_once(" and ").and_then(|(_, new)| name(new));
                diff.files.extend(new.map(|new| (new, Change::Binary)));
            } else if line.starts_with("@@ ") {
                let (old, new) = ranges(line).ok_or(DiffError::Hunk(number))?;
                // What is deleted is only passed over, where the new file is none.
                let hunks = match file.as_ref().map(|file| diff.files.entry(file.clone()).or_insert(Change::Hunks(Vec::new()))) {
                    Some(Change::Hunks(hunks)) => Some(hunks),
                    _ if is_diff => None,
                    _ => return Err(DiffError::NoFile(number)),
                };
                let found = hunk(old, new, &mut lines, number)?;
                if let Some(hunks) = hunks {
                    hunks.extend(found);
                }
            }
        }
        if is_diff { Ok(diff) } else { Err(DiffError::NoDiff) }
    }

    /// The files whose new version has changed lines.
    #[must_use]
    pub fn changed(&self) -> BTreeMap<String, Lines> {
        let of = |change: &Change| match change {
            Change::Binary => Lines::All,
            Change::Hunks(hunks) => Lines::Some(hunks.iter().map(beside).collect()),
        };
        self.files.iter().map(|(file, change)| (file.clone(), of(change))).collect()
    }

    /// Changed lines of the old version of a file, as lines of its new one: those that this diff changes again are gone.
    #[must_use]
    pub fn carry(&self, file: &str, lines: &Lines) -> Lines {
        let (Some(Change::Hunks(hunks)), Lines::Some(ranges)) = (self.files.get(file), lines) else { return lines.clone() };
        let mut carried = Vec::new();
        for line in ranges.iter().cloned().flatten() {
            let before = hunks.iter().take_while(|hunk| hunk.old.end <= line && hunk.old.start <= line);
            let shift: isize = before.map(|hunk| hunk.new.len() as isize - hunk.old.len() as isize).sum();
            if !hunks.iter().any(|hunk| hunk.old.contains(&line)) {
                let now = line.saturating_add_signed(shift);
                carried.push(now..now + 1);
            }
        }
        Lines::Some(carried)
    }
}

impl Lines {
    /// Whether one of these lines, half-open, has changed.
    #[must_use]
    pub fn touch(&self, lines: &Range<usize>) -> bool {
        match self {
            Self::All => true,
            Self::Some(ranges) => ranges.iter().any(|range| range.start < lines.end && lines.start < range.end),
        }
    }
}

/// The changed lines of a hunk; where lines are only gone, those beside them.
fn beside(hunk: &Hunk) -> Range<usize> {
    if hunk.new.is_empty() { hunk.new.start.saturating_sub(1).max(1)..hunk.new.start + 1 } else { hunk.new.clone() }
}

/// The parts of a hunk that change something: lines that stay stand between them.
fn hunk<'a>(
    mut old: Range<usize>,
    mut new: Range<usize>,
    lines: &mut std::iter::Peekable<impl Iterator<Item = (&'a str, usize)>>,
    number: usize,
) -> Result<Vec<Hunk>, DiffError> {
    let mut found: Vec<Hunk> = Vec::new();
    let mut open: Option<Hunk> = None;
    while !old.is_empty() || !new.is_empty() {
        let (line, _) = lines.next().ok_or(DiffError::Short(number))?;
        match line.as_bytes().first() {
            Some(b'+') if !new.is_empty() => {
                open.get_or_insert(Hunk { old: old.start..old.start, new: new.start..new.start }).new.end = new.start + 1;
                new.start += 1;
            }
            Some(b'-') if !old.is_empty() => {
                open.get_or_insert(Hunk { old: old.start..old.start, new: new.start..new.start }).old.end = old.start + 1;
                old.start += 1;
            }
            // Some programs take the space of an empty line away.
            Some(b' ') | None if !old.is_empty() && !new.is_empty() => {
                found.extend(open.take());
                (old.start, new.start) = (old.start + 1, new.start + 1);
            }
            Some(b'\\') => {}
            _ => return Err(DiffError::Short(number)),
        }
    }
    found.extend(open);
    Ok(found)
}

/// `@@ -3,2 +3,4 @@ …`: the lines of the old and the new file. Where there are none, the number is that of the line before.
fn ranges(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut parts = line.strip_prefix("@@ ")?.split(' ');
    let range = |part: &str| {
        let (start, length) = part.split_once(',').unwrap_or((part, "1"));
        let (start, length): (usize, usize) = (start.parse().ok()?, length.parse().ok()?);
        let start = if length == 0 { start + 1 } else { start };
        Some(start..start + length)
    };
    Some((range(parts.next()?.strip_prefix('-')?)?, range(parts.next()?.strip_prefix('+')?)?))
}

/// The name of a new file; none where there is none.
fn name(written: &str) -> Option<String> {
    let name = match written.strip_prefix('"') {
        Some(quoted) => unquoted(quoted)?,
        None => written.split('\t').next().unwrap_or_default().trim_end_matches('\r').to_owned(),
    };
    if name == "/dev/null" {
        return None;
    }
    Some(name.strip_prefix("b/").unwrap_or(&name).to_owned())
}

/// A name in quotes, as git writes those with odd characters.
fn unquoted(quoted: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'"' => return String::from_utf8(bytes).ok(),
            b'\\' => match rest.next()? {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                b'a' => 7,
                b'b' => 8,
                b'f' => 12,
                b'v' => 11,
                digit @ b'0'..=b'3' => {
                    let mut octal = || rest.next().filter(|d| (b'0'..=b'7').contains(d)).map(|d| d - b'0');
                    (digit - b'0') * 64 + octal()? * 8 + octal()?
                }
                other => other,
            },
            byte => byte,
        });
    }
    None
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "one changed stretch is a list of one")]
mod tests {
    use super::*;

    fn changed(diff: &str) -> Vec<(String, Vec<Range<usize>>)> {
        let of = |(file, lines)| match lines {
            Lines::Some(ranges) => (file, ranges),
            Lines::All => (file, vec![0..usize::MAX]),
        };
        Diff::read(diff).unwrap().changed().into_iter().map(of).collect()
    }

    #[test]
    fn lines_of_the_new_file_are_told() {
        let one = |name: &str, ranges: &[Range<usize>]| vec![(name.to_owned(), ranges.to_vec())];
        for (diff, expected) in [
            ("", vec![]),
            ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -3,0 +4,2 @@ f\n+a\n+b\n", one("x", &[4..6])),
            ("--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n a\n-b\n+c\n d\n e\n", one("x", &[2..3])),
            ("--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n-a\n+A\n b\n\n-d\n+D\n e\n", one("x", &[1..2, 4..5])),
            ("--- a/x\n+++ b/x\n@@ -5,2 +4,0 @@\n-a\n-b\n", one("x", &[4..6])),
            ("--- a/x\n+++ b/x\n@@ -1,2 +0,0 @@\n-a\n-b\n", one("x", &[1..2])),
            ("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", vec![]),
            ("--- x 2\t2024\n+++ y 2\t2024\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n", one("y 2", &[1..2])),
            ("--- a/x\n+++ \"b/\\303\\245 \\\"\\t.md\"\n@@ -1 +1 @@\n-a\n+b\n", one("å \"\t.md", &[1..2])),
            ("diff --git a/o b/n\nsimilarity index 100%\nrename from o\nrename to n\n", vec![]),
            ("diff --git a/o b/n\nBinary files a/o.docx and b/n m.docx differ\n", one("n m.docx", &[0..usize::MAX])),
            // What looks like a header within a hunk is a line of it.
            ("--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n--- q\n+++ r\n+s\n", one("x", &[1..3])),
        ] {
            assert_eq!(changed(diff), expected, "{diff}");
        }
        for (text, error) in [
            ("no diff", DiffError::NoDiff),
            ("--- a/x\n+++ b/x\n@@ x @@\n", DiffError::Hunk(3)),
            ("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n", DiffError::Short(3)),
            ("@@ -1 +1 @@\n-a\n+b\n", DiffError::NoFile(1)),
        ] {
            assert_eq!(Diff::read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn lines_are_carried_over_later_changes() {
        let later = Diff::read("--- a/x\n+++ b/x\n@@ -1,0 +2,3 @@\n+a\n+b\n+c\n@@ -5 +8,0 @@\n-e\n").unwrap();
        let lines = Lines::Some(vec![1..2, 4..7]);
        assert_eq!(later.carry("x", &lines), Lines::Some(vec![1..2, 7..8, 8..9]));
        assert_eq!(later.carry("y", &lines), lines);
    }
}
