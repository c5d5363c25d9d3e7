//! Comments in office documents: they stand where they belong, and nothing else is touched.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::factlint;
use factlint::internals::{
    annotate::{AnnotateError, Comment, Draft, annotate},
    source::{self, Choice, Defaults, Format, Metadata},
    text::Span,
};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Cursor, Read as _, Write as _},
    path::Path,
};

/// The parts of an archive, by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let all = (0..archive.len()).map(|nth| {
        let mut part = archive.by_index(nth).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    });
    all.collect()
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What is read of a document.
fn text(name: &str, bytes: &[u8]) -> String {
    let defaults =
        Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
    let format = Format::of(Path::new(name)).unwrap();
    let (document, _) = source::one(name.to_owned(), format, bytes.into(), &defaults).unwrap();
    document.text.to_string()
}

/// A part without its tags, and what stands between the marks of each comment: `(id, words)`.
fn marked(xml: &str, start: &str, end: &str, id: &str, text: &[&str]) -> Vec<(String, String)> {
    let mut open: Vec<(String, String)> = Vec::new();
    let mut done = Vec::new();
    let (mut in_text, mut aside) = (false, false);
    let xml = xml.replace("<![CDATA[a < b]]>", "a &lt; b");
    for piece in xml.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        let value = || tag.split(&format!("{id}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let closes = tag.starts_with('/');
        if name == start && !closes {
            open.push((value(), String::new()));
        } else if name == end {
            let at = open.iter().position(|(of, _)| *of == value()).unwrap();
            done.push(open.remove(at));
        }
        if ["office:annotation", "text:note", "w:del"].contains(&name) && !tag.ends_with('/') {
            aside = !closes;
        }
        if text.contains(&name) && !tag.ends_with('/') && !aside {
            in_text = !closes;
        }
        if in_text && !aside {
            let words = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
            for (_, said) in &mut open {
                said.push_str(&words);
            }
        }
    }
    assert!(open.is_empty(), "what begins ends: {open:?}");
    done
}

/// The comments of a docx: by whom, about which words, and what they say.
fn comments_of_docx(bytes: &[u8]) -> Vec<(String, String, String)> {
    let parts = parts(bytes);
    let of = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let main = of("word/document.xml");
    let words: BTreeMap<String, String> =
        marked(&main, "w:commentRangeStart", "w:commentRangeEnd", "w:id", &["w:t"]).into_iter().collect();
    let list = of("word/comments.xml");
    let comments = list.split("<w:comment ").skip(1).map(|comment| {
        let value = |name: &str| comment.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (id, author) = (value("w:id"), value("w:author"));
        assert!(main.contains(&format!("<w:commentReference w:id=\"{id}\"/>")), "comment {id} is shown nowhere");
        let said: Vec<&str> =
            comment.split("<w:t").skip(1).map(|t| t.split_once('>').unwrap().1.split('<').next().unwrap()).collect();
        (author, words[&id].clone(), said.join("\n"))
    });
    comments.collect()
}

/// Those of an odt.
fn comments_of_odt(bytes: &[u8]) -> Vec<(String, String, String)> {
    let content = String::from_utf8(parts(bytes)["content.xml"].clone()).unwrap();
    let words: BTreeMap<String, String> =
        marked(&content, "office:annotation", "office:annotation-end", "office:name", &["text:p", "text:h"])
            .into_iter()
            .collect();
    let comments = content.split("<office:annotation ").skip(1).map(|comment| {
        let comment = comment.split("</office:annotation>").next().unwrap();
        let name = comment.split("office:name=\"").nth(1).unwrap().split('"').next().unwrap();
        let author = comment.split("<dc:creator").nth(1).unwrap().split_once('>').unwrap().1.split('<').next().unwrap();
        let said: Vec<&str> =
            comment.split("<text:p").skip(1).map(|p| p.split_once('>').unwrap().1.split('<').next().unwrap()).collect();
        (author.to_owned(), words[name].clone(), said.join("\n"))
    });
    comments.collect()
}

const DOCUMENTS: [&str; 5] = ["python-docx.docx", "pandoc.docx", "libreoffice.docx", "pandoc.odt", "libreoffice.odt"];
/// The parts that tell of comments, and so change.
const CHANGED: [&str; 5] =
    ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "content.xml"];

