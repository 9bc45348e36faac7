//! Answers of the service: which of them is relayed, and where their data are.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::error;
use crate::host;
use crate::id::id_of;
use crate::record::page;
use crate::server::outcome::Outcome;
use crate::server::refusal::Refusal;
use crate::transport::envelope;
use crate::transport::fetch_error;

/// How many times data can stand within data: `{ data: { data: { rows } } }`.
const SHELLS: u32 = 4;

/// What the service said.
pub(super) struct Answer {
    pub status: u16,
    /// The text, where it was read.
    pub text: JsValue,
    /// The JSON value that the text holds; `undefined` for an empty text and for a stream.
    pub body: JsValue,
    /// The data of a good answer.
    pub data: Option<JsValue>,
    /// What a refusal holds beside its words: the record of a task that was made all the same.
    pub refused: JsValue,
    /// The stream, where the text was not read.
    pub stream: JsValue,
    /// The headers that are relayed, as pairs.
    pub headers: Array,
}

impl Answer {
    /// Reads the outcome of a request to the service. Says nothing of the reason of a failure, which may name the
    /// service's address or the token. What cannot be read is refused.
    pub(super) fn read(outcome: &Outcome) -> Result<Self, Refusal> {
        let status = outcome.status();
        let failure = if status < 400 { 502 } else { status };
        match status {
            0 => {
                let thrown = outcome.thrown();
                let is_known = outcome.is_unsent();
                // Before anything is sent there is only the function that gives the token.
                if is_known && !outcome.is_gone() {
                    let words = ["the service could not be asked: there is no token"];
                    return Err(Refusal { is_unsent: true, ..Refusal::failed(outcome, &words) });
                }
                // Without an error there is no proof.
                let (_, is_unsent) = fetch_error::error(thrown.clone(), is_known, thrown.is_undefined(), "");
                let status = if outcome.is_late() { 504 } else { 502 };
                return Err(Refusal { is_unsent, ..Refusal::new(status, &["the service gave no answer"]) });
            }
            // If the proxy followed it, the token could go to another host; if it relayed it, the caller would follow.
            300..400 => {
                // Who sends a request elsewhere has not done it. A 304 sends nothing elsewhere, and a 303 only the reader.
                let is_unsent = !matches!(status, error::NOT_MODIFIED | error::SEE_OTHER);
                return Err(Refusal {
                    is_unsent,
                    ..Refusal::new(502, &["the service answered with a redirect"])
                });
            }
            _ if !outcome.is_plain() => {
                return Err(Refusal::new(failure, &["the service answered with something else than JSON"]));
            }
            _ => {}
        }
        let text = outcome.text();
        let is_empty = text.as_string().is_none_or(|text| text.trim_ascii().is_empty());
        let body = if is_empty { Some(JsValue::UNDEFINED) } else { host::parse(&text) };
        let body = body.ok_or_else(|| Refusal::new(failure, &["the service's answer cannot be read"]))?;
        // Read a second time, so that what is cut out of one is still in the other.
        let (data, refused) = match envelope::open(status, &text) {
            Ok(reply) => (Some(unwrapped(&reply.data)).filter(|_| !is_empty), JsValue::UNDEFINED),
            Err(error) => (None, error.facts().record.clone()),
        };
        Ok(Self { status, data, refused, text, body, stream: outcome.stream(), headers: outcome.headers() })
    }

    /// The records of an answer, also of a refusal: one, or a list of them. Says whether they came as a list.
    pub(super) fn records(&self) -> (Vec<JsValue>, bool) {
        let data = self.data.clone().unwrap_or_else(|| self.refused.clone());
        match page::records(&data) {
            Some(records) => (records.iter().collect(), true),
            None => (vec![data], false),
        }
    }

    /// The object within the body that has a member of this name: the body, its data, or the data of these.
    pub(super) fn inner(&self, name: &str) -> Option<JsValue> {
        let mut object = self.body.clone();
        for _ in 0..SHELLS {
            if !host::get(&object, name).is_undefined() {
                return Some(object);
            }
            object = host::get(&object, "data");
        }
        None
    }

    /// The same answer with another body.
    pub(super) fn with_body(mut self, body: &JsValue) -> Result<Self, Refusal> {
        let text = Some(host::stringify(body)).filter(JsValue::is_string);
        self.text = text.ok_or_else(|| Refusal::new(502, &["the service's answer cannot be read"]))?;
        self.body = body.clone();
        Ok(self)
    }

    /// The same answer with other data, and with nothing else but the words and numbers of its envelope.
    pub(super) fn with_data(mut self, data: &JsValue) -> Result<Self, Refusal> {
        self.data = Some(data.clone());
        if host::get(&self.body, "data").is_undefined() {
            return self.with_body(data);
        }
        let envelope = Object::new();
        for name in ["code", "success", "msg", "message", "timestamp", "trace_id"] {
            let value = host::get(&self.body, name);
            if !value.is_undefined() && !value.is_object() {
                host::set(&envelope, name, &value);
            }
        }
        host::set(&envelope, "data", data);
        self.with_body(&envelope)
    }
}

/// The record or the list within data that are themselves in an envelope.
fn unwrapped(data: &JsValue) -> JsValue {
    let mut data = data.clone();
    for _ in 0..SHELLS {
        let inner = host::get(&data, "data");
        if !inner.is_object() || id_of(&data).is_some() || page::records(&data).is_some() {
            break;
        }
        data = inner;
    }
    data
}

/// A list with other rows in the place of its own, and nothing else but how many there are.
pub(super) fn relist(data: &JsValue, rows: &Array, count: u32) -> JsValue {
    let key = ["rows", "list", "data", "records"]
        .into_iter()
        .find(|key| host::elements(&host::get(data, key)).is_some());
    let Some(key) = key.filter(|_| host::elements(data).is_none()) else { return rows.clone().into() };
    host::object(&[(key, rows.into()), ("count", count.into())]).into()
}
