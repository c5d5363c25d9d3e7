//! Numbers in digits: groups of thousands, decimals, powers, fractions, suffixes.

use super::fraction::vulgar;
use super::tokens::{glued_mark, hit, miss};
use super::{Amount, Parsed, Tokens};
use crate::lexicon::{Class, NumberStyle};
use crate::text::{Token, TokenKind};
use crate::value::Number;

/// A number as it is written, before hedges and units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// The number.
    pub(super) value: Number,
    /// One unit of the last digit printed; 0 where every digit counts.
    pub(super) last_digit: Number,
    /// It is written in words.
    pub(super) in_words: bool,
}

impl Figure {
    /// A number that counts exactly.
    pub(super) fn exact(value: Number, in_words: bool) -> Self {
        Self { value, last_digit: Number::ZERO, in_words }
    }

    /// What it says by itself, in a unit.
    pub(super) fn amount(self, unit: u64) -> Amount {
        Amount { last_digit: self.last_digit, in_words: self.in_words, unit, ..Amount::exact(self.value) }
    }

    /// The figure times a factor.
    pub(super) fn times(self, factor: Number) -> Option<Self> {
        let unit = if self.last_digit.is_zero() { Number::ONE } else { self.last_digit };
        Some(Self { value: self.value.checked_mul(factor)?, last_digit: unit.checked_mul(factor)?, ..self })
    }
}

/// The most groups of digits that one number has; longer chains are no numbers.
const MOST_GROUPS: usize = 16;

/// The marks that may stand between digits of one number.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’')
}

/// Digits and the marks between them, before anyone knows what the marks mean.
struct Run<'a> {
    groups: [&'a str; MOST_GROUPS],
    marks: [char; MOST_GROUPS],
    /// How many groups.
    count: usize,
    /// How many tokens.
    tokens: usize,
}

/// `run = digits , { glued mark , glued digits | space , digit , digit , digit }`
fn run<'a>(tokens: &'a [Token<'a>], style: &NumberStyle) -> Option<Run<'a>> {
    let first = tokens.first().filter(|t| t.kind == TokenKind::Digits)?;
    let mut run = Run { groups: [""; MOST_GROUPS], marks: [' '; MOST_GROUPS], count: 1, tokens: 1 };
    run.groups[0] = first.text;
    while run.count < MOST_GROUPS {
        let rest = &tokens[run.tokens..];
        let (mark, digits, taken) = match rest {
            [m, d, ..] if m.glued && d.glued && d.kind == TokenKind::Digits => match m.kind {
                TokenKind::Punct(c) if is_mark(c) => (c, d, 2),
                _ => break,
            },
            [d, ..] if style.space_groups && follows_in_group(&run, tokens, d) => (' ', d, 1),
            _ => break,
        };
        run.groups[run.count] = digits.text;
        run.marks[run.count] = mark;
        run.count += 1;
        run.tokens += taken;
    }
    Some(run)
}

/// Whether `d` is the next group of three after a space: "1 414 021".
fn follows_in_group(run: &Run, tokens: &[Token], d: &Token) -> bool {
    let before = &tokens[run.tokens - 1];
    let gap = d.span.start.saturating_sub(before.span.end);
    d.kind == TokenKind::Digits
        && !d.glued
        && d.text.len() == 3
        && gap <= 3
        && run.marks[1..run.count].iter().all(|m| *m == ' ')
        && run.groups[0].len() <= 3
        && !run.groups[0].starts_with('0')
}

/// How many of the groups are the whole part; the rest (at most one) are decimals. `None` when it is no number.
fn whole_groups(groups: &[&str], marks: &[char], style: &NumberStyle) -> Option<usize> {
    let n = groups.len();
    let grouped = |n: usize| {
        let (first, rest) = (groups[0], &groups[1..n]);
        let led = !first.starts_with('0');
        let thousands = first.len() <= 3 && rest.iter().all(|g| g.len() == 3);
        let lakhs = marks[1] == ','
            && first.len() <= 2
            && rest.split_last().is_some_and(|(last, inner)| last.len() == 3 && inner.iter().all(|g| g.len() == 2));
        led && (thousands || lakhs)
    };
    match marks {
        [_, m] if *m != style.decimal && (*m == ' ' || grouped(2)) => Some(2),
        // "1200,100": neither a number in groups nor, with its three digits, a decimal.
        [_, m] if *m != style.decimal && groups[0].len() > 3 && groups[1].len() == 3 => None,
        [] | [_] | [_, '.' | ','] => Some(1),
        [_, m] => (*m == style.decimal).then_some(1),
        [_, first, inner @ .., last] => {
            let same = inner.iter().all(|m| m == first);
            if same && first == last {
                grouped(n).then_some(n)
            } else {
                (same && matches!(last, '.' | ',') && grouped(n - 1)).then_some(n - 1)
            }
        }
    }
}

fn value_of(groups: &[&str], whole: usize) -> Option<Figure> {
    let digits = groups.iter().map(|g| g.len()).sum::<usize>();
    if digits > 36 {
        return None;
    }
    let mantissa = groups.iter().flat_map(|g| g.bytes()).fold(0_i128, |m, b| m * 10 + i128::from(b - b'0'));
    let scale = groups[whole..].iter().map(|g| g.len()).sum::<usize>() as u32;
    let value = Number::from_decimal_parts(mantissa, scale)?;
    let exact = scale == 0 && mantissa < 100;
    let last_digit = if exact { Number::ZERO } else { Number::from_decimal_parts(1, scale)? };
    Some(Figure { value, last_digit, in_words: false })
}

/// Digits with the language's marks between groups and before decimals.
///
/// `plain = group , { mark , group } | decimal-mark , group`
fn plain<'a>(input: Tokens<'a>, style: &NumberStyle) -> Parsed<'a, Figure> {
    if let [m, d, ..] = input.0
        && m.is_punct(style.decimal)
        && d.glued
        && d.kind == TokenKind::Digits
    {
        return hit(Tokens(&input.0[2..]), value_of(&["0", d.text], 1));
    }
    let Some(run) = run(input.0, style) else { return miss(input) };
    let (groups, marks) = (&run.groups[..run.count], &run.marks[..run.count]);
    let full = whole_groups(groups, marks, style).and_then(|whole| value_of(groups, whole));
    if let Some(figure) = full {
        return Ok((Tokens(&input.0[run.tokens..]), figure));
    }
    hit(Tokens(&input.0[1..]), value_of(&groups[..1], 1).filter(|_| !is_row(&run, style)))
}

