//! Claims that packs' phrase patterns make: the matcher, and what it makes of what it captured.
//!
//! A [`PatternSet`] is all patterns of one language. Of each sentence it is first known which words, classes and mentions are in it
//! (`index`); only patterns whose needs are all there are tried (`matcher`), so that many patterns cost little more than few.

mod amounts;
mod captures;
mod follows;
mod frames;
mod index;
mod lengths;
mod matcher;
mod scores;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
mod told;

use super::set_below::{is_label, items_after};
use super::tables::Columns;
use super::{Analysis, Claim, ClaimKind, Role};
use crate::entity::Gazetteer;
use crate::lexicon::{Class, Languages, Lexicon, id_hash};
use crate::pack::pattern::compile;
use crate::pack::pattern::program::{Known, Program};
use crate::pack::pattern::{ClaimPatterns, Part, Refused, Which};
use crate::text::Span;
use crate::value::{Days, Value};
use captures::Captured;
use follows::{Followed, Follows};
use frames::Frames;
use index::{Index, Presence};
use matcher::Matcher;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;
pub(crate) use told::{BEGAN, SINCE};

/// The patterns of all packs, each language's compiled when the first document needs them.
#[derive(Debug, Default)]
pub struct Patterns {
    claims: Vec<ClaimPatterns>,
    compiled: Vec<(String, OnceLock<PatternSet>)>,
}

impl Patterns {
    /// The patterns of these claim files; frames are read in all of these languages.
    #[must_use]
    pub fn new(claims: Vec<ClaimPatterns>, languages: &Languages) -> Self {
        let tags_of = |c: &ClaimPatterns| {
            c.patterns.iter().map(|p| &p.language).chain(c.columns.keys()).chain(c.rows.keys()).cloned().collect::<Vec<_>>()
        };
        let mut tags: Vec<String> = claims.iter().flat_map(tags_of).collect();
        if claims.iter().any(|claim| !claim.frames.is_empty()) {
            tags.extend(languages.tags().map(str::to_owned));
        }
        tags.sort();
        tags.dedup();
        Self { claims, compiled: tags.into_iter().map(|t| (t, OnceLock::new())).collect() }
    }

    /// The patterns of a language; `None` where there are none.
    #[must_use]
    pub fn of(&self, lexicon: &Lexicon) -> Option<&PatternSet> {
        let (_, cell) = self.compiled.iter().find(|(tag, _)| **tag == *lexicon.language)?;
        Some(cell.get_or_init(|| PatternSet::compile(lexicon, &self.claims).0))
    }

    /// Compiles all languages now, and says which patterns are refused.
    #[must_use]
    pub fn check(&self, languages: &Languages) -> Vec<(String, Refused)> {
        let lexicons = self.compiled.iter().filter_map(|(tag, _)| languages.get(tag));
        lexicons.flat_map(|lexicon| PatternSet::compile(lexicon, &self.claims).1).collect()
    }
}

/// All patterns of a language, compiled.
#[derive(Debug)]
pub struct PatternSet {
    patterns: Vec<Compiled>,
    index: Index,
    frames: Frames,
    columns: Vec<Columns>,
}

/// A pattern and what becomes of its matches.
#[derive(Debug)]
struct Compiled {
    kind: ClaimKind,
    modality: Which,
    program: Program,
    roles: Box<[u64]>,
    set: Box<[(u64, (i64, i64))]>,
    timed: bool,
    with: Box<[(Program, Box<[u64]>)]>,
    then: Option<Follows>,
    items: Option<u64>,
}

impl PatternSet {
    /// Compiles the patterns of the lexicon's language; those that can never match, or that nothing anchors, are left out and
    /// reported with the kind of claim that they were to make.
    #[must_use]
    pub fn compile(lexicon: &Lexicon, claims: &[ClaimPatterns]) -> (Self, Vec<(String, Refused)>) {
        Self::compile_with(lexicon, &Known::of(lexicon), claims)
    }

