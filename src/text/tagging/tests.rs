use super::model::row;
use super::*;
use crate::lexicon::Languages;
use crate::source::{Block, BlockKind};
use crate::text::{self, Span};
use std::iter::once;

fn tagged(language: &str, text: &str, by: impl FnOnce(&[Token], &Lexicon) -> Vec<Tag>) -> String {
    let languages = Languages::default();
    let Some(lexicon) = languages.get(language) else { return String::new() };
    let tokens = text::lex(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }], lexicon);
    by(&tokens, lexicon).iter().map(|tag| tag.name()).collect::<Vec<_>>().join(" ")
}

fn whole(tokens: &[Token], lexicon: &Lexicon) -> Vec<Tag> {
    tags(tokens, once(0..tokens.len()), lexicon)
}

/// Sentences and their tags; the tokens are those of the lexer.
#[cfg(feature = "models")]
const READ: [(&str, &str, &str); 12] = [
    ("en", "The ferry carried 240 passengers across the bay.", "DET NOUN VERB NUM NOUN ADP DET NOUN PUNCT"),
    ("en", "Karin Wexell scored twice for Lindby on Sunday.", "PROPN PROPN VERB ADV ADP PROPN ADP PROPN PUNCT"),
    ("en", "Prices rose by 4% and wages did not.", "NOUN VERB ADP NUM SYM CCONJ NOUN AUX PART PUNCT"),
    ("en", "They will judge the new judge by her work.", "PRON AUX VERB DET ADJ NOUN ADP PRON NOUN PUNCT"),
    ("en", "The storm that hit Harwick closed three schools.", "DET NOUN PRON VERB PROPN VERB NUM NOUN PUNCT"),
    ("en", "The company's new mill employs 60.", "DET NOUN PART ADJ NOUN VERB NUM PUNCT"),
    ("en", "We don't know if the bridge can be saved.", "PRON AUX VERB SCONJ DET NOUN AUX AUX VERB PUNCT"),
    ("sv", "Färjan tog 240 passagerare över fjärden.", "NOUN VERB NUM NOUN ADP NOUN PUNCT"),
    ("sv", "Bolaget har sålt två fabriker i Norge.", "NOUN AUX VERB NUM NOUN ADP PROPN PUNCT"),
    ("sv", "Priserna steg snabbt och lönerna ökade.", "NOUN VERB ADV CCONJ NOUN VERB PUNCT"),
    ("sv", "De nya skolorna ska öppna i augusti.", "DET ADJ NOUN AUX VERB ADP NOUN PUNCT"),
    ("sv", "Domstolen ansåg att mannen inte var skyldig.", "NOUN VERB SCONJ NOUN PART AUX ADJ PUNCT"),
];

#[cfg(feature = "models")]
#[test]
fn sentences_are_tagged() {
    let read = READ.map(|(language, text, _)| (text, tagged(language, text, whole)));
    let expected = READ.map(|(_, text, expected)| (text, expected.to_owned()));
    assert_eq!(read, expected);
}

#[cfg(feature = "models")]
#[test]
fn built_in_models_are_whole_and_damaged_ones_are_refused() {
    for (language, bytes) in crate::pack::embedded::TAGGERS {
        assert!(Model::read(bytes).is_some(), "{language}: trained for another version? (examples/train_tagger)");
        let mut damaged = bytes.to_vec();
        if let Some(last) = damaged.last_mut() {
            *last ^= 1;
        }
        assert!(Model::read(&damaged).is_none(), "{language}");
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none(), "{language}");
        assert!(Model::read(&bytes[..5]).is_none(), "{language}");
    }
    assert!(["en", "sv"].iter().all(|language| Model::built_in(language).is_some()));
}

#[test]
fn a_model_is_read_as_it_was_written() {
    let mut weights = vec![[0; MODELLED]; 2];
    weights[row(7, 31)][Tag::Verb as usize] = -3;
    let bytes = Model::write(1, &weights);
    let sum = Model::read(&bytes).map(|model| model.sum(&[7, 7]));
    assert_eq!(sum.map(|scores| scores[Tag::Verb as usize]), Some(-6));
}

#[test]
fn only_the_sentences_asked_for_are_tagged() {
    let second = |tokens: &[Token], lexicon: &Lexicon| tags(tokens, once(3..6), lexicon);
    let all = tagged("en", "It rained. Nobody came.", second);
    assert!(all.starts_with("X X X ") && all.ends_with(" PUNCT") && !all[6..].contains('X'), "{all}");
}

#[cfg(feature = "models")]
#[test]
fn texts_before_change_no_tag() {
    let mut taggers = Taggers::default();
    let mut after = |text: &str| tagged("en", text, |tokens, lexicon| taggers.tags(tokens, once(0..tokens.len()), lexicon));
    let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
    let word = |n: u32| [letter(n), letter(n / 26), letter(n / 676), letter(n / 17_576), ' '];
    let many: String = (0..REMEMBERED).flat_map(word).chain("They don’t. We don't.".chars()).collect();
    assert_eq!(after(&many), tagged("en", &many, whole));
    for (_, text, expected) in READ.iter().filter(|(language, ..)| *language == "en") {
        assert_eq!(after(text), *expected);
    }
}

#[test]
fn without_a_model_senses_tell() {
    let senses = |tokens: &[Token], _: &Lexicon| {
        let mut tags = vec![Tag::default(); tokens.len()];
        senses::tag(tokens, &mut tags);
        tags
    };
    let table = [
        ("de", "Die Stadt und 12 Dörfer wählten Anna Vogt.", "DET NOUN CCONJ NUM NOUN NOUN PROPN PROPN PUNCT"),
        ("en", "The town of Harwick is in Essex & has 3%.", "DET NOUN ADP PROPN AUX ADP PROPN CCONJ AUX NUM SYM PUNCT"),
        ("sv", "Staden och tre byar i Norge är kvar.", "NOUN CCONJ NUM NOUN ADP PROPN AUX NOUN PUNCT"),
    ];
    for (language, text, expected) in table {
        assert_eq!(tagged(language, text, senses), expected, "{text}");
    }
    // A language that has words and no treebank.
    let text = "Die Stadt hat 12 Schulen.";
    assert_eq!(tagged("de", text, whole), tagged("de", text, senses));
}

#[test]
fn tags_have_their_names() {
    for tag in Tag::ALL {
        assert_eq!(Tag::named(tag.name()), Some(tag));
    }
    assert_eq!(Tag::ALL.map(|tag| tag as usize), std::array::from_fn(|n| n));
}
