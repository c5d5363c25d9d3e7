//! The whole way from documents to findings, as the commands call it.

mod cache;
mod key;
mod loaded;
mod reading;
mod readings;
mod reprints;

use crate::{
    check::{self, Finding, Naming, Outcome, Read, Support, Tally},
    claim::{
        Analysis, ClaimKind,
        patterns::{PatternSet, Patterns},
    },
    entity::{EntityId, EntityKind, Gazetteer},
    grammar::Mention,
    lexicon::{Class, Languages, Lexicon, Units, id_hash},
    pack::{Check, Options, Packs, Rule, Rules, pattern::ClaimPatterns},
    report::{
        RuleTexts,
        claims::ClaimLine,
        describe::{Texts, describe},
        trace::{self, Checked},
    },
    source::{DatelineWord, Document, PathWords},
    text::{self, Span, Taggers, language::Told},
};
use rayon::prelude::*;
use reading::Keep;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

pub use crate::check::{Role, Summary};
pub use loaded::Loaded;
pub use readings::Readings;

/// What came of documents that were held against each other.
#[derive(Debug)]
pub struct Held {
    /// The claims of each document.
    pub read: Vec<Arc<Read>>,
    /// What cannot all hold.
    pub findings: Vec<Finding>,
    /// How each claim of the drafts stands with the sources.
    pub support: Vec<Support>,
    /// What was done.
    pub summary: Summary,
}

/// What texts without any word that tells a language are read in.
const ANY_LANGUAGE: &str = "en";
/// What known things are called in.
const NAMES_IN: &str = "en";

/// Everything that the packs say: languages, entities, rules.
#[derive(Debug)]
pub struct Engine {
    languages: Languages,
    patterns: Patterns,
    /// Those whose claims are compared across documents: sources are not checked by themselves.
    of_sources: Patterns,
    /// The kinds of claims that are compared across documents.
    compared: BTreeSet<ClaimKind>,
    packs: Packs,
    /// The kinds of claims that patterns make.
    kinds: Vec<String>,
}

