//! The one error type: what went wrong, where, and whether money may have been spent.

use std::fmt;

use wasm_bindgen::prelude::*;

use crate::text;

/// What went wrong, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The client, its options or its base URL cannot work as given. Nothing was sent.
    Config,
    /// The service refused the token (401).
    Auth,
    /// The token is good, but may not do this (403): a free plan, or a limit of the account.
    Permission,
    /// Too few coins (402, or the service's words for it).
    Credits,
    /// The input is wrong. With `field` set nothing was sent; else the service refused it (400).
    Validation,
    /// The service's content check refused the input (codes 1003 and 1004, or "NSFW").
    Moderation,
    /// There is no such record, task or route (404).
    NotFound,
    /// Too many requests (429), also after the retries; or a limit of the proxy.
    RateLimit,
    /// The service failed or refused for a reason of its own (5xx, an unknown code, a redirect).
    Server,
    /// The request could not be sent, or no answer arrived: connection, DNS, TLS, a proxy on the way, or CORS.
    Network,
    /// No answer arrived within `timeoutMs`.
    Timeout,
    /// The caller's signal, or `close()`, ended the call.
    Aborted,
    /// An answer arrived that makes no sense: not JSON, or a finished task without a result.
    Decode,
    /// The task ended in failure. `task` is its last view.
    TaskFailed,
    /// The task was still running at the deadline of the wait. It goes on at the service.
    TaskTimeout,
    /// A call that costs coins was sent and no clear answer came back: it may have been charged.
    UnknownOutcome,
    /// The service has no such operation for this family, or this client does not support it.
    Unsupported,
    /// A bug in this library.
    Internal,
}

impl ErrorKind {
    /// The kind as JavaScript sees it in `error.kind`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Auth => "auth",
            Self::Permission => "permission",
            Self::Credits => "credits",
            Self::Validation => "validation",
            Self::Moderation => "moderation",
            Self::NotFound => "not_found",
            Self::RateLimit => "rate_limit",
            Self::Server => "server",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::Decode => "decode",
            Self::TaskFailed => "task_failed",
            Self::TaskTimeout => "task_timeout",
            Self::UnknownOutcome => "unknown_outcome",
            Self::Unsupported => "unsupported",
            Self::Internal => "internal",
        }
    }
}

/// The status by which a cache says that nothing has changed.
pub(crate) const NOT_MODIFIED: u16 = 304;

/// The redirect that follows what was done: its address shows the outcome. The others ask for the same request elsewhere. A 302 can
/// follow a deed as well, but is what logins and slashes are answered with, and all that a page sees of a redirect.
pub(crate) const SEE_OTHER: u16 = 303;

/// Whether a status says that the answer is at another address. 304 is in that range, but says something else.
pub(crate) fn is_redirect(status: u16) -> bool {
    (300..400).contains(&status) && status != NOT_MODIFIED
}

/// An error of this library; in JavaScript it is an `A2EError` with the same facts.
///
/// It never holds the token, a header or a request body.
#[derive(Clone)]
pub struct Error(Box<Facts>);

/// The facts of an error. Each is filled in where it is known, on the error's way out.
#[derive(Clone)]
pub(crate) struct Facts {
    pub kind: ErrorKind,
    pub message: String,
    /// Empty where there is none, as all texts here.
    pub field: String,
    pub code: JsValue,
    pub status: u16,
    pub trace_id: String,
    pub method: &'static str,
    pub path: String,
    pub task_id: String,
    pub task: JsValue,
    pub retry_after_ms: Option<f64>,
    pub retryable: bool,
    pub attempts: u32,
    pub outcome_unknown: bool,
    pub cause: JsValue,
    /// Whether it is the service's own answer, in its envelope.
    pub envelope: bool,
    /// Whether the proxy of `a2e-wasm/server` says that it sent nothing to the service.
    pub unsent: bool,
    /// What the refusal holds beside its words: the record of a task that was made all the same.
    pub record: JsValue,
}

