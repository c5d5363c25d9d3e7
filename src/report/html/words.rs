//! What the rules say of a finding, in the language of the page, and what documents are called.

use super::Page;
use crate::check::Finding;
use crate::report::{Part, fill};
use crate::source::Document;
use std::collections::BTreeMap;

impl Page<'_> {
    /// What a rule says, in the language of the page where the rule speaks it.
    pub(super) fn rule_text(&self, finding: &Finding, part: Part<'_>) -> Option<String> {
        let own = self.report.texts.translated(&finding.rule, part, self.strings.lang);
        match own {
            Some(own) => {
                let answer = finding.values.iter().find(|(name, _)| name == "answer");
                let answer = answer.map(|(name, answer)| (name.clone(), self.answer(&finding.rule, answer)));
                let says: Vec<&str> = finding.sides.iter().map(|side| side.says.as_str()).collect();
                let values = [("values".to_owned(), self.listed(&says))];
                let derived = self.report.derived(finding);
                Some(fill(own.trim_end(), &[answer.as_slice(), &values, &finding.values, &derived]))
            }
            None => self.report.rule_text(finding, part),
        }
    }

    /// "six, five and four".
    pub(super) fn listed(&self, items: &[&str]) -> String {
        match items {
            [first @ .., last] if !first.is_empty() => format!("{} {} {last}", first.join(", "), self.strings.get("and")),
            items => items.concat(),
        }
    }

    /// What a rule's answer is called in the language of the page.
    pub(super) fn answer(&self, rule: &str, answer: &str) -> String {
        let texts = self.report.texts;
        let words = (0..).map_while(|nth| Some((nth, texts.template(rule, Part::Answer(nth))?)));
        let nth = words.into_iter().find(|(_, word)| *word == answer).map(|(nth, _)| nth);
        let own = nth.and_then(|nth| texts.translated(rule, Part::Answer(nth), self.strings.lang));
        own.unwrap_or(answer).to_owned()
    }

    pub(super) fn message(&self, finding: &Finding) -> String {
        self.rule_text(finding, self.report.message_part(finding)).unwrap_or_else(|| finding.rule.clone())
    }

    /// What opens a text of a rule: it tells its language where that is not the page's.
    pub(super) fn rule_lang(&self, finding: &Finding, part: Part<'_>) -> &'static str {
        let own = self.strings.lang == "en" || self.report.texts.translated(&finding.rule, part, self.strings.lang).is_some();
        if own { "<span>" } else { "<span lang=\"en\">" }
    }
}

/// The bytes of the folder that all documents lie in.
pub(super) fn common_folder(documents: &[Document]) -> usize {
    let folder = |name: &str| name.rfind('/').map_or(0, |end| end + 1);
    let Some((first, others)) = documents.split_first() else { return 0 };
    let mut common = folder(&first.name);
    for other in others {
        while !other.name.starts_with(&first.name[..common]) {
            common = folder(first.name[..common].trim_end_matches('/'));
        }
    }
    common
}

/// What each document is called for short: its file's name, where no other has it.
pub(super) fn short_names(documents: &[Document]) -> Vec<&str> {
    let short = |document: &Document| document.name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents {
        *count.entry(&document.name[short(document)..]).or_default() += 1;
    }
    let name = |document| -> &str {
        let document: &Document = document;
        let own = &document.name[short(document)..];
        if own.is_empty() || count.get(own).is_some_and(|n| *n > 1) { &document.name } else { own }
    };
    documents.iter().map(name).collect()
}
