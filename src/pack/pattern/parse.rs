//! The parser of patterns.

use super::error::{Expected, PatternError, PatternProblem};
use super::{Capture, CaptureKind, Filter, GAP, Item, MOST_GAP, Node, WordClass};
use crate::lexicon::Class;
use nom::bytes::complete::{tag, take_till, take_while};
use nom::character::complete::{char, digit1, multispace0, one_of};
use nom::combinator::opt;
use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser};

/// Longer patterns are refused: nobody can read them.
const MAX_BYTES: usize = 1_000;
/// Brackets within brackets.
const MAX_DEPTH: usize = 16;

/// Marks that stand for themselves; any other stands between quotation marks.
const MARKS: &str = ",:;-–—/%&";

/// Reads a pattern. `kind_of` gives the kind of a declared role, for captures that do not say theirs.
///
/// ```
/// use factlint::pack::pattern::{CaptureKind, Expected, PatternProblem, parse};
/// assert!(parse("@direction from {from:amount} to {to:amount}", &|_| None).is_ok());
/// let error = parse("from {from:amount to 5", &|_| None).unwrap_err();
/// assert_eq!((error.offset, error.problem), (18, PatternProblem::Expected(Expected::ClosingCapture)));
/// ```
pub fn parse(text: &str, kind_of: &dyn Fn(&str) -> Option<CaptureKind>) -> Result<Node, PatternError> {
    let refuse = |offset: usize, len, problem| Err(PatternError { offset, len, problem });
    if text.len() > MAX_BYTES {
        return refuse(0, 0, PatternProblem::Expected(Expected::Shorter));
    }
    if let Some(offset) = too_deep(text) {
        return refuse(offset, 1, PatternProblem::Expected(Expected::Flatter));
    }
    let reader = Reader { whole: text.len(), kind_of };
    match reader.alternatives(text.trim_start(), Expected::End) {
        Ok(("", node)) => Ok(node),
        Ok((rest, _)) => {
            let offset = text.len() - rest.len();
            refuse(offset, rest.chars().next().map_or(0, char::len_utf8), PatternProblem::Expected(Expected::End))
        }
        Err(Err::Error(miss) | Err::Failure(miss)) => refuse(text.len() - miss.left, miss.len, miss.problem),
        Err(Err::Incomplete(_)) => refuse(text.len(), 0, PatternProblem::Expected(Expected::Item)),
    }
}

fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' if depth == MAX_DEPTH => return Some(offset),
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// How far the parser came, and what is wrong there.
#[derive(Debug)]
struct Miss {
    left: usize,
    len: usize,
    problem: PatternProblem,
}

impl ParseError<&str> for Miss {
    fn from_error_kind(input: &str, _: ErrorKind) -> Self {
        miss(input, Expected::Item)
    }

    fn append(_: &str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

fn miss(input: &str, expected: Expected) -> Miss {
    let len = input.chars().next().map_or(0, char::len_utf8);
    Miss { left: input.len(), len, problem: PatternProblem::Expected(expected) }
}

fn fail<T>(input: &str, expected: Expected) -> Read<'_, T> {
    Err(Err::Failure(miss(input, expected)))
}

type Read<'a, T> = IResult<&'a str, T, Miss>;

struct Reader<'k> {
    whole: usize,
    kind_of: &'k dyn Fn(&str) -> Option<CaptureKind>,
}