impl Engine {
    /// The built-in packs.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static ENGINE: OnceLock<Engine> = OnceLock::new();
        ENGINE.get_or_init(|| Self::load(&Options::default()))
    }

    /// The packs that these options ask for. What of them cannot be used is left out, and among [`Packs::problems`].
    #[must_use]
    pub fn load(options: &Options) -> Self {
        let mut packs = Packs::load(options);
        let languages = Languages::with(std::mem::take(&mut packs.words));
        packs.check_patterns(&languages);
        // They are needed one by one only where all packs are to be tested.
        let patterns = if options.all { packs.patterns.clone() } else { std::mem::take(&mut packs.patterns) };
        let kinds = patterns.iter().map(|(_, file)| file.kind.clone()).collect();
        let patterns: Vec<ClaimPatterns> = patterns.into_iter().map(|(_, p)| p).collect();
        let mut compared: BTreeSet<ClaimKind> =
            packs.rules.iter().filter(|rule| matches!(rule.check, Check::Agree(_))).map(|rule| rule.claims).collect();
        compared.extend(packs.rules.iter().flat_map(Rule::looked_at));
        let of_sources = patterns.iter().filter(|p| compared.contains(&ClaimKind(id_hash(&p.kind)))).cloned().collect();
        let (patterns, of_sources) = (Patterns::new(patterns, &languages), Patterns::new(of_sources, &languages));
        Self { languages, patterns, of_sources, compared, packs, kinds }
    }

    /// The packs.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The words of the rules.
    #[must_use]
    pub fn texts(&self) -> &dyn RuleTexts {
        self.rules()
    }

    fn rules(&self) -> &Rules {
        &self.packs.rules
    }

    fn gazetteer(&self) -> &Gazetteer {
        &self.packs.gazetteer
    }

    fn told(&self, document: &Document) -> Told<'_> {
        text::language::tell(document.meta.lang.as_deref(), &document.text, &self.languages)
    }

    /// The documents in a language that no pack reads, by their numbers, and the language. None of their claims are read.
    #[must_use]
    pub fn unserved(&self, documents: &[Document]) -> Vec<(usize, String)> {
        let told = documents.par_iter().enumerate().filter_map(|(number, document)| match self.told(document) {
            Told::Unserved(language) => Some((number, language)),
            Told::Served(_) | Told::Unknown => None,
        });
        told.collect()
    }

    /// Whether a pack reads the language of a tag.
    #[must_use]
    pub fn reads(&self, tag: &str) -> bool {
        text::language::served(tag, &self.languages).is_some()
    }

    /// The tags of the languages that packs read, in alphabetical order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.languages.tags()
    }

    /// The language pack that a document by itself is read with; `None` where no pack reads its language. Figures without words are the
    /// same in all.
    pub(crate) fn lexicon(&self, document: &Document) -> Option<&Lexicon> {
        match self.told(document) {
            Told::Served(tag) => self.languages.get(tag),
            Told::Unknown => self.languages.get(ANY_LANGUAGE),
            Told::Unserved(_) => None,
        }
    }

    /// The packs that documents are read with, in their order. One that does not tell its language is read in that of most documents
    /// of its folder, else of most of all.
    fn lexicons(&self, documents: &[Document]) -> Vec<Option<&Lexicon>> {
        let told: Vec<Told> = documents.par_iter().map(|d| self.told(d)).collect();
        let own: Vec<Option<&Lexicon>> =
            told.iter().map(|t| if let Told::Served(tag) = t { self.languages.get(tag) } else { None }).collect();
        if !told.contains(&Told::Unknown) {
            return own;
        }
        let mut counts: BTreeMap<Option<&str>, BTreeMap<&str, usize>> = BTreeMap::new();
        for (document, lexicon) in documents.iter().zip(&own).filter_map(|(d, l)| Some((d, (*l)?))) {
            for place in [None, Some(folder(document))] {
                *counts.entry(place).or_default().entry(&lexicon.language).or_default() += 1;
            }
        }
        let most = |place| counts.get(&place)?.iter().rev().max_by_key(|(_, n)| **n).map(|(tag, _)| *tag);
        let near = |d| self.languages.get(most(Some(folder(d))).or_else(|| most(None)).unwrap_or(ANY_LANGUAGE));
        let read = documents.iter().zip(own).zip(&told);
        read.map(|((d, own), told)| if *told == Told::Unknown { near(d) } else { own }).collect()
    }

    /// Reads documents and runs the checks. What `readings` has is not read again, and what is read goes there.
    fn run(
        &self,
        documents: &[Document],
        roles: &[Role],
        keep: Keep,
        readings: Option<&mut Readings>,
    ) -> (Vec<Arc<Read>>, Outcome) {
        let read = self.read_all(documents, roles, keep, readings);
        let outcome = self.outcome(documents, &read);
        (read, outcome)
    }

    fn outcome(&self, documents: &[Document], read: &[Arc<Read>]) -> Outcome {
        check::run(read, self.rules(), &Names { gazetteer: self.gazetteer(), documents })
    }

    /// What a document claims by itself, as a peer of others, and how many findings it has by itself. Each document that is read has
    /// claims, though there may be none of them: `None` only where none was read.
    #[must_use]
    pub fn alone(&self, document: &Document) -> Option<(Arc<Read>, usize)> {
        let (mut read, outcome) = self.run(std::slice::from_ref(document), &[Role::Peer], Keep::Rows, None);
        Some((read.pop()?, outcome.findings.len()))
    }

    /// Checks documents; `roles` has one role for each.
    #[must_use]
    pub fn check(&self, documents: &[Document], roles: &[Role]) -> (Vec<Finding>, Summary) {
        let held = self.hold(documents, roles);
        (held.findings, held.summary)
    }

    /// Checks documents, and says how each claim of the drafts among them stands with the sources.
    #[must_use]
    pub fn hold(&self, documents: &[Document], roles: &[Role]) -> Held {
        let (read, outcome) = self.run(documents, roles, Keep::Compared, None);
        held(read, outcome, roles)
    }

    /// Checks documents as [`Engine::hold`] does, of which some were read before: what is read is kept in `readings`.
    #[must_use]
    pub fn hold_again(&self, documents: &[Document], roles: &[Role], readings: &mut Readings) -> Held {
        let (read, outcome) = self.run(documents, roles, Keep::Compared, Some(readings));
        held(read, outcome, roles)
    }

    /// Why a rule did or did not find something in documents, in words.
    #[must_use]
    pub fn trace(&self, documents: &[Document], roles: &[Role], rule: &Rule) -> String {
        let (read, outcome) = self.run(documents, roles, Keep::All, None);
        let naming = Names { gazetteer: self.gazetteer(), documents };
        trace::trace(rule, &Checked { documents, read: &read, outcome: &outcome, naming: &naming })
    }

    /// What one rule finds, beside all others.
    #[must_use]
    pub fn check_rule(&self, documents: &[Document], roles: &[Role], rule: &Rule) -> Vec<Finding> {
        let (_, outcome) = self.run(documents, roles, Keep::Compared, None);
        outcome.findings.into_iter().filter(|f| f.rule == rule.id).collect()
    }

    /// The language that a document is read in.
    #[must_use]
    pub fn language(&self, document: &Document) -> Option<&str> {
        self.lexicon(document).map(|lexicon| &*lexicon.language)
    }

    /// Which patterns of these packs match in one of the documents: kind of claims, language, number from 1. The engine must have been
    /// loaded with [`Options::all`].
    #[must_use]
    pub fn matched_patterns(&self, documents: &[Document], packs: &BTreeSet<&str>) -> Vec<((String, String, usize), bool)> {
        let mut taggers = Taggers::default();
        let read = |d| self.lexicon(d).map(|lexicon| self.analyse(d, &d.blocks, lexicon, &mut taggers));
        let read: Vec<Analysis> = documents.iter().filter_map(read).collect();
        let files = self.packs.patterns.iter().filter(|(pack, _)| packs.contains(pack.as_str()));
        let all: Vec<_> = files.flat_map(|(_, file)| file.patterns.iter().map(move |pattern| (file, pattern))).collect();
        let matched = all.par_iter().filter_map(|(file, pattern)| {
            let lexicon = self.languages.get(&pattern.language)?;
            let alone = ClaimPatterns { patterns: vec![(*pattern).clone()], frames: Vec::new(), ..(*file).clone() };
            let (set, _) = PatternSet::compile(lexicon, &[alone]);
            let found = read.iter().filter(|a| *a.lexicon.language == *pattern.language).any(|analysis| {
                let mut claims = Vec::new();
                set.read(analysis, self.gazetteer(), &mut claims);
                !claims.is_empty()
            });
            Some(((file.kind.clone(), pattern.language.clone(), pattern.index + 1), found))
        });
        matched.collect()
    }

    /// What an entity of the packs is called.
    #[must_use]
    pub fn name(&self, id: EntityId) -> Option<&str> {
        self.gazetteer().short_name(id, NAMES_IN)
    }

    /// What the grammar recognised in a document.
    #[must_use]
    pub fn mentions(&self, document: &Document) -> Vec<Mention> {
        self.lexicon(document).map_or_else(Vec::new, |lexicon| reading::mentions(document, lexicon))
    }

    /// The claims of documents, and which were compared.
    #[must_use]
    pub fn claims(&self, documents: &[Document]) -> Vec<ClaimLine> {
        let roles = vec![Role::Peer; documents.len()];
        let (read, outcome) = self.run(documents, &roles, Keep::All, None);
        describe(
            &read,
            &outcome,
            &Names { gazetteer: self.gazetteer(), documents },
            &Texts { documents, kind: &|k| self.kind(k) },
        )
    }

    /// What a kind of claims is called: by its own name, or by the claim file that makes it.
    #[must_use]
    pub fn kind(&self, kind: ClaimKind) -> &str {
        let named = ClaimKind::NAMED.iter().map(|(name, _)| *name);
        let of_packs = self.kinds.iter().map(String::as_str);
        named.chain(of_packs).find(|name| ClaimKind(id_hash(name)) == kind).unwrap_or("claim")
    }

    /// Whether a key of a facts file is one under which stands what the keys beside it are about, in any language that we have a pack of.
    #[must_use]
    pub fn names_thing(&self, key: &str) -> bool {
        let mut all = self.languages.tags().filter_map(|tag| self.languages.get(tag));
        all.any(|lexicon| lexicon.names_thing(key))
    }

    /// What words mean in paths, in all languages that we have packs of; none where no rule looks for what documents name.
    #[must_use]
    pub fn path_words(&self) -> Option<Arc<PathWords>> {
        let looks = self.rules().iter().any(|rule| rule.claims == ClaimKind::PATH);
        looks.then(|| {
            let mut words = PathWords::default();
            for lexicon in self.languages.tags().filter_map(|tag| self.languages.get(tag)) {
                words.stand_ins.extend(lexicon.path_terms().stand_ins.iter().cloned());
                words.set_apart.extend(lexicon.path_terms().set_apart.iter().cloned());
            }
            Arc::new(words)
        })
    }

    /// What a word means in a dateline, in any language that we have a pack of.
    #[must_use]
    pub fn dateline_word(&self, word: &str) -> Option<DatelineWord> {
        let languages = &self.languages;
        let beside =
            [Class::Dateline, Class::Weekday, Class::ClockOpener, Class::ClockCloser, Class::Meridiem, Class::Preposition];
        languages.tags().filter_map(|tag| languages.get(tag)).find_map(|lexicon| {
            let senses = lexicon.senses(word);
            let month = senses.iter().find(|s| s.class == Class::Month).and_then(|s| u8::try_from(s.value).ok());
            let known = || senses.iter().any(|s| beside.contains(&s.class)).then_some(DatelineWord::Beside);
            month.map(DatelineWord::Month).or_else(known)
        })
    }
}

