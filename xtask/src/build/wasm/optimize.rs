//! Shrinks the wasm with Binaryen's wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::function_order;
use super::strip_panics;
use crate::setup::Tools;
use crate::system::log::Log;

/// What the compiler uses and every runtime accepts. Never `--all-features`: its output
/// is refused by Node 20, Bun and Deno.
pub const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Small functions with one caller stay what they are: compilers would inline them, but bodies that
/// look alike compress better. Below 1024 there is only the end of an overflown stack.
/// Values that are computed twice are not kept in locals: the packer sees the repetition as well.
const OPTIONS: &[&str] =
    &["-Oz", "--low-memory-unused", "--one-caller-inline-max-function-size=20", "--skip-pass=local-cse"];

/// What comes after the passes: locals that share a place, the most used first. Brotli makes 100 bytes less of that.
const LOCALS: &[&str] = &["--merge-locals", "--coalesce-locals", "--reorder-locals"];

/// What only tools read.
const STRIP: &[&str] = &["--strip-debug", "--strip-producers", "--strip-target-features"];

/// The second pass gains 0.3 %, a third nothing that is worth its seconds.
const PASSES: usize = 2;

/// Writes the small version of `input` to `output`; does nothing if it did so last time. What comes in between stays in `work`.
pub fn shrink(tools: &Tools, log: &Log, work: &Path, input: &Path, output: &Path) -> Result<()> {
    fs::create_dir_all(work)?;
    let (last_input, last_output) = (work.join("input.wasm"), output_in(work));

    let bytes = fs::read(input).with_context(|| format!("could not read {}", input.display()))?;
    // An update of Binaryen changes its path, so it counts as another recipe.
    let wasm_opt = tools.npm()?.program("wasm-opt");
    let recipe = format!(
        "{} {FEATURES:?} {OPTIONS:?} {LOCALS:?} {:?} {:?}",
        wasm_opt.display(),
        strip_panics::PARTS,
        strip_panics::EXPORTS
    );
    let recipe_file = work.join("recipe.txt");
    let unchanged = fs::read(&last_input).is_ok_and(|last| last == bytes)
        && fs::read_to_string(&recipe_file).is_ok_and(|last| last == recipe);
    if !(unchanged && last_output.exists()) {
        // Removed first: an interrupted run must not leave an output beside the new input.
        let _ = fs::remove_file(&recipe_file);
        fs::write(&last_input, &bytes)?;
        let stripped = work.join("stripped.wasm");
        strip_panics::strip(&last_input, &stripped)?;
        let passed = work.join("passed.wasm");
        run_passes(tools, log, &stripped, &passed, STRIP)?;
        sort_functions(tools, log, &passed, &last_output)?;
        fs::write(&recipe_file, recipe)?;
    }
    fs::copy(&last_output, output).with_context(|| format!("could not write {}", output.display()))?;
    Ok(())
}

/// What [`shrink`] made last. What it imports still has its name.
pub fn output_in(work: &Path) -> PathBuf {
    work.join("output.wasm")
}

/// What [`shrink`] made last, with the names of its functions. By a run of its own: where names are kept, other code
/// comes out, 300 bytes more of it once they are stripped.
pub fn named(tools: &Tools, log: &Log, work: &Path) -> Result<PathBuf> {
    let output = work.join("named.wasm");
    run_passes(tools, log, &work.join("stripped.wasm"), &output, &["--debuginfo"])?;
    Ok(output)
}

/// Writes `input` to `output` with its functions and their locals in the order that packs best.
fn sort_functions(tools: &Tools, log: &Log, input: &Path, output: &Path) -> Result<()> {
    let wasm_opt = tools.npm()?.program("wasm-opt");
    let text = input.with_extension("wat");
    let mut print = tools.workspace.command(&wasm_opt);
    log.run(print.args(FEATURES).args(LOCALS).arg(input).arg("--emit-text").arg("-o").arg(&text))?;
    fs::write(&text, function_order::sorted(&fs::read_to_string(&text)?)?)?;
    let mut parse = tools.workspace.command(&wasm_opt);
    log.run(parse.args(FEATURES).args(STRIP).arg(&text).arg("-o").arg(output))
}

fn run_passes(tools: &Tools, log: &Log, input: &Path, output: &Path, more: &[&str]) -> Result<()> {
    let wasm_opt = tools.npm()?.program("wasm-opt");
    let mut best = fs::metadata(input)?.len();
    fs::copy(input, output)?;
    let candidate = output.with_extension("candidate");
    for _ in 0..PASSES {
        let mut command = tools.workspace.command(&wasm_opt);
        command.args(OPTIONS).args(FEATURES).args(more);
        log.run(command.arg(output).arg("-o").arg(&candidate))?;
        let size = fs::metadata(&candidate)?.len();
        if size >= best {
            break;
        }
        best = size;
        fs::rename(&candidate, output)?;
    }
    Ok(())
}
