//! `cargo xtask build`: the npm package, in target/npm.

mod glue;
mod profile;
mod types;
pub mod wasm;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use pico_args::Arguments;
use serde_json::Value;

pub use self::profile::Profile;
use self::wasm::module::{CLIENT, SERVER};
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::files::{copy, empty};
use crate::system::log::Log;
use crate::system::process::ask;
use crate::system::workspace::Workspace;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let profile = if args.contains("--dev") { Profile::Dev } else { Profile::Release };
    no_more(args)?;
    build(&Tools::new(workspace), profile, &Log::terminal())?;
    Ok(ExitCode::SUCCESS)
}

/// The entries of the package, each one file; and those that have a twin for `require`.
pub const ENTRIES: [&str; 7] = ["index", "slim", "edge", "react", "server", "server-edge", "server-node"];
const TWINS: [&str; 5] = ["index", "slim", "react", "server", "server-node"];

/// The entry for pages, by which the package is judged.
pub const PAGE: &str = "index";

/// The script of an entry, from the root of `pkg-template`.
fn source(entry: &str) -> String {
    let folder = match entry {
        "react" => "react",
        entry if entry.starts_with("server") => "server",
        _ => "client",
    };
    format!("{folder}/{entry}.js")
}

/// Builds the package; the answer is its directory.
pub fn build(tools: &Tools, profile: Profile, log: &Log) -> Result<PathBuf> {
    let workspace = tools.workspace;
    let (package, parts) = begin(tools, profile, log)?;
    // Its types are written by hand: nobody but the entries calls what it exports.
    SERVER.build(tools, profile, log, &parts)?;
    for module in [CLIENT, SERVER] {
        copy(&parts.join(module.wasm()), &package.join(module.wasm()))?;
    }

    for entry in ENTRIES {
        bundle(tools, log, &parts.join(source(entry)), &package.join(format!("{entry}.js")), "esm")?;
    }
    for entry in TWINS {
        bundle(tools, log, &parts.join(source(entry)), &package.join(format!("{entry}.cjs")), "cjs")?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(licence), &package.join(licence))?;
    }
    set_version(&package.join("package.json"))?;
    log.say(&format!("target/npm: {}", contents(&package)?));
    Ok(package)
}

/// Builds as much of the package as the checks of `--quick` read, which takes half the time: the entry of a page and all types.
pub fn build_page(tools: &Tools, log: &Log) -> Result<PathBuf> {
    let (package, parts) = begin(tools, Profile::Release, log)?;
    bundle(tools, log, &parts.join(source(PAGE)), &package.join(format!("{PAGE}.js")), "esm")?;
    Ok(package)
}

/// Begins the package with the class `A2E`, the scripts and the types. The answer is where the package and its parts are.
fn begin(tools: &Tools, profile: Profile, log: &Log) -> Result<(PathBuf, PathBuf)> {
    let workspace = tools.workspace;
    let (package, parts) = (workspace.target("npm"), parts(workspace));
    empty(&package)?;
    empty(&parts)?;
    let raw = CLIENT.build(tools, profile, log, &parts)?;
    types::publish(&raw.join("a2e_wasm.d.ts"), &package.join("a2e_wasm.d.ts"))?;
    lay_out(&workspace.root.join("pkg-template"), &parts, &package)?;
    Ok((package, parts))
}

/// What the entries are made of: the scripts of `pkg-template` in their folders, the glue of each module, its wasm, and its wasm as a text.
pub fn parts(workspace: &Workspace) -> PathBuf {
    workspace.target("npm-parts")
}

/// An entry in one file, so that no bundler, test runner or server has to find another one beside it. CommonJS is for Node before
/// 20.19, which requires no ES module, and for Jest.
fn bundle(tools: &Tools, log: &Log, source: &Path, file: &Path, format: &str) -> Result<()> {
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.args([
        "--bundle",
        "--platform=node",
        "--target=es2022",
        "--packages=external",
        "--external:*.wasm?module",
    ]);
    let mut outfile = OsString::from("--outfile=");
    outfile.push(file);
    log.run(
        esbuild.args(["--log-level=warning"]).arg(format!("--format={format}")).arg(outfile).arg(source),
    )?;
    let mut terser = tools.workspace.command(tools.npm()?.program("terser"));
    log.run(terser.args(MINIFY).arg("--output").arg(file).arg(file))?;
    fs::write(file, glue::with_short_throws(&fs::read_to_string(file)?))?;
    Ok(())
}

/// How terser minifies an entry. The names of its classes and functions stay, for stack traces. Lines are short, because Node
/// prints the line where an uncaught error was thrown. Only the module as a text is a long line. `"use client"` stays for bundlers of React.
const MINIFY: [&str; 4] = [
    "--ecma=2020",
    "--compress=passes=3,unsafe_arrows,inline=0,directives=false",
    "--mangle",
    "--format=max_line_len=200",
];

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

/// Puts scripts among the parts, in their folders, and what is published as it stands into the package, which has no folders.
fn lay_out(source: &Path, parts: &Path, package: &Path) -> Result<()> {
    for entry in fs::read_dir(source).with_context(|| format!("could not read {}", source.display()))? {
        let path = entry?.path();
        let name = path.file_name().context("a file of pkg-template has no name")?;
        if path.is_dir() {
            lay_out(&path, &parts.join(name), package)?;
        } else if path.extension() == Some(OsStr::new("js")) {
            fs::create_dir_all(parts)?;
            copy(&path, &parts.join(name))?;
        } else {
            copy(&path, &package.join(name))?;
        }
    }
    Ok(())
}
