//! Claims as a table: what one document claims, as rows that other engines fold.
//!
//! Stands after the pipeline: it takes the claims of one document, as a check would have them, and says of each what it is about, what it
//! allows, and by which keys it may be held against claims of other texts (`keys`). It compares nothing across documents; `docs/archives.md` says
//! how a database does, and what it cannot see.

mod keys;
mod rows;
mod slots;
mod values;

pub use rows::{ClaimRow, DocumentRow, ProblemRow, Row, SCHEMA, schema};

use crate::{
    check::Read,
    claim::{Claim, ClaimKind, Form},
    clause::{About, Modality},
    entity::EntityId,
    lexicon::{Units, id_hash},
    pipeline::Engine,
    report::place::Places,
    source::{Document, Problem},
    text::Span,
};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, path::Path};

/// Makes rows of documents, by the packs of an engine.
#[derive(Debug)]
pub struct Extract<'a> {
    engine: &'a Engine,
    packs: String,
    /// The rules that look at each kind of claims.
    rules: BTreeMap<ClaimKind, Vec<String>>,
}

impl<'a> Extract<'a> {
    /// By these packs.
    #[must_use]
    pub fn new(engine: &'a Engine) -> Self {
        let mut rules: BTreeMap<ClaimKind, Vec<String>> = BTreeMap::new();
        for rule in engine.packs().rules.iter() {
            let among = rule.file.peers.iter().flat_map(|peers| &peers.claims).map(|kind| ClaimKind(id_hash(kind)));
            for kind in std::iter::once(rule.claims).chain(among) {
                let of = rules.entry(kind).or_default();
                if !of.contains(&rule.id) {
                    of.push(rule.id.clone());
                }
            }
        }
        let packs = engine.packs().packs.iter().map(|pack| format!("{} {}", pack.manifest.name, pack.manifest.version));
        Self { engine, packs: packs.collect::<Vec<_>>().join(", "), rules }
    }

