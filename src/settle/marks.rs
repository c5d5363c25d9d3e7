//! Marks in texts: comments of Markdown and HTML that settle findings beside them.
//!
//! ```text
//! mark    = "<!--" ( "factlint:" "ok" said | "factlint-disable" said | "factlint-enable" rule? ) "-->"
//! said    = rule ":" reason
//! ```
//! `ok` is for the line that it stands in, and on a line of its own for the next block; what is disabled is so up to the next `enable` of the
//! rule, or to the end.

use super::Mistake;
use crate::source::{Document, Format};
use pulldown_cmark::{Event, Parser};
use std::{ops::Range, path::Path};

/// The bytes of a file that a mark is for.
pub type Reach = Range<usize>;

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The rule that it names.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// The bytes of the file that it stands at.
    pub at: Range<usize>,
    /// The bytes of the file that it is for.
    pub reach: Reach,
    /// Why it can settle nothing.
    pub mistake: Option<Mistake>,
}

/// The elements of a page in which nothing is a comment.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The marks of a document, as they stand in it.
#[must_use]
pub fn marks(document: &Document, file: &Path) -> Vec<Mark> {
    let raw: &str = &document.raw;
    if !raw.contains("factlint") {
        return Vec::new();
    }
    let comments = match Format::of(file) {
        Some(Format::Markdown) => in_markdown(raw),
        Some(Format::Html) => in_page(raw),
        _ => return Vec::new(),
    };
    let mut marks: Vec<Mark> = Vec::new();
    let mut off: Vec<usize> = Vec::new();
    for at in comments {
        let inner = raw.get(at.start + 4..at.end - 3).unwrap_or_default().trim();
        let whole = |rule: &str, reach: Reach, mistake| {
            let mut parts = rule.splitn(2, ':').map(str::trim);
            let (rule, reason) = (parts.next().unwrap_or_default().to_owned(), parts.next().unwrap_or_default().to_owned());
            let mistake: Option<Mistake> = mistake;
            let wanting = || if rule.is_empty() { Some(Mistake::NoRule) } else { reason.is_empty().then_some(Mistake::NoReason) };
            Mark { mistake: mistake.or_else(wanting), rule, reason, at: at.clone(), reach }
        };
        if let Some(said) = inner.strip_prefix("factlint-disable") {
            off.push(marks.len());
            marks.push(whole(said.trim_start_matches(':'), at.end..raw.len(), None));
        } else if let Some(rule) = inner.strip_prefix("factlint-enable") {
            let rule = rule.trim_start_matches(':').trim();
            let ended: Vec<usize> = off.iter().copied().filter(|&nth| rule.is_empty() || marks[nth].rule == rule).collect();
            if ended.is_empty() {
                marks.push(whole("", at.clone(), Some(Mistake::NothingOff)));
            }
            for nth in ended {
                marks[nth].reach.end = at.start;
                off.retain(|other| *other != nth);
            }
        } else if let Some(said) = inner.strip_prefix("factlint:") {
            match said.trim_start().strip_prefix("ok").filter(|rest| rest.is_empty() || rest.starts_with([' ', ':', '\n'])) {
                Some(said) => marks.push(whole(said.trim_start_matches(':'), reach(document, &at), None)),
                None => marks.push(whole("", at.clone(), Some(Mistake::NoMark(said.trim().to_owned())))),
            }
        }
    }
    marks
}

/// The comments of a Markdown text: those that its code shows are none.
fn in_markdown(raw: &str) -> Vec<Range<usize>> {
    let html = Parser::new(raw).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Html(_) | Event::InlineHtml(_) => Some(range),
        _ => None,
    });
    // A comment of several lines comes line by line.
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in html {
        match joined.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined.into_iter().flat_map(|range| comments(raw, range)).collect()
}

/// The comments of a page.
fn in_page(raw: &str) -> Vec<Range<usize>> {
    let lower = raw.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = lower.get(at..).and_then(|rest| rest.find('<')).map(|open| at + open) {
        let rest = lower.get(open..).unwrap_or_default();
        let element = RAW.iter().find(|name| {
            let after = rest.get(1..).and_then(|rest| rest.strip_prefix(**name));
            after.is_some_and(|after| after.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))
        });
        at = if let Some(name) = element {
            rest.find(&format!("</{name}")).map_or(raw.len(), |end| open + end + 1)
        } else if rest.starts_with("<!--") {
            let end = rest.get(4..).and_then(|rest| rest.find("-->")).map_or(raw.len(), |end| open + 4 + end + 3);
            found.extend(comments(raw, open..end));
            end
        } else {
            open + 1
        };
    }
    found
}

