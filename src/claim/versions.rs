//! Versions of programs: which one is the latest, and which is the oldest that will do.
//!
//! ```text
//! latest = latest , version , [ "of" ] , name , ( copula | ":" | "," ) , [ version ] , number
//!        | name , [ version ] , number , ( "," | "(" | copula ) , article , latest , version
//!        | name , "'s" , latest , version , copula , [ version ] , number
//! oldest = ( needs | at least ) , name , [ version ] , number        ("requires Python 3.10")
//!        | name , [ version ] , number , ( or more | "+" )           ("Python 3.9 or later")
//! ```
//! What a program needs differs from program to program, so that the oldest one is compared within one folder; a text that gives more than
//! two tells how it changed.

use super::{Analysis, Claim, ClaimKind};
use crate::clause::Key;
use crate::lexicon::{Class, id_hash};
use crate::source::BlockKind;
use crate::text::{Span, Tag, TokenKind};
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A number has so many parts at least: "version 2" is every 2.x.
const PARTS: usize = 2;
/// A version that a text says is the oldest to do is told by so many parts; the third one mends it.
const TELLING: usize = 2;
/// A name is no longer than this, in words.
const NAME: usize = 3;
/// More values of one thing are its history.
const MOST_VALUES: usize = 2;
/// A program is named so near to the word that says it is needed.
const LONGEST: usize = 12;
/// Between "latest" and its noun, and between a noun and what is said of it.
const NEAR: usize = 3;

/// A version as written: its tokens, and the tokens of the name before it, if there is one.
struct Version {
    number: Range<usize>,
    /// With the word "version" before it.
    whole: Range<usize>,
    name: Option<Range<usize>>,
}

