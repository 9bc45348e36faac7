//! The bytes of an upload: where they go, and who hears how many have left.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::{envelope, host};

/// Where the bytes go.
pub(crate) struct Put {
    pub url: String,
    pub content_type: String,
    /// How many bytes there are.
    pub total: f64,
    /// Told `{ loaded, total }`.
    pub on_progress: Option<Function>,
}

/// Ten minutes: the `timeoutMs` of a client is meant for answers, not for files.
pub(crate) const TIMEOUT_MS: f64 = 600_000.0;

impl Put {
    /// The command that sends the bytes once.
    pub(crate) fn command(&self, body: &JsValue) -> Object {
        host::object(&[
            ("task", "put".into()),
            ("url", self.url.as_str().into()),
            ("type", self.content_type.as_str().into()),
            ("body", body.clone()),
            ("total", self.total.into()),
            ("onProgress", self.on_progress.as_ref().map_or(JsValue::UNDEFINED, |tell| tell.into())),
        ])
    }
}

/// The error of a storage that did not take the bytes.
pub(crate) fn refusal(status: u16) -> Error {
    let (kind, transient) = envelope::classify(status, None, "");
    Error::new(kind, &["the storage refused the file"]).with(|facts| {
        facts.status = status;
        facts.retryable = transient;
    })
}
