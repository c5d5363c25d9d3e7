//! Conditions over the roles of one claim: arithmetic that must be satisfiable.

use super::sides::{Stand, finding, published};
use super::{At, Calculation, Corpus, Evidence, Finding, Outcome, Side, Term, checked_alone, compares};
use crate::claim::{Claim, Role};
use crate::lexicon::id_hash;
use crate::pack::{ELSEWHERE, Rule, Worked};
use crate::text::Span;
use crate::value::{Binding, Bindings, Condition, Failure, Number, Range, Side as SolveSide, Value, Verdict};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Each claim of the rule's kind must satisfy its condition.
pub(super) fn require(corpus: &Corpus, rule: &Rule, condition: &Condition, outcome: &mut Outcome) {
    let mut others: Option<Elsewhere> = None;
    // Two readings of one place that both fail are one mistake.
    let mut reported: Vec<(u32, Span)> = Vec::new();
    for at in corpus.of_kind(rule.claims) {
        if !checked_alone(corpus.document(at).role) {
            continue;
        }
        let claim = corpus.claim(at);
        match verdict(condition, claim) {
            Verdict::Unsatisfiable(failure) => {
                outcome.compared.insert(at);
                let overlaps = |(document, span): &(u32, Span)| {
                    *document == at.document && span.start < claim.span.end && claim.span.start < span.end
                };
                if reported.iter().rev().take(MOST_READINGS).any(overlaps) {
                    continue;
                }
                reported.push((at.document, claim.span));
                let mut found = failed(corpus, rule, condition, at, &failure);
                if let Some(role) = rule.file.require.as_ref().and_then(|r| r.elsewhere.as_ref()) {
                    let others = others.get_or_insert_with(|| Elsewhere::new(corpus, rule, condition, role));
                    others.beside(corpus, at, &mut found);
                }
                outcome.push(found);
            }
            Verdict::Satisfiable => {
                outcome.compared.insert(at);
            }
            Verdict::Unknown(_) => {}
        }
    }
}

/// So many findings back another reading of a place may have been reported.
const MOST_READINGS: usize = 64;

/// Claims that hold, by what they say for one role.
struct Elsewhere {
    role: u64,
    of: FxHashMap<String, Vec<At>>,
}

/// So many claims of other documents are shown beside one that fails.
const MOST_ELSEWHERE: usize = 3;
/// … and so many with one value are kept, whatever their documents.
const MOST_ALIKE: usize = 16;

impl Elsewhere {
    fn new(corpus: &Corpus, rule: &Rule, condition: &Condition, role: &str) -> Self {
        let mut all = Self { role: id_hash(role), of: FxHashMap::default() };
        for at in corpus.of_kind(rule.claims) {
            let claim = corpus.claim(at);
            let Some(value) = all.value(claim) else { continue };
            if matches!(verdict(condition, claim), Verdict::Satisfiable) {
                let of = all.of.entry(value).or_default();
                if of.len() < MOST_ALIKE {
                    of.push(at);
                }
            }
        }
        all
    }

    fn value(&self, claim: &Claim) -> Option<String> {
        claim.roles.iter().find(|r| r.role == self.role).map(|r| say_value(&r.value)).filter(|said| !said.is_empty())
    }

    /// Adds what other documents say in place of this claim, as the other side.
    fn beside(&self, corpus: &Corpus, at: At, found: &mut Finding) {
        let Some(of) = self.value(corpus.claim(at)).and_then(|value| self.of.get(&value)) else { return };
        let role = corpus.document(at).role;
        let other = |there: &&At| there.document != at.document && compares(role, corpus.document(**there).role);
        let others: Vec<At> = of.iter().filter(other).take(MOST_ELSEWHERE).copied().collect();
        let Some(first) = others.first() else { return };
        let says = |at: At| corpus.naming.text(at.document, corpus.claim(at).span).to_owned();
        if let Some(own) = found.sides.first_mut() {
            own.says = says(at);
        }
        let documents: BTreeSet<u32> = others.iter().map(|there| there.document).collect();
        found.sides.push(Side {
            says: says(*first),
            places: others.len(),
            days: published(corpus, documents.iter().copied()),
            documents: documents.len(),
        });
        found.evidence.extend(others.iter().map(|there| Evidence {
            document: there.document,
            span: corpus.claim(*there).span,
            side: 1,
            values: Vec::new(),
            mark: Some(ELSEWHERE.to_owned()),
            primary: false,
        }));
    }
}

/// Whether a claim can satisfy a condition over its roles.
#[must_use]
pub fn verdict(condition: &Condition, claim: &Claim) -> Verdict {
    condition.verdict(&bindings(&condition.roles(), claim))
}

fn bindings<'a, N: AsRef<str>>(roles: &[&'a N], claim: &Claim) -> Bindings<'a> {
    let mut bound = Bindings::default();
    for name in roles.iter().map(|name| (*name).as_ref()) {
        let id = id_hash(name);
        let mut values = claim.roles.iter().filter(|r| r.role == id).map(|r| &r.value);
        let Some(first) = values.next() else { continue };
        let binding = match first {
            Value::Number(range) => {
                let rest: Vec<_> = values.filter_map(|v| if let Value::Number(r) = v { Some(*r) } else { None }).collect();
                if rest.is_empty() {
                    Binding::Number(*range)
                } else {
                    Binding::Numbers(std::iter::once(*range).chain(rest).collect())
                }
            }
            Value::Days(days) => Binding::Days(*days),
            Value::Text(_) => Binding::Size(Range::exact(Number::from(i64::try_from(1 + values.count()).unwrap_or(i64::MAX)))),
            Value::Members(_) => continue,
        };
        bound.bind(name, binding);
    }
    bound
}

