//! srt and vtt: what is said, when, and by whom.
//!
//! What is said goes on over the cues that it is shown in, so that a sentence is read whole; it ends with its sentence, with a pause, and where
//! somebody else speaks. The name of a speaker (`<v Ida Krog>` in a vtt) stands before what they say. A place has a line and a time code.
//!
//! ```text
//! cue  = [ number or name , line end ] , time , "-->" , time , [ settings ] , line end , { line , line end } , empty line
//! time = [ hours , ":" ] , minutes , ":" , seconds , ( "," | "." ) , milliseconds
//! ```

use super::{
    BlockKind, Document, Metadata, Named, Origin, Problem, Spot, encoding,
    files::File,
    pieces::{self, Pieced},
};
use std::{ops::Range, sync::Arc};

/// The most bytes of a tag.
const LONGEST_TAG: usize = 200;
/// After so many milliseconds in which nothing is shown something new is said.
const PAUSE: u32 = 4_000;

/// The document of a file of subtitles.
pub(super) fn document(file: &File, bytes: Vec<u8>, warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    let decoded = encoding::decode(&file.path, bytes, None, warnings)?;
    let raw: Arc<str> = decoded.text.into();
    let mut reader = Reader { raw: &raw, out: Pieced::with_capacity(raw.len()), places: Named::default(), until: 0, cue: false };
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let text = line.trim_end().trim_start_matches('\u{feff}');
        let start = at + line.len() - line.trim_start_matches('\u{feff}').len();
        reader.line(start..start + text.len());
        at += line.len();
    }
    reader.close();
    let Reader { out, places, .. } = reader;
    let (text, blocks, origin) = out.finish();
    let origin = Origin::Named { of: Box::new(origin.recoded_as(decoded.bytes)), places };
    Ok(Document { name: file.name.clone(), meta: Metadata::default(), text: text.into(), blocks, lost: Vec::new(), origin, raw })
}

struct Reader<'a> {
    raw: &'a str,
    out: Pieced,
    places: Named,
    /// When what was shown last is taken away.
    until: u32,
    /// Whether lines are those of a cue.
    cue: bool,
}

impl Reader<'_> {
    fn close(&mut self) {
        self.out.close(|| BlockKind::Paragraph);
    }

    fn line(&mut self, at: Range<usize>) {
        let line = self.raw.get(at.clone()).unwrap_or_default();
        if line.trim().is_empty() {
            self.cue = false;
        } else if let Some((from, to)) = times(line) {
            if from > self.until.saturating_add(PAUSE) {
                self.close();
            }
            self.places.add(at.start, Spot::Time(from));
            (self.until, self.cue) = (to, true);
        } else if self.cue {
            self.said(line, at.start);
        }
    }

    /// A line of what is said, which begins at a byte of the file.
    fn said(&mut self, line: &str, start: usize) {
        let mut from = 0;
        // A dash before what is said tells that another speaks.
        let dashed = line.trim_start();
        if let Some(rest) = dashed.strip_prefix(['-', '–', '—'])
            && (rest.starts_with(' ') || rest.starts_with(char::is_uppercase))
        {
            self.close();
            from = line.len() - rest.trim_start().len();
        } else if is_named(line) {
            self.close();
        } else if self.out.is_open() {
            self.out.push(" ", start..start);
        }
        // Tags, and the settings that some programs write in braces.
        while let Some(rest) = line.get(from..).filter(|rest| !rest.is_empty()) {
            let open = rest.find(['<', '{', '&']).unwrap_or(rest.len());
            self.out.push(rest.get(..open).unwrap_or_default(), start + from..start + from + open);
            from += open;
            let rest = rest.get(open..).unwrap_or_default();
            let close = if rest.starts_with("{\\") { '}' } else { '>' };
            // Where none ends, the whole line would be looked through for each.
            let near = pieces::first(rest, LONGEST_TAG);
            let tag = near.find(close).filter(|_| rest.starts_with('<') || close == '}').map(|end| end + 1);
            if let Some(length) = tag {
                self.tag(rest.get(1..length - 1).unwrap_or_default(), start + from + 1);
                from += length;
            } else if let Some(first) = rest.chars().next() {
                let (text, length) = entity(rest).unwrap_or((rest.get(..first.len_utf8()).unwrap_or_default(), first.len_utf8()));
                self.out.push(text, start + from..start + from + length);
                from += length;
            }
        }
        if line.trim_end().ends_with(['.', '!', '?', '"', '”', '…']) {
            self.close();
        }
    }

    /// A tag: `v Ida Krog` names who speaks.
    fn tag(&mut self, tag: &str, at: usize) {
        let Some((kind, name)) = tag.split_once(' ').filter(|(_, name)| !name.trim().is_empty()) else { return };
        if kind == "v" || kind.starts_with("v.") {
            self.close();
            let start = at + tag.len() - name.len();
            self.out.push(name, start..start + name.len());
            self.out.push(": ", start + name.len()..start + name.len());
        }
    }
}

