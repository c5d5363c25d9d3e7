//! The formats of `check`, and where each goes.

use super::output::{self, Terminal};
use crate::{
    report::{Report, csv, github, gitlab, html, human, json, markdown, rdjson, sarif, xml},
    store,
};
use clap::{ValueEnum, builder::PossibleValuesParser};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Arguments about how findings are printed.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// How findings are printed; with `=FILE` behind it, to a file; may be given several times. For people: human, markdown, html; for tools: json,
    /// jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, csv
    #[arg(long, value_parser = target, default_value = "human", value_name = "FORMAT[=FILE]", action = clap::ArgAction::Append)]
    format: Vec<Target>,
    /// The file that the format without a file of its own goes to, instead of standard output
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// The most findings that are shown to people; all are counted
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// The most findings of one rule that are shown to people
    #[arg(long, value_name = "N")]
    max_per_rule: Option<usize>,
    /// The language of `--format html` [default: that of the first text]
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(html::LANGUAGES))]
    pub(super) page_lang: Option<String>,
}

/// A format, and the file that it goes to.
#[derive(Debug, Clone)]
struct Target {
    format: Format,
    file: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Checkstyle,
    Rdjson,
    Markdown,
    Html,
    Csv,
}

fn target(text: &str) -> Result<Target, String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
    if file == Some("") {
        return Err(format!("name the file: `{name}=report`"));
    }
    let format = Format::from_str(name, false).map_err(|_| {
        let known: Vec<String> =
            Format::value_variants().iter().filter_map(|f| Some(f.to_possible_value()?.get_name().to_owned())).collect();
        let near = crate::source::nearest(name, known.iter().map(String::as_str));
        near.map_or_else(|| format!("one of {}", known.join(", ")), |near| format!("did you mean `{near}`?"))
    })?;
    Ok(Target { format, file: file.map(PathBuf::from) })
}

impl Args {
    /// What is wrong with them, if anything is.
    pub(super) fn complaint(&self) -> Option<&'static str> {
        let to_stdout = self.format.iter().filter(|target| target.file.is_none()).count();
        match (to_stdout, &self.output_file) {
            (0, Some(_)) => Some("`--output-file` is for a format without a file of its own"),
            (0 | 1, _) => None,
            _ => Some("two formats cannot both go to standard output; write one as `FORMAT=FILE`"),
        }
    }

    /// The files that reports are written to.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.format.iter().filter_map(|target| target.file.as_deref()).chain(self.output_file.as_deref())
    }

    /// Writes the report in all formats: each file whole or not at all.
    pub(super) fn write(&self, report: &Report, terminal: &Terminal) -> io::Result<()> {
        let extent = human::Extent { quiet: terminal.quiet, findings: self.max_findings, of_rule: self.max_per_rule };
        for Target { format, file } in &self.format {
            if let Some(file) = file.as_ref().or(self.output_file.as_ref()) {
                let mut content = Vec::new();
                format.write(report, extent, output::PLAIN, &mut content)?;
                store::write(file, &content)?;
            } else {
                let mut out = output::stdout();
                format.write(report, extent, terminal.out, &mut out)?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

impl Format {
    fn write(self, report: &Report, extent: human::Extent, style: human::Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human => human::write_some(report, extent, style, out),
            Self::Json => json::write(report, out),
            Self::Jsonl => json::write_lines(report, out),
            Self::Sarif => sarif::write(report, out),
            Self::Github => github::write(report, out),
            Self::Gitlab => gitlab::write(report, out),
            Self::Junit => xml::junit(report, out),
            Self::Checkstyle => xml::checkstyle(report, out),
            Self::Rdjson => rdjson::write(report, out),
            Self::Markdown => markdown::write(report, out),
            Self::Html => html::write(report, out),
            Self::Csv => csv::write(report, out),
        }
    }
}
