//! `cargo xtask demo`: the example page with a local A2E service behind it.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::emulator::Emulator;
use crate::log::Log;
use crate::process::interrupted;
use crate::setup::Tools;
use crate::site::Site;
use crate::workspace::Workspace;

const PORT: u16 = 8080;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let check = args.contains("--check");
    let port: Option<u16> = args.opt_value_from_str("--port")?;
    let speed: Option<String> = args.opt_value_from_str("--speed")?;
    crate::no_more(args)?;

    let tools = Tools::new(workspace);
    let log = Log::terminal();
    build(&tools, Profile::Release, &log)?;
    let mut emulator = Emulator::start(workspace, &log, 0, speed.as_deref())?;
    // A check needs no address that somebody remembers, so it disturbs nobody's demo.
    let site = Site::start(workspace, port.unwrap_or(if check { 0 } else { PORT }), &emulator.url)?;

    if check {
        let mut node = workspace.command("node");
        node.arg("tests/page/check.mjs").env("CHROME", &tools.chromium()?.program);
        node.env("A2E_PAGE_URL", &site.url).env("A2E_EMULATOR_URL", &emulator.url);
        return Ok(if log.succeeds(&mut node)? { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }

    println!("Open {}", site.url);
    println!("Ctrl-C ends it.");
    while !interrupted() {
        if emulator.has_ended() {
            bail!("the emulator has ended; its last words are above");
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(ExitCode::SUCCESS)
}
