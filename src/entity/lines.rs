//! The built-in entities as `build.rs` writes them: a line each, whose names are not copied when they are read.
//!
//! ```text
//! line = id , tab , kind , tab , [ id of what it lies in ] , { tab , list } , newline
//! list = ( ( "names" | "acronyms" | "adjectives" ) , ":" , language | "homonyms" ) , { "|" , name }
//! ```

use super::{EntityEntry, EntityKind, ForLanguage};
use crate::pack::embedded::fields;
use std::borrow::Cow;

/// The entities of these lines.
pub(super) fn entities(lines: &'static str) -> impl Iterator<Item = EntityEntry> {
    lines.lines().filter_map(entity)
}

fn entity(line: &'static str) -> Option<EntityEntry> {
    let mut lists = fields(line, b'\t');
    let mut next = || lists.next().map(Cow::Borrowed);
    let (id, kind, located_in) = (next()?, EntityKind::named(&next()?)?, next().filter(|id| !id.is_empty()));
    let (mut names, mut acronyms, mut adjectives) = (ForLanguage::default(), ForLanguage::default(), ForLanguage::default());
    let mut homonyms = Vec::new();
    for list in lists {
        let mut words = fields(list, b'|');
        let list = words.next()?;
        let words = words.map(Cow::Borrowed);
        match list.split_once(':') {
            Some(("names", language)) => names.push(language.into(), words.collect()),
            Some(("acronyms", language)) => acronyms.push(language.into(), words.collect()),
            Some(("adjectives", language)) => adjectives.push(language.into(), words.collect()),
            _ => homonyms.extend(words),
        }
    }
    Some(EntityEntry { id, kind, located_in, names, acronyms, adjectives, homonyms })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::EntityFile;
    use super::*;
    use crate::pack::embedded::ENTITIES;

    #[test]
    fn the_lines_say_what_the_yaml_says() {
        for (path, lines) in ENTITIES {
            let yaml = std::fs::read_to_string(format!("rules/{path}")).unwrap();
            let file: EntityFile = serde_yaml::from_str(&yaml).unwrap();
            assert!(file.entities.len() > 100, "{path}");
            assert_eq!(entities(lines).collect::<Vec<_>>(), file.entities, "{path}");
        }
    }
}
