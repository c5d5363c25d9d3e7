//! What a fact-checker does next: a query for the writer, a command that lets a claim stand, more about the rule.

use super::Page;
use super::cards::sentence;
use super::entries::{Entry, Kind};
use super::quote::shortened;
use super::writer::Html;
use crate::check::Cited;
use crate::report::clean::is_clean;

/// Words in a query are cut where they are longer.
const SAID: u32 = 160;

/// Writes what can be done about an entry.
pub(super) fn actions(html: &mut Html, page: &Page, entry: &Entry) {
    let strings = &page.strings;
    let mut all: Vec<(&str, String)> = Vec::new();
    all.extend(query(page, entry).map(|text| (strings.get("do.query"), text)));
    if entry.kind != Kind::Settled && !page.report.page.no_commands {
        all.extend(settle(page, entry).map(|text| (strings.get("do.settle"), text)));
    }
    if all.is_empty() {
        return;
    }
    html.raw("<div class=\"acts\"><h3>").text(strings.get("do")).raw("</h3>");
    for (what, text) in all {
        html.raw("<div class=\"cmd\"><p>").text(what).raw("</p><pre>").text(&text).raw("</pre></div>");
    }
    html.raw("</div>");
}

/// The command that tells more about a rule.
pub(super) fn explain(rule: &str) -> String {
    format!("factlint explain {}", quoted(rule))
}

fn query(page: &Page, entry: &Entry) -> Option<String> {
    let strings = &page.strings;
    let (document, span) = *entry.marks.first()?;
    let line = page.places.borrow_mut().find(document, span)?.line;
    let words =
        |cited: &Cited| page.report.documents.get(cited.document as usize).map(|d| shortened(cited.span.of(&d.text), SAID));
    let filled = |template: &str, values: &[(&str, &str)]| {
        let values: Vec<(String, String)> =
            values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        crate::report::fill(template, &[&values])
    };
    let line = line.to_string();
    if let (Some(row), true) = (entry.row, entry.row.is_some_and(|row| row.conflict != Some(row.claim))) {
        let a = words(&row.claim)?;
        let (conflict, support) = (row.conflict.as_ref(), row.support.as_ref());
        let b = conflict.and_then(words).unwrap_or_default();
        let src = conflict.map_or("", |c| page.name(c.document));
        let src2 = support.map_or("", |c| page.name(c.document));
        let place = conflict.map(|c| page.place(c.document, c.span)).unwrap_or_default();
        let values = [("line", line.as_str()), ("a", &a), ("b", &b), ("src", src), ("src2", src2), ("place", &place)];
        let template = match entry.kind {
            Kind::Contradicted => strings.get("query.contradicted"),
            Kind::Disputed => strings.get("query.disputed"),
            Kind::NotFound => strings.get("query.not_found"),
            _ => return None,
        };
        return Some(filled(template, &values));
    }
    let finding = entry.finding().filter(|_| entry.kind != Kind::Settled)?;
    if finding.sides.len() > 1 && !page.against {
        let sides: Vec<String> = finding
            .sides
            .iter()
            .zip(0..)
            .filter_map(|(side, nth)| {
                let e = finding.evidence.iter().find(|e| e.side == nth)?;
                Some(format!("{} ({})", shortened(&side.says, SAID), page.place(e.document, e.span)))
            })
            .collect();
        return Some(filled(strings.get("query.peers"), &[("sides", &sides.join("; "))]));
    }
    Some(filled(strings.get("query.self"), &[("line", &line), ("msg", &sentence(&page.message(finding)))]))
}

/// The command that settles what was found.
fn settle(page: &Page, entry: &Entry) -> Option<String> {
    let finding = entry.finding()?;
    let key = page.report.key(finding)?;
    let mut command = format!("factlint settle {key} --reason {}", quoted_always(page.strings.get("reason")));
    let checked = if page.against { entry.marks.first().map(|mark| mark.0) } else { None };
    let checked: Vec<&str> = match checked {
        Some(document) => page.report.documents.get(document as usize).map(|d| d.name.as_str()).into_iter().collect(),
        None => page.report.page.checked.iter().map(String::as_str).collect(),
    };
    for path in checked {
        command.push_str(" --check ");
        command.push_str(&quoted(path));
    }
    for path in page.report.page.against {
        command.push_str(" --against ");
        command.push_str(&quoted(path));
    }
    Some(command)
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:,+@%".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) { word.to_owned() } else { quoted_always(word) }
}

fn quoted_always(word: &str) -> String {
    if is_clean(word) {
        return format!("'{}'", word.replace('\'', "'\\''"));
    }
    let escaped = word.chars().map(|c| match c {
        '\'' | '\\' => format!("\\{c}"),
        c if is_clean(c.encode_utf8(&mut [0; 4])) => c.to_string(),
        c if u32::from(c) < 0x80 => format!("\\x{:02x}", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("$'{}'", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_takes_a_word_as_it_is() {
        for (word, shell) in [
            ("drafts/a.md", "drafts/a.md"),
            ("two words.md", "'two words.md'"),
            ("it's.md", "'it'\\''s.md'"),
            ("a;rm -rf ~\u{202e}'.md", "$'a;rm -rf ~\\u202e\\'.md'"),
            ("a\n$(b)", "$'a\\x0a$(b)'"),
            ("-x", "'-x'"),
            ("", "''"),
            ("å.md", "å.md"),
        ] {
            assert_eq!(quoted(word), shell);
        }
    }
}
