//! Claims that frames make: what is said or measured of a named thing, however its clause is put.
//!
//! ```text
//! frame = theme , predicate , { [ marker ] , figure }
//!
//! "The Lyra hall, which seats 1,200, …"     predicate seat   theme Lyra (hall)   amount 1,200
//! "The Lyra hall's capacity rose to 1,200 from 900."   predicate capacity   theme Lyra (hall)   to 1,200   from 900
//! ```
//!
//! What a figure is about is read by [`crate::clause`]; here it is only asked whether that is what a frame wants. Where a clause names several
//! things, or gives several figures that could play one role, it makes no claim.

use super::captures::{Captured, identity};
use super::index::may_capture;
use super::{Analysis, Claim, ClaimKind, PUBLISHED, amounts, told};
use crate::claim::Role;
use crate::clause::{About, Flags, Key, Keys, Marker, Modality, Name, Role as Place};
use crate::entity::{EntityKind, Gazetteer};
use crate::grammar::Mention;
use crate::lexicon::{Lexicon, id_hash, words_of};
use crate::pack::pattern::{CaptureKind, ClaimPatterns, Marked, ReadFrame, Which};
use crate::text::{Span, Tag, Token};
use crate::value::{Days, Value};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range as Tokens;

/// The frames of all claim files, for one language.
#[derive(Debug, Default)]
pub(super) struct Frames {
    all: Vec<Frame>,
    /// The frames of whose predicate a word begins an entry, and those of whose predicate a word has the id.
    begun: FxHashMap<u64, Vec<usize>>,
    meant: FxHashMap<u64, Vec<usize>>,
}

/// A frame with one predicate.
#[derive(Debug)]
struct Frame {
    kind: ClaimKind,
    modality: Which,
    predicate: u64,
    theme: (u64, CaptureKind),
    figures: Box<[(Marker, u64, CaptureKind)]>,
    counts: Keys,
    set: Box<[(u64, (i64, i64))]>,
}

/// A figure of a sentence, and what it is about.
type Figure<'a> = (&'a Mention, About);

