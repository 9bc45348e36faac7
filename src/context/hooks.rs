//! Observers of the requests: `onRequest`, `onResponse`, `onRetry` and the logger.
//!
//! They get copies without token, headers, query or body, and nothing they do can change or end a
//! call: what they throw, or their promises reject with, is dropped.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::host;

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
        self.emit(self.on_request.as_ref(), event, "->", &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    pub(crate) fn response(&self, event: &Event<'_>, status: u16, duration_ms: f64) {
        self.emit(self.on_response.as_ref(), event, "<-", &status.into(), &duration_ms.into());
    }

    pub(crate) fn retry(&self, event: &Event<'_>, delay_ms: f64, kind: &'static str) {
        self.emit(self.on_retry.as_ref(), event, "again after", &delay_ms.into(), &kind.into());
    }

    pub(crate) fn warn(&self, message: &str) {
        host::warn(&self.logger, message);
    }

    /// Tells of an event, of which `host.js` knows by its arrow what it has besides.
    fn emit(
        &self,
        observer: Option<&Function>,
        event: &Event<'_>,
        arrow: &str,
        one: &JsValue,
        two: &JsValue,
    ) {
        if observer.is_some() || self.logger.is_object() {
            let Event { id, method, path, attempt } = *event;
            host::observe(observer, &self.logger, arrow, id, method, path, attempt, one, two);
        }
    }
}
