//! One attempt of a call: token, headers, request, and what its outcome means.

use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::hooks::Event;
use crate::context::options::{self, Token};
use crate::error::{self, Error, ErrorKind, Result};
use crate::machine::command::{Command, Request};
use crate::machine::outcome::{self, ABORTED, CLOSED, Outcome};
use crate::record::page;
use crate::record::view::{self, Task};
use crate::schema::operation::Effect;
use crate::transport::call::Call;
use crate::transport::envelope::{self, Reply};
use crate::transport::fetch_error;
use crate::transport::idle;
use crate::transport::retry;
use crate::transport::transfer::{self, Media};
use crate::{host, text};

/// What the error of a charged call says that may have been carried out.
pub(crate) const SENT: &str = "The request was sent, so it may have been accepted and charged: look at the list or the coins \
    before you send it again";

/// The attempts of a call, one after another.
pub(crate) struct Attempt {
    pub context: Context,
    pub call: Box<Call>,
    /// From 1.
    pub number: u32,
    id: u32,
    started: f64,
    /// Empty where a proxy adds it, and for uploads, whose bytes go without.
    token: String,
}

impl Attempt {
    pub(crate) fn new(context: Context, call: Box<Call>) -> Self {
        Self { id: context.next_id(), context, call, number: 0, started: 0.0, token: String::new() }
    }

    /// Begins the next attempt; the command, if there is one, asks for the token. What fails here was
    /// never sent.
    pub(crate) fn begin(&mut self) -> Result<Option<Command>> {
        self.started = host::clock();
        let signal = &self.call.options.signal;
        if !signal.is_undefined() && host::get(signal, "aborted").is_truthy() {
            return Err(outcome::stop(ABORTED, host::get(signal, "reason")));
        }
        // The bytes of an upload are the rest of a call that was made before.
        let uploads = self.call.media.as_ref().is_some_and(Media::is_upload);
        // A room is paid by the minute until it is left.
        let leaves = self.call.path.ends_with("/leave");
        if self.context.is_closed() && !uploads && !leaves {
            return Err(outcome::stop(CLOSED, JsValue::UNDEFINED));
        }
        match &self.context.options().token {
            Token::Text(token) if !self.call.anonymous => {
                let token = token.clone();
                self.keep(token)?;
            }
            Token::Function(function) if !self.call.anonymous => {
                return Ok(Some(Command::value(function, self.left())));
            }
            Token::None | Token::Text(_) | Token::Function(_) => {}
        }
        Ok(None)
    }

    /// Takes the token that was asked for.
    pub(crate) fn take_token(&mut self, outcome: &Outcome) -> Result<()> {
        if let Some(error) = outcome.stopped() {
            return Err(error);
        }
        if let Some(token) = outcome.value_text() {
            options::check_token(options::MAKER, &token)?;
            return self.keep(token);
        }
        Err(match outcome.has_thrown() {
            true => Error::option(options::MAKER, "token", "is a function that failed; see `cause`")
                .with(|facts| facts.cause = outcome.thrown()),
            false => Error::option(options::MAKER, "token", "is a function that gave no string"),
        })
    }

    fn keep(&mut self, token: String) -> Result<()> {
        if self.context.in_page() {
            options::guard(&token, self.context.options().dangerously_allow_browser)?;
        }
        self.token = token;
        Ok(())
    }

    /// What is left of the attempt's time.
    fn left(&self) -> f64 {
        let limit = self.call.options.timeout_ms.unwrap_or(match &self.call.media {
            Some(_) => transfer::TIMEOUT_MS,
            None => self.context.options().timeout_ms,
        });
        (limit - (host::clock() - self.started)).max(0.0)
    }

