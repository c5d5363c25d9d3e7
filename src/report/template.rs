//! The rules' texts, and their placeholders.

use super::Report;
use crate::check::{By, Evidence, Finding};
use crate::pack::Rules;

/// A text of a rule. All may hold placeholders: `{name}`, filled from the values of the finding or of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// What is wrong, in one sentence.
    Message,
    /// What stands at a place, said short.
    Label,
    /// What the rule checks.
    Summary,
    /// Why it matters.
    Why,
    /// What to do about it.
    Fix,
    /// What is wrong in a draft, where the rule says it in other words.
    AgainstMessage,
    /// What to do about it there.
    AgainstFix,
    /// What is wrong among peers, where the rule says it in other words.
    PeersMessage,
    /// What to do about it there.
    PeersFix,
    /// What is said to people instead of findings of severity info, in one line.
    Brief,
    /// What stands at the place of a role.
    Mark(&'a str),
    /// A sentence that the finding adds by its id.
    Note(&'a str),
    /// What an answer is called, from 0.
    Answer(usize),
}

/// Where the words of the rules come from.
pub trait RuleTexts: Sync {
    /// The template of a rule's text; `None` where the rule has none.
    fn template(&self, rule: &str, part: Part<'_>) -> Option<&str>;

    /// The same in another language than English; `None` where the rule does not have it.
    fn translated(&self, _rule: &str, _part: Part<'_>, _lang: &str) -> Option<&str> {
        None
    }
}

impl RuleTexts for Rules {
    fn template(&self, rule: &str, part: Part<'_>) -> Option<&str> {
        let file = &self.get(rule)?.file;
        match part {
            Part::Message => Some(&file.message),
            Part::Label => file.label.as_deref(),
            Part::Summary => Some(&file.summary),
            Part::Why => Some(&file.why),
            Part::Fix => Some(&file.fix),
            Part::AgainstMessage => file.against.as_ref()?.message.as_deref(),
            Part::AgainstFix => file.against.as_ref()?.fix.as_deref(),
            Part::PeersMessage => file.peers.as_ref()?.message.as_deref(),
            Part::PeersFix => file.peers.as_ref()?.fix.as_deref(),
            Part::Brief => file.brief.as_deref(),
            Part::Mark(role) => file.marks.get(role).map(String::as_str),
            Part::Note(id) => file.notes.get(id).map(String::as_str),
            Part::Answer(nth) => file.answer.as_ref()?.words.get(nth).map(String::as_str),
        }
    }

    fn translated(&self, rule: &str, part: Part<'_>, lang: &str) -> Option<&str> {
        let own = self.get(rule)?.file.translations.get(lang)?;
        match part {
            Part::Message => own.message.as_deref(),
            Part::Why => own.why.as_deref(),
            Part::Fix => own.fix.as_deref(),
            Part::AgainstMessage => own.against.message.as_deref(),
            Part::AgainstFix => own.against.fix.as_deref(),
            Part::PeersMessage => own.peers.message.as_deref(),
            Part::PeersFix => own.peers.fix.as_deref(),
            Part::Note(id) => own.notes.get(id).map(String::as_str),
            Part::Answer(nth) => own.answers.get(nth).map(String::as_str),
            Part::Label | Part::Summary | Part::Brief | Part::Mark(_) => None,
        }
    }
}

/// A template with its placeholders filled: each `{name}` becomes the first value of that name. An unknown one stays as it is, and
/// so do braces that hold no name.
///
/// ```
/// use factlint::internals::report::fill;
/// let values = [("count".to_string(), "six".to_string())];
/// assert_eq!(fill("{count} or {other}", &[&values]), "six or {other}");
/// ```
#[must_use]
pub fn fill(template: &str, values: &[&[(String, String)]]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let value = from.find('}').and_then(|close| {
            let name = from.get(1..close)?;
            let (_, value) = values.iter().flat_map(|v| v.iter()).find(|(key, _)| key == name)?;
            Some((value, close + 1))
        });
        let taken = if let Some((value, taken)) = value {
            filled.push_str(value);
            taken
        } else {
            filled.push('{');
            1
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

/// A text of a finding's rule, filled with the finding's values, those of the evidence before them where one is given, and what follows
/// from its sides after them.
fn render(
    texts: &dyn RuleTexts,
    finding: &Finding,
    part: Part<'_>,
    evidence: Option<&Evidence>,
    derived: &[(String, String)],
) -> Option<String> {
    let template = texts.template(&finding.rule, part)?;
    let own: &[(String, String)] = evidence.map_or(&[], |e| &e.values);
    Some(fill(template.trim_end(), &[own, &finding.values, derived]))
}

/// The message of a finding's rule for the way in which it was found.
fn message(finding: &Finding) -> Option<Part<'static>> {
    match finding.by {
        By::Rule => None,
        By::Peers => Some(Part::PeersMessage),
        By::Sources => Some(Part::AgainstMessage),
    }
}

/// What to do about a finding, likewise.
fn fix(finding: &Finding) -> Option<Part<'static>> {
    match finding.by {
        By::Rule => None,
        By::Peers => Some(Part::PeersFix),
        By::Sources => Some(Part::AgainstFix),
    }
}

impl Report<'_> {
    /// The text of a finding's rule that says what is wrong.
    pub(super) fn message_part(&self, finding: &Finding) -> Part<'static> {
        message(finding).filter(|part| self.texts.template(&finding.rule, *part).is_some()).unwrap_or(Part::Message)
    }

    /// The one that says what to do about it.
    pub(super) fn fix_part(&self, finding: &Finding) -> Part<'static> {
        fix(finding).filter(|part| self.texts.template(&finding.rule, *part).is_some()).unwrap_or(Part::Fix)
    }

    /// A text of a finding's rule, filled.
    pub(super) fn rule_text(&self, finding: &Finding, part: Part<'_>) -> Option<String> {
        render(self.texts, finding, part, None, &self.derived(finding))
    }

    /// The finding's message; the rule's id where the rule has none.
    #[must_use]
    pub fn message(&self, finding: &Finding) -> String {
        self.rule_text(finding, self.message_part(finding)).unwrap_or_else(|| finding.rule.clone())
    }

    /// What to do about a finding, and what else is to be known of it.
    pub(crate) fn help(&self, finding: &Finding) -> Option<String> {
        let notes = finding.notes.iter().filter_map(|id| self.rule_text(finding, Part::Note(id)));
        let fix = self.rule_text(finding, self.fix_part(finding));
        let sentences: Vec<String> = fix.into_iter().chain(notes).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// What stands at a place: the rule's label, else what its side says.
    pub(crate) fn note(&self, finding: &Finding, evidence: &Evidence) -> String {
        let own = message(finding).is_some_and(|part| self.texts.template(&finding.rule, part).is_some());
        let part = evidence.mark.as_deref().map_or(Part::Label, Part::Mark);
        let label = if own { None } else { render(self.texts, finding, part, Some(evidence), &[]) };
        label.unwrap_or_else(|| finding.sides.get(evidence.side as usize).map(|s| s.says.clone()).unwrap_or_default())
    }
}
