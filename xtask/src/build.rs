//! `cargo xtask build`: the npm package, in target/npm.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use pico_args::Arguments;
use serde_json::{Value, json};

use crate::log::Log;
use crate::process::ask;
use crate::setup::{TARGET, Tools};
use crate::workspace::Workspace;
use crate::{glue, short_names, types, wasm_opt};

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
    let raw = compile(tools, profile, log)?;
    let package = workspace.target("npm");
    empty(&package)?;

    let wasm = "a2e_wasm_bg.wasm";
    match profile {
        Profile::Dev => copy(&raw.join(wasm), &package.join(wasm))?,
        Profile::Release => wasm_opt::shrink(tools, log, &raw.join(wasm), &package.join(wasm))?,
    }
    bundle_glue(tools, profile, log, &raw, &package)?;
    if profile == Profile::Release {
        short_names::shorten(tools, &package.join(wasm), &package.join("a2e_wasm.js"))?;
    }
    types::publish(&raw.join("a2e_wasm.d.ts"), &package.join("a2e_wasm.d.ts"))?;

    lay_over(&workspace.root.join("pkg-template"), &package)?;
    write_base64(&package.join(wasm), &package.join("a2e_wasm_base64.js"))?;
    for entry in ["node", "react"] {
        make_commonjs(tools, log, &package, entry)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(licence), &package.join(licence))?;
    }
    set_version(&package.join("package.json"))?;
    log.say(&format!("target/npm: {}", contents(&package)?));
    Ok(package)
}

/// Compiles the crate; the answer is the directory with the wasm and its glue.
fn compile(tools: &Tools, profile: Profile, log: &Log) -> Result<PathBuf> {
    let mut wasm_pack = tools.wasm_pack()?;
    let raw = tools.workspace.target("wasm-pack");
    empty(&raw)?;
    wasm_pack.args(["build", "module", "--out-name", "a2e_wasm", "--target", "web"]);
    wasm_pack.arg(if profile == Profile::Dev { "--dev" } else { "--release" });
    // It shall fetch no tool, and what follows the compiler is done here.
    wasm_pack.args(["--mode", "no-install", "--no-opt", "--no-pack", "--no-gitignore", "--out-dir"]);
    wasm_pack.arg(&raw).args(["--", "--config"]).arg(neutral_paths()?);
    log.run(&mut wasm_pack)?;
    Ok(raw)
}

/// A setting of cargo by which panic messages name sources without saying where this machine
/// keeps them. The wasm is published, and so would be somebody's home directory.
fn neutral_paths() -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let sources = home.context("set CARGO_HOME: cargo's directory is not known")?.join("registry/src");
    let mut flags = Vec::new();
    // One directory per registry; there is none before cargo has downloaded the first crate.
    for registry in fs::read_dir(sources).into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", registry?.path().display()));
    }
    Ok(format!("target.{TARGET}.rustflags = {}", json!(flags)))
}

/// wasm-bindgen's JavaScript imports our own from a `snippets` directory; bundled, it is
/// one file that every runtime and bundler can list.
fn bundle_glue(tools: &Tools, profile: Profile, log: &Log, raw: &Path, package: &Path) -> Result<()> {
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.args(["--bundle", "--format=esm", "--target=es2022", "--log-level=warning"]);
    let mut text = glue::without_loader(&fs::read_to_string(raw.join("a2e_wasm.js"))?)?;
    if profile == Profile::Release {
        esbuild.arg("--minify");
        text = glue::with_own_functions(&text, &raw.join("a2e_wasm_bg.wasm"))?;
    } else {
        // wasm-bindgen names a module once for each function that it takes from there.
        esbuild.arg("--log-override:duplicate-object-key=silent");
    }
    let mut outfile = OsString::from("--outfile=");
    outfile.push(package.join("a2e_wasm.js"));
    let glue = raw.join("glue.js");
    fs::write(&glue, text)?;
    log.run(esbuild.arg(outfile).arg(glue))
}

/// The module as a text, for programs without files.
fn write_base64(wasm: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    let text = format!("export default \"{}\";\n", BASE64_STANDARD.encode(bytes));
    fs::write(script, text).with_context(|| format!("could not write {}", script.display()))
}

/// An entry for `require`, in one file, from the source beside it.
fn make_commonjs(tools: &Tools, log: &Log, package: &Path, entry: &str) -> Result<()> {
    let file = package.join(format!("{entry}.cjs"));
    let source = if file.exists() { &file } else { &package.join(format!("{entry}.js")) };
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.args(["--bundle", "--format=cjs", "--platform=node", "--target=es2022", "--packages=external"]);
    // Without it each file is introduced by its path on this machine. Names stay, for stack traces.
    esbuild.args(["--minify-whitespace", "--minify-syntax"]);
    let mut outfile = OsString::from("--outfile=");
    outfile.push(&file);
    log.run(esbuild.args(["--allow-overwrite", "--log-level=warning"]).arg(outfile).arg(source))
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

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Makes a directory that holds nothing, so that no file of an earlier build is published.
fn empty(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("could not empty {}", directory.display()))?;
    }
    fs::create_dir_all(directory).with_context(|| format!("could not make {}", directory.display()))
}
