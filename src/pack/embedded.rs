//! The built-in packs, put into the binary by `build.rs`: the YAML files below `rules/` as JSON,
//! and apart from them what is large: words, entities, examples.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The built-in file at this path below `rules/` ("lang/en.yaml"), as JSON.
#[must_use]
pub fn embedded(path: &str) -> Option<&'static str> {
    FILES.binary_search_by_key(&path, |f| f.0).ok().map(|i| FILES[i].1)
}

/// The examples of the built-in rule whose file stands at this path below `rules/`, as JSON: `valid` and `invalid`.
#[must_use]
pub fn embedded_examples(path: &str) -> Option<&'static str> {
    EXAMPLES.binary_search_by_key(&path, |f| f.0).ok().map(|i| EXAMPLES[i].1)
}

/// The built-in files whose paths start so, in order of path: path and JSON.
pub fn embedded_under(prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(path, _)| path.starts_with(prefix))
}

/// The parts of a text between the marks; quicker for short parts than a search that is made for long ones.
pub(crate) fn fields(text: &'static str, mark: u8) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.bytes().position(|b| b == mark) else { return rest.take() };
        rest = text.get(at + 1..);
        text.get(..at)
    })
}
