//! Compiles patterns for one language.
//!
//! A program has no loops: repetitions and gaps are written out, so that the steps bound what a match can take.

use super::error::{PatternError, PatternProblem, Side};
use super::program::{Known, Narrow, Openers, Program, Step, Test, start};
use super::{Capture, Filter, Item, MOST_REPEATS, Node, WordClass};
use crate::lexicon::{Class, Lexicon, id_hash};
use crate::source::{Block, BlockKind};
use crate::text::{Span, Token, TokenKind, lex, stem};

/// Steps of one pattern.
const MOST_STEPS: usize = 600;

/// Compiles a pattern for a language.
pub(crate) fn compile(node: &Node, len: usize, lexicon: &Lexicon, known: &Known) -> Result<Program, PatternError> {
    let mut compiler = Compiler { lexicon, known, steps: Vec::new(), roles: Vec::new() };
    check_ends(node)?;
    compiler.node(node)?;
    compiler.push(Step::Match, node)?;
    let needs = compiler.anchors(node);
    if needs.is_empty() {
        return Err(PatternError { offset: 0, len, problem: PatternProblem::NoAnchor });
    }
    let (opens, needs) = (Openers::of(&compiler.steps), needs.into_iter().map(Into::into).collect());
    Ok(Program { steps: compiler.steps.into(), roles: compiler.roles.into(), needs, opens })
}

pub(super) struct Compiler<'l> {
    pub(super) lexicon: &'l Lexicon,
    known: &'l Known,
    steps: Vec<Step>,
    roles: Vec<Box<str>>,
}

