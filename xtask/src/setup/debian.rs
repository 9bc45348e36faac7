//! Debian's package manager, for what cargo and npm do not carry.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::system::log::Log;

/// Installs packages, or says how to.
pub fn install(log: &Log, packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if !is_debian() {
        bail!("On Debian it would be `{by_hand}`; other systems name their packages otherwise.");
    }
    if !nix::unistd::geteuid().is_root() {
        bail!("Run as root: `{by_hand}`.");
    }
    // A mirror that does not answer is no failure while the packages are known already.
    log.succeeds(apt_get().arg("update"))?;
    // Never at the price of a package that somebody else needs.
    log.run(apt_get().args(["install", "--yes", "--no-remove"]).args(packages))
}

/// Not its descendants: Ubuntu, for one, has a `chromium` package without a browser in it.
fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}
