//! A wasm of the package with its glue, from its crate to the files that are published.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;

use super::{optimize, short_names, text};
use crate::build::glue;
use crate::build::profile::Profile;
use crate::setup::{TARGET, Tools};
use crate::system::files::{copy, empty};
use crate::system::log::Log;
use crate::system::workspace::Workspace;

#[derive(Clone, Copy)]
pub struct WasmModule {
    /// The folder of its crate.
    folder: &'static str,
    /// What the names of its files begin with.
    pub name: &'static str,
}

/// The class `A2E`, for everybody.
pub const CLIENT: WasmModule = WasmModule { folder: "module", name: "a2e_wasm" };
/// The proxy. It is a file of its own, so that no page downloads it.
pub const SERVER: WasmModule = WasmModule { folder: "server", name: "a2e_server" };

impl WasmModule {
    /// The name of the wasm.
    pub fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// The name of the glue.
    pub fn glue(&self) -> String {
        format!("{}.js", self.name)
    }

    /// Puts wasm, glue, and the wasm as a text into a directory; the answer is the directory with what the compiler and
    /// wasm-bindgen made.
    pub fn build(&self, tools: &Tools, profile: Profile, log: &Log, parts: &Path) -> Result<PathBuf> {
        let start = Instant::now();
        let raw = self.compile(tools, profile, log)?;
        let (raw_wasm, wasm) = (raw.join(self.wasm()), parts.join(self.wasm()));
        match profile {
            Profile::Dev => copy(&raw_wasm, &wasm)?,
            Profile::Release => optimize::shrink(tools, log, &self.work(tools.workspace), &raw_wasm, &wasm)?,
        }
        self.bundle_glue(tools, profile, log, &raw, parts)?;
        if profile == Profile::Release {
            let module = format!("./{}_bg.js", self.name);
            short_names::shorten(&wasm, &parts.join(self.glue()), &module)?;
        }
        let bytes = fs::read(&wasm).with_context(|| format!("could not read {}", wasm.display()))?;
        let text = parts.join(format!("{}_text.js", self.name));
        fs::write(&text, text::script(&bytes)?)
            .with_context(|| format!("could not write {}", text.display()))?;
        log.say(&format!("{}: {:.1} s", self.name, start.elapsed().as_secs_f64()));
        Ok(raw)
    }

    fn compile(&self, tools: &Tools, profile: Profile, log: &Log) -> Result<PathBuf> {
        let mut wasm_pack = tools.wasm_pack()?;
        let raw = tools.workspace.target("wasm-pack").join(self.name);
        empty(&raw)?;
        wasm_pack.args(["build", self.folder, "--out-name", self.name, "--target", "web"]);
        wasm_pack.arg(if profile == Profile::Dev { "--dev" } else { "--release" });
        // It shall fetch no tool, and what follows the compiler is done here.
        wasm_pack.args(["--mode", "no-install", "--no-opt", "--no-pack", "--no-gitignore", "--out-dir"]);
        wasm_pack.arg(&raw).args(["--", "--config"]).arg(flags()?);
        log.run(&mut wasm_pack)?;
        Ok(raw)
    }

    /// wasm-bindgen's JavaScript imports our own from a `snippets` directory; bundled, it is
    /// one file that every runtime and bundler can list.
    fn bundle_glue(
        &self,
        tools: &Tools,
        profile: Profile,
        log: &Log,
        raw: &Path,
        parts: &Path,
    ) -> Result<()> {
        let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
        esbuild.args(["--bundle", "--format=esm", "--target=es2022", "--log-level=warning"]);
        let mut text = glue::without_loader(&fs::read_to_string(raw.join(self.glue()))?)?;
        if profile == Profile::Release {
            // Terser finds more in the syntax that esbuild makes.
            esbuild.arg("--minify-syntax");
            text = glue::without_spares(&text)?;
            copy(&tools.workspace.root.join("pkg-template/shared/texts.js"), &raw.join("texts.js"))?;
            text = glue::with_functions_in_order(&text, &parts.join(self.wasm()))?;
        } else {
            // wasm-bindgen names a module once for each function that it takes from there.
            esbuild.arg("--log-override:duplicate-object-key=silent");
        }
        let (mut outfile, bundle) = (OsString::from("--outfile="), parts.join(self.glue()));
        outfile.push(&bundle);
        let glue = raw.join("glue.js");
        fs::write(&glue, text)?;
        log.run(esbuild.arg(outfile).arg(glue))?;
        if profile == Profile::Release {
            let mut terser = tools.workspace.command(tools.npm()?.program("terser"));
            log.run(terser.args(MINIFY).arg("--output").arg(&bundle).arg(&bundle))?;
            fs::write(&bundle, glue::with_short_throws(&fs::read_to_string(&bundle)?))?;
        }
        Ok(())
    }

