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

use crate::build::{Profile, build};
use crate::log::Log;
use crate::setup::Tools;
use crate::wasm_module::{CLIENT, SERVER, WasmModule};
use crate::wasm_opt;
use crate::workspace::Workspace;

/// Bytes that a page loads, wasm, glue and entry together, brotli 11.
const GATE: usize = 46_500;
/// The entry for pages, by which the package is judged.
const JUDGED: &str = "browser";
const KEPT: &str = "docs/size.json";

/// A module, what its wasm and its glue are called here, and its entries: whether they load the `.wasm` beside their
/// script.
type Measured = (&'static WasmModule, [&'static str; 2], &'static [(&'static str, bool)]);

const MEASURED: [Measured; 2] = [
    (
        &CLIENT,
        ["wasm", "glue"],
        &[(JUDGED, true), ("workerd", true), ("edge", true), ("slim", true), ("inline", false)],
    ),
    (
        &SERVER,
        ["server-wasm", "server-glue"],
        &[("server-workerd", true), ("server-edge", true), ("server", false)],
    ),
];
/// Entries without a module.
const SCRIPTS: [&str; 2] = ["react", "server-node"];

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let write = args.contains("--write");
    crate::no_more(args)?;
    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;

    let mut rows = Vec::new();
    for (module, [wasm_name, glue_name], entries) in MEASURED {
        let wasm = Size::of(&fs::read(package.join(module.wasm()))?)?;
        let glue = Size::of(&fs::read(package.join(module.glue()))?)?;
        rows.extend([(wasm_name, wasm), (glue_name, glue)]);
        for (entry, loads_wasm) in entries {
            // The glue is a file of its own, as the package has it.
            let own = Size::of(&bundle(&tools, &log, entry)?)?.plus(&glue);
            rows.push((entry, if *loads_wasm { own.plus(&wasm) } else { own }));
        }
    }
    for entry in SCRIPTS {
        rows.push((entry, Size::of(&bundle(&tools, &log, entry)?)?));
    }
    parts::print(&wasm_opt::named(&tools, &log, &CLIENT)?)?;

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
    let judged = rows.iter().find(|(name, _)| *name == JUDGED).map_or(0, |(_, size)| size.brotli);
    println!(
        "\nEach entry with the glue, and with the wasm where it loads it. Before: brotli against {KEPT}."
    );
    if judged > GATE {
        println!("exceeded: {JUDGED} takes {judged} bytes of brotli, {} more than {GATE}", judged - GATE);
        return Ok(ExitCode::FAILURE);
    }
    println!("kept: {JUDGED} takes {judged} bytes of brotli; {GATE} are allowed");
    Ok(ExitCode::SUCCESS)
}

fn difference(now: usize, before: usize) -> String {
    if now == before { String::from("same") } else { format!("{:+}", now as i64 - before as i64) }
}

/// An entry as a bundler would ship it, without the glue it imports.
fn bundle(tools: &Tools, log: &Log, entry: &str) -> Result<Vec<u8>> {
    let file = tools.workspace.target(&format!("size/{entry}.js"));
    let mut esbuild = tools.workspace.command(tools.npm()?.program("esbuild"));
    esbuild.arg(format!("target/npm/{entry}.js"));
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--packages=external"]);
    esbuild.args(["--external:*.wasm", "--external:*.wasm?module"]);
    for module in [CLIENT, SERVER] {
        esbuild.arg(format!("--external:./{}", module.glue()));
    }
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
