//! What figures are about, in both languages: tables of a sentence, one of its figures, and the words of its slots.

use super::{About, Analysis, Keys, Role};
use crate::grammar::{Context, mentions};
use crate::lexicon::Languages;
use crate::pack::{Options, Packs};
use crate::source::{Block, BlockKind, Document, Metadata, Origin};
use crate::text::Span;
use crate::text::{Tag, lex, sentences, tags};

fn document(text: &str) -> Document {
    Document {
        name: "t".into(),
        meta: Metadata::default(),
        text: text.into(),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
        origin: Origin::Identity { skipped: 0 },
        raw: text.into(),
    }
}

/// Reads a text and hands over what each of its outermost mentions is about, with its words.
fn read<T>(language: &str, text: &str, take: impl FnOnce(&Analysis, Vec<(String, About)>) -> T) -> T {
    let document = document(text);
    let mut packs = Packs::load(&Options::default());
    let languages = Languages::with(std::mem::take(&mut packs.words));
    let lexicon = languages.get(language).unwrap_or_else(|| panic!("no {language}"));
    let mut tokens = lex(&document.text, &document.blocks, lexicon);
    let sentences = sentences(&mut tokens);
    let mentions = mentions(&tokens, &sentences, &Context { lexicon, date: None });
    let entities = packs.gazetteer.read(&tokens, lexicon).found;
    let tags: Vec<Tag> = tags(&tokens, sentences.iter().map(|s| s.tokens.clone()), lexicon);
    let analysis = Analysis { document: &document, lexicon, tokens, tags, sentences, mentions, entities };
    let mut covered = 0;
    let mut found = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let Some(parsed) = analysis.parsed(index, 1) else { continue };
        for mention in analysis.mentions_in(&sentence.tokens).filter(|m| m.end as usize > 0) {
            if mention.end > covered {
                covered = mention.end;
                found.push((mention.span.of(&document.text).to_owned(), analysis.about(&parsed, mention)));
            }
        }
    }
    take(&analysis, found)
}

/// The words of the text whose keys are in the slot, lower-cased.
fn words(analysis: &Analysis, keys: &Keys) -> String {
    let mut seen: Vec<String> = Vec::new();
    for at in 0..analysis.tokens.len() {
        let word = analysis.tokens[at].text.to_lowercase();
        if analysis.tokens[at].is_word() && analysis.keys_of(at).iter().any(|k| keys.has(*k)) && !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen.join(" ")
}

fn names(analysis: &Analysis, about: &About, roles: &'static [Role]) -> String {
    let text = |n: &super::Name| {
        let range = n.tokens.start as usize..n.tokens.end as usize;
        analysis.tokens[range.start].span.to(analysis.tokens[range.end - 1].span).of(&analysis.document.text).to_owned()
    };
    about.named(roles).map(text).collect::<Vec<_>>().join(", ")
}

/// `head | modifiers | container | verb | subject | owner and subject names`, of the figure that contains these words.
fn told(language: &str, text: &str, figure: &str) -> String {
    read(language, text, |analysis, found| {
        let Some((_, about)) = found.iter().find(|(words, _)| words.contains(figure)) else { return format!("no {figure}") };
        let slots = [&about.head, &about.modifiers, &about.container, &about.verb, &about.subject].map(|k| words(analysis, k));
        format!("{} | {}", slots.join(" | "), names(analysis, about, &[Role::Owner, Role::Subject, Role::Before]))
    })
}

#[test]
fn what_a_figure_is_about_in_english() {
    for (text, figure, expected) in [
        ("The Ilmen Observatory has three telescopes.", "three", "telescopes | | | | | Ilmen Observatory"),
        ("Tessera, whose nine looms run day and night, weaves sails.", "nine", "looms | | | run | | Tessera"),
        ("The grant paid to Havkraft was 6.4 million kroner.", "6.4", "| | | paid | grant | "),
        ("Dr Omolo was paid 4.6 million shillings.", "4.6", "| | | paid | | Dr Omolo"),
        ("The court ordered a fine of 3 million euros.", "3", "| | fine | ordered | court | "),
        ("Opened in 1974, the Marten Bridge carries 11,000 trucks a day.", "1974", "| | | opened | | Marten Bridge"),
        ("Opened in 1974, the Marten Bridge carries 11,000 trucks a day.", "11,000", "trucks | | | carries | | Marten Bridge"),
        ("The 12 ports of Norway were closed by ice.", "12", "ports | | | closed | | Norway"),
    ] {
        assert_eq!(
            told("en", text, figure).split_whitespace().collect::<Vec<_>>().join(" "),
            expected.split_whitespace().collect::<Vec<_>>().join(" "),
            "{text}"
        );
    }
}

#[test]
fn what_a_figure_is_about_in_swedish() {
    for (text, figure, expected) in [
        ("Rederiet Vindvik har sju färjor.", "sju", "färjor | | | | | Rederiet Vindvik"),
        ("I våras hade mässan 14 000 besökare.", "14 000", "besökare | | | | mässan | "),
        ("Toppen Store Harsa, 2 310 meter över havet, bestegs i går.", "2 310", "| | havet | | | Store Harsa"),
        ("Domstolen dömde ut en bot på 40 miljoner kronor.", "40", "| | bot | dömde | domstolen | "),
    ] {
        assert_eq!(
            told("sv", text, figure).split_whitespace().collect::<Vec<_>>().join(" "),
            expected.split_whitespace().collect::<Vec<_>>().join(" "),
            "{text}"
        );
    }
}
