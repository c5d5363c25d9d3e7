//! Lines become paragraphs: what every page repeats is left out, words that a line end parts are joined, and a paragraph goes on over the end of a
//! column or page.

use super::layout::Line;
use crate::source::{BlockKind, Spot, extracted::Extracted};
use std::collections::{BTreeMap, BTreeSet};

/// How many lines at the top and at the end of a page may be those that all pages have.
const EDGE: usize = 3;

/// The text of the lines of all pages.
pub(super) fn join(lines: Vec<Line>) -> Extracted {
    let repeated = repeated(&lines);
    let lines: Vec<Line> = lines.into_iter().enumerate().filter(|(at, _)| !repeated.contains(at)).map(|(_, line)| line).collect();
    let words: BTreeSet<String> = lines.iter().flat_map(|line| line.text.split_whitespace().map(bare)).collect();
    let usual = usual_size(&lines);
    let regions = measures(&lines);
    let mut out = Extracted::default();
    let mut open: Option<Paragraph> = None;
    for (at, line) in lines.iter().enumerate() {
        let goes_on = at.checked_sub(1).and_then(|before| lines.get(before)).zip(open.as_ref());
        let goes_on = goes_on.is_some_and(|(before, open)| follows(before, line, lines.get(at + 1), &regions, open));
        match open.as_mut().filter(|_| goes_on) {
            Some(paragraph) => paragraph.add(line, &words),
            None => {
                if let Some(paragraph) = open.replace(Paragraph::new(line)) {
                    paragraph.close(&mut out, usual);
                }
            }
        }
    }
    if let Some(paragraph) = open {
        paragraph.close(&mut out, usual);
    }
    out
}

/// A paragraph, and where its lines begin in it.
struct Paragraph {
    text: String,
    starts: Vec<(usize, Spot)>,
    size: f32,
}

impl Paragraph {
    fn new(line: &Line) -> Self {
        Self { text: line.text.clone(), starts: vec![(0, spot(line))], size: line.size }
    }

    fn add(&mut self, line: &Line, words: &BTreeSet<String>) {
        let first = line.text.split_whitespace().next().unwrap_or_default();
        match hyphen(&self.text, first, words) {
            Some(cut) => self.text.truncate(cut),
            None => self.text.push(' '),
        }
        self.starts.push((self.text.len(), spot(line)));
        self.text.push_str(&line.text);
    }

    fn close(self, out: &mut Extracted, usual: f32) {
        let start = out.text.len();
        for (at, spot) in self.starts {
            out.places.add(start + at, spot);
        }
        let large = self.size > 1.15 * usual && self.text.chars().count() < 200;
        // Of three levels, by how much larger it is.
        let level = if self.size > 1.7 * usual {
            1
        } else if self.size > 1.35 * usual {
            2
        } else {
            3
        };
        out.push(&self.text, large.then_some(BlockKind::Heading { level }));
    }
}

fn spot(line: &Line) -> Spot {
    Spot::Page { page: line.page, line: line.number }
}

/// A word without the marks around it, in small letters.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Where a text is cut that goes on with `next`, if it ends with a hyphen: before the hyphen, if that is not part of the word.
fn hyphen(text: &str, next: &str, words: &BTreeSet<String>) -> Option<usize> {
    let stem = text.strip_suffix(['-', '\u{2010}'])?;
    let head = stem.rsplit(char::is_whitespace).next().unwrap_or_default();
    if !head.ends_with(char::is_alphabetic) || !next.starts_with(char::is_alphanumeric) {
        // A dash, or a range of numbers.
        return head.ends_with(char::is_alphanumeric).then_some(text.len());
    }
    let (whole, parted) = (bare(&format!("{head}{next}")), bare(&format!("{head}-{next}")));
    let keeps = !next.starts_with(char::is_lowercase) || words.contains(&parted) && !words.contains(&whole);
    Some(if keeps { text.len() } else { stem.len() })
}

/// The size that most characters have.
fn usual_size(lines: &[Line]) -> f32 {
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for line in lines {
        *sizes.entry((line.size * 4.0) as i64).or_default() += line.text.len();
    }
    let most = sizes.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

/// Where the lines of a part of a page begin and end, and how far they stand apart.
#[derive(Clone, Copy)]
struct Measure {
    left: f32,
    right: f32,
    leading: f32,
}

fn measures(lines: &[Line]) -> BTreeMap<(u32, u32), Measure> {
    let mut regions: BTreeMap<(u32, u32), Vec<&Line>> = BTreeMap::new();
    for line in lines {
        regions.entry((line.page, line.region)).or_default().push(line);
    }
    let measure = |lines: Vec<&Line>| {
        let mut steps: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|step| *step > 0.0).collect();
        steps.sort_by(f32::total_cmp);
        // Most steps are within paragraphs.
        let leading = steps.get(steps.len() / 3).copied().unwrap_or(f32::MAX);
        let left = lines.iter().map(|l| l.x).fold(f32::MAX, f32::min);
        let right = lines.iter().map(|l| l.end).fold(f32::MIN, f32::max);
        Measure { left, right, leading }
    };
    regions.into_iter().map(|(region, lines)| (region, measure(lines))).collect()
}

