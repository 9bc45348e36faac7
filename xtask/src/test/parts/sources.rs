//! The parts that need no package.

use std::process::Command;

use anyhow::Result;

use crate::audit::Audit;
use crate::setup::TARGET;
use crate::test::recipe::{self, Copy, Edit};
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

/// How many edits by hand an operation may need, and how many a verb.
const EDITS: usize = 4;
const EDITS_OF_A_VERB: usize = 2;

pub fn recipe(run: &Run) -> Result<Tally> {
    Ok(recipe_of_an_operation(run)? + recipe_of_a_verb(run)?)
}

/// Follows CONTRIBUTING.md in a copy of the checkout: all edits but the last one must not compile, all of them must, and the
/// audit must then have one operation more.
fn recipe_of_an_operation(run: &Run) -> Result<Tally> {
    let before = Audit::of(run.tools.workspace)?;
    let copy = Copy::of(run.tools.workspace)?;
    let edits = recipe::edits(&copy.read("CONTRIBUTING.md")?, "Adding an operation")?;
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

/// Follows CONTRIBUTING.md in another copy. No family has the verb yet, so the copy must compile and the audit find nothing.
/// Then a family has it, and the audit must ask for the description of that operation.
fn recipe_of_a_verb(run: &Run) -> Result<Tally> {
    let copy = Copy::of(run.tools.workspace)?;
    let edits = recipe::edits(&copy.read("CONTRIBUTING.md")?, "Adding a verb")?;
    run.log.say(&format!("{} edits by hand, {EDITS_OF_A_VERB} are allowed", edits.len()));
    let mut tally = Tally::one(edits.len() <= EDITS_OF_A_VERB);
    for edit in &edits {
        copy.apply(edit)?;
    }
    tally = tally + run.check(&mut copy.cargo(&["check", "--package", "a2e-wasm", "--all-features"]))?;
    let audit = ["run", "--package", "xtask", "--", "audit"];
    tally = tally + run.check(&mut copy.cargo(&audit))?;
    let changed = copy.changed()?;
    run.log.say(&format!("changed: {}", changed.join(" ")));
    let edited = |file: &String| edits.iter().any(|edit| edit.file == *file);
    tally = tally + Tally::one(changed.len() == edits.len() && changed.iter().all(edited));
    copy.apply(&Edit::after("src/api/face_swap.rs", "    list = \"/records\",", "    archive,\n"))?;
    let passes = run.log.succeeds(&mut copy.cargo(&audit))?;
    let expected = "DELETE /api/v1/userFaceSwapTask/archive: openapi.yaml does not have it";
    Ok(tally + Tally::one(!passes && run.log.text().contains(expected)))
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