    /// The same, with the lexicon's classes looked up beforehand: for packs of many files.
    pub(crate) fn compile_with(lexicon: &Lexicon, known: &Known, claims: &[ClaimPatterns]) -> (Self, Vec<(String, Refused)>) {
        let (mut patterns, mut refused) = (Vec::new(), Vec::new());
        let columns = claims.iter().flat_map(|c| Columns::of(c, &lexicon.language)).collect();
        for claim in claims {
            for read in claim.patterns.iter().filter(|p| *p.language == *lexicon.language) {
                let refuse = |part| {
                    let (language, index) = (read.language.clone(), read.index);
                    move |error| Refused { language, index, part, error }
                };
                let roles = |p: &Program| p.roles.iter().map(|r| id_hash(r)).collect::<Box<[u64]>>();
                let program = compile(&read.node, read.len, lexicon, known).map_err(refuse(Part::Phrase));
                let with = read.with.iter().enumerate().map(|(nth, node)| {
                    let program = compile(node, 0, lexicon, known).map_err(refuse(Part::With(nth)))?;
                    let roles = roles(&program);
                    Ok((program, roles))
                });
                let with: Result<Box<[_]>, Refused> = with.collect();
                let then = read.then.as_ref().map(|then| {
                    let program = compile(&then.node, 0, lexicon, known).map_err(refuse(Part::Then))?;
                    let roles = roles(&program);
                    let (sentences, beyond_headings) = (then.sentences, then.beyond_headings);
                    Ok(Follows { program, roles, sentences, same: then.same.as_deref().map(id_hash), beyond_headings })
                });
                match program.and_then(|program| Ok((program, with?, then.transpose()?))) {
                    Ok((program, with, then)) => patterns.push(Compiled {
                        kind: ClaimKind(id_hash(&claim.kind)),
                        modality: claim.modality,
                        timed: claim.timed,
                        roles: roles(&program),
                        set: read.set.iter().map(|(role, value)| (id_hash(role), *value)).collect(),
                        program,
                        with,
                        then,
                        items: read.items.as_deref().map(id_hash),
                    }),
                    Err(r) => refused.push((claim.kind.clone(), r)),
                }
            }
        }
        let index = Index::new(patterns.iter().map(|p| &*p.program.needs));
        (Self { patterns, index, frames: Frames::of(claims, lexicon), columns }, refused)
    }

    /// How many patterns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty() && self.frames.is_empty() && self.columns.is_empty()
    }

    /// The claims that the patterns make of a document, in the order of the text.
    pub fn read(&self, analysis: &Analysis, gazetteer: &Gazetteer, out: &mut Vec<Claim>) {
        if self.is_empty() {
            return;
        }
        let mut presence = Presence::new(&self.index);
        let mut matcher = Matcher::new(analysis, gazetteer);
        let first = out.len();
        let mut taken: FxHashSet<(ClaimKind, Span)> = FxHashSet::default();
        for number in 0..analysis.sentences.len() {
            let candidates = presence.candidates(&self.index, analysis, number);
            if candidates.is_empty() {
                continue;
            }
            matcher.enter(number);
            for nth in candidates {
                let Some(pattern) = self.patterns.get(*nth as usize) else { continue };
                let mut from = 0;
                while let Some(found) = matcher.find(&pattern.program, from) {
                    from = found.end.max(found.start + 1);
                    let claims = make(pattern, &mut matcher, number, &found);
                    matcher.enter(number);
                    if pattern.then.as_ref().is_some_and(|then| then.same.is_some()) {
                        // What a claim of the thing has taken begins no other.
                        let begun = |claim: &Claim| claim.roles.first().is_some_and(|r| taken.contains(&(claim.kind, r.span)));
                        if claims.iter().any(begun) {
                            continue;
                        }
                        taken.extend(claims.iter().flat_map(|claim| claim.roles.iter().map(|r| (claim.kind, r.span))));
                    }
                    out.extend(claims);
                }
            }
        }
        self.frames.read(analysis, gazetteer, out);
        without_doubles(out, first);
        analysis.mistakes(&mut out[first..]);
        analysis.rows(&self.columns, out);
    }
}

/// A match: tokens of the document, and what was captured.
#[derive(Debug, Clone)]
struct Found {
    start: usize,
    end: usize,
    captured: Vec<(u8, Captured)>,
}

/// The claims of a match, one for most; none where the text does not assert it, or where its quantities are of different kinds.
fn make(pattern: &Compiled, matcher: &mut Matcher, number: usize, found: &Found) -> Vec<Claim> {
    let Some((found, captured, followed, items)) = taken(pattern, matcher, number, found) else { return Vec::new() };
    let claim = |captured: &[(u64, Captured)]| claim(pattern, matcher, (number, &found), captured, items.as_deref());
    if followed.each.is_empty() {
        return claim(&captured).into_iter().collect();
    }
    followed.each.iter().filter_map(|one| claim(&[&*captured, one].concat())).collect()
}

/// A match with what must stand beside it, and what both captured; what follows it; and the items of a list behind it.
type Taken = (Found, Vec<(u64, Captured)>, Followed, Option<Vec<Span>>);

/// What a match takes; `None` where it makes no claim.
fn taken(pattern: &Compiled, matcher: &mut Matcher, number: usize, found: &Found) -> Option<Taken> {
    let analysis = matcher.analysis;
    let sentence = analysis.sentence(number);
    let mut found = found.clone();
    let mut captured = named(&pattern.roles, &found);
    for (program, roles) in &pattern.with {
        let more = matcher.beside(program, found.start..found.end)?;
        captured.extend(named(roles, &more));
        found = Found { start: found.start.min(more.start), end: found.end.max(more.end), ..found };
    }
    if pattern.modality == Which::Asserted && !asserted(analysis, &sentence, &found) {
        return None;
    }
    let then = pattern.then.as_ref();
    let mut followed = then.map(|then| then.after(matcher, number, &found, &captured)).unwrap_or_default();
    let follows = !followed.is_empty();
    captured.append(&mut followed.together);
    let labels = |(_, captured): &(u8, Captured)| match captured {
        Captured::Mention { index, .. } => {
            analysis.mentions.get(*index as usize).is_some_and(|m| is_label(analysis, m.first as usize))
        }
        _ => false,
    };
    if pattern.items.is_some() && found.captured.iter().any(labels) {
        return None;
    }
    let items = pattern.items.map(|_| items_after(analysis, &sentence));
    let follows = follows || items.as_ref().is_some_and(|items| !items.is_empty());
    let stands = follows || pattern.then.is_none() && items.is_none();
    stands.then_some((found, captured, followed, items))
}