/// Whether a line begins with the name of who speaks, in capitals: `IDA KROG: We have six.`
fn is_named(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, rest)| {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1
            && rest.starts_with(' ')
            && !name.contains(char::is_lowercase)
            && name.chars().all(|c| c.is_alphabetic() || " .-’'".contains(c))
    })
}

/// The references that a vtt may have.
fn entity(text: &str) -> Option<(&'static str, usize)> {
    let known = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&lrm;", ""), ("&rlm;", "")];
    known.iter().find(|(written, _)| text.starts_with(written)).map(|(written, means)| (*means, written.len()))
}

/// When a cue is shown, and until when, in milliseconds.
fn times(line: &str) -> Option<(u32, u32)> {
    let (from, rest) = line.split_once("-->")?;
    Some((time(from.trim())?, time(rest.split_whitespace().next()?)?))
}

fn time(text: &str) -> Option<u32> {
    let (clock, fraction) = text.split_once([',', '.'])?;
    let mut seconds = 0_u32;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    seconds.checked_mul(1000)?.checked_add(fraction.get(..3)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn read(name: &str, content: &str) -> Vec<(String, String)> {
        let file = File::given(name.into(), Format::Subtitles, [].into());
        let read = document(&file, content.as_bytes().to_vec(), &mut Vec::new()).unwrap();
        let said = |b: &crate::source::Block| {
            let place = read.place_name(read.file_range(b.span).start).unwrap_or_default();
            (place, b.span.of(&read.text).to_owned())
        };
        read.blocks.iter().map(said).collect()
    }

    #[test]
    fn what_is_said_is_read_with_its_time() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\nThe ferry took <i>350 people</i>\r\nto the island,\r\n\r\n2\r\n00:00:03,600 --> 00:00:05,000\r\n{\\an8}twelve more than in March.\r\n\r\n3\r\n00:00:05,100 --> 00:00:07,000\r\n- How many boats?\r\n- Six.\r\n\r\n4\r\n00:01:05,100 --> 00:01:07,000\r\nMAYOR: They are old\r\n";
        let expected = [
            ("00:00:01.000", "The ferry took 350 people to the island, twelve more than in March."),
            ("00:00:05.100", "How many boats?"),
            ("00:00:05.100", "Six."),
            ("00:01:05.100", "MAYOR: They are old"),
        ];
        assert_eq!(read("a.srt", srt), expected.map(|(at, said)| (at.to_owned(), said.to_owned())));
        let vtt = "WEBVTT\n\nNOTE six mills\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v Ida Krog>We have six\nmills.</v>\n\n00:09.000 --> 00:10.000\nFish &amp; chips <b\n";
        let expected = [("00:00:01.000", "Ida Krog: We have six mills."), ("00:00:09.000", "Fish & chips <b")];
        assert_eq!(read("a.vtt", vtt), expected.map(|(at, said)| (at.to_owned(), said.to_owned())));
    }
}
