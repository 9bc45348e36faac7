//! One call of the API: token, input, work, envelope.

use hyper::StatusCode;
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::clock::Millis;
use crate::groups;
use crate::ids;
use crate::keys::Keys;
use crate::reply::{self, Reply};
use crate::spec::{BadInput, Input, Operation, Spec};
use crate::storage::Storage;
use crate::tasks::{self, Families};

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

/// A call that has passed the checks.
pub struct Call<'a> {
    pub spec: &'a Spec,
    pub families: &'a Families,
    pub operation: &'a Operation,
    pub input: Input,
    pub host: &'a str,
    /// The name of the account, empty for a call without a known token.
    pub token: &'a str,
    /// Whether the token came from a login, as that of the service's own web page does.
    pub by_login: bool,
    pub now: Millis,
    pub account: &'a mut Account,
    pub storage: &'a mut Storage,
    pub keys: &'a mut Keys,
}

impl Call<'_> {
    /// The record that the call is about, named in the path, in the query or in the body. Ids are those of MongoDB, which
    /// reads their digits in either case.
    pub fn id(&self) -> String {
        let names = ["_id", "id", "video_id"];
        let named = |values: &Map<String, Value>| {
            names.iter().find_map(|name| values.get(*name)?.as_str().map(String::from))
        };
        let input = &self.input;
        let id = named(&input.path).or_else(|| named(&input.query)).or_else(|| named(&input.body));
        id.unwrap_or_default().to_ascii_lowercase()
    }

    /// A required text of the body.
    pub fn text(&self, field: &str) -> &str {
        self.input.body.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Which page is asked for, and how many items it holds.
    pub fn page(&self) -> (usize, usize) {
        let paging = &self.operation.paging;
        let number = |name: &str| match self.input.query.get(name)? {
            Value::String(text) => text.parse().ok(),
            value => value.as_u64().map(|number| number as usize),
        };
        (number(&paging.page).unwrap_or(1), number(&paging.size).unwrap_or(20))
    }
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

impl From<BadInput> for Refusal {
    fn from(BadInput(errors): BadInput) -> Self {
        Self { errors: errors.clone(), ..Self::bad_request(errors.join("; ")) }
    }
}

/// A good answer.
pub fn data(data: Value) -> Success {
    // Not by `json!`, which would copy a whole list.
    Success::Envelope(Value::from_iter([("code", 0.into()), ("data", data)]))
}

/// Does what the operation does. Those that keep no state answer the example of the description.
pub fn work(call: &mut Call) -> Answer {
    if let Some((family, verb)) = call.families.of(&call.operation.id) {
        return tasks::answer(call, family, verb);
    }
    groups::answer(call).unwrap_or_else(|| Ok(Success::Envelope(call.operation.example.clone())))
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
