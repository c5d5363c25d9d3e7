//! A fact by its words, and what makes a figure of a text one of its kind.

use super::super::At;
use crate::claim::{ABOUT, Claim, ClaimKind, Form, KEY, OF_KEY, OF_SUBJECT};
use crate::text::Span;
use crate::value::{Meet, Value};

/// A fact by its words: for each of them all that may stand for it.
pub(super) struct Fact {
    pub(super) at: At,
    pub(super) subject: Vec<Vec<u32>>,
    pub(super) own: Vec<Vec<u32>>,
    pub(super) key: Option<u32>,
    /// What the whole file is about.
    about: Vec<u32>,
    /// Where its value stands: another wording of the same key has the same place.
    value: Span,
}

impl Fact {
    pub(super) fn new(at: At, claim: &Claim) -> Self {
        let mut fact = Self { at, subject: Vec::new(), own: Vec::new(), key: None, about: Vec::new(), value: claim.span };
        let mut last = None;
        for feature in &claim.context {
            let words = match feature.weight {
                OF_SUBJECT => &mut fact.subject,
                OF_KEY => &mut fact.own,
                KEY => {
                    fact.key = Some(feature.hash);
                    continue;
                }
                ABOUT => {
                    fact.about.push(feature.hash);
                    continue;
                }
                _ => continue,
            };
            if last.replace(feature.offset) != Some(feature.offset) {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(feature.hash);
            }
        }
        fact
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.subject.iter().chain(&self.own)
    }

    /// Whether a word is one of its own, or of what the file is about.
    pub(super) fn knows(&self, hash: u32) -> bool {
        self.words().any(|word| word.contains(&hash)) || self.key == Some(hash) || self.about.contains(&hash)
    }
}

/// Whether two words may stand for one.
pub(super) fn shares(one: &[u32], other: &[u32]) -> bool {
    one.iter().any(|hash| other.contains(hash))
}

/// Of facts that a sentence names those with most words: "the timeout of uploads" is no "timeout".
pub(super) fn most_told<'f>(facts: &[&'f Fact]) -> Vec<&'f Fact> {
    let wider = |one: &Fact, other: &Fact| {
        let count = |fact: &Fact| fact.words().count();
        count(other) > count(one) && one.words().all(|word| other.words().any(|theirs| theirs == word))
    };
    facts.iter().copied().filter(|one| !facts.iter().any(|other| wider(one, other))).collect()
}

/// Facts by what they are about; those with the same words are of one thing, and so are those in several wordings.
pub(super) fn rows<'f>(facts: &[&'f Fact]) -> Vec<Vec<&'f Fact>> {
    let mut rows: Vec<Vec<&Fact>> = Vec::new();
    for fact in facts {
        let one = |first: &Fact| first.at.document == fact.at.document && first.value == fact.value;
        let alike = |first: &Fact| first.subject == fact.subject && first.own == fact.own;
        let same = |row: &&mut Vec<&Fact>| row.first().is_some_and(|first| one(first) || alike(first));
        match rows.iter_mut().find(same) {
            Some(row) => row.push(fact),
            None => rows.push(vec![fact]),
        }
    }
    rows
}

/// Whether a figure and a fact are of one kind: one unit, days both, or a number and what it counts.
pub(super) fn is_of_kind(figure: &Claim, fact: &Claim, words: &Fact) -> bool {
    let kind = fact.roles.first().map(|role| ClaimKind(role.role));
    if kind != Some(figure.kind) {
        return false;
    }
    match figure.kind {
        ClaimKind::FIGURE => figure.attribute == fact.attribute,
        ClaimKind::COUNT => {
            let counted = crate::clause::Key::of(figure.attribute).0;
            figure.attribute == 0 || figure.attribute == fact.attribute || words.words().any(|word| word.contains(&counted))
        }
        ClaimKind::DATE => matches!(figure.value, Value::Days(_)),
        _ => false,
    }
}

/// Whether a figure says what a fact does. "Up to 10" is said of a limit of 10, and not of one of 5.
pub(super) fn meets(figure: &Claim, fact: &Claim) -> bool {
    match (&figure.value, &fact.value) {
        (Value::Number(said), Value::Number(known)) if figure.form == Form::Open => {
            let bound = if is_upper_bound(&figure.value) { said.max } else { said.min };
            bound.is_some_and(|bound| known.contains(bound))
        }
        (Value::Number(said), Value::Number(known)) => said.meet(known).is_some(),
        (Value::Days(said), Value::Days(known)) => said.meet(known).is_some(),
        _ => false,
    }
}

/// "Up to 10", "at most 10".
pub(super) fn is_upper_bound(value: &Value<crate::entity::EntityId>) -> bool {
    matches!(value, Value::Number(range) if range.max.is_some() && !range.max_open && range.min.is_none_or(crate::value::Number::is_zero))
}
