//! The parser of patterns.

use super::error::{Expected, PatternError, PatternProblem};
use super::terminals::{MARKS, Miss, Read, closing, fail, is_name, miss, sign, skip, unknown_kind, word_class, words};
use super::{Capture, CaptureKind, GAP, Item, MOST_GAP, Node};
use nom::bytes::complete::{tag, take_till, take_while};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::opt;
use nom::{Err, Parser};

/// Longer patterns are refused: nobody can read them.
const MAX_BYTES: usize = 1_000;
/// Brackets within brackets.
const MAX_DEPTH: usize = 16;

/// Reads a pattern. `kind_of` gives the kind of a declared role, for captures that do not say theirs.
///
/// ```
/// use factlint::internals::pack::pattern::{CaptureKind, Expected, PatternProblem, parse};
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

fn capture_of(kind: CaptureKind, role: Option<&str>, only: Option<&str>) -> Item {
    Item::Capture(Capture { kind, only: only.map(Into::into), role: role.map(Into::into) })
}
