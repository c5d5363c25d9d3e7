//! Drafts against facts: a figure is held against the value of a facts file or a table whose words its sentence names.
//!
//! All words of a fact stand in the sentence or in the headings above it, and its unit is the figure's. Where a sentence names several
//! rows of a table, and as many figures of the kind, they belong together in order. A sentence that names more than the fact does, or a time
//! that the fact does not have, is of something else: it may bear a fact out, and contradicts none.

mod fact;
mod here;

use super::{At, Corpus, Role};
use crate::claim::{Claim, ClaimKind, Form, Passage};
use crate::value::{Meet, Value};
use fact::{Fact, is_of_kind, is_upper_bound, meets, most_told, rows, shares};
use here::Here;
use rustc_hash::FxHashMap;

/// A word of more facts than this is looked up no further.
const TOO_COMMON: usize = 4_000;
/// The facts of all sources.
pub(super) struct Facts<'a> {
    corpus: Corpus<'a>,
    all: Vec<Fact>,
    /// By each form of the word that the fewest facts have.
    by_word: FxHashMap<u32, Vec<u32>>,
}

/// What facts say of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// This one bears it out.
    Same(At),
    /// This one contradicts it.
    Other(At),
}

impl<'a> Facts<'a> {
    pub(super) fn new(corpus: &Corpus<'a>) -> Self {
        let mut all = Vec::new();
        let sources = corpus.read.iter().zip(0..).filter(|(read, _)| read.role == Role::Source);
        for (read, document) in sources {
            let claims = read.claims.iter().zip(0..).filter(|(claim, _)| claim.kind == ClaimKind::FACT);
            all.extend(claims.map(|(claim, number)| Fact::new(At { document, claim: number }, claim)));
        }
        let mut often: FxHashMap<u32, usize> = FxHashMap::default();
        for hash in all.iter().flat_map(Fact::words).flatten() {
            *often.entry(*hash).or_default() += 1;
        }
        let mut by_word: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (fact, number) in all.iter().zip(0..) {
            let common = |word: &&Vec<u32>| word.iter().filter_map(|hash| often.get(hash)).max().copied().unwrap_or(0);
            for hash in fact.words().min_by_key(common).into_iter().flatten().chain(&fact.key) {
                by_word.entry(*hash).or_default().push(number);
            }
        }
        Self { corpus: *corpus, all, by_word }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What the facts say of the figures of a draft's sentence, those of which they say something.
    pub(super) fn told(&self, document: u32, passage: &'a Passage) -> Vec<(At, Told)> {
        if self.all.is_empty() || passage.figures.is_empty() {
            return Vec::new();
        }
        if let Some(cell) = self.cell(document, passage) {
            return cell;
        }
        let here = self.here(document, passage);
        let named = self.named(&here);
        let mut told = Vec::new();
        let mut done: Vec<u32> = Vec::new();
        for figure in passage.figures.clone() {
            let claim = self.corpus.claim(At { document, claim: figure });
            let of_kind: Vec<&Fact> = named.iter().copied().filter(|fact| is_of_kind(claim, self.claim(fact), fact)).collect();
            if of_kind.is_empty() || done.contains(&figure) {
                continue;
            }
            // The other figures that the same facts may be of.
            let like = |other: &u32| {
                let other = self.corpus.claim(At { document, claim: *other });
                of_kind.iter().any(|fact| is_of_kind(other, self.claim(fact), fact))
            };
            let figures: Vec<u32> = passage.figures.clone().filter(like).collect();
            done.extend(&figures);
            self.tell(document, &here, &of_kind, &figures, &mut told);
        }
        told
    }

    /// What the facts say of the figure of a cell of the draft, which its row and column name; `None` where the sentence is none.
    fn cell(&self, document: u32, passage: &Passage) -> Option<Vec<(At, Told)>> {
        let read = &self.corpus.read[document as usize];
        // Facts come last of what is named, in the order of the text.
        let named = read.claims.get(..read.first_figure as usize)?;
        let facts = named.get(named.partition_point(|claim| claim.kind != ClaimKind::FACT)..)?;
        let from = facts.partition_point(|claim| claim.span.start < passage.span.start);
        let mut own = facts.get(from..)?.iter().take_while(|claim| claim.span == passage.span).peekable();
        own.peek()?;
        let (figure, None) = (passage.figures.clone().next()?, passage.figures.clone().nth(1)) else { return Some(Vec::new()) };
        let at = At { document, claim: figure };
        let said: Vec<(&Claim, Fact)> = own.map(|claim| (claim, Fact::new(at, claim))).collect();
        let same = |one: &Fact, other: &Fact| {
            let fits = |all: &[Vec<u32>], of: &[Vec<u32>]| all.iter().all(|word| of.iter().any(|theirs| shares(word, theirs)));
            let both = |all: &[Vec<u32>], of: &[Vec<u32>]| fits(all, of) && fits(of, all);
            both(&one.subject, &other.subject) && both(&one.own, &other.own)
        };
        let mut told = None;
        for (claim, own) in &said {
            let known = own.words().flatten().filter_map(|hash| self.by_word.get(hash)).flatten();
            let mut numbers: Vec<u32> = known.copied().collect();
            numbers.sort_unstable();
            numbers.dedup();
            let facts = numbers.into_iter().filter_map(|number| self.all.get(number as usize)).filter(|fact| same(own, fact));
            let kind = |claim: &Claim| claim.roles.first().map(|role| role.role);
            let comparable = |fact: &&Fact| {
                let theirs = self.claim(fact);
                (kind(claim), claim.attribute, claim.period) == (kind(theirs), theirs.attribute, theirs.period)
            };
            let facts: Vec<&Fact> = facts.filter(comparable).collect();
            if let Some(fact) = facts.iter().find(|fact| meets(claim, self.claim(fact))) {
                return Some(vec![(at, Told::Same(fact.at))]);
            }
            if let Some((first, rest)) = facts.split_first()
                && rest.iter().all(|fact| self.claim(fact).value == self.claim(first).value)
            {
                told = Some((at, Told::Other(first.at)));
            }
        }
        Some(told.into_iter().collect())
    }

    fn claim(&self, fact: &Fact) -> &'a Claim {
        self.corpus.claim(fact.at)
    }

