//! Files and folders, with errors that name them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Makes a directory that holds nothing, so that no file of an earlier build is published.
pub fn empty(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("could not empty {}", directory.display()))?;
    }
    fs::create_dir_all(directory).with_context(|| format!("could not make {}", directory.display()))
}
