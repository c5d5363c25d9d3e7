//! Language packs, compiled: which classes a word has. Nothing here reads text; the lexer asks.
//!
//! A language pack is one YAML file (`rules/lang/en.yaml`). Its words are looked up by the hash of their lower-case form;
//! entries of several words ("at least") are kept by their first word, longest first.

mod class;
mod function;
mod fused;
mod languages;
mod lines;
mod quantities;
mod schema;
mod units;
mod words;

pub use class::Class;
pub use languages::Languages;
pub use schema::{DateOrder, LanguageFile, NumberStyle, PathTerms, Payload, Words};
pub use units::{Unit, Units};

use fused::Fused;
use quantities::Quantities;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use words::{Chains, Word, collect};

/// The case in which an entry must be written to have a sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Any.
    Any,
    /// With a capital first letter.
    Capital,
    /// All in capitals.
    Upper,
    /// Exactly as a symbol is written ("Mb" is no "MB"), by [`exact_hash`].
    Exact(u32),
}

impl Case {
    /// Whether a word that is written so may have the sense.
    #[must_use]
    pub fn fits(self, text: &str, capital: bool, upper: bool) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => capital,
            Self::Upper => upper,
            Self::Exact(hash) => exact_hash(text) == hash,
        }
    }
}

/// One meaning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Its lexical class.
    pub class: Class,
    /// The case in which the word has this meaning.
    pub case: Case,
    /// The class's number (rank, factor, month …), 0 where it has none.
    pub value: i64,
    /// A hash of the class's id (unit, concept, office …), 0 where it has none. See [`id_hash`].
    pub id: u64,
}

/// What is longer, in bytes, is no compound: each of its ends would be looked up.
const LONGEST_COMPOUND: usize = 100;

/// The start of a word hash; feed bytes of the lower-case word to [`hash_byte`].
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of the word hash (FNV-1a, 64 bit: short, stable, and the same on every machine).
#[inline]
#[must_use]
pub const fn hash_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The hash by which words, and ids of concepts, units and offices, are compared, across languages and runs.
#[must_use]
pub const fn id_hash(id: &str) -> u64 {
    let bytes = id.as_bytes();
    let (mut hash, mut i) = (HASH_START, 0);
    while i < bytes.len() {
        hash = hash_byte(hash, bytes[i]);
        i += 1;
    }
    hash
}

/// The hash by which symbols are compared letter for letter.
#[must_use]
pub fn exact_hash(symbol: &str) -> u32 {
    let hash = id_hash(symbol);
    (hash ^ (hash >> 32)) as u32
}

/// An entry of several tokens: what must follow its first.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// Word hash, and whether it stands glued to what goes before.
    pub(crate) rest: Vec<(u64, bool)>,
    pub(crate) senses: Range<u32>,
}

/// What the lexicon has of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Entry<'a> {
    /// Its senses; none for an unknown word.
    pub(crate) senses: &'a [Sense],
    /// The bits of their classes ([`Class::bit`]).
    pub(crate) classes: u64,
    /// The longer entries that begin with it, longest first.
    pub(crate) phrases: &'a [Phrase],
}

#[derive(Debug, Clone, Default)]
struct Place {
    senses: Range<u32>,
    /// The bits of the classes of the senses.
    classes: u64,
    /// Index into `phrases` plus one; 0 for none.
    phrases: u32,
    /// A bit for each second word of the phrases: most words that follow begin none of them.
    seconds: u32,
}

/// The bit of a word in a set of second words.
const fn second_bit(word: u64) -> u32 {
    1 << (word >> 32 & 31)
}