    /// What figures of one kind say of facts of that kind, all of which the sentence names.
    fn tell(&self, document: u32, here: &Here, facts: &[&Fact], figures: &[u32], told: &mut Vec<(At, Told)>) {
        let claim = |figure: u32| self.corpus.claim(At { document, claim: figure });
        let meets = |figure: u32, fact: &Fact| meets(claim(figure), self.claim(fact));
        let best = most_told(facts);
        let rows = rows(&best);
        if rows.len() == figures.len() && rows.len() > 1 {
            // "Basic costs 490 and Pro 990": in order.
            let mut placed: Vec<(usize, &Vec<&Fact>)> =
                rows.iter().filter_map(|row| Some((here.first(row.first()?)?, row))).collect();
            placed.sort_by_key(|(at, _)| *at);
            if placed.len() == rows.len() && placed.windows(2).all(|two| two[0].0 < two[1].0) {
                for (figure, (_, row)) in figures.iter().zip(&placed) {
                    told.extend(self.one(document, here, (row, &best), *figure));
                }
                return;
            }
        }
        for figure in figures {
            if let Some(fact) = best.iter().find(|fact| meets(*figure, fact)) {
                told.push((At { document, claim: *figure }, Told::Same(fact.at)));
            } else if let ([_], [only]) = (figures, &rows[..]) {
                told.extend(self.one(document, here, (only, &best), *figure));
            }
        }
    }

    /// What facts with the same words say of a figure; `all` are those that the sentence names.
    fn one(&self, document: u32, here: &Here, (facts, all): (&[&Fact], &[&Fact]), figure: u32) -> Option<(At, Told)> {
        let at = At { document, claim: figure };
        let claim = self.corpus.claim(at);
        if let Some(fact) = facts.iter().find(|fact| meets(claim, self.claim(fact))) {
            return Some((at, Told::Same(fact.at)));
        }
        let (first, rest) = facts.split_first()?;
        let one_value = rest.iter().all(|fact| self.claim(fact).value == self.claim(first).value);
        let plain = matches!(claim.form, Form::Plain | Form::Hedged) || claim.form == Form::Open && is_upper_bound(&claim.value);
        (one_value && plain && here.is_plain(&self.corpus, all, self.claim(first))).then_some((at, Told::Other(first.at)))
    }

    /// The facts that a sentence names.
    fn named(&self, here: &Here) -> Vec<&Fact> {
        let mut numbers: Vec<u32> = Vec::new();
        for hash in here.said.iter().chain(&here.above) {
            numbers.extend(self.by_word.get(hash).filter(|facts| facts.len() <= TOO_COMMON).into_iter().flatten());
        }
        numbers.sort_unstable();
        numbers.dedup();
        let facts = numbers.into_iter().filter_map(|number| self.all.get(number as usize));
        facts.filter(|fact| here.names(fact) && self.is_of_time(here, fact)).collect()
    }

    /// Whether a sentence names the year of a fact, if that has one.
    fn is_of_time(&self, here: &Here, fact: &Fact) -> bool {
        let Some(period) = &self.claim(fact).period else { return true };
        let claims = &self.corpus.read[here.document as usize].claims;
        here.passage.figures.clone().any(|figure| match claims.get(figure as usize).map(|claim| &claim.value) {
            Some(Value::Days(days)) => days.meet(period).is_some() && days.is_anchored(),
            _ => false,
        })
    }
}
