//! Which patterns are worth a try in a sentence: those of whose needs one key each is there.

use crate::claim::Analysis;
use crate::grammar::{Kind, Reading};
use crate::lexicon::id_hash;
use crate::pack::pattern::CaptureKind;
use crate::pack::pattern::program::{Key, Narrow, fits, start};
use crate::text::{ClassSet, stem};
use rustc_hash::FxHashMap;

/// The patterns by what they need.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of each key.
    words: FxHashMap<u64, u32>,
    stems: FxHashMap<u64, u32>,
    /// By class: what narrows it, and the key's number.
    classes: Vec<Vec<(Option<Narrow>, u32)>>,
    /// The classes of which there are keys.
    keyed: ClassSet,
    kinds: Vec<(CaptureKind, u32)>,
    entity: Option<u32>,
    /// Which first two letters begin a stem; all others need no stemmer.
    starts: Starts,
    /// By key: the patterns that it anchors.
    anchored: Vec<Vec<u32>>,
    /// By pattern: of each clause one key must be there.
    needs: Vec<Box<[Box<[u32]>]>>,
    /// Every pattern needs a mention of the grammar.
    mentions_only: bool,
}

/// A set of pairs of letters.
#[derive(Debug)]
struct Starts(Box<[u64; 1024]>);

impl Default for Starts {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl Starts {
    fn insert(&mut self, pair: [u8; 2]) {
        let pair = usize::from(pair[0]) << 8 | usize::from(pair[1]);
        self.0[pair >> 6] |= 1 << (pair & 63);
    }

    fn has(&self, word: &str) -> bool {
        let pair = start(word);
        let pair = usize::from(pair[0]) << 8 | usize::from(pair[1]);
        self.0[pair >> 6] & 1 << (pair & 63) != 0
    }
}

impl Index {
    pub(super) fn new<'p>(needs: impl Iterator<Item = &'p [Box<[Key]>]>) -> Self {
        let mut index = Self::default();
        let mut keys: FxHashMap<Key, u32> = FxHashMap::default();
        index.mentions_only = true;
        for (nth, clauses) in needs.enumerate() {
            let mention = |k: &Key| matches!(k, Key::Kind(kind) if !kind.without_mentions());
            index.mentions_only &= clauses.iter().any(|clause| clause.iter().all(mention));
            let mut numbered = Vec::new();
            for clause in clauses {
                let numbers = clause.iter().map(|key| {
                    let next = keys.len() as u32;
                    *keys.entry(*key).or_insert(next)
                });
                numbered.push(numbers.collect::<Box<[u32]>>());
            }
            index.anchored.resize_with(keys.len(), Vec::new);
            for key in numbered.first().into_iter().flatten() {
                index.anchored[*key as usize].push(nth as u32);
            }
            index.needs.push(numbered.into());
        }
        for (key, number) in keys {
            index.note(key, number);
        }
        index
    }

    fn note(&mut self, key: Key, number: u32) {
        match key {
            Key::Word(word) => drop(self.words.insert(word, number)),
            Key::Stem(stem, start) => {
                self.starts.insert(start);
                self.stems.insert(stem, number);
            }
            Key::Class(class, narrow) => {
                self.keyed.insert(class);
                let at = class as usize;
                if self.classes.len() <= at {
                    self.classes.resize_with(at + 1, Vec::new);
                }
                self.classes[at].push((narrow, number));
            }
            Key::Kind(kind) => self.kinds.push((kind, number)),
            Key::Entity => self.entity = Some(number),
        }
    }
}

/// Which keys a sentence has; kept from sentence to sentence so that nothing is allocated.
pub(super) struct Presence {
    has: Vec<bool>,
    found: Vec<u32>,
    candidates: Vec<u32>,
    mention: usize,
    entity: usize,
}

impl Presence {
    pub(super) fn new(index: &Index) -> Self {
        Self { has: vec![false; index.anchored.len()], found: Vec::new(), candidates: Vec::new(), mention: 0, entity: 0 }
    }

    fn note(&mut self, key: u32) {
        if let Some(has @ false) = self.has.get_mut(key as usize) {
            *has = true;
            self.found.push(key);
        }
    }

