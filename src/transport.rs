//! One exchange: a request as `fetch(url, init)`, its answer as text.

use gloo_net::http::Headers;
use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::Error;
use crate::scope::{Scope, Stop};
use crate::{host, text};

/// A request as it goes to `fetch`.
pub(crate) struct Request<'a> {
    pub url: &'a str,
    pub method: &'a str,
    pub headers: Headers,
    pub body: JsValue,
    /// The caller's signal, where it must reach the answer's body after the call has ended.
    pub signal: JsValue,
    /// Whether to go past the HTTP cache: it would answer polls, and repeat one wrong redirect for
    /// ever. Only pages have one; old dates of workerd throw at the word.
    pub fresh: bool,
}

/// An answer as it came, whatever its status.
pub(crate) struct Answer {
    pub retry_after: Option<String>,
    pub location: Option<String>,
    pub text: JsValue,
}

/// How an exchange fails.
pub(crate) enum Failure {
    /// The signal, the time limit or `close()`.
    Stopped(Stop),
    /// What `fetch` threw or rejected with: an `Error` in good hosts, anything in others.
    Thrown(JsValue),
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

/// Sends the request and gives the `Response`.
pub(crate) async fn send(
    fetch: Option<&Function>,
    request: Request<'_>,
    scope: &Scope,
) -> Result<JsValue, Failure> {
    let controller = web_sys::AbortController::new().map_err(Failure::Thrown)?;
    let init = host::object(&[
        ("method", request.method.into()),
        ("headers", request.headers.into_raw().into()),
        ("body", request.body),
        // Followed redirects can carry the token to another host.
        ("redirect", "manual".into()),
        ("cache", if request.fresh { "no-store".into() } else { JsValue::UNDEFINED }),
        ("signal", either(&request.signal, controller.signal().into())),
    ]);
    scope.control(&controller);
    let pending = call(fetch, request.url, &init).map_err(Failure::Thrown)?;
    let response = scope.race(JsFuture::from(pending)).await?.map_err(Failure::Thrown)?;
    if host::get(&response, "headers").is_object() {
        return Ok(response);
    }
    let type_error = js_sys::TypeError::new("fetch gave something that is not a Response");
    Err(Failure::Thrown(type_error.into()))
}

/// A signal that follows two, where the host can make one.
fn either(callers: &JsValue, ours: JsValue) -> JsValue {
    if callers.is_undefined() {
        return ours;
    }
    let both = js_sys::Array::of2(callers, &ours);
    host::call(&host::global("AbortSignal"), "any", &both).unwrap_or(ours)
}

/// `fetch` is called unbound: as a method of another object browsers and Workers refuse it.
fn call(fetch: Option<&Function>, url: &str, init: &Object) -> Result<Promise, JsValue> {
    let answer = match fetch {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), init)?,
        None => host::fetch(url, init)?,
    };
    Ok(Promise::resolve(&answer))
}

/// Reads a `Response` to its end.
pub(crate) async fn read(response: &JsValue, scope: &Scope) -> Result<Answer, Failure> {
    let pending = host::call(response, "text", &JsValue::UNDEFINED).map_err(Failure::Thrown)?;
    let text = scope.race(JsFuture::from(Promise::resolve(&pending))).await?.map_err(Failure::Thrown)?;
    let header = |name: &str| {
        let value = host::call(&host::get(response, "headers"), "get", &name.into());
        value.ok().and_then(|value| value.as_string())
    };
    Ok(Answer { retry_after: header("retry-after"), location: header("location"), text })
}

/// The status of a `Response`; a redirect that a page may not look into counts as 302.
pub(crate) fn status(response: &JsValue) -> u16 {
    if host::text(response, "type").as_deref() == Some("opaqueredirect") {
        return 302;
    }
    host::get(response, "status").as_f64().map_or(0, |status| status as u16)
}

/// Whether the request provably never left: Node says so in the cause of its error. In a page
/// nobody can tell a refused connection from a lost answer.
pub(crate) fn never_sent(thrown: &JsValue) -> bool {
    let code = host::text(&host::get(thrown, "cause"), "code");
    matches!(code.as_deref(), Some("ECONNREFUSED" | "ENOTFOUND" | "EAI_AGAIN"))
}

/// The error for what `fetch` threw.
pub(crate) fn thrown(cause: JsValue, in_page: bool) -> Error {
    let reason = host::text(&cause, "message").or_else(|| cause.as_string()).unwrap_or_default();
    let mut message = text::join(&["no answer arrived: ", &reason]);
    if in_page {
        // The service is believed to send no CORS headers, and pages are told nothing more.
        message.push_str(
            ". In a page this is most often CORS: the service does not answer pages of other origins. \
             Send the calls through a proxy on your own server and set `baseUrl` to it.",
        );
    }
    Error::new(crate::error::ErrorKind::Network, &[&message]).with(|facts| {
        facts.cause = cause;
        facts.retryable = true;
    })
}
