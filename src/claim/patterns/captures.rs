//! What a capture takes at a token: a mention of its kind, an entity, a name, a noun.

use super::index::may_capture;
use super::scores;
use crate::claim::Analysis;
use crate::claim::context::CONCEPTS;
use crate::clause::name_word;
use crate::entity::{EntityKind, Gazetteer, How};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::pack::pattern::CaptureKind;
use crate::text::{ClassSet, FUNCTION_WORDS, Span, Token, TokenKind, stem};

/// Something captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Captured {
    /// A mention by its index, and as what it was captured.
    Mention { index: u32, as_kind: CaptureKind },
    /// A word, and the lowest and the highest value that it has in its class.
    Word { at: u32, low: i64, high: i64 },
    /// Tokens of a name or a noun.
    Tokens { first: u32, end: u32, as_kind: CaptureKind },
    /// An entity by its index.
    Entity { index: u32 },
}

impl Captured {
    /// Where it stands.
    pub(super) fn span(&self, analysis: &Analysis) -> Span {
        let tokens = |first: u32, end: u32| {
            let token = |at: u32| analysis.tokens.get(at as usize).map(|t| t.span);
            token(first).and_then(|f| Some(f.to(token(end.checked_sub(1)?)?))).unwrap_or_default()
        };
        match *self {
            Self::Mention { index, .. } => analysis.mentions.get(index as usize).map(|m| m.span).unwrap_or_default(),
            Self::Word { at, .. } => tokens(at, at + 1),
            Self::Tokens { first, end, .. } => tokens(first, end),
            Self::Entity { index } => analysis.entities.get(index as usize).map(|e| e.span).unwrap_or_default(),
        }
    }
}

/// The classes of words that are no nouns.
const NO_NOUN: ClassSet =
    FUNCTION_WORDS.with(&[Class::Cardinal, Class::Multiplier, Class::Ordinal, Class::Weekday, Class::Month]);

/// What can be captured as `kind` at token `at`: where it ends, and what it is; the longest first.
pub(super) fn at(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    kind: CaptureKind,
    at: usize,
    sentence_end: usize,
    ends: &mut Vec<(usize, Captured)>,
) {
    let Some(first) = analysis.tokens.get(at) else { return };
    match kind {
        CaptureKind::Noun => {
            if first.is_word() && !first.is_any(&NO_NOUN) && first.text.len() > 1 {
                ends.push((at + 1, Captured::Tokens { first: at as u32, end: at as u32 + 1, as_kind: kind }));
            }
        }
        CaptureKind::Score => {
            if scores::at(&analysis.tokens[at..sentence_end.max(at)]).is_some() {
                ends.push((
                    at + scores::TOKENS,
                    Captured::Tokens { first: at as u32, end: (at + scores::TOKENS) as u32, as_kind: kind },
                ));
            }
        }
        CaptureKind::Name | CaptureKind::State | CaptureKind::Organisation | CaptureKind::Person => {
            named(analysis, gazetteer, kind, at, sentence_end, ends);
        }
        _ => mentioned(analysis, kind, at, sentence_end, ends),
    }
}

fn named(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    kind: CaptureKind,
    at: usize,
    sentence_end: usize,
    ends: &mut Vec<(usize, Captured)>,
) {
    let index = analysis.entities.partition_point(|e| (e.tokens.start as usize) < at);
    let entity = analysis.entities.get(index).filter(|e| e.tokens.start as usize == at && e.how != How::Adjective);
    let wanted = |known: Option<EntityKind>| match kind {
        CaptureKind::State => known == Some(EntityKind::State),
        CaptureKind::Organisation => known == Some(EntityKind::Organisation),
        CaptureKind::Person => false,
        _ => true,
    };
    if let Some(entity) = entity.filter(|e| wanted(gazetteer.kind(e.entity))) {
        ends.push((entity.tokens.end as usize, Captured::Entity { index: index as u32 }));
    }
    if !matches!(kind, CaptureKind::Name | CaptureKind::Person) {
        return;
    }
    let part = |t: &Token| t.is_word() && t.capital && !t.is_any(&NO_NOUN);
    let titled = analysis.tokens[at].is(Class::Title);
    let from = if titled { at + 1 } else { at };
    let mut end = from;
    while end < sentence_end && end < from + 6 && part(&analysis.tokens[end]) {
        end += 1;
        // A double name: "Berg-Lind".
        let joined = analysis.tokens.get(end..end + 2);
        if joined.is_some_and(|j| j[0].glued && j[0].is_punct('-') && j[1].glued && part(&j[1])) && end + 2 <= sentence_end {
            end += 2;
        }
    }
    let least = if kind == CaptureKind::Person && !titled { 2 } else { 1 };
    if end >= from + least && !ends.iter().any(|(e, _)| *e == end) {
        ends.push((end, Captured::Tokens { first: from as u32, end: end as u32, as_kind: kind }));
    }
}

