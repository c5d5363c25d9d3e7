//! Small pages, and what is read of them.

use super::{document, entities::Entities};
use crate::{
    source::{
        BlockKind::{self, Paragraph as P},
        Document, Format, Problem,
        files::File,
    },
    text::Span,
};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;

const fn cell(row: u32, column: u16) -> BlockKind {
    BlockKind::Cell { row, column }
}

const H: BlockKind = BlockKind::Heading { level: 1 };
const FIRST: BlockKind = BlockKind::ListItem { depth: 1, opens: true, number: 0 };
const L: BlockKind = BlockKind::ListItem { depth: 1, opens: false, number: 0 };
const PART: BlockKind = BlockKind::ItemPart { depth: 1 };
const DEEP: BlockKind = BlockKind::ListItem { depth: 2, opens: true, number: 0 };

fn read_as(name: &str, raw: &[u8]) -> Result<Document, Problem> {
    let file = File {
        path: name.into(),
        name: name.into(),
        format: Format::Html,
        content: None,
        named: true,
        budget: None,
        place: None,
    };
    document(&file, raw.to_vec(), &mut Vec::new())
}

fn read(raw: &str) -> Document {
    read_as("a.html", raw.as_bytes()).unwrap()
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect()
}

fn check(cases: &[(&str, &[(BlockKind, &str)])]) {
    for (raw, expected) in cases {
        assert_eq!(blocks(&read(raw)), *expected, "{raw}");
    }
}

#[test]
fn elements_become_blocks() {
    check(&[
        ("", &[]),
        (" \n", &[]),
        ("No tags at all.", &[(P, "No tags at all.")]),
        ("<h1>The <em>old</em> mill</h1><p>It has <b>two</b>\n\t wheels.", &[(H, "The old mill"), (P, "It has two wheels.")]),
        ("<p>One.<p>Two.<div>Three.</div>Four.", &[(P, "One."), (P, "Two."), (P, "Three."), (P, "Four.")]),
        ("<ul><li>a<li>b<p>more</p><ol><li>c</ol></ul>d", &[(FIRST, "a"), (L, "b"), (PART, "more"), (DEEP, "c"), (P, "d")]),
        ("<ol start=3><li>c<li>d</ol>", &[(L, "c"), (L, "d")]),
        (
            "<table><caption>Wheels</caption><tr><th>Mill<th>Year<tr><td>Upper</td><td>1790</td></table>",
            &[(P, "Wheels"), (cell(0, 0), "Mill"), (cell(0, 1), "Year"), (cell(1, 0), "Upper"), (cell(1, 1), "1790")],
        ),
        ("<p>one<br>two<br/>\n<br>three</p>", &[(P, "one\ntwo"), (P, "three")]),
        ("a<hr>b", &[(P, "a"), (P, "b")]),
        (
            "<pre>one\n- two\n\n  three</pre>",
            &[
                (P, "one"),
                (BlockKind::ListItem { depth: 0, opens: true, number: 0 }, "two"),
                (BlockKind::ItemPart { depth: 0 }, "three"),
            ],
        ),
        ("<blockquote><p>So it is.</p></blockquote>", &[(P, "So it is.")]),
        ("<dl><dt>Mill<dd>A house.</dl>", &[(P, "Mill"), (P, "A house.")]),
        ("</p></div></nav>Text</main>.", &[(P, "Text"), (P, ".")]),
        ("One <plaintext>two <b>three", &[(P, "One"), (P, "two <b>three")]),
        ("One <textarea>two</textarea> three <title>four</title>", &[(P, "One three"), (H, "four")]),
        ("<x-card>In a </x-card><unknown>line</unknown>", &[(P, "In a line")]),
    ]);
}

#[test]
fn lines_hold_what_is_shown() {
    check(&[
        ("<p>Run <code>six</code> twice", &[(P, "Run \u{fffc} twice")]),
        ("<p>3 km<sup>2</sup>, 10<sup>-6</sup>, 1,500<sup>1</sup>", &[(P, "3 km², 10⁻⁶, 1,500¹")]),
        ("<p>It closed in 2019<sup><a href='#n1'>[1]</a></sup>.", &[(P, "It closed in 2019.")]),
        ("<p>She said <q>no</q>.", &[(P, "She said “no”.")]),
        ("<p>Fish&nbsp;&amp;&#32;chips, 5&ndash;6 &pound;", &[(P, "Fish\u{a0}& chips, 5–6 £")]),
        ("<p>kv&shy;arn\u{ad}hjul<wbr>s", &[(P, "kvarnhjuls")]),
        ("<p><del>six</del> <s>7</s> <ins>eight</ins> wheels", &[(P, "eight wheels")]),
        ("<p>a <b>b </b> c", &[(P, "a b c")]),
        ("<p>a<!-- six -->b", &[(P, "ab")]),
        ("<p>x < 5 & y", &[(P, "x < 5 & y")]),
        ("<p>a <svg><g/><title>Six</title><text>7</text></svg>b <svg/>c", &[(P, "a b c")]),
        ("<p>a <img alt='six'> <button><div>7</div></button>b", &[(P, "a b")]),
        ("<p>a <span hidden>six <span>7</span> 8</span>b <i style='display: none'>9</i>c", &[(P, "a b c")]),
    ]);
}

