//! What a form sends (`multipart/form-data`, RFC 7578): parts with a name, some of them files.

use super::refusal::Refusal;
use memchr::memmem;

/// The most parts: a draft, its fields, and sources.
const MOST_PARTS: usize = 400;
/// The most bytes of what stands above a part.
const LONGEST_HEAD: usize = 4 << 10;
/// What a boundary may be (RFC 2046).
const LONGEST_BOUNDARY: usize = 70;

/// A part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// The name of its field.
    pub(super) name: String,
    /// What the file is called, where it is one.
    pub(super) file: Option<String>,
    pub(super) bytes: &'a [u8],
}

impl Part<'_> {
    /// A text that somebody typed: with the line ends of a text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes).replace("\r\n", "\n")
    }
}

/// The parts of a body.
pub(crate) fn parts<'a>(content: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, Refusal> {
    let (kind, parameters) = content.split_once(';').ok_or(Refusal::Form)?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return Err(Refusal::Form);
    }
    let boundary = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary=")).ok_or(Refusal::Form)?;
    let boundary = boundary.trim_matches('"');
    if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
        return Err(Refusal::Form);
    }
    let first = format!("--{boundary}");
    let next = memmem::Finder::new(&format!("\r\n{first}")).into_owned();
    let mut rest = body.strip_prefix(first.as_bytes()).ok_or(Refusal::Form)?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n").ok_or(Refusal::Form)?;
        let above = part.get(..LONGEST_HEAD).unwrap_or(part);
        let head = memmem::find(above, b"\r\n\r\n").ok_or(Refusal::Form)?;
        let end = next.find(&part[head + 2..]).map(|end| head + 2 + end).ok_or(Refusal::Form)?;
        let bytes = part.get(head + 4..end).unwrap_or_default();
        let (name, file) = names(&part[..head]).ok_or(Refusal::Form)?;
        parts.push(Part { name, file, bytes });
        if parts.len() > MOST_PARTS {
            return Err(Refusal::ManyParts);
        }
        rest = &part[end + "\r\n".len() + first.len()..];
    }
    Ok(parts)
}

/// The name of a part, and of its file.
fn names(head: &[u8]) -> Option<(String, Option<String>)> {
    let head = String::from_utf8_lossy(head);
    let line = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value.trim())
    })?;
    let of = |key: &str| {
        let start = line.match_indices(key).map(|(at, _)| at).find(|at| line[..*at].ends_with("; "))?;
        let (value, _) = line[start + key.len()..].split_once('"')?;
        // Browsers write these three so, and nothing else.
        Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
    };
    Some((of("name=\"")?, of("filename=\"")))
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};
    use crate::serve::refusal::Refusal;

    const KIND: &str = "multipart/form-data; boundary=xyz";

    #[test]
    fn parts_are_cut_at_their_boundaries() {
        let body = b"--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--xyz\r\nContent-Disposition: form-data; name=\"b\"; \
            filename=\"x%22; name=%22y.txt\"\r\nContent-Type: text/plain\r\n\r\n\x00--xyz\r\n--xyz\r\nContent-Disposition: form-data; \
            name=\"c\"\r\n\r\n\r\n--xyz--\r\n";
        let read = parts(KIND, body).unwrap();
        let part = |name: &str, file: Option<&str>, bytes| Part { name: name.into(), file: file.map(str::to_owned), bytes };
        let expected = [part("a", None, b"one\r\ntwo"), part("b", Some("x\"; name=\"y.txt"), b"\x00--xyz"), part("c", None, b"")];
        assert_eq!(read, expected);
        assert_eq!(read[0].text(), "one\ntwo");
    }

    proptest::proptest! {
        #[test]
        fn any_body_is_read_or_refused(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "--xyz", "\r\n", "--", "Content-Disposition: form-data; ", "name=\"a\"", "; filename=\"\"", "\r\n\r\n", "å", ":", "\"",
        ]), 0..24)) {
            let body = pieces.concat();
            if let Ok(parts) = parts(KIND, body.as_bytes()) {
                let whole: usize = parts.iter().map(|part| part.bytes.len()).sum();
                proptest::prop_assert!(whole + parts.len() * "--xyz".len() <= body.len());
            }
        }
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let head = "Content-Disposition: form-data; name=\"a\"";
        for (kind, body) in [
            ("text/plain", String::new()),
            ("multipart/form-data", String::new()),
            ("multipart/form-data; boundary=", "--".into()),
            (KIND, String::new()),
            (KIND, "--xyz".into()),
            (KIND, "--xyz\r\n\r\n".into()),
            (KIND, format!("--xyz\r\n{head}\r\n\r\nno end")),
            (KIND, format!("--xyz\r\n{head}\r\n\r\nno end\r\n--xyz")),
            (KIND, "--xyz\r\nContent-Type: text/plain\r\n\r\n\r\n--xyz--".into()),
        ] {
            assert_eq!(parts(kind, body.as_bytes()).unwrap_err(), Refusal::Form, "{kind} {body}");
        }
        let many = format!("--xyz\r\n{head}\r\n\r\n\r\n").repeat(500);
        assert_eq!(parts(KIND, (many + "--xyz--").as_bytes()).unwrap_err(), Refusal::ManyParts);
    }
}
