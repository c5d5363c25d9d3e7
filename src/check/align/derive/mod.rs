//! What follows from the figures of the sources: differences, totals, averages, shares, ratios, time between two dates, and the same
//! in another form.
//!
//! A draft's figure that no source has as it stands may have been calculated. It is borne out where the figures of one sentence
//! of a source, or of the few sentences most like the draft's, give it. A word beside the figure that tells of a calculation ("$16
//! cheaper", "in all 14") lets the sentences around those count too, and lets small numbers follow.

mod amounts;
mod cue;
mod forms;
mod operands;
mod shares;
mod time;

use super::index::{Candidate, Index};
use super::score::comparable;
use super::tells_apart;
use crate::check::{At, Corpus, support};
use crate::claim::{Calculation, Claim, ClaimKind, Form};
use crate::lexicon::id_hash;
use crate::value::{Number, Range, Value};
use amounts::contains;
use operands::{Group, Operands};

/// Small numbers are likely to come out by chance, so only larger ones may come from two sentences, or from counts of other things.
const LARGE: i64 = 20;
/// More people than this are not told what each of them gets.
const MOST_SHARES: i64 = 12;
/// A part of a bound is no smaller.
const LEAST_PART: i64 = 10;

/// Figures of the sources that a draft's figure follows from: one of them. `nowhere` is whether no source has it as it stands.
pub(super) fn follows(corpus: &Corpus, index: &Index, at: At, candidates: &[Candidate], nowhere: bool) -> Option<At> {
    let claim = corpus.claim(at);
    let Value::Number(written) = &claim.value else { return None };
    let says = cue::beside(corpus, at);
    let part = || claim.kind == ClaimKind::COUNT && shares::is_part(corpus, at);
    if !nowhere && says.is_empty() && !part() {
        return None;
    }
    let range = &meant(claim, written)?;
    let from = Operands::new(index, candidates);
    if nowhere && let Some(same) = forms::same(corpus, claim, written, &from) {
        return Some(same);
    }
    if forms::has_ends(claim) {
        return None;
    }
    let share = shares::share(corpus, at, range, &says);
    if share.is_none() && !narrow(range) {
        return None;
    }
    if claim.form != Form::Open
        && let Some(found) = amounts::said(corpus, claim, range, &says, &from)
    {
        return Some(found);
    }
    let own = || -> Vec<At> {
        let sentence = support::sentence(&corpus.document(at).passages, claim.span);
        sentence.into_iter().flat_map(|s| s.figures.clone()).take(operands::MOST).map(|claim| At { claim, ..at }).collect()
    };
    let between = |group: &Group| time::between(corpus, at, &group.all, range);
    if says.contains(&Calculation::Interval)
        && let Some(found) = from.wide().find_map(between).or_else(|| time::from_own(corpus, at, &own(), from.all(), range))
    {
        return Some(found);
    }
    if says.contains(&Calculation::Ratio)
        && let Some(found) = from.wide().find_map(|group| shares::times(corpus, range, group))
    {
        return Some(found);
    }
    if let Some(share) = share {
        let of = |group: &Group| shares::of(corpus, &share, group);
        // With two of some twenty figures nearly any percentage comes out by chance.
        let found = if share.exact && says.is_empty() { from.sentences.iter().find_map(of) } else { from.wide().find_map(of) };
        return found.filter(|_| nowhere || claim.kind != ClaimKind::FIGURE);
    }
    if nowhere && claim.kind == ClaimKind::COUNT && claim.form == Form::Open {
        return of_neighbours(corpus, range, &from);
    }
    // An open end takes in so much that something always comes out.
    if !nowhere || claim.kind == ClaimKind::ORDINAL || claim.form == Form::Open {
        return None;
    }
    let each = || amounts::each(corpus, claim, range, &from);
    from.groups(true).find_map(between).or_else(|| unsaid(corpus, claim, range, &from)).or_else(each)
}

/// Whether the figure that a draft's seems to clash with gives it, with another one beside either of them ("two crosses and nine other
/// medals", "eleven medals"; "up from 31 to 17", "14 places"). It may be a slip all the same, but nothing says so.
pub(super) fn explains(corpus: &Corpus, index: &Index, at: At, other: At) -> bool {
    let (claim, theirs) = (corpus.claim(at), corpus.claim(other));
    let Value::Number(range) = &claim.value else { return false };
    let Some((range, from)) = meant(claim, range).filter(narrow).zip(value(corpus, other)) else { return false };
    // "The 41st case" tells of 41 cases.
    let unit = |claim: &Claim| if claim.kind == ClaimKind::ORDINAL { Some(0) } else { operands::unit(claim) };
    let gives = |one: At| {
        let results = |n: Number| [from.checked_add(n), from.checked_sub(n).map(Number::abs)];
        unit(corpus.claim(one)) == unit(theirs)
            && value(corpus, one).is_some_and(|n| results(n).into_iter().any(|n| contains(&range, n)))
    };
    [other, at].into_iter().any(|figure| operands::beside(corpus, index, figure).all.into_iter().any(gives))
}

/// Whether one figure is the other taken a few times, and the sentence of one of them gives something for each of several: "15,000 each",
/// "shared 30,000".
pub(super) fn shared_out(corpus: &Corpus, at: At, other: At) -> bool {
    let each = || cue::shares_out(corpus, at) || cue::shares_out(corpus, other);
    let few = |n: Number| n.is_integer() && n > Number::ONE && n <= Number::from(MOST_SHARES);
    let times = || value(corpus, at).zip(value(corpus, other)).and_then(|(a, b)| a.max(b).checked_div(a.min(b))).is_some_and(few);
    each() && times() && operands::unit(corpus.claim(at)) == operands::unit(corpus.claim(other))
}

