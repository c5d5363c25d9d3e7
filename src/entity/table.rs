//! The names of one language, compiled: a tree over word hashes. Most tokens begin no name, and a small bit set says so.

use super::schema::ANY;
use super::{EntityEntry, How};
use crate::lexicon::hash_byte;
use crate::text::{Token, scan};
use rustc_hash::FxHashMap;

/// A name before it is compiled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// Index of the entity.
    pub(super) entity: u32,
    /// As written in its file.
    pub(super) text: &'a str,
    pub(super) how: How,
    /// Case counts.
    pub(super) exact: bool,
    /// The language's own, not lent by another.
    pub(super) own: bool,
    /// A person, a place or a plain word may bear it too.
    pub(super) homonym: bool,
}

impl<'a> Names<'a> {
    /// What the entity is called in this language.
    pub(super) fn own(entity: u32, entry: &'a EntityEntry, tag: &'a str) -> impl Iterator<Item = Self> {
        Self::of(entity, entry, move |t| t == tag || t == ANY, true)
    }

    /// What other languages call it, where that cannot be taken for a word of this one: names of several words, and acronyms
    /// of three letters or more.
    pub(super) fn lent(entity: u32, entry: &'a EntityEntry, tag: &'a str) -> impl Iterator<Item = Self> {
        Self::of(entity, entry, move |t| t != tag && t != ANY, false).filter(|n| match n.how {
            How::Name => n.text.contains(' '),
            How::Acronym => n.text.chars().count() > 2,
            _ => false,
        })
    }

    fn of(entity: u32, entry: &'a EntityEntry, take: impl Fn(&str) -> bool + Copy + 'a, own: bool) -> impl Iterator<Item = Self> {
        let lists = [(&entry.names, How::Name), (&entry.acronyms, How::Acronym), (&entry.adjectives, How::Adjective)];
        lists.into_iter().flat_map(move |(list, how)| {
            let words = list.iter().filter(move |(tag, _)| take(tag)).flat_map(|(_, words)| words);
            words.map(move |text| Names {
                entity,
                text,
                how,
                exact: how == How::Acronym,
                own,
                homonym: entry.homonyms.iter().any(|h| h == text),
            })
        })
    }
}

/// A name, compiled.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    pub(super) entity: u32,
    pub(super) how: How,
    pub(super) homonym: bool,
    /// It is written with a lower-case first letter ("svenska"): a capital only where a sentence starts.
    pub(super) lower: bool,
    /// Bytes of a genitive ending that is written onto its last word.
    pub(super) ending: u8,
    /// The very letters, where case counts (the genitive ending left out).
    exact: Option<Box<str>>,
    /// The next name with the same words; 0 for none, else index plus one.
    next: u32,
}

/// A name found: how many tokens, and which name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'t> {
    pub(super) tokens: usize,
    pub(super) alias: &'t Alias,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// Index plus one of the first name that ends here.
    alias: u32,
    goes_on: bool,
}

/// A set of hashes that errs only by saying yes.
#[derive(Debug)]
struct Filter(Box<[u64; Self::WORDS]>);

impl Filter {
    const WORDS: usize = 1024;

    fn new() -> Self {
        Self(Box::new([0; Self::WORDS]))
    }

