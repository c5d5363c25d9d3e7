//! Tags and text become blocks.
//!
//! No tree is built. A stack of the open elements says what the text at hand is; an end tag closes all that was opened after its start
//! tag. Each element is pushed and popped once, so that the time is linear however deep a page is nested.

use super::{
    elements::{self, Attributes, Class},
    entities::Entities,
    metadata::Page,
};
use crate::{
    source::{Block, BlockKind, Metadata, Origin, grid::Grid, pieces::Pieced, plain, superscript},
    text::Span,
};
use html5gum::HtmlString;
use rustc_hash::FxHashMap;
use std::{mem, ops::Range};

/// How many open elements an end tag of a part of a line looks through for its start tag.
const NEAR: usize = 64;

/// A box of which a third is links leads to other texts.
const LINKS: usize = 3;

/// An open element.
struct Element {
    name: HtmlString,
    class: Class,
    /// Nothing of it is read.
    hidden: bool,
    /// How many blocks were there when it began.
    before: usize,
    /// For a form, whether it holds what a page is about.
    keeps: bool,
    /// How much text there was when it began, and how much of it in links.
    from: usize,
    linked: usize,
}

/// Reads one page.
pub(super) struct Reader<'a> {
    raw: &'a str,
    out: Pieced,
    entities: Entities,
    page: Page,
    stack: Vec<Element>,
    /// How many elements of a name are open.
    open: FxHashMap<Vec<u8>, usize>,
    /// How many open elements are of these kinds.
    hidden: usize,
    headings: usize,
    cells: usize,
    sections: usize,
    superscripts: usize,
    preformatted: usize,
    /// The bytes of text that stand in links.
    linked: usize,
    /// For each list that is open, whether its next item is the first one it has, and begins to count anew.
    lists: Vec<bool>,
    /// For each list item that is open, whether nothing of it was read yet.
    items: Vec<bool>,
    /// The tables that are open.
    tables: Vec<Grid>,
    /// Where the forms on the stack are.
    forms: Vec<usize>,
    /// Blocks in `main` elements.
    mains: Vec<Range<usize>>,
    /// The block of the page's `title`.
    title: Option<usize>,
    /// The first block of an `h1`.
    headline: Option<usize>,
    /// Where the JSON-LD script that is open begins.
    json: Option<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self {
            raw,
            out: Pieced::with_capacity(raw.len() / 2),
            entities: Entities::default(),
            page: Page::default(),
            stack: Vec::new(),
            open: FxHashMap::default(),
            hidden: 0,
            headings: 0,
            cells: 0,
            sections: 0,
            superscripts: 0,
            preformatted: 0,
            linked: 0,
            lists: Vec::new(),
            items: Vec::new(),
            tables: Vec::new(),
            forms: Vec::new(),
            mains: Vec::new(),
            title: None,
            headline: None,
            json: None,
        }
    }

    /// Whether an image of lines (`svg`) or a formula is open, whose elements may close themselves.
    pub(super) fn in_foreign(&self) -> bool {
        [b"svg".as_slice(), b"math"].iter().any(|name| self.open.contains_key(*name))
    }

    /// A start tag, which stands at `at`.
    pub(super) fn start(&mut self, name: HtmlString, attributes: &Attributes, at: Range<usize>) {
        let class = Class::of(&name);
        self.page.tag(&name, attributes);
        if &*name == b"script" && elements::value(attributes, "type").is_some_and(|t| t.trim() == "application/ld+json") {
            self.json = Some(at.end);
        }
        if class.breaks() {
            self.close();
            if self.stack.last().is_some_and(|top| elements::ends(&top.name, &name)) {
                self.pop();
            }
        }
        match class {
            Class::Void | Class::Rule => return,
            Class::Break => return self.line_break(at),
            _ => {}
        }
        // A second `p` may end a paragraph in a cell that the next cell ends in turn.
        if class.breaks() && self.stack.last().is_some_and(|top| elements::ends(&top.name, &name)) {
            self.pop();
        }
        let within = self.sections > 0;
        let footnote = self.superscripts > 0 && elements::value(attributes, "href").is_some_and(|to| to.starts_with('#'));
        let left_out = match class {
            Class::Unread | Class::Furniture => true,
            // In an article stands what belongs to it, beside it what belongs to the site.
            Class::Aside | Class::Banner => !within || elements::left_out(attributes, within),
            _ if matches!(name.as_slice(), b"html" | b"body") => false,
            _ => footnote || elements::left_out(attributes, within),
        };
        if self.hidden == 0 && !left_out {
            match class {
                Class::Code => self.out.push("\u{fffc}", at),
                Class::Quotation => self.out.push("“", at),
                Class::Main | Class::Section => self.keep_forms(),
                Class::Heading if &*name == b"h1" => self.keep_forms(),
                _ => {}
            }
        }
        self.place(&name, attributes);
        if class == Class::List {
            let from = elements::value(attributes, "start").and_then(|n| n.trim().parse::<i64>().ok());
            self.lists.push(from.is_none_or(|from| from <= 1));
        }
        self.push(name, class, left_out || class == Class::Code);
    }

    /// An end tag, which stands at `at`.
    pub(super) fn end(&mut self, name: &[u8], at: Range<usize>) {
        let class = Class::of(name);
        if class == Class::Break {
            // `</br>` is read as `<br>`.
            return self.line_break(at);
        }
        if name == b"script"
            && let Some(start) = self.json.take()
        {
            self.page.json(self.raw.get(start..at.start).unwrap_or_default());
        }
        if class.breaks() {
            self.close();
        }
        let place = match self.open.get(name) {
            None => None,
            Some(_) if class == Class::Inline => {
                let near = self.stack.iter().enumerate().rev().take(NEAR).take_while(|(_, e)| !e.class.breaks());
                near.filter(|(_, e)| &**e.name == name).map(|(place, _)| place).next()
            }
            Some(_) => self.stack.iter().rposition(|e| &**e.name == name),
        };
        let Some(place) = place else { return };
        while self.stack.len() > place {
            self.pop();
        }
        if class == Class::Quotation && self.hidden == 0 {
            self.out.push("”", at);
        }
    }

    fn push(&mut self, name: HtmlString, class: Class, hidden: bool) {
        *self.open.entry(name.to_vec()).or_default() += 1;
        self.hidden += usize::from(hidden);
        let before = self.out.blocks.len();
        match class {
            Class::Heading => self.headings += 1,
            Class::Cell => self.cells += 1,
            Class::Section | Class::Main => self.sections += 1,
            Class::Superscript => self.superscripts += 1,
            Class::Preformatted => self.preformatted += 1,
            Class::Item => self.items.push(true),
            Class::Form => self.forms.push(self.stack.len()),
            _ => {}
        }
        let (from, linked) = (self.out.text.len(), self.linked);
        self.stack.push(Element { name, class, hidden, before, keeps: false, from, linked });
    }

    fn pop(&mut self) {
        if self.stack.last().is_some_and(|top| top.class.breaks()) {
            self.close();
        }
        let Some(top) = self.stack.pop() else { return };
        if &**top.name == b"table" {
            self.tables.pop();
        }
        if let Some(count) = self.open.get_mut(&**top.name) {
            *count -= 1;
            if *count == 0 {
                self.open.remove(&**top.name);
            }
        }
        self.hidden -= usize::from(top.hidden);
        if &**top.name == b"a" {
            self.linked += self.out.text.len() - top.from;
        }
        match top.class {
            Class::Aside if !top.hidden && !self.is_fact_box(&top) => self.out.blocks.truncate(top.before),
            Class::Heading => self.headings -= 1,
            Class::Cell => self.cells -= 1,
            Class::Section => self.sections -= 1,
            Class::Main => {
                self.sections -= 1;
                self.mains.push(top.before..self.out.blocks.len());
            }
            Class::Superscript => self.superscripts -= 1,
            Class::Preformatted => self.preformatted -= 1,
            Class::List => drop(self.lists.pop()),
            Class::Item => drop(self.items.pop()),
            Class::Form => {
                self.forms.pop();
                if !top.keeps {
                    self.out.blocks.truncate(top.before);
                }
            }
            _ => {}
        }
    }

    /// Whether what stands beside an article tells of it: under a heading, or as a list or a table, and not to lead the reader on.
    fn is_fact_box(&self, aside: &Element) -> bool {
        let blocks = self.out.blocks.get(aside.before..).unwrap_or_default();
        let told = blocks.iter().any(|block| block.kind != BlockKind::Paragraph);
        let (all, linked) = (self.out.text.len() - aside.from, self.linked - aside.linked);
        told && linked * LINKS < all
    }

    /// Counts the rows and cells of tables.
    fn place(&mut self, name: &[u8], attributes: &Attributes) {
        let span = |name| elements::value(attributes, name).and_then(|n| n.trim().parse::<u16>().ok()).unwrap_or(1);
        match (name, self.tables.last_mut()) {
            (b"table", around) => {
                if let Some(around) = around {
                    around.break_up();
                }
                self.tables.push(Grid::default());
            }
            (b"tr", Some(table)) => table.open_row(),
            (b"td" | b"th", Some(table)) => {
                table.open_cell(span("colspan"));
                if span("rowspan") != 1 {
                    table.break_up();
                }
            }
            _ => {}
        }
    }

    /// The level of the heading that is open: the page's title stands above all.
    fn level(&self) -> u8 {
        let heading = self.stack.iter().rev().take(NEAR).find(|e| e.class == Class::Heading);
        heading.and_then(|e| e.name.get(1)).filter(|digit| digit.is_ascii_digit()).map_or(1, |digit| digit - b'0')
    }

    /// The open forms hold the text of the page, as they do where a whole page is one form.
    fn keep_forms(&mut self) {
        for form in mem::take(&mut self.forms) {
            if let Some(form) = self.stack.get_mut(form) {
                form.keeps = true;
            }
        }
    }

    /// One break is one within a paragraph, two make a new one.
    fn line_break(&mut self, at: Range<usize>) {
        if self.hidden > 0 || !self.out.is_open() {
            return;
        }
        if self.out.text.ends_with('\n') && self.preformatted == 0 {
            self.close();
        } else {
            self.out.push("\n", at);
        }
    }

    /// Text, which stands at `at`: references are decoded, white space is one space, soft hyphens are left out.
    pub(super) fn text(&mut self, at: Range<usize>) {
        if self.hidden > 0 {
            return;
        }
        let text = self.raw.get(at.clone()).unwrap_or_default();
        let bytes = text.as_bytes();
        let (mut start, mut i) = (0, 0);
        while let Some(&b) = bytes.get(i) {
            let (replacement, length) = match b {
                b'&' => {
                    let mut entities = mem::take(&mut self.entities);
                    let (decoded, length) = entities.read(text.get(i..).unwrap_or_default());
                    self.copy(&text[start..i], at.start + start);
                    if decoded != "\u{ad}" {
                        self.replace(decoded, at.start + i..at.start + i + length);
                    }
                    self.entities = entities;
                    (None, length)
                }
                b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' if self.preformatted == 0 => {
                    let run = bytes.iter().skip(i).take_while(|b| b.is_ascii_whitespace()).count();
                    if b == b' ' && run == 1 && i > start {
                        i += 1;
                        continue;
                    }
                    self.copy(&text[start..i], at.start + start);
                    let spaced = self.out.text.ends_with([' ', '\n']);
                    ((!spaced).then_some(" "), run)
                }
                0xc2 if bytes.get(i + 1) == Some(&0xad) => {
                    self.copy(&text[start..i], at.start + start);
                    (None, 2)
                }
                _ => {
                    i += 1;
                    continue;
                }
            };
            if let Some(replacement) = replacement {
                self.replace(replacement, at.start + i..at.start + i + length);
            }
            i += length;
            start = i;
        }
        self.copy(&text[start..], at.start + start);
    }

    /// Adds text as it stands in the file.
    fn copy(&mut self, text: &str, at: usize) {
        if self.superscripts == 0 {
            self.out.push(text, at..at + text.len());
            return;
        }
        for (i, c) in text.char_indices() {
            self.replace(c.encode_utf8(&mut [0; 4]), at + i..at + i + c.len_utf8());
        }
    }

    /// Adds what a part of the file stands for.
    fn replace(&mut self, text: &str, at: Range<usize>) {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if self.superscripts > 0 => self.out.push(superscript(c).encode_utf8(&mut [0; 4]), at),
            _ => self.out.push(text, at),
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        if self.hidden > 0 {
            return;
        }
        let Some(range) = self.out.end() else { return };
        if self.preformatted > 0 {
            let lines = plain::blocks(self.out.text.get(range.clone()).unwrap_or_default(), 0);
            let shift =
                |b: Block| Block { span: Span::new(range.start + b.span.start as usize, range.start + b.span.end as usize), ..b };
            self.out.blocks.extend(lines.into_iter().map(shift));
            return;
        }
        let depth = self.items.len() as u32;
        let kind = match self.items.last_mut() {
            _ if self.headings > 0 => BlockKind::Heading { level: self.level() },
            _ if self.cells > 0 => self.tables.last().copied().unwrap_or_default().cell(),
            Some(first) if *first => {
                *first = false;
                BlockKind::ListItem { depth, opens: self.lists.last_mut().is_some_and(mem::take), number: 0 }
            }
            Some(_) => BlockKind::ItemPart { depth },
            None => BlockKind::Paragraph,
        };
        let number = self.out.blocks.len();
        let heading = self.stack.iter().rev().take(NEAR).find(|e| e.class == Class::Heading);
        match heading.map(|e| &**e.name) {
            Some(b"title") => self.title = self.title.or(Some(number)),
            Some(b"h1") => self.headline = self.headline.or(Some(number)),
            _ => {}
        }
        self.out.blocks.push(Block { span: Span::new(range.start, range.end), kind });
    }

    /// The text, its blocks, the way back to the file, and what the page says of itself.
    pub(super) fn finish(mut self) -> (String, Vec<Block>, Origin, Metadata) {
        self.close();
        // A form that is never closed is no reason to drop a page.
        self.keep_forms();
        while !self.stack.is_empty() {
            self.pop();
        }
        let (text, blocks, origin) = self.out.finish();
        self.mains.retain(|main| !main.is_empty());
        self.mains.sort_by_key(|main| main.start);
        let has_main = !self.mains.is_empty();
        let mut mains = self.mains.into_iter().peekable();
        // Where the `main` elements end that began so far.
        let mut reach = 0;
        let in_main = |number: usize| {
            while let Some(main) = mains.next_if(|main| main.start <= number) {
                reach = reach.max(main.end);
            }
            number < reach
        };
        let mut read: Vec<bool> = (0..blocks.len()).map(in_main).map(|inside| inside || !has_main).collect();
        // The title of a page with a headline is that headline again, and the name of the site.
        let is_read = |number: usize| read.get(number).is_some_and(|read| *read);
        let titled = self.headline.is_none_or(|number| !is_read(number));
        if let Some(title) = self.title.and_then(|number| read.get_mut(number)) {
            *title = titled;
        }
        let kept = blocks.into_iter().zip(read).filter(|(_, read)| *read);
        (text, kept.map(|(block, _)| block).collect(), origin, self.page.metadata())
    }
}
