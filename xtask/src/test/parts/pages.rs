//! The parts that open pages in a browser.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::servers::site::Site;
use crate::servers::worker;
use crate::setup::{Browser, NpmTools, TARGET};
use crate::test::queue::Queue;
use crate::test::run::Run;
use crate::test::tally::Tally;

pub fn browser(run: &Run) -> Result<Tally> {
    tests_in(run, run.tools.chromium()?)
}

pub fn firefox(run: &Run) -> Result<Tally> {
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

pub fn page(run: &Run) -> Result<Tally> {
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

pub fn worker(run: &Run) -> Result<Tally> {
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

pub fn react(run: &Run) -> Result<Tally> {
    hooks_with(run, run.tools.npm()?)
}

pub fn react_18(run: &Run) -> Result<Tally> {
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
