//! The built-in packs, put into the binary by `build.rs`: the YAML files below `rules/` as JSON.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The built-in file at this path below `rules/` ("lang/en.yaml"), as JSON.
#[must_use]
pub fn embedded(path: &str) -> Option<&'static str> {
    FILES.binary_search_by_key(&path, |f| f.0).ok().map(|i| FILES[i].1)
}

/// The built-in files whose paths start so, in order of path: path and JSON.
pub fn embedded_under(prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(path, _)| path.starts_with(prefix))
}
