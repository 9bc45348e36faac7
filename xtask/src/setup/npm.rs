//! The tools that come from npm, pinned by `xtask/npm/package-lock.json`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::Crc;

use super::Found;
use crate::log::Log;
use crate::process::ask;
use crate::workspace::Workspace;

const OLDEST_NODE: u32 = 20;

pub struct NpmTools {
    modules: PathBuf,
}

impl NpmTools {
    /// The path of a program that a package brings.
    pub fn program(&self, name: &str) -> PathBuf {
        self.modules.join(".bin").join(name)
    }
}

pub fn find_or_install(workspace: &Workspace) -> Result<Found<NpmTools>> {
    check_node()?;
    let source = workspace.root.join("xtask/npm");
    let lock =
        fs::read(source.join("package-lock.json")).context("could not read xtask/npm/package-lock.json")?;
    let mut checksum = Crc::new();
    checksum.update(&lock);
    let directory = workspace.cache.join(format!("npm-{:08x}", checksum.sum()));

    let tools = NpmTools { modules: directory.join("node_modules") };
    let present = directory.exists();
    if !present {
        install(workspace, &source, &directory)?;
    }
    for programs in ["tests", "benches"] {
        link(&tools.modules, &workspace.root.join(programs).join("node_modules"))?;
    }
    Ok(if present { Found::Present(tools) } else { Found::Installed(tools) })
}

fn check_node() -> Result<()> {
    let advice = "install Node.js 20 or newer, with npm, and put it into PATH";
    let version = ask(Command::new("node").arg("--version")).context(advice)?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js {version} is too old: {advice}");
    }
    Ok(())
}

fn install(workspace: &Workspace, source: &Path, directory: &Path) -> Result<()> {
    let log = Log::file(workspace.cache.join("logs/npm.log"))?;
    // Renamed when complete, so that an interrupted installation is not taken for a good one.
    let unfinished = directory.with_extension("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    fs::create_dir_all(&unfinished)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), unfinished.join(name))?;
    }
    // No package needs its install script: those of esbuild and workerd only save a start of Node.
    log.run(Command::new("npm").current_dir(&unfinished).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::rename(&unfinished, directory).with_context(|| format!("could not make {}", directory.display()))
}

/// Node looks for packages in the directories above a file, hence a link beside each of our
/// programs that use them.
fn link(modules: &Path, place: &Path) -> Result<()> {
    if fs::read_link(place).is_ok_and(|target| target == modules) {
        return Ok(());
    }
    match fs::symlink_metadata(place) {
        Ok(entry) if entry.is_symlink() => fs::remove_file(place)?,
        Ok(_) => {
            bail!("{} is in the way: remove it, `cargo xtask setup` makes a link there", place.display())
        }
        Err(_) => fs::create_dir_all(place.parent().unwrap_or(place))?,
    }
    symlink(modules, place).with_context(|| format!("could not make the link {}", place.display()))
}
