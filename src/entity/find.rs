//! Finding names in tokens: one look into a bit set a token, the tree of names only where it may be worth it, and the guards
//! that tell a country from a person of that name.

use super::near;
use super::table::{Match, Table, is_merged};
use super::{Definition, Entities, EntityId, Found, Gazetteer, How};
use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, Token, TokenKind};
use std::ops::Range;

/// One reading of one text.
pub(super) struct Finder<'g, 't> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) table: &'g Table,
    pub(super) lexicon: &'g Lexicon,
    pub(super) tokens: &'t [Token<'t>],
}

/// A name at a place, before its surroundings are looked at.
struct Hit {
    entity: EntityId,
    how: How,
    tokens: usize,
    /// Bytes of a genitive ending within its last token.
    ending: u8,
}

/// A bit for each first word of what the text itself defines.
struct Defined {
    places: Vec<Definition>,
    filter: u64,
}

impl Finder<'_, '_> {
    /// Most texts define no acronym, and are read once; the others a second time, with what they define.
    pub(super) fn read(&self) -> Entities {
        let mut brackets = Vec::new();
        let mut found = self.pass(&Defined { places: Vec::new(), filter: 0 }, |at| brackets.push(at));
        let places = self.definitions(&brackets);
        if places.is_empty() {
            return Entities { found, defined: places };
        }
        let first_words = places.iter().flat_map(|d| [&d.long, &d.short]).map(|r| self.tokens[r.start as usize].word);
        let filter = first_words.fold(0, |bits, word| bits | 1 << (word % 64));
        let defined = Defined { places, filter };
        found = self.pass(&defined, |_| ());
        Entities { found, defined: defined.places }
    }

