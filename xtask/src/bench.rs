//! `cargo xtask bench`: measurements against the emulator, with what they shall not exceed.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::emulator::Emulator;
use crate::log::Log;
use crate::setup::Tools;
use crate::workspace::Workspace;

struct Bench {
    name: &'static str,
    about: &'static str,
    /// Makes the command that measures, and prints the outcome; it fails above its gate.
    program: fn(&Workspace) -> Command,
}

const BENCHES: &[Bench] =
    &[Bench { name: "polling", about: "many waits at once, beside other ways to wait", program: polling }];

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    if args.contains("--list") {
        crate::no_more(args)?;
        for bench in BENCHES {
            println!("{:<10} {}", bench.name, bench.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let write = args.contains("--write");
    let benches = chosen(args)?;

    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;
    // The programs import what the link to the peers brings.
    tools.peers()?;
    let emulator = Emulator::start_fast(workspace, &log)?;

    let mut kept = true;
    for bench in benches {
        println!("\n── {}: {}", bench.name, bench.about);
        let mut program = (bench.program)(workspace);
        program.env("A2E_PACKAGE", &package).env("A2E_EMULATOR_URL", &emulator.url);
        if write {
            program.arg("--write");
        }
        kept &= log.succeeds(&mut program)?;
    }
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(args: Arguments) -> Result<Vec<&'static Bench>> {
    let names = args.finish();
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        bail!("there is no bench `{}`: `cargo xtask bench --list` names them", unknown.display());
    }
    let wanted = |bench: &&Bench| names.is_empty() || names.iter().any(|name| bench.name == *name);
    Ok(BENCHES.iter().filter(wanted).collect())
}

fn polling(workspace: &Workspace) -> Command {
    let mut node = workspace.command("node");
    node.arg("benches/polling.mjs");
    node
}
