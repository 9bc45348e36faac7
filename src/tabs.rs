//! What the pages of one origin tell each other about their starts.
//!
//! A lock keeps two of them from sending the same start at once. A note says when one was sent, so that a page that is
//! opened after another was closed does not send it again at once. Both are best effort: outside of pages, and where a
//! page may not use the host's locks or its storage, a start goes on without them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::key_tag::hashed;
use crate::{host, text};

#[wasm_bindgen(module = "/src/tabs.js")]
extern "C" {
    type Lock;
    #[wasm_bindgen(constructor)]
    fn new(name: &str) -> Lock;
    #[wasm_bindgen(method, getter)]
    fn held(this: &Lock) -> Promise;
    #[wasm_bindgen(method)]
    fn release(this: &Lock);
    fn noted(name: &str, oldest: f64) -> Option<f64>;
    fn note(name: &str, sent_at: Option<f64>);
}

/// The lock and the note of one start.
pub(crate) struct Tab {
    name: String,
    lock: Lock,
}

impl Tab {
    /// Asks for the lock of a start.
    pub(crate) fn new(client: &Client, family: &str, key: &str) -> Self {
        // Without the token, which a page may get anew each time it is opened.
        let name = hashed(&text::join(&[client.base(), " ", family, " ", key]));
        Self { lock: Lock::new(&name), name }
    }

    /// Fulfilled when the lock is ours.
    pub(crate) fn held(&self) -> Promise {
        self.lock.held()
    }

    /// When a page sent the start, if that is not longer ago than the window.
    pub(crate) fn noted(&self, window_ms: f64) -> Option<f64> {
        noted(&self.name, host::now() - window_ms)
    }

    /// Notes that the start is being sent.
    pub(crate) fn sent(&self) {
        note(&self.name, Some(host::now()));
    }

    /// Removes the note: the end of the start is known.
    pub(crate) fn ended(&self) {
        note(&self.name, None);
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.lock.release();
    }
}
