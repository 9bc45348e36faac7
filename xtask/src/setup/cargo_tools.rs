//! Programs that are installed from crates.io.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::found::Found;
use crate::system::log::Log;
use crate::system::process::ask;
use crate::system::workspace::Workspace;

/// Finds `program` of `package` in this very version; the answer is its directory.
pub fn find_or_install(
    workspace: &Workspace,
    package: &str,
    program: &str,
    version: &str,
) -> Result<Found<PathBuf>> {
    find_or_install_with(workspace, package, program, version, &[])
}

/// The same, installed with these options of `cargo install`.
pub fn find_or_install_with(
    workspace: &Workspace,
    package: &str,
    program: &str,
    version: &str,
    options: &[&str],
) -> Result<Found<PathBuf>> {
    let root = workspace.cache.join("cargo");
    let directory = root.join("bin");
    if has_version(&directory.join(program), version) {
        return Ok(Found::Present(directory));
    }
    let log = Log::file(workspace.cache.join("logs").join(format!("{package}.log")))?;
    // Without `--locked`: such a lock file may name versions that a mirror of crates.io lacks.
    // In the cache, not in the checkout, so that its own settings and lock file have no say.
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&workspace.cache).args(["install", "--force", "--root"]).arg(&root);
    log.run(cargo.args([package, "--version", version]).args(options)).with_context(|| {
        format!("install it by hand: `cargo install {package} --version {version} --root {}`", root.display())
    })?;
    Ok(Found::Installed(directory))
}

fn has_version(program: &Path, version: &str) -> bool {
    ask(Command::new(program).arg("--version"))
        .is_ok_and(|line| line.split_whitespace().nth(1) == Some(version))
}
