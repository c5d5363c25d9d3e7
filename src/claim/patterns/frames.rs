//! Claims that frames make: what is said or measured of a named thing, however its clause is put.
//!
//! ```text
//! frame = theme , predicate , { [ marker ] , figure }
//!
//! "The Lyra hall, which seats 1,200, …"     predicate seat   theme Lyra (hall)   amount 1,200
//! "Lyras kapacitet höjdes från 900 till 1 200."   predicate capacity   theme Lyra   from 900   to 1,200
//! ```
//!
//! What a figure is about is read by [`crate::clause`]; here it is only asked whether that is what a frame wants. Where a clause names several
//! things, or gives several figures that could play one role, it makes no claim.

use super::captures::{Captured, identity};
use super::index::may_capture;
use super::{Analysis, Claim, ClaimKind, PUBLISHED, VALUE, amounts, told};
use crate::claim::Role;
use crate::clause::{About, Flags, Key, Keys, Marker, Modality, Name, Role as Place};
use crate::entity::{EntityKind, Gazetteer};
use crate::grammar::Kind;
use crate::lexicon::{Lexicon, id_hash, words_of};
use crate::pack::pattern::{CaptureKind, ClaimPatterns, Marked, ReadFrame, Which};
use crate::text::{Span, Tag, Token};
use crate::value::{Days, Value};
use rustc_hash::FxHashSet;
use std::ops::Range as Tokens;

/// The frames of all claim files, for one language.
#[derive(Debug, Default)]
pub(super) struct Frames {
    all: Vec<Frame>,
    /// The first words of what means one of their predicates, and the ids of concepts that do.
    begins: FxHashSet<u64>,
    ids: FxHashSet<u64>,
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

/// A figure of a sentence by its mention, and what it is about.
type Figure = (u32, About);

impl Frames {
    /// Those of which the language has words.
    pub(super) fn of(claims: &[ClaimPatterns], lexicon: &Lexicon) -> Self {
        let read = claims.iter().flat_map(|claim| claim.frames.iter().map(move |frame| (claim, frame)));
        let each = read.flat_map(|(claim, frame)| frame.predicates.iter().map(|id| Frame::of(claim, frame, id)));
        let frames: Vec<Frame> = each.collect();
        if frames.is_empty() {
            return Self::default();
        }
        let ids: Vec<u64> = frames.iter().map(|frame| frame.predicate).collect();
        let begins = lexicon.quantities().firsts(&ids).collect();
        Self { all: frames, begins, ids: ids.into_iter().collect() }
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
            let figures = figures(analysis, &sentence.tokens);
            if figures.is_empty() || !analysis.tokens[sentence.tokens.clone()].iter().any(|t| self.may_say(t)) {
                continue;
            }
            let Some(parsed) = analysis.parsed(number, figures.len()) else { continue };
            let about = |at: u32| Some((at, analysis.about(&parsed, analysis.mentions.get(at as usize)?)?));
            let told: Vec<Figure> = figures.into_iter().filter_map(about).collect();
            for frame in &self.all {
                self.claims(frame, analysis, gazetteer, (number as u32, &told), out);
            }
        }
    }

    /// Whether a word begins what means a predicate.
    fn may_say(&self, t: &Token) -> bool {
        let first = |t: &Token| if t.text.contains(' ') { words_of(t.text).next() } else { Some(t.word) };
        t.is_word()
            && (first(t).is_some_and(|word| self.begins.contains(&word)) || t.senses.iter().any(|s| self.ids.contains(&s.id)))
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
        let told: Vec<&Figure> = told.iter().filter(|(at, about)| frame.tells(analysis, *at, about)).collect();
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
            let plays = |(at, about): &&&Figure| {
                let mention = &analysis.mentions[*at as usize];
                about.marker == *marker && may_capture(*kind, mention.kind, &mention.reading)
            };
            let mut playing = clause.iter().filter(plays);
            let (at, _) = playing.next()?;
            // "Seats 900 in winter and 1,200 in summer."
            if playing.next().is_some() {
                return None;
            }
            captured.push((*role, Captured::Mention { index: *at, as_kind: *kind }));
        }
        let about = &clause.first()?.1;
        let (name, place) = theme(about)?;
        let theme = captured_name(analysis, gazetteer, name, frame.theme.1)?;
        captured.push((frame.theme.0, theme));
        let mut roles = amounts::roles(analysis, &captured)?;
        let last = analysis.mentions.get(clause.last()?.0 as usize)?.span;
        let span = clause.iter().map(|(at, _)| analysis.mentions[*at as usize].span).fold(last, |all, one| one.to(all));
        told::set(&frame.set, span, &mut roles);
        if let Some(date) = analysis.document.meta.date {
            roles.push(Role { role: PUBLISHED, value: Value::Days(Days::on(date)), span });
        }
        let value = roles.iter().find(|r| r.role == VALUE).map(|r| r.value.clone());
        Some(Claim {
            subject: identity(analysis, &theme),
            attribute: self.attribute(frame, analysis, about, (name, place)),
            roles: roles.into(),
            period: about.period,
            speaker: about.speaker,
            ..Claim::new(frame.kind, value.unwrap_or(Value::Text(String::new())), span, number)
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
    fn tells(&self, analysis: &Analysis, at: u32, about: &About) -> bool {
        let plain = about.flags.meant() == Flags::default() || about.flags.meant() == Flags::TOTAL;
        // "A capacity of 600" counts nothing else.
        let itself = || head(analysis, about.words.head).is_some_and(|at| self.is_meant(analysis, at, &(at..at + 1)));
        let counts = self.counts.is_empty() || about.head.is_empty() || about.head.meets(&self.counts) || itself();
        let said = self.modality == Which::Any || about.modality == Modality::Asserted;
        plain && counts && said && self.is_said(analysis, at, about)
    }

    /// Whether the predicate is said: by the noun that the figure is a measure of ("a capacity of 600"), by the verb ("accommodates 600"), or, where the
    /// verb says no more than that something is or has, by its object ("has room for 600"), its subject, or what is counted ("has 600 seats").
    fn is_said(&self, analysis: &Analysis, at: u32, about: &About) -> bool {
        let Some(figure) = analysis.mentions.get(at as usize).map(|m| m.first as usize) else { return false };
        let token = |byte: u32| analysis.tokens.partition_point(|t| t.span.end <= byte);
        let clause = token(about.clause.start)..token(about.clause.end);
        let verb = || {
            let is = |at: &usize| analysis.is_predicate(*at);
            (clause.start..figure).rev().find(is).or_else(|| (figure..clause.end).find(is))
        };
        let words = &about.words;
        let light = words.verb.is_empty();
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

/// The figures of a sentence that are no part of another mention, by mention.
fn figures(analysis: &Analysis, sentence: &Tokens<usize>) -> Vec<u32> {
    let from = analysis.mentions.partition_point(|m| (m.first as usize) < sentence.start);
    let mut covered = 0;
    let within = analysis.mentions[from..].iter().zip(from..).take_while(|(m, _)| (m.first as usize) < sentence.end);
    let outer = within.filter(|(m, _)| {
        let outer = m.end > covered && !matches!(m.kind, Kind::List | Kind::Quote);
        covered = if outer { m.end } else { covered };
        outer
    });
    outer.map(|(_, at)| at as u32).collect()
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
