//! A compiler that can build for wasm32.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::debian_rust;
use super::found::Found;
use super::target::{TARGET, has_target};
use crate::system::log::Log;
use crate::system::process::in_path;
use crate::system::workspace::Workspace;

pub enum Toolchain {
    /// The compiler that builds everything else.
    Active,
    /// Debian's, through the directory of links to it; the active one stays as it is.
    Debian(PathBuf),
}

impl Toolchain {
    /// Makes a program, and what it starts, build for wasm32 with this compiler.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        match self {
            Self::Active => Ok(()),
            Self::Debian(links) => debian_rust::apply(links, command),
        }
    }

    pub fn cargo(&self, workspace: &Workspace) -> Result<Command> {
        let mut command = workspace.command("cargo");
        self.apply(&mut command)?;
        Ok(command)
    }
}

pub fn find_or_install(workspace: &Workspace) -> Result<Found<Toolchain>> {
    if has_target(Path::new("rustc")) {
        return Ok(Found::Present(Toolchain::Active));
    }
    if let Some(links) = debian_rust::find(workspace) {
        return Ok(Found::Present(Toolchain::Debian(links)));
    }
    let log = Log::file(workspace.cache.join("logs/wasm32-target.log"))?;
    // Looked at once more, because rustup believes its records, not the disk.
    if in_path(&["rustup"]).is_some()
        && log.succeeds(Command::new("rustup").args(["target", "add", TARGET]))?
        && has_target(Path::new("rustc"))
    {
        return Ok(Found::Installed(Toolchain::Active));
    }
    match debian_rust::install(workspace, &log) {
        Ok(links) => Ok(Found::Installed(Toolchain::Debian(links))),
        Err(error) => bail!(
            "no Rust compiler here builds for {TARGET}: run `rustup target add {TARGET}`, \
             or install that target the way your distribution does.\n{error:#}"
        ),
    }
}
