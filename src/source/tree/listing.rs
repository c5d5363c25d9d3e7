//! A drawing of folders: which of its names the repository lacks.
//!
//! ```text
//! drawing = [ root ] , line , { line }
//! line    = { "│" | "|" | blank } , ( "├" | "└" | "|" | "`" | "+" ) , ( "─" | "-" ) , { "─" | "-" } , blank , name , [ what is said of it ]
//! ```

use super::{Place, path};
use std::ops::Range;

/// Fewer lines are a part of something.
const FEWEST: usize = 3;
/// Of so many names one may be missing: where more are, another project is drawn, or one that is to be made.
const OF_NAMES: usize = 3;
/// More lines were written by a program.
const MOST: usize = 500;
/// What the branches of a drawing are made of.
const BRANCHES: [char; 10] = ['│', '├', '└', '─', '|', '`', '+', '-', ' ', '\u{a0}'];

/// A name in a drawing.
pub(super) struct Entry {
    /// The path, from the root of the drawing.
    pub(super) path: String,
    /// Where the name stands in the file.
    pub(super) at: Range<usize>,
}

/// A line of a drawing.
struct Line {
    /// Its path from the root; none where its name, or one above it, is none.
    path: Option<String>,
    at: Range<usize>,
}

/// The names in a drawing that the repository lacks, though it has what they are in.
pub(super) fn lacking(lines: &[(String, Range<usize>)], place: &Place) -> Vec<Entry> {
    let Some((root, drawn)) = read(lines, place) else { return Vec::new() };
    let named: Vec<(&str, &Line)> = drawn.iter().filter_map(|line| Some((line.path.as_deref()?, line))).collect();
    let below = |base: &str, path: &str| if base.is_empty() { path.to_owned() } else { format!("{base}/{path}") };
    let there = |base: &String| named.iter().filter(|(path, _)| place.repository.has(&below(base, path))).count();
    // What the root stands for is a folder of that name, the folder of the document, or one above it.
    let bases = place.bases().flat_map(|base| {
        let rooted = root.as_deref().map(|root| below(base, root));
        std::iter::once(base.to_owned()).chain(rooted)
    });
    let best = bases.map(|base| (there(&base), base)).reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((there, base)) = best else { return Vec::new() };
    let is_lacking = |path: &str| {
        let whole = below(&base, path);
        let is_top = |path: &str| path.rsplit_once('/').is_none_or(|(folder, _)| place.repository.has(&below(&base, folder)));
        let known = !place.repository.has(&whole) && is_top(path) && !place.repository.leaves_out(&whole);
        known && place.repository.has_below(path) == Some(false)
    };
    let missing = named.len() - there;
    if there < FEWEST || missing * OF_NAMES > named.len() {
        return Vec::new();
    }
    let lacking = named.iter().filter(|(path, _)| is_lacking(path));
    lacking.map(|(path, line)| Entry { path: (*path).to_owned(), at: line.at.clone() }).collect()
}

/// The root that stands above a drawing, and its lines; `None` if it is no drawing.
fn read(lines: &[(String, Range<usize>)], place: &Place) -> Option<(Option<String>, Vec<Line>)> {
    let stand_ins = &place.words.stand_ins;
    let mut root = None;
    let mut drawn: Vec<Line> = Vec::new();
    // The columns of the names that are open, and their paths.
    let mut open: Vec<(usize, Option<String>)> = Vec::new();
    if lines.len() > MOST {
        return None;
    }
    for (line, at) in lines {
        let name = line.trim_start_matches(BRANCHES);
        let branches = &line[..line.len() - name.len()];
        let word = name.split_whitespace().next().unwrap_or_default();
        if word.is_empty() {
            continue;
        }
        if !branches.contains(['├', '└']) && !["|-", "+-", "`-"].iter().any(|branch| branches.contains(branch)) {
            // A second root, or words between: two drawings, or none.
            if !drawn.is_empty() {
                return None;
            }
            root = path::of_line(word, stand_ins).map(str::to_owned);
            continue;
        }
        let column = branches.chars().count();
        while open.pop_if(|(other, _)| *other >= column).is_some() {}
        let own = path::of_line(word, stand_ins);
        let path = match (open.last(), own) {
            (None, own) => own.map(str::to_owned),
            (Some((_, Some(above))), Some(own)) => Some(format!("{above}/{own}")),
            _ => None,
        };
        let start = at.start + branches.len();
        drawn.push(Line { path: path.clone(), at: start..start + word.len() });
        open.push((column, path));
    }
    (drawn.len() >= FEWEST).then_some((root, drawn))
}