/// The claim of what a match captured in a sentence.
fn claim(
    pattern: &Compiled,
    matcher: &Matcher,
    (number, found): (usize, &Found),
    captured: &[(u64, Captured)],
    items: Option<&[Span]>,
) -> Option<Claim> {
    let analysis = matcher.analysis;
    let sentence = analysis.sentence(number);
    let mut roles = amounts::roles(analysis, captured)?;
    let span = analysis.tokens.get(found.start)?.span.to(analysis.tokens.get(found.end.checked_sub(1)?)?.span);
    told::set(&pattern.set, span, &mut roles);
    if let Some((role, items)) = pattern.items.zip(items) {
        roles.extend(items.iter().map(|span| Role { role, value: Value::Text(String::new()), span: *span }));
    }
    if let Some(date) = analysis.document.meta.date {
        roles.push(Role { role: PUBLISHED, value: Value::Days(Days::on(date)), span });
    }
    let value = told::value(captured, &roles)?;
    let subject = captured.iter().find(|(role, _)| *role == SUBJECT).map_or(0, |(_, c)| matcher.identity(c));
    let attribute = captured.iter().find(|(role, _)| *role == ATTRIBUTE).map_or(0, |(_, c)| matcher.identity(c));
    let period = if pattern.timed {
        told::period(analysis, sentence.start..found.start, &roles)
    } else {
        analysis.period(&sentence, found.start)
    };
    Some(Claim { subject, attribute, roles: roles.into(), period, ..Claim::new(pattern.kind, value, span, number as u32) })
}

/// What a match captured, by the roles that a pattern gives it.
fn named(roles: &[u64], found: &Found) -> Vec<(u64, Captured)> {
    found.captured.iter().filter_map(|(role, c)| Some((*roles.get(*role as usize)?, *c))).collect()
}

/// The role that says whom or what a claim is about.
pub const SUBJECT: u64 = id_hash("subject");
/// The role that says what of it.
pub const ATTRIBUTE: u64 = id_hash("attribute");
/// The role that claims with the same subject and attribute are compared by.
pub const VALUE: u64 = id_hash("value");
/// The day of publication, which every claim of a dated document has.
pub const PUBLISHED: u64 = id_hash("published");

/// Whether the words of a match, and those of its clause before it, assert what it says.
fn asserted(analysis: &Analysis, sentence: &std::ops::Range<usize>, found: &Found) -> bool {
    const OPEN: [Class; 6] = [Class::Modal, Class::Conditional, Class::Planned, Class::Future, Class::Reported, Class::Negator];
    let asks = sentence.clone().next_back().is_some_and(|last| analysis.tokens[last].is_punct('?'));
    let clause = analysis.clause_start(sentence, found.start)..found.end;
    // Before a figure a modal verb is a verb of its own: "får 13 mandat".
    let governs = |at: usize| analysis.mentions[analysis.mentions.partition_point(|m| (m.first as usize) <= at)..].first();
    let gets = |at: usize| governs(at).is_some_and(|m| m.first as usize == at + 1 && m.kind == crate::grammar::Kind::Number);
    let open = |at: usize| {
        let t = &analysis.tokens[at];
        let no_opener = t.senses.is_empty() || t.is(Class::Month) || t.is(Class::Exclusion) || t.is(Class::Modal) && gets(at);
        !no_opener && OPEN.iter().any(|c| t.is(*c))
    };
    let conditional = (sentence.start..found.start).any(|at| analysis.tokens[at].is(Class::Conditional));
    !asks && !conditional && !clause.into_iter().any(open)
}

/// Of claims of one kind that read the same phrase, the one with most roles stays; the first of several.
fn without_doubles(out: &mut Vec<Claim>, first: usize) {
    let mut kept = first;
    for at in first..out.len() {
        let mut double = None;
        for k in (first..kept).rev().take(16) {
            let (one, other) = (&out[k], &out[at]);
            if one.kind == other.kind && one.span.overlaps(other.span) {
                let within = |a: &Claim, b: &Claim| a.roles.iter().all(|r| b.roles.iter().any(|o| o.span == r.span));
                if within(other, one) || within(one, other) {
                    double = Some((k, other.roles.len() > one.roles.len()));
                    break;
                }
            }
        }
        match double {
            Some((k, true)) => out.swap(k, at),
            Some(_) => {}
            None => {
                out.swap(kept, at);
                kept += 1;
            }
        }
    }
    out.truncate(kept);
}
