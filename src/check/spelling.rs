//! Names spelled nearly as a known one that other places spell as usual.

use super::sides::{Stand, finding};
use super::{Corpus, Outcome};
use crate::claim::ClaimKind;
use crate::entity::EntityId;
use crate::pack::Rule;
use std::collections::BTreeMap;

/// One finding for each known name that is also written in another way.
pub(super) fn variants(corpus: &Corpus, rule: &Rule, outcome: &mut Outcome) {
    let mut by_name: BTreeMap<u64, Vec<super::At>> = BTreeMap::new();
    for at in corpus.of_kind(ClaimKind::SPELLING) {
        by_name.entry(corpus.claim(at).subject).or_default().push(at);
    }
    for (subject, variants) in by_name {
        let id = EntityId(subject);
        // A name in another language is spelled as that language does.
        let langs: Vec<&str> = variants.iter().map(|at| corpus.read[at.document as usize].lang.as_str()).collect();
        let same = |read: &super::Read| langs.contains(&read.lang.as_str());
        let named = |read: &super::Read| read.names.binary_search_by_key(&id, |n| n.0).is_ok();
        let only_same = corpus.read.iter().any(|read| same(read) && named(read));
        let usual: Vec<Stand> = corpus
            .read
            .iter()
            .enumerate()
            .filter(|(_, read)| !only_same || same(read))
            .filter_map(|(document, read)| {
                let (_, span) = read.names.get(read.names.binary_search_by_key(&id, |n| n.0).ok()?)?;
                let document = document as u32;
                Some(Stand { document, span: *span, says: corpus.naming.text(document, *span).to_owned() })
            })
            .take(8)
            .collect();
        if usual.is_empty() {
            continue;
        }
        let of = |at: &super::At| {
            let span = corpus.claim(*at).span;
            Stand { document: at.document, span, says: corpus.naming.text(at.document, span).to_owned() }
        };
        let written = of(&variants[0]).says;
        let name = usual[0].says.clone();
        let stands = usual.into_iter().chain(variants.iter().map(of)).collect();
        outcome.compared.extend(&variants);
        outcome.findings.push(finding(corpus, rule, false, vec![("name".into(), name), ("written".into(), written)], stands));
    }
}
