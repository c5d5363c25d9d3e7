//! A report as a page to click through: one file that loads nothing, from anywhere, and works from a disk.
//!
//! The texts as they read, each claim underlined as it stands, and beside them what each side says. The page is written here, whole and
//! escaped ([`writer`]); its script only shows and hides. A policy in its head lets nothing else run or load: style and script are allowed
//! by their hashes.

mod actions;
mod bar;
mod cards;
mod decides;
mod entries;
mod list;
mod quote;
mod sheet;
mod sides;
mod strings;
mod texts;
mod timeline;
mod writer;

use super::{Part, Places, Report};
use crate::check::Finding;
use crate::source::{Block, Document};
use crate::text::Span;
use cards::Reasons;
use entries::{Entry, Kind, entries, has_sources};
use sha2::{Digest, Sha256};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};
use strings::Strings;
use texts::Mark;
use writer::Html;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("app.js");
/// What runs before anything is shown.
const BOOT: &str = "document.documentElement.classList.add(\"js\",\"boot\")";
const SIGNS: &str = include_str!("signs.svg");

/// Bytes of sources that a page carries whole. Of more only what claims lean on is shown.
const MOST_OF_SOURCES: usize = 1_200_000;
/// … and of texts that are checked.
const MOST_OF_CHECKED: usize = 4_000_000;

/// Longer paragraphs are not shown for the sake of the one beside them.
const SHORT_BLOCK: u32 = 2_000;

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

