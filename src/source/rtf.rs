//! rtf: the paragraphs of rich text (version 1.9.1 of its specification).
//!
//! ```text
//! file    = "{\rtf" , content , "}"
//! content = { "{" , content , "}" | "\" , word , [ number ] , [ " " ] | "\'" , hex , hex | character }
//! ```
//!
//! A group whose first word names a part that is no text (fonts, styles, pictures, what a field is computed from) is left out, and so is
//! hidden and deleted text. Groups are counted, not nested, so that no depth is too deep. The text stands one line a paragraph; a place
//! is the number of its paragraph.

use super::{BlockKind, Document, Metadata, Problem, extracted::Extracted, files::File, grid::Grid, superscript};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The document of an rtf file.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Problem::Other { path: file.path.clone(), format: file.format });
    }
    let mut reader = Reader::new();
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        at = match b {
            b'{' => {
                reader.groups.push(reader.state.clone());
                reader.fresh = true;
                at + 1
            }
            b'}' => {
                reader.flush();
                if let Some(state) = reader.groups.pop() {
                    reader.state = state;
                }
                at + 1
            }
            b'\\' => reader.control(bytes, at + 1),
            b'\r' | b'\n' | 0 => at + 1,
            b => {
                reader.byte(*b);
                at + 1
            }
        };
    }
    reader.end_paragraph();
    Ok(reader.out.document(file, Metadata::default()))
}

/// The parts of a file that are no text of its document.
const NO_TEXT: [&str; 36] = [
    "annotation",
    "atnauthor",
    "atndate",
    "atnicn",
    "atnid",
    "atnparent",
    "atnref",
    "atrfend",
    "atrfstart",
    "author",
    "buptim",
    "colortbl",
    "comment",
    "creatim",
    "datafield",
    "falt",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "keywords",
    "listtext",
    "object",
    "pict",
    "printim",
    "stylesheet",
    "title",
    "xe",
];

/// How text is read in a group.
#[derive(Debug, Clone, Default)]
struct State {
    skipped: bool,
    hidden: bool,
    high: bool,
    /// How many characters follow one that is given by its number, for readers that do not know it.
    after: u32,
    in_note: bool,
}

struct Reader {
    out: Extracted,
    notes: Vec<String>,
    state: State,
    groups: Vec<State>,
    encoding: &'static Encoding,
    /// Bytes of characters that are not decoded yet.
    bytes: Vec<u8>,
    paragraph: String,
    note: String,
    /// A group has begun, and no word of it was read.
    fresh: bool,
    /// How many characters are to be passed over.
    passed: u32,
    heading: Option<u8>,
    cell: bool,
    table: Option<Grid>,
    in_row: bool,
    surrogate: Option<u16>,
}

impl Reader {
    fn new() -> Self {
        Self {
            out: Extracted::default(),
            notes: Vec::new(),
            state: State { after: 1, ..State::default() },
            groups: Vec::new(),
            encoding: WINDOWS_1252,
            bytes: Vec::new(),
            paragraph: String::new(),
            note: String::new(),
            fresh: false,
            passed: 0,
            heading: None,
            cell: false,
            table: None,
            in_row: false,
            surrogate: None,
        }
    }

    /// A byte of text, as it stands in the file or as `\'e5`.
    fn byte(&mut self, b: u8) {
        self.fresh = false;
        if self.passed > 0 {
            self.passed -= 1;
        } else {
            self.bytes.push(b);
        }
    }

