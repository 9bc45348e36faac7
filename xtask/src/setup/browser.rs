//! The browser for the tests, with its driver.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{Found, debian};
use crate::log::Log;
use crate::process::in_path;
use crate::workspace::Workspace;

pub struct Browser {
    pub chrome: PathBuf,
    pub chromedriver: PathBuf,
}

impl Browser {
    /// Writes the settings that `wasm-bindgen-test-runner` hands to the driver.
    pub fn write_capabilities(&self, file: &Path) -> Result<()> {
        // Root may not use the sandbox, and a test browser has nothing to fetch of its own.
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ];
        let capabilities = json!({ "goog:chromeOptions": { "binary": self.chrome, "args": args } });
        std::fs::write(file, capabilities.to_string())
            .with_context(|| format!("could not write {}", file.display()))
    }
}

pub fn find_or_install(workspace: &Workspace) -> Result<Found<Browser>> {
    if let Some(browser) = find() {
        return Ok(Found::Present(browser));
    }
    let log = Log::file(workspace.cache.join("logs/chromium.log"))?;
    let installed = debian::install(&log, &["chromium", "chromium-driver"])
        .and_then(|()| find().context("The packages brought no chromium and chromedriver into PATH."));
    match installed {
        Ok(browser) => Ok(Found::Installed(browser)),
        Err(error) => bail!(
            "the browser tests need Chromium (or Chrome) and the chromedriver of the same version: \
             put both into PATH, or name them in CHROME and CHROMEDRIVER.\n{error:#}"
        ),
    }
}

fn find() -> Option<Browser> {
    let named =
        |variable, programs: &[&str]| env::var_os(variable).map(PathBuf::from).or_else(|| in_path(programs));
    Some(Browser {
        chrome: named("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])?,
        chromedriver: named("CHROMEDRIVER", &["chromedriver"])?,
    })
}
