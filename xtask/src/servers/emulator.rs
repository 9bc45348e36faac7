//! The local A2E service, as a child of the verbs that need one.

use std::net::TcpListener;
use std::process::Command;

use anyhow::{Context, Result};

use crate::system::log::Log;
use crate::system::process::Child;
use crate::system::workspace::Workspace;

/// What the emulator prints when it listens, before its address.
const GREETING: &str = "A2E emulator on ";

/// It ends when this is dropped.
pub struct Emulator {
    pub url: String,
    process: Child,
}

impl Emulator {
    /// Starts it and waits until it listens. Port 0 takes any.
    pub fn start(workspace: &Workspace, log: &Log, port: u16, speed: Option<&str>) -> Result<Self> {
        let mut cargo = workspace.command("cargo");
        cargo.args(["run", "--package", "a2e-emulator", "--", "--port", &port.to_string()]);
        if let Some(speed) = speed {
            cargo.args(["--speed", speed]);
        }
        Self::listening(cargo, log)
    }

    /// Starts one that holds others up as little as may be: optimised, on any port, with
    /// connections that are used again, and with a log that is long enough for thousands of waits.
    pub fn start_fast(workspace: &Workspace, log: &Log) -> Result<Self> {
        let mut cargo = workspace.command("cargo");
        cargo.args(["run", "--release", "--package", "a2e-emulator", "--", "--port", "0"]);
        cargo.args(["--keep-alive", "--log", "100000"]);
        Self::listening(cargo, log)
    }

    fn listening(mut cargo: Command, log: &Log) -> Result<Self> {
        let greeted = |line: &str| Some(line.strip_prefix(GREETING)?.trim().to_owned());
        let (process, url) = log
            .spawn_listening(&mut cargo, greeted)
            .context("the emulator ended before it listened: `cargo run -p a2e-emulator` shows why")?;
        Ok(Self { url, process })
    }

    pub fn has_ended(&mut self) -> bool {
        self.process.has_ended()
    }
}

/// The wanted port if it is free, else 0, which takes any.
pub fn free_port_or_any(wanted: u16) -> u16 {
    TcpListener::bind(("127.0.0.1", wanted)).map_or(0, |_| wanted)
}
