//! Figures in their context: every number, quantity, ordinal and date that no subject governs.

use super::context::{Placed, fold};
use super::set_below::is_heading;
use super::{About, Analysis, Claim, ClaimKind, Form, Modality, Passage, Wording};
use crate::grammar::{Amount, Kind, Mention, Reading};
use crate::lexicon::{Class, Units, id_hash};
use crate::text::{Tag, TokenKind};
use crate::value::{Days, Meet, Number, Range, Value, rounding};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// What kind of claim a figure is, what is counted or measured, and the worlds that it allows.
type Figure = (ClaimKind, u64, Value<crate::entity::EntityId>);

/// The features kept with a figure.
const MOST_FEATURES: usize = 24;
/// What a figure weighs in the context of another, in tenths.
const FIGURE: u8 = 14;
/// Nobody says "shortly after one" of half past one or later, in minutes.
const SOON: i64 = 30;
/// The hours of a clock, in minutes: what is before seven is no more than these before.
pub(crate) const HALF_DAY: i64 = 12 * 60;
/// No range has ends so many times apart.
const FAR: i64 = 5;
/// Of sentences without a figure only what they quote is kept, as long as there is one word for so many bytes of the text: prose has fewer.
const BYTES_A_WORD: usize = 4;
/// Figures up to this one tell too little to be a feature.
const SAYS_LITTLE: i64 = 2;

