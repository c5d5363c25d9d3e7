//! What running text says of a cell, beside the cell: "Revenue in 2024 was 412 million" and a table with "Revenue" and "2024".
//!
//! A sentence is of a cell only where it names its row and its column whole and no other row or column of that table, has one figure beside these
//! names, of the cell's kind and size, and says nothing else that a table of its section does not: no other name, time, condition or part.

use super::running::Running;
use super::{Analysis, Cell, Table};
use crate::claim::{Claim, ClaimKind, context::EMPTY};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::Class;
use crate::text::{ClassSet, FUNCTION_WORDS, Span, Tag, TokenKind, stem};
use crate::value::{Meet, Number, Range, rounding};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range as Indices;

/// More tables are data, too.
const MOST_TABLES: usize = 64;
/// A table of more rows is data, which no text tells in words.
const MOST_ROWS: usize = 60;
/// A text figure so many times a cell is no slip for it.
const NEAR: i64 = 2;
/// A name of more words is a sentence of its own.
const LONGEST: usize = 6;

/// What says that a sentence is of something else than the table is, or of a part of it.
const OTHERWISE: ClassSet = ClassSet::new(&[
    Class::Negator,
    Class::Modal,
    Class::Conditional,
    Class::Planned,
    Class::Future,
    Class::Reported,
    Class::Speech,
    Class::Exclusion,
    Class::Compared,
    Class::TimesFactor,
    Class::Half,
    Class::FractionPart,
]);
/// What a sentence may say of a cell in words of its own.
const FREE: ClassSet = FUNCTION_WORDS.with(&[Class::Direction, Class::RangeTo, Class::Total, Class::Unit, Class::HedgeExact]);
/// What a unit, a scale or a small word is, and no name of a row.
const NO_NAME: ClassSet =
    ClassSet::new(&[Class::Unit, Class::Multiplier, Class::NumberSuffix, Class::CurrencySign, Class::Percent]);

/// A row's or a column's name by the stems of its words.
struct Name {
    line: usize,
    words: Vec<u64>,
}

/// The names of the rows or of the columns of a table, by their first words.
type Names = FxHashMap<u64, Vec<Name>>;

/// A cell that a sentence tells of.
struct Told {
    figure: (Range, Span),
    cell: (Range, Span),
}

