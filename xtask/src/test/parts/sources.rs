//! The parts that need no package.

use std::process::Command;

use anyhow::Result;

use crate::audit::Audit;
use crate::setup::TARGET;
use crate::test::recipe::{self, Copy};
use crate::test::run::Run;
use crate::test::tally::Tally;
use crate::test::{imports, module_map};

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

pub fn imports_in_order(run: &Run) -> Result<Tally> {
    let of_crate = |src: &&str| {
        let circles = imports::circles(&run.tools.workspace.root.join(src))?;
        circles.iter().for_each(|circle| run.log.say(&format!("{src}: {circle}")));
        Ok(Tally::one(circles.is_empty()))
    };
    let problems = module_map::problems(&run.tools.workspace.root)?;
    problems.iter().for_each(|problem| run.log.say(problem));
    let circles: Result<Tally> = WITHOUT_CIRCLES.iter().map(of_crate).sum();
    Ok(circles? + Tally::one(problems.is_empty()))
}

/// How many edits by hand an operation may need.
const EDITS: usize = 4;

/// Follows CONTRIBUTING.md in a copy of the checkout: all edits but the last one must not compile, all of them must, and the
/// audit must then have one operation more.
pub fn recipe(run: &Run) -> Result<Tally> {
    let before = Audit::of(run.tools.workspace)?;
    let copy = Copy::of(run.tools.workspace)?;
    let edits = recipe::edits(&copy.read("CONTRIBUTING.md")?)?;
    run.log.say(&format!("{} edits by hand, {EDITS} are allowed", edits.len()));
    let check = ["check", "--package", "a2e-wasm", "--all-features"];
    let mut tally = Tally::one(edits.len() <= EDITS);
    for edit in edits.iter().take(edits.len().saturating_sub(1)) {
        copy.apply(edit)?;
    }
    let compiles = run.log.succeeds(&mut copy.cargo(&check))?;
    let names_the_list = run.log.text().contains("`LISTED_IN_EVERY_OF_API_MOD_RS` is never used");
    tally = tally + Tally::one(!compiles && names_the_list);
    if let Some(last) = edits.last() {
        copy.apply(last)?;
    }
    tally = tally + run.check(&mut copy.cargo(&check))?;
    let audit = copy.cargo(&["run", "--package", "xtask", "--", "audit", "--write"]);
    tally = tally + run.check(&mut { audit })?;
    let expected = format!("\n{0}/{0} operations", before.count() + 1);
    tally = tally + Tally::one(run.log.text().contains(&expected));
    let changed = copy.changed()?;
    run.log.say(&format!("changed: {}", changed.join(" ")));
    let mut allowed: Vec<&str> = edits.iter().map(|edit| edit.file.as_str()).collect();
    allowed.push("docs/operations.md");
    Ok(tally + Tally::one(changed.iter().all(|file| allowed.contains(&file.as_str()))))
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
