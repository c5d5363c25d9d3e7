//! Reading files that nobody named: a folder's `sources.yaml`, the files of a pack. A pipe there would be waited for without end, and a
//! device read without end, so that only regular files are read, and no more of them than a limit.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// A pipe, a device, a folder.
    #[error("it is no regular file")]
    NotRegular,
    /// More bytes than the limit.
    #[error("it is too long: {0} bytes")]
    TooLong(u64),
    /// The system does not let us read it.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The bytes of a regular file, or of one that a link leads to, that has at most `most` of them.
///
/// # Errors
/// When it is of another kind, longer, not there, or not ours to read.
pub fn read_regular(path: &Path, most: u64) -> Result<Vec<u8>, NotRead> {
    let found = fs::metadata(path)?;
    if !found.is_file() {
        return Err(NotRead::NotRegular);
    }
    if found.len() > most {
        return Err(NotRead::TooLong(found.len()));
    }
    let mut bytes = Vec::new();
    // What the system makes up as it is read has no length before.
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(NotRead::TooLong(bytes.len() as u64)) } else { Ok(bytes) }
}