/// The whole comments within a range of a text.
fn comments(raw: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = raw.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("<!--")).map(|open| at + open) {
        let Some(length) = text.get(open + 4..).and_then(|rest| rest.find("-->")) else { break };
        let end = open + 4 + length + 3;
        found.push(range.start + open..range.start + end);
        at = end;
    }
    found
}

/// What a mark is for: the line that it stands in, as far as its block goes; the next block where no block stands there.
fn reach(document: &Document, at: &Range<usize>) -> Reach {
    let raw = &document.raw;
    let line_start = raw.get(..at.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line_end = raw.get(at.end..).and_then(|after| after.find('\n')).map_or(raw.len(), |end| at.end + end);
    let blocks = || document.blocks.iter().map(|block| document.file_range(block.span));
    let mut on_line = blocks().filter(|block| block.start < line_end && block.end > line_start);
    if let Some(first) = on_line.next() {
        // The block that the mark stands in, or the nearest one before it; the first one of the line where none is.
        let mut own = blocks();
        let own = own.rfind(|block| block.start < line_end && block.end > line_start && block.start <= at.start);
        let block = own.unwrap_or(first);
        return block.start.max(line_start)..block.end.min(line_end);
    }
    blocks().find(|block| block.start >= at.end).unwrap_or(raw.len()..raw.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Choice, Defaults, Input, Metadata, Seen, load};

    fn read(name: &str, content: &str) -> Document {
        let input = Input::Stdin { content: content.as_bytes().into(), name: name.into() };
        let defaults =
            Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
        load(&[input], &defaults, &mut Seen::default()).documents.remove(0)
    }

    fn reached(name: &str, content: &str) -> Vec<(String, String, Option<Mistake>)> {
        let document = read(name, content);
        let text = |mark: &Mark| document.raw[mark.reach.clone()].replace(&document.raw[mark.at.clone()], "").trim().to_owned();
        let of = |mark: Mark| (mark.rule.clone(), text(&mark), mark.mistake);
        marks(&document, Path::new(name)).into_iter().map(of).collect()
    }

    #[test]
    fn marks_reach_the_line_or_the_next_block() {
        for (name, content, rule, reach) in [
            ("a.md", "One.\n\n<!-- factlint: ok a-b: why -->\nTwo\nis here.\n\nThree.", "a-b", "Two\nis here."),
            ("a.md", "One. <!-- factlint: ok a-b: why: so -->\nTwo.", "a-b", "One."),
            ("a.md", "- One\n- Two <!-- factlint:ok a-b: why -->\n- Three", "a-b", "Two"),
            ("a.html", "<p>One <!-- factlint: ok a-b: why --></p><p>Two</p>", "a-b", "One"),
            ("a.html", "<p>One</p>\n<!-- factlint: ok a-b: why -->\n<p>Two</p>", "a-b", "Two"),
            (
                "a.md",
                "One.\n\n<!-- factlint-disable a-b: why -->\n\nTwo.\n\nThree.\n\n<!-- factlint-enable a-b -->\n\nFour.",
                "a-b",
                "Two.\n\nThree.",
            ),
            ("a.md", "<!-- factlint-disable a-b: why -->\n\nTwo.", "a-b", "Two."),
        ] {
            assert_eq!(reached(name, content), [(rule.to_owned(), reach.to_owned(), None)], "{content}");
        }
    }

    #[test]
    fn what_is_no_mark_is_told_or_passed_over() {
        for (name, content) in [
            ("a.md", "`<!-- factlint: ok a: b -->`\n\n```\n<!-- factlint: ok a: b -->\n```\n\n    <!-- factlint: ok a: b -->\n"),
            ("a.txt", "<!-- factlint: ok a: b -->"),
            ("a.html", "<script>\"<!-- factlint: ok a: b -->\"</script><p>x</p>"),
            ("a.md", "<!-- factlint is good -->\n\nfactlint: ok a: b"),
            ("a.md", "<!-- factlint: ok a: b"),
        ] {
            assert_eq!(reached(name, content), [], "{content}");
        }
        for (content, mistake) in [
            ("<!-- factlint: ok a-b -->", Mistake::NoReason),
            ("<!-- factlint: ok a-b: -->", Mistake::NoReason),
            ("<!-- factlint: ok -->", Mistake::NoRule),
            ("<!-- factlint: okay a-b: why -->", Mistake::NoMark("okay a-b: why".into())),
            ("<!-- factlint-disable a-b -->", Mistake::NoReason),
            ("<!-- factlint-enable a-b -->", Mistake::NothingOff),
        ] {
            let found: Vec<_> = reached("a.md", &format!("{content}\n\nText.")).into_iter().map(|(.., m)| m).collect();
            assert_eq!(found, [Some(mistake)], "{content}");
        }
    }
}
