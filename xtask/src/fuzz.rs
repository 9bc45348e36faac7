//! `cargo xtask fuzz`: random programs against the built package, from a seed.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::workspace::Workspace;

/// What is searched.
pub enum Search {
    /// All methods, or one, for a time.
    Seed { seed: u32, seconds: u32, method: Option<String> },
    /// One program, by the words with which it was found.
    Again(String),
}

/// What CI searches: always the same, so that a change is blamed for its own faults only.
pub const CI: Search = Search::Seed { seed: 1, seconds: 60, method: None };

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let again = args.opt_value_from_str("--again")?;
    let seconds = args.opt_value_from_str("--seconds")?;
    let seed = args.opt_value_from_str("--seed")?;
    let method = args.opt_value_from_str("--method")?;
    no_more(args)?;
    let search = match again {
        Some(_) if seconds.is_some() || seed.is_some() || method.is_some() => {
            bail!("`--again` names a program by itself: give no other argument with it")
        }
        Some(again) => Search::Again(again),
        None => {
            Search::Seed { seed: seed.map_or_else(new_seed, Ok)?, seconds: seconds.unwrap_or(60), method }
        }
    };
    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;
    let succeeded = log.succeeds(&mut command(&tools, &package, &search)?)?;
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The program that searches; it fails if it finds anything.
pub fn command(tools: &Tools, package: &Path, search: &Search) -> Result<Command> {
    tools.npm()?;
    let mut node = tools.workspace.command("node");
    node.arg("tests/fuzz/run.mjs").env("A2E_PACKAGE", package);
    match search {
        Search::Again(program) => _ = node.args(["--again", program]),
        Search::Seed { seed, seconds, method } => {
            node.args(["--seed", &seed.to_string(), "--seconds", &seconds.to_string()]);
            if let Some(method) = method {
                node.args(["--method", method]);
            }
        }
    }
    Ok(node)
}

/// Another one each second.
fn new_seed() -> Result<u32> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() as u32)
}
