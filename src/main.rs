//! Parse arguments, run, exit code.

fn main() -> std::process::ExitCode {
    factlint::cli::run()
}
