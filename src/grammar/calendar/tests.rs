//! What the grammar of time reads, by tables of examples in each language.

mod english;
mod swedish;

use crate::grammar::{Context, Kind, Reading, mentions};
use crate::lexicon::Languages;
use crate::source::{Block, BlockKind};
use crate::text::{Span, lex, sentences};
use jiff::civil::Date;

/// The mentions of time in a sentence, outermost only, in order: text and value (EDTF, ISO 8601 or a time of day; "none" for a
/// day that does not exist).
fn read(lang: &str, text: &str, date: Option<Date>) -> Vec<(String, String)> {
    let languages = Languages::default();
    let lexicon = languages.get(lang).expect("a built-in language");
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let mut tokens = lex(text, &[block], lexicon);
    let sentences = sentences(&mut tokens);
    let mut end = 0;
    let mut all = Vec::new();
    for m in mentions(&tokens, &sentences, &Context { lexicon, date }) {
        let value = match &m.reading {
            Reading::Days { days, .. } => days.map_or("none".to_owned(), |d| d.edtf()),
            Reading::Period(period) => period.iso8601.clone(),
            Reading::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
            _ => continue,
        };
        if !matches!(m.kind, Kind::Date | Kind::DateRange | Kind::Duration | Kind::Time) || m.first < end {
            continue;
        }
        end = m.end;
        all.push((m.span.of(text).to_owned(), value));
    }
    all
}

/// Each row: a sentence, and what is read of it as `text=value`, joined by `; `.
fn check(lang: &str, date: Option<Date>, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, wanted) in rows {
        let found = read(lang, text, date).into_iter().map(|(t, v)| format!("{t}={v}")).collect::<Vec<_>>().join("; ");
        if found != *wanted {
            wrong.push(format!("{text:?}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