#[test]
fn furniture_is_left_out() {
    check(&[
        (
            "<p>Text.<div class='box ad'><p>Seven knives</div><div id=cookie-banner>We use 3 cookies</div><p>More.",
            &[(P, "Text."), (P, "More.")],
        ),
        (
            "<article><p>Text.<section class=most_read><h2>Most read</h2><ol><li>Six mills</ol></section></article>",
            &[(P, "Text.")],
        ),
        (
            "<body class=ad><div class=ad-free><p>Text.</div><section class=related-work><p>More.</section>",
            &[(P, "Text."), (P, "More.")],
        ),
        ("<nav><ul><li>Home</ul></nav><p>Text.</p><aside>Six.</aside><footer>7</footer>", &[(P, "Text.")]),
        (
            "<article><p>Text.</p><aside><h3>Facts</h3><ul><li>Six wheels</ul></aside><aside>Six.</aside>\
             <aside><h3>Most read</h3><ul><li><a href=x>Seven mills burn</a></ul></aside><p>More.</article>",
            &[
                (P, "Text."),
                (BlockKind::Heading { level: 3 }, "Facts"),
                (BlockKind::ListItem { depth: 1, opens: true, number: 0 }, "Six wheels"),
                (P, "More."),
            ],
        ),
        (
            "<header><h1>The Daily</h1></header><article><header><h1>Six mills</h1></header><p>Text.</article>",
            &[(H, "Six mills"), (P, "Text.")],
        ),
        ("<div role=navigation>Home</div><div role='contentinfo'>7</div><p>Text.", &[(P, "Text.")]),
        ("<p>Top.</p><main><p>Text.</p></main><div>8 more</div>", &[(P, "Text.")]),
        ("<p>Top.</p><main><script>x</script></main>", &[(P, "Top.")]),
        (
            "<script>if (a < b) '<p>six</p>'</script><style>p{}</style><template><p>7</template><noscript><p>8</noscript>Text.",
            &[(P, "Text.")],
        ),
        ("<form><p>Join 40,000 others</p><input value=6><select><option>7</select></form><p>Text.", &[(P, "Text.")]),
        ("<form><nav>Home</nav><h1>Mills</h1><p>Text.</form>", &[(H, "Mills"), (P, "Text.")]),
        ("<p>Text.<form><p>It goes on.", &[(P, "Text."), (P, "It goes on.")]),
        ("<nav><div>Home</div>", &[]),
        ("<div><nav>Home</div><p>Text.", &[(P, "Text.")]),
        ("<p>Text.<section id=comments><p>Six!</section><div itemtype='https://schema.org/Comment'>7", &[(P, "Text.")]),
        ("<textarea><p>six</textarea>Text.", &[(P, "Text.")]),
        ("<p hidden>six<p>Text.", &[(P, "Text.")]),
    ]);
}

#[test]
fn the_title_is_the_headline_of_a_page_without_one() {
    check(&[
        ("<title>Mills &amp; wheels</title><p>Text.", &[(H, "Mills & wheels"), (P, "Text.")]),
        ("<title>Mills - The Daily</title><h1>Mills</h1><p>Text.", &[(H, "Mills"), (P, "Text.")]),
        ("<title>Mills</title><header><h1>The Daily</h1></header><main><p>Text.</main>", &[(H, "Mills"), (P, "Text.")]),
    ]);
}

#[test]
fn a_closed_script_of_xhtml_is_closed() {
    let raw = b"<?xml version='1.0' encoding='UTF-8'?><html><head><script src='a'/></head><body><p>Text.</p></body></html>";
    assert_eq!(blocks(&read_as("a.xhtml", raw).unwrap()), [(P, "Text.")]);
    assert_eq!(blocks(&read_as("a.html", raw).unwrap()), []);
}

#[test]
fn spans_lead_back_to_the_file() {
    let raw = "\u{feff}<p>Fish &amp; <b>six</b> m&aring;len\r\n on 3&nbsp;May, 4 km<sup>2</sup>, <q>yes</q>";
    let document = read(raw);
    for (text, file) in [
        ("Fish", "Fish"),
        ("&", "&amp;"),
        ("Fish & six", "Fish &amp; <b>six"),
        ("målen", "m&aring;len"),
        ("å", "&aring;"),
        ("målen on", "m&aring;len\r\n on"),
        ("3\u{a0}May", "3&nbsp;May"),
        ("4 km²", "4 km<sup>2"),
        ("“yes”", "<q>yes</q>"),
    ] {
        let at = document.text.find(text).unwrap();
        let range = document.file_range(Span::new(at, at + text.len()));
        assert_eq!(document.raw.get(range), Some(file), "{text:?} in {:?}", document.text);
    }
}

