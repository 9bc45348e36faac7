//! The effect of each fault on a request.

use std::collections::BTreeMap;
use std::future::pending;
use std::time::Duration;

use hyper::StatusCode;
use serde_json::{Value, json};

use super::definition::{Fault, header};
use super::envelope::{edit_data, for_each_record};
use crate::clock::Millis;
use crate::http::reply::{self, Outcome, Reply};
use crate::ids;
use crate::merge::merge;

impl Fault {
    /// Applies the fault. `work` handles the request as usual; `postpone` lets that happen later.
    pub async fn apply(self, work: impl FnOnce() -> Reply, postpone: impl FnOnce(Millis)) -> Outcome {
        match self {
            Fault::Status { status, body, headers, work: is_done } => {
                if is_done {
                    work();
                }
                Outcome::Answer(status_reply(status, body, &headers))
            }
            Fault::Code { code, msg } => {
                let envelope = json!({ "code": code, "msg": msg, "trace_id": ids::trace_id() });
                Outcome::Answer(reply::json(StatusCode::OK, &envelope))
            }
            Fault::Redirect { status, location } => {
                let headers = BTreeMap::from([("location".into(), location)]);
                Outcome::Answer(with_headers(reply::empty(status_code(status)), &headers))
            }
            Fault::Body { status, content_type, body } => {
                let content_type = content_type.as_deref().unwrap_or("text/html; charset=utf-8");
                Outcome::Answer(reply::raw(status_code(status.unwrap_or(200)), content_type, body))
            }
            Fault::Data { data } => Outcome::Answer(edit_data(work(), |old| *old = data)),
            Fault::Record { merge: patch } => {
                let patch = Value::Object(patch);
                Outcome::Answer(edit_data(work(), |data| {
                    for_each_record(data, |record| merge(record, &patch))
                }))
            }
            Fault::Form { form } => Outcome::Answer(form.apply(work())),
            Fault::Truncate { bytes } => Outcome::Answer(work().map(|body| {
                let kept = bytes.unwrap_or(body.len() / 2).min(body.len());
                body.slice(..kept)
            })),
            Fault::Cut {} => Outcome::Cut(work()),
            Fault::Drop {} | Fault::Lost { work: false } => Outcome::Close,
            Fault::Lost { work: true } => {
                work();
                Outcome::Close
            }
            Fault::Late { ms } => {
                postpone(ms.into());
                Outcome::Close
            }
            Fault::Delay { ms } => {
                tokio::time::sleep(Duration::from_millis(ms.into())).await;
                Outcome::Answer(work())
            }
            // The connection drops this future when the client leaves.
            Fault::Hang {} => pending().await,
        }
    }
}

fn status_reply(status: u16, body: Option<Value>, headers: &BTreeMap<String, String>) -> Reply {
    let status = status_code(status);
    let reply = match body {
        None => reply::refusal(status, status.as_u16().into(), status.canonical_reason().unwrap_or("Fault")),
        Some(Value::String(text)) if text.trim_start().starts_with('<') => {
            reply::raw(status, "text/html; charset=utf-8", text)
        }
        Some(Value::String(text)) => reply::raw(status, "text/plain; charset=utf-8", text),
        Some(body) => reply::json(status, &body),
    };
    with_headers(reply, headers)
}

fn with_headers(mut reply: Reply, headers: &BTreeMap<String, String>) -> Reply {
    let headers = headers.iter().filter_map(|(name, value)| header(name, value).ok());
    headers.for_each(|(name, value)| drop(reply.headers_mut().insert(name, value)));
    reply
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
