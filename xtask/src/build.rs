//! `cargo xtask build`: the npm package, in target/npm.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use pico_args::Arguments;
use serde_json::Value;

use crate::glue;
use crate::log::Log;
use crate::process::ask;
use crate::setup::Tools;
use crate::types;
use crate::wasm_module::{CLIENT, SERVER};
use crate::workspace::Workspace;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let profile = if args.contains("--dev") { Profile::Dev } else { Profile::Release };
    crate::no_more(args)?;
    build(&Tools::new(workspace), profile, &Log::terminal())?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the package; the answer is its directory.
pub fn build(tools: &Tools, profile: Profile, log: &Log) -> Result<PathBuf> {
    let workspace = tools.workspace;
    let package = workspace.target("npm");
    empty(&package)?;

    let raw = CLIENT.build(tools, profile, log, &package)?;
    types::publish(&raw.join("a2e_wasm.d.ts"), &package.join("a2e_wasm.d.ts"))?;
    // Its types are written by hand: nobody but the entries calls what it exports.
    SERVER.build(tools, profile, log, &package)?;

    lay_over(&workspace.root.join("pkg-template"), &package)?;
    for entry in ["node", "react", "server", "server-node"] {
        make_commonjs(tools, log, &package, entry)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(licence), &package.join(licence))?;
    }
    set_version(&package.join("package.json"))?;
    log.say(&format!("target/npm: {}", contents(&package)?));
    Ok(package)
}

/// An entry for `require`, in one file, from the source beside it.
fn make_commonjs(tools: &Tools, log: &Log, package: &Path, entry: &str) -> Result<()> {
    let file = package.join(format!("{entry}.cjs"));
    let source = if file.exists() { &file } else { &package.join(format!("{entry}.js")) };
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.args(["--bundle", "--format=cjs", "--platform=node", "--target=es2022", "--packages=external"]);
    // Without it each file is introduced by its path on this machine. Names stay, for stack traces.
    esbuild.args(["--minify-whitespace", "--minify-syntax"]);
    // What throws through other functions shows their lines.
    // What is thrown within it by others shows a line of it as well.
    esbuild.arg("--line-limit=100");
    let mut outfile = OsString::from("--outfile=");
    outfile.push(&file);
    log.run(esbuild.args(["--allow-overwrite", "--log-level=warning"]).arg(outfile).arg(source))?;
    fs::write(&file, glue::with_short_throws(&fs::read_to_string(&file)?))?;
    Ok(())
}

/// Packs the package; the answer is the tarball, as npm would publish it.
pub fn pack(package: &Path, directory: &Path) -> Result<PathBuf> {
    empty(directory)?;
    let report = npm_pack(package, &["--pack-destination".as_ref(), directory.as_os_str()])?;
    let name = report["filename"].as_str().context("`npm pack` named no file")?;
    Ok(directory.join(name))
}

/// What npm would publish, in words; it also shows that npm accepts the package.
fn contents(package: &Path) -> Result<String> {
    let report = npm_pack(package, &["--dry-run".as_ref()])?;
    Ok(format!(
        "{} files, {} bytes packed, {} unpacked",
        report["entryCount"], report["size"], report["unpackedSize"]
    ))
}

fn npm_pack(package: &Path, args: &[&OsStr]) -> Result<Value> {
    let mut npm = Command::new("npm");
    let answer = ask(npm.current_dir(package).args(["pack", "--json"]).args(args))?;
    let mut reports: Value = serde_json::from_str(&answer).context("the answer of `npm pack` is not JSON")?;
    reports.get_mut(0).map(Value::take).context("`npm pack` packed nothing")
}

/// The version is written down once, in Cargo.toml, which this crate shares.
fn set_version(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let mut manifest: Value = serde_json::from_str(&text).context("pkg-template/package.json is not JSON")?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    fs::write(file, serde_json::to_string_pretty(&manifest)? + "\n")?;
    Ok(())
}

fn lay_over(source: &Path, destination: &Path) -> Result<()> {
    fs::create_dir_all(destination)?;
    for entry in fs::read_dir(source).with_context(|| format!("could not read {}", source.display()))? {
        let entry = entry?;
        let target = destination.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            lay_over(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Makes a directory that holds nothing, so that no file of an earlier build is published.
pub fn empty(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("could not empty {}", directory.display()))?;
    }
    fs::create_dir_all(directory).with_context(|| format!("could not make {}", directory.display()))
}
