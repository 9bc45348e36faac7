//! `cargo xtask size`: what each entry loads, against the budget and the figures kept in docs/size.json.

mod parts;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use pico_args::Arguments;

use crate::build::wasm::module::{CLIENT, SERVER, WasmModule};
use crate::build::{ENTRIES, PAGE, Profile, build, parts as sources};
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::workspace::Workspace;

/// Bytes that a page loads, which is one file, brotli 11.
const GATE: usize = 47_500;
const KEPT: &str = "docs/size.json";

/// The modules, and what their wasm and their glue are called here.
const MODULES: [(WasmModule, &str, &str); 2] =
    [(CLIENT, "wasm", "glue"), (SERVER, "server-wasm", "server-glue")];
/// The entries that load a wasm beside their script, and the row of that wasm.
const LOADING: [(&str, &str); 3] = [("edge", "wasm"), ("slim", "wasm"), ("server-edge", "server-wasm")];

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let write = args.contains("--write");
    no_more(args)?;
    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;

    let mut rows = Vec::new();
    let sources = sources(workspace);
    for (module, wasm_name, glue_name) in MODULES {
        rows.push((wasm_name, Size::of(&fs::read(package.join(module.wasm()))?)?));
        rows.push((glue_name, Size::of(&fs::read(sources.join(module.glue()))?)?));
    }
    for entry in ENTRIES {
        let own = Size::of(&bundle(&tools, &log, entry)?)?;
        let loaded = LOADING.iter().find(|(loading, _)| *loading == entry).map(|(_, wasm_name)| *wasm_name);
        let wasm = rows.iter().find(|(name, _)| Some(*name) == loaded).map(|(_, wasm)| *wasm);
        rows.push((entry, own.plus(&wasm.unwrap_or_default())));
    }
    parts::print(&CLIENT.with_functions(&tools, &log)?)?;

    let kept_file = workspace.root.join(KEPT);
    let kept: BTreeMap<String, usize> = serde_json::from_str(
        &fs::read_to_string(&kept_file).with_context(|| format!("could not read {KEPT}"))?,
    )
    .with_context(|| format!("{KEPT} holds no sizes"))?;
    println!("\n{:<14} {:>9} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip 9", "brotli 11", "before");
    for (name, size) in &rows {
        let before = kept.get(*name).map_or(String::from("new"), |kept| difference(size.brotli, *kept));
        println!("{name:<14} {:>9} {:>9} {:>9} {before:>9}", size.raw, size.gzip, size.brotli);
    }
    if write {
        let figures: BTreeMap<_, _> = rows.iter().map(|(name, size)| (*name, size.brotli)).collect();
        fs::write(&kept_file, serde_json::to_string_pretty(&figures)? + "\n")?;
    }
    let judged = rows.iter().find(|(name, _)| *name == PAGE).map_or(0, |(_, size)| size.brotli);
    println!("\nEach entry is one file; with the wasm where it loads it. Before: brotli against {KEPT}.");
    let (is_kept, sentence) = judge(judged);
    println!("{sentence}");
    Ok(if is_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether the package that was built last keeps the gate, and a sentence about it.
pub fn gate(tools: &Tools, log: &Log) -> Result<(bool, String)> {
    Ok(judge(Size::of(&bundle(tools, log, PAGE)?)?.brotli))
}

fn judge(bytes: usize) -> (bool, String) {
    if bytes > GATE {
        let excess = bytes - GATE;
        return (false, format!("exceeded: {PAGE} takes {bytes} bytes of brotli, {excess} more than {GATE}"));
    }
    (true, format!("kept: {PAGE} takes {bytes} bytes of brotli; {GATE} are allowed"))
}

fn difference(now: usize, before: usize) -> String {
    if now == before { String::from("same") } else { format!("{:+}", now as i64 - before as i64) }
}

/// An entry as a bundler would ship it.
fn bundle(tools: &Tools, log: &Log, entry: &str) -> Result<Vec<u8>> {
    let file = tools.workspace.target(&format!("size/{entry}.js"));
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.arg(format!("target/npm/{entry}.js"));
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--packages=external"]);
    esbuild.arg("--external:*.wasm?module");
    log.run(esbuild.arg("--log-level=warning").arg(format!("--outfile={}", file.display())))?;
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

#[cfg(test)]
mod tests {
    use super::{GATE, judge};

    #[test]
    fn a_byte_above_the_gate_is_too_much() {
        assert_eq!(
            judge(GATE),
            (true, format!("kept: index takes {GATE} bytes of brotli; {GATE} are allowed"))
        );
        let (is_kept, sentence) = judge(GATE + 1);
        assert_eq!(
            sentence,
            format!("exceeded: index takes {} bytes of brotli, 1 more than {GATE}", GATE + 1)
        );
        assert!(!is_kept);
    }
}
