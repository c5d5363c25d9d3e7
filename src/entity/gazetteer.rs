//! The gazetteer: every known entity, with one compiled table of names a language, made when a document first needs it.

use super::schema::ANY;
use super::table::{Names, Table};
use super::{Entities, Found};
use super::{EntityEntry, EntityError, EntityFile, EntityId, EntityKind, ForLanguage, find::Finder, lines, near::KnownWords};
use crate::{lexicon::Lexicon, pack::embedded::ENTITIES, text::Token};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// All known entities.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entities: Vec<EntityEntry>,
    by_id: FxHashMap<EntityId, u32>,
    tables: Vec<(String, OnceLock<Table>)>,
    /// For languages that no file has names in.
    other: OnceLock<Table>,
    known: OnceLock<KnownWords>,
}

impl Gazetteer {
    /// The built-in entities.
    ///
    /// # Errors
    /// None with the files that the binary was built with; a test says so.
    pub fn built_in() -> Result<Self, EntityError> {
        Self::with(Vec::new())
    }

    /// The built-in entities and those of packs: names of files, and what they hold.
    ///
    /// # Errors
    /// When two things share a name in one language, an id has two kinds, or an entity lies in what no file defines.
    pub fn with(added: Vec<(String, EntityFile)>) -> Result<Self, EntityError> {
        let built_in =
            ENTITIES.iter().map(|(path, lines)| ((*path).to_owned(), EntityFile { entities: lines::entities(lines).collect() }));
        let mut files: Vec<(String, EntityFile)> = built_in.collect();
        if added.is_empty() {
            return Self::merge(files, false);
        }
        files.extend(added);
        Self::merge(files, true)
    }

    /// These files alone, checked.
    ///
    /// # Errors
    /// As [`Self::with`].
    pub fn from_files(files: Vec<(String, EntityFile)>) -> Result<Self, EntityError> {
        Self::merge(files, true)
    }