impl Frames {
    /// Those of which the language has words.
    pub(super) fn of(claims: &[ClaimPatterns], lexicon: &Lexicon) -> Self {
        let read = claims.iter().flat_map(|claim| claim.frames.iter().map(move |frame| (claim, frame)));
        let each = read.flat_map(|(claim, frame)| frame.predicates.iter().map(|id| Frame::of(claim, frame, id)));
        let mut frames = Self { all: each.collect(), ..Self::default() };
        for (nth, frame) in frames.all.iter().enumerate() {
            for first in lexicon.quantities().firsts(frame.predicate) {
                frames.begun.entry(first).or_default().push(nth);
            }
            frames.meant.entry(frame.predicate).or_default().push(nth);
        }
        frames
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The claims of a document, in the order of its sentences.
    pub(super) fn read(&self, analysis: &Analysis, gazetteer: &Gazetteer, out: &mut Vec<Claim>) {
        if self.is_empty() {
            return;
        }
        for (number, sentence) in analysis.sentences.iter().enumerate() {
            let figures = || analysis.outermost(&sentence.tokens);
            let tokens = &analysis.tokens[sentence.tokens.clone()];
            if figures().next().is_none() || !tokens.iter().any(|t| self.may_say(t)) {
                continue;
            }
            let Some(parsed) = analysis.parsed(number, figures().count()) else { continue };
            let told: Vec<Figure> = figures().filter_map(|m| Some((m, analysis.about(&parsed, m)?))).collect();
            let mut said: Vec<usize> = tokens.iter().flat_map(|t| self.of_word(t)).copied().collect();
            said.sort_unstable();
            said.dedup();
            for frame in said.into_iter().filter_map(|nth| self.all.get(nth)) {
                self.claims(frame, analysis, gazetteer, (number as u32, &told), out);
            }
        }
    }

    /// The frames of whose predicate a word begins what means it.
    fn of_word<'a>(&'a self, t: &'a Token) -> impl Iterator<Item = &'a usize> {
        let first = if t.text.contains(' ') { words_of(t.text).next() } else { Some(t.word) };
        let begun = first.filter(|_| t.is_word()).and_then(|word| self.begun.get(&word));
        begun.into_iter().chain(t.senses.iter().filter_map(|s| self.meant.get(&s.id))).flatten()
    }

    /// Whether a word begins what means a predicate.
    fn may_say(&self, t: &Token) -> bool {
        self.of_word(t).next().is_some()
    }

    /// The claims of a frame, one a clause.
    fn claims(
        &self,
        frame: &Frame,
        analysis: &Analysis,
        gazetteer: &Gazetteer,
        (number, told): (u32, &[Figure]),
        out: &mut Vec<Claim>,
    ) {
        let told: Vec<&Figure> = told.iter().filter(|(mention, about)| frame.tells(analysis, mention, about)).collect();
        for clause in told.chunk_by(|(_, one), (_, other)| one.clause == other.clause) {
            out.extend(self.claim(frame, analysis, gazetteer, (number, clause)));
        }
    }

    fn claim(
        &self,
        frame: &Frame,
        analysis: &Analysis,
        gazetteer: &Gazetteer,
        (number, clause): (u32, &[&Figure]),
    ) -> Option<Claim> {
        let mut captured = Vec::with_capacity(1 + frame.figures.len());
        for (marker, role, kind) in &frame.figures {
            let plays =
                |(mention, about): &&&Figure| about.marker == *marker && may_capture(*kind, mention.kind, &mention.reading);
            let mut playing = clause.iter().filter(plays);
            let (mention, _) = playing.next()?;
            // "Seats 900 in winter and 1,200 in summer."
            if playing.next().is_some() {
                return None;
            }
            let before = |m: &Mention| (m.first, Reverse(m.end)) < (mention.first, Reverse(mention.end));
            let index = analysis.mentions.partition_point(before) as u32;
            captured.push((*role, Captured::Mention { index, as_kind: *kind }));
        }
        let about = &clause.first()?.1;
        let (name, place) = theme(about)?;
        let theme = captured_name(analysis, gazetteer, name, frame.theme.1)?;
        captured.push((frame.theme.0, theme));
        let mut roles = amounts::roles(analysis, &captured)?;
        let span = clause.first()?.0.span.to(clause.last()?.0.span);
        told::set(&frame.set, span, &mut roles);
        if let Some(date) = analysis.document.meta.date {
            roles.push(Role { role: PUBLISHED, value: Value::Days(Days::on(date)), span });
        }
        let value = told::value(&captured, &roles)?;
        Some(Claim {
            subject: identity(analysis, &theme),
            attribute: self.attribute(frame, analysis, about, (name, place)),
            roles: roles.into(),
            period: about.period,
            speaker: about.speaker,
            ..Claim::new(frame.kind, value, span, number)
        })
    }

    /// What of its theme a claim says: the predicate, what kind of thing the theme is ("the Norvik stadium", "the Norvik theatre"), where it is, and what
    /// is counted, unless the frame says what may be. What only one of two texts says keeps them apart: they may tell of two things.
    fn attribute(&self, frame: &Frame, analysis: &Analysis, about: &About, (name, place): (&Name, Place)) -> u64 {
        let (start, end) = (name.tokens.start as usize, name.tokens.end as usize);
        let noun = |at: &usize| analysis.tags.get(*at) == Some(&Tag::Noun) && !self.may_say(&analysis.tokens[*at]);
        // A concept is the same in all languages.
        let key = |at: usize| analysis.keys_of(at).first().copied();
        let beside = Some(end).filter(noun).or_else(|| start.checked_sub(1).filter(noun));
        let mut keys: Vec<Key> = beside.and_then(key).into_iter().collect();
        // "The school in Askvik has room for 300": a name that only tells which school it is.
        let subject = head(analysis, about.words.subject).filter(|at| place == Place::Owner && noun(at));
        keys.extend(subject.and_then(key));
        let owners = about.named(&[Place::Owner]).filter(|owner| place == Place::Subject && !owner.fits(name));
        keys.extend(owners.flat_map(|owner| owner.words.iter()));
        keys.extend(head(analysis, about.words.head).filter(|_| frame.counts.is_empty()).and_then(key));
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().fold(frame.predicate, |hash, key| hash.rotate_left(5) ^ u64::from(key.0))
    }
}

impl Frame {
    fn of(claim: &ClaimPatterns, frame: &ReadFrame, predicate: &str) -> Self {
        let marker = |marked: Marked| match marked {
            Marked::Amount => Marker::Bare,
            Marked::From => Marker::From,
            Marked::To => Marker::To,
            Marked::By => Marker::By,
            Marked::Than => Marker::Than,
        };
        Self {
            kind: ClaimKind(id_hash(&claim.kind)),
            modality: claim.modality,
            predicate: id_hash(predicate),
            theme: (id_hash(&frame.theme.0), frame.theme.1),
            figures: frame.figures.iter().map(|(marked, role, kind)| (marker(*marked), id_hash(role), *kind)).collect(),
            counts: Keys::new(frame.counts.iter().map(|id| Key::of(id_hash(id))).collect()),
            set: frame.set.iter().map(|(role, value)| (id_hash(role), *value)).collect(),
        }
    }

