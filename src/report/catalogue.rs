//! All rules as one page of Markdown: `docs/rules.md`.

use crate::check::Severity;
use crate::pack::{Example, Packs, Rule};
use std::fmt::Write as _;

/// The examples of each kind that the page shows.
const SHOWN: usize = 2;

/// The page: a table of each pack's rules, and a section for each rule.
#[must_use]
pub fn markdown(packs: &Packs) -> String {
    let mut page = String::from(
        "# Rules\n\nMade from the rule files by `FACTLINT_UPDATE=1 cargo test --test rules`; change those, not this page. \
         `factlint explain RULE` shows all examples of a rule.\n",
    );
    for pack in &packs.packs {
        let rules: Vec<&Rule> = packs.rules.all().iter().filter(|r| r.pack == pack.manifest.name).collect();
        let off = if pack.manifest.enabled { "" } else { " Off unless `--enable` names it." };
        // Writing to a string does not fail.
        let _ = write!(page, "\n## {}\n\n{}{off}\n\n", pack.manifest.name, pack.manifest.summary);
        page += "| rule | severity | what it checks |\n|---|---|---|\n";
        for rule in &rules {
            let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {2} |", rule.id, severity(rule), rule.file.summary.trim());
        }
        for rule in &rules {
            section(rule, &mut page);
        }
    }
    page
}

fn severity(rule: &Rule) -> &'static str {
    match rule.file.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn section(rule: &Rule, page: &mut String) {
    let file = &rule.file;
    let _ = write!(page, "\n### {}\n\n{} {}\n\n{}\n", rule.id, file.summary.trim(), file.why.trim(), file.fix.trim());
    for (title, examples) in [("Reported", &file.invalid), ("Not reported", &file.valid)] {
        let _ = write!(page, "\n{title}:\n\n");
        examples.iter().take(SHOWN).for_each(|e| example(e, page));
    }
}

/// An example as a list item, its documents apart.
fn example(example: &Example, page: &mut String) {
    let one = example.text.iter().map(|text| (text, &example.date));
    let texts = one.chain(example.documents.iter().map(|d| (&d.text, &d.date)));
    let texts: Vec<String> = texts
        .map(|(text, date)| {
            let date = date.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
            format!("“{}”{date}", text.trim().replace('\n', " "))
        })
        .collect();
    let _ = writeln!(page, "- {}", texts.join("\n  and ").replace('*', "\\*").replace('<', "&lt;"));
}
