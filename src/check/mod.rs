//! Checks: claims that cannot all hold become findings.

mod finding;

pub use finding::{Evidence, Finding, Severity, Side};
