//! `cargo xtask size`: what a page downloads, against the budget.

use std::fs;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::log::Log;
use crate::setup::Tools;
use crate::workspace::Workspace;

/// Bytes of wasm, glue and entry together, brotli 11.
const GATE: usize = 45_000;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let gated = args.contains("--gate");
    crate::no_more(args)?;
    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;

    let rows = [
        ("wasm", Size::of(&fs::read(package.join("a2e_wasm_bg.wasm"))?)?),
        ("glue", Size::of(&fs::read(package.join("a2e_wasm.js"))?)?),
        ("entry", Size::of(&entry(&tools, &log)?)?),
    ];
    let total = rows.iter().fold(Size::default(), |sum, (_, size)| sum.plus(size));

    println!("\n{:<6} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip 9", "brotli 11");
    for (name, size) in rows.iter().chain([&("total", total)]) {
        println!("{name:<6} {:>9} {:>9} {:>9}", size.raw, size.gzip, size.brotli);
    }
    println!("\nbudget {GATE} bytes of brotli: {}", if total.brotli > GATE { "exceeded" } else { "kept" });
    if gated && total.brotli > GATE {
        bail!("the package is {} bytes over its budget", total.brotli - GATE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The entry for browsers as a bundler would ship it, without the glue it imports.
fn entry(tools: &Tools, log: &Log) -> Result<Vec<u8>> {
    let file = tools.workspace.target("size/entry.js");
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.args(["target/npm/browser.js", "--bundle", "--minify", "--format=esm", "--target=es2022"]);
    esbuild.args(["--external:./a2e_wasm.js", "--log-level=warning", "--outfile=target/size/entry.js"]);
    log.run(&mut esbuild)?;
    Ok(fs::read(file)?)
}

#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut packed = Vec::new();
        brotli::BrotliCompress(
            &mut &*bytes,
            &mut packed,
            &BrotliEncoderParams { quality: 11, ..Default::default() },
        )?;
        Ok(Self { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: packed.len() })
    }

    const fn plus(self, other: &Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}