impl Analysis<'_> {
    /// The figures that sentences give for cells which they name.
    pub(super) fn cells_told(&self, tables: &[Table], out: &mut Vec<Claim>) {
        let told_of: Vec<&Table> = tables.iter().filter(|table| table.rows.len() <= MOST_ROWS).collect();
        if told_of.is_empty() || told_of.len() > MOST_TABLES {
            return;
        }
        let running = self.running();
        let mut by_figure: FxHashMap<Span, Vec<Told>> = FxHashMap::default();
        let mut order: Vec<Span> = Vec::new();
        for table in told_of {
            let (rows, columns) = (self.head_names(table, true), self.head_names(table, false));
            if rows.is_empty() || columns.is_empty() {
                continue;
            }
            let around = self.said_around(table, &running);
            for sentence in running.beside(&table.blocks) {
                let Some(told) = self.told_by(sentence, table, (&rows, &columns), &running, &around) else { continue };
                let of = by_figure.entry(told.figure.1).or_default();
                if of.is_empty() {
                    order.push(told.figure.1);
                }
                of.push(told);
            }
        }
        for span in order {
            let told = by_figure.remove(&span).unwrap_or_default();
            let meets = |told: &Told| told.figure.0.meet(&told.cell.0).is_some();
            // Of two cells with these names that differ, which one is meant is not said.
            let one = told.iter().all(|other| other.cell.0.meet(&told[0].cell.0).is_some());
            if let Some(told) = told.iter().find(|told| meets(told)).or(told.first().filter(|_| one)) {
                let roles = [("cell", told.cell.0, told.cell.1), ("told", told.figure.0, told.figure.1)];
                out.push(self.claim_of(ClaimKind::TOLD, &roles, told.figure.1));
            }
        }
    }

    /// The names of the rows, or of the columns, that no other of them has.
    fn head_names(&self, table: &Table, rows: bool) -> Names {
        let lines = if rows { table.rows.len() } else { usize::from(table.columns) };
        let head = |line: usize| if rows { table.cell(line, 0) } else { table.cell(0, u16::try_from(line).ok()?) };
        let all: Vec<Name> = (1..lines).filter_map(|line| Some(Name { line, words: self.head_words(head(line)?) })).collect();
        let mut often: FxHashMap<&[u64], usize> = FxHashMap::default();
        for name in &all {
            *often.entry(&name.words).or_default() += 1;
        }
        let alone: Vec<bool> = all.iter().map(|name| often.get(&*name.words) == Some(&1)).collect();
        let mut names = Names::default();
        for (name, alone) in all.into_iter().zip(alone) {
            if let Some(first) = name.words.first().copied().filter(|_| alone && name.words.len() <= LONGEST) {
                names.entry(first).or_default().push(name);
            }
        }
        names
    }

    /// The stems of the words of a cell that names something.
    fn head_words(&self, cell: &Cell) -> Vec<u64> {
        let tokens = self.tokens[cell.tokens.clone()].iter();
        let says =
            tokens.filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Digits) && !t.is_any(&NO_NAME) && !t.is_any(&EMPTY));
        says.map(|t| stem(&self.lexicon.language, t)).collect()
    }

    /// What a table, its heading, its caption and the first heading say: a sentence may say as much.
    fn said_around(&self, table: &Table, running: &Running) -> FxHashSet<u64> {
        let above = running.headings.iter().map(|(at, _)| *at).take_while(|at| *at < table.blocks.start);
        // What stands right above is a caption, unless it gives a figure itself.
        let tells = |tokens: &Indices<usize>| running.sentences.iter().any(|(sentence, _)| tokens.contains(&sentence.start));
        let caption = table.caption.clone().filter(|tokens| !tells(tokens)).and(table.blocks.start.checked_sub(1));
        let blocks = above.clone().next().into_iter().chain(above.last()).chain(caption);
        let outside = blocks.filter_map(|at| self.document.blocks.get(at)).map(|block| self.tokens_of(block.span));
        let cells = table.rows.iter().flat_map(|row| row.values()).map(|cell| cell.tokens.clone());
        outside.chain(cells).flat_map(|tokens| running.stems.get(tokens).unwrap_or_default()).copied().collect()
    }

    /// The cell that a sentence tells of, and the figure that it gives.
    fn told_by(
        &self,
        sentence: &Indices<usize>,
        table: &Table,
        (rows, columns): (&Names, &Names),
        running: &Running,
        around: &FxHashSet<u64>,
    ) -> Option<Told> {
        let stems = running.stems.get(sentence.clone())?;
        let (row, row_at) = only(rows, stems)?;
        let (column, column_at) = only(columns, stems)?;
        let cell = table.cell(row, u16::try_from(column).ok()?)?;
        let figure = cell.figure?;
        let named = |m: &Mention| {
            let at = m.first as usize - sentence.start..m.end as usize - sentence.start;
            [&row_at, &column_at].iter().any(|name| name.start < at.end && at.start < name.end)
        };
        let mut end = 0;
        let mut outermost = self.mentions_in(sentence).filter(|m| {
            let within = m.first < end;
            end = end.max(m.end);
            !within && !matches!(m.kind, Kind::List | Kind::Quote) && !named(m)
        });
        let (said, None) = (outermost.next()?, outermost.next()) else { return None };
        let Reading::Amount(amount) = &said.reading else { return None };
        if !super::is_figure(said) || !self.reaches(sentence, said) {
            return None;
        }
        let of_period = table.cell(0, u16::try_from(column).ok()?).is_some_and(|head| self.is_year(head));
        let beside = |at: &usize| !(said.first as usize..said.end as usize).contains(at);
        let opens = |at: usize| self.opens_another(at, sentence.start, of_period, |at| around.contains(&running.stems[at]));
        if sentence.clone().filter(beside).any(opens) {
            return None;
        }
        let percent = figure.percent || self.heads_per_cent(table, row, column);
        if percent != (said.kind == Kind::Percent) {
            return None;
        }
        let scale = self.scale_over(table, row, column)?;
        let range = if figure.range.is_exact().is_some() { rounding(figure.value, last_digit(table)) } else { figure.range };
        let range = range.scale(scale);
        let told = if amount.hedged { amount.range } else { rounding(amount.figure, amount.last_digit) };
        let told = if figure.value.is_negative() && !amount.figure.is_negative() { told.neg() } else { told };
        let size = |range: &Range| range.middle().map(Number::abs);
        let (one, other) = (size(&range)?, size(&told)?);
        let near = one.max(other) <= one.min(other).checked_mul(Number::from(NEAR))?;
        near.then_some(Told { figure: (told, said.span), cell: (range, cell.span) })
    }

    /// Whether a figure is what something is, and not what it has changed by: "rose to 12", not "rose by 12".
    fn reaches(&self, sentence: &Indices<usize>, figure: &Mention) -> bool {
        let changes = |at: usize| self.tokens[at].is(Class::Direction) || self.tokens[at].is(Class::ChangeNoun);
        let before = (figure.first as usize).checked_sub(1).filter(|at| *at >= sentence.start);
        !sentence.clone().any(changes) || before.is_some_and(|at| self.tokens[at].is(Class::RangeTo))
    }

    /// Whether a word says that its sentence is of something else than a table around which nobody says it. Of a period more is told by verbs
    /// than what something was ("41 beds were added in 2024"); of other things they say no more than the column does ("takes 15 users").
    fn opens_another(&self, at: usize, start: usize, of_period: bool, is_known: impl Fn(usize) -> bool) -> bool {
        let t = &self.tokens[at];
        let asks = matches!(t.kind, TokenKind::Punct('?' | '"' | '“' | '”' | '»' | '«'));
        let calculated = || !t.is_any(&FREE) && t.is(Class::Derivation);
        let verb = || !of_period && self.tags.get(at) == Some(&Tag::Verb) && !t.is(Class::Event);
        let says = || t.is_word() && t.text.len() > 1 && (!t.is_any(&FREE) && !verb() || t.capital && at != start);
        asks || (t.is_any(&OTHERWISE) || calculated() || says()) && !is_known(at)
    }

    /// Whether a cell's row or column is one of percentages.
    fn heads_per_cent(&self, table: &Table, row: usize, column: usize) -> bool {
        let heads = [table.cell(row, 0), u16::try_from(column).ok().and_then(|column| table.cell(0, column)), table.cell(0, 0)];
        heads.into_iter().flatten().any(|head| self.tokens[head.tokens.clone()].iter().any(|t| t.is(Class::Percent)))
    }

    /// What a cell's figure is to be multiplied by: "SEK million" over its column or its row, in the corner or above the table. `None` where two
    /// of them say two things.
    fn scale_over(&self, table: &Table, row: usize, column: usize) -> Option<Number> {
        let heads = [table.cell(row, 0), u16::try_from(column).ok().and_then(|column| table.cell(0, column)), table.cell(0, 0)];
        let heads = heads.into_iter().flatten().map(|head| head.tokens.clone());
        let factors = heads.chain(table.caption.clone()).flat_map(|tokens| self.tokens[tokens].iter()).filter_map(|t| {
            let sense = t
                .senses
                .iter()
                .find(|s| matches!(s.class, Class::Multiplier | Class::NumberSuffix))
                .filter(|_| !t.is(Class::Unit))?;
            Some(sense.value)
        });
        let mut factors: Vec<i64> = factors.collect();
        factors.sort_unstable();
        factors.dedup();
        match factors[..] {
            [] => Some(Number::ONE),
            [one] => Some(Number::from(one)),
            _ => None,
        }
    }
}

/// One unit of what a table's figures are rounded to; they count exactly where it does not say.
fn last_digit(table: &Table) -> Number {
    if table.rounded { Number::ONE } else { Number::ZERO }
}

/// The one name that stands in a sentence, and where; a name within a longer one is none.
fn only(names: &Names, stems: &[u64]) -> Option<(usize, Indices<usize>)> {
    let mut found: Vec<(usize, Indices<usize>)> = Vec::new();
    for (at, first) in stems.iter().enumerate() {
        for name in names.get(first).into_iter().flatten() {
            let end = at + name.words.len();
            let known = found.iter().any(|(line, _)| *line == name.line);
            if !known && stems.get(at..end) == Some(&*name.words) {
                found.push((name.line, at..end));
            }
        }
    }
    let within = |(_, one): &(usize, Indices<usize>)| {
        found.iter().any(|(_, other)| other.start <= one.start && one.end <= other.end && other.len() > one.len())
    };
    let mut alone = found.iter().filter(|one| !within(one));
    match (alone.next(), alone.next()) {
        (Some(one), None) => Some(one.clone()),
        _ => None,
    }
}
