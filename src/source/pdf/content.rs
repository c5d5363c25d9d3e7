//! What a page shows: the instructions of its content become characters with places.
//!
//! Only what moves or shows text is looked at. Forms (pages within pages) are followed to a depth, and never into themselves; text that is turned is
//! left out, as labels of drawings and watermarks are.

use super::{PdfError, font::Font};
use hayro_syntax::{
    content::UntypedIter,
    object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream},
    page::{Page, Resources},
};
use std::{collections::BTreeMap, rc::Rc};

/// How far forms in forms are followed.
const DEEPEST: usize = 8;
/// The most instructions and the most characters of a page.
const MOST_INSTRUCTIONS: usize = 5_000_000;
/// How many bytes of a form are as much work as an instruction, whatever stands there: unpacking them takes that long.
const BYTES_AN_INSTRUCTION: usize = 64;
const MOST_GLYPHS: usize = 500_000;

/// A character on a page; x goes to the right, y down, in points.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f32,
    /// Where the next character would stand.
    pub(super) end: f32,
    /// Its base line.
    pub(super) y: f32,
    pub(super) size: f32,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// Whether there are pictures on it.
    pub(super) pictures: bool,
    /// How many characters have no meaning that the file tells.
    pub(super) unknown: usize,
    /// How many instructions it took.
    pub(super) instructions: usize,
}

/// Fonts by the object that defines them, so that each is read once.
pub(super) type Fonts = BTreeMap<ObjectIdentifier, Rc<Font>>;

type Matrix = [f64; 6];

/// `b` seen through `a`.
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[2] * b[1],
        a[1] * b[0] + a[3] * b[1],
        a[0] * b[2] + a[2] * b[3],
        a[1] * b[2] + a[3] * b[3],
        a[0] * b[4] + a[2] * b[5] + a[4],
        a[1] * b[4] + a[3] * b[5] + a[5],
    ]
}

