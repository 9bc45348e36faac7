//! What a task of `server-core.js` came to: an object of JavaScript, whose keys are written here alone.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::host;
use crate::machine::outcome::outcome;

outcome! {
    /// What a task of `server-core.js` came to, or a machine's first step, which has none.
    Outcome
    /// The task threw.
    has_failed: flag "isFailed" -> bool;
    /// What it threw.
    thrown: value_of "thrown" -> JsValue;
    /// It took longer than it may.
    is_late: flag "isLate" -> bool;
    /// It threw before anything was handed to `fetch`.
    is_unsent: flag "isUnsent" -> bool;
    /// The caller has gone away.
    is_gone: flag "isGone" -> bool;
    /// The user, the text of the body, the owners of records, or the address of an upload.
    value: value_of "value" -> JsValue;
    /// The body has more bytes than are allowed.
    is_too_long: flag "isTooLong" -> bool;
    /// The body was read before.
    is_spent: flag "isSpent" -> bool;
    /// The body ended before its `content-length`.
    is_short: flag "isShort" -> bool;
    /// The limit that forbids a start.
    limit: text_of "limit" -> Option<String>;
    /// How much that limit allows.
    most: value_of "most" -> JsValue;
    wait_ms_value: value_of "waitMs" -> JsValue;
    /// The address of a webhook.
    url: text_of "url" -> Option<String>;
    /// The token of a webhook.
    token: text_of "token" -> Option<String>;
    status_value: value_of "status" -> JsValue;
    /// The answer is of a type that may be relayed.
    is_plain: flag "isPlain" -> bool;
    /// The text of an answer in JSON.
    text: value_of "text" -> JsValue;
    /// The body of an answer that is a stream of events.
    stream: value_of "stream" -> JsValue;
    headers_value: value_of "headers" -> JsValue;
    /// The address of an upload was not made by this proxy, or has expired.
    is_forged: flag "isForged" -> bool;
}

impl Outcome {
    /// The outcome of a lookup of no records.
    pub(super) fn of_no_records() -> Self {
        Self(host::object(&[("value", Array::new().into())]).into())
    }

    /// The status of an answer; 0 where none came.
    pub(super) fn status(&self) -> u16 {
        self.status_value().as_f64().unwrap_or_default() as u16
    }

    /// The headers of an answer that are relayed, as pairs.
    pub(super) fn headers(&self) -> Array {
        host::elements(&self.headers_value()).unwrap_or_default()
    }

    /// When the start may be made, in milliseconds from now; nothing if it may be made now.
    pub(super) fn wait_ms(&self) -> Option<f64> {
        self.wait_ms_value().as_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::outcome::tests::keys_of;

    #[test]
    fn the_driver_tells_what_is_read_here_and_nothing_else() {
        assert_eq!(keys_of(include_str!("seam.d.ts"), "Outcome"), Outcome::keys());
    }
}
