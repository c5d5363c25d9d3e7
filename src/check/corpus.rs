//! The claims of all documents, and what the checks need to know of the documents.

use crate::claim::{Claim, Passage, PostBeside, Voice, Wording};
use crate::clause::{About, Lead};
use crate::entity::EntityId;
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a document is in a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Checked by itself and against all others.
    Peer,
    /// Checked by itself and against the sources.
    Draft,
    /// What drafts are checked against; not checked by itself.
    Source,
}

/// One document's claims.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Read {
    /// What the document is in the check.
    pub role: Role,
    /// The day it was published.
    #[serde(with = "crate::value::day")]
    pub date: Option<Date>,
    /// Its language.
    pub lang: Arc<str>,
    /// Its claims.
    pub claims: Vec<Claim>,
    /// How many claims are not among them, as no check would compare them.
    pub idle: usize,
    /// How many claims are not among them, as there are too many for a text; they are its last ones.
    pub left_out: usize,
    /// How many bytes its text has.
    pub bytes: usize,
    /// Its sentences, in drafts and sources.
    pub passages: Vec<Passage>,
    /// Its words and quotes, in drafts and sources.
    pub wording: Wording,
    /// The index of the first figure in a context among its claims, and what each of them is about.
    pub first_figure: u32,
    /// What each figure in a context is about, in order; `None` where the words do not tell.
    pub abouts: Vec<Option<Box<About>>>,
    /// The posts that stand beside names in its sentences, in order.
    pub posts: Box<[PostBeside]>,
    /// What it is about as a whole.
    pub lead: Lead,
    /// What is kept of drafts and sources only.
    pub whole: Option<Box<Whole>>,
    /// The first place of each known name as it is usually written, in order of ids.
    pub names: Vec<(EntityId, Span)>,
}

/// What is kept of a document that is a draft or a source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Whole {
    /// Who says its sentences, in order.
    pub voices: Vec<Voice>,
    /// In a draft: its headings with their levels, in order.
    pub headings: Vec<(Span, u8)>,
}

impl Read {
    /// Who says its sentences, in order; nobody among peers.
    pub(crate) fn voices(&self) -> &[Voice] {
        self.whole.as_ref().map_or(&[], |whole| &whole.voices)
    }

    /// In a draft: its headings with their levels, in order.
    pub(crate) fn headings(&self) -> &[(Span, u8)] {
        self.whole.as_ref().map_or(&[], |whole| &whole.headings)
    }
}

/// Whether two documents are compared with each other.
#[must_use]
pub fn compares(a: Role, b: Role) -> bool {
    matches!((a, b), (Role::Peer, Role::Peer) | (Role::Draft, Role::Source) | (Role::Source, Role::Draft))
}

/// Whether a document is checked by itself.
#[must_use]
pub fn checked_alone(role: Role) -> bool {
    role != Role::Source
}

/// How things are called in findings.
pub trait Naming: Sync {
    /// The name of an entity; `None` where no gazetteer knows it.
    fn entity(&self, id: EntityId) -> Option<String>;
    /// The text of a document at a span.
    fn text(&self, document: u32, span: Span) -> &str;
    /// What a place lies in; `None` where no gazetteer says.
    fn located_in(&self, id: EntityId) -> Option<EntityId>;
    /// Whether it is a place: a city, a region, a state.
    fn is_place(&self, id: EntityId) -> bool;
    /// Whether it is a city.
    fn is_city(&self, id: EntityId) -> bool;
    /// Whether a gazetteer knows the entity.
    fn known(&self, id: EntityId) -> bool {
        self.entity(id).is_some()
    }
}
