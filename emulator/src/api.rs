//! One call of the API: token, input, work, envelope.

use hyper::StatusCode;
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::clock::Millis;
use crate::reply::{self, Reply};
use crate::request::Request;
use crate::spec::{BadInput, Input, Operation};
use crate::storage::Storage;
use crate::tasks::Families;
use crate::{faces, ids, tasks, upload};

/// An envelope without its trace id, or why there is none.
pub type Answer = Result<Value, Refusal>;

/// A call that has passed the checks.
pub struct Call<'a> {
    pub operation: &'a Operation,
    pub input: Input,
    pub host: &'a str,
    pub token: &'a str,
    pub now: Millis,
    pub account: &'a mut Account,
    pub storage: &'a mut Storage,
}

impl Call<'_> {
    /// The record that the call is about, named in the path or, on some status routes, in the
    /// query.
    pub fn id(&self) -> String {
        let names = ["_id", "id"];
        let named = |values: &Map<String, Value>| {
            names.iter().find_map(|name| values.get(*name)?.as_str().map(String::from))
        };
        named(&self.input.path).or_else(|| named(&self.input.query)).unwrap_or_default()
    }

    /// A required text of the body.
    pub fn text(&self, field: &str) -> &str {
        self.input.body.get(field).and_then(Value::as_str).unwrap_or_default()
    }
}

/// A refusal by the service: the code in the body equals the HTTP status.
pub struct Refusal {
    pub status: StatusCode,
    pub msg: String,
    errors: Vec<String>,
}

impl Refusal {
    fn new(status: StatusCode, msg: impl Into<String>) -> Self {
        Self { status, msg: msg.into(), errors: Vec::new() }
    }

    pub fn bad_request(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, msg)
    }

    pub fn not_found(msg: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, msg)
    }
}

impl From<BadInput> for Refusal {
    fn from(BadInput(errors): BadInput) -> Self {
        Self { status: StatusCode::BAD_REQUEST, msg: errors.join("; "), errors }
    }
}

/// A good answer.
pub fn data(data: Value) -> Value {
    json!({ "code": 0, "data": data })
}

/// Whether the service knows the token; an operation that is open to all does not ask.
pub fn admit(operation: &Operation, request: &Request) -> Result<(), Refusal> {
    match request.bearer() {
        _ if operation.open => Ok(()),
        Some(token) if token.starts_with("sk_emulator") => Ok(()),
        Some(token) if token.starts_with("sk_free") => {
            Err(Refusal::new(StatusCode::FORBIDDEN, "API access is not available for free users"))
        }
        Some(_) => Err(Refusal::new(StatusCode::UNAUTHORIZED, "Invalid token")),
        None => Err(Refusal::new(StatusCode::UNAUTHORIZED, "No token: send Authorization: Bearer <token>")),
    }
}

/// Does what the operation does. Those that keep no state answer the example of the description.
pub fn work(call: &mut Call, families: &Families) -> Answer {
    match call.operation.id.as_str() {
        "getRemainingCoins" => {
            Ok(data(json!({ "coins": call.account.coins, "diamonds": call.account.diamonds })))
        }
        "getUploadUrl" | "getUploadUrlLegacy" => upload::presign(call),
        "transferToStorage" => upload::transfer(call),
        "addFaceSwapImage" => Ok(faces::add(call)),
        "listFaceSwapImages" => Ok(faces::list(call)),
        "deleteFaceSwapImage" => faces::delete(call),
        id => match families.of(id) {
            Some((family, verb)) => tasks::answer(call, family, verb),
            None => Ok(call.operation.example.clone()),
        },
    }
}

/// Puts an answer into the form in which it leaves.
pub fn reply(answer: Answer) -> Reply {
    let (status, mut envelope) = match answer {
        Ok(envelope) => (StatusCode::OK, envelope),
        Err(refusal) => (refusal.status, refusal.envelope()),
    };
    if let Value::Object(envelope) = &mut envelope {
        envelope.insert("trace_id".into(), ids::trace_id().into());
    }
    reply::json(status, &envelope)
}

impl Refusal {
    fn envelope(self) -> Value {
        let mut envelope = json!({ "code": self.status.as_u16(), "msg": self.msg });
        if let (Value::Object(envelope), false) = (&mut envelope, self.errors.is_empty()) {
            envelope.insert("errors".into(), self.errors.into());
        }
        envelope
    }
}
