//! The command line: one file a subcommand. Each reads its input, calls the pipeline, prints a report, and says how to exit.
//!
//! Findings go to standard output, complaints to standard error. Exit status 0: nothing at or above `--fail-on`; 1: findings; 2: something
//! that was asked for could not be read or done.

mod annotate;
mod archive;
mod batch;
mod changed;
mod check;
mod claims;
mod config;
mod corpus;
mod explain;
mod extract;
mod fix;
mod format;
mod generate;
mod init;
mod input;
mod job;
mod lsp;
mod mcp;
mod mentions;
mod new;
mod output;
mod pack;
mod packs;
mod page;
mod progress;
mod python;
mod report;
mod serve;
mod settle;
mod sources;
mod statistics;
mod test;
mod watch;

use crate::{
    config::{Config, Globs},
    pack::Options,
    pipeline::{Engine, Loaded},
    report::clean::{clean_lines, is_clean},
    source,
};
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::{io, path::PathBuf, process::ExitCode};

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
    #[command(flatten)]
    configured: config::Where,
}

impl Cli {
    /// Whether the command is to be run again and again.
    fn watches(&self) -> bool {
        matches!(&self.command, Command::Check(args) if args.watch)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Report(report::Args),
    Annotate(annotate::Args),
    Mentions(mentions::Args),
    Claims(claims::Args),
    Extract(extract::Args),
    Archive(archive::Args),
    Explain(explain::Args),
    Test(test::Args),
    New(new::Args),
    Pack(pack::Args),
    Batch(batch::Args),
    Lsp(lsp::Args),
    Mcp(mcp::Args),
    Serve(serve::Args),
    Settle(settle::Args),
    Baseline(settle::Baseline),
    Config(config::Args),
    Init(init::Args),
    Completions(generate::Completions),
    Man(generate::Man),
}

impl Command {
    /// The paths whose configuration is meant; none for a command that goes by none.
    fn configured_by(&self) -> Option<Vec<PathBuf>> {
        match self {
            Self::Check(args) => Some(args.sources.input.paths_or_here()),
            Self::Report(args) => Some(args.sources.input.paths_or_here()),
            Self::Annotate(args) => Some(args.sources.input.paths_or_here()),
            Self::Claims(args) => Some(args.sources.input.paths_or_here()),
            Self::Extract(args) => Some(args.input.paths_or_here()),
            Self::Mentions(args) => Some(args.input.paths_or_here()),
            Self::Settle(args) => Some(args.what.paths()),
            Self::Baseline(args) => Some(args.what.paths()),
            Self::Config(args) => args.path(),
            Self::Explain(_) | Self::Batch(_) | Self::Mcp(_) | Self::Serve(_) | Self::Pack(_) => Some(input::here()),
            // Each text in an editor goes by its own.
            Self::Lsp(_)
            | Self::Archive(_)
            | Self::Test(_)
            | Self::New(_)
            | Self::Init(_)
            | Self::Completions(_)
            | Self::Man(_) => None,
        }
    }

    /// What the command line leaves out.
    fn exclude(&self) -> &[String] {
        match self {
            Self::Check(args) => args.sources.input.exclude(),
            Self::Report(args) => args.sources.input.exclude(),
            Self::Annotate(args) => args.sources.input.exclude(),
            Self::Claims(args) => args.sources.input.exclude(),
            Self::Extract(args) => args.input.exclude(),
            Self::Mentions(args) => args.input.exclude(),
            Self::Settle(args) => args.what.exclude(),
            Self::Baseline(args) => args.what.exclude(),
            _ => &[],
        }
    }

