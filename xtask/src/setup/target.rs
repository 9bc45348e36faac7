//! The target that the package is compiled for, and whether a compiler has its library.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::system::process::ask;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Whether this compiler has the standard library of the target: naming the target is
/// enough to get a path for it, so the path is looked at.
pub fn has_target(rustc: &Path) -> bool {
    library(rustc).is_ok_and(|directory| has_core(&directory))
}

/// Where this compiler keeps, or would keep, the standard library of the target.
pub fn library(rustc: &Path) -> Result<PathBuf> {
    ask(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET])).map(PathBuf::from)
}

fn has_core(directory: &Path) -> bool {
    let names = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with("libcore-"))
}