    /// What the last build made, with the names of its imports.
    pub fn with_imports(&self, workspace: &Workspace) -> PathBuf {
        optimize::output_in(&self.work(workspace))
    }

    /// What the last build made, with the names of its functions.
    pub fn with_functions(&self, tools: &Tools, log: &Log) -> Result<PathBuf> {
        optimize::named(tools, log, &self.work(tools.workspace))
    }

    /// A directory for what becomes of it on its way through wasm-opt.
    fn work(&self, workspace: &Workspace) -> PathBuf {
        workspace.target("wasm-opt").join(self.name)
    }
}

/// How terser minifies the glue; esbuild would leave 390 bytes of brotli more. Nothing in the glue is called with `new` but
/// its classes, so functions may become arrow functions. Small functions are not inlined: bodies that look alike compress
/// better. The properties are those of wasm-bindgen's classes, and those of ours that neither Rust nor a caller reads.
const MINIFY: [&str; 6] = [
    "--module",
    "--ecma=2020",
    "--compress=passes=3,unsafe_arrows,inline=0",
    "--mangle",
    "--mangle-props",
    "regex=/^(__wbg_ptr|__destroy_into_raw|__wrap|hear|heard|scopes|working|turned|shown|inPage|sight|release|late|ended)$/",
];

/// The stack of the wasm. The linker's default is 1 MiB; with a little less, the addresses of all texts behind it are below
/// 2^20, and take three bytes in the code instead of four.
const STACK: &str = "-Clink-arg=-zstack-size=983040";

/// The features of the compiler's target without `reference-types`, by which wasm-bindgen would keep the host's values in a
/// table of the wasm, and `multivalue`, for which it would add functions. An array in the glue costs 700 bytes of brotli
/// less. The standard library is compiled with both features and uses neither, so the linker is not to compare.
const FEATURES: [&str; 3] = [
    "-Ctarget-feature=-reference-types,-multivalue",
    "-Clink-arg=--no-check-features",
    "-Clink-arg=--features=bulk-memory,bulk-memory-opt,call-indirect-overlong,mutable-globals,nontrapping-fptoint,sign-ext",
];

/// What LLVM does for speed, and what makes the code larger for a packer: it rewrites loops to count in other ways, and moves
/// the common ends of branches into one place by further locals. Left out, both save 200 bytes of brotli.
const LLVM: [&str; 2] = ["-Cllvm-args=-disable-lsr", "-Cllvm-args=-simplifycfg-sink-common=false"];

/// A setting of cargo with the flags of the compiler: stack, features, LLVM's passes, and panic messages that name sources
/// without saying where this machine keeps them. The wasm is published, and so would be somebody's home directory.
fn flags() -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let sources = home.context("set CARGO_HOME: cargo's directory is not known")?.join("registry/src");
    let mut flags = vec![String::from(STACK)];
    flags.extend(FEATURES.into_iter().chain(LLVM).map(String::from));
    // One directory per registry; there is none before cargo has downloaded the first crate.
    for registry in fs::read_dir(sources).into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", registry?.path().display()));
    }
    Ok(format!("target.{TARGET}.rustflags = {}", json!(flags)))
}