proptest! {
    /// What is read of each stretch of text is what the tokenizer says that it is.
    #[test]
    fn references_are_those_of_the_tokenizer(pieces in prop::collection::vec(
        prop::sample::select(vec!["&", "amp", ";", "#", "x", "38", "not", "in", "aring", "å", "nGt", " ", "a", "lt", "<b>", "0"]), 0..12))
    {
        let raw = pieces.concat();
        for Ok(token) in Tokenizer::new_with_emitter(&raw, DefaultEmitter::new_with_span()) {
            let Token::String(text) = token else { continue };
            let (mut entities, mut decoded, mut rest) = (Entities::default(), String::new(), &raw[text.span.start..text.span.end]);
            while let Some(c) = rest.chars().next() {
                let (part, length) = if c == '&' { entities.read(rest) } else { (&rest[..c.len_utf8()], c.len_utf8()) };
                decoded.push_str(part);
                rest = &rest[length..];
            }
            prop_assert_eq!(decoded, String::from_utf8_lossy(&text.value), "{}", raw);
        }
    }
}

#[test]
fn pages_say_when_and_by_whom() {
    let json = "<script type='application/ld+json'>";
    let cases = [
        (String::from("<html lang=sv-SE><p>x"), "- sv - -"),
        ("<html lang='' xml:lang=en><p>x".into(), "- - - -"),
        ("<meta property=article:published_time content='2024-05-28T08:01:00+02:00'>".into(), "2024-05-28 - - -"),
        ("<meta name=DC.date.issued content=2024-05-28><meta name=dc.language content=en-GB>".into(), "2024-05-28 en - -"),
        ("<meta name=date content='28 May'><time class='entry-date x' datetime=2024-05-27>".into(), "2024-05-27 - - -"),
        ("<time datetime=2024-05-27>".into(), "- - - -"),
        ("<time itemprop=datePublished datetime=2024-05-27>".into(), "2024-05-27 - - -"),
        (
            "<div itemprop=publisher itemscope><span itemprop=logo></span><meta itemprop=name content='The Mill'></div>".into(),
            "- - The Mill -",
        ),
        ("<span itemprop=author><meta itemprop=name content='A. Miller'></span>".into(), "- - - -"),
        (
            "<meta property=og:site_name content=' The\n Mill '><link rel=canonical href=https://example.org/a><meta property=og:url content=https://example.org/b>".into(),
            "- - The Mill https://example.org/a",
        ),
        ("<link rel=canonical href=/a><meta property=og:url content=https://example.org/b>".into(), "- - - https://example.org/b"),
        (
            format!("{json}{{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-28\",\"publisher\":{{\"name\":\"The Mill\"}},\"inLanguage\":\"sv\"}}</script>"),
            "2024-05-28 sv The Mill -",
        ),
        (
            format!("{json}{{\"@graph\":[{{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-01\"}},{{\"@type\":[\"Article\"],\"datePublished\":\"2024-05-28\",\"publisher\":{{\"@id\":\"#o\"}}}},{{\"@id\":\"#o\",\"@type\":\"Organization\",\"name\":\"The Mill\"}}]}}</script>"),
            "2024-05-28 - The Mill -",
        ),
        (format!("{json}[{{\"@type\":\"Event\",\"datePublished\":\"2024-05-28\"}}]</script>"), "- - - -"),
        (format!("{json}{{\"@type\": broken</script><meta name=date content=2024-05-28>"), "2024-05-28 - - -"),
        (format!("{json}{{\"@type\":\"Article\",\"datePublished\":\"2024-05-28\"}}"), "- - - -"),
        (format!("{json}{}</script>", "[".repeat(100_000)), "- - - -"),
    ];
    for (raw, expected) in cases {
        let meta = read(&raw).meta;
        let or = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        let known = [or(meta.date.map(|d| d.to_string())), or(meta.lang), or(meta.source), or(meta.url)].join(" ");
        assert_eq!(known, expected, "{raw:.300}");
    }
}

#[test]
fn another_encoding_is_an_error() {
    let raw = b"<html>\n<head><meta charset=\"iso-2022-jp\"></head>\n<p>K\xe4llan";
    let problem = read_as("a.html", raw).unwrap_err();
    assert_eq!(problem.to_string(), "a.html is said to be iso-2022-jp");
    let place = problem.place().unwrap();
    assert_eq!((place.line, place.column, &place.excerpt[place.label.clone()]), (2, 22, "iso-2022-jp"));
}
