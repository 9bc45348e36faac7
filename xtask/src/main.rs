//! The tool chain of a2e-wasm: `cargo xtask <verb>`, one file or folder per verb.
//!
//! A folder imports only from folders that stand before it here: `system`, `setup`, `build`, `servers`, `size`, `audit`, `test`.

mod audit;
mod bench;
mod build;
mod demo;
mod fuzz;
mod live;
mod servers;
mod setup;
mod size;
mod system;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::system::arguments::NotUnderstood;
use crate::system::process;
use crate::system::workspace::Workspace;

type Run = fn(&Workspace, Arguments) -> Result<ExitCode>;

struct Verb {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: Run,
}

const fn verb(name: &'static str, usage: &'static str, about: &'static str, run: Run) -> Verb {
    Verb { name, usage, about, run }
}

const VERBS: &[Verb] = &[
    verb("setup", "", "install what the other verbs need, outside the checkout", setup::verb),
    verb("build", "[--dev]", "make the npm package in target/npm", build::verb),
    verb(
        "demo",
        "[--worker [--live]] [--port N] [--speed N] [--check]",
        "serve the example page, or its Worker; --check drives it headless",
        demo::verb,
    ),
    verb(
        "test",
        "[--quick] [PART… [-- FILTER…]] [--list] [--all] [--fresh]",
        "run every check, the quick ones, or the named ones; FILTER is in the names of the tests that run",
        test::verb,
    ),
    verb(
        "fuzz",
        "[--seconds N] [--seed N] [--method NAME] | --again …",
        "call every method with random input and answers; --again runs a finding",
        fuzz::verb,
    ),
    verb(
        "live",
        "[--spend N] [--base-url URL] [--help]",
        "compare a real service, by the token in A2E_TOKEN, with what is described",
        live::verb,
    ),
    verb("audit", "[--write]", "compare the operations with openapi.yaml and docs/names.md", audit::verb),
    verb(
        "bench",
        "[NAME…] [--list] [--write]",
        "measure; --write keeps it in benches/RESULTS.md",
        bench::verb,
    ),
    verb(
        "size",
        "[--write]",
        "measure the package, against its budget; --write keeps the figures",
        size::verb,
    ),
];

fn main() -> ExitCode {
    let outcome = dispatch();
    if process::interrupted() {
        return ExitCode::from(process::INTERRUPTED_CODE);
    }
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        if error.is::<NotUnderstood>() {
            eprintln!("\n{}", help());
        }
        ExitCode::FAILURE
    })
}

fn dispatch() -> Result<ExitCode> {
    process::stop_children_on_interrupt()?;
    let mut args = Arguments::from_env();
    let Some(name) = args.subcommand()? else {
        print!("{}", help());
        return Ok(ExitCode::SUCCESS);
    };
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else {
        bail!("there is no verb `{name}`\n\n{}", help());
    };
    (verb.run)(&Workspace::find()?, args)
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask <verb>\n\n");
    for Verb { name, usage, about, .. } in VERBS {
        text += &format!("  {:<58} {about}\n", format!("{name} {usage}"));
    }
    text
}
