//! Why a rule did or did not find something, as `factlint check --trace RULE` prints it: the claims that it saw, their roles, what was
//! compared, what met.

use super::{clean::clean, human::counted, place::Places};
use crate::check::{Agreement, At, Naming, Outcome, Read, Slot, Standing, Why, say_side, say_value, verdict};
use crate::claim::{Claim, Modality};
use crate::entity::EntityId;
use crate::lexicon::id_hash;
use crate::pack::{Check, Rule};
use crate::source::Document;
use crate::value::{Comparison, Condition, Verdict};
use std::fmt::Write as _;
use std::sync::Arc;

/// A check that was run.
pub struct Checked<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// Their claims.
    pub read: &'a [Arc<Read>],
    /// What was compared and found.
    pub outcome: &'a Outcome,
    /// How things are called.
    pub naming: &'a dyn Naming,
}

/// The trace of a rule: one line a claim of the kind that it looks at, and one that sums up.
#[must_use]
pub fn trace(rule: &Rule, checked: &Checked) -> String {
    let mut out = format!("{}{}\n", rule.id, if rule.enabled { "" } else { " (switched off)" });
    let all: Vec<At> = checked.claims(rule).collect();
    for at in &all {
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {}", clean(&checked.line(rule, *at)));
    }
    let found = checked.outcome.findings.iter().filter(|f| f.rule == rule.id).count();
    let kind = rule.file.agree.as_ref().map(|a| &a.claims).or(rule.file.require.as_ref().map(|r| &r.claims));
    let kind = kind.map_or_else(String::new, |kind| format!(" of the kind `{kind}`"));
    let _ = writeln!(out, "  {}{kind}, {}", counted(all.len(), "claim"), counted(found, "finding"));
    out
}

