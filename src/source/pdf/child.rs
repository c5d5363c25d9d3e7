//! The process that a PDF is read in: this program again, with less memory and time.
//!
//! The PDF comes on its standard input, its lines leave it as JSON. Where no program was named ([`read_in`]), as in a program that uses the library,
//! the PDF is read in the process itself.

use super::{PdfError, layout::Line};
use std::{
    io::{self, BufReader, Read as _, Write as _},
    panic,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

/// How long a PDF may be read.
const LONGEST: Duration = Duration::from_secs(60);
/// How many bytes of memory the child may address.
#[cfg(unix)]
const MOST_MEMORY: u64 = 2 << 30;

static PROGRAM: OnceLock<(PathBuf, &'static str)> = OnceLock::new();

/// Names the program that reads PDFs when it is called with this argument. What it does then is [`answer`].
pub fn read_in(program: PathBuf, argument: &'static str) {
    // Who named it first is right.
    let _ = PROGRAM.set((program, argument));
}

/// What the child does: reads a PDF from standard input and writes its lines.
///
/// # Errors
/// When it cannot be read or written.
pub fn answer(most: u64) -> io::Result<()> {
    limit();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let lines = super::lines(&bytes, most);
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &lines)?;
    out.flush()
}

#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    // A system that knows no such limit has the time of the parent.
    let _ = setrlimit(Resource::As, most(MOST_MEMORY));
    let _ = setrlimit(Resource::Cpu, most(LONGEST.as_secs()));
    let _ = setrlimit(Resource::Core, most(0));
}

#[cfg(not(unix))]
fn limit() {}

/// The lines of a PDF, read in a child.
pub(super) fn lines(bytes: &[u8], most: u64) -> Result<Vec<Line>, PdfError> {
    let Some((program, argument)) = PROGRAM.get() else {
        // What the crate does not expect of a broken file is a problem of that file, here as it is in a child.
        return panic::catch_unwind(|| super::lines(bytes, most)).unwrap_or(Err(PdfError::Broken));
    };
    let mut command = Command::new(program);
    command.arg(argument).arg(most.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|e| PdfError::NoChild(e.to_string()))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                // A child that ends early does not read on.
                let _ = stdin.write_all(bytes);
            }
        });
        let read = scope.spawn(move || {
            // A line of text is a line of JSON of at most some ten times its length. It is read as it comes, so that there are never both.
            let longest = most.saturating_mul(16).saturating_add(1 << 20);
            let answer = BufReader::new(stdout?.take(longest));
            serde_json::from_reader::<_, Result<Vec<Line>, PdfError>>(answer).ok()
        });
        let started = Instant::now();
        let mut pause = Duration::from_millis(1);
        let ended = loop {
            match child.try_wait() {
                // None where the system ended it.
                Ok(Some(status)) => break status.code(),
                Ok(None) if started.elapsed() < LONGEST => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                _ => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break None;
                }
            }
        };
        let answer = read.join().ok().flatten();
        match ended {
            Some(0) => answer.unwrap_or(Err(PdfError::Broken)),
            // It ended itself over what no reader of such a file expects.
            Some(_) => Err(PdfError::Broken),
            None => Err(PdfError::Costly),
        }
    })
}
