//! What is refused, in the service's own envelope: so the client's errors are as exact as without a proxy.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::server::outcome::Outcome;
use crate::{host, text};

/// A status and its reason.
pub(super) struct Refusal {
    pub status: u16,
    /// The code of the envelope, where it is another than the status.
    pub code: &'static str,
    pub words: String,
    /// After how long the same may be asked again; 0 where that is not known.
    pub wait_ms: f64,
    /// Whether it is known that nothing left for the service, although something was to be sent.
    pub is_unsent: bool,
    /// Whether `onError` is told: the settings of this server may be the cause.
    pub is_told: bool,
}

impl Refusal {
    pub(super) fn new(status: u16, words: &[&str]) -> Self {
        Self { status, code: "", words: text::join(words), wait_ms: 0.0, is_unsent: false, is_told: false }
    }

    /// The refusal of what failed on this server, or took too long there.
    pub(super) fn failed(outcome: &Outcome, words: &[&str]) -> Self {
        let is_late = outcome.is_late();
        Self::new(if is_late { 503 } else { 500 }, words)
    }

    /// The refusal by a limit of the proxy's own.
    pub(super) fn limit(outcome: &Outcome) -> Option<Self> {
        let wait_ms = outcome.wait_ms()?;
        // As JavaScript writes numbers, whose code is there already.
        let written = |number: &JsValue| host::stringify(number).as_string().unwrap_or_default();
        let (most, seconds) = (written(&outcome.most()), written(&(wait_ms / 1000.0).ceil().into()));
        let (code, what) = match outcome.limit().as_deref() {
            Some("startsPerMinute") => ("proxy_starts_per_minute", "starts a minute for each user"),
            Some("coinsPerDay") => ("proxy_coins_per_day", "coins a day for each user"),
            _ => ("proxy_room_seconds", "seconds in rooms a day for each user"),
        };
        let words = ["this proxy allows ", &most, " ", what, "; try again in ", &seconds, " s"];
        Some(Self { code, wait_ms, ..Self::new(429, &words) })
    }

    /// The same, of which `onError` is told as well.
    pub(super) fn told(self) -> Self {
        Self { is_told: true, ..self }
    }

    /// The headers of the answer.
    pub(super) fn headers(&self) -> Array {
        let headers = Array::of1(&header("content-type", "application/json"));
        if self.wait_ms > 0.0 {
            let seconds = JsValue::from((self.wait_ms / 1000.0).ceil());
            headers.push(&Array::of2(&"retry-after".into(), &seconds));
        }
        headers
    }

    /// The body of the answer. `sent: false` tells the client that the service has not seen the request.
    pub(super) fn body(&self, was_sent: bool) -> JsValue {
        let code = if self.code.is_empty() { self.status.into() } else { JsValue::from_str(self.code) };
        let sent = if was_sent && !self.is_unsent { JsValue::UNDEFINED } else { false.into() };
        let body: Object =
            host::object(&[("code", code), ("msg", JsValue::from_str(&self.words)), ("sent", sent)]);
        host::stringify(&body)
    }
}

/// A header of an answer.
pub(super) fn header(name: &str, value: &str) -> Array {
    Array::of2(&name.into(), &value.into())
}
