//! Claims of a draft that no source has, and which of them need one.

use super::sides::{Stand, finding};
use super::support::{self, Support};
use super::{At, Corpus, Outcome};
use crate::claim::{Claim, ClaimKind, Form, Passage};
use crate::lexicon::id_hash;
use crate::pack::Rules;
use crate::value::{Days, Number, Value};

/// A line with no more words that gives the day of publication is the dateline.
const DATELINE: usize = 10;
/// Counts and ranks up to this one stand for many things that no source spells out: "one of them", "the first", "both".
const SAYS_LITTLE: i64 = 2;

/// Whether a figure claims nothing that sources could have: a dateline's, a list's number; and, where sources do not have it, a name
/// with a figure in it.
pub(super) fn is_no_claim(corpus: &Corpus, at: At, not_found: bool) -> bool {
    let claim = corpus.claim(at);
    not_found && claim.kind == ClaimKind::TEXT || numbers_a_list(corpus, at) || in_dateline(corpus, at)
}

/// The line "Visby, 3 May 2021, 08:30".
fn in_dateline(corpus: &Corpus, at: At) -> bool {
    let read = corpus.document(at);
    let Some(published) = read.date else { return false };
    let Some(line) = line(corpus, at) else { return false };
    let day = |n: u32| matches!(&read.claims[n as usize].value, Value::Days(days) if days.single() == Some(published));
    line.words.len() <= DATELINE && line.figures.clone().any(day)
}

/// "3." or "3)" at the beginning of a line.
fn numbers_a_list(corpus: &Corpus, at: At) -> bool {
    let claim = corpus.claim(at);
    let bare = matches!(claim.kind, ClaimKind::COUNT | ClaimKind::ORDINAL);
    let starts = || line(corpus, at).is_some_and(|l| l.span.start == claim.span.start);
    let mark = || corpus.naming.text(at.document, crate::text::Span { start: claim.span.end, end: claim.span.end + 1 });
    bare && starts() && matches!(mark(), "." | ")")
}

fn line<'a>(corpus: &Corpus<'a>, at: At) -> Option<&'a Passage> {
    support::sentence(&corpus.document(at).passages, corpus.claim(at).span)
}

/// Whether a figure says so much that a reader will ask where it is from. What is vague, small, or follows from the day of
/// publication needs no source.
pub(super) fn needs_source(corpus: &Corpus, at: At) -> bool {
    let claim = corpus.claim(at);
    let digits = || corpus.naming.text(at.document, claim.span).contains(|c: char| c.is_ascii_digit());
    match claim.kind {
        ClaimKind::COUNT | ClaimKind::ORDINAL => !says_little(claim) && (claim.form == Form::Plain || digits()),
        ClaimKind::DATE => digits() && matches!(&claim.value, Value::Days(days) if !around_publication(corpus, at, days)),
        ClaimKind::FIGURE => digits(),
        _ => false,
    }
}

fn says_little(claim: &Claim) -> bool {
    match &claim.value {
        Value::Number(range) => range.max.is_some_and(|max| max <= Number::from(SAYS_LITTLE)),
        _ => false,
    }
}

/// Days among which the day of publication is: "this year", "in May", and the day itself.
fn around_publication(corpus: &Corpus, at: At, days: &Days) -> bool {
    let bounded = days.earliest().is_some() && days.latest().is_some() || !days.is_anchored();
    corpus.document(at).date.is_some_and(|published| bounded && days.contains(published))
}

/// One finding for each claim that needs a source and has none.
pub(super) fn report(corpus: &Corpus, rules: &Rules, outcome: &mut Outcome) {
    for rule in rules.iter() {
        for row in outcome.support.iter().filter(|row| row.unsourced && rule.misses(row.kind)) {
            let Support { claim, .. } = row;
            let says = corpus.naming.text(claim.document, claim.span).to_owned();
            let stand = Stand { document: claim.document, span: claim.span, says: says.clone() };
            let found = finding(corpus, rule, false, vec![("draft".to_owned(), says)], vec![stand]);
            outcome.findings.push(super::Finding { against: true, ..found });
        }
    }
}

/// The kind of claim that a quote is.
pub(super) const QUOTE: ClaimKind = ClaimKind(id_hash("quote"));