impl Compiler<'_> {
    fn push(&mut self, step: Step, node: &Node) -> Result<usize, PatternError> {
        if self.steps.len() >= MOST_STEPS {
            let problem = PatternProblem::TooLarge { steps: self.steps.len() + 1, most: MOST_STEPS };
            return Err(PatternError { offset: node.offset, len: 0, problem });
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn role(&mut self, role: &str) -> u8 {
        let at = self.roles.iter().position(|r| **r == *role).unwrap_or_else(|| {
            self.roles.push(role.into());
            self.roles.len() - 1
        });
        at.min(usize::from(u8::MAX)) as u8
    }

    /// Where the next step will stand.
    fn here(&self) -> u16 {
        self.steps.len() as u16
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        match &node.item {
            Item::Words(text) | Item::Exact(text) => {
                for test in self.words(node, text)? {
                    self.push(Step::Take(test), node)?;
                }
            }
            Item::Mark(mark) => drop(self.push(Step::Take(Test::Mark(*mark)), node)?),
            Item::Class(class, role) => {
                let test = self.class(node, class)?;
                let step = match role {
                    Some(role) => Step::Keep(test, self.role(role)),
                    None => Step::Take(test),
                };
                self.push(step, node)?;
            }
            Item::Capture(Capture { kind, only, role }) => {
                let role = role.as_ref().map(|r| self.role(r));
                let only = only.as_ref().map_or(0, |o| id_hash(o));
                self.push(Step::Capture { kind: *kind, only, role }, node)?;
            }
            Item::Sequence(all) => all.iter().try_for_each(|n| self.node(n))?,
            Item::Either(all) => self.either(node, all)?,
            Item::Optional(inner) => self.optional(node, inner)?,
            Item::Repeated(inner, least) => {
                if may_be_empty(inner) {
                    return Err(PatternError { offset: node.offset, len: 1, problem: PatternProblem::RepeatsNothing });
                }
                for _ in 0..*least {
                    self.node(inner)?;
                }
                // ( x ( x … )? )?
                let mut splits = Vec::new();
                for _ in *least..MOST_REPEATS {
                    splits.push(self.push(Step::Split(0, 0), node)?);
                    self.node(inner)?;
                }
                self.close(&splits, false);
            }
            Item::Gap { most, wide, without } => {
                let without = without.iter().filter_map(|n| self.test(n).transpose()).collect::<Result<Box<[Test]>, _>>()?;
                let mut splits = Vec::new();
                for _ in 0..*most {
                    splits.push(self.push(Step::Split(0, 0), node)?);
                    self.push(Step::Gap { wide: *wide, without: without.clone() }, node)?;
                }
                self.close(&splits, true);
            }
            Item::Not(inner) => self.not(node, inner)?,
            Item::NotBefore(inner) => {
                if let Some(test) = self.test(inner)? {
                    self.push(Step::NotBefore(test), node)?;
                }
            }
            Item::Start => drop(self.push(Step::Start, node)?),
            Item::End => drop(self.push(Step::End, node)?),
        }
        Ok(())
    }

    /// Each split goes on with the next step or leaves; a gap would rather leave.
    fn close(&mut self, splits: &[usize], leave_first: bool) {
        let end = self.here();
        for at in splits {
            let next = *at as u16 + 1;
            self.steps[*at] = if leave_first { Step::Split(end, next) } else { Step::Split(next, end) };
        }
    }

    fn optional(&mut self, node: &Node, inner: &Node) -> Result<(), PatternError> {
        let split = self.push(Step::Split(0, 0), node)?;
        self.node(inner)?;
        self.close(&[split], false);
        Ok(())
    }

    fn either(&mut self, node: &Node, all: &[Node]) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (nth, one) in all.iter().enumerate() {
            let split = if nth + 1 < all.len() { Some(self.push(Step::Split(0, 0), node)?) } else { None };
            self.node(one)?;
            if let Some(split) = split {
                jumps.push(self.push(Step::Jump(0), node)?);
                self.close(&[split], false);
            }
        }
        let end = self.here();
        for at in jumps {
            self.steps[at] = Step::Jump(end);
        }
        Ok(())
    }

    fn not(&mut self, node: &Node, inner: &Node) -> Result<(), PatternError> {
        let step = match &inner.item {
            Item::Capture(capture) => Some(Step::NotKind(capture.kind)),
            _ => self.test(inner)?.map(Step::Not),
        };
        step.map_or(Ok(()), |step| self.push(step, node).map(drop))
    }

    /// The test of one token; `None` for a class of which the language has no words: there is nothing to be kept out.
    fn test(&self, node: &Node) -> Result<Option<Test>, PatternError> {
        Ok(match &node.item {
            Item::Words(text) | Item::Exact(text) => self.words(node, text)?.into_iter().next(),
            Item::Mark(mark) => Some(Test::Mark(*mark)),
            Item::Class(class, _) => self.class(node, class).ok(),
            _ => None,
        })
    }

    pub(super) fn class(&self, node: &Node, class: &WordClass) -> Result<Test, PatternError> {
        let narrow = class.only.as_ref().map(|only| match only {
            Filter::Value(value) => Narrow::Value(*value),
            Filter::Id(id) => Narrow::Id(id_hash(id)),
        });
        if self.known.has(class.class, narrow) {
            return Ok(Test::Class(class.class, narrow));
        }
        let name = match &class.only {
            None => "this class".to_owned(),
            Some(Filter::Value(value)) => format!("this class with the value {value}"),
            Some(Filter::Id(id)) => format!("this class with the id `{id}`"),
        };
        let problem = PatternProblem::NoWords { class: name, language: self.lexicon.language.to_string() };
        Err(PatternError { offset: node.offset, len: 0, problem })
    }

    /// The tests of some words: read by the lexer, so that an entry of several words is one test here as it is one token there.
    pub(super) fn words(&self, node: &Node, text: &str) -> Result<Vec<Test>, PatternError> {
        let exact = matches!(node.item, Item::Exact(_));
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let tokens = lex(text, &[block], self.lexicon);
        if tokens.is_empty() {
            return Err(PatternError { offset: node.offset, len: text.len() + 2, problem: PatternProblem::NoText });
        }
        Ok(tokens.iter().map(|t| self.word(t, exact)).collect())
    }

    fn word(&self, t: &Token, exact: bool) -> Test {
        match t.kind {
            TokenKind::Punct(mark) => Test::Mark(mark),
            TokenKind::Word if !exact && !t.text.contains(' ') && !t.is(Class::Stop) => {
                Test::Word { word: t.word, stem: stem(&self.lexicon.language, t), start: start(t.text) }
            }
            _ => {
                let cased = t.text.chars().any(char::is_uppercase).then(|| t.text.into());
                Test::Exact { word: t.word, cased }
            }
        }
    }
}

/// The start of a sentence can only come first, its end only last.
fn check_ends(node: &Node) -> Result<(), PatternError> {
    let outside = |node: &Node, side| Err(PatternError { offset: node.offset, len: 1, problem: PatternProblem::Outside(side) });
    match &node.item {
        Item::Sequence(all) => {
            let (mut ended, mut begun) = (false, false);
            for one in all {
                if matches!(one.item, Item::Start) && begun {
                    return outside(one, Side::Before);
                }
                if ended && !may_be_empty(one) {
                    return outside(one, Side::After);
                }
                ended |= matches!(one.item, Item::End);
                begun |= !may_be_empty(one);
                check_ends(one)?;
            }
            Ok(())
        }
        Item::Either(all) => all.iter().try_for_each(check_ends),
        Item::Optional(inner) | Item::Repeated(inner, _) | Item::Not(inner) | Item::NotBefore(inner) => check_ends(inner),
        _ => Ok(()),
    }
}

/// Whether a part can match without taking a word.
fn may_be_empty(node: &Node) -> bool {
    match &node.item {
        Item::Sequence(all) => all.iter().all(may_be_empty),
        Item::Either(all) => all.iter().any(may_be_empty),
        Item::Repeated(inner, least) => *least == 0 || may_be_empty(inner),
        Item::Optional(_) | Item::Gap { .. } | Item::Not(_) | Item::NotBefore(_) | Item::Start | Item::End => true,
        _ => false,
    }
}