/// Whether the digits at the start go on in a way that no number does: how many tokens, and whether full stops join them as in an
/// address or a version ("192.168.1.2", "3.11.4") or commas as in a row ("22,24,26").
pub(super) fn chain(tokens: &[Token], style: &NumberStyle) -> Option<(usize, bool)> {
    let run = run(tokens, style)?;
    is_row(&run, style).then(|| (run.tokens, run.marks[1] == '.'))
}

/// Whether marks of one kind join the groups, and no number is written so.
fn is_row(run: &Run, style: &NumberStyle) -> bool {
    let (groups, marks) = (&run.groups[..run.count], &run.marks[..run.count]);
    let joined_by = |mark| marks[1..].iter().all(|m| *m == mark);
    run.count > 1 && (joined_by('.') || joined_by(',')) && whole_groups(groups, marks, style).is_none()
}

/// A number in digits, with its power, fraction or suffix.
///
/// ```text
/// figure = plain , [ "^" integer | "e" integer | "x10^" integer | "/" digits | vulgar | digits "/" digits ] , [ suffix ]
/// ```
pub(super) fn figure<'a>(input: Tokens<'a>, style: &NumberStyle) -> Parsed<'a, Figure> {
    if let Ok((rest, f)) = vulgar(input) {
        return Ok((rest, f));
    }
    let (rest, whole) = plain(input, style)?;
    let (rest, f) =
        [power, exponent, over, plus_fraction].iter().find_map(|tail| tail(rest, whole).ok()).unwrap_or((rest, whole));
    Ok((rest, f))
}

/// `integer = { "+" | "-" } , digit , { digit }` — glued.
fn glued_integer(input: Tokens) -> Parsed<i32> {
    let mut sign = 1;
    let mut tokens = input.0;
    for _ in 0..3 {
        match tokens {
            [t, rest @ ..] if t.glued && matches!(t.kind, TokenKind::Punct('+')) => tokens = rest,
            [t, rest @ ..] if t.glued && matches!(t.kind, TokenKind::Punct('-' | '−')) => (tokens, sign) = (rest, -sign),
            _ => break,
        }
    }
    match tokens {
        [d, rest @ ..] if d.glued && d.kind == TokenKind::Digits => match d.text.parse::<i32>() {
            Ok(n) => Ok((Tokens(rest), sign * n)),
            Err(_) => miss(input),
        },
        _ => miss(input),
    }
}