    /// Decodes the bytes that were read.
    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let (text, _) = self.encoding.decode_without_bom_handling(&bytes);
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        let State { skipped, hidden, high, in_note, .. } = self.state;
        if skipped || hidden {
            return;
        }
        let to = if in_note { &mut self.note } else { &mut self.paragraph };
        to.extend(text.chars().filter(|c| *c != '\u{ad}').map(|c| if high { superscript(c) } else { c }));
    }

    /// A control, from the byte after its `\` on. Gives where the next thing begins.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).take(32).count();
        let Some(first) = rest.first() else { return at };
        if letters == 0 {
            match first {
                b'\'' => {
                    let hex = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
                    if let Some(b) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.byte(b);
                        return at + 3;
                    }
                }
                b'*' => {
                    // What readers that do not know its word are to leave out.
                    let known = rest.starts_with(b"*\\shppict") || rest.starts_with(b"*\\footnote");
                    self.flush();
                    self.state.skipped |= !known;
                }
                b'~' => self.sign("\u{a0}"),
                b'_' => self.sign("\u{2011}"),
                b'-' => {}
                b'\r' | b'\n' => self.end_paragraph(),
                b => self.byte(*b),
            }
            return at + 1;
        }
        let word = std::str::from_utf8(rest.get(..letters).unwrap_or_default()).unwrap_or_default();
        let digits = rest.get(letters..).unwrap_or_default();
        let sign = usize::from(digits.first() == Some(&b'-'));
        let count = digits.iter().skip(sign).take_while(|b| b.is_ascii_digit()).take(10).count();
        let number = if count > 0 { sign + count } else { 0 };
        let value = std::str::from_utf8(digits.get(..number).unwrap_or_default()).ok().and_then(|n| n.parse::<i64>().ok());
        let mut next = at + letters + number;
        if bytes.get(next) == Some(&b' ') {
            next += 1;
        }
        if word == "bin" {
            // So many bytes that are no text follow.
            return next.saturating_add(usize::try_from(value.unwrap_or(0)).unwrap_or(0));
        }
        self.word(word, value);
        next
    }

    fn sign(&mut self, text: &str) {
        self.fresh = false;
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        self.flush();
        self.push(text);
    }

    fn word(&mut self, word: &str, value: Option<i64>) {
        let on = value != Some(0);
        if word != "u" {
            self.flush();
        }
        if std::mem::take(&mut self.fresh) && NO_TEXT.binary_search(&word).is_ok() {
            self.state.skipped = true;
            return;
        }
        match word {
            "ansicpg" => {
                let label = format!("windows-{}", value.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "mac" => self.encoding = MACINTOSH,
            "uc" => self.state.after = value.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).min(16),
            "u" => self.unicode(value.unwrap_or(0)),
            "par" | "sect" | "page" => self.end_paragraph(),
            "pard" => (self.heading, self.cell) = (None, false),
            "plain" => (self.state.hidden, self.state.high) = (false, false),
            "line" => self.sign(" "),
            "tab" => self.sign("\t"),
            "outlinelevel" => self.heading = value.and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 9).map(|n| n + 1),
            "v" | "deleted" => self.state.hidden = on,
            "super" => self.state.high = on,
            "nosupersub" | "sub" => self.state.high = false,
            "footnote" => self.state.in_note = true,
            "intbl" => self.cell = true,
            "cell" => self.end_cell(),
            "row" => self.in_row = false,
            "nestcell" | "nestrow" => self.table.iter_mut().for_each(Grid::break_up),
            "emdash" => self.sign("—"),
            "endash" => self.sign("–"),
            "lquote" => self.sign("‘"),
            "rquote" => self.sign("’"),
            "ldblquote" => self.sign("“"),
            "rdblquote" => self.sign("”"),
            "bullet" => self.sign("•"),
            _ => {}
        }
    }

    /// A character by its number, in units of UTF-16.
    fn unicode(&mut self, value: i64) {
        self.flush();
        let unit = u16::try_from(if value < 0 { value + 65_536 } else { value }).unwrap_or(0xfffd);
        let units = self.surrogate.take().into_iter().chain([unit]);
        let decoded: Vec<Result<char, u16>> = char::decode_utf16(units).map(|c| c.map_err(|e| e.unpaired_surrogate())).collect();
        for c in decoded {
            match c {
                Ok(c) => self.push(c.encode_utf8(&mut [0; 4])),
                Err(first) => self.surrogate = Some(first),
            }
        }
        self.passed = self.state.after;
    }

    fn end_cell(&mut self) {
        self.flush();
        let table = self.table.get_or_insert_default();
        if !std::mem::replace(&mut self.in_row, true) {
            table.open_row();
        }
        table.open_cell(1);
        let kind = table.cell();
        let text = std::mem::take(&mut self.paragraph);
        self.out.push(&text, Some(kind));
    }

    fn end_paragraph(&mut self) {
        self.flush();
        self.passed = 0;
        if self.state.in_note {
            self.note.push(' ');
            return;
        }
        let notes = std::mem::take(&mut self.note);
        if !notes.trim().is_empty() {
            self.notes.push(notes);
        }
        if self.cell {
            // A cell of several paragraphs is read as one.
            self.paragraph.push(' ');
            return;
        }
        self.table = None;
        let kind = self.heading.map(|level| BlockKind::Heading { level });
        let text = std::mem::take(&mut self.paragraph);
        self.out.push(&text, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{BlockKind::Paragraph as P, Format};

    fn read(content: &str) -> Vec<(BlockKind, String)> {
        let file = File::given("a.rtf".into(), Format::Rtf, [].into());
        let read = document(&file, content.as_bytes()).unwrap();
        read.blocks.iter().map(|b| (b.kind, b.span.of(&read.text).to_owned())).collect()
    }

    #[test]
    fn paragraphs_become_blocks() {
        let cell = |row, column| BlockKind::Cell { row, column };
        let cases: [(&str, &[(BlockKind, &str)]); 9] = [
            (
                "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\f0 Six {\\b mills}.\\par It is old.}",
                &[(P, "Six mills."), (P, "It is old.")],
            ),
            ("{\\rtf1\\ansi\\ansicpg1252 K\\'e4llan i \\u197\\'c5l\\u229?.\\par}", &[(P, "Källan i Ålå.")]),
            ("{\\rtf1\\mac K\\'8allan.}", &[(P, "Källan.")]),
            ("{\\rtf1{\\*\\generator six;}{\\info{\\title Five}}Seven\\~km{\\super 2}.}", &[(P, "Seven\u{a0}km².")]),
            ("{\\rtf1 {\\v six}{\\deleted five }Seven\\line mills.}", &[(P, "Seven mills.")]),
            ("{\\rtf1 {\\field{\\*\\fldinst PAGE}{\\fldrslt 4}} mills are old.}", &[(P, "4 mills are old.")]),
            (
                "{\\rtf1 {\\pard\\outlinelevel0 The mills\\par}\\pard Old ones.\\par}",
                &[(BlockKind::Heading { level: 1 }, "The mills"), (P, "Old ones.")],
            ),
            (
                "{\\rtf1 \\trowd\\intbl Mill\\cell Year\\cell\\row\\trowd\\intbl Upper\\cell 1790\\cell\\row\\pard They are old.\\par}",
                &[(cell(0, 0), "Mill"), (cell(0, 1), "Year"), (cell(1, 0), "Upper"), (cell(1, 1), "1790"), (P, "They are old.")],
            ),
            ("{\\rtf1 A \\u-10179?\\u-8961? mill\\bin3 }}}.}", &[(P, "A 📿 mill.")]),
        ];
        for (content, expected) in cases {
            let expected: Vec<(BlockKind, String)> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(read(content), expected, "{content}");
        }
        assert!(NO_TEXT.is_sorted());
    }

    #[test]
    fn what_is_broken_off_or_deep_is_read() {
        assert_eq!(read("{\\rtf1 Six \\'"), [(P, "Six".to_owned())]);
        assert_eq!(read(&("{\\rtf1 ".to_owned() + &"{".repeat(100_000) + "Six.")), [(P, "Six.".to_owned())]);
        assert_eq!(read("{\\rtf1 }}}}Six.").len(), 1);
    }
}
