//! Characters become lines in the order in which a reader reads them: columns from left to right, each from top to bottom.

use super::content::Glyph;
use crate::source::superscript;
use serde::{Deserialize, Serialize};

/// A line of a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Line {
    /// Both from 1.
    pub(super) page: u32,
    pub(super) number: u32,
    /// The column or part of the page that it stands in, from 0.
    pub(super) region: u32,
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) end: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
}

/// What parts two words, as a part of the size of their characters.
const GAP: f32 = 0.14;
/// What parts two columns, at least; and how much of the page each has, and how many lines.
const GUTTER: f32 = 0.9;
const NARROWEST: f32 = 0.17;
const FEWEST_LINES: usize = 3;
const FEWEST_WORDS: f32 = 2.2;
/// How many lines at the top and at the end of a part may reach over its columns: a title and what introduces a text, a footer.
const MOST_ABOVE: usize = 14;
const MOST_BELOW: usize = 3;
/// How often a page is divided.
const DEEPEST: usize = 6;

/// The lines of a page.
pub(super) fn lines(page: u32, glyphs: Vec<Glyph>) -> Vec<Line> {
    let words = words(glyphs);
    let (left, right) = words.iter().fold((f32::MAX, f32::MIN), |(l, r), w| (l.min(w.x), r.max(w.end)));
    let mut regions = Vec::new();
    divide(words, right - left, 0, &mut regions);
    let mut lines = Vec::new();
    for (region, words) in (0..).zip(regions) {
        for group in rows(words) {
            let number = lines.len() as u32 + 1;
            lines.extend(line(group).map(|l| Line { page, number, region, ..l }));
        }
    }
    lines
}

/// Characters that follow on each other are words.
fn words(mut glyphs: Vec<Glyph>) -> Vec<Word> {
    glyphs.retain(|g| [g.x, g.end, g.y].iter().all(|n| n.is_finite() && n.abs() < 100_000.0));
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        let near = glyphs.iter().skip(at).take_while(|g| g.y - first.y <= 0.12 * first.size.min(g.size).max(1.0)).count();
        let row = glyphs.get_mut(at..at + near).unwrap_or_default();
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut open: Option<Word> = None;
        for glyph in row.iter() {
            if glyph.text.trim().is_empty() {
                words.extend(open.take());
                continue;
            }
            let joins = open.as_ref().is_some_and(|word| {
                glyph.x - word.end < GAP * word.size.max(glyph.size)
                    && glyph.size < 1.25 * word.size
                    && word.size < 1.25 * glyph.size
            });
            if let Some(word) = open.as_mut().filter(|_| joins) {
                // What is printed twice to look bold is read once.
                if glyph.x < word.end - 0.6 * (glyph.end - glyph.x) && word.text.ends_with(&glyph.text) {
                    continue;
                }
                word.text.push_str(&glyph.text);
                word.end = word.end.max(glyph.end);
            } else {
                words.extend(open.take());
                let Glyph { x, end, y, size, .. } = *glyph;
                open = Some(Word { text: glyph.text.clone(), x, end, y, size });
            }
        }
        words.extend(open);
        at += near.max(1);
    }
    words
}

/// Words by their base lines, from top to bottom, each from left to right. Those that are set high or low stand in the line that they belong to.
fn rows(mut words: Vec<Word>) -> Vec<Vec<Word>> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let near = rows.iter_mut().rev().take(2).find(|row| {
            row.first().is_some_and(|first| {
                let (large, small) = (first.size.max(word.size), first.size.min(word.size));
                // One small beside one large is set high or low.
                word.y - first.y <= if small < 0.85 * large { 0.55 * large } else { 0.3 * large }
            })
        });
        match near {
            Some(row) => row.push(word),
            None => rows.push(vec![word]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

/// The line that a row of words is.
fn line(row: Vec<Word>) -> Option<Line> {
    let size = row.iter().map(|w| w.size).fold(0.0, f32::max);
    let base = row.iter().filter(|w| w.size > 0.85 * size).map(|w| w.y).fold(f32::MIN, f32::max);
    let mut line: Option<Line> = None;
    for word in row {
        let high = word.size < 0.85 * size && base - word.y > 0.15 * size;
        let text: String = if high { word.text.chars().map(superscript).collect() } else { word.text };
        match &mut line {
            None => {
                line = Some(Line { page: 0, number: 0, region: 0, text, x: word.x, end: word.end, y: base, size });
            }
            Some(line) => {
                let gap = word.x - line.end;
                let part = if gap > 2.5 * size {
                    "\t"
                } else if gap >= GAP * size {
                    " "
                } else {
                    ""
                };
                line.text.push_str(part);
                line.text.push_str(&text);
                line.end = line.end.max(word.end);
            }
        }
    }
    line
}

/// Divides words into the parts of a page, in the order in which they are read.
fn divide(words: Vec<Word>, page: f32, depth: usize, regions: &mut Vec<Vec<Word>>) {
    if depth < DEEPEST {
        let rows = rows(words.clone());
        for across in 0..=MOST_ABOVE + MOST_BELOW {
            for top in across.saturating_sub(MOST_BELOW)..=across.min(MOST_ABOVE) {
                let below = across - top;
                if across + FEWEST_LINES > rows.len() {
                    continue;
                }
                let middle: Vec<Word> = rows.get(top..rows.len() - below).unwrap_or_default().concat();
                if let Some(at) = gutter(&middle, page) {
                    let (left, right) = middle.into_iter().partition(|w| f32::midpoint(w.x, w.end) < at);
                    let before = rows.get(..top).unwrap_or_default().concat();
                    let after = rows.get(rows.len() - below..).unwrap_or_default().concat();
                    for part in [before, left, right, after] {
                        if !part.is_empty() {
                            divide(part, page, depth + 1, regions);
                        }
                    }
                    return;
                }
            }
        }
    }
    regions.push(words);
}

/// Where the gap between two columns of text is, if words stand in such.
fn gutter(words: &[Word], page: f32) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = words.iter().map(|w| (w.x, w.end)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reach, mut gaps) = (spans.first()?.1, Vec::new());
    for (x, end) in spans {
        if x > reach {
            gaps.push((x - reach, f32::midpoint(reach, x)));
        }
        reach = reach.max(end);
    }
    if gaps.is_empty() {
        return None;
    }
    let mut sizes: Vec<f32> = words.iter().map(|w| w.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    gaps.retain(|(gap, _)| *gap > GUTTER * size);
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    let side = |of: &dyn Fn(&&Word) -> bool| {
        let side: Vec<Word> = words.iter().filter(of).cloned().collect();
        let (left, right) = side.iter().fold((f32::MAX, f32::MIN), |(l, r), w| (l.min(w.x), r.max(w.end)));
        let count = side.len() as f32;
        let lines = rows(side).len();
        lines >= FEWEST_LINES && right - left > NARROWEST * page && count / lines as f32 >= FEWEST_WORDS
    };
    let is_gutter = |at: f32| side(&|w| f32::midpoint(w.x, w.end) < at) && side(&|w| f32::midpoint(w.x, w.end) >= at);
    gaps.into_iter().take(4).map(|(_, at)| at).find(|at| is_gutter(*at))
}
