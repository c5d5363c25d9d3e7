//! One request and one answer a connection (HTTP/1.1), each with an end: so many bytes, so much time.
//!
//! httparse reads the head. The small servers at hand wait for a slow head without end, read what they refuse to its end, or stop where no connection
//! can be taken in; what is left to do without them is this file.

use super::{
    refusal::Refusal,
    room::{Room, Taken},
};
use std::{
    io::{self, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

/// The most bytes of a head; browsers send some 2 KB.
const LONGEST_HEAD: usize = 16 << 10;
/// The most fields of one.
const MOST_FIELDS: usize = 64;
/// How long a head may take: it is one packet.
const HEAD: Duration = Duration::from_secs(10);
/// How long a body may take: on one machine it is there at once, from another it is not.
const BODY: Duration = Duration::from_secs(60);
/// How long an answer may take to be fetched.
const ANSWER: Duration = Duration::from_secs(30);
/// How long, and how many bytes, are waited for from a client that goes on sending what nobody reads: some look at no answer before they are done.
const LINGER: Duration = Duration::from_secs(3);
const MOST_UNREAD: usize = 256 << 20;
/// What is read and written at a time.
const PIECE: usize = 64 << 10;

/// What a request is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
    Post,
    Other,
}

/// The head of a request.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: Method,
    /// What is asked for, as far as `?`,
    pub(super) path: String,
    /// and from there.
    pub(super) query: String,
    /// The name that the client knows this server by.
    pub(super) host: String,
    /// The page that asks, where the client tells.
    pub(super) origin: Option<String>,
    /// What the body is.
    pub(super) content: String,
    /// The languages that the reader reads, as the browser tells them.
    pub(super) languages: String,
    length: usize,
    waits: bool,
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) content: &'static str,
    pub(super) body: Vec<u8>,
    /// Other fields of the head.
    pub(super) fields: Vec<(&'static str, String)>,
}

