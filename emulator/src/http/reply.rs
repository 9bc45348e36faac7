//! What is sent back, and the ways to write it.

use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::ids;

/// An answer in full, before it goes onto the wire.
pub type Reply = Response<Bytes>;

/// What becomes of a request.
pub enum Outcome {
    Answer(Reply),
    /// Announces the whole answer, sends half of it and hangs up.
    Cut(Reply),
    /// Hangs up without an answer.
    Close,
}

pub fn raw(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(content_type) {
        reply.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    reply
}

pub fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Bytes::new());
    *reply.status_mut() = status;
    reply
}

pub fn json(status: StatusCode, body: &Value) -> Reply {
    raw(status, "application/json; charset=utf-8", body.to_string())
}

/// Server-sent events, all at once.
pub fn events(events: &[(&str, Value)]) -> Reply {
    let text: String = events.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect();
    raw(StatusCode::OK, "text/event-stream; charset=utf-8", text)
}

/// A refusal in the service's own form.
pub fn refusal(status: StatusCode, code: i64, msg: &str) -> Reply {
    json(status, &json!({ "code": code, "msg": msg, "trace_id": ids::trace_id() }))
}

/// What the web framework behind the service says to a route that it does not have.
pub fn no_such_route(method: &str, path: &str) -> Reply {
    let path = path.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
         <body>\n<pre>Cannot {method} {path}</pre>\n</body>\n</html>\n"
    );
    raw(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page)
}

/// A refusal of the object storage.
pub fn storage_error(status: StatusCode, code: &str, message: &str) -> Reply {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    raw(status, "application/xml", text)
}
