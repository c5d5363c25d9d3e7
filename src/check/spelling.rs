//! Names spelled nearly as a known one that other places spell as usual.

use super::sides::{Stand, finding};
use super::{Corpus, Outcome};
use crate::claim::ClaimKind;
use crate::entity::EntityId;
use crate::pack::Rule;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// One finding for each known name that is also written in another way.
pub(super) fn variants(corpus: &Corpus, rule: &Rule, outcome: &mut Outcome) {
    let mut by_name: BTreeMap<u64, Vec<super::At>> = BTreeMap::new();
    for at in corpus.of_kind(ClaimKind::SPELLING) {
        by_name.entry(corpus.claim(at).subject).or_default().push(at);
    }
    // Where each of these names stands as it is usually written.
    let mut named: BTreeMap<EntityId, Vec<(u32, Span)>> = BTreeMap::new();
    for (read, document) in corpus.read.iter().zip(0..) {
        for (id, span) in read.names.iter().filter(|(id, _)| by_name.contains_key(&id.0)) {
            named.entry(*id).or_default().push((document, *span));
        }
    }
    for (subject, variants) in by_name {
        // A name in another language is spelled as that language does.
        let lang = |document: u32| corpus.read[document as usize].lang.as_ref();
        let langs: BTreeSet<&str> = variants.iter().map(|at| lang(at.document)).collect();
        let same = |place: &&(u32, Span)| langs.contains(lang(place.0));
        let Some(places) = named.get(&EntityId(subject)) else { continue };
        let only_same = places.iter().any(|place| same(&place));
        let usual: Vec<Stand> = places
            .iter()
            .filter(|place| !only_same || same(place))
            .map(|(document, span)| {
                let says = corpus.naming.text(*document, *span).to_owned();
                Stand { document: *document, span: *span, says }
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
        outcome.push(finding(corpus, rule, false, vec![("name".into(), name), ("written".into(), written)], stands));
    }
}