/// How text is set; kept and given back by `q` and `Q`.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    between_chars: f64,
    between_words: f64,
    /// As a part of the whole.
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Reader<'f> {
    fonts: &'f mut Fonts,
    shown: Shown,
    state: State,
    /// Where the line at hand begins, and where the next character stands.
    line: Matrix,
    text: Matrix,
    forms: Vec<ObjectIdentifier>,
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The characters of a page, in the order in which they are drawn.
pub(super) fn read(page: &Page, fonts: &mut Fonts) -> Result<Shown, PdfError> {
    let matrix = page.initial_transform(true).as_coeffs();
    let state =
        State { matrix, font: None, size: 0.0, between_chars: 0.0, between_words: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
    let mut reader = Reader { fonts, shown: Shown::default(), state, line: IDENTITY, text: IDENTITY, forms: Vec::new() };
    let content = content(page);
    reader.run(UntypedIter::new(&content), page.resources())?;
    Ok(reader.shown)
}

/// The instructions of a page. The crate's own would be kept until all pages are read.
fn content(page: &Page) -> Vec<u8> {
    let dict = page.raw();
    let parts = dict.get::<Array>("Contents");
    let parts = dict.get::<Stream>("Contents").into_iter().chain(parts.iter().flat_map(Array::iter::<Stream>));
    let mut content = Vec::new();
    for part in parts.filter_map(|part| part.decoded().ok()) {
        content.extend_from_slice(&part);
        // What is in two parts is no one word.
        content.push(b' ');
    }
    content
}

impl Reader<'_> {
    fn run(&mut self, mut instructions: UntypedIter, resources: &Resources) -> Result<(), PdfError> {
        let mut kept: Vec<State> = Vec::new();
        while let Some(instruction) = instructions.next() {
            self.shown.instructions += 1;
            if self.shown.instructions > MOST_INSTRUCTIONS {
                return Err(PdfError::Costly);
            }
            if self.shown.glyphs.len() > MOST_GLYPHS {
                return Err(PdfError::TooLarge);
            }
            let operator: &[u8] = instruction.operator;
            let mut operands = instruction.operands();
            let mut numbers = [0.0; 6];
            match operator {
                b"q" if kept.len() < 10_000 => kept.push(self.state.clone()),
                b"Q" => self.state = kept.pop().unwrap_or_else(|| self.state.clone()),
                b"cm" | b"Tm" | b"Td" | b"TD" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" => {
                    for (number, operand) in numbers.iter_mut().zip(operands) {
                        *number = if let Object::Number(n) = operand { n.as_f64() } else { 0.0 };
                    }
                    self.set(operator, numbers);
                }
                b"BT" => (self.line, self.text) = (IDENTITY, IDENTITY),
                b"Tf" => {
                    if let (Some(Object::Name(name)), Some(Object::Number(size))) = (operands.next(), operands.next()) {
                        self.state.size = size.as_f64();
                        self.state.font = self.font(name, resources);
                    }
                }
                b"T*" => self.next_line(0.0, -self.state.leading),
                b"Tj" | b"'" | b"\"" => {
                    if operator == b"\"" {
                        let mut next = || operands.next().and_then(number).unwrap_or(0.0);
                        (self.state.between_words, self.state.between_chars) = (next(), next());
                    }
                    if operator != b"Tj" {
                        self.next_line(0.0, -self.state.leading);
                    }
                    if let Some(Object::String(string)) = operands.next() {
                        self.show(string);
                    }
                }
                b"TJ" => {
                    if let Some(Object::Array(parts)) = operands.next() {
                        for part in parts.iter::<Object>() {
                            match part {
                                Object::String(string) => self.show(&string),
                                Object::Number(back) => {
                                    self.advance(-back.as_f64() / 1000.0 * self.state.size * self.state.stretch);
                                }
                                _ => {}
                            }
                        }
                    }
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.next()
                        && let Some(object) = resources.get_x_object(name)
                    {
                        self.object(&object, resources)?;
                    }
                }
                b"BI" => self.shown.pictures = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn set(&mut self, operator: &[u8], numbers: Matrix) {
        let [first, second, ..] = numbers;
        match operator {
            b"cm" => self.state.matrix = product(&self.state.matrix, &numbers),
            b"Tm" => (self.line, self.text) = (numbers, numbers),
            b"Td" => self.next_line(first, second),
            b"TD" => {
                self.state.leading = -second;
                self.next_line(first, second);
            }
            b"Tc" => self.state.between_chars = first,
            b"Tw" => self.state.between_words = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = product(&self.line, &[1.0, 0.0, 0.0, 1.0, x, y]);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64) {
        self.text = product(&self.text, &[1.0, 0.0, 0.0, 1.0, x, 0.0]);
    }

    /// A font by its name on this page.
    fn font(&mut self, name: &Name, resources: &Resources) -> Option<Rc<Font>> {
        let dict: Dict = resources.get_font(name)?;
        let Some(id) = dict.obj_id() else { return Some(Rc::new(Font::new(&dict))) };
        Some(self.fonts.entry(id).or_insert_with(|| Rc::new(Font::new(&dict))).clone())
    }

    fn object(&mut self, object: &Stream, resources: &Resources) -> Result<(), PdfError> {
        let dict = object.dict();
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.shown.pictures = true,
            Some(b"Form") if self.forms.len() < DEEPEST && !self.forms.contains(&object.obj_id()) => {
                let Ok(content) = object.decoded() else { return Ok(()) };
                self.shown.instructions += content.len() / BYTES_AN_INSTRUCTION;
                let before = self.state.clone();
                if let Some(matrix) = dict.get::<Array>("Matrix") {
                    let mut own = IDENTITY;
                    own.iter_mut().zip(matrix.iter::<f32>()).for_each(|(own, n)| *own = f64::from(n));
                    self.state.matrix = product(&self.state.matrix, &own);
                }
                self.forms.push(object.obj_id());
                match dict.get::<Dict>("Resources") {
                    Some(own) => self.run(UntypedIter::new(&content), &Resources::from_parent(own, resources.clone()))?,
                    None => self.run(UntypedIter::new(&content), resources)?,
                }
                self.forms.pop();
                self.state = before;
            }
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, string: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let State { size, between_chars, between_words, stretch, rise, .. } = self.state;
        font.show(string, |char| {
            let set = [size * stretch, 0.0, 0.0, size, 0.0, rise];
            let [right, up, c, d, x, y] = product(&self.state.matrix, &product(&self.text, &set));
            let width = f64::from(char.width);
            // Ten times as far to the right as up or down is a line.
            let (level, height) = (right > 0.0 && up.abs() * 10.0 < right, c.hypot(d));
            if char.text.is_empty() {
                self.shown.unknown += 1;
            } else if level && (0.5..2_000.0).contains(&height) && self.shown.glyphs.len() <= MOST_GLYPHS {
                let (x, end) = (x as f32, (x + right * width) as f32);
                self.shown.glyphs.push(Glyph { text: char.text, x, end, y: y as f32, size: height as f32 });
            }
            let space = if char.is_space { between_words } else { 0.0 };
            self.advance((width * size + between_chars + space) * stretch);
        });
    }
}

fn number(object: &Object) -> Option<f64> {
    let of = |n: &Number| n.as_f64();
    if let Object::Number(n) = object { Some(of(n)) } else { None }
}