    /// The patterns worth a try, in order. Sentences are asked for in their order.
    pub(super) fn candidates(&mut self, index: &Index, analysis: &Analysis, number: usize) -> &[u32] {
        for key in self.found.drain(..) {
            self.has[key as usize] = false;
        }
        self.candidates.clear();
        let sentence = analysis.sentence(number);
        let mentions = self.mention;
        while analysis.mentions.get(self.mention).is_some_and(|m| (m.first as usize) < sentence.end) {
            self.mention += 1;
        }
        if index.mentions_only && mentions == self.mention {
            return &[];
        }
        for mention in &analysis.mentions[mentions..self.mention] {
            for (kind, key) in &index.kinds {
                if may_capture(*kind, mention.kind, &mention.reading) {
                    self.note(*key);
                }
            }
        }
        while let Some(entity) = analysis.entities.get(self.entity).filter(|e| (e.tokens.start as usize) < sentence.end) {
            self.entity += 1;
            if let Some(key) = index.entity.filter(|_| entity.tokens.start as usize >= sentence.start) {
                self.note(key);
            }
        }
        for t in &analysis.tokens[sentence] {
            if let Some(key) = index.words.get(&t.word) {
                self.note(*key);
            }
            if t.is_word()
                && index.starts.has(t.text)
                && let Some(key) = index.stems.get(&stem(&analysis.lexicon.language, t))
            {
                self.note(*key);
            }
            if !t.may_be_any(&index.keyed) {
                continue;
            }
            for s in t.senses.iter().chain(&t.fused) {
                for (narrow, key) in index.classes.get(s.class as usize).into_iter().flatten() {
                    if fits(*narrow, s.value, s.id) {
                        self.note(*key);
                    }
                }
            }
        }
        for at in 0..self.found.len() {
            for pattern in &index.anchored[self.found[at] as usize] {
                let there = |clause: &[u32]| clause.iter().any(|key| self.has[*key as usize]);
                if index.needs[*pattern as usize].iter().all(|clause| there(clause)) {
                    self.candidates.push(*pattern);
                }
            }
        }
        self.candidates.sort_unstable();
        self.candidates.dedup();
        &self.candidates
    }
}

/// Whether a mention may be captured as this kind.
pub(super) fn may_capture(kind: CaptureKind, mention: Kind, reading: &Reading) -> bool {
    let unit = if let Reading::Amount(amount) = reading { amount.unit } else { 0 };
    match kind {
        CaptureKind::Number => mention == Kind::Number,
        CaptureKind::Count => mention == Kind::Number && matches!(reading, Reading::Amount(amount) if amount.figure.is_integer()),
        CaptureKind::Percent => mention == Kind::Percent && unit == 0,
        CaptureKind::Points => mention == Kind::Percent && unit == id_hash("percentage-point"),
        CaptureKind::Currency => mention == Kind::Currency,
        CaptureKind::Dimension => mention == Kind::Dimension,
        CaptureKind::Age => mention == Kind::Age,
        CaptureKind::Temperature => mention == Kind::Temperature,
        CaptureKind::Amount => matches!(
            mention,
            Kind::Number | Kind::Percent | Kind::Currency | Kind::Dimension | Kind::Age | Kind::Temperature | Kind::Duration
        ),
        CaptureKind::Ordinal => mention == Kind::Ordinal,
        CaptureKind::Date => matches!(mention, Kind::Date | Kind::DateRange),
        CaptureKind::Year => matches!(mention, Kind::Date | Kind::DateRange | Kind::Number),
        CaptureKind::DateRange => mention == Kind::DateRange,
        CaptureKind::Duration => mention == Kind::Duration,
        CaptureKind::Ago => matches!(reading, Reading::Days { length: Some(_), .. }),
        CaptureKind::Time => mention == Kind::Time,
        CaptureKind::List => mention == Kind::List,
        CaptureKind::Quote => mention == Kind::Quote,
        CaptureKind::Name
        | CaptureKind::State
        | CaptureKind::Organisation
        | CaptureKind::Person
        | CaptureKind::Noun
        | CaptureKind::Score => false,
    }
}
