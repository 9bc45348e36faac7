//! One attempt of a call: token, headers, request, and what its outcome means.

use gloo_net::http::Headers;
use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{self, Stop};
use crate::config::{self, CallOptions, Token};
use crate::envelope::{self, Reply};
use crate::error::{Error, ErrorKind, Result};
use crate::hooks::Event;
use crate::media::{self, Media};
use crate::operation::Effect;
use crate::{headers, host, retry, text, thrown};

/// One call on its way: everything but the token.
pub(crate) struct Call {
    pub method: &'static str,
    pub path: String,
    pub effect: Effect,
    /// Whether it goes without the token.
    pub anonymous: bool,
    pub query: String,
    pub body: JsValue,
    pub options: CallOptions,
    /// Whether the caller gets the `Response` itself.
    pub raw: bool,
    /// Where bytes go to, or come from, instead of the service.
    pub media: Option<Media>,
}

/// The attempts of a call, one after another.
pub(crate) struct Attempt {
    pub client: Client,
    pub call: Call,
    /// From 1.
    pub number: u32,
    id: u32,
    started: f64,
    /// Empty where a proxy adds it, and for uploads, whose bytes go without.
    token: String,
}

impl Attempt {
    pub(crate) fn new(client: Client, call: Call) -> Self {
        Self { id: client.next_id(), client, call, number: 0, started: 0.0, token: String::new() }
    }

    /// Begins the next attempt; the command, if there is one, asks for the token. What fails here was
    /// never sent.
    pub(crate) fn begin(&mut self) -> Result<Option<Object>> {
        self.number = self.number.saturating_add(1);
        self.started = host::now();
        let signal = &self.call.options.signal;
        if host::get(signal, "aborted").is_truthy() {
            return Err(self.unsent(Stop::Aborted(host::get(signal, "reason")).into()));
        }
        // The bytes of an upload are the rest of a call that was made before.
        let uploads = self.call.media.as_ref().is_some_and(Media::is_upload);
        if self.client.is_closed() && !uploads {
            return Err(self.unsent(Stop::Closed.into()));
        }
        let given = match &self.client.options().token {
            _ if self.call.anonymous => return Ok(None),
            Token::None => return Ok(None),
            Token::Function(function) => function.call0(&JsValue::UNDEFINED),
            Token::Text(token) => {
                let token = token.clone();
                return self.keep(token).map(|()| None);
            }
        };
        match given {
            Ok(given) => Ok(Some(command::value(given, self.left()))),
            Err(cause) => Err(self.unsent(failed_token(cause))),
        }
    }

    /// Takes the token that was asked for.
    pub(crate) fn take_token(&mut self, outcome: &JsValue) -> Result<()> {
        let wrong = match (Stop::of(outcome), host::text(outcome, "value")) {
            (Some(stop), _) => stop.into(),
            (None, Some(token)) => match config::check_token(&token) {
                Ok(()) => return self.keep(token),
                Err(error) => error,
            },
            (None, None) => match host::get(outcome, "thrown") {
                none if none.is_undefined() => {
                    Error::option("createClient", "token", "is a function that gave no string")
                }
                cause => failed_token(cause),
            },
        };
        Err(self.unsent(wrong))
    }

    fn keep(&mut self, token: String) -> Result<()> {
        if self.client.in_page() {
            let allowed = self.client.options().dangerously_allow_browser;
            config::guard(&token, allowed).map_err(|error| self.unsent(error))?;
        }
        self.token = token;
        Ok(())
    }

    /// The error of an attempt that was not made.
    fn unsent(&self, error: Error) -> Error {
        self.place(error).with(|facts| facts.attempts = self.number.saturating_sub(1))
    }

    /// What is left of the attempt's time.
    fn left(&self) -> f64 {
        let limit = self.call.options.timeout_ms.unwrap_or(match &self.call.media {
            Some(_) => media::TIMEOUT_MS,
            None => self.client.options().timeout_ms,
        });
        (limit - (host::now() - self.started)).max(0.0)
    }

