//! Where things lie: the checkout, its outputs, and the cache beside it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

pub struct Workspace {
    /// The root of the checkout.
    pub root: PathBuf,
    /// What is installed once and shared by all checkouts.
    pub cache: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        // Asked at run time: a path compiled in would be wrong in a checkout that was moved.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .context("the tool chain finds its checkout through cargo: start it as `cargo xtask <verb>`")?;
        let root = Path::new(&manifest).parent().context("xtask/ has no parent directory")?;
        Ok(Self { root: root.to_path_buf(), cache: cache()? })
    }

    /// An output of ours. It stays inside the checkout whatever `CARGO_TARGET_DIR` says,
    /// because tests and documents name it by a relative path.
    pub fn target(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// A program that runs at the root of the checkout.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The version of a package in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock =
            std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        version_in_lock(&lock, package)
            .map(str::to_owned)
            .with_context(|| format!("Cargo.lock has no package `{package}`"))
    }
}

fn cache() -> Result<PathBuf> {
    let from = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    from("A2E_WASM_CACHE")
        .or_else(|| from("XDG_CACHE_HOME").map(|path| path.join("a2e-wasm")))
        .or_else(|| from("HOME").map(|path| path.join(".cache/a2e-wasm")))
        .context("set A2E_WASM_CACHE to a directory for the tools: neither XDG_CACHE_HOME nor HOME is set")
}

fn version_in_lock<'l>(lock: &'l str, package: &str) -> Option<&'l str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn a_version_is_found_by_the_whole_name() {
        let lock = "name = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "serde"), None);
    }
}
