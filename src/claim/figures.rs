//! Figures in their context: every number, quantity, ordinal and date that no subject governs.

use super::context::Placed;
use super::{Analysis, Claim, ClaimKind, Form, Modality, Passage, Wording};
use crate::grammar::{Amount, Kind, Mention, Reading};
use crate::lexicon::{Class, Units, id_hash};
use crate::text::TokenKind;
use crate::value::{Days, Meet, Number, Range, Value, rounding};

/// The features kept with a figure.
const MOST_FEATURES: usize = 24;

impl Analysis<'_> {
    /// All figures of the document that are no part of another mention, in order.
    pub(super) fn figures(&self, out: &mut Vec<Claim>) {
        let mut at = 0;
        for (index, sentence) in self.sentences.iter().enumerate() {
            let mut features: Option<Vec<Placed>> = None;
            let mut covered = 0;
            while let Some(mention) = self.mentions.get(at).filter(|m| (m.first as usize) < sentence.tokens.end) {
                at += 1;
                if mention.end <= covered || matches!(mention.kind, Kind::List | Kind::Quote) {
                    continue;
                }
                covered = mention.end;
                let Some((kind, attribute, value)) = self.figure_of(mention, sentence.tokens.end) else { continue };
                let features = features.get_or_insert_with(|| self.features(&sentence.tokens));
                let figure = mention.first as usize..mention.end as usize;
                out.push(Claim {
                    kind,
                    subject: 0,
                    attribute,
                    value,
                    roles: Box::default(),
                    span: mention.span,
                    sentence: index as u32,
                    period: None,
                    speaker: None,
                    modality: Modality::Asserted,
                    form: self.form_of(mention),
                    context: Self::context_of(features, &figure, MOST_FEATURES),
                });
            }
        }
    }

    /// The sentences of a document as drafts and sources are matched by; `claims[first..]` are its figures. Its words and quotes
    /// are added to `wording`.
    pub(super) fn passages(&self, claims: &[Claim], first: usize, wording: &mut Wording) -> Vec<Passage> {
        let figures = &claims[first..];
        let mut passages = Vec::with_capacity(self.sentences.len());
        for (index, sentence) in self.sentences.iter().enumerate() {
            let Some((start, end)) = self.tokens.get(sentence.tokens.start).zip(self.tokens.get(sentence.tokens.end - 1)) else {
                continue;
            };
            let from = first + figures.partition_point(|c| (c.sentence as usize) < index);
            let to = first + figures.partition_point(|c| (c.sentence as usize) <= index);
            let placed = self.features(&sentence.tokens);
            let before = wording.words.len() as u32;
            self.words_of(&sentence.tokens, &placed, wording);
            let mut features: Vec<(u32, u8)> = placed.iter().map(|f| (f.hash, f.weight)).collect();
            features.sort_unstable();
            features.dedup_by_key(|f| f.0);
            passages.push(Passage {
                span: start.span.to(end.span),
                features: features.into(),
                figures: from as u32..to as u32,
                words: before..wording.words.len() as u32,
            });
        }
        self.quotes(wording);
        passages
    }

    /// What kind of claim a mention is by itself, what is counted or measured, and the worlds that it allows.
    fn figure_of(&self, mention: &Mention, end: usize) -> Option<(ClaimKind, u64, Value<crate::entity::EntityId>)> {
        match &mention.reading {
            Reading::Amount(amount) => {
                let range = widened(amount);
                let (kind, attribute) = match mention.kind {
                    Kind::Ordinal => (ClaimKind::ORDINAL, 0),
                    Kind::Number => (ClaimKind::COUNT, self.noun_after(mention.end as usize, end)),
                    Kind::Percent if amount.unit == 0 => (ClaimKind::FIGURE, id_hash("percent")),
                    Kind::Age => (ClaimKind::FIGURE, id_hash("age")),
                    _ => return Some(measured(amount.unit, &rounded(amount))),
                };
                Some((kind, attribute, Value::Number(range)))
            }
            Reading::Time(minutes) => {
                Some((ClaimKind::FIGURE, id_hash("time"), Value::Number(Range::exact(Number::from(i64::from(*minutes))))))
            }
            Reading::Period(period) => Some((ClaimKind::FIGURE, id_hash("duration"), Value::Number(period.days?))),
            Reading::Days { days, weekday, .. } => {
                let weekday = weekday.and_then(Days::weekday);
                let days = days.map(|d| weekday.and_then(|w| d.meet(&w)).unwrap_or(d)).filter(|d| *d != Days::ALL);
                // "Last year", with no date to count from, and "34 March" are compared as they are written.
                Some((ClaimKind::DATE, 0, days.map_or_else(|| self.as_written(mention), Value::Days)))
            }
            Reading::Text if mention.kind == Kind::Name => Some((ClaimKind::TEXT, 0, self.as_written(mention))),
            Reading::List { .. } | Reading::Text => None,
        }
    }

    fn as_written(&self, mention: &Mention) -> Value<crate::entity::EntityId> {
        Value::Text(mention.span.of(&self.document.text).to_lowercase())
    }

    /// How a mention is put; a length of time as the number in it.
    fn form_of(&self, mention: &Mention) -> Form {
        let inner = self.mentions_in(&(mention.first as usize..mention.end as usize)).find(|m| m.kind == Kind::Number);
        match mention.reading {
            Reading::Period(_) => inner.map_or(Form::Plain, form),
            _ => form(mention),
        }
    }

    /// The concept, or the stem, of the noun that a number counts: the first word after it that is no adjective we know
    /// of, as far as three words on.
    pub(super) fn noun_after(&self, from: usize, end: usize) -> u64 {
        let mut noun = 0;
        for at in from..end.min(from + 3) {
            let t = &self.tokens[at];
            if t.kind != TokenKind::Word || t.is(Class::Preposition) || t.is(Class::And) || t.is(Class::Copula) || t.is(Class::Of)
            {
                if t.is_punct('-') && t.glued || t.is(Class::Of) && at == from {
                    continue;
                }
                break;
            }
            let concept =
                t.senses.iter().find(|s| matches!(s.class, Class::Statehood | Class::Member | Class::Concept | Class::Event));
            let head = || t.senses.is_empty().then(|| self.lexicon.compound_head(&t.text.to_lowercase())).flatten();
            if let Some(sense) = concept.copied().or_else(head) {
                return if sense.id == 0 { id_hash("member") } else { sense.id };
            }
            if noun == 0 && t.senses.is_empty() {
                noun = crate::text::stem(&self.lexicon.language, t);
            }
        }
        noun
    }
}

