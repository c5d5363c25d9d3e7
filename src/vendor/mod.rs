//! Packs of others in a project: a copy of each, and a file that says what was copied, so that a change is seen.
//!
//! Stands beside the configuration, which names the copies; no check asks for it. A pack comes as a folder or as a zip archive ([`Bundle`]),
//! both of which somebody else made: what is in them is copied only where it can stand in a folder and nowhere else, and only so much.

mod bundle;
mod lock;

pub use bundle::{Bundle, BundleError};
pub use lock::{Difference, LOCK, LockError, LockFile, Locked};
