//! Patterns, compiled for one language: steps for the matcher, and what a sentence must have before it is worth a try.
//!
//! A program has no loops: repetitions and gaps are written out, so that the steps bound what a match can take.

use super::error::{PatternError, PatternProblem, Side};
use super::{Capture, CaptureKind, Filter, Item, MOST_REPEATS, Node, WordClass};
use crate::lexicon::{Class, Lexicon, id_hash};
use crate::source::{Block, BlockKind};
use crate::text::{ClassSet, Span, Token, TokenKind, lex, stem};
use rustc_hash::FxHashSet;

/// Steps of one pattern.
const MOST_STEPS: usize = 600;
/// Alternatives of which one must be there; more are no use as an anchor.
const MOST_ALTERNATIVES: usize = 64;

/// One step of the matcher.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// Takes one token that passes.
    Take(Test),
    /// Takes one token that passes; its value, or its place where the class has no values, is a role's.
    Keep(Test, u8),
    /// Takes a mention, or another thing that captures are made of.
    Capture { kind: CaptureKind, only: u64, role: Option<u8> },
    /// Takes one token of a gap that passes none of these.
    Gap { wide: bool, without: Box<[Test]> },
    /// Goes on at both, the first one first.
    Split(u16, u16),
    /// Goes on there.
    Jump(u16),
    /// The next token must not pass.
    Not(Test),
    /// The token before must not pass.
    NotBefore(Test),
    /// No such thing may begin here.
    NotKind(CaptureKind),
    /// At the start of the sentence.
    Start,
    /// At its end, its marks left aside.
    End,
    /// Found.
    Match,
}

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// This word, or one of its stem.
    Word { word: u64, stem: u64, start: [u8; 2] },
    /// This text, letter for letter where it has a capital.
    Exact { word: u64, cased: Option<Box<str>> },
    /// This mark; any dash for a dash.
    Mark(char),
    /// A word of this class.
    Class(Class, Option<Narrow>),
}

/// A value or an id that a word must have in its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Narrow {
    Value(i64),
    Id(u64),
}

/// Something whose presence in a sentence is quickly known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Word(u64),
    /// A stem, and the bytes that all its words begin with.
    Stem(u64, [u8; 2]),
    Class(Class, Option<Narrow>),
    /// A mention that can be captured so.
    Kind(CaptureKind),
    /// A known entity.
    Entity,
}

/// A pattern, compiled.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) steps: Box<[Step]>,
    /// The roles by the numbers that the steps have for them.
    pub(crate) roles: Box<[Box<str>]>,
    /// Of each of these, one at least must be in the sentence; the rarest first.
    pub(crate) needs: Box<[Box<[Key]>]>,
}

/// Compiles a pattern for a language.
pub(crate) fn compile(node: &Node, len: usize, lexicon: &Lexicon, known: &Known) -> Result<Program, PatternError> {
    let mut compiler = Compiler { lexicon, known, steps: Vec::new(), roles: Vec::new() };
    check_ends(node)?;
    compiler.node(node)?;
    compiler.push(Step::Match, node)?;
    let mut needs = compiler.needs(node);
    needs.retain(|clause| clause.len() <= MOST_ALTERNATIVES);
    needs.sort_by_key(|clause| clause.iter().map(|k| cost(k, lexicon)).sum::<u32>());
    if needs.is_empty() {
        return Err(PatternError { offset: 0, len, problem: PatternProblem::NoAnchor });
    }
    Ok(Program { steps: compiler.steps.into(), roles: compiler.roles.into(), needs: needs.into_iter().map(Into::into).collect() })
}

/// About how many sentences in a thousand have it.
fn cost(key: &Key, lexicon: &Lexicon) -> u32 {
    match key {
        Key::Word(word) if lexicon.look_up(*word).0.iter().any(|s| s.class == Class::Stop) => 300,
        Key::Word(_) | Key::Stem(..) => 2,
        Key::Class(class, narrow) => match class {
            Class::Stop | Class::Preposition | Class::DefiniteArticle | Class::Article | Class::Of | Class::And => 900,
            Class::Copula | Class::Have | Class::Pronoun | Class::Negator | Class::Modal => 300,
            _ if narrow.is_some() => 15,
            _ => 40,
        },
        Key::Kind(CaptureKind::Amount) => 350,
        Key::Kind(CaptureKind::Number | CaptureKind::Count) => 300,
        Key::Kind(CaptureKind::Date) => 150,
        Key::Kind(_) => 50,
        Key::Entity => 200,
    }
}

