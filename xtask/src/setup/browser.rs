//! The browsers for the tests, each with its driver.

use std::env;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::found::Found;
use super::{cargo_tools, debian};
use crate::system::log::Log;
use crate::system::process::in_path;
use crate::system::workspace::Workspace;

#[derive(Clone)]
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Chromium,
    Firefox,
}

impl Browser {
    pub const fn firefox(program: PathBuf, driver: PathBuf) -> Self {
        Self { program, driver, kind: Kind::Firefox }
    }

    /// Has `wasm-bindgen-test-runner` run its tests here; the settings for the driver go into the file.
    /// What would go to the first address of the detour goes to the second.
    pub fn run_tests_of(&self, runner: &mut Command, settings: &Path, detour: [SocketAddr; 2]) -> Result<()> {
        std::fs::write(settings, self.capabilities(detour).to_string())
            .with_context(|| format!("could not write {}", settings.display()))?;
        runner.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
        let variable = match self.kind {
            Kind::Chromium => "CHROMEDRIVER",
            Kind::Firefox => "GECKODRIVER",
        };
        // The runner would take a geckodriver of the environment, whatever else is named.
        runner.env_remove("GECKODRIVER").env(variable, &self.driver);
        Ok(())
    }

    fn capabilities(&self, [from, to]: [SocketAddr; 2]) -> Value {
        match self.kind {
            Kind::Chromium => {
                let detour = format!("--host-resolver-rules=MAP {from} {to}");
                // Root may not use the sandbox, and a test browser has nothing to fetch of its own.
                let args = [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    &detour,
                ];
                json!({ "goog:chromeOptions": { "binary": self.program, "args": args } })
            }
            // What Firefox would fetch of its own, its driver forbids already.
            Kind::Firefox => {
                let prefs = json!({ "network.socket.forcePort": format!("{}={}", from.port(), to.port()) });
                let args = ["-headless"];
                json!({ "moz:firefoxOptions": { "binary": self.program, "args": args, "prefs": prefs } })
            }
        }
    }
}

pub fn chromium(workspace: &Workspace) -> Result<Found<Browser>> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let find = || {
        let (program, driver) = (named("CHROME", &names)?, named("CHROMEDRIVER", &["chromedriver"])?);
        Some(Browser { program, driver, kind: Kind::Chromium })
    };
    let advice = "the browser tests need Chromium (or Chrome) and the chromedriver of the same version: \
                  put both into PATH, or name them in CHROME and CHROMEDRIVER.";
    find_or_install(workspace, &["chromium", "chromium-driver"], find, advice)
}

/// Firefox without its driver, of which Debian has no package.
pub fn firefox(workspace: &Workspace) -> Result<Found<PathBuf>> {
    let find = || named("FIREFOX", &["firefox", "firefox-esr"]);
    let advice = "the browser tests need Firefox: put it into PATH, or name it in FIREFOX.";
    find_or_install(workspace, &["firefox-esr"], find, advice)
}

/// The driver of Firefox; one version serves many of the browser.
pub fn geckodriver(workspace: &Workspace) -> Result<Found<PathBuf>> {
    let name = "geckodriver";
    if let Some(driver) = named("GECKODRIVER", &[name]) {
        return Ok(Found::Present(driver));
    }
    let directory = cargo_tools::find_or_install(workspace, name, name, "0.37.1")?;
    Ok(directory.map(|directory| directory.join(name)))
}

/// Finds what these packages of Debian bring.
fn find_or_install<T>(
    workspace: &Workspace,
    packages: &[&str],
    find: impl Fn() -> Option<T>,
    advice: &str,
) -> Result<Found<T>> {
    if let Some(found) = find() {
        return Ok(Found::Present(found));
    }
    let names = packages.join(" ");
    let log = Log::file(workspace.cache.join("logs").join(format!("{}.log", packages.join("-"))))?;
    let installed = debian::install(&log, packages).and_then(|()| {
        find().with_context(|| format!("After `apt-get install {names}` PATH still lacks it."))
    });
    match installed {
        Ok(found) => Ok(Found::Installed(found)),
        Err(error) => bail!("{advice}\n{error:#}"),
    }
}

/// A program that a variable names, or else PATH.
fn named(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).or_else(|| in_path(programs))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;

    use super::{Browser, Kind};

    #[test]
    fn the_runner_is_told_of_one_driver() {
        for (kind, expected) in
            [(Kind::Chromium, [Some("drive"), None]), (Kind::Firefox, [None, Some("drive")])]
        {
            let mut runner = Command::new("runner");
            runner.env("GECKODRIVER", "another");
            let browser = Browser { program: "browse".into(), driver: "drive".into(), kind };
            let detour = ["127.0.0.1:1", "127.0.0.1:2"].map(|address| address.parse().unwrap());
            browser.run_tests_of(&mut runner, Path::new("/dev/null"), detour).unwrap();
            let value = |name| runner.get_envs().find(|(key, _)| *key == name)?.1?.to_str();
            assert_eq!([value("CHROMEDRIVER"), value("GECKODRIVER")], expected);
        }
    }
}
