//! The parts that make the package, and those that use it outside of browsers.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::fuzz;
use crate::servers::emulator::Emulator;
use crate::setup::TARGET;
use crate::size;
use crate::test::run::Run;
use crate::test::tally::Tally;

pub fn package_builds(run: &Run) -> Result<Tally> {
    run.package().map(|_| Tally::one(true))
}

pub fn types(run: &Run) -> Result<Tally> {
    let files = run.files("types", ".ts")?.len();
    if files == 0 {
        return Ok(Tally::default());
    }
    run.package()?;
    let mut tsc = run.tools.workspace.command(run.tools.npm()?.program("tsc"));
    let succeeded =
        run.log.succeeds(tsc.args(["--noEmit", "--pretty", "false", "--project", "tests/types"]))?;
    Ok(Tally::of_tsc(&run.log.text(), files).checked(succeeded))
}

/// The scripts that carry out what machines decide, in the page and in the proxy. They have their types in comments.
pub fn scripts(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    for project in ["src/host", "src/server"] {
        let mut tsc = run.tools.workspace.command(run.tools.npm()?.program("tsc"));
        tally =
            tally + Tally::one(run.log.succeeds(tsc.args(["--pretty", "false", "--project", project]))?);
    }
    Ok(tally)
}

pub fn size(run: &Run) -> Result<Tally> {
    run.package()?;
    let (is_kept, sentence) = size::gate(run.tools, run.log)?;
    // By how much is what this part is for.
    println!("{sentence}");
    run.log.say(&sentence);
    Ok(Tally::one(is_kept))
}

pub fn package(run: &Run) -> Result<Tally> {
    let tarball = run.tarball()?;
    // The tests import what the link to the npm tools brings.
    run.tools.npm()?;
    let rust_only = rust_only(run)?;
    let emulator = run.emulator()?;
    run.node_tests(
        "package",
        &[
            ("A2E_TARBALL", &tarball),
            ("A2E_RUST_ONLY", &rust_only),
            ("A2E_EMULATOR_URL", Path::new(&emulator.url)),
        ],
    )
}

pub fn runtimes(run: &Run) -> Result<Tally> {
    let tarball = run.tarball()?;
    run.tools.npm()?;
    run.tools.runtimes()?;
    let emulator = run.emulator()?;
    let mut node = run.tools.workspace.command("node");
    node.arg("tests/runtimes/run.mjs").args(run.filter.words());
    node.env("A2E_TARBALL", &tarball).env("A2E_EMULATOR_URL", &emulator.url);
    // What cannot be had is listed as not tested, and fails where CI is set.
    let browsers = [("CHROME", run.tools.chromium().cloned()), ("FIREFOX", run.tools.firefox())];
    for (variable, browser) in browsers {
        match browser {
            Ok(browser) => _ = node.env(variable, browser.program),
            Err(error) => run.log.say(&format!("{error:#}")),
        }
    }
    let succeeded = run.log.succeeds(&mut node)?;
    // What works where is what this part is for.
    let log = run.log.text();
    print_table(&log, "runtime  ");
    Ok(Tally::of_node(&log).checked(succeeded))
}

pub fn frameworks(run: &Run) -> Result<Tally> {
    let tarball = run.tarball()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    let mut node = run.tools.workspace.command("node");
    node.arg("tests/frameworks/run.mjs").args(run.options).args(run.filter.words());
    node.env("A2E_TARBALL", &tarball).env("A2E_EMULATOR_URL", &emulator.url);
    node.env("A2E_CACHE", &run.tools.workspace.cache).env("CHROME", &run.tools.chromium()?.program);
    let succeeded = run.log.succeeds(&mut node)?;
    // What works where is what this part is for.
    let log = run.log.text();
    print_table(&log, "framework  ");
    Ok(Tally::of_node(&log).checked(succeeded))
}

/// Prints the table of a log, from the line of its head to the first empty line.
fn print_table(log: &str, head: &str) {
    let table = log.lines().skip_while(|line| !line.starts_with(head));
    table.take_while(|line| !line.is_empty()).for_each(|line| println!("{line}"));
}

pub fn edge(run: &Run) -> Result<Tally> {
    let tarball = run.tarball()?;
    run.tools.npm()?;
    run.tools.runtimes()?;
    let emulator = Emulator::start_fast(run.tools.workspace, run.log)?;
    let mut node = run.tools.workspace.command("node");
    node.arg("tests/edge/run.mjs").args(run.filter.words());
    node.env("A2E_TARBALL", &tarball).env("A2E_EMULATOR_URL", &emulator.url);
    let succeeded = run.log.succeeds(&mut node)?;
    // How many attacks each server withstood is what this part is for.
    let log = run.log.text();
    print_table(&log, "server  ");
    Ok(Tally::of_node(&log).checked(succeeded))
}

/// The binary of a program in Rust that uses the crate without its class for JavaScript. It is no
/// member of the workspace, so its manifest is named.
fn rust_only(run: &Run) -> Result<PathBuf> {
    let workspace = run.tools.workspace;
    let target = workspace.target("rust-only");
    let mut cargo = run.tools.toolchain()?.cargo(workspace)?;
    cargo.args(["build", "--release", "--target", TARGET]);
    cargo.arg("--manifest-path").arg(workspace.root.join("tests/rust-only/Cargo.toml"));
    run.log.run(cargo.arg("--target-dir").arg(&target))?;
    Ok(target.join(TARGET).join("release/rust_only.wasm"))
}

pub fn operations(run: &Run) -> Result<Tally> {
    let package = run.package()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    let variables = [("A2E_PACKAGE", package), ("A2E_EMULATOR_URL", Path::new(&emulator.url))];
    let tally = run.node_tests("operations", &variables)?;
    // How many were driven is what this part is for.
    let log = run.log.text();
    let count =
        log.lines().find_map(|line| line.strip_prefix("# ").filter(|text| text.contains(" operations: ")));
    println!("{}", count.unwrap_or("no operation was driven"));
    Ok(tally)
}

pub fn live(run: &Run) -> Result<Tally> {
    let package = run.package()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    let variables = [("A2E_PACKAGE", package), ("A2E_EMULATOR_URL", Path::new(&emulator.url))];
    run.node_tests("live", &variables)
}

pub fn starts(run: &Run) -> Result<Tally> {
    let package = run.package()?;
    let emulator = Emulator::start_fast(run.tools.workspace, run.log)?;
    let variables = [("A2E_PACKAGE", package), ("A2E_EMULATOR_URL", Path::new(&emulator.url))];
    let tally = run.node_tests("starts", &variables)?;
    // How many were charged twice is what this part is for.
    let log = run.log.text();
    let figures = log.lines().filter_map(|line| line.strip_prefix("# "));
    figures.filter(|line| line.contains(" starts with")).for_each(|line| println!("{line}"));
    Ok(tally)
}

pub fn fuzz(run: &Run) -> Result<Tally> {
    let package = run.package()?;
    run.tools.npm()?;
    // What it must find, before what it finds.
    let planted = run.node_tests("fuzz", &[("A2E_PACKAGE", package)])?;
    if !run.filter.is_empty() {
        return Ok(planted);
    }
    let succeeded = run.log.succeeds(&mut fuzz::command(run.tools, package, &fuzz::CI)?)?;
    // How much was called is what this part is for.
    let log = run.log.text();
    let count = log.lines().rfind(|line| line.contains(" programs with "));
    println!("{}", count.unwrap_or("nothing was called"));
    Ok(planted + Tally::one(succeeded))
}
