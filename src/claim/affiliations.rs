//! The party that a named person belongs to: "Ida Krog (S)", "moderaten Ida Krog".
//!
//! ```text
//! affiliation = name , "(" , letters , ")" | party , name
//! ```

use super::attributes::PERSON;
use super::{Analysis, Claim, ClaimKind, Role};
use crate::clause::name_word;
use crate::lexicon::{Class, id_hash};
use crate::value::Value;
use std::ops::Range;

/// The role of a word for a party.
pub(crate) const PARTY: u64 = id_hash("party");
/// So many letters stand for a party; a word for somebody of it has more.
const MOST_LETTERS: usize = 3;

impl Analysis<'_> {
    /// What the word at `at` says that a person belongs to.
    pub(super) fn affiliation(&self, index: usize, sentence: &Range<usize>, at: usize) -> Option<Claim> {
        let t = &self.tokens[at];
        if t.is_punct('(') {
            // "(S)", "(KD)".
            let letters = self.tokens.get(at + 1).filter(|t| at + 2 < sentence.end && t.text.chars().all(char::is_uppercase))?;
            let party = letters.sense(Class::Party).filter(|_| self.tokens[at + 2].is_punct(')'))?;
            let first = self.name_ending(sentence, at)?;
            let name = self.person_named(sentence, first).filter(|name| name.end == at && name.len() > 1)?;
            return self.belongs(index, &name, at + 1, party.id);
        }
        let party = t.sense(Class::Party).filter(|_| t.text.chars().count() > MOST_LETTERS)?;
        let name = self.person_named(sentence, at + 1).filter(|name| name.len() > 1)?;
        self.belongs(index, &name, at, party.id)
    }

    fn belongs(&self, index: usize, name: &Range<usize>, at: usize, party: u64) -> Option<Claim> {
        let last = name.clone().rev().find(|i| self.tokens[*i].is_word() && self.tokens[*i].text.len() > 2)?;
        let (person, word) = (self.span(name.start..last + 1), self.span(at..at + 1));
        let text = |span: crate::text::Span| Value::Text(span.of(&self.document.text).to_owned());
        let roles = [Role { role: PERSON, value: text(person), span: person }, Role { role: PARTY, value: text(word), span: word }];
        Some(Claim {
            subject: u64::from(name_word(self.tokens[last].text).0),
            attribute: party,
            roles: Box::new(roles),
            ..Claim::new(ClaimKind::ATTRIBUTE, text(word), person.to(word), u32::try_from(index).ok()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::clause::tests::read;

    #[test]
    fn who_belongs_to_a_party() {
        for (language, text, said) in [
            ("en", "Senator Anna Holm (D) voted no.", &["Anna Holm: D"][..]),
            ("en", "The district is quiet. Anna Holm (44) lives there.", &[]),
            ("sv", "Moderaten Karin Ask röstade nej.", &["Karin Ask: Moderaten"]),
            ("sv", "Nej sade Karin Ask (KD) och Olle Moen (S).", &["Karin Ask: KD", "Olle Moen: S"]),
            ("sv", "Bilen körde på Karin Ask (bilden).", &[]),
        ] {
            let found: Vec<String> = read(language, text, |analysis, _| {
                let mut found = Vec::new();
                for (index, sentence) in analysis.sentences.iter().enumerate() {
                    let all = sentence.tokens.clone().filter_map(|at| analysis.affiliation(index, &sentence.tokens, at));
                    found.extend(all.map(|claim| {
                        let said: Vec<&str> = claim.roles.iter().map(|role| role.span.of(text)).collect();
                        said.join(": ")
                    }));
                }
                found
            });
            assert_eq!(found, said, "{text}");
        }
    }
}
