//! Which configuration is that of what is checked.

use super::{Config, NAME, globs::place};
use crate::{
    pack::{PackError, PackProblem},
    source,
};
use std::path::{Path, PathBuf};

/// The configuration of these paths: the nearest `factlint.yaml` in their folders or above, up to the folder of the repository. Paths without
/// one go by that of the others; the default one where none has any.
///
/// # Errors
/// When they have two, or what they have cannot be used.
pub fn find(paths: &[PathBuf]) -> Result<Config, Vec<PackProblem>> {
    let mut found: Option<(PathBuf, &Path)> = None;
    for path in paths {
        let Some(file) = nearest(path) else { continue };
        match &found {
            Some((first, of)) if *first != file => {
                let text = format!(
                    "{} has another configuration than {}: {} and {}",
                    path.display(),
                    of.display(),
                    shown(&file).display(),
                    shown(first).display()
                );
                let error = PackError::Value(text, "check them one by one, or name one configuration with `--config`");
                return Err(vec![PackProblem { path: shown(&file), place: None, error: error.into() }]);
            }
            Some(_) => {}
            None => found = Some((file, path)),
        }
    }
    found.map_or_else(|| Ok(Config::default()), |(file, _)| Config::read(&shown(&file)))
}

/// The nearest file above a path. The folder of a repository is the last one that is looked into.
#[must_use]
pub fn nearest(path: &Path) -> Option<PathBuf> {
    let place = if path.is_dir() { source::identity(path) } else { place(path).parent()?.to_owned() };
    for folder in place.ancestors() {
        let file = folder.join(NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    None
}

/// A path as it is shown and opened: seen from where the program runs, where that lies in it or it lies there; else as it is.
#[must_use]
pub fn shown(place: &Path) -> PathBuf {
    let here = source::identity(Path::new("."));
    if let Ok(below) = place.strip_prefix(&here) {
        return below.to_owned();
    }
    for (up, folder) in here.ancestors().enumerate().skip(1) {
        // From the root of the file system every path would lie below.
        if folder.parent().is_none() {
            break;
        }
        if let Ok(below) = place.strip_prefix(folder) {
            return std::iter::repeat_n("..", up).collect::<PathBuf>().join(below);
        }
    }
    place.to_owned()
}
