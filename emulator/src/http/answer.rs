//! What an operation answers: data or a refusal, in the envelope of the service.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::http::reply::{self, Reply};
use crate::ids;

/// What an operation says, or why it refuses.
pub type Answer = Result<Success, Refusal>;

pub enum Success {
    /// An envelope without its trace id.
    Envelope(Value),
    /// HTTP 202: to be asked again.
    NotReady,
    /// Server-sent events, by their names.
    Events(Vec<(&'static str, Value)>),
}

/// A refusal by the service: the code in the body equals the HTTP status unless it has its own.
pub struct Refusal {
    pub status: StatusCode,
    pub msg: String,
    code: Option<i64>,
    errors: Vec<String>,
}

impl Refusal {
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

/// A good answer.
pub fn data(data: Value) -> Success {
    // Not by `json!`, which would copy a whole list.
    Success::Envelope(Value::from_iter([("code", 0.into()), ("data", data)]))
}

/// Puts an answer into the form in which it leaves.
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
