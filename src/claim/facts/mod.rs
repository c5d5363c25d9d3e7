//! Facts: the values of facts files and the cells of tables, each with the words that say what it is of.
//!
//! ```text
//! defaults · timeout seconds: 30      subject: default    own: timeout    30 seconds
//! | Plan  | Price (SEK) |
//! | Basic | 490         |             subject: basic      own: price      490 SEK
//! ```
//! A unit stands with the value or among the words of its key or column. A word stands for itself, its stem in each language, and the
//! concepts and measures that it names, so that keys in one language are found by texts in another.

mod value;
mod words;

use super::context::fold;
use super::{Claim, ClaimKind, Feature, Role};
use crate::lexicon::{Class, Lexicon, id_hash};
use crate::source::{Block, BlockKind, Document};
use crate::text::Span;
use crate::value::{Days, Value};
use std::collections::BTreeMap;
use value::Figure;
use words::Word;

/// The most facts of a document: more cells are data, of which nobody writes one by one.
const MOST: usize = 20_000;
/// What more words name is no fact that a sentence could tell.
const MOST_WORDS: usize = 16;
/// The longest value, in bytes.
const LONGEST: usize = 80;
/// More columns are a matrix.
const MOST_COLUMNS: u16 = 40;
/// Letters that may stand with the digits of a figure: its unit.
const UNIT_LETTERS: usize = 6;

/// What a word of a fact is to it ([`Feature::weight`] of its context; [`Feature::offset`] numbers the words).
pub(crate) const OF_SUBJECT: u8 = 1;
/// A word of its own key or column.
pub(crate) const OF_KEY: u8 = 2;
/// The whole key as it stands in the file.
pub(crate) const KEY: u8 = 3;
/// A word of what the whole file is about, which may stand beside any of its facts.
pub(crate) const ABOUT: u8 = 4;

/// The unit of a value that stands among the words of its key or head, as one would write it behind the value.
pub(crate) const FACT_UNIT: u64 = id_hash("unit");

/// A value before its words are looked up.
struct Found<'a> {
    subject: String,
    /// Its own key or column.
    own: &'a str,
    /// The key as the file has it.
    key: Option<&'a str>,
    value: Span,
    /// The cells that name its row and its column.
    heads: Option<(Span, Span)>,
}

/// The facts of a document that is read with these words; `all` are those of every language.
#[must_use]
pub fn facts(document: &Document, lexicon: &Lexicon, all: &[&Lexicon]) -> Vec<Claim> {
    let reader = Reader { document, lexicon, all };
    let mut claims = Vec::new();
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        match block.kind {
            BlockKind::Fact { own, key } => {
                claims.extend(reader.keyed(block, own, own + u32::from(key)));
                at += 1;
            }
            BlockKind::Cell { .. } => {
                let end = table_end(&document.blocks, at);
                reader.table(document.blocks.get(at..end).unwrap_or_default(), &mut claims);
                at = end.max(at + 1);
            }
            _ => at += 1,
        }
        if claims.len() >= MOST {
            break;
        }
    }
    claims.truncate(MOST);
    claims
}

struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    all: &'a [&'a Lexicon],
}

