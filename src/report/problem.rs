//! Bad input, as diagnostics that name the file and point at the place.

use super::{
    clean::clean,
    excerpt::{Rows, Spot},
    human::Style,
};
use crate::{
    annotate::AnnotateError,
    fix::Unfixed,
    pack::PackProblem,
    settle,
    source::{Place, Problem},
};
use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};
use std::{
    fmt,
    io::{self, Write},
    path::Path,
};

/// What can be shown as a diagnostic; its text is the message.
pub trait Complaint: fmt::Display {
    /// The place to look at.
    fn place(&self) -> Option<&Place>;
    /// The file or folder that it is about.
    fn path(&self) -> &Path;
    /// What to do about it.
    fn help(&self) -> Option<String>;
    /// What stands at the place, said short.
    fn label(&self) -> &'static str;
}

impl Complaint for Problem {
    fn place(&self) -> Option<&Place> {
        self.place()
    }
    fn path(&self) -> &Path {
        self.path()
    }
    fn help(&self) -> Option<String> {
        self.help()
    }
    fn label(&self) -> &'static str {
        "here"
    }
}

impl Complaint for PackProblem {
    fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
    fn path(&self) -> &Path {
        &self.path
    }
    fn help(&self) -> Option<String> {
        self.help()
    }
    fn label(&self) -> &'static str {
        self.label()
    }
}

impl Complaint for settle::Complaint {
    fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
    fn path(&self) -> &Path {
        &self.path
    }
    fn help(&self) -> Option<String> {
        self.help()
    }
    fn label(&self) -> &'static str {
        "here"
    }
}

impl Complaint for Unfixed {
    fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }
    fn path(&self) -> &Path {
        &self.path
    }
    fn help(&self) -> Option<String> {
        self.help()
    }
    fn label(&self) -> &'static str {
        "here"
    }
}

impl Complaint for AnnotateError {
    fn place(&self) -> Option<&Place> {
        if let Self::Unread(problem) = self { problem.place() } else { None }
    }
    fn path(&self) -> &Path {
        self.path()
    }
    fn help(&self) -> Option<String> {
        if let Self::Unread(problem) = self { problem.help() } else { None }
    }
    fn label(&self) -> &'static str {
        "here"
    }
}

/// Writes the problems, one after another.
pub fn problems<C: Complaint>(problems: &[C], style: Style, out: &mut dyn Write) -> io::Result<()> {
    listed(problems, Severity::Error, style, out)
}

/// Writes what is wrong and kept nothing from being done, one after another.
pub fn warnings<C: Complaint>(warnings: &[C], style: Style, out: &mut dyn Write) -> io::Result<()> {
    listed(warnings, Severity::Warning, style, out)
}

fn listed<C: Complaint>(problems: &[C], severity: Severity, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let handler = style.handler();
    for problem in problems {
        let mut text = String::new();
        handler.render_report(&mut text, &Shown::new(problem, severity, style)).map_err(io::Error::other)?;
        for line in text.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    help: Option<String>,
    rows: Rows,
    labels: Vec<LabeledSpan>,
}

impl Shown {
    fn new(problem: &impl Complaint, severity: Severity, style: Style) -> Self {
        let mut rows = Rows::default();
        let mut labels = Vec::new();
        if let Some(place) = problem.place() {
            let spot = Spot { range: place.label.clone(), line: place.line, column: place.column, name: None, note: 0 };
            let name = problem.path().to_string_lossy();
            let spans = rows.add(&name, &place.excerpt, &[spot], style.row());
            labels = spans.into_iter().map(|span| LabeledSpan::new_with_span(Some(problem.label().to_owned()), span)).collect();
        }
        Self { message: clean(&problem.to_string()), severity, help: problem.help().map(|h| clean(&h)), rows, labels }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.rows)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as _)
    }
}
