//! A report as a page to click through: one file that loads nothing, from anywhere, and works from a disk.
//!
//! The texts as they read, each claim underlined as it stands, and beside them what each side says. The page is written here, whole and
//! escaped (`writer`); its script only shows and hides. A policy in its head lets nothing else run or load: style and script are allowed
//! by their hashes.

mod actions;
mod bar;
mod cards;
mod comments;
mod decides;
mod entries;
mod frame;
mod list;
mod quote;
mod sheet;
mod sides;
mod strings;
mod texts;
mod timeline;
mod views;
mod words;
mod writer;

use super::{Places, Report};
use crate::{source::Loaded, text::Span};
use cards::Reasons;
pub use comments::comments;
use entries::{Entry, Kind, entries, has_sources};
use sha2::{Digest, Sha256};
use std::{
    cell::RefCell,
    collections::BTreeSet,
    io::{self, Write},
};
pub(crate) use strings::Strings;
use texts::Mark;
pub(crate) use writer::Html;

// `base.css` is what all pages of this program look like.
const STYLE: &str = concat!(include_str!("base.css"), include_str!("style.css"));
const SCRIPT: &str = include_str!("app.js");
/// What runs before anything is shown.
const BOOT: &str = "document.documentElement.classList.add(\"js\",\"boot\")";
const SIGNS: &str = include_str!("signs.svg");

/// What a page shows of a run beside its findings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// The language that each document is read in, by its index.
    pub languages: &'a [Option<String>],
    /// What was asked for and could not be read.
    pub skipped: &'a [Skipped],
    /// What was asked to be checked, and what to be held against, as on the command line: for commands that the page shows.
    pub checked: &'a [String],
    /// See `checked`.
    pub against: &'a [String],
    /// The language of the page; that of the first text where none is asked for.
    pub lang: Option<&'a str>,
    /// Whether the page is read where nobody types commands, so that it shows none.
    pub no_commands: bool,
}

/// The languages that a page speaks.
pub const LANGUAGES: [&str; 2] = ["sv", "en"];

/// A text that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its name.
    pub name: String,
    /// Why it was not read, where that is more than that its format is unknown.
    pub why: Option<String>,
}

/// What of a load was not read.
pub(crate) fn skipped(loaded: &Loaded) -> impl Iterator<Item = Skipped> {
    let problems = loaded.problems.iter().map(|problem| {
        let (name, said) = (problem.path().display().to_string(), problem.to_string());
        // Beside its name nobody wants it again.
        let why = said.strip_prefix(&name).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&said).to_owned();
        Skipped { name, why: Some(why) }
    });
    let unread = loaded.unread.iter().map(|path| Skipped { name: path.display().to_string(), why: None });
    let unserved = loaded
        .unserved
        .iter()
        .map(|(document, language)| Skipped { name: document.clone(), why: Some(format!("no pack reads {language}")) });
    problems.chain(unread).chain(unserved)
}

/// All that a page is made of.
struct Page<'a> {
    report: &'a Report<'a>,
    strings: Strings,
    entries: Vec<Entry<'a>>,
    /// Whether drafts are held against sources.
    against: bool,
    /// The documents that are sources.
    sources: BTreeSet<u32>,
    /// What each document is called for short.
    names: Vec<&'a str>,
    /// The bytes of the folder that all of them lie in, which places leave out.
    folder: usize,
    /// What is marked in each document, by where it begins.
    marks: Vec<Vec<Mark>>,
    places: RefCell<Places<'a>>,
    /// What the rules say of what they found, each once.
    reasons: Vec<Reasons>,
}

/// Writes a report as a page.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).as_bytes())
}

fn page(report: &Report) -> String {
    let page = Page::new(report);
    let strings = &page.strings;
    let mut html = Html::default();
    html.raw("<!doctype html><html").attr("lang", strings.lang).raw("><head><meta charset=\"utf-8\">");
    html.raw("<meta http-equiv=\"Content-Security-Policy\"").attr("content", &policy());
    html.raw("><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\"><title>");
    html.plain(&page.plain_title())
        .raw("</title><style>")
        .raw(STYLE)
        .raw("</style><script>")
        .raw(BOOT)
        .raw("</script></head><body");
    html.attr("class", if page.against { "draftreport" } else { "peers" }).attr("data-id", &page.id());
    let told = ["of", "copy", "copied", "done.count", "search.hits.none", "search.hits.one", "search.hits.other"];
    let names = ["data-of", "data-copy", "data-copied", "data-done", "data-none", "data-one", "data-many"];
    for (name, id) in names.into_iter().zip(told) {
        html.attr(name, strings.get(id));
    }
    html.raw(">").raw(SIGNS).raw("<a class=\"skip\" href=\"#main\">").text(strings.get("skip")).raw("</a>");
    bar::top(&mut html, &page);
    html.raw("<div class=\"body\">");
    if page.against {
        bar::rail(&mut html, &page);
    }
    html.raw("<main id=\"main\" tabindex=\"-1\">");
    page.views(&mut html);
    html.raw("</main>");
    page.pane(&mut html);
    html.raw("</div><div class=\"toast\" role=\"status\"></div>");
    page.help(&mut html);
    html.raw("<script>").raw(SCRIPT).raw("</script></body></html>\n");
    html.into_string()
}

