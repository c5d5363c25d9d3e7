//! Bad input, as diagnostics that name the file and point at the place.

use super::{
    excerpt::{Rows, Spot, clean},
    human::Style,
};
use crate::source::Problem;
use miette::{Diagnostic, LabeledSpan, SourceCode};
use std::{
    fmt,
    io::{self, Write},
};

/// Writes the problems, one after another.
pub fn problems(problems: &[Problem], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let handler = style.handler();
    for problem in problems {
        let mut text = String::new();
        handler.render_report(&mut text, &Shown::new(problem, style)).map_err(io::Error::other)?;
        for line in text.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

#[derive(Debug)]
struct Shown {
    message: String,
    help: Option<String>,
    rows: Rows,
    labels: Vec<LabeledSpan>,
}

impl Shown {
    fn new(problem: &Problem, style: Style) -> Self {
        let mut rows = Rows::default();
        let mut labels = Vec::new();
        if let Some(place) = problem.place() {
            let spot = Spot { range: place.label.clone(), line: place.line, column: place.column };
            let name = problem.path().to_string_lossy();
            let spans = rows.add(&name, &place.excerpt, &[spot], style.row());
            labels = spans.into_iter().map(|span| LabeledSpan::new_with_span(Some("here".to_owned()), span)).collect();
        }
        Self { message: clean(&problem.to_string()), help: problem.help().map(|h| clean(&h)), rows, labels }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
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
