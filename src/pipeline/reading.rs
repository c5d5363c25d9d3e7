//! One document, read as far as its claims: part by part, so that no more is at hand at a time than a part's tokens, and what no check
//! looks at is not kept.

use super::Engine;
use crate::{
    check::{Comparable, Read, Role, Whole},
    claim::{self, Analysis, Claims, Gathered},
    clause::{LEADING, Lead},
    entity::{EntityId, EntityKind, How},
    grammar::{self, Context, Mention},
    lexicon::{Class, Lexicon},
    source::{Block, BlockKind, Document},
    text::{self, Sentence, Span, Tag, Taggers, Token},
};
use std::ops::Range;

/// What is kept of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// All claims: somebody looks at them.
    All,
    /// All claims, as far as a document may have memory: rows of a table, however long the document is.
    Rows,
    /// Claims that may be compared with others.
    Compared,
}

/// The memory that the claims of a document may take. A figure takes some 500 bytes; prose has one in 50 bytes or more, a table one in
/// ten. What goes on like a table for longer than any article's is data, and would take a hundred times as much memory as it is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    keep: Keep,
    /// So many bytes, however short the text is.
    free: usize,
}

/// Enough for the tables of one document, and for those of all documents together.
const FREE: usize = 1_000_000;
const FREE_TOGETHER: usize = 10_000_000;
/// So many more for each byte of the text: with what is kept beside the claims, and made of them in a check, the worst input that is known
/// (numbers of a draft, one a line) takes 36 times its length.
const TIMES: usize = 4;

impl Share {
    /// The share of each of so many documents.
    pub(super) fn of(documents: usize, keep: Keep) -> Self {
        Self { keep, free: (FREE_TOGETHER / documents.max(1)).min(FREE) }
    }

    /// The bytes that the claims of a document may take.
    pub(super) fn most(self, document: &Document, role: Role) -> usize {
        match (self.keep, role) {
            (Keep::All, Role::Peer) => usize::MAX,
            _ => self.free + document.text.len() * TIMES,
        }
    }
}

impl Engine {
    /// Some blocks of a document, read as far as their mentions and entities.
    pub(super) fn analyse<'a>(
        &'a self,
        document: &'a Document,
        blocks: &[Block],
        lexicon: &'a Lexicon,
        taggers: &mut Taggers,
    ) -> Analysis<'a> {
        let mut tokens = text::lex(&document.text, blocks, lexicon);
        let sentences = text::sentences(&mut tokens);
        let mentions = grammar::mentions(&tokens, &sentences, &Context { lexicon, date: document.meta.date });
        let entities = self.gazetteer().read(&tokens, lexicon).found;
        let mut tags = taggers.tags(&tokens, told_of(&tokens, &sentences, &mentions), lexicon);
        // A name that the gazetteer knows is one, whatever the model makes of it.
        for entity in entities.iter().filter(|e| !matches!(e.how, How::Adjective | How::NearSpelling)) {
            let range = entity.tokens.start as usize..entity.tokens.end as usize;
            tags[range.clone()].iter_mut().zip(&tokens[range]).filter(|(_, t)| t.is_word()).for_each(|(tag, _)| *tag = Tag::Name);
        }
        // An entry of several words is one word to the model.
        let prepositions = tokens.iter().zip(&mut tags).filter(|(t, tag)| t.is(Class::AccordingTo) && **tag != Tag::default());
        prepositions.for_each(|(_, tag)| *tag = Tag::Adposition);
        Analysis { document, lexicon, tokens, tags, sentences, mentions, entities }
    }

    /// A document's claims.
    pub(super) fn read(
        &self,
        document: &Document,
        lexicon: Option<&Lexicon>,
        role: Role,
        share: Share,
        taggers: &mut Taggers,
    ) -> Read {
        let mut read = Read {
            role,
            date: document.meta.date,
            lang: lexicon.map_or_else(|| "".into(), |lexicon| lexicon.language.clone()),
            claims: Vec::new(),
            idle: 0,
            left_out: 0,
            bytes: document.text.len(),
            passages: Vec::new(),
            wording: claim::Wording::default(),
            first_figure: 0,
            abouts: Vec::new(),
            posts: Box::default(),
            lead: Lead::default(),
            names: Vec::new(),
            whole: (role != Role::Peer).then(|| Box::new(Whole { headings: headings(document, role), ..Whole::default() })),
        };
        let Some(lexicon) = lexicon else { return read };
        // The first document of a language waits for both.
        let patterns = if role == Role::Source { &self.of_sources } else { &self.patterns };
        let ((), patterns) = rayon::join(|| self.gazetteer().prepare(lexicon), || patterns.of(lexicon));
        let is_group = |id: EntityId| self.gazetteer().kind(id).is_none_or(|kind| kind == EntityKind::Organisation);
        let is_place = |id: EntityId| self.gazetteer().kind(id).is_some_and(EntityKind::is_place);
        let knows = claim::Knows { group: &is_group, place: &is_place };
        let mut gathered = Gathered::new(document.text.len(), share.most(document, role));
        let mut comparable = Comparable::default();
        // What stands under keys is no sentence.
        let keyed = document.blocks.first().is_some_and(|b| matches!(b.kind, BlockKind::Fact { .. }));
        let blocks = if keyed { &[][..] } else { &document.blocks };
        for blocks in text::windows(&document.text, blocks) {
            let analysis = self.analyse(document, &blocks, lexicon, taggers);
            if role == Role::Peer && read.lead.is_empty() {
                read.lead = analysis.lead();
            }
            let mut part = claim::claims(&analysis, &knows, role != Role::Peer);
            if let Some(patterns) = patterns {
                patterns.read(&analysis, self.gazetteer(), &mut part.matched);
            }
            if share.keep == Keep::Compared {
                read.idle += self.keep_comparable(&mut part, role, &mut comparable);
            }
            let usual = analysis.entities.iter().filter(|e| matches!(e.how, How::Name | How::Defined));
            add_first(&mut read.names, usual.map(|e| (e.entity, e.span)));
            let end = blocks.last().map_or(0, |block| block.span.end);
            gathered.add(part, analysis.sentences.len(), end as usize);
        }
        if role != Role::Peer || document.is_facts() {
            let all: Vec<&Lexicon> = self.languages.tags().filter_map(|tag| self.languages.get(tag)).collect();
            let facts = claim::facts(document, lexicon, &all);
            if !facts.is_empty() {
                gathered.add(Claims { named: facts, ..Claims::default() }, 0, document.text.len());
            }
        }
        read.left_out = gathered.left_out;
        let others;
        (read.claims, read.first_figure, others) = gathered.finish();
        (read.passages, read.wording, read.abouts) = (others.passages, others.wording, others.abouts);
        read.posts = others.posts.into_boxed_slice();
        if let Some(whole) = &mut read.whole {
            whole.voices = others.voices;
            whole.voices.shrink_to_fit();
        }
        read
    }

    /// Leaves out what no check compares: how many claims.
    fn keep_comparable(&self, part: &mut Claims, role: Role, comparable: &mut Comparable) -> usize {
        let all = part.named.len() + part.figures.len();
        match role {
            Role::Peer => part.keep(|figure, about| comparable.has(figure, about)),
            // A source is not checked by itself.
            Role::Source => part.named.retain(|claim| self.compared.contains(&claim.kind)),
            Role::Draft => {}
        }
        all - part.named.len() - part.figures.len()
    }
}

