//! Conditions over the roles of one claim: arithmetic that must be satisfiable.

use super::sides::{Stand, finding};
use super::{At, Corpus, Evidence, Outcome, checked_alone};
use crate::claim::Claim;
use crate::lexicon::id_hash;
use crate::pack::Rule;
use crate::value::{Binding, Bindings, Condition, Failure, Number, Range, Side as SolveSide, Value, Verdict};

/// Each claim of the rule's kind must satisfy its condition.
pub(super) fn require(corpus: &Corpus, rule: &Rule, condition: &Condition, outcome: &mut Outcome) {
    for at in corpus.of_kind(rule.claims) {
        if !checked_alone(corpus.document(at).role) {
            continue;
        }
        let claim = corpus.claim(at);
        match verdict(condition, claim) {
            Verdict::Unsatisfiable(failure) => {
                outcome.compared.insert(at);
                outcome.push(failed(corpus, rule, condition, at, &failure));
            }
            Verdict::Satisfiable => {
                outcome.compared.insert(at);
            }
            Verdict::Unknown(_) => {}
        }
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

fn failed(corpus: &Corpus, rule: &Rule, condition: &Condition, at: At, failure: &Failure) -> super::Finding {
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
            let said = if role.span == claim.span {
                say_value(&role.value)
            } else {
                corpus.naming.text(at.document, role.span).to_owned()
            };
            values.push((name.to_string(), said));
        }
    }
    if let Some((_, side)) = &failure.expected {
        values.push(("expected".into(), say_side(side)));
    }
    if let Some(answer) = rule.answers.iter().find_map(|e| e.range(&bindings(&e.roles(), claim)).ok()) {
        values.push(("answer".into(), say_answer(rule, &answer)));
    }
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
    found
}

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
        let digits = if whole < 100 { 2 } else { i32::from(whole < 1000) };
        let power = Number::pow10(digits)?;
        n.checked_mul(power)?.round().checked_div(power)
    };
    let end = |n: Option<Number>| n.map(|n| short(n).unwrap_or(n));
    Range { min: end(range.min), max: end(range.max), ..*range }
}
