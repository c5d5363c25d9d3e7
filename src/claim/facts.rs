//! Facts: the values of facts files and the cells of tables, each with the words that say what it is of.
//!
//! ```text
//! defaults · timeout seconds: 30      subject: default    own: timeout    30 seconds
//! | Plan  | Price (SEK) |
//! | Basic | 490         |             subject: basic      own: price      490 SEK
//! ```
//! A unit stands with the value or among the words of its key or column. A word stands for itself, its stem in each language, and the
//! concepts and measures that it names, so that keys in one language are found by texts in another.

use super::context::{CONCEPTS, EMPTY, fold};
use super::{Analysis, Claim, ClaimKind, Feature, Form, Role};
use crate::grammar::{self, Context, Reading};
use crate::lexicon::{Class, Lexicon, Sense, id_hash};
use crate::source::{Block, BlockKind, Document, Metadata, Origin};
use crate::text::{self, ClassSet, Span, Token, TokenKind, stem};
use crate::value::{Days, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// Words that measure or bound a value, and say nothing of what it is of.
const UNITS: ClassSet = ClassSet::new(&[
    Class::Unit,
    Class::TimeUnit,
    Class::Currency,
    Class::CurrencySign,
    Class::Percent,
    Class::NumberSuffix,
    Class::Multiplier,
]);
const BOUNDS: ClassSet = ClassSet::new(&[Class::HedgeAtMost, Class::HedgeAtLeast]);

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
        let (figure, measured) = self.figure(value, &units)?;
        for (word, part) in subject.iter().map(|w| (w, OF_SUBJECT)).chain(own.iter().map(|w| (w, OF_KEY))) {
            if let Some(year) = word.year {
                period = Days::year(year);
            } else if !(word.bound || word.keys.is_empty() || word.unit && measured && part == OF_KEY) {
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
        let heads = found.heads.into_iter().flat_map(|(row, column)| [("row", row), ("column", column)].map(head));
        Some(Claim {
            attribute,
            period,
            // What kind of figure it is.
            roles: std::iter::once(Role { role: kind.0, value: value.clone(), span: found.value }).chain(heads).collect(),
            context: context.into(),
            ..Claim::new(ClaimKind::FACT, value, found.value, 0)
        })
    }

    /// The words of a name that say something.
    fn words(&self, name: &str) -> Vec<Word> {
        let block = Block { span: Span::new(0, name.len()), kind: BlockKind::Paragraph };
        let tokens = text::lex(name, &[block], self.lexicon);
        let symbols = |t: &Token| t.is_any(&UNITS);
        let kept = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Digits) || symbols(t));
        let mut words: Vec<Word> = Vec::new();
        let mut joined = false;
        for t in kept {
            match self.word(t) {
                // "Bookings per day": a unit behind a small word is no measure of the value.
                Some(word) if !(joined && word.unit) => {
                    words.push(word);
                    joined = false;
                }
                Some(_) => {}
                None => joined = true,
            }
        }
        // A measure ends the name: "timeout seconds", "price (SEK)"; "day rate" and "second bridge" have none.
        let measured = words.iter().rposition(|word| !word.unit).map_or(0, |last| last + 1);
        words.iter_mut().take(measured).for_each(|word| word.unit = false);
        words
    }

    fn word(&self, t: &Token) -> Option<Word> {
        let year = (t.kind == TokenKind::Digits && t.text.len() == YEAR).then(|| t.text.parse().ok()).flatten();
        let senses: Vec<Sense> = self.all.iter().flat_map(|l| l.senses(t.text)).chain(t.senses).copied().collect();
        let any = |classes: &ClassSet| senses.iter().any(|s| classes.has(s.class));
        let (unit, bound) = (any(&UNITS) || t.is_any(&UNITS), any(&BOUNDS));
        let mut keys = vec![fold(t.word)];
        if t.kind == TokenKind::Word {
            if !unit && !bound && (any(&EMPTY) || t.text.len() < 2) {
                return None;
            }
            keys.extend(self.all.iter().map(|l| fold(stem(&l.language, t))));
            keys.extend(senses.iter().filter(|s| CONCEPTS.has(s.class)).map(|s| fold(s.id)));
            keys.extend(self.all.iter().flat_map(|l| l.quantities().longest(&[t.word]).1).map(fold));
        }
        keys.sort_unstable();
        keys.dedup();
        Some(Word { text: t.text.to_owned(), keys, unit, bound, year })
    }

    /// The figure that is all of a value, and whether the units were read with it.
    fn figure(&self, value: &str, units: &[String]) -> Option<(Figure, bool)> {
        let alone = self.read(value);
        if units.is_empty() || alone.as_ref().is_some_and(|figure| figure.kind != ClaimKind::COUNT) {
            return alone.map(|figure| (figure, false));
        }
        let said = units.join(" ");
        // In keys "sek" and "mb" are written for "SEK" and "MB".
        let short = said.len() > 1 && said.len() < 5 && said.chars().all(char::is_lowercase);
        let upper = short.then(|| said.to_uppercase());
        let readings = upper.into_iter().chain([said]).map(|unit| format!("{value} {unit}"));
        let with_unit = readings.filter_map(|text| self.read(&text)).find(|figure| figure.kind == ClaimKind::FIGURE);
        with_unit.map(|figure| (figure, true)).or_else(|| alone.map(|figure| (figure, false)))
    }

    /// What a text says that is one figure, and plainly.
    fn read(&self, said: &str) -> Option<Figure> {
        self.with(said, |read| {
            let whole = read.mentions.iter().find(|m| m.first == 0 && m.end as usize == read.tokens.len())?;
            let (kind, attribute, value) = read.figure_of(whole, None, read.tokens.len())?;
            let hedged = matches!(&whole.reading, Reading::Amount(amount) if amount.hedged);
            let plain = read.form_of(whole) == Form::Plain && !hedged && !matches!(value, Value::Text(_));
            plain.then_some(Figure { kind, attribute, value })
        })
    }

    /// A text by itself, read as far as its mentions.
    fn with<T>(&self, said: &str, see: impl FnOnce(&Analysis) -> T) -> T {
        let text: Arc<str> = said.into();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let document = Document {
            name: String::new(),
            meta: Metadata::default(),
            text: text.clone(),
            blocks: vec![block],
            lost: Vec::new(),
            origin: Origin::Identity { skipped: 0 },
            raw: text,
        };
        let mut tokens = text::lex(&document.text, &document.blocks, self.lexicon);
        let sentences = text::sentences(&mut tokens);
        let context = Context { lexicon: self.lexicon, date: self.document.meta.date };
        let mentions = grammar::mentions(&tokens, &sentences, &context);
        let tags = vec![text::Tag::default(); tokens.len()];
        let (lexicon, entities) = (self.lexicon, Vec::new());
        see(&Analysis { document: &document, lexicon, tokens, tags, sentences, mentions, entities })
    }
}

/// A word of a name.
struct Word {
    text: String,
    /// All that a text may say for it.
    keys: Vec<u32>,
    unit: bool,
    bound: bool,
    /// The year that it is.
    year: Option<i16>,
}

struct Figure {
    kind: ClaimKind,
    attribute: u64,
    value: Value<crate::entity::EntityId>,
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
