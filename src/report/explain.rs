//! What rules check, in their own words, as `factlint explain` prints it.

use super::{
    clean::clean_lines,
    human::Style,
    json::{self, SCHEMA},
};
use crate::{
    check::Severity,
    pack::{Example, Precision, Rule},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// What `factlint explain --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct All<'a> {
    /// The version of this schema.
    schema: u32,
    rules: Vec<Told<'a>>,
}

/// What a rule says of itself, in short.
#[derive(Debug, Serialize, JsonSchema)]
struct Told<'a> {
    /// The rule's id.
    id: &'a str,
    /// The pack that it stands in.
    pack: &'a str,
    /// What its findings weigh.
    severity: Severity,
    /// What it checks, in one sentence.
    summary: &'a str,
}

/// What `factlint explain RULE --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Whole<'a> {
    /// The version of this schema.
    schema: u32,
    #[serde(flatten)]
    rule: Told<'a>,
    /// Why it matters.
    why: &'a str,
    /// What to do about its findings.
    fix: &'a str,
    /// How often it was right in its author's own texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Judged>,
    /// Texts in which it finds something.
    reported: Vec<Shown<'a>>,
    /// Texts in which it finds nothing.
    not_reported: Vec<Shown<'a>>,
}

/// Findings that somebody judged.
#[derive(Debug, Serialize, JsonSchema)]
struct Judged {
    /// How many were right,
    right: usize,
    /// of so many.
    judged: usize,
}

/// An example of a rule.
#[derive(Debug, Serialize, JsonSchema)]
struct Shown<'a> {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    shows: Option<&'a str>,
    texts: Vec<Dated<'a>>,
}

/// A text of an example.
#[derive(Debug, Serialize, JsonSchema)]
struct Dated<'a> {
    text: &'a str,
    /// The day on which it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
}

fn told(rule: &Rule) -> Told<'_> {
    let severity = rule.weigh(rule.file.severity);
    Told { id: &rule.id, pack: &rule.pack, severity, summary: rule.file.summary.trim() }
}

/// The rules, as JSON.
pub fn list_json(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    json::value(&All { schema: SCHEMA, rules: rules.iter().map(|rule| told(rule)).collect() }, out)?;
    writeln!(out)
}

/// All that a rule says of itself, as JSON.
pub fn rule_json(rule: &Rule, judged: Option<Precision>, out: &mut dyn Write) -> io::Result<()> {
    let whole = Whole {
        schema: SCHEMA,
        rule: told(rule),
        why: rule.file.why.trim(),
        fix: rule.file.fix.trim(),
        precision: judged.map(|Precision { right, judged }| Judged { right, judged }),
        reported: rule.file.invalid.iter().map(shown).collect(),
        not_reported: rule.file.valid.iter().map(shown).collect(),
    };
    json::value(&whole, out)?;
    writeln!(out)
}

fn shown(example: &Example) -> Shown<'_> {
    let one = example.text.iter().map(|text| (text, &example.date));
    let texts = one.chain(example.documents.iter().map(|document| (&document.text, &document.date)));
    let texts = texts.map(|(text, date)| Dated { text, date: date.as_deref() }).collect();
    Shown { shows: example.shows.as_deref(), texts }
}

/// Writes one line a rule: its id, severity and summary.
pub fn list(rules: &[&Rule], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        let severity = severity(rule);
        let first = format!("{:width$}  {severity:<7}  ", rule.id);
        let rest = " ".repeat(first.len());
        paragraph(&rule.file.summary, &first, &rest, style, out)?;
    }
    Ok(())
}

/// Writes all that a rule says of itself, and how often it was right where its author looked.
pub fn rule(rule: &Rule, judged: Option<Precision>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})\n", rule.id, severity(rule))?;
    paragraph(&rule.file.summary, "", "", style, out)?;
    for (title, text) in [("Why", &rule.file.why), ("Fix", &rule.file.fix)] {
        writeln!(out, "\n{title}")?;
        paragraph(text, "  ", "  ", style, out)?;
    }
    if let Some(Precision { right, judged }) = judged {
        let findings = if judged == 1 { "finding" } else { "findings" };
        let said = format!("judged on {judged} {findings} in its author's own texts: {right} right");
        writeln!(out, "\nPrecision")?;
        paragraph(&said, "  ", "  ", style, out)?;
    }
    for (title, examples) in [("Reported", &rule.file.invalid), ("Not reported", &rule.file.valid)] {
        if !examples.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for example in examples {
            self::example(example, style, out)?;
        }
    }
    Ok(())
}

fn severity(rule: &Rule) -> &'static str {
    match rule.file.severity {
        crate::check::Severity::Error => "error",
        crate::check::Severity::Warning => "warning",
        crate::check::Severity::Info => "note",
    }
}

/// An example: a dash before the first of its documents, and what it shows before them.
fn example(example: &Example, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let one = example.text.iter().map(|text| (text, &example.date));
    let texts = one.chain(example.documents.iter().map(|document| (&document.text, &document.date)));
    let mut first = "  - ";
    if let Some(shows) = &example.shows {
        paragraph(&format!("({shows})"), first, "    ", style, out)?;
        first = "    ";
    }
    for (text, date) in texts {
        let date = date.as_ref().map(|date| format!("{date}: ")).unwrap_or_default();
        paragraph(&format!("{date}{text}"), first, "    ", style, out)?;
        first = "    ";
    }
    Ok(())
}

/// Writes a text with its lines broken at the terminal's width; line ends within it are kept.
fn paragraph(text: &str, first: &str, rest: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let text = clean_lines(text);
    let options = textwrap::Options::new(style.width).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(text.trim_end(), options).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}
