//! One attempt of a call: token, headers, exchange, envelope, and what its failure means.

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::client::Client;
use crate::config::{self, CallOptions, Token};
use crate::envelope::{self, Reply};
use crate::error::{Error, ErrorKind, Result};
use crate::hooks::Event;
use crate::operation::Effect;
use crate::put::{self, Put};
use crate::scope::{Scope, Stop};
use crate::transport::{self, Failure, Request};
use crate::{headers, host, retry, text};

/// One call on its way: everything but the token.
pub(crate) struct Call {
    pub method: &'static str,
    pub path: String,
    pub effect: Effect,
    pub query: String,
    pub body: JsValue,
    pub options: CallOptions,
    /// Whether the caller gets the `Response` itself.
    pub raw: bool,
    /// Where the body goes instead of to the service, for an upload.
    pub put: Option<Put>,
}

/// An attempt that has its token.
pub(crate) struct Attempt<'a> {
    client: &'a Client,
    call: &'a Call,
    id: u32,
    number: u32,
    scope: &'a Scope,
    started: f64,
    /// Empty where a proxy adds it, and for uploads, whose bytes go without.
    token: String,
}

impl<'a> Attempt<'a> {
    /// Gets the token and tells the observers. What fails here was never sent.
    pub(crate) async fn begin(
        client: &'a Client,
        call: &'a Call,
        id: u32,
        number: u32,
        scope: &'a Scope,
    ) -> Result<Self> {
        let started = host::now();
        let mut attempt = Self { client, call, id, number, scope, started, token: String::new() };
        let token = match &call.put {
            Some(_) => Ok(String::new()),
            None => attempt.fetch_token().await,
        };
        attempt.token = token.map_err(|error| {
            let error = attempt.place(error);
            error.with(|facts| facts.attempts = number.saturating_sub(1))
        })?;
        client.options().hooks.request(&attempt.event());
        Ok(attempt)
    }

    async fn fetch_token(&self) -> Result<String> {
        if self.client.is_closed() {
            return Err(Stop::Closed.into());
        }
        let options = self.client.options();
        let wrong = |problem: &str| Error::option("createClient", "token", problem);
        let token = match &options.token {
            Token::None => return Ok(String::new()),
            Token::Text(token) => String::from(&**token),
            Token::Function(function) => {
                let failed = |cause: JsValue| {
                    wrong("is a function that failed; see `cause`").with(|facts| facts.cause = cause)
                };
                let given = function.call0(&JsValue::UNDEFINED).map_err(failed)?;
                let _limit = self.scope.limit(self.left());
                let given =
                    self.scope.race(JsFuture::from(Promise::resolve(&given))).await?.map_err(failed)?;
                let token = given.as_string().ok_or_else(|| wrong("is a function that gave no string"))?;
                config::check_token(&token)?;
                token
            }
        };
        if self.client.in_page() {
            config::guard(&token, options.dangerously_allow_browser)?;
        }
        Ok(token)
    }

    /// What is left of the attempt's time.
    fn left(&self) -> f64 {
        let limit = self.call.options.timeout_ms.unwrap_or(match &self.call.put {
            Some(_) => put::TIMEOUT_MS,
            None => self.client.options().timeout_ms,
        });
        (limit - (host::now() - self.started)).max(0.0)
    }

