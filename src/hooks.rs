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
        self.log("warn", &text::join(&["a2e-wasm: ", message]));
    }

    fn log(&self, level: &str, line: &str) {
        if self.logger.is_object() {
            host::log(&self.logger, level, line);
        }
    }

    fn emit(&self, hook: Option<&Function>, event: &Event<'_>, arrow: &str, more: &[(&str, JsValue)]) {
        if let Some(hook) = hook {
            let copy = host::object(&[
                ("id", event.id.into()),
                ("method", event.method.into()),
                ("path", event.path.into()),
                ("attempt", event.attempt.into()),
            ]);
            for (key, value) in more {
                host::set(&copy, key, value);
            }
            host::tell(hook, &copy);
        }
        if self.logger.is_object() {
            let mut line = text::join(&["a2e-wasm: ", arrow, " ", event.method, " ", event.path]);
            for (_, value) in more {
                // The host writes numbers: float formatting would cost 14 kB of wasm.
                let text = host::stringify(value).ok().and_then(|text| text.as_string());
                line.push(' ');
                line.push_str(&text.unwrap_or_default());
            }
            self.log("debug", &line);
        }
    }
}