impl Analysis<'_> {
    /// All that is said of versions.
    pub(super) fn versions(&self, out: &mut Vec<Claim>) {
        let mut found = Vec::new();
        for index in 0..self.sentences.len() {
            let sentence = self.sentence(index);
            for version in self.versions_in(&sentence) {
                found.extend(self.latest(&sentence, &version, index));
                found.extend(self.oldest(&sentence, &version, index));
            }
        }
        without_history(&mut found);
        out.append(&mut found);
    }

    fn versions_in(&self, sentence: &Range<usize>) -> Vec<Version> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let digits = |i: usize| i < sentence.end && self.tokens[i].kind == TokenKind::Digits;
            let free = !self.tokens[at].glued || at > sentence.start && matches!(self.tokens[at - 1].text, "v" | "V" | "(");
            let mut end = at + 1;
            while digits(at)
                && digits(end + 1)
                && self.tokens[end].is_punct('.')
                && self.tokens[end].glued
                && self.tokens[end + 1].glued
            {
                end += 2;
            }
            // "1.2-rc1", "1.2.x" and "1.2/3" are others.
            let plus = self.tokens.get(end).is_some_and(|t| t.glued && t.is_punct('+'));
            let goes_on = end < sentence.end && self.tokens[end].glued && !plus && !self.closes(end);
            if digits(at) && free && (end - at).div_ceil(2) >= PARTS && !goes_on {
                let mut start = at;
                while start > sentence.start
                    && (self.tokens[start - 1].is(Class::VersionWord) || matches!(self.tokens[start - 1].text, "v" | "V"))
                {
                    start -= 1;
                }
                found.push(Version { number: at..end, whole: start..end, name: self.name_before(sentence.start, start) });
            }
            at = end;
        }
        found
    }

    fn closes(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, TokenKind::Punct('.' | ',' | ';' | ':' | ')' | '!' | '?' | '”' | '"'))
            && self.tokens.get(at + 1).is_none_or(|t| !t.glued || t.kind != TokenKind::Digits && !t.is_word())
    }

    /// The name that ends before a token.
    fn name_before(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let named = |i: &usize| {
            let t = &self.tokens[*i];
            t.is_word()
                && t.capital
                && !t.is(Class::VersionWord)
                && !t.is(Class::Needs)
                && !t.is(Class::Latest)
                && !t.is(Class::DefiniteArticle)
        };
        let first = (start..end).rev().take_while(named).take(NAME).last()?;
        // "Install Noter 1.3": a verb that begins a sentence has a capital too.
        let verb = self.tokens[first].starts_sentence && end - first > 1 && !matches!(self.tags[first], Tag::Name | Tag::Noun);
        Some(first + usize::from(verb)..end)
    }

    fn latest(&self, sentence: &Range<usize>, version: &Version, index: usize) -> Option<Claim> {
        let name = self.latest_of(sentence, version)?;
        let value = self.version_number(version, usize::MAX);
        Some(self.of_version("latest", self.name_of(&name).0, value, version, index))
    }

    /// The name of what a version is said to be the latest of.
    fn latest_of(&self, sentence: &Range<usize>, version: &Version) -> Option<Range<usize>> {
        let latest_before = |end: usize| {
            let noun = (sentence.start..end).rev().take(NEAR).find(|i| self.tokens[*i].is(Class::VersionWord))?;
            (sentence.start..noun).rev().take(NEAR).find(|i| self.tokens[*i].is(Class::Latest)).map(|latest| (latest, noun))
        };
        // "Noter 1.3, the latest release", "Noter 1.3 is the current version".
        if let Some(name) = &version.name {
            let joins = |t: &crate::text::Token| t.is_punct(',') || t.is_punct('(') || t.value(Class::Copula).is_some();
            let at = version.whole.end;
            let joined = self.tokens.get(at).filter(|_| at < sentence.end).is_some_and(joins);
            let latest = (at + 1..sentence.end).take(NEAR).find(|i| self.tokens[*i].is(Class::Latest));
            let noun = latest.is_some_and(|l| (l + 1..sentence.end).take(2).any(|i| self.tokens[i].is(Class::VersionWord)));
            // "… the latest release of the old line"
            let ends = latest.is_some_and(|l| !(l + 1..sentence.end).take(NEAR + 1).any(|i| self.tokens[i].is(Class::Of)));
            return (joined && noun && ends).then(|| name.clone());
        }
        let said = version.whole.start.checked_sub(1).filter(|i| *i > sentence.start)?;
        let copula = self.tokens[said].value(Class::Copula).is_some() || self.tokens[said].is_punct(':');
        if !copula || self.is_denied(sentence, said) {
            return None;
        }
        if let Some(name) = self.name_before(sentence.start, said) {
            let of = name.start.checked_sub(1).filter(|i| *i > sentence.start && self.tokens[*i].is(Class::Of))?;
            return latest_before(of).filter(|(_, noun)| noun + 1 == of).map(|_| name);
        }
        // "Noter's latest release is 1.3"
        let (latest, noun) = latest_before(said).filter(|(_, noun)| noun + 1 == said)?;
        let genitive = latest.checked_sub(1).filter(|i| *i > sentence.start && self.tokens[*i].text.starts_with(['\'', '’']));
        let end = genitive.unwrap_or(latest);
        (noun > latest).then(|| self.name_before(sentence.start, end)).flatten()
    }

    fn is_denied(&self, sentence: &Range<usize>, at: usize) -> bool {
        let open = [Class::Negator, Class::Conditional, Class::Modal, Class::Former];
        (sentence.start..(at + NEAR).min(sentence.end)).any(|i| open.iter().any(|c| self.tokens[i].is(*c)))
    }

    fn oldest(&self, sentence: &Range<usize>, version: &Version, index: usize) -> Option<Claim> {
        let name = version.name.clone()?;
        let at = version.whole.end;
        let after = self.tokens.get(at).filter(|_| at < sentence.end);
        let more = after.is_some_and(|t| t.glued && t.is_punct('+'))
            || (at..sentence.end).take(NEAR).any(|i| self.tokens[i].is(Class::OrNewer));
        let told = |most: usize| (sentence.start..name.start).rev().take(most).any(|i| self.tokens[i].is(Class::Needs));
        let (needed, more) = (told(2), more && told(LONGEST));
        let between = after
            .is_some_and(|t| t.is(Class::RangeTo) || t.is_punct('–') || t.is_punct('-') || t.is(Class::And) || t.is(Class::Or));
        if !(more || needed) || !self.in_paragraph(sentence) || between || self.is_denied(sentence, at.saturating_sub(1)) {
            return None;
        }
        // Of this project only.
        let own = folder(&self.document.name);
        let value = self.version_number(version, TELLING);
        Some(self.of_version("oldest", self.name_of(&name).0 ^ own, value, version, index))
    }

    /// Whether a sentence is running text: lists and tables tell of what is needed in several cases, or when it changed.
    pub(super) fn in_paragraph(&self, sentence: &Range<usize>) -> bool {
        let blocks = &self.document.blocks;
        let start = self.tokens[sentence.start].span.start;
        let block = blocks.partition_point(|b| b.span.start <= start).checked_sub(1).and_then(|at| blocks.get(at));
        block.is_some_and(|b| b.kind == BlockKind::Paragraph)
    }

    fn of_version(&self, what: &str, subject: u64, value: String, version: &Version, index: usize) -> Claim {
        let first = version.name.as_ref().map_or(version.whole.start, |name| name.start);
        Claim {
            subject,
            attribute: u64::from(Key::of(id_hash(what)).0),
            ..Claim::new(ClaimKind::VERSION, Value::Text(value), self.span(first..version.number.end), index as u32)
        }
    }

    /// A version's first parts, without zeros at its end: 3.10 and 3.10.0 are one.
    fn version_number(&self, version: &Version, parts: usize) -> String {
        let digits = self.tokens[version.number.clone()].iter().filter(|t| t.kind == TokenKind::Digits);
        joined(digits.map(|t| t.text).take(parts).collect())
    }

    /// The latest version of what is named by all of this text, as something else tells it.
    pub(super) fn told_version(&self, parts: Vec<&str>, span: Span) -> Claim {
        Claim {
            subject: self.name_of(&(0..self.tokens.len())).0,
            attribute: u64::from(Key::of(id_hash("latest")).0),
            ..Claim::new(ClaimKind::VERSION, Value::Text(joined(parts)), span, 0)
        }
    }
}

/// A version of these parts, without zeros at its end.
fn joined(mut parts: Vec<&str>) -> String {
    while parts.len() > TELLING && parts.last().is_some_and(|part| part.bytes().all(|b| b == b'0')) {
        parts.pop();
    }
    parts.join(".")
}

/// Leaves out what a text gives more than two values for.
pub(super) fn without_history(found: &mut Vec<Claim>) {
    let said = |claim: &Claim| match &claim.value {
        Value::Text(text) => text.clone(),
        Value::Number(range) => range.to_string(),
        _ => String::new(),
    };
    let mut values: BTreeMap<(u64, u64), BTreeSet<String>> = BTreeMap::new();
    for claim in &*found {
        values.entry((claim.subject, claim.attribute)).or_default().insert(said(claim));
    }
    found.retain(|claim| values.get(&(claim.subject, claim.attribute)).is_some_and(|v| v.len() <= MOST_VALUES));
}

/// The folder of a document, by a hash.
pub(super) fn folder(name: &str) -> u64 {
    id_hash(name.rfind(['/', '\\']).map_or("", |end| &name[..end]))
}
