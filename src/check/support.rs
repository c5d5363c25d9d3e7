//! What the sources say of each claim of a draft: the rows of the support table.
//!
//! Figures and wording are judged where they are matched ([`super::align`]). Claims about a known thing (members, offices,
//! places, dates and ranks of events) are compared by their rules, and what came of that is gathered here.

use super::{At, Corpus, Decided, Outcome, Role, unsourced};
use crate::claim::{ClaimKind, Modality, Passage};
use crate::pack::{Check, On, Rule, Rules};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a document and the sentence that they stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    /// The document.
    pub document: u32,
    /// The words, in the document's text.
    pub span: Span,
    /// Their sentence; the words themselves where that is not known.
    pub sentence: Span,
}

impl Cited {
    pub(super) fn new(corpus: &Corpus, document: u32, span: Span) -> Self {
        let sentence = sentence(&corpus.read[document as usize].passages, span).map_or(span, |p| p.span);
        Self { document, span, sentence }
    }

    pub(super) fn claim(corpus: &Corpus, at: At) -> Self {
        Self::new(corpus, at.document, corpus.claim(at).span)
    }
}

/// The sentence that a span begins in.
pub(crate) fn sentence(passages: &[Passage], span: Span) -> Option<&Passage> {
    let after = passages.partition_point(|p| p.span.start <= span.start);
    passages.get(after.checked_sub(1)?).filter(|p| span.start < p.span.end)
}

/// How a claim of a draft stands with the sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A source bears it out.
    Supported,
    /// A source contradicts it.
    Contradicted,
    /// No source has anything comparable.
    NotFound,
}

/// What the sources say of one claim of a draft. Where they disagree among themselves, there is both a support and a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// What kind of claim it is; wording has the kinds that rules ask for it by ("quote", "direction", "name").
    pub kind: ClaimKind,
    /// The draft's words.
    pub claim: Cited,
    /// The draft's claim; `None` for wording.
    pub at: Option<At>,
    /// How it stands.
    pub standing: Standing,
    /// The words of a source that bear it out.
    pub support: Option<Cited>,
    /// The words of a source that contradict it; its own where it cannot be.
    pub conflict: Option<Cited>,
    /// Not found, though it is so exact that it must come from somewhere, and the sources tell of what its sentence is about.
    pub told: bool,
    /// How it compares with the source's claim that decided, slot by slot, where their slots are known.
    pub decided: Option<Box<Decided>>,
    /// No source has the figure as it stands: it follows from figures of the source's sentence.
    pub follows: bool,
    /// Not found: the sentence of the sources that has most in common with the claim's.
    pub near: Option<Box<Cited>>,
}

impl Support {
    /// A claim of a draft as the sources leave it.
    #[must_use]
    pub fn new(kind: ClaimKind, claim: Cited, standing: Standing) -> Self {
        Self {
            kind,
            claim,
            at: None,
            standing,
            support: None,
            conflict: None,
            told: false,
            decided: None,
            follows: false,
            near: None,
        }
    }

    /// Gives each document that is named here to a function, which may give it another number.
    pub fn renumber(&mut self, mut renumber: impl FnMut(&mut u32)) {
        let cited = [Some(&mut self.claim), self.support.as_mut(), self.conflict.as_mut(), self.near.as_deref_mut()];
        cited.into_iter().flatten().for_each(|cited| renumber(&mut cited.document));
        if let Some(at) = &mut self.at {
            renumber(&mut at.document);
        }
        if let Some(decided) = &mut self.decided {
            decided.renumber(&mut renumber);
        }
    }

    /// Whether one source bears the claim out and another contradicts it.
    #[must_use]
    pub fn disputed(&self) -> bool {
        self.support.is_some() && self.conflict.is_some()
    }
}

/// How many claims of drafts stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Tally {
    /// Claims that a source bears out.
    pub supported: usize,
    /// Claims that a source contradicts.
    pub contradicted: usize,
    /// Claims that no source has.
    pub not_found: usize,
}