impl Reader<'_> {
    fn keyed(&self, block: &Block, own: u32, value: u32) -> Vec<Claim> {
        let text = block.span.of(&self.document.text);
        let (own_at, value_at) = (own as usize, value as usize);
        let subject = text.get(..own_at).unwrap_or_default().trim_end_matches([' ', '·']).to_owned();
        let key_span = Span::new(block.span.start as usize + own_at, block.span.start as usize + value_at.saturating_sub(2));
        let key = self.document.raw.get(self.document.file_range(key_span));
        let own = text.get(own_at..value_at).unwrap_or_default().trim_end_matches([' ', ':']);
        let value = Span::new(block.span.start as usize + value_at, block.span.end as usize);
        self.claims(&Found { subject, own, key, value, heads: None })
    }

    /// The facts of a table: the first columns, as far as they hold no figures, say what a row is about.
    fn table(&self, cells: &[Block], out: &mut Vec<Claim>) {
        let mut rows: BTreeMap<u32, BTreeMap<u16, Span>> = BTreeMap::new();
        for cell in cells {
            if let BlockKind::Cell { row, column } = cell.kind {
                if column > MOST_COLUMNS {
                    return;
                }
                // Of a cell of several paragraphs nothing is read.
                let text = rows.entry(row).or_default();
                let several = text.contains_key(&column);
                text.insert(column, if several { Span::default() } else { cell.span });
            }
        }
        let text = |span: Span| span.of(&self.document.text).trim();
        let Some((_, heads)) = rows.pop_first() else { return };
        let columns = heads.keys().next_back().map_or(0, |last| last + 1);
        let names = |column: &u16| {
            let mut filled = rows.values().filter_map(|row| row.get(column)).map(|span| text(*span)).peekable();
            let year = |cell: &str| cell.len() == YEAR && cell.bytes().all(|b| b.is_ascii_digit());
            filled.peek().is_some() && filled.all(|cell| !is_figure(cell) || *column == 0 && year(cell))
        };
        let keys: Vec<u16> = (0..columns).take_while(names).collect();
        if keys.is_empty() || heads.values().any(|head| is_figure(text(*head)) && text(*head).len() != YEAR) {
            return;
        }
        for row in rows.values() {
            let subject: Vec<&str> = keys.iter().filter_map(|key| row.get(key)).map(|span| text(*span)).collect();
            let subject = subject.join(" · ");
            for (column, value) in row.iter().filter(|(column, value)| !keys.contains(column) && is_figure(text(**value))) {
                let Some(head) = heads.get(column) else { continue };
                let named = keys.iter().find_map(|key| row.get(key)).map(|first| (*first, *head));
                let found = Found { subject: subject.clone(), own: text(*head), key: None, value: *value, heads: named };
                out.extend(self.claims(&found));
                if out.len() >= MOST {
                    return;
                }
            }
        }
    }

    /// The claims of a value, one for each wording of its key.
    fn claims(&self, found: &Found) -> Vec<Claim> {
        let means = &self.document.meta.facts;
        let whole = || format!("{} {}", found.subject, found.own);
        let wordings = means.of(found.own).map(<[String]>::to_vec).or_else(|| means.of(&whole()).map(<[String]>::to_vec));
        let wordings = wordings.unwrap_or_else(|| vec![found.own.to_owned()]);
        wordings.iter().filter_map(|own| self.version(found, own).or_else(|| self.claim(found, own))).collect()
    }

    /// The version that a key says is that of a program.
    fn version(&self, found: &Found, own: &str) -> Option<Claim> {
        let number = found.value.of(&self.document.text).trim();
        let parts: Vec<&str> = number.split('.').collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_version = |l: &&Lexicon| l.senses(own).iter().any(|sense| sense.class == Class::VersionWord);
        let told = parts.len() > 1 && parts.iter().all(digits) && self.all.iter().any(is_version) && !found.subject.is_empty();
        told.then(|| self.with(&found.subject, |subject| subject.told_version(parts, found.value)))
    }

    fn claim(&self, found: &Found, own: &str) -> Option<Claim> {
        let value = found.value.of(&self.document.text).trim();
        if value.is_empty() || value.len() > LONGEST || found.subject.is_empty() && own.is_empty() {
            return None;
        }
        let mut context = Vec::new();
        let (mut count, mut period) = (0, None);
        let subject = self.words(&found.subject);
        let own = self.words(own);
        // A unit among the words of the key belongs to the value, as long as the two can be read together; what a key means says nothing
        // of its unit.
        let of_key = self.words(found.own);
        let units = |words: &[Word]| words.iter().filter(|word| word.unit).map(|word| word.text.clone()).collect::<Vec<_>>();
        let units = Some(units(&own)).filter(|units| !units.is_empty()).unwrap_or_else(|| units(&of_key));
        let (figure, unit) = self.figure(value, &units)?;
        for (word, part) in subject.iter().map(|w| (w, OF_SUBJECT)).chain(own.iter().map(|w| (w, OF_KEY))) {
            if let Some(year) = word.year {
                period = Days::year(year);
            } else if !(word.bound || word.keys.is_empty() || word.unit && unit.is_some() && part == OF_KEY) {
                let offset = i8::try_from(count).ok()?;
                context.extend(word.keys.iter().map(|hash| Feature { hash: *hash, weight: part, offset }));
                count += 1;
            }
        }
        if count == 0 || count > MOST_WORDS {
            return None;
        }
        if let Some(key) = found.key {
            context.push(Feature { hash: fold(id_hash(&key.trim().to_lowercase())), weight: KEY, offset: -1 });
        }
        let about = self.document.meta.facts.about.as_deref().map(|about| self.words(about)).unwrap_or_default();
        context.extend(about.iter().flat_map(|word| &word.keys).map(|hash| Feature { hash: *hash, weight: ABOUT, offset: -1 }));
        let Figure { kind, attribute, value } = figure;
        let head = |(name, span)| Role { role: id_hash(name), value: Value::Text(String::new()), span };
        let unit = unit.map(|unit| Role { role: FACT_UNIT, value: Value::Text(unit), span: found.value });
        let heads = found.heads.into_iter().flat_map(|(row, column)| [("row", row), ("column", column)].map(head));
        Some(Claim {
            attribute,
            period,
            // What kind of figure it is.
            roles: std::iter::once(Role { role: kind.0, value: value.clone(), span: found.value })
                .chain(heads)
                .chain(unit)
                .collect(),
            context: context.into(),
            ..Claim::new(ClaimKind::FACT, value, found.value, 0)
        })
    }
}

/// A year has so many digits.
const YEAR: usize = 4;

/// Whether a cell holds a figure: digits, with no more letters than a unit or a month has.
fn is_figure(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    cell.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric() || letters <= UNIT_LETTERS)
        && cell.contains(|c: char| c.is_ascii_digit())
        && letters <= UNIT_LETTERS + UNIT_LETTERS
}

/// Where the table ends that begins at a block.
fn table_end(blocks: &[Block], at: usize) -> usize {
    let mut before = None;
    let mut end = at;
    while let Some(place) = blocks.get(end).and_then(|b| b.kind.place()) {
        if before.is_some_and(|before| place < before) {
            break;
        }
        before = Some(place);
        end += 1;
    }
    end
}
