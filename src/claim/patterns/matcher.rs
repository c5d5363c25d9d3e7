//! The matcher: runs a program over a sentence. Every step is tried at most once at each token, so a match costs no more than the
//! steps times the tokens that it may span, whatever the pattern.

use super::Found;
use super::captures::{self, Captured};
use crate::claim::Analysis;
use crate::entity::Gazetteer;
use crate::grammar::{Kind, Mention};
use crate::lexicon::Class;
use crate::pack::pattern::program::{Openers, Program, Step, Test, fits, start};
use crate::text::{ClassSet, Token, TokenKind};
use std::ops::Range;

/// A match spans no more tokens than this.
const WINDOW: usize = 192;

/// Phrases of one clause stand no farther apart than this, in words.
const APART: usize = 14;
/// Words that begin another clause.
const PARTS: ClassSet = ClassSet::new(&[Class::And, Class::Or, Class::Relative, Class::Subordinator, Class::Negator]);

/// A try that waits: a step at a token, how many captures it goes on with, and the one that comes first.
#[derive(Debug, Clone, Copy)]
struct Job {
    step: u16,
    at: u32,
    kept: u32,
    first: Option<(u8, Captured)>,
}

/// Runs programs over the sentences of one document.
pub(super) struct Matcher<'d, 'a> {
    pub(super) analysis: &'d Analysis<'a>,
    gazetteer: &'d Gazetteer,
    /// The tokens of the sentence.
    sentence: Range<usize>,
    /// By token of the sentence: it belongs to a quantity, which narrow gaps leave out.
    figures: Vec<bool>,
    /// By token of the sentence: a mention begins with it.
    begins: Vec<bool>,
    /// By step and token from the start of the match: the try that has been there.
    seen: Vec<u32>,
    now: u32,
    todo: Vec<Job>,
    captured: Vec<(u8, Captured)>,
    ends: Vec<(usize, Captured)>,
}

