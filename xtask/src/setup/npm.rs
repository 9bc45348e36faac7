//! The tools that come from npm: sets of packages, each pinned by a lock file of its own.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::Crc;

use super::found::Found;
use crate::system::log::Log;
use crate::system::process::ask;
use crate::system::workspace::Workspace;

const OLDEST_NODE: u32 = 20;

/// Packages that are installed together, from the `package-lock.json` of a directory of the checkout.
pub struct Set {
    pub name: &'static str,
    source: &'static str,
    /// The directories whose programs import them.
    users: &'static [&'static str],
}

/// What makes the package, and what drives it in most tests.
pub const TOOLS: Set = Set { name: "npm tools", source: "xtask/npm", users: &["tests"] };

/// Runtimes and bundlers, which only the test of all of them wants.
pub const RUNTIMES: Set = Set { name: "npm runtimes", source: "tests/runtimes", users: &["tests/runtimes"] };

/// The oldest React that the hooks are made for. React itself keeps the two from being one set: its `react-dom` wants the
/// `react` of the same version beside it.
pub const REACT_18: Set = Set { name: "npm React 18", source: "tests/react/18", users: &["tests/react/18"] };

/// The libraries that the benches measure beside ours.
pub const PEERS: Set = Set { name: "npm peers", source: "benches", users: &["benches"] };

pub struct NpmTools {
    pub name: &'static str,
    modules: PathBuf,
}

impl NpmTools {
    /// The path of a program that a package brings.
    pub fn program(&self, name: &str) -> PathBuf {
        self.modules.join(".bin").join(name)
    }

    /// Where npm installed them.
    pub fn directory(&self) -> &Path {
        self.modules.parent().unwrap_or(&self.modules)
    }
}

pub fn find_or_install(workspace: &Workspace, set: &Set) -> Result<Found<NpmTools>> {
    check_node(OLDEST_NODE)?;
    let source = workspace.root.join(set.source);
    let lock = source.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("could not read {}", lock.display()))?;
    let mut checksum = Crc::new();
    checksum.update(&lock);
    let directory = workspace.cache.join(format!("npm-{:08x}", checksum.sum()));

    let tools = NpmTools { name: set.name, modules: directory.join("node_modules") };
    let present = directory.exists();
    if !present {
        let log = workspace.cache.join("logs").join(format!("{}.log", set.name.replace(' ', "-")));
        install(&Log::file(log)?, &source, &directory)?;
    }
    for user in set.users {
        link(&tools.modules, &workspace.root.join(user).join("node_modules"))?;
    }
    Ok(if present { Found::Present(tools) } else { Found::Installed(tools) })
}

/// Whether the machine has a Node that is new enough.
pub fn check_node(oldest: u32) -> Result<()> {
    let advice = format!("install Node.js {oldest} or newer, with npm, and put it into PATH");
    let version = ask(Command::new("node").arg("--version")).with_context(|| advice.clone())?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < oldest) {
        bail!("Node.js {version} is too old: {advice}");
    }
    Ok(())
}

fn install(log: &Log, source: &Path, directory: &Path) -> Result<()> {
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
    // Not `npm ci`: it insists on what is for other systems, which a mirror may lack.
    let quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
    log.run(Command::new("npm").current_dir(&unfinished).arg("install").args(quiet))?;
    fs::rename(&unfinished, directory).with_context(|| format!("could not make {}", directory.display()))
}

/// Node looks for packages in the directories above a file, hence a link beside each of our
/// programs that use them.
pub fn link(modules: &Path, place: &Path) -> Result<()> {
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