/// A connection, and what of it was read.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> Self {
        // Only a little slower without.
        let _ = stream.set_nodelay(true);
        Self { stream, read: Vec::new() }
    }

    /// Reads once; nothing where the client has ended. An error after `until`.
    fn more(&mut self, into: &mut [u8], until: Instant) -> io::Result<usize> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(into)
    }

    /// Reads the head of the request; none where the client went away.
    pub(super) fn head(&mut self) -> Result<Option<Head>, Refusal> {
        let until = Instant::now() + HEAD;
        let mut piece = [0; 4 << 10];
        loop {
            match self.more(&mut piece, until) {
                Ok(0) => return Ok(None),
                Ok(bytes) => self.read.extend_from_slice(&piece[..bytes]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if is_late(&error) => return Err(Refusal::Slow),
                Err(_) => return Ok(None),
            }
            if let Some((head, bytes)) = head(&self.read)? {
                self.read.drain(..bytes);
                return Ok(Some(head));
            }
            if self.read.len() > LONGEST_HEAD {
                return Err(Refusal::LongHead);
            }
        }
    }

    /// Reads the body of the request, in room that is taken as it comes.
    pub(super) fn body<'a>(&mut self, head: &Head, most: usize, room: &'a Room) -> Result<(Vec<u8>, Taken<'a>), Refusal> {
        if head.length > most {
            return Err(Refusal::TooLong);
        }
        let until = Instant::now() + BODY;
        if head.waits {
            let _ = self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
        }
        let mut taken = room.none();
        let mut body = std::mem::take(&mut self.read);
        taken.more(body.len()).ok_or(Refusal::Busy)?;
        let mut piece = vec![0; PIECE];
        while body.len() < head.length {
            match self.more(&mut piece, until) {
                Ok(0) => return Err(Refusal::Broken),
                Ok(bytes) => {
                    taken.more(bytes).ok_or(Refusal::Busy)?;
                    body.extend_from_slice(&piece[..bytes]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_late(&error) => return Err(Refusal::Slow),
                Err(_) => return Err(Refusal::Broken),
            }
        }
        body.truncate(head.length);
        Ok((body, taken))
    }

    /// Writes the answer, and lets the client go.
    pub(super) fn answer(mut self, answer: &Answer, with_body: bool) {
        let until = Instant::now() + ANSWER;
        let mut head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n",
            answer.status,
            answer.content,
            answer.body.len()
        );
        for (name, value) in &answer.fields {
            head.extend([*name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        let body: &[u8] = if with_body { &answer.body } else { &[] };
        for piece in [head.as_bytes()].into_iter().chain(body.chunks(PIECE)) {
            let left = until.saturating_duration_since(Instant::now());
            // A client that fetches nothing is left.
            if left.is_zero() || self.stream.set_write_timeout(Some(left)).is_err() || self.stream.write_all(piece).is_err() {
                return;
            }
        }
        self.linger();
    }

    /// Waits until the client has seen the answer: what it still sends is read, as a connection that is closed over it takes the answer with it.
    fn linger(&mut self) {
        if self.stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        let until = Instant::now() + LINGER;
        let (mut piece, mut unread) = (vec![0; PIECE], 0);
        while let Ok(bytes) = self.more(&mut piece, until) {
            unread += bytes;
            if bytes == 0 || unread > MOST_UNREAD {
                return;
            }
        }
    }
}

fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}

/// The head at the start of these bytes, and how many of them it has; none where it is not there yet.
fn head(bytes: &[u8]) -> Result<Option<(Head, usize)>, Refusal> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Ok(httparse::Status::Complete(_)) | Err(httparse::Error::TooManyHeaders) => return Err(Refusal::LongHead),
        Err(_) => return Err(Refusal::Broken),
    };
    // A field that stands there twice says two things.
    let field = |name: &str| -> Result<Option<&str>, Refusal> {
        let mut all = request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case(name));
        let first = all.next().map(|field| std::str::from_utf8(field.value).map_err(|_| Refusal::Broken)).transpose()?;
        if all.next().is_some() { Err(Refusal::Broken) } else { Ok(first.map(str::trim)) }
    };
    let owned = |name| field(name).map(|value| value.unwrap_or_default().to_owned());
    if field("transfer-encoding")?.is_some() {
        return Err(Refusal::NoLength);
    }
    let digits = field("content-length")?;
    let of_body = match digits {
        None => 0,
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().unwrap_or(usize::MAX),
        Some(_) => return Err(Refusal::Broken),
    };
    let method = match request.method.unwrap_or_default() {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        _ => Method::Other,
    };
    if method == Method::Post && digits.is_none() {
        return Err(Refusal::NoLength);
    }
    let (path, query) = request.path.and_then(|target| target.split_once('?').or(Some((target, "")))).unwrap_or_default();
    let head = Head {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        host: owned("host")?,
        origin: field("origin")?.map(str::to_owned),
        content: owned("content-type")?,
        languages: owned("accept-language")?,
        length: of_body,
        waits: field("expect")?.is_some_and(|what| what.eq_ignore_ascii_case("100-continue")),
    };
    Ok(Some((head, length)))
}

#[cfg(test)]
mod tests {
    use super::{Method, head};
    use crate::serve::refusal::Refusal;

    #[test]
    fn heads_are_read_or_refused() {
        let (read, bytes) =
            head(b"POST /a/b?lang=sv HTTP/1.1\r\nhOST: 127.0.0.1:1 \r\nContent-Length: 3\r\n\r\nabc").unwrap().unwrap();
        assert_eq!((read.method, read.path.as_str(), read.query.as_str()), (Method::Post, "/a/b", "lang=sv"));
        assert_eq!((read.host.as_str(), read.length, bytes), ("127.0.0.1:1", 3, 69));
        assert!(head(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap().is_none());
        for (bytes, refusal) in [
            (&b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"[..], Refusal::Broken),
            (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", Refusal::Broken),
            (b"POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\n", Refusal::Broken),
            (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", Refusal::NoLength),
            (b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::NoLength),
            (b"\x16\x03\x01\x02\x00\x01\x00", Refusal::Broken),
        ] {
            assert_eq!(head(bytes).unwrap_err(), refusal, "{}", String::from_utf8_lossy(bytes));
        }
        let long = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(100));
        assert_eq!(head(long.as_bytes()).unwrap_err(), Refusal::LongHead);
        let huge = b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999999\r\n\r\n";
        assert_eq!(head(huge).unwrap().unwrap().0.length, usize::MAX);
    }
}
