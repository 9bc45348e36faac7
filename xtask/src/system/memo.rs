//! A value that is made at most once. A failure is remembered, too.

use std::sync::OnceLock;

use anyhow::{Result, anyhow};

/// Unlike a bare `OnceLock`, it does not try again after a failure: a download that
/// failed for one part of the tests would otherwise be repeated by every other.
pub struct Memo<T>(OnceLock<Result<T, String>>);

impl<T> Memo<T> {
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    pub fn get(&self, make: impl FnOnce() -> Result<T>) -> Result<&T> {
        self.0
            .get_or_init(|| make().map_err(|error| format!("{error:#}")))
            .as_ref()
            .map_err(|sentence| anyhow!("{sentence}"))
    }
}
