//! The driver of machines for Rust; JavaScript has its own in `driver.js`.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::Result;
use crate::host::{Scope, perform};
use crate::machine::command::{Next, Step};
use crate::machine::outcome::Outcome;

/// The time in which machines run. Dropped half-way, it stops what they wait for.
pub(crate) struct Driver(Scope);

impl Driver {
    pub(crate) fn new(signal: &JsValue) -> Self {
        Self(Scope::new(signal))
    }

    /// Runs a machine to its next value.
    pub(crate) async fn run<T>(&self, mut step: impl FnMut(&Outcome) -> Step<T>) -> Result<T> {
        let mut outcome = Outcome::NONE;
        loop {
            match step(&outcome)? {
                Next::Done(value) => return Ok(value),
                // A command never rejects.
                Next::Do(command) => {
                    let performed = perform(&command.into_object(), &self.0);
                    outcome = Outcome(JsFuture::from(performed).await.unwrap_or_default());
                }
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.close();
    }
}
