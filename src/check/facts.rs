//! Drafts against facts: a figure is held against the value of a facts file or a table whose words its sentence names.
//!
//! All words of a fact stand in the sentence or in the headings above it, and its unit is the figure's. Where a sentence names several
//! rows of a table, and as many figures of the kind, they belong together in order. A sentence that names more than the fact does, or a time
//! that the fact does not have, is of something else: it may bear a fact out, and contradicts none.

use super::{At, Corpus, Role, support};
use crate::claim::{ABOUT, Claim, ClaimKind, Form, KEY, Marks, OF_KEY, OF_SUBJECT, Passage, Word};
use crate::text::Span;
use crate::value::{Meet, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// A word of more facts than this is looked up no further.
const TOO_COMMON: usize = 4_000;
/// What a name weighs in a sentence at least, in tenths.
const NAME: u8 = 18;
/// A heading of this level names the document.
const TITLE: u8 = 1;

/// A fact by its words: for each of them all that may stand for it.
struct Fact {
    at: At,
    subject: Vec<Vec<u32>>,
    own: Vec<Vec<u32>>,
    key: Option<u32>,
    /// What the whole file is about.
    about: Vec<u32>,
    /// Where its value stands: another wording of the same key has the same place.
    value: Span,
}

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

/// Where a draft's sentence stands, and what is named there.
struct Here<'a> {
    document: u32,
    passage: &'a Passage,
    words: &'a [Word],
    /// What the sentence says.
    said: FxHashSet<u32>,
    /// What the headings above it say.
    above: FxHashSet<u32>,
    /// The names in those headings, but for the document's title.
    headed: Vec<u32>,
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

    fn here(&self, document: u32, passage: &'a Passage) -> Here<'a> {
        let read = &self.corpus.read[document as usize];
        let mut said: FxHashSet<u32> = passage.features.iter().map(|(hash, _)| *hash).collect();
        let words = read.wording.of(&passage.words);
        // A word with a capital is a name to its features, and a word all the same.
        said.extend(words.iter().flat_map(|word| [word.key, word.exact]));
        said.extend(read.wording.beside_in(passage.span).iter().map(|beside| beside.key));
        said.remove(&0);
        let (mut above, mut headed) = (FxHashSet::default(), Vec::new());
        let before = read.headings.partition_point(|(span, _)| span.start < passage.span.start);
        let mut level = u8::MAX;
        for (span, own) in read.headings.get(..before).unwrap_or_default().iter().rev().filter(|(span, _)| *span != passage.span)
        {
            if *own < level {
                level = *own;
                let Some(heading) = support::sentence(&read.passages, *span) else { continue };
                let words = read.wording.of(&heading.words).iter().flat_map(|word| [word.key, word.exact]);
                above.extend(heading.features.iter().map(|(hash, _)| *hash).chain(words));
                if level > TITLE {
                    headed.extend(heading.features.iter().filter(|(_, weight)| *weight >= NAME).map(|(hash, _)| *hash));
                    let named = read.wording.of(&heading.words).iter().filter(|word| is_name(word));
                    headed.extend(named.map(|word| if word.key == 0 { word.exact } else { word.key }));
                }
            }
        }
        above.remove(&0);
        Here { document, passage, words, said, above, headed }
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

impl Fact {
    fn new(at: At, claim: &Claim) -> Self {
        let mut fact = Self { at, subject: Vec::new(), own: Vec::new(), key: None, about: Vec::new(), value: claim.span };
        let mut last = None;
        for feature in &claim.context {
            let words = match feature.weight {
                OF_SUBJECT => &mut fact.subject,
                OF_KEY => &mut fact.own,
                KEY => {
                    fact.key = Some(feature.hash);
                    continue;
                }
                ABOUT => {
                    fact.about.push(feature.hash);
                    continue;
                }
                _ => continue,
            };
            if last.replace(feature.offset) != Some(feature.offset) {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(feature.hash);
            }
        }
        fact
    }

    fn words(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.subject.iter().chain(&self.own)
    }

    /// Whether a word is one of its own, or of what the file is about.
    fn knows(&self, hash: u32) -> bool {
        self.words().any(|word| word.contains(&hash)) || self.key == Some(hash) || self.about.contains(&hash)
    }
}

impl Here<'_> {
    /// Whether all words of a fact stand here, and what is its own in the sentence itself.
    fn names(&self, fact: &Fact) -> bool {
        let said = |word: &&Vec<u32>| word.iter().any(|hash| self.said.contains(hash));
        let told = |word: &Vec<u32>| word.iter().any(|hash| self.said.contains(hash) || self.above.contains(hash));
        let keyed = fact.key.is_some_and(|key| self.said.contains(&key));
        let own = keyed || fact.own.iter().all(told) && fact.own.iter().any(|word| said(&word));
        let by_subject = fact.own.is_empty() && fact.subject.iter().all(|word| said(&word));
        (own || by_subject) && fact.subject.iter().all(told)
    }

    /// Where the words of what a fact is about begin in the sentence.
    fn first(&self, fact: &Fact) -> Option<usize> {
        let word = fact.subject.first()?;
        self.words.iter().position(|w| word.contains(&w.key) || word.contains(&w.exact))
    }

    /// Whether the sentence says plainly what it says, and of nothing but these facts.
    fn is_plain(&self, corpus: &Corpus, facts: &[&Fact], claim: &Claim) -> bool {
        let read = &corpus.read[self.document as usize];
        let of_fact = |hash: &u32| facts.iter().any(|fact| fact.knows(*hash));
        let figures: Vec<Span> =
            self.passage.figures.clone().filter_map(|figure| read.claims.get(figure as usize)).map(|claim| claim.span).collect();
        let mut words = self.words.iter().filter(|word| !figures.iter().any(|span| span.overlaps(word.span())));
        let open = [Marks::NEGATOR, Marks::SUPPOSED, Marks::OTHERWISE];
        let apart = words.any(|word| {
            let known =
                of_fact(&word.key) || of_fact(&word.exact) || self.above.contains(&word.key) || self.above.contains(&word.exact);
            open.iter().any(|mark| word.marks.has(*mark)) || is_name(word) && !known
        });
        // "In version 2 it is 60": of another time, or another edition.
        let dated =
            self.passage.figures.clone().filter_map(|figure| read.claims.get(figure as usize)).any(|other| match &other.value {
                Value::Days(_) => claim.period.is_none() && !matches!(claim.value, Value::Days(_)),
                Value::Text(_) => true,
                _ => false,
            });
        !apart && !dated && self.headed.iter().all(of_fact)
    }
}

/// Whether a word names something.
fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::NAMED) || word.marks.has(Marks::CAPITAL) && !word.marks.has(Marks::STARTS)
}

