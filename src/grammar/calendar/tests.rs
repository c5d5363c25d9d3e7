//! What the grammar of time reads of whole cycles, and what stays sure of it. The phrases, in each language, are in `tests/times.tsv`.

mod every_year;
mod written;

use crate::grammar::{Context, Mention, mentions};
use crate::lexicon::Languages;
use crate::source::{Block, BlockKind};
use crate::text::{Span, lex, sentences};
use jiff::civil::Date;
use std::sync::OnceLock;

/// All mentions in a sentence.
fn all(lang: &str, text: &str, date: Option<Date>) -> Vec<Mention> {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    let lexicon = LANGUAGES.get_or_init(Languages::default).get(lang).expect("a built-in language");
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let mut tokens = lex(text, &[block], lexicon);
    let sentences = sentences(&mut tokens);
    mentions(&tokens, &sentences, &Context { lexicon, date })
}

/// Each row: a sentence, and what is read of it.
fn compare(rows: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (text, wanted) in rows {
        let found = read(text);
        if found != *wanted {
            wrong.push(format!("{text:?}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
