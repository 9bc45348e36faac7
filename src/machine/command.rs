//! Commands: what a machine has its driver do, as objects of JavaScript, which are made here alone.
//!
//! A machine is asked for its next step with the outcome of the last one. It returns a command for
//! the driver in `driver.js`, or its value. So every decision is plain code without a
//! clock, and one driver serves all.

use js_sys::{Function, Object, Set};
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::host::{self, Engine};

#[wasm_bindgen(module = "/src/host/driver.js")]
extern "C" {
    #[wasm_bindgen(js_name = sleepCommand)]
    fn sleep_command(ms: f64) -> Object;
    #[wasm_bindgen(js_name = valueCommand)]
    fn value_command(value: &JsValue, ms: f64) -> Object;
    #[cfg(any(feature = "js", feature = "server"))]
    #[wasm_bindgen(js_name = doneWith)]
    fn done_with(value: &JsValue) -> Object;
}

#[wasm_bindgen(module = "/src/host/send.js")]
extern "C" {
    #[allow(clippy::too_many_arguments, reason = "one call: each property that is set by itself is another")]
    #[wasm_bindgen(js_name = exchangeCommand)]
    fn exchange_command(
        method: &str,
        url: &str,
        token: &str,
        lang: &str,
        more: &str,
        body: &JsValue,
        raw: bool,
        signal: &JsValue,
        credentials: Option<&str>,
        ms: f64,
        own: Option<&Function>,
    ) -> Object;
    #[allow(clippy::too_many_arguments, reason = "as above")]
    #[wasm_bindgen(js_name = transferCommand)]
    fn transfer_command(
        media_type: Option<&str>,
        url: &str,
        body: &JsValue,
        redirect: &str,
        total: f64,
        on_progress: Option<&Function>,
        ms: f64,
        own: Option<&Function>,
    ) -> Object;
}

// The keys of what ends a command besides its scope: `Ends` of `seam.d.ts`.
const WAITS: &str = "waits";
const WAITERS: &str = "waiters";
const ENGINE: &str = "engine";
#[cfg(any(feature = "js", test))]
const UNTIL: &str = "until";

/// What comes next in a machine.
pub(crate) enum Next<T, C = Command> {
    /// The driver is to do this, and come back with the outcome.
    Do(C),
    /// The machine is done.
    Done(T),
}

#[cfg(feature = "js")]
impl<T, C> Next<T, C> {
    /// The same with another form of the machine's value.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Next<U, C> {
        match self {
            Self::Do(command) => Next::Do(command),
            Self::Done(value) => Next::Done(change(value)),
        }
    }
}

/// A step of a machine.
pub(crate) type Step<T> = Result<Next<T>>;

/// What the driver is told of the end of a machine, or of one of several values.
#[cfg(any(feature = "js", feature = "server"))]
pub(crate) fn done(value: &JsValue) -> JsValue {
    done_with(value).into()
}

/// What the driver is to do. It is ended by its scope, and by what is added to it.
pub(crate) struct Command(Object);

/// One request.
pub(crate) struct Request<'a> {
    pub method: &'a str,
    pub url: &'a str,
    /// Empty for a request without one.
    pub token: &'a str,
    /// Empty for none.
    pub lang: &'a str,
    /// The caller's own headers, names and values in turn, each with a line break.
    pub headers: &'a str,
    pub body: &'a JsValue,
    /// Whether the outcome has the `Response` itself.
    pub is_raw: bool,
    /// The caller's signal, which ends the body of a raw answer as well.
    pub signal: &'a JsValue,
    pub credentials: Option<&'a str>,
    /// The time limit in milliseconds.
    pub ms: f64,
    /// The caller's own `fetch`.
    pub fetch: Option<&'a Function>,
}

/// The bytes of one file, on their way there or back.
pub(crate) struct Move<'a> {
    pub way: Way<'a>,
    pub url: &'a str,
    /// How many bytes there are, or may be.
    pub total: f64,
    /// Told `{ loaded, total }`.
    pub on_progress: Option<&'a Function>,
    /// The time limit in milliseconds.
    pub ms: f64,
    /// The caller's own `fetch`.
    pub fetch: Option<&'a Function>,
}

/// Which way the bytes go.
#[derive(Clone, Copy)]
pub(crate) enum Way<'a> {
    Upload {
        /// The media type.
        content_type: &'a str,
        body: &'a JsValue,
    },
    Download {
        /// Whether redirects are followed.
        follows: bool,
    },
}

impl Command {
    /// A pause.
    #[inline]
    pub(crate) fn sleep(ms: f64) -> Self {
        Self(sleep_command(ms))
    }

    /// Waits for a promise, or for what a function of the caller's returns.
    #[inline]
    pub(crate) fn value(value: &JsValue, ms: f64) -> Self {
        Self(value_command(value, ms))
    }

    /// Sends a request.
    #[inline]
    pub(crate) fn exchange(request: &Request<'_>) -> Self {
        let Request { method, url, token, lang, headers, body, is_raw, signal, credentials, ms, fetch } =
            *request;
        Self(exchange_command(
            method,
            url,
            token,
            lang,
            headers,
            body,
            is_raw,
            signal,
            credentials,
            ms,
            fetch,
        ))
    }

    /// Moves a file.
    #[inline]
    pub(crate) fn transfer(file: &Move<'_>) -> Self {
        let Move { way, url, total, on_progress, ms, fetch } = *file;
        let nothing = JsValue::UNDEFINED;
        let (content_type, body, follows) = match way {
            Way::Upload { content_type, body } => (Some(content_type), body, false),
            Way::Download { follows } => (None, &nothing, follows),
        };
        let redirect = if follows { "follow" } else { "manual" };
        Self(transfer_command(content_type, url, body, redirect, total, on_progress, ms, fetch))
    }

    /// Ends it with the other waits of a client.
    pub(crate) fn ending_with(self, scopes: &Set) -> Self {
        self.with(WAITS, scopes)
    }

    /// Ends it when those who wait for the same news are woken.
    pub(crate) fn woken_with(self, waiters: &JsValue) -> Self {
        self.with(WAITERS, waiters)
    }

    /// Ends it when an engine is turned. The polls of the engine end with its scope.
    pub(crate) fn turned_by(self, engine: &Engine) -> Self {
        self.with(ENGINE, engine)
    }

    /// Ends its scope with a signal of the caller's, from here on.
    #[cfg(feature = "js")]
    pub(crate) fn until(self, signal: &JsValue) -> Self {
        self.with(UNTIL, signal)
    }

    #[inline(always)]
    fn with(self, key: &str, value: &JsValue) -> Self {
        host::set(&self.0, key, value);
        self
    }

    /// The object for the driver.
    pub(crate) fn into_object(self) -> Object {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::outcome::tests::keys_of;

    #[test]
    fn the_driver_knows_what_ends_a_command() {
        let mut keys = [WAITS, WAITERS, ENGINE, UNTIL];
        keys.sort_unstable();
        assert_eq!(keys_of(include_str!("../host/seam.d.ts"), "Ends"), keys);
    }
}