    /// The command with all paths that its arguments name, each where it belongs.
    fn prepared(mut self, matches: &ArgMatches) -> io::Result<Self> {
        let matches = matches.subcommand().map(|(_, matches)| matches);
        match (&mut self, matches) {
            (Self::Check(args), Some(matches)) => args.sources.prepare(matches)?,
            (Self::Report(args), Some(matches)) => args.sources.prepare(matches)?,
            (Self::Annotate(args), Some(matches)) => args.sources.prepare(matches)?,
            (Self::Claims(args), Some(matches)) => args.sources.prepare(matches)?,
            (Self::Mentions(args), _) => args.input.add_list()?,
            (Self::Extract(args), _) => args.input.add_list()?,
            _ => {}
        }
        Ok(self)
    }
}

/// What a command works with.
struct Session {
    engine: Loaded,
    terminal: output::Terminal,
    config: Config,
    /// The file of settled findings, which may not be there.
    settled: Option<PathBuf>,
    /// How far a long run has got.
    progress: progress::Progress,
    /// Whether the packs, and what the configuration says of them, can all be used.
    sound: bool,
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

/// What this program is called with to read a PDF for itself; no command of a user.
const READ_PDF: &str = "__read-pdf";

/// Reads a PDF if that is what the program was begun for; else names it for that.
fn read_pdf() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|first| first == READ_PDF) {
        let most = args.next().and_then(|most| most.to_str()?.parse().ok()).unwrap_or(0);
        let read = source::pdf::answer(most);
        return Some(if read.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) });
    }
    if let Ok(program) = std::env::current_exe() {
        source::pdf::read_in(program, READ_PDF);
    }
    None
}

/// Reads the arguments, runs the command, gives the exit status.
#[must_use]
pub fn run() -> ExitCode {
    outlive_size_limits();
    if let Some(status) = read_pdf() {
        return status;
    }
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
    let ended = if cli.watches() { watch::run(&cli, &matches, terminal) } else { done(cli, &matches, terminal) };
    match ended {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Found) => ExitCode::from(1),
        Ok(Status::Failed) => ExitCode::from(2),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Does what the arguments say.
fn done(cli: Cli, matches: &ArgMatches, terminal: output::Terminal) -> io::Result<Status> {
    let Cli { command, packs, configured, .. } = cli;
    let command = command.prepared(matches)?;
    if let Command::Lsp(args) = command {
        return args.run(&configured, &packs);
    }
    if let Command::Archive(args) = command {
        return args.run();
    }
    let mut config = match command.configured_by().map_or_else(|| Ok(Config::default()), |paths| configured.load(&paths)) {
        Ok(config) => config,
        Err(problems) => {
            terminal.problems(&problems);
            return Ok(Status::Failed);
        }
    };
    if !command.exclude().is_empty() {
        let globs = Globs::given(command.exclude());
        config.given = Some(globs.map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, format!("--exclude: {e}")))?);
    }
    let engine = match &command {
        Command::Test(args) => packs.engine_for(args.folders(), &config),
        Command::Explain(_) => packs.engine_for(Vec::new(), &config),
        // It mends what others complain of.
        Command::Pack(_) => Loaded::by(&Options::default()),
        _ => packs.engine(&config),
    };
    let problems = if matches!(command, Command::Pack(_)) { Vec::new() } else { config.problems(engine.packs()) };
    terminal.problems(&problems);
    let settled = configured.settled(&config);
    let progress = progress::Progress::new(&terminal);
    let session = Session { engine, terminal, config, settled, progress, sound: problems.is_empty() };
    let status = match command {
        Command::Check(args) => args.run(&session),
        Command::Report(args) => args.run(&session),
        Command::Annotate(args) => args.run(&session),
        Command::Mentions(args) => args.run(&session),
        Command::Claims(args) => args.run(&session),
        Command::Extract(args) => args.run(&session),
        Command::Archive(args) => args.run(),
        Command::Explain(args) => args.run(&session),
        Command::Test(args) => args.run(&session),
        Command::New(args) => args.run(&session),
        Command::Pack(args) => args.run(&session),
        Command::Batch(args) => args.run(&session),
        Command::Lsp(args) => args.run(&configured, &packs),
        Command::Mcp(args) => args.run(&session, &packs),
        Command::Serve(args) => args.run(&session),
        Command::Settle(args) => args.run(&session),
        Command::Baseline(args) => args.run(&session),
        Command::Config(args) => args.run(&session, &packs),
        Command::Init(args) => args.run(&session),
        Command::Completions(args) => args.run(Cli::command()),
        Command::Man(args) => args.run(Cli::command()),
    }?;
    // What a broken rule would have found is not known.
    Ok(if session.sound { status } else { Status::Failed })
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

/// Complains on standard error.
fn complain(message: &str) {
    output::complain(|err| writeln!(err, "factlint: {}", clean_lines(message)));
}
