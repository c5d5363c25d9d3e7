//! Fixes: what has one right answer by the house's own choice, which is how a name is spelled.
//!
//! Stands beside settling: it takes the findings of rules on spellings that are open, and gives the words that take the place of others. The
//! choices ([`Choice`]) say which spelling counts; its other spellings are changed in the texts that are checked, as whole words, endings kept,
//! and nothing else. A source is never changed. What cannot be changed, and why, is told ([`Unfixed`]).

mod edits;
mod places;
mod unfixed;

use edits::Edit;
pub(crate) use edits::Edits;
pub(crate) use unfixed::{Unfixed, Why};

use crate::{
    check::{By, Finding},
    config::Choice,
    lexicon::Lexicon,
    settle::Texts,
    source::{Document, Format, Place},
    text::Span,
};
use places::Spelled;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What fixes are made by.
pub(crate) struct Fixing<'w, 'a> {
    /// The texts.
    pub(crate) texts: Texts<'a>,
    /// The documents that were held against each other, by their indices.
    pub(crate) together: &'w [Vec<u32>],
    /// The words that a document is read with.
    pub(crate) words: &'w dyn Fn(&Document) -> Option<&'a Lexicon>,
    /// Which spelling counts: the first choice that decides.
    pub(crate) choices: &'a [Choice],
}

/// The letters in which two spellings of one name may differ.
const MOST_EDITS: usize = 2;

/// A finding with the spellings that it names.
struct Variants<'f> {
    finding: &'f Finding,
    /// In the order of its places.
    spellings: Vec<&'f str>,
    /// The documents that its own were held against.
    among: &'f [u32],
}

/// The spelling that counts in a text, and those that do not.
struct Decided<'f> {
    right: &'f str,
    wrong: Vec<&'f str>,
}

