//! A model of parts of speech: its bytes.
//!
//! ```text
//! model    = "FLTAG" , version , features , rows , checksum , weights
//! version  = byte                                   of this form
//! features = byte                                   of the features that it was trained with
//! rows     = byte                                   as a power of two
//! checksum = 8 bytes, little-endian                 of the weights, see [`checksum`]
//! weights  = { row }                                a signed byte for each tag but the last
//! ```

use super::MODELLED;
use std::sync::OnceLock;

const MAGIC: &[u8; 5] = b"FLTAG";
const VERSION: u8 = 1;
/// The version of the features: a model that was trained with others is not used.
pub const FEATURES: u8 = 1;
const HEADER: usize = MAGIC.len() + 3 + 8;
/// More rows than any model has.
const MOST_ROWS: u8 = 24;

/// A model, ready for use.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    rows: &'a [[u8; MODELLED]],
    shift: u32,
}

impl<'a> Model<'a> {
    /// Reads a model; `None` where it is damaged, or made for another version.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (header, weights) = bytes.split_at_checked(HEADER)?;
        let (magic, header) = header.split_first_chunk::<5>()?;
        let ([version, features, rows], sum) = header.split_first_chunk::<3>()?;
        let known = magic == MAGIC && *version == VERSION && *features == FEATURES && (1..=MOST_ROWS).contains(rows);
        let (rows_of, rest) = weights.as_chunks::<MODELLED>();
        let whole = known && rest.is_empty() && rows_of.len() == 1 << *rows && sum == checksum(weights).to_le_bytes();
        whole.then_some(Self { rows: rows_of, shift: 32 - u32::from(*rows) })
    }

    /// The bytes of a model of `1 << rows` rows.
    #[must_use]
    pub fn write(rows: u8, weights: &[[i8; MODELLED]]) -> Vec<u8> {
        let weights: Vec<u8> = weights.iter().flatten().map(|weight| weight.cast_unsigned()).collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend([VERSION, FEATURES, rows]);
        bytes.extend(checksum(&weights).to_le_bytes());
        bytes.extend(weights);
        bytes
    }

    /// The built-in model of a language. None where there is no treebank, or where the feature `models` is off.
    #[must_use]
    pub fn built_in(language: &str) -> Option<Model<'static>> {
        static MODELS: OnceLock<Vec<(&str, Model<'static>)>> = OnceLock::new();
        let read =
            || crate::pack::embedded::TAGGERS.iter().filter_map(|(tag, bytes)| Some((*tag, Model::read(bytes)?))).collect();
        MODELS.get_or_init(read).iter().find(|(tag, _)| *tag == language).map(|(_, model)| *model)
    }

    /// Adds the weights of a feature to what each tag has.
    #[inline]
    pub(super) fn add(&self, feature: u32, to: &mut Scores) {
        let row = &self.rows[row(feature, self.shift)];
        for (score, weight) in to.iter_mut().zip(row) {
            *score += i16::from(weight.cast_signed());
        }
    }

    /// The sum of the weights of some features.
    pub(super) fn sum(&self, features: &[u32]) -> Scores {
        let mut scores = Scores::default();
        for feature in features {
            self.add(*feature, &mut scores);
        }
        scores
    }
}

/// What speaks for each tag: at most 40 weights of a byte, far within 16 bits.
pub(super) type Scores = [i16; MODELLED];

/// The row of a feature where rows are `32 - shift` bits.
#[inline]
#[must_use]
pub const fn row(feature: u32, shift: u32) -> usize {
    (feature.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

/// The word hash of the lexicon (FNV-1a), over eight bytes at a time.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(crate::lexicon::HASH_START, |hash, word| step(hash.rotate_left(7), u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}
