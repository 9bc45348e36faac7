//! The parts of the test run, in the order in which they run: what is quick comes first.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::deny::deny;
use super::imports;
use super::queue::Queue;
use super::run::Run;
use super::tally::Tally;
use crate::audit::Audit;
use crate::fuzz;
use crate::servers::emulator::Emulator;
use crate::servers::site::Site;
use crate::servers::worker;
use crate::setup::{Browser, NpmTools, TARGET};
use crate::size;

pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    /// Whether it has several tests, of which a filter can choose some by their names.
    pub has_names: bool,
    pub run: fn(&Run) -> Result<Tally>,
}

const fn check(name: &'static str, about: &'static str, run: fn(&Run) -> Result<Tally>) -> Part {
    Part { name, about, has_names: false, run }
}

const fn tests(name: &'static str, about: &'static str, run: fn(&Run) -> Result<Tally>) -> Part {
    Part { name, about, has_names: true, run }
}

/// What `--quick` runs: two lists at the same time, because the first one needs only this machine's compiler and the second one
/// waits for the package.
pub const QUICK: [&[&str]; 2] = [&["fmt", "imports", "clippy", "audit", "unit"], &["build", "types", "size"]];

pub const PARTS: &[Part] = &[
    check("fmt", "the formatting of the Rust sources", fmt),
    check("clippy", "lints, for this machine and for wasm32", clippy),
    check("features", "lints of the crate for wasm32 with other features", features),
    check("doc", "the Rust documentation builds without a warning", doc),
    check("imports", "no modules import each other in a circle", no_circles),
    check("audit", "the operations against openapi.yaml and docs", audit),
    check("deny", "licences, sources and known holes of what is used", deny),
    tests("unit", "Rust tests on this machine", unit),
    check("build", "the npm package", package_builds),
    check("types", "the TypeScript types of the package", types),
    check("size", "what a page downloads, against the most that is allowed", size),
    tests("package", "the packed tarball: files, types, Node, workerd", package),
    tests("runtimes", "the packed tarball in every runtime", runtimes),
    tests("frameworks", "the packed tarball in projects of frameworks", frameworks),
    tests("edge", "attacks on the proxy in Node, Deno, Bun and workerd", edge),
    tests("operations", "every operation by its name, against the emulator", operations),
    tests("live", "what `cargo xtask live` reports of a service, and what not", live),
    tests("starts", "thousands of starts that break off, with a key and without", starts),
    tests("fuzz", "random programs for every method, from a seed", fuzz),
    tests("browser", "Rust tests in a headless Chromium", browser),
    tests("firefox", "the same tests in a headless Firefox", firefox),
    tests("page", "the example page in a headless browser", page),
    tests("worker", "the example Worker in workerd, and its page", worker),
    tests("react", "the hooks for React in a headless browser", react),
    tests("react-18", "the same tests with React 18", react_18),
];

fn fmt(run: &Run) -> Result<Tally> {
    run.check(&mut run.cargo(&["fmt", "--all", "--", "--check", "--color", "never"]))
}

fn clippy(run: &Run) -> Result<Tally> {
    let native = run.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    [native, clippy_of_wasm(run, &[])?].iter_mut().map(|command| run.check(command)).sum()
}

/// As servers and as programs in Rust have the crate. The lints for this machine have seen the same code, with all features at once.
fn features(run: &Run) -> Result<Tally> {
    let sets: [&[&str]; 2] = [&["--no-default-features", "--features", "server"], &["--no-default-features"]];
    sets.into_iter().map(|features| run.check(&mut clippy_of_wasm(run, features)?)).sum()
}

fn clippy_of_wasm(run: &Run, features: &[&str]) -> Result<Command> {
    let mut cargo = run.tools.toolchain()?.cargo(run.tools.workspace)?;
    cargo.args(["clippy", "--package", "a2e-wasm", "--all-targets", "--target", TARGET]).args(features);
    cargo.args(["--", "-D", "warnings"]);
    Ok(cargo)
}