/// A language pack, compiled.
#[derive(Debug)]
pub struct Lexicon {
    /// The language's tag.
    pub language: Arc<str>,
    /// How figures are written.
    pub numbers: NumberStyle,
    /// The order of day and month in figures.
    pub date_order: DateOrder,
    /// Whether the last part of a compound names the thing.
    pub compounds: bool,
    /// Whether the subject stands behind the verb where something else opens the sentence.
    pub verb_second: bool,
    genitive: Vec<String>,
    definite: Vec<String>,
    naming_keys: Vec<String>,
    paths: PathTerms,
    entries: FxHashMap<u64, Place>,
    senses: Vec<Sense>,
    phrases: Vec<Vec<Phrase>>,
    fused: Fused,
    concept_tails: FxHashMap<u64, Sense>,
    /// What packs add to the words of quantities, and all of them, compiled when a figure first asks.
    added_quantities: BTreeMap<String, Vec<String>>,
    quantities: OnceLock<Quantities>,
}

impl Lexicon {
    /// Compiles a language: the words that are built in for it, those of its file and of the files that packs add, and `shared` words
    /// that all languages have (unit symbols, currency codes).
    #[must_use]
    pub fn new(file: &LanguageFile, added: &[LanguageFile], shared: &[(String, Sense)]) -> Self {
        let mut words: Vec<Word> = shared.iter().map(|(w, sense)| Word::with(w, *sense)).collect();
        lines::words(&file.language, &mut words);
        for f in std::iter::once(file).chain(added) {
            for (class, entries) in &f.classes {
                collect(*class, entries, &mut words);
            }
        }
        let mut lexicon = Self {
            language: file.language.as_str().into(),
            numbers: file.numbers.clone(),
            date_order: file.date_order,
            compounds: file.compounds,
            verb_second: file.verb_second,
            genitive: file.genitive.clone(),
            definite: file.definite.clone(),
            naming_keys: std::iter::once(file).chain(added).flat_map(|f| f.naming_keys.iter().cloned()).collect(),
            paths: PathTerms::of(std::iter::once(file).chain(added)),
            entries: FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher),
            senses: Vec::with_capacity(words.len()),
            phrases: Vec::new(),
            fused: Fused::new(&file.numbers, &words),
            concept_tails: FxHashMap::default(),
            added_quantities: BTreeMap::new(),
            quantities: OnceLock::new(),
        };
        for (id, entries) in std::iter::once(file).chain(added).flat_map(|f| &f.quantities) {
            lexicon.added_quantities.entry(id.clone()).or_default().extend(entries.iter().cloned());
        }
        let chains = Chains::new(&words);
        for first in &chains.first {
            let from = lexicon.senses.len();
            let mut at = Some(*first);
            while let Some(nth) = at {
                let sense = words[nth as usize].sense;
                if lexicon.senses[from..].last() != Some(&sense) {
                    lexicon.senses.push(sense);
                }
                at = chains.next[nth as usize];
            }
            lexicon.insert(&words[*first as usize], from as u32..lexicon.senses.len() as u32);
        }
        for list in &mut lexicon.phrases {
            list.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        if file.compounds {
            let concept = |c| matches!(c, Class::Concept | Class::Event | Class::Statehood | Class::Member);
            for word in words.iter().filter(|w| concept(w.sense.class) && w.one_token) {
                lexicon.concept_tails.entry(word.hash).or_insert(word.sense);
            }
        }
        lexicon
    }

    fn insert(&mut self, word: &Word, senses: Range<u32>) {
        let classes = self.senses_of(&senses).iter().fold(0, |bits, s| bits | s.class.bit());
        if word.one_token {
            let e = self.entries.entry(word.hash).or_default();
            (e.senses, e.classes) = (senses, classes);
            return;
        }
        let parts = split_entry(&word.text);
        let Some(((first, _), rest)) = parts.split_first() else { return };
        let e = self.entries.entry(*first).or_default();
        let [(second, _), ..] = rest else {
            (e.senses, e.classes) = (senses, classes);
            return;
        };
        e.seconds |= second_bit(*second);
        if e.phrases == 0 {
            self.phrases.push(Vec::new());
            e.phrases = self.phrases.len() as u32;
        }
        self.phrases[e.phrases as usize - 1].push(Phrase { rest: rest.to_vec(), senses });
    }

