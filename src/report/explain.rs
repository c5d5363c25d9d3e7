//! What rules check, in their own words, as `factlint explain` prints it.

use super::{clean::clean_lines, human::Style};
use crate::pack::{Example, Precision, Rule};
use std::io::{self, Write};

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
