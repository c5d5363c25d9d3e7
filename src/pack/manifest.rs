//! A pack's `pack.yaml`: what it is called, what it needs.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a pack says of itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "factlint pack")]
pub struct Manifest {
    /// Its name: small letters, digits and hyphens.
    pub name: String,
    /// Its own version: "1.0.0".
    pub version: String,
    /// The versions of factlint that can read it: ">=0.1".
    pub factlint: String,
    /// The languages that it has rules, patterns or words for: [en, sv].
    pub languages: Vec<String>,
    /// What it is for, in one sentence.
    pub summary: String,
    /// Whether its rules run without `--enable`.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// The folder of its snapshots, seen from the pack's own folder.
    #[serde(default = "snapshots")]
    pub snapshots: String,
}

fn yes() -> bool {
    true
}

fn snapshots() -> String {
    "snapshots".into()
}

/// Whether a name or an id is of small letters and digits, with hyphens between them.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 64 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(part)
}

/// Whether this version of factlint is one that the requirement allows.
///
/// # Errors
/// When the requirement cannot be read.
pub(crate) fn allows(requirement: &str) -> Result<bool, semver::Error> {
    let requirement = semver::VersionReq::parse(requirement)?;
    Ok(semver::Version::parse(env!("CARGO_PKG_VERSION")).is_ok_and(|own| requirement.matches(&own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_requirements_are_read() {
        for (id, good) in
            [("count-conflict", true), ("a1", true), ("A", false), ("a--b", false), ("-a", false), ("å", false), ("", false)]
        {
            assert_eq!(is_id(id), good, "{id}");
        }
        assert_eq!(allows(">=0.1").ok(), Some(true));
        assert_eq!(allows(">=9").ok(), Some(false));
        assert!(allows("newest").is_err());
    }
}
