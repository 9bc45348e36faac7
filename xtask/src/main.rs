//! The tool chain of a2e-wasm: `cargo xtask <verb>`, one file per verb.

mod audit;
mod bench;
mod build;
mod demo;
mod door;
mod emulator;
mod function_order;
mod fuzz;
mod glue;
mod imports;
mod live;
mod log;
mod once;
mod process;
mod setup;
mod short_names;
mod site;
mod size;
mod snip;
mod test;
mod types;
mod wasm_module;
mod wasm_names;
mod wasm_opt;
mod wasm_streams;
mod wasm_text;
mod worker;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::workspace::Workspace;

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
        "[PART…] [--list] [--all] [--fresh] [-- ROW…]",
        "run every check, or the named ones; --all, --fresh and ROW are of the part frameworks",
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

/// Refuses what no verb asked for, so that a misspelt flag is not silently ignored.
pub fn no_more(args: Arguments) -> Result<()> {
    match args.finish().first() {
        None => Ok(()),
        Some(extra) => bail!("the argument `{}` is not understood\n\n{}", extra.display(), help()),
    }
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask <verb>\n\n");
    for Verb { name, usage, about, .. } in VERBS {
        text += &format!("  {:<58} {about}\n", format!("{name} {usage}"));
    }
    text
}
