//! `factlint serve` over plain connections: what it answers and refuses, how much it takes, and that it serves the next one whatever came before.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{command, folder, text};
use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

const DRAFT: &str = "The museum drew 41,250 visitors in 2024. Its tower is 31 metres high.\n";
const SOURCE: &str = "The museum drew 42,150 visitors in 2024. The tower of the museum is 31 metres high.\n";
/// What the server may take of memory, in bytes.
const MOST_MEMORY: usize = 300_000_000;

/// A server in a folder of its own.
struct Server {
    child: Child,
    /// `127.0.0.1:PORT`
    host: String,
    /// `/TOKEN`
    token: String,
    /// Where it runs, and where its temporary files would be.
    folder: tempfile::TempDir,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        text(&self.body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start() -> io::Result<Self> {
        let folder = folder(&[("secret.txt", b"a secret")])?;
        let mut command = command(folder.path(), &["serve", "--quiet"]);
        let child = command.env("TMPDIR", folder.path()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        let mut child = child?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url)?;
        let (host, token) = url.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
        let (host, token) = (host.to_owned(), format!("/{}", token.trim_end_matches('/')));
        assert!(host.starts_with("127.0.0.1:") && token.len() == 33, "{url}");
        Ok(Self { child, host, token, folder })
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        stream.set_write_timeout(Some(Duration::from_secs(120)))?;
        Ok(stream)
    }

    /// Sends what is given, and reads to the end.
    fn send(&self, request: &[u8]) -> io::Result<Answer> {
        let mut stream = self.connect()?;
        // An answer may come before all is sent.
        let _ = stream.write_all(request);
        answer(&mut stream)
    }

    fn get(&self, path: &str, fields: &str) -> io::Result<Answer> {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{fields}\r\n", self.host).as_bytes())
    }

    fn post(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> io::Result<Answer> {
        self.send(&self.request(path, parts, ""))
    }

    /// A form: fields, or files where they have a name of one.
    fn request(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])], fields: &str) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file =
                file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream")).unwrap_or_default();
            body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--cut--\r\n");
        let host = &self.host;
        let fields = if fields.is_empty() { format!("Origin: http://{host}\r\n") } else { fields.to_owned() };
        let head = format!(
            "POST {}{path} HTTP/1.1\r\nHost: {host}\r\n{fields}Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: {}\r\n\r\n",
            self.token,
            body.len()
        );
        [head.into_bytes(), body].concat()
    }

    /// Whether a draft is held against a source.
    fn works(&self) -> io::Result<bool> {
        let answer = self.post("/report", &[("draft_text", None, DRAFT.as_bytes()), ("source_text", None, SOURCE.as_bytes())])?;
        let body = answer.text();
        Ok(answer.status == 200 && body.contains("42,150") && body.contains("contradicted"))
    }

    /// The most memory that the server took, in bytes; none where that is not told.
    fn peak(&self) -> Option<usize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.split_whitespace().next()?.parse::<usize>().ok()? * 1024)
    }

    fn stays_small(&self) {
        if let Some(peak) = self.peak() {
            println!("{} MB at most", peak / 1_000_000);
            assert!(peak < MOST_MEMORY, "{peak} bytes");
        }
    }
}

fn answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut all = Vec::new();
    if let Err(error) = stream.read_to_end(&mut all)
        && all.is_empty()
    {
        return Err(error);
    }
    let end = all.windows(4).position(|four| four == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = text(&all[..end]);
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok(Answer { status, head, body: all.split_off(end + 4) })
}

