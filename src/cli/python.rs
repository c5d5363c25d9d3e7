//! Commands that the Python package does, beside the same program: databases and their formats are libraries there, and not in this binary.

use super::Status;
use std::{
    env,
    ffi::OsString,
    io,
    path::PathBuf,
    process::{Command, Stdio},
};

/// What to do where there is no such package.
const HOW: &str = "this needs the Python package: `pip install 'factlint[archive]'`, then run it again";
/// The exit status with which the module says that something was found, or that all is well; all else is a failure.
const FOUND: i32 = 1;

/// Runs a command of the Python package with these arguments, by the interpreter that it stands beside, else the first on the path; it finds this program
/// in `FACTLINT`.
///
/// # Errors
/// Where there is no interpreter, or no package in it: in a sentence that says how it is installed.
pub(super) fn run(command: &str, args: &[OsString]) -> io::Result<Status> {
    let own = env::current_exe()?;
    let beside = |name: &str| own.parent().map(|folder| folder.join(name)).filter(|path| path.is_file());
    let named = env::var_os("FACTLINT_PYTHON").map(PathBuf::from);
    let found = ["python3", "python", "python.exe"].into_iter().find_map(beside);
    let python = named.or(found).unwrap_or_else(|| PathBuf::from(if cfg!(windows) { "python" } else { "python3" }));
    let has = Command::new(&python).args(["-c", "import factlint"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !has.as_ref().is_ok_and(std::process::ExitStatus::success) {
        let why = has
            .err()
            .map_or_else(|| format!("{} has no module `factlint`", python.display()), |e| format!("{}: {e}", python.display()));
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{HOW} ({why})")));
    }
    let status = Command::new(&python).args(["-m", "factlint", command]).args(args).env("FACTLINT", own).status()?;
    Ok(match status.code() {
        Some(0) => Status::Clean,
        Some(FOUND) => Status::Found,
        _ => Status::Failed,
    })
}