    /// What there is of the word with this hash; with the hash of the word that follows it, only the phrases that may go on so.
    #[inline]
    pub(crate) fn look_up(&self, word: u64, next: Option<u64>) -> Entry<'_> {
        let Some(place) = self.entries.get(&word) else { return Entry::default() };
        let may_go_on = place.phrases > 0 && next.is_some_and(|next| place.seconds & second_bit(next) != 0);
        let phrases = if may_go_on { &self.phrases[place.phrases as usize - 1][..] } else { &[] };
        Entry { senses: self.senses_of(&place.senses), classes: place.classes, phrases }
    }

    #[inline]
    pub(crate) fn senses_of(&self, range: &Range<u32>) -> &[Sense] {
        self.senses.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// All senses of all words: what classes, values and ids the language has.
    pub(crate) fn all_senses(&self) -> &[Sense] {
        &self.senses
    }

    /// The senses of a word by its text; for packs and tests.
    #[must_use]
    pub fn senses(&self, word: &str) -> &[Sense] {
        self.look_up(id_hash(&word.to_lowercase()), None).senses
    }

    /// Whether the language has the word with this hash.
    pub(crate) fn knows(&self, word: u64) -> bool {
        self.entries.get(&word).is_some_and(|place| !place.senses.is_empty())
    }

    /// A number that is written as one word with others ("tjugoett", "Femårig").
    #[inline]
    pub(crate) fn fused(&self, word: &str) -> Option<Sense> {
        self.fused.read(word)
    }

    /// The concept that the last part of a compound names ("medlemsländer" → "länder"); `word` in lower case.
    #[must_use]
    pub fn compound_head(&self, word: &str) -> Option<Sense> {
        if !self.compounds || word.len() > LONGEST_COMPOUND {
            return None;
        }
        let starts: Vec<usize> = word.char_indices().map(|(i, _)| i).collect();
        (3..starts.len().saturating_sub(2)).find_map(|n| self.concept_tails.get(&id_hash(&word[starts[n]..])).copied())
    }

    /// Whether a word, or the last part of a compound ("tvisten", "handelstvisten"), is of a class; `word` in lower case.
    pub(crate) fn ends_as(&self, word: &str, class: Class) -> bool {
        let is = |tail: &str| self.look_up(id_hash(tail), None).senses.iter().any(|s| s.class == class);
        is(word) || self.compounds && word.len() <= LONGEST_COMPOUND && word.char_indices().skip(3).any(|(at, _)| is(&word[at..]))
    }

    /// Whether a key of a facts file is one under which stands what the keys beside it are about.
    #[must_use]
    pub fn names_thing(&self, key: &str) -> bool {
        self.naming_keys.iter().any(|known| known.eq_ignore_ascii_case(key))
    }

    /// What words say in and beside the paths of files.
    #[must_use]
    pub fn path_terms(&self) -> &PathTerms {
        &self.paths
    }

    /// Whether a noun's own ending makes it definite ("bron").
    #[must_use]
    pub fn is_definite(&self, noun: &str) -> bool {
        self.definite.iter().any(|ending| noun.len() > ending.len() + 1 && noun.ends_with(ending.as_str()))
    }

    /// The words that name what a figure measures.
    pub(crate) fn quantities(&self) -> &Quantities {
        self.quantities.get_or_init(|| Quantities::new(&self.language, &self.added_quantities))
    }

    /// The endings of the genitive.
    #[must_use]
    pub fn genitive(&self) -> &[String] {
        &self.genitive
    }
}

/// The hashes of the words of a text, as those of entries are split.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = u64> {
    split_entry(&text.to_lowercase()).into_iter().map(|(hash, _)| hash)
}

/// Splits an entry as the lexer splits text: word hash, and whether it stands glued to what goes before.
fn split_entry(entry: &str) -> Vec<(u64, bool)> {
    let mut parts = Vec::new();
    crate::text::scan(entry, 0..entry.len(), |raw| parts.push((raw.word, raw.glued && raw.span.start > 0)));
    parts
}
