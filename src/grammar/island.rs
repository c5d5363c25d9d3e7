//! Where a mention may begin: most words are passed over by their classes alone.

use super::Place;
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};

/// Whether a mention may begin with this token; most words end here.
pub(super) fn may_begin(t: &Token) -> bool {
    match t.kind {
        TokenKind::Digits => true,
        TokenKind::Punct(c) => !matches!(c, '"' | '(' | ')' | ';' | '?' | '!' | '”' | '“'),
        TokenKind::Word => t.fused.is_some() || !t.is_plain() || may_be_roman(t),
    }
}

/// Whether a word is written in the letters of Roman numerals.
fn may_be_roman(t: &Token) -> bool {
    t.capital && t.text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// The classes with a value of their own, which every number, rank and quantity has a word of.
const VALUED: ClassSet = ClassSet::new(&[
    Class::Cardinal,
    Class::Multiplier,
    Class::Collective,
    Class::IndefinitePlural,
    Class::VagueNumber,
    Class::Ordinal,
    Class::FractionPart,
    Class::Half,
    Class::AgedMarker,
    Class::AgeSuffix,
    Class::TimesFactor,
]);

/// The classes with which a number, a rank or a quantity begins. A reader below the calendar's whose mentions begin with another class
/// adds it here.
const NUMERIC: ClassSet = VALUED.with(&[
    Class::Minus,
    Class::HedgeAbout,
    Class::HedgeMoreThan,
    Class::HedgeAtLeast,
    Class::HedgeLessThan,
    Class::HedgeAtMost,
    Class::HedgeNearly,
    Class::HedgeJustOver,
    Class::HedgeExact,
    Class::Between,
    Class::RangeFrom,
    Class::Currency,
    Class::CurrencySign,
    Class::Percent,
    Class::Every,
]);

/// How many words may stand before that one ("not quite as many as").
const BEFORE_VALUE: usize = 6;

/// Whether a number, a rank or a quantity may begin here: articles only before what goes on as one, and hedges, signs and "from" only
/// with a figure beside them.
pub(super) fn may_be_numeric(place: Place) -> bool {
    let numeric = |t: &Token| !t.is_word() || t.fused.is_some() || t.may_be_any(&NUMERIC);
    let valued = |t: &Token| match t.kind {
        TokenKind::Digits => true,
        TokenKind::Punct(c) if !c.is_ascii() => true,
        _ => t.fused.is_some() || t.may_be_any(&VALUED),
    };
    place.token().is_some_and(|t| {
        may_be_roman(t)
            || (numeric(t) || t.is(Class::Article) && place.ahead(1).is_some_and(numeric))
                && place.tokens[place.at..].iter().take(BEFORE_VALUE).any(valued)
    })
}
