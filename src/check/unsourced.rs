//! Claims of a draft that no source has, and which of them need one.

use super::align::wide;
use super::sides::{Stand, finding};
use super::support::{self, Standing, Support};
use super::{At, By, Corpus, Outcome, Role, verdict};
use crate::claim::{Claim, ClaimKind, Form, Marks, Passage, Word, as_written};
use crate::lexicon::{Units, id_hash};
use crate::pack::{Check, Rules};
use crate::value::{Days, Number, Value, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A line with no more words that gives the day of publication is the dateline.
const DATELINE: usize = 10;
/// Datelines are among so many first lines.
const DATELINE_AMONG: usize = 4;
/// A result and what it is calculated from are no fewer figures.
const LEAST_ROLES: usize = 3;
/// A figure of so many digits is not made up in passing where it has a unit or a noun, nor one of so many where it has none.
const DIGITS: usize = 2;
const TWO_DIGITS: i64 = 10;
const HUNDRED: i64 = 100;
const MANY_DIGITS: usize = 3;
/// So many digits write two years.
const BOTH_YEARS: usize = 8;

/// A draft of no more words has no other sentences that its figures could follow from. Swept with 12, 20, 26 and 30: of 63 wrong figures in answers 24,
/// 33, 43 and 44 are found, and of 842 true answers 9, 13, 13 and 13 are warned of; with 30 nine true sentences of 117 of encyclopedias are, with 26
/// seven. (What else [`is_stated`] asks for came later: 40 are found, and 10 and six true ones warned of.)
const FEW_WORDS: usize = 26;

/// The sources tell of a sentence if they have so much of it.
pub(super) const TOLD: f64 = 0.15;

/// Whether a figure claims nothing that sources could have: a dateline's, a list's number; and, where sources do not have it, a name
/// with a figure in it, a "one" that is hardly a number, and days around the publication, which the document itself tells.
pub(super) fn is_no_claim(corpus: &Corpus, at: At, not_found: bool) -> bool {
    let claim = corpus.claim(at);
    let idle = || match &claim.value {
        Value::Text(_) => claim.kind == ClaimKind::TEXT && score(claim).is_none(),
        Value::Number(range) => {
            let one = range.is_exact().is_some_and(|n| n == Number::ONE || n.is_zero());
            let bare = matches!(claim.kind, ClaimKind::COUNT | ClaimKind::ORDINAL);
            bare && (in_name(corpus, at) || claim.kind == ClaimKind::COUNT && one && !in_digits(corpus, at))
        }
        Value::Days(days) => around_publication(corpus, at, days),
        Value::Members(_) => false,
    };
    not_found && (idle() || numbers_a_figure(corpus, at)) || numbers_a_list(corpus, at) || in_dateline(corpus, at)
}

/// Whether an ordinal stands right before or behind another figure and only says which of several that is: "the first three years",
/// "the second half".
pub(super) fn numbers_a_figure(corpus: &Corpus, at: At) -> bool {
    let claims = &corpus.document(at).claims;
    let joined = |one: Option<&Claim>, other: Option<&Claim>| {
        let (Some(one), Some(other)) = (one, other) else { return false };
        let gap = crate::text::Span { start: one.span.end, end: other.span.start };
        one.sentence == other.sentence && gap.start + 1 == gap.end && corpus.naming.text(at.document, gap) == " "
    };
    let get = |n: Option<u32>| n.and_then(|n| claims.get(n as usize)).filter(|c| is_bare_or_length(c));
    let (this, is_rank) = (Some(corpus.claim(at)), |c: &Claim| c.kind == ClaimKind::ORDINAL);
    let (before, after) = (get(at.claim.checked_sub(1)), get(at.claim.checked_add(1)));
    let is_half = |c: &Claim| matches!(&c.value, Value::Number(range) if range.max.is_some_and(|n| n < Number::ONE));
    if is_rank(corpus.claim(at)) {
        joined(this, after) || joined(before, this)
    } else {
        is_half(corpus.claim(at)) && before.is_some_and(is_rank) && joined(before, this)
    }
}

fn is_bare_or_length(claim: &Claim) -> bool {
    match claim.kind {
        ClaimKind::COUNT | ClaimKind::ORDINAL => true,
        _ => is_length_of_time(claim),
    }
}

/// The two figures of a result: "3-1".
fn score(claim: &Claim) -> Option<(&str, &str)> {
    let Value::Text(text) = &claim.value else { return None };
    let digits = |s: &str| !s.is_empty() && s.len() < 4 && s.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').filter(|(one, other)| claim.kind == ClaimKind::TEXT && digits(one) && digits(other))
}

/// A result as the other side would give it: "1-3" for "3-1".
pub(super) fn turned(claim: &Claim) -> Option<String> {
    score(claim).map(|(one, other)| format!("{other}-{one}"))
}

/// Whether a count is of as many names as stand in a row in the words of a source's sentence: "two climbers", "Anna Kurz and Ivo Pahl".
pub(super) fn counts_names(claim: &Claim, words: &[Word]) -> bool {
    let Value::Number(range) = &claim.value else { return false };
    let Some(count) = range.is_exact().and_then(Number::to_i64).filter(|_| claim.kind == ClaimKind::COUNT) else { return false };
    let name = |w: &Word| w.marks.has(Marks::CAPITAL) && (!w.marks.has(Marks::STARTS) || w.marks.has(Marks::UNKNOWN));
    // A name goes on with the next capital; another begins after a comma or one small word.
    let (mut row, mut since, mut rows) = (0, usize::MAX, Vec::new());
    for word in words {
        if !name(word) {
            since = since.saturating_add(1);
            continue;
        }
        match since {
            0 if !word.marks.has(Marks::CLAUSE) => {}
            0 | 1 => row += 1,
            _ => {
                rows.push(row);
                row = 1;
            }
        }
        since = 0;
    }
    rows.push(row);
    count > 0 && rows.contains(&count)
}

/// The line "Visby, 3 May 2021, 08:30": short, with the day of publication in it, or among the first with any day and otherwise
/// only names and small words.
fn in_dateline(corpus: &Corpus, at: At) -> bool {
    let read = corpus.document(at);
    let Some(line) = line(corpus, at).filter(|l| l.words.len() <= DATELINE) else { return false };
    let days = line.figures.clone().filter_map(|n| match &read.claims[n as usize].value {
        Value::Days(days) => days.single(),
        _ => None,
    });
    let first = || read.passages.iter().take(DATELINE_AMONG).any(|p| p.span == line.span);
    let bare = || {
        let says = |w: &Word| w.key != 0 && !w.marks.has(Marks::CAPITAL) && !w.marks.has(Marks::FIGURE);
        !read.wording.of(&line.words).iter().any(says)
    };
    let mut days = days.peekable();
    days.peek().is_some() && (days.any(|day| read.date == Some(day)) || first() && bare())
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

/// Whether a figure is written with digits, and not in words only.
pub(super) fn in_digits(corpus: &Corpus, at: At) -> bool {
    corpus.naming.text(at.document, corpus.claim(at).span).contains(|c: char| c.is_ascii_digit())
}

/// Whether a figure is so exact that it must come from somewhere: one of several digits, or a date with its day, its year or its day of the week.
/// In a text with figures in several sentences, what its writer rounded, a length of time and a year may follow from others, and only what stands
/// as it was written down counts. What stands in a quote is held against the sources as a quote.
pub(super) fn is_exact(corpus: &Corpus, at: At) -> bool {
    let claim = corpus.claim(at);
    let digits = corpus.naming.text(at.document, claim.span).bytes().filter(u8::is_ascii_digit).count();
    let in_one_sentence = || in_one_sentence(corpus, at.document);
    let exact = match &claim.value {
        Value::Number(range) => {
            let plain = claim.form == Form::Plain;
            let ten = range.middle().is_some_and(|middle| middle.abs() >= Number::from(TWO_DIGITS));
            let written = match claim.kind {
                ClaimKind::COUNT => {
                    let noun = claim.attribute != 0 && (digits >= DIGITS || (plain || digits > 0) && ten);
                    noun || digits >= MANY_DIGITS || digits >= DIGITS && plain && ten
                }
                // A measure's value is in the base unit of its dimension, money's in its own.
                ClaimKind::FIGURE => {
                    let money = || digits > 0 && ten && Units::built_in().is_money(claim.attribute);
                    digits >= DIGITS || money() || digits == 0 && plain && has_two_digits(claim)
                }
                _ => false,
            };
            written && (matches!(claim.form, Form::Plain | Form::Ends) && !is_length_of_time(claim) || in_one_sentence())
        }
        Value::Days(days) => {
            let full = days.month_number().is_some() && days.day_number().is_some();
            let years = || days.earliest().zip(days.latest()).is_some_and(|(from, to)| from.year() < to.year());
            let weekday = || claim.form == Form::Plain && !days.is_anchored() && days.weekday_number().is_some();
            let year = || days.year_number().is_some() && in_one_sentence();
            digits > 0 && (full || year()) || digits >= BOTH_YEARS && years() || weekday()
        }
        Value::Text(_) | Value::Members(_) => false,
    };
    exact && !is_quoted(corpus, at)
}

/// Whether a figure is one of a draft of a few words (an answer, a caption, a headline) in a language of its sources, and says so much that it must
/// come from them: no "dozens", no "yesterday".
pub(super) fn is_stated(corpus: &Corpus, at: At) -> bool {
    let (claim, read) = (corpus.claim(at), corpus.document(at));
    let sources = || corpus.read.iter().filter(|source| source.role == Role::Source);
    let short = || read.wording.words.len() <= FEW_WORDS && sources().any(|source| source.lang == read.lang);
    // "More than 60 years" may follow from any two dates.
    let rounded = || claim.form != Form::Plain && (is_length_of_time(claim) || claim.attribute == id_hash("age"));
    let says = match &claim.value {
        Value::Number(range) => !wide(range) && !rounded(),
        _ => claim.kind != ClaimKind::DATE || in_digits(corpus, at),
    };
    says && short() && !is_quoted(corpus, at)
}

/// Whether all figures of a text stand in one sentence, so that none follows from those of another.
fn in_one_sentence(corpus: &Corpus, document: u32) -> bool {
    let read = &corpus.read[document as usize];
    let of = |claim: Option<&Claim>| support::sentence(&read.passages, claim?.span).map(|sentence| sentence.span);
    let figures = read.claims.get(read.first_figure as usize..).unwrap_or_default();
    of(figures.first()) == of(figures.get(..read.abouts.len()).and_then(<[Claim]>::last))
}

/// Whether the number that a measure is written with has two digits, if it were in digits: "eleven days".
fn has_two_digits(claim: &Claim) -> bool {
    (TWO_DIGITS..HUNDRED).any(|n| as_written(Number::from(n)) == claim.written)
}

fn is_length_of_time(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("duration")
}

fn is_quoted(corpus: &Corpus, at: At) -> bool {
    let span = corpus.claim(at).span;
    let quotes = &corpus.document(at).wording.quotes;
    let before = quotes.partition_point(|quote| quote.span.start <= span.start);
    before.checked_sub(1).is_some_and(|last| span.end <= quotes[last].span.end)
}

/// Whether a figure stands right after a name that no gazetteer knows: "Volvo 240".
fn in_name(corpus: &Corpus, at: At) -> bool {
    let words = &corpus.document(at).wording.words;
    let start = corpus.claim(at).span.start;
    let before = words.partition_point(|w| w.at < start).checked_sub(1).and_then(|n| words.get(n));
    before.is_some_and(|w| {
        let capital = w.marks.has(Marks::CAPITAL) && !w.marks.has(Marks::STARTS);
        capital && w.marks.has(Marks::UNKNOWN) && w.span().end + 1 == start
    })
}

/// Days among which the day of publication is: "this year", "in May", and the day itself.
fn around_publication(corpus: &Corpus, at: At, days: &Days) -> bool {
    let bounded = days.earliest().is_some() && days.latest().is_some() || !days.is_anchored();
    corpus.document(at).date.is_some_and(|published| bounded && days.contains(published))
}

/// A figure that follows from figures that sources have needs none: the percentage of a change, the sum of parts. `rows` are those of
/// wording and figures.
pub(super) fn derived(corpus: &Corpus, rules: &Rules, rows: &mut [Support]) {
    let figures: BTreeMap<(u32, u32), usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.at.is_some())
        .map(|(n, row)| ((row.claim.document, row.claim.span.start), n))
        .collect();
    for rule in rules.iter() {
        let Check::Require(condition) = &rule.check else { continue };
        for at in corpus.of_kind(rule.claims).filter(|at| corpus.document(*at).role == Role::Draft) {
            let claim = corpus.claim(at);
            if claim.roles.len() < LEAST_ROLES || matches!(verdict(condition, claim), Verdict::Unsatisfiable(_)) {
                continue;
            }
            // Figures do not overlap, so the last one that begins before a role ends is the role's, or none is.
            let row = |role: &crate::claim::Role| {
                let (_, n) = figures.range((at.document, 0)..(at.document, role.span.end)).next_back()?;
                (rows[*n].claim.span.end > role.span.start).then_some(*n)
            };
            let of: BTreeSet<usize> = claim.roles.iter().filter_map(row).collect();
            let mut lacking = of.iter().filter(|n| rows[**n].standing == Standing::NotFound);
            if let (Some(only), None, true) = (lacking.next(), lacking.next(), of.len() >= LEAST_ROLES) {
                let from = of.iter().find_map(|n| rows[*n].support);
                let row = &mut rows[*only];
                (row.standing, row.support, row.told) = (Standing::Supported, from, false);
                (row.follows, row.near) = (true, None);
            }
        }
    }
}

/// One finding for each claim that no source has.
pub(super) fn report(corpus: &Corpus, rules: &Rules, outcome: &mut Outcome) {
    let rows = std::mem::take(&mut outcome.support);
    for rule in rules.iter() {
        for row in rows.iter().filter(|row| row.standing == Standing::NotFound && rule.misses(row.kind)) {
            let Support { claim, .. } = row;
            let says = corpus.naming.text(claim.document, claim.span).to_owned();
            let stand = Stand { document: claim.document, span: claim.span, says: says.clone() };
            let found = finding(corpus, rule, false, vec![("draft".to_owned(), says)], vec![stand]);
            let told = rule.file.against.as_ref().and_then(|a| a.told).filter(|_| row.told);
            let severity = told.map_or(found.severity, |told| rule.weigh(told));
            outcome.push(super::Finding { by: By::Sources, severity, ..found });
        }
    }
    outcome.support = rows;
}

/// The kind of claim that a quote is.
pub(super) const QUOTE: ClaimKind = ClaimKind(id_hash("quote"));