/// The headings of a draft: its sentences stand below them.
fn headings(document: &Document, role: Role) -> Vec<(Span, u8)> {
    let level = |block: &Block| if let BlockKind::Heading { level } = block.kind { Some((block.span, level)) } else { None };
    if role == Role::Draft { document.blocks.iter().filter_map(level).collect() } else { Vec::new() }
}

/// What the grammar recognised in a document, read with these words.
pub(super) fn mentions(document: &Document, lexicon: &Lexicon) -> Vec<Mention> {
    let (mut all, mut before) = (Vec::new(), 0);
    for blocks in text::windows(&document.text, &document.blocks) {
        let mut tokens = text::lex(&document.text, &blocks, lexicon);
        let sentences = text::sentences(&mut tokens);
        let found = grammar::mentions(&tokens, &sentences, &Context { lexicon, date: document.meta.date });
        all.extend(found.into_iter().map(|m| Mention { first: m.first + before, end: m.end + before, ..m }));
        before += tokens.len() as u32;
    }
    all
}

/// The sentences that hold a mention, those right before them, which they may lean on, those that may say what somebody is, and the first ones.
fn told_of<'a>(
    tokens: &'a [Token],
    sentences: &'a [Sentence],
    mentions: &'a [Mention],
) -> impl Iterator<Item = Range<usize>> + 'a {
    let holds = |s: &Sentence| grammar::has_mention(mentions, &s.tokens);
    let next = move |n: usize| sentences.get(n + 1).is_some_and(holds);
    sentences
        .iter()
        .enumerate()
        .filter(move |(n, s)| *n < LEADING || holds(s) || next(*n) || claim::may_say_what_one_is(tokens, &s.tokens))
        .map(|(_, s)| s.tokens.clone())
}

/// Adds the places of names, and keeps the first one of each, in order of ids.
fn add_first(all: &mut Vec<(EntityId, Span)>, names: impl Iterator<Item = (EntityId, Span)>) {
    all.extend(names);
    all.sort();
    all.dedup_by_key(|n| n.0);
    all.shrink_to_fit();
}
