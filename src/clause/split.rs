//! A sentence as its clauses: where each begins, its predicate, its subject.
//!
//! ```text
//! sentence = clause , { ( mark | relative | subordinator | and ) , clause }
//! clause   = { fronted } , subject , predicate , rest | participle , rest | phrase
//! ```

use super::Analysis;
use crate::lexicon::Class;
use crate::text::{ClassSet, Tag, Token, TokenKind};
use std::ops::Range;

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) tokens: Range<usize>,
    /// Its first verb, an auxiliary where there is no other; `None` in an apposition, a title, a headline.
    pub(crate) verb: Option<usize>,
    /// The noun phrase that it is said of; its own, or that of the clause that it leans on.
    pub(crate) subject: Option<Range<usize>>,
    /// It stands in brackets.
    pub(crate) bracketed: bool,
}

impl Analysis<'_> {
    /// The clauses of a sentence, in order.
    pub(crate) fn clauses(&self, sentence: &Range<usize>) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut read = sentence.start;
        let mut depth = 0_usize;
        for tokens in self.pieces(sentence) {
            for t in &self.tokens[read..tokens.start] {
                depth = if t.is_punct('(') { depth + 1 } else { depth.saturating_sub(usize::from(t.is_punct(')'))) };
            }
            read = tokens.start;
            let bracketed = depth > 0;
            let verb = self.verb_in(&tokens);
            // "In 1895, the yard …": what goes before belongs to what follows; "A, B and C" is one row.
            if let Some(last) = clauses.last_mut()
                && !bracketed
                && !last.bracketed
                && (last.verb.is_none() && verb.is_some() && self.is_fronted(&last.tokens, sentence))
            {
                last.tokens.end = tokens.end;
                last.verb = verb;
                continue;
            }
            // "He died in May, at the age of 83": what follows a clause and has no predicate belongs to it.
            if let Some(last) = clauses.last_mut()
                && verb.is_none()
                && !bracketed
                && !last.bracketed
                && last.verb.is_some()
                && matches!(self.tags[tokens.start], Tag::Adposition | Tag::Adverb)
            {
                last.tokens.end = tokens.end;
                continue;
            }
            // "The county pays 40 million and the towns 15": the verb is left out.
            let gapped = verb.is_none() && tokens.start > sentence.start && self.is_gap(tokens.start - 1, sentence);
            let verb = verb.or_else(|| clauses.last().and_then(|c| c.verb).filter(|_| gapped));
            clauses.push(Clause { tokens, verb, subject: None, bracketed });
        }
        for index in 0..clauses.len() {
            clauses[index].subject = self.subject_in(&clauses, index);
        }
        clauses
    }

    /// The stretches between the marks and words that part clauses.
    fn pieces(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = sentence.start;
        for at in sentence.clone() {
            let t = &self.tokens[at];
            let cut = match t.kind {
                TokenKind::Punct(_) => parts(t) && !self.in_mention(at),
                TokenKind::Word => {
                    at > start && (self.opens_clause(at) || self.joins_clauses(at, sentence.end) || self.is_gap(at, sentence))
                }
                TokenKind::Digits => false,
            };
            if !cut {
                continue;
            }
            if at > start {
                pieces.push(start..at);
            }
            start = if t.is_word() && !self.tokens[at].is(Class::And) { at } else { at + 1 };
        }
        if sentence.end > start {
            pieces.push(start..sentence.end);
        }
        pieces
    }

    /// Whether a mark stands inside a figure, a date, a name.
    pub(crate) fn in_mention(&self, at: usize) -> bool {
        self.mentions_in(&(at.saturating_sub(16)..at))
            .any(|m| (m.end as usize) > at + 1 && !matches!(m.kind, crate::grammar::Kind::List | crate::grammar::Kind::Quote))
    }

    /// Whether a word opens a clause of its own: "which", "who", "when", "because".
    fn opens_clause(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        let relative = t.is(Class::Relative)
            && matches!(self.tags[at], Tag::Pronoun | Tag::Subordinator | Tag::Adverb | Tag::Adposition | Tag::Determiner);
        relative && !self.follows_preposition(at) || self.tags[at] == Tag::Subordinator && t.is(Class::Subordinator)
    }

    fn follows_preposition(&self, at: usize) -> bool {
        at > 0 && self.tags[at - 1] == Tag::Adposition
    }

    /// Whether an "and" joins two predicates, not two things: a verb follows before the next mark.
    fn joins_clauses(&self, at: usize, end: usize) -> bool {
        if !(self.tokens[at].is(Class::And) || self.tags[at] == Tag::Conjunction) {
            return false;
        }
        let mut rest =
            (at + 1..end).take_while(|i| !parts(&self.tokens[*i]) && self.tags[*i] != Tag::Conjunction).take(MOST_SUBJECT);
        rest.any(|i| self.is_predicate(i))
    }

    /// Whether an "and" opens a clause whose verb is left out: a phrase and a figure of its own follow, as a subject, a verb and a
    /// figure go before.
    fn is_gap(&self, at: usize, sentence: &Range<usize>) -> bool {
        if !self.tokens[at].is(Class::And) {
            return false;
        }
        let figure = |range: &Range<usize>| {
            use crate::grammar::Kind;
            let counts = |m: &&crate::grammar::Mention| {
                !matches!(m.kind, Kind::List | Kind::Quote | Kind::Date | Kind::DateRange | Kind::Name)
            };
            self.mentions_in(range).find(counts).map(|m| m.first as usize)
        };
        let Some(next) = figure(&(at + 1..sentence.end.min(at + MOST_SUBJECT))) else { return false };
        let phrase = at + 1..next;
        let subject = !phrase.is_empty() && phrase.clone().all(|i| self.in_phrase(i)) && self.is_nominal(next - 1);
        let before = sentence.start..at;
        let verb = before.clone().rev().find(|i| self.is_predicate(*i));
        subject && verb.is_some_and(|verb| figure(&(verb + 1..at)).is_some())
    }

    /// The predicate of a stretch: its first full verb, else its first auxiliary.
    pub(crate) fn verb_in(&self, tokens: &Range<usize>) -> Option<usize> {
        tokens.clone().find(|i| self.is_verb(*i)).or_else(|| tokens.clone().find(|i| self.is_predicate(*i)))
    }

    /// Whether a token is a full verb; an entry of several words ("consists of") is one by its sense.
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        let tagged = self.tags[at] == Tag::Verb;
        // "Är född 1949": a participle that stands by itself is the verb.
        let alone = || !self.tags.get(at + 1).is_some_and(|next| matches!(next, Tag::Noun | Tag::Adjective));
        // ", född 1949,": so does one behind a mark, whatever the model takes it for.
        let opens = || at > 0 && parts(&self.tokens[at - 1]) && !t.capital;
        let participle = self.tags[at] == Tag::Adjective || opens();
        let tagged = tagged || participle && t.is(Class::Once) && alone();
        // "I våras" is a time, whatever the model makes of its first word.
        tagged && !(t.text.contains(' ') && self.is_date(&(at..at + 1))) || t.text.contains(' ') && t.is_any(&VERBAL)
    }

    /// Whether a token is a verb, an auxiliary too.
    pub(crate) fn is_predicate(&self, at: usize) -> bool {
        // "Var 28 år": before a figure the word that also asks for a place is the verb.
        let figure = || self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Digits);
        let copula = self.tags[at] == Tag::Adverb && self.tokens[at].is(Class::Copula) && figure();
        self.tags[at] == Tag::Auxiliary || copula || self.is_verb(at)
    }

    /// The verb that a figure at `at` goes with: the last before it in its clause, else the first after it.
    pub(crate) fn verb_near(&self, clause: &Clause, at: usize) -> Option<usize> {
        let is_verb = |i: &usize| self.is_verb(*i);
        let is_any = |i: &usize| self.is_predicate(*i);
        // One that is left out.
        if let Some(verb) = clause.verb.filter(|verb| !clause.tokens.contains(verb)) {
            return Some(verb);
        }
        let before = clause.tokens.start..at.min(clause.tokens.end);
        let after = at..clause.tokens.end;
        // "Is a 2013 film directed by …": the figure stands in what something is.
        let is = before.clone().rev().find(|i| !self.in_phrase(*i)).filter(|i| *i + 1 < at && self.tokens[*i].is(Class::Copula));
        if is.is_some_and(|i| self.tokens[i + 1].is(Class::Article)) {
            return is;
        }
        before
            .clone()
            .rev()
            .find(is_verb)
            .or_else(|| before.clone().rev().find(is_any).filter(|_| !after.clone().any(|i| is_verb(&i))))
            .or_else(|| after.clone().find(is_verb))
            .or_else(|| after.clone().find(is_any))
    }

    /// Whether a verbless stretch leads into the clause after it: it opens the sentence and is a preposition's or an adverb's phrase.
    fn is_fronted(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let opens = tokens.start == sentence.start;
        opens && matches!(self.tags[tokens.start], Tag::Adposition | Tag::Adverb | Tag::Subordinator) || self.is_time(tokens)
    }

    fn is_time(&self, tokens: &Range<usize>) -> bool {
        use crate::grammar::Kind;
        self.mentions_in(tokens)
            .any(|m| matches!(m.kind, Kind::Date | Kind::DateRange) && (m.end - m.first) as usize + 1 >= tokens.len())
    }

    fn subject_in(&self, clauses: &[Clause], index: usize) -> Option<Range<usize>> {
        let clause = &clauses[index];
        let earlier = &clauses[..index];
        let opener = self.tokens.get(clause.tokens.start);
        // "That" after a verb of speech opens a clause with a subject of its own.
        let relative = opener.is_some_and(|t| t.is(Class::Relative))
            && self.tags[clause.tokens.start] != Tag::Subordinator
            && self.opens_clause(clause.tokens.start);
        // "Tessera, which has nine looms": what stands right before.
        if relative {
            // "Vipan is a canal that opened in 1851": what is told of a canal is told of what is one.
            let defined =
                earlier.last().filter(|c| c.verb.is_some_and(|v| self.tokens[v].is(Class::Copula)) && c.subject.is_some());
            let before = self.phrase_before(clause.tokens.start, earlier);
            // "The winner was Anna Holm, who …" tells who it is.
            let named = before.as_ref().is_some_and(|phrase| phrase.clone().any(|i| self.tags[i] == Tag::Name));
            return match defined {
                Some(defined) if !named => defined.subject.clone(),
                _ => before,
            };
        }
        if clause.verb.is_some_and(|verb| !clause.tokens.contains(&verb)) {
            return self.first_phrase(&clause.tokens);
        }
        let Some(verb) = clause.tokens.clone().find(|i| self.is_predicate(*i)) else {
            // "Harsa, 1,130 metres above the sea, …" is said of what stands before it; a headline of its own first phrase.
            return self.phrase_before(clause.tokens.start, earlier).or_else(|| self.first_phrase(&clause.tokens));
        };
        if let Some(own) = self.first_phrase(&(clause.tokens.start..verb)) {
            return Some(own);
        }
        // "Anna Holm, the tenor who sang at Vipan, died in May": the phrase that opens the sentence, whatever stands between.
        let begins = index > 1 && clause.tokens.start == verb;
        let opening = earlier.first().filter(|c| begins && c.verb.is_none() && !c.bracketed);
        if let Some(opening) = opening.and_then(|c| self.first_phrase(&c.tokens).filter(|p| p.start == c.tokens.start)) {
            return Some(opening);
        }
        // "…, was sold in May", "… and died on Friday": what the clause before is said of.
        let leaning = earlier.iter().rev().find(|c| !c.bracketed && c.subject.is_some());
        if let Some(leaning) = leaning {
            return leaning.subject.clone();
        }
        // "Drilled in 1933, the well …": what the next clause is said of.
        let next = clauses[index + 1..].iter().find_map(|next| {
            let verb = next.tokens.clone().find(|i| self.is_predicate(*i))?;
            self.first_phrase(&(next.tokens.start..verb)).filter(|_| !self.tokens[next.tokens.start].is(Class::Relative))
        });
        // "I maj öppnade bron": after the verb.
        next.or_else(|| self.first_phrase(&(verb + 1..clause.tokens.end)).filter(|p| p.start <= verb + 2))
    }

    /// The last noun phrase of what goes before a clause; of an apposition's neighbour, not of the apposition.
    fn phrase_before(&self, at: usize, earlier: &[Clause]) -> Option<Range<usize>> {
        let before = earlier.last()?;
        let mut end = before.tokens.end.min(at);
        while end > before.tokens.start && !self.is_nominal(end - 1) {
            end -= 1;
        }
        let mut start = end;
        while start > before.tokens.start && self.in_phrase(start - 1) {
            start -= 1;
        }
        // "The school in Askvik, which …": what a preposition governs belongs to the noun before it.
        let governed = start > before.tokens.start + 1 && self.tags[start - 1] == Tag::Adposition && self.is_nominal(start - 2);
        if governed {
            end = start - 1;
            start = end;
            while start > before.tokens.start && self.in_phrase(start - 1) {
                start -= 1;
            }
        }
        (start < end).then_some(start..end)
    }

    /// The first noun phrase of a stretch that no preposition governs.
    fn first_phrase(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let mut at = tokens.start;
        while at < tokens.end {
            if self.tags[at] == Tag::Adposition || self.tokens[at].is(Class::Of) {
                at += 1;
                while at < tokens.end && self.in_phrase(at) {
                    at += 1;
                }
                continue;
            }
            if self.in_phrase(at) && !self.is_figure(at) {
                let mut end = at + 1;
                // "I våras hade mässan 14 000 besökare": a figure begins another phrase.
                while end < tokens.end
                    && self.in_phrase(end)
                    && !(self.tags[end] == Tag::Number && (at..end).any(|i| self.is_nominal(i)))
                {
                    end += 1;
                }
                if (at..end).any(|i| self.is_nominal(i)) && !self.is_date(&(at..end)) {
                    return Some(at..end);
                }
                at = end;
                continue;
            }
            at += 1;
        }
        None
    }

    fn is_figure(&self, at: usize) -> bool {
        self.tags[at] == Tag::Number && !self.tokens[at].is_word()
    }

    fn is_date(&self, tokens: &Range<usize>) -> bool {
        use crate::grammar::Kind;
        self.mentions_in(tokens)
            .any(|m| matches!(m.kind, Kind::Date | Kind::DateRange | Kind::Duration) && m.end as usize >= tokens.end)
    }

    /// Whether a word can stand for what is spoken of.
    pub(crate) fn is_nominal(&self, at: usize) -> bool {
        let alone =
            || at > 0 && self.tags[at - 1] == Tag::Determiner && !self.tags.get(at + 1).is_some_and(|_| self.in_phrase(at + 1));
        matches!(self.tags[at], Tag::Noun | Tag::Name | Tag::Pronoun) || self.tags[at] == Tag::Adjective && alone()
    }

    /// Whether a token can stand inside a noun phrase.
    pub(crate) fn in_phrase(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        match t.kind {
            TokenKind::Punct(mark) => t.glued && matches!(mark, '-' | '\'' | '’') || matches!(mark, '"' | '“' | '”' | '«' | '»'),
            _ => match self.tags[at] {
                Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Determiner | Tag::Adjective | Tag::Number => !t.is(Class::Relative),
                Tag::Particle => t.text.starts_with(['\'', '’']),
                _ => false,
            },
        }
    }
}

/// The senses of verbs that are entries of several words.
const VERBAL: ClassSet = ClassSet::new(&[
    Class::ConsistOf,
    Class::Include,
    Class::MakeUp,
    Class::Join,
    Class::Leave,
    Class::Once,
    Class::TakesPlace,
    Class::Direction,
    Class::Exist,
]);
/// A subject after "and" is no longer than this, in tokens.
const MOST_SUBJECT: usize = 9;

/// Whether a mark parts clauses.
fn parts(t: &Token) -> bool {
    match t.kind {
        TokenKind::Punct(mark) => matches!(mark, ',' | ';' | ':' | '–' | '—' | '(' | ')') || mark == '-' && !t.glued,
        _ => false,
    }
}
