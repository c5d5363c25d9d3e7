//! Offices that one person holds at a time: two names for one of them cannot both be right on the same day.

use super::sides::{Stand, finding};
use super::{At, Corpus, Outcome};
use crate::entity::EntityId;
use crate::lexicon::id_hash;
use crate::pack::{Agree, Rule};
use crate::value::{Meet, Value};
use std::collections::BTreeMap;

/// More claims about one office than this stand in archives; the first ones stand for all.
const MOST_IN_GROUP: usize = 400;

/// One finding for each office with several holders. Claims about terms that do not meet are about different holders.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
    let wanted: Vec<u64> = agree.attributes.iter().map(|a| id_hash(a)).collect();
    let mut groups: BTreeMap<(u64, u64), Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims) {
        let claim = corpus.claim(at);
        if claim.subject != 0 && (wanted.is_empty() || wanted.contains(&claim.attribute)) {
            groups.entry((claim.subject, claim.attribute)).or_default().push(at);
        }
    }
    for ((subject, _), mut claims) in groups {
        claims.truncate(MOST_IN_GROUP);
        let mut sides: Vec<Vec<At>> = Vec::new();
        for at in &claims {
            match sides.iter_mut().find(|side| side.iter().any(|other| same_holder(corpus, *at, *other))) {
                Some(side) => side.push(*at),
                None => sides.push(vec![*at]),
            }
        }
        let (mut shown, mut clash) = (Vec::new(), false);
        for (i, one) in claims.iter().enumerate() {
            for other in claims[i + 1..].iter().filter(|other| comparable(corpus, *one, **other)).take(8) {
                let meets = sides.iter().any(|s| s.contains(one) && s.contains(other));
                outcome.compare(rule, *one, *other, meets);
                if !meets {
                    clash = true;
                    shown.extend([*one, *other]);
                }
            }
        }
        if !clash {
            continue;
        }
        let stands: Vec<Stand> = sides
            .iter()
            .filter(|side| side.iter().any(|at| shown.contains(at)))
            .flat_map(|side| {
                let says = surname(corpus, side[0]).to_owned();
                side.iter().map(move |at| Stand { document: at.document, span: corpus.claim(*at).span, says: says.clone() })
            })
            .collect();
        let name = corpus.naming.entity(EntityId(subject));
        let text = corpus.naming.text(claims[0].document, corpus.claim(claims[0]).span).to_owned();
        let values = vec![("subject".into(), name.unwrap_or_else(|| text.clone())), ("office".into(), text)];
        outcome.findings.push(finding(corpus, rule, agree.changes, values, stands));
    }
}

fn comparable(corpus: &Corpus, one: At, other: At) -> bool {
    let meets = match (&corpus.claim(one).period, &corpus.claim(other).period) {
        (Some(a), Some(b)) => a.meet(b).is_some(),
        (None, None) => true,
        _ => false,
    };
    meets && corpus.comparable(one, other)
}

fn surname<'a>(corpus: &Corpus<'a>, at: At) -> &'a str {
    match &corpus.claim(at).value {
        Value::Text(name) => name,
        _ => "",
    }
}

fn same_holder(corpus: &Corpus, one: At, other: At) -> bool {
    same_name(surname(corpus, one), surname(corpus, other))
}

/// Whether two last names are one, written alike or in another way: "Zelenskyy" and "Zelenskyj", "Müller" and "Muller", one letter
/// off, or one in the genitive.
fn same_name(one: &str, other: &str) -> bool {
    let (a, b) = (skeleton(one), skeleton(other));
    a == b
        || a.starts_with(&b) && a.len() <= b.len() + 1
        || b.starts_with(&a) && b.len() <= a.len() + 1
        || strsim::osa_distance(&a, &b) <= 1
}

/// A name without what different ways to write it change: accents, doubled letters, "i", "j" and "y", "v" and "w", "k", "c" and "h".
fn skeleton(name: &str) -> String {
    let mut letters = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'á' | 'à' | 'â' | 'ã' | 'å' | 'ä' | 'ā' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'j' | 'y' | 'ý' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'w' => 'v',
            'c' | 'ç' | 'q' | 'č' | 'ć' => 'k',
            'š' | 'ś' | 'ş' | 'z' | 'ž' | 'ż' | 'ź' => 's',
            'ł' => 'l',
            'ñ' | 'ń' => 'n',
            'h' | '-' | '\'' | '’' => continue,
            other => other,
        };
        if !letters.ends_with(plain) {
            letters.push(plain);
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn one_name_in_two_spellings_is_one_name() {
        for (one, other, same) in [
            ("Zelenskyy", "Zelenskyj", true),
            ("Müller", "Muller", true),
            ("Lukashenko", "Lukasjenko", true),
            ("Alm", "Alms", true),
            ("Stenvall", "Lindgren", false),
            ("Berg", "Borgström", false),
        ] {
            assert_eq!(same_name(one, other), same, "{one} / {other}");
        }
    }
}