/// `power = "^" integer` — to the power of.
fn power(input: Tokens, base: Figure) -> Parsed<Figure> {
    let (rest, _) = glued_mark('^')(input)?;
    let (rest, exponent) = glued_integer(rest)?;
    let mut value = Some(Number::ONE);
    for _ in 0..exponent.unsigned_abs().min(128) {
        value = value.and_then(|v| v.checked_mul(base.value));
    }
    let value = if exponent < 0 { value.and_then(|v| Number::ONE.checked_div(v)) } else { value };
    hit(rest, value.filter(|_| exponent.unsigned_abs() <= 128).map(|value| Figure { value, ..base }))
}

/// `exponent = "e" integer | "x" "10" "^" integer` — times a power of ten.
fn exponent(input: Tokens, base: Figure) -> Parsed<Figure> {
    let (rest, exponent) = match input.0 {
        [e, ..] if e.glued && e.text.eq_ignore_ascii_case("e") => glued_integer(Tokens(&input.0[1..]))?,
        [x, ten, hat, ..] if is_times(x) && ten.text == "10" && hat.glued && hat.is_punct('^') => {
            glued_integer(Tokens(&input.0[3..]))?
        }
        _ => return miss(input),
    };
    hit(rest, Number::pow10(exponent).and_then(|factor| base.times(factor)))
}

fn is_times(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Punct('×' | '*' | '·')) || t.text.eq_ignore_ascii_case("x")
}

/// `over = "/" digits` — the numerator is read already. Not a split year ("2013/14"), not a date in three parts.
fn over(input: Tokens, numerator: Figure) -> Parsed<Figure> {
    let [slash, d, rest @ ..] = input.0 else { return miss(input) };
    let slashed = slash.glued && matches!(slash.kind, TokenKind::Punct('/' | '⁄')) && d.glued && d.kind == TokenKind::Digits;
    let goes_on = matches!(rest, [m, n, ..] if m.glued && n.glued && m.is_punct('/') && n.kind == TokenKind::Digits);
    let whole = numerator.value.to_i64();
    let split_year = whole.is_some_and(|y| (1800..2100).contains(&y)) && (d.text.len() == 2 || d.text.len() == 4);
    let denominator = d.text.parse::<i64>().ok().filter(|n| *n > 1).map(Number::from);
    if !slashed || goes_on || split_year || whole.is_none() || d.text.starts_with('0') {
        return miss(input);
    }
    hit(Tokens(rest), denominator.and_then(|d| numerator.value.checked_div(d)).map(|value| Figure::exact(value, false)))
}

/// `plus-fraction = vulgar | digits "/" digits` — after a whole number: "2½", "10 1/2".
fn plus_fraction(input: Tokens, whole: Figure) -> Parsed<Figure> {
    let (rest, part) = match input.0 {
        [t, ..] if t.kind == TokenKind::Digits && !t.glued => {
            let numerator = t.text.parse::<i64>().ok().map(|n| Figure { value: Number::from(n), ..whole });
            let Some(numerator) = numerator else { return miss(input) };
            over(Tokens(&input.0[1..]), numerator)?
        }
        _ => vulgar(input)?,
    };
    if !whole.value.is_integer() || part.value >= Number::ONE {
        return miss(input);
    }
    hit(rest, whole.value.checked_add(part.value).map(|value| Figure::exact(value, false)))
}

/// The suffix of a figure, and whether it is one only beside money or a counted noun ("1.2m").
///
/// `suffix = "K" | "M" | "bn" | …` — glued, or after a space where it has two letters or is upper case
pub(super) fn suffix(input: Tokens) -> Parsed<(Number, bool)> {
    let Some((t, rest)) = input.0.split_first() else { return miss(input) };
    let Some(sense) = t.sense(Class::NumberSuffix) else { return miss(input) };
    let single = t.text.chars().count() == 1;
    let ambiguous = single && t.is(Class::Unit) && !t.capital;
    if !t.glued && (ambiguous || single && !t.capital && sense.value != 1000) {
        return miss(input);
    }
    Ok((Tokens(rest), (Number::from(sense.value), ambiguous)))
}