    /// What a document is known by: a hash of its name, its text, of what is known of it, and of the packs.
    #[must_use]
    pub fn hash(&self, document: &Document) -> String {
        let meta = &document.meta;
        let date = meta.date.map(|date| date.to_string());
        let mut hasher = Sha256::new();
        let known = [date.as_deref(), meta.lang.as_deref(), meta.source.as_deref(), meta.url.as_deref()];
        for part in [Some(&*document.name), Some(&*document.raw), Some(&self.packs)].into_iter().chain(known) {
            let part = part.unwrap_or_default();
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().iter().fold(String::with_capacity(64), |digits, byte| digits + &format!("{byte:02x}"))
    }

    /// The row of a document of a file, before it is read.
    #[must_use]
    pub fn named(&self, document: &Document, file: &Path) -> DocumentRow {
        let meta = &document.meta;
        DocumentRow {
            schema: SCHEMA,
            document: document.name.clone(),
            file: file.to_string_lossy().into_owned(),
            hash: self.hash(document),
            date: meta.date.map(|date| date.to_string()),
            lang: meta.lang.clone(),
            publisher: meta.source.clone(),
            url: meta.url.clone(),
            packs: self.packs.clone(),
            ..DocumentRow::default()
        }
    }

    /// The rows of a document: its own, its claims, and what of it was too much to be kept.
    #[must_use]
    pub fn rows(&self, document: &Document, named: DocumentRow) -> Vec<Row> {
        let Some((read, findings)) = self.engine.alone(document) else { return vec![Row::Document(Box::new(named))] };
        let names = keys::names(&read);
        let usual = read.names.iter().map(|(id, _)| keys::of_entity(id.0)).collect();
        let own = DocumentRow {
            lang: named.lang.or_else(|| Some(read.lang.to_string()).filter(|lang| !lang.is_empty())),
            claims: read.claims.len(),
            findings,
            names: usual,
            words: named.words.map(|_| keys::spoken(&read)),
            ..named
        };
        let mut places = Places::new(std::slice::from_ref(document));
        let mut rows = Vec::with_capacity(read.claims.len() + 1);
        for (nth, claim) in read.claims.iter().enumerate() {
            let at = nth.checked_sub(read.first_figure as usize);
            let about = at.and_then(|at| read.abouts.get(at)?.as_deref()).or(claim.about.as_deref());
            let Some(place) = places.find(0, claim.span) else { continue };
            let keys = keys::keys(&read, claim, about, &names);
            let row = ClaimRow {
                schema: SCHEMA,
                document: own.document.clone(),
                nth,
                date: own.date.clone(),
                publisher: own.publisher.clone(),
                lang: own.lang.clone(),
                start: place.start,
                end: place.end,
                line: place.line,
                column: place.column,
                place: place.name,
                text: place.text.to_owned(),
                kind: self.engine.kind(claim.kind).to_owned(),
                rules: self.rules.get(&claim.kind).cloned().unwrap_or_default(),
                measure: keys.measure,
                what: keys.what.into_iter().collect(),
                who: keys.who.into_iter().collect(),
                words: keys.words.into_iter().collect(),
                whose: keys.whose.into_iter().collect(),
                packs: self.packs.clone(),
                ..self.said(document, &read, claim, about)
            };
            let row = values::filled(slots::filled(row, claim, about), claim, &|id| self.name(document, &read, id));
            rows.push(Row::Claim(Box::new(row)));
        }
        if read.left_out > 0 {
            let message = format!("{} claims are too many for a text of this length, and are left out", read.left_out);
            rows.push(Row::Problem(ProblemRow { schema: SCHEMA, file: own.file.clone(), line: None, lost: false, message }));
        }
        rows.insert(0, Row::Document(Box::new(own)));
        rows
    }

    /// What a claim is about, in words and as a hash.
    fn said(&self, document: &Document, read: &Read, claim: &Claim, about: Option<&About>) -> ClaimRow {
        let words = |span: Span| Some(span.of(&document.text).to_owned()).filter(|text| !text.is_empty());
        let slot = |of: fn(&About) -> Span| about.and_then(|about| words(of(about)));
        let subject = Some(claim.subject).filter(|id| *id != 0).and_then(|id| self.name(document, read, EntityId(id)));
        let subject = subject.or_else(|| slot(|about| about.words.subject));
        let head = slot(|about| about.words.head);
        let attribute = slot(|about| about.words.container).or_else(|| slot(|about| about.words.verb));
        let unit = Some(claim).filter(|claim| claim.kind == ClaimKind::FIGURE);
        let unit = unit.and_then(|claim| Units::built_in().kept(claim.attribute)).map(|unit| unit.id.clone());
        let period = claim.period.as_ref().or_else(|| about?.period.as_ref()).map(crate::value::Days::edtf);
        let scope = scope(about.map_or(claim.modality, |about| about.modality)).to_owned();
        let kind = self.engine.kind(claim.kind).to_owned();
        let parts = [Some(kind), subject.clone(), head.clone(), attribute.clone(), unit.clone(), period.clone()];
        let about_in_words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        ClaimRow {
            key: format!("{:016x}", keys::whole(claim, about, period.as_deref())),
            about: about_in_words,
            subject,
            head,
            attribute,
            unit,
            period,
            scope,
            form: form(claim.form).to_owned(),
            ..ClaimRow::default()
        }
    }

    /// What an entity is called by the packs, else by the document.
    fn name(&self, document: &Document, read: &Read, id: EntityId) -> Option<String> {
        let in_text = || read.names.iter().find(|(named, _)| *named == id).map(|(_, span)| span.of(&document.text).to_owned());
        self.engine.name(id).map(str::to_owned).or_else(in_text)
    }
}

/// The row of something that could not be read; `lost` where a text is missing for it.
#[must_use]
pub fn problem(problem: &Problem, lost: bool) -> Row {
    let file = problem.path().to_string_lossy().into_owned();
    Row::Problem(ProblemRow {
        schema: SCHEMA,
        file,
        line: problem.place().map(|place| place.line),
        lost,
        message: problem.to_string(),
    })
}

const fn scope(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Negated => "negated",
        Modality::Foreseen => "foreseen",
        Modality::Supposed => "supposed",
    }
}

const fn form(form: Form) -> &'static str {
    match form {
        Form::Plain => "plain",
        Form::Hedged => "hedged",
        Form::Open => "open",
        Form::Ends => "ends",
        Form::Compared => "compared",
        Form::Twelve => "twelve",
    }
}