fn doc(run: &Run) -> Result<Tally> {
    run.check(run.cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The roots of the crates that are checked: those that have no circle.
const WITHOUT_CIRCLES: &[&str] = &["emulator/src", "module/src", "server/src", "xtask/src"];

fn no_circles(run: &Run) -> Result<Tally> {
    let of_crate = |src: &&str| {
        let circles = imports::circles(&run.tools.workspace.root.join(src))?;
        circles.iter().for_each(|circle| run.log.say(&format!("{src}: {circle}")));
        Ok(Tally::one(circles.is_empty()))
    };
    WITHOUT_CIRCLES.iter().map(of_crate).sum()
}

fn audit(run: &Run) -> Result<Tally> {
    let audit = Audit::of(run.tools.workspace)?;
    let problems = audit.problems();
    for problem in &problems {
        run.log.say(problem);
    }
    run.log.say(&audit.share());
    Ok(Tally::one(problems.is_empty()))
}

fn unit(run: &Run) -> Result<Tally> {
    run.cargo_tests(&mut run.cargo(&["test", "--workspace", "--no-fail-fast"]))
}

fn package_builds(run: &Run) -> Result<Tally> {
    run.package().map(|_| Tally::one(true))
}

fn types(run: &Run) -> Result<Tally> {
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

fn size(run: &Run) -> Result<Tally> {
    run.package()?;
    let (is_kept, sentence) = size::gate(run.tools, run.log)?;
    // By how much is what this part is for.
    println!("{sentence}");
    run.log.say(&sentence);
    Ok(Tally::one(is_kept))
}

fn package(run: &Run) -> Result<Tally> {
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

fn runtimes(run: &Run) -> Result<Tally> {
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

fn frameworks(run: &Run) -> Result<Tally> {
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

fn edge(run: &Run) -> Result<Tally> {
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

fn operations(run: &Run) -> Result<Tally> {
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

fn live(run: &Run) -> Result<Tally> {
    let package = run.package()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    let variables = [("A2E_PACKAGE", package), ("A2E_EMULATOR_URL", Path::new(&emulator.url))];
    run.node_tests("live", &variables)
}

fn starts(run: &Run) -> Result<Tally> {
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

fn fuzz(run: &Run) -> Result<Tally> {
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

fn browser(run: &Run) -> Result<Tally> {
    tests_in(run, run.tools.chromium()?)
}

fn firefox(run: &Run) -> Result<Tally> {
    tests_in(run, &run.tools.firefox()?)
}

/// Runs the tests of `tests/browser`.
fn tests_in(run: &Run, browser: &Browser) -> Result<Tally> {
    let workspace = run.tools.workspace;
    let emulator = run.emulator()?;
    let queue = Queue::start()?;

    let mut cargo = run.tools.toolchain()?.cargo(workspace)?;
    cargo.args(["test", "--package", "a2e-wasm", "--target", TARGET, "--test", "browser"]);
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", run.tools.wasm_test_runner()?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_ADDRESS", queue.server.to_string())
        .env("A2E_EMULATOR_URL", &emulator.url);
    let detour = [queue.server, queue.entrance];
    ensure!(run.filter.words().len() < 2, "the tests in a browser take one FILTER");
    browser.run_tests_of(&mut cargo, &workspace.target("webdriver.json"), detour)?;
    run.cargo_tests(&mut cargo)
}

fn page(run: &Run) -> Result<Tally> {
    run.package()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    let site = Site::start(run.tools.workspace, 0, &emulator.url)?;
    run.node_tests(
        "page",
        &[
            ("A2E_PAGE_URL", Path::new(&site.url)),
            ("A2E_EMULATOR_URL", Path::new(&emulator.url)),
            ("CHROME", &run.tools.chromium()?.program),
            // The README's picture; docs/demo.png is a copy of it.
            ("A2E_SCREENSHOT", &run.tools.workspace.target("demo.png")),
        ],
    )
}

fn worker(run: &Run) -> Result<Tally> {
    run.package()?;
    run.tools.npm()?;
    let workspace = run.tools.workspace;
    let emulator = run.emulator()?;
    run.node_tests(
        "worker",
        &[
            ("A2E_WORKERD", &worker::binary(workspace)?),
            ("A2E_WORKER_CONFIG", &worker::configure(workspace)?),
            ("A2E_EMULATOR_URL", Path::new(&emulator.url)),
            ("CHROME", &run.tools.chromium()?.program),
        ],
    )
}

fn react(run: &Run) -> Result<Tally> {
    hooks_with(run, run.tools.npm()?)
}

fn react_18(run: &Run) -> Result<Tally> {
    hooks_with(run, run.tools.react_18()?)
}

/// Runs the tests of `tests/react` with the React that is installed there.
fn hooks_with(run: &Run, react: &NpmTools) -> Result<Tally> {
    let package = run.package()?;
    run.tools.npm()?;
    let emulator = run.emulator()?;
    run.node_tests(
        "react",
        &[
            ("A2E_PACKAGE", package),
            ("A2E_REACT", react.directory()),
            ("A2E_EMULATOR_URL", Path::new(&emulator.url)),
            ("CHROME", &run.tools.chromium()?.program),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::{PARTS, QUICK};

    #[test]
    fn the_quick_parts_are_parts() {
        for name in QUICK.concat() {
            assert!(PARTS.iter().any(|part| part.name == name), "{name}");
        }
    }
}