    /// The attempt as observers see it.
    pub(crate) fn event(&self) -> Event<'_> {
        Event { id: self.id, method: self.call.method, path: &self.call.path, attempt: self.number }
    }

    /// The command that sends the request.
    pub(crate) fn send(&self) -> Result<Object> {
        let Self { client, call, .. } = self;
        client.options().hooks.request(&self.event());
        let command = match &call.media {
            Some(media) => media.command(&call.body),
            None => self.request()?,
        };
        host::set(&command, "ms", &self.left().into());
        if let Some(fetch) = &client.options().fetch {
            host::set(&command, "fetch", fetch);
        }
        Ok(command)
    }

    fn request(&self) -> Result<Object> {
        let Self { client, call, .. } = self;
        let mut url = text::join(&[client.base(), &call.path]);
        if !call.query.is_empty() {
            url += "?";
            url.push_str(&call.query);
        }
        let init = host::object(&[
            ("method", call.method.into()),
            ("headers", self.headers().map_err(|error| self.place(error))?.into_raw().into()),
            ("body", call.body.clone()),
            // Followed redirects can carry the token to another host.
            ("redirect", "manual".into()),
            // The HTTP cache would answer polls, and repeat one wrong redirect for ever. Only pages
            // have one; old dates of workerd throw at the word.
            ("cache", if client.in_page() { "no-store".into() } else { JsValue::UNDEFINED }),
        ]);
        Ok(host::object(&[
            ("task", "exchange".into()),
            ("url", url.into()),
            ("init", init.into()),
            ("raw", call.raw.into()),
            // It must reach the answer's body after the call has ended.
            ("signal", if call.raw { call.options.signal.clone() } else { JsValue::UNDEFINED }),
        ]))
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

    /// What an outcome means.
    pub(crate) fn answer(&self, outcome: &JsValue) -> Result<Reply> {
        let Self { client, call, .. } = self;
        let status = host::get(outcome, "status").as_f64().map_or(0, |status| status as u16);
        if status > 0 {
            client.options().hooks.response(&self.event(), status, host::now() - self.started);
        }
        let thrown = host::get(outcome, "thrown");
        if let Some(stop) = Stop::of(outcome) {
            let timed_out = matches!(stop, Stop::TimedOut);
            let sent = !host::get(outcome, "unsent").is_truthy();
            return Err(self.lost(Error::from(stop).with(|facts| facts.retryable = timed_out), status, sent));
        }
        if !thrown.is_undefined() || status == 0 {
            let sent = !thrown::never_sent(&thrown);
            return Err(self.lost(thrown::error(thrown, client.in_page()), status, sent));
        }
        if let Some(media) = &call.media {
            let taken =
                if (200..300).contains(&status) { media.take(outcome) } else { Err(media.refusal(status)) };
            return taken.map_err(|error| self.place(error));
        }
        match status {
            300..400 => return Err(self.redirected(status, host::text(outcome, "location"))),
            _ if call.raw => {
                let data = host::get(outcome, "response");
                return Ok(Reply { data, status, ..Reply::default() });
            }
            // These have no body by their nature.
            204 | 205 => return Ok(Reply::default()),
            0..300 if call.method == "HEAD" => return Ok(Reply::default()),
            _ => {}
        }
        match envelope::open(status, &host::get(outcome, "text"), &self.token) {
            Ok(data) => Ok(Reply { token: self.token.clone(), ..data }),
            Err(error) => Err(self.refused(error, host::text(outcome, "retryAfter"))),
        }
    }

    /// Writes the call's place into an error, and the token out of it.
    pub(crate) fn place(&self, error: Error) -> Error {
        let Call { method, path, .. } = &self.call;
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
        let to = text::words(text::words(&location, "?").next().unwrap_or_default(), "#")
            .next()
            .unwrap_or_default();
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

    /// The error of a request that got no whole answer.
    fn lost(&self, error: Error, status: u16, sent: bool) -> Error {
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

fn failed_token(cause: JsValue) -> Error {
    let problem = "is a function that failed; see `cause`";
    Error::option("createClient", "token", problem).with(|facts| facts.cause = cause)
}