/// What the page may do: use its own style and scripts, and nothing else.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
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
        let marks = marks(report.documents.len(), &entries);
        let names = short_names(report.documents);
        let (folder, places) = (common_folder(report.documents), RefCell::new(Places::new(report.documents)));
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
        self.strings.get(&format!("{}.{}", family(kind), kind.id()))
    }

    fn standings(&self, kind: Kind) -> &'static str {
        self.strings.get(&format!("{}s.{}", family(kind), kind.id()))
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

    /// "2 contradicted · 12 supported".
    fn counts(&self) -> String {
        let said = self.tally().into_iter().filter(|(_, count)| *count > 0);
        let said = said.map(|(kind, count)| format!("{count} {}", self.standings(kind).to_lowercase()));
        said.collect::<Vec<_>>().join(" · ")
    }

    fn title(&self, html: &mut Html) {
        let checked: Vec<u32> = self.checked().collect();
        match checked.as_slice() {
            [only] => html.own(self.name(*only)),
            all if self.against => html.text(&self.strings.count("drafts", all.len())),
            all => html.text(&self.strings.count("texts", all.len())),
        };
    }

    fn plain_title(&self) -> String {
        let checked: Vec<u32> = self.checked().collect();
        let name = match checked.as_slice() {
            [only] => self.name(*only).to_owned(),
            all if self.against => self.strings.count("drafts", all.len()),
            all => self.strings.count("texts", all.len()),
        };
        let counts = self.counts().replace(" · ", ", ");
        let counts = if counts.is_empty() { self.strings.get("empty.title").to_lowercase() } else { counts };
        format!("{name}: {counts} – factlint")
    }

    /// What a rule says, in the language of the page where the rule speaks it.
    fn rule_text(&self, finding: &Finding, part: Part<'_>) -> Option<String> {
        let own = self.report.texts.translated(&finding.rule, part, self.strings.lang);
        match own {
            Some(own) => {
                let answer = finding.values.iter().find(|(name, _)| name == "answer");
                let answer = answer.map(|(name, answer)| (name.clone(), self.answer(&finding.rule, answer)));
                let says: Vec<&str> = finding.sides.iter().map(|side| side.says.as_str()).collect();
                let values = [("values".to_owned(), self.listed(&says))];
                let derived = self.report.derived(finding);
                Some(super::fill(own.trim_end(), &[answer.as_slice(), &values, &finding.values, &derived]))
            }
            None => self.report.rule_text(finding, part),
        }
    }

    /// "six, five and four".
    fn listed(&self, items: &[&str]) -> String {
        match items {
            [first @ .., last] if !first.is_empty() => format!("{} {} {last}", first.join(", "), self.strings.get("and")),
            items => items.concat(),
        }
    }

    /// What a rule's answer is called in the language of the page.
    fn answer(&self, rule: &str, answer: &str) -> String {
        let texts = self.report.texts;
        let words = (0..).map_while(|nth| Some((nth, texts.template(rule, Part::Answer(nth))?)));
        let nth = words.into_iter().find(|(_, word)| *word == answer).map(|(nth, _)| nth);
        let own = nth.and_then(|nth| texts.translated(rule, Part::Answer(nth), self.strings.lang));
        own.unwrap_or(answer).to_owned()
    }

    fn message(&self, finding: &Finding) -> String {
        self.rule_text(finding, self.report.message_part(finding)).unwrap_or_else(|| finding.rule.clone())
    }

    /// What opens a text of a rule: it tells its language where that is not the page's.
    fn rule_lang(&self, finding: &Finding, part: Part<'_>) -> &'static str {
        let own = self.strings.lang == "en" || self.report.texts.translated(&finding.rule, part, self.strings.lang).is_some();
        if own { "<span>" } else { "<span lang=\"en\">" }
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

    fn none_here(&self, html: &mut Html) {
        html.raw("<p class=\"none nonehere\" hidden>").text(self.strings.get("empty.filter")).raw("</p>");
    }

    /// What was not read, and that nothing is contradicted.
    fn notes(&self, html: &mut Html) {
        let strings = &self.strings;
        let skipped = self.report.page.skipped;
        if !skipped.is_empty() {
            html.raw("<div class=\"note\"><strong>").text(&strings.count("skipped", skipped.len())).raw(".</strong> ");
            html.text(if self.against { strings.get("skipped.note") } else { "" }).raw("<ul>");
            for one in skipped {
                html.raw("<li><span class=\"path\">").own(&one.name).raw("</span>: ");
                html.text(one.why.as_deref().unwrap_or(strings.get("skipped.format"))).raw("</li>");
            }
            html.raw("</ul></div>");
        }
        if self.entries.is_empty() && self.against {
            html.raw("<div class=\"note\">").text(strings.get("empty.claims")).raw("</div>");
        } else if self
            .tally()
            .iter()
            .all(|(kind, count)| *count == 0 || matches!(kind, Kind::NotFound | Kind::Supported | Kind::Settled))
        {
            let count = |kind: Kind| self.entries.iter().filter(|entry| entry.kind == kind).count().to_string();
            html.raw("<div class=\"note calm\"><strong>").text(strings.get("empty.title")).raw(".</strong> ");
            let body = if self.against { strings.get("empty.body") } else { strings.get("empty.peers") };
            html.filled(body, |html, name| {
                html.text(&match name {
                    "n" => self.entries.len().to_string(),
                    "s" => count(Kind::Supported),
                    "q" => count(Kind::NotFound),
                    _ => self.report.summary.compared.to_string(),
                });
            });
            html.raw("</div>");
        }
    }

    fn views(&self, html: &mut Html) {
        if self.against {
            self.checked().for_each(|document| self.text(html, document));
        } else {
            list::list(html, self);
        }
        sheet::sheet(html, self);
        let others = (0..self.report.documents.len() as u32).filter(|document| !self.against || self.is_source(*document));
        others.for_each(|document| self.text(html, document));
    }

    /// Writes the view of a document.
    fn text(&self, html: &mut Html, document: u32) {
        let Some(of) = self.report.documents.get(document as usize) else { return };
        let view = self.view(document);
        html.raw("<div class=\"view\"").attr("id", &format!("v-{view}")).attr("data-v", &view);
        html.raw(" role=\"tabpanel\"").attr("aria-label", self.name(document)).raw(">");
        if self.against && !self.is_source(document) {
            self.notes(html);
        }
        html.raw("<article class=\"read\">");
        if !self.against || self.is_source(document) || self.checked().count() > 1 {
            self.meta(html, document, of);
        }
        html.raw("<div");
        if let Some(lang) = self.lang(document) {
            html.attr("lang", lang);
        }
        html.raw(">");
        let shown = self.shown(document);
        let marks = &self.marks[document as usize];
        let mut named = BTreeSet::new();
        texts::blocks(html, of, marks, shown.as_ref(), "[…]", &mut |html, mark, words, first| {
            let id = self.anchor(document, mark.span);
            let id = Some(id).filter(|_| first && named.insert(mark.span));
            if self.is_source(document) {
                self.reference(html, mark, words, first, id)
            } else {
                self.mark(html, mark, words, first, id)
            }
        });
        html.raw("</div></article>");
        if self.against && !self.is_source(document) {
            bar::legend(html, self);
        }
        html.raw("</div>");
    }

    fn meta(&self, html: &mut Html, document: u32, of: &Document) {
        html.raw("<p class=\"meta\"><span class=\"path\">").own(&of.name).raw("</span>");
        if let Some(day) = of.meta.date {
            html.text(" · ").text(&day.to_string());
        }
        if let Some(lang) = self.lang(document) {
            html.text(" · ").text(self.strings.language(lang));
        }
        if self.is_source(document) {
            let of = |conflict: bool| {
                let cites = self.entries.iter().filter_map(|entry| entry.row).filter(|row| {
                    let cited = if conflict { row.conflict } else { row.support };
                    cited.is_some_and(|cited| cited.document == document)
                });
                cites.count()
            };
            let (support, conflict) = (of(false), of(true));
            html.text(" · ");
            if support + conflict == 0 {
                html.text(self.strings.get("rev.none"));
            } else {
                html.filled(self.strings.get("rev.intro"), |html, name| {
                    html.number(if name == "s" { support } else { conflict });
                });
            }
        }
        html.raw("</p>");
    }

    /// Words of a text that is checked: a link to what is said of them.
    fn mark(&self, html: &mut Html, mark: &Mark, words: &str, first: bool, id: Option<String>) {
        let Some((number, kind)) = mark.entries.first() else { return };
        if !first {
            html.raw("<span class=\"m rest ").raw(kind.id()).raw("\"").attr("data-i", &number.to_string()).raw(">").text(words);
            html.raw("</span>");
            return;
        }
        html.raw("<a class=\"m ").raw(kind.id()).raw("\"");
        if let Some(id) = id {
            html.attr("id", &id);
        }
        html.attr("data-i", &number.to_string()).attr("href", &format!("#c{number}")).raw(">").text(words);
        if kind.is_signed() || words.is_empty() {
            html.sign(kind.id());
        }
        html.unseen(&format!(" ({})", self.standing(*kind))).raw("</a>");
    }

    /// Words of a source, and the claims that lean on them.
    fn reference(&self, html: &mut Html, mark: &Mark, words: &str, first: bool, id: Option<String>) {
        html.raw("<span").attr("class", if mark.entries.is_empty() { "" } else { "ul" });
        if let Some(id) = id {
            html.attr("id", &id).raw(" tabindex=\"-1\"");
        }
        html.raw("><span class=\"ul ").raw(if mark.entries.is_empty() { "" } else { mark.kind.id() }).raw("\">").text(words);
        html.raw("</span></span>");
        if !first || mark.entries.is_empty() {
            return;
        }
        html.raw("<span class=\"refs\"").attr("lang", self.strings.lang).raw(">");
        for (number, kind) in &mark.entries {
            html.raw("<a class=\"ref ").raw(kind.id()).raw("\"").attr("data-i", &number.to_string());
            html.attr("href", &format!("#c{number}")).raw(">").unseen(&format!("{} ", self.strings.get("rail")));
            html.number(*number).sign(kind.id()).unseen(self.standing(*kind)).raw("</a>");
        }
        html.raw("</span>");
    }

    /// The blocks of a document that are shown, where there is too much for a page.
    fn shown(&self, document: u32) -> Option<BTreeSet<usize>> {
        let source = self.is_source(document);
        let alike = (0..).zip(self.report.documents).filter(|(nth, _)| self.is_source(*nth) == source);
        let lengths: Vec<usize> = alike.map(|(_, d)| d.text.len()).collect();
        let most = if source { MOST_OF_SOURCES } else { MOST_OF_CHECKED };
        let of = self.report.documents.get(document as usize)?;
        if lengths.iter().sum::<usize>() <= most || of.text.len() <= most / lengths.len() {
            return None;
        }
        let is_short = |block: &Block| block.span.end - block.span.start < SHORT_BLOCK;
        let mut shown = BTreeSet::from([0]);
        for mark in &self.marks[document as usize] {
            let at = of.blocks.partition_point(|block| block.span.start <= mark.span.start).saturating_sub(1);
            let beside = (at.saturating_sub(1)..=at + 1).filter(|n| *n == at || of.blocks.get(*n).is_some_and(is_short));
            shown.extend(beside);
        }
        Some(shown)
    }

    fn pane(&self, html: &mut Html) {
        let strings = &self.strings;
        html.raw("<aside class=\"pane\"")
            .attr("aria-label", strings.get("pane"))
            .raw(" tabindex=\"-1\"><div class=\"nav\" data-js hidden>");
        html.raw("<span class=\"count\"></span><label class=\"tick\"><input type=\"checkbox\" id=\"tick\"> ");
        html.text(strings.get("sheet.box")).raw(" <kbd>x</kbd></label>");
        for (class, sign, name, key) in
            [("prev", "prev", "prev", "k"), ("next", "next", "next", "j"), ("close", "close", "close", "Esc")]
        {
            html.raw("<button type=\"button\" class=\"").raw(class).raw("\"");
            html.attr("aria-label", &format!("{} ({key})", strings.get(name))).raw(">").sign(sign).raw("</button>");
        }
        html.raw("</div><p class=\"none paneempty\" data-js hidden>").text(strings.get("pane.empty")).raw("</p>");
        self.entries.iter().for_each(|entry| cards::card(html, self, entry));
        self.reasons.iter().enumerate().for_each(|(nth, reasons)| reasons.write(html, self, nth));
        html.raw("</aside>");
    }

    fn help(&self, html: &mut Html) {
        let strings = &self.strings;
        html.raw("<dialog id=\"help\" aria-labelledby=\"helph\"><h2 id=\"helph\">").text(strings.get("help")).raw("</h2><dl>");
        let next = if self.against { strings.get("help.jk") } else { strings.get("help.jk.f") };
        let keys: [(&[&'static str], &str); 8] = [
            (&["j", "k"], next),
            (&["n"], strings.get("help.n")),
            (&["Enter"], strings.get("help.enter")),
            (&["Esc"], strings.get("help.esc")),
            (&["x"], strings.get("help.x")),
            (&["/"], strings.get("help.slash")),
            (&["f"], strings.get("help.f")),
            (&["?"], strings.get("help.q")),
        ];
        for (keys, what) in keys {
            html.raw("<dt>");
            for key in keys {
                html.raw("<kbd>").raw(key).raw("</kbd> ");
            }
            html.raw("</dt><dd>").text(what).raw("</dd>");
        }
        html.raw("</dl><label><input type=\"checkbox\" id=\"keys\" checked> ").text(strings.get("help.toggle"));
        html.raw("</label><button type=\"button\" id=\"helpc\">").text(strings.get("close")).raw("</button></dialog>");
    }
}

/// Standings of claims, or weights of findings.
fn family(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Error | Kind::Warning | Kind::Info) { "sv" } else { "st" }
}

/// What is marked in each document.
fn marks(documents: usize, entries: &[Entry]) -> Vec<Vec<Mark>> {
    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); documents];
    let mut cited: Vec<BTreeMap<Span, Mark>> = vec![BTreeMap::new(); documents];
    for entry in entries {
        for (document, span) in &entry.marks {
            let mark = Mark { span: *span, kind: entry.kind, entries: vec![(entry.number, entry.kind)] };
            marks[*document as usize].push(mark);
        }
        let Some(row) = entry.row else { continue };
        let own = [row.support, row.conflict.filter(|conflict| *conflict != row.claim)];
        for cited_words in own.into_iter().flatten() {
            let new = Mark { span: cited_words.span, kind: entry.kind, entries: Vec::new() };
            let mark = cited[cited_words.document as usize].entry(cited_words.span).or_insert(new);
            mark.kind = mark.kind.min(entry.kind);
            mark.entries.push((entry.number, entry.kind));
        }
        if let Some(near) = row.near {
            let new = Mark { span: near.span, kind: entry.kind, entries: Vec::new() };
            cited[near.document as usize].entry(near.span).or_insert(new);
        }
    }
    for (marks, cited) in marks.iter_mut().zip(cited) {
        marks.extend(cited.into_values());
        marks.sort_by_key(|mark| (mark.span, mark.entries.first().map(|(number, _)| *number)));
    }
    marks
}

/// The bytes of the folder that all documents lie in.
fn common_folder(documents: &[Document]) -> usize {
    let folder = |name: &str| name.rfind('/').map_or(0, |end| end + 1);
    let Some((first, others)) = documents.split_first() else { return 0 };
    let mut common = folder(&first.name);
    for other in others {
        while !other.name.starts_with(&first.name[..common]) {
            common = folder(first.name[..common].trim_end_matches('/'));
        }
    }
    common
}

/// What each document is called for short: its file's name, where no other has it.
fn short_names(documents: &[Document]) -> Vec<&str> {
    let short = |document: &Document| document.name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents {
        *count.entry(&document.name[short(document)..]).or_default() += 1;
    }
    let name = |document| -> &str {
        let document: &Document = document;
        let own = &document.name[short(document)..];
        if own.is_empty() || count.get(own).is_some_and(|n| *n > 1) { &document.name } else { own }
    };
    documents.iter().map(name).collect()
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
