//! `cargo xtask live`: compares a service with openapi.yaml, with the types of the package and with the status words that it knows.

use std::env;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::servers::emulator::Emulator;
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::workspace::Workspace;

/// The real service.
const SERVICE: &str = "https://video.a2e.ai";
/// How the tokens begin that only an emulator knows.
const EMULATOR_TOKEN: &str = "sk_emulator_";
/// Nothing could be compared. A difference is 1.
const NOT_COMPARED: u8 = 2;
/// More than the reads of an account with records in every list need.
const REQUESTS: u32 = 400;
/// Between two requests, in milliseconds.
const PAUSE: u32 = 300;

const HELP: &str = "\
Usage: A2E_TOKEN=sk_… cargo xtask live [--spend N] [--requests N] [--pause MS] [--base-url URL]

Compares the service with what this project believes of it: each answer with openapi.yaml, with the types that the
package declares and with the status words of src/record/view.rs; the pages of lists; the headers that browsers ask for.

Without --spend it reads only: nothing is changed, and nothing costs coins. The details of tasks are read with ids
from the account's own lists, so an account with some tasks tells more.

  --spend N       also starts the cheapest tasks, for N coins at most by the service's own quotes (`credits.quote`),
                  and follows them to their ends. A start without a quote is not made. No more is started once the
                  balance has fallen by more than was quoted.
  --requests N    asks N times at most (400); what --spend needs to follow its tasks is not counted
  --pause MS      the pause between two requests in milliseconds (300; an emulator that it starts itself needs none)
  --base-url URL  the service (https://video.a2e.ai); A2E_BASE_URL says the same

A token that begins with `sk_emulator_` and no address start the emulator of this project, and ask that.

The report is printed, and kept in target/live/report.md and report.json. It holds no token, ids, names, addresses or
prompts, so that it can be pasted into an issue: it is made of our names of operations and fields, of types, counts and
status words. New names and words are shown only if they look like names and words.

Ends with 0 if nothing differs, 1 if something does, 2 if nothing could be compared.
";

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    if args.contains(["-h", "--help"]) {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    compare(workspace, args).or_else(|error| {
        eprintln!("error: {error:#}");
        Ok(ExitCode::from(NOT_COMPARED))
    })
}

fn compare(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let spend = args.opt_value_from_str("--spend")?.unwrap_or(0_u32);
    let requests = args.opt_value_from_str("--requests")?.unwrap_or(REQUESTS);
    let pause: Option<u32> = args.opt_value_from_str("--pause")?;
    let address: Option<String> = args.opt_value_from_str("--base-url")?;
    no_more(args)?;
    let token = variable("A2E_TOKEN")
        .context("A2E_TOKEN is not set: `A2E_TOKEN=sk_… cargo xtask live`; `--help` says more")?;
    let address = address.or_else(|| variable("A2E_BASE_URL"));

    let tools = Tools::new(workspace);
    let directory = workspace.target("live");
    // The report is what is to be read, so the build is not shown.
    let log = Log::file(directory.join("build.log"))?;
    println!("building the package, which takes minutes at first; target/live/build.log says more");
    let package = build(&tools, Profile::Release, &log)?;
    // The program imports what the link to the npm tools brings.
    tools.npm()?;
    let emulator = match address {
        None if token.starts_with(EMULATOR_TOKEN) => Some(Emulator::start(workspace, &log, 0, None)?),
        _ => None,
    };
    let (service, url) = match (&emulator, &address) {
        (Some(emulator), _) => ("the emulator", emulator.url.as_str()),
        (None, Some(address)) if address.trim_end_matches('/') != SERVICE => {
            ("another address than the service's own", address.as_str())
        }
        _ => ("the service's own address", SERVICE),
    };
    let pause = pause.unwrap_or(if emulator.is_some() { 0 } else { PAUSE });

    let mut node = workspace.command("node");
    node.arg("tests/live/run.mjs").env("A2E_PACKAGE", package).env("A2E_TOKEN", token);
    node.env("A2E_LIVE_URL", url).env("A2E_LIVE_SERVICE", service);
    node.env("A2E_LIVE_SPEND", spend.to_string()).env("A2E_LIVE_REQUESTS", requests.to_string());
    node.env("A2E_LIVE_PAUSE", pause.to_string());
    node.env("A2E_LIVE_DIRECTORY", &directory);
    println!("asking {service}\n");
    let status = Log::terminal().spawn(&mut node)?.wait()?;
    let Some(code) = status.code().and_then(|code| u8::try_from(code).ok()) else {
        bail!("the check ended with {status}");
    };
    if code != NOT_COMPARED {
        println!(
            "Kept in target/live/report.md and report.json, which hold no token, ids, names, addresses or prompts."
        );
    }
    Ok(ExitCode::from(code))
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