    fn merge(files: Vec<(String, EntityFile)>, check: bool) -> Result<Self, EntityError> {
        let mut entities: Vec<EntityEntry> = Vec::with_capacity(1024);
        let mut from: Vec<u32> = Vec::with_capacity(1024);
        let mut by_id = FxHashMap::default();
        let mut names_of = Vec::new();
        for (nth, (file, content)) in files.into_iter().enumerate() {
            for entry in content.entities {
                let id = EntityId::new(&entry.id);
                if let Some(&at) = by_id.get(&id) {
                    let old: &mut EntityEntry = &mut entities[at as usize];
                    if old.kind != entry.kind {
                        return Err(EntityError::KindConflict { id: entry.id.into(), first: old.kind, second: entry.kind, file });
                    }
                    extend(old, entry);
                    from[at as usize] = nth as u32;
                } else {
                    by_id.insert(id, entities.len() as u32);
                    entities.push(entry);
                    from.push(nth as u32);
                }
            }
            names_of.push(file);
        }
        let mut tags: Vec<String> = Vec::new();
        for lists in entities.iter().flat_map(|e| [&e.names, &e.acronyms, &e.adjectives]) {
            for (tag, _) in lists.iter() {
                if tag != ANY && !tags.iter().any(|t| t == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
        tags.sort();
        let tables = tags.into_iter().map(|t| (t, OnceLock::new())).collect();
        let gazetteer = Self { entities, by_id, tables, other: OnceLock::new(), known: OnceLock::new() };
        if check {
            gazetteer.check(|entity| names_of[from[entity] as usize].clone())?;
        }
        Ok(gazetteer)
    }

    /// Looks for names that two things share, empty names, and places that are not there.
    pub(super) fn check(&self, file_of: impl Fn(usize) -> String) -> Result<(), EntityError> {
        for (at, entry) in self.entities.iter().enumerate() {
            if let Some(place) = entry.located_in.as_ref().filter(|p| !self.by_id.contains_key(&EntityId::new(p))) {
                return Err(EntityError::UnknownPlace { id: entry.id.to_string(), place: place.to_string(), file: file_of(at) });
            }
            let mut all = [&entry.names, &entry.acronyms, &entry.adjectives].into_iter().flat_map(ForLanguage::words);
            if all.any(|w| !w.chars().any(char::is_alphanumeric)) {
                return Err(EntityError::EmptyName { id: entry.id.to_string(), file: file_of(at) });
            }
        }
        for (tag, _) in &self.tables {
            let mut seen: FxHashMap<(String, bool), usize> = FxHashMap::default();
            for name in self.names(tag).filter(|n| n.own) {
                let key = if name.exact { (name.text.to_owned(), true) } else { (name.text.to_lowercase(), false) };
                let first = *seen.entry(key).or_insert(name.entity as usize);
                if first != name.entity as usize {
                    return Err(EntityError::DuplicateName {
                        name: name.text.to_owned(),
                        language: tag.clone(),
                        first: self.entities[first].id.to_string(),
                        second: self.entities[name.entity as usize].id.to_string(),
                        file: file_of(name.entity as usize),
                    });
                }
            }
        }
        Ok(())
    }

    /// Everything that may be found in a text of this language: its own names first, then what other languages lend it.
    pub(super) fn names<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = Names<'a>> {
        let all = || self.entities.iter().enumerate().map(|(i, e)| (i as u32, e));
        let own = all().flat_map(move |(i, e)| Names::own(i, e, tag));
        own.chain(all().flat_map(move |(i, e)| Names::lent(i, e, tag)))
    }

    /// The named entities of a text, in order; none overlap. `tokens` are those of the whole document, sentences marked.
    #[must_use]
    pub fn find(&self, tokens: &[Token], lexicon: &Lexicon) -> Vec<Found> {
        self.read(tokens, lexicon).found
    }

    /// The named entities of a text, and the acronyms that it defines.
    #[must_use]
    pub fn read(&self, tokens: &[Token], lexicon: &Lexicon) -> Entities {
        Finder { gazetteer: self, table: self.table(lexicon), lexicon, tokens }.read()
    }

    /// Compiles the names of a language, if that is not done yet.
    pub fn prepare(&self, lexicon: &Lexicon) {
        self.table(lexicon);
    }

    fn table(&self, lexicon: &Lexicon) -> &Table {
        let cell = self.tables.iter().find(|(t, _)| **t == *lexicon.language).map_or(&self.other, |(_, cell)| cell);
        cell.get_or_init(|| Table::new(self.names(&lexicon.language), &self.entities, lexicon.genitive()))
    }

    /// The words of all names in all languages.
    pub(super) fn known_words(&self) -> &KnownWords {
        self.known.get_or_init(|| KnownWords::new(&self.entities))
    }

    pub(super) fn entity_id(&self, at: u32) -> EntityId {
        self.entities.get(at as usize).map_or(EntityId(0), |e| EntityId::new(&e.id))
    }

    pub(super) fn entry(&self, id: EntityId) -> Option<&EntityEntry> {
        self.by_id.get(&id).and_then(|i| self.entities.get(*i as usize))
    }

    /// The name that reports in this language show; another language's where there is none. `None` for an unknown entity.
    #[must_use]
    pub fn name(&self, id: EntityId, lang: &str) -> Option<&str> {
        let entry = self.entry(id)?;
        first(&entry.names, lang)
            .or_else(|| first(&entry.acronyms, lang))
            .or_else(|| entry.names.words().chain(entry.acronyms.words()).next().map(|name| &**name))
    }

    /// The shortest way to say it in this language: its acronym, or else its name.
    #[must_use]
    pub fn short_name(&self, id: EntityId, lang: &str) -> Option<&str> {
        first(&self.entry(id)?.acronyms, lang).or_else(|| self.name(id, lang))
    }

    /// Its id as the files have it: "state/AM".
    #[must_use]
    pub fn id(&self, id: EntityId) -> Option<&str> {
        self.entry(id).map(|e| &*e.id)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self, id: EntityId) -> Option<EntityKind> {
        self.entry(id).map(|e| e.kind)
    }

    /// What it lies in: a city's state.
    #[must_use]
    pub fn located_in(&self, id: EntityId) -> Option<EntityId> {
        self.entry(id)?.located_in.as_deref().map(EntityId::new)
    }

    /// All entities, in the order of their files.
    pub fn entities(&self) -> impl Iterator<Item = &EntityEntry> {
        self.entities.iter()
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

/// The first word of this language, or of all languages.
fn first<'a>(lists: &'a ForLanguage, lang: &str) -> Option<&'a str> {
    [lang, ANY].iter().find_map(|tag| lists.get(tag)?.first()).map(|name| &**name)
}

fn extend(old: &mut EntityEntry, new: EntityEntry) {
    old.names.extend(new.names);
    old.acronyms.extend(new.acronyms);
    old.adjectives.extend(new.adjectives);
    old.located_in = new.located_in.or_else(|| old.located_in.take());
    old.homonyms.extend(new.homonyms);
}
