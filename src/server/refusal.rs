//! What is refused, in the service's own envelope: so the client's errors are as exact as without a proxy.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::{host, text};

/// A status and its reason.
pub(super) struct Refusal {
    pub status: u16,
    pub words: String,
    /// After how long the same may be asked again; 0 where that is not known.
    pub wait_ms: f64,
}

impl Refusal {
    pub(super) fn new(status: u16, words: &[&str]) -> Self {
        Self { status, words: text::join(words), wait_ms: 0.0 }
    }

    /// What may be asked again later.
    pub(super) fn later(wait_ms: f64, words: &[&str]) -> Self {
        Self { wait_ms, ..Self::new(429, words) }
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

    /// The body of the answer.
    pub(super) fn body(&self) -> JsValue {
        let body: Object =
            host::object(&[("code", self.status.into()), ("msg", JsValue::from_str(&self.words))]);
        host::stringify(&body).unwrap_or_default()
    }
}

/// A header of an answer.
pub(super) fn header(name: &str, value: &str) -> Array {
    Array::of2(&name.into(), &value.into())
}