impl Analysis<'_> {
    /// Adds all figures of the document that are no part of another mention, in order, what each of them is about, and the sentences
    /// that they stand in with their words. With `whole`, all sentences are given, and the quotes.
    pub(super) fn figures(
        &self,
        out: &mut Vec<Claim>,
        abouts: &mut Vec<Option<Box<About>>>,
        wording: &mut Wording,
        whole: bool,
    ) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut at = 0;
        let mut quoted = self.quoted_tokens();
        if !whole {
            // A heading gives the gist of what was said.
            let mut left =
                self.tokens.last().map_or(0, |t| t.span.end as usize) - self.tokens.first().map_or(0, |t| t.span.start as usize);
            quoted.retain(|quote| {
                let kept = !is_heading(self, quote) && left > quote.len() * BYTES_A_WORD;
                left -= if kept { quote.len() * BYTES_A_WORD } else { 0 };
                kept
            });
        }
        let mut quotes = quoted.iter().peekable();
        out.reserve(self.mentions.len());
        for (index, sentence) in self.sentences.iter().enumerate() {
            let from = at;
            while self.mentions.get(at).is_some_and(|m| (m.first as usize) < sentence.tokens.end) {
                at += 1;
            }
            let figures = self.figures_among(&self.mentions[from..at], sentence.tokens.end);
            while quotes.next_if(|quote| quote.end <= sentence.tokens.start).is_some() {}
            if figures.is_empty() && !whole {
                self.words_quoted(&sentence.tokens, quotes.clone(), wording);
                continue;
            }
            let words = self.features(&sentence.tokens);
            let features = with_figures(&words, &figures);
            let first = out.len() as u32;
            if whole && !figures.is_empty() {
                self.beside(&sentence.tokens, &mut wording.beside);
            }
            // Drafts and sources are matched by their words; what two figures of a sentence are about tells which of them is meant.
            let parsed = if whole && figures.len() < 2 { None } else { self.parsed(index, figures.len()) };
            for (mention, (kind, attribute, value)) in figures {
                let written = match &mention.reading {
                    Reading::Amount(amount) => as_written(amount.figure),
                    Reading::Period(_) | Reading::Time(_) | Reading::Days { length: Some(_), .. } => {
                        self.inner_figure(mention).map_or(0, as_written)
                    }
                    _ => 0,
                };
                abouts.push(parsed.as_ref().and_then(|parsed| self.about(parsed, mention)).map(Box::new));
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
                    written,
                    unit: if let Reading::Amount(amount) = &mention.reading { amount.unit as u16 } else { 0 },
                    context: Self::context_of(&features, &(mention.first as usize..mention.end as usize), MOST_FEATURES),
                    about: None,
                });
            }
            passages.extend(self.passage(&sentence.tokens, &words, first..out.len() as u32, wording));
        }
        self.quotes(quoted, wording);
        passages
    }

    /// The words of a sentence that stand in quotes.
    fn words_quoted<'q>(
        &self,
        sentence: &std::ops::Range<usize>,
        quotes: impl Iterator<Item = &'q std::ops::Range<usize>>,
        wording: &mut Wording,
    ) {
        for quote in quotes.take_while(|quote| quote.start < sentence.end) {
            let within = quote.start.max(sentence.start)..quote.end.min(sentence.end);
            self.words_of(&within, &self.features(&within), wording);
        }
    }

    /// The figures among the mentions of a sentence that ends before token `end`.
    fn figures_among<'a>(&self, mentions: &'a [Mention], end: usize) -> Vec<(&'a Mention, Figure)> {
        let mut covered = 0;
        let mut found = Vec::new();
        let mut change: Option<&Mention> = None;
        for mention in mentions {
            if mention.end <= covered || matches!(mention.kind, Kind::List | Kind::Quote) || self.is_part_of_word(mention) {
                continue;
            }
            if self.is_change(mention) {
                change = change.filter(|c| mention.end <= c.end).or(Some(mention));
                continue;
            }
            // The votes of a tally are counted, and compared with it: "24 votes to 15".
            covered = if self.counts_votes(mention) { covered } else { mention.end };
            let unit_of = change.filter(|c| mention.end <= c.end);
            found.extend(self.figure_of(mention, unit_of, end).map(|figure| (mention, figure)));
        }
        found
    }

    /// Whether a figure is part of a word of a program: `copy_8888_to_565`.
    fn is_part_of_word(&self, mention: &Mention) -> bool {
        let joins = |at: usize| self.tokens.get(at).is_some_and(|t| t.glued && t.is_punct('_'));
        let (first, end) = (mention.first as usize, mention.end as usize);
        first > 0 && self.tokens[first].glued && self.tokens[first - 1].is_punct('_') || joins(end)
    }

    /// Whether a mention goes from one figure to another ("from 7.25 to 6.75 per cent", "from 3 to 62"): two figures, and no range of
    /// them. "From 11 to 12 per cent" may be one.
    fn is_change(&self, mention: &Mention) -> bool {
        let Reading::Amount(amount) = &mention.reading else { return false };
        let far = || Some(amount.range.min?.checked_mul(Number::from(FAR))? <= amount.range.max?);
        let falls = || amount.range.is_exact().is_none() && amount.range.max == Some(amount.figure);
        self.tokens[mention.first as usize].is(Class::RangeFrom) && (falls() || far().unwrap_or(false))
    }

    /// The number in a length of time.
    pub(super) fn inner_figure(&self, mention: &Mention) -> Option<Number> {
        self.mentions_in(&(mention.first as usize..mention.end as usize)).find_map(|m| match (&m.reading, m.kind) {
            (Reading::Amount(amount), Kind::Number) => Some(amount.figure),
            _ => None,
        })
    }

    /// A sentence with its features, and `figures` among the claims.
    fn passage(
        &self,
        tokens: &std::ops::Range<usize>,
        placed: &[Placed],
        figures: std::ops::Range<u32>,
        wording: &mut Wording,
    ) -> Option<Passage> {
        let (start, end) = self.tokens.get(tokens.start).zip(self.tokens.get(tokens.end - 1))?;
        let before = wording.words.len() as u32;
        self.words_of(tokens, placed, wording);
        // Hash and weight in one number sort faster than a pair of them.
        let mut packed: Vec<u64> = placed.iter().map(|f| u64::from(f.hash) << 8 | u64::from(f.weight)).collect();
        packed.sort_unstable();
        packed.dedup_by_key(|f| *f >> 8);
        let features: Vec<(u32, u8)> = packed.into_iter().map(|f| ((f >> 8) as u32, f as u8)).collect();
        Some(Passage {
            span: start.span.to(end.span),
            features: features.into(),
            figures,
            words: before..wording.words.len() as u32,
        })
    }

    /// What kind of claim a mention is by itself, what is counted or measured, and the worlds that it allows. The first figure of a
    /// `change` has the unit of both.
    pub(super) fn figure_of(&self, mention: &Mention, change: Option<&Mention>, end: usize) -> Option<Figure> {
        match &mention.reading {
            Reading::Amount(amount) => {
                // An end of a change stands by itself.
                let amount = &Amount { hedged: amount.hedged && change.is_none(), ..*amount };
                let range = widened(amount);
                let of_both = change.filter(|_| mention.kind == Kind::Number);
                let unit = match of_both.map(|c| &c.reading) {
                    Some(Reading::Amount(both)) => both.unit,
                    _ => amount.unit,
                };
                let amount = &Amount { unit, ..*amount };
                let (kind, attribute) = match of_both.map_or(mention.kind, |c| c.kind) {
                    Kind::Ordinal => (ClaimKind::ORDINAL, 0),
                    Kind::Number => (ClaimKind::COUNT, self.noun_after(mention.end as usize, end)),
                    Kind::Percent if amount.unit == 0 => (ClaimKind::FIGURE, id_hash("percent")),
                    Kind::Age => (ClaimKind::FIGURE, id_hash("age")),
                    _ => return Some(measured(amount.unit, &rounded(amount))),
                };
                Some((kind, attribute, Value::Number(range)))
            }
            Reading::Time(minutes) => {
                let range = self.around_time(mention.first as usize, i64::from(*minutes));
                Some((ClaimKind::FIGURE, id_hash("time"), Value::Number(range)))
            }
            Reading::Period(period) => Some((ClaimKind::FIGURE, id_hash("duration"), Value::Number(period.days?))),
            Reading::Days { length: Some(days), .. } => Some((ClaimKind::FIGURE, id_hash("duration"), Value::Number(*days))),
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

    /// The minutes of a day that a time allows by the word before it: "shortly after one o'clock", "around 10 pm".
    fn around_time(&self, first: usize, minutes: i64) -> Range {
        let before = first.checked_sub(1).map(|i| &self.tokens[i]);
        let between = |from: i64, to: i64| Range::between(Number::from(minutes + from), Number::from(minutes + to));
        match before.and_then(|t| t.value(Class::ClockNear)) {
            Some(1) => between(0, SOON),
            Some(_) => between(-SOON, 0),
            None if before.is_some_and(|t| t.is(Class::HedgeAbout)) => between(-SOON, SOON),
            // "Before seven o'clock": any time of the half of the day that ends there.
            None if before.is_some_and(|t| t.value(Class::Until) == Some(1)) => between(-HALF_DAY, 0),
            None => Range::exact(Number::from(minutes)),
        }
    }

    /// In lower case and with one kind of dash; a tally in words as one in figures ("24 to 15": "24-15").
    fn as_written(&self, mention: &Mention) -> Value<crate::entity::EntityId> {
        if let Some((home, _, away)) = self.tally(mention) {
            return Value::Text(format!("{home}-{away}"));
        }
        Value::Text(mention.span.of(&self.document.text).to_lowercase().replace(['–', '−', '‑'], "-"))
    }

    /// Whether a mention is a tally that names what its figures count: "24 votes to 15".
    pub(super) fn counts_votes(&self, mention: &Mention) -> bool {
        mention.kind == Kind::Name && self.tally(mention).is_some_and(|(_, between, _)| between > 1)
    }

    /// The sides of a tally in words, and how many words stand between them.
    fn tally(&self, mention: &Mention) -> Option<(&str, usize, &str)> {
        let [home, between @ .., away] = &self.tokens[mention.first as usize..mention.end as usize] else { return None };
        let figures = [home, away].iter().all(|t| t.kind == TokenKind::Digits);
        let words = !between.is_empty() && between.iter().all(crate::text::Token::is_word);
        (figures && words).then_some((home.text, between.len(), away.text))
    }

    /// How a mention is put; a length of time as the number in it. Two figures in one range are its ends.
    pub(super) fn form_of(&self, mention: &Mention) -> Form {
        let tokens = mention.first as usize..mention.end as usize;
        let inner = || self.mentions_in(&tokens).filter(|m| m.kind == Kind::Number);
        match &mention.reading {
            Reading::Period(_) | Reading::Days { length: Some(_), .. } => inner().next().map_or(Form::Plain, form),
            Reading::Amount(amount) if amount.range.is_bounded() && amount.range.is_exact().is_none() => {
                let parts = inner().filter(|m| matches!(&m.reading, Reading::Amount(a) if a.range.is_exact().is_some()));
                if parts.count() > 1 { Form::Ends } else { form(mention) }
            }
            Reading::Time(_) if self.is_of_either_half(&tokens) => Form::Twelve,
            Reading::Time(minutes) if self.around_time(tokens.start, i64::from(*minutes)).is_exact().is_none() => Form::Hedged,
            Reading::Days { .. } if self.is_compared(mention.first as usize) => Form::Compared,
            _ => form(mention),
        }
    }

    /// Whether nothing tells which half of the day an hour is of: "at five", "halv tre", but not "5 p.m.", "17.30".
    fn is_of_either_half(&self, tokens: &std::ops::Range<usize>) -> bool {
        let tokens = &self.tokens[tokens.clone()];
        let mut figures = tokens.iter().filter(|t| t.kind == TokenKind::Digits);
        let hour = figures.next().and_then(|t| t.text.parse().ok()).is_none_or(|hour: u8| hour <= 12);
        let named = |t: &crate::text::Token| t.is(Class::Meridiem) || t.is(Class::TimeWord);
        hour && figures.next().is_none() && !tokens.iter().any(named)
    }

    /// Whether a time is what another is compared with: "than in 2019", "compared to the third quarter", "4 per cent from March".
    fn is_compared(&self, date: usize) -> bool {
        let small = [Class::Article, Class::DefiniteArticle, Class::Preposition, Class::RangeFrom];
        let skips = |t: &crate::text::Token| small.iter().any(|c| t.is(*c)) && !t.is(Class::Compared);
        let Some(before) = (0..date).rev().take(3).find(|i| !skips(&self.tokens[*i])) else { return false };
        let from_percent = || {
            let from = (before + 1..date).any(|i| self.tokens[i].is(Class::RangeFrom));
            from && self
                .mentions_in(&(before.saturating_sub(4)..date))
                .any(|m| m.kind == Kind::Percent && m.end as usize == before + 1)
        };
        self.tokens[before].is(Class::Compared) || from_percent()
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
            // "64 million had so far been spent": what follows the verb is not counted.
            if self.tags[at] == Tag::Auxiliary {
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

/// The features of a sentence, and its figures as features of each other: what stands beside "$3.69" is told by it.
fn with_figures(words: &[Placed], figures: &[(&Mention, Figure)]) -> Vec<Placed> {
    let mut all = Vec::with_capacity(words.len() + figures.len());
    all.extend_from_slice(words);
    all.extend(figures.iter().filter_map(|(mention, (_, _, value))| {
        let hash = match (&mention.reading, value) {
            (Reading::Amount(amount), _) if amount.figure.abs() > Number::from(SAYS_LITTLE) => hash_of(&amount.figure),
            (_, Value::Days(days)) => hash_of(days),
            _ => return None,
        };
        Some(Placed { at: mention.first, hash: fold(hash), weight: FIGURE })
    }));
    all.sort_by_key(|f| f.at);
    all
}

/// What [`Claim::written`] is for a number.
pub(crate) fn as_written(number: Number) -> u32 {
    fold(hash_of(&number))
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
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

/// A quantity in the base unit of its dimension, so that miles meet kilometres; money stays in its currency, of which cents are parts.
fn measured(unit: u64, range: &Range) -> (ClaimKind, u64, Value<crate::entity::EntityId>) {
    let (attribute, range) = match Units::built_in().get(unit) {
        Some(known) if !known.part_of.is_empty() => (known.part_of[0], range.scale(known.factor)),
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
