//! Answers of the service: which of them is relayed, and what of them belongs to whom.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::server::refusal::Refusal;
use crate::task::id_of;
use crate::{envelope, host, page, thrown};

/// What the service said.
pub(super) struct Answer {
    pub status: u16,
    /// The text, where it was read.
    pub text: JsValue,
    /// Its data, if it is a good one.
    pub data: Option<JsValue>,
    /// The stream of what was not.
    pub stream: JsValue,
    /// Those of its headers that are relayed, as pairs.
    pub headers: Array,
}

impl Answer {
    /// Reads what came of a request to the service; without an answer it says so, and nothing of the reason, which may
    /// name the service's address or the token.
    pub(super) fn read(outcome: &JsValue) -> Result<Self, Refusal> {
        let status = host::get(outcome, "status").as_f64().unwrap_or_default() as u16;
        match status {
            0 => {
                let is_unsent = host::get(outcome, "isUnsent").is_truthy()
                    || thrown::never_sent(&host::get(outcome, "thrown"));
                let status = if host::get(outcome, "isLate").is_truthy() { 504 } else { 502 };
                Err(Refusal { is_unsent, ..Refusal::new(status, &["the service gave no answer"]) })
            }
            // Followed, the token could go to another host; relayed, the caller would.
            300..400 => Err(Refusal::new(502, &["the service answered with a redirect"])),
            _ if !host::get(outcome, "isPlain").is_truthy() => {
                let status = if status < 400 { 502 } else { status };
                Err(Refusal::new(status, &["the service answered with something else than JSON"]))
            }
            _ => {
                let text = host::get(outcome, "text");
                Ok(Self {
                    status,
                    data: envelope::open(status, &text, "").ok().map(|reply| reply.data),
                    text,
                    stream: host::get(outcome, "stream"),
                    headers: host::elements(&host::get(outcome, "headers")).unwrap_or_default(),
                })
            }
        }
    }

    /// The ids of the records that it holds: one, or a list of them.
    pub(super) fn ids(&self) -> Vec<String> {
        let data = self.data.clone().unwrap_or_default();
        match page::records(&data) {
            Some(records) => records.iter().filter_map(|record| id_of(&record)).collect(),
            None => id_of(&data).into_iter().collect(),
        }
    }

    /// The same with other data.
    pub(super) fn with(mut self, data: &JsValue) -> Self {
        let body: Object = host::parse(&self.text).and_then(|body| body.dyn_into().ok()).unwrap_or_default();
        // Without an envelope the data are all there is.
        let body = if host::get(&body, "data").is_undefined() {
            data.clone()
        } else {
            host::set(&body, "data", data);
            body.into()
        };
        self.text = host::stringify(&body).unwrap_or_default();
        self.data = Some(data.clone());
        self
    }
}

/// A list with other rows in the place of its own, and nothing else but how many there are.
pub(super) fn relist(data: &JsValue, rows: &Array, count: Option<u32>) -> JsValue {
    let key = ["rows", "list", "data", "records"]
        .into_iter()
        .find(|key| host::elements(&host::get(data, key)).is_some());
    let Some(key) = key.filter(|_| host::elements(data).is_none()) else { return rows.clone().into() };
    host::object(&[(key, rows.into()), ("count", count.map_or(JsValue::UNDEFINED, JsValue::from))]).into()
}
