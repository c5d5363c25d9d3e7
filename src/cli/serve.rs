//! `factlint serve`: the report for people without a terminal, as a page on this machine.

use super::{Session, Status, output};
use crate::{report::html, serve::Server, settle::SettledFile};
use clap::builder::PossibleValuesParser;
use std::{
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    process::{Command, Stdio},
};

/// Open a page on this machine that takes a draft and its sources, and shows the report
///
/// Texts are pasted or dropped into the page, in every format that `check` reads, and the report stands beside them; it can be kept as a page or a table.
/// Nothing leaves the machine and nothing is kept. The address, which is printed, has a token in it that is another one each time. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port; 0 is one that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// The address to listen on; any other than this machine's own needs `--allow-remote`
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Let other machines in, who then send their texts over the network as they are
    #[arg(long)]
    allow_remote: bool,
    /// The language of the page [default: that of the browser]
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(html::LANGUAGES))]
    page_lang: Option<String>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        if !self.address.is_loopback() && !self.allow_remote {
            super::complain(&format!("`--address {}` lets other machines in: that needs `--allow-remote`", self.address));
            return Ok(Status::Failed);
        }
        let settled = match session.settled.as_deref().map(SettledFile::read).transpose() {
            Ok(file) => file,
            Err(problem) => {
                session.terminal.problems(&[problem]);
                return Ok(Status::Failed);
            }
        };
        let address = SocketAddr::new(self.address, self.port);
        let listener = TcpListener::bind(address)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))?;
        let Session { engine, config, terminal, .. } = session;
        let server = Server::new(engine, config, settled.as_ref(), self.page_lang.as_deref(), listener)?;
        let url = server.url();
        let mut out = output::stdout();
        writeln!(out, "{url}")?;
        out.flush()?;
        if self.open && !open(&url) {
            super::complain("no browser could be opened: copy the address into one");
        }
        if !terminal.quiet {
            let others =
                if self.address.is_unspecified() { ", on other machines with the address of this one in it" } else { "" };
            output::complain(|err| writeln!(err, "factlint: open this address in a browser{others}; Ctrl-C ends it"));
        }
        server.serve();
        Ok(Status::Clean)
    }
}

/// Hands an address of this program to the system's browser.
fn open(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