impl Tally {
    /// The tally of these claims.
    #[must_use]
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a Support>) -> Self {
        let mut tally = Self::default();
        for claim in claims {
            *match claim.standing {
                Standing::Supported => &mut tally.supported,
                Standing::Contradicted => &mut tally.contradicted,
                Standing::NotFound => &mut tally.not_found,
            } += 1;
        }
        tally
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> usize {
        self.supported + self.contradicted + self.not_found
    }
}

/// Completes the rows with what the rules compared, each claim once, in the order of the drafts.
pub(super) fn gather(corpus: &Corpus, rules: &Rules, outcome: &mut Outcome) {
    if corpus.read.iter().all(|r| r.role != Role::Draft) {
        return;
    }
    let mut compared = compared(corpus, outcome);
    for row in &mut outcome.support {
        let Some((support, _)) = row.at.and_then(|at| compared.remove(&at)) else { continue };
        if row.standing == Standing::NotFound && support.is_some() {
            row.support = support.map(|at| Cited::claim(corpus, at));
            row.decided = row.at.zip(support).and_then(|(at, by)| Decided::of(corpus, at, by, true));
            (row.standing, row.told, row.near) = (Standing::Supported, false, None);
        }
    }
    let figures: BTreeSet<At> = outcome.support.iter().filter_map(|row| row.at).collect();
    let of_words = |rule: &&Rule| matches!(&rule.check, Check::Agree(agree) if agree.of_words);
    let words: BTreeSet<ClaimKind> = rules.iter().filter(of_words).map(|rule| rule.claims).collect();
    for at in governed(corpus, rules).filter(|at| !figures.contains(at)) {
        let (support, conflict) = compared.remove(&at).unwrap_or_default();
        let standing = match (support, conflict) {
            (_, Some(_)) => Standing::Contradicted,
            (Some(_), None) => Standing::Supported,
            (None, None) => Standing::NotFound,
        };
        // What a person is told to be in other words, or not at all, is no figure that must come from somewhere; and words that may both be true bear nothing out.
        let kind = corpus.claim(at).kind;
        let silent = match standing {
            Standing::Contradicted => false,
            Standing::Supported => words.contains(&kind),
            Standing::NotFound => kind == ClaimKind::ATTRIBUTE || words.contains(&kind),
        };
        if silent {
            continue;
        }
        let cited = |at: Option<At>| at.map(|at| Cited::claim(corpus, at));
        let by = conflict.or(support);
        let thing = matches!(corpus.claim(at).kind, ClaimKind::MEMBERS | ClaimKind::OFFICE);
        outcome.support.push(Support {
            at: Some(at),
            support: cited(support),
            conflict: cited(conflict),
            decided: by.filter(|_| thing).map(|by| Box::new(Decided::known(corpus, at, by, conflict.is_none()))),
            ..Support::new(corpus.claim(at).kind, Cited::claim(corpus, at), standing)
        });
    }
    unsourced::derived(corpus, rules, &mut outcome.support);
    impossible(rules, outcome);
    let rows = std::mem::take(&mut outcome.support);
    outcome.support = once(rows, &figures, &words);
}

/// What a rule says cannot be, as it stands, is contradicted whatever the sources say: "Friday" beside the date of a Thursday.
fn impossible(rules: &Rules, outcome: &mut Outcome) {
    let alone = |rule: &str| rules.get(rule).is_some_and(|rule| matches!(rule.check, Check::Require(_)));
    let places = outcome.findings.iter().filter(|f| alone(&f.rule)).flat_map(|f| &f.evidence);
    let mut places: Vec<(u32, Span)> = places.map(|e| (e.document, e.span)).collect();
    places.sort_unstable();
    // A row's claim is one figure; what is wrong with several of them together says of none that it is wrong.
    let within = |claim: &Cited| {
        let from = places.partition_point(|p| *p < (claim.document, Span { start: claim.span.start, end: 0 }));
        let reached = places[from..].iter().take_while(|(d, s)| *d == claim.document && s.start < claim.span.end);
        reached.into_iter().any(|(_, span)| span.end <= claim.span.end)
    };
    for row in outcome.support.iter_mut().filter(|row| within(&row.claim)) {
        (row.standing, row.support, row.told) = (Standing::Contradicted, None, false);
        (row.decided, row.near, row.follows) = (None, None, false);
        row.conflict.get_or_insert(row.claim);
    }
}

