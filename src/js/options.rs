//! Options from JavaScript, read by hand: each wrong or unknown one is named.
//!
//! A codec of serde would cost 20 kB here and could not say which option is wrong.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::config::{CallOptions, ClientOptions, PollOptions, Token};
use crate::error::{Error, Result};
use crate::hooks::Hooks;
use crate::keyed::Key;
use crate::watch::WaitOptions;
use crate::{host, text};

/// An options object under reading; `name` is the call it belongs to.
pub(crate) struct Reader<'a> {
    name: &'a str,
    object: &'a JsValue,
}

/// The keys of [`CallOptions`].
pub(crate) const CALL: &str = "signal timeoutMs maxRetries headers";
const WAIT: &str = " poll onProgress";
const KEY: &str = " idempotencyKey resend";
const CLIENT: &str = "token baseUrl fetch timeoutMs maxRetries lang headers dangerouslyAllowBrowser logger \
    onRequest onResponse onRetry poll";

impl<'a> Reader<'a> {
    /// Takes an options object, or nothing, and refuses keys that no option has.
    pub(crate) fn new(name: &'a str, object: &'a JsValue, known: &[&str]) -> Result<Self> {
        let reader = Self { name, object };
        if object.is_undefined() || object.is_null() {
            return Ok(reader);
        }
        if !object.is_object() || host::elements(object).is_some() {
            return Err(reader.wrong("options", "must be an object"));
        }
        for key in host::keys(object) {
            if !known.iter().any(|names| text::words(names, " ").any(|name| name == key)) {
                let known = text::join(known);
                return Err(reader.wrong(&key, &text::join(&["is unknown; the options are: ", &known])));
            }
        }
        Ok(reader)
    }

    /// The error for a wrong option.
    pub(crate) fn wrong(&self, key: &str, problem: &str) -> Error {
        Error::option(self.name, key, problem)
    }

    /// Any value, `undefined` included.
    pub(crate) fn value(&self, key: &str) -> JsValue {
        match host::get(self.object, key) {
            null if null.is_null() => JsValue::UNDEFINED,
            value => value,
        }
    }

    fn read<T>(
        &self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Result<Option<T>> {
        let value = self.value(key);
        if value.is_undefined() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| self.wrong(key, wanted))
    }