/// The classes that have words in a language, with their values and ids.
#[derive(Debug, Default)]
pub(crate) struct Known {
    classes: ClassSet,
    values: FxHashSet<(Class, i64)>,
    ids: FxHashSet<(Class, u64)>,
}

impl Known {
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        // Words of one meaning stand together in the language's file, and mostly here too.
        let mut last = None;
        for s in lexicon.all_senses() {
            if last.replace((s.class, s.value, s.id)) != Some((s.class, s.value, s.id)) {
                known.classes.insert(s.class);
                known.values.insert((s.class, s.value));
                known.ids.insert((s.class, s.id));
            }
        }
        known
    }

    fn has(&self, class: Class, narrow: Option<Narrow>) -> bool {
        match narrow {
            None => self.classes.has(class),
            Some(Narrow::Value(value)) => self.values.contains(&(class, value)),
            Some(Narrow::Id(id)) => self.ids.contains(&(class, id)),
        }
    }
}

struct Compiler<'l> {
    lexicon: &'l Lexicon,
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

    fn class(&self, node: &Node, class: &WordClass) -> Result<Test, PatternError> {
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
        let problem = PatternProblem::NoWords { class: name, language: self.lexicon.language.clone() };
        Err(PatternError { offset: node.offset, len: 0, problem })
    }

    /// The tests of some words: read by the lexer, so that an entry of several words is one test here as it is one token there.
    fn words(&self, node: &Node, text: &str) -> Result<Vec<Test>, PatternError> {
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

    /// What must be there: of each clause one key.
    fn needs(&self, node: &Node) -> Vec<Vec<Key>> {
        match &node.item {
            Item::Words(text) | Item::Exact(text) => {
                let tests = self.words(node, text).unwrap_or_default();
                tests.iter().filter_map(key).map(|k| vec![k]).collect()
            }
            Item::Class(class, _) => {
                self.class(node, class).ok().as_ref().and_then(key).map(|k| vec![vec![k]]).unwrap_or_default()
            }
            Item::Capture(Capture { kind, .. }) => match kind {
                CaptureKind::State | CaptureKind::Organisation => vec![vec![Key::Entity]],
                kind if kind.without_mentions() => Vec::new(),
                kind => vec![vec![Key::Kind(*kind)]],
            },
            Item::Sequence(all) => all.iter().flat_map(|n| self.needs(n)).collect(),
            Item::Repeated(inner, 1..) => self.needs(inner),
            Item::Either(all) => {
                let rarest = |n: &Node| {
                    let clauses = self.needs(n).into_iter();
                    clauses.min_by_key(|clause| clause.iter().map(|k| cost(k, self.lexicon)).sum::<u32>())
                };
                let each: Option<Vec<Vec<Key>>> = all.iter().map(rarest).collect();
                each.map(|each| vec![each.concat()]).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}

fn key(test: &Test) -> Option<Key> {
    Some(match test {
        Test::Word { stem, start, .. } => Key::Stem(*stem, *start),
        Test::Exact { word, .. } => Key::Word(*word),
        Test::Class(class, narrow) => Key::Class(*class, *narrow),
        Test::Mark(_) => return None,
    })
}

/// The first two bytes of a word in small letters. No stemmer changes them; of other letters than those of English the first byte says
/// nothing of the case, and the second one is left out.
pub(crate) fn start(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes().map(|b| if b.is_ascii() { b.to_ascii_lowercase() } else { 0xff });
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

pub(crate) fn fits(narrow: Option<Narrow>, value: i64, id: u64) -> bool {
    match narrow {
        None => true,
        Some(Narrow::Value(v)) => v == value,
        Some(Narrow::Id(i)) => i == id,
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