    /// The attempt as observers see it.
    pub(crate) fn event(&self) -> Event<'_> {
        Event { id: self.id, method: self.call.method, path: &self.call.path, attempt: self.number }
    }

    /// The command that sends the request.
    pub(crate) fn send(&mut self) -> Result<Command> {
        let (all, own) = (&self.context.options().headers, &self.call.options.headers);
        own.check()?;
        // Those of the call replace those of the client.
        let more = text::join(&[&all.0, &own.0]);
        self.number = self.number.saturating_add(1);
        let Self { context, call, .. } = &*self;
        context.options().hooks.request(&self.event());
        let (ms, own) = (self.left(), context.options().fetch.as_ref());
        if let Some(media) = &call.media {
            return Ok(media.command(&call.body, ms, own));
        }
        let mut url = text::join(&[context.base(), &call.path]);
        if !call.query.is_empty() {
            url += "?";
            url.push_str(&call.query);
        }
        let lang = context.options().lang.as_deref().unwrap_or_default();
        let (body, signal) = (&call.body, &call.options.signal);
        Ok(Command::exchange(&Request {
            method: call.method,
            url: &url,
            token: &self.token,
            lang,
            headers: &more,
            body,
            is_raw: call.raw,
            signal,
            credentials: context.options().credentials.as_deref(),
            ms,
            fetch: own,
        }))
    }

    /// What an outcome means.
    pub(crate) fn answer(&self, outcome: &Outcome) -> Result<Box<Reply>> {
        let Self { context, call, .. } = self;
        let status = outcome.status();
        if status > 0 {
            idle::answered();
            context.options().hooks.response(&self.event(), status, host::clock() - self.started);
        }
        let unsent = outcome.is_unsent();
        if let Some(error) = outcome.stopped() {
            let error = error.with(|facts| facts.retryable = facts.kind == ErrorKind::Timeout);
            return Err(self.lost(error, status, unsent));
        }
        if status == 0 || outcome.has_thrown() {
            let thrown = outcome.thrown();
            let (error, unsent) = fetch_error::error(thrown, unsent, status > 0, self.unheard());
            return Err(self.lost(error, status, unsent));
        }
        if let Some(media) = &call.media {
            return if (200..300).contains(&status) {
                media.take(outcome)
            } else {
                Err(media.refusal(status))
            };
        }
        let text = outcome.text();
        // What was to be done is done, and nothing else was asked for.
        let needless = !matches!(call.effect, Effect::Read | Effect::Charge);
        let reply = match status {
            _ if error::is_redirect(status) => {
                let to = outcome.location().unwrap_or_default();
                let error = redirected(status, &to, context.is_proxied());
                return Err(if status == error::SEE_OTHER { self.unsure(error) } else { error });
            }
            _ if call.raw => return Ok(Reply::new(outcome.response(), status)),
            // These have no body by their nature.
            0..300
                if matches!(status, 204 | 205) || call.method == "HEAD" || needless && !text.is_truthy() =>
            {
                Reply::new(JsValue::UNDEFINED, status)
            }
            _ => envelope::open(status, &text).map_err(|error| self.refused(error, outcome.retry_after()))?,
        };
        let promised = match call.answers {
            "" => true,
            "." => reply.data.is_string() && reply.data.is_truthy(),
            fields => view::first(&reply.data, fields).is_truthy(),
        };
        if !promised {
            let words = "accepted, but the answer does not hold what was asked for";
            let error = envelope::error(status, (ErrorKind::Decode, false), words);
            let trace_id = reply.trace_id.as_string().unwrap_or_default();
            return Err(self.unsure(error.with(|facts| facts.trace_id = trace_id)));
        }
        Ok(reply)
    }

    /// Why a page may get no answer. Pages are told nothing more.
    fn unheard(&self) -> &'static str {
        match self {
            Self { context, .. } if !context.in_page() => "",
            Self { call, .. } if call.media.is_some() => ". In a page this is most often CORS.",
            Self { context, .. } if context.is_proxied() => {
                ". The proxy at `baseUrl` may be down, or may not allow this page's origin."
            }
            // Whether the service sends CORS headers is not known: docs/service.md.
            _ => {
                ". In a page this is most often CORS. \
                 Send the calls through a proxy on your own server and set `baseUrl` to it."
            }
        }
    }

    /// Writes the call's place into an error, and the token out of it. The message of wrong input names the method instead.
    pub(crate) fn place(&self, error: Error) -> Error {
        let Call { method, path, .. } = &*self.call;
        error.without(&self.token).with(|facts| {
            facts.method = method;
            facts.path = path.clone();
            facts.attempts = self.number;
            if facts.field.is_empty() {
                facts.message = text::join(&[method, " ", path, ": ", &facts.message]);
            }
        })
    }

    /// A request got no whole answer.
    fn lost(&self, error: Error, status: u16, unsent: bool) -> Error {
        let error = error.with(|facts| facts.status = status);
        if unsent { error } else { self.unsure(error) }
    }

    /// The error of an answer that refuses or makes no sense.
    fn refused(&self, error: Error, retry_after: Option<String>) -> Error {
        let mut made = false;
        let error = error.with(|facts| {
            // A record with an id shows that something was made, whatever the words say.
            let Call { effect, family, .. } = *self.call;
            if effect == Effect::Charge
                && let Some(task) = Task::started(family, &page::listed(&facts.record), self.started)
            {
                made = true;
                let begin = "the service refused, but gave the record ";
                facts.message = text::join(&[begin, &task.id, ": ", &facts.message]);
                facts.task_id.clone_from(&task.id);
                if !family.0.is_empty() {
                    facts.task = task.to_js();
                }
            }
            let until = |date: &str| host::parse_date(date) - host::now();
            facts.retry_after_ms = retry_after.and_then(|header| retry::retry_after_ms(&header, until));
            let advice = envelope::advice(facts, self.context.is_proxied());
            if !made && !advice.is_empty() {
                facts.add(advice);
            }
        });
        let facts = error.facts();
        let unclear = facts.kind == ErrorKind::Decode
            || matches!(facts.kind, ErrorKind::Server | ErrorKind::Timeout) && facts.retryable;
        if (unclear || made) && !facts.unsent { self.unsure(error) } else { error }
    }

    /// After this failure the service may have done what was asked.
    fn unsure(&self, error: Error) -> Error {
        let effect = self.call.effect;
        if effect == Effect::Read {
            return error;
        }
        error.with(|facts| {
            facts.outcome_unknown = true;
            if effect.is_repeatable() {
                return;
            }
            // The same request again could do the same thing twice.
            facts.retryable = false;
            if effect != Effect::Charge {
                return;
            }
            // An abort keeps its kind, by which callers tell it from trouble.
            if facts.kind != ErrorKind::Aborted {
                facts.kind = ErrorKind::UnknownOutcome;
            }
            facts.add(SENT);
        })
    }
}

/// The error of a redirect. Following it could carry the token, or a paid start, elsewhere.
fn redirected(status: u16, to: &str, proxied: bool) -> Error {
    let (before, after) = if to.is_empty() { ("", "") } else { (" (to ", ")") };
    let advice = match proxied {
        true => "Sign in again, or let the proxy answer paths as they are, without a slash at the end",
        false => "Set `baseUrl` to the final address",
    };
    let begin = "the server answered with a redirect";
    let words = text::join(&[begin, before, to, after, ", which is never followed. ", advice]);
    envelope::error(status, (ErrorKind::Server, false), &words)
}