impl Reader<'_> {
    fn node(&self, at: &str, item: Item) -> Node {
        Node { offset: self.whole - at.len(), item }
    }

    /// `alternatives = sequence, { "|", sequence } ;`
    fn alternatives<'a>(&self, input: &'a str, closing: Expected) -> Read<'a, Node> {
        let (mut rest, first) = self.sequence(input, closing)?;
        let mut all = vec![first];
        while let Ok((after, _)) = sign(rest, "|") {
            let (after, next) = self.sequence(after, closing)?;
            all.push(next);
            rest = after;
        }
        Ok((rest, if all.len() == 1 { all.remove(0) } else { self.node(input, Item::Either(all)) }))
    }

    /// `sequence = item, { item } ;`
    fn sequence<'a>(&self, input: &'a str, closing: Expected) -> Read<'a, Node> {
        let (mut rest, first) = self.item(input)?;
        let mut all = vec![first];
        while !rest.is_empty() && !rest.starts_with([')', ']', '|']) {
            let (after, next) = self.item(rest).map_err(|e| match e {
                Err::Error(m) if m.left == rest.len() => Err::Failure(miss(rest, closing)),
                other => other,
            })?;
            all.push(next);
            rest = after;
        }
        Ok((rest, if all.len() == 1 { all.remove(0) } else { self.node(input, Item::Sequence(all)) }))
    }

    /// `item = "^" | "$" | "!", simple | group, [ "*" | "+" ] | option | capture | gap | simple ;`
    fn item<'a>(&self, input: &'a str) -> Read<'a, Node> {
        let first = input.chars().next();
        let (rest, item) = match first {
            Some('^') => (skip(&input[1..]), Item::Start),
            Some('$') => (skip(&input[1..]), Item::End),
            Some('!') => match input[1..].strip_prefix('<') {
                Some(before) => self.refused(before).map(|(rest, inner)| (rest, Item::NotBefore(Box::new(inner))))?,
                None => self.refused(&input[1..]).map(|(rest, inner)| (rest, Item::Not(Box::new(inner))))?,
            },
            Some('(') => return self.group(input),
            Some('[') => {
                let (rest, inner) = self.alternatives(skip(&input[1..]), Expected::ClosingOption)?;
                let (rest, ()) = closing(rest, "]", Expected::ClosingOption)?;
                (rest, Item::Optional(Box::new(inner)))
            }
            Some('.') if input.starts_with("..") => self.gap(input)?,
            _ => return self.simple(input),
        };
        Ok((rest, self.node(input, item)))
    }

    /// `group = "(", alternatives, ")" ;`
    fn group<'a>(&self, input: &'a str) -> Read<'a, Node> {
        let (rest, inner) = self.alternatives(skip(&input[1..]), Expected::ClosingGroup)?;
        let Some(rest) = rest.strip_prefix(')') else { return fail(rest, Expected::ClosingGroup) };
        let (rest, repeated) = opt(one_of("*+")).parse(rest)?;
        let node = match repeated {
            Some('*') => self.node(input, Item::Repeated(Box::new(inner), 0)),
            Some(_) => self.node(input, Item::Repeated(Box::new(inner), 1)),
            None => inner,
        };
        Ok((skip(rest), node))
    }

    /// `simple = class | exact | words | mark | capture ;`
    fn simple<'a>(&self, input: &'a str) -> Read<'a, Node> {
        let Some(first) = input.chars().next() else { return Err(Err::Error(miss(input, Expected::Item))) };
        let (rest, item) = match first {
            '@' => {
                let (rest, class) = word_class(input)?;
                (skip(rest), Item::Class(class, None))
            }
            '{' => self.capture(input)?,
            '\'' => {
                let (rest, text) = take_till(|c| c == '\'').parse(&input[1..])?;
                let (rest, ()) = closing(rest, "'", Expected::ClosingQuote)?;
                (rest, Item::Exact(text.to_owned()))
            }
            c if MARKS.contains(c) => (skip(&input[c.len_utf8()..]), Item::Mark(c)),
            c if c.is_alphanumeric() => {
                let (rest, text) = words(input);
                (skip(rest), Item::Words(text.to_owned()))
            }
            _ => return Err(Err::Error(miss(input, Expected::Item))),
        };
        Ok((rest, self.node(input, item)))
    }

    /// What must not be there, after its `!`.
    fn refused<'a>(&self, input: &'a str) -> Read<'a, Node> {
        let input = skip(input);
        let (rest, mut one) = self.simple(input).map_err(|e| match e {
            Err::Error(m) => Err::Failure(Miss { problem: PatternProblem::Expected(Expected::Simple), ..m }),
            other => other,
        })?;
        // One word is refused; those after it belong to what follows.
        if let Item::Words(text) = &mut one.item
            && let Some((first, _)) = text.split_once(' ')
        {
            let first = first.to_owned();
            let rest = skip(&input[first.len()..]);
            *text = first;
            return Ok((rest, one));
        }
        Ok((rest, one))
    }

    /// `gap = ( ".." | "..." ), [ number ], { "!", simple } ;`
    fn gap<'a>(&self, input: &'a str) -> Read<'a, Item> {
        let (rest, _) = tag("..").parse(input)?;
        let (rest, third) = opt(char('.')).parse(rest)?;
        let (mut after, number) = opt(digit1).parse(rest)?;
        let most = match number {
            None => GAP,
            Some(n) => match n.parse::<u8>() {
                Ok(n) if (1..=MOST_GAP).contains(&n) => n,
                _ => return fail(rest, Expected::SmallerGap),
            },
        };
        let mut without = Vec::new();
        while let Some(rest) = after.strip_prefix('!') {
            let (end, one) = self.refused(rest)?;
            without.push(one);
            let glued = end.len() == after.len() || !after[..after.len() - end.len()].ends_with(' ');
            after = end;
            if !glued {
                break;
            }
        }
        Ok((skip(after), Item::Gap { most, wide: third.is_some(), without }))
    }

    /// `capture = "{", role, [ ":", what ], "}" | "{", kind, "}" ;`
    fn capture<'a>(&self, input: &'a str) -> Read<'a, Item> {
        let inside = skip(&input[1..]);
        let (rest, name) = take_while(is_name).parse(inside)?;
        if name.is_empty() {
            return fail(inside, Expected::Role);
        }
        let rest = skip(rest);
        let Some(after) = rest.strip_prefix(':') else {
            let (end, ()) = closing(rest, "}", Expected::ClosingCapture)?;
            return match ((self.kind_of)(name), CaptureKind::named(name)) {
                (Some(kind), _) => Ok((end, capture_of(kind, Some(name), None))),
                (None, Some(kind)) => Ok((end, capture_of(kind, None, None))),
                (None, None) => Err(Err::Failure(unknown_kind(inside, name))),
            };
        };
        let what = skip(after);
        let (rest, item) = if what.starts_with('@') {
            let (rest, class) = word_class(what)?;
            (rest, Item::Class(class, Some(name.into())))
        } else {
            let (rest, kind) = take_while(is_name).parse(what)?;
            match CaptureKind::named(kind) {
                Some(kind) => match rest.strip_prefix(':') {
                    None => (rest, capture_of(kind, Some(name), None)),
                    Some(rest) => {
                        let (after, only) = take_while::<_, _, Miss>(is_name).parse(rest)?;
                        if only.is_empty() {
                            return fail(rest, Expected::Filter);
                        }
                        (after, capture_of(kind, Some(name), Some(only)))
                    }
                },
                None if kind.is_empty() => return fail(what, Expected::What),
                None => return Err(Err::Failure(unknown_kind(what, kind))),
            }
        };
        let (rest, ()) = closing(skip(rest), "}", Expected::ClosingCapture)?;
        Ok((rest, item))
    }
}