/// What came of documents that were read and held against each other.
fn held(read: Vec<Arc<Read>>, outcome: Outcome, roles: &[Role]) -> Held {
    let summary = Summary {
        sources: roles.contains(&Role::Source).then(|| Tally::of(&outcome.support)),
        documents: read.len(),
        claims: read.iter().map(|r| r.claims.len() + r.idle + r.left_out).sum(),
        left_out: read.iter().map(|r| r.left_out).sum(),
        compared: outcome.compared.len(),
        ..Summary::default()
    };
    let summary = summary.with_findings(&outcome.findings);
    Held { read, findings: outcome.findings, support: outcome.support, summary }
}

/// The folder of a document's path.
fn folder(document: &Document) -> &str {
    document.name.rfind(['/', '\\']).map_or("", |end| &document.name[..end])
}

struct Names<'a> {
    gazetteer: &'a Gazetteer,
    documents: &'a [Document],
}

impl Naming for Names<'_> {
    fn entity(&self, id: EntityId) -> Option<String> {
        self.gazetteer.short_name(id, NAMES_IN).map(str::to_owned)
    }

    fn text(&self, document: u32, span: Span) -> &str {
        self.documents.get(document as usize).map_or("", |d| span.of(&d.text))
    }

    fn located_in(&self, id: EntityId) -> Option<EntityId> {
        self.gazetteer.located_in(id)
    }

    fn is_city(&self, id: EntityId) -> bool {
        self.gazetteer.kind(id) == Some(EntityKind::City)
    }

    fn is_place(&self, id: EntityId) -> bool {
        self.gazetteer.kind(id).is_some_and(EntityKind::is_place)
    }

    fn known(&self, id: EntityId) -> bool {
        self.gazetteer.kind(id).is_some()
    }
}

/// Checks documents with the built-in packs; `roles` has one role for each.
#[must_use]
pub fn check(documents: &[Document], roles: &[Role]) -> (Vec<Finding>, Summary) {
    Engine::built_in().check(documents, roles)
}

/// What the grammar recognised in a document, with the built-in packs.
#[must_use]
pub fn mentions(document: &Document) -> Vec<Mention> {
    Engine::built_in().mentions(document)
}

/// The claims of documents, and which were compared, with the built-in packs.
#[must_use]
pub fn claims(documents: &[Document]) -> Vec<ClaimLine> {
    Engine::built_in().claims(documents)
}

/// The id of a unit by its hash.
#[must_use]
pub fn unit(hash: u64) -> Option<&'static str> {
    Units::built_in().get(hash).map(|u| u.id.as_str())
}

/// What a word means in a dateline, in any built-in language.
#[must_use]
pub fn dateline_word(word: &str) -> Option<DatelineWord> {
    Engine::built_in().dateline_word(word)
}

/// The words of the built-in rules.
#[must_use]
pub fn texts() -> &'static dyn RuleTexts {
    Engine::built_in().texts()
}