fn failed(corpus: &Corpus, rule: &Rule, condition: &Condition, at: At, failure: &Failure) -> Finding {
    let claim = corpus.claim(at);
    let text = corpus.naming.text(at.document, claim.span).to_owned();
    let mut values = vec![("text".to_owned(), text)];
    let texts = [Some(&rule.file.message), rule.file.label.as_ref(), Some(&rule.file.fix)];
    let named = texts.into_iter().flatten().chain(rule.file.marks.values()).flat_map(|text| placeholders(text));
    for name in condition.roles().into_iter().map(|r| &**r).chain(named) {
        if values.iter().any(|(known, _)| known == name) {
            continue;
        }
        if let Some(role) = claim.roles.iter().find(|r| r.role == id_hash(name)) {
            let said = match &role.value {
                Value::Text(words) if !words.is_empty() && role.span == claim.span => words.clone(),
                _ if role.span == claim.span => say_value(&as_written(role).value),
                _ => corpus.naming.text(at.document, role.span).to_owned(),
            };
            values.push((name.to_string(), said));
        }
    }
    if let Some((_, side)) = &failure.expected {
        values.push(("expected".into(), say_side(side)));
    }
    let answer = rule.answers.iter().find_map(|worked| answer(rule, worked, claim));
    values.extend(answer.clone().map(|answer| ("answer".to_owned(), answer)));
    let stand = Stand { document: at.document, span: claim.span, says: String::new() };
    let mut found = finding(corpus, rule, false, values, vec![stand]);
    let marked = rule.file.marks.keys().filter_map(|name| {
        let role = claim.roles.iter().rev().find(|r| r.role == id_hash(name))?;
        Some(Evidence {
            document: at.document,
            span: role.span,
            side: 0,
            values: Vec::new(),
            mark: Some(name.clone()),
            primary: false,
        })
    });
    found.evidence.extend(marked);
    found.calculation = Some(Box::new(calculation(condition, at, claim, failure, answer)));
    found
}

fn as_written(role: &Role) -> Role {
    match &role.value {
        Value::Number(range) => Role { value: Value::Number(range.as_written()), ..role.clone() },
        _ => role.clone(),
    }
}

/// What a way to work it out gives for a claim, if it is for such claims and all of its roles are there.
fn answer(rule: &Rule, worked: &Worked, claim: &Claim) -> Option<String> {
    if worked.when.as_ref().is_some_and(|when| !matches!(verdict(when, claim), Verdict::Satisfiable)) {
        return None;
    }
    // Of figures as they are written: "the parts add up to 95", and not to "93.5–96.5".
    let written = Claim { roles: claim.roles.iter().map(as_written).collect(), ..claim.clone() };
    let range = worked.answer.range(&bindings(&worked.answer.roles(), &written)).ok()?;
    let said = say_answer(rule, &range);
    Some(worked.say.as_ref().map_or(said.clone(), |say| say.replace("{answer}", &said)))
}

/// What was calculated: each role of the condition with its figures, and what came of it.
fn calculation(condition: &Condition, at: At, claim: &Claim, failure: &Failure, answer: Option<String>) -> Calculation {
    let mut names: Vec<&str> = condition.roles().into_iter().map(|name| &**name).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let of = |name: &str| {
        let (id, name) = (id_hash(name), name.to_owned());
        let figures = claim.roles.iter().filter(move |r| r.role == id);
        figures.map(move |r| Term { role: name.clone(), span: r.span, value: say_value(&r.value) })
    };
    Calculation {
        document: at.document,
        terms: names.into_iter().flat_map(of).take(MOST_TERMS).collect(),
        left: say_side(&failure.left),
        comparison: failure.comparison,
        right: say_side(&failure.right),
        expected: failure.expected.as_ref().map(|(role, side)| (role.to_string(), say_side(side))),
        answer,
    }
}

/// A reader looks at so many figures of a calculation.
const MOST_TERMS: usize = 50;

/// An answer by its word, where the rule has words for answers, else as a number.
fn say_answer(rule: &Rule, answer: &Range) -> String {
    let nth = answer.is_exact().and_then(Number::to_i64).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
    let words = rule.file.answer.as_ref().map_or(&[][..], |a| &a.words);
    nth.and_then(|n| words.get(n)).cloned().unwrap_or_else(|| readable(answer).to_string())
}

pub(crate) fn say_value(value: &Value<crate::entity::EntityId>) -> String {
    match value {
        Value::Number(range) => range.to_string(),
        Value::Days(days) => days.edtf(),
        _ => String::new(),
    }
}

pub(crate) fn say_side(side: &SolveSide) -> String {
    match side {
        SolveSide::Number(range) => readable(range).to_string(),
        SolveSide::Days(days) => days.edtf(),
    }
}

/// The names between braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}').map(|(name, _)| name))
}

/// A computed range with no more digits than a reader would write.
fn readable(range: &Range) -> Range {
    let short = |n: Number| {
        let whole = n.abs().floor().to_i64().unwrap_or(i64::MAX);
        let small = whole == 0 && n.checked_mul(Number::from(10)).is_some_and(|tenfold| tenfold.abs() < Number::ONE);
        let digits = if small {
            4
        } else if whole < 100 {
            2
        } else {
            i32::from(whole < 1000)
        };
        let power = Number::pow10(digits)?;
        n.checked_mul(power)?.round().checked_div(power)
    };
    let end = |n: Option<Number>| n.map(|n| short(n).unwrap_or(n));
    Range { min: end(range.min), max: end(range.max), ..*range }
}
