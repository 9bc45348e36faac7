//! The client, and the one way of a call through it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::config::{self, CallOptions, ClientOptions, Token};
use crate::envelope::{self, Reply};
use crate::error::{Error, ErrorKind, Result};
use crate::hooks::Event;
use crate::operation::Effect;
use crate::put::{self, Put};
use crate::retry::{self, Failed};
use crate::scope::{Scope, Stop, Switch};
use crate::transport::{self, Failure, Request};
use crate::{headers, host, text};

/// A client of the A2E API. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

struct Shared {
    base: String,
    options: ClientOptions,
    requests: Cell<u32>,
    closed: Cell<bool>,
    waits: RefCell<Vec<Weak<Switch>>>,
}

/// One call on its way: everything but the token.
pub(crate) struct Call<'a> {
    pub method: &'static str,
    pub path: String,
    pub effect: Effect,
    pub query: String,
    pub body: JsValue,
    pub options: &'a CallOptions,
    /// Whether the caller gets the `Response` itself.
    pub raw: bool,
    /// Where the body goes instead of to the service, for an upload.
    pub put: Option<&'a Put>,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

impl Client {
    /// Makes a client; wrong options are refused here, wrong tokens at the first call.
    pub fn new(options: ClientOptions) -> Result<Self> {
        let base = options.check()?;
        Ok(Self(Rc::new(Shared {
            base,
            options,
            requests: Cell::new(0),
            closed: Cell::new(false),
            waits: RefCell::default(),
        })))
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.0.options
    }

    pub(crate) fn warn(&self, message: &str) {
        self.0.options.hooks.warn(message);
    }

    /// Ends every wait with kind `aborted`; later calls are refused. Tasks go on at the service.
    pub fn close(&self) {
        self.0.closed.set(true);
        for wait in self.0.waits.take() {
            if let Some(switch) = wait.upgrade() {
                switch.stop(Stop::Closed);
            }
        }
    }

    /// Makes a wait end with the client.
    pub(crate) fn adopt(&self, scope: &Scope) {
        let mut waits = self.0.waits.borrow_mut();
        waits.retain(|wait| wait.strong_count() > 0);
        waits.push(Rc::downgrade(&scope.switch));
    }