/// Whether two figures of the sources that stand together, or one of them and one of the draft's sentence, may have given a figure that no
/// source has. It bears nothing out, as it may come out by chance; but then the figure need not have come from elsewhere.
pub(super) fn may_follow(corpus: &Corpus, index: &Index, at: At, candidates: &[Candidate]) -> bool {
    let claim = corpus.claim(at);
    let Value::Number(range) = &claim.value else { return false };
    let Some((range, own)) = meant(claim, range).filter(narrow).zip(operands::unit(claim)) else { return false };
    let from = Operands::new(index, candidates);
    let beside = operands::numbers(corpus, &operands::beside(corpus, index, at));
    let gives = |group: &Group| amounts::of_two(&range, own, &operands::numbers(corpus, group), &beside);
    let shared = |group: &Group| group.all.iter().any(|other| shared_out(corpus, at, *other));
    if from.sentences.iter().any(shared) {
        return true;
    }
    // With two of some twenty figures nearly any small one comes out.
    if tells_apart(claim) { from.wide().any(gives) } else { from.sentences.iter().any(gives) }
}

/// Whether a word beside a figure tells that it was calculated: "32 million more", "in all 14". "Eight years after" and "another 30
/// days" may be told.
pub(super) fn is_calculated(corpus: &Corpus, at: At) -> bool {
    use Calculation::{Average, Difference, Ratio, Total};
    let number = matches!(corpus.claim(at).value, Value::Number(_));
    number && cue::beside(corpus, at).iter().any(|says| [Difference, Total, Average, Ratio].contains(says))
}

/// Two counts side by side in the sentence most like the draft's that come to a bound: "240 cooks and 70 waiters" are "more than 300".
fn of_neighbours(corpus: &Corpus, bound: &Range, from: &Operands) -> Option<At> {
    let ten = Number::from(LEAST_PART);
    let count = |at: At| value(corpus, at).filter(|n| corpus.claim(at).kind == ClaimKind::COUNT && *n >= ten);
    let beside = |pair: &&[At]| matches!(pair, [one, other] if contains(bound, count(*one).zip(count(*other)).and_then(|(a, b)| a.checked_add(b))));
    from.sentences.first()?.all.windows(2).find(beside).map(|pair| pair[0])
}

/// A total or a difference that no word tells of: only from figures of the same things, or of a size that chance seldom gives.
fn unsaid(corpus: &Corpus, claim: &Claim, range: &Range, from: &Operands) -> Option<At> {
    let large = range.middle().is_some_and(|n| n.abs() >= Number::from(LARGE));
    let same =
        |other: &Claim| claim.kind != ClaimKind::COUNT || large || other.attribute == 0 || claim.attribute == other.attribute;
    let of_kind = |at: &&At| comparable(claim, corpus.claim(**at)) && same(corpus.claim(**at));
    from.groups(large).find_map(|all| {
        let mut parts: Vec<At> = all.all.iter().filter(of_kind).copied().collect();
        // What counts the same things is not added to what counts others.
        let same_noun = |at: &At| corpus.claim(*at).attribute == claim.attribute;
        if claim.kind == ClaimKind::COUNT && claim.attribute != 0 && parts.iter().any(same_noun) {
            parts.retain(|at| same_noun(at) || corpus.claim(*at).attribute == 0);
        }
        if claim.kind == ClaimKind::COUNT && !large && !parts.iter().any(|at| corpus.claim(*at).attribute == claim.attribute) {
            return None;
        }
        let total = || {
            let sum = parts.iter().try_fold(Number::from(0), |sum, at| sum.checked_add(value(corpus, *at)?));
            (parts.len() > 2 && contains(range, sum)).then(|| parts[0])
        };
        let of_two = |one: Number, other: Number| {
            contains(range, one.checked_add(other)) || contains(range, one.checked_sub(other).map(Number::abs))
        };
        total().or_else(|| pairs(corpus, &parts, of_two))
    })
}

/// The numbers that a figure stands for: "more than 300" is no thousand.
fn meant(claim: &Claim, range: &Range) -> Option<Range> {
    let part = |n: Number| n.abs().checked_div(Number::from(5));
    match (range.min, range.max, claim.form) {
        (Some(min), None, Form::Open) => Range::new(Some(min), range.min_open, min.checked_add(part(min)?), false),
        (None, Some(max), Form::Open) => Range::new(max.checked_sub(part(max)?), false, Some(max), range.max_open),
        (Some(_), Some(_), Form::Plain | Form::Hedged | Form::Ends | Form::Open) => Some(*range),
        _ => None,
    }
}

/// A wide range is met by nearly any calculation.
fn narrow(range: &Range) -> bool {
    let wide = || Some(range.max?.checked_sub(range.min?)?.checked_mul(Number::from(4))? > range.max?.abs());
    range.is_bounded() && !wide().unwrap_or(true)
}

/// The first of two figures of one kind that a calculation holds for.
fn pairs(corpus: &Corpus, all: &[At], holds: impl Fn(Number, Number) -> bool) -> Option<At> {
    let pair = |(n, one): (usize, &At)| {
        let first = value(corpus, *one)?;
        let fits = |other: &At| {
            comparable(corpus.claim(*one), corpus.claim(*other))
                && value(corpus, *other).is_some_and(|second| holds(first, second))
        };
        all[n + 1..].iter().any(fits).then_some(*one)
    };
    all.iter().enumerate().find_map(pair)
}

fn value(corpus: &Corpus, at: At) -> Option<Number> {
    match &corpus.claim(at).value {
        Value::Number(range) => range.middle(),
        _ => None,
    }
}

/// The unit of shares in per cent.
const fn percent() -> u64 {
    id_hash("percent")
}
