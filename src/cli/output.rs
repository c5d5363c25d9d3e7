//! How output looks: colours, width, threads.

use crate::{
    report::{Complaint, human::Style},
    source::Loaded,
};
use clap::ValueEnum;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use supports_hyperlinks::Stream;

/// Arguments of every command.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// Print findings and errors, and nothing else
    #[arg(long, short, global = true)]
    quiet: bool,
    /// How many threads to use, at most four a core [default: one a core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    /// On a terminal, unless the environment has `NO_COLOR`; elsewhere if it has `FORCE_COLOR` or `CLICOLOR_FORCE`
    Auto,
    Always,
    Never,
}

/// The columns that are used where there is no terminal, and the most where there is one.
const WIDTH: usize = 80;
const WIDEST: usize = 120;

/// How files are written to.
pub(super) const PLAIN: Style = Style { color: false, width: WIDTH, links: false };

/// The most threads a core. More do not help, and thousands take minutes to start.
const THREADS_A_CORE: usize = 4;

/// Where output goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    pub(super) out: Style,
    err: Style,
    /// Whether standard error is a terminal.
    pub(super) is_seen: bool,
    /// Whether only findings and errors are told.
    pub(super) quiet: bool,
}

impl Args {
    /// Applies the arguments.
    pub(super) fn terminal(&self) -> Result<Terminal, rayon::ThreadPoolBuildError> {
        // The library of threads reads the variable by itself, and starts as many as it says.
        let asked = self.threads.map(usize::from).or_else(|| std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok());
        if let Some(threads) = asked {
            let most = std::thread::available_parallelism().map_or(1, usize::from) * THREADS_A_CORE;
            rayon::ThreadPoolBuilder::new().num_threads(threads.min(most)).build_global()?;
        }
        let style = |terminal: bool, stream| Style {
            color: self.color(terminal),
            width: if terminal { width() } else { WIDTH },
            links: terminal && self.color(terminal) && supports_hyperlinks::on(stream),
        };
        Ok(Terminal {
            out: style(io::stdout().is_terminal(), Stream::Stdout),
            err: style(io::stderr().is_terminal(), Stream::Stderr),
            is_seen: io::stderr().is_terminal(),
            quiet: self.quiet,
        })
    }

    fn color(&self, terminal: bool) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let force = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0");
        let forced = force("FORCE_COLOR") || force("CLICOLOR_FORCE");
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !set("NO_COLOR") && (terminal || forced),
        }
    }
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(60, WIDEST))
}

impl Terminal {
    /// Shows what could not be read, and what is wrong with what was.
    pub(super) fn loaded(&self, loaded: &Loaded) {
        self.problems(&loaded.problems);
        if self.quiet {
            return;
        }
        complain(|err| {
            crate::report::warnings(&loaded.warnings, self.err, err)?;
            crate::report::warnings(&loaded.left_out(), self.err, err)
        });
    }

    /// Shows what is wrong and kept nothing from being done.
    pub(super) fn warnings<C: Complaint>(&self, warnings: &[C]) {
        if !self.quiet {
            complain(|err| crate::report::warnings(warnings, self.err, err));
        }
    }

    /// Says what kept nothing from being done, in a line.
    pub(super) fn note(&self, message: Option<&str>) {
        if let Some(message) = message.filter(|_| !self.quiet) {
            super::complain(message);
        }
    }

    /// Shows what could not be read.
    pub(super) fn problems<C: Complaint>(&self, problems: &[C]) {
        complain(|err| crate::report::problems(problems, self.err, err));
    }
}

/// Writes to standard error. That nobody may be there to read it changes nothing of what is done: the exit status still tells.
pub(super) fn complain(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut err = BufWriter::new(io::stderr().lock());
    let _ = write(&mut err).and_then(|()| err.flush());
}

/// Standard output, written in large pieces.
pub(super) fn stdout() -> Out {
    Out { inner: BufWriter::with_capacity(1 << 16, io::stdout().lock()), gone: false }
}

/// Standard output. When its reader goes away, what is written is dropped: the reader has seen enough, and what was found, or could not be
/// done, still decides the exit status.
pub(super) struct Out {
    inner: BufWriter<StdoutLock<'static>>,
    gone: bool,
}

impl Out {
    /// Whether nobody reads any more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Drops what a reader that went away should have got; other errors say what could not be written.
    fn unless_gone<T>(&mut self, done: io::Result<T>, dropped: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(dropped)
            }
            Err(error) if error.kind() != ErrorKind::Interrupted => {
                Err(io::Error::new(error.kind(), format!("cannot write to standard output: {error}")))
            }
            done => done,
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let done = self.inner.write(bytes);
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let done = self.inner.flush();
        self.unless_gone(done, ())
    }
}