fn mentioned(analysis: &Analysis, kind: CaptureKind, at: usize, sentence_end: usize, ends: &mut Vec<(usize, Captured)>) {
    let index = analysis.mentions.partition_point(|m| (m.first as usize) < at);
    let here = || analysis.mentions[index..].iter().take_while(|m| m.first as usize == at);
    let governs = |m: &Mention| governs(m) && !analysis.counts_votes(m);
    if here().next().is_none() || inside(analysis, index, at) {
        return;
    }
    for (nth, mention) in here().enumerate() {
        let end = mention.end as usize;
        let fits = may_capture(kind, mention.kind, &mention.reading)
            && end <= sentence_end
            && end > at
            && match kind {
                CaptureKind::Number | CaptureKind::Count | CaptureKind::Amount if goes_on(analysis, end) => false,
                CaptureKind::Number | CaptureKind::Count => !here().any(|o| governs(o) && o.end >= mention.end),
                CaptureKind::Amount => mention.kind != Kind::Number || !here().any(|o| governs(o) && o.end >= mention.end),
                CaptureKind::Year => is_year(mention, analysis),
                _ => true,
            };
        if fits && !ends.iter().any(|(e, _)| *e == end) {
            ends.push((end, Captured::Mention { index: (index + nth) as u32, as_kind: kind }));
        }
    }
}

/// Whether the figure is a part of a name ("Boeing 747"), or a hedge stands before it ("about 200").
fn inside(analysis: &Analysis, index: usize, at: usize) -> bool {
    const HEDGES: [Class; 7] = [
        Class::HedgeAbout,
        Class::HedgeMoreThan,
        Class::HedgeAtLeast,
        Class::HedgeLessThan,
        Class::HedgeAtMost,
        Class::HedgeNearly,
        Class::HedgeJustOver,
    ];
    let hedged = |m: &Mention| analysis.tokens.get(m.first as usize).is_some_and(|t| HEDGES.iter().any(|c| t.is(*c)));
    let around = analysis.mentions[..index].iter().rev().take(8).filter(|m| m.end as usize > at);
    let names = |m: &Mention| m.kind == Kind::Name && !analysis.counts_votes(m);
    around.into_iter().any(|m| names(m) || matches!(m.reading, Reading::Amount(_)) && hedged(m))
}

/// Whether a mark and more digits are glued to a figure: it is a part of a version or of a row ("0.18.2", "1200,100").
fn goes_on(analysis: &Analysis, end: usize) -> bool {
    let Some([figure, mark, more]) = analysis.tokens.get(end.saturating_sub(1)..end + 2) else { return false };
    let joins = mark.glued && (mark.is_punct('.') || mark.is_punct(','));
    figure.kind == TokenKind::Digits && joins && more.glued && more.kind == TokenKind::Digits
}

/// A mention that gives the number in it a unit or another meaning.
fn governs(mention: &Mention) -> bool {
    !matches!(mention.kind, Kind::Number | Kind::List | Kind::Quote)
}

fn is_year(mention: &Mention, analysis: &Analysis) -> bool {
    match &mention.reading {
        Reading::Days { days: Some(days), .. } => match (days.earliest(), days.latest()) {
            (Some(first), Some(last)) => {
                first.year() == last.year()
                    && (first.month(), first.day()) == (1, 1)
                    && (last.month(), last.day()) == (12, 31)
                    && days.month_number().is_none()
            }
            _ => false,
        },
        Reading::Amount(amount) => {
            let written = mention.span.of(&analysis.document.text);
            written.len() == 4 && amount.figure.to_i64().is_some_and(|n| (1000..2200).contains(&n))
        }
        _ => false,
    }
}

/// What a captured thing is, across documents: an entity, a name without its genitive, the last name of a person, the concept or the stem of a noun.
pub(super) fn identity(analysis: &Analysis, captured: &Captured) -> u64 {
    let named = |t: &Token| u64::from(name_word(t.text).0);
    match *captured {
        Captured::Entity { index } => analysis.entities.get(index as usize).map_or(0, |e| e.entity.0),
        Captured::Word { at, .. } => analysis.tokens.get(at as usize).map_or(0, |t| noun(analysis, t)),
        Captured::Tokens { first, end, as_kind } => {
            let tokens = analysis.tokens.get(first as usize..end as usize).unwrap_or_default();
            match (as_kind, tokens) {
                (CaptureKind::Noun, [t, ..]) => noun(analysis, t),
                (CaptureKind::Person, [.., last]) => named(last),
                _ => tokens.iter().filter(|t| t.is_word()).fold(0, |h, t| h.rotate_left(5) ^ named(t)),
            }
        }
        Captured::Mention { index, .. } => {
            analysis.mentions.get(index as usize).map_or(0, |m| id_hash(m.span.of(&analysis.document.text)))
        }
    }
}

fn noun(analysis: &Analysis, t: &Token) -> u64 {
    t.senses.iter().find(|s| CONCEPTS.has(s.class) && s.id != 0).map_or_else(|| stem(&analysis.lexicon.language, t), |s| s.id)
}
