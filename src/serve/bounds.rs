//! How much of everything there may be. Together they keep the server below 300 MB: what is held for requests, and one check at a time, which takes
//! some 60 MB and 40 times the length of its texts.

use std::time::Duration;

/// The most bytes of a request: a draft and some reports with pictures.
pub(super) const MOST_BODY: usize = 24 << 20;
/// The most bytes of requests and answers that are held at a time.
pub(super) const MOST_HELD: usize = 48 << 20;
/// The most bytes that are unpacked of a file.
pub(super) const MOST_UNPACKED: u64 = 16 << 20;
/// The most bytes of texts in a check: some 400,000 words.
pub(super) const MOST_TEXT: usize = 2 << 20;
/// The most bytes of a draft, of which each claim is shown with its sources: some 40,000 words.
pub(super) const MOST_DRAFT: usize = 256 << 10;
/// The most connections at a time: more than a browser opens, and fewer than files may be open.
pub(super) const MOST_CONNECTIONS: usize = 224;
/// How long a check waits for those before it.
pub(super) const TURN: Duration = Duration::from_secs(60);
