//! The words of the built-in languages as `build.rs` writes them: lines of tabs, whose words are not copied when they are read.
//!
//! ```text
//! line = [ id ] , tab , value , { tab , word } , newline        for each class; "metre\t0\tmetre\tmetres"
//! ```

use super::words::Word;
use super::{Class, id_hash};
use crate::pack::embedded::{WORDS, fields};

/// Adds the words of a built-in language in the order of its file: by class, by key, as listed. None for any other.
pub(super) fn words(language: &str, out: &mut Vec<Word>) {
    let classes = WORDS.iter().find(|(tag, _)| *tag == language).map_or(&[][..], |(_, classes)| classes);
    let mut classes: Vec<(Class, &str)> =
        classes.iter().filter_map(|(name, lines)| Some((Class::named(name)?, *lines))).collect();
    classes.sort_by_key(|(class, _)| *class);
    out.reserve(classes.iter().map(|(_, lines)| lines.len() / BYTES).sum());
    for (class, lines) in classes {
        for line in lines.lines() {
            let mut fields = fields(line, b'\t');
            let (Some(id), Some(value)) = (fields.next(), fields.next()) else { continue };
            let (id, value) = (if id.is_empty() { 0 } else { id_hash(id) }, value.parse().unwrap_or(0));
            out.extend(fields.map(|word| Word::new(word, class, value, id)));
        }
    }
}

/// About how long a word is, with what stands around it.
const BYTES: usize = 8;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::LanguageFile;
    use super::super::words::collect;
    use super::*;

    #[test]
    fn the_lines_say_what_the_yaml_says() {
        for (tag, _) in WORDS {
            let yaml = std::fs::read_to_string(format!("rules/lang/{tag}.yaml")).unwrap();
            let file: LanguageFile = serde_yaml::from_str(&yaml).unwrap();
            let (mut written, mut read) = (Vec::new(), Vec::new());
            file.classes.iter().for_each(|(class, words)| collect(*class, words, &mut written));
            assert!(written.len() > 100, "{tag}");
            words(tag, &mut read);
            assert_eq!(read, written, "{tag}");
        }
    }
}
