//! What the pages of one origin, and the clients of one process, tell each other about their starts.
//!
//! A note says when a start was sent, so that a page that is opened after another was closed, or another client of a
//! server, does not send it again at once. Pages have a lock as well, which keeps two of them from sending the same start at
//! once. A page that may not use the host's locks goes on without; without its storage the notes are those of a process.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/start/tabs.js")]
extern "C" {
    /// One start, as the pages of an origin, or the clients of a process, share it.
    pub(crate) type Tab;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(base: &str, family: &str, tag: &str, in_page: bool) -> Tab;
    /// Waits until no other page makes this start, and keeps the others out until `release`.
    #[wasm_bindgen(method)]
    pub(crate) fn lock(this: &Tab) -> Promise;
    #[wasm_bindgen(method)]
    pub(crate) fn release(this: &Tab);
    /// When it was noted that this start is sent, or 0; older notes than the window are removed.
    #[wasm_bindgen(method, js_name = sentAt)]
    pub(crate) fn sent_at(this: &Tab, window_ms: f64) -> f64;
    /// Notes that the start is being sent at this time, or with 0 that its end is known.
    #[wasm_bindgen(method)]
    pub(crate) fn note(this: &Tab, sent_at: f64);
}