    /// The hallway: path, token, attempts, envelope. Its future is boxed once here, so that no
    /// caller carries a copy of it.
    pub(crate) fn execute<'a>(&'a self, call: Call<'a>, scope: &'a Scope) -> Boxed<'a, Reply> {
        Box::pin(async move {
            let mut attempt = 0_u32;
            loop {
                attempt = attempt.saturating_add(1);
                let error = match self.attempt(&call, attempt, scope).await {
                    Ok(reply) => return Ok(reply),
                    Err(error) => error,
                };
                let facts = error.facts();
                let deleting = call.effect == Effect::Delete && call.put.is_none();
                if deleting && facts.kind == ErrorKind::NotFound && attempt > 1 {
                    // The attempt before this one did it; only its answer was lost.
                    return Ok(Reply { data: JsValue::NULL, trace_id: facts.trace_id.clone() });
                }
                let failed = Failed {
                    effect: call.effect,
                    kind: facts.kind,
                    transient: facts.retryable,
                    retry_after_ms: facts.retry_after_ms,
                    attempt,
                };
                let retries = call.options.max_retries.unwrap_or(self.0.options.max_retries);
                let Some(delay) = retry::delay(failed, retries, host::random()) else {
                    return Err(error);
                };
                let event = self.event(&call, attempt);
                self.0.options.hooks.retry(&event, delay, facts.kind.as_str());
                scope.sleep(delay).await.map_err(|stop| place(stop.into(), &call, attempt))?;
            }
        })
    }

    fn event<'a>(&self, call: &'a Call<'_>, attempt: u32) -> Event<'a> {
        Event { id: self.0.requests.get(), method: call.method, path: &call.path, attempt }
    }

    async fn attempt(&self, call: &Call<'_>, attempt: u32, scope: &Scope) -> Result<Reply> {
        if let Some(put) = call.put {
            let fetch = self.0.options.fetch.as_ref();
            return match put.send(fetch, call, scope).await {
                Ok(200..=299) => Ok(Reply { data: JsValue::UNDEFINED, trace_id: None }),
                Ok(status) => Err(place(put::refusal(status), call, attempt)),
                Err(failure) => Err(lost(failure, call, attempt, 0)),
            };
        }
        let (response, token, started) = self.respond(call, attempt, scope).await?;
        let _limit = scope.limit(self.left(call, started));
        let answer = transport::read(&response, scope).await;
        scope.control(&JsValue::UNDEFINED);
        let status = transport::status(&response);
        let event = self.event(call, attempt);
        self.0.options.hooks.response(&event, status, host::now() - started);
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => return Err(lost(failure, call, attempt, status)),
        };
        if (300..400).contains(&answer.status) {
            return Err(place(redirected(answer.status, answer.location), call, attempt));
        }
        envelope::open(answer.status, &answer.text).map_err(|error| {
            let asked = answer.retry_after.and_then(|header| {
                retry::retry_after_ms(&header, |date| host::parse_date(date) - host::now())
            });
            refused(error.with(|facts| facts.retry_after_ms = asked), call, attempt, &token)
        })
    }

    /// Gives the `Response` of one attempt, whatever its status, for bodies that are no JSON.
    pub(crate) async fn raw(&self, call: Call<'_>, scope: &Scope) -> Result<JsValue> {
        let (response, _, _) = self.respond(&call, 1, scope).await?;
        scope.control(&JsValue::UNDEFINED);
        let status = transport::status(&response);
        if (300..400).contains(&status) {
            return Err(place(redirected(status, None), &call, 1));
        }
        Ok(response)
    }

    fn left(&self, call: &Call<'_>, started: f64) -> f64 {
        let limit = call.options.timeout_ms.unwrap_or(self.0.options.timeout_ms);
        (limit - (host::now() - started)).max(0.0)
    }

    async fn respond(&self, call: &Call<'_>, attempt: u32, scope: &Scope) -> Result<(JsValue, String, f64)> {
        let options = &self.0.options;
        if self.0.closed.get() {
            return Err(place(Error::from(Stop::Closed), call, attempt.saturating_sub(1)));
        }
        let started = host::now();
        let _limit = scope.limit(self.left(call, started));
        let token = match self.token(scope).await {
            Ok(token) => token,
            Err(error) => return Err(place(error, call, attempt.saturating_sub(1))),
        };
        let headers = self.headers(call, &token)?;
        self.0.requests.set(self.0.requests.get().wrapping_add(1));
        options.hooks.request(&self.event(call, attempt));
        let mut url = [self.0.base.as_str(), &call.path].concat();
        if !call.query.is_empty() {
            url.push('?');
            url.push_str(&call.query);
        }
        let request = Request {
            url: &url,
            method: call.method,
            headers,
            body: call.body.clone(),
            signal: if call.raw { call.options.signal.clone() } else { JsValue::UNDEFINED },
        };
        match transport::send(options.fetch.as_ref(), request, scope).await {
            Ok(response) => Ok((response, token, started)),
            Err(failure) => Err(lost(failure, call, attempt, 0)),
        }
    }

    async fn token(&self, scope: &Scope) -> Result<String> {
        let options = &self.0.options;
        let token = match &options.token {
            Token::None => return Ok(String::new()),
            Token::Text(token) => String::from(&**token),
            Token::Function(function) => {
                let failed = |cause: JsValue| {
                    Error::option("createClient", "token", "is a function that failed; see `cause`")
                        .with(|facts| facts.cause = cause)
                };
                let given = function.call0(&JsValue::UNDEFINED).map_err(failed)?;
                let given = scope.race(JsFuture::from(Promise::resolve(&given))).await?.map_err(failed)?;
                match given.as_string() {
                    Some(token) => {
                        config::check_token(&token)?;
                        token
                    }
                    None => {
                        return Err(Error::option(
                            "createClient",
                            "token",
                            "is a function that gave no string",
                        ));
                    }
                }
            }
        };
        config::guard(&token, options.dangerously_allow_browser)?;
        Ok(token)
    }

    fn headers(&self, call: &Call<'_>, token: &str) -> Result<Headers> {
        headers::check(&call.options.headers)?;
        let headers = Headers::new();
        headers.set("accept", "application/json");
        if !call.body.is_undefined() {
            headers.set("content-type", "application/json");
        }
        if let Some(lang) = &self.0.options.lang {
            headers.set("x-lang", lang);
        }
        for (name, value) in self.0.options.headers.iter().chain(&call.options.headers) {
            headers.set(name, value);
        }
        if !token.is_empty() {
            headers.set("authorization", &["Bearer ", token].concat());
        }
        Ok(headers)
    }
}