/// What names a style or a script in a policy.
pub(crate) fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// What the page may do: use its own style and scripts, and nothing else.
pub(crate) fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {} {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(BOOT),
        hash(SCRIPT)
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of = |three: &[u8]| {
        let bits = (0..3).fold(0_usize, |bits, n| bits << 8 | usize::from(three.get(n).copied().unwrap_or(0)));
        let letters = (0..4).map(move |n| if n <= three.len() { char::from(LETTERS[bits >> (18 - 6 * n) & 63]) } else { '=' });
        letters.collect::<String>()
    };
    bytes.chunks(3).map(of).collect()
}

impl<'a> Page<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        let against = has_sources(report);
        let checked = |document: u32| report.keys.is_none_or(|keys| keys.checked.contains(&document));
        let all = 0..report.documents.len() as u32;
        let sources: BTreeSet<u32> = all.clone().filter(|document| !checked(*document)).collect();
        let own = |document: &u32| report.page.languages.get(*document as usize).and_then(Option::as_deref);
        let first = all.clone().find(|document| !sources.contains(document));
        let strings = Strings::of(report.page.lang.or_else(|| first.as_ref().and_then(own)));
        let entries = entries(report);
        let marks = views::marks(report.documents.len(), &entries);
        let names = words::short_names(report.documents);
        let (folder, places) = (words::common_folder(report.documents), RefCell::new(Places::new(report.documents)));
        let reasons = Vec::new();
        let mut page = Self { report, strings, entries, against, sources, names, folder, marks, places, reasons };
        let reasons: BTreeSet<Reasons> = page.entries.iter().filter_map(|entry| Reasons::of(&page, entry)).collect();
        page.reasons = reasons.into_iter().collect();
        page
    }

    fn is_source(&self, document: u32) -> bool {
        self.sources.contains(&document)
    }

    /// The documents that are checked.
    fn checked(&self) -> impl Iterator<Item = u32> {
        (0..self.report.documents.len() as u32).filter(|document| !self.is_source(*document))
    }

    fn name(&self, document: u32) -> &'a str {
        self.names.get(document as usize).copied().unwrap_or_default()
    }

    fn lang(&self, document: u32) -> Option<&'a str> {
        self.report.page.languages.get(document as usize)?.as_deref()
    }

    /// `draft.md:3:16`.
    fn place(&self, document: u32, span: Span) -> String {
        let place = self.places.borrow_mut().find(document, span);
        let below = |name: &str| name.get(self.folder..).unwrap_or(name).to_owned();
        place.map_or_else(String::new, |place| format!("{}:{}:{}", below(place.document), place.line, place.column))
    }

    /// The id of words.
    fn anchor(&self, document: u32, span: Span) -> String {
        let letter = if self.is_source(document) { 's' } else { 'p' };
        format!("{letter}{document}-{}-{}", span.start, span.end)
    }

    /// The id of a document's view.
    fn view(&self, document: u32) -> String {
        format!("{}{document}", if self.is_source(document) { 's' } else { 'd' })
    }

    fn standing(&self, kind: Kind) -> &'static str {
        self.strings.get(&format!("{}{}", families(kind)[0], kind.id()))
    }

    fn standings(&self, kind: Kind) -> &'static str {
        self.strings.get(&format!("{}{}", families(kind)[1], kind.id()))
    }

    /// How many entries stand how; a kind that a report of this sort always names is there with none, too.
    fn tally(&self) -> Vec<(Kind, usize)> {
        let (always, else_too): (&[Kind], &[Kind]) = if self.against {
            (&[Kind::Contradicted, Kind::Disputed, Kind::NotFound, Kind::Supported, Kind::Settled], &[Kind::Info])
        } else {
            (&[Kind::Error, Kind::Warning, Kind::Info], &[Kind::Settled])
        };
        let count = |kind: &Kind| self.entries.iter().filter(|entry| entry.kind == *kind).count();
        let all = always.iter().map(|kind| (*kind, count(kind)));
        all.chain(else_too.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0)).collect()
    }

    /// Which of the reasons are those of an entry.
    fn rule_of(&self, entry: &Entry) -> Option<usize> {
        self.reasons.binary_search(&Reasons::of(self, entry)?).ok()
    }

    /// How many places of a document entries lean on.
    fn cited(&self, document: u32) -> usize {
        let marks = self.marks.get(document as usize);
        marks.map_or(0, |marks| marks.iter().filter(|mark| !mark.entries.is_empty()).count())
    }

    /// What the page is known again by in a browser: its texts, and what was found.
    fn id(&self) -> String {
        let mut hasher = Sha256::new();
        for document in self.report.documents {
            hasher.update(document.name.as_bytes());
            hasher.update([0]);
            hasher.update(document.text.as_bytes());
            hasher.update([0]);
        }
        for entry in &self.entries {
            hasher.update(entry.kind.id().as_bytes());
        }
        hasher.finalize().iter().take(8).fold(String::new(), |id, byte| format!("{id}{byte:02x}"))
    }
}

/// Standings of claims, or weights of findings.
fn families(kind: Kind) -> [&'static str; 2] {
    if matches!(kind, Kind::Error | Kind::Warning | Kind::Info) { ["sv.", "svs."] } else { ["st.", "sts."] }
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn hashes_are_written_in_base64() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{ff}\u{fe}", "w7/Dvg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
