//! Debian's Rust compiler, for machines that cannot download rustup's wasm32 target.
//!
//! Debian ships the compiler and the source of the standard library, but not that library
//! built for wasm32. So it is built once, from that source, and put where the compiler looks.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use super::target::{TARGET, has_target, library};
use crate::system::log::Log;
use crate::system::process::{ask, prepend_path};
use crate::system::workspace::Workspace;

const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
const PROGRAMS: &[&str] = &["cargo", "rustc", "rustdoc", "cargo-clippy", "clippy-driver"];
const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "wasm-ld-22";

/// The links to a compiler that was prepared earlier, unless it was updated since: a library
/// is of use only to the version that built it.
pub fn find(workspace: &Workspace) -> Option<PathBuf> {
    let prepared = fs::read_to_string(prepared_version(workspace)).ok()?;
    (prepared == version().ok()? && has_target(Path::new(RUSTC))).then(|| links(workspace))
}

pub fn install(workspace: &Workspace, log: &Log) -> Result<PathBuf> {
    debian::install(log, PACKAGES)?;
    let links = make_links(workspace)?;
    build_library(workspace, &links, log).context("could not build the standard library for wasm32")?;
    fs::write(prepared_version(workspace), version()?)?;
    Ok(links)
}

/// Makes a program, and what it starts, use this compiler.
pub fn apply(links: &Path, command: &mut Command) -> Result<()> {
    prepend_path(command, links)?;
    // Rustup points these at its own compiler, whose libraries do not fit this one.
    command.env_remove("LD_LIBRARY_PATH").env_remove("RUSTC").env_remove("RUSTDOC");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER);
    Ok(())
}

fn links(workspace: &Workspace) -> PathBuf {
    workspace.cache.join("debian-rust/bin")
}

fn prepared_version(workspace: &Workspace) -> PathBuf {
    workspace.cache.join("debian-rust/version")
}

fn version() -> Result<String> {
    ask(Command::new(RUSTC).arg("--version"))
}

/// A directory of links can go to the front of PATH; `/usr/bin` there would also bring
/// every other program of the system before the user's own.
fn make_links(workspace: &Workspace) -> Result<PathBuf> {
    let links = links(workspace);
    if links.exists() {
        fs::remove_dir_all(&links)?;
    }
    fs::create_dir_all(&links)?;
    for program in PROGRAMS {
        symlink(Path::new("/usr/bin").join(program), links.join(program))?;
    }
    Ok(links)
}

fn build_library(workspace: &Workspace, links: &Path, log: &Log) -> Result<()> {
    let scratch = workspace.cache.join("debian-rust/scratch");
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"scratch\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    fs::write(scratch.join("src/main.rs"), "fn main() {}\n")?;

    let mut cargo = Command::new("cargo");
    apply(links, &mut cargo)?;
    // Building the standard library is a nightly feature; the variable allows it here.
    cargo.current_dir(&scratch).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", scratch.join("target"));
    // Panic messages shall name the sources as rustup's library does, not as this system lays them out.
    cargo.env("RUSTFLAGS", "--remap-path-prefix=/usr/lib/rustlib/src/rust=/rustc");
    cargo.args(["build", "--release", "--target", TARGET]);
    log.run(cargo.arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test"))?;

    let destination = library(Path::new(RUSTC))?;
    if destination.exists() {
        fs::remove_dir_all(&destination)?;
    }
    fs::create_dir_all(&destination)?;
    for entry in fs::read_dir(scratch.join("target").join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(&path, destination.join(path.file_name().unwrap_or_default()))?;
        }
    }
    fs::remove_dir_all(scratch)?;
    Ok(())
}
