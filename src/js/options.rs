//! The options of a client and of its methods.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::headers::Headers;
use crate::context::hooks::Hooks;
use crate::context::options::{CallOptions, ClientOptions, MAKER, PollOptions, Token};
use crate::error::{Error, Result};
use crate::poll::watch::WaitOptions;
use crate::request::option_reader::Options;
use crate::start::key::Key;
use crate::text;

// The options of methods by name and kind: the kinds are in `options.js`.
/// What every call takes, a wait as well.
const CALL: &str = "signal:signal maxRetries:count headers:headers";
/// What every call takes besides, unless it waits: there `poll.timeoutMs` is meant.
pub(super) const LIMIT: &str = " timeoutMs:positive";
/// What a wait takes besides.
pub(super) const WAIT: &str = " poll:object onProgress:function";
/// What a series of changes takes besides, which tells of them itself.
pub(super) const WATCH: &str = " poll:object";
/// What a start takes besides.
pub(super) const START: &str =
    " timeoutMs:positive idempotencyKey:text keyIsNew:flag resend:flag sentAt:time keyWindowMs:positive";
/// What a start takes that is waited for.
pub(super) const RUN: &str = " poll:object onProgress:function idempotencyKey:text keyIsNew:flag resend:flag sentAt:time \
    keyWindowMs:positive";
/// What the call by method and path takes besides.
pub(super) const RAW: &str = " timeoutMs:positive query:any body:any raw:flag";
/// What an upload takes besides.
pub(super) const UPLOAD: &str =
    " timeoutMs:positive name:text contentType:text maxBytes:positive onProgress:function";
/// What a download takes besides.
pub(super) const DOWNLOAD: &str =
    " timeoutMs:positive maxBytes:positive allowHosts:texts onProgress:function";
const CLIENT: &str = "token:token baseUrl:text fetch:function timeoutMs:positive maxRetries:count lang:text \
    headers:headers credentials:text dangerouslyAllowBrowser:flag logger:logger onRequest:function onResponse:function \
    onRetry:function poll:object keyWindowMs:positive";
const POLL: &str = "minIntervalMs:positive maxIntervalMs:positive timeoutMs:positive hidden:hidden";

impl Options {
    /// The options of a call that takes some besides those of every call.
    pub(super) fn of_call(given: &JsValue, besides: &str) -> Result<Self> {
        let options = Self::read("", given, CALL, besides)?;
        options.headers().check()?;
        Ok(options)
    }

    fn count(&self) -> Option<u32> {
        self.number("maxRetries").map(|number| number as u32)
    }

    fn headers(&self) -> Headers {
        Headers(self.text("headers").unwrap_or_default())
    }

    fn poll(&self, besides: &str) -> Result<PollOptions> {
        let poll = Self::read(": poll", &self.value("poll"), POLL, besides)?;
        Ok(PollOptions {
            shared: poll.value("shared").as_bool(),
            min_interval_ms: poll.number("minIntervalMs"),
            max_interval_ms: poll.number("maxIntervalMs"),
            timeout_ms: poll.number("timeoutMs"),
            hidden_interval_ms: poll.number("hidden"),
        })
    }

    /// The part that every call takes.
    pub(super) fn call(&self) -> Rc<CallOptions> {
        Rc::new(self.parts())
    }

    fn parts(&self) -> CallOptions {
        CallOptions {
            signal: self.value("signal"),
            timeout_ms: self.number("timeoutMs"),
            max_retries: self.count(),
            headers: self.headers(),
        }
    }

    /// The part that every wait takes.
    pub(super) fn wait(&self) -> Result<Box<WaitOptions>> {
        Ok(Box::new(WaitOptions { call: self.parts(), poll: self.poll("")? }))
    }

    /// The key of a start.
    pub(super) fn key(&self) -> Result<Option<Key>> {
        let Some(key) = self.text("idempotencyKey") else {
            for option in text::words("keyIsNew resend sentAt keyWindowMs", " ") {
                if self.flag(option) {
                    return Err(Error::option("", option, "needs an `idempotencyKey`"));
                }
            }
            return Ok(None);
        };
        let (sent_at, window_ms) = (self.number("sentAt"), self.number("keyWindowMs"));
        Ok(Some(Key { key, is_new: self.flag("keyIsNew"), resend: self.flag("resend"), sent_at, window_ms }))
    }
}

/// The options of a client.
pub(super) fn client(given: &JsValue) -> Result<ClientOptions> {
    let options = Options::read(MAKER, given, CLIENT, "")?;
    let default = ClientOptions::default();
    let token = match (options.text("token"), options.function("token")) {
        (Some(text), _) => Token::Text(text),
        (None, Some(function)) => Token::Function(function),
        _ => Token::None,
    };
    Ok(ClientOptions {
        token,
        base_url: options.text("baseUrl"),
        fetch: options.function("fetch"),
        timeout_ms: options.number("timeoutMs").unwrap_or(default.timeout_ms),
        max_retries: options.count().unwrap_or(default.max_retries),
        lang: options.text("lang"),
        headers: options.headers(),
        credentials: options.text("credentials"),
        dangerously_allow_browser: options.flag("dangerouslyAllowBrowser"),
        hooks: Hooks {
            on_request: options.function("onRequest"),
            on_response: options.function("onResponse"),
            on_retry: options.function("onRetry"),
            logger: options.value("logger"),
        },
        poll: options.poll(" shared:flag").map_err(|error| error.of(MAKER))?,
        key_window_ms: options.number("keyWindowMs").unwrap_or(default.key_window_ms),
    })
}