/// `class = "@", name, [ ":", ( id | integer ) ] ;`
fn word_class(input: &str) -> Read<'_, WordClass> {
    let after = &input[1..];
    let (rest, name) = take_while(is_name).parse(after)?;
    if name.is_empty() {
        return fail(after, Expected::Class);
    }
    let Some(class) = Class::named(name) else {
        let nearest = nearest(name, class_names().iter().copied());
        let problem = PatternProblem::UnknownClass { name: name.to_owned(), nearest };
        return Err(Err::Failure(Miss { left: after.len(), len: name.len(), problem }));
    };
    let Some(filter) = rest.strip_prefix(':').filter(|f| !f.starts_with(char::is_whitespace)) else {
        return Ok((rest, WordClass { class, only: None }));
    };
    let (after, text) = take_while::<_, _, Miss>(|c| is_name(c) || c == '+').parse(filter)?;
    let only = match text.trim_start_matches('+').parse() {
        Ok(value) => Filter::Value(value),
        Err(_) if text.is_empty() => return fail(filter, Expected::Filter),
        Err(_) => Filter::Id(text.into()),
    };
    Ok((after, WordClass { class, only: Some(only) }))
}

fn capture_of(kind: CaptureKind, role: Option<&str>, only: Option<&str>) -> Item {
    Item::Capture(Capture { kind, only: only.map(Into::into), role: role.map(Into::into) })
}

/// A run of words: what the lexer may read as one entry.
fn words(input: &str) -> (&str, &str) {
    let mut end = 0;
    for (at, c) in input.char_indices() {
        let inner = matches!(c, '\'' | '\u{2019}' | '-' | '.')
            && input[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
            && input[..at].ends_with(char::is_alphanumeric);
        if c.is_alphanumeric() || inner {
            end = at + c.len_utf8();
        } else if !(c == ' ' && input[at + 1..].trim_start().starts_with(char::is_alphanumeric)) {
            break;
        }
    }
    (&input[end..], &input[..end])
}

fn sign<'a>(input: &'a str, sign: &'static str) -> Read<'a, &'a str> {
    let (rest, found) = tag(sign).parse(input)?;
    Ok((skip(rest), found))
}

fn closing<'a>(input: &'a str, mark: &'static str, expected: Expected) -> Read<'a, ()> {
    match sign(input, mark) {
        Ok((rest, _)) => Ok((rest, ())),
        Err(_) => fail(input, expected),
    }
}

fn skip(input: &str) -> &str {
    multispace0::<_, Miss>(input).map_or(input, |(rest, _)| rest)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn unknown_kind(at: &str, name: &str) -> Miss {
    let nearest = nearest(name, CaptureKind::ALL.into_iter().map(CaptureKind::name));
    Miss { left: at.len(), len: name.len(), problem: PatternProblem::UnknownKind { name: name.to_owned(), nearest } }
}

/// The names of all classes, as serde knows them: the only list of them is the type itself.
pub(super) fn class_names() -> &'static [&'static str] {
    use serde::Deserialize;
    match Class::deserialize(Names) {
        Err(Variants(names)) => names,
        Ok(_) => &[],
    }
}

/// The name of a class, as language packs write it.
pub(crate) fn class_name(class: Class) -> &'static str {
    class_names().get(class as usize).copied().unwrap_or_default()
}

/// Asked for an enum, it answers with the enum's names.
struct Names;

#[derive(Debug)]
struct Variants(&'static [&'static str]);

impl std::fmt::Display for Variants {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Variants {}

impl serde::de::Error for Variants {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> serde::Deserializer<'de> for Names {
    type Error = Variants;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, _: V) -> Result<V::Value, Variants> {
        Err(Variants(&[]))
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Variants> {
        Err(Variants(names))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The name that differs least, if it does not differ much.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known.map(|k| (strsim::damerau_levenshtein(name, k), k)).filter(|(d, _)| *d <= 1 + name.len() / 4).min().map(|(_, k)| k)
}
