//! What is checked.

use super::Error;
use crate::{
    check::Role,
    source::{self, Defaults, Format, Metadata, Problem},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A text with a name, and what is known of it. By itself it is a peer of all others: see [`Document::draft`] and [`Document::source`].
///
/// What a document says of itself is read: front matter of a Markdown or plain text, the metadata of a page, a dateline. What is told here counts
/// before it.
///
/// ```
/// use factlint::{Checker, Config, Document};
///
/// let page = "<article><p>Norvik has 14 schools and 3 libraries.</p></article>";
/// let report = Checker::new(Config::new())?.check(&[
///     Document::html("norvik.html", page).date("2025-03-17"),
///     Document::markdown("notes.md", "---\ndate: 2025-03-17\n---\n\nNorvik has **15 schools**.\n"),
/// ])?;
/// let finding = &report.findings[0];
/// // Bytes are those of the page, not of its text.
/// let place = finding.evidence.iter().map(|evidence| &evidence.place).find(|place| place.document == 0).unwrap();
/// assert_eq!(&page[place.range.clone()], place.words);
/// # Ok::<(), factlint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    name: String,
    format: Format,
    content: Arc<[u8]>,
    role: Role,
    date: Option<String>,
    language: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

impl Document {
    /// A plain text.
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(name, Format::Text, text.into().into_bytes())
    }

    /// A text in Markdown (`CommonMark` with tables).
    #[must_use]
    pub fn markdown(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(name, Format::Markdown, text.into().into_bytes())
    }

    /// A web page, or a part of one.
    #[must_use]
    pub fn html(name: impl Into<String>, page: impl Into<String>) -> Self {
        Self::new(name, Format::Html, page.into().into_bytes())
    }

    /// The bytes of a docx. Places in it are those of its text, one line a paragraph.
    #[must_use]
    pub fn docx(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(name, Format::Docx, bytes.into())
    }

    /// Reads a file, in the format that its name ends with: `.txt`, `.md`, `.html`, `.docx`, `.pdf` and the others of `docs/formats.md`.
    /// Any other is taken for plain text.
    ///
    /// # Errors
    /// Where the system does not let it be read, and for files of many documents: `.jsonl`, `.eml`, `.mbox`, `.zip`.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let format = Format::of(path).unwrap_or(Format::Text);
        if format.is_of_many() {
            let reason = format!("{name} holds many documents; make one of each line");
            return Err(Error::Document { name, reason });
        }
        match source::read_regular(path, source::LONGEST) {
            Ok(bytes) => Ok(Self::new(name, format, bytes)),
            Err(error) => Err(Error::Document { reason: format!("cannot read {name}: {error}"), name }),
        }
    }

    fn new(name: impl Into<String>, format: Format, content: Vec<u8>) -> Self {
        let (date, language, publisher, url) = (None, None, None, None);
        Self { name: name.into(), format, content: content.into(), role: Role::Peer, date, language, publisher, url }
    }

    /// As a draft: held against the sources, and checked by itself.
    #[must_use]
    pub fn draft(self) -> Self {
        Self { role: Role::Draft, ..self }
    }

    /// As a source: what drafts are held against. It is not checked by itself.
    #[must_use]
    pub fn source(self) -> Self {
        Self { role: Role::Source, ..self }
    }

    /// The day on which it was published: `YYYY-MM-DD`.
    #[must_use]
    pub fn date(self, day: impl Into<String>) -> Self {
        Self { date: Some(day.into()), ..self }
    }

    /// Its language: `en`, `sv`.
    #[must_use]
    pub fn language(self, tag: impl Into<String>) -> Self {
        Self { language: Some(tag.into()), ..self }
    }

    /// Who published it.
    #[must_use]
    pub fn publisher(self, name: impl Into<String>) -> Self {
        Self { publisher: Some(name.into()), ..self }
    }

    /// Where it was published.
    #[must_use]
    pub fn url(self, url: impl Into<String>) -> Self {
        Self { url: Some(url.into()), ..self }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is in a check.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// A name for the document of this index that ends as files of its format do: marks in texts go by it.
    pub(super) fn file(&self, index: usize) -> PathBuf {
        PathBuf::from(format!("{index}.{}", self.format.name()))
    }

    /// The document as the stages know it, and what is wrong with its metadata.
    pub(super) fn parsed(&self, defaults: &Defaults) -> Result<(source::Document, Vec<Problem>), Error> {
        let failed = |reason: String| Error::Document { name: self.name.clone(), reason };
        let told = |error: source::MetadataError| failed(format!("{}: {error}", self.name));
        let meta = Metadata {
            date: self.date.as_deref().map(source::parse_date).transpose().map_err(told)?,
            lang: self.language.as_deref().map(source::parse_lang).transpose().map_err(told)?,
            source: self.publisher.clone(),
            url: self.url.clone(),
            ..Metadata::default()
        };
        let read = source::one(self.name.clone(), self.format, self.content.clone(), defaults);
        let (mut document, warnings) = read.map_err(|problem| failed(problem.to_string()))?;
        document.meta = meta.or(&document.meta);
        Ok((document, warnings))
    }
}