impl Facts {
    /// Adds a sentence to the message. The words of the service and of hosts may end with a full stop.
    pub(crate) fn add(&mut self, sentence: &str) {
        let told = self.message.strip_suffix('.').unwrap_or(&self.message);
        self.message = text::join(&[told, ". ", sentence]);
    }
}

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: &[&str]) -> Self {
        Self(Box::new(Facts {
            kind,
            message: text::join(message),
            field: String::new(),
            code: JsValue::UNDEFINED,
            status: 0,
            trace_id: String::new(),
            method: "",
            path: String::new(),
            task_id: String::new(),
            task: JsValue::UNDEFINED,
            retry_after_ms: None,
            retryable: false,
            attempts: 0,
            outcome_unknown: false,
            cause: JsValue::UNDEFINED,
            envelope: false,
            unsent: false,
            record: JsValue::UNDEFINED,
        }))
    }

    /// A wrong option: `where_` names the object that holds it, or is empty where [`Error::of`] adds the method's name.
    pub(crate) fn option(where_: &str, field: &str, problem: &str) -> Self {
        Self::new(ErrorKind::Config, &[where_, ": option `", field, "` ", problem])
            .with(|facts| facts.field = field.into())
    }

    /// Wrong input, for which [`Error::of`] adds the method's name.
    pub(crate) fn input(field: &str, problem: &str) -> Self {
        Self::new(ErrorKind::Validation, &[": `", field, "` ", problem])
            .with(|facts| facts.field = field.into())
    }

    /// The error with the name of the method before its message. A message without a name begins with a colon; every other
    /// message stays as it is.
    pub(crate) fn of(self, name: &str) -> Self {
        if !self.is_unnamed() {
            return self;
        }
        self.with(|facts| facts.message = text::join(&[name, &facts.message]))
    }

    /// Whether [`Error::of`] has still to add the method's name. Such an error must not reach JavaScript, which builds with debug
    /// assertions check.
    fn is_unnamed(&self) -> bool {
        self.0.message.starts_with(':')
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    /// The error without a secret that the other side may have echoed.
    pub(crate) fn without(self, secret: &str) -> Self {
        if secret.is_empty() {
            return self;
        }
        let clean = |text: &str| text::replace(text, secret, "[token]");
        self.with(|facts| {
            facts.message = clean(&facts.message);
            facts.trace_id = clean(&facts.trace_id);
            if let Some(code) = facts.code.as_string() {
                facts.code = clean(&code).into();
            }
        })
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0
    }

    /// Whether something other than the service answered, such as a login page or a proxy.
    pub(crate) fn is_foreign(&self) -> bool {
        self.kind() == ErrorKind::Decode && !self.0.envelope && self.0.status > 0
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, if an answer arrived.
    pub fn status(&self) -> Option<u16> {
        (self.0.status != 0).then_some(self.0.status)
    }

    /// The service's id for the request, to quote to its support.
    pub fn trace_id(&self) -> Option<&str> {
        given(&self.0.trace_id)
    }

    /// The parameter or option that is wrong, if one is.
    pub fn field(&self) -> Option<&str> {
        given(&self.0.field)
    }

    /// The task this is about; a task that was started is never lost.
    pub fn task_id(&self) -> Option<&str> {
        given(&self.0.task_id)
    }

    /// The service's own code, a number or a string, or `undefined`. The limits of the proxy are texts that begin with
    /// `proxy_`.
    pub fn code(&self) -> &JsValue {
        &self.0.code
    }

    /// The pause that the service asked for, in milliseconds; a day at most. Errors of polls, of a wait as of `check`, tell about
    /// a minute at most.
    pub fn retry_after_ms(&self) -> Option<f64> {
        self.0.retry_after_ms
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What the host or a callback threw, or `undefined`.
    pub fn cause(&self) -> &JsValue {
        &self.0.cause
    }

    /// Whether the same call may succeed later and is safe to send again.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the service may have done what was asked although the call failed.
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }
}

/// A text, if there is one.
fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.kind.as_str())?;
        formatter.write_str(": ")?;
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

#[wasm_bindgen(module = "/src/error/error.js")]
extern "C" {
    // A class of JavaScript, because an exported Rust struct cannot extend `Error`.
    #[wasm_bindgen(reexport)]
    type A2EError;
    #[allow(clippy::too_many_arguments, reason = "all facts in one call, without an object made on the way")]
    fn fail(
        message: &str,
        kind: &str,
        code: &JsValue,
        status: u16,
        trace_id: &str,
        method: &str,
        path: &str,
        field: &str,
        task_id: &str,
        task: &JsValue,
        retry_after_ms: Option<f64>,
        retryable: bool,
        attempts: u32,
        outcome_unknown: bool,
        cause: &JsValue,
    ) -> A2EError;
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let facts = &error.0;
        debug_assert!(!error.is_unnamed(), "an error without the name of its method: {}", facts.message);
        fail(
            &facts.message,
            facts.kind.as_str(),
            &facts.code,
            facts.status,
            &facts.trace_id,
            facts.method,
            &facts.path,
            &facts.field,
            &facts.task_id,
            &facts.task,
            facts.retry_after_ms,
            facts.retryable,
            facts.attempts,
            facts.outcome_unknown,
            &facts.cause,
        )
        .into()
    }
}
