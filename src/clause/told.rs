//! Reads what a figure is about: its clause, what that is said of, and the phrases around it, put into slots.

use super::{
    About, Analysis, Flags, Keys, MOST_FIGURES, MOST_TOKENS, Marker, Name, Role, SlotWords, ToldOf, phrase::Phrase, split::Clause,
};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::Class;
use crate::text::{ClassSet, Span, Tag};
use crate::value::Days;
use std::ops::Range;

/// What the predicate of a figure governs.
struct Governed<'a> {
    subject: Option<&'a Range<usize>>,
    /// The name beside it, of the same thing.
    apposed: Option<&'a Range<usize>>,
    object: Option<&'a Range<usize>>,
    /// The names that a pronoun takes up.
    taken: &'a [Name],
}

/// What a pronoun takes up.
#[derive(Debug, Clone, Default)]
struct Taken {
    names: Vec<Name>,
    nouns: Keys,
    /// Nothing, as the text begins with pronouns.
    title: bool,
}

/// A sentence, parsed once for all of its figures.
pub(crate) struct Parsed {
    index: usize,
    prose: bool,
    told: bool,
    sentence: Range<usize>,
    clauses: Vec<Clause>,
    names: Vec<Name>,
    before: Option<Taken>,
    /// What stands before a colon at the beginning: "Anna Holm: the striker scored 12 goals".
    label: Option<Range<usize>>,
    speaker: Option<Span>,
}

impl Parsed {
    /// The index of the sentence.
    pub(crate) fn index(&self) -> usize {
        self.index
    }
}

