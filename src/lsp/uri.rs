//! Files as editors name them: `file:` references, and those of texts that lie in no file yet.

use lsp_types::Uri;
use std::{
    path::{Path, PathBuf},
    str::FromStr as _,
};

/// The file of a reference; none where it is of another kind, or malformed.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = decoded(path)?;
    // `/c:/x` is `c:/x` where disks have letters.
    let path = if cfg!(windows) { path.strip_prefix('/').unwrap_or(&path).to_owned() } else { path };
    let path = PathBuf::from(path);
    path.is_absolute().then_some(path)
}

/// The last part of a reference of any kind: `Untitled-1`.
pub(super) fn name(uri: &Uri) -> String {
    let last = uri.as_str().rsplit(['/', ':']).next().unwrap_or_default();
    decoded(last).filter(|name| !name.is_empty()).unwrap_or_else(|| "text".to_owned())
}

/// The reference of a file.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let whole = crate::source::identity(path);
    let whole = whole.to_string_lossy();
    let whole =
        if cfg!(windows) { format!("/{}", whole.trim_start_matches(r"\\?\").replace('\\', "/")) } else { whole.into_owned() };
    Uri::from_str(&format!("file://{}", crate::report::sarif::uri(&whole))).ok()
}

/// A text with its `%XX` as the bytes that they are.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_paths() {
        let uri = |text: &str| Uri::from_str(text).ok();
        assert_eq!(uri("file:///a/%C3%A5%20b.md").and_then(|u| path(&u)), Some(PathBuf::from("/a/å b.md")));
        assert_eq!(uri("file:///a/%4").and_then(|u| path(&u)), None);
        assert_eq!(uri("file:///a/%FF").and_then(|u| path(&u)), None);
        assert_eq!(uri("untitled:Untitled-1").and_then(|u| path(&u)), None);
        assert_eq!(uri("untitled:Untitled-1").map(|u| name(&u)).as_deref(), Some("Untitled-1"));
        assert_eq!(of(Path::new("/none/å b.md")).as_ref().map(|u| u.as_str()), Some("file:///none/%C3%A5%20b.md"));
    }
}
