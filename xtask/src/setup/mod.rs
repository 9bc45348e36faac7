//! `cargo xtask setup`: the tools, each installed once and outside the checkout.

mod browser;
mod cargo_tools;
mod debian;
mod debian_rust;
mod found;
mod npm;
mod target;
mod toolchain;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Error, Result};
use pico_args::Arguments;

pub use self::browser::Browser;
use self::found::Found;
pub use self::npm::{NpmTools, check_node, link};
pub use self::target::TARGET;
pub use self::toolchain::Toolchain;
use crate::system::arguments::no_more;
use crate::system::memo::Memo;
use crate::system::process;
use crate::system::workspace::Workspace;

pub fn verb(workspace: &Workspace, args: Arguments) -> Result<ExitCode> {
    no_more(args)?;
    let failures = Tools::new(workspace).install_all();
    for failure in &failures {
        eprintln!("error: {failure:#}");
    }
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The tools of the other verbs. Each is looked for, and if need be installed, when it is
/// first asked for: `build` wants no browser, and checking the formatting wants nothing.
pub struct Tools<'w> {
    pub workspace: &'w Workspace,
    toolchain: Memo<Toolchain>,
    wasm_bindgen: Memo<PathBuf>,
    wasm_pack: Memo<PathBuf>,
    cargo_deny: Memo<PathBuf>,
    chromium: Memo<Browser>,
    firefox: Memo<PathBuf>,
    geckodriver: Memo<PathBuf>,
    npm: Memo<NpmTools>,
    runtimes: Memo<NpmTools>,
    react_18: Memo<NpmTools>,
    peers: Memo<NpmTools>,
}

impl<'w> Tools<'w> {
    pub const fn new(workspace: &'w Workspace) -> Self {
        Self {
            workspace,
            toolchain: Memo::new(),
            wasm_bindgen: Memo::new(),
            wasm_pack: Memo::new(),
            cargo_deny: Memo::new(),
            chromium: Memo::new(),
            firefox: Memo::new(),
            geckodriver: Memo::new(),
            npm: Memo::new(),
            runtimes: Memo::new(),
            react_18: Memo::new(),
            peers: Memo::new(),
        }
    }

    /// Goes on after a failure, so that one run names all that is to be installed by hand.
    pub fn install_all(&self) -> Vec<Error> {
        let outcomes = [
            self.toolchain().err(),
            self.wasm_bindgen().err(),
            self.wasm_pack_directory().err(),
            self.cargo_deny().err(),
            self.chromium().err(),
            self.firefox_itself().err(),
            self.geckodriver().err(),
            self.npm().err(),
            self.runtimes().err(),
            self.react_18().err(),
            self.peers().err(),
        ];
        outcomes.into_iter().flatten().collect()
    }

    /// The compiler for wasm32.
    pub fn toolchain(&self) -> Result<&Toolchain> {
        self.toolchain.get(|| step("wasm32 target", || toolchain::find_or_install(self.workspace)))
    }

    pub fn chromium(&self) -> Result<&Browser> {
        self.chromium.get(|| step("Chromium", || browser::chromium(self.workspace)))
    }

    pub fn firefox(&self) -> Result<Browser> {
        Ok(Browser::firefox(self.firefox_itself()?.clone(), self.geckodriver()?.clone()))
    }

    fn firefox_itself(&self) -> Result<&PathBuf> {
        self.firefox.get(|| step("Firefox", || browser::firefox(self.workspace)))
    }

    fn geckodriver(&self) -> Result<&PathBuf> {
        self.geckodriver.get(|| step("geckodriver", || browser::geckodriver(self.workspace)))
    }

    pub fn npm(&self) -> Result<&NpmTools> {
        self.npm.get(|| self.npm_set(&npm::TOOLS))
    }

    /// The runtimes and bundlers in which the package has to work.
    pub fn runtimes(&self) -> Result<&NpmTools> {
        self.runtimes.get(|| self.npm_set(&npm::RUNTIMES))
    }

    /// The oldest React that the hooks are made for.
    pub fn react_18(&self) -> Result<&NpmTools> {
        self.react_18.get(|| self.npm_set(&npm::REACT_18))
    }

    /// The libraries that the benches measure beside ours.
    pub fn peers(&self) -> Result<&NpmTools> {
        self.peers.get(|| self.npm_set(&npm::PEERS))
    }

    fn npm_set(&self, set: &npm::Set) -> Result<NpmTools> {
        step(set.name, || npm::find_or_install(self.workspace, set))
    }

    /// `wasm-pack`, made to use our compiler and our `wasm-bindgen`.
    pub fn wasm_pack(&self) -> Result<Command> {
        let mut command = self.workspace.command(self.wasm_pack_directory()?.join("wasm-pack"));
        process::prepend_path(&mut command, self.wasm_bindgen()?)?;
        self.toolchain()?.apply(&mut command)?;
        Ok(command)
    }

    /// The program that runs a wasm test binary in a browser.
    pub fn wasm_test_runner(&self) -> Result<PathBuf> {
        Ok(self.wasm_bindgen()?.join("wasm-bindgen-test-runner"))
    }

    /// The program that checks licences, sources and known holes of the crates.
    pub fn cargo_deny(&self) -> Result<PathBuf> {
        let version = "0.20.2";
        // Its release profile takes three times the work to build, and a check takes seconds either way.
        let quick = ["--debug", "--config", "profile.dev.debug=false"];
        let install =
            || cargo_tools::find_or_install_with(self.workspace, "cargo-deny", "cargo-deny", version, &quick);
        let directory = self.cargo_deny.get(|| step(&format!("cargo-deny {version}"), install))?;
        Ok(directory.join("cargo-deny"))
    }

    fn wasm_bindgen(&self) -> Result<&Path> {
        let directory = self.wasm_bindgen.get(|| {
            // The glue it writes fits only the crate of the very same version.
            let version = self.workspace.locked_version("wasm-bindgen")?;
            let install =
                || cargo_tools::find_or_install(self.workspace, "wasm-bindgen-cli", "wasm-bindgen", &version);
            step(&format!("wasm-bindgen {version}"), install)
        })?;
        Ok(directory)
    }

    fn wasm_pack_directory(&self) -> Result<&Path> {
        let version = "0.15.1";
        let install = || cargo_tools::find_or_install(self.workspace, "wasm-pack", "wasm-pack", version);
        Ok(self.wasm_pack.get(|| step(&format!("wasm-pack {version}"), install))?)
    }
}

/// Prints one line: the name at once, because an installation takes minutes, then the outcome.
fn step<T>(name: &str, find_or_install: impl FnOnce() -> Result<Found<T>>) -> Result<T> {
    print!("setup: {name:<22} ");
    std::io::stdout().flush()?;
    let start = Instant::now();
    let outcome = find_or_install();
    let word = match &outcome {
        Ok(Found::Present(_)) => "present",
        Ok(Found::Installed(_)) => "installed",
        Err(_) => "missing",
    };
    println!("{word:<9} {:>6.1} s", start.elapsed().as_secs_f64());
    outcome.map(|found| match found {
        Found::Present(tool) | Found::Installed(tool) => tool,
    })
}