    /// Reads the tokens from first to last; `bracket` is told where brackets open.
    fn pass(&self, defined: &Defined, mut bracket: impl FnMut(usize)) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::with_capacity(self.tokens.len() / 24);
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            if let TokenKind::Punct(mark) = token.kind {
                if mark == '(' {
                    bracket(at);
                }
                at += 1;
                continue;
            }
            at += match self.at(at, token, defined, &found) {
                Some(f) => {
                    let taken = f.tokens.len();
                    found.push(f);
                    taken
                }
                None => 1,
            };
        }
        found
    }

    #[inline]
    fn at(&self, at: usize, token: &Token, defined: &Defined, found: &[Found]) -> Option<Found> {
        if defined.filter >> (token.word % 64) & 1 == 1
            && let Some(hit) = self.defined_at(at, defined)
        {
            return self.place(at, &hit);
        }
        if (self.table.may_begin(token.word, token.capital) || token.capital && is_merged(token))
            && let Some(m) = self.table.longest(self.tokens, at)
        {
            return if self.is_meant(at, &m, found) { self.place(at, &self.hit(&m)) } else { None };
        }
        if token.capital && near::is_candidate(self.tokens, at) { self.near_at(at, token, found) } else { None }
    }

    fn hit(&self, m: &Match) -> Hit {
        let entity = self.gazetteer.entity_id(m.alias.entity);
        Hit { entity, how: m.alias.how, tokens: m.tokens, ending: m.alias.ending }
    }

    /// A long form or acronym that the text defines; the longest, unless the gazetteer knows a longer name or the same one.
    fn defined_at(&self, at: usize, defined: &Defined) -> Option<Hit> {
        let forms = defined.places.iter().flat_map(|d| [(d, &d.long), (d, &d.short)]);
        let longest = forms.filter_map(|(d, form)| Some((d, form.len(), self.same_words(at, form)?))).max_by_key(|(_, n, _)| *n);
        let (definition, tokens, ending) = longest?;
        let entity = definition.entity;
        if let Some(m) = self.table.longest(self.tokens, at) {
            let hit = self.hit(&m);
            if m.tokens > tokens || m.tokens == tokens && hit.entity == entity {
                return Some(hit);
            }
        }
        Some(Hit { entity, how: How::Defined, tokens, ending })
    }

    /// Whether the words at `at` are those of the form, with a genitive ending perhaps; its length in bytes.
    fn same_words(&self, at: usize, form: &Range<u32>) -> Option<u8> {
        let form = self.tokens.get(form.start as usize..form.end as usize)?;
        let here = self.tokens.get(at..at + form.len())?;
        let (last, init) = form.split_last()?;
        let same = |a: &Token, b: &Token| a.word == b.word && a.capital == b.capital && a.upper == b.upper;
        if !init.iter().zip(here).all(|(a, b)| same(a, b)) {
            return None;
        }
        let here = here.last()?;
        if same(last, here) {
            return Some(0);
        }
        let ending = here.text.strip_prefix(last.text)?;
        self.lexicon.genitive().iter().any(|g| g == ending).then_some(ending.len() as u8)
    }

    fn place(&self, at: usize, hit: &Hit) -> Option<Found> {
        let name_end = at + hit.tokens;
        let (first, last) = (self.tokens.get(at)?, self.tokens.get(name_end - 1)?);
        let after = if hit.ending > 0 { 0 } else { self.table.genitive_after(self.tokens, name_end) };
        let end = name_end + after;
        let hyphen = self.tokens.get(end).is_some_and(|t| t.glued && is_hyphen(t));
        Some(Found {
            tokens: at as u32..end as u32,
            span: Span { start: first.span.start, end: last.span.end - u32::from(hit.ending) },
            entity: hit.entity,
            how: hit.how,
            genitive: after > 0 || hit.ending > 0,
            compound: hyphen && self.tokens.get(end + 1).is_some_and(|t| t.glued && t.is_word()),
            in_longer_name: hit.how != How::Adjective && self.in_longer_name(at, name_end, after > 0 || hit.ending > 0),
        })
    }

    /// Whether what is written like a name is one, as far as its surroundings tell.
    fn is_meant(&self, at: usize, m: &Match, found: &[Found]) -> bool {
        let token = &self.tokens[at];
        let end = at + m.tokens;
        let before = at.checked_sub(1).and_then(|b| self.tokens.get(b)).filter(|_| !token.starts_sentence);
        let found_before = found.last().is_some_and(|f| f.tokens.end as usize == at);
        if let Some(before) = before.filter(|_| token.glued) {
            let second_part = is_hyphen(before) && before.glued;
            let first_part_known = found.last().is_some_and(|f| f.tokens.end as usize + 1 == at);
            // "pro-Russian", "www.Russia", "3US" …; but "EU-Russia".
            if second_part && !first_part_known || before.is_word() || before.kind == TokenKind::Digits {
                return false;
            }
            if matches!(before.kind, TokenKind::Punct('@' | '_' | '.')) && before.glued {
                return false;
            }
        }
        if let Some(after) = self.tokens.get(end).filter(|t| t.glued) {
            let word_follows = || self.tokens.get(end + 1).is_some_and(|t| t.glued && t.is_word());
            if after.kind == TokenKind::Digits || matches!(after.kind, TokenKind::Punct('.' | '@' | '_')) && word_follows() {
                return false;
            }
        }
        let after = self.tokens.get(end).filter(|t| !t.starts_sentence);
        // "WHO KNOWS": an ordinary word in capitals among others.
        let shouted = |t: Option<&Token>| t.is_some_and(|t| t.upper && !self.table.may_begin(t.word, true));
        if m.alias.how == How::Acronym && !token.senses.is_empty() && !is_merged(token) && (shouted(before) || shouted(after)) {
            return false;
        }
        if m.alias.homonym {
            let initial = before.is_some_and(|b| b.is_punct('.') && b.glued);
            let person_before = before.is_some_and(|b| is_name_like(b) && !found_before || b.is(Class::Title));
            let surname = |a: &Token| !a.glued && is_name_like(a) && self.table.longest(self.tokens, end).is_none();
            let person_after = m.alias.ending == 0 && after.is_some_and(surname);
            return !(initial || person_before || person_after);
        }
        true
    }

    /// Whether an unknown capitalised word stands beside the name, or governs it ("Bank of England"). What follows a genitive does
    /// not belong to the name; among capitals ("RUSSIA WARNS") nothing can be told.
    fn in_longer_name(&self, start: usize, end: usize, genitive: bool) -> bool {
        let shouted = self.tokens[start].upper && self.tokens[start].text.len() > 4;
        let unknown = |at: usize| {
            let fits = self.tokens.get(at).is_some_and(|t| is_name_like(t) && !(shouted && t.upper));
            fits && self.table.longest(self.tokens, at).is_none()
        };
        if !genitive && self.tokens.get(end).is_some_and(|t| !t.starts_sentence && !t.glued) && unknown(end) {
            return true;
        }
        if self.tokens[start].starts_sentence || start == 0 {
            return false;
        }
        let owner = |at: usize| !self.tokens[at].starts_sentence && unknown(at);
        let before = &self.tokens[start - 1];
        owner(start - 1) || start > 1 && before.is(Class::Of) && !before.starts_sentence && owner(start - 2)
    }

    fn near_at(&self, at: usize, token: &Token, found: &[Found]) -> Option<Found> {
        if !near::stands_alone(token.text) && (token.starts_sentence || !self.in_list(at, found)) {
            return None;
        }
        let (entity, ending) = match self.table.targets.nearest(token.text) {
            Some(entity) => (entity, 0),
            None => self.lexicon.genitive().iter().find_map(|g| {
                let stem = token.text.strip_suffix(g.as_str())?;
                Some((self.table.targets.nearest(stem)?, g.len() as u8))
            })?,
        };
        if self.gazetteer.known_words().derives(token.text) {
            return None;
        }
        self.place(at, &Hit { entity: self.gazetteer.entity_id(entity), how: How::NearSpelling, tokens: 1, ending })
    }

    /// Whether a name of the gazetteer stands before or after token `at`, with a comma or "and" between.
    fn in_list(&self, at: usize, found: &[Found]) -> bool {
        let joins = |at: usize| self.tokens.get(at).is_some_and(|t| !t.starts_sentence && (t.is_punct(',') || t.is(Class::And)));
        let before = found.last().is_some_and(|f| f.tokens.end as usize + 1 == at) && joins(at - 1);
        let named = |m: Match| m.alias.how != How::Adjective;
        before || joins(at + 1) && self.table.longest(self.tokens, at + 2).is_some_and(named)
    }
}

/// A capitalised word that may be a part of a name: one that the lexicon does not know, or knows only as a word of content
/// ("University").
pub(crate) fn is_name_like(t: &Token) -> bool {
    t.is_word() && t.capital && t.senses.iter().all(|s| is_content(s.class))
}

fn is_content(class: Class) -> bool {
    use Class::{ChangeNoun, Concept, Direction, Event, Member, Office, Opposite, OrgSuffix, Statehood, Unit};
    matches!(class, Concept | Event | Office | Statehood | Member | OrgSuffix | Opposite | Direction | ChangeNoun | Unit)
}

fn is_hyphen(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Punct('-' | '‐' | '‑'))
}
