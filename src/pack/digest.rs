//! What tells the packs of one user from those of another: a hash of all that may change how a text is read and is not in the binary.

use super::{Options, files::PackFiles};
use sha2::{Digest as _, Sha256};

/// The hash of what these options switch on and off, and of the files of packs that are not built in, in their order. How much findings weigh
/// is not in it, nor where the folders lie.
pub(super) fn digest<'a>(options: &Options, packs: impl Iterator<Item = &'a PackFiles>) -> [u8; 32] {
    let mut hash = Sha256::new();
    // What is hashed has its length before it, so that no two lists give the same bytes.
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    for names in [&options.enable, &options.disable] {
        add(&(names.len() as u64).to_le_bytes());
        for name in names {
            add(name.as_bytes());
        }
    }
    add(&[u8::from(options.all)]);
    for pack in packs.filter(|pack| !pack.built_in) {
        add(&(pack.files.len() as u64).to_le_bytes());
        for file in &pack.files {
            let path = file.path.strip_prefix(&pack.folder).unwrap_or(&file.path);
            add(path.as_os_str().as_encoded_bytes());
            add(file.text().as_bytes());
        }
    }
    hash.finalize().into()
}
