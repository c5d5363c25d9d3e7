//! How far a run has got that takes longer than a second: one line on standard error that is taken away at the end. Where that is no
//! terminal, or quiet is asked for, nothing is shown.

use super::output::{self, Terminal};
use std::{
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Shorter runs show nothing.
const AFTER: Duration = Duration::from_secs(1);
/// How often the line is written.
const EVERY: Duration = Duration::from_millis(100);

/// What was done so far.
#[derive(Debug)]
pub(super) struct Progress {
    shown: bool,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    files: AtomicU64,
    bytes: AtomicU64,
    checks: AtomicBool,
    ended: Mutex<bool>,
    end: Condvar,
}

/// A line that is shown until this is dropped.
#[derive(Debug)]
pub(super) struct Line {
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Nothing is done yet.
    pub(super) fn new(terminal: &Terminal) -> Self {
        Self { shown: terminal.is_seen && !terminal.quiet, state: Arc::default() }
    }

    /// A file of so many bytes was read.
    pub(super) fn read(&self, bytes: u64) {
        self.state.files.fetch_add(1, Ordering::Relaxed);
        self.state.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// All files were read, and their texts are checked.
    pub(super) fn checks(&self) {
        self.state.checks.store(true, Ordering::Relaxed);
    }

    /// Shows the line, once the run has taken long enough.
    pub(super) fn show(&self) -> Line {
        let state = self.state.clone();
        let shared = state.clone();
        let thread = self.shown.then(|| thread::Builder::new().spawn(move || shared.draw()).ok()).flatten();
        Line { state, thread }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        *self.state.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.state.end.notify_all();
        if let Some(thread) = self.thread.take() {
            // It ends by itself; that it could not write is no matter.
            let _ = thread.join();
        }
        *self.state.ended.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl State {
    /// Writes the line again and again until the end, and takes it away then.
    fn draw(&self) {
        let (mut wait, mut drawn) = (AFTER, false);
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        while !*ended {
            let (now, waited) = self.end.wait_timeout(ended, wait).unwrap_or_else(PoisonError::into_inner);
            ended = now;
            if waited.timed_out() && !*ended {
                output::complain(|err| write!(err, "\r\u{1b}[K{}", self.line()));
                (wait, drawn) = (EVERY, true);
            }
        }
        if drawn {
            output::complain(|err| write!(err, "\r\u{1b}[K"));
        }
    }

    fn line(&self) -> String {
        let doing = if self.checks.load(Ordering::Relaxed) { "checking" } else { "reading" };
        let (files, bytes) = (self.files.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed));
        let tenths = bytes / 100_000;
        let ending = if files == 1 { "" } else { "s" };
        format!("{doing}: {files} file{ending}, {}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_files_and_bytes() {
        let progress = Progress { shown: false, state: Arc::default() };
        assert_eq!(progress.state.line(), "reading: 0 files, 0.0 MB");
        progress.read(1_250_000);
        assert_eq!(progress.state.line(), "reading: 1 file, 1.2 MB");
        progress.read(20_000_000);
        progress.checks();
        assert_eq!(progress.state.line(), "checking: 2 files, 21.2 MB");
        drop(progress.show());
    }
}