fn example(name: &str) -> Vec<u8> {
    fs::read(format!("{}/examples/word/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn documents_of_three_writers_come_back_with_comments_where_they_belong() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir()?;
    for name in DOCUMENTS {
        let (draft, out) = (format!("examples/word/{name}"), folder.path().join(name));
        let shown = out.display().to_string();
        let run = factlint(root, &["annotate", &draft, "--against", "examples/word/sources", "-o", &shown])?;
        assert_eq!(run.code, Some(0), "{}", run.err);
        let (before, after) = (example(name), fs::read(&out)?);
        let all = if name.ends_with("docx") { comments_of_docx(&after) } else { comments_of_odt(&after) };
        let ours: Vec<&(String, String, String)> = all.iter().filter(|(author, ..)| author == "factlint").collect();
        let words: Vec<&str> = ours.iter().map(|(_, words, _)| words.as_str()).collect();
        for (wanted, says) in [("240 metres", "is 220 metres long"), ("12.5 million euros", "cost 15.2 million euros")] {
            let nth = words.iter().position(|words| *words == wanted).unwrap_or_else(|| panic!("{name}: {words:?}"));
            let said = &ours[nth].2;
            assert!(said.contains(says) && said.contains("council.md:"), "{name}: {said}");
            assert!(said.lines().last().unwrap().starts_with("factlint · "), "{name}: {said}");
        }
        assert!(!words.contains(&"1974") && !words.contains(&"31 to 14"), "what a source bears out: {words:?}");
        let theirs: Vec<&(String, String, String)> = all.iter().filter(|(author, ..)| author == "Maja Lind").collect();
        if !name.starts_with("pandoc") {
            assert!(theirs.len() == 1 && theirs[0].1 == "31 to 14" && theirs[0].2.contains("Checked by phone"), "{theirs:?}");
        }
        assert_eq!(text(name, &before), text(name, &after), "{name}: the text is as it was");
        let (old, new) = (parts(&before), parts(&after));
        for (part, content) in &old {
            assert!(CHANGED.contains(&part.as_str()) || new[part] == *content, "{name}: {part} is another");
        }
        assert!(new.keys().all(|part| old.contains_key(part) || part == "word/comments.xml"), "{name}: {:?}", new.keys());
        // Again, from what came out: the same bytes.
        let again = folder.path().join(format!("again-{name}"));
        let shown_again = again.display().to_string();
        let run = factlint(root, &["annotate", &shown, "--against", "examples/word/sources", "-o", &shown_again])?;
        assert_eq!(run.code, Some(0), "{}", run.err);
        let (again, out) = (parts(&fs::read(&again)?), parts(&after));
        for (part, content) in &out {
            // The comments name the file by its path.
            assert!(again[part] == *content, "{name}: {part} differs in a second run");
        }
    }
    Ok(())
}

fn comment(start: usize, end: usize, nth: usize) -> Comment {
    let lines = vec![format!("One <thing> & another {nth}"), "A second line.".to_owned()];
    Comment { span: Span::new(start, end), lines, about: format!("rule · {nth}") }
}

/// Numbers that are the same in each run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// A document with what writers do to a paragraph.
fn odd() -> Vec<u8> {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fish &amp; chips &#229; </w:t><w:tab/><w:t xml:space=\"preserve\"> for six</w:t><w:br/><w:t>people</w:t></w:r></w:p>\
        <w:p><w:hyperlink r:id=\"x\"><w:r><w:t>A link of words</w:t></w:r></w:hyperlink><w:ins w:id=\"4\" w:author=\"Maja\"><w:r><w:t> and new words</w:t></w:r></w:ins><w:del w:id=\"5\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
        <w:p><w:r><w:rPr><w:i/><w:rPrChange w:id=\"6\" w:author=\"Maja\"><w:rPr/></w:rPrChange></w:rPr><w:t>Set in another way</w:t></w:r><w:r><w:t><![CDATA[a < b]]></w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"7\"/></w:rPr></w:pPr><w:r><w:t>One sentence </w:t></w:r></w:p><w:p><w:r><w:t>in two paragraphs</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Out</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>side the box</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>23</w:t></w:r><w:r><w:t>a\u{ad}b c</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:sdt><w:sdtContent><w:r><w:t>In a field</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple><w:r><w:t> of text</w:t></w:r></w:fldSimple></w:p>";
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    packed(&[
        ("[Content_Types].xml", "<Types xmlns=\"t\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
        (
            "word/document.xml",
            &format!("\u{feff}<w:document xmlns:w=\"{space}\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes xmlns:w=\"{space}\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>What a note says</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/footnotes\" Target=\"footnotes.xml\"/></Relationships>",
        ),
    ])
}

#[test]
fn any_words_can_be_commented_and_nothing_is_left_when_comments_go() {
    let mut chance = Chance(5);
    let mut exact = 0;
    for (name, bytes) in DOCUMENTS.map(|name| (name, example(name))).into_iter().chain([("odd.docx", odd())]) {
        let format = Format::of(Path::new(name)).unwrap();
        let own = text(name, &bytes);
        let draft = |bytes: &[u8], comments: &[Comment]| {
            annotate(&Draft { path: Path::new(name), format, bytes, text: &own }, comments, None).unwrap()
        };
        assert!(draft(&bytes, &[]) == bytes, "{name}: nothing is said, and nothing is written");
        for _ in 0..40 {
            let mut comments = Vec::new();
            for nth in 0..=chance.below(5) {
                let mut start = chance.below(own.len());
                let mut end = (start + 1 + chance.below(30)).min(own.len());
                while !own.is_char_boundary(start) {
                    start -= 1;
                }
                while !own.is_char_boundary(end) {
                    end += 1;
                }
                // No claim reaches over a line's end.
                let end = own[start..end].find('\n').map_or(end, |at| start + at);
                if start < end {
                    comments.push(comment(start, end, nth));
                }
            }
            let out = draft(&bytes, &comments);
            assert_eq!(text(name, &out), own, "{name}: {comments:?}");
            assert_eq!(out, draft(&bytes, &comments), "{name}: the same bytes");
            assert!(draft(&out, &comments) == out, "{name}: again, the same bytes");
            let all = if name.ends_with("docx") {
                comments.is_empty().then(Vec::new).unwrap_or_else(|| comments_of_docx(&out))
            } else {
                comments_of_odt(&out)
            };
            let ours = all.iter().filter(|(author, ..)| author == "factlint").count();
            assert_eq!(ours, comments.len(), "{name}: {comments:?}");
            for comment in comments.iter().filter(|_| name != "odd.docx") {
                let words = comment.span.of(&own);
                let about = format!("factlint · {}", comment.about);
                let said = all.iter().find(|(_, _, said)| said.ends_with(&about)).unwrap();
                exact += usize::from(said.1.trim() == words.trim());
            }
            let (without, before) = (parts(&draft(&out, &[])), parts(&bytes));
            for (part, content) in &before {
                // An empty element with nothing in it may be written in two ways.
                let empty = part == "word/comments.xml" && !content.windows(10).any(|w| w == b"<w:comment ");
                assert!(empty || without[part] == *content, "{name}: {part} is not as it was: {comments:?}");
            }
            assert_eq!(without.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "{name}");
        }
    }
    // In notes and text boxes words are commented where these stand.
    assert!(exact > 400, "{exact} comments stand at their words exactly");
}

#[test]
fn comments_in_notes_and_boxes_stand_where_these_do() {
    let bytes = odd();
    let own = text("odd.docx", &bytes);
    for (words, at) in [("note", ""), ("the box\n", "In the box"), ("another", "Set in another way"), ("chips å", "chips å")] {
        let start = own.find(words).unwrap();
        let comments = [comment(start, start + words.trim_end().len(), 1)];
        let draft = Draft { path: Path::new("odd.docx"), format: Format::Docx, bytes: &bytes, text: &own };
        let date = "2024-05-28".parse().ok();
        let out = annotate(&draft, &comments, date).unwrap();
        let list = String::from_utf8(parts(&out)["word/comments.xml"].clone()).unwrap();
        assert!(list.contains("w:date=\"2024-05-28T00:00:00Z\" w:initials=\"fl\""), "{list}");
        let main = String::from_utf8(parts(&out)["word/document.xml"].clone()).unwrap();
        let main = main.replace("&#229;", "å");
        let marked = marked(&main, "w:commentRangeStart", "w:commentRangeEnd", "w:id", &["w:t"]);
        assert_eq!(marked[0].1, at, "{main}");
        if words == "note" {
            assert!(main.contains("<w:commentRangeStart w:id=\"0\"/><w:r><w:footnoteReference"), "{main}");
        }
    }
}

#[test]
fn only_our_comments_are_replaced() {
    let bytes = example("python-docx.docx");
    let own = text("a.docx", &bytes);
    let draft = |bytes: &[u8], comments: &[Comment]| {
        annotate(&Draft { path: Path::new("a.docx"), format: Format::Docx, bytes, text: &own }, comments, None).unwrap()
    };
    let start = own.find("12.5").unwrap();
    let out = draft(&bytes, &[comment(start, start + 4, 1), comment(start + 5, start + 12, 2)]);
    let change = |from: &str, to: &str, more: &[(&str, &str)]| {
        let mut all: Vec<(String, String)> =
            parts(&out).into_iter().filter_map(|(name, content)| Some((name, String::from_utf8(content).ok()?))).collect();
        for (name, content) in &mut all {
            if name == "word/comments.xml" {
                assert!(content.contains(from));
                *content = content.replacen(from, to, 1);
            }
            for (part, added) in more.iter().filter(|(part, _)| part == name) {
                let end = content.rfind("</").unwrap();
                content.insert_str(end, added);
                assert_eq!(part, name);
            }
        }
        all.extend(
            more.iter().filter(|(name, _)| name.ends_with("Extended.xml")).map(|(n, c)| ((*n).to_owned(), (*c).to_owned())),
        );
        packed(&all.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
    };
    let of = |bytes: &[u8]| {
        let authors: Vec<String> =
            comments_of_docx(bytes).into_iter().map(|(author, _, said)| format!("{author}: {said}")).collect();
        authors
    };
    // One whose last line somebody wrote, one by another of that name, and the third of somebody else.
    let written = draft(&change("factlint · rule · 1", "I have asked them.", &[]), &[]);
    assert_eq!(of(&written).len(), 2, "{:?}", of(&written));
    assert!(of(&written)[1].ends_with("I have asked them."));
    let renamed = draft(&change("w:author=\"factlint\"", "w:author=\"factlint reader\"", &[]), &[]);
    assert!(of(&renamed).len() == 2 && of(&renamed)[1].starts_with("factlint reader: "), "{:?}", of(&renamed));
    // One that somebody answered stays, and is not said twice.
    let answered = change(
        "<w:p><w:r><w:t xml:space=\"preserve\">factlint · rule · 1",
        "<w:p xmlns:w14=\"w14\" w14:paraId=\"0A\"><w:r><w:t xml:space=\"preserve\">factlint · rule · 1",
        &[
            (
                "word/commentsExtended.xml",
                "<w15:commentsEx xmlns:w15=\"w15\"><w15:commentEx w15:paraId=\"0B\" w15:paraIdParent=\"0A\"/></w15:commentsEx>",
            ),
            (
                "word/_rels/document.xml.rels",
                "<Relationship Id=\"rId99\" Type=\"http://x/commentsExtended\" Target=\"commentsExtended.xml\"/>",
            ),
        ],
    );
    let again = draft(&answered, &[comment(start, start + 4, 1), comment(start + 5, start + 12, 3)]);
    let ends: Vec<String> = of(&again).iter().map(|said| said.lines().last().unwrap().to_owned()).collect();
    assert_eq!(ends, ["Maja Lind: Checked by phone.", "factlint · rule · 1", "factlint · rule · 3"]);
}

#[test]
fn what_takes_no_comments_is_refused() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("draft.md"), "Six mills.")?;
    fs::write(folder.path().join("draft.docx"), example("pandoc.docx"))?;
    fs::write(folder.path().join("broken.docx"), "no archive")?;
    fs::copy(format!("{}/examples/formats/slides.odp", env!("CARGO_MANIFEST_DIR")), folder.path().join("slides.odp"))?;
    for (args, says) in [
        (&["draft.md", "-o", "out.docx"][..], "comments can be written into docx and odt only"),
        (&["draft.docx", "-o", "out.odt"], "name a .docx"),
        (&["draft.docx", "-o", "draft.docx"], "`--force` writes over it"),
        (&["draft.docx", "draft.md", "-o", "out.docx"], "name one draft"),
        (&["broken.docx", "-o", "out.docx"], "this is no docx"),
        (&["missing.docx", "-o", "out.docx"], "no such file"),
    ] {
        let run = factlint(folder.path(), &[&["annotate"], args].concat())?;
        assert!(run.code == Some(2) && run.err.contains(says), "{args:?}: {}", run.err);
    }
    assert!(!folder.path().join("out.docx").exists() && fs::read(folder.path().join("draft.docx"))? == example("pandoc.docx"));
    let run = factlint(folder.path(), &["annotate", "draft.docx", "-o", "draft.docx", "--force"])?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    let bytes = example("pandoc.docx");
    let draft = |format, bytes, text| Draft { path: Path::new("a"), format, bytes, text };
    let other = annotate(&draft(Format::Docx, &bytes, "another text"), &[], None);
    assert!(matches!(other, Err(AnnotateError::Changed { .. })), "{other:?}");
    let slides = fs::read(folder.path().join("slides.odp"))?;
    let own = text("slides.odp", &slides);
    let other = annotate(&draft(Format::Odt, &slides, &own), &[comment(0, 3, 1)], None);
    assert!(matches!(other, Err(AnnotateError::Format { .. })), "{other:?}");
    let bomb = packed(&[("word/document.xml", &"<".repeat(5 << 20))]);
    let other = annotate(&draft(Format::Docx, &bomb, ""), &[], None);
    assert!(other.is_err_and(|error| error.to_string().contains("unpacks to more than")));
    Ok(())
}

#[test]
fn broken_documents_are_refused_or_keep_their_text() {
    let mut chance = Chance(9);
    let whole: Vec<(String, String)> =
        parts(&odd()).into_iter().map(|(name, content)| (name, String::from_utf8(content).unwrap())).collect();
    let mut written = 0;
    for _ in 0..400 {
        let mut all = whole.clone();
        let at = chance.below(all.len());
        let content = &mut all[at].1;
        // A tag or a text is taken out, or stands somewhere else.
        let edges: Vec<usize> = content.match_indices(['<', '>']).map(|(at, _)| at).collect();
        let from = chance.below(edges.len() - 3);
        let (start, end) = (edges[from], edges[from + 1 + chance.below(3)]);
        let taken = content[start..end].to_owned();
        content.replace_range(start..end, "");
        if chance.below(2) == 0 {
            let edges: Vec<usize> = content.match_indices('<').map(|(at, _)| at).collect();
            content.insert_str(edges[chance.below(edges.len())], &taken);
        }
        let bytes = packed(&all.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>());
        let defaults =
            Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
        let Ok((document, _)) = source::one("a.docx".to_owned(), Format::Docx, bytes.clone().into(), &defaults) else { continue };
        let starts: Vec<usize> = document.text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect();
        if starts.is_empty() {
            continue;
        }
        let start = starts[chance.below(starts.len())];
        let length = document.text[start..].chars().next().map_or(1, char::len_utf8);
        let draft = Draft { path: Path::new("a.docx"), format: Format::Docx, bytes: &bytes, text: &document.text };
        if let Ok(out) = annotate(&draft, &[comment(start, start + length, 1)], None) {
            assert_eq!(text("a.docx", &out), *document.text, "{all:?}");
            written += 1;
        }
    }
    assert!(written > 50, "{written}");
}
