//! Observers of the requests: `onRequest`, `onResponse`, `onRetry` and the logger.
//!
//! They get copies without token, headers, query or body, and nothing they do can change or end a
//! call: what they throw, or their promises reject with, is dropped.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::{host, text};

/// The observers of a client.
#[derive(Clone, Default)]
pub struct Hooks {
    /// Told before each attempt.
    pub on_request: Option<Function>,
    /// Told of each answer.
    pub on_response: Option<Function>,
    /// Told before each pause.
    pub on_retry: Option<Function>,
    /// An object with methods `debug` and `warn`, such as `console`, or `undefined`.
    pub logger: JsValue,
}

/// One attempt, as observers see it.
pub(crate) struct Event<'a> {
    pub id: u32,
    pub method: &'a str,
    pub path: &'a str,
    pub attempt: u32,
}

impl Hooks {
    pub(crate) fn request(&self, event: &Event<'_>) {
        self.emit(self.on_request.as_ref(), event, "->", &[]);
    }

    pub(crate) fn response(&self, event: &Event<'_>, status: u16, duration_ms: f64) {
        let more = [("status", status.into()), ("durationMs", duration_ms.into())];
        self.emit(self.on_response.as_ref(), event, "<-", &more);
    }

    pub(crate) fn retry(&self, event: &Event<'_>, delay_ms: f64, kind: &'static str) {
        let more = [("delayMs", delay_ms.into()), ("kind", kind.into())];
        self.emit(self.on_retry.as_ref(), event, "again after", &more);
    }

    pub(crate) fn warn(&self, message: &str) {
        if self.logger.is_object() {
            host::log(&self.logger, "warn", &text::join(&["a2e-wasm: ", message]));
        }
    }

    fn emit(&self, observer: Option<&Function>, event: &Event<'_>, arrow: &str, more: &[(&str, JsValue)]) {
        if observer.is_none() && !self.logger.is_object() {
            return;
        }
        let copy = host::object(&[
            ("id", event.id.into()),
            ("method", event.method.into()),
            ("path", event.path.into()),
            ("attempt", event.attempt.into()),
        ]);
        for (key, value) in more {
            host::set(&copy, key, value);
        }
        let observer = observer.map_or(JsValue::UNDEFINED, JsValue::from);
        host::observe(&observer, &self.logger, arrow, &copy);
    }
}
