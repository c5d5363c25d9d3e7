//! What can be done about a finding: a spelling that counts, the source's own words, settling it, having it explained.

use super::{
    Client, checked,
    commands::{EXPLAIN, SETTLE, Settle},
    desk::Desk,
};
use crate::{
    check::Finding,
    config::Choice,
    fix::Fixing,
    pack::{Check, On},
    pipeline::Engine,
    report::{clean::clean, support::Row},
    source::{Document, Format},
};
use lsp_types::{Range, TextEdit, Uri};
use serde_json::{Value, json};
use std::ops;

/// The longest words of a source that are offered.
const LONGEST: usize = 80;

/// What a text's place and its edits are said by.
struct Offers<'a> {
    desk: &'a Desk,
    engine: &'a Engine,
    uri: &'a Uri,
    text: &'a str,
    lines: super::position::Lines,
    client: Client,
}

/// What can be done about the findings in a range of a text.
pub(super) fn offered(desk: &Desk, uri: &Uri, range: Range, client: Client) -> Vec<Value> {
    let Some(((engine, _), (text, lines))) = desk.by().zip(desk.lines(client.encoding)) else { return Vec::new() };
    let bytes = lines.bytes(text, range);
    let meets = |place: &ops::Range<usize>| place.start <= bytes.end && bytes.start <= place.end;
    let offers = Offers { desk, engine, uri, text, lines, client };
    let kind = |kind| engine.kind(kind);
    let table = desk.table(&kind);
    let mut actions: Vec<Value> = Vec::new();
    let rows = table.rows();
    let contradicted =
        rows.iter().filter(|row| row.place.nth == desk.own && !row.disputed && meets(&(row.place.start..row.place.end)));
    actions.extend(contradicted.filter_map(|row| offers.said_so(row)));
    for finding in &desk.verdicts.open {
        let Some(place) = checked::place(desk, finding).filter(meets) else { continue };
        actions.extend(offers.spellings(finding));
        actions.extend(offers.mark(finding, &place));
        actions.extend(offers.settle(finding));
        actions.push(json!({
            "title": format!("Explain {}", clean(&finding.rule)),
            "kind": "quickfix",
            "command": {"title": "Explain", "command": EXPLAIN, "arguments": [finding.rule]},
        }));
    }
    // Several findings of a rule are explained at once.
    let mut once: Vec<Value> = Vec::with_capacity(actions.len());
    for action in actions {
        if !once.contains(&action) {
            once.push(action);
        }
    }
    once
}

impl Offers<'_> {
    fn change(&self, title: &str, edits: &[(ops::Range<usize>, String)]) -> Value {
        let edit = |(bytes, new): &(ops::Range<usize>, String)| TextEdit {
            range: self.lines.range(self.text, bytes.clone()),
            new_text: new.clone(),
        };
        let edits: Vec<TextEdit> = edits.iter().map(edit).collect();
        let mut changes = serde_json::Map::new();
        changes.insert(self.uri.as_str().to_owned(), json!(edits));
        json!({"title": title, "kind": "quickfix", "edit": {"changes": changes}})
    }

    /// The words of the source that contradicts a claim, in its place. Who is right is the writer's to say.
    fn said_so(&self, row: &Row) -> Option<Value> {
        let theirs = &row.conflict.as_ref().filter(|conflict| conflict.place.nth != self.desk.own)?.place;
        let plain = theirs.text.len() <= LONGEST && !theirs.text.contains(['\n', '<', '&', '*', '_', '`']);
        if !plain || theirs.text == row.place.text || theirs.text.is_empty() {
            return None;
        }
        let title = format!("Write “{}”, as {}:{} says", clean(theirs.text), clean(theirs.document), theirs.line);
        Some(self.change(&title, &[(row.place.start..row.place.end, theirs.text.to_owned())]))
    }

    /// The spellings of a name that a finding is about: each of them for all places of the text.
    fn spellings(&self, finding: &Finding) -> Vec<Value> {
        let rule = self.engine.packs().rules.get(&finding.rule);
        if !rule.is_some_and(|rule| matches!(&rule.check, Check::Agree(agree) if agree.on == On::Spelling)) {
            return Vec::new();
        }
        let texts = self.desk.texts();
        let of = |document: u32| texts.documents.get(document as usize);
        let mut spellings: Vec<&str> = Vec::new();
        for evidence in &finding.evidence {
            let spelling = of(evidence.document).map_or("", |document| evidence.span.of(&document.text));
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        let documents = |run: &crate::job::Run| run.documents.iter().map(|(document, _)| *document).collect();
        let together: Vec<Vec<u32>> = self.desk.job.runs.iter().map(documents).collect();
        let choices = |right: &&str| {
            let others = spellings.iter().filter(|other| *other != right);
            others.filter_map(|other| format!("{other}={right}").parse().ok()).collect()
        };
        let choices: Vec<Vec<Choice>> = spellings.iter().map(choices).collect();
        let words = |document: &Document| self.engine.lexicon(document);
        let offered = spellings.iter().zip(&choices).filter_map(|(right, choices)| {
            let edits = Fixing { texts, together: &together, words: &words, choices }.edits(&[finding]);
            let edits: Vec<_> = edits.of(self.desk.own).iter().map(|edit| (edit.range.clone(), edit.word.clone())).collect();
            (!edits.is_empty()).then(|| self.change(&format!("Spell it “{}” in this text", clean(right)), &edits))
        });
        offered.collect()
    }

    /// A mark behind the place, for the writer to say why: without a reason it settles nothing, and is told.
    fn mark(&self, finding: &Finding, place: &ops::Range<usize>) -> Option<Value> {
        let file = self.desk.job.loaded.files.get(self.desk.own as usize)?;
        let end = match Format::of(file)? {
            Format::Markdown => place.end + self.text.get(place.end..)?.find(['\n', '\r']).unwrap_or(self.text.len() - place.end),
            Format::Html => place.end,
            _ => return None,
        };
        let space = if self.text.get(..end).is_some_and(|before| before.ends_with(' ')) { "" } else { " " };
        let mark = format!("{space}<!-- factlint: ok {}: -->", finding.rule);
        Some(self.change("Settle it here: write the reason into the mark", &[(end..end, mark)]))
    }

    /// An entry in the file of settled findings, where the editor asks for the reason.
    fn settle(&self, finding: &Finding) -> Option<Value> {
        let has_file = self.desk.folder.setup.as_ref().is_ok_and(|setup| setup.settled.is_some());
        if !self.client.asks || !has_file {
            return None;
        }
        let given = Settle { uri: self.uri.clone(), key: self.desk.texts().key(finding).digits(), reason: String::new() };
        Some(json!({
            "title": "Settle it, with a reason",
            "kind": "quickfix",
            "command": {"title": "Settle", "command": SETTLE, "arguments": [given]},
        }))
    }
}