/// Whether a line goes on with the paragraph that the line before it stands in.
fn follows(before: &Line, line: &Line, after: Option<&Line>, regions: &BTreeMap<(u32, u32), Measure>, open: &Paragraph) -> bool {
    let Some(measure) = regions.get(&(before.page, before.region)) else { return false };
    let text = line.text.trim_start();
    let same_size = (line.size - before.size).abs() < 0.08 * before.size;
    if !same_size || starts_item(text) || line.text.contains('\t') || before.text.contains('\t') {
        return false;
    }
    let ended =
        open.text.trim_end().trim_end_matches(['"', '”', '’', '»', ')', '¹', '²', '³']).ends_with(['.', '!', '?', ':', '…']);
    let first = text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f32;
    // The next word would have had room.
    let short = before.end + 0.55 * before.size * (first + 1.0) < measure.right;
    if (line.page, line.region) != (before.page, before.region) {
        let small = text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        return !short && !ended || open.text.ends_with('-') || small && !ended;
    }
    let step = line.y - before.y;
    let near = step > 0.0 && step < 1.3 * measure.leading.min(2.0 * line.size);
    let indented = |line: &Line, by: f32| line.x > measure.left + by * line.size;
    // Set in, where the next line is not: the first line of a paragraph.
    let opens = indented(line, 0.7)
        && line.x > before.x + 0.7 * line.size
        && after.is_none_or(|after| after.x < line.x - 0.5 * line.size);
    near && !opens && !(short && (ended || text.starts_with(char::is_uppercase)))
}

/// Whether a line begins with the marker of a list.
fn starts_item(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - number.len();
    let numbered = number.strip_prefix(['.', ')']).filter(|_| (1..=2).contains(&digits));
    let rest = text.strip_prefix(['•', '◦', '▪', '‣', '*', '-', '–']).or(numbered);
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// The lines that stand at the top or the end of pages again and again, numbers aside: running heads and page numbers.
fn repeated(lines: &[Line]) -> BTreeSet<usize> {
    let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push(at);
    }
    let mut seen: BTreeMap<(String, i32), Vec<usize>> = BTreeMap::new();
    let count = pages.len();
    let mut left_out = BTreeSet::new();
    for page in pages.values_mut() {
        page.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let edges = page.iter().take(EDGE).chain(page.iter().skip(EDGE).rev().take(EDGE));
        for &at in edges {
            let Some(line) = lines.get(at) else { continue };
            let shape: String =
                line.text.split_whitespace().map(|w| if w.contains(|c: char| c.is_ascii_digit()) { "0" } else { w }).collect();
            // Alone on its line, a number is that of the page.
            let number = line.text.trim_matches(|c: char| c.is_whitespace() || "-–—/.|[]".contains(c));
            let last = page.last() == Some(&at) || page.first() == Some(&at);
            if last && number.parse::<u32>().is_ok_and(|n| n < 10_000) && (number.len() < 4 || n_is_page(number, line.page)) {
                left_out.insert(at);
            }
            seen.entry((shape, (line.y / 6.0) as i32)).or_default().push(at);
        }
    }
    for places in seen.into_values() {
        let on: BTreeSet<u32> = places.iter().filter_map(|at| lines.get(*at)).map(|line| line.page).collect();
        if on.len() >= 2 && on.len() * 3 >= count {
            left_out.extend(places);
        }
    }
    left_out
}

fn n_is_page(number: &str, page: u32) -> bool {
    number.parse() == Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_line_end_parts_are_joined() {
        let words: BTreeSet<String> = ["well-known".to_owned(), "cooperation".to_owned()].into();
        for (text, next, joined) in [
            ("the ferry termi-", "nal", "the ferry terminal"),
            ("a well-", "known mill", "a well-known mill"),
            ("their cooper-", "ation", "their cooperation"),
            ("Anna Berg-", "Ström", "Anna Berg-Ström"),
            ("from 2019-", "2021", "from 2019-2021"),
        ] {
            let cut = hyphen(text, next.split(' ').next().unwrap(), &words).unwrap();
            assert_eq!(format!("{}{next}", &text[..cut]), joined);
        }
        assert_eq!(hyphen("It is so -", "he said", &words), None);
    }
}