/// Whether two words may stand for one.
fn shares(one: &[u32], other: &[u32]) -> bool {
    one.iter().any(|hash| other.contains(hash))
}

/// Of facts that a sentence names those with most words: "the timeout of uploads" is no "timeout".
fn most_told<'f>(facts: &[&'f Fact]) -> Vec<&'f Fact> {
    let wider = |one: &Fact, other: &Fact| {
        let count = |fact: &Fact| fact.words().count();
        count(other) > count(one) && one.words().all(|word| other.words().any(|theirs| theirs == word))
    };
    facts.iter().copied().filter(|one| !facts.iter().any(|other| wider(one, other))).collect()
}

/// Facts by what they are about; those with the same words are of one thing, and so are those in several wordings.
fn rows<'f>(facts: &[&'f Fact]) -> Vec<Vec<&'f Fact>> {
    let mut rows: Vec<Vec<&Fact>> = Vec::new();
    for fact in facts {
        let one = |first: &Fact| first.at.document == fact.at.document && first.value == fact.value;
        let alike = |first: &Fact| first.subject == fact.subject && first.own == fact.own;
        let same = |row: &&mut Vec<&Fact>| row.first().is_some_and(|first| one(first) || alike(first));
        match rows.iter_mut().find(same) {
            Some(row) => row.push(fact),
            None => rows.push(vec![fact]),
        }
    }
    rows
}

/// Whether a figure and a fact are of one kind: one unit, days both, or a number and what it counts.
fn is_of_kind(figure: &Claim, fact: &Claim, words: &Fact) -> bool {
    let kind = fact.roles.first().map(|role| ClaimKind(role.role));
    if kind != Some(figure.kind) {
        return false;
    }
    match figure.kind {
        ClaimKind::FIGURE => figure.attribute == fact.attribute,
        ClaimKind::COUNT => {
            let counted = crate::clause::Key::of(figure.attribute).0;
            figure.attribute == 0 || figure.attribute == fact.attribute || words.words().any(|word| word.contains(&counted))
        }
        ClaimKind::DATE => matches!(figure.value, Value::Days(_)),
        _ => false,
    }
}

/// Whether a figure says what a fact does. "Up to 10" is said of a limit of 10, and not of one of 5.
fn meets(figure: &Claim, fact: &Claim) -> bool {
    match (&figure.value, &fact.value) {
        (Value::Number(said), Value::Number(known)) if figure.form == Form::Open => {
            let bound = if is_upper_bound(&figure.value) { said.max } else { said.min };
            bound.is_some_and(|bound| known.contains(bound))
        }
        (Value::Number(said), Value::Number(known)) => said.meet(known).is_some(),
        (Value::Days(said), Value::Days(known)) => said.meet(known).is_some(),
        _ => false,
    }
}

/// "Up to 10", "at most 10".
fn is_upper_bound(value: &Value<crate::entity::EntityId>) -> bool {
    matches!(value, Value::Number(range) if range.max.is_some() && !range.max_open && range.min.is_none_or(crate::value::Number::is_zero))
}