impl<'d, 'a> Matcher<'d, 'a> {
    pub(super) fn new(analysis: &'d Analysis<'a>, gazetteer: &'d Gazetteer) -> Self {
        Self {
            analysis,
            gazetteer,
            sentence: 0..0,
            figures: Vec::new(),
            begins: Vec::new(),
            seen: Vec::new(),
            now: 0,
            todo: Vec::new(),
            captured: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Goes to a sentence.
    pub(super) fn enter(&mut self, number: usize) {
        let sentence = self.analysis.sentence(number);
        if sentence == self.sentence {
            return;
        }
        for marks in [&mut self.figures, &mut self.begins] {
            marks.clear();
            marks.resize(sentence.len(), false);
        }
        let mut covered = 0;
        for mention in self.analysis.mentions_in(&sentence) {
            let (first, end) = (mention.first as usize, (mention.end as usize).min(sentence.end));
            self.begins[first - sentence.start] = true;
            let figure = matches!(
                mention.kind,
                Kind::Number | Kind::Percent | Kind::Currency | Kind::Dimension | Kind::Age | Kind::Temperature
            );
            if first >= covered {
                if figure {
                    self.figures[first - sentence.start..end - sentence.start].fill(true);
                }
                covered = end;
            }
        }
        self.sentence = sentence;
    }

    /// What a captured thing is, across documents.
    pub(super) fn identity(&self, captured: &Captured) -> u64 {
        captures::identity(self.analysis, captured)
    }

    /// The first match in the sentence that begins at or after token `from` of the document.
    pub(super) fn find(&mut self, program: &Program, from: usize) -> Option<Found> {
        (from.max(self.sentence.start)..self.sentence.end).find_map(|at| {
            let may = program.opens.as_ref().is_none_or(|opens| self.opens(opens, at));
            if may { self.match_at(program, at) } else { None }
        })
    }

    /// The match that stands nearest to what is taken already, in its clause.
    pub(super) fn beside(&mut self, program: &Program, taken: Range<usize>) -> Option<Found> {
        let (mut best, mut from): (Option<(usize, Found)>, usize) = (None, self.sentence.start);
        while let Some(found) = self.find(program, from) {
            from = found.end.max(found.start + 1);
            let between = if found.end <= taken.start {
                found.end..taken.start
            } else if found.start >= taken.end {
                taken.end..found.start
            } else {
                from = found.start + 1;
                continue;
            };
            let nearer = best.as_ref().is_none_or(|(gap, _)| between.len() < *gap);
            if nearer && between.len() <= APART && self.one_clause(&between) {
                best = Some((between.len(), found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// Whether these tokens are words without a figure, and none of them begins another clause.
    fn one_clause(&self, between: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let times = |at: usize| {
            let of_time = |m: &&Mention| matches!(m.kind, Kind::Date | Kind::DateRange | Kind::Duration | Kind::Time);
            let mut around = analysis.mentions_in(&self.sentence).filter(of_time);
            around.any(|m| (m.first as usize..m.end as usize).contains(&at))
        };
        between.clone().all(|at| {
            let t = &analysis.tokens[at];
            let parts = match t.kind {
                TokenKind::Punct(c) => !(matches!(c, ',' | '(' | ')' | '&' | '/') || is_dash(c) || t.glued),
                TokenKind::Word => t.is_any(&PARTS) && !t.is(Class::DefiniteArticle),
                TokenKind::Digits => false,
            };
            !(parts || self.figures[at - self.sentence.start]) || times(at)
        })
    }

    /// Whether a match may begin at a token.
    fn opens(&self, with: &Openers, at: usize) -> bool {
        let t = &self.analysis.tokens[at];
        t.may_be_any(&with.classes)
            || !with.kinds.is_empty() && self.begins[at - self.sentence.start]
            || with.tests.iter().any(|test| passes(test, t, self.analysis))
    }

    fn match_at(&mut self, program: &Program, start: usize) -> Option<Found> {
        let window = (self.sentence.end - start).min(WINDOW) + 1;
        let cells = program.steps.len() * window;
        if self.seen.len() < cells {
            self.seen.resize(cells, 0);
        }
        self.now = self.now.wrapping_add(1);
        if self.now == 0 {
            self.seen.fill(0);
            self.now = 1;
        }
        self.todo.clear();
        self.captured.clear();
        self.todo.push(Job { step: 0, at: start as u32, kept: 0, first: None });
        while let Some(job) = self.todo.pop() {
            self.captured.truncate(job.kept as usize);
            self.captured.extend(job.first);
            if let Some(end) = self.run(program, job.step as usize, job.at as usize, start, window) {
                let taken = end > start;
                return taken.then(|| Found { start, end, captured: self.captured.clone() });
            }
        }
        None
    }

    /// Goes on from a step until it fails, or finds the end.
    fn run(&mut self, program: &Program, mut step: usize, mut at: usize, start: usize, window: usize) -> Option<usize> {
        loop {
            let seen = self.seen.get_mut(step * window + (at - start))?;
            if *seen == self.now {
                return None;
            }
            *seen = self.now;
            let token = if at < self.sentence.end && at + 1 < start + window { self.analysis.tokens.get(at) } else { None };
            match program.steps.get(step)? {
                Step::Match => return Some(at),
                Step::Jump(to) => {
                    step = usize::from(*to);
                    continue;
                }
                Step::Split(first, second) => {
                    self.todo.push(Job { step: *second, at: at as u32, kept: self.captured.len() as u32, first: None });
                    step = usize::from(*first);
                    continue;
                }
                Step::Take(test) => {
                    if !passes(test, token?, self.analysis) {
                        return None;
                    }
                    at += 1;
                }
                Step::Keep(test, role) => {
                    let token = token?;
                    if !passes(test, token, self.analysis) {
                        return None;
                    }
                    let (low, high) = values(test, token);
                    self.captured.push((*role, Captured::Word { at: at as u32, low, high }));
                    at += 1;
                }
                Step::Gap { wide, without } => {
                    let token = token?;
                    if without.iter().any(|test| passes(test, token, self.analysis)) {
                        return None;
                    }
                    if !wide && (self.figures[at - self.sentence.start] || breaks(token)) {
                        return None;
                    }
                    at += 1;
                }
                Step::Capture { kind, only, role } => {
                    token?;
                    let mut ends = std::mem::take(&mut self.ends);
                    ends.clear();
                    captures::at(self.analysis, self.gazetteer, *kind, at, self.sentence.end, &mut ends);
                    let most = (start + window - 1).min(self.sentence.end);
                    ends.retain(|(end, c)| *end <= most && (*only == 0 || super::amounts::is_of(self.analysis, c, *only)));
                    let kept = self.captured.len() as u32;
                    // The first is preferred: the others wait, the last one at the bottom.
                    for (end, captured) in ends.iter().skip(1).rev() {
                        self.todo.push(Job { step: step as u16 + 1, at: *end as u32, kept, first: role.map(|r| (r, *captured)) });
                    }
                    let first = ends.first().copied();
                    self.ends = ends;
                    let (end, captured) = first?;
                    if let Some(role) = role {
                        self.captured.push((*role, captured));
                    }
                    at = end;
                }
                Step::Not(test) => {
                    if token.is_some_and(|t| passes(test, t, self.analysis)) {
                        return None;
                    }
                }
                Step::NotBefore(test) => {
                    let before = (at > self.sentence.start).then(|| self.analysis.tokens.get(at - 1)).flatten();
                    if before.is_some_and(|t| passes(test, t, self.analysis)) {
                        return None;
                    }
                }
                Step::NotKind(kind) => {
                    self.ends.clear();
                    if token.is_some() {
                        captures::at(self.analysis, self.gazetteer, *kind, at, self.sentence.end, &mut self.ends);
                    }
                    if !self.ends.is_empty() {
                        return None;
                    }
                }
                Step::Start => {
                    if at != self.sentence.start {
                        return None;
                    }
                }
                Step::End => {
                    let rest = &self.analysis.tokens[at..self.sentence.end];
                    if rest.iter().any(|t| !matches!(t.kind, TokenKind::Punct(_))) {
                        return None;
                    }
                }
            }
            step += 1;
        }
    }
}

fn passes(test: &Test, t: &Token, analysis: &Analysis) -> bool {
    match test {
        Test::Word { word, stem, start: first } => {
            let inflected =
                || t.is_word() && start(t.text) == *first && crate::text::stem(&analysis.lexicon.language, t) == *stem;
            t.word == *word || inflected()
        }
        Test::Exact { word, cased } => t.word == *word && cased.as_ref().is_none_or(|c| **c == *t.text),
        Test::Mark(mark) => matches!(t.kind, TokenKind::Punct(c) if c == *mark || is_dash(*mark) && is_dash(c)),
        Test::Class(class, narrow) => match narrow {
            None => t.is(*class),
            Some(_) => t.senses.iter().chain(&t.fused).any(|s| s.class == *class && fits(*narrow, s.value, s.id)),
        },
    }
}

/// The lowest and the highest value that a word has in the class of a test.
fn values(test: &Test, t: &Token) -> (i64, i64) {
    let Test::Class(class, narrow) = test else { return (0, 0) };
    let senses = t.senses.iter().chain(&t.fused).filter(|s| s.class == *class && fits(*narrow, s.value, s.id));
    let values = senses.map(|s| s.value);
    values.clone().min().zip(values.max()).unwrap_or((0, 0))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‑' | '‐' | '−')
}

/// Marks that end a clause, which narrow gaps leave out. A hyphen inside a compound is none.
fn breaks(t: &Token) -> bool {
    match t.kind {
        TokenKind::Punct(c) => !(matches!(c, '\'' | '’' | '%' | '&' | '/') || t.glued && is_dash(c)),
        TokenKind::Word => t.is(Class::Relative) && !t.is(Class::DefiniteArticle),
        TokenKind::Digits => false,
    }
}