    /// The attempt as observers see it.
    pub(crate) fn event(&self) -> Event<'_> {
        Event { id: self.id, method: self.call.method, path: &self.call.path, attempt: self.number }
    }

    /// Tells the observers of an answer.
    fn tell(&self, status: u16) {
        self.client.options().hooks.response(&self.event(), status, host::now() - self.started);
    }

    /// The whole attempt.
    pub(crate) async fn run(&self) -> Result<Reply> {
        let _limit = self.scope.limit(self.left());
        if let Some(put) = &self.call.put {
            let sent = put.send(self.client.options().fetch.as_ref(), &self.call.body, self.scope).await;
            let status = sent.map_err(|failure| self.lost(failure, 0))?;
            self.tell(status);
            return match status {
                200..=299 => Ok(Reply::default()),
                _ => Err(self.place(put::refusal(status))),
            };
        }
        let response = self.respond().await?;
        let status = transport::status(&response);
        if self.call.raw {
            // The caller reads the body, in his own time.
            self.scope.control(&JsValue::UNDEFINED);
            self.tell(status);
            return match status {
                300..400 => Err(self.redirected(status, None)),
                _ => Ok(Reply { data: response, status, ..Reply::default() }),
            };
        }
        let answer = transport::read(&response, self.scope).await;
        self.scope.control(&JsValue::UNDEFINED);
        self.tell(status);
        let answer = answer.map_err(|failure| self.lost(failure, status))?;
        if (300..400).contains(&status) {
            return Err(self.redirected(status, answer.location));
        }
        if matches!(status, 204 | 205) || self.call.method == "HEAD" && status < 300 {
            // These have no body by their nature.
            return Ok(Reply::default());
        }
        match envelope::open(status, &answer.text, &self.token) {
            Ok(data) => Ok(Reply { token: self.token.clone(), ..data }),
            Err(error) => Err(self.refused(error, answer.retry_after)),
        }
    }

    async fn respond(&self) -> Result<JsValue> {
        let call = self.call;
        let mut url = text::join(&[self.client.base(), &call.path]);
        if !call.query.is_empty() {
            url.push('?');
            url.push_str(&call.query);
        }
        let request = Request {
            url: &url,
            method: call.method,
            headers: self.headers().map_err(|error| self.place(error))?,
            body: call.body.clone(),
            signal: if call.raw { call.options.signal.clone() } else { JsValue::UNDEFINED },
            fresh: self.client.in_page(),
        };
        let sent = transport::send(self.client.options().fetch.as_ref(), request, self.scope).await;
        sent.map_err(|failure| self.lost(failure, 0))
    }

    fn headers(&self) -> Result<Headers> {
        let options = self.client.options();
        headers::check(&self.call.options.headers)?;
        let headers = Headers::new();
        headers.set("accept", "application/json");
        if !self.call.body.is_undefined() {
            headers.set("content-type", "application/json");
        }
        if let Some(lang) = &options.lang {
            headers.set("x-lang", lang);
        }
        for list in [&options.headers, &self.call.options.headers] {
            for (name, value) in list {
                headers.set(name, value);
            }
        }
        if !self.token.is_empty() {
            headers.set("authorization", &text::join(&["Bearer ", &self.token]));
        }
        Ok(headers)
    }

    /// Writes the call's place into an error, and the token out of it.
    pub(crate) fn place(&self, error: Error) -> Error {
        let Call { method, path, .. } = self.call;
        error.without(&self.token).with(|facts| {
            facts.method = method;
            facts.path.clone_from(path);
            facts.attempts = self.number;
            facts.message = text::join(&[method, " ", path, ": ", &facts.message]);
        })
    }

    /// The error of a redirect. Following it could carry the token, or a paid start, elsewhere.
    fn redirected(&self, status: u16, location: Option<String>) -> Error {
        // Without its query: what a server puts there may be a secret.
        let location = location.unwrap_or_default();
        let to = location.split(['?', '#']).next().unwrap_or_default();
        let (before, after) = if to.is_empty() { ("", "") } else { (" (to ", ")") };
        self.place(Error::new(
            ErrorKind::Server,
            &[
                "the server answered with a redirect",
                before,
                to,
                after,
                ", which is never followed. Set `baseUrl` to the final address",
            ],
        ))
        .with(|facts| facts.status = status)
    }

    /// The error of an exchange that ended without a whole answer.
    fn lost(&self, failure: Failure, status: u16) -> Error {
        let mut sent = true;
        let error = match failure {
            Failure::Stopped(Stop::TimedOut) => {
                Error::from(Stop::TimedOut).with(|facts| facts.retryable = true)
            }
            Failure::Stopped(stop) => stop.into(),
            Failure::Thrown(cause) => {
                sent = !transport::never_sent(&cause);
                transport::thrown(cause, self.client.in_page())
            }
        };
        let error = self.place(error).with(|facts| facts.status = status);
        if sent { self.unsure(error) } else { error }
    }

    /// The error of an answer that refuses or makes no sense.
    fn refused(&self, error: Error, retry_after: Option<String>) -> Error {
        let error = self.place(error).with(|facts| {
            let until = |date: &str| host::parse_date(date) - host::now();
            facts.retry_after_ms = retry_after.and_then(|header| retry::retry_after_ms(&header, until));
            let advice = envelope::advice(facts.kind, &facts.message);
            if !advice.is_empty() {
                facts.message = text::join(&[&facts.message, ". ", advice]);
            }
        });
        let facts = error.facts();
        let unclear = facts.kind == ErrorKind::Decode
            || matches!(facts.kind, ErrorKind::Server | ErrorKind::Timeout) && facts.retryable;
        if unclear { self.unsure(error) } else { error }
    }

    /// After this failure the service may have done what was asked.
    fn unsure(&self, error: Error) -> Error {
        let effect = self.call.effect;
        if effect == Effect::Read {
            return error;
        }
        error.with(|facts| {
            facts.outcome_unknown = true;
            if effect == Effect::Delete {
                return;
            }
            // The same request again could do the same thing twice.
            facts.retryable = false;
            if effect == Effect::Charge && facts.kind != ErrorKind::Aborted {
                facts.kind = ErrorKind::UnknownOutcome;
                facts.message.push_str(
                    ". The request was sent, so it may have been accepted and charged: look at the list before \
                     you send it again",
                );
            }
        })
    }
}