impl Checked<'_> {
    /// The claims that a rule looks at, in order.
    fn claims(&self, rule: &Rule) -> impl Iterator<Item = At> {
        self.read.iter().zip(0..).flat_map(move |(read, document)| {
            let of_kind =
                |c: &Claim| c.kind == rule.claims || rule.looks_at(c.kind) || rule.misses(c.kind) || rule.disputes(c.kind);
            read.claims.iter().zip(0..).filter(move |(c, _)| of_kind(c)).map(move |(_, claim)| At { document, claim })
        })
    }

    fn claim(&self, at: At) -> Option<&Claim> {
        self.read.get(at.document as usize)?.claims.get(at.claim as usize)
    }

    /// `a.txt:1:12 "52 of its 40 berths": taken = 52, all = 40; cannot hold`.
    fn line(&self, rule: &Rule, at: At) -> String {
        let Some(claim) = self.claim(at) else { return String::new() };
        let text = self.naming.text(at.document, claim.span);
        let first = format!("{} \"{text}\": ", self.place(at, claim));
        let why = match claim.modality {
            Modality::Negated => "negated, so it asserts nothing".to_owned(),
            Modality::Foreseen => "only foreseen, so it asserts nothing".to_owned(),
            Modality::Supposed => "only supposed, so it asserts nothing".to_owned(),
            Modality::Asserted => match &rule.check {
                Check::Require(condition) => Self::required(condition, claim),
                Check::Against if rule.reports_absence() => self.sourced(at),
                Check::Agree(_) | Check::Against => self.agreed(rule, at, claim),
            },
        };
        first + &why
    }

    fn place(&self, at: At, claim: &Claim) -> String {
        let place = Places::new(self.documents).find(at.document, claim.span);
        place.map_or_else(String::new, |p| p.said())
    }

    /// The roles of a claim, and whether they can satisfy the condition.
    fn required(condition: &Condition, claim: &Claim) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut missing: Vec<&str> = Vec::new();
        for name in condition.roles() {
            let values = claim.roles.iter().filter(|r| r.role == id_hash(name)).map(|r| say_value(&r.value));
            let values: Vec<String> = values.collect();
            if values.is_empty() {
                missing.push(name);
            } else {
                said.push(format!("{name} = {}", values.join(", ")));
            }
        }
        let why = match verdict(condition, claim) {
            Verdict::Satisfiable => "can hold".to_owned(),
            Verdict::Unknown(_) if !missing.is_empty() => format!("not checked, no {}", missing.join(", no ")),
            Verdict::Unknown(_) => "not checked, the roles do not fit the equation".to_owned(),
            Verdict::Unsatisfiable(failure) => {
                let sign = match failure.comparison {
                    Comparison::Equal => "=",
                    Comparison::NotEqual => "≠",
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "≤",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => "≥",
                };
                format!("cannot hold, as {} {sign} {} is false", say_side(&failure.left), say_side(&failure.right))
            }
        };
        said.push(why);
        said.join("; ")
    }

    /// How a claim of a draft stands with the sources.
    fn sourced(&self, at: At) -> String {
        let Some(row) = self.outcome.support.iter().find(|row| row.at == Some(at)) else {
            return "not held against the sources by itself".to_owned();
        };
        let standing = match (row.standing, row.told) {
            (Standing::Supported, _) => "supported",
            (Standing::Contradicted, _) => "contradicted",
            (Standing::NotFound, true) => "in no source, though they tell of it",
            (Standing::NotFound, false) => "in no source",
        };
        standing.to_owned()
    }

    /// What a claim says and of whom, and with what it was compared.
    fn agreed(&self, rule: &Rule, at: At, claim: &Claim) -> String {
        let mut said: Vec<String> = Vec::new();
        said.extend(self.naming.entity(EntityId(claim.subject)).map(|name| format!("about {name}")));
        said.extend(claim.period.as_ref().map(|period| format!("in {}", period.edtf())));
        let comparisons = self.outcome.comparisons.iter().filter(|c| c.rule == rule.id && (c.one == at || c.other == at));
        let mut compared = false;
        for comparison in comparisons.take(8) {
            compared = true;
            let other = if comparison.one == at { comparison.other } else { comparison.one };
            let place = self.claim(other).map_or_else(String::new, |claim| self.place(other, claim));
            said.push(format!("{} {place}", if comparison.meets { "meets" } else { "does not meet" }));
        }
        let apart = self.outcome.apart.iter().filter(|(one, other, _)| *one == at || *other == at);
        for (one, other, why) in apart.take(8).filter(|_| rule.file.peers.is_some()) {
            compared = true;
            let there = if *one == at { *other } else { *one };
            let text = self.claim(there).map_or_else(String::new, |c| {
                format!("{} \"{}\"", self.place(there, c), self.naming.text(there.document, c.span))
            });
            said.push(format!("not held against {text}, as {}", because(*why)));
        }
        if !compared {
            said.push(match claim.subject {
                0 if claim.attribute == 0 => "not compared, as nothing says what it is about".to_owned(),
                _ => "not compared, as no other claim is about the same".to_owned(),
            });
        }
        said.join("; ")
    }
}

/// Why two figures were not compared, in words.
fn because(why: Why) -> String {
    let name = |slot: Slot| match slot {
        Slot::Head => "what is counted",
        Slot::Modifiers => "what narrows it",
        Slot::Quantity => "what is measured",
        Slot::Referent => "of whom it is said",
        Slot::Object => "what it is done to",
        Slot::Predicate => "what is said of it",
        Slot::Period => "when it holds",
        Slot::Marker => "the word before the figure (from, to, by, than)",
        Slot::Meant => "whether it is a part, a total, or for each",
        Slot::Scope => "whether it is asserted",
    };
    match why {
        Why::Slot(slot, Agreement::Apart) => format!("{} is another", name(slot)),
        Why::Slot(slot, _) => format!("{} is left open", name(slot)),
        Why::Kind => "they measure in two ways".to_owned(),
        Why::Values => "the values tell nothing of each other".to_owned(),
        Why::Published => "the documents were published long after each other".to_owned(),
        Why::Grown => "the later document may count more of what happened".to_owned(),
        Why::Within => "one text is held against itself only where running text tells of one thing".to_owned(),
        Why::Nothing => "nothing is counted".to_owned(),
        Why::Explained => "a third figure explains both".to_owned(),
        Why::Given => "the other text gives this value too".to_owned(),
    }
}
