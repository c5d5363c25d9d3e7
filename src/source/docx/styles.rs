//! Which styles make a paragraph a heading or an item of a list.
//!
//! Ids of styles are translated ("Rubrik1"); their names are not ("heading 1").

use super::{Failure, Kind, xml};
use crate::source::BlockKind;
use std::collections::BTreeMap;

/// How many styles a style may be based on, one upon the other.
const DEEPEST: usize = 16;

/// The paragraph styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    kind: Kind,
    based_on: Option<String>,
}

impl Styles {
    /// What a paragraph of this style is, if the style says so.
    pub(super) fn kind(&self, id: &str) -> Kind {
        let first = self.0.get(id);
        let chain = std::iter::successors(first, |style| self.0.get(style.based_on.as_ref()?));
        chain.take(DEEPEST).find_map(|style| style.kind)
    }
}

/// Reads the part that defines the styles.
pub(super) fn read(part: &str, content: &str) -> Result<Styles, Failure> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    xml::walk(part, "styles", content, |name, node| match (name, node) {
        ("style", xml::Node::Start(tag)) => {
            open = xml::attribute(tag, "styleId").map(|id| (id.into_owned(), Style::default()));
        }
        ("style", xml::Node::End) => styles.0.extend(open.take()),
        (_, xml::Node::Start(tag)) => {
            let (Some((_, style)), value) = (&mut open, xml::attribute(tag, "val")) else { return };
            let value = value.unwrap_or_default();
            match name {
                "name" if is_heading(&value) => style.kind = Some(BlockKind::Heading { level: level_of(&value) }),
                "outlineLvl" if is_level(&value) => style.kind = Some(BlockKind::Heading { level: outline(&value) }),
                "numId" if value != "0" => {
                    style.kind = style.kind.or(Some(BlockKind::ListItem { depth: 0, opens: false, number: 0 }));
                }
                "basedOn" => style.based_on = Some(value.into_owned()),
                _ => {}
            }
        }
        _ => {}
    })?;
    Ok(styles)
}

fn is_heading(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("heading ") || matches!(name.as_str(), "title" | "subtitle")
}

/// The level of a style by its name: a title stands above all.
fn level_of(name: &str) -> u8 {
    name.rsplit(' ').next().and_then(|level| level.parse().ok()).unwrap_or(1)
}

/// The level of a heading by its outline level, which begins at 0.
pub(super) fn outline(value: &str) -> u8 {
    value.parse::<u8>().map_or(0, |level| level.saturating_add(1))
}

/// Whether an outline level is one of a heading; 9 is that of running text.
pub(super) fn is_level(value: &str) -> bool {
    value.parse::<u8>().is_ok_and(|level| level < 9)
}
