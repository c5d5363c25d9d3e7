//! Parse arguments, run, exit code.

/// Claims are many small things made on all cores at once, which the system's allocator is slow at.
#[cfg(not(target_family = "wasm"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    factlint::internals::cli::run()
}