#[test]
fn a_draft_is_shown_beside_its_sources_and_can_be_kept() -> io::Result<()> {
    let server = Server::start()?;
    let page = server.get(&format!("{}/", server.token), "Accept-Language: sv-SE,sv;q=0.9\r\n")?;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<html lang=\"sv\">") && page.text().contains("Klistra in utkastet"));
    for field in ["no-store", "nosniff", "default-src 'none'", "frame-ancestors 'none'"] {
        assert!(page.head.contains(field), "{field}: {}", page.head);
    }
    assert!(!page.head.contains("unsafe") && !page.text().contains(" style="));
    let english = server.get(&format!("{}/?lang=en", server.token), "Accept-Language: sv\r\n")?;
    assert!(english.text().contains("Paste the draft"));
    assert_eq!(server.get(&server.token, "")?.status, 308);

    let parts: [(&str, Option<&str>, &[u8]); 6] = [
        ("draft_text", None, b""),
        ("draft_file", Some("C:\\texts\\draft.md"), DRAFT.as_bytes()),
        ("draft_date", None, b"2025-03-18"),
        ("source_name", None, b"the \"annual\" report"),
        ("source_text", None, SOURCE.as_bytes()),
        ("source_file", Some(""), b""),
    ];
    let report = server.post("/report?lang=en", &parts)?;
    let body = report.text();
    assert_eq!(report.status, 200, "{body}");
    assert!(report.head.contains("sandbox allow-scripts") && report.head.contains("frame-ancestors 'self'"), "{}", report.head);
    assert!(
        body.contains("draft.md: 1 contradicted")
            && body.contains("2025-03-18")
            && body.contains("the &quot;annual&quot; report")
    );
    // Who has no terminal is shown no commands.
    assert!(!body.contains("factlint explain") && !body.contains("factlint settle"));
    let kept = server.post("/page?lang=en", &parts)?;
    assert!(kept.head.contains("attachment; filename=\"factlint.html\"") && kept.body == report.body);
    let table = server.post("/table?lang=en", &parts)?;
    assert!(table.head.contains("text/csv") && table.text().contains("contradicted") && table.text().lines().count() >= 3);
    // Another word, another report; and nothing of the one before.
    let mended = DRAFT.replace("41,250", "42,150");
    let again = server.post("/report", &[("draft_text", None, mended.as_bytes()), ("source_text", None, SOURCE.as_bytes())])?;
    assert!(again.text().contains("nothing is contradicted") || again.text().contains("supported"), "{}", again.text());
    assert!(!again.text().contains("41,250") && !again.text().contains("annual"));
    // By itself a draft is checked, too.
    let alone = server.post("/report", &[("draft_text", None, b"Of the 12 boats 5 are red and 9 are blue.")])?;
    assert_eq!(alone.status, 200);
    Ok(())
}

#[test]
fn every_format_is_read_and_no_file_is_left() -> io::Result<()> {
    let server = Server::start()?;
    let formats = Path::new("examples/formats");
    let mut read = 0;
    let mut files: Vec<_> = fs::read_dir(formats)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.extend(fs::read_dir(formats.join("pdf"))?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?);
    for file in files.iter().filter(|path| path.is_file()) {
        let (name, bytes) = (file.file_name().unwrap().to_str().unwrap(), fs::read(file)?);
        let report =
            server.post("/report?lang=en", &[("draft_text", None, DRAFT.as_bytes()), ("source_file", Some(name), &bytes)])?;
        let words = server.post("/text?lang=en", &[("draft_file", Some(name), &bytes)])?;
        let body = report.text();
        assert!(report.status == 200 || report.status == 422 && body.contains(name), "{name}: {}", report.status);
        assert_eq!(report.status, words.status, "{name}");
        assert!(words.status == 422 || !words.body.is_empty(), "{name}");
        read += usize::from(report.status == 200);
    }
    assert!(read >= 15, "{read} of {} files", files.len());
    let left: Vec<_> =
        fs::read_dir(server.folder.path())?.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
    assert_eq!(left, ["secret.txt"]);
    // A source that cannot be read is told beside those that can.
    let parts: [(&str, Option<&str>, &[u8]); 3] = [
        ("draft_text", None, DRAFT.as_bytes()),
        ("source_file", Some("broken.docx"), b"PK no"),
        ("source_file", Some("a.txt"), SOURCE.as_bytes()),
    ];
    let report = server.post("/report?lang=en", &parts)?.text();
    assert!(report.contains("1 source was not read") && report.contains("broken.docx"));
    // So is one in a language that no pack reads.
    let french: &[u8] = b"---\nlang: fr\n---\n\nLa tour de 31 m\xc3\xa8tres.\n";
    let alone =
        server.post("/report?lang=en", &[("draft_text", None, DRAFT.as_bytes()), ("source_file", Some("a.md"), french)])?;
    assert!(alone.status == 422 && alone.text().contains("no pack reads French"), "{}", alone.head);
    Ok(())
}

#[test]
fn a_draft_in_word_comes_back_with_comments() -> io::Result<()> {
    let server = Server::start()?;
    let (draft, source) = (fs::read("examples/word/pandoc.docx")?, fs::read("examples/word/sources/council.md")?);
    let parts: [(&str, Option<&str>, &[u8]); 2] =
        [("draft_file", Some("pandoc.docx"), &draft), ("source_file", Some("council.md"), &source)];
    let answer = server.post("/comments?lang=en", &parts)?;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.head.contains("attachment; filename=\"factlint.docx\""), "{}", answer.head);
    // What comes back is a draft that can be read, and checked again.
    assert!(answer.body.starts_with(b"PK") && answer.body.len() > draft.len());
    let again = [("draft_file", Some("factlint.docx"), &answer.body[..]), parts[1]];
    assert!(server.post("/report?lang=en", &again)?.text().contains("contradicted"));
    // A text has no room for comments.
    let text = server.post("/comments", &[("draft_text", None, DRAFT.as_bytes()), ("source_text", None, SOURCE.as_bytes())])?;
    assert_eq!(text.status, 422);
    Ok(())
}

