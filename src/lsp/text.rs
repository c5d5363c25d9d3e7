//! A text as the editor shows it.

use super::{
    desk,
    position::{Encoding, Lines},
    uri,
};
use crate::{
    config,
    source::{Format, identity},
};
use lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::path::{Path, PathBuf};

/// What a text is to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is checked.
    Draft,
    /// A `factlint.yaml`.
    Configuration,
    /// A source that is read in another way than it is shown, or nothing that is read at all.
    Other,
}

/// A text that is open.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) uri: Uri,
    /// Its file, as the command line would show it; a text without one has a name only.
    pub(super) path: PathBuf,
    /// Its one true path.
    pub(super) place: PathBuf,
    pub(super) kind: Kind,
    pub(super) version: i32,
    /// Whether it has changed since it was checked.
    pub(super) dirty: bool,
    content: String,
    pub(super) lines: Lines,
    encoding: Encoding,
}

/// What editors call the languages of texts that are read, and how such files end.
const LANGUAGES: [(&str, &str); 3] = [("markdown", "md"), ("plaintext", "txt"), ("html", "html")];

impl Text {
    pub(super) fn new(uri: Uri, language: &str, version: i32, content: String, root: &Path, encoding: Encoding) -> Self {
        let ending = LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, ending)| *ending);
        let in_file = uri::path(&uri);
        let whole = in_file.clone().unwrap_or_else(|| root.join(uri::name(&uri)).with_extension(ending.unwrap_or("txt")));
        let place = identity(&whole);
        let kind = match Format::of(&whole) {
            _ if whole.file_name().is_some_and(|name| name == config::NAME) => Kind::Configuration,
            Some(_) if desk::is_text(&whole) => Kind::Draft,
            None if ending.is_some() => Kind::Draft,
            _ => Kind::Other,
        };
        let lines = Lines::new(&content, encoding);
        Self { uri, path: config::shown(&place), place, kind, version, dirty: true, content, lines, encoding }
    }

    pub(super) fn content(&self) -> &str {
        &self.content
    }

    /// Takes changes in, each as the ones before it left the text.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            match change.range {
                None => self.content = change.text,
                Some(range) => {
                    let bytes = self.lines.bytes(&self.content, range);
                    self.content.replace_range(bytes, &change.text);
                }
            }
            self.lines = Lines::new(&self.content, self.encoding);
        }
        self.version = version;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::{Position, Range};
    use std::str::FromStr as _;

    #[test]
    fn changes_follow_each_other() -> Result<(), Box<dyn std::error::Error>> {
        let uri = Uri::from_str("untitled:a")?;
        let mut text = Text::new(uri, "markdown", 1, "å🦀b\ncd".to_owned(), Path::new("/none"), Encoding::Utf16);
        assert_eq!((text.kind, text.place.as_path()), (Kind::Draft, Path::new("/none/a.md")));
        let change = |line, from, to, text: &str| TextDocumentContentChangeEvent {
            range: Some(Range { start: Position { line, character: from }, end: Position { line, character: to } }),
            range_length: None,
            text: text.to_owned(),
        };
        text.change(2, vec![change(0, 1, 3, "x\ny"), change(1, 1, 1, "ö"), change(2, 0, 1, "")]);
        assert_eq!((text.content(), text.version), ("åx\nyöb\nd", 2));
        text.change(3, vec![TextDocumentContentChangeEvent { range: None, range_length: None, text: "new".to_owned() }]);
        assert_eq!(text.content(), "new");
        Ok(())
    }
}
