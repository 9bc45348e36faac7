//! The driver of machines for Rust; JavaScript has its own in `drive.js`.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::command::{Next, Step};
use crate::context::Context;
use crate::error::Result;
use crate::host::{Scope, perform};
use crate::poller::Poller;
use crate::polling::Polling;

/// The time in which machines run. Dropped half-way, it stops what they wait for.
pub(crate) struct Driver(Scope);

impl Driver {
    pub(crate) fn new(signal: &JsValue) -> Self {
        Self(Scope::new(signal))
    }

    /// Runs a machine to its next value.
    pub(crate) async fn run<T>(&self, mut step: impl FnMut(&JsValue) -> Step<T>) -> Result<T> {
        let mut outcome = JsValue::UNDEFINED;
        loop {
            match step(&outcome)? {
                Next::Done(value) => return Ok(value),
                // A command never rejects.
                Next::Do(command) => {
                    outcome = JsFuture::from(perform(&command, &self.0)).await.unwrap_or_default();
                }
            }
        }
    }
}

/// Drives the looks of a poller until nobody waits.
pub(crate) fn launch(context: &Context, poller: &Poller) {
    let mut polling = Polling::new(context.clone(), poller.clone());
    let engine = poller.0.engine.clone();
    engine.set_working(true);
    wasm_bindgen_futures::spawn_local(async move {
        let driver = Driver::new(&JsValue::UNDEFINED);
        // It has no error of its own: each task has its own.
        let _ = driver.run(|outcome| polling.step(outcome)).await;
        engine.set_working(false);
    });
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.close();
    }
}