    fn add(&mut self, key: u64) {
        let bit = key as usize % (Self::WORDS * 64);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn has(&self, key: u64) -> bool {
        let bit = key as usize % (Self::WORDS * 64);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// The names of one language.
#[derive(Debug)]
pub(super) struct Table {
    /// Bits of the hashes of first words, and of those that may be written with a lower-case letter.
    capital: Filter,
    lower: Filter,
    heads: FxHashMap<u64, u32>,
    edges: FxHashMap<(u32, u64), u32>,
    nodes: Vec<Node>,
    aliases: Vec<Alias>,
    /// Names of one word that a misspelt word may be meant for: lower case, and the name.
    pub(super) targets: super::near::Targets,
    /// Genitive endings that follow as tokens of their own, by their hashes (":s").
    endings: Vec<Vec<u64>>,
}

impl Table {
    /// Compiles names; those that come first win where two are written alike. `genitive`: the language's endings ("s", ":s").
    pub(super) fn new<'a>(names: impl Iterator<Item = Names<'a>>, entities: &[EntityEntry], genitive: &[String]) -> Self {
        let (fused, apart): (Vec<_>, Vec<_>) = genitive.iter().partition(|g| g.chars().all(char::is_alphabetic));
        let mut table = Self {
            capital: Filter::new(),
            lower: Filter::new(),
            heads: FxHashMap::default(),
            edges: FxHashMap::default(),
            nodes: Vec::with_capacity(4096),
            aliases: Vec::with_capacity(8192),
            targets: super::near::Targets::default(),
            endings: Vec::new(),
        };
        for ending in apart {
            let mut words = Vec::new();
            keys(ending, &mut words);
            table.endings.push(words);
        }
        table.heads.reserve(4096);
        table.edges.reserve(4096);
        let (mut inflected, mut words) = (String::new(), Vec::new());
        for name in names {
            table.insert(&name, name.text, 0, &mut words);
            for ending in &fused {
                if name.own && !name.text.ends_with(ending.as_str()) {
                    inflected.clear();
                    inflected.push_str(name.text);
                    inflected.push_str(ending);
                    table.insert(&name, &inflected, ending.len() as u8, &mut words);
                }
            }
            if name.own
                && name.how == How::Name
                && !name.homonym
                && let Some(entry) = entities.get(name.entity as usize)
            {
                table.targets.add(name.text, name.entity, entry.kind);
            }
        }
        table
    }

    /// Adds a name that is written so, with its genitive's ending; `words` is room for its keys.
    fn insert(&mut self, name: &Names, text: &str, ending: u8, words: &mut Vec<u64>) {
        let lower = !name.text.chars().next().is_some_and(char::is_uppercase);
        keys(text, words);
        let Some((first, rest)) = words.split_first() else { return };
        self.capital.add(*first);
        if lower {
            self.lower.add(*first);
        }
        let mut node = *self.heads.entry(*first).or_insert_with(|| new_node(&mut self.nodes));
        for key in rest {
            self.nodes[node as usize].goes_on = true;
            node = *self.edges.entry((node, *key)).or_insert_with(|| new_node(&mut self.nodes));
        }
        let exact = name.exact.then(|| Box::from(name.text));
        let alias = Alias { entity: name.entity, how: name.how, homonym: name.homonym, lower, ending, exact, next: 0 };
        // At the end of the list: what came first wins.
        let mut at = self.nodes[node as usize].alias;
        let mut last = 0;
        while at != 0 {
            let old = &self.aliases[at as usize - 1];
            if old.exact == alias.exact && old.lower == alias.lower && old.ending == alias.ending {
                return;
            }
            last = at;
            at = old.next;
        }
        self.aliases.push(alias);
        let new = self.aliases.len() as u32;
        if last == 0 {
            self.nodes[node as usize].alias = new;
        } else {
            self.aliases[last as usize - 1].next = new;
        }
    }

    /// Whether a name may begin with this word: false for nearly all.
    #[inline]
    pub(super) fn may_begin(&self, word: u64, capital: bool) -> bool {
        if capital { self.capital.has(word) } else { self.lower.has(word) }
    }

    /// The longest name that begins at token `at`.
    pub(super) fn longest(&self, tokens: &[Token], at: usize) -> Option<Match<'_>> {
        let first = tokens.get(at)?;
        let mut node = None;
        let mut best = None;
        for (n, token) in tokens[at..].iter().enumerate() {
            // "St. Petersburg": what looks like the end of a sentence may stand inside a name.
            if n > 0 && token.starts_sentence && !tokens[at + n - 1].is_punct('.') {
                break;
            }
            let glued = n > 0 && token.glued;
            node = if is_merged(token) {
                let mut inner = node.map_or(Step::Start, Step::At);
                scan(token.text, 0..token.text.len(), |raw| {
                    inner = self.step(inner, raw.word, if raw.span.start == 0 { glued } else { raw.glued });
                });
                inner.node()
            } else {
                self.step(node.map_or(Step::Start, Step::At), token.word, glued).node()
            };
            let Some(here) = node.and_then(|n| self.nodes.get(n as usize)) else { break };
            if let Some(alias) = self.written_so(here.alias, &tokens[at..=at + n], first) {
                best = Some(Match { tokens: n + 1, alias });
            }
            if !here.goes_on {
                break;
            }
        }
        best
    }

    fn step(&self, from: Step, word: u64, glued: bool) -> Step {
        let next = match from {
            Step::Start => self.heads.get(&word),
            Step::At(node) => self.edges.get(&(node, edge_key(word, glued))),
            Step::Lost => None,
        };
        next.map_or(Step::Lost, |n| Step::At(*n))
    }

    /// The first of the names that may be written as these tokens are.
    fn written_so(&self, first_alias: u32, tokens: &[Token], first: &Token) -> Option<&Alias> {
        let mut at = first_alias;
        while at != 0 {
            let alias = self.aliases.get(at as usize - 1)?;
            let fits = match &alias.exact {
                Some(exact) => is_written(tokens, exact, usize::from(alias.ending)),
                None if alias.lower => !first.capital || first.starts_sentence,
                None => first.capital || first.kind == crate::text::TokenKind::Digits,
            };
            if fits {
                return Some(alias);
            }
            at = alias.next;
        }
        None
    }

    /// How many tokens of a genitive ending follow a name: "'s", a bare apostrophe after an s, and the language's own (":s").
    pub(super) fn genitive_after(&self, tokens: &[Token], at: usize) -> usize {
        let Some(next) = tokens.get(at).filter(|t| t.glued) else { return 0 };
        if next.is_word() {
            let tail = hash_byte(hash_byte(crate::lexicon::HASH_START, b'\''), b's');
            return usize::from(next.word == tail);
        }
        let after = tokens.get(at + 1);
        if next.is_punct('\'') || next.is_punct('’') {
            let plural = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|b| b.text.ends_with(['s', 'S', 'z', 'x']));
            return usize::from(plural && after.is_none_or(|a| !a.glued || !a.is_word()));
        }
        let fits = |ending: &&Vec<u64>| {
            ending.iter().enumerate().all(|(n, key)| {
                tokens.get(at + n).is_some_and(|t| t.glued && (if n == 0 { t.word } else { edge_key(t.word, true) }) == *key)
            }) && tokens.get(at + ending.len()).is_none_or(|t| !t.glued || !t.is_word())
        };
        self.endings.iter().find(fits).map_or(0, Vec::len)
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Start,
    At(u32),
    Lost,
}

impl Step {
    fn node(self) -> Option<u32> {
        if let Self::At(node) = self { Some(node) } else { None }
    }
}

/// The key of a word inside a name: "G7" is not "G 7".
fn edge_key(word: u64, glued: bool) -> u64 {
    if glued { word.rotate_left(1) ^ 1 } else { word }
}

fn new_node(nodes: &mut Vec<Node>) -> u32 {
    nodes.push(Node::default());
    nodes.len() as u32 - 1
}

/// The keys of a name's words as the lexer cuts them.
fn keys(text: &str, keys: &mut Vec<u64>) {
    keys.clear();
    scan(text, 0..text.len(), |raw| keys.push(if keys.is_empty() { raw.word } else { edge_key(raw.word, raw.glued) }));
}

/// Whether the lexicon has made one token of several words or marks ("U.S."); such a token has a hash of its own.
pub(super) fn is_merged(token: &Token) -> bool {
    !token.senses.is_empty() && token.is_word() && token.text.bytes().any(|b| b < 0x80 && b != b'\'' && !b.is_ascii_alphabetic())
}

/// Whether the tokens are written `exact`, but for `ending` bytes at their end.
fn is_written(tokens: &[Token], exact: &str, ending: usize) -> bool {
    let mut rest = exact;
    for (n, token) in tokens.iter().enumerate() {
        if n > 0 && !token.glued {
            let Some(r) = rest.strip_prefix(' ') else { return false };
            rest = r;
        }
        let text = if n + 1 == tokens.len() {
            token.text.get(..token.text.len().saturating_sub(ending)).unwrap_or_default()
        } else {
            token.text
        };
        let Some(r) = rest.strip_prefix(text) else { return false };
        rest = r;
    }
    rest.is_empty()
}
