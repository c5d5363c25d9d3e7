//! The report for people without a terminal: a page on this machine that takes a draft and its sources, and shows what the command line would.
//!
//! Stands beside the command line. A connection is one request and one answer ([`http`]); who may ask is decided first ([`gate`]); a form's parts
//! ([`form`]) are read, checked and told ([`desk`]). Nothing is kept between two requests, nothing is written to a disk, and nothing leaves: what is
//! shared is room and turns ([`room`], [`bounds`]).

mod bounds;
mod desk;
mod form;
mod frame;
mod gate;
mod http;
mod page;
mod refusal;
mod room;

use crate::{config::Config, pipeline::Engine, report::html::Strings, settle::SettledFile};
use desk::{Asked, Told};
use gate::Gate;
use http::{Answer, Connection, Head, Method};
use refusal::Refusal;
use room::{Room, Taken, Turns};
use std::{
    io,
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

/// How long the server waits when no connection can be taken in: too many files may be open.
const PAUSE: Duration = Duration::from_millis(50);
/// The stack of the thread of a check, as the command line has it.
const STACK: usize = 8 << 20;

/// What forms are answered with.
pub(crate) struct Server<'a> {
    /// The rules that run.
    pub(crate) engine: &'a Engine,
    /// What the folder says.
    pub(crate) config: &'a Config,
    /// The findings that somebody settled.
    pub(crate) settled: Option<&'a SettledFile>,
    /// The language of the pages, where that is not the reader's.
    pub(crate) lang: Option<&'a str>,
    listener: TcpListener,
    gate: Gate,
    held: Room,
    connections: Room,
    turns: Turns,
}

impl Answer {
    fn new(content: &'static str, body: Vec<u8>) -> Self {
        Self { status: "200 OK", content, body, fields: Vec::new() }
    }

    /// Has the browser keep it as a file.
    fn keep(&mut self, name: &str) {
        self.fields.push(("Content-Disposition", format!("attachment; filename=\"{name}\"")));
    }
}

impl<'a> Server<'a> {
    /// A server that listens.
    ///
    /// # Errors
    /// When it cannot listen there, or the system has no random numbers.
    pub(crate) fn new(
        engine: &'a Engine,
        config: &'a Config,
        settled: Option<&'a SettledFile>,
        lang: Option<&'a str>,
        listener: TcpListener,
    ) -> io::Result<Self> {
        let gate = Gate::new(listener.local_addr()?).map_err(io::Error::other)?;
        let (held, connections) = (Room::of(bounds::MOST_HELD), Room::of(bounds::MOST_CONNECTIONS));
        Ok(Self { engine, config, settled, lang, listener, gate, held, connections, turns: Turns::default() })
    }

    /// The address to open.
    pub(crate) fn url(&self) -> String {
        self.gate.url()
    }

    /// Answers until the program ends.
    pub(crate) fn serve(&self) {
        thread::scope(|scope| {
            loop {
                let Ok((stream, _)) = self.listener.accept() else {
                    thread::sleep(PAUSE);
                    continue;
                };
                if let Some(place) = self.connections.take(1) {
                    let answer = move || {
                        self.connection(stream);
                        drop(place);
                    };
                    if thread::Builder::new().spawn_scoped(scope, answer).is_err() {
                        thread::sleep(PAUSE);
                    }
                } else {
                    refuse_at_once(&stream);
                }
            }
        });
    }

    /// Reads one request, and answers it.
    fn connection(&self, stream: TcpStream) {
        let mut connection = Connection::new(stream);
        let head = match connection.head() {
            Ok(Some(head)) => head,
            Ok(None) => return,
            Err(refusal) => {
                let answer = refusal.answer(&frame::strings(self.lang));
                return connection.answer(&answer, true);
            }
        };
        let strings = self.strings(&head);
        let (answer, held) = match self.answer(&mut connection, &head, &strings) {
            Ok(answered) => answered,
            Err(refusal) => (refusal.answer(&strings), self.held.none()),
        };
        connection.answer(&answer, head.method != Method::Head);
        drop(held);
    }

    /// The words in the language that the page was asked for in, or else that the reader reads.
    fn strings(&self, head: &Head) -> Strings {
        let asked = head.query.split('&').find_map(|one| one.strip_prefix("lang=")).or(self.lang);
        let read = head.languages.split(',').filter_map(|one| one.split([';', '-']).next()).map(str::trim);
        let known = |tag: &&str| crate::report::html::LANGUAGES.contains(tag);
        frame::strings(asked.filter(|tag| known(tag)).or_else(|| read.into_iter().find(known)))
    }

    /// What a request is answered, and the room that this takes until it is sent.
    fn answer(&self, connection: &mut Connection, head: &Head, strings: &Strings) -> Result<(Answer, Taken<'_>), Refusal> {
        let small = |answer| Ok((answer, self.held.none()));
        // Browsers ask for it by themselves.
        if head.path == "/favicon.ico" {
            return small(Answer { status: "204 No Content", ..Answer::new(frame::HTML, Vec::new()) });
        }
        let path = self.gate.lets(head)?;
        match (head.method, path, Told::of(path)) {
            (Method::Get | Method::Head, "/", _) => small(page::answer(strings)),
            (Method::Get | Method::Head, "", _) => {
                let fields = vec![("Location", format!("{}/", head.path))];
                small(Answer { status: "308 Permanent Redirect", fields, ..Answer::new(frame::HTML, Vec::new()) })
            }
            (Method::Post, _, Some(told)) => self.form(connection, head, strings, told),
            (_, "/", _) | (_, _, Some(_)) => Err(Refusal::Method),
            _ => Err(Refusal::Nowhere),
        }
    }

    /// What a form is answered.
    fn form(
        &self,
        connection: &mut Connection,
        head: &Head,
        strings: &Strings,
        told: Told,
    ) -> Result<(Answer, Taken<'_>), Refusal> {
        let (body, held) = connection.body(head, bounds::MOST_BODY, &self.held)?;
        let asked = Asked::new(&form::parts(&head.content, &body)?, strings)?;
        drop(body);
        let _turn = self.turns.wait(bounds::TURN).ok_or(Refusal::Busy)?;
        // What panics in a check is lost, and nothing else.
        let check = || -> Result<Answer, Refusal> {
            if told == Told::Text {
                return self.text(asked);
            }
            let read = self.read(asked, told)?;
            drop(held);
            // All is written into memory: there is nothing that it could fail by.
            self.check(read, told, Some(strings.lang)).map_err(|_| Refusal::Failed)?
        };
        let answer = thread::scope(|scope| {
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, check);
            started.ok().and_then(|checked| checked.join().ok()).unwrap_or(Err(Refusal::Failed))
        })?;
        let sent = self.held.take(answer.body.len()).ok_or(Refusal::Busy)?;
        Ok((answer, sent))
    }
}

/// Says that there are too many connections, to a client that nothing was read of.
fn refuse_at_once(mut stream: &TcpStream) {
    const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let _ = stream.set_write_timeout(Some(PAUSE)).and_then(|()| io::Write::write_all(&mut stream, BUSY));
}