impl Analysis<'_> {
    /// Parses the sentence of this index, which holds so many figures; `None` where its words do not tell what they are about.
    pub(crate) fn parsed(&self, index: usize, figures: usize) -> Option<Parsed> {
        let sentence = self.sentence(index);
        if figures == 0 || figures > MOST_FIGURES || sentence.len() > MOST_TOKENS {
            return None;
        }
        let clauses = self.clauses(&sentence);
        let names = self.names_in(&sentence);
        // Only a sentence that opens with a pronoun leans on the one before.
        let leans = sentence.clone().take(LEANS_WITHIN).any(|i| self.tags[i] == Tag::Pronoun);
        let before = if leans { self.subject_before(index) } else { None };
        let colon = sentence.clone().take(LABEL).find(|i| self.tokens[*i].is_punct(':') || self.is_predicate(*i));
        let label = colon.filter(|i| self.tokens[*i].is_punct(':')).map(|colon| sentence.start..colon);
        let (prose, told) = (self.is_prose(&sentence), self.is_told(&sentence));
        Some(Parsed { index, prose, told, label, speaker: self.speaker(&sentence), sentence, clauses, names, before })
    }

    /// What the pronoun that opens a sentence takes up: the subject of the sentence before; through further pronouns that of an
    /// earlier one, or of the title, where the text begins with them.
    fn subject_before(&self, index: usize) -> Option<Taken> {
        for before in (0..index).rev().take(CHAIN) {
            let sentence = self.sentence(before);
            if sentence.len() > MOST_TOKENS {
                return None;
            }
            let subject = self.clauses(&sentence).into_iter().find_map(|c| c.subject)?;
            let head = subject.clone().rev().find(|i| self.is_nominal(*i))?;
            match self.tags[head] {
                Tag::Pronoun => {}
                Tag::Noun => {
                    return Some(Taken { names: self.names_in(&subject), nouns: Keys::new(self.keys_of(head)), title: false });
                }
                _ => return Some(Taken { names: self.names_in(&subject), ..Taken::default() }),
            }
        }
        (index < CHAIN).then(|| Taken { title: true, ..Taken::default() })
    }

    /// Whether a number belongs to the name before it: "Route 66", "Falken 3".
    fn is_label(&self, parsed: &Parsed, mention: &Mention) -> bool {
        let (start, end) = (mention.first as usize, mention.end as usize);
        let named = parsed.names.iter().any(|n| n.tokens.end as usize == start && !self.is_genitive(n));
        let counts = self.tokens.get(end).is_some_and(|t| !t.capital && matches!(self.tags[end], Tag::Noun | Tag::Adjective));
        mention.kind == Kind::Number && named && !counts
    }

    /// What the figure of this mention is about; `None` where it is part of a name.
    pub(crate) fn about(&self, parsed: &Parsed, mention: &Mention) -> Option<About> {
        if self.is_label(parsed, mention) {
            return None;
        }
        let figure = mention.first as usize..mention.end as usize;
        let whole = Clause { tokens: parsed.sentence.clone(), verb: None, subject: None, bracketed: false };
        let clause = parsed.clauses.iter().find(|c| c.tokens.contains(&figure.start)).unwrap_or(&whole);
        let measure = !matches!(mention.kind, Kind::Number | Kind::Ordinal);
        // "In 1974 the bridge was …": only a date may stand before what it is told of.
        let fronted = matches!(mention.kind, Kind::Date | Kind::DateRange);
        let phrase = if matches!(mention.kind, Kind::Date | Kind::DateRange | Kind::Time) {
            Phrase { end: figure.end, ..Default::default() }
        } else {
            self.phrase_around(&figure, &clause.tokens, measure)
        };
        let mut flags = phrase.flags;
        let happening = if fronted { self.happening(clause, &figure) } else { None };
        let verb = happening.as_ref().map(|h| h.noun).or_else(|| self.verb_near(clause, figure.start));
        let light = verb
            .is_none_or(|v| self.tokens[v].is(Class::Copula) || self.tokens[v].is_any(&LIGHT) || self.tags[v] == Tag::Auxiliary);
        if light || phrase.joined || self.is_presupposed(parsed, figure.start) {
            flags |= Flags::STATE;
        }
        let subject = match &happening {
            Some(happening) => happening.theme.clone(),
            None => clause.subject.clone().filter(|s| !(s.start <= figure.start && figure.end <= s.end)),
        };
        // "There are 23 pupils at the school": the school has them.
        let expletive = |s: &Range<usize>| s.len() == 1 && self.tokens[s.start].is(Class::Expletive);
        let placed = light
            && !fronted
            && (subject.as_ref().is_some_and(expletive) || verb.is_some_and(|v| self.tokens[v].is(Class::Exist)));
        let subject = if placed { self.place_of(clause, &figure).or(subject) } else { subject };
        let apposed = subject.as_ref().and_then(|s| self.apposed_to(parsed, s));
        let (told_of, nouns, narrowed, taken) = match &apposed {
            Some(_) => (ToldOf::Name, Keys::default(), Keys::default(), Vec::new()),
            None => self.told_of(parsed, clause, subject.as_ref()),
        };
        let period = self.period_beside(clause, mention);
        let object = verb.filter(|_| happening.is_none()).and_then(|v| self.object_after(v, clause, &figure));
        let subject_head = subject.as_ref().and_then(|s| s.clone().rev().find(|i| self.is_nominal(*i)));
        let named = [phrase.container_at, verb, subject_head];
        let counted = [phrase.container_at, phrase.head_at, verb, subject_head];
        Some(About {
            quantity: self.quantity_of(if measure { &named } else { &counted }, &clause.tokens),
            verb: verb.filter(|_| !light).map_or_else(Keys::default, |v| Keys::new(self.keys_of(v))),
            told_of,
            subject: nouns,
            subject_modifiers: narrowed,
            names: self.placed_names(
                parsed,
                clause,
                &figure,
                &phrase,
                &Governed { subject: subject.as_ref(), apposed: apposed.as_ref(), object: object.as_ref(), taken: &taken },
            ),
            object_modifiers: object.as_ref().map_or_else(Keys::default, |o| self.narrowing_in(o)),
            object: object
                .as_ref()
                .and_then(|o| o.clone().rev().find(|i| self.is_nominal(*i)).filter(|i| self.tags[*i] == Tag::Noun))
                .map_or_else(Keys::default, |i| Keys::new(self.keys_of(i))),
            marker: self.marker(&figure, clause),
            flags,
            period: period.map(|(days, ..)| days),
            deictic: period.is_some_and(|(_, relative, _)| relative),
            modality: self.modality(&parsed.sentence, verb.unwrap_or(figure.start)),
            speaker: parsed.speaker,
            prose: parsed.prose,
            told: parsed.told
                && !self.is_quoted(parsed, &figure)
                && verb.is_some_and(|v| fronted || v < figure.start)
                && subject.as_ref().is_some_and(|s| fronted || s.end <= figure.start),
            chain: subject.as_ref().and_then(|s| match told_of {
                ToldOf::Pronoun if parsed.before.as_ref().is_some_and(|b| b.title) && taken.is_empty() => self.chain_of_title(s),
                _ => self.chain(parsed.index, s),
            }),
            once: happening.is_some() || verb.is_some_and(|v| self.happens_once(v) || fronted && self.dates_a_kind(v, &figure)),
            clause: self.tokens[clause.tokens.start].span.to(self.tokens[clause.tokens.end - 1].span),
            words: SlotWords {
                head: phrase.head_at.map_or_else(Span::default, |head| self.words_at(figure.end.min(head)..head + 1)),
                container: phrase.container_at.map_or_else(Span::default, |at| self.words_at(at..at + 1)),
                verb: verb.filter(|_| !light).map_or_else(Span::default, |at| self.words_at(at..at + 1)),
                subject: subject.clone().map_or_else(Span::default, |of| self.words_at(of)),
                object: object.clone().map_or_else(Span::default, |of| self.words_at(of)),
                period: period.map_or_else(Span::default, |(.., span)| span),
            },
            head: phrase.head,
            modifiers: phrase.modifiers,
            container: phrase.container,
        })
    }

    /// What heads a subject, its noun, what narrows that, and the names that a pronoun takes up.
    fn told_of(&self, parsed: &Parsed, clause: &Clause, subject: Option<&Range<usize>>) -> (ToldOf, Keys, Keys, Vec<Name>) {
        let nothing = |told_of| (told_of, Keys::default(), Keys::default(), Vec::new());
        let Some(subject) = subject else { return nothing(ToldOf::Nothing) };
        let Some(head) = subject.clone().rev().find(|i| self.is_nominal(*i)) else { return nothing(ToldOf::Nothing) };
        if parsed.names.iter().any(|n| (n.tokens.start..n.tokens.end).contains(&(head as u32))) {
            return nothing(ToldOf::Name);
        }
        match self.tags[head] {
            // "Anna Holm: the striker …": the noun stands for the label's name.
            Tag::Noun
                if parsed.label.as_ref().is_some_and(|l| {
                    l.end < subject.start && parsed.names.iter().any(|n| l.contains(&(n.tokens.start as usize)))
                }) =>
            {
                nothing(ToldOf::Name)
            }
            Tag::Noun | Tag::Adjective => {
                let named = |i: usize| parsed.names.iter().any(|n| (n.tokens.start..n.tokens.end).contains(&(i as u32)));
                let narrows = |i: &usize| {
                    matches!(self.tags[*i], Tag::Noun | Tag::Adjective) && !self.tokens[*i].is_any(&VAGUE) && !named(*i)
                };
                let narrowed = (subject.start..head).filter(narrows).flat_map(|i| self.keys_of(i)).collect();
                (ToldOf::Noun, Keys::new(self.keys_of(head)), Keys::new(narrowed), Vec::new())
            }
            Tag::Name => nothing(ToldOf::Name),
            _ => {
                // "The Linnea … when it stopped": what an earlier clause of the sentence is said of.
                let earlier =
                    parsed.clauses.iter().take_while(|c| c.tokens.start < clause.tokens.start).find_map(|c| c.subject.clone());
                let ahead = || self.subject_ahead(&parsed.clauses, clause).cloned();
                let own = earlier.filter(|s| s != subject).or_else(ahead).map(|s| {
                    let head = s.clone().rev().find(|i| self.is_nominal(*i)).filter(|i| self.tags[*i] == Tag::Noun);
                    Taken {
                        names: self.names_in(&s),
                        nouns: head.map_or_else(Keys::default, |i| Keys::new(self.keys_of(i))),
                        title: false,
                    }
                });
                match own.filter(|t| !t.names.is_empty() || !t.nouns.is_empty()).or_else(|| parsed.before.clone()) {
                    Some(t) if t.title || !t.names.is_empty() || !t.nouns.is_empty() => {
                        (ToldOf::Pronoun, t.nouns, Keys::default(), t.names)
                    }
                    _ => nothing(ToldOf::Open),
                }
            }
        }
    }

    /// "The tallest building in Selby, the Meridian Tower, is …": the name between commas that a noun is told of as well.
    fn apposed_to(&self, parsed: &Parsed, subject: &Range<usize>) -> Option<Range<usize>> {
        let named = |range: &Range<usize>| parsed.names.iter().any(|n| range.contains(&(n.tokens.start as usize)));
        let head = subject.clone().rev().find(|i| self.is_nominal(*i)).filter(|i| self.tags[*i] == Tag::Noun)?;
        let mut at = subject.end;
        while at < parsed.sentence.end
            && (self.tags[at] == Tag::Adposition || self.tokens[at].is(Class::Of) || self.in_phrase(at))
        {
            at += 1;
        }
        let start = Some(at + 1).filter(|start| *start < parsed.sentence.end && self.tokens[at].is_punct(','))?;
        let end = (start..parsed.sentence.end).find(|i| !self.in_phrase(*i))?;
        let closes =
            self.tokens[end].is_punct(',') && self.tokens.get(end + 1).is_some_and(|t| !t.is(Class::And) && !t.is(Class::Or));
        let last = (start..end).next_back().filter(|last| self.tags[*last] == Tag::Name);
        let one = !named(&(head..head + 1)) && last.is_some_and(|last| named(&(start..last + 1)));
        (closes && one && self.names_in(&(start..end)).len() == 1).then_some(start..end)
    }

    /// What narrows the head of a phrase, ranks too: "their third album".
    fn narrowing_in(&self, phrase: &Range<usize>) -> Keys {
        let narrows = |i: &usize| matches!(self.tags[*i], Tag::Noun | Tag::Adjective);
        let head = phrase.clone().rev().find(|i| self.is_nominal(*i)).unwrap_or(phrase.start);
        Keys::new((phrase.start..head).filter(narrows).flat_map(|i| self.keys_of(i)).collect())
    }

    /// The phrase right behind a verb, which no preposition governs.
    fn object_after(&self, verb: usize, clause: &Clause, figure: &Range<usize>) -> Option<Range<usize>> {
        let start = (verb + 1..clause.tokens.end).find(|i| self.tags[*i] != Tag::Adverb)?;
        let end = (start..clause.tokens.end).find(|i| !self.in_phrase(*i) || figure.contains(i)).unwrap_or(clause.tokens.end);
        (start < end && !figure.contains(&start)).then_some(start..end)
    }

    fn placed_names(
        &self,
        parsed: &Parsed,
        clause: &Clause,
        figure: &Range<usize>,
        phrase: &Phrase,
        governed: &Governed,
    ) -> Box<[(Role, Name)]> {
        // "Erna Holm of Vidhem, who …": the name goes on behind its phrase.
        let within = |range: Option<&Range<usize>>, start: usize| range.is_some_and(|r| r.contains(&start));
        let role = |name: &Name| {
            let (start, end) = (name.tokens.start as usize, name.tokens.end as usize);
            let of = self.tokens.get(phrase.end).is_some_and(|t| t.is(Class::Of));
            let has = phrase.joined && phrase.end <= start && (phrase.end..start).all(|i| self.in_phrase(i));
            let owns_after = end > phrase.end && start <= phrase.end + 2 && of || has;
            let owns_before = end == figure.start && self.is_genitive(name);
            let owns_subject = |s: &Range<usize>| {
                let of = self.tokens.get(s.end).is_some_and(|t| t.is(Class::Of) || self.tags[s.end] == Tag::Adposition);
                of && !self.is_predicate(s.end) && (s.end + 1..=s.end + 2).contains(&start)
            };
            let labels = parsed.label.as_ref().is_some_and(|l| l.start <= start && end <= l.end && l.end <= figure.start);
            if labels || owns_after || owns_before || governed.subject.is_some_and(owns_subject) {
                Role::Owner
            } else if within(governed.subject, start) || within(governed.apposed, start) {
                Role::Subject
            } else if within(governed.object, start) {
                Role::Object
            } else if clause.tokens.contains(&start) {
                Role::Beside
            } else {
                Role::Sentence
            }
        };
        let own = parsed.names.iter().filter(|n| !(figure.start..figure.end).contains(&(n.tokens.start as usize)));
        let mut names: Vec<(Role, Name)> = own.map(|n| (role(n), n.clone())).collect();
        names.extend(governed.taken.iter().map(|n| (Role::Before, n.clone())));
        names.into_boxed_slice()
    }

    fn is_genitive(&self, name: &Name) -> bool {
        let last = &self.tokens[name.tokens.end as usize - 1];
        last.text.ends_with(['s', '\'', '’'])
            || self.entities_in(&(name.tokens.start as usize..name.tokens.end as usize)).any(|e| e.genitive)
    }

    /// Whether a predicate is of what happens once; one of the words of an entry may say so ("first published").
    fn happens_once(&self, verb: usize) -> bool {
        let t = &self.tokens[verb];
        let inner = |word: &str| self.lexicon.senses(&word.to_lowercase()).iter().any(|s| s.class == Class::Once);
        t.is(Class::Once) || t.text.contains(' ') && t.text.split(' ').any(inner)
    }

    /// "All nine ferries were late", "Norway's 12 ports": that there are so many is taken for granted.
    fn is_presupposed(&self, parsed: &Parsed, figure: usize) -> bool {
        let Some(before) = figure.checked_sub(1).filter(|i| parsed.sentence.contains(i)).map(|i| &self.tokens[i]) else {
            return false;
        };
        let owned = parsed.names.iter().any(|n| n.tokens.end as usize == figure && self.is_genitive(n));
        owned
            || before.is(Class::Whole)
            || before.is(Class::DefiniteArticle)
            || before.glued && before.text.starts_with(['\'', '’'])
    }

    /// Whether a figure stands in somebody's own words.
    fn is_quoted(&self, parsed: &Parsed, figure: &Range<usize>) -> bool {
        let near = figure.start.saturating_sub(MOST_TOKENS)..figure.start + 1;
        let mut quotes = self.mentions_in(&near).filter(|m| m.kind == Kind::Quote);
        let mark = |at: usize| matches!(self.tokens[at].text, "\"" | "“" | "”" | "»" | "«");
        let (first, last) = (parsed.sentence.start, parsed.sentence.end - 1);
        let spoken = parsed.speaker.is_some() && parsed.sentence.clone().any(mark);
        spoken || mark(first) && mark(last) || quotes.any(|m| figure.end <= m.end as usize)
    }

    /// The place in which something is, as the phrase that a preposition of place governs.
    fn place_of(&self, clause: &Clause, figure: &Range<usize>) -> Option<Range<usize>> {
        let locative = |i: &usize| self.tokens[*i].is(Class::Locative) && !figure.contains(i);
        let at = clause.tokens.clone().find(|i| locative(i) && i + 1 < clause.tokens.end && self.in_phrase(i + 1))? + 1;
        let end = (at..clause.tokens.end).find(|i| !self.in_phrase(*i) || figure.contains(i)).unwrap_or(clause.tokens.end);
        let nominal = (at..end).any(|i| self.is_nominal(i)) && self.mentions_in(&(at..end)).next().is_none();
        nominal.then_some(at..end)
    }

    /// "Is a 1968 play", "är en pjäs från 1968": the date of what something is, which has one.
    fn dates_a_kind(&self, verb: usize, figure: &Range<usize>) -> bool {
        let opens = |at: usize| self.tokens[at].is(Class::Article);
        let opened = |end: usize| (verb + 1..end).rev().take_while(|i| self.in_phrase(*i)).any(opens);
        let leads = || self.tokens.get(figure.end).is_some() && self.in_phrase(figure.end);
        // The preposition may be read as part of the date.
        let from = |at: usize| self.tokens[at].is(Class::RangeFrom);
        let behind = || match (from(figure.start), figure.start.checked_sub(1)) {
            (true, _) => opened(figure.start),
            (false, Some(before)) => from(before) && opened(before),
            (false, None) => false,
        };
        self.tokens[verb].is(Class::Copula) && figure.start > verb && (opened(figure.start) && leads() || behind())
    }

    fn marker(&self, figure: &Range<usize>, clause: &Clause) -> Marker {
        if clause.bracketed {
            return Marker::Bracket;
        }
        // The hedge of a figure is part of its mention; a word of change stands before it.
        let first = &self.tokens[figure.start];
        let before = figure.start.checked_sub(1).filter(|i| *i >= clause.tokens.start).map(|i| &self.tokens[i]);
        let is = |class: Class| first.is(class) || before.is_some_and(|t| t.is(class));
        if is(Class::RangeFrom) {
            Marker::From
        } else if is(Class::Compared) {
            Marker::Than
        } else if is(Class::ChangeBy) {
            Marker::By
        } else if before.is_some_and(|t| t.is(Class::RangeTo)) {
            Marker::To
        } else {
            Marker::Bare
        }
    }

    /// Where the words of some tokens stand.
    fn words_at(&self, tokens: Range<usize>) -> Span {
        let of = self.tokens.get(tokens).unwrap_or_default();
        of.first().zip(of.last()).map_or_else(Span::default, |(first, last)| first.span.to(last.span))
    }

    /// The days that a clause names beside a figure, whether they are counted from the day of publication, and where they stand.
    fn period_beside(&self, clause: &Clause, mention: &Mention) -> Option<(Days, bool, Span)> {
        let others = self.mentions_in(&clause.tokens).filter(|m| m.end <= mention.first || m.first >= mention.end);
        let mut days = others.filter_map(|m| match (&m.reading, m.kind) {
            (Reading::Days { days, written, relative, .. }, Kind::Date | Kind::DateRange) => {
                days.or((!*relative).then_some(*written)).map(|d| (d, *relative, m.span))
            }
            _ => None,
        });
        days.next()
    }
}

/// Predicates that say no more than that something is, or has.
const LIGHT: ClassSet = ClassSet::new(&[Class::Have, Class::Exist, Class::ConsistOf, Class::Include, Class::MakeUp]);
/// Adjectives that narrow nothing: which of several is left open.
const VAGUE: ClassSet = ClassSet::new(&[Class::Current, Class::Whole, Class::Each, Class::Cardinal, Class::Ordinal]);
/// A label is no longer than this, in tokens.
const LABEL: usize = 12;
/// So many sentences that begin with pronouns are followed back.
const CHAIN: usize = 4;
/// A pronoun that takes up the sentence before stands among its first words.
const LEANS_WITHIN: usize = 3;
