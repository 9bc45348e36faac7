//! What the project is made of: licences, sources and known holes of the crates, signatures of the npm tools.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::run::Run;
use super::signatures::{Verdict, installed};
use super::tally::Tally;

pub fn deny(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    for check in ["licenses", "bans", "sources"] {
        tally = tally + run.check(cargo_deny(run)?.args(["check", check]))?;
    }
    tally = tally + advisories(run)?;
    for set in [run.tools.npm()?, run.tools.runtimes()?, run.tools.react_18()?, run.tools.peers()?] {
        let verdict = signatures(run, set.directory())?;
        println!("signatures of the {}: {verdict}", set.name);
        tally = tally + verdict.tally();
    }
    Ok(tally)
}

fn cargo_deny(run: &Run) -> Result<Command> {
    let mut command = run.tools.workspace.command(run.tools.cargo_deny()?);
    command.args(["--workspace", "--all-features", "--color", "never"]);
    Ok(command)
}

/// Known holes, by RustSec's database, which is a git repository and so not to be had everywhere.
fn advisories(run: &Run) -> Result<Tally> {
    if !run.log.succeeds(cargo_deny(run)?.args(["fetch", "db"]))? {
        println!("advisories: not checked, the database cannot be reached");
        return Ok(Tally::default());
    }
    let tally = run.check(cargo_deny(run)?.args(["--offline", "check", "advisories"]))?;
    println!("advisories: checked, {}", if tally.failed == 0 { "none concerns us" } else { "see below" });
    Ok(tally)
}

/// The lock file says which bytes are installed; the registry's signatures say that they are its own.
fn signatures(run: &Run, directory: &Path) -> Result<Verdict> {
    let mut npm = Command::new("npm");
    npm.current_dir(directory).args(["audit", "signatures", "--json"]);
    // What cannot be reached now will not be reached a minute later.
    npm.args(["--fetch-retries=0", "--fetch-timeout=20000"]);
    let output = npm.output().context("could not start npm")?;
    let answer = String::from_utf8_lossy(&output.stdout);
    run.log.say(&answer);
    Verdict::of(&answer, installed(directory)?)
}