/// For each claim of a draft that a rule compared with a source's: the first that it meets, and the first that it does not.
fn compared(corpus: &Corpus, outcome: &Outcome) -> BTreeMap<At, (Option<At>, Option<At>)> {
    let mut compared: BTreeMap<At, (Option<At>, Option<At>)> = BTreeMap::new();
    let role = |at: At| corpus.document(at).role;
    for comparison in &outcome.comparisons {
        let (draft, source) = match (role(comparison.one), role(comparison.other)) {
            (Role::Draft, Role::Source) => (comparison.one, comparison.other),
            (Role::Source, Role::Draft) => (comparison.other, comparison.one),
            _ => continue,
        };
        let (support, conflict) = compared.entry(draft).or_default();
        (if comparison.meets { support } else { conflict }).get_or_insert(source);
    }
    compared
}

/// The asserted claims of drafts that some rule compares by what they are about.
fn governed<'a>(corpus: &'a Corpus, rules: &Rules) -> impl Iterator<Item = At> + use<'a> {
    let agree = rules.iter().filter_map(|rule| match &rule.check {
        Check::Agree(agree) if agree.on != On::Spelling => Some(rule.claims),
        _ => None,
    });
    let kinds: BTreeSet<ClaimKind> = agree.collect();
    let drafts = corpus.read.iter().zip(0..).filter(|(read, _)| read.role == Role::Draft);
    drafts.flat_map(move |(read, document)| {
        let kinds = kinds.clone();
        let wanted = move |c: &crate::claim::Claim| {
            kinds.contains(&c.kind) && c.modality == Modality::Asserted && (c.subject != 0 || c.attribute != 0)
        };
        let figures: Vec<_> = read.passages.iter().map(|p| p.figures.clone()).collect();
        let first = figures.iter().map(|f| f.start).min().unwrap_or(0);
        let end = figures.iter().map(|f| f.end).max().unwrap_or(0);
        let claims = read.claims.iter().zip(0..).filter(move |(c, n)| wanted(c) && !(first..end).contains(n));
        claims.map(move |(_, claim)| At { document, claim })
    })
}

/// A figure and a claim about a known thing that it is part of are one claim: the one that says more about its standing is kept. Words say
/// nothing of the figures beside them.
fn once(mut rows: Vec<Support>, figures: &BTreeSet<At>, words: &BTreeSet<ClaimKind>) -> Vec<Support> {
    let key = |row: &Support| (row.claim.document, row.claim.span.start, std::cmp::Reverse(row.claim.span.end), row.kind);
    rows.sort_by_key(key);
    let is_figure = |row: &Support| row.at.is_some_and(|at| figures.contains(&at));
    let mut dropped = vec![false; rows.len()];
    let counted = |row: &Support| row.at.is_some() && !is_figure(row) && !words.contains(&row.kind);
    for (nth, whole) in rows.iter().enumerate().filter(|(_, row)| counted(row)) {
        let (document, span) = (whole.claim.document, whole.claim.span);
        // Parts may begin where the whole does and sort before it, if they are as long.
        let beside = |row: &Support| row.claim.document == document && row.claim.span.start == span.start;
        let near = rows[..nth].iter().zip(0..nth).rev().take_while(|(row, _)| beside(row));
        let reached = |row: &Support| row.claim.document == document && row.claim.span.start < span.end;
        let after = rows.iter().zip(0..).skip(nth + 1).take_while(|(row, _)| reached(row));
        let inside = |row: &Support| row.claim.span.start >= span.start && row.claim.span.end <= span.end;
        for (part, at) in near.chain(after).filter(|(row, _)| is_figure(row) && inside(row)) {
            if whole.standing == Standing::NotFound {
                dropped[nth] = true;
            } else {
                dropped[at] |= match part.standing {
                    Standing::Supported => whole.support.is_some(),
                    Standing::Contradicted => whole.conflict.is_some(),
                    Standing::NotFound => true,
                };
            }
        }
    }
    let kept = rows.into_iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|(row, _)| row);
    kept.collect()
}
