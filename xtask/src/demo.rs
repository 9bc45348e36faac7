//! `cargo xtask demo`: the example page with a local A2E service behind it, directly or by way of a Worker.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use pico_args::Arguments;

use crate::build::{Profile, build};
use crate::servers::emulator::Emulator;
use crate::servers::site::{DEMO_TOKEN, Site};
use crate::servers::worker::Worker;
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::process::interrupted;
use crate::system::workspace::Workspace;

const PORT: u16 = 8080;
/// The real service.
const LIVE: &str = "https://video.a2e.ai";

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let [check, worker, live] = ["--check", "--worker", "--live"].map(|flag| args.contains(flag));
    let port: Option<u16> = args.opt_value_from_str("--port")?;
    let speed: Option<String> = args.opt_value_from_str("--speed")?;
    no_more(args)?;
    if live && (check || !worker) {
        bail!(
            "`--live` is for `demo --worker` alone: a token has no place in a page, and a check costs coins"
        );
    }
    let token = if live { Some(live_token()?) } else { None };

    let tools = Tools::new(workspace);
    let log = Log::terminal();
    build(&tools, Profile::Release, &log)?;
    // A check needs no address that somebody remembers, so it disturbs nobody's demo.
    let port = port.unwrap_or(if check { 0 } else { PORT });
    let mut emulator = match token {
        None => Some(Emulator::start(workspace, &log, 0, speed.as_deref())?),
        Some(_) => None,
    };
    let service = emulator.as_ref().map_or(LIVE, |emulator| &emulator.url).to_owned();
    let mut server = if worker {
        tools.npm()?;
        Server::Worker(Worker::start(
            workspace,
            &log,
            port,
            &service,
            token.as_deref().unwrap_or(DEMO_TOKEN),
        )?)
    } else {
        Server::Site(Site::start(workspace, port, &service)?)
    };

    if check {
        let mut node = workspace.command("node");
        node.arg(server.check()).env("CHROME", &tools.chromium()?.program);
        node.env("A2E_SCREENSHOT", picture(workspace));
        node.env("A2E_PAGE_URL", server.url()).env("A2E_EMULATOR_URL", &service);
        return Ok(if log.succeeds(&mut node)? { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }

    if live {
        println!("The service is {LIVE}: every start costs coins.");
    }
    println!("Open {}", server.url());
    println!("Ctrl-C ends it.");
    while !interrupted() {
        if emulator.as_mut().is_some_and(Emulator::has_ended) || server.has_ended() {
            bail!("a program behind the page has ended; its last words are above");
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(ExitCode::SUCCESS)
}

/// What the browser talks to.
enum Server {
    Site(Site),
    Worker(Worker),
}

impl Server {
    fn url(&self) -> &str {
        match self {
            Self::Site(site) => &site.url,
            Self::Worker(worker) => &worker.url,
        }
    }

    fn check(&self) -> &'static str {
        match self {
            Self::Site(_) => "tests/page/check.mjs",
            Self::Worker(_) => "tests/worker/check.mjs",
        }
    }

    fn has_ended(&mut self) -> bool {
        match self {
            Self::Site(_) => false,
            Self::Worker(worker) => worker.has_ended(),
        }
    }
}

fn picture(workspace: &Workspace) -> PathBuf {
    workspace.target("demo-worker.png")
}

fn live_token() -> Result<String> {
    let token = env::var("A2E_TOKEN").ok().filter(|token| !token.is_empty());
    token.context("A2E_TOKEN is not set: `A2E_TOKEN=sk_… cargo xtask demo --worker --live`")
}