    /// A text.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>> {
        self.read(key, "must be a string", JsValue::as_string)
    }

    /// A yes or no.
    pub(crate) fn flag(&self, key: &str) -> Result<bool> {
        Ok(self.read(key, "must be true or false", JsValue::as_bool)?.unwrap_or(false))
    }

    /// A function.
    pub(crate) fn function(&self, key: &str) -> Result<Option<Function>> {
        self.read(key, "must be a function", |value| value.dyn_ref().cloned())
    }

    /// An array of texts.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>> {
        let texts = self.read(key, "must be an array of strings", |value| {
            host::elements(value)?.iter().map(|text| text.as_string()).collect()
        })?;
        Ok(texts.unwrap_or_default())
    }

    /// More than 0, `Infinity` included.
    pub(crate) fn positive(&self, key: &str) -> Result<Option<f64>> {
        let wanted = "must be a number above 0 (Infinity for no limit)";
        self.read(key, wanted, |value| value.as_f64().filter(|number| *number > 0.0))
    }

    /// A whole number from 0.
    fn count(&self, key: &str) -> Result<Option<u32>> {
        self.read(key, "must be a whole number from 0", |value| {
            let number = value.as_f64()?;
            let fits = number.fract() == 0.0 && (0.0..=f64::from(i32::MAX)).contains(&number);
            fits.then_some(number as u32)
        })
    }

    fn headers(&self) -> Result<Vec<(String, String)>> {
        let value = self.value("headers");
        if value.is_undefined() {
            return Ok(Vec::new());
        }
        if !value.is_object() || host::kind_of(&value) != "Object" {
            return Err(self.wrong("headers", "must be a plain object of strings"));
        }
        let mut headers = Vec::new();
        for name in host::keys(&value) {
            let Some(text) = host::text(&value, &name) else {
                let problem = text::join(&["must hold strings only; `", &name, "` is none"]);
                return Err(self.wrong("headers", &problem));
            };
            headers.push((name, text));
        }
        Ok(headers)
    }

    fn token(&self) -> Result<Token> {
        let token = self.value("token");
        if token.is_undefined() {
            return Ok(Token::None);
        }
        match (token.as_string(), token.dyn_into::<Function>()) {
            (Some(text), _) => Ok(Token::Text(text)),
            (None, Ok(function)) => Ok(Token::Function(function)),
            _ => Err(self.wrong("token", "must be a string or a function that gives one")),
        }
    }

    /// By its shape: a signal of another realm or a polyfill is as good.
    fn signal(&self) -> Result<JsValue> {
        let signal = self.value("signal");
        if signal.is_undefined() || host::has_method(&signal, "addEventListener") {
            return Ok(signal);
        }
        Err(self.wrong("signal", "must be an AbortSignal"))
    }

    fn poll(&self, more: &str) -> Result<PollOptions> {
        let value = self.value("poll");
        let poll = Reader::new("poll", &value, &["minIntervalMs maxIntervalMs timeoutMs", more])?;
        let shared = poll.read("shared", "must be true or false", JsValue::as_bool)?;
        Ok(PollOptions {
            shared,
            min_interval_ms: poll.positive("minIntervalMs")?,
            max_interval_ms: poll.positive("maxIntervalMs")?,
            timeout_ms: poll.positive("timeoutMs")?,
        })
    }

    fn hooks(&self) -> Result<Hooks> {
        let logger = self.value("logger");
        if !logger.is_undefined() && !host::has_method(&logger, "warn") {
            return Err(self.wrong("logger", "must have the methods `debug` and `warn`, as `console` has"));
        }
        Ok(Hooks {
            on_request: self.function("onRequest")?,
            on_response: self.function("onResponse")?,
            on_retry: self.function("onRetry")?,
            logger,
        })
    }

    fn wait(&self) -> Result<(WaitOptions, Option<Function>)> {
        let wait = WaitOptions { call: self.call()?, poll: self.poll("")? };
        Ok((wait, self.function("onProgress")?))
    }

    fn key(&self) -> Result<Option<Key>> {
        let resend = self.flag("resend")?;
        match self.text("idempotencyKey")? {
            None if resend => Err(self.wrong("resend", "needs an `idempotencyKey`")),
            key => Ok(key.map(|key| Key { key, resend })),
        }
    }

    /// The part that every call takes.
    pub(crate) fn call(&self) -> Result<CallOptions> {
        Ok(CallOptions {
            signal: self.signal()?,
            timeout_ms: self.positive("timeoutMs")?,
            max_retries: self.count("maxRetries")?,
            headers: self.headers()?,
        })
    }
}

/// The options of a call that takes no others.
pub(crate) fn call(name: &str, options: &JsValue) -> Result<CallOptions> {
    Reader::new(name, options, &[CALL])?.call()
}

/// The options of a start, and its key.
pub(crate) fn start(name: &str, options: &JsValue) -> Result<(CallOptions, Option<Key>)> {
    let options = Reader::new(name, options, &[CALL, KEY])?;
    Ok((options.call()?, options.key()?))
}

/// The options of a start and its wait, who is told of changes, and its key.
pub(crate) fn run(name: &str, options: &JsValue) -> Result<(WaitOptions, Option<Function>, Option<Key>)> {
    let options = Reader::new(name, options, &[CALL, WAIT, KEY])?;
    let (wait, tell) = options.wait()?;
    Ok((wait, tell, options.key()?))
}

/// The options of a wait, and who is told of its changes.
pub(crate) fn wait(name: &str, options: &JsValue) -> Result<(WaitOptions, Option<Function>)> {
    Reader::new(name, options, &[CALL, WAIT])?.wait()
}

/// The options of a client.
pub(crate) fn client(options: &JsValue) -> Result<ClientOptions> {
    let options = Reader::new("createClient", options, &[CLIENT])?;
    let default = ClientOptions::default();
    Ok(ClientOptions {
        token: options.token()?,
        base_url: options.text("baseUrl")?,
        fetch: options.function("fetch")?,
        timeout_ms: options.positive("timeoutMs")?.unwrap_or(default.timeout_ms),
        max_retries: options.count("maxRetries")?.unwrap_or(default.max_retries),
        lang: options.text("lang")?,
        headers: options.headers()?,
        dangerously_allow_browser: options.flag("dangerouslyAllowBrowser")?,
        hooks: options.hooks()?,
        poll: options.poll(" shared")?,
    })
}
