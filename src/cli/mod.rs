//! The command line: one file a subcommand. Each reads its input, calls the pipeline, prints a report, and says how to exit.
//!
//! Findings go to standard output, complaints to standard error. Exit status 0: nothing at or above `--fail-on`; 1: findings; 2: something
//! that was asked for could not be read or done.

mod check;
mod claims;
mod explain;
mod input;
mod mentions;
mod new;
mod output;
mod packs;
mod sources;
mod test;

use crate::{
    pipeline::Engine,
    report::clean::{clean_lines, is_clean},
    source,
};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// Finds claims that cannot all be true, within a text and across sources.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    output: output::Args,
    #[command(flatten)]
    packs: packs::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Mentions(mentions::Args),
    Claims(claims::Args),
    Explain(explain::Args),
    Test(test::Args),
    New(new::Args),
}

/// How output is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// JSON objects, one a line
    Jsonl,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing was found that matters.
    Clean,
    /// Something was found.
    Found,
    /// Not all could be done.
    Failed,
}

/// Reads the arguments, runs the command, gives the exit status.
#[must_use]
pub fn run() -> ExitCode {
    outlive_size_limits();
    let read = Cli::command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match read {
        Ok(read) => read,
        // Its message holds words of the command line.
        Err(error) if error.use_stderr() && !std::env::args_os().all(|word| is_clean(&word.to_string_lossy())) => {
            output::complain(|err| write!(err, "{}", clean_lines(&error.render().to_string())));
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let terminal = match cli.output.terminal() {
        Ok(terminal) => terminal,
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::from(2);
        }
    };
    let engine = match &cli.command {
        Command::Test(args) => cli.packs.engine_for(args.folders()),
        Command::Explain(_) => cli.packs.engine_for(Vec::new()),
        _ => cli.packs.engine(),
    };
    let problems = &engine.packs().problems;
    terminal.problems(problems);
    let done = match (cli.command, matches.subcommand()) {
        (Command::Check(args), Some((_, matches))) => args.with_order(matches).run(&engine, &terminal),
        (Command::Check(args), None) => args.run(&engine, &terminal),
        (Command::Mentions(args), _) => args.run(&engine, &terminal),
        (Command::Claims(args), Some((_, matches))) => args.with_order(matches).run(&engine, &terminal),
        (Command::Claims(args), None) => args.run(&engine, &terminal),
        (Command::Explain(args), _) => args.run(&engine, &terminal),
        (Command::Test(args), _) => args.run(&engine, &terminal),
        (Command::New(args), _) => args.run(&terminal),
    };
    // What a broken rule would have found is not known.
    let done = done.map(|status| if problems.is_empty() { status } else { Status::Failed });
    match done {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Found) => ExitCode::from(1),
        Ok(Status::Failed) => ExitCode::from(2),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// A file that grows beyond a limit is an error that names it, and no signal that ends the program without a word.
fn outlive_size_limits() {
    #[cfg(unix)]
    {
        use std::sync::{Arc, atomic::AtomicBool};
        // Where no handler can be had, the signal ends the program as it would have.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Complains that there is no such rule.
fn no_rule(engine: &Engine, id: &str) -> Status {
    let near = source::nearest(id, engine.packs().rules.all().iter().map(|rule| rule.id.as_str()));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    complain(&format!("no rule `{id}`{hint}"));
    Status::Failed
}

fn complain(message: &str) {
    output::complain(|err| writeln!(err, "factlint: {}", clean_lines(message)));
}