    /// Whether a figure is what the frame's predicate says of something, as it stands: no part, no other one, nothing supposed.
    fn tells(&self, analysis: &Analysis, mention: &Mention, about: &About) -> bool {
        let plain = about.flags.meant() == Flags::default() || about.flags.meant() == Flags::TOTAL;
        // "A capacity of 600" counts nothing else.
        let itself = || head(analysis, about.words.head).is_some_and(|at| self.is_meant(analysis, at, &(at..at + 1)));
        let counts = self.counts.is_empty() || about.head.is_empty() || about.head.meets(&self.counts) || itself();
        let said = self.modality == Which::Any || about.modality == Modality::Asserted;
        plain && counts && said && self.is_said(analysis, mention.first as usize, about)
    }

    /// Whether the predicate is said of a figure: by the noun that it is a measure of ("a capacity of 600"), by the verb ("accommodates 600"), or, where the
    /// verb says no more than that something is, has or changes, by its object ("has room for 600"), its subject, or what is counted ("has 600 seats").
    fn is_said(&self, analysis: &Analysis, figure: usize, about: &About) -> bool {
        let token = |byte: u32| analysis.tokens.partition_point(|t| t.span.end <= byte);
        let clause = token(about.clause.start)..token(about.clause.end);
        let verb = || {
            let is = |at: &usize| analysis.is_predicate(*at);
            (clause.start..figure).rev().find(is).or_else(|| (figure..clause.end).find(is))
        };
        let words = &about.words;
        let light = words.verb.is_empty() || about.marker != Marker::Bare;
        let own = [head(analysis, words.container), verb()];
        let more = [words.object, words.subject, words.head].map(|words| head(analysis, words).filter(|_| light));
        own.into_iter().chain(more).flatten().any(|at| self.is_meant(analysis, at, &clause))
    }

    /// Whether a word of a stretch means the predicate.
    fn is_meant(&self, analysis: &Analysis, at: usize, within: &Tokens<usize>) -> bool {
        let of_concept = || analysis.tokens[at].senses.iter().any(|s| s.id == self.predicate);
        analysis.quantity_at(at, within).has(Key::of(self.predicate)) || of_concept()
    }
}

/// The last token of some words; `None` where there are none.
fn head(analysis: &Analysis, words: Span) -> Option<usize> {
    let last = words.end.checked_sub(1).filter(|_| !words.is_empty())?;
    Some(analysis.tokens.partition_point(|t| t.span.end <= last)).filter(|at| *at < analysis.tokens.len())
}

/// The one name that a figure is told of: the clause's subject, else whose it is, else what a pronoun takes up.
fn theme(about: &About) -> Option<(&Name, Place)> {
    for place in [&[Place::Subject], &[Place::Owner], &[Place::Before]] {
        let mut named = about.named(place);
        if let Some(name) = named.next() {
            return named.all(|other| other.fits(name)).then_some((name, place[0]));
        }
    }
    None
}

/// A name as something captured, where it is of the kind that is wanted.
fn captured_name(analysis: &Analysis, gazetteer: &Gazetteer, name: &Name, kind: CaptureKind) -> Option<Captured> {
    let index = analysis.entities.partition_point(|e| e.tokens.start < name.tokens.start);
    let entity = analysis.entities.get(index).filter(|e| e.tokens.start == name.tokens.start && name.entity.is_some());
    let known = entity.and_then(|e| gazetteer.kind(e.entity));
    let wanted = match kind {
        CaptureKind::State => known == Some(EntityKind::State),
        CaptureKind::Organisation => known == Some(EntityKind::Organisation),
        CaptureKind::Person => entity.is_none(),
        _ => true,
    };
    let tokens = Captured::Tokens { first: name.tokens.start, end: name.tokens.end, as_kind: kind };
    wanted.then(|| if entity.is_some() { Captured::Entity { index: index as u32 } } else { tokens })
}
