//! What a value says: one figure, and plainly, with the unit that its key or head gives.

use super::Reader;
use crate::claim::{Analysis, ClaimKind, Form};
use crate::grammar::{self, Context, Reading};
use crate::source::{Block, BlockKind, Document, Metadata, Origin};
use crate::text::{self, Span};
use crate::value::Value;
use std::sync::Arc;

/// The figure of a value.
pub(super) struct Figure {
    pub(super) kind: ClaimKind,
    pub(super) attribute: u64,
    pub(super) value: Value<crate::entity::EntityId>,
}

impl Reader<'_> {
    /// The figure that is all of a value, and the unit that was read with it.
    pub(super) fn figure(&self, value: &str, units: &[String]) -> Option<(Figure, Option<String>)> {
        let alone = self.read(value);
        if units.is_empty() || alone.as_ref().is_some_and(|figure| figure.kind != ClaimKind::COUNT) {
            return alone.map(|figure| (figure, None));
        }
        let said = units.join(" ");
        // In keys "sek" and "mb" are written for "SEK" and "MB".
        let short = said.len() > 1 && said.len() < 5 && said.chars().all(char::is_lowercase);
        let upper = short.then(|| said.to_uppercase());
        let mut readings = upper.into_iter().chain([said]);
        let with_unit = readings.find_map(|unit| {
            let figure = self.read(&format!("{value} {unit}")).filter(|figure| figure.kind == ClaimKind::FIGURE)?;
            Some((figure, Some(unit)))
        });
        with_unit.or_else(|| alone.map(|figure| (figure, None)))
    }

    /// What a text says that is one figure, and plainly.
    fn read(&self, said: &str) -> Option<Figure> {
        self.with(said, |read| {
            let whole = read.mentions.iter().find(|m| m.first == 0 && m.end as usize == read.tokens.len())?;
            let (kind, attribute, value) = read.figure_of(whole, None, read.tokens.len())?;
            let hedged = matches!(&whole.reading, Reading::Amount(amount) if amount.hedged);
            let plain = read.form_of(whole) == Form::Plain && !hedged && !matches!(value, Value::Text(_));
            plain.then_some(Figure { kind, attribute, value })
        })
    }

    /// A text by itself, read as far as its mentions.
    pub(super) fn with<T>(&self, said: &str, see: impl FnOnce(&Analysis) -> T) -> T {
        let text: Arc<str> = said.into();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let document = Document {
            name: String::new(),
            meta: Metadata::default(),
            text: text.clone(),
            blocks: vec![block],
            lost: Vec::new(),
            origin: Origin::Identity { skipped: 0 },
            raw: text,
        };
        let mut tokens = text::lex(&document.text, &document.blocks, self.lexicon);
        let sentences = text::sentences(&mut tokens);
        let context = Context { lexicon: self.lexicon, date: self.document.meta.date };
        let mentions = grammar::mentions(&tokens, &sentences, &context);
        let tags = vec![text::Tag::default(); tokens.len()];
        let (lexicon, entities) = (self.lexicon, Vec::new());
        see(&Analysis { document: &document, lexicon, tokens, tags, sentences, mentions, entities })
    }
}