/// The range of a bare number that counts something; `None` for any other mention.
pub(super) fn amount_of(mention: &Mention) -> Option<Range> {
    match (&mention.reading, mention.kind) {
        (Reading::Amount(amount), Kind::Number) => Some(widened(amount)),
        _ => None,
    }
}

/// The range of an amount with what rounding can hide: half of the last digit printed, where that is no unit digit.
///
/// The upper end is left out, so that 0.13 and 0.14 do not meet at 0.135.
pub(super) fn widened(amount: &Amount) -> Range {
    let whole = amount.last_digit <= Number::ONE && amount.figure.is_integer() && amount.last_digit.is_integer();
    if amount.hedged || whole {
        return amount.range;
    }
    let range = amount.range.hull(&rounding(amount.figure, amount.last_digit));
    Range::new(range.min, false, range.max, true).unwrap_or(range)
}

/// A quantity in the base unit of its dimension, so that miles meet kilometres; money stays in its currency.
fn measured(unit: u64, range: &Range) -> (ClaimKind, u64, Value<crate::entity::EntityId>) {
    let (attribute, range) = match Units::built_in().get(unit) {
        Some(known) if known.dimension != "money" => {
            (id_hash(&known.dimension), range.scale(known.factor).add(&Range::exact(known.offset)))
        }
        _ => (unit, *range),
    };
    (ClaimKind::FIGURE, attribute, Value::Number(range))
}

/// The range of a measured amount: "16 km" is anything that rounds to 16.
fn rounded(amount: &Amount) -> Range {
    if amount.hedged || amount.range.is_exact().is_none() || amount.last_digit.is_zero() {
        return widened(amount);
    }
    let range = rounding(amount.figure, amount.last_digit);
    Range::new(range.min, false, range.max, true).unwrap_or(range)
}

/// How a mention is put.
fn form(mention: &Mention) -> Form {
    match &mention.reading {
        Reading::Amount(amount) => {
            match (amount.range.min, amount.range.max) {
                (Some(min), Some(max)) if min == max => Form::Plain,
                (Some(min), Some(max)) if min == amount.figure && max != amount.figure && !amount.range.min_open => {
                    if amount.hedged { Form::Hedged } else { Form::Ends }
                }
                (Some(_), Some(_)) => Form::Hedged,
                _ => Form::Open,
            }
        }
        Reading::Days { days, written, .. } => {
            let days = days.unwrap_or(*written);
            if days.is_anchored() && (days.latest().is_none() || days.earliest().is_none()) { Form::Open } else { Form::Plain }
        }
        _ => Form::Plain,
    }
}