#[test]
fn what_is_refused_gets_a_page_that_says_why() -> io::Result<()> {
    let server = Server::start()?;
    let (host, token) = (server.host.clone(), server.token.clone());
    let port = host.rsplit(':').next().unwrap();
    let get = |path: &str, host: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: en\r\n\r\n").into_bytes();
    let draft: (&str, Option<&str>, &[u8]) = ("draft_text", None, DRAFT.as_bytes());
    let foreign = |origin: &str| server.request("/report", &[draft], &format!("Origin: {origin}\r\n"));
    let long = "x ".repeat(150_000);
    let texts = vec![b'y'; 3 << 20];
    for (what, request, status, says) in [
        ("a name that leads here", get(&format!("{token}/"), &format!("evil.example:{port}")), 403, "Another address"),
        ("no port", get(&format!("{token}/"), "127.0.0.1"), 403, "Another address"),
        ("no host", format!("GET {token}/ HTTP/1.1\r\n\r\n").into_bytes(), 403, "Another address"),
        (
            "two hosts",
            format!("GET {token}/ HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n").into_bytes(),
            400,
            "could not be read",
        ),
        ("another site", foreign("http://evil.example"), 403, "Another site"),
        ("a page of no origin", foreign("null"), 403, "Another site"),
        ("another port", foreign("http://127.0.0.1:1"), 403, "Another site"),
        ("https", foreign(&format!("https://{host}")), 403, "Another site"),
        ("no token", get("/", &host), 404, "not whole"),
        ("another token", get(&format!("/{}/", "0".repeat(32)), &host), 404, "not whole"),
        ("half a token", get(&token[..20], &host), 404, "not whole"),
        ("no page", get(&format!("{token}/secret.txt"), &host), 404, "no page"),
        ("a way out", get(&format!("{token}/../secret.txt"), &host), 404, "no page"),
        ("a report by GET", get(&format!("{token}/report"), &host), 405, "not asked for so"),
        ("another method", format!("DELETE {token}/ HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes(), 405, "not asked for so"),
        (
            "pieces",
            format!("POST {token}/report HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n").into_bytes(),
            411,
            "length",
        ),
        ("no length", format!("POST {token}/report HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes(), 411, "length"),
        (
            "no form",
            format!("POST {token}/report HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n\r\nab").into_bytes(),
            400,
            "form",
        ),
        ("no HTTP", b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n".to_vec(), 400, "could not be read"),
        (
            "a long head",
            format!("GET {token}/ HTTP/1.1\r\nHost: {host}\r\nA: {}\r\n\r\n", "a".repeat(30_000)).into_bytes(),
            431,
            "too long",
        ),
        ("no draft", server.request("/report", &[("draft_text", None, b" \r\n")], ""), 422, "no draft"),
        ("no day", server.request("/report", &[draft, ("draft_date", None, b"2025-02-30")], ""), 422, "no day"),
        ("a broken draft", server.request("/report", &[("draft_file", Some("a.docx"), b"no")], ""), 422, "a.docx"),
        (
            "a draft in Word's old format",
            server.request("/report", &[("draft_file", Some("a.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")], ""),
            422,
            "Office",
        ),
        (
            "broken sources",
            server.request("/report", &[draft, ("source_file", Some("<b>.pdf"), b"%PDF-")], ""),
            422,
            "&lt;b&gt;.pdf",
        ),
        ("a long draft", server.request("/report", &[("draft_text", None, long.as_bytes())], ""), 413, "40,000 words"),
        ("long texts", server.request("/report", &[draft, ("source_text", None, &texts)], ""), 413, "350,000 words"),
        ("many parts", server.request("/report", &vec![draft; 500], ""), 413, "Too many"),
    ] {
        let answer = server.send(&request)?;
        let body = answer.text();
        assert_eq!(answer.status, status, "{what}: {}", answer.head);
        assert!(body.contains(says), "{what}: {says}: {}", body.split("</style>").last().unwrap());
        assert!(answer.head.contains("default-src 'none'") && !body.contains("<script"), "{what}: {}", answer.head);
        assert!(!body.contains(token.trim_start_matches('/')), "{what}: the token is told");
    }
    // Another language, and the head alone.
    let swedish = server.get("/", "Accept-Language: sv\r\n")?;
    assert!(swedish.text().contains("Adressen är inte hel"));
    let head = server.send(format!("HEAD {token}/ HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
    assert!(head.status == 200 && head.body.is_empty());
    assert!(server.works()?);
    Ok(())
}

#[test]
fn bodies_beyond_the_bound_are_refused_before_they_are_read() -> io::Result<()> {
    let server = Server::start()?;
    let head = |bytes: u64| {
        let (token, host) = (&server.token, &server.host);
        format!(
            "POST {token}/report HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: {bytes}\r\n\r\n"
        )
    };
    for bytes in [25 << 20, 1 << 40, u64::MAX] {
        let answer = server.send(head(bytes).as_bytes())?;
        assert!(answer.status == 413 && answer.text().contains("24 MB"), "{}", answer.head);
    }
    // A client that sends all of it before it looks at the answer.
    let mut whole = head(40 << 20).into_bytes();
    whole.resize(whole.len() + (40 << 20), b'x');
    assert_eq!(server.send(&whole)?.status, 413);
    // Several at once that are long, and not too long: read or refused.
    let parts = |n: u8| vec![b'a' + n; 20 << 20];
    thread::scope(|scope| {
        let all: Vec<_> = (0..6)
            .map(|n| {
                scope.spawn({
                    let server = &server;
                    move || server.post("/report", &[("draft_text", None, DRAFT.as_bytes()), ("source_text", None, &parts(n))])
                })
            })
            .collect();
        for one in all {
            let answer = one.join().unwrap().unwrap();
            assert!([413, 503].contains(&answer.status), "{}", answer.head);
        }
    });
    assert!(server.works()?);
    server.stays_small();
    Ok(())
}

#[test]
fn two_hundred_at_once_and_slow_ones_are_answered_or_refused() -> io::Result<()> {
    let server = Server::start()?;
    // Those who say little, and those who begin and go on a byte a second.
    let mut slow: Vec<TcpStream> = (0..60).map(|_| server.connect()).collect::<io::Result<_>>()?;
    for stream in slow.iter_mut().skip(20) {
        stream.write_all(b"POST / HTTP/1.1\r\nHost:")?;
    }
    let mut half = server.connect()?;
    let request = server.request("/report", &[("draft_text", None, DRAFT.as_bytes())], "");
    half.write_all(&request[..request.len() - 20])?;
    let started = Instant::now();
    let source = SOURCE.repeat(2_000);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let one = |n: usize| {
            let server = &server;
            let source = if n.is_multiple_of(10) { source.as_str() } else { SOURCE };
            scope.spawn(move || {
                let parts: [(&str, Option<&str>, &[u8]); 2] =
                    [("draft_text", None, DRAFT.as_bytes()), ("source_text", None, source.as_bytes())];
                // A connection that is refused at once may be closed over what was sent.
                server.post("/report", &parts).map_or(503, |answer| {
                    assert!(answer.status != 200 || answer.text().contains("42,150"));
                    answer.status
                })
            })
        };
        let all: Vec<_> = (0..200).map(one).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let answered = statuses.iter().filter(|status| **status == 200).count();
    println!("{answered} of 200 answered, the others refused, in {} ms", started.elapsed().as_millis());
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(answered >= 100, "{answered}");
    assert!(server.works()?);
    // The slow ones are let go in the time that a head may take.
    let gone = slow.iter_mut().skip(20).filter_map(|stream| answer(stream).ok());
    assert!(gone.filter(|answer| answer.status == 408).count() == 40);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    drop((half, slow));
    server.stays_small();
    Ok(())
}

#[test]
fn costly_texts_stay_within_the_bound() -> io::Result<()> {
    let server = Server::start()?;
    let sentence = |n: u64| format!("In {} the {} boats took {} tonnes. ", 1900 + n % 120, n * 7 % 9973, n * 31 % 99_991);
    let figures: Vec<String> = (0..7_000).map(sentence).collect();
    let numbers: Vec<String> = (0..300_000_u64).map(|n| (n * 7919 % 900_000 + 100_000).to_string()).collect();
    let (figures, numbers) = (figures.concat(), numbers.join(" "));
    let draft = &figures[..250_000];
    let sources: [(&str, &str); 3] =
        [("the same", &figures), ("numbers", &numbers[..1_700_000]), ("words", &"quay ".repeat(300_000))];
    for (what, source) in sources {
        let started = Instant::now();
        let answer =
            server.post("/report", &[("draft_text", None, draft.as_bytes()), ("source_text", None, source.as_bytes())])?;
        println!("{what}: {} in {} ms, {} bytes", answer.status, started.elapsed().as_millis(), answer.body.len());
        assert!(answer.status == 200 || answer.status == 503, "{what}: {}", answer.head);
        server.stays_small();
    }
    assert!(server.works()?);
    Ok(())
}

#[test]
fn other_addresses_need_to_be_allowed() -> io::Result<()> {
    let here = folder(&[])?;
    let run = common::factlint(here.path(), &["serve", "--address", "0.0.0.0"])?;
    assert!(run.code == Some(2) && run.err.contains("--allow-remote") && run.out.is_empty(), "{}", run.err);
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port().to_string();
    let run = common::factlint(here.path(), &["serve", "--port", &port])?;
    assert!(run.code == Some(2) && run.err.contains("cannot listen on 127.0.0.1"), "{}", run.err);
    Ok(())
}
