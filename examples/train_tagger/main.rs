//! Trains the models of parts of speech from treebanks, and scores them.
//!
//! ```text
//! cargo run --release --example train_tagger -- FOLDER rules/lang          trains from LANGUAGE.train.tsv, writes LANGUAGE.tagger
//! cargo run --release --example train_tagger -- --score FOLDER rules/lang  scores LANGUAGE.tagger on LANGUAGE.*test.tsv
//! ```
//!
//! The same treebanks give the same bytes. A sentence is joined with single spaces and cut by factlint's own lexer; what is scored are the
//! words that it cuts as the treebank does. Scoring fails where a model tags less than 93 % of them right.

mod perceptron;
mod treebank;

use factlint::internals::{
    lexicon::{Languages, Lexicon},
    text::{
        Token,
        tagging::{Model, tags_by},
    },
};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// Rows of a model as a power of two: 16 bytes each. One more doubles its size for 0.2 to 0.5 points.
const ROWS: u8 = 14;

/// The least share of words that a model must tag right, in hundredths of a percent: what phrases are built on.
const FLOOR: usize = 9_300;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let score = arguments.first().is_some_and(|a| a == "--score");
    arguments.drain(..usize::from(score));
    let rows = arguments.get(2).map_or(Ok(ROWS), |rows| rows.parse())?;
    let [folder, models] = [0, 1].map(|n| arguments.get(n).map(Path::new));
    let (Some(folder), Some(models)) = (folder, models) else {
        return Err("usage: train_tagger [--score] TREEBANKS MODELS".into());
    };
    let languages = Languages::default();
    let mut fell = false;
    for tag in languages.tags() {
        let Some(lexicon) = languages.get(tag) else { continue };
        let path = models.join(format!("{tag}.tagger"));
        if score && path.exists() {
            let bytes = fs::read(&path)?;
            let model = Model::read(&bytes).ok_or_else(|| format!("{} is no model of this version", path.display()))?;
            for file in files(folder, tag, "test.tsv")? {
                fell |= score_file(&file, lexicon, model)? < FLOOR;
            }
        } else if !score {
            train(&files(folder, tag, "train.tsv")?, lexicon, rows, &path)?;
        }
    }
    if fell { Err("a model tags too few words right".into()) } else { Ok(()) }
}

/// The treebanks of a language with this ending, in order of their names.
fn files(folder: &Path, language: &str, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.strip_prefix(language).is_some_and(|rest| rest.starts_with('.') && rest.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn train(files: &[PathBuf], lexicon: &Lexicon, rows: u8, path: &Path) -> Result {
    let mut sentences = Vec::new();
    for file in files {
        let mut gold = treebank::read(file)?;
        treebank::harmonise(&mut gold);
        for words in gold {
            let spaced = treebank::place(&words, |_| true);
            for places in std::iter::once(spaced).chain(treebank::as_written(&words)) {
                sentences.push(treebank::lex(&words, &places, lexicon, |_| ()).0);
            }
        }
    }
    if sentences.is_empty() {
        return Ok(());
    }
    let weights = perceptron::train(&sentences, rows);
    fs::write(path, Model::write(rows, &weights))?;
    println!("{}: from {} sentences", path.display(), sentences.len());
    Ok(())
}

/// Prints the accuracy on a treebank's words that the lexer cuts alike: on all of them, and on those that are neither marks nor digits.
/// Gives that on all, in hundredths of a percent.
fn score_file(file: &Path, lexicon: &Lexicon, model: Model) -> Result<usize> {
    let (mut of, mut all, mut words) = (0, Share::default(), Share::default());
    for gold in treebank::read(file)? {
        let by_model = |tokens: &[Token]| tags_by(model, tokens, std::iter::once(0..tokens.len()));
        let (sentence, tags) = treebank::lex(&gold, &treebank::place(&gold, |_| true), lexicon, by_model);
        of += sentence.of;
        for at in (0..tags.len()).filter(|at| sentence.alike[*at]) {
            let right = sentence.gold[at] == Some(tags[at]);
            all.add(right);
            if sentence.told[at].is_none() {
                words.add(right);
            }
        }
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let alike = Share { right: all.of, of };
    println!(
        "{name}: {} of {of} words cut alike; tags {} (without marks and digits {})",
        alike.percent(),
        all.percent(),
        words.percent()
    );
    Ok(all.hundredths())
}

#[derive(Default)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }

    /// In hundredths of a percent.
    fn hundredths(&self) -> usize {
        self.right * 10_000 / self.of.max(1)
    }

    /// "93.46 %".
    fn percent(&self) -> String {
        format!("{}.{:02} %", self.hundredths() / 100, self.hundredths() % 100)
    }
}
