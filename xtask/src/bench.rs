//! `cargo xtask bench`: measurements beside other packages, with what they shall not exceed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::build::wasm::module::CLIENT;
use crate::build::{Profile, build};
use crate::servers::emulator::Emulator;
use crate::servers::worker;
use crate::setup::{Tools, check_node, link};
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::workspace::Workspace;

/// The program `benches/<name>.mjs` measures, and prints the outcome; it fails above its budgets.
struct Bench {
    name: &'static str,
    about: &'static str,
    /// The others bring a service of their own, whose answers cost less.
    emulator: bool,
    /// Whether it serves the Worker of the example.
    worker: bool,
    /// Whether it opens pages in Chromium.
    browser: bool,
}

const fn bench(name: &'static str, about: &'static str) -> Bench {
    Bench { name, about, emulator: false, worker: false, browser: false }
}

const BENCHES: &[Bench] = &[
    bench("start-up", "from the begin of a program to the end of its first call"),
    bench(
        "calls",
        "calls once everything is loaded: from wasm into JavaScript, time, CPU, many at once, long lists",
    ),
    bench("bundle", "what a page downloads for one kind of read"),
    Bench {
        name: "page",
        about: "from the navigation to a page until it has its first answer, in Chromium, also on slow 4G",
        emulator: false,
        worker: false,
        browser: true,
    },
    bench("memory", "what stays behind after very many calls"),
    bench("proxy", "how long one request holds the event loop of a server with the proxy"),
    bench("worker", "what the package adds to the start of a Worker, and to its upload"),
    Bench {
        name: "polling",
        about: "many waits at once, beside other ways to wait",
        emulator: true,
        worker: false,
        browser: false,
    },
    Bench {
        name: "edge",
        about: "very many tasks of Durable Objects, whose workerd is killed three times; the bench `proxy` before",
        emulator: true,
        worker: true,
        browser: false,
    },
];

/// What the peers want of a Node that is not theirs.
const OLDEST_NODE: u32 = 22;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    if args.contains("--list") {
        no_more(args)?;
        for bench in BENCHES {
            println!("{:<10} {}", bench.name, bench.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let write = args.contains("--write");
    let benches = chosen(args)?;

    let tools = Tools::new(workspace);
    let log = Log::terminal();
    let package = build(&tools, Profile::Release, &log)?;
    // The clients import it by its name, as if it had been installed.
    link(&package, &workspace.root.join("benches/clients/node_modules/a2e-wasm"))?;
    let node = node(&tools)?;
    if benches.iter().any(|bench| bench.worker || bench.browser) {
        tools.npm()?;
    }
    let wanted = benches.iter().any(|bench| bench.emulator);
    let emulator = wanted.then(|| Emulator::start_fast(workspace, &log)).transpose()?;

    let mut kept = true;
    for bench in benches {
        println!("\n── {}: {}", bench.name, bench.about);
        let mut program = workspace.command(&node);
        program.arg(format!("benches/{}.mjs", bench.name)).env("A2E_PACKAGE", &package);
        program.env("A2E_NAMED_WASM", CLIENT.with_imports(workspace));
        if let Some(emulator) = &emulator {
            program.env("A2E_EMULATOR_URL", &emulator.url);
        }
        if bench.worker {
            program.env("A2E_WORKERD", worker::binary(workspace)?);
            program.env("A2E_WORKER_CONFIG", worker::configure(workspace)?);
        }
        if bench.browser {
            program.env("CHROME", &tools.chromium()?.program);
        }
        if write {
            program.arg("--write");
        }
        kept &= log.succeeds(&mut program)?;
    }
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(args: Arguments) -> Result<Vec<&'static Bench>> {
    let names = args.finish();
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        bail!("there is no bench `{}`: `cargo xtask bench --list` names them", unknown.display());
    }
    let wanted = |bench: &&Bench| names.is_empty() || names.iter().any(|name| bench.name == *name);
    Ok(BENCHES.iter().filter(wanted).collect())
}

/// The Node in which all are measured: the one among the peers, the same everywhere, or the
/// machine's where npm has none.
fn node(tools: &Tools) -> Result<PathBuf> {
    let pinned = tools.peers()?.program("node");
    if pinned.exists() {
        return Ok(pinned);
    }
    check_node(OLDEST_NODE)?;
    Ok("node".into())
}
