//! The parts that need no package.

use std::process::Command;

use anyhow::Result;

use crate::audit::Audit;
use crate::setup::TARGET;
use crate::test::imports;
use crate::test::run::Run;
use crate::test::tally::Tally;

pub fn fmt(run: &Run) -> Result<Tally> {
    run.check(&mut run.cargo(&["fmt", "--all", "--", "--check", "--color", "never"]))
}

pub fn clippy(run: &Run) -> Result<Tally> {
    let native = run.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    [native, clippy_of_wasm(run, &[])?].iter_mut().map(|command| run.check(command)).sum()
}

/// As servers and as programs in Rust have the crate. The lints for this machine have seen the same code, with all features at once.
pub fn features(run: &Run) -> Result<Tally> {
    let sets: [&[&str]; 2] = [&["--no-default-features", "--features", "server"], &["--no-default-features"]];
    sets.into_iter().map(|features| run.check(&mut clippy_of_wasm(run, features)?)).sum()
}

fn clippy_of_wasm(run: &Run, features: &[&str]) -> Result<Command> {
    let mut cargo = run.tools.toolchain()?.cargo(run.tools.workspace)?;
    cargo.args(["clippy", "--package", "a2e-wasm", "--all-targets", "--target", TARGET]).args(features);
    cargo.args(["--", "-D", "warnings"]);
    Ok(cargo)
}

pub fn doc(run: &Run) -> Result<Tally> {
    run.check(run.cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The roots of the crates that are checked: those that have no circle.
const WITHOUT_CIRCLES: &[&str] = &["src", "emulator/src", "module/src", "server/src", "xtask/src"];

pub fn no_circles(run: &Run) -> Result<Tally> {
    let of_crate = |src: &&str| {
        let circles = imports::circles(&run.tools.workspace.root.join(src))?;
        circles.iter().for_each(|circle| run.log.say(&format!("{src}: {circle}")));
        Ok(Tally::one(circles.is_empty()))
    };
    WITHOUT_CIRCLES.iter().map(of_crate).sum()
}

pub fn audit(run: &Run) -> Result<Tally> {
    let audit = Audit::of(run.tools.workspace)?;
    let problems = audit.problems();
    for problem in &problems {
        run.log.say(problem);
    }
    run.log.say(&audit.share());
    Ok(Tally::one(problems.is_empty()))
}

pub fn unit(run: &Run) -> Result<Tally> {
    run.cargo_tests(&mut run.cargo(&["test", "--workspace", "--no-fail-fast"]))
}