/// Writes the call's place into an error.
fn place(error: Error, call: &Call<'_>, attempts: u32) -> Error {
    error.with(|facts| {
        facts.method = call.method;
        facts.path.clone_from(&call.path);
        facts.attempts = attempts;
        facts.message = [call.method, " ", &call.path, ": ", &facts.message].concat();
    })
}

/// The error of a redirect. Following it could carry the token, or a paid start, elsewhere.
fn redirected(status: u16, location: Option<String>) -> Error {
    let mut message = String::from("the server answered with a redirect, which is never followed");
    if let Some(location) = location {
        // Without its query: what a server puts there may be a secret.
        message.push_str(" (to ");
        message.push_str(location.split(['?', '#']).next().unwrap_or_default());
        message.push(')');
    }
    message.push_str(". Set `baseUrl` to the final address");
    Error::new(ErrorKind::Server, &[&message]).with(|facts| facts.status = status)
}

/// The error of an exchange that ended without an answer.
fn lost(failure: Failure, call: &Call<'_>, attempt: u32, status: u16) -> Error {
    let (error, sent) = match failure {
        Failure::Stopped(Stop::TimedOut) => {
            (Error::from(Stop::TimedOut).with(|facts| facts.retryable = true), true)
        }
        Failure::Stopped(stop) => (stop.into(), true),
        Failure::Thrown(cause) => {
            let sent = !transport::never_sent(&cause);
            (transport::thrown(cause), sent)
        }
    };
    let error = place(error.with(|facts| facts.status = status), call, attempt);
    if sent { unsure(error, call) } else { error }
}

/// The error of an answer that refuses or makes no sense.
fn refused(error: Error, call: &Call<'_>, attempt: u32, token: &str) -> Error {
    let error = error.with(|facts| {
        if !token.is_empty() && text::holds(&facts.message, token) {
            facts.message = text::replace(&facts.message, token, "[token]");
        }
        let advice = envelope::advice(facts.kind, &facts.message);
        if !advice.is_empty() {
            facts.message = [&facts.message, ". ", advice].concat();
        }
    });
    let error = place(error, call, attempt);
    let facts = error.facts();
    let clear = !matches!(facts.kind, ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Decode)
        || (200..400).contains(&facts.status) && !facts.retryable && facts.kind != ErrorKind::Decode;
    if clear { error } else { unsure(error, call) }
}

/// After this failure the service may have done what was asked.
fn unsure(error: Error, call: &Call<'_>) -> Error {
    if matches!(call.effect, Effect::Read) {
        return error;
    }
    error.with(|facts| {
        facts.outcome_unknown = true;
        if call.effect == Effect::Delete {
            return;
        }
        // The same request again could do the same thing twice.
        facts.retryable = false;
        if call.effect == Effect::Charge && facts.kind != ErrorKind::Aborted {
            facts.kind = ErrorKind::UnknownOutcome;
            facts.message.push_str(
                ". The request was sent, so it may have been accepted and charged: look at the list before you \
                 send it again",
            );
        }
    })
}
