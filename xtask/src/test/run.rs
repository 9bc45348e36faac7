//! What the parts share: the tools, the log, the package built once, the emulator.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::filter::Filter;
use super::tally::Tally;
use crate::build::{Profile, build, build_page, pack};
use crate::servers::emulator::{Emulator, free_port_or_any};
use crate::setup::Tools;
use crate::system::log::Log;
use crate::system::memo::Memo;

/// One port, because the browser tests have the address compiled in: another one each
/// time would compile them each time.
const EMULATOR_PORT: u16 = 18787;

pub struct Run<'r> {
    pub tools: &'r Tools<'r>,
    pub log: &'r Log,
    pub package: &'r Memo<PathBuf>,
    /// Whether the package is built as a whole, or what a page loads of it.
    pub is_whole: bool,
    /// Which tests run.
    pub filter: &'r Filter,
    /// The options of the part `frameworks`.
    pub options: &'r [&'static str],
}

impl Run<'_> {
    /// The package, built by the first part that needs it.
    pub fn package(&self) -> Result<&Path> {
        let make = || match self.is_whole {
            true => build(self.tools, Profile::Release, self.log),
            false => build_page(self.tools, self.log),
        };
        Ok(self.package.get(make)?)
    }

    /// The package as npm would publish it.
    pub fn tarball(&self) -> Result<PathBuf> {
        pack(self.package()?, &self.tools.workspace.target("tarball"))
    }

    pub fn emulator(&self) -> Result<Emulator> {
        Emulator::start(self.tools.workspace, self.log, free_port_or_any(EMULATOR_PORT), None)
    }

    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = self.tools.workspace.command("cargo");
        cargo.args(args);
        cargo
    }

    /// A command that is one check by itself.
    pub fn check(&self, command: &mut Command) -> Result<Tally> {
        self.log.succeeds(command).map(Tally::one)
    }

    /// Runs `cargo test` with the arguments so far.
    pub fn cargo_tests(&self, command: &mut Command) -> Result<Tally> {
        let succeeded = self.log.succeeds(command.arg("--").args(self.filter.words()))?;
        Ok(Tally::of_cargo(&self.log.text()).checked(succeeded))
    }

    /// Runs the test files of a directory below tests/ in Node, with these variables set.
    pub fn node_tests(&self, directory: &str, variables: &[(&str, &Path)]) -> Result<Tally> {
        let mut files = self.files(directory, ".test.mjs")?;
        files.retain(|file| self.filter.takes(file));
        if files.is_empty() {
            return Ok(Tally::default());
        }
        let mut node = self.tools.workspace.command("node");
        // The limit is for a test that hangs; none is timed.
        node.args(["--test", "--test-reporter=tap", "--test-timeout=600000"]);
        node.args(self.filter.node_options()).args(files);
        let succeeded = self.log.succeeds(node.envs(variables.iter().copied()))?;
        Ok(Tally::of_node(&self.log.text()).checked(succeeded))
    }

    /// The files of a directory below tests/ whose names end so; none if there is no such directory.
    pub fn files(&self, directory: &str, ending: &str) -> Result<Vec<PathBuf>> {
        let directory = self.tools.workspace.root.join("tests").join(directory);
        if !directory.exists() {
            return Ok(Vec::new());
        }
        let entries =
            fs::read_dir(&directory).with_context(|| format!("could not read {}", directory.display()))?;
        let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        files.retain(|file| file.to_string_lossy().ends_with(ending));
        files.sort();
        Ok(files)
    }
}
