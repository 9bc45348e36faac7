//! The answer of an operation, data or an error, in the envelope of the service.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::http::reply::{self, Reply};
use crate::ids;

/// The result of an operation.
pub type Answer = Result<Success, ApiError>;

pub enum Success {
    /// An envelope without its `trace_id`.
    Envelope(Value),
    /// HTTP 202: the client is to repeat the request.
    NotReady,
    /// Server-sent events with their names.
    Events(Vec<(&'static str, Value)>),
}

/// An error of the service. The code in the body is the HTTP status, unless the error has a code of
/// its own.
pub struct ApiError {
    pub status: StatusCode,
    pub msg: String,
    code: Option<i64>,
    errors: Vec<String>,
}

impl ApiError {
    fn new(status: StatusCode, msg: impl Into<String>) -> Self {
        Self { status, msg: msg.into(), code: None, errors: Vec::new() }
    }

    pub fn bad_request(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, msg)
    }

    /// A bad request with several reasons.
    pub fn invalid(errors: Vec<String>) -> Self {
        Self { errors: errors.clone(), ..Self::bad_request(errors.join("; ")) }
    }

    pub fn unauthorized(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, msg)
    }

    pub fn forbidden(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, msg)
    }

    pub fn not_found(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, msg)
    }

    pub fn with_code(self, code: i64) -> Self {
        Self { code: Some(code), ..self }
    }

    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    fn envelope(self) -> Value {
        let code = self.code.unwrap_or(self.status.as_u16().into());
        let mut envelope = json!({ "code": code, "msg": self.msg });
        if let (Value::Object(envelope), false) = (&mut envelope, self.errors.is_empty()) {
            envelope.insert("errors".into(), self.errors.into());
        }
        envelope
    }
}

/// A successful answer with this `data`.
pub fn data(data: Value) -> Success {
    // `json!` would copy the whole list.
    Success::Envelope(Value::from_iter([("code", 0.into()), ("data", data)]))
}

/// Returns the HTTP response of an answer.
pub fn reply(answer: Answer) -> Reply {
    let (status, mut envelope) = match answer {
        Ok(Success::Envelope(envelope)) => (StatusCode::OK, envelope),
        Ok(Success::NotReady) => (StatusCode::ACCEPTED, json!({ "code": 0, "msg": "not ready yet" })),
        Ok(Success::Events(events)) => return reply::events(&events),
        Err(refusal) => (refusal.status, refusal.envelope()),
    };
    if let Value::Object(envelope) = &mut envelope {
        envelope.insert("trace_id".into(), ids::trace_id().into());
    }
    reply::json(status, &envelope)
}