impl<'a> Fixing<'_, 'a> {
    /// What is to be changed for these findings, all of rules on spellings.
    pub(crate) fn edits(&self, findings: &[&Finding]) -> Edits<'a> {
        let all: Vec<Variants> = findings.iter().filter_map(|finding| self.variants(finding)).collect();
        let spelled = Spelled::count(self, &all);
        let mut edits = Edits::new(self.texts);
        for variants in &all {
            if let Err(unfixed) = self.fix(variants, &spelled, &mut edits) {
                edits.unfixed.push(unfixed);
            }
        }
        edits
    }

    fn variants<'f>(&'f self, finding: &'f Finding) -> Option<Variants<'f>> {
        let holds = |among: &&Vec<u32>| finding.evidence.iter().all(|e| among.contains(&e.document));
        let among = self.together.iter().find(holds)?;
        let mut spellings: Vec<&str> = Vec::new();
        for evidence in &finding.evidence {
            let spelling = evidence.span.of(&self.texts.documents.get(evidence.document as usize)?.text);
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        Some(Variants { finding, spellings, among })
    }

    /// Adds the edits of one finding: those of all its texts, or none.
    fn fix<'f>(&'f self, variants: &Variants<'f>, spelled: &Spelled<'f>, edits: &mut Edits) -> Result<(), Unfixed> {
        let finding = variants.finding;
        let has = |document: u32| finding.more > 0 || finding.evidence.iter().any(|e| e.document == document);
        let checked = variants.among.iter().copied().filter(|document| self.texts.checked.contains(document));
        let mut new: BTreeMap<u32, Vec<Edit>> = BTreeMap::new();
        let mut undecided = None;
        for document in checked.filter(|document| has(*document)) {
            let edits = match self.decide(variants, document, spelled) {
                Ok(decided) => self.words_of(document, finding, &decided)?,
                Err(why) => {
                    undecided = undecided.or(Some(why));
                    continue;
                }
            };
            if !edits.is_empty() {
                new.insert(document, edits);
            }
        }
        if let Some(why) = undecided {
            return Err(self.unfixed(variants, why));
        }
        if new.is_empty() {
            return Err(self.unfixed(variants, Why::InSource));
        }
        edits.add(new);
        Ok(())
    }

    /// The spelling that counts in a document, by the first choice that decides.
    fn decide<'f>(&'f self, variants: &Variants<'f>, document: u32, spelled: &Spelled<'f>) -> Result<Decided<'f>, Why> {
        let mut why = Why::NoChoice;
        for choice in self.choices {
            let right = match choice {
                Choice::Name { name, spelling } if variants.spellings.contains(&name.as_str()) => {
                    // That one was meant by the choice, however far it is from the others.
                    let wrong = |s: &&str| **s != *spelling && (**s == *name || are_near(s, spelling));
                    return Ok(Decided { right: spelling, wrong: variants.spellings.iter().copied().filter(wrong).collect() });
                }
                Choice::Name { .. } => Err(Why::NoChoice),
                Choice::Majority => spelled.of_most(variants, document),
                Choice::Source => spelled.of_sources(variants, document),
            };
            match right {
                Ok(right) => {
                    let wrong: Vec<&str> =
                        variants.spellings.iter().copied().filter(|s| *s != right && are_near(s, right)).collect();
                    if !wrong.is_empty() {
                        return Ok(Decided { right, wrong });
                    }
                    why = Why::NotNear;
                }
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// The words of a document that change.
    fn words_of(&self, document: u32, finding: &Finding, decided: &Decided) -> Result<Vec<Edit>, Unfixed> {
        let at = document as usize;
        let (Some(text), Some(file)) = (self.texts.documents.get(at), self.texts.files.get(at)) else { return Ok(Vec::new()) };
        let Some(lexicon) = (self.words)(text) else { return Ok(Vec::new()) };
        let mut edits = Vec::new();
        for wrong in &decided.wrong {
            let own: Vec<Span> = finding.evidence.iter().filter(|e| e.document == document).map(|e| e.span).collect();
            let spans = places::of(text, lexicon, wrong, &own, finding.by == By::Rule);
            if let Some(why) = (!spans.is_empty()).then(|| unchangeable(file, text)).flatten() {
                return Err(Unfixed { path: shown(file), place: None, why });
            }
            for span in spans {
                let range = text.file_range(span);
                if text.raw.get(range.clone()) != Some(wrong) {
                    let place = Some(Place::new(text.raw.as_bytes(), range).into());
                    return Err(Unfixed { path: shown(file), place, why: Why::Marked((*wrong).to_owned()) });
                }
                edits.push(Edit { range, word: decided.right.to_owned() });
            }
        }
        Ok(edits)
    }

    /// That the spellings of a finding stay, with its first place in a text that is checked.
    fn unfixed(&self, variants: &Variants, why: Why) -> Unfixed {
        let evidence = &variants.finding.evidence;
        let checked = evidence.iter().filter(|e| self.texts.checked.contains(&e.document)).min_by_key(|e| (e.document, e.span));
        let first = checked.or(evidence.first());
        let at = first.and_then(|e| {
            let document = self.texts.documents.get(e.document as usize)?;
            let path = shown(self.texts.files.get(e.document as usize)?);
            Some((path, Place::new(document.raw.as_bytes(), document.file_range(e.span))))
        });
        let (path, place) = at.map_or_else(Default::default, |(path, place)| (path, Some(place.into())));
        let spellings = variants.spellings.iter().map(|s| (*s).to_owned()).collect();
        Unfixed { path, place, why: Why::Open { spellings, why: Box::new(why) } }
    }
}

/// Whether two words may be spellings of one name.
fn are_near(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.chars().next() == other.chars().next() && strsim::osa_distance(&one, &other) <= MOST_EDITS
}

/// A file as reports name it.
fn shown(file: &Path) -> PathBuf {
    file.strip_prefix(".").unwrap_or(file).to_owned()
}

/// Why the words of a file cannot be changed, if they cannot.
fn unchangeable(file: &Path, text: &Document) -> Option<Why> {
    match Format::of(file) {
        Some(Format::JsonLines) => Some(Why::Format("the texts of a JSON Lines file are written as data")),
        Some(Format::Docx) => Some(Why::Format("a docx is packed, and only a word processor should write it")),
        Some(format) if !format.has_lines() => Some(Why::Format("only the program that wrote the file should change it")),
        _ if text.is_recoded() => Some(Why::Format("a text is written in UTF-8 only")),
        _ => None,
    }
}
