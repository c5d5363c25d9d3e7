//! What a sentence must have in it before a pattern is tried there.

use super::compile::Compiler;
use super::program::{Key, Test};
use super::{Capture, CaptureKind, Item, Node};
use crate::lexicon::{Class, Lexicon};

/// Alternatives of which one must be there; more are no use as an anchor.
const MOST_ALTERNATIVES: usize = 64;

impl Compiler<'_> {
    /// Of each of these, one at least must be in the sentence; the rarest first.
    pub(super) fn anchors(&self, node: &Node) -> Vec<Vec<Key>> {
        let mut needs = self.needs(node);
        needs.retain(|clause| clause.len() <= MOST_ALTERNATIVES);
        needs.sort_by_key(|clause| clause.iter().map(|k| cost(k, self.lexicon)).sum::<u32>());
        needs
    }

    /// What must be there: of each clause one key.
    fn needs(&self, node: &Node) -> Vec<Vec<Key>> {
        match &node.item {
            Item::Words(text) | Item::Exact(text) => {
                let tests = self.words(node, text).unwrap_or_default();
                tests.iter().filter_map(key).map(|k| vec![k]).collect()
            }
            Item::Class(class, _) => {
                self.class(node, class).ok().as_ref().and_then(key).map(|k| vec![vec![k]]).unwrap_or_default()
            }
            Item::Capture(Capture { kind, .. }) => match kind {
                CaptureKind::State | CaptureKind::Organisation => vec![vec![Key::Entity]],
                kind if kind.without_mentions() => Vec::new(),
                kind => vec![vec![Key::Kind(*kind)]],
            },
            Item::Sequence(all) => all.iter().flat_map(|n| self.needs(n)).collect(),
            Item::Repeated(inner, 1..) => self.needs(inner),
            Item::Either(all) => {
                let rarest = |n: &Node| {
                    let clauses = self.needs(n).into_iter();
                    clauses.min_by_key(|clause| clause.iter().map(|k| cost(k, self.lexicon)).sum::<u32>())
                };
                let each: Option<Vec<Vec<Key>>> = all.iter().map(rarest).collect();
                each.map(|each| vec![each.concat()]).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}

/// About how many sentences in a thousand have it.
fn cost(key: &Key, lexicon: &Lexicon) -> u32 {
    match key {
        Key::Word(word) if lexicon.look_up(*word, None).senses.iter().any(|s| s.class == Class::Stop) => 300,
        Key::Word(_) | Key::Stem(..) => 2,
        Key::Class(class, narrow) => match class {
            Class::Stop | Class::Preposition | Class::DefiniteArticle | Class::Article | Class::Of | Class::And => 900,
            Class::Copula | Class::Have | Class::Pronoun | Class::Negator | Class::Modal => 300,
            _ if narrow.is_some() => 15,
            _ => 40,
        },
        Key::Kind(CaptureKind::Amount) => 350,
        Key::Kind(CaptureKind::Number | CaptureKind::Count) => 300,
        Key::Kind(CaptureKind::Date) => 150,
        Key::Kind(_) => 50,
        Key::Entity => 200,
    }
}

fn key(test: &Test) -> Option<Key> {
    Some(match test {
        Test::Word { stem, start, .. } => Key::Stem(*stem, *start),
        Test::Exact { word, .. } => Key::Word(*word),
        Test::Class(class, narrow) => Key::Class(*class, *narrow),
        Test::Mark(_) => return None,
    })
}
