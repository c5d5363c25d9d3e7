//! What a named person belongs to: a party ("Ida Krog (S)", "moderaten Ida Krog", "the Labour candidate, Ida Krog") or a nation ("the Norwegian skier Ida Krog").
//!
//! ```text
//! affiliation = name , "(" , letters | party , ")" | party , [ qualifier ] , name | [ "the" ] , party , qualifier , "," , name , ","
//!             | adjective of a state , [ noun ] , name
//! ```

use super::attributes::PERSON;
use super::{Analysis, Claim, ClaimKind, Role};
use crate::clause::name_word;
use crate::entity::{Found, How};
use crate::lexicon::{Class, id_hash};
use crate::text::{Tag, Token};
use crate::value::Value;
use std::ops::Range;

/// The roles of a word for a party, and of one for a nation.
pub(crate) const PARTY: u64 = id_hash("party");
pub(crate) const NATION: u64 = id_hash("nation");
/// So many letters stand for a party; a word for somebody of it has more.
const MOST_LETTERS: usize = 3;

/// The tokens of a name, the token that says what the person belongs to, and what that is: its role, and which of them.
type Belongs = (Range<usize>, usize, (u64, u64));

/// Another nation of one person stands within so many tokens before.
const BESIDE: usize = 4;

/// Whether it is a word, and no letters.
fn is_word(t: &Token) -> bool {
    t.text.chars().count() > MOST_LETTERS
}

impl Analysis<'_> {
    /// What the word or the bracket at `at` says that a person belongs to.
    pub(super) fn affiliation(&self, index: usize, sentence: &Range<usize>, at: usize) -> Option<Claim> {
        let t = &self.tokens[at];
        let (name, word, of) = if t.is_punct('(') {
            self.party_in_brackets(sentence, at)?
        } else if t.is(Class::Party) && is_word(t) {
            self.party_before(sentence, at)?
        } else if t.is_word() {
            self.nation_before(sentence, at)?
        } else {
            return None;
        };
        (name.len() > 1).then(|| self.belongs(index, &name, word, of))?
    }

    /// "Ida Krog (S)", "Ida Krog (Labour)".
    fn party_in_brackets(&self, sentence: &Range<usize>, at: usize) -> Option<Belongs> {
        let written = |t: &&Token| t.text.chars().all(char::is_uppercase) || is_word(t) && t.capital;
        let letters = self.tokens.get(at + 1).filter(|t| at + 2 < sentence.end && written(t))?;
        let party = letters.sense(Class::Party).filter(|_| self.tokens[at + 2].is_punct(')'))?;
        let first = self.name_ending(sentence, at)?;
        let name = self.person_named(sentence, first).filter(|name| name.end == at)?;
        Some((name, at + 1, (PARTY, party.id)))
    }

    /// "Moderaten Ida Krog", "Labour candidate Ida Krog", "the Labour candidate, Ida Krog, …"; not "against the Labour candidate, Ida Krog won".
    fn party_before(&self, sentence: &Range<usize>, at: usize) -> Option<Belongs> {
        let t = &self.tokens[at];
        // "Green" is a colour, too, and "labour" work.
        let party = t.capital && !t.starts_sentence || t.senses.iter().all(|sense| sense.class == Class::Party);
        let sense = t.sense(Class::Party).filter(|_| party)?;
        let is = |i: usize, class: Class| sentence.contains(&i) && self.tokens[i].is(class);
        let comma = |i: usize| sentence.contains(&i) && self.tokens[i].is_punct(',');
        let qualified = is(at + 1, Class::OfficeQualifier);
        let after = if qualified { at + 2 } else { at + 1 };
        let opens = at == sentence.start || at == sentence.start + 1 && is(sentence.start, Class::DefiniteArticle);
        let apposed = qualified && opens && comma(after);
        let name = self.person_named(sentence, if apposed { after + 1 } else { after })?;
        (!apposed || comma(name.end)).then_some((name, at, (PARTY, sense.id)))
    }

    /// "The Norwegian skier Ida Krog"; not "the American football coach Ida Krog".
    fn nation_before(&self, sentence: &Range<usize>, at: usize) -> Option<Belongs> {
        let adjective = |e: &&Found| e.tokens.start as usize == at && e.how == How::Adjective && !e.compound;
        let nation = self.entities_in(&(at..at + 1)).find(adjective)?;
        // "The German-born American physicist" is of two.
        let beside = sentence.start.max(at.saturating_sub(BESIDE))..at;
        if self.entities_in(&beside).any(|other| other.how == How::Adjective) {
            return None;
        }
        let after = nation.tokens.end as usize;
        let noun = sentence.contains(&after)
            && self.tokens[after].is_word()
            && !self.tokens[after].capital
            && self.tags[after] == Tag::Noun;
        let name = self.person_named(sentence, after + usize::from(noun))?;
        Some((name, at, (NATION, nation.entity.0)))
    }

    fn belongs(&self, index: usize, name: &Range<usize>, at: usize, (role, what): (u64, u64)) -> Option<Claim> {
        let last = name.clone().rev().find(|i| self.tokens[*i].is_word() && self.tokens[*i].text.len() > 2)?;
        let (person, word) = (self.span(name.start..last + 1), self.span(at..at + 1));
        let text = |span: crate::text::Span| Value::Text(span.of(&self.document.text).to_owned());
        let roles = [Role { role: PERSON, value: text(person), span: person }, Role { role, value: text(word), span: word }];
        Some(Claim {
            subject: u64::from(name_word(self.tokens[last].text).0),
            attribute: what,
            roles: Box::new(roles),
            ..Claim::new(ClaimKind::ATTRIBUTE, text(word), person.to(word), u32::try_from(index).ok()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::clause::tests::read;

    #[test]
    fn who_belongs_to_a_party_or_a_nation() {
        for (language, text, said) in [
            ("en", "The Estonian cellist Anna Holm plays.", &["Anna Holm: Estonian"][..]),
            ("en", "Senator Anna Holm (D) voted no.", &["Anna Holm: D"]),
            ("en", "The Estonian coast is long. Anna Holm (44) lives there.", &[]),
            ("en", "Anna Holm (Labour) polled 900 votes, and Ivo Lind (Green) 40.", &["Anna Holm: Labour", "Ivo Lind: Green"]),
            ("en", "The Labour candidate, Anna Holm, lost.", &["Anna Holm: Labour"]),
            ("en", "Against the Labour candidate, Anna Holm won.", &[]),
            ("en", "With Labour support, Anna Holm won.", &[]),
            ("en", "The German-born American cellist Anna Holm plays.", &[]),
            ("sv", "Moderaternas gäst Karin Ask talade.", &[]),
            ("en", "The green candidate list of Anna Holm is long.", &[]),
            ("sv", "Moderaten Karin Ask röstade nej.", &["Karin Ask: Moderaten"]),
            ("sv", "Moderaternas Karin Ask röstade nej.", &["Karin Ask: Moderaternas"]),
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
