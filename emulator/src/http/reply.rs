//! Responses, and the functions that make them.

use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::ids;

/// A response with its complete body.
pub type Reply = Response<Bytes>;

/// The end of a request.
pub enum Outcome {
    Answer(Reply),
    /// Announces the whole body, sends half of it and closes the connection.
    Cut(Reply),
    /// Closes the connection without a response.
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

/// Server-sent events, all in one body.
pub fn events(events: &[(&str, Value)]) -> Reply {
    let text: String = events.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect();
    raw(StatusCode::OK, "text/event-stream; charset=utf-8", text)
}

/// An error in the envelope of the service.
pub fn refusal(status: StatusCode, code: i64, msg: &str) -> Reply {
    json(status, &json!({ "code": code, "msg": msg, "trace_id": ids::trace_id() }))
}

/// The 404 page of Express, the web framework of the service, for an unknown route.
pub fn no_such_route(method: &str, path: &str) -> Reply {
    let path = path.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
         <body>\n<pre>Cannot {method} {path}</pre>\n</body>\n</html>\n"
    );
    raw(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page)
}

/// An error of the object storage.
pub fn storage_error(status: StatusCode, code: &str, message: &str) -> Reply {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    raw(status, "application/xml", text)
}
