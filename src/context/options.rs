//! The options of a client and of a call.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::context::headers::Headers;
use crate::context::hooks::Hooks;
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::url;

/// Where calls go unless `baseUrl` says otherwise. Documented.
pub const DEFAULT_BASE_URL: &str = "https://video.a2e.ai";

// What must not stand in these options: see `host::broken`.
const TOKEN: &str = r"^$ => is empty
\s => has a space or a line break in it; was it read from a file?
[^ -~\xa0-\xff] => has characters that no token has";
const LANG: &str = r"^$|[^ -~\xa0-\xff] => must be a language tag such as `en-US`";
const CREDENTIALS: &str = "^(?!(include|same-origin|omit)$) => must be `include`, `same-origin` or `omit`";
const BASE_URL: &str = r"^$|^\s|\s$ => must not be empty or have spaces around it
\? => must have no query
# => must have no fragment";

/// Whose options they are, as messages name it.
pub(crate) const MAKER: &str = "createClient";

/// An API token, or a function that gives one, or a promise of one.
#[derive(Clone, Default)]
pub enum Token {
    /// None: a proxy behind `base_url` adds it.
    #[default]
    None,
    /// The token itself.
    Text(String),
    /// Called before each attempt.
    Function(Function),
}

/// The options of a client.
#[derive(Clone)]
pub struct ClientOptions {
    /// The API token.
    pub token: Token,
    /// Where the service or a proxy is; the global host if `None`.
    pub base_url: Option<String>,
    /// Called as `fetch(url, init)` in place of the global one.
    pub fetch: Option<Function>,
    /// Limit of one attempt in milliseconds.
    pub timeout_ms: f64,
    /// Repeats after a first attempt that failed.
    pub max_retries: u32,
    /// Language of the service's messages, sent as `x-lang`.
    pub lang: Option<String>,
    /// Headers of every request.
    pub headers: Headers,
    /// Which requests carry cookies of a page: `include`, `same-origin` or `omit`; the host's own way if `None`.
    pub credentials: Option<String>,
    /// Allows an `sk_` token in a page, where everybody can read it.
    pub dangerously_allow_browser: bool,
    /// Observers and logger.
    pub hooks: Hooks,
    /// How waits poll.
    pub poll: PollOptions,
    /// How far back lists are read for an idempotency key, from their newest row, in milliseconds.
    pub key_window_ms: f64,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            token: Token::None,
            base_url: None,
            fetch: None,
            timeout_ms: 60_000.0,
            max_retries: 2,
            lang: None,
            headers: Headers::new(),
            credentials: None,
            dangerously_allow_browser: false,
            hooks: Hooks::default(),
            poll: PollOptions::default(),
            key_window_ms: 86_400_000.0,
        }
    }
}

/// How waits poll; what is `None` follows the client, then the family.
#[derive(Clone, Copy, Debug, Default)]
pub struct PollOptions {
    /// Shortest pause between two polls.
    pub min_interval_ms: Option<f64>,
    /// Longest pause between two polls.
    pub max_interval_ms: Option<f64>,
    /// Deadline of a whole wait.
    pub timeout_ms: Option<f64>,
    /// Shortest pause between two polls while nobody sees the page, 10 seconds if `None`; infinite for no poll until it is
    /// seen again. The last poll of a wait is made in any case.
    pub hidden_interval_ms: Option<f64>,
    /// Whether all waits of a client are looked after together. It is so everywhere but on Workers and
    /// the like, where a request must not wait for what another one does. Read from the client's options.
    pub shared: Option<bool>,
}

/// The options of one call.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// An `AbortSignal`, or `undefined`.
    pub signal: JsValue,
    /// Limit of one attempt in milliseconds.
    pub timeout_ms: Option<f64>,
    /// Repeats after a first attempt that failed.
    pub max_retries: Option<u32>,
    /// Headers of this call.
    pub headers: Headers,
}

impl PollOptions {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            min_interval_ms: self.min_interval_ms.or(other.min_interval_ms),
            max_interval_ms: self.max_interval_ms.or(other.max_interval_ms),
            timeout_ms: self.timeout_ms.or(other.timeout_ms),
            hidden_interval_ms: self.hidden_interval_ms.or(other.hidden_interval_ms),
            shared: self.shared.or(other.shared),
        }
    }
}

impl ClientOptions {
    /// Refuses what cannot work and gives the base URL without its last slash.
    pub(crate) fn check(&self) -> Result<String> {
        if let Token::Text(token) = &self.token {
            check_token(MAKER, token)?;
        }
        check(MAKER, "lang", self.lang.as_deref(), LANG)?;
        check(MAKER, "credentials", self.credentials.as_deref(), CREDENTIALS)?;
        self.headers.check().map_err(|error| error.of(MAKER))?;
        base_url(MAKER, self.base_url.as_deref(), !matches!(self.token, Token::None))
    }
}

/// Refuses an option that breaks one of its rules. The error does not quote it.
fn check(maker: &str, option: &str, given: Option<&str>, rules: &str) -> Result<()> {
    match given.and_then(|text| host::broken(text, rules)) {
        Some(problem) => Err(Error::option(maker, option, &problem)),
        None => Ok(()),
    }
}

/// A token as it may stand in a header.
pub(crate) fn check_token(maker: &str, token: &str) -> Result<()> {
    check(maker, "token", Some(token), TOKEN)
}

/// The base URL, checked by our rules and by the host's URL parser.
pub(crate) fn base_url(maker: &str, text: Option<&str>, has_token: bool) -> Result<String> {
    let wrong = |option: &str, problem: &str| Err(Error::option(maker, option, problem));
    let Some(text) = text else {
        return match has_token {
            true => Ok(String::from(DEFAULT_BASE_URL)),
            false => wrong(
                "token",
                "is missing; give a token, or the address of a proxy that adds one as `baseUrl`",
            ),
        };
    };
    check(maker, "baseUrl", Some(text), BASE_URL)?;
    let url = host::base_address(text);
    let part = |name: &str| host::text(&url, name).unwrap_or_default();
    let problem = if url.is_undefined() {
        "is no URL; it must be absolute where there is no `location` to resolve it"
    } else if !part("secret").is_empty() {
        "must hold no credentials"
    } else if !matches!(part("protocol").as_str(), "https:" | "http:") {
        "must be http(s)"
    } else if has_token && !url::is_private(&part("href")) {
        "must be https: a token sent over plain http can be read on the way"
    } else {
        return Ok(part("base"));
    };
    wrong("baseUrl", problem)
}

/// Refuses a long-lived token in a page, where every visitor can read it.
pub(crate) fn guard(token: &str, allowed: bool) -> Result<()> {
    if allowed || !token.starts_with("sk_") {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config, &["an `sk_` token in a page can be read and used by every visitor. Put a proxy on your own server that adds it \
         and set `baseUrl` to the proxy; or pass `dangerouslyAllowBrowser: true` if only you open this page"])
    .with(|facts| facts.field = "token".into()))
}
