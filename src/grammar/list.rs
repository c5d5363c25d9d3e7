//! Lists of names: "Belgium, the Netherlands and Luxembourg".
//!
//! ```text
//! list  = item , { "," , item } , [ "," ] , ( and | or | as-well-as ) , item        two items at least
//!       | item , "," , item , { "," , item }                                       three items at least
//! item  = [ definite-article ] , name
//! name  = name-word , { [ hyphen ] , name-word | of , [ definite-article ] , name-word | "'s" }
//! ```

use super::tokens::{class, mark, miss, satisfy};
use super::{Item, Parsed, Tokens};
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// A list and whether it is closed. `at` is the index of the first token in the document.
pub(crate) fn list(input: Tokens, at: u32) -> Parsed<(Vec<Item>, bool)> {
    let whole = input.0.len();
    let place = |rest: &Tokens| at + (whole - rest.0.len()) as u32;
    let (mut rest, first) = item(input, at)?;
    let mut items = vec![first];
    let mut joined = false;
    loop {
        // The last item follows a conjunction; a comma may stand before it.
        let ending = (opt(mark(',')), conjunction).parse(rest);
        if let Ok((after, _)) = ending
            && let Ok((after, next)) = item(after, place(&after))
        {
            items.push(next);
            rest = after;
            joined = true;
            break;
        }
        let Ok((after, _)) = mark(',')(rest) else { break };
        let Ok((after, next)) = item(after, place(&after)) else { break };
        items.push(next);
        rest = after;
    }
    if items.len() < if joined { 2 } else { 3 } {
        return miss(input);
    }
    let (rest, more) = opt((opt(mark(',')), class(Class::ListMore))).parse(rest)?;
    Ok((rest, (items, more.is_none())))
}

fn conjunction(input: Tokens) -> Parsed<()> {
    alt((class(Class::And), class(Class::AsWellAs), class(Class::Or))).map(|_| ()).parse(input)
}

/// One item: a name, its article left out.
pub(crate) fn item(input: Tokens, at: u32) -> Parsed<Item> {
    let (rest, article) = opt(class(Class::DefiniteArticle)).parse(input)?;
    let first = at + u32::from(article.is_some());
    let (after, name) = name(rest)?;
    let span = name.0[0].span.to(name.0[name.0.len() - 1].span);
    Ok((after, Item { first, end: first + name.0.len() as u32, span }))
}

/// A name: words with a capital, with "of" and hyphens between them.
fn name(input: Tokens) -> Parsed<Tokens> {
    let (mut rest, _) = satisfy(name_word)(input)?;
    while let Ok((after, ())) = alt((
        satisfy(name_word).map(|_| ()),
        (satisfy(|t| t.glued && (t.is_punct('-') || t.is_punct('–'))), satisfy(|t| t.glued && t.is_word())).map(|_| ()),
        (class(Class::Of), opt(class(Class::DefiniteArticle)), satisfy(name_word)).map(|_| ()),
        satisfy(possessive).map(|_| ()),
    ))
    .parse(rest)
    {
        rest = after;
    }
    let taken = input.0.len() - rest.0.len();
    Ok((rest, Tokens(&input.0[..taken])))
}

fn name_word(t: &Token) -> bool {
    t.is_word() && t.capital && !t.is(Class::Pronoun) && !(t.is(Class::DefiniteArticle) && t.starts_sentence)
}

fn possessive(t: &Token) -> bool {
    t.glued && t.kind == TokenKind::Word && t.text.starts_with(['\'', '\u{2019}'])
}
