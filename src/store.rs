//! The one home of writing files: whole or not at all, whatever ends the program or fills the disk.
//!
//! Stands beside the pipeline: used by what accepts reports, begins packs and keeps what was read. A file is written beside its place, under a
//! name of its own, synced, and then renamed; so is a folder. Several runs at once each write their own, and the last one stays.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tempfile::{Builder, TempDir};

/// What could not be done with a file or folder.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} {}: {cause}", path.display())]
pub struct StoreError {
    doing: &'static str,
    path: PathBuf,
    /// What the system says.
    #[source]
    cause: io::Error,
}

impl StoreError {
    fn of<'a>(doing: &'static str, path: &'a Path) -> impl Fn(io::Error) -> Self + use<'a> {
        move |cause| Self { doing, path: path.to_owned(), cause: plain(cause) }
    }
}

impl From<StoreError> for io::Error {
    fn from(error: StoreError) -> Self {
        Self::new(error.cause.kind(), error)
    }
}

/// What the system said, without the name of a temporary file around it: that is another one in each run.
fn plain(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() { error } else { error.kind().into() }
}

/// What a file or folder may be used for, before the user's mask.
#[cfg(unix)]
fn usual(builder: &mut Builder<'_, '_>, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn usual(_: &mut Builder<'_, '_>, _: u32) {}

/// Writes a file, and the folders that it stands in. A link is followed: what it points at is written.
///
/// # Errors
/// When that cannot be done; the file is then as it was.
pub fn write(path: &Path, content: &(impl AsRef<[u8]> + ?Sized)) -> Result<(), StoreError> {
    replace(path, content.as_ref(), true)
}

/// Writes a file that can be made again, and whose reader knows when it is not whole: nothing waits until it lies on the disk, which takes
/// longer than to make it.
///
/// # Errors
/// As of [`write`].
pub fn write_unsynced(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    replace(path, content, false)
}

fn replace(path: &Path, content: &[u8], synced: bool) -> Result<(), StoreError> {
    let failed = StoreError::of("write", path);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder(&target);
    fs::create_dir_all(folder).map_err(&failed)?;
    let prefix = format!(".{}.", target.file_name().unwrap_or_default().to_string_lossy());
    let mut builder = Builder::new();
    usual(builder.prefix(&prefix), 0o666);
    let file = builder.tempfile_in(folder).map_err(&failed)?;
    if let Ok(old) = fs::metadata(&target) {
        file.as_file().set_permissions(old.permissions()).map_err(&failed)?;
    }
    let mut written = file.as_file();
    written.write_all(content).and_then(|()| if synced { written.sync_all() } else { Ok(()) }).map_err(&failed)?;
    file.persist(&target).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Holds off others that want to change the same file, until it is dropped: they wait. Where the system has no such locks, nobody waits,
/// and the last one to write stays.
#[derive(Debug)]
pub struct Lock {
    _folder: Option<fs::File>,
}

/// Waits until nobody else changes a file. The lock is on its folder, as the file itself is replaced.
///
/// # Errors
/// When there is no such folder.
pub fn lock(path: &Path) -> Result<Lock, StoreError> {
    let held = if cfg!(unix) {
        let folder = fs::File::open(folder(path)).map_err(StoreError::of("write", path))?;
        folder.lock().is_ok().then_some(folder)
    } else {
        None
    };
    Ok(Lock { _folder: held })
}

/// Takes a file away, if it is there.
///
/// # Errors
/// When it stays.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::of("remove", path)(e)),
        _ => Ok(()),
    }
}

/// Says that a file is used now, if nobody said so for so long: what is not used is taken away some day. One that cannot be marked stays as it
/// is.
pub fn mark_used(path: &Path, after: Duration) {
    let Ok(file) = fs::File::options().append(true).open(path) else { return };
    if file.metadata().is_ok_and(|found| is_older(&found, after)) {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Takes those files of a folder away that nobody used or wrote for so long and whose names `ours` knows. What cannot be taken away stays.
pub fn remove_unused(folder: &Path, after: Duration, ours: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let known = entry.file_name().to_str().is_some_and(&ours);
        if known && entry.metadata().is_ok_and(|found| found.is_file() && is_older(&found, after)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether nobody used a file for so long.
fn is_older(found: &fs::Metadata, than: Duration) -> bool {
    found.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > than)
}

/// A new folder that is made beside its place. It is taken away again unless it is [`NewFolder::place`]d.
#[derive(Debug)]
pub struct NewFolder {
    made: TempDir,
    place: PathBuf,
}

impl NewFolder {
    /// An empty folder beside `place`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn beside(place: &Path) -> Result<Self, StoreError> {
        let prefix = format!(".{}.", place.file_name().unwrap_or_default().to_string_lossy());
        let mut builder = Builder::new();
        usual(builder.prefix(&prefix), 0o777);
        let made = builder.tempdir_in(folder(place)).map_err(StoreError::of("make", place))?;
        Ok(Self { made, place: place.to_owned() })
    }

    /// Where it is until then.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.made.path()
    }

    /// An error of a file in it, named as the file will be once the folder is in its place.
    #[must_use]
    pub fn named(&self, error: StoreError) -> StoreError {
        let path = error.path.strip_prefix(self.path()).map(|within| self.place.join(within));
        StoreError { path: path.unwrap_or(error.path), ..error }
    }

    /// Puts the folder, with all that is in it, in its place.
    ///
    /// # Errors
    /// When something that cannot be replaced stands there by now, or the system refuses.
    pub fn place(self) -> Result<(), StoreError> {
        fs::rename(self.made.path(), &self.place).map_err(StoreError::of("make", &self.place))?;
        // Nothing is left where it was made.
        let _ = self.made.keep();
        Ok(())
    }

    /// Puts the folder in its place, instead of one that stands there; that one is put back when the system refuses.
    ///
    /// # Errors
    /// When it does.
    pub fn replace(self) -> Result<(), StoreError> {
        let place = self.place.clone();
        let failed = StoreError::of("replace", &place);
        let old = Self::beside(&place)?;
        // A folder takes the place of an empty one.
        fs::rename(&place, old.path()).map_err(&failed)?;
        let placed = self.place();
        if placed.is_err() {
            fs::rename(old.path(), &place).map_err(&failed)?;
            let _ = old.made.keep();
        }
        placed
    }
}

/// Makes the folder that a path stands in, where it is not there.
///
/// # Errors
/// When that cannot be done.
pub fn folder_of(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder(path)).map_err(StoreError::of("make", folder(path)))
}

/// The folder that a path stands in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.snap");
        for content in ["one", "two"] {
            write(&path, content).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
        let error = write(&path.join("c"), "three").unwrap_err().to_string();
        assert!(error.starts_with(&format!("cannot write {}: ", path.join("c").display())), "{error}");
        remove(&path).unwrap();
        remove(&path).unwrap();
        let new = NewFolder::beside(&folder.path().join("new")).unwrap();
        write(&new.path().join("x"), "x").unwrap();
        new.place().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("new/x")).unwrap(), "x");
        drop(NewFolder::beside(&folder.path().join("newer")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_so_does_who_may_read() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("file", &link).unwrap();
        write(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        // A new file is like one that any other program makes.
        write(&folder.path().join("mine"), "").unwrap();
        fs::write(folder.path().join("theirs"), "").unwrap();
        let mode = |name| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("mine"), mode("theirs"));
    }
}
