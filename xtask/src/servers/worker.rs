//! The Worker of `www-example/worker` in workerd, the runtime of Cloudflare Workers, on this machine.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::system::log::Log;
use crate::system::process::{Child, ask};
use crate::system::workspace::Workspace;

/// As in `wrangler.jsonc`.
const DATE: &str = "2026-10-01";
const CONFIG: &str = "worker.capnp";

/// It ends when this is dropped; what its Durable Objects know stays on disk.
pub struct Worker {
    pub url: String,
    process: Child,
}

impl Worker {
    /// Serves on a port of this machine, with the service at `service`. Port 0 takes any.
    pub fn start(workspace: &Workspace, log: &Log, port: u16, service: &str, token: &str) -> Result<Self> {
        let config = configure(workspace)?;
        // Tasks of one service mean nothing to another.
        let storage = workspace.target("worker").join(if is_local(service) { "emulator" } else { "live" });
        if is_local(service) && storage.exists() {
            // A new emulator knows nothing of the tasks of the last one.
            fs::remove_dir_all(&storage)?;
        }
        fs::create_dir_all(&storage)?;
        let mut workerd = Command::new(binary(workspace)?);
        workerd.current_dir(workspace.target("worker")).arg("serve").arg(config).arg("--control-fd=1");
        let port = if port == 0 { free_port()? } else { port };
        let address = format!("127.0.0.1:{port}");
        workerd.arg(format!("--socket-addr=http={address}"));
        workerd.arg(format!("--directory-path=storage={}", storage.display()));
        workerd.env("A2E_TOKEN", token).env("A2E_URL", service);
        // On this machine nobody is asked for a code.
        workerd.env("DEV", "1").env("PUBLIC_URL", format!("http://{address}"));
        for secret in ["SESSION_SECRET", "WEBHOOK_SECRET"] {
            workerd.env(secret, kept_secret(workspace, secret)?);
        }
        Self::listening(workerd, log)
    }

    fn listening(mut workerd: Command, log: &Log) -> Result<Self> {
        let told = |line: &str| {
            let event: Value = serde_json::from_str(line).ok()?;
            event["port"].as_u64().filter(|_| event["event"] == "listen")
        };
        let (process, port) = log
            .spawn_listening(&mut workerd, told)
            .context("workerd ended before it listened; its last words are above")?;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), process })
    }

    pub fn has_ended(&mut self) -> bool {
        self.process.has_ended()
    }
}

/// workerd itself: what npm links is a program that starts it, and would be in the way of signals.
pub fn binary(workspace: &Workspace) -> Result<PathBuf> {
    let mut node = workspace.command("node");
    node.current_dir(workspace.root.join("tests")).args(["-p", "require('workerd').default"]);
    Ok(ask(&mut node)?.into())
}

/// Writes what workerd has to know, in `target/worker`. Where it listens, what it keeps where, and its secrets are told
/// at the start, so that tests can use the same file.
pub fn configure(workspace: &Workspace) -> Result<PathBuf> {
    let directory = workspace.target("worker");
    fs::create_dir_all(&directory)?;
    let config = directory.join(CONFIG);
    fs::write(&config, text(workspace)?)?;
    Ok(config)
}

fn text(workspace: &Workspace) -> Result<String> {
    let source = "../../www-example/worker";
    let mut modules = Vec::new();
    // The first one is the entry.
    modules.push(module("index.js", &format!("{source}/src/index.js")));
    for name in names(&workspace.root.join("www-example/worker/src"))? {
        if name != "index.js" {
            modules.push(module(&name, &format!("{source}/src/{name}")));
        }
    }
    for name in names(&workspace.target("npm"))? {
        let imported =
            if name.ends_with(".wasm") { format!("pkg/{name}?module") } else { format!("pkg/{name}") };
        modules.push(module(&imported, &format!("../npm/{name}")));
    }
    // workerd looks for no packages: their names are modules.
    modules.push(r#"(name = "a2e-wasm", esModule = "export * from './pkg/edge.js';"),"#.into());
    modules
        .push(r#"(name = "a2e-wasm/server", esModule = "export * from '../pkg/server-edge.js';"),"#.into());
    let modules = modules.join("\n        ");
    let variables: Vec<_> =
        VARIABLES.iter().map(|name| format!("(name = \"{name}\", fromEnvironment = \"{name}\"),")).collect();
    let variables = variables.join("\n        ");
    Ok(format!(
        r#"# Written by `cargo xtask demo --worker`.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [
        {modules}
      ],
      compatibilityDate = "{DATE}",
      durableObjectNamespaces = [
        (className = "Watcher", uniqueKey = "a2e-watcher", enableSql = true),
        (className = "Owners", uniqueKey = "a2e-owners", enableSql = true),
        (className = "SignIns", uniqueKey = "a2e-sign-ins", enableSql = true),
      ],
      durableObjectStorage = (localDisk = "storage"),
      bindings = [
        (name = "WATCHER", durableObjectNamespace = "Watcher"),
        (name = "OWNERS", durableObjectNamespace = "Owners"),
        (name = "SIGN_INS", durableObjectNamespace = "SignIns"),
        (name = "ASSETS", service = "assets"),
        {variables}
      ],
      globalOutbound = "internet",
    )),
    (name = "assets", worker = (
      modules = [
        (name = "assets.js", esModule = embed "{source}/local/assets.js"),
        (name = "files.js", esModule = embed "{source}/files.js"),
      ],
      compatibilityDate = "{DATE}",
      bindings = [
        (name = "PAGE", service = "page"),
        (name = "PACKAGE", service = "package"),
        (name = "SAMPLES", service = "samples"),
      ],
    )),
    (name = "page", disk = (path = "../../www-example")),
    (name = "package", disk = (path = "../npm")),
    (name = "samples", disk = (path = "../../emulator/media")),
    (name = "storage", disk = (writable = true)),
    (name = "internet", network = (
      allow = ["public", "local"],
      tlsOptions = (trustBrowserCas = true),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
"#
    ))
}

const VARIABLES: [&str; 11] = [
    "A2E_TOKEN",
    "A2E_URL",
    "SESSION_SECRET",
    "WEBHOOK_SECRET",
    "PUBLIC_URL",
    "DEV",
    "LOGIN_CODE",
    "KEEP_MS",
    "PAUSE_MS",
    "STARTS_PER_MINUTE",
    "COINS_PER_DAY",
];

fn module(name: &str, path: &str) -> String {
    let kind = if path.ends_with(".wasm") { "wasm" } else { "esModule" };
    format!("(name = \"{name}\", {kind} = embed \"{path}\"),")
}

/// The modules in a directory.
fn names(directory: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(directory).with_context(|| format!("no {}", directory.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") || name.ends_with(".wasm") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn is_local(service: &str) -> bool {
    service.starts_with("http://127.0.0.1:")
}

/// A port that is free now. workerd is told it twice: where to listen, and where it can be reached.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A secret of this checkout's: sessions, and webhooks of tasks under way, outlive a restart.
fn kept_secret(workspace: &Workspace, name: &str) -> Result<String> {
    let file = workspace.target("worker").join(format!("{name}.txt"));
    if let Ok(kept) = fs::read_to_string(&file) {
        return Ok(kept);
    }
    let mut bytes = [0; 24];
    std::io::Read::read_exact(&mut fs::File::open("/dev/urandom")?, &mut bytes)?;
    let secret: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(&file, &secret)?;
    Ok(secret)
}
